"""A rule about persons: somebody with the same surname is somebody else."""

import re
from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.core.sentences import Claim
from dateline.core.text import names
from dateline.core.text.named import parse
from dateline.core.text.saying import any_of
from dateline.core.text.tables import ALWAYS_SAY, OFFICES, SAY_BEFORE_WORDS, SHORT_OFFICES

_FULL = 2
"""How many words the name of a person has at least: a given name and a surname."""
_MOST = 4
_DID = any_of(
    ALWAYS_SAY
    | SAY_BEFORE_WORDS
    | frozenset(
        "resigned died retired testified married has had who was is will would did does leads led chairs heads runs".split()
    )
)
_DOES = re.compile(rf",?\s{_DID}(?!\w)|,\s(?:an?|the|who)\s")
_OFFICE = re.compile(rf"(?<!\w)(?:{any_of(OFFICES)}|(?-i:{any_of(SHORT_OFFICES)}))\s$", re.IGNORECASE)
_GIVEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")


def check_surname_shared(context: VersionContext) -> Iterator[Objection]:
    """A person whose given name no cited source has, while a cited one has somebody else with that surname.

    Looked up by surname alone, a sister, a namesake or an invented given name passes for the person in the report.

    Correct the given name, or cite a source that names this person.
    """
    for claim in context.claims:
        cited = [context.source_texts[key] for key in claim.sources if key in context.source_texts]
        for name in claim.said.names if claim.keys else ():
            if (other := _other_bearer(name, claim, cited)) and other != name:
                message = f'"{name}" is not in the sources cited, which have "{other}"'
                hint = "Correct the given name, or cite a source that names this person."
                yield Objection(claim.at, claim.sentence, message, hint)


def _other_bearer(name: str, claim: Claim, cited: list[SourceText]) -> str:
    """Another person with this surname in the sources cited; empty if there is none or they have the given name too."""
    person = parse(name)
    words = person.name.split() if person and not person.is_body else []
    if not _FULL <= len(words) <= _MOST or not _GIVEN.fullmatch(words[0]):
        return ""
    given, surname = words[0].casefold(), words[-1].casefold()
    if any(given in source.body.tokens for source in cited):
        return ""
    for source in cited:
        if surname in source.body.tokens and (found := _bearer(given, surname, source)):
            return found if _is_person(" ".join(words), claim.text) or _is_person(found, source) else ""
    return ""


def _bearer(given: str, surname: str, source: SourceText) -> str:
    """The first person in a source with this surname and another given name; empty if the source has only the surname."""
    for text in (*source.words, source.full_text):
        for full in names(text):
            person = parse(full)
            words = person.name.split() if person and not person.is_body else []
            if (
                len(words) >= _FULL
                and words[0][0].isupper()
                and words[-1].casefold() == surname
                and _is_other(given, words[0].casefold())
            ):
                return " ".join(words)
    return ""


def _is_other(given: str, other: str) -> bool:
    """Whether two given names are not forms of one: an initial, a short form, a spelling with one more letter."""
    short, long = sorted((given.strip("."), other.strip(".")), key=len)
    return not long.startswith(short)


def _is_person(name: str, where: str | SourceText) -> bool:
    """Whether the words around a name are those around a person's: an office before it, a verb of saying after it."""
    texts = (where,) if isinstance(where, str) else (*where.words, where.full_text)
    found = ((text, match) for text in texts for match in re.finditer(re.escape(name), text))
    return any(_OFFICE.search(text[: match.start()]) or _DOES.match(text, match.end()) for text, match in found)


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("surname-shared", "warning", "judgement", check_surname_shared, softens=True, harm="figure"),
)
