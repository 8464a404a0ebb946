"""The plan of a site: its files, and what each shows. Nothing is rendered or written here."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version as installed

from dateline.core.analysis import AnalysedStory
from dateline.core.errors import UsageError
from dateline.core.publication import Publication
from dateline.site import atom, essays, exports, front, history, notices, sources, story, timeline, urls
from dateline.site.chronicle import Chronicle
from dateline.site.frame import Link, Output, Site
from dateline.site.theme import Theme
from dateline.site.veil import veiled

STORY_KINDS: list[Callable[[Site, Chronicle], Iterable[Output]]] = [
    story.latest,
    story.versions,
    history.page,
    story.redlines,
    timeline.page,
    sources.page,
    atom.one_story,
    notices.versions,
    notices.redlines,
]
"""The pages of one story, in order; add a line for a new kind."""

GONE_KINDS: list[Callable[[Site, Chronicle], Iterable[Output]]] = [
    notices.story,
    atom.one_story,
    notices.versions,
    notices.redlines,
]
"""The pages of a story whose versions were all withdrawn."""

PAGE_KINDS: list[Callable[[Site, Sequence[Chronicle]], Iterable[Output]]] = [
    front.home,
    front.questions,
    front.voices,
    front.tags,
    front.search,
    front.follow,
    front.not_found,
    front.redirects,
    atom.all_stories,
    atom.json_feed,
    exports.index,
    exports.words,
    exports.texts,
]
"""The pages about all stories, in order; add a line for a new kind."""


def plan_pages(publication: Publication, stories: Iterable[AnalysedStory], theme: Theme) -> tuple[Output, ...]:
    """Every file of the site, by path; a story that never had a version has none.

    Args:
        publication: everything that was read.
        stories: its stories.
        theme: templates and static files.

    Raises:
        UsageError: if two files would have the same name.
    """
    publication = veiled(publication)
    known = {one.slug: one for one in stories}
    chronicles = [Chronicle(known[one.slug].updated(one)) for one in publication.stories if one.numbers]
    site = frame(publication, theme)
    planned = [output for one in chronicles for output in plan_story(one, site)]
    planned += [output for kind in PAGE_KINDS for output in kind(site, chronicles)]
    planned += essays.pages(site, publication.pages, chronicles)
    planned += essays.signals(site, publication.signals, chronicles)
    planned += [site.output(address, _static, data, shows=address) for address, data in theme.static.items()]
    planned.append(exports.sitemap(site, chronicles, planned))
    refuse_collisions(planned)
    return tuple(sorted(planned, key=lambda output: output.path))


def plan_story(chronicle: Chronicle, site: Site) -> tuple[Output, ...]:
    """The files of one story; they do not depend on the versions of other stories."""
    kinds = STORY_KINDS if chronicle.versions else GONE_KINDS
    return tuple(output for kind in kinds for output in kind(site, chronicle))


def frame(publication: Publication, theme: Theme) -> Site:
    """What every page of a publication needs; its menus link only to pages that exist."""
    nav = [Link("Stories", urls.FRONT)]
    if publication.signals:
        nav.append(Link("Signals", "signals/"))
    nav += [Link("Questions", "questions/"), Link("Voices", "voices/"), Link("Search", urls.SEARCH), Link("Follow", "follow/")]
    return Site(
        config=publication.config,
        theme=theme,
        release=installed("dateline"),
        nav=tuple(nav),
        foot=tuple(Link(page.title, f"{page.slug}/") for page in publication.pages),
        titles=tuple((one.slug, one.latest.title) for one in publication.stories if one.latest),
    )


def refuse_collisions(planned: Iterable[Output]) -> None:
    """Refuses two files whose names are the same on some file system.

    Raises:
        UsageError: if there are such files.
    """
    seen: dict[str, str] = {}
    for output in planned:
        name = unicodedata.normalize("NFC", output.path).casefold()
        if name in seen:
            what = f"two pages have the same address, {seen[name]} and {output.path}"
            raise UsageError(what, where="content", hint="Rename one of the pages, stories or aliases.")
        seen[name] = output.path


def _static(_site: Site, _address: str, data: bytes) -> bytes:
    return data
