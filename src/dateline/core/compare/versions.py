"""What changed between versions, and since when a version says a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeVar

from dateline.core.citations import plain
from dateline.core.compare.alignment import Partner, left_over, partners
from dateline.core.compare.comparison import Comparison
from dateline.core.compare.events import event_changes
from dateline.core.compare.outcome import (
    Blame,
    Change,
    KeyFigureChange,
    QuestionChange,
    SourceChange,
    TensionChange,
    VoiceChange,
)
from dateline.core.compare.typography import is_same
from dateline.core.model import SECTIONS, KeyFigure, Question, Tension, Version, Voice
from dateline.core.sentences import AnalysedVersion, Sentence

WithId = TypeVar("WithId", KeyFigure, Question, Voice, Tension)
_ORDER = {section: place for place, section in enumerate(SECTIONS)}


def _changes(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Change]:
    """Every sentence once, in the order of the new version; a removed one comes after the last sentence that it followed."""
    found = partners(old, new)
    place = {one.before: after for after, one in found.items() if one.kind != "moved"}
    place |= {before: after for after, one in found.items() for before in one.merged}
    gone, _ = left_over(old, new, found)
    ranked: list[tuple[tuple[int, int, int], Change]] = []
    followed: dict[str, int] = {}
    for i, was in enumerate(old):
        followed[was.section] = place.get(i, followed.get(was.section, -1))
        if i in gone:
            ranked.append(((_ORDER[was.section], followed[was.section], i + 1), Change("removed", was, None)))
    for j, now in enumerate(new):
        partner, rank = found.get(j), (_ORDER[now.section], j, 0)
        if partner and partner.is_divided:
            ranked += ((rank, row) for row in _parts(old, new, partner, j))
        else:
            ranked.append((rank, Change(partner.kind, old[partner.before], now) if partner else Change("added", None, now)))
    ranked.sort(key=lambda one: one[0])
    return (change for _, change in ranked)


def _parts(old: Sequence[Sentence], new: Sequence[Sentence], partner: Partner, j: int) -> Iterator[Change]:
    """For a sentence that was split or merged: a change for each earlier sentence that it continues."""
    split = tuple(new[j] for j in partner.split)
    for i in partner.sources:
        merged = tuple(old[other] for other in partner.sources if other != i)
        is_first = j < min(partner.split, default=j + 1)
        yield Change(partner.kind, old[i], new[j], split, merged, is_repeated=i != partner.before, is_first=is_first)


def _by_id(entries: Iterable[WithId]) -> dict[tuple[str, int], WithId]:
    """Each entry by its id; where a broken file has an id twice, the second is another entry."""
    count: Counter[str] = Counter()
    found: dict[tuple[str, int], WithId] = {}
    for entry in entries:
        found[entry.id, count[entry.id]] = entry
        count[entry.id] += 1
    return found


def _key_figure_changes(before: Version, after: Version) -> Iterator[KeyFigureChange]:
    """The figures of the later version, then those that it no longer has."""
    was = _by_id(before.figures)
    for place, figure in _by_id(after.figures).items():
        old = was.pop(place, None)
        kind: Literal["kept", "changed"] = "kept" if old and is_same(old.value, figure.value) else "changed"
        yield KeyFigureChange(figure.id, kind if old else "added", old, figure)
    yield from (KeyFigureChange(old.id, "removed", old, None) for old in was.values())


def _question_changes(before: Version, after: Version) -> Iterator[QuestionChange]:
    was = _by_id(before.open_questions)
    closed_before = {question.id for question in before.closed_questions}
    closed = {question.id: question for question in after.closed_questions}
    for place, question in _by_id(after.open_questions).items():
        old = was.pop(place, None)
        due = ((old.due if old else None) or "", question.due or "")
        if old:
            same = is_same(old.text, question.text) and old.due == question.due
            yield QuestionChange(question.id, "kept" if same else "changed", old.text, question.text, due)
        else:
            kind: Literal["reopened", "opened"] = "reopened" if question.id in closed_before else "opened"
            yield QuestionChange(question.id, kind, "", question.text, due)
    for gone in was.values():
        end = closed.get(gone.id)
        due, verdict = (gone.due or "", ""), end.verdict if end else None
        yield QuestionChange(gone.id, end.outcome if end else "vanished", gone.text, end.text if end else "", due, verdict)


def _voice_changes(before: Version, after: Version) -> Iterator[VoiceChange]:
    was = _by_id(before.perspectives)
    departed = {voice.id: voice.why for voice in after.departed_voices}
    for place, voice in _by_id(after.perspectives).items():
        old = was.pop(place, None)
        if old is None:
            yield VoiceChange(voice.id, voice.voice, "new", "", voice.view)
        else:
            kind: Literal["kept", "moved"] = "kept" if is_same(old.view, voice.view) else "moved"
            yield VoiceChange(voice.id, voice.voice, kind, old.view, voice.view)
    for gone in was.values():
        end: Literal["departed", "vanished"] = "departed" if gone.id in departed else "vanished"
        yield VoiceChange(gone.id, gone.voice, end, gone.view, departed.get(gone.id, ""))


def _said(tension: Tension) -> str:
    """All words of a tension, with a mark between its parts."""
    return "\0".join((tension.title or "", tension.text, *(words for side in tension.sides for words in (side.who, side.text))))


def _tension_changes(before: Version, after: Version) -> Iterator[TensionChange]:
    was = _by_id(before.tensions)
    for place, tension in _by_id(after.tensions).items():
        old = was.pop(place, None)
        if old is None:
            yield TensionChange(tension.id, "added", "", tension.text)
        else:
            kind: Literal["kept", "changed"] = "kept" if is_same(_said(old), _said(tension)) else "changed"
            yield TensionChange(tension.id, kind, old.text, tension.text)
    yield from (TensionChange(old.id, "removed", old.text, "") for old in was.values())


def _source_changes(before: Version, after: Version) -> Iterator[SourceChange]:
    was, now = ({source.key: source.title for source in version.sources} for version in (before, after))
    yield from (SourceChange(key, title, "added") for key, title in now.items() if key not in was)
    yield from (SourceChange(key, title, "removed") for key, title in was.items() if key not in now)


def compare(earlier: AnalysedVersion, later: AnalysedVersion) -> Comparison:
    """What changed from one version to another."""
    before, after = earlier.version, later.version
    return Comparison(
        from_version=before.version,
        to_version=after.version,
        changes=tuple(_changes(earlier.told, later.told)),
        key_figures=tuple(_key_figure_changes(before, after)),
        questions=tuple(_question_changes(before, after)),
        voices=tuple(_voice_changes(before, after)),
        events=tuple(event_changes(before, after, later.texts)),
        tensions=tuple(_tension_changes(before, after)),
        sources=tuple(_source_changes(before, after)),
        corrections=tuple(one for one in after.corrections if one not in before.corrections),
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
    was = [told[place] for place in partner.sources]
    is_same_words = partner.kind != "changed" or (not partner.is_divided and is_same(plain(was[0].sentence), sentence.said.plain))
    return Blame(sentence.at, sentence.text, min(one.since for one in was), was[0].worded if is_same_words else number)
