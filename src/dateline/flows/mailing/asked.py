"""Which issue is meant, and who gets it."""

from datetime import date, datetime, timedelta
from pathlib import Path

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.days import zone
from dateline.core.errors import UsageError
from dateline.post.readers import LetterReader, reader, readers_in
from dateline.store.reading import read_config

STDIN = "standard input"


def asked_day(root: Path, given: str | None, *, now: str) -> str:
    """The day whose issue is meant: if none is given, the last one that is over in the time zone of the publication.

    Raises:
        UsageError: if the publication has no daily issues, or the day is none, or has not begun.
    """
    config = read_config(root)
    if not config.daily.enabled:
        hint = "Turn them on: `daily: {enabled: true}`."
        raise UsageError("the publication has no daily issues", where=layout.SITE, hint=hint)
    today = datetime.fromisoformat(now).astimezone(zone(config.timezone)).date()
    if given is None:
        return (today - timedelta(days=1)).isoformat()
    try:
        asked = date.fromisoformat(given)
    except ValueError:
        asked = None
    if asked is None or asked.isoformat() != given:
        raise UsageError(f'"{given}" is not a day', hint="Write it as year, month and day, such as 2026-05-27.")
    if asked > today:
        hint = f"It is {today.isoformat()} in {config.timezone}. Without a day, the last one that is over is meant."
        raise UsageError(f"{given} has not begun yet", hint=hint)
    return given


def recipients(root: Path, given: str) -> tuple[LetterReader, ...]:
    """Those who get the letter: the readers on standard input, or the mailing list in the settings if it has nothing.

    Args:
        root: the publication's folder.
        given: what standard input has; schedulers and runners of CI give a command an empty one.

    Raises:
        UsageError: if there is nobody, or an address is none.
    """
    if found := readers_in(given, STDIN):
        return found
    if given.strip():
        raise UsageError(f"{STDIN} has no address, so nothing was sent", hint="Write one address on each line.")
    if to := _list_of(read_config(root)):
        return (to,)
    hint = "Give one address on each line of standard input, or set `to` under `daily` to the address of a mailing list."
    raise UsageError("nobody is named who gets the letter", where=layout.SITE, hint=hint)


def _list_of(config: Config) -> LetterReader | None:
    try:
        return reader(config.daily.to, is_list=True) if config.daily.to else None
    except ValueError:
        hint = "Write one address without a name, such as letter@lists.example.org."
        raise UsageError("`daily.to` is not an e-mail address", where=layout.SITE, hint=hint) from None
