"""What each claim rests on, for an editor: its sources and their quotes, how much of them was at hand, how many origins."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.checks import Support, evidence_of
from dateline.core.model import Version
from dateline.core.text import one_line
from dateline.flows.check import check, full_texts

GRADES = {None: "no source", "full-text": "full text", "excerpt": "excerpt", "headline": "headline alone"}


@dataclass(frozen=True, slots=True)
class Proof:
    """What the newest version of a story rests on."""

    story: str
    """The story's slug."""
    version: Version
    """Its newest version."""
    claims: tuple[Support, ...]
    """Each claim, in the order of the page."""


def evidence(root: Path, slugs: tuple[str, ...] = ()) -> tuple[Proof, ...]:
    """What each claim of the newest versions rests on.

    Raises:
        UsageError: when the settings cannot be read, or a slug names no story.
    """
    stories = check(root, slugs).publication.stories
    texts = full_texts(root, stories)
    return tuple(Proof(one.slug, one.latest, evidence_of(one, one.latest, texts)) for one in stories if one.latest)


def lines(proofs: tuple[Proof, ...]) -> Iterator[str]:
    """For each claim its words, then its grade and origins, then each source with its quotes."""
    for proof in proofs:
        titles = {source.key: source for source in proof.version.sources}
        yield f"{proof.story} v{proof.version.version}"
        for claim in proof.claims:
            origins = f"{claim.origins} origin{'s' * (claim.origins != 1)}"
            told = "" if claim.can_tell or not claim.sources else "; cannot be told from what is at hand"
            yield f"\n{claim.at}: {one_line(claim.claim)}"
            yield f"  {GRADES[claim.grade]}, {origins}{told}"
            for key in claim.sources:
                yield f"  - {one_line(titles[key].title)} [{key}]"
                yield from (f"    “{one_line(quote)}”" for quote in titles[key].quotes)
        yield ""


def document(proofs: tuple[Proof, ...]) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "stories": [
            {
                "story": proof.story,
                "version": proof.version.version,
                "claims": [
                    {
                        "section": one.section,
                        "at": one.at,
                        "claim": one.claim,
                        "sources": list(one.sources),
                        "quotes": list(one.quotes),
                        "grade": one.grade,
                        "origins": one.origins,
                        "can_tell": one.can_tell,
                    }
                    for one in proof.claims
                ],
            }
            for proof in proofs
        ]
    }
