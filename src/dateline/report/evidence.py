"""What each claim rests on, as text and as JSON."""

from collections.abc import Iterator
from typing import Any

from dateline.core.text import one_line
from dateline.flows.evidence import Proof

GRADES = {None: "no source", "full-text": "full text", "excerpt": "excerpt", "headline": "headline only"}


def lines(proofs: tuple[Proof, ...]) -> Iterator[str]:
    """For each claim: its words, its grade and origins, and each source with its quotes."""
    for proof in proofs:
        titles = {source.key: source for source in proof.version.sources}
        yield f"{proof.story} v{proof.version.version}"
        for claim in proof.claims:
            origins = f"{claim.origins} origin{'s' * (claim.origins != 1)}"
            told = "" if claim.can_tell or not claim.sources else "; cannot be checked against the available texts"
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
