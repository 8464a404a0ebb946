"""How the rules are run: story by story; each waiver removes one finding."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from dateline.checks import record
from dateline.checks.basis import Basis
from dateline.checks.blocking import FILE_RULES, FOLDER_RULES, VERSION_ERRORS
from dateline.checks.context import CheckedFile, PublicationIndex, StoryContext, StoryFolder, VersionContext
from dateline.checks.rule import Rule, T
from dateline.checks.waivers import place_of, waived
from dateline.core import essays, layout
from dateline.core.analysis import AnalysedStory
from dateline.core.ledger import records
from dateline.core.model import (
    EVERY_LINE,
    HARMS,
    LEVELS,
    Dossier,
    Finding,
    Intro,
    Page,
    Problem,
    Signal,
    Story,
    Touched,
    Version,
)
from dateline.core.publication import Publication

_ALONE = Basis()


def check_publication(
    publication: Publication,
    stories: Iterable[AnalysedStory],
    basis: Basis = _ALONE,
    slugs: Container[str] | None = None,
) -> tuple[Finding, ...]:
    """Every finding of a publication, sorted.

    Args:
        publication: the publication.
        stories: its stories.
        basis: what it is checked against besides its own files.
        slugs: the stories to check; None for all.
    """
    basis, index = replace(basis.renamed(publication.stories), timezone=publication.config.timezone), _index_of(publication)
    meant = [story for story in stories if slugs is None or story.slug in slugs]
    found = chain.from_iterable(check_story(story, basis, index) for story in meant)
    names = [dossier.slug for dossier in publication.stories]
    gone = check_gone(names, index.stories, basis.touched) if slugs is None else ()
    return arranged(
        (*check_around(publication, basis), *found, *gone, *(_of_essays(publication, basis, index) if slugs is None else ()))
    )


def _of_essays(publication: Publication, basis: Basis, index: PublicationIndex) -> Iterator[Finding]:
    from dateline.checks.essays import check_essay, known_story  # noqa: PLC0415  # a build does not need it

    known = {one.slug: known_story(one) for one in publication.stories}
    earlier = {alias: one.slug for one in publication.stories for alias in one.story.aliases if alias not in known}
    for essay in (essays.under_slugs(one, earlier) for one in publication.essays):
        names = essays.stories_of(essay)
        yield from check_essay(essay, [one for one in publication.stories if one.slug in names], known, index.ledgers, basis)


def _index_of(publication: Publication) -> PublicationIndex:
    stories, config = publication.stories, publication.config
    return PublicationIndex(
        frozenset(name for dossier in stories for name in (dossier.slug, *dossier.story.aliases)),
        frozenset(one.id for group in (config.feeds, config.searches) for one in group),
        records(stories),
    )


def check_gone(slugs: Collection[str], names: Container[str], touched: tuple[Touched, ...]) -> Iterator[Finding]:
    """The findings of stories whose folder was removed.

    Args:
        slugs: the stories that are left.
        names: their slugs, and their earlier slugs.
        touched: what differs from the base of a merge.
    """
    gone = {layout.recorded_in(one.path) for one in touched} - {"", *slugs}
    for slug in sorted(gone):
        yield from record.VERSION_EDITED.findings(StoryFolder(Dossier(slug, Story(slug)), touched, slug in names))


def check_around(publication: Publication, basis: Basis) -> Iterator[Finding]:
    """The findings outside the story folders."""
    damaged = (one.file.removeprefix(f"{layout.IMAGES}/") for one in publication.problems)
    pictures = frozenset((*(one.name for one in publication.pictures), *damaged))
    texts: list[tuple[str, Page | Signal | Intro]] = [(layout.page_path(one.slug), one) for one in publication.pages]
    texts += [(essays.path_of(one), one) for one in publication.essays]
    files = [
        *(_unread(problem) for problem in publication.problems),
        *(CheckedFile("", None, path, text, pictures=pictures) for path, text in texts),
    ]
    return _shape_findings(files, basis)


def check_story(story: AnalysedStory, basis: Basis = _ALONE, index: PublicationIndex | None = None) -> tuple[Finding, ...]:
    """The findings of one story, without waived ones, and with those about unused waivers.

    Args:
        story: the story; its versions ascending.
        basis: what it is checked against besides its own files.
        index: the rest of the publication, if known.
    """
    dossier, slug = story.dossier, story.slug
    files = [
        *(_unread(problem, slug) for problem in dossier.problems),
        CheckedFile(slug, None, layout.story_path(slug), dossier.story, publication=index),
        CheckedFile(slug, None, layout.ledger_path(slug), tuple(line.entry for line in dossier.lines) or dossier.items),
    ]
    files += [CheckedFile(slug, one.version, layout.version_path(slug, one.version), one) for one in dossier.tombstones]
    whole = _story_context(story, basis, index)
    folder = StoryFolder(dossier, basis.touched, published=whole.published)
    found = [*_shape_findings(files, basis), *_findings(FOLDER_RULES, folder, basis)]
    for previous, version in zip((None, *dossier.versions), dossier.versions, strict=False):
        found += _version_findings(_version_context(whole, version, previous), basis)
    kept, idle = waived(found, dossier.story.waive)
    return arranged((*kept, *_findings([record.UNUSED_WAIVER], StoryFolder(dossier, idle=idle), basis)))


def check_version(
    story: AnalysedStory,
    version: Version,
    previous: Version | None,
    basis: Basis = _ALONE,
    index: PublicationIndex | None = None,
) -> tuple[Finding, ...]:
    """The findings of one version, filed or not, before waivers are applied."""
    whole = _story_context(story, basis, index)
    return arranged(_version_findings(_version_context(whole, version, previous), basis))


def _story_context(story: AnalysedStory, basis: Basis, index: PublicationIndex | None) -> StoryContext:
    ledgers, published = index.ledgers if index else None, basis.published_of(story.dossier)
    return StoryContext(story, ledgers, basis.texts, published, basis.now, basis.requires_review)


def _version_context(story: StoryContext, version: Version, previous: Version | None) -> VersionContext:
    before = None if previous is None or _is_torn_off(story, previous, version) else previous
    return VersionContext(story, story.analysed.version(version), previous, before)


def _version_findings(context: VersionContext, basis: Basis) -> Iterator[Finding]:
    file = CheckedFile(
        context.slug, context.number, context.file, context.version, previous=context.previous, revisable=_revisable(context)
    )
    yield from _shape_findings([file], basis)
    yield from _findings(_version_rules(basis), context, basis)


def _revisable(context: VersionContext) -> frozenset[str]:
    """If a version is a correction, the questions whose end it may tell anew."""
    is_correction = context.version.kind == "correction"
    earlier = [one for one in context.dossier.versions if is_correction and one.version < context.number]
    return frozenset(closed.id for one in earlier for closed in one.closed_questions)


def _version_rules(basis: Basis) -> tuple[Rule[VersionContext], ...]:
    if basis.only_errors:
        return VERSION_ERRORS
    from dateline.checks.rules import VERSION_RULES  # noqa: PLC0415  # a build does not need most of them

    return VERSION_RULES


def _findings(rules: Iterable[Rule[T]], subject: T, basis: Basis) -> Iterator[Finding]:
    """What rules find in a subject; if only errors count, without rules whose findings cannot be errors there."""
    meant = [rule for rule in rules if not basis.only_errors or (rule.level == "error" and not _is_softened(rule, subject))]
    return (finding for rule in meant for finding in rule.findings(subject))


def _is_softened(rule: Rule[T], subject: T) -> bool:
    """Whether all that a rule may find in a subject is published."""
    return rule.softens and subject.is_published(0)


def _is_torn_off(story: StoryContext, previous: Version, version: Version) -> bool:
    """Whether a version between these two, which may explain the changes, was taken down after this one was filed.

    Tombstones have only the day. A version that is known to be new was filed later on that day.
    """
    is_new = story.published.lines != EVERY_LINE and version.version not in story.published.versions
    days = [one.withdrawn.on for one in story.dossier.tombstones if previous.version < one.version < version.version]
    return any(version.published[: len(day)] < day or (version.published.startswith(day) and not is_new) for day in days)


def _unread(problem: Problem, slug: str = "") -> CheckedFile:
    return CheckedFile(slug, layout.version_at(problem.file), problem.file, problems=(problem,))


def _shape_findings(files: Iterable[CheckedFile], basis: Basis) -> Iterator[Finding]:
    return (finding for file in files for finding in _findings(FILE_RULES, file, basis))


def arranged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings without duplicates, by story, the newest version first; the worst of a version first."""
    known = dict.fromkeys(findings)
    return tuple(sorted(known, key=lambda one: (one.story, -(one.version or 0), *_badness(one), *place_of(one))))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of several stories, the worst first; of equally bad ones those of newer versions."""
    return tuple(sorted(findings, key=lambda one: (*_badness(one), -(one.version or 0), one.story, *place_of(one))))


def _badness(finding: Finding) -> tuple[int, int]:
    return LEVELS.index(finding.level), HARMS.index(finding.harm)
