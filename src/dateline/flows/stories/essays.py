"""Essays and introductions in builds and checks: the stories that they name, and what they cite."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dateline.checks.references import UNKNOWN, CitableStory, EssayFile
from dateline.core import essays, layout
from dateline.core.essays import Needed
from dateline.core.ids import digest
from dateline.core.model import Finding, Intro, Signal
from dateline.core.publication import Publication
from dateline.flows.stories.groups import PageGroup, hash_of
from dateline.site.digest import CitedAt, Digest, DrawnAt
from dateline.store.build_cache import KeptPart
from dateline.store.elsewhere import StoryReader
from dateline.store.states import Noted


def under_slugs(root: Path, around: Publication, slugs: Iterable[str]) -> Publication:
    """The publication whose essays and introductions name stories by their present slugs.

    Args:
        root: its folder.
        around: the publication, without its stories.
        slugs: all its stories.
    """
    known = frozenset(slugs)
    if all(known.issuperset(essays.stories_of(one)) for one in around.essays):
        return around
    reader = StoryReader(root, known)
    earlier = {alias: slug for slug in sorted(known) for alias in reader.settings(slug).aliases if alias not in known}
    signals = tuple(essays.under_slugs(one, earlier) for one in around.signals)
    return replace(around, signals=signals, intros=tuple(essays.under_slugs(one, earlier) for one in around.intros))


def essay_groups(
    held: Iterable[Signal | Intro], files: Mapping[str, Noted], last: Mapping[str, KeptPart], common: object
) -> list[PageGroup]:
    """What a check knows of each essay and introduction; its key is made of its file, and the files of the stories that it names.

    Args:
        held: the essays and introductions; they name stories by their present slugs.
        files: all files of the publication, sorted by name.
        last: what was known about each the last time.
        common: what all of them are checked against besides.
    """
    below = f"{layout.STORIES}/"
    of_stories: dict[str, list[tuple[str, str]]] = {}
    for name, one in files.items():
        if name.startswith(below):
            of_stories.setdefault(name.split("/")[1], []).append((name, one.hash))
    groups = []
    for essay in held:
        path, stories = essays.path_of(essay), [(slug, of_stories.get(slug)) for slug in essays.stories_of(essay)]
        key = hash_of(files[path].hash, essay, stories, common)
        groups.append(PageGroup(None, key, sum(len(some or ()) for _, some in stories), last.get(path) or KeptPart(path)))
    return groups


def unknown_in(
    held: Iterable[Signal | Intro], digests: Mapping[str, Digest | None], needed: Mapping[str, Needed], timezone: str
) -> list[Finding]:
    """The errors of a build: stories, versions and keys that essays and introductions name and that do not exist.

    Args:
        held: the essays and introductions; they name stories by their present slugs.
        digests: slug → all stories of the publication; None for one that has no pages.
        needed: what the digests were made for.
        timezone: the publication's time zone.
    """
    known = {slug: _known(digests[slug]) if slug in needed else _NO_PAGES for slug in digests}
    return [finding for one in held for finding in UNKNOWN.findings(EssayFile(one, known, timezone))]


_NO_PAGES = CitableStory({}, (), False, lambda _key: True)


def _known(story: Digest | None) -> CitableStory:
    """A story as far as its digest knows it."""
    if story is None:
        return _NO_PAGES
    keys = {row.key for row in story.rows(CitedAt)}
    drawn = story.rows(DrawnAt)
    filed = {row.number: row.filed for row in drawn if not row.is_withdrawn}
    filed |= {story.card.version: story.card.published} if story.card.version else {}
    gone = [row.number for row in drawn if row.is_withdrawn]
    return CitableStory(filed, gone, True, lambda key: digest(key) in keys, is_filed=bool(story.card.filed))
