"""Lists everything that is wrong with a publication. A story that did not change since the last check is not read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex

from dateline.checks import Basis
from dateline.checks.evidence import NO_COVERAGE, Coverage
from dateline.checks.registry import arranged, check_around, check_gone
from dateline.core import essays, layout
from dateline.core.config import Config
from dateline.core.model import Dossier, Finding
from dateline.core.publication import Publication, no_story
from dateline.flows.stories.addresses import dead_links_in, taken_in
from dateline.flows.stories.asked import is_same_maker, known_files, site_with
from dateline.flows.stories.check_story import CheckJob, StoryChecked, check_some, checked_from, held_pages
from dateline.flows.stories.essays import essay_groups, under_slugs
from dateline.flows.stories.groups import PageGroup, due_first, hash_of, needs_of, story_groups
from dateline.flows.stories.workers import work_through
from dateline.site.languages import languages_of
from dateline.site.theme_files import problems_in
from dateline.store.build_cache import KEYS, BuildCache, KeptPart
from dateline.store.elsewhere import StoryReader
from dateline.store.git import published_stories, touched_versions
from dateline.store.inputs import inputs
from dateline.store.line_ends import line_end_problem
from dateline.store.positions import locate_findings
from dateline.store.reading import read_around
from dateline.store.states import clock_of, noted
from dateline.store.tracked import tracked_results

SITE = "check"
"""The name of its results in the cache of builds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a publication."""

    findings: tuple[Finding, ...]
    """The findings, each with its file and line."""
    coverage: Coverage = NO_COVERAGE
    """How well the newest versions of the stories that were checked are supported."""
    is_bare: bool = False
    """Whether there was no version and no essay to check."""

    def blocks(self, *, strict: bool = False) -> bool:
        """Whether a finding blocks a build and a merge."""
        blocking = {"error", "warning"} if strict else {"error"}
        return any(finding.level in blocking for finding in self.findings)


def check(  # noqa: PLR0913  # all by name
    root: Path,
    slugs: Sequence[str] = (),
    *,
    base: str | None = None,
    published: str | None = None,
    cached: bool = True,
    now: str = "",
) -> Checked:
    """Reads the publication below `root` and checks it.

    Args:
        root: the publication's folder.
        slugs: the stories to check; empty: all.
        base: a git revision; what it had when this branch left it is published, and a change of that is a finding.
        published: a git revision instead of `base`; what it has is published, whether or not this branch came from it.
        cached: whether the cache is used: the full texts of pages, and the findings in stories that did not change.
        now: the time in UTC; empty: the clock is not used.

    Raises:
        UsageError: if the settings cannot be read, there is no such story, or git cannot compare.
        GitError: if git fails.
    """
    around, known = read_around(root)
    around = under_slugs(root, around, known)
    if missing := [slug for slug in slugs if slug not in known]:
        raise no_story(missing[0], known)
    stories = StoryReader(root, known)
    basis = _basis(root, stories, (base, published), now, around.config)
    cache = BuildCache(root, SITE)
    try:
        checked = _checked(cache, around, stories, slugs or known, basis, is_cached=cached, is_whole=not slugs)
    finally:
        cache.close()
    line_ends = line_end_problem(root, (file for one in checked for file in one.line_ends))
    look = around.config.language, around.config.cards.font or ""
    of_site = *problems_in(root / layout.THEME, around.pages, *look), *dead_links_in(around, stories), *taken_in(around, stories)
    around = replace(around, problems=(*around.problems, *line_ends, *tracked_results(root), *of_site))
    gone = check_gone(stories.slugs, stories.names, basis.touched) if basis.touched and not slugs else ()
    outside = locate_findings(root, (*check_around(around, basis), *gone))
    covered = Coverage(*(sum(counts) for counts in zip(*(one.coverage for one in checked), strict=True)))
    is_bare = not any(map(stories.numbers, slugs or known)) and bool(slugs or not around.essays)
    return Checked((*arranged(outside), *(finding for one in checked for finding in one.findings)), covered, is_bare)


def _basis(root: Path, stories: StoryReader, compared: tuple[str | None, str | None], now: str, config: Config) -> Basis:
    basis, (base, exact) = Basis(now=now, timezone=config.timezone), compared
    ref, is_exact = (base, False) if exact is None else (exact, True)
    if ref is None:
        return basis
    published, touched = published_stories(root, ref, is_exact=is_exact), touched_versions(root, ref, is_exact=is_exact)
    basis = replace(basis, touched=touched, published=published, requires_review=config.review == "required")
    return basis.renamed(Dossier(slug, stories.settings(slug)) for slug in sorted(stories.slugs))


def _checked(  # noqa: PLR0913  # all by name
    cache: BuildCache,
    around: Publication,
    stories: StoryReader,
    slugs: Iterable[str],
    basis: Basis,
    *,
    is_cached: bool,
    is_whole: bool,
) -> list[StoryChecked]:
    """The findings of each story, by slug; those that are still right are taken from the cache."""
    clock = clock_of(cache.folder)
    last = cache.site() if is_cached else None
    known = known_files(last) if last else {}
    files = noted(inputs(stories.root), known)
    before = {name: one.hash for name, one in known.items()}
    parts = {one.name: one for one in cache.parts()} if last and is_same_maker(files, before) else {}
    feeds = frozenset(one.id for group in (around.config.feeds, around.config.searches) for one in group)
    languages = languages_of(stories.root / layout.THEME)
    groups = story_groups(None, slugs, files, parts, hash_of(sorted(feeds), sorted(languages)), partial(_seen_by, basis))
    groups += essay_groups(around.essays if is_whole else (), files, parts, (bool(basis.now), basis.timezone))
    due = {one.name for one in due_first(groups, cache, stories.root, files, before)}
    due |= {one.name for one in groups if one.name not in due and not _still_right(one, stories, basis)}
    texts = {essays.path_of(one): one for one in around.essays}
    job = CheckJob(stories.root, feeds, stories.slugs, basis, token_hex(8), is_cached, essays=texts, languages=languages)
    work_through(None, None, partial(check_some, job), [one for one in groups if one.name in due])
    if is_cached and is_whole and (due or known != files):
        fresh = [KeptPart(one.name, one.key, one.built.needs, summary=one.built.summary) for one in groups if one.built]
        keys = {one.name: {KEYS: one.built.keys} for one in groups if one.built}
        gone = parts.keys() - stories.slugs - texts.keys()
        cache.save(site_with(files, "", clock), fresh, keys, gone)
    return [one.built or checked_from(one.name, one.last.summary) for one in groups]


def _seen_by(basis: Basis, slug: str) -> object:
    """What a check knows of a story besides its files."""
    below = layout.folder_of(slug) + "/"
    published = basis.published.get(slug) if basis.published is not None else None
    versions = sorted(published.versions) if published else None
    touched = [one for one in basis.touched if one.path.startswith(below)]
    return bool(basis.now), basis.requires_review, basis.published is None, versions, published and published.lines, touched


def _still_right(group: PageGroup, stories: StoryReader, basis: Basis) -> bool:
    """Whether what was looked up outside the story is still so: names of stories, pages in the cache, and the time."""
    checked = checked_from(group.name, group.last.summary)
    is_past = not basis.now or checked.newest <= basis.now
    return is_past and needs_of(group.last).names <= stories.slugs and checked.pages == held_pages(stories.root, checked.pages)
