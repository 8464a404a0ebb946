"""Checks of texts about the page, such as `changes`: they tell what moved on it, and nothing that it does not have."""

import re
from collections.abc import Container, Iterator

from dateline.core.citations import without
from dateline.core.model import Finding, Version
from dateline.core.text import Figure, dates, figures, find_pieces, fold, names
from dateline.core.text.language import language_of
from dateline.core.text.wording import quoted_spans
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits

_WORD = re.compile(r"[^\W_]+")
_COUNTED = re.compile(
    r"\s(?:(?:new|more|further|other|open|old|earlier|neue|weitere|nouve\w+|nuev\w+)\s)*(?:sources?|reports?|items?|questions?|voices?|"
    r"versions?|sentences?|paragraphs?|claims?|tensions?|sides?|events?|entr(?:y|ies)|figures?|headlines?|posts?|articles?|quellen|"
    r"fragen|stimmen|voix|fuentes|preguntas|voces)\b",
    re.IGNORECASE,
)
"""Things that a version has, which may be counted."""
_FEW = 12
"""A number in words up to this may count anything on the page."""
_LEAST = 3
"""Letters of a word of a name that is looked for."""
_IN_CAPITALS = 2
"""German writes all nouns in capitals, so that only several new words in a row are a name."""


def changes_objections(version: Version, edits: Edits, context: EditContext) -> Iterator[Finding]:
    """Names, figures, dates and quotations in texts about the page that are neither on the new page nor on the last one.

    These are `changes`, corrections, and why a voice or a question went. They cite nothing, so the page must say it.
    """
    about = dict(_about(version))
    page = _page(version, edits, context, about)
    for at, text in about.items():
        yield from _beyond(at, without(text), page, context)


def _beyond(at: str, said: str, page: str, context: EditContext) -> Iterator[Finding]:
    missing = [
        *(("the figure", one) for one in _figures(said, page)),
        *(("the date", one) for one in _dates(said, page)),
        *(("the name", one) for one in _names(said, page)),
        *(("the quotation", said[a + 1 : b - 1]) for a, b in quoted_spans(said) if not find_pieces(said[a + 1 : b - 1], page)),
    ]
    if missing:
        message = "not on the page: " + ", ".join(f'{kind} "{words}"' for kind, words in missing)
        hint = f"Put it on the page with its source, or leave it out of `{at}`."
        yield context.objection("changes-beyond-page", at, said, message, hint)


def _about(version: Version) -> Iterator[tuple[str, str]]:
    """The texts about what moved, by their paths in the version."""
    yield "changes", version.changes
    for i, one in enumerate(version.corrections):
        yield from ((f"corrections[{i}].now", one.now), (f"corrections[{i}].why", one.why))
    yield from ((f"departed_voices[{i}]", one.why) for i, one in enumerate(version.departed_voices))
    closed = enumerate(version.closed_questions)
    yield from ((f"closed_questions[{i}].text", one.text) for i, one in closed if one.outcome == "dropped")


def _page(version: Version, edits: Edits, context: EditContext, about: Container[str]) -> str:
    """What the new version and the last one say, with the titles of their sources."""
    story = context.assignment.dossier.story
    texts = [story.title, *story.tags]
    for one in filter(None, (version, context.last)):
        texts += [without(field.text) for field in one.text_fields() if not (one is version and field.at in about)]
        texts += [one.title, *(f"{figure.label} {figure.value}" for figure in one.figures)]
        texts += [event.date for event in one.timeline]
        texts += [f"{voice.voice}, {voice.role or ''}" for voice in one.perspectives]
        texts += [side.who for tension in one.tensions for side in tension.sides]
        texts += [f"{source.title} {source.feed}" for source in one.sources]
    return "\n\n".join((*texts, *(right.was for right in edits.corrections)))


def _figures(said: str, page: str) -> Iterator[str]:
    known = figures(page)
    for figure in figures(said):
        counts = figure.unit == "plain" and figure.value <= _FEW and figure.text.isalpha()
        if not (counts or _COUNTED.match(said, figure.end) or any(_is_same(figure, other) for other in known)):
            yield figure.text.rstrip(".")


def _is_same(figure: Figure, other: Figure) -> bool:
    """Whether a figure agrees with another one, or has its value and no unit, as in "4 million pounds, not 3 million"."""
    return figure.agrees(other) or (figure.unit == "plain" and figure.value == other.value)


def _dates(said: str, page: str) -> Iterator[str]:
    known = [moment.value.lstrip("-") for moment in dates(page)]
    for moment in dates(said):
        value = moment.value.lstrip("-")
        if not any(value in other or other in value for other in known):
            yield moment.text


def _names(said: str, page: str) -> Iterator[str]:
    known = set(_WORD.findall(fold(page)))
    for name in names(said):
        words = [word for word in _WORD.findall(fold(name)) if len(word) >= _LEAST]
        new = [word for word in words if word not in known and word.removesuffix("s") not in known]
        if len(new) >= (_IN_CAPITALS if language_of(said) == "de" else 1):
            yield name
