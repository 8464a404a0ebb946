"""Where the rules and the judge disagree about a sentence: people are best at deciding that."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from dateline.core.citations import plain
from dateline.core.model import Finding
from dateline.core.text.lists import counted
from dateline.flows.draft import Outcome
from dateline.flows.reviews import VersionReview

_JUDGED = ("judge-partly-supported", "judge-not-supported")
"""The findings by which the judge objects to a claim."""


class Disagreement(NamedTuple):
    """A sentence, and what each side says of it."""

    sentence: str
    """Its words, without citations."""
    at: str
    """Its path in the file."""
    findings: tuple[Finding, ...]
    """The objections of the rules, or the one of the judge if no rule objects."""
    words: str = ""
    """The words because of which the judge finds it supported; empty if it objects."""

    @property
    def data(self) -> dict[str, Any]:
        """It as JSON data."""
        said = [{"rule": one.rule, "message": one.message} for one in self.findings]
        return {"text": self.sentence, "at": self.at, "objections": said, "supported_by": self.words or None}


def disagreements(outcome: Outcome | VersionReview) -> tuple[Disagreement, ...]:
    """The claims that the judge found supported and a rule objects to, then those that only the judge objects to."""
    ruled = [one for one in outcome.findings if _is_about_evidence(one)]
    return (*_supported(outcome, ruled), *_doubted(outcome, ruled))


def _is_about_evidence(one: Finding) -> bool:
    """Whether a rule says that the sources do not support a sentence."""
    return one.level != "note" and one.harm != "form" and not one.rule.startswith("judge-") and bool(plain(one.text))


def _supported(outcome: Outcome | VersionReview, ruled: Iterable[Finding]) -> Iterator[Disagreement]:
    found: dict[str, list[Finding]] = {}
    for one in ruled:
        found.setdefault(plain(one.text), []).append(one)
    for sentence, objections in found.items():
        if claim := next((one for one in outcome.supported if _are_one(sentence, plain(one.text))), None):
            yield Disagreement(sentence, objections[0].at, tuple(objections), claim.words)


def _doubted(outcome: Outcome | VersionReview, ruled: Iterable[Finding]) -> Iterator[Disagreement]:
    known = {plain(one.text) for one in ruled}
    for one in outcome.findings:
        sentence = plain(one.text)
        if one.rule in _JUDGED and not any(_are_one(sentence, other) for other in known):
            yield Disagreement(sentence, one.at, (one,))


def _are_one(sentence: str, other: str) -> bool:
    """Whether one is in the other: the judge reads passages, and rules read sentences."""
    return sentence in other or other in sentence


def line(found: tuple[Disagreement, ...]) -> str:
    """The same in a few words."""
    return f"rule and judge disagree about {counted(len(found), 'sentence')}"
