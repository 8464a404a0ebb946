"""One story of a check: read and checked by itself, in this process or in another one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from dateline.checks import Basis, arranged, check_story
from dateline.checks.context import PublicationIndex
from dateline.checks.essays import check_essay, known_story
from dateline.checks.evidence import NO_COVERAGE, Coverage, coverage
from dateline.checks.record import FUTURE_VERSION
from dateline.checks.references import ELSEWHERE
from dateline.core.analysis import AnalysedStory
from dateline.core.essays import stories_of as stories_in
from dateline.core.model import Dossier, Finding, Intro, Signal
from dateline.core.progress import timed
from dateline.store.cache import Cache, full_texts
from dateline.store.elsewhere import Elsewhere, stories_of
from dateline.store.line_ends import windows_files
from dateline.store.positions import locate_findings
from dateline.store.story import read_story

NEVER = "~"
"""Later than every time."""


@dataclass(frozen=True)
class CheckJob:
    """What a worker must know of a check; it can be sent to another process."""

    root: Path
    """The publication's folder."""
    feeds: frozenset[str]
    """The ids of its feeds and searches."""
    slugs: frozenset[str]
    """Its stories."""
    basis: Basis
    """What it is checked against besides its own files."""
    token: str
    """Tells this check from all others."""
    reads_pages: bool
    """Whether claims are also checked against the full texts in the cache."""
    texts_from: Path | None = None
    """The folder whose cache has them; None: the publication's."""
    languages: frozenset[str] = frozenset()
    """Those that its pages have words in; empty if that is not asked."""
    essays: Mapping[str, Signal | Intro] = field(default_factory=dict)
    """Path → the essays and introductions, which name stories by their present slugs."""


class StoryChecked(NamedTuple):
    """The findings of a story, and what they depend on besides its files."""

    slug: str
    findings: tuple[Finding, ...]
    line_ends: tuple[str, ...]
    """Its files with line ends of Windows."""
    newest: str
    """The findings are right from this time on."""
    pages: Mapping[str, bool]
    """The pages that were looked for in the cache, and whether they are there."""
    coverage: Coverage = NO_COVERAGE
    """How well its newest version is supported."""
    needs: str = ""
    """The names and titles that were looked up in other stories."""
    keys: bytes = b""
    """The items that were looked up there."""

    @property
    def summary(self) -> str:
        """All of this as JSON, except for what was looked up in other stories."""
        rows = [tuple(getattr(one, name) for name in Finding.__slots__) for one in self.findings]
        return json.dumps((rows, self.line_ends, self.newest, self.pages, self.coverage), ensure_ascii=False)


def checked_from(slug: str, summary: str) -> StoryChecked:
    """The findings from which a summary was made."""
    rows, line_ends, newest, pages, covered = json.loads(summary)
    return StoryChecked(slug, tuple(Finding(*row) for row in rows), tuple(line_ends), newest, pages, Coverage(*covered))


def check_some(job: CheckJob, some: Iterable[tuple[str, Mapping[str, str]]]) -> list[StoryChecked]:
    """The findings of several stories, essays and introductions."""
    return [_check_one(job, name) for name, _ in some]


def _check_one(job: CheckJob, name: str) -> StoryChecked:
    with timed("check", name):
        return _check_essay(job, name) if name in job.essays else _check(job, name)


def _check_essay(job: CheckJob, path: str) -> StoryChecked:
    """The findings of an essay or an introduction."""
    essay, elsewhere = job.essays[path], Elsewhere(stories_of(job.root, job.slugs, None, job.token))
    stories = [read_story(job.root, slug) for slug in stories_in(essay) if slug in job.slugs]
    texts = full_texts(job.texts_from or job.root, stories) if job.reads_pages else {}
    others = dict.fromkeys(job.slugs - {one.slug for one in stories}, ELSEWHERE)
    known = {**others, **{one.slug: known_story(one) for one in stories}}
    found = check_essay(essay, stories, known, elsewhere, replace(job.basis, texts=texts))
    pages = held_pages(job.root, (page for one in stories for page in _pages(one)))
    newest = NEVER if any(one.rule == FUTURE_VERSION.name for one in found) else ""
    return StoryChecked(path, arranged(locate_findings(job.root, found)), (), newest, pages, keys=elsewhere.keys_looked_up)


def _check(job: CheckJob, slug: str) -> StoryChecked:
    elsewhere = Elsewhere(stories_of(job.root, job.slugs, None, job.token))
    dossier = read_story(job.root, slug)
    texts = full_texts(job.texts_from or job.root, [dossier]) if job.reads_pages else {}
    index = PublicationIndex(elsewhere.names, job.feeds, elsewhere, job.languages)
    story = AnalysedStory(dossier)
    found = check_story(story, replace(job.basis, texts=texts), index)
    newest = max((one.published for one in dossier.versions), default="")
    return StoryChecked(
        slug,
        arranged(locate_findings(job.root, found)),
        windows_files(job.root, slug),
        NEVER if job.basis.now and newest > job.basis.now else newest,
        held_pages(job.root, _pages(dossier)),
        coverage(story, dossier.latest) if dossier.latest else NO_COVERAGE,
        elsewhere.needs,
        elsewhere.keys_looked_up,
    )


def _pages(dossier: Dossier) -> Iterable[str]:
    """The names under which the cache may have the pages of a story's items."""
    return (item.page or item.hash for item in dossier.items if item.evidence == "full-text")


def held_pages(root: Path, pages: Iterable[str]) -> dict[str, bool]:
    """Which of these pages the cache has."""
    cache = Cache(root)
    return {page: cache.has("page", page) for page in pages}
