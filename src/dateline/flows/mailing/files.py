"""Writes an issue as files: HTML, text, and the mail to look at in a mail program."""

from pathlib import Path

from dateline.post.letter import Letter, mail_of, sender_of
from dateline.store.atomic import disk_errors, replace_bytes
from dateline.store.reading import read_config


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
