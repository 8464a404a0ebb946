"""Who published an item: its outlet, and outlets named in titles."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from dateline.core.constraints import SLUG
from dateline.core.model import REACTIVE, VIA, Item, Source
from dateline.core.text import clean, fold, sentences

DESK = "the desk"
"""The label of what an editor added; alone, it says that the outlet is not known."""
_OUTLET = re.compile(r"\s[-–—|]\s([A-Z][^-–—|…\[\]]{1,40})$")
_BEHIND_A_FOLDED_TITLE = re.compile(r"\s+[-|·]\s+[^-|·]{1,40}$")
_INVERTED = re.compile(
    r"([^\W\d_][\w'’-]+(?: [\w'’-]+)?), (?!(?:Inc|Ltd|LLC|GmbH|Co|Corp|PLC|AG|SA)\b)([^\W\d_][\w.'’-]*(?: [\w.'’-]+)?)\Z"
)
"""A name in the order of address books: "Doe, Ann"."""
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def outlet(item: Item) -> str:
    """Who published an item, as the start of a sentence: its feed, the sender or site if it was saved, or a search's outlet."""
    named = outlet_in_title(item)
    if not item.feed.startswith(REACTIVE):
        unnamed = "A saved page" if item.feed == DESK else _presentable(_straight(item)) or "One feed"
        return _presentable(named) or unnamed
    if named:
        return _presentable(named) or "One outlet"
    host = _host(item)
    return f"The site {host}" if host else "One outlet"


def outlet_in_a_list(item: Item) -> str:
    """Who published an item, as short as it can be said; empty if that is not known."""
    label = _host(item) if item.feed.startswith(REACTIVE) else item.outlet
    return outlet_in_title(item) or (label if item.feed != DESK else "")


def outlet_of(source: Source) -> str:
    """The outlet of a cited source, as readers know it; empty if that is not known.

    A label that names nobody, such as that of a search or the id of a feed without a title, gives way to the outlet after the
    source's title, or else to the site that it links to.
    """
    label = source.feed.partition(VIA)[0]
    is_id, is_nobody = not SLUG.objection(label), REACTIVE in label or label == DESK
    if not (is_id or is_nobody):
        return label
    named = _OUTLET.search(source.title)
    return named[1] if named else _host(source) or ("" if is_nobody else label.replace("-", " ").title())


def _host(item: Item | Source) -> str:
    """The site that an item links to; empty if it links to none."""
    try:
        host = urlsplit(item.url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.") if _HOST.fullmatch(host) else ""


def _straight(item: Item) -> str:
    """The outlet's name; if it is the sender of a mail, with the given name first."""
    name = _INVERTED.match(item.outlet) if VIA in item.feed else None
    return f"{name[2]} {name[1]}" if name else item.outlet


def outlet_in_title(item: Item) -> str:
    """The outlet that an aggregator puts after the headline; empty if there is none or the feed is not an aggregator."""
    named = _OUTLET.search(item.title)
    return named[1] if named and (item.feed.startswith(REACTIVE) or is_headline_and_outlet(item)) else ""


def is_headline_and_outlet(item: Item) -> bool:
    """Whether the text's first paragraph only repeats headline and outlet, as in an aggregator's feed; others may follow."""
    named = _OUTLET.search(item.title)
    first = item.text.partition("\n\n")[0]
    return named is not None and fold(first) == fold(f"{item.title[: named.start()]} {named[1]}")


@lru_cache(1_024)
def _presentable(label: str) -> str:
    """A feed's label as a name in a sentence; empty if it could be misread there."""
    label = " ".join(clean(label).split())
    if not re.fullmatch(r"(?=.*\w)(?!.*(?<!\w)['‘])[^\[\]<>“”\"]{1,60}", label) or len(sentences(f"{label} writes.")) > 1:
        return ""
    kind = "site" if _HOST.fullmatch(label) else "feed"
    return f"The {kind} {label}" if label.split()[0].islower() else label


def title_without_outlet(title: str) -> str:
    """A title without the outlet that an aggregator puts after it."""
    return _OUTLET.sub("", title)


def without_outlet(folded: str) -> str:
    """A folded title without the outlet after it."""
    return _BEHIND_A_FOLDED_TITLE.sub("", folded)
