"""Collect → record → route → draft → check → file: from what the world says to the next version of each story."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from dateline import codec
from dateline.checks import check_story
from dateline.compare import Comparison, compare
from dateline.desk import Assignment, Writer, extractive
from dateline.errors import DatelineError, UsageError, WorldError
from dateline.gather import Arrival, Gathered, Gathering, active, gather
from dateline.model import Dossier, Finding, Item, Version
from dateline.store import append_version, locked, read_config, read_publication

State = Literal["filed", "drafted", "nothing-new", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update did for one story."""

    slug: str
    """The story."""
    state: State
    """`drafted`: a dry run would have filed it; `rejected`: findings stood against it; `failed`: the world did."""
    items: tuple[Item, ...] = ()
    """The items that came in, copies included."""
    waiting: int = 0
    """How many more wait in the ledger for the next version."""
    version: Version | None = None
    """The draft, filed or not."""
    comparison: Comparison | None = None
    """The draft against the version before it; None for a first version."""
    findings: tuple[Finding, ...] = ()
    """What `check` says of the draft."""
    reason: str = ""
    """Why nothing was filed."""
    hint: str = ""
    """What to do about it."""

    @property
    def copies(self) -> int:
        """How many of the items are copies of others."""
        return sum(item.copy_of is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did."""

    gathered: Gathered
    """What came in, and where it went."""
    outcomes: tuple[Outcome, ...]
    """Each story, by slug."""

    @property
    def exit_code(self) -> int:
        """3 where the world failed somewhere, 1 where a draft was rejected, else 0."""
        if self.gathered.exit_code or any(one.state == "failed" for one in self.outcomes):
            return WorldError.exit_code
        return int(any(one.state == "rejected" for one in self.outcomes))


@dataclass(frozen=True, slots=True)
class Run:
    """What an update runs with: who writes, when, and whether paper is touched."""

    root: Path
    """The publication's folder."""
    writer: Writer
    """Who writes the next version."""
    now: str
    """The time of the run, UTC."""
    most_items: int = 60
    """The most new items that go into one version; the others wait for the next."""
    dry: bool = False
    """Whether nothing is written."""


def run_for(root: Path, writer: str | None = None, *, now: str, dry: bool = False) -> Run:
    """A run as the settings say, with the writer that is asked for instead of theirs.

    Raises:
        UsageError: when the settings cannot be read, or name a writer that is not at hand.
    """
    settings = read_config(root).update
    chosen = writer or settings.writer
    if chosen == "claude":
        raise UsageError("the writer claude is not at hand", where="content/site.yaml", hint="Use --writer extractive.")
    return Run(root, extractive.write, now, settings.max_items_per_story, dry=dry)


def update(
    run: Run, slugs: Sequence[str] = (), *, collecting: bool = True, told: Callable[[str], None] = lambda _: None
) -> Update:
    """Updates every active story, or the active ones among `slugs`.

    What is collected is on disk before anything is drafted. A feed or a story that fails stops no other.

    Args:
        run: who writes, when and where.
        slugs: the stories meant; none: all that are active.
        collecting: whether feeds are read; else only the items that wait in the ledgers are used.
        told: is called with a word for each step, for a progress line.

    Raises:
        UsageError: when the settings cannot be read, or a slug names no story.
        StoreError: when another run holds the lock, or the disk fails.
    """
    with locked(run.root):
        publication = read_publication(run.root)
        chosen = active(publication, slugs)
        told("collecting")
        gathered = gather(Gathering(run.root, run.now, collecting=collecting, dry=run.dry), publication, chosen)
        outcomes = []
        for arrival in gathered.arrivals:
            told(arrival.dossier.slug)
            outcomes.append(_update_story(run, arrival))
    return Update(gathered, tuple(outcomes))


def _update_story(run: Run, arrival: Arrival) -> Outcome:
    dossier = arrival.dossier
    if dossier.problems:
        first = dossier.problems[0]
        reason = f"{first.file}:{first.line}: {first.message}"
        return Outcome(dossier.slug, "rejected", reason=reason, hint=f"Correct it first: `dateline check {dossier.slug}`.")
    try:
        if arrival.error:
            raise arrival.error
        return _draft(run, dossier)
    except DatelineError as error:
        return Outcome(dossier.slug, "failed", reason=str(error), hint=error.hint)


def _draft(run: Run, dossier: Dossier) -> Outcome:
    """Drafts from the ledger's lines that the latest version had not seen, checks, and files."""
    assignment = _assignment(run, dossier)
    if not assignment.items:
        return Outcome(dossier.slug, "nothing-new", reason="no new item")
    draft = run.writer(assignment)
    if draft.version is None:
        return Outcome(dossier.slug, "nothing-new", assignment.items, reason=draft.nothing_new)
    version = codec.canonical(draft.version)
    findings = _findings(dossier, version)
    return Outcome(
        dossier.slug,
        _file(run, dossier, version, findings),
        assignment.items,
        waiting=len(dossier.items) - len(assignment.dossier.items),
        version=version,
        comparison=compare(dossier.latest, version) if dossier.latest else None,
        findings=findings,
    )


def _assignment(run: Run, dossier: Dossier) -> Assignment:
    """The ledger's lines that the latest version had not seen, as many as one version may take."""
    last = dossier.latest
    seen = last.items if last else 0
    items = dossier.items[seen : seen + run.most_items]
    return Assignment(
        replace(dossier, items=dossier.items[: seen + len(items)]),
        items,
        number=last.version + 1 if last else 1,
        published=max(run.now, last.published) if last else run.now,
    )


def _findings(dossier: Dossier, version: Version) -> tuple[Finding, ...]:
    with_draft = replace(dossier, versions=(*dossier.versions, version))
    return tuple(finding for finding in check_story(with_draft) if finding.version == version.version)


def _file(run: Run, dossier: Dossier, version: Version, findings: Sequence[Finding]) -> State:
    if any(finding.level == "error" for finding in findings):
        return "rejected"
    if run.dry:
        return "drafted"
    append_version(run.root, dossier.slug, version)
    return "filed"
