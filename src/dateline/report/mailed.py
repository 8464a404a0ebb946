"""What became of a letter, for people and for programs. Where others read the log, addresses are shortened."""

from collections.abc import Iterator
from typing import Any

from dateline.core.text.lists import counted
from dateline.flows.mailing.send import Mailed, ToldReader

AGAIN = "`dateline daily {} --send --again` sends it to those, too, who perhaps have it: who has it gets it twice."
RESULTS = ("sent", "failed", "uncertain", "untried", "before", "elsewhere")
RETRY = "Run it again: it is only sent to those who do not have it."


def lines(mailed: Mailed) -> Iterator[str]:
    """What was done, or would be, in numbers of readers."""
    if mailed.is_dry:
        yield f"subject: {mailed.letter.subject}"
        yield f"size: {mailed.size:,} bytes"
    yield "; ".join(_parts(mailed))


def _parts(mailed: Mailed) -> Iterator[str]:
    sent, failed, uncertain, untried, before, elsewhere = (len(mailed.of(name)) for name in RESULTS)
    if mailed.is_dry:
        yield f"would be sent to {_readers(untried)}"
    elif sent or not before + elsewhere:
        yield f"sent to {_readers(sent)}"
    if before:
        yield f"{before if sent or mailed.is_dry else _readers(before)} had it already"
    if elsewhere:
        yield f"{elsewhere} left to another run, which began first"
    if uncertain:
        yield f"{uncertain} perhaps {'has' if uncertain == 1 else 'have'} it"
    if failed:
        yield f"{failed} failed"
    if untried and not mailed.is_dry:
        yield f"{untried} not tried"


def errors(mailed: Mailed, *, watched: bool) -> Iterator[tuple[str, str]]:
    """What went wrong, each with what to do: a line for each reader whose mail was refused or lost, one for all others.

    Args:
        mailed: what was done.
        watched: whether others may read this.
    """
    for one in mailed.of("failed"):
        yield f"{_shown(one, watched=watched)}: not sent: {one.reason}", ""
    for one in mailed.of("uncertain") if not mailed.is_dry else ():
        yield f"{_shown(one, watched=watched)}: perhaps sent: {one.reason}", ""
    if mailed.stopped:
        yield f"no more mails were given to the server: {mailed.stopped}", ""
    if mailed.error:
        yield str(mailed.error), mailed.error.hint
    if mailed.of("uncertain"):
        yield f"{_readers(len(mailed.of('uncertain')))}: nobody knows whether they have it", AGAIN.format(mailed.letter.day)
    if not mailed.is_dry and (missing := len(mailed.of("failed")) + len(mailed.of("untried"))):
        yield f"{_readers(missing)} did not get it", RETRY


def document(mailed: Mailed, *, watched: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "day": mailed.letter.day,
        "subject": mailed.letter.subject,
        "url": mailed.letter.url,
        "bytes": mailed.size,
        "dry_run": mailed.is_dry,
        **{name: len(mailed.of(name)) for name in ("sent", "untried", "before", "elsewhere")},
        **{
            name: [{"address": _shown(one, watched=watched), "reason": one.reason} for one in mailed.of(name)]
            for name in ("failed", "uncertain")
        },
        "stopped": mailed.stopped,
    }


def _readers(number: int) -> str:
    return counted(number, "reader")


def _shown(one: ToldReader, *, watched: bool) -> str:
    """An address, or its first letter and its host if others may read it."""
    name, _, host = one.address.rpartition("@")
    return f"{name[:1]}…@{host}" if watched else one.address
