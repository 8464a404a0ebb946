"""What supports each claim: its sources, their quotes, how much of them was available, and how many origins there are."""

from dataclasses import dataclass
from pathlib import Path

from dateline.checks.evidence import Support, evidence_of
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Version
from dateline.store.cache import full_texts
from dateline.store.reading import read_publication


@dataclass(frozen=True, slots=True)
class Proof:
    """What supports the newest version of a story."""

    story: str
    """The story's slug."""
    version: Version
    """Its newest version."""
    claims: tuple[Support, ...]
    """Its claims, in the order of the page."""


def evidence(root: Path, slugs: tuple[str, ...] = ()) -> tuple[Proof, ...]:
    """What supports each claim of the newest versions.

    Raises:
        UsageError: if the settings cannot be read, or there is no such story.
    """
    stories = [AnalysedStory(one) for one in read_publication(root).only(slugs).stories]
    texts = full_texts(root, [one.dossier for one in stories])
    return tuple(Proof(one.slug, version, evidence_of(one, version, texts)) for one in stories if (version := one.dossier.latest))
