"""What a run collected, for people and programs: each feed, each story's new items, and what was set aside."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.core.text import one_line
from dateline.core.text.lists import counted
from dateline.desk import Spiked
from dateline.desk.proposals import Proposal
from dateline.desk.queries import suggested_queries
from dateline.flows.collect import Arrival, Collected
from dateline.flows.follow import Move

_FOLLOW = " (to write this to content/site.yaml: dateline collect --follow-moves)"
MOST_REASONS = 5
MOST_TITLES = 8


def lines(collected: Collected) -> Iterator[str]:
    """A line of counts, lines for failures, notes and proposals, and the most common reasons for setting items aside."""
    reports = collected.collection.reports
    failed = [report for report in reports if report.error]
    if reports:
        items = counted(len(collected.collection.items), "item")
        silent = sum(report.is_paused or bool(report.error and not report.items) for report in reports)
        yield f"collected  {items} from {len(reports) - silent} of {counted(len(reports), 'feed')}"
    for report in failed:
        hint = f" ({report.error.hint})" if report.error and report.error.hint else ""
        yield f"  failed   {report.label}: {report.error}{hint}"
    for report in reports:
        yield from (f"  note     {report.label}: {note}" for note in report.notes)
    yield from (f"  moved    {report.label}: permanently, to {report.moved}{_FOLLOW}" for report in reports if report.moved)
    yield from (f"  silent   {complaint}" for complaint in collected.complaints)
    yield from (f"failed     {error} ({error.hint})" for error in collected.shared.errors)
    yield from (f"note       {note}" for note in collected.shared.notes)
    if spiked := collected.routing.spiked:
        yield f"set aside  {counted(len(spiked), 'item')} that {'fits' if len(spiked) == 1 else 'fit'} no story"
        yield from _set_aside(spiked)
    unread = [page for arrival in collected.arrivals for page in arrival.unread]
    yield from (f"  failed   {page.item.url}: {page.skipped}" for page in unread if page.is_unreadable)
    kept = Counter(page.skipped for page in unread if not page.is_unreadable).most_common(MOST_REASONS)
    yield from (f"not read   {counted(count, 'page')}: {reason}" for reason, count in kept)
    for proposal in collected.proposed:
        yield f"a new story?  {len(proposal.items)} items that were set aside report the same thing; to make a story of them:"
        yield f"  {_command(proposal)}"
    for arrival in collected.arrivals:
        for name in suggested_queries(arrival.dossier.story, arrival.new):
            told = f"several new items mention “{one_line(name)}”, which is in none of its queries"
            yield f"a new query?  {arrival.dossier.slug}: {told}"


def _set_aside(spiked: Sequence[Spiked]) -> Iterator[str]:
    """The most common reasons, each with the titles of its items."""
    titles: dict[str, list[str]] = {}
    for one in spiked:
        titles.setdefault(one.reason, []).append(one_line(one.item.title))
    for reason, named in sorted(titles.items(), key=lambda pair: -len(pair[1]))[:MOST_REASONS]:
        yield f"  {len(named):>4}     {one_line(reason)}"
        yield from (f"           – {title}" for title in named[:MOST_TITLES])
        if len(named) > MOST_TITLES:
            yield f"             and {len(named) - MOST_TITLES} more"


def new_item_count(items: int, copies: int) -> str:
    """How many new items there are, and how many of them are copies."""
    told = {0: "", 1: ", 1 of them a copy"}.get(copies, f", {copies} of them copies")
    return counted(items, "new item") + told


def _command(proposal: Proposal) -> str:
    """The command that makes a proposed story, safe for a shell whatever its title contains."""
    words = ["dateline", "new", proposal.slug, "--title", proposal.story.title]
    return shlex.join([*words, *(word for query in proposal.story.queries for word in ("--query", query))])


def story_lines(collected: Collected) -> Iterator[str]:
    """A line for each story: how many new items its ledger has, and how many of them are copies."""
    for arrival in collected.arrivals:
        copies = sum(item.copy_of is not None for item in arrival.new)
        yield f"{arrival.dossier.slug}: {new_item_count(len(arrival.new), copies) if arrival.new else 'nothing new'}"
        yield from (f"  {line}" for line in _story_problems(arrival))


def _story_problems(arrival: Arrival) -> Iterator[str]:
    if arrival.dossier.problems:
        yield f"skipped: correct its errors first; to list them: dateline check {arrival.dossier.slug}"
    if arrival.error:
        yield f"failed: {arrival.error}"


def problems(collected: Collected) -> Iterator[str]:
    """Only what failed, and the feeds that are silent."""
    yield from feed_problems(collected)
    for arrival in collected.arrivals:
        yield from (f"{arrival.dossier.slug}: {line}" for line in _story_problems(arrival))


def feed_problems(collected: Collected) -> Iterator[str]:
    """The lines about feeds, pages and the remote that failed, and about feeds that are silent."""
    yield from (line.strip() for line in lines(collected) if line.split()[0] in {"failed", "silent"})


def move_lines(moves: Sequence[Move]) -> Iterator[str]:
    """For each feed that moved permanently, whether its new address was written."""
    for move in moves:
        yield f"  not written  {move.id}: {move.url} is {move.refused}" if move.refused else f"  written  {move.id}: {move.url}"


def document(collected: Collected, moves: Sequence[Move] = ()) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "collected": len(collected.collection.items),
        "feeds": [
            {
                "id": one.id,
                "label": one.label,
                "items": one.items,
                "error": str(one.error) if one.error else None,
                "notes": list(one.notes),
                "moved": one.moved or None,
            }
            for one in collected.collection.reports
        ],
        "moves": [{"id": one.id, "url": one.url, "refused": one.refused or None} for one in moves],
        "proposed": [{"slug": one.slug, "title": one.story.title, "command": _command(one)} for one in collected.proposed],
        "set_aside": [{"title": one.item.title, "reason": one.reason} for one in collected.routing.spiked],
        "unread": [{"key": page.item.key, "reason": page.skipped} for one in collected.arrivals for page in one.unread],
        "arrived": {arrival.dossier.slug: len(arrival.new) for arrival in collected.arrivals},
    }
