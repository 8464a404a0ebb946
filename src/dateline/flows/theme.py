"""Copies a file of the built-in theme into the publication, for somebody to change."""

from pathlib import Path

from dateline.core import layout
from dateline.core.errors import UsageError
from dateline.site.theme import did_you_mean
from dateline.site.theme_parts import BUNDLES, built_in_files
from dateline.store.atomic import disk_errors, write_once


def copy_built_in(root: Path, name: str) -> str:
    """Copies a file of the built-in theme; the path of the copy in the publication.

    Args:
        root: the publication's folder.
        name: the file's name in the theme (`templates/brief.html`), or the end of it (`brief.html`).

    Raises:
        UsageError: if there is no such file, several end like that, or the publication has it already.
        StoreError: if it cannot be written.
    """
    known = built_in_files()
    named = [one for one in known if one == name or one.endswith(f"/{name}")]
    if len(named) != 1:
        raise _unclear(name, named, known)
    file = f"{layout.THEME}/{named[0]}"
    path = root / file
    if layout.leaves(root, path):
        raise UsageError("leads out of the publication", where=file, hint="Replace the symbolic link by a folder.")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_once(path, known[named[0]].read_text(encoding="utf-8"))
    except FileExistsError as error:
        hint = "Change that file, or move it away to get the built-in one."
        raise UsageError("exists already, and was not changed", where=file, hint=hint) from error
    return file


def _unclear(name: str, named: list[str], known: dict[str, Path]) -> UsageError:
    """The error that a name stands for no file, or for several."""
    if named:
        return UsageError(f"several files are named {name}", hint=f"Give one of these: {', '.join(named)}.")
    parts = next((files for bundle, files in BUNDLES.items() if bundle.endswith(f"/{name}") or bundle == name), ())
    if parts:
        return UsageError(f"{name} is joined from {' and '.join(parts)}", hint="Copy one of these files, or add one beside them.")
    names = {one: None for path in known for one in (path, path.rpartition("/")[2])}
    otherwise = 'docs/theming.md of Dateline lists them, under "Changing a built-in file".'
    return UsageError(f"the theme has no file {name}", hint=did_you_mean(name, names, otherwise))
