"""The rows of a story's page of sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from dateline.core.model import Item, Source
from dateline.core.outlets import outlet_in_a_list, outlet_of
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import dated
from dateline.site.outlet_rows import OutletRow
from dateline.site.rows import joined
from dateline.site.sources import GRADES, quoted, titled
from dateline.site.words import N_, _, _n

MOST_BARS = 5
"""How many outlets have a bar of their own."""
MOST_PLACES = 12
"""How many of the versions that cite a source are named: the first, and the newest."""
OTHERS, UNKNOWN = N_("Others"), N_("Not recorded")
WIDEST = 80
"""The longest bar, in per cent; its number needs the rest."""

CitedIn = list[tuple[int, int]]
"""The numbers of versions, and of a source in each."""


def bars(rows: Sequence[OutletRow]) -> Markup:
    """How many sentences rest on each outlet: the first ones alone, then the others, and those not known; may be empty."""
    known = [(one.outlet, one.sentences) for one in rows if one.outlet]
    others, unknown = sum(count for _name, count in known[MOST_BARS:]), sum(one.sentences for one in rows if not one.outlet)
    shown = [*known[:MOST_BARS], (_(OTHERS), others), (_(UNKNOWN), unknown)]
    most = max((count for _name, count in shown), default=0)
    return joined(_bar(name, count, most) for name, count in shown if count)


def _bar(name: str, count: int, most: int) -> str:
    width = round(WIDEST * count / most, 1)
    return (
        f"<dt><bdi>{escape(name)}</bdi></dt><dd>"
        f'<svg width="{width}%" height="9" aria-hidden="true"><rect width="100%" height="9"/></svg> <b>{count}</b></dd>'
    )


class SourceRows:
    """Makes the rows of sources of one page."""

    def __init__(self, chronicle: Chronicle, here: str, classes: Mapping[str, str], *, names_missing: bool) -> None:
        """Begins a page.

        Args:
            chronicle: the story.
            here: the address of the page.
            classes: outlet → the class of its filter.
            names_missing: whether a row says that its address is not recorded; not if that is so of most.
        """
        self._base = urls.relative(here, urls.story(chronicle.slug)).removesuffix("index.html")
        self._copies = chronicle.copies(len(chronicle.versions) - 1)
        self._newest, self._year = chronicle.latest.version, chronicle.latest.published[:4]
        self._classes, self._names_missing = classes, names_missing

    def row(self, source: Source, places: CitedIn) -> str:
        """A source, as it was last cited: number, title, outlet, date, remarks, and on demand its quotes and versions."""
        return (
            f"{self._named(source, places)}\n"
            f"<details><summary>{', '.join(self._remarks(source, places[-1][0]))}</summary>\n{quoted(source.quotes)}"
            f"{_('Read: {what}.', what=_(GRADES[source.evidence]))} {self._cited_in(places)}</details></li>"
        )

    def by_date(self, found: Iterable[tuple[Source, CitedIn]]) -> Iterator[str]:
        """The sources whose date is known, the newest first, without remarks; nothing if there is no order among them."""
        known = sorted((one for one in found if one[0].date), key=lambda one: one[0].date or "", reverse=True)
        for source, places in known if len(known) > 1 else ():
            yield f"{self._named(source, places)}</li>"

    def _cited_in(self, places: CitedIn) -> str:
        return _("Cited in {places}", places=_(", #list").join(self._places(places)))

    def _named(self, source: Source, places: CitedIn) -> str:
        """The beginning of a row: number, title, outlet, date."""
        outlet = outlet_of(source)
        marked = f' class="{self._classes[outlet]}"' if outlet in self._classes else ""
        last, number = places[-1]
        line = _line(titled(source.title, source.url or ""), outlet, source.date or "", self._year)
        return f"<li{marked}><b>{f'[{number}]' if last == self._newest else '–'}</b> {line}"

    def _remarks(self, source: Source, last: int) -> list[str]:
        """What the writer could read of it, and what else a reader should know."""
        copies = self._copies(source.key)
        found = [f"<b>{_('headline only')}</b>" if source.evidence == "headline" else _(GRADES[source.evidence])]
        found += [_n(copies, "{n} copy", "{n} copies")] if copies > 1 else []
        found += [_("no address recorded")] if self._names_missing and not urls.outward(source.url) else []
        found += [_("last cited in version {n}", n=last)] if last != self._newest else []
        return found

    def _places(self, places: CitedIn) -> Iterator[str]:
        shown = places if len(places) <= MOST_PLACES else [*places[:1], *places[1 - MOST_PLACES :]]
        for place, (version, number) in enumerate(shown):
            left_out = len(places) - len(shown) if not place else 0
            more = f", {_n(left_out, '{n} more#version', '{n} more#version')}" if left_out else ""
            yield f'<a href="{self._base}v{version}/index.html#s{number}">{_("version {n}", n=version)}</a>{more}'


def aside_row(item: Item, reason: str, year: str) -> str:
    """An item that was set aside, with the reason."""
    title = titled(item.title, item.url or "") if item.title else f"<span>{_('No title is kept')}</span>"
    return f"<li>{_line(title, outlet_in_a_list(item), item.day or '', year)} <p>{escape(reason)}</p></li>"


def _line(title: str, outlet: str, date: str, year: str) -> str:
    named = f"<bdi>{escape(outlet)}</bdi>" if outlet else ""
    return f"{title} <span>{named}</span> <span>{dated(date, year) if date else ''}</span>"
