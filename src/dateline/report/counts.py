"""What changed from one version to another, in one line of counts."""

from collections import Counter
from collections.abc import Callable, Iterable

from dateline.core.compare import Comparison
from dateline.core.text.lists import counted
from dateline.flows.reviews import CitedSource

_QUESTIONS = ("answered", "merged", "dropped", "opened", "reopened", "vanished")
_VOICES = ("new", "departed", "vanished")


def counts_line(comparison: Comparison, new: Iterable[CitedSource] = (), mark: Callable[[str], str] = str) -> str:
    """Such as "9 of 46 sentences are new or reworded, 4 gone, 1 moved · 1 question answered · 3 new sources from 2 outlets".

    Args:
        comparison: two versions.
        new: the sources that only the later one has.
        mark: marks the first words.
    """
    changes = [one for one in comparison.changes if not one.is_repeated]
    kinds = Counter[str](one.kind for one in changes)
    fresh, total = kinds["added"] + kinds["changed"], counted(comparison.sentences, "sentence")
    first = f"{mark(f'{fresh} of {total}')} {'is' if fresh == 1 else 'are'} new or reworded"
    told = [
        ", ".join((first, *(f"{kinds[kind]} {word}" for kind, word in (("removed", "gone"), ("moved", "moved")) if kinds[kind])))
    ]
    told += questions_in_words(comparison)
    voices = Counter[str](one.kind for one in comparison.voices)
    told += [_of(voices[kind], "voice", kind) for kind in _VOICES if voices[kind]]
    told += [counted(len(comparison.corrections), "correction")] if comparison.corrections else []
    return " · ".join((*told, *sources_in_words(new)))


def questions_in_words(comparison: Comparison) -> list[str]:
    """Such as "1 question answered" and "2 questions opened"."""
    kinds = Counter[str](one.kind for one in comparison.questions)
    return [_of(kinds[kind], "question", kind) for kind in _QUESTIONS if kinds[kind]]


def sources_in_words(new: Iterable[CitedSource]) -> list[str]:
    """Such as "3 new sources from 2 outlets"; nothing without a new one."""
    found = [*new]
    outlets = {one.outlet for one in found} - {""}
    told = counted(len(found), "new source") + (f" from {counted(len(outlets), 'outlet')}" if outlets else "")
    return [told] if found else []


def _of(number: int, noun: str, kind: str) -> str:
    if kind == "vanished":
        return f"{counted(number, noun)} gone without a reason"
    return f"{number} new {noun}{'s' * (number > 1)}" if kind == "new" else f"{counted(number, noun)} {kind}"
