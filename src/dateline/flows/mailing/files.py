"""Writes an issue as files: HTML, text, and the mail to look at in a mail program."""

from pathlib import Path
from typing import Final

from dateline.post.letter import Letter, for_reader, mail_of, sender_of
from dateline.post.list_headers import own_way_out
from dateline.post.readers import LetterReader
from dateline.store.atomic import disk_errors, replace_bytes
from dateline.store.reading import read_config

EXAMPLE: Final = LetterReader("reader@example.org")
"""Stands for a reader where a letter is only looked at."""


def for_example(root: Path, letter: Letter) -> Letter:
    """The letter as an example of a reader gets it.

    Raises:
        UsageError: if the address with which readers stop the letter is none.
    """
    template = read_config(root).daily.unsubscribe or ""
    return for_reader(letter, own_way_out(template, EXAMPLE)) if letter.stop else letter


def write_letter(root: Path, letter: Letter, folder: Path, *, now: str) -> tuple[Path, ...]:
    """Writes `DAY.html`, `DAY.txt` and `DAY.eml` to a folder, which is made if needed; returns their paths.

    Args:
        root: the publication's folder.
        letter: the letter.
        folder: where the files go.
        now: the time, UTC.

    Raises:
        UsageError: if no sender is known, or the mail is too large.
        StoreError: if the disk reports an error.
    """
    mail = mail_of(letter, sender_of(read_config(root)), None, now=now)
    forms = {"html": letter.html.encode(), "txt": letter.text.encode(), "eml": mail}
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    paths = tuple(folder / f"{letter.day}.{ending}" for ending in forms)
    for path, data in zip(paths, forms.values(), strict=True):
        replace_bytes(path, data)
    return paths
