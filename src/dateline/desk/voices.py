"""The voices of a version: named persons and bodies, what they said, and how their position changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dateline.core import ids
from dateline.core.model import Item, Version, Voice
from dateline.core.outlets import outlet
from dateline.core.text import fold, quotations
from dateline.core.text.speakers import Speaker
from dateline.desk.sentence_speakers import full_name, people, sentence_speakers
from dateline.desk.statements import Statement, attributed

MOST_NEW = 8
MOST_STATEMENTS = 2
"""The most statements of one voice that a version adds."""

_TITLE = r"(?:(?:Dr|Mrs?|Ms|Prof|Sir|Dame)\.?\s)+"
_CLEAN = re.compile(r"[^\W\d_][\w.'’&-]*(?: [\w.'’&-]+){0,7}")


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement and who speaks in it."""

    name: str
    """The speaker's name, without office or title."""
    role: str | None
    """The office or the aside in the sentence."""
    statement: Statement
    """The sentence."""

    @property
    def said(self) -> tuple[str, ...]:
        """The speaker's quoted words, folded for comparison; the whole sentence if there are none."""
        return tuple(fold(words).rstrip(",.") for words in quotations(self.statement.words)) or (self.statement.folded,)

    @property
    def voice(self) -> str:
        """The name with the title in the sentence: "Dr. Smith"."""
        titled = re.search(rf"\b{_TITLE}{re.escape(self.name)}(?!\w)", self.statement.words)
        return titled[0] if titled else self.name


def _untitled(name: str) -> str:
    return re.sub(rf"^{_TITLE}", "", name)


def _spoken_in(statement: Statement, read: dict[Item, tuple[tuple[str, tuple[Speaker, ...]], ...]]) -> tuple[Speaker, ...]:
    if statement.is_headline:
        return ()
    if statement.item not in read:
        read[statement.item] = tuple(sentence_speakers(statement.item))
    return next((who for sentence, who in read[statement.item] if sentence.startswith(statement.words)), ())


def speeches(statements: Iterable[Statement], known: Iterable[str] = ()) -> tuple[Speech, ...]:
    """Each statement with each named speaker in it; repeated words count once.

    Args:
        statements: what the items say.
        known: full names; a single surname is completed from its item or, if only one fits, from all items and these names.
    """
    read: dict[Item, tuple[tuple[str, tuple[Speaker, ...]], ...]] = {}
    said = [(statement, who) for statement in statements for who in _spoken_in(statement, read)]
    full = {name for item in read for name in people(item.text)}.union(map(_untitled, known))
    found: dict[tuple[str, tuple[str, ...]], Speech] = {}
    for statement, who in said:
        name = full_name(who.name, full)
        if name and _CLEAN.fullmatch(name) and len(name) > 2 and ids.slug(name):  # noqa: PLR2004  # initials are not a name
            speech = Speech(name, who.role, statement)
            found.setdefault((name, speech.said), speech)
    return tuple(found.values())


def _view(view: str, spoken: Iterable[Speech]) -> str:
    lines = (attributed(one.statement, f"Quoted in {outlet(one.statement.item)}:") for one in spoken)
    return "\n".join(filter(None, (view, *lines)))


def _kept(voice: Voice, last: Version) -> Voice:
    """A voice that has said nothing new."""
    is_silent = voice.evolution.startswith("No new statement since")
    return voice if is_silent else replace(voice, evolution=f"No new statement since v{last.version}.")


def _moved(voice: Voice, spoken: list[Speech]) -> Voice:
    """A voice that spoke again: its earlier words stay, and the new ones follow."""
    newest = max(spoken, key=lambda one: (one.statement.item.day, one.statement.item.key)).statement.item
    when = f" on {newest.day}" if newest.day else ""
    view = fold(voice.view)
    fresh = [one for one in spoken if not all(words in view for words in one.said)][:MOST_STATEMENTS]
    how = "Spoke again" if fresh else "Restated"
    return replace(voice, view=_view(voice.view, fresh), evolution=f"{how}{when} [@{newest.key}].")


def _new(voice_id: str, spoken: list[Speech]) -> Voice:
    role = next((one.role for one in spoken if one.role), None)
    view = _view("", spoken[:MOST_STATEMENTS])
    return Voice(voice_id, spoken[0].voice, role, view, "New voice.")


def voices(statements: Iterable[Statement], last: Version | None) -> tuple[Voice, ...]:
    """The voices of a version: those of the last version, changed or not, then the new ones in the order they speak.

    Args:
        statements: what the new items say, the most important first; those that cannot be quoted in a view are left out.
        last: the previous version.
    """
    by_id: dict[str, list[Speech]] = {}
    before = {fold(_untitled(voice.voice)): voice.id for voice in last.perspectives} if last else {}
    for speech in speeches(statements, (voice.voice for voice in last.perspectives) if last else ()):
        if _view("", [speech]):
            by_id.setdefault(before.get(fold(speech.name), ids.slug(speech.name)), []).append(speech)
    carried = tuple(
        _moved(voice, by_id.pop(voice.id)) if voice.id in by_id else _kept(voice, last)
        for voice in (last.perspectives if last else ())
        if last
    )
    return carried + tuple(_new(voice_id, spoken) for voice_id, spoken in list(by_id.items())[:MOST_NEW])
