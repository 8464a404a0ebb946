"""Who speaks in a sentence: a named person or body with a verb of saying beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateline import ids
from dateline.desk.origins import day
from dateline.desk.reading import Statement, attributed, outlet
from dateline.model import Version, Voice
from dateline.text import fold, names

MOST_NEW = 8
MOST_STATEMENTS = 2
"""The most statements of one voice that a version adds."""

_SAYS = r"(?:said|says|told|argued|argues|warned|warns|announced|insisted|insists|stressed|claimed|claims|called|calls)"
_ASIDE = r"(?:,\s(?P<aside>(?:the|a|an|its|his|her|head|chief|who)\s[^,;:“”\"]{2,50}),|,)?"
_OFFICES = frozenset(
    "mayor president minister senator professor chancellor councillor governor judge director chair secretary commissioner "
    "captain engineer harbourmaster prime deputy vice dr mr mrs ms sir".split()
)
_TITLE = r"(?:(?:Dr|Mrs?|Ms|Prof|Sir|Dame)\.?\s)+"
_CLEAN = re.compile(r"[^\W\d_][\w.'’&-]*(?: [\w.'’&-]+){0,6}")


@dataclass(frozen=True, slots=True)
class Speech:
    """A statement and who speaks in it."""

    name: str
    """The speaker, without office and title."""
    role: str | None
    """The office or the aside that the sentence gives."""
    statement: Statement
    """The sentence."""

    @property
    def voice(self) -> str:
        """The name with the title that the sentence gives: "Dr. Smith"."""
        titled = re.search(rf"\b{_TITLE}{re.escape(self.name)}(?!\w)", self.statement.words)
        return titled[0] if titled else self.name


def _speaker(sentence: str) -> Iterator[tuple[str, str | None]]:
    for name in names(sentence):
        spoken = re.escape(name)
        found = (
            re.search(rf"\b{spoken}{_ASIDE}\s{_SAYS}\b(?!\sto\b)", sentence)
            or re.search(
                rf"\b(?:said|says)\s(?:the\s)?{spoken}(?:,\s(?P<aside>(?:the|a|an|its)\s[^,;:“”\"]{{2,50}}))?(?!\w)", sentence
            )
            or re.search(rf"\b[Aa]ccording to (?:the\s)?{spoken}(?P<aside>)(?!\w)", sentence)
        )
        if found:
            yield name, found["aside"] or None


def _without_office(name: str, aside: str | None) -> tuple[str, str | None]:
    """A name without the offices before it, and the office in words."""
    words = name.split()
    offices = 0
    while offices < len(words) - 1 and words[offices].casefold().strip(".") in _OFFICES:
        offices += 1
    office = " ".join(words[:offices]) or (aside or "").removeprefix("the ")
    return " ".join(words[offices:]), office or None


def _untitled(name: str) -> str:
    return re.sub(rf"^{_TITLE}", "", name)


def _full_name(name: str, others: Iterable[str]) -> str:
    """The longest name that ends in a surname that stands alone; the name itself where there is none or more than one."""
    longer = {other for other in others if " " not in name and other.endswith(f" {name}")}
    return longer.pop() if len(longer) == 1 else name


def speeches(statements: Iterable[Statement], known: Iterable[str] = ()) -> tuple[Speech, ...]:
    """The statements that have one speaker who is named.

    Args:
        statements: what the items say.
        known: names in full; a surname alone is completed from them and from the statements.
    """
    said = [(statement, tuple(_speaker(statement.words))) for statement in statements if not statement.is_headline]
    found = [(statement, *_without_office(*who[0])) for statement, who in said if len(who) == 1]
    full = {name for _, name, _ in found if " " in name}.union(map(_untitled, known))
    return tuple(
        Speech(_full_name(name, full), role, statement)
        for statement, name, role in found
        if _CLEAN.fullmatch(name) and len(name) > 2 and ids.slug(name)  # noqa: PLR2004  # initials are no name
    )


def _view(view: str, spoken: Iterable[Speech]) -> str:
    lines = (attributed(one.statement, f"Quoted in {outlet(one.statement.item)}:") for one in spoken)
    return "\n".join(filter(None, (view, *lines)))


def _kept(voice: Voice, last: Version) -> Voice:
    """A voice that said nothing new."""
    is_silent = voice.evolution.startswith("No new statement since")
    return voice if is_silent else replace(voice, evolution=f"No new statement since v{last.version}.")


def _moved(voice: Voice, spoken: list[Speech]) -> Voice:
    """A voice that spoke again: what it said before stands, what is new follows."""
    newest = max(spoken, key=lambda one: (day(one.statement.item), one.statement.item.key)).statement.item
    when = f" on {day(newest)}" if day(newest) else ""
    fresh = [one for one in spoken if one.statement.said not in fold(voice.view)][:MOST_STATEMENTS]
    how = "Spoke again" if fresh else "Restated"
    return replace(voice, view=_view(voice.view, fresh), evolution=f"{how}{when} [@{newest.key}].")


def _new(voice_id: str, spoken: list[Speech]) -> Voice:
    role = next((one.role for one in spoken if one.role), None)
    view = _view("", spoken[:MOST_STATEMENTS])
    return Voice(voice_id, spoken[0].voice, role, view, "New voice.")


def heard(statements: Iterable[Statement], last: Version | None) -> tuple[Voice, ...]:
    """The voices of a version: those of the last one, moved or not, then those that are new, in the order they are heard.

    Args:
        statements: what the new items say, the weightiest first; those that cannot be quoted in a view are left out.
        last: the version before.
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
