"""Sends the letter of a day to the readers on standard input: what `dateline daily --send` does."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.halting import Halt
from dateline.cli.options import complain, print_json, remark, say
from dateline.cli.progress import progress
from dateline.core.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.flows.mailing.send import Mailed, MailingOptions
    from dateline.post.letter import Letter


def send(folder: Path, letter: "Letter", form: str, options: "MailingOptions") -> int:
    """Sends a letter, and says what became of it; returns the exit code.

    Args:
        folder: the publication's folder.
        letter: the letter, for readers.
        form: `text` or `json`.
        options: how it is sent.
    """
    from dataclasses import replace  # noqa: PLC0415

    from dateline.flows.daily import letter_of  # noqa: PLC0415
    from dateline.flows.mailing.asked import recipients  # noqa: PLC0415
    from dateline.flows.mailing.send import send_letter  # noqa: PLC0415

    readers, halt = recipients(folder, _given()), Halt()
    own = letter_of(folder, letter.day, "list") if readers[0].is_list else None
    options = replace(options, watch=partial(_watched, halt, form))
    try:
        mailed = send_letter(folder, own or letter, readers, options)
    except DatelineError as error:
        if not halt.exit_code:
            raise
        complain(str(error), error.hint)
        return halt.exit_code
    _report(mailed, form)
    return halt.exit_code or mailed.exit_code


@contextmanager
def _watched(halt: Halt, form: str) -> Iterator[Callable[[], bool]]:
    """Shows the progress, and stops before the next one if somebody wants that."""
    with halt.heard(), progress(shown=form == "text"):
        yield lambda: not halt.exit_code


def _given() -> str:
    """What standard input has; nothing if it is closed, a terminal or /dev/null."""
    try:
        if sys.stdin is None or stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode):
            return ""
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        raise UsageError("standard input is not UTF-8", hint="Write the addresses in UTF-8. Nothing was sent.") from None


def _report(mailed: "Mailed", form: str) -> None:
    from dateline.core.secret import is_watched  # noqa: PLC0415
    from dateline.report import mailed as report  # noqa: PLC0415

    watched = is_watched(os.environ)
    if form == "json":
        print_json(report.document(mailed, watched=watched))
    else:
        for line in report.lines(mailed):
            (say if mailed.is_dry else remark)(line)
    for what, hint in report.errors(mailed, watched=watched):
        complain(what, hint)
