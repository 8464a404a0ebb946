"""One story of a build: read, checked, compared and rendered by itself, in this process or in another one."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateline.checks import Basis, arranged, check_story
from dateline.checks.context import PublicationIndex
from dateline.core.analysis import AnalysedStory
from dateline.core.config import Config
from dateline.core.essays import NOTHING, Needed
from dateline.core.model import Finding
from dateline.core.progress import timed
from dateline.flows.stories.comparisons import LONG, KeptComparisons
from dateline.site import files
from dateline.site.files import Rendered
from dateline.site.frame import Site
from dateline.site.pages import plan_story
from dateline.store.build_cache import KEYS, BuildCache
from dateline.store.elsewhere import Elsewhere, stories_of
from dateline.store.positions import locate_findings
from dateline.store.story import read_story

ERRORS = Basis(only_errors=True)


@dataclass(frozen=True)
class BuildJob:
    """What a worker must know of a build; it can be sent to another process or machine that has the same folders."""

    root: Path
    """The publication's folder."""
    out: Path
    """The site's folder."""
    stage: Path
    """The folder for what is rendered."""
    site: Site
    """What every page needs."""
    config: Config
    """The settings."""
    slugs: frozenset[str]
    """The stories of the publication."""
    hiding: frozenset[str]
    """Those whose ledgers may have withdrawn items."""
    cache: str
    """The name of the site in the cache of builds; empty if that is not used."""
    token: str
    """Tells this build from all others."""
    only_check: bool = False
    """Whether nothing is rendered, because the build has failed already."""
    drafts: bool = False
    """Whether drafts have pages."""
    needed: Mapping[str, Needed] = field(default_factory=dict)
    """Slug → what essays and introductions cite of a story."""


class StoryBuilt(NamedTuple):
    """What became of a story."""

    slug: str
    findings: tuple[Finding, ...] = ()
    """Its errors; then it has no pages."""
    marks: tuple[tuple[str, str], ...] = ()
    """Path and fingerprint of each of its files."""
    rendered: tuple[Rendered, ...] = ()
    """Those that were rendered."""
    summary: str = ""
    """What the lists of stories show of it; empty if it is a draft that is left out."""
    pieces: Mapping[str, bytes] = {}
    """What other pages show of it."""
    needs: str = ""
    """What was looked up in other stories."""
    versions: int = 0
    """How many versions it has, without withdrawn ones."""


def build_story(job: BuildJob, slug: str, pages: Mapping[str, str], *, only_check: bool = False) -> StoryBuilt:
    """Reads and checks a story and, if it has no errors, renders the pages that are not known.

    Args:
        job: the build.
        slug: the story.
        pages: path → fingerprint of each page that is in the site as it was written.
        only_check: whether nothing is rendered, because the build has failed already.

    Raises:
        StoreError: if a file cannot be read or staged.
        UsageError: if a template is wrong.
    """
    elsewhere = Elsewhere(stories_of(job.root, job.slugs, job.hiding, job.token, drafts=job.drafts))
    dossier = read_story(job.root, slug)
    with closing(BuildCache(job.root, job.cache)) as cache:
        known = KeptComparisons(partial(cache.find_piece, slug)) if len(dossier.versions) >= LONG else None
        story = AnalysedStory(dossier, known=known)
        found = check_story(story, ERRORS, PublicationIndex(elsewhere.names, _feeds(job.config), elsewhere))
        errors = [one for one in found if one.level == "error"]
        if errors or only_check:
            return StoryBuilt(slug, arranged(locate_findings(job.root, errors)))
        if dossier.story.draft and not job.drafts:
            looked_up = {KEYS: elsewhere.keys_looked_up}
            return StoryBuilt(slug, pieces=looked_up, needs=elsewhere.needs, versions=len(dossier.versions))
        titles, needed = elsewhere.titles(dossier.story.related), job.needed.get(slug, NOTHING)
        plan = plan_story(job.site, story, elsewhere.withdrawn, titles, needed)
        rendered = files.render(files.due(plan.outputs, pages), job.out, job.stage)
        digest = plan.digest()
    return StoryBuilt(
        slug,
        marks=tuple((one.path, one.fingerprint) for one in plan.outputs),
        rendered=tuple(rendered),
        summary=digest.summary,
        pieces={**digest.pieces, **(known.pieces if known else {}), KEYS: elsewhere.keys_looked_up},
        needs=elsewhere.needs,
        versions=len(dossier.versions),
    )


def _feeds(config: Config) -> frozenset[str]:
    """The ids of feeds and searches."""
    return frozenset(one.id for group in (config.feeds, config.searches) for one in group)


def build_some(job: BuildJob, some: Iterable[tuple[str, Mapping[str, str]]]) -> list[StoryBuilt]:
    """Several stories, one after another; after the first error the rest are only checked."""
    has_failed = job.only_check
    found = []
    for slug, known in some:
        with timed("build", slug):
            found.append(build_story(job, slug, known, only_check=has_failed))
        has_failed |= bool(found[-1].findings)
    return found
