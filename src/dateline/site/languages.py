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

MOST_ALIKE = 1
"""How many words a message has at most that may be the same in two languages: "Version {n}"."""
_NAME, _WORD = re.compile(r"\{\w*\}"), re.compile(r"\w{2,}")
_TAG = re.compile(LANGUAGE.pattern)


def languages_of(folder: Path) -> frozenset[str]:
    """The languages that have a catalogue, of Dateline or in a publication's own theme; de-AT has the words of de, too."""
    return frozenset(path.stem.lower() for root in (built_in(), folder) for path in (root / LANGUAGES).glob("*.yaml"))


def spoken_as(language: str) -> frozenset[str]:
    """The tags, in small letters, of which a catalogue has the words of a language: de-at and de."""
    return frozenset((language.lower(), language.lower().partition("-")[0]))


def language_problems(theme: Theme, language: str) -> Iterator[Problem]:
    """The problems of a publication's own catalogues, and of the language of its site."""
    if not spoken_as(language) & {PurePosixPath(name).stem.lower() for name in theme.catalogues}:
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
        found = read(theme.catalogues[name], file, theme.speaking(tag).built_in_words, known)
        yield from found.problems
        if not found.problems and tag.partition("-")[0] != "en":
            yield from _missing(theme, file, tag, known)


def _is_english(message: str, said: str) -> bool:
    """Whether a message is left in English; a short one may be the same in another language."""
    return not said or (said == message and len(_WORD.findall(_NAME.sub("", said))) > MOST_ALIKE)


def _missing(theme: Theme, file: str, tag: str, known: Iterable[str]) -> Iterator[Problem]:
    """The messages that neither a publication's catalogue nor Dateline's translates."""
    words = theme.speaking(tag).words
    if missing := [one for one in known if one not in words.forms and _is_english(one, words.told.get(one, ""))]:
        said = f"{len(missing)} messages are not translated, such as “{missing[0]}”: pages say them in English"
        hint = "Copy them from Dateline's languages/en.yaml (`dateline theme copy languages/en.yaml`), and translate them."
        yield Problem("untranslated", file, 1, 1, "", said, hint)
