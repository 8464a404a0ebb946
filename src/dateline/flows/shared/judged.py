"""What only the run that drafted a version knows about it, kept in the state for whoever proposes it."""

from dataclasses import dataclass
from decimal import Decimal

from dateline.core import codec, layout
from dateline.core.model import Finding, Timestamp, Version
from dateline.desk.draft import SupportedClaim
from dateline.flows.shared.state import DRAFTS
from dateline.store.state import StateBranch, StateRow


@dataclass(frozen=True, slots=True)
class Judged:
    """What is known about a version only from the run that drafted it."""

    findings: tuple[Finding, ...] = ()
    """What the writer's own checks and the judge object to."""
    supported: tuple[SupportedClaim, ...] = ()
    """What the judge found supported."""
    notes: tuple[str, ...] = ()
    """What else an editor should know."""
    usd: Decimal | None = None
    """What the run spent on the story, in US dollars; None: what the version says."""


def draft_row(slug: str, version: Version, judged: Judged, now: Timestamp) -> StateRow:
    """The row of the state for a version that was just filed: with its text, until it is on a branch of its own."""
    text = codec.dump(version, layout.schema("version"))
    about = {"at": now, "story": slug, "version": version.version, "published": version.published}
    return {**about, "text": text, "judged": codec.plain(judged)}


def judged_of(state: StateBranch, slug: str, version: Version) -> Judged:
    """What the run that drafted a version knew about it; nothing if that is not in the state."""
    about = {"story": slug, "version": version.version, "published": version.published}
    rows = [row for row in state.rows(DRAFTS) if all(row.get(name) == value for name, value in about.items())]
    told = rows[-1].get("judged") if rows else None
    return codec.from_tree(Judged, told, "").value or Judged() if isinstance(told, dict) else Judged()
