"""The command for the daily issue: daily."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.options import (
    complain,
    folder_option,
    format_option,
    in_publication,
    now,
    print_json,
    publication_at,
    say,
    state_option,
)
from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from dateline.flows.mailing.send import Mailed
    from dateline.post.letter import Letter
    from dateline.post.readers import Reader


@click.command()
@click.argument("day", required=False, metavar="[DATE]")
@click.option("--send", "is_sent", is_flag=True, help="Send it to the readers on standard input, or to the list in `daily.to`.")
@click.option("--dry-run", "is_dry", is_flag=True, help="With --send: say what would be sent; send and record nothing.")
@click.option("--again", "is_again", is_flag=True, help="With --send: send it to those, too, who perhaps have it already.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write DATE.html, DATE.txt and DATE.eml there."
)
@state_option
@format_option("text", "json")
@in_publication
def daily(  # noqa: PLR0913  # an option each
    root: Path, day: str | None, form: str, out: Path | None, *, is_sent: bool, is_dry: bool, is_again: bool, no_state: bool
) -> int:
    """Show the issue of a day, or send it by mail.

    DATE is a day such as 2026-05-27; if it is left out, the last day that is over in the `timezone` of the publication. Without
    --send, the text of the mail is printed.

    With --send, each reader gets a mail of their own from the server in DATELINE_SMTP_URL. The readers' addresses are read from
    standard input, one on each line; never keep them in the repository. If standard input has nothing, the mail goes to the
    mailing list in `daily.to`. Nobody is sent the issue of a day twice, even if a run was cut off: whom the server perhaps has
    served is named, and only sent it with --again. So a run that failed can be repeated.

    \b
    Example:
      dateline daily 2026-05-27
      dateline daily --out /tmp/look
      list-readers | dateline daily --send --dry-run
      list-readers | dateline daily --send
    """
    if (is_dry or is_again) and not is_sent:
        raise UsageError("is for --send alone", where="--dry-run" if is_dry else "--again", hint="Give --send, too.")
    if is_sent and out:
        raise UsageError("writes files instead of sending", where="--out", hint="Leave out --send, or run it twice.")
    from dateline.flows.daily import letter_of  # noqa: PLC0415
    from dateline.flows.mailing.asked import asked_day, recipients  # noqa: PLC0415

    folder, time = publication_at(root), now()
    asked = asked_day(folder, day, now=time)
    letter = letter_of(folder, asked)
    if letter is None:
        _say_nothing(asked, form, is_sent=is_sent)
    elif is_sent:
        readers = recipients(folder, _given())
        if readers[0].is_list:
            letter = letter_of(folder, asked, is_list=True) or letter
        return _send(folder, letter, readers, form, time, is_dry=is_dry, is_again=is_again, is_shared=not no_state)
    elif out:
        _write(folder, letter, out, form, time)
    elif form == "json":
        print_json({"day": letter.day, "subject": letter.subject, "url": letter.url, "text": letter.text, "html": letter.html})
    else:
        say(letter.text.removesuffix("\n"))
        if sys.stdout.isatty():
            say(f"next: to see it as a mail, dateline {folder_option(root)}daily {letter.day} --out DIR", err=True)
    return 0


def _say_nothing(day: str, form: str, *, is_sent: bool) -> None:
    from dateline.core.days import with_weekday  # noqa: PLC0415

    told = f"nothing moved on {with_weekday(day)}, so {'nothing was sent' if is_sent else 'there is no issue'}"
    if form == "json":
        print_json({"day": day, "subject": None})
    else:
        say(told)


def _write(folder: Path, letter: "Letter", out: Path, form: str, time: str) -> None:
    from dateline.flows.mailing.files import write_letter  # noqa: PLC0415

    paths = write_letter(folder, letter, out, now=time)
    if form == "json":
        print_json({"day": letter.day, "files": [str(path) for path in paths]})
    else:
        for path in paths:
            say(f"written: {path}")


def _send(  # noqa: PLR0913  # an option each
    folder: Path,
    letter: "Letter",
    readers: "tuple[Reader, ...]",
    form: str,
    time: str,
    *,
    is_dry: bool,
    is_again: bool,
    is_shared: bool,
) -> int:
    from dateline.flows.mailing.send import MailingOptions, send_letter  # noqa: PLC0415

    options = MailingOptions(time, os.environ, is_again=is_again, is_dry=is_dry, is_shared=is_shared)
    mailed = send_letter(folder, letter, readers, options)
    _report(mailed, form)
    return mailed.exit_code


def _given() -> str:
    """What standard input has; empty if it is a terminal."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        raise UsageError("standard input is not UTF-8", hint="Write the addresses in UTF-8. Nothing was sent.") from None


def _report(mailed: "Mailed", form: str) -> None:
    from dateline.report import mailed as report  # noqa: PLC0415

    watched = report.is_watched(os.environ)
    if form == "json":
        print_json(report.document(mailed, watched=watched))
    else:
        for line in report.lines(mailed):
            say(line)
    for what, hint in report.errors(mailed, watched=watched):
        complain(what, hint)


COMMANDS = (daily,)
