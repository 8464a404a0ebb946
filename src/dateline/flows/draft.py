"""Drafts and checks the next version of one story, from the items that no version has seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from dateline.checks import Basis, check_story
from dateline.checks.evidence import Score, score
from dateline.core import codec, ledger
from dateline.core.analysis import AnalysedStory
from dateline.core.compare import Comparison
from dateline.core.errors import DatelineError
from dateline.core.ledger import source_of
from dateline.core.model import Dossier, Finding, Item, LedgerEvent, Published, Version
from dateline.core.passages import dropped_quotes, new_passages
from dateline.desk import Assignment, Draft, Writer
from dateline.desk.draft import SupportedClaim
from dateline.store.cache import full_texts

State = Literal["filed", "drafted", "nothing-new", "waiting", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update did with one story."""

    slug: str
    """The story."""
    state: State
    """`drafted`: ready to be filed; `waiting`: not written yet; `rejected`: it has errors; `failed`: a model or disk failed."""
    items: tuple[Item, ...] = ()
    """The items that came in, copies included."""
    waiting: int = 0
    """How many more items wait for the next version."""
    version: Version | None = None
    """The draft, filed or not."""
    comparison: Comparison | None = None
    """The changes since the version before; None for a first version."""
    findings: tuple[Finding, ...] = ()
    """The findings of `check` and of the writer's own verification."""
    supported: tuple[SupportedClaim, ...] = ()
    """What a judge found supported."""
    score: Score | None = None
    """How well the draft is supported."""
    notes: tuple[str, ...] = ()
    """What else an editor should know."""
    passages: tuple[LedgerEvent, ...] = ()
    """Lines for the ledger that prove its quotes from full pages."""
    reason: str = ""
    """Why nothing was filed."""
    hint: str = ""
    """What to do about it."""
    usd: Decimal = Decimal(0)
    """What it cost, in US dollars."""
    story: AnalysedStory | None = field(default=None, compare=False, repr=False)
    """The story with the draft as its newest version."""
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Key → the full text of an item's page, if it was read."""

    @property
    def copies(self) -> int:
        """How many of the items are copies of others."""
        return sum(item.copy_of is not None for item in self.items)


def draft(root: Path, writer: Writer, dossier: Dossier, assignment: Assignment) -> Outcome:
    """Drafts and checks a version without filing it. A failure, or a file with errors, is an outcome too."""
    slug = dossier.slug
    if dossier.problems:
        first = dossier.problems[0]
        reason = f"{first.file}:{first.line}: {first.message}"
        return Outcome(slug, "rejected", reason=reason, hint=f"Correct it first: `dateline check {slug}`.")
    if not assignment.items:
        return Outcome(slug, "nothing-new", reason="no new item")
    try:
        drafted = writer(assignment)
    except DatelineError as error:
        return replace(failed(slug, error), items=assignment.items)
    outcome = _outcome(root, drafted, assignment)
    return replace(outcome, waiting=len(_usable(dossier.items[len(assignment.dossier.items) :])))


def failed(slug: str, error: DatelineError) -> Outcome:
    """The outcome of a story that could not be updated because of an error."""
    return Outcome(slug, "failed", reason=str(error), hint=error.hint)


def _outcome(root: Path, drafted: Draft, assignment: Assignment) -> Outcome:
    slug, items = assignment.dossier.slug, assignment.items
    beside = {"findings": drafted.findings, "notes": drafted.notes}
    if drafted.waiting:
        return Outcome(slug, "waiting", items, reason=drafted.waiting, hint=drafted.hint)
    if drafted.rejected:
        hint = "The story was not changed. Its items are used in the next run."
        return Outcome(slug, "rejected", items, reason=drafted.rejected, hint=hint, **beside)  # type: ignore[arg-type]
    if drafted.version is None:
        return Outcome(slug, "nothing-new", items, reason=drafted.nothing_new)
    version = codec.canonical(drafted.version)
    story, findings = _checked(root, assignment.story, version)
    last = assignment.dossier.latest
    return Outcome(
        slug,
        "rejected" if any(finding.level == "error" for finding in findings) else "drafted",
        items,
        version=version,
        comparison=story.comparison(last, version) if last else None,
        findings=(*findings, *drafted.findings),
        supported=drafted.supported,
        score=score(story, version, findings, assignment.texts),
        notes=(*drafted.notes, *dropped_quotes(last, version, assignment.dossier)),
        passages=new_passages(version, assignment.dossier, assignment.texts),
        story=story,
        texts=assignment.texts,
    )


def assignment_for(root: Path, dossier: Dossier, now: str, most_items: int) -> Assignment:
    """A writer's assignment: the items that the newest version has not seen, without those set aside, and those restored since.

    Args:
        root: the publication's folder.
        dossier: the story, with the new items in its ledger.
        now: the time of the run, UTC.
        most_items: how many items one version may use; the others wait for the next version.
    """
    last = dossier.latest
    start = ledger.seen(dossier.items, last)
    end = ledger.upto(dossier.items, start, most_items)
    until = replace(_without_withdrawn(dossier), items=dossier.items[:end])
    published = max(now, last.published) if last else now
    new = (*ledger.restored(dossier), *ledger.later(dossier, end))
    return Assignment(until, new, dossier.highest + 1, published, full_texts(root, [until]))


def _without_withdrawn(dossier: Dossier) -> Dossier:
    """The story without quotes of items that were withdrawn after the newest version: no writer gets them."""
    gone = {item.key: source_of(item) for item in dossier.items if item.withdrawn}
    if not dossier.latest or not gone:
        return dossier
    latest = replace(dossier.latest, sources=tuple(gone.get(one.key, one) for one in dossier.latest.sources))
    return replace(dossier, versions=(*dossier.versions[:-1], latest))


def _usable(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if item.is_usable)


def findings_of(root: Path, story: AnalysedStory, version: Version) -> tuple[Finding, ...]:
    """The findings of a draft as the next version of its story. All filed versions count as published."""
    return _checked(root, story, version)[1]


def _checked(root: Path, story: AnalysedStory, version: Version) -> tuple[AnalysedStory, tuple[Finding, ...]]:
    """The story with a draft as its newest version, and the findings of the draft."""
    dossier = story.dossier
    texts = full_texts(root, [dossier])
    events = (*dossier.events, *new_passages(version, dossier, texts))
    with_draft = story.updated(replace(dossier, versions=(*dossier.versions, version), events=events))
    filed = Published(frozenset(dossier.numbers), len(dossier.lines))
    found = check_story(with_draft, Basis(texts, published={dossier.slug: filed}))
    return with_draft, tuple(finding for finding in found if finding.version == version.version)
