"""The command for the daily issue: daily."""

import os
import sys
from collections.abc import Mapping
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
    remark,
    say,
    state_option,
)
from dateline.cli.sending import send
from dateline.cli.signals import introduced, show_page
from dateline.core.errors import UsageError
from dateline.core.services import SERVICES, ServiceName

if TYPE_CHECKING:
    from dateline.post.letter import Letter


@click.command()
@click.argument("day", required=False, metavar="[DATE]")
@click.option("--send", "is_sent", is_flag=True, help="Send it to the readers on standard input, or to the list in `daily.to`.")
@click.option("--to", "service", type=click.Choice(SERVICES), help="Make it a draft at a newsletter service.")
@click.option("--publish", is_flag=True, help="With --to: send the draft to all subscribers.")
@click.option("--intro", "is_introduced", is_flag=True, help="Let a model draft the introduction to it, and do nothing else.")
@click.option("--propose", "is_proposed", is_flag=True, help="With --intro: put it on a branch and open a pull request.")
@click.option("--no-intro", is_flag=True, help="With --send or --to: let no model draft an introduction now.")
@click.option("--dry-run", "is_dry", is_flag=True, help="With --send: say what would be sent; send and record nothing.")
@click.option("--again", "is_again", is_flag=True, help="With --send: send it to those, too, who perhaps have it already.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Write DATE.html, DATE.txt and DATE.eml there."
)
@state_option
@format_option("text", "json")
@in_publication
def daily(  # noqa: PLR0913  # an option each
    root: Path,
    day: str | None,
    service: ServiceName | None,
    form: str,
    out: Path | None,
    *,
    is_sent: bool,
    publish: bool,
    is_introduced: bool,
    is_proposed: bool,
    no_intro: bool,
    is_dry: bool,
    is_again: bool,
    no_state: bool,
) -> int:
    """Show the issue of a day, mail it, or draft a newsletter.

    DATE is a day such as 2026-05-27; if it is left out, the last day that is over in the `timezone` of the publication. Without
    an option, the text of the mail is printed.

    With --send, each reader gets a mail of their own from the server in DATELINE_SMTP_URL. The readers' addresses are read from
    standard input, one on each line; never keep them in the repository. If standard input has nothing, the mail goes to the
    mailing list in `daily.to`. Nobody is sent the issue of a day twice, even if a run was cut off: whom the
    server perhaps has served is named, and only sent it with --again. So a run that failed can be repeated.

    With --to, the issue becomes a draft at Buttondown or listmonk, which keep the readers; --publish sends it there.

    If the settings say who writes introductions (`daily.intro`), an issue that is sent gets one first, unless it has one, or one
    is proposed.

    \b
    Example:
      dateline daily 2026-05-27
      dateline daily --out /tmp/look
      dateline daily --to buttondown
      list-readers | dateline daily --send --dry-run
      list-readers | dateline daily --send
    """
    asked = {"--send": is_sent, "--to": service, "--intro": is_introduced, "--out": out}
    changed = {"--publish": publish, "--propose": is_proposed, "--dry-run": is_dry, "--again": is_again}
    _refuse(asked, {**changed, "--no-intro": no_intro})
    from dateline.flows.daily import letter_of  # noqa: PLC0415
    from dateline.flows.mailing.asked import asked_day  # noqa: PLC0415
    from dateline.flows.mailing.send import MailingOptions  # noqa: PLC0415

    folder, time = publication_at(root), now()
    meant = asked_day(folder, day, now=time)
    if is_introduced:
        return _introduce_alone(root, meant, form, is_proposed=is_proposed, no_state=no_state)
    drafts = (is_sent or service) and not (is_dry or no_intro)
    code = _introduce(root, meant, no_state=no_state) if drafts else 0
    letter = letter_of(folder, meant, "service" if service else "readers", is_shared=not no_state)
    if letter is None:
        _say_nothing(meant, form, is_sent=is_sent or bool(service))
    elif is_sent:
        options = MailingOptions(time, os.environ, is_again=is_again, is_dry=is_dry, is_shared=not no_state)
        code = max(code, send(folder, letter, form, options))
    elif service:
        code = max(code, _post(letter, service, form, publish=publish))
    else:
        _show(root, letter, out, form, time)
    return code


