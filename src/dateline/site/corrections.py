"""What was wrong, what is right, and how long it took to find: the corrections of all stories, and what was withdrawn."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from dateline.core.days import day_of
from dateline.core.model import Withdrawn
from dateline.site.chronicle import Chronicle, Filed
from dateline.site.words import _, _n, listed

_WHOLE = len("2026-05-27")


class CorrectionRow(NamedTuple):
    """A mistake that a later version corrected, or a version that was withdrawn."""

    of: tuple[int, ...]
    """The versions that were wrong, or the one that was withdrawn."""
    by: int
    """The version that corrects them; 0 if the version was withdrawn."""
    was: str
    """What they said, without citations; empty if the version was withdrawn."""
    now: str
    """What is right; empty if the version was withdrawn."""
    why: str
    """How it happened, or why the version was withdrawn; may be empty."""
    since: str
    """When the first of the versions was filed; empty if that is not known."""
    found: str
    """When it was corrected or withdrawn: a time, or a day as precise as is known."""
    stood: int
    """After how many days that was; -1 if that is not known."""

    @property
    def versions(self) -> str:
        """The versions in words: "version 4", "versions 4 and 5"."""
        return in_words(self.of)

    @property
    def after(self) -> str:
        """How long it stood, in a sentence; empty if that is not known."""
        return passed(self.stood, is_found=self.by > 0)


def in_words(versions: Sequence[int]) -> str:
    """Versions in words: "version 4", "versions 4 and 5"."""
    return _n(len(versions), "version {versions}", "versions {versions}", versions=listed([str(one) for one in versions]))


def passed(days: int, *, is_found: bool) -> str:
    """After how many days a mistake was found, or a version withdrawn; empty if that is not known, which -1 says."""
    if days < 0:
        return ""
    if not days:
        return _("Found on the same day.") if is_found else _("Withdrawn on the same day.")
    if is_found:
        return _n(days, "Found after {n} day.", "Found after {n} days.")
    return _n(days, "Withdrawn after {n} day.", "Withdrawn after {n} days.")


def corrected(chronicle: Chronicle) -> list[CorrectionRow]:
    """The corrections of a story and its withdrawn versions, the newest first."""
    gone = (_withdrawal(one, told, chronicle.where) for one in chronicle.filed if (told := one.withdrawn))
    rows = [*_corrections(chronicle), *gone]
    return sorted(rows, key=lambda one: (one.found, one.by, one.of), reverse=True)


def _corrections(chronicle: Chronicle) -> Iterator[CorrectionRow]:
    """The corrections; one sentence that was wrong in several versions is one mistake."""
    filed, where = {one.version: one.published for one in chronicle.versions}, chronicle.where
    for version in chronicle.versions:
        wrong: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        why: dict[tuple[str, str], str] = {}
        for one in version.corrections:
            words = chronicle.printed(one.was), chronicle.printed(one.now)
            if one.of in filed:  # what is withdrawn has a row of its own, and its words are not repeated
                wrong[words].append(one.of)
                why[words] = why.get(words) or chronicle.printed(one.why)
        for words, of in wrong.items():
            since, found = filed[min(of)], version.published
            stood = _days(day_of(since, where), day_of(found, where))
            yield CorrectionRow(tuple(sorted(of)), version.version, *words, why[words], since, found, stood)


def _withdrawal(one: Filed, withdrawn: Withdrawn, where: tzinfo) -> CorrectionRow:
    is_known = one.moment and len(withdrawn.on) == _WHOLE
    stood = _days(day_of(one.moment, where), withdrawn.on) if is_known else -1
    return CorrectionRow((one.number,), 0, "", "", withdrawn.why, one.moment, withdrawn.on, stood)


def _days(first: str, last: str) -> int:
    return max(0, (date.fromisoformat(last) - date.fromisoformat(first)).days)
