"""Filters of a long list: links with counts, which work as anchors and need no script (see the style sheet)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

MOST_FILTERS = 6
"""How many there are, besides the one that shows all; the style sheet has as many rules."""
LEAST_FILTERED = 2
"""A filter for fewer rows would not help to find them."""


class Filter(NamedTuple):
    """What a reader can choose to see alone."""

    id: str
    """The anchor."""
    label: str
    rows: int
    """How many rows it shows."""


def named(counts: Mapping[str, int], most: int = MOST_FILTERS) -> list[Filter]:
    """A filter for each name that has enough rows, those with most rows first."""
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    found = [Filter(f"of-{_slug(name)}", name, rows) for name, rows in ranked if rows >= LEAST_FILTERED]
    return [*{one.id: one for one in reversed(found[:most])}.values()][::-1]


def classes(filters: Iterable[Filter]) -> Mapping[str, str]:
    """Label of a filter → the class of the rows that it shows: by its place, after the link that shows all."""
    return {one.label: f"b{place}" for place, one in enumerate(filters, 2)}


def _slug(name: str) -> str:
    """A name in an anchor: its letters and digits, with a hyphen in place of all else."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split())
