"""Files and folders of the publication that are read like feeds."""

from collections.abc import Callable
from pathlib import Path

from dateline.core.errors import FeedError
from dateline.core.model import Item
from dateline.wire.entry import Batch, tidy
from dateline.wire.format import Document
from dateline.wire.parse import FILES, FORMATS

_CONTENT_TYPES = {ending: form.content_type for form in FORMATS for ending in form.endings}
"""The file name endings that are read, and the content type of each."""

Parse = Callable[..., Batch]
"""`parse`, with the arguments that are the same for all feeds."""
_LONGEST_NAME = 100


class NotCollected(FeedError):  # noqa: N818  # like the others of the tree
    """A file that is not collected because of its name or its folder."""


def read_place(root: Path, path: str, parsed: Parse, *, most: int) -> Batch:
    """A file, or every file of a folder, as one batch; a note names each file of a folder that was not read.

    Args:
        root: the publication's folder.
        path: a file or a folder, relative to it.
        parsed: `parse` with all arguments except `data`, `url` and `content_type`.
        most: the most bytes of one file that are read.

    Raises:
        FeedError: if the place is missing, is outside the publication, or is a file that cannot be read.
    """
    place = root / path
    try:
        if _is_inside(place, root) and place.is_dir():
            return _read_folder(place, root, parsed, most)
        return _read_file(place, root, parsed, most)
    except (FeedError, OSError) as error:
        hint = error.hint if isinstance(error, FeedError) else "Check its name, and whether you may read it."
        raise FeedError(_why(error), where=path, hint=hint) from error


def _why(error: FeedError | OSError) -> str:
    return error.what if isinstance(error, FeedError) else f"cannot be read: {error.strerror}"


def _read_folder(folder: Path, root: Path, parsed: Parse, most: int) -> Batch:
    items: list[Item] = []
    notes: list[str] = []
    broken = 0
    for file in sorted(path for path in folder.iterdir() if not path.name.startswith(".git")):  # such as .gitkeep
        name = tidy(file.name, _LONGEST_NAME)
        try:
            batch = _read_file(file, root, parsed, most)
        except (FeedError, OSError) as error:
            broken += not isinstance(error, NotCollected)
            notes.append(f"{name} {_why(error)}: not read")
        else:
            broken += batch.failure is not None
            items.extend(batch.items)
            notes.extend(f"{name}: {note}" for note in (*batch.notes, *([batch.failure.what] if batch.failure else [])))
    return Batch("", tuple(items), tuple(notes), _failure(broken))


def _failure(broken: int) -> FeedError | None:
    hint = "Fix or remove the files that the notes name. Everything else was read."
    return FeedError(f"files that cannot be read, or only in part: {broken}", hint=hint) if broken else None


def _read_file(file: Path, root: Path, parsed: Parse, most: int) -> Batch:
    if not _is_inside(file, root):
        raise NotCollected("is outside the publication", hint="Copy it into the publication: links out of it are not followed.")
    if not file.exists():
        raise NotCollected("does not exist", hint="Check the feed's path in content/site.yaml.")
    document = read_file(file, most)
    return parsed(document.data, url=None, content_type=document.content_type)


def read_file(file: Path, most: int) -> Document:
    """A file, with the content type that the ending of its name gives.

    Args:
        file: the file.
        most: the most bytes that are read.

    Raises:
        FeedError: if it is hidden, not a regular file, of a type that is not collected, or too large.
        OSError: if it cannot be read.
    """
    kind = _kind(file)
    with file.open("rb") as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise FeedError(f"is larger than {most:,} bytes", hint="Raise limits.wire_bytes in content/site.yaml.")
    return Document(data, content_type=kind)


def _kind(file: Path) -> str:
    """The content type of a file."""
    if not file.is_file() or file.name.startswith("."):
        what = "is hidden" if file.is_file() else "is not a file"
        raise NotCollected(what, hint="Use a regular file with a name that does not begin with a dot.")
    if file.suffix.lower() not in _CONTENT_TYPES:
        hint = f"{FILES} Endings that are read: {', '.join(_CONTENT_TYPES)}."
        raise NotCollected("is not a file type that is collected", hint=hint)
    return _CONTENT_TYPES[file.suffix.lower()]


def _is_inside(place: Path, root: Path) -> bool:
    try:
        return place.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # links in a circle, before Python 3.13
        return False
