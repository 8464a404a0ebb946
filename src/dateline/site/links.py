"""Links in pages and essays that lead to no page of the site."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from posixpath import basename, normpath, splitext
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dateline.core import essays, layout, markdown
from dateline.core.config import Config
from dateline.core.markdown import MarkdownLink
from dateline.core.model import Page, Problem, Signal
from dateline.core.publication import Publication
from dateline.site import questions, urls, voices
from dateline.site.exports import INDEX_PAGE
from dateline.site.introduced import INTRODUCED
from dateline.site.markdown import anchors

_LISTS = (
    urls.STORIES,
    urls.ARCHIVE,
    urls.SIGNALS,
    questions.ADDRESS,
    voices.ADDRESS,
    urls.OUTLETS,
    urls.CORRECTIONS,
    urls.RECORD,
)
_FILES = (urls.FRONT, urls.SEARCH, urls.FOLLOW, f"{urls.FOLLOW}feeds.opml", "atom.xml", "feed.json", "index.json", "llms.txt")
_SHEET = r"(all/)?(page/[1-9]\d*/)?"
"""What stands below the address of a list if it is long."""
_OTHERS = re.compile(
    rf"({'|'.join(_LISTS)}){_SHEET}|sitemap\.xml|robots\.txt|(\.well-known/)?tdmrep\.json|search/(words|list)\.js|search/pagefind/.+"
)
_DAILY = re.compile(rf"daily/(atom\.xml|feed\.json|\d{{4}}-\d\d-\d\d/(plain\.txt)?|week/\d{{4}}-\d\d/|{_SHEET})")
_STORY = re.compile(r"stories/([^/]+)/(.*)")
_PART = re.compile(rf"(history/|timeline/|atom\.xml|feed\.json|(sources/|changes/){_SHEET})?")
_OF_VERSION = re.compile(r"(changes/)?v(\d+)(/|\.json)")
_TAG = re.compile(rf"tags/([^/]+)/(atom\.xml|feed\.json|{_SHEET})")
_OF_THE_PAGE = re.compile(r"main|sources|followed|[cs]\d+(-\d+)?")
"""The ids that a page has besides those of its headings."""


class StoryPlaces(NamedTuple):
    """The stories that links may lead to."""

    numbers: Mapping[str, Collection[int]]
    """Slug → the numbers of the versions of each story that has pages."""
    aliases: Collection[str]
    """The earlier slugs of these stories."""
    tags: Collection[str]
    """The tags of these stories."""


def is_fixed(address: str) -> bool:
    """Whether a site has something of its own at an address, so that no page of this name can be written."""
    is_of_site = (
        address in _FILES or _OTHERS.fullmatch(address) or address.startswith((urls.DAILY, urls.IMAGES, "static/", "tags/"))
    )
    return bool(is_of_site) and address not in INTRODUCED


def lead_somewhere(texts: Collection[Page | Signal]) -> bool:
    """Whether any text has a link to be looked at."""
    return any(map(_inner, (one for text in texts for one in markdown.links(text.body))))


def dead_links(around: Publication, stories: StoryPlaces) -> Iterator[Problem]:
    """A problem for each link in a page or an essay that leads to no page of the site, or to no heading of one.

    Args:
        around: the pages, the essays and the pictures.
        stories: the stories that have pages.
    """
    site = _addresses(around, stories)
    for here, text in site.texts.items():
        for one in filter(_inner, markdown.links(text.body)):
            if wrong := site.wrong(here, one.to):
                yield Problem("dead-link", _file_of(text), text.starts + one.line, 1, "body", *wrong)


def taken(around: Publication, stories: StoryPlaces) -> Iterator[Problem]:
    """A problem for each earlier address of a page or an essay that another page of the site has.

    Args:
        around: the pages, the essays and the pictures.
        stories: the stories that have pages.
    """
    site, seen, folders = _addresses(around, stories), dict[str, str](), dict[str, str]()
    for text in site.texts.values():
        for place, alias in enumerate(text.aliases):
            file = urls.file_of(urls.earlier(alias)).casefold()
            above = ["/".join(file.split("/")[:depth]) for depth in range(1, file.count("/") + 1)]
            twin = folders.get(file) or next((seen[one] for one in (file, *above) if one in seen), "")
            if twin or any(map(site.has, (file, *above))):
                said = f"{alias} is an earlier address in {twin}, too" if twin else f"{alias} is the address of a page"
                hint = "Each address leads to one page. Remove it here, or there." if twin else "Remove it, or rename that page."
                yield Problem("address-taken", _file_of(text), 0, 0, f"aliases[{place}]", said, hint)
            seen.setdefault(file, _file_of(text))
            folders |= {one: _file_of(text) for one in above if one not in folders}


def _addresses(around: Publication, stories: StoryPlaces) -> "_SiteAddresses":
    places: dict[str, Page | Signal] = {f"{one.slug}/": one for one in around.pages}
    places |= {urls.signal(one.slug): one for one in around.signals}
    pictures = frozenset(urls.IMAGES + one.name for one in around.pictures)
    earlier = {urls.earlier(alias): text for text in places.values() for alias in text.aliases}
    return _SiteAddresses(places, stories, around.config, pictures, earlier)


def _file_of(text: Page | Signal) -> str:
    return essays.path_of(text) if isinstance(text, Signal) else layout.page_path(text.slug)


def _inner(one: MarkdownLink) -> bool:
    return not one.is_picture and not any(urlsplit(one.to)[:2])


class _SiteAddresses(NamedTuple):
    """What the site has."""

    texts: Mapping[str, Page | Signal]
    """Address → each page and essay."""
    stories: StoryPlaces
    config: Config
    pictures: Collection[str]
    """The addresses of pictures."""
    earlier: Mapping[str, Page | Signal]
    """Earlier address → the page or essay to which it leads."""

    def wrong(self, here: str, to: str) -> tuple[str, str] | None:
        """What is wrong with a link, and what to do; None if it leads somewhere."""
        _, _, path, _, fragment = urlsplit(urls.of_file(to))
        there = self._address(here, unquote(path))
        if there is None:
            return f"{to} leads out of the site", self._meant(here, path)
        text, is_draft = self.texts.get(there), self.texts[here].draft
        if (moved := self.earlier.get(there)) and (is_draft or not moved.draft):
            return None
        if not self._is_there(there, is_draft=is_draft):
            hint = "It is a draft, and has no page yet: publish both at once, or remove the link."
            return f"{to} leads to no page of the site", hint if text else self._meant(here, there)
        if not fragment or not text or _OF_THE_PAGE.fullmatch(fragment) or fragment in (ids := anchors(text.body)):
            return None
        if not path and f"h-{fragment}" in ids:
            return None
        near = get_close_matches(f"h-{fragment.removeprefix('h-')}", ids, 1)
        hint = f"Did you mean #{near[0]}?" if near else "The address of a heading is made of its words: #h-how-we-correct."
        return f"the page has no heading #{fragment}", hint

    def has(self, there: str) -> bool:
        """Whether a page or a file has an address; a draft has its address, too."""
        is_fixed = there == urls.NOT_FOUND or there.startswith("static/")
        return is_fixed or self._is_there(there.removesuffix(INDEX_PAGE), is_draft=True)

    def _address(self, here: str, path: str) -> str | None:
        """The address that a path leads to from the page at an address; None if that is outside of the site."""
        base = urlsplit(self.config.url).path.rstrip("/") + "/"
        if path.startswith("/") and not path.startswith(base):
            return None
        whole = path.removeprefix(base) if path.startswith("/") else here + path
        there = normpath(whole or ".") + "/" * whole.endswith(("/", "/.", "/.."))
        return None if there.startswith("..") else there.removeprefix("./").removesuffix(INDEX_PAGE).removeprefix(".")

    def _meant(self, here: str, there: str) -> str:
        """What to do about a link that leads nowhere."""
        known = [*self.texts, *_LISTS, *_FILES, *self.pictures, *map(urls.story, self.stories.numbers)]
        near = [one for one in known if _name(one) == _name(there)] or get_close_matches(there, known, 1)
        if near:
            return f"Did you mean {urls.relative(here, near[0]).removesuffix(INDEX_PAGE) or './'}?"
        return f"A link starts from the page's own address, /{here}; write the address of another site with https://."

    def _is_there(self, there: str, *, is_draft: bool) -> bool:
        if text := self.texts.get(there):
            return is_draft or not text.draft or there in INTRODUCED
        if there in _FILES or there in self.pictures or _OTHERS.fullmatch(there):
            return there != urls.SIGNALS or any(isinstance(one, Signal) for one in self.texts.values())
        if _DAILY.fullmatch(there):
            return self.config.daily.enabled
        if tag := _TAG.fullmatch(there):
            return tag[1] in self.stories.tags
        story = _STORY.fullmatch(there)
        return story is not None and self._is_of_story(story[1], story[2])

    def _is_of_story(self, slug: str, part: str) -> bool:
        numbers = self.stories.numbers.get(slug, ())
        if version := _OF_VERSION.fullmatch(part):
            return int(version[2]) in numbers
        return (slug in self.stories.aliases and part in ("", urls.ATOM, urls.JSON_FEED)) or (
            bool(numbers) and bool(_PART.fullmatch(part))
        )


def _name(address: str) -> str:
    """The last part of an address, without an ending."""
    return splitext(basename(address.rstrip("/")))[0]
