"""What was decided about an item, or corrected, in lines."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from dateline.core.text import one_line
from dateline.core.text.lists import listed
from dateline.flows.amend import Amended
from dateline.flows.decide import Decision
from dateline.report.items import not_updated


def spiked(done: Decision, place: str) -> Iterator[str]:
    """An item was set aside.

    Args:
        done: what was decided.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    was = one_line(done.item.spiked or "")
    said = f"already set aside ({was})" if was and not done.is_new else "set aside"
    yield _told(f"{said} in {done.story}{', for another reason' if was and done.is_new else ''}", done)
    if was and done.is_new:
        yield f"note: the reason before was: {was}"
    if done.cited:
        yield f"note: version {done.cited} of {done.story} cites it; `dateline check` warns until a version takes that out"
    yield f"next: dateline {place}{'edit' if done.cited else 'items'} {done.story}"


def restored(done: Decision, place: str) -> Iterator[str]:
    """An item was restored; the arguments are those of `spiked`."""
    yield _told(f"{'restored' if done.is_new else 'already in use'} in {done.story}", done)
    if done.cited:
        yield f"note: version {done.cited} of {done.story} cites it, so it does not wait for the next one"
    yield from not_updated(done.story, done.status)
    yield f"next: dateline {place}items {done.story}"


def moved(done: Decision, to: str, place: str) -> Iterator[str]:
    """An item was moved to another story; the other arguments are those of `spiked`."""
    if done.story == to:
        yield _told(f"already in {to}", done)
        if done.item.spiked is not None:
            yield f"note: it is set aside there: {one_line(done.item.spiked)}"
            yield f"next: dateline {place}items restore {done.item.key} --in {to}"
            return
    else:
        yield _told(f"{'' if done.is_new else 'already '}moved from {done.story} to {to}", done)
        if done.cited:
            yield f"note: version {done.cited} of {done.story} cites it, and still does"
        yield from not_updated(to, done.status)
    yield f"next: dateline {place}items {to}"


def _told(said: str, done: Decision) -> str:
    return f"{said}: {done.item.key} ({one_line(done.item.title)})"


def amended(key: str, done: Amended, root: Path, place: str) -> Iterator[str]:
    """An item was corrected.

    Args:
        key: the item's key.
        done: what was corrected.
        root: the publication's folder, as the user named it.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    yield f"amended in {listed(done.written)}: {key}" if done.written else f"already so in every ledger: {key}"
    for field in done.fields:
        yield f"  {field.name}: {one_line(field.was) or 'not known'} → {one_line(field.now)}"
    for one in done.cites:
        if one.is_published:
            yield f"note: {one.file} is published with the earlier value; the next version will have this one"
        else:
            yield f"note: {one.file} has the earlier value"
            yield f"next: dateline {place}fmt --refresh {shlex.quote(str(root / one.file))}"
