"""What changed between versions, and since when a version says a sentence."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Literal

from dateline.core.compare.alignment import Partner, left_over, partners, similar
from dateline.core.compare.outcome import (
    Blame,
    Change,
    Comparison,
    EventChange,
    FigureChange,
    KeyFigureChange,
    QuestionChange,
    SourceChange,
    TensionChange,
    VoiceChange,
)
from dateline.core.model import SECTIONS, Event, Version
from dateline.core.sentences import AnalysedVersion, Sentence, Texts
from dateline.core.text import Figure

_ORDER = {section: place for place, section in enumerate(SECTIONS)}


def _changes(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Change]:
    """Every sentence once, in the order of the new version; a removed one comes after the last sentence that it followed."""
    found = partners(old, new)
    place = {before: after for after, (kind, before) in found.items() if kind != "moved"}
    gone, _ = left_over(old, new, found)
    ranked: list[tuple[tuple[int, int, int], Change]] = []
    followed: dict[str, int] = {}
    for i, was in enumerate(old):
        followed[was.section] = place.get(i, followed.get(was.section, -1))
        if i in gone:
            ranked.append(((_ORDER[was.section], followed[was.section], i + 1), Change("removed", was, None)))
    for j, now in enumerate(new):
        partner = found.get(j)
        change = Change(partner.kind, old[partner.before], now) if partner else Change("added", None, now)
        ranked.append(((_ORDER[now.section], j, 0), change))
    ranked.sort(key=lambda one: one[0])
    return (change for _, change in ranked)


def _figure_changes(change: Change) -> Iterator[FigureChange]:
    """The figures that only one of the sentences has, paired in order with figures of the same unit."""
    sides = (change.was, change.now)
    before, after = ({(one.unit, one.value): one for one in side.said.figures} if side else {} for side in sides)
    come: defaultdict[str, deque[Figure]] = defaultdict(deque)
    for key, figure in after.items():
        if key not in before:
            come[figure.unit].append(figure)
    for key, figure in before.items():
        if key not in after and come[figure.unit]:
            yield FigureChange(figure, come[figure.unit].popleft(), change.at)


def _key_figure_changes(before: Version, after: Version) -> Iterator[KeyFigureChange]:
    """The figures of the later version, then those that it no longer has."""
    was = {figure.id: figure for figure in before.figures}
    for figure in after.figures:
        old = was.pop(figure.id, None)
        kind: Literal["kept", "changed"] = "kept" if old and old.value == figure.value else "changed"
        yield KeyFigureChange(figure.id, kind if old else "added", old, figure)
    yield from (KeyFigureChange(id_, "removed", old, None) for id_, old in was.items())


def _question_changes(before: Version, after: Version) -> Iterator[QuestionChange]:
    was = {question.id: question.text for question in before.open_questions}
    closed_before = {question.id for question in before.closed_questions}
    closed = {question.id: question for question in after.closed_questions}
    for question in after.open_questions:
        old = was.pop(question.id, None)
        if old is not None:
            yield QuestionChange(question.id, "kept" if old == question.text else "changed", old, question.text)
        else:
            kind: Literal["reopened", "opened"] = "reopened" if question.id in closed_before else "opened"
            yield QuestionChange(question.id, kind, "", question.text)
    for id_, text in was.items():
        end = closed.get(id_)
        yield QuestionChange(id_, end.outcome if end else "vanished", text, end.text if end else "")


def _voice_changes(before: Version, after: Version) -> Iterator[VoiceChange]:
    was = {voice.id: voice for voice in before.perspectives}
    departed = {voice.id: voice.why for voice in after.departed_voices}
    for voice in after.perspectives:
        old = was.pop(voice.id, None)
        if old is None:
            yield VoiceChange(voice.id, voice.voice, "new", "", voice.view)
        else:
            kind: Literal["kept", "moved"] = "kept" if old.view == voice.view else "moved"
            yield VoiceChange(voice.id, voice.voice, kind, old.view, voice.view)
    for gone in was.values():
        end: Literal["departed", "vanished"] = "departed" if gone.id in departed else "vanished"
        yield VoiceChange(gone.id, gone.voice, end, gone.view, departed.get(gone.id, ""))


def _event_changes(before: Version, after: Version, texts: Texts) -> Iterator[EventChange]:
    """The events in the later order, then the removed ones; events of one day are paired first, then those of different days."""
    old, new = ([_as_sentence(event, texts) for event in version.timeline] for version in (before, after))
    found = partners(old, new)
    any_day = ({i: one._replace(group="") for i, one in left.items()} for left in left_over(old, new, found))
    partner = {j: i for j, (_, i) in found.items()} | {j: i for i, j in similar(*any_day)}
    for j, event in enumerate(after.timeline):
        was = before.timeline[partner[j]] if j in partner else None
        yield EventChange(_event_kind(was, event), was, event)
    paired = set(partner.values())
    yield from (EventChange("removed", event, None) for i, event in enumerate(before.timeline) if i not in paired)


def _as_sentence(event: Event, texts: Texts) -> Sentence:
    """An event as a sentence, with its day as the group."""
    return Sentence("timeline", "", event.date, 0, texts[event.text])


_EventOutcome = Literal["added", "kept", "changed", "redated", "happened", "settled", "moved"]


def _event_kind(was: Event | None, event: Event) -> _EventOutcome:
    if was is None:
        return "added"
    if was.ahead and not event.ahead:
        return "settled" if event.date < was.date[: len(event.date)] else "happened"
    if was.date != event.date:
        return "moved" if was.ahead else "redated"
    return "kept" if was == event else "changed"


def _tension_changes(before: Version, after: Version) -> Iterator[TensionChange]:
    was = {tension.id: tension for tension in before.tensions}
    for tension in after.tensions:
        old = was.pop(tension.id, None)
        if old is None:
            yield TensionChange(tension.id, "added", "", tension.text)
        else:
            is_same = (old.title, old.text, old.sides) == (tension.title, tension.text, tension.sides)
            yield TensionChange(tension.id, "kept" if is_same else "changed", old.text, tension.text)
    yield from (TensionChange(id_, "removed", old.text, "") for id_, old in was.items())


def _source_changes(before: Version, after: Version) -> Iterator[SourceChange]:
    was, now = ({source.key: source.title for source in version.sources} for version in (before, after))
    yield from (SourceChange(key, title, "added") for key, title in now.items() if key not in was)
    yield from (SourceChange(key, title, "removed") for key, title in was.items() if key not in now)


def compare(earlier: AnalysedVersion, later: AnalysedVersion) -> Comparison:
    """What changed from one version to another."""
    before, after = earlier.version, later.version
    changes = tuple(_changes(earlier.told, later.told))
    return Comparison(
        from_version=before.version,
        to_version=after.version,
        changes=changes,
        figures=tuple(found for change in changes if change.kind == "changed" for found in _figure_changes(change)),
        key_figures=tuple(_key_figure_changes(before, after)),
        questions=tuple(_question_changes(before, after)),
        voices=tuple(_voice_changes(before, after)),
        events=tuple(_event_changes(before, after, later.texts)),
        tensions=tuple(_tension_changes(before, after)),
        sources=tuple(_source_changes(before, after)),
    )


def blame(versions: Sequence[AnalysedVersion]) -> tuple[Blame, ...]:
    """Since when each sentence of the last version has been there; the versions ascend, and there may be one or none."""
    old: Sequence[Sentence] = ()
    told: list[Blame] = []
    for one in versions:
        found = partners(old, one.told)
        told = [_blame(sentence, one.version.version, found.get(j), told) for j, sentence in enumerate(one.told)]
        old = one.told
    return tuple(told)


def _blame(sentence: Sentence, number: int, partner: Partner | None, told: Sequence[Blame]) -> Blame:
    if partner is None:
        return Blame(sentence.at, sentence.text, number, number)
    was = told[partner.before]
    return Blame(sentence.at, sentence.text, was.since, number if partner.kind == "changed" else was.worded)
