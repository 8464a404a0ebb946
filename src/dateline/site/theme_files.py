"""What is wrong in a publication's own theme before any page is rendered: mistakes in templates, and files that nothing uses."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from dateline.core import layout
from dateline.core.errors import UsageError
from dateline.core.model import Page, Problem
from dateline.core.other_hosts import loads_of_drawing, loads_of_style
from dateline.site import templates
from dateline.site.introduced import INTRODUCED
from dateline.site.languages import language_problems
from dateline.site.theme import CORRECT, Theme, did_you_mean, load_theme
from dateline.site.theme_parts import BUNDLES, LANGUAGES, PARTS, STATIC, TEMPLATES, built_in_files

_README = "README.md"
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_NEAR = 0.85
"""How much alike two names are of which one may be the other misspelt; all in one folder are somewhat alike."""
_KINDS = (TEMPLATES, *PARTS, STATIC)


def problems_in(folder: Path, pages: Sequence[Page], language: str = "en", font: str = "") -> tuple[Problem, ...]:
    """The problems of the theme in a folder, which need not exist.

    Args:
        folder: the publication's own theme.
        pages: the publication's pages, drafts included, which may name a template.
        language: that of the site.
        font: the file with the letters of share cards; empty if none is named.

    Raises:
        StoreError: if a file cannot be read.
    """
    if (
        not (folder.is_dir() or folder.is_symlink())
        and not any(page.template for page in pages)
        and language == "en"
        and not font
    ):
        return ()
    try:
        theme = load_theme(folder)
        return (
            *template_problems(theme, pages),
            *_unused(theme, pages, font),
            *language_problems(theme, language),
            *_fonts(theme, font),
        )
    except UsageError as error:
        return (Problem("bad-template", error.where, 1, 1, "", error.what, error.hint),)


def _fonts(theme: Theme, font: str) -> Iterator[Problem]:
    """A font of share cards that the theme does not have."""
    if font and theme.read(font.removeprefix(f"{layout.THEME}/")) is None:
        hint = "Put the file there, or correct the name."
        yield Problem("bad-template", layout.SITE, 0, 0, "cards.font", f"there is no {font}", hint)


def template_problems(theme: Theme, pages: Sequence[Page]) -> tuple[Problem, ...]:
    """The problems with which no page can be made, or with which one would not be what readers are promised."""
    return (*_links(theme), *_mistakes(theme), *_circles(theme), *_empty(theme, pages), *_missing(theme, pages), *_foreign(theme))


def _links(theme: Theme) -> Iterator[Problem]:
    for name in sorted(theme.links):
        said = "a symbolic link; it was not read" if name else "a symbolic link that leads out of the publication, or nowhere"
        hint = f"Put the {'file' if name else 'folder'} itself there."
        yield Problem("unknown-file", f"{layout.THEME}/{name}".rstrip("/"), 1, 1, "", said, hint)


def _foreign(theme: Theme) -> Iterator[Problem]:
    """What styles and drawings load from other hosts."""
    for name, text in theme.own_texts(".css", ".svg"):
        for line, address in (loads_of_style if name.endswith(".css") else loads_of_drawing)(text):
            said = f"loads {address}: that host would learn who reads the page"
            hint = f"Put a copy into theme/{STATIC} and name that, or remove it."
            yield Problem("bad-template", f"{layout.THEME}/{name}", line, 1, "", said, hint)


def _own_templates(theme: Theme) -> list[str]:
    return sorted(name.removeprefix(TEMPLATES) for name in theme.own if name.startswith(TEMPLATES))


def _mistakes(theme: Theme) -> Iterator[Problem]:
    """What cannot be read in the publication's own templates, and what they name that does not exist."""
    for name in _own_templates(theme):
        file = f"{layout.THEME}/{TEMPLATES}{name}"
        said, line = templates.mistake(theme.environment, name)
        if said:
            hint = did_you_mean(*templates.meant(theme.environment, said), CORRECT)
            yield Problem("bad-template", file, line, 1, "", said, hint)
            continue
        for one in templates.references(theme.templates[name]):
            if one.is_needed and one.names and not any(named in theme.templates for named in one.names):
                hint = did_you_mean(one.names[0], theme.templates, f"Write it, in theme/{TEMPLATES}.")
                yield Problem("bad-template", file, one.line, 1, "", f"there is no template {one.names[0]}", hint)


def _circles(theme: Theme) -> Iterator[Problem]:
    """Templates that lead back to themselves, whatever the page shows; each circle is told once."""
    known = set[str]()
    for name in _own_templates(theme):
        way = _way_back(theme, name)
        if way and not known & {*way}:
            known |= {*way}
            line = next(line for line, other in _leads(theme, name) if other == way[1])
            is_ours = TEMPLATES + name in built_in_files()
            hint = f"If Dateline's own is meant, name dateline/{name}." if is_ours else "One of them must not name the next."
            said = f"the templates go round in a circle: {' → '.join(way)}"
            yield Problem("bad-template", f"{layout.THEME}/{TEMPLATES}{name}", line, 1, "", said, hint)


