"""Who says a fact: the person or body that speaks in it, found in its sentence, in its item, or by an office."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.core import ids
from dateline.core.cues import CueGroup
from dateline.core.outlets import outlet
from dateline.core.text import fold, quotations
from dateline.core.text.mentions import roots
from dateline.core.text.named import parse
from dateline.core.text.saying import any_of
from dateline.core.text.speakers import Speaker
from dateline.core.text.tables import ALWAYS_SAY
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.roles import by_office, fuller, roles_of, same_office
from dateline.desk.extractive.subjects import subjects
from dateline.desk.sentence_speakers import full_name, people, sentence_speakers

_CLEAN = re.compile(r"[^\W\d_][\w.'’&-]*(?: [\w.'’&-]+){0,7}")
_TITLES = re.compile(r"^(?:(?:Dr|Mrs?|Ms|Prof|Professor|Sir|Dame|The)\.?\s)+", re.IGNORECASE)
_SHORTEST = 3
"""The fewest letters of a name; fewer are initials."""
_POSITIONS: tuple[CueGroup, ...] = ("expects", "denial", "decision", "reversal")
_NEAR = 16
"""The most characters between a name and the cue for what it does."""
_SAID = re.compile(rf"{any_of(ALWAYS_SAY)}\s(?:(?:\w+\s){{0,3}}that\s)?")
_LEAST_ROOTS = 2
_CLAUSE = re.compile(r"(?:[,;:]\s(?:(?:but|so|and|aber|mais|pero)\s)?|\s[-–—]\s)")
LEAST_WORDS = 4
"""The fewest words of a part of a sentence that is quoted alone."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A fact and who says it."""

    name: str
    """The full name, without office."""
    fact: Fact
    """The fact."""

    @property
    def words(self) -> str:
        """What is said: the words in quotation marks if there are any, else the sentence without its speaker, if he frames it."""
        return spoken_words(self.fact) or _without_speaker(self.fact.words, self.name)


@dataclass(frozen=True)
class Speaking:
    """Who says what in a story."""

    speeches: tuple[Speech, ...]
    """Everything that somebody says, by time."""
    roles: Mapping[str, str]
    """Name → office or role, as the items tell it."""

    @cached_property
    def by_fact(self) -> dict[Fact, str]:
        """Fact → who says it, or the first of them."""
        return {one.fact: one.name for one in reversed(self.speeches)}


def spoken_words(fact: Fact) -> str:
    """The longest words of a fact in quotation marks; empty if there are none."""
    return max(quotations(fact.words), key=len, default="").rstrip(",.")


def _without_speaker(words: str, name: str) -> str:
    who = rf"(?:{re.escape(name)}|{re.escape(name.rpartition(' ')[2])})"
    if opens := re.match(rf"(?:[\w'’-]+\s){{0,3}}?{who}\s(?=[a-zà-ÿ])(?!of\s)", words):
        rest = words[opens.end() :]
        said = _SAID.match(rest)
        return rest[said.end() :] if said else rest
    closes = re.search(rf",\s(?:[\w'’-]+\s){{0,4}}{who}(?:\s[\w'’-]+){{0,6}}$", words)
    return words[: closes.start()] if closes else words


def last_clause(words: str) -> str:
    """The last clause of what somebody says, if it has enough words; else all of it."""
    start = max((one.end() for one in _CLAUSE.finditer(words) if len(words[one.end() :].split()) >= LEAST_WORDS), default=0)
    return words[start:]


def plain_name(name: str) -> str:
    """A name for comparison, without office, title and article."""
    return fold(_bare(name))


def _bare(name: str) -> str:
    parsed = parse(name)
    return parsed.name if parsed else _TITLES.sub("", name)


def speaking(facts: Iterable[Fact], known: Iterable[str] = ()) -> Speaking:
    """Who says what.

    Args:
        facts: the facts of a story.
        known: the names of earlier voices.
    """
    in_order = sorted((one for one in facts if one.is_report and not one.statement.is_headline), key=lambda one: one.time)
    found = [(fact, who) for by_item in _by_item(in_order) for fact, who in _said(by_item)]
    everybody = _everybody(found, in_order, known)
    offices = roles_of(in_order, everybody, [(who.name, _own_role(fact, who)) for fact, who in found])
    said: dict[tuple[str, Fact], Speech] = {}
    for fact, who in (*found, *_by_their_office(in_order, found, offices), *_acts(in_order, found, known)):
        name = _whole(who, everybody, offices)
        if name and not _is_the_outlet(name, fact) and _says_something(name, fact):
            said.setdefault((name, fact), Speech(name, fact))
    return Speaking(tuple(sorted(said.values(), key=lambda one: (one.fact.time, one.name))), offices)


