"""Offices and roles: what somebody is, in the words of the items, wherever a story tells it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.core.text.named import ends_with_office, is_body, parse
from dateline.core.text.speakers import Speaker
from dateline.desk.extractive.facts import Fact

MOST_WORDS = 9
"""The most words of a role."""
_STEM = 4
"""How many letters of two words are the same, if they are of one office: "leads", "leader"."""

_SPEAKS_FOR = re.compile(r"\b(?:[Aa]n?|[Tt]he)\s(?P<role>(?:\w+\s)?spokes(?:man|woman|person)\s(?:for|of)\s[^,]{2,60}),\s")
_CAPITALS = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)+"
_OFFICE_SAYS = re.compile(
    r"(?:^|[”\"’]\s|,\s)the\s(?P<office>[a-z][\w'’ -]{2,60}?)\s(?:said|says|told|warned|added|insisted)\b", re.IGNORECASE
)
_WHO = re.compile(r"^(?:who|der|die|qui|que)\s")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_LITTLE = frozenset("the for and who von der des die las los del les".split())


def fuller(who: Speaker, words: str) -> Speaker:
    """The person, if a sentence names a body and the person who speaks for it: "a spokeswoman for the firm, Ann Lee, said"."""
    speaks = _SPEAKS_FOR.search(words)
    named = re.match(_CAPITALS, words[speaks.end() :]) if speaks and who.name in speaks["role"] else None
    return Speaker(named[0], speaks["role"]) if speaks and named and not is_body(named[0]) else who


def roles_of(facts: Sequence[Fact], names: Iterable[str], told: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Name → the fullest role that the facts tell; without a name that has none.

    Args:
        facts: the facts, by time.
        names: the full names.
        told: names, perhaps only surnames, with the roles that stand beside what they say.
    """
    found: dict[str, str] = {}
    for name in names:
        beside = [role for who, role in told if role and who == name]
        every = [one for one in (*beside, *_written(facts, name)) if 0 < len(one.split()) <= MOST_WORDS]
        if every:
            found[name] = _capital(max(every, key=_fullness))
    return found


def _fullness(role: str) -> int:
    return len(role.split())


def _capital(role: str) -> str:
    return role[:1].upper() + role[1:]


def _written(facts: Iterable[Fact], name: str) -> Iterator[str]:
    """The roles that stand next to a name: before it, in "of the union", or in "who chairs the group"."""
    for fact in (one for one in facts if name in one.words):
        for at in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", fact.words):
            before, after = fact.words[: at.start()], fact.words[at.end() :]
            office = _office_before(before, name, fact)
            belongs = re.match(r"\s(?:of|von|de|du|del)\s(?:[\w'’-]+\s?){1,6}", after) if fact.cues.language == "en" else None
            place = _up_to_a_verb(belongs[0]) if belongs else ""
            yield f"{office} {place}".strip() if office and place else office or re.sub(r"^of\s(?:the\s)?", "", place)
            yield _heads(fact, after)


def _office_before(before: str, name: str, fact: Fact) -> str:
    """The office right before a name, as in "Health minister Paul Brandt"."""
    words = re.split(r"[,;:.“”\"]\s?", before)[-1].split()
    if re.search(r"\b(?:its|their)\s[^,;:]*$", before):
        return ""
    for first in range(max(0, len(words) - 5), len(words)):
        found = parse(f"{' '.join(words[first:])} {name}")
        if found and found.name == name and found.role and not fact.cues.finds("says", found.role):
            return found.role
    return ""


def _up_to_a_verb(phrase: str) -> str:
    """A phrase "of the …" up to the last word that may belong to it: a name, or a noun before "in" and a name."""
    kept = re.match(
        r"\sof\s(?:the\s)?(?:[a-z][\w-]*['’]s\s[a-z]+(?:\s(?:in|of)\s[A-Z]\w+)?|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*)", phrase
    )
    return kept[0].strip() if kept else ""


def _heads(fact: Fact, after: str) -> str:
    """What somebody heads, right after the name: ", who chairs the group"."""
    for start, end in fact.cues.places("heads", after):
        if re.fullmatch(r",?\s(?:\w+\s)?", after[:start]):
            rest = re.match(r"[^,;.:“”\"]{2,60}", after[end:])
            said = re.split(r"\s(?:said|says|has|had|defends|sagte|a|ha)\b", rest[0])[0] if rest else ""
            return _WHO.sub("", f"{after[start:end]}{said}".strip())
    return ""


def same_office(role: str, other: str) -> bool:
    """Whether two roles may be one: the shorter one says nothing that the other does not: "minister", "health minister"."""
    a, b = _stems(role), _stems(other)
    return bool(a and b) and (a <= b or b <= a)


def _stems(role: str) -> frozenset[str]:
    return frozenset(word.casefold()[:_STEM] for word in _WORDS.findall(role) if word.casefold() not in _LITTLE)


def by_office(words: str, offices: Mapping[str, str]) -> str:
    """The only person with the office that speaks in a sentence; empty if none is clear."""
    said = _OFFICE_SAYS.search(words)
    if not said or not ends_with_office(said["office"]):
        return ""
    fits = [name for name, role in offices.items() if _stems(said["office"]) <= _stems(role)]
    return fits[0] if len(fits) == 1 else ""
