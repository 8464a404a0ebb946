"""Builds what changed: first stories, each by itself, then the pages about all of them; then everything is moved into place."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from re import fullmatch
from secrets import token_hex

from dateline.checks.registry import arranged, check_around
from dateline.core import essays, layout
from dateline.core.config import HTTP_URL, Config
from dateline.core.errors import UsageError
from dateline.core.essays import Needed
from dateline.core.model import Finding
from dateline.core.progress import timed
from dateline.core.publication import Publication
from dateline.core.written import Written
from dateline.flows.stories.addresses import taken_in
from dateline.flows.stories.asked import Asked, Built, is_same_maker, site_with
from dateline.flows.stories.build_story import ERRORS, BuildJob, StoryBuilt, build_some
from dateline.flows.stories.essays import under_slugs, unknown_in
from dateline.flows.stories.explain import explained
from dateline.flows.stories.groups import OUTSIDE, PageGroup, due_first, due_next, hash_of, outside_group, story_groups
from dateline.flows.stories.workers import work_through
from dateline.site import engine, files, searchable
from dateline.site.digest import Digest
from dateline.site.files import SiteFolder
from dateline.site.languages import language_problems
from dateline.site.pages import frame, plan_front, refuse_collisions, without_card
from dateline.site.theme import load_theme
from dateline.site.theme_files import template_problems
from dateline.store.build_cache import BuildCache
from dateline.store.checked import LastChecked, last_checked
from dateline.store.elsewhere import StoryReader
from dateline.store.positions import locate_findings
from dateline.store.reading import read_around
from dateline.store.states import Noted, clock_of


def rebuild(asked: Asked, now: Mapping[str, Noted], before: Mapping[str, str], clock: int) -> Built:
    """Builds the site, given the files that it is made from.

    Args:
        asked: what is to be built.
        now: these files, sorted by name.
        before: the content of each when the site was last built; empty if that is not known.
        clock: the time on the clock of the disk before they were looked at.

    Raises:
        UsageError: if the settings or a template are wrong, or a file in the site's folder is not Dateline's.
        StoreError: if a file cannot be read or written.
    """
    around, slugs = read_around(asked.root)
    around, config = under_slugs(asked.root, around, slugs), _at(around.config, asked.url)
    shown = around if asked.drafts else around.published
    known = last_checked(asked.checks) if asked.checks else LastChecked()
    checked = known.at
    theme = load_theme(asked.root / layout.THEME)
    site = frame(config, theme, shown.pages, shown.signals)
    site = replace(site, checked=checked, checks=known.runs, pictures={one.name: one for one in shown.pictures})
    last = {one.name: one for one in asked.cache.parts()} if is_same_maker(now, before) else {}
    common = hash_of(site.mark, config.feeds, config.searches, config.timezone, config.daily.enabled, asked.drafts)
    needed = essays.needed(shown.essays)
    groups = story_groups(asked.out, slugs, now, last, common, lambda slug: (checked.get(slug, ""), needed.get(slug)))
    of_theme = *template_problems(theme, around.pages), *language_problems(theme, config.language)
    taken = taken_in(around, StoryReader(asked.root, slugs))
    around = replace(around, problems=(*around.problems, *of_theme, *taken))
    outside = [one for one in check_around(around, ERRORS) if one.level == "error"]
    with files.staging(asked.out) as stage:
        hiding, cache = _hiding(groups, asked.cache), asked.cache.id if last else ""
        of_site = asked.root, asked.out, stage, site, config, frozenset(slugs)
        job = BuildJob(*of_site, hiding, cache, token_hex(8), bool(outside), asked.drafts, needed)
        work = partial(work_through, asked.jobs, asked.scheduler, partial(build_some, job))
        work(due_first(groups, asked.cache, asked.root, now, before))
        work(due_next(groups, asked.cache))
        versions = sum(one.versions for one in groups)
        if errors := _errors(asked, shown, groups, needed, outside):
            return Built(arranged(errors), None, len(slugs), versions)
        left_out = () if asked.drafts else _drafts(around, groups)
        digests = [digest for one in groups if (digest := one.digest(asked.cache))]
        with timed("lists"):
            groups.append(_outside(asked, job, shown, digests, outside_group(asked.out, last)))
        why = explained(asked, groups, now, before) if asked.explain else ""
        written = _place(asked, groups)
    clock_after = clock_of(asked.cache.folder)
    parts = [one.kept(clock_after) for one in groups]
    written = written._replace(bytes=sum(one.size for one in parts))
    too_many = 0 if engine.installed() else searchable.large(digests, shown)
    bare = without_card(site, shown.signals, digests, {path for one in groups for path in one.paths})
    outcome = json.dumps((written.pages, written.bytes, len(slugs), versions, left_out, known.skipped, too_many, bare))
    pieces = {one.name: one.built.pieces for one in groups if one.built}
    changed = [part for one, part in zip(groups, parts, strict=True) if part is not one.last]
    asked.cache.save(site_with(now, outcome, clock), changed, pieces, last.keys() - {one.name for one in groups})
    return Built((), written, len(slugs), versions, left_out, why, asked.cache.note, known.skipped, too_many, bare)


def _errors(
    asked: Asked, shown: Publication, groups: Sequence[PageGroup], needed: Mapping[str, Needed], outside: Sequence[Finding]
) -> list[Finding]:
    """The errors outside the stories and in them; if there are none, those of essays, whose sources are only known then."""
    found = [*locate_findings(asked.root, outside), *(each for one in groups if one.built for each in one.built.findings)]
    if found or not shown.essays:
        return found
    digests = {one.name: one.digest(asked.cache) for one in groups}
    return [*locate_findings(asked.root, unknown_in(shown.essays, digests, needed, shown.config.timezone))]


def _drafts(around: Publication, groups: Sequence[PageGroup]) -> tuple[str, ...]:
    """The stories, pages and essays that are drafts."""
    stories = (f"the story {one.name}" for one in groups if one.is_left_out)
    pages = (f"the page {one.slug}" for one in around.pages if one.draft)
    return (*stories, *pages, *(f"the essay {one.slug}" for one in around.signals if one.draft))


def _hiding(groups: Sequence[PageGroup], cache: BuildCache) -> frozenset[str]:
    """The stories whose ledgers may have withdrawn items: those that had some, and those that changed."""
    known = {one.name: one.digest(cache) for one in groups if one.is_as_before}
    return frozenset(one.name for one in groups if not (digest := known.get(one.name)) or digest.card.hidden)


def _outside(asked: Asked, job: BuildJob, around: Publication, digests: Sequence[Digest], group: PageGroup) -> PageGroup:
    """The files of no story, rendered if what they show has changed."""
    outputs = plan_front(job.site, digests, around, group.known)
    rendered = files.render(files.due(outputs, group.known), asked.out, job.stage)
    group.built = StoryBuilt(OUTSIDE, marks=tuple((one.path, one.fingerprint) for one in outputs), rendered=tuple(rendered))
    return group


def _place(asked: Asked, groups: Sequence[PageGroup]) -> Written:
    """Moves all that was rendered into the site's folder."""
    paths = [path for one in groups for path in one.paths]
    refuse_collisions(paths)
    rendered = [page for one in groups if one.built for page in one.built.rendered]
    written, removed = SiteFolder(asked.out).place(rendered, paths)
    return Written(len(paths), len(rendered), written, len(paths) - written, removed, 0)


def _at(config: Config, url: str | None) -> Config:
    """The settings for another address."""
    if url is None:
        return config
    if not fullmatch(HTTP_URL.pattern, url):
        raise UsageError(f'should be {HTTP_URL.wants}, not "{url}"', where="--url", hint="Example: https://example.org/briefs/.")
    return replace(config, url=url)
