"""The plan of a site: its files, and what each shows. Nothing is rendered or written here."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import version as installed
from types import MappingProxyType
from typing import NamedTuple

from dateline.core.analysis import AnalysedStory
from dateline.core.config import Config
from dateline.core.days import zone
from dateline.core.errors import UsageError
from dateline.core.essays import NOTHING, Needed
from dateline.core.model import Page, Signal
from dateline.core.publication import Publication
from dateline.site import (
    atom,
    between,
    corrections_page,
    essays,
    expectations,
    exports,
    front,
    history,
    notices,
    outlets_page,
    pictures,
    questions,
    record,
    searchable,
    share_card,
    sources_page,
    story,
    texts,
    timeline,
    told,
    urls,
    veil,
    voices,
)
from dateline.site.chronicle import Chronicle
from dateline.site.corrections import CorrectionRow, corrected
from dateline.site.daily import pages as daily
from dateline.site.daily.moved import followed, moved
from dateline.site.daily.rows import FollowedSpan, StoryNews
from dateline.site.digest import (
    INDEX,
    SITEMAP,
    WORDS,
    CitedAt,
    ClosedRow,
    Digest,
    DrawnAt,
    FeedEntry,
    FeedShare,
    OpenQuestion,
    VoiceRow,
    as_piece,
    digest_of,
)
from dateline.site.expected import Expectation
from dateline.site.frame import Link, Output, Site
from dateline.site.introduced import others
from dateline.site.outlet_rows import OutletRow, outlets
from dateline.site.story_card import card as story_card
from dateline.site.theme import Theme
from dateline.site.words import N_, speaking, told_in

STORY_KINDS: list[Callable[[Site, Chronicle], Iterable[Output]]] = [
    story.latest,
    story.versions,
    history.page,
    story.redlines,
    between.page,
    timeline.page,
    sources_page.page,
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

PAGE_KINDS: list[Callable[[Site, Sequence[Digest]], Iterable[Output]]] = [
    front.home,
    front.all_stories,
    front.archive,
    questions.pages,
    record.pages,
    voices.pages,
    front.tags,
    front.follow,
    front.not_found,
    front.redirects,
    atom.all_stories,
    exports.index,
    exports.texts,
]
"""The pages about all stories, in order; add a line for a new kind."""


class StoryPlan(NamedTuple):
    """What a story adds to the site."""

    outputs: tuple[Output, ...]
    """Its files."""
    digest: Callable[[], Digest]
    """Makes what the pages about all stories show of it."""


def plan_story(
    site: Site,
    analysed: AnalysedStory,
    elsewhere: veil.WithdrawnElsewhere,
    titles: Mapping[str, str],
    needed: Needed = NOTHING,
) -> StoryPlan:
    """The files of one story, which do not depend on the versions of other stories; none if it never had a version.

    Args:
        site: what every page needs.
        analysed: the story.
        elsewhere: tells what other stories' ledgers say about items that this one refers to.
        titles: slug → title of each related story that has a version.
        needed: what essays and introductions cite of it.
    """
    site = site.marked(is_draft=analysed.dossier.story.draft).speaking(analysed.dossier.story.language)
    hidden = veil.veil_of(analysed.dossier, elsewhere)
    chronicle = _shown(site.config, analysed, hidden, titles)
    kinds = STORY_KINDS if chronicle.versions else GONE_KINDS if chronicle.filed else []
    with speaking(site.theme.words):
        outputs = site.spoken(output for kind in kinds for output in kind(site, chronicle))
    digest = partial(_digest, site, chronicle, outputs, hidden.names, needed)
    return StoryPlan(outputs, partial(told_in, site.theme.words, digest))


def shown_story(config: Config, analysed: AnalysedStory, elsewhere: veil.WithdrawnElsewhere) -> Chronicle:
    """A story as readers may see it; see `plan_story`."""
    return _shown(config, analysed, veil.veil_of(analysed.dossier, elsewhere), {})


def _shown(config: Config, analysed: AnalysedStory, hidden: veil.Veil, titles: Mapping[str, str]) -> Chronicle:
    return Chronicle(analysed.updated(veil.veiled(analysed.dossier, hidden)), titles, zone(config.timezone))


def _digest(site: Site, chronicle: Chronicle, outputs: Sequence[Output], names: Mapping[str, str], needed: Needed) -> Digest:
    expected = [*expectations.expected(chronicle)]
    listed = [] if site.is_draft else exports.addresses(chronicle, outputs)
    changed = chronicle.latest.published if chronicle.versions else ""
    pieces: dict[type[NamedTuple], Iterable[NamedTuple]] = {
        OpenQuestion: questions.asked(chronicle),
        ClosedRow: questions.closed(chronicle),
        Expectation: expected,
        VoiceRow: voices.speakers(chronicle),
        OutletRow: outlets(chronicle),
        CorrectionRow: chronicle.once(corrected),
        FeedEntry: atom.entries(site, chronicle),
        FeedShare: texts.collected(chronicle),
        CitedAt: told.cited(chronicle, needed, names),
        DrawnAt: told.drawn_on(chronicle, needed),
        StoryNews: moved(chronicle) if site.config.daily.enabled else (),
        FollowedSpan: followed(chronicle),
    }
    card = story_card(chronicle)
    card = card._replace(pages=len(listed), hidden=len(names), foreseen=expectations.counted(expected, changed))
    raw = {
        INDEX: exports.index_entry(site, chronicle),
        SITEMAP: exports.sitemap_rows(site, exports.dated(chronicle, listed)),
        WORDS: searchable.of_story(chronicle),
    }
    return digest_of(card, raw | {kind.__name__: as_piece(rows) for kind, rows in pieces.items()})


def plan_front(
    site: Site, digests: Sequence[Digest], around: Publication, known: Mapping[str, str] = MappingProxyType({})
) -> tuple[Output, ...]:
    """The files of no story.

    Args:
        site: what every page needs.
        digests: the stories, by slug.
        around: the pages, the essays and the introductions; they name stories by their present slugs.
        known: path → fingerprint of each file that is in the site as it was written.
    """
    with speaking(site.theme.words):
        return site.spoken(_planned(site, digests, around, known))


def _planned(site: Site, digests: Sequence[Digest], around: Publication, known: Mapping[str, str]) -> Iterator[Output]:
    pages, signals = around.pages, around.signals
    cited, digests = digests, [one for one in digests if one.card.filed]
    planned = [output for kind in PAGE_KINDS for output in kind(site, digests)]
    planned += corrections_page.pages(site, digests, pages)
    planned += outlets_page.pages(site, digests, pages)
    planned += searchable.pages(site, digests, around, known)
    planned += texts.pages(site, others(pages), digests)
    planned += essays.signals(site, signals, cited)
    redirects = [*front.earlier(site, pages, signals)]
    planned += redirects
    planned += pictures.pages(site, (*(one.body for one in pages), *(one.body for one in signals)))
    planned += site.drawn(site.card)
    planned += daily.pages(site, digests, around.intros)
    themes = {language: site.speaking(language).theme for language in ("", *(one.card.language for one in digests))}
    statics = {address: data for theme in themes.values() for address, data in theme.static.items()}
    planned += [site.output(address, _static, data, shows=address) for address, data in statics.items()]
    drafts = [f"{one.slug}/" for one in pages if one.draft] + [urls.signal(one.slug) for one in signals if one.draft]
    hidden = frozenset((*map(urls.file_of, drafts), *(one.path for one in redirects)))
    yield from planned
    yield from exports.sitemap(site, digests, signals, [one for one in planned if one.path not in hidden])


def frame(config: Config, theme: Theme, pages: Sequence[Page], signals: Sequence[Signal]) -> Site:
    """What every page of a publication needs; its menus link only to pages that exist."""
    lists = [Link(N_("Stories"), urls.FRONT)]
    if config.daily.enabled:
        lists.append(Link(N_("Daily"), urls.DAILY))
    if signals:
        lists.append(Link(N_("Signals"), urls.SIGNALS))
    lists += [Link(N_("Questions"), questions.ADDRESS), Link(N_("Voices"), voices.ADDRESS), Link(N_("Outlets"), urls.OUTLETS)]
    lists += [Link(N_("Corrections"), urls.CORRECTIONS), Link(N_("Follow"), urls.FOLLOW)]
    foot = tuple(Link(page.title, f"{page.slug}/") for page in others(pages))
    look = share_card.look(config, theme)
    return Site(config, theme.speaking(config.language), installed("dateline"), tuple(lists), foot, look=look)


def without_card(site: Site, signals: Sequence[Signal], digests: Iterable[Digest], paths: Collection[str]) -> tuple[str, ...]:
    """The addresses of the pages that would have a share card, if a font had the letters of their titles.

    Args:
        site: what every page needs.
        signals: the essays.
        digests: the stories.
        paths: the files of the site.
    """
    stories = [urls.story(one.card.slug) for one in digests if one.card.version]
    wanted = (urls.FRONT, *stories, *(urls.signal(one.slug) for one in signals))
    return tuple(one for one in wanted if one + share_card.FILE not in paths) if site.look else ()


def refuse_collisions(paths: Sequence[str]) -> None:
    """Refuses two files whose names are the same on some file system.

    Raises:
        UsageError: if there are such files.
    """
    told = "\n".join(paths)
    if told.isascii() and told.islower() and len(set(paths)) == len(paths):
        return
    seen: dict[str, str] = {}
    for path in paths:
        name = unicodedata.normalize("NFC", path).casefold()
        if name in seen:
            what = f"two pages have the same address, {seen[name]} and {path}"
            raise UsageError(what, where="content", hint="Rename one of the pages, stories or aliases.")
        seen[name] = path


def _static(_site: Site, _address: str, data: bytes) -> bytes:
    return data
