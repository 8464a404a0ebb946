"""Templates, scripts and static files: the built-in theme, whose files a publication can replace with its own."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.core.errors import DatelineError, StoreError, UsageError
from dateline.site import templates

BUILT_IN = "theme"
TEMPLATES = "templates/"
PARTS = ("script/", "style/")
"""The folders with files that readers load joined."""
BUNDLES = {
    "static/site.css": ("style/*.css",),
    "static/changes.css": ("style/changes/*.css",),
    "static/search.css": ("style/search/*.css",),
    "static/site.js": ("script/*.js",),
    "static/search.js": ("script/page.js", "script/search/*.js"),
    "static/changes.js": (*(f"script/{name}.js" for name in ("page", "days")), "script/changes/*.js"),
}
"""What readers load → the files that it is joined from, by name; a publication's own file of that name replaces them all."""
BEGIN = """(() => {
"use strict";
"""
END = "})();\n"
"""Between these two, scripts share their names with each other and with nothing else on the page."""


class Theme:
    """The files of a theme, by name: `templates/brief.html`, `static/site.css` …; never changed once made."""

    def __init__(self, held: Mapping[str, bytes], *, is_ours: bool = False) -> None:
        self._held = dict(sorted(held.items()))
        self._is_ours = is_ours
        """Whether every template came with Dateline."""

    def __reduce__(self) -> tuple[Callable[..., "Theme"], tuple[dict[str, bytes]]]:
        """Sends only the files to another process, which makes its own templates from them."""
        return partial(Theme, is_ours=self._is_ours), (self._held,)

    @cached_property
    def fingerprint(self) -> str:
        """A hash that changes when a file of the theme changes."""
        total = hashlib.sha256()
        for name, data in self._held.items():
            total.update(f"{name}\0{len(data)}\0".encode() + data)
        return total.hexdigest()

    @cached_property
    def static(self) -> Mapping[str, bytes]:
        """Address → bytes of each file that readers load."""
        return {address: self._held[f"static/{name}"] for name, address in self._addresses.items()}

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        """Name → address of each static file; the address has a hash, so browsers can keep the file forever."""
        held = ((PurePosixPath(name), data) for name, data in self._held.items() if name.startswith("static/"))
        return {
            str(path.relative_to("static")): str(path.with_stem(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}"))
            for path, data in held
        }

    def asset(self, name: str) -> str:
        """The address of a static file.

        Raises:
            UsageError: if the theme has no such file.
        """
        address = self._addresses.get(name)
        if address is None:
            raise UsageError(f"no static file {name!r}", where="theme", hint="Add it to theme/static/, or correct the template.")
        return address

    @cached_property
    def environment(self) -> "templates.Environment":
        """The templates; a publication's own run in a sandbox, and so do the others with them."""
        sources = {
            name.removeprefix(TEMPLATES): _text(name, data) for name, data in self._held.items() if name.startswith(TEMPLATES)
        }
        return templates.environment(sources, built_in() if self._is_ours else None)

    def render(self, template: str, **context: Any) -> str:
        """The template filled in.

        Raises:
            UsageError: if the template is wrong.
        """
        try:
            return self.environment.get_template(template).render(**context)
        except templates.errors() as error:
            raise _wrong(template, error) from error
        except DatelineError:
            raise
        except Exception as error:
            if self._is_ours:  # a bug of ours, which deserves its traceback
                raise
            what = f"{type(error).__name__}: {error}"
            raise UsageError(what, where=f"theme/templates/{template}", hint="Correct the template.") from error


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UsageError("is not text in UTF-8", where=f"theme/{name}", hint="Save the file as UTF-8.") from error


def _wrong(template: str, error: Exception) -> UsageError:
    line = getattr(error, "lineno", None)
    where = f"{getattr(error, 'name', None) or template}:{line}" if line else template
    said = getattr(error, "message", None) or ("cannot be read" if line else "cannot be filled in")
    return UsageError(said, where=f"theme/templates/{where}", hint="Correct the template.")


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            raise StoreError("is a symbolic link", where=f"theme/{name}", hint="Put the file itself there.")
        if path.is_file() and name.startswith((TEMPLATES, *PARTS, "static/")):
            yield name, path.read_bytes()


def _joined(held: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, with scripts and styles joined and without comments: a page in a folder cannot load modules (docs/adr/0021)."""
    parts = {name: _text(name, data) for name, data in sorted(held.items()) if name.startswith(PARTS)}
    made = {
        bundle: _bundle(bundle, [text for name, text in parts.items() if any(map(PurePosixPath(name).match, patterns))])
        for bundle, patterns in BUNDLES.items()
    }
    return made | {name: data for name, data in held.items() if name not in parts}


def _bundle(name: str, texts: Sequence[str]) -> bytes:
    from rcssmin import cssmin  # noqa: PLC0415  # only where a theme is loaded
    from rjsmin import jsmin  # noqa: PLC0415

    if name.endswith(".css"):
        return str(cssmin("\n".join(texts))).encode()
    return str(jsmin("\n".join((BEGIN, *texts, END)))).encode()


def built_in() -> Path:
    """The folder of the built-in theme: in the package, or at the top of a checkout."""
    shipped = Path(str(files("dateline"))) / BUILT_IN
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / BUILT_IN


def load_theme(own: Path | None = None) -> Theme:
    """The built-in theme, with files replaced by those of the same name in the publication's own folder.

    Raises:
        StoreError: if a file cannot be read or is a symbolic link.
    """
    try:
        ours = dict(_files(built_in()))
        theirs = dict(_files(own)) if own and own.is_dir() else {}
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(error.filename), hint="Check its permissions.") from error
    return Theme(_joined(ours | theirs), is_ours=not any(name.startswith(TEMPLATES) for name in theirs))
