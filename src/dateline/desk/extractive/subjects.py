"""Who speaks in German, French and Spanish sentences: a name right beside a verb of saying from the language's table."""

import re
from collections.abc import Iterator, Sequence

from dateline.core.text.language import LITTLE_WORDS
from dateline.core.text.speakers import Speaker
from dateline.desk.extractive.facts import Fact

_QUOTED = re.compile(r"[„“«\"‘][^„“”«»\"‘’]*[“”»\"’]")
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_PARTICLES = ("van", "von", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "bin", "ibn", "ter", "ten", "af")
_PARTICLE = "|".join(_PARTICLES)
_NAME = rf"{_CAPITAL}(?:\s(?:(?:{_PARTICLE})\s)?{_CAPITAL}){{1,3}}"
_AFTER = re.compile(rf",?\s(?P<office>(?:[a-zà-ÿ][\w'’-]*,?\s){{0,6}}?)(?P<name>{_NAME}|{_CAPITAL})(?!\w)")
_BEFORE = re.compile(rf"(?P<office>(?:[^,;:]{{3,60}},\s)?)(?P<name>{_NAME}|{_CAPITAL}),?\s(?:[a-zà-ÿ']+\s){{0,2}}$")
_PRONOUN = re.compile(r"(?:^|[\s-])(?:er|il|elle|él|ella)(?=\s|$)")
_ARTICLE = re.compile(
    r"^(?:(?:der|die|das|ihre?|seine?|unsere?|le|la|les|notre|leur|son|sa|el|los|las|su|nuestr[oa])\s|l['’])", re.IGNORECASE
)


def subjects(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Speaker]]:
    """The facts of one item that a person says, with the person.

    Args:
        facts: the facts of the item, in the order of its text.
    """
    named: list[str] = []
    for fact in facts:
        bare = _QUOTED.sub("“", fact.words)
        little = LITTLE_WORDS.get(fact.cues.language, "").split()
        for start, end in reversed(list(fact.cues.places("says", bare))):
            who = _beside(bare, start, end, named, little)
            if who:
                named.append(who.name)
                yield fact, who
                break


def _beside(bare: str, start: int, end: int, named: Sequence[str], little: Sequence[str]) -> Speaker | None:
    """The person whose name stands right after or before a verb, or whom a pronoun there means."""
    for found in filter(None, (_BEFORE.search(bare[:start]), _AFTER.match(bare, end))):
        if who := _person(found["name"], found["office"], named, little):
            return who
    beside = f"{bare[max(0, start - 8) : start]} {bare[end : end + 6]}"
    return Speaker(named[-1]) if named and _PRONOUN.search(beside) else None


def _person(name: str, office: str, named: Sequence[str], little: Sequence[str]) -> Speaker | None:
    """A person; the first of three capitalised words is an office, and one word alone is the surname of somebody named."""
    words = name.split()
    if words[0].casefold() in little:
        return None
    if len(words) > 2 and not any(word in _PARTICLES for word in words):  # noqa: PLR2004  # a given name and a surname
        office, words = f"{office}{' '.join(words[:-2])}", words[-2:]
    if len(words) == 1:
        return next((Speaker(one) for one in reversed(named) if one.endswith(f" {words[0]}")), None)
    role = _ARTICLE.sub("", office.strip(" ,"))
    return Speaker(" ".join(words), role or None)
