"""What each claim rests on, for an editor: its sources and their quotes, how much of them was at hand, how many origins."""

from dataclasses import dataclass
from pathlib import Path

from dateline.checks import Support, evidence_of
from dateline.core.model import Version
from dateline.flows.check import check
from dateline.store import full_texts


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
    stories = check(root, slugs).stories
    texts = full_texts(root, [one.dossier for one in stories])
    return tuple(Proof(one.slug, version, evidence_of(one, version, texts)) for one in stories if (version := one.dossier.latest))
