"""Counts and lists in a sentence."""

from collections.abc import Sequence

MOST_NAMES = 6


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names joined for a sentence: "A, B and C", or "A, B and 5 more"."""
    shown = list(names[:most]) if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def counted(number: int, noun: str) -> str:
    """A number with a noun: "1 item", "2 items"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
