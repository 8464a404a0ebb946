"""Drafts the introduction to the issue of a day, from the versions that were filed on that day."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dateline.core import layout
from dateline.core.analysis import AnalysedStory
from dateline.core.citations import cited
from dateline.core.days import day_of, zone
from dateline.core.errors import DatelineError, ModelError
from dateline.core.model import Dossier, Version
from dateline.core.publication import Publication
from dateline.desk.essay import DraftedText, gathered_from
from dateline.desk.essay.prompt import intro_prompt
from dateline.flows.drafting.proposal import propose_page
from dateline.flows.drafting.run import PageDesk, PageResult, PageRun, desk_for
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.drafting.writing import finished
from dateline.store.front_matter import IntroHead, written_text
from dateline.store.git import file_at
from dateline.store.remote import branches_of

GOES_OUT = "The issue has no introduction then; nothing else is missing."


class FiledThatDay(NamedTuple):
    """A story on a day on which it got a version."""

    story: Dossier
    """The story with its versions up to that day."""
    new: tuple[Version, ...]
    """The versions that were filed on that day, ascending."""


def introduce(run: PageRun, day: str) -> PageResult:
    """Drafts an introduction, and writes it to its file or proposes it. A failure is a result too: an issue never waits for it.

    Args:
        run: what it runs with.
        day: the day, such as 2026-05-27, in the publication's time zone.
    """
    file = layout.intro_path(day)
    if (run.root / file).exists():
        return PageResult("kept", file, reason=f"{file} is there already")
    try:
        with desk_for(run) as desk:
            done = _introduced(desk, day, file)
        return done.after(desk)
    except DatelineError as error:
        usd = error.spent if isinstance(error, ModelError) else Decimal(0)
        return PageResult("failed", file, usd=usd, reason=str(error), hint=error.hint or GOES_OUT)


def intro_branch(day: str) -> str:
    """The name of the branch on which an introduction is proposed."""
    return f"dateline/intro-{day}"


def _introduced(desk: PageDesk, day: str, file: str) -> PageResult:
    branch = intro_branch(day)
    if branch in branches_of(desk.run.root):
        return PageResult("kept", file, reason=f"an introduction is proposed already, on the branch {branch}")
    if desk.base and file_at(desk.run.root, desk.base, file):
        return PageResult("kept", file, reason=f"an introduction is on {desk.base} already")
    filed = tuple(filed_on(desk.publication, day, desk.config.timezone))
    if not filed:
        return PageResult("kept", file, reason=f"no version was filed on {day}")
    changes = [(one.story.slug, text) for one in filed for text in what_moved(one)]
    keys = {key for one in filed for key in _news(one)} | {key for _, text in changes for key in cited(text)}
    material = gathered_from([one.story for one in filed], desk.run.now, 0, only=keys)
    prompt = intro_prompt(material, language=desk.config.language, day=day, changes=changes)
    text = desk.writer.introduction(prompt, material)
    told = PageResult("rejected", file, text=text, reason=text.rejected, hint=GOES_OUT)
    page = None if text.rejected else _page(desk, day, text, filed)
    return finished(desk, page, told, lambda one: propose_page(desk, one, branch))


def filed_on(publication: Publication, day: str, timezone: str) -> Iterator[FiledThatDay]:
    """The stories that got a version on a day, without drafts, as they were after it.

    Args:
        publication: the publication.
        day: the day.
        timezone: the time zone of the publication.
    """
    place = zone(timezone)
    for one in publication.stories:
        upto = tuple(version for version in one.versions if day_of(version.published, place) <= day)
        new = tuple(version for version in upto if day_of(version.published, place) == day and version.kind != "minor")
        if new and not one.story.draft:
            yield FiledThatDay(replace(one, versions=upto), new)


def what_moved(filed: FiledThatDay) -> Iterator[str]:
    """Lines about what the new versions changed: corrections, their own words, figures, and questions that were closed."""
    analysed = AnalysedStory(filed.story)
    versions = filed.story.versions
    for before, version in zip((None, *versions), versions, strict=False):
        if version not in filed.new:
            continue
        yield from (f"Correction of version {one.of}: {one.was} → {one.now}" for one in version.corrections)
        yield version.changes or version.what
        yield from (f"Question {one.outcome}: {one.text}" for one in version.closed_questions if one.text)
        figures = analysed.comparison(before, version).key_figures if before else ()
        yield from (f"{one.label}: {one.values[0] or 'new'} → {one.values[1] or 'gone'}" for one in figures if one.kind != "kept")


def _news(filed: FiledThatDay) -> Iterator[str]:
    """The keys of the items that the newest version cites and none before that day did, and of those with its figures."""
    earlier = {source.key for one in filed.story.versions if one not in filed.new for source in one.sources}
    latest = filed.new[-1]
    yield from (source.key for source in latest.sources if source.key not in earlier)
    yield from (key for figure in latest.figures for key in figure.sources)


def _page(desk: PageDesk, day: str, text: DraftedText, filed: Sequence[FiledThatDay]) -> DraftedPage:
    drawn_on = tuple(f"{one.story.slug}/v{one.new[-1].version}" for one in filed)
    head = IntroHead(stories=drawn_on, written_by=text.by)
    return DraftedPage("introduction", day, layout.intro_path(day), written_text(head, text.body), text, drawn_on, desk.usd)
