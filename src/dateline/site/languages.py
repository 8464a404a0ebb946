"""The languages that pages can have: which they are, and what is wrong with a publication's own catalogues."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from dateline.core import layout
from dateline.core.constraints import LANGUAGE
from dateline.core.model import Problem
from dateline.site.catalogue import language_file, messages, read
from dateline.site.theme import Theme
from dateline.site.theme_parts import BUILT_IN_WORDS, LANGUAGES, built_in

_TAG = re.compile(LANGUAGE.pattern)


def languages_of(folder: Path) -> frozenset[str]:
    """The languages that have a catalogue, of Dateline or in a publication's own theme; de-AT has the words of de, too."""
    return frozenset(path.stem for root in (built_in(), folder) for path in (root / LANGUAGES).glob("*.yaml"))


def language_problems(theme: Theme, language: str) -> Iterator[Problem]:
    """The problems of a publication's own catalogues, and of the language of its site."""
    if not {language, language.partition("-")[0]} & {PurePosixPath(name).stem for name in theme.catalogues}:
        said = f"no catalogue has the language {language}: the pages' own words, such as headings, are in English"
        hint = f"Run `dateline theme copy languages/en.yaml`, rename the copy to {language_file(language)}, and translate it."
        yield Problem("untranslated", layout.SITE, 0, 0, "language", said, hint)
    own = sorted(one for one in theme.own if one.startswith(LANGUAGES))
    known = messages(theme.catalogues[f"{BUILT_IN_WORDS}en.yaml"]) if own else {}
    for name in own:
        file, tag = f"{layout.THEME}/{name}", PurePosixPath(name).stem
        if name != language_file(tag) or not _TAG.fullmatch(tag):
            hint = "Name it after the tag of its language, such as languages/it.yaml or languages/pt-BR.yaml."
            yield Problem("bad-language", file, 1, 1, "", "is not named after a language", hint)
            continue
        found = read(theme.catalogues[name], file, tag, known)
        yield from found.problems
        if not found.problems and tag.partition("-")[0] != "en":
            yield from _missing(theme, file, tag, known)


def _missing(theme: Theme, file: str, tag: str, known: Iterable[str]) -> Iterator[Problem]:
    """The messages that neither a publication's catalogue nor Dateline's translates."""
    words = theme.speaking(tag).words
    if missing := [one for one in known if one not in words.told and one not in words.forms]:
        said = f"{len(missing)} messages are not translated, such as “{missing[0]}”: pages say them in English"
        hint = "Copy them from Dateline's languages/en.yaml (`dateline theme copy languages/en.yaml`), and translate them."
        yield Problem("untranslated", file, 1, 1, "", said, hint)