def _by_item(facts: Iterable[Fact]) -> list[list[Fact]]:
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(fact.item.key, []).append(fact)
    return list(grouped.values())


def _said(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Speaker]]:
    """The facts of one item that somebody says, with the speakers."""
    item = facts[0].item
    if facts[0].cues.language != "en":
        yield from subjects(facts)
        return
    # What only the page has comes after what the feed gave.
    beyond = " ".join(f"{fact.words}." for fact in facts if fact.words not in " ".join(item.text.split()))
    read = tuple(sentence_speakers(replace(item, text=f"{item.text}\n\n{beyond}".strip())))
    for fact in facts:
        spoke = next((who for sentence, who in read if sentence.startswith(fact.words)), ())
        yield from ((fact, fuller(one, fact.words)) for one in spoke)


def _everybody(found: Iterable[tuple[Fact, Speaker]], facts: Iterable[Fact], known: Iterable[str]) -> tuple[str, ...]:
    """The full names in the story, sorted."""
    english = (name for fact in facts if fact.cues.language == "en" for name in people(fact.item.text))
    speak = (who.name for _, who in found if " " in who.name)
    return tuple(sorted({*english, *speak, *map(_bare, known)}))


def _by_their_office(
    facts: Iterable[Fact], found: Sequence[tuple[Fact, Speaker]], offices: Mapping[str, str]
) -> Iterator[tuple[Fact, Speaker]]:
    """The facts that somebody says who is named by an office alone, such as "the leader of the Liberals"."""
    told = {fact for fact, _ in found}
    for fact in facts:
        if fact not in told and (name := by_office(fact.words, offices)):
            yield fact, Speaker(name)


def _acts(facts: Iterable[Fact], found: Sequence[tuple[Fact, Speaker]], known: Iterable[str]) -> Iterator[tuple[Fact, Speaker]]:
    """The facts that open with somebody who speaks in the story and refuses, decides or expects something."""
    told = {fact for fact, _ in found}
    names = sorted({*(who.name for _, who in found if not who.is_pronoun), *map(_bare, known)})
    for fact in facts:
        for name in [one for one in names if one in fact.words] if fact not in told else ():
            opens = re.match(rf"(?:[\w'’-]+\s){{0,3}}{re.escape(name)}(?=\s[a-zà-ÿ])", fact.words)
            if opens and _is_position(fact, opens.end()):
                yield fact, Speaker(name)


def _is_position(fact: Fact, end: int) -> bool:
    """Whether a cue for a position stands right after a name."""
    places = (place for group in _POSITIONS for place in fact.cues.places(group, fact.words))
    return any(0 < start - end <= _NEAR for start, _ in places)


def _own_role(fact: Fact, who: Speaker) -> str:
    """The role beside what somebody says; empty if it is "its head", which tells too little elsewhere."""
    return "" if not who.role or re.search(rf"\b(?:its|their)\s{re.escape(who.role)}\b", fact.words) else who.role


def _whole(who: Speaker, everybody: Iterable[str], offices: Mapping[str, str]) -> str:
    """The full name of a speaker; empty if it is not clear, or not a name."""
    name = full_name(who.name, everybody)
    if name is None and who.role:
        fits = [one for one in everybody if one.endswith(f" {who.name}") and same_office(offices.get(one, ""), who.role)]
        name = fits[0] if len(fits) == 1 else None
    return name if name and _CLEAN.fullmatch(name) and len(name) >= _SHORTEST and ids.slug(name) else ""


def _says_something(name: str, fact: Fact) -> bool:
    """Whether a sentence has words beside the name and the verb: more than "Ann Lee asks"."""
    return bool(spoken_words(fact)) or len(fact.roots - roots(name)) >= _LEAST_ROOTS


def _is_the_outlet(name: str, fact: Fact) -> bool:
    """Whether a name is that of the outlet that reports it, perhaps without its first word."""
    published, named = plain_name(outlet(fact.item)), plain_name(name)
    return published == named or published.endswith(f" {named}")