_NEEDS = {
    "--publish": ("--to",),
    "--propose": ("--intro",),
    "--dry-run": ("--send",),
    "--again": ("--send",),
    "--no-intro": ("--send", "--to"),
}
"""Options that change what another one does, or one of two."""


def _refuse(asked: Mapping[str, object], changed: Mapping[str, bool]) -> None:
    """Raises UsageError if options do not go together.

    Args:
        asked: the options of which each is another thing to do.
        changed: those that change what another one does.
    """
    if len(things := [name for name, given in asked.items() if given]) > 1:
        raise UsageError("are two things", where=" and ".join(things), hint="Run the command once for each.")
    for name in (one for one, given in changed.items() if given):
        if not any(asked[other] for other in _NEEDS[name]):
            others = " or ".join(_NEEDS[name])
            raise UsageError(f"is for {others} alone", where=name, hint=f"Give {others}, too.")


_NO_INTRO = "`daily.intro` in content/site.yaml is `none`: nobody writes introductions"
_SET_INTRO = "With `daily: {intro: claude}`, a model drafts them."


def _wants_intro(folder: Path) -> bool:
    """Whether the settings say who writes introductions."""
    from dateline.core.config import NOBODY  # noqa: PLC0415
    from dateline.store.reading import read_config  # noqa: PLC0415

    return read_config(folder).daily.intro != NOBODY


def _introduce_alone(root: Path, day: str, form: str, *, is_proposed: bool, no_state: bool) -> int:
    """Drafts an introduction if the settings want one, and says what became of it."""
    from dateline.flows.drafting.run import PageResult  # noqa: PLC0415

    if not _wants_intro(publication_at(root)):
        return show_page(PageResult("kept", reason=_NO_INTRO, hint=_SET_INTRO), form)
    return show_page(introduced(root, day, is_proposed=is_proposed, no_state=no_state), form)


def _introduce(root: Path, day: str, *, no_state: bool) -> int:
    """Drafts an introduction if the settings want one, and there is none; the issue never waits for it."""
    from dateline.core import layout  # noqa: PLC0415
    from dateline.report import drafted  # noqa: PLC0415

    folder = publication_at(root)
    if not _wants_intro(folder) or (folder / layout.intro_path(day)).exists():
        return 0
    result = introduced(root, day, is_proposed=False, no_state=no_state)
    for line in drafted.lines(result):
        say(line, err=True)
    return result.exit_code


def _show(root: Path, letter: "Letter", out: Path | None, form: str, time: str) -> None:
    """Prints a letter as a reader gets it, or writes its files."""
    from dateline.flows.mailing.files import for_example  # noqa: PLC0415

    letter = for_example(publication_at(root), letter)
    if out:
        _write(publication_at(root), letter, out, form, time)
    elif form == "json":
        print_json({"day": letter.day, "subject": letter.subject, "url": letter.url, "text": letter.text, "html": letter.html})
    else:
        say(letter.text.removesuffix("\n"))
        if sys.stdout.isatty():
            remark(f"next: to see it as a mail, dateline {folder_option(root)}daily {letter.day} --out DIR", err=True)


def _post(letter: "Letter", service: ServiceName, form: str, *, publish: bool) -> int:
    """Makes the letter a draft at a service, or sends it there; 3 if it was to be sent, and is not."""
    from dateline.post.services import deliver  # noqa: PLC0415
    from dateline.report import delivered  # noqa: PLC0415

    done = deliver(letter, service, publish=publish, environment=os.environ)
    if form == "json":
        print_json(delivered.document(done, letter.day))
    else:
        for line in delivered.lines(done, is_published=publish):
            say(line)
    if error := delivered.error(done, is_published=publish):
        complain(*error)
    return 3 if error else 0


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
            remark(f"written: {path}")


COMMANDS = (daily,)
