"""What is true of every comparison of two versions."""

from collections import Counter
from fractions import Fraction

from analysed import compare, words

from dateline.core.compare.typography import is_same
from dateline.core.model import Version
from dateline.core.text import sentences

TOLD_BESIDE = ("changes", "closed_questions")


def _told(one: Version) -> Counter[str]:
    return Counter(
        sentence for field in one.text_fields() if field.section not in TOLD_BESIDE for sentence in sentences(field.text)
    )


def is_empty(one: Version) -> None:
    """Fails if a version has changed from itself."""
    comparison = compare(one, one)
    assert comparison.is_empty
    assert all(change.kind == "kept" for change in comparison.changes)


def is_whole(before: Version, after: Version) -> None:
    """Fails if a sentence of one of them does not appear once, or once for each part, or is kept with other words."""
    changes = compare(before, after).changes
    was: dict[str, Fraction] = {}
    now: dict[str, Fraction] = {}
    for change in changes:
        if change.was:
            was[change.before] = was.get(change.before, Fraction(0)) + Fraction(1, 1 + len(change.split))
        if change.now:
            now[change.after] = now.get(change.after, Fraction(0)) + Fraction(1, 1 + len(change.merged))
    assert was == _told(before)
    assert now == _told(after)
    assert all(is_same(change.before, change.after) == (change.kind in ("kept", "moved")) for change in changes)


def is_rebuilt(before: str, after: str) -> None:
    """Fails if a redline without its removed words is not the later sentence, or without its added words not the earlier one."""
    runs = words(before, after)
    assert "".join(run.text for run in runs if run.kind != "removed") == after
    assert "".join("".join(run.text for run in runs if run.kind != "added").split()) == "".join(before.split())
