"""The facts of a story in an issue: a label, and what became of it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.core.compare import Word, words
from dateline.core.compare.outcome import LEAST_KEPT
from dateline.core.compare.redline import kept_share
from dateline.core.sentences import AnalysedText
from dateline.site.daily.rows import CorrectedPart, StoryNews
from dateline.site.dates import in_words
from dateline.site.facts import LABELS, new_voices
from dateline.site.figures import without_unit
from dateline.site.rows import joined
from dateline.site.words import _, listed

MOST_ASKED = 2
"""How many new questions are named."""


class FactLine(NamedTuple):
    """One line under a story."""

    label: str
    before: str
    """The earlier figure or date; empty if there is none."""
    after: str
    note: str = ""
    """What is said after it."""
    is_figure: bool = False
    """Whether it is a figure, which stands out."""


def facts(story: StoryNews) -> Iterator[FactLine]:
    """The lines under a story, in order of weight."""
    asked = 0
    names = [one.label for one in story.news if one.kind == "voice"]
    for one in story.news:
        if one.kind == "figure":
            note = "" if one.before else f", {_('a first figure')}"
            yield FactLine(one.label or _(LABELS["figure"]), without_unit(one.before, one.after), one.after, note, is_figure=True)
        elif one.kind == "moved":
            yield FactLine(_(LABELS["moved"]), in_words(one.before), in_words(one.after), f": {one.label}", is_figure=True)
        elif one.kind == "voice":
            yield from [FactLine(new_voices(len(names)), "", listed(names))] if names else ()
            names = []
        elif one.kind != "opened" or asked < MOST_ASKED:
            asked += one.kind == "opened"
            yield FactLine(_(LABELS[one.kind]), "", one.after)


def marked(one: CorrectedPart) -> tuple[Markup, Markup]:
    """What was wrong and what is right, with marks on the words that differ; on all of them if few are the same."""
    found = words(AnalysedText(one.was), AnalysedText(one.now))
    if kept_share(found) < LEAST_KEPT:
        return Markup("<del>{}</del>").format(one.was), Markup("<ins>{}</ins>").format(one.now)
    return _side(found, "removed", "del"), _side(found, "added", "ins")


def _side(found: Iterable[Word], kind: str, tag: str) -> Markup:
    """The words of one side; those of this kind are in an element."""
    some = (word for word in found if word.kind in ("kept", kind))
    return joined((escape(one.text) if one.kind == "kept" else _in_element(one.text, tag) for one in some), "")


def _in_element(words: str, tag: str) -> str:
    """Words in an element, and the white space around them outside of it."""
    bare = words.strip()
    before, _, after = words.partition(bare)
    return f"{before}<{tag}>{escape(bare)}</{tag}>{after}"
