"""The files of a theme: their folders, which of them readers load joined, and where those of Dateline are."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePosixPath

from dateline.core.errors import UsageError

BUILT_IN = "theme"
TEMPLATES = "templates/"
STATIC = "static/"
LANGUAGES = "languages/"
PARTS = ("script/", "style/")
"""The folders with files that readers load joined."""
BUNDLES = {
    "static/site.css": ("style/*.css",),
    "static/changes.css": ("style/changes/*.css",),
    "static/search.css": ("style/search/*.css",),
    "static/site.js": ("script/*.js",),
    "static/search.js": ("script/page.js", "script/search/*.js"),
    "static/history.js": tuple(f"script/{name}.js" for name in ("page", "storage", "visits", "changes/days", "history/*")),
    "static/changes.js": ("script/page.js", "script/changes/*.js"),
    "static/sum.js": tuple(f"script/{name}.js" for name in ("page", "changes/days", "changes/news", "changes/versions", "sum/*")),
}
"""What readers load → the files that it is joined from, by name; a publication's own file of that name replaces them all."""
_URL = re.compile(r"url\(['\"]?([\w./-]+)['\"]?\)")
BEGIN = """(() => {
"use strict";
"""
END = "})();\n"
"""Between these two, scripts share their names with each other and with nothing else on the page."""


BUILT_IN_WORDS = f"{LANGUAGES}dateline/"
"""Where the built-in catalogues are, over which those of a publication are laid."""


def text_of(name: str, data: bytes) -> str:
    """The text of a file.

    Raises:
        UsageError: if it is not text.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UsageError("is not text in UTF-8", where=f"theme/{name}", hint="Save the file as UTF-8.") from error


def files_in(root: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of each file and symbolic link in the folder of a theme, without hidden ones."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if (path.is_file() or path.is_symlink()) and not any(part.startswith(".") for part in name.split("/")):
            yield name, path


def _is_read(name: str) -> bool:
    return name.startswith((TEMPLATES, *PARTS, STATIC, LANGUAGES))


def read(found: Mapping[str, Path]) -> dict[str, bytes]:
    """Name → bytes of each file that a theme consists of."""
    return {name: path.read_bytes() for name, path in found.items() if _is_read(name)}


def joined(ours: dict[str, bytes], theirs: dict[str, bytes]) -> dict[str, bytes]:
    """The files, with scripts and styles joined and without comments: a page in a folder cannot load modules (docs/adr/0021).

    Those that a publication adds come after Dateline's.
    """
    held = ours | theirs
    in_order = sorted(held.items(), key=lambda one: (one[0] not in ours, one[0]))
    parts = {name: text_of(name, data) for name, data in in_order if name.startswith(PARTS)}
    statics = {name.removeprefix(STATIC): address_of(name, data) for name, data in held.items() if name.startswith(STATIC)}
    made = {
        bundle: _bundle(bundle, [text for name, text in parts.items() if any(map(PurePosixPath(name).match, patterns))], statics)
        for bundle, patterns in BUNDLES.items()
    }
    return made | {name: data for name, data in held.items() if name in theirs or name not in parts}


def address_of(name: str, data: bytes) -> str:
    """The address of a static file, which changes with its bytes."""
    path = PurePosixPath(name)
    return str(path.with_stem(f"{path.stem}.{hashlib.sha256(data).hexdigest()[:8]}"))


def _bundle(name: str, texts: Sequence[str], statics: Mapping[str, str]) -> bytes:
    """A joined file, without comments; `url(own.woff2)` in a style leads to static/own.woff2."""
    from rcssmin import cssmin  # noqa: PLC0415  # only where a theme is loaded
    from rjsmin import jsmin  # noqa: PLC0415

    if name.endswith(".css"):
        css = str(cssmin("\n".join(texts)))
        return _URL.sub(lambda found: f"url({statics.get(found[1], STATIC + found[1]).removeprefix(STATIC)})", css).encode()
    return str(jsmin("\n".join((BEGIN, *texts, END)))).encode()


def built_in() -> Path:
    """The folder of the built-in theme: in the package, or at the top of a checkout."""
    shipped = Path(str(files("dateline"))) / BUILT_IN
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / BUILT_IN


def built_in_files() -> dict[str, Path]:
    """Name → path of each file of the built-in theme that a publication may replace."""
    return {name: path for name, path in files_in(built_in()) if _is_read(name)}
