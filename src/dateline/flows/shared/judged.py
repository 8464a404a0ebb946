"""What only the run that drafted a version knows about it, kept in the state for whoever proposes it."""

from dataclasses import dataclass
from decimal import Decimal

from dateline.core import codec, layout
from dateline.core.model import Finding, Timestamp, Version
from dateline.desk.draft import SupportedClaim
from dateline.flows.shared.state import DRAFTS, drafts_of
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
    told = (row for name in (DRAFTS, drafts_of(slug)) for row in state.rows_about(name, slug, version.version))
    rows = [row for row in told if row.get("published") == version.published]
    judged = rows[-1].get("judged") if rows else None
    return codec.from_tree(Judged, judged, "").value or Judged() if isinstance(judged, dict) else Judged()
