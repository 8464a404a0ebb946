"""One thing that a story expects, through its versions."""

from dataclasses import dataclass, replace
from typing import NamedTuple


class Expectation(NamedTuple):
    """A question that was due, or an event that was ahead: a row of a story's digest."""

    text: str
    """In its latest words as long as it was expected, without citations."""
    since: int
    """The version that expected it first."""
    dates: tuple[str, ...]
    """The dates for which it was expected, one after the other; none if only its verdict tells that it was foreseen."""
    became: str
    """What came of it, in a word; empty if it is still open."""
    version: int
    """The version that said what came, or the newest one."""
    told: str
    """What came, with its citations."""
    cited: tuple[tuple[str, int], ...]
    """Key and number, in that version, of each source that `told` cites."""
    undated: int = 0
    """The version that took its date away; 0 if it has one, or never had one."""
    earlier: tuple[tuple[str, int], ...] = ()
    """What versions before `version` said of its end, in a word, and their numbers."""
    corrected: tuple[tuple[int, str], ...] = ()
    """Later versions that correct `told`, and what is right."""
    withdrawn: tuple[int, ...] = ()
    """The versions in between that were withdrawn."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A question or an event, as the versions up to one tell it."""

    text: str
    """In its latest words."""
    since: int
    """The version that expected it first."""
    dates: tuple[str, ...] = ()
    """The dates for which it was expected, one after the other."""
    undated: int = 0
    """The version that took its date away; 0 if it has one, or never had one."""
    became: str = ""
    """What came of it, in a word; empty while it is open."""
    version: int = 0
    """The version that says what came of it; 0 while it is open."""
    told: str = ""
    """What came, with its citations."""
    earlier: tuple[tuple[str, int], ...] = ()
    """What earlier versions said of its end, if it was open again later or its end is told anew: the word and the version."""

    def open(self, text: str, date: str | None, version: int) -> "Expected":
        """The same as a later version asks or announces it, which may give another date or none."""
        dates = (*self.dates, date) if date and self.dates[-1:] != (date,) else self.dates
        undated = 0 if date or not dates else self.undated or version
        return replace(self._past, text=text, dates=dates, undated=undated)

    def over(self, became: str, version: int, told: str = "") -> "Expected":
        """The same as a later version says that it ended."""
        return replace(self._past, became=became, version=version, told=told)

    @property
    def _past(self) -> "Expected":
        earlier = (*self.earlier, (self.became, self.version)) if self.became else self.earlier
        return replace(self, became="", version=0, told="", earlier=earlier)
