"""The voices of all stories."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import escape

from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.digest import Card, Digest, VoiceRow
from dateline.site.frame import Output, Site
from dateline.site.front import NEWEST, newest_first
from dateline.site.paging import Sheet, sheets
from dateline.site.rows import joined
from dateline.site.words import _

ADDRESS = "voices/"
NAMES = 100
"""How many names a page lists."""


class VoicesPage(NamedTuple):
    """A page of voices."""

    sheet: Sheet
    total: int
    """How many voices there are."""
    more: int
    """The same, if the first page does not list them all; else 0."""


ByName = Sequence[tuple[str, Sequence[Digest]]]
"""Each name, and the stories in which it is heard."""


def speakers(chronicle: Chronicle) -> Iterator[VoiceRow]:
    """The voices of a story's newest version."""
    for one in chronicle.latest.perspectives if chronicle.versions else ():
        since = chronicle.ages[-1]["perspectives", one.id].since
        yield VoiceRow(one.voice, one.id, one.role or "", chronicle.printed(one.view), since)


def pages(site: Site, digests: Sequence[Digest]) -> Iterable[Output]:
    """The voices of the stories that changed last and, if there are more stories, all of them by name."""
    newest = newest_first(digests)
    every = _by_name(newest)
    more = len(every) if len(newest) > NEWEST else 0
    lists = [(Sheet(ADDRESS, slice(None)), _by_name(newest[:NEWEST]))]
    lists += [(sheet, every) for sheet in sheets(ADDRESS + urls.ALL, len(every), NAMES)] if more else []
    for sheet, found in lists:
        some = found[sheet.rows]
        shown = VoicesPage(sheet, len(every), more)
        marks = [
            (name, [(one.card.slug, one.card.title, one.card.lang, one.mark(VoiceRow)) for one in held]) for name, held in some
        ]
        yield site.output(sheet.address, _page, shown, some, shows=(shown, marks))


def _by_name(digests: Iterable[Digest]) -> ByName:
    found: defaultdict[str, list[Digest]] = defaultdict(list)
    for one in digests:
        for name in dict.fromkeys(one.card.voices):
            found[name].append(one)
    return sorted(found.items(), key=lambda row: row[0].casefold())


def _page(site: Site, address: str, shown: VoicesPage, heard: ByName) -> bytes:
    link = site.link_from(address)
    said = {one.card.slug: one.rows(VoiceRow) for _name, found in heard for one in found}
    rows = joined(
        _voice(name, "".join(_said(one.card, row, link) for one in found for row in said[one.card.slug] if row.name == name))
        for name, found in heard
    )
    return site.page("voices.html", address, shown=shown, rows=rows)


def _voice(name: str, said: str) -> str:
    """A voice in all stories. There are hundreds on a page, so they are written here and not in a template."""
    return f'<section class="voice">\n<h2 class="told"><bdi>{escape(name)}</bdi></h2>\n{said}</section>'


def _said(card: Card, row: VoiceRow, link: Callable[[str], str]) -> str:
    """A voice in one story."""
    role = f"<bdi>{escape(row.role)}</bdi> · " if row.role else ""
    there = f'<a href="{escape(link(urls.story(card.slug)))}#voice-{row.id}"><bdi>{escape(card.title)}</bdi></a>'
    said = f'<h3>{there}</h3>\n<p class="role">{role}{_("since version {n}", n=row.since)}</p>\n<p>{escape(row.view)}</p>\n'
    return f"<div{card.lang}>\n{said}</div>\n" if card.lang else said
