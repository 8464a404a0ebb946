"""Templates, scripts and static files: the built-in theme, whose files a publication can replace with its own."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from dateline.core import layout
from dateline.core.errors import DatelineError, StoreError, UsageError
from dateline.site import catalogue, scripts, templates
from dateline.site.theme_parts import (
    BUILT_IN_WORDS,
    BUNDLES,
    LANGUAGES,
    STATIC,
    TEMPLATES,
    address_of,
    built_in,
    built_in_files,
    files_in,
    joined,
    read,
    text_of,
)
from dateline.site.words import ENGLISH, Translations, in_templates

if TYPE_CHECKING:
    from dateline.site.templates import Environment

CORRECT = "Correct the template."
ORIGINALS = f"{TEMPLATES}dateline/"
"""Where a publication's templates find the built-in ones that they replace: `{% extends 'dateline/base.html' %}`."""


class Theme:
    """The files of a theme, by name: `templates/brief.html`, `static/site.css` …; never changed once made."""

    def __init__(
        self,
        held: Mapping[str, bytes],
        own: frozenset[str] = frozenset(),
        links: frozenset[str] = frozenset(),
        language: str = "en",
    ) -> None:
        """Keeps the files.

        Args:
            held: the files, with scripts and styles joined, and the publication's own parts of these.
            own: the names of all files in the publication's own folder, those that no page uses included.
            links: the names of its symbolic links, which were not read; an empty name is the folder itself.
            language: the one in which the pages are.
        """
        self._held = dict(sorted(held.items()))
        self.own = own
        self.links = links
        self.language = language
        self._first = self
        self._others: dict[str, Theme] = {}

    def __reduce__(self) -> tuple[Callable[..., "Theme"], tuple[dict[str, bytes], frozenset[str], frozenset[str], str]]:
        """Sends only the files to another process, which makes its own templates from them."""
        return Theme, (self._held, self.own, self.links, self.language)

    def speaking(self, language: str) -> "Theme":
        """The same for pages in a language."""
        if language == self.language:
            return self
        if language not in self._others:
            self._others[language] = other = Theme(self._held, self.own, self.links, language)
            other._first = self._first
        return self._others[language]

    @cached_property
    def words(self) -> Translations:
        """What the pages' own words are in its language; in English where no catalogue has them.

        Raises:
            UsageError: if the publication's own catalogue is wrong.
        """
        is_changed = self.language != "en" or f"{LANGUAGES}en.yaml" in self.own
        return self._laid(self._of_language) if is_changed else ENGLISH

    @property
    def built_in_words(self) -> Translations:
        """The same without the publication's own catalogues."""
        return self._laid(one for one in self._of_language if one.startswith(BUILT_IN_WORDS))

    def _laid(self, names: Iterable[str]) -> Translations:
        """What catalogues say that are laid one over the other."""
        found = Translations(self.language)
        for name in names:
            one = catalogue.read(self.catalogues[name], f"theme/{name}", found)
            for problem in one.problems[:1]:
                raise UsageError(problem.message, where=f"{problem.file}:{problem.line}", hint=problem.hint)
            found = one.words
        return found

    @cached_property
    def catalogues(self) -> Mapping[str, bytes]:
        """Name → bytes of the catalogues of all languages; those of Dateline have names of their own."""
        return {name: data for name, data in self._held.items() if name.startswith(LANGUAGES)}

    @property
    def _of_language(self) -> list[str]:
        """The names of the catalogues of its language, those that are laid over others later: de, then de-AT."""
        tags = dict.fromkeys((self.language.partition("-")[0], self.language))
        names = [f"{place}{tag}.yaml".lower() for tag in tags for place in (BUILT_IN_WORDS, LANGUAGES)]
        held = {name.lower(): name for name in self.catalogues}
        return [held[name] for name in names if name in held]

    def own_texts(self, *endings: str) -> Iterator[tuple[str, str]]:
        """Name and text of the publication's own files with these endings."""
        for name in sorted(self.own & self._held.keys()):
            if name.endswith(endings):
                yield name, self._held[name].decode(errors="replace")

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, such as static/site.css; None if there is no such file."""
        return self._held.get(name)

    @cached_property
    def templates(self) -> Mapping[str, str]:
        """Name → text of each template."""
        held = {name: data for name, data in self._held.items() if name.startswith(TEMPLATES)}
        return {name.removeprefix(TEMPLATES): text_of(name, data) for name, data in held.items()}

    @cached_property
    def _is_ours(self) -> bool:
        """Whether every template came with Dateline."""
        return not any(name.startswith(TEMPLATES) for name in self.own)

    @cached_property
    def fingerprint(self) -> str:
        """A hash that changes when a file of the theme changes."""
        total = hashlib.sha256(self.language.encode())
        for name, data in self._held.items():
            total.update(f"{name}\0{len(data)}\0".encode() + data)
        return total.hexdigest()

    @cached_property
    def static(self) -> Mapping[str, bytes]:
        """Address → bytes of each file that readers can load."""
        return {self._addresses[name]: data for name, data in self._statics.items() if STATIC + name not in self.unused}

    @cached_property
    def unused(self) -> frozenset[str]:
        """The publication's own static files that no template and no style names: they are not published."""
        known = {*built_in_files(), *BUNDLES}
        own = [name for name in self.own if name.startswith(STATIC) and name not in known]
        return frozenset(name for name in own if not self._is_named(name.removeprefix(STATIC)))

    def _is_named(self, name: str) -> bool:
        address = PurePosixPath(self.asset(name)).name.encode()
        in_style = any(address in data for other, data in self._held.items() if other.endswith(".css"))
        return in_style or self._computes_assets or any(name in text for text in self.templates.values())

    @cached_property
    def _computes_assets(self) -> bool:
        """Whether any static file may be in use, since a template makes the name of one, or cannot be read."""
        named = {name: text for name, text in self.templates.items() if TEMPLATES + name in self.own}
        return any(
            templates.mistake(self.environment, name)[0] or templates.computes_assets(text) for name, text in named.items()
        )

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        """Name → address of each static file; the address has a hash, so browsers can keep the file forever."""
        return {name: address_of(STATIC + name, data) for name, data in self._statics.items()}

    @cached_property
    def _statics(self) -> Mapping[str, bytes]:
        """Name → bytes of each static file; scripts say their messages in the theme's language."""
        held = {name.removeprefix(STATIC): data for name, data in self._held.items() if name.startswith(STATIC)}
        return {
            name: scripts.told(data, self.words) if STATIC + name in BUNDLES and name.endswith(".js") else data
            for name, data in held.items()
        }

    def asset(self, name: str) -> str:
        """The address of a static file.

        Raises:
            UsageError: if the theme has no such file.
        """
        address = self._addresses.get(name)
        if address is None:
            hint = did_you_mean(name, self._addresses, "Add it to theme/static/, or correct the template.")
            raise UsageError(f"there is no static file {name}", where="theme", hint=hint)
        return address

    @cached_property
    def environment(self) -> "Environment":
        """The templates; a publication's own run in a sandbox, and so do the others with them."""
        if self._first is not self:
            return self._first.environment
        made = templates.environment(self.templates, built_in() if self._is_ours else None)
        made.globals.update(in_templates())
        return made

    def render(self, template: str, **context: Any) -> str:
        """The template filled in.

        Raises:
            UsageError: if a publication's own template is wrong.
        """
        try:
            return str(self.environment.get_template(template).render(**context))
        except Exception as error:
            went = templates.places(error)
            if self._is_ours or not went:  # a bug of ours, which deserves its traceback, or what says itself where it is
                raise
            raise self._wrong(went, error, context) from error

    def _wrong(self, went: Sequence[tuple[str, int]], error: Exception, context: Mapping[str, Any]) -> UsageError:
        """The error, at the innermost line of a publication's own template that it went through."""
        name, line = next((one for one in reversed(went) if TEMPLATES + one[0] in self.own), went[-1])
        said, hint = templates.in_words(error), CORRECT
        if isinstance(error, DatelineError):
            said, hint = error.what, error.hint
        elif gone := templates.missing(error):
            said, hint = f"there is no template {gone}", did_you_mean(gone, self.templates, hint)
        elif found := templates.unknown(error):
            said, hint = self._unknown(*found, self.templates[name].splitlines()[line - 1 : line], context)
        elif isinstance(error, RecursionError):
            said = f"these templates go round in a circle without an end: {', '.join(dict.fromkeys(one for one, _ in went))}"
        else:
            hint = did_you_mean(*templates.meant(self.environment, said), hint)
        return UsageError(said, where=f"theme/{TEMPLATES}{name}:{line}", hint=hint)

    def _unknown(self, name: str, of: Any, lines: Sequence[str], context: Mapping[str, Any]) -> tuple[str, str]:
        """What to say of a name that is not known, as the line of the template has it, and what was meant."""
        if of is None:
            return f"'{name}' is not known", did_you_mean(name, (*context, *self.environment.globals), CORRECT)
        known = map(str, of) if isinstance(of, Mapping) else (one for one in dir(of) if not one.startswith("_"))
        written = re.search(rf"[\w.]+\.{re.escape(name)}\b", "".join(lines))
        return f"'{written[0] if written else name}' is not known", did_you_mean(name, known, CORRECT)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """The hint for a name that does not exist: the near ones, if there are any."""
    near = get_close_matches(name, sorted(known), 3)
    return f"Did you mean {' or '.join(near)}?" if near else otherwise


def load_theme(own: Path | None = None) -> Theme:
    """The built-in theme, with files replaced by those of the same name in the publication's own folder.

    Raises:
        StoreError: if a file cannot be read.
    """
    found, links = dict[str, Path](), frozenset[str]()
    if own and own.is_symlink() and (layout.leaves(own.parent, own) or not own.is_dir()):
        links = frozenset({""})
    elif own:
        found = dict(files_in(own))
        links = frozenset(name for name, path in found.items() if path.is_symlink())
    found = {name: path for name, path in found.items() if name not in links}
    try:
        ours, theirs = read(built_in_files()), read(found)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(error.filename), hint="Check its permissions.") from error
    of_ours = {name: data for name, data in ours.items() if name.startswith(TEMPLATES)}
    is_own = any(name.startswith(TEMPLATES) for name in theirs)
    originals = {ORIGINALS + name.removeprefix(TEMPLATES): data for name, data in of_ours.items()} if is_own else {}
    words = {BUILT_IN_WORDS + name.removeprefix(LANGUAGES): ours.pop(name) for name in [*ours] if name.startswith(LANGUAGES)}
    return Theme(originals | words | joined(ours, theirs), frozenset(found), links)
