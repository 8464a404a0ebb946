"""A rule about minor versions: they change wording alone."""

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.wording import is_wording
from dateline.core.compare import Change, Comparison, EventChange
from dateline.core.compare.typography import is_same
from dateline.core.model import Source, Version

_HINT = "Take the change back, or write `kind: update`, so that readers are told of it."

_PARTS = {
    "open_questions": "a question",
    "perspectives": "a voice",
    "tensions": "a tension",
    "timeline": "an event",
    "figures": "a figure",
    "sources": "a source",
}
_PROSE = {
    "open_questions": ("text",),
    "perspectives": ("view", "evolution"),
    "tensions": ("text", "sides"),
    "figures": (),
    "sources": (),
}
"""The parts with a name → those of their keys whose sentences are compared."""


def check_not_minor(context: VersionContext) -> Iterator[Objection]:
    """A version of `kind: minor` that changes more than wording.

    Feeds and the daily issue leave minor versions out, so that nobody is told of a comma. A sentence may have another spelling (a
    letter too much, too few or wrong within a word of five letters or more), other punctuation, other little words such as "the",
    and its beginning at its end. Any other word is news that no reader hears of, and so is another source, question, voice,
    event, tension, figure or title, or another name, role, label, date or quote of one.

    Take the change back, or write `kind: update`. A mistake is corrected with `kind: correction`.
    """
    if context.version.kind != "minor":
        return
    if context.version.version == 1:
        yield Objection("kind", "minor", "the first version cannot be minor", "Write `kind: update`.")
    if not context.comparison or not context.before:
        return
    versions, comparison = (context.before, context.version), context.comparison
    for at, text, message in (*_parts(*versions, comparison), *_details(*versions), *_sentences(comparison)):
        yield Objection(at, text, f"{message} in a minor version", _HINT)


def _parts(before: Version, after: Version, comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    """What is new, gone or of another kind: place, words and what is wrong."""
    if not is_same(before.title, after.title):
        yield "title", after.title, "another title"
    if _disputes(before) != _disputes(after):
        yield "tensions", "", "other tensions or sides"
    yield from (("corrections", one.now, "a correction") for one in after.corrections)
    told: dict[str, Iterable[tuple[str, str]]] = {
        "open_questions": ((one.kind, one.after or one.before) for one in comparison.questions),
        "perspectives": ((one.kind, one.voice) for one in comparison.voices if one.kind != "moved"),
        "timeline": (_event(one) for one in comparison.events),
        "figures": ((one.kind, one.label) for one in comparison.key_figures),
        "sources": ((one.kind, one.title) for one in comparison.sources),
    }
    for section, rows in told.items():
        yield from ((section, text, f"{_PARTS[section]} {kind}") for kind, text in rows if kind not in ("kept", "changed"))


def _disputes(version: Version) -> list[tuple[str, list[str]]]:
    return [(one.id, [side.who for side in one.sides]) for one in version.tensions]


def _event(change: EventChange) -> tuple[str, str]:
    """What happened to an event, and its words."""
    is_new = change.before and change.after and change.after.ahead and not change.before.ahead
    stands = change.after or change.before
    return "announced" if is_new else change.kind, stands.text if stands else ""


def _details(before: Version, after: Version) -> Iterator[tuple[str, str, str]]:
    """The parts in both versions of which a key has another value, apart from their sentences."""
    for section, prose in _PROSE.items():
        was = {_name(one): one for one in getattr(before, section)}
        for place, one in enumerate(getattr(after, section)):
            at, old = f".{one.key}" if isinstance(one, Source) else f"[{place}]", was.get(_name(one), one)
            for key in (name for name in one.__dataclass_fields__ if name not in prose):
                value, now = _written(getattr(old, key)), _written(getattr(one, key))
                if not is_same(value, now):
                    yield f"{section}{at}.{key}", now, f'{_PARTS[section]} with another "{key}"'


def _written(value: str | tuple[str, ...] | None) -> str:
    """A value on one line."""
    return " / ".join(value) if isinstance(value, tuple) else value or ""


def _name(part: Any) -> str:
    return part.key if isinstance(part, Source) else part.id


def _sentences(comparison: Comparison) -> Iterator[tuple[str, str, str]]:
    for change in comparison.changes:
        if change.kind in ("added", "removed"):
            yield change.at, change.after or change.before, f"a sentence {change.kind}"
        elif change.was and change.now and change.was.group != change.now.group:
            yield change.at, change.after, "a sentence that another part of the brief had"
        elif change.kind == "changed" and not change.is_repeated and change.is_first and not _is_wording(change):
            yield change.at, change.after, "a sentence with another word, order, citation or name"


def _is_wording(change: Change) -> bool:
    earlier = [one.said for one in (change.was, *change.merged) if one]
    return is_wording(earlier, [one.said for one in (change.now, *change.split) if one])


RULES: tuple[Rule[VersionContext], ...] = (Rule("not-minor", "error", "record", check_not_minor, softens=True),)
