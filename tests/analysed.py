"""What the rooms do with analysed stories, called with plain ones, since tests have no run that keeps the analyses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Any

from dateline import checks
from dateline.checks import evidence
from dateline.checks.evidence import Score, Support
from dateline.core import compare as comparing
from dateline.core import essays
from dateline.core.analysis import AnalysedStory, compare_versions
from dateline.core.compare import Blame, Word
from dateline.core.model import Dossier, Finding, Version
from dateline.core.publication import Publication
from dateline.core.sentences import AnalysedText, AnalysedVersion, Claim
from dateline.desk import numbered
from dateline.desk.numbered import NumberedClaim
from dateline.site import pages, veil
from dateline.site.chronicle import Chronicle
from dateline.site.digest import Digest
from dateline.site.frame import Output
from dateline.site.theme import Theme

compare = compare_versions


def check_publication(publication: Publication, *given: Any, **named: Any) -> tuple[Finding, ...]:
    return checks.check_publication(publication, map(AnalysedStory, publication.stories), *given, **named)


def check_story(dossier: Dossier, *given: Any) -> tuple[Finding, ...]:
    return checks.check_story(AnalysedStory(dossier), *given)


def check_version(dossier: Dossier, version: Version, previous: Version | None) -> tuple[Finding, ...]:
    return checks.check_version(AnalysedStory(dossier), version, previous)


def evidence_of(dossier: Dossier, *given: Any) -> tuple[Support, ...]:
    return evidence.evidence_of(AnalysedStory(dossier), *given)


def score(dossier: Dossier, version: Version, findings: Iterable[Finding]) -> Score:
    return evidence.score(AnalysedStory(dossier), version, findings)


def plan_pages(
    publication: Publication, theme: Theme, known: Mapping[str, str] | None = None, *, has_cards: bool = False
) -> tuple[Output, ...]:
    """Every file of the site, by path; `known` are those that are in it. Without share cards, all are text, but for pictures."""
    site = pages.frame(publication.config, theme, publication.pages, publication.signals)
    site = replace(site, pictures={one.name: one for one in publication.pictures}, look=site.look if has_cards else None)
    hidden = veil.withdrawn(item for story in publication.stories for item in story.items)
    titles = {story.slug: story.latest.title for story in publication.stories if story.latest}
    needed = essays.needed(publication.essays)
    plans = [
        pages.plan_story(site, AnalysedStory(one), hidden.get, titles, needed.get(one.slug, essays.NOTHING))
        for one in publication.stories
    ]
    front = pages.plan_front(site, [one.digest() for one in plans], publication, known or {})
    outputs = [*(output for one in plans for output in one.outputs), *front]
    pages.refuse_collisions([one.path for one in outputs])
    return tuple(sorted(outputs, key=lambda one: one.path))


def digests_of(publication: Publication, theme: Theme, needed: Mapping[str, essays.Needed]) -> dict[str, Digest]:
    """Slug → the digest of each story."""
    site = pages.frame(publication.config, theme, publication.pages, publication.signals)
    stories = {one.slug: (AnalysedStory(one), needed.get(one.slug, essays.NOTHING)) for one in publication.stories}
    return {slug: pages.plan_story(site, story, lambda _key: None, {}, its).digest() for slug, (story, its) in stories.items()}


def chronicle(dossier: Dossier, where: tzinfo = UTC) -> Chronicle:
    return Chronicle(AnalysedStory(dossier), where=where)


def blame(versions: Sequence[Version]) -> tuple[Blame, ...]:
    return comparing.blame([AnalysedVersion(one) for one in versions])


def words(before: str, after: str) -> tuple[Word, ...]:
    return comparing.words(AnalysedText(before), AnalysedText(after))


def numbers(version: Version) -> Mapping[str, int]:
    return AnalysedVersion(version).numbers


def numbered_claims(version: Version | None) -> tuple[NumberedClaim, ...]:
    return numbered.numbered_claims(AnalysedVersion(version) if version else None)


def claims(version: Version) -> tuple[Claim, ...]:
    return AnalysedVersion(version).claims
