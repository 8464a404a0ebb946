"""A rule about persons: somebody with the same surname is somebody else."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.core.sentences import Claim
from dateline.core.text.mentions import roots
from dateline.core.text.named import is_body, parse
from dateline.core.text.offices import is_office
from dateline.core.text.saying import any_of
from dateline.core.text.stop_words import STOP_WORDS
from dateline.core.text.tables import (
    ADVERBS,
    ALWAYS_SAY,
    DAYS,
    FORMER,
    MONTHS,
    NATIONALITIES,
    NEVER_OPEN_A_NAME,
    OFFICES,
    PARTICLES,
    SAY_BEFORE_WORDS,
    SHORT_OFFICES,
)

_FULL = 2
"""How many words the name of a person has at least: a given name and a surname."""
_MOST = 4
_LEAST_SHARED = 2
_REPORTS = 0.4
"""The share of a claim's words, without the name, that a sentence must have to report it."""
_ALIKE = 0.75
"""Two given names this similar are spellings of one: Mohammed, Muhammad."""
_DID = any_of(
    ALWAYS_SAY
    | SAY_BEFORE_WORDS
    | frozenset(
        "resigned died retired testified married has had who was is will would did does leads led chairs heads runs".split()
    )
)
_DOES = re.compile(rf",?\s{_DID}(?!\w)|,\s(?:an?|the|who)\s")
_OFFICE = re.compile(rf"(?<!\w)(?:{any_of(OFFICES)}|(?-i:{any_of(SHORT_OFFICES)}))\s$", re.IGNORECASE)
_NO_GIVEN_NAMES = (NEVER_OPEN_A_NAME | ADVERBS | DAYS | MONTHS | NATIONALITIES | FORMER).union(
    *(words.split() for words in STOP_WORDS.values())
)
_IN_FULL = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "dick": "richard", "rick": "richard", "jim": "james",
    "jack": "john", "liz": "elizabeth", "beth": "elizabeth", "betty": "elizabeth", "peggy": "margaret", "meg": "margaret",
    "ted": "edward", "ned": "edward", "tony": "anthony", "kate": "katherine", "harry": "henry", "larry": "lawrence",
    "hans": "johannes", "sepp": "josef", "pepe": "jose", "paco": "francisco", "joe": "joseph", "mike": "michael",
}  # fmt: skip
"""Short forms that the full name does not begin with → the full name."""
_GIVEN = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")


def check_surname_shared(context: VersionContext) -> Iterator[Objection]:
    """A person whose given name no cited source has, while a cited one has somebody else with that surname.

    Looked up by surname alone, a sister, a namesake or an invented given name passes for the person in the report.

    Correct the given name, or cite a source that names this person.
    """
    for claim in context.claims:
        cited = context.known(claim.sources)
        for name in claim.said.names if claim.keys else ():
            if other := _other_bearer(name, claim, cited):
                message = f'"{name}" is not in the sources cited, which have "{other}"'
                hint = "Correct the given name, or cite a source that names this person."
                yield Objection(claim.at, claim.sentence, message, hint)


def _other_bearer(name: str, claim: Claim, cited: list[SourceText]) -> str:
    """Another person with this surname in the sources cited; empty if they name no other, or this one too."""
    person = parse(name)
    words = (person.name if person else name).split()
    while len(words) > _FULL and _is_no_given_name(words[0]):
        words = words[1:]
    if (
        not _FULL <= len(words) <= _MOST
        or is_body(" ".join(words))
        or not _GIVEN.fullmatch(words[0])
        or _is_no_given_name(words[0])
    ):
        return ""
    if any(words[0].casefold() in source.body.tokens for source in cited):
        return ""
    found = ((source, other) for source in cited if (other := _bearer(words[0], words[-1], source)))
    others = ((source, other) for source, other in found if other.split()[0] not in words)
    return next((other for source, other in others if _is_meant(" ".join(words), other, claim, source)), "")


def _bearer(given: str, surname: str, source: SourceText) -> str:
    """The first person in a source with this surname and another given name; empty if the source has only the surname."""
    between = rf"(?:(?:[A-Z]\.|{any_of(PARTICLES)})\s)*(?:[\w'’]+-)?"
    person = re.compile(rf"(?<![\w'’-])(?P<given>[^\W\d_a-z][\w'’-]+\.?)\s{between}{re.escape(surname)}(?![\w-])")
    for text in (*source.words, source.full_text):
        for match in person.finditer(text):
            if not _is_no_given_name(match["given"]) and not _is_form_of(given, match["given"]):
                return match[0]
    return ""


def _is_no_given_name(word: str) -> bool:
    plain = word.casefold()
    return plain[1:2] in ("'", "’") or plain.endswith(("'s", "’s")) or plain in _NO_GIVEN_NAMES or is_office(word)


def _is_form_of(a: str, b: str) -> bool:
    """Whether two given names may be one: an initial, a short form, another spelling."""
    short, long = sorted((_IN_FULL.get(one, one) for one in (a.casefold().strip("."), b.casefold().strip("."))), key=len)
    return long.startswith(short) or SequenceMatcher(None, short, long).ratio() >= _ALIKE


def _is_meant(name: str, other: str, claim: Claim, source: SourceText) -> bool:
    """Whether both are persons, or the source says of the other one what the claim says of this one."""
    if _is_person(name, claim.text) or any(_is_person(other, text) for text in (*source.words, source.full_text)):
        return True
    words = claim.said.roots - roots(name)
    shared = (len(words & one.roots) for one in source.sentences if other in one.text)
    return max(shared, default=0) >= max(_LEAST_SHARED, _REPORTS * len(words))


def _is_person(name: str, text: str) -> bool:
    """Whether the words around a name are those around a person's: an office before it, a verb of saying after it."""
    found = re.finditer(re.escape(name), text)
    return any(_OFFICE.search(text[: match.start()]) or _DOES.match(text, match.end()) for match in found)


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("surname-shared", "warning", "judgement", check_surname_shared, softens=True, harm="figure"),
)
