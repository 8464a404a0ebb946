"""What changed from one version to another, in one line of counts."""

from collections import Counter
from collections.abc import Callable, Iterable

from dateline.core.citations import plain
from dateline.core.compare import Change, Comparison, QuestionChange
from dateline.core.text.lists import counted
from dateline.desk.extractive.phrases import is_no_news, may_be_answer
from dateline.flows.reviews import CitedSource

_QUESTIONS = ("answered", "perhaps answered", "merged", "dropped", "opened", "reopened", "vanished")
_VOICES = ("new", "departed", "vanished")


def counts_line(
    comparison: Comparison, new: Iterable[CitedSource] = (), mark: Callable[[str], str] = str, aside: str = ""
) -> str:
    """Such as "9 of 46 sentences are new or reworded, 4 gone, 1 moved · 1 question answered · 3 new sources from 2 outlets".

    Args:
        comparison: two versions.
        new: the sources that only the later one has.
        mark: marks the first words.
        aside: what is said of the new sentences, in brackets.
    """
    kinds = Counter[str](one.kind for one in comparison.changes if is_told(one))
    fresh, total = kinds["added"] + kinds["changed"], counted(comparison.sentences, "sentence")
    first = f"{mark(f'{fresh} of {total}')} {'is' if fresh == 1 else 'are'} new or reworded{f' ({aside})' if aside else ''}"
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
    kinds = Counter[str](_kind(one) for one in comparison.questions)
    return [_of(kinds[kind], "question", kind) for kind in _QUESTIONS if kinds[kind]]


def _kind(one: QuestionChange) -> str:
    """What happened to a question; an open one may have a new answer that is not sure."""
    found = [line for line in one.after.split("\n") if may_be_answer(line)]
    return "perhaps answered" if found and one.kind in ("kept", "changed") and found[-1] not in one.before else one.kind


def is_told(change: Change) -> bool:
    """Whether a sentence is told in its own right: not once more as a part of a merged one, and not if it is no news."""
    return not change.is_repeated and not is_no_news(plain(change.after or change.before))


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
