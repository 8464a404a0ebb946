"""A rule about minor versions: they change wording alone."""

from collections.abc import Iterable, Iterator
from functools import cache

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.compare import Change, Comparison, EventChange
from dateline.core.cues import Cues, cues, languages
from dateline.core.model import Version
from dateline.core.sentences import AnalysedText

_HINT = "Take the change back, or write `kind: update`, so that readers are told of it."

_PARTS = {"open_questions": "a question", "perspectives": "a voice", "timeline": "an event", "figures": "a figure"}


def check_not_minor(context: VersionContext) -> Iterator[Objection]:
    """A version of `kind: minor` that changes more than wording.

    Feeds and the daily issue leave minor versions out, so that nobody is told of a comma. A new sentence, source, question,
    voice, event or figure would be news that no reader hears of, and so would a sentence with another figure, date, name,
    citation, hedge or "not".

    Take the change back, or write `kind: update`. A mistake is corrected with `kind: correction`.
    """
    if context.version.kind != "minor":
        return
    if context.previous is None:
        yield Objection("kind", "minor", "the first version cannot be minor", "Write `kind: update`.")
    if not context.comparison or not context.before:
        return
    for at, text, message in (*_parts(context.before, context.version, context.comparison), *_sentences(context.comparison)):
        yield Objection(at, text, f"{message} in a minor version", _HINT)


def _parts(before: Version, after: Version, comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """What is new, gone or of another kind: place, words and what is wrong."""
    if before.title != after.title:
        yield "title", after.title, "another title"
    if _disputes(before) != _disputes(after):
        yield "tensions", "", "other tensions or sides"
    yield from (("corrections", one.now, "a correction") for one in after.corrections)
    yield from (("sources", one.title, f"a source {one.kind}") for one in comparison.sources)
    for question in comparison.questions:
        if question.kind == "changed" and question.is_due_anew:
            yield "open_questions", question.after, "a question due at another date"
    told: dict[str, Iterable[tuple[str, str]]] = {
        "open_questions": ((one.kind, one.after or one.before) for one in comparison.questions),
        "perspectives": ((one.kind, one.voice) for one in comparison.voices if one.kind != "moved"),
        "timeline": ((one.kind, _event(one)) for one in comparison.events),
        "figures": (("other than before", one.label) for one in comparison.key_figures if one.kind != "kept"),
    }
    for section, rows in told.items():
        yield from ((section, text, f"{_PARTS[section]} {kind}") for kind, text in rows if kind not in ("kept", "changed"))


def _disputes(version: Version) -> list[tuple[str, list[str]]]:
    return [(one.id, [side.who for side in one.sides]) for one in version.tensions]


def _event(change: EventChange) -> str:
    stands = change.after or change.before
    return stands.text if stands else ""


def _sentences(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    for change in comparison.changes:
        if change.kind in ("added", "removed"):
            yield change.at, change.after or change.before, f"a sentence {change.kind}"
        elif change.kind == "changed" and not change.is_repeated and _tells(_earlier(change)) != _tells(_later(change)):
            yield change.at, change.after, "a sentence with another citation, figure, date, name, hedge or “not”"


def _earlier(change: Change) -> list[AnalysedText]:
    return [one.said for one in (change.was, *change.merged) if one]


def _later(change: Change) -> list[AnalysedText]:
    return [one.said for one in (change.now, *change.split) if one]


def _tells(texts: Iterable[AnalysedText]) -> tuple[object, ...]:
    """What sentences tell that is more than wording."""
    held = [*texts]
    plain = " ".join(one.plain for one in held)
    return (
        {key for one in held for key in one.citations},
        sorted((figure.unit, figure.value) for one in held for figure in one.figures),
        sorted(moment.value for one in held for moment in one.dates),
        {name for one in held for name in one.names},
        {hedge for one in held for hedge in one.hedges},
        [sum(1 for _ in table.places("negation", plain)) for table in _tables()],
    )


@cache
def _tables() -> tuple[Cues, ...]:
    return tuple(map(cues, languages()))


RULES: tuple[Rule[VersionContext], ...] = (Rule("not-minor", "error", "record", check_not_minor, softens=True),)
