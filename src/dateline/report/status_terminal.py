"""The state of a publication on a terminal: the stories that need somebody, those that move, the quiet ones, what to do next."""

from calendar import day_name, month_name
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import Literal, NamedTuple

from rich.console import Console
from rich.text import Text

from dateline.core.codec import money
from dateline.core.text import one_line
from dateline.core.text.day_words import day_in_words
from dateline.core.text.lists import counted, listed
from dateline.flows.shared.questions import OLD_QUESTION, is_due
from dateline.flows.status import DeskStatus, StoryStatus
from dateline.report.rows import row, show, width_of, with_command, wrapped

LONG_WAIT = 2
"""Days; items that wait longer were not used by a daily run."""
MANY_ITEMS = 10
"""So many waiting items may need more than one version."""
MOVING = 7
"""Days since the newest version of a story that moves."""

Command = Literal["check", "approve", "renumber", "update", "edit", "propose"]
_COLOURS = {"✗": "red", "!": "yellow", "●": "green"}
_SOFT, _COMMAND = "dim", "cyan"
_NUMBERS = (("ver", 4), ("filed", 9), ("wait", 6), ("open", 6))
_WORDS = 32
"""Columns for what a story needs next, and the space before it."""
_LEAST_NAME = 14
_UNBREAKABLE = "\N{NO-BREAK SPACE}"


class Need(NamedTuple):
    """What a story needs next."""

    mark: str
    words: str
    command: Command | None = None
    """The command that helps; None if nobody has to do anything."""


def print_status(rows: Sequence[StoryStatus], desk: DeskStatus, now: str, *, place: str = "") -> None:
    """Prints the state of the stories; the arguments are those of `lines`."""
    console = Console(highlight=False)
    show(console, lines(rows, desk, now, width_of(console), place))


