"""The strip of versions: links from each page of a version to the others."""

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.rows import joined
from dateline.site.words import _

MOST_STOPS = 12
"""If there are more versions, the strip leaves some out."""


class Stop(NamedTuple):
    """A version in the strip; number 0 means those that are left out."""

    number: int
    published: str
    is_here: bool = False
    is_withdrawn: bool = False

    def html(self, href: Callable[[int], str]) -> str:
        """The version as HTML; `href` says where a number leads."""
        if not self.number:
            return '<li class="gap">…</li>'
        if self.is_here:
            return f'<li><span aria-current="true"><b>v{self.number}</b></span></li>'
        said, tag = (_("withdrawn"), "s") if self.is_withdrawn else (self.published[:10], "b")
        title = escape(_("Version {n}, {date}", n=self.number, date=said))
        return f'<li><a href="{escape(href(self.number))}" title="{title}"><{tag}>v{self.number}</{tag}></a></li>'


def stops(chronicle: Chronicle, number: int) -> tuple[Stop, ...]:
    """The versions up to a number, and the next one; later versions are left out, so old pages do not change."""
    known = chronicle.filed[: bisect_right(chronicle.filed, number, key=lambda one: one.number) + 1]
    is_long = len(known) > MOST_STOPS
    shown = (known[0], *known[2 - MOST_STOPS :]) if is_long else known
    first, *rest = (Stop(one.number, one.published, one.number == number, one.withdrawn is not None) for one in shown)
    return (first, Stop(0, ""), *rest) if is_long else (first, *rest)


def strip(chronicle: Chronicle, number: int, here: str) -> Markup:
    """The strip on the page of a version at an address."""

    def href(there: int) -> str:
        return urls.relative(here, urls.version(chronicle.slug, there))

    return joined(one.html(href) for one in stops(chronicle, number))
