"""The voices of a version: who speaks in the story, what each says now, and what each said first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.core import ids
from dateline.core.citations import cited
from dateline.core.cues import Cues
from dateline.core.model import DepartedVoice, Version, Voice
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import cited_part, line
from dateline.desk.extractive.phrases import silence
from dateline.desk.extractive.speech import LEAST_WORDS, Speaking, Speech, last_clause, plain_name, spoken_words
from dateline.desk.extractive.state import StoryState
from dateline.desk.statements import quotation

MOST_VOICES = 12
MOST_NEW = 4
SAME_MATTER = 0.3
"""From this overlap on, two statements of a voice are about the same matter."""

_DAY = len("2026-05-08")


@dataclass(frozen=True, slots=True)
class Perspectives:
    """The voices of a version."""

    voices: tuple[Voice, ...]
    """The voices: those of the last version in its order, then the new ones."""
    departed: tuple[DepartedVoice, ...]
    """The voices of the last version that are not heard any more."""
    used: frozenset[Fact]
    """The facts that the voices quote."""
    ids: Mapping[str, str]
    """Name → id of the voice, of those that are in the version."""


@dataclass(frozen=True)
class _SpeakerRecord:
    """What a voice says in the whole story."""

    name: str
    speeches: Sequence[Speech]
    """Its statements, by time."""

    @property
    def newest(self) -> tuple[str, str, int]:
        """When it spoke last."""
        return self.speeches[-1].fact.time

    def rank(self) -> tuple[int, int, tuple[str, str, int]]:
        """For sorting: those heard in most items first, then those who say most, then the earliest."""
        items = {one.fact.item.key for one in self.speeches}
        return -len(items), -len(self.speeches), self.speeches[0].fact.time


def voices(state: StoryState, said: Speaking, taken: Collection[Fact]) -> Perspectives:
    """The voices of a version.

    Args:
        state: what the story's items say.
        said: who says what in them.
        taken: the facts that other sections quote.
    """
    last = state.last.version if state.last else None
    records = _records(said, state)
    writing = _Writing(state, said.roles, taken)
    held = last.perspectives if last else ()
    by_voice = {voice.id: _of(voice, records) for voice in held}
    staying, departed = _departures(held, by_voice, len(records), last, state.phrases)
    for voice in staying:
        assert last
        writing.carry(voice, by_voice[voice.id], last)
    known = {record.name for record in by_voice.values() if record}
    new = sorted((one for one in records.values() if one.name not in known), key=_SpeakerRecord.rank)
    writing.introduce(new, min(MOST_NEW, MOST_VOICES - len(writing.voices)), {voice.id for voice in held})
    names = {record.name: voice.id for voice in writing.voices for record in records.values() if _is(voice, record.name)}
    return Perspectives(tuple(writing.voices), departed, frozenset(writing.used), names)


def _records(said: Speaking, state: StoryState) -> dict[str, _SpeakerRecord]:
    found: dict[str, list[Speech]] = {}
    for one in said.speeches:
        if one.fact not in state.gone or state.gone[one.fact].kind != "correction":
            found.setdefault(one.name, []).append(one)
    return {name: _SpeakerRecord(name, spoken) for name, spoken in found.items()}


def _is(voice: Voice, name: str) -> bool:
    return plain_name(voice.voice) == plain_name(name) or voice.id == ids.slug(name)


def _of(voice: Voice, records: Mapping[str, _SpeakerRecord]) -> _SpeakerRecord | None:
    """The record of a voice of the last version."""
    return next((record for name, record in records.items() if _is(voice, name)), None)


def _departures(
    held: Sequence[Voice], by_voice: Mapping[str, _SpeakerRecord | None], heard: int, last: Version | None, say: Cues
) -> tuple[tuple[Voice, ...], tuple[DepartedVoice, ...]]:
    """The voices that stay, and those silent for longest that make room for others, with the reason."""
    waiting = heard - sum(record is not None for record in by_voice.values())
    surplus = len(held) + min(waiting, MOST_NEW) - MOST_VOICES
    silent = [voice for voice in held if _is_silent(voice, say) and not _spoke_since(by_voice[voice.id], last)]
    silent.sort(key=lambda voice: (record.newest if (record := by_voice[voice.id]) else ("", "", 0), voice.id))
    leaving = {voice.id for voice in silent[: max(surplus, 0)]}
    staying = tuple(voice for voice in held if voice.id not in leaving)
    return staying, tuple(DepartedVoice(voice.id, voice.evolution) for voice in held if voice.id in leaving)


def _is_silent(voice: Voice, say: Cues) -> bool:
    """Whether its evolution already says that it has said nothing new."""
    return silence(say).fullmatch(voice.evolution) is not None


def _has_news(voice: Voice, record: _SpeakerRecord, last: Version, say: Cues) -> bool:
    """Whether it has said something that the last version does not tell."""
    newest = record.speeches[-1].fact.item.key
    is_told = newest in cited(f"{voice.view}\n{voice.evolution}")
    return not is_told and (not _is_silent(voice, say) or _spoke_since(record, last))


def _spoke_since(record: _SpeakerRecord | None, last: Version | None) -> bool:
    return bool(record and last and record.newest[0] > last.published)


class _Writing:
    """Writes voices, one after the other, so that none quotes what another one does."""

    def __init__(self, state: StoryState, roles: Mapping[str, str], taken: Collection[Fact]) -> None:
        self.state = state
        self.say = state.phrases
        self.roles = roles
        self.taken = set(taken)
        """The facts that are quoted."""
        self.used: set[Fact] = set()
        """Those of them that voices quote."""
        self.voices: list[Voice] = []
        """The voices that are written."""

    def _add(self, voice: Voice, facts: Iterable[Fact]) -> None:
        quoted = set(facts)
        self.voices.append(voice)
        self.used |= quoted
        self.taken |= quoted

    def carry(self, voice: Voice, record: _SpeakerRecord | None, last: Version) -> None:
        """A voice of the last version, with what it says now."""
        quoted = _quoted(voice, record)
        voice = replace(voice, role=voice.role or (self.roles.get(record.name) if record else None))
        if record and _has_news(voice, record, last, self.say):
            since = max((fact.time[:2] for fact in quoted), default=("", ""))
            view = self._view([one for one in record.speeches if one.fact.time[:2] > since])
            if view and _is_ours(voice, record):
                self._put(voice, record, view)
                return
            if evolution := self._now(record, view or record.speeches[-1]):
                self._add(replace(voice, evolution=evolution[0]), (*quoted, *evolution[1]))
                return
        silent = voice.evolution if _is_silent(voice, self.say) else self.say.say("no_new_statement", version=last.version)
        self._add(replace(voice, evolution=silent), quoted)

    def introduce(self, records: Iterable[_SpeakerRecord], most: int, taken_ids: Collection[str]) -> None:
        """New voices, as many as there is room for."""
        for record in records:
            view = self._view(record.speeches) if most > 0 else None
            if view and self._is_current(view, record) and ids.slug(record.name) not in taken_ids:
                self._put(Voice(ids.slug(record.name), record.name, self.roles.get(record.name)), record, view)
                most -= 1

    def _is_current(self, view: Speech, record: _SpeakerRecord) -> bool:
        """Whether a view is word for word, or from the newest item in which the voice says what still holds."""
        holds = [one.fact for one in record.speeches if one.fact not in self.state.gone]
        return bool(spoken_words(view.fact)) or (bool(holds) and holds[-1].item is view.fact.item)

    def _put(self, voice: Voice, record: _SpeakerRecord, view: Speech) -> None:
        """A voice with a view, and how it came to it."""
        beside = self._beside(record, view)
        said = spoken_words(view.fact)
        words = beside[0].words if beside else last_clause(said)
        evolution = self._then_now(record, (beside or [view])[0], words if words != said else "")
        text, facts = evolution or (self.say.say("new_voice"), ())
        self._add(replace(voice, view=_view_line(view), evolution=text), (view.fact, *facts))

    def _view(self, speeches: Sequence[Speech]) -> Speech | None:
        """What a voice says in its newest item that can be quoted: what it says word for word before other sentences."""
        stands = [one for one in speeches if one.fact not in self.state.gone or spoken_words(one.fact)]
        free = [one for one in stands if one.fact not in self.taken and _view_line(one)]
        return _by_worth([one for one in free if one.fact.item is free[-1].fact.item])[0] if free else None

    def _beside(self, record: _SpeakerRecord, view: Speech) -> list[Speech]:
        """What else it says in the item of its view that is free and does not hang on other sentences."""
        shown = view.fact
        every = [one for one in record.speeches if one.fact.item is shown.item and one.fact is not shown]
        free = [one for one in every if one.fact.before is None and one.fact not in self.taken]
        return [one for one in free if len(one.words.split()) >= LEAST_WORDS]

    def _then_now(self, record: _SpeakerRecord, newest: Speech, words: str) -> tuple[str, tuple[Fact, ...]] | None:
        """The first position and the newest side by side, with the facts; None if it said nothing earlier.

        Without words for the newest, it refers to the view, so that nothing is quoted twice.
        """
        first = self._first(record, newest)
        if not first:
            return None
        day, year = first.fact.day, newest.fact.day[:4]
        then = self.say.day(day) if day.startswith(year) else self.say.date(day)
        was = _cited(self.say, "said_then", first, first.words, then=then)
        is_now = _cited(self.say, "says_now", newest, words) if words else ""
        is_now = is_now or self.say.say("says_above")
        return (f"{was}\n{is_now}", (first.fact, newest.fact)) if was else None

    def _now(self, record: _SpeakerRecord, newest: Speech) -> tuple[str, tuple[Fact, ...]] | None:
        """What a voice says now, if its view stays as it is; before that its first position, if it is another."""
        alone = _cited(self.say, "says_now", newest, newest.words)
        return self._then_now(record, newest, newest.words) or ((alone, (newest.fact,)) if alone else None)

    def _first(self, record: _SpeakerRecord, newest: Speech) -> Speech | None:
        """The earliest statement on the same matter; if there is none, the earliest; a refusal that was given up comes first."""
        earlier = [one for one in record.speeches if len(one.fact.day) == _DAY and one.fact.day < newest.fact.day]
        free = [one for one in earlier if one.fact not in self.taken or spoken_words(one.fact)]
        item = [one for one in self.state.facts if one.item is newest.fact.item]
        refused = [one for one in free if one.fact.finds("denial")] if any(map(_is_turn, item)) else []
        same = [one for one in free if self.state.weights.overlap(one.fact.topic, newest.fact.topic) >= SAME_MATTER]
        found = refused or same or free
        return _by_worth([one for one in free if one.fact.item is found[0].fact.item])[0] if found else None


def _is_turn(fact: Fact) -> bool:
    return fact.finds("denial") or fact.finds("reversal") or fact.finds("decision")


def _by_worth(speeches: Iterable[Speech]) -> list[Speech]:
    """The statements of one item: what is said word for word first, then what can stand alone, in the order of the text."""
    return sorted(
        speeches, key=lambda one: (not spoken_words(one.fact), one.fact.before is not None, not one.fact.figures, one.fact.place)
    )


def _view_line(speech: Speech) -> str:
    """A statement as a line of a view; empty if it hangs on another sentence or cannot be quoted.

    Direct speech needs nothing before it, because the voice has its name above it.
    """
    hangs = speech.fact.before is not None and not spoken_words(speech.fact)
    written = None if hangs else line((speech.fact,))
    return written.text if written else ""


def _cited(say: Cues, phrase: str, speech: Speech, words: str, **values: str) -> str:
    """A sentence that quotes a part of what somebody says; empty if the words would break it."""
    return cited_part(lambda what: say.say(phrase, 1, what=what, **values), words, speech.fact)


def _quoted(voice: Voice, record: _SpeakerRecord | None) -> tuple[Fact, ...]:
    """The facts that a voice's view quotes."""
    spoken = record.speeches if record else ()
    return tuple(one.fact for one in spoken if quotation(one.fact.statement) in voice.view)


def _is_ours(voice: Voice, record: _SpeakerRecord) -> bool:
    """Whether every sentence of a view is one that this writer writes; else a model or an editor wrote it."""
    ours = {_view_line(one) for one in record.speeches}
    return all(one in ours for one in voice.view.splitlines())
