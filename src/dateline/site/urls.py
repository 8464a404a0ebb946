"""Addresses of the site, and links between them.

An address is the part after the site's root, such as `stories/harbour/v3/`; the front page's is empty. Links are relative and
name `index.html`, so a site works at `/`, under `/repo/` and from a folder on disk (docs/adr/0002).
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

FRONT = ""
NOT_FOUND = "404.html"
SEARCH = "search/"
FOLLOW = "follow/"
STORIES = "stories/"
ARCHIVE = "archive/"
SIGNALS = "signals/"
DAILY = "daily/"
ATOM, JSON_FEED = "atom.xml", "feed.json"
"""Below the address of what can be followed: its feeds."""
PLAIN = "plain.txt"
"""Below the address of an issue: the issue as plain text."""
RECORD = "record/"
CORRECTIONS = "corrections/"
OUTLETS = "outlets/"
ALL = "all/"
"""Below the address of a list of the newest: the list of all."""
IMAGES = "images/"
"""Above the names of pictures."""
HOW_MADE = ("methodology/", "how-we-use-ai/")
"""The page about how a publication is made: the first of these that it has."""
LINKABLE = ("http", "https", "mailto")
_TEXT_FILE = re.compile(r"(?:\.\./(pages|signals)/)?([a-z0-9-]+)\.md(?:#(?:h-)?(.+))?")
_UP = {"": "../", "signals": "../signals/", "pages": "../../"}
"""The folder of a file, as it is named beside the file that links to it → the way to its page."""
_USUAL = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#][!-~]*)?")
"""An address that needs no closer look: a host in ASCII without a user or port, and nothing invisible."""


def story(slug: str, part: str = "") -> str:
    """A story's address, or that of a part of it: `history/`, `atom.xml` …"""
    return f"stories/{slug}/{part}"


def version(slug: str, number: int) -> str:
    """The permanent address of a version."""
    return story(slug, f"v{number}/")


def data(slug: str, number: int) -> str:
    """The address of a version as data."""
    return story(slug, f"v{number}.json")


def redline(slug: str, number: int) -> str:
    """The address of the redline from the version before."""
    return story(slug, f"changes/v{number}/")


def changes(slug: str) -> str:
    """The address of the page that compares any two versions."""
    return story(slug, "changes/")


def tag(name: str) -> str:
    """The address of the page of a tag."""
    return f"tags/{name}/"


def signal(slug: str) -> str:
    """The address of an essay."""
    return f"signals/{slug}/"


def daily(day: str) -> str:
    """The address of the issue of a day."""
    return f"{DAILY}{day}/"


def week(number: str) -> str:
    """The address of a week such as 2026-22."""
    return f"{DAILY}week/{number}/"


def earlier(alias: str) -> str:
    """The address of the page that redirects from an earlier one, such as `/2019/05/old-name/` or `/old.html`."""
    address = alias.removeprefix("/")
    return address if address.endswith(("/", ".html", ".htm")) else f"{address}/"


def file_of(address: str) -> str:
    """The file, relative to the site's folder, that is served at an address."""
    return address + "index.html" if not address or address.endswith("/") else address


def relative(here: str, there: str) -> str:
    """The link from one address to another; a fragment of `there` is kept."""
    address, hash_, fragment = there.partition("#")
    target, shared, up = file_of(address), here[: here.rfind("/") + 1], ""
    while not target.startswith(shared):
        shared, up = shared[: shared.rfind("/", 0, -1) + 1], up + "../"
    return f"{up}{target[len(shared) :]}{hash_}{fragment}"


def absolute(base: str, address: str) -> str:
    """The absolute address; `base` is the address of the site."""
    return base.rstrip("/") + "/" + address


def rooted(base: str, address: str) -> str:
    """The link to an address from a page that is served at any depth, such as 404."""
    return (urlsplit(base).path.rstrip("/") or "") + "/" + address


def of_file(link: str) -> str:
    """The link to the page of a file that is named from a page or an essay beside it; any other link as it is.

    `about.md#how-we-correct` becomes `../about/#h-how-we-correct`: the same words lead to it on GitHub, which shows the file.
    """
    if named := _TEXT_FILE.fullmatch(link):
        return f"{_UP[named[1] or '']}{named[2]}/" + (f"#h-{named[3]}" if named[3] else "")
    return link


def origin(url: str) -> str:
    """The scheme and host of an address, as a content security policy needs them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(4096)  # the same sources are cited on many pages
def outward(url: str | None) -> str | None:
    """The address if readers may follow it: http(s) or mailto; else None."""
    if url and _USUAL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in LINKABLE and (parts.scheme == "mailto" or parts.hostname) else None


def host(url: str | None) -> str:
    """The host that an address leads to, in ASCII (`xn--…`); empty if there is none."""
    if usual := _USUAL.fullmatch(url or ""):
        return usual[1]
    name = urlsplit(url).hostname if url and outward(url) else None
    if not name:
        return ""
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name.encode("ascii", "backslashreplace").decode()


def tag_uri(base: str, day: str, address: str) -> str:
    """A permanent id for a feed's entry (RFC 4151): its host, its day and its address."""
    parts = urlsplit(base)
    return f"tag:{parts.hostname},{day}:{parts.path.strip('/')}/{address}"