def _way_back(theme: Theme, name: str) -> list[str]:
    """The templates of the shortest circle that begins with one; empty if it is in none."""
    ways, seen = deque([[name]]), set[str]()
    while ways:
        way = ways.popleft()
        for _, other in _leads(theme, way[-1]):
            if other == name:
                return [*way, name]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []


def _leads(theme: Theme, name: str) -> list[tuple[int, str]]:
    """The templates that a template names and needs whatever the page shows, and the lines."""
    if templates.mistake(theme.environment, name)[0]:
        return []
    certain = [one for one in templates.references(theme.templates[name]) if one.is_certain]
    first = [(one.line, next((each for each in one.names if each in theme.templates), "")) for one in certain]
    return [(line, other) for line, other in first if other]


def _empty(theme: Theme, pages: Sequence[Page]) -> Iterator[Problem]:
    """Templates without a word, of which a page would be made; one that others include may be empty."""
    own = {name for name in _own_templates(theme) if not _COMMENT.sub("", theme.templates[name]).strip()}
    sound = [name for name in theme.templates if own and not templates.mistake(theme.environment, name)[0]]
    found = [one for name in sound for one in templates.references(theme.templates[name])]
    parts = {name for one in found if not one.is_extended for name in one.names or theme.templates}
    whole = {page.template for page in pages} | {name.removeprefix(TEMPLATES) for name in built_in_files()}
    whole |= {name for one in found if one.is_extended for name in one.names}
    for name in sorted((own & whole) - parts):
        said, hint = "the template is empty, and so would be its page", "Write it, or remove the file."
        yield Problem("bad-template", f"{layout.THEME}/{TEMPLATES}{name}", 1, 1, "", said, hint)


def _missing(theme: Theme, pages: Sequence[Page]) -> Iterator[Problem]:
    """Templates that pages name and that the publication does not have, or that could not be used."""
    own = _own_templates(theme)
    for page in pages:
        if page.template and f"{page.slug}/" in INTRODUCED:
            hint = "Remove the key; the template of the list can be changed: `dateline theme copy`."
            said = "this page stands within a list, and has no template of its own"
            yield Problem("bad-template", layout.page_path(page.slug), 0, 0, "template", said, hint)
        elif page.template and page.template not in own:
            hint = did_you_mean(page.template, own, "Write it, or remove the key: the page then looks like all others.")
            said = f"there is no theme/{TEMPLATES}{page.template}"
            yield Problem("bad-template", layout.page_path(page.slug), 0, 0, "template", said, hint)


def _unused(theme: Theme, pages: Sequence[Page], font: str) -> Iterator[Problem]:
    """Files that no page uses: most of them are misspelt, or in the wrong folder."""
    known = [*built_in_files(), *BUNDLES]
    used = {*known, *_used_templates(theme, known, pages), _README, font.removeprefix(f"{layout.THEME}/")}
    for name in sorted(theme.own):
        bundles = [bundle for bundle, patterns in BUNDLES.items() if any(map(PurePosixPath(name).match, patterns))]
        if bundles and all(one in theme.own for one in bundles):
            hint = f"Remove it, or remove theme/{bundles[0]}, which takes the place of all files that are joined into it."
        elif bundles or name in used or name.startswith(LANGUAGES) or (name.startswith(STATIC) and name not in theme.unused):
            continue
        else:
            same = [one for one in known if one.endswith(f"/{PurePosixPath(name).name}")]
            near = same or get_close_matches(name, known, 1, _NEAR)
            hint = (f"Did you mean {near[0]}? If not: " if near else "") + _where(name)
        said = "no page uses this file" + ", so it is not published" * (name in theme.unused)
        yield Problem("unused-theme-file", f"{layout.THEME}/{name}", 1, 1, "", said, hint)


def _used_templates(theme: Theme, known: Sequence[str], pages: Sequence[Page]) -> set[str]:
    """The templates that Dateline, a page or another used template names."""
    waiting = [name.removeprefix(TEMPLATES) for name in known if name.startswith(TEMPLATES)]
    waiting += [page.template for page in pages if page.template]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name not in theme.templates:
            continue
        found.add(name)
        is_own = TEMPLATES + name in theme.own  # the built-in ones name each other, and all of them are in the list already
        if is_own and not templates.mistake(theme.environment, name)[0]:
            named = [one.names for one in templates.references(theme.templates[name])]
            waiting += theme.templates if () in named else [one for names in named for one in names]
    return {TEMPLATES + name for name in found}


def _where(name: str) -> str:
    """What to do about a file that nothing uses and that has no near name."""
    if name.startswith(STATIC):
        short = name.removeprefix(STATIC)
        return f"Name it in a template, as asset('{short}'), or in a style, as url({short}), or remove it."
    if name.startswith(TEMPLATES):
        return f"Name it in another template or in the head of a page, as template: {name.removeprefix(TEMPLATES)}, or remove it."
    return f"Move it to one of {', '.join(_KINDS)}, or remove it."
