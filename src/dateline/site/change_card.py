"""What changed in a version, in a few short lines: the same on the brief, the front page, in the history and in the feeds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.site.chronicle import Chronicle
from dateline.site.facts import LABELS, LONGEST_LABEL, new_voices, shortened, told
from dateline.site.figures import in_plain, untold, without_unit
from dateline.site.rows import joined
from dateline.site.typography import printed
from dateline.site.words import _, _n, listed

MOST = 5
"""How many lines a list of changes has where there is room."""
ORDER = ("figure", "date", "decided", "denied", "happened", "called_off", "corrected", "answered", "voice", "opened")
"""The kinds of lines, those first that readers look for first."""
MOST_NAMES = 3
"""How many new voices a line names; more are counted."""


class CardLine(NamedTuple):
    """One thing that changed, in words without citations."""

    kind: str
    """One of `ORDER`."""
    label: str
    """What stands before it: the name of a figure, the event with another date, or a word such as "Decided"."""
    before: str
    """The earlier figure or date, or that there was none; empty for all that is neither."""
    after: str
    """The later figure or date, or a sentence."""

    @property
    def is_value(self) -> bool:
        """Whether it is a figure or a date, which has an earlier value."""
        return self.kind in ("figure", "date")


def lines(chronicle: Chronicle, position: int) -> tuple[CardLine, ...]:
    """What changed in the version at a position, in typographic marks; nothing for the first one."""
    return chronicle.at(position, _printed)


def plain_lines(chronicle: Chronicle, position: int) -> tuple[CardLine, ...]:
    """The same in the marks of its writer, for scripts, which compare them with the words of a version."""
    return chronicle.at(position, _lines)


def unsaid(chronicle: Chronicle, position: int) -> str:
    """What is said of a version of which neither its writer nor a line tells what changed; empty for any other."""
    if not position or chronicle.versions[position].changes or lines(chronicle, position):
        return ""
    new = chronicle.comparisons[position - 1].fresh
    return _n(
        new, "{n} new sentence; no figure and no question changed.", "{n} new sentences; no figure and no question changed."
    )


def card_rows(found: Sequence[CardLine], most: int) -> Markup:
    """The lines as a list, at most `most` of them; empty if nothing changed."""
    rows = joined(chain.from_iterable(_rows(*one) for one in groupby(chosen(found, most), attrgetter("label"))))
    return Markup('<dl class="news">\n{}\n</dl>').format(rows) if rows else rows


def chosen(found: Sequence[CardLine], most: int) -> tuple[CardLine, ...]:
    """The lines for which there is room, in their order: one of each kind comes before a second one of any."""
    first = {one.kind: place for place, one in reversed([*enumerate(found)])}
    places = sorted(range(len(found)), key=lambda place: first[found[place].kind] != place)[:most]
    return tuple(found[place] for place in sorted(places))


def value_of(one: CardLine) -> Markup:
    """A line without its label; the later figure or date is bold, and the unit stands once."""
    if not one.is_value:
        return Markup("<bdi>{}</bdi>").format(one.after) if one.kind == "voice" else escape(one.after)
    return Markup("{} <i>{}</i> <b>{}</b>").format(without_unit(one.before, one.after), _("→"), one.after)


def _rows(label: str, found: Iterable[CardLine]) -> Iterator[str]:
    """Lines with the same label, which stands once."""
    for place, one in enumerate(found):
        yield f"<dt>{escape(label)}</dt>" * (not place) + f"<dd>{value_of(one)}</dd>"


def _printed(chronicle: Chronicle, position: int) -> tuple[CardLine, ...]:
    language = chronicle.language
    return tuple(
        one if one.kind == "voice" else CardLine(one.kind, *(printed(words, language) for words in one[1:]))
        for one in plain_lines(chronicle, position)
    )


def _lines(chronicle: Chronicle, position: int) -> tuple[CardLine, ...]:
    year = chronicle.versions[position].published[:4]
    found = [*_told(chronicle, position, year), *_corrected(chronicle, position)] if position else []
    return tuple(sorted(found, key=lambda one: ORDER.index(one.kind)))


def _told(chronicle: Chronicle, position: int, year: str) -> Iterator[CardLine]:
    news = told(chronicle, position)
    heard: dict[bool, list[str]] = {False: [], True: []}
    for one in news:
        if one.kind == "voice":
            heard[chronicle.was_told(position, "perspectives", one.id)].append(one.label)
    for is_again, names in heard.items():
        if names:
            label = _("Heard again") if is_again else new_voices(len(names))
            yield CardLine("voice", label, "", listed(names, MOST_NAMES))
    for one in news:
        if one.kind == "figure":
            label = shortened(one.label, LONGEST_LABEL) or _(LABELS["figure"])
            before, after = (in_plain(shortened(value), year) for value in (one.before, one.after))
            yield CardLine("figure", label, before or untold(chronicle, position, one.id), after)
        elif one.kind == "moved":
            yield CardLine(
                "date", shortened(one.label, LONGEST_LABEL), *(in_plain(date, year) for date in (one.before, one.after))
            )
        elif one.kind != "voice":
            yield CardLine(one.kind, _(LABELS[one.kind]), "", shortened(one.after or one.label))


def _corrected(chronicle: Chronicle, position: int) -> Iterator[CardLine]:
    """What is right now, each once though it was wrong in several versions."""
    right = dict.fromkeys(chronicle.plain(one.now) for one in chronicle.comparisons[position - 1].corrections)
    yield from (CardLine("corrected", _("Corrected"), "", shortened(one)) for one in right)
