"""How many of a story's expectations became what."""

from typing import NamedTuple


class Foreseen(NamedTuple):
    """How many of a story's expectations became what."""

    held: int = 0
    partly: int = 0
    failed: int = 0
    unjudged: int = 0
    """Questions that were closed without a verdict."""
    happened: int = 0
    early: int = 0
    """Announced events that were over before their day: they came early, or were called off."""
    unexplained: int = 0
    """Questions and announced events that are gone, and no version says why."""
    lost: int = 0
    """The same, but a version that was withdrawn may have said why."""
    open: int = 0
    """Still open, and not overdue."""
    overdue: int = 0
    """Still open, although the date is over."""
    moved: int = 0
    """Those among all of them that had more than one date."""

    @property
    def came(self) -> int:
        """How many are not open any more."""
        return sum(self[:8])

    @property
    def waiting(self) -> int:
        """How many are still open."""
        return self.open + self.overdue

    @property
    def total(self) -> int:
        """All of them."""
        return self.came + self.waiting