def lines(rows: Sequence[StoryStatus], desk: DeskStatus, now: str, width: int, place: str = "") -> Iterator[Text]:
    """The lines of the report.

    Args:
        rows: the stories.
        desk: the publication.
        now: the time in UTC.
        width: the columns of the terminal.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    today = date.fromisoformat(now[:10])
    needs = {one.story: need(one, today) for one in rows}
    urgent = sorted(
        (one for one in rows if needs[one.story].command), key=lambda one: list(_COLOURS).index(needs[one.story].mark)
    )
    moving = [one for one in rows if not needs[one.story].command and _is_moving(one, today)]
    quiet = [one for one in rows if one not in urgent and one not in moving]
    yield from row(Text(one_line(desk.title), "bold"), Text(f"{_stories(len(rows))}, {_moment(now)}", _SOFT), width)
    yield Text()
    if urgent or moving:
        yield from _table({"Needs you": urgent, "Moving": moving}, needs, today, width)
    if quiet:
        yield Text.assemble(("Quiet", "bold"), (f" {len(quiet)}{_checked(desk.checked, today)}", _SOFT))
        yield from (Text(f"  {line}", _SOFT) for line in _run_together(quiet, width - 2))
        yield Text()
    yield from _desk(desk, now, width, place)
    command = Text(f"dateline {place}{_next(urgent, moving, rows, needs, is_fed=desk.is_fed)}", _COMMAND)
    yield from with_command(Text("Next:"), command, width)


def need(one: StoryStatus, today: date) -> Need:
    """What a story needs next, the most urgent thing only."""
    errors, warnings = _doubts(one)
    if one.clash:
        return Need("✗", f"another version {one.clash} is published", "renumber")
    if errors:
        return Need("✗", f"blocked by {counted(errors, 'error')}", "check")
    if one.proposed or one.open_proposal:
        return _to_merge(one)
    if one.status != "active":
        return Need("●", one.status)
    if warnings:
        return Need("!", counted(warnings, "warning"), "check")
    return _to_follow(one, today)


def _to_merge(one: StoryStatus) -> Need:
    """What a version needs that is not published yet."""
    if one.open_proposal:
        return Need("!", f"version {one.open_proposal} is proposed", "propose")
    if one.reviewed_by:
        return Need("!", f"version {one.proposed} can be merged", "check")
    return Need("!", f"version {one.proposed} waits for a reader", "approve")


def _to_follow(one: StoryStatus, today: date) -> Need:
    """What a story needs of which everything is published and in order."""
    if one.waiting > MANY_ITEMS or (one.waiting and _days(one.waiting_since, today) > LONG_WAIT):
        told = f", {one.waiting_figures} with figures" if one.waiting_figures else ""
        return Need("!", f"{counted(one.waiting, 'item')} {'waits' if one.waiting == 1 else 'wait'}{told}", "update")
    if is_due(one.review_by, today):
        return Need("!", f"review was due {day_in_words(one.review_by, str(today.year))}", "edit")
    if one.question_since and _days(one.question_since, today) > OLD_QUESTION:
        return Need("!", f"a question is {_days(one.question_since, today)} days old", "edit")
    return Need("●", "draft due next update" if one.waiting else "nothing waits")


def _doubts(one: StoryStatus) -> tuple[int, int]:
    """The errors, and the warnings about the newest version: nobody can change an older one."""
    return one.findings["error"], one.score.warnings if one.score else one.findings["warning"]


def _days(day: str, today: date) -> int:
    return (today - date.fromisoformat(day)).days


def _is_moving(one: StoryStatus, today: date) -> bool:
    return one.status == "active" and bool(one.waiting or (one.version and _days(one.date, today) <= MOVING))


def _table(groups: dict[str, list[StoryStatus]], needs: dict[str, Need], today: date, width: int) -> Iterator[Text]:
    """A line for each story that is not quiet, under its group."""
    room = width - 2 - sum(columns for _, columns in _NUMBERS)
    beside = room - _WORDS if room - _WORDS >= _LEAST_NAME else room
    longest = max(len("story"), min(beside, max(len(one.story) for group in groups.values() for one in group)))
    numbers = "".join(name.rjust(columns) for name, columns in _NUMBERS)
    head = f"  {'story'.ljust(longest)}{numbers}"
    yield Text(head + "   what next" * (beside < room), _SOFT)
    for title, group in groups.items():
        if group:
            yield Text.assemble((title, "bold"), (f" {len(group)}", _SOFT))
            for one in group:
                yield from _story(one, needs[one.story], today, longest, width)
            yield Text()


def _story(one: StoryStatus, next_: Need, today: date, longest: int, width: int) -> Iterator[Text]:
    head = Text.assemble((next_.mark, _COLOURS[next_.mark]), " ", (one.story.ljust(longest), "bold"))
    if len(one.story) > longest:
        yield head
        head = Text(" " * (longest + 2))
    values = (f"v{one.version}" if one.version else "–", _ago(one.date, today), f"{one.waiting}", f"{one.questions}")
    figures = "".join(value.rjust(columns) for value, (_, columns) in zip(values, _NUMBERS, strict=True))
    left = head + figures
    words = Text(next_.words, _COLOURS[next_.mark] if next_.command else _SOFT)
    room = width - left.cell_len - 3
    if room >= words.cell_len:
        yield left + "   " + words
    else:
        yield left
        yield from wrapped(words, width, first="    ", indent="    ")


def _ago(day: str, today: date) -> str:
    if not day:
        return "–"
    days = _days(day, today)
    return "today" if days <= 0 else counted(days, "day")


def _run_together(rows: Sequence[StoryStatus], width: int) -> Iterator[str]:
    """The names with their versions, which are not parted."""
    names = ", ".join(_short(one).replace(" ", _UNBREAKABLE) for one in rows)
    return (line.replace(_UNBREAKABLE, " ") for line in wrap(names, max(1, width), break_on_hyphens=False))


def _short(one: StoryStatus) -> str:
    version = f" v{one.version}" if one.version else ""
    return f"{one.story}{version}" + (f" ({one.status})" if one.status != "active" else "")


def _checked(day: str, today: date) -> str:
    """When all feeds were read, as in ", all checked today"; empty if one never was."""
    if not day:
        return ""
    days = _days(day, today)
    return f", all checked {counted(days, 'day')} ago" if days > 0 else ", all checked today"


def _stories(number: int) -> str:
    return f"{number} {'story' if number == 1 else 'stories'}"


def _moment(now: str) -> str:
    """A time as people write it: "Friday 27 March 2026, 09:30 UTC"."""
    return f"{day_name[date.fromisoformat(now[:10]).weekday()]} {day_in_words(now[:10])}, {now[11:16]} UTC"


def _desk(desk: DeskStatus, now: str, width: int, place: str) -> Iterator[Text]:
    """The feeds that are silent, whether there is any, and what the month has cost."""
    if desk.silent:
        head = f"{counted(len(desk.silent), 'feed')} silent for a week"
        told = Text.assemble((head, "yellow"), f": {listed([one_line(name) for name in desk.silent])}")
        yield from row(told, Text(f"dateline {place}doctor", _COMMAND), width)
    if not desk.is_fed:
        yield from row(
            Text("No feed is followed: nothing comes in by itself", "yellow"), Text(f"dateline {place}doctor", _COMMAND), width
        )
    if desk.usd or desk.usd_limit is not None:
        most = "" if desk.usd_limit is None else f" of {money(desk.usd_limit).removesuffix('.00')}"
        yield Text(f"{month_name[int(now[5:7])]} so far: {money(desk.usd)}{most} US dollars", _SOFT)
    if desk.silent or not desk.is_fed or desk.usd or desk.usd_limit is not None:
        yield Text()


def _next(
    urgent: Sequence[StoryStatus],
    moving: Sequence[StoryStatus],
    rows: Sequence[StoryStatus],
    needs: dict[str, Need],
    *,
    is_fed: bool,
) -> str:
    """The command that helps most."""
    if urgent:
        return f"{needs[urgent[0].story].command} {urgent[0].story}"
    if not rows:
        return 'new harbour-barrier --title "The harbour barrier"'
    if any(one.waiting for one in moving):
        return "update"
    return "collect" if is_fed else "doctor"
