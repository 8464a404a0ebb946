"""The items of stories on a terminal: grouped by story, the newest first, copies folded, and what to do next."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from dateline.core.outlets import outlet_in_a_list
from dateline.core.standing import ItemStanding
from dateline.core.text import one_line
from dateline.core.text.day_words import day_in_words
from dateline.core.text.lists import counted, listed
from dateline.flows.items import Chosen, ListedItem, StoryItems
from dateline.report.items import grade_of, reason_of, state_of
from dateline.report.rows import row, show, width_of, with_command, wrapped

_SOFT, _COMMAND = "dim", "cyan"
_COLOURS = {"full-text": "green", "excerpt": _SOFT, "headline": "yellow"}
_INDENT = " " * 12
"""As wide as a date and the space after it."""
_HEADS = {"waiting": "Waiting for the next version", "spiked": "Set aside", "all": "Everything that came in"}
_NONE = {"waiting": "nothing waits", "spiked": "nothing was set aside", "all": "nothing came in"}


def print_items(stories: Sequence[StoryItems], chosen: Chosen, *, place: str = "") -> None:
    """Prints the items; the arguments are those of `lines`."""
    console = Console(highlight=False)
    show(console, lines(stories, chosen, width_of(console), place))


def lines(stories: Sequence[StoryItems], chosen: Chosen, width: int, place: str = "") -> Iterator[Text]:
    """The lines of the report.

    Args:
        stories: the stories with their items.
        chosen: which items these are.
        width: the columns of the terminal.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    shown = [one for one in stories if one.items]
    total = sum(one.number for one in shown)
    told = f"{counted(total, 'item')} in {len(shown)} of {len(stories)} {'story' if len(stories) == 1 else 'stories'}"
    yield from row(Text(_HEADS[chosen], "bold"), Text(told if total else _NONE[chosen], _SOFT), width)
    yield Text()
    for story in shown:
        yield from _story(story, chosen, width)
        yield Text()
    yield from with_command(Text("Next:"), Text(f"dateline {place}{_next(shown, chosen)}", _COMMAND), width)


def _story(one: StoryItems, chosen: Chosen, width: int) -> Iterator[Text]:
    latest = one.story.latest
    filed = f"version {latest.version}, {day_in_words(latest.published[:10])}" if latest else "no version yet"
    head = Text.assemble((one.story.slug, "bold"), (f" {one.number}", _SOFT))
    yield from row(head, Text(filed, _SOFT), width)
    for listed_item in one.items:
        yield from _item(listed_item, chosen, width)


def _item(one: ListedItem, chosen: Chosen, width: int) -> Iterator[Text]:
    item = one.standing.item
    day = (item.day or "no date").ljust(len(_INDENT))
    grade = Text(grade_of(item), _COLOURS[item.evidence])
    yield from row(Text(one_line(item.title) or "withdrawn"), grade, width, _INDENT, first=day)
    outlet = one_line(outlet_in_a_list(item)) or "outlet not known"
    is_short = len(_INDENT) + len(outlet) + len(item.key) + 3 <= width
    for line in (f"{outlet} · {item.key}",) if is_short else (outlet, item.key):
        yield from wrapped(Text(line, _SOFT), width, first=_INDENT, indent=_INDENT)
    for told in _more(one, chosen):
        yield from wrapped(told, width, first=_INDENT, indent=_INDENT)


def _more(one: ListedItem, chosen: Chosen) -> Iterator[Text]:
    """What else is to be said about an item: its state, its copies, what it copies, why it was set aside."""
    standing = one.standing
    if chosen == "all":
        yield Text(state_of(standing), "green" if standing.state == "waiting" else _SOFT)
    if reason := reason_of(standing):
        yield Text(reason, "yellow")
    if standing.item.copy_of:
        yield Text(f"a copy of {standing.item.copy_of}", _SOFT)
    if one.copies:
        yield Text(f"{_copies(one.copies)}: {listed([_outlet(copy) for copy in one.copies])}", _SOFT)


def _copies(copies: Sequence[ItemStanding]) -> str:
    return "1 copy" if len(copies) == 1 else f"{len(copies)} copies"


def _outlet(one: ItemStanding) -> str:
    return one_line(outlet_in_a_list(one.item)) or one.item.key


def _next(shown: Sequence[StoryItems], chosen: Chosen) -> str:
    """The command that helps most."""
    if chosen == "spiked" and shown:
        return f"items restore {shown[0].items[0].standing.item.key}"
    waiting = (one for one in shown if any(item.standing.state == "waiting" for item in one.items))
    first = next(waiting, None)
    return f"{first.next_command} {first.story.slug}" if first else "collect"
