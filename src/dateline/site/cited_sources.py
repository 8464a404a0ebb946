"""The sources of a brief, one line each: what to judge a source by first, and the rest where a citation leads to."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup, escape

from dateline.core.model import Source, Version
from dateline.core.outlets import outlet_of
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import in_words
from dateline.site.sources import quoted, titled
from dateline.site.speller import Speller
from dateline.site.words import N_, _, _n

_READ = {"full-text": N_("Full text"), "excerpt": N_("Excerpt"), "headline": ""}
"""What the writer could read of a source, where the line above does not say it."""


def rows(chronicle: Chronicle, position: int, speller: Speller) -> Iterator[str]:
    """A row for each source, by its number: `[1] title — outlet (date)`, whose marks are only seen without styles."""
    version, copies = chronicle.versions[position], chronicle.copies(position)
    by_key, year = {source.key: source for source in version.sources}, version.published[:4]
    is_told = not lacks_addresses(version)
    for key, number in speller.numbers.items():
        source = by_key.get(key) or Source(key, key)
        outlet, date = outlet_of(source), source.date or ""
        yield (
            f'<li id="s{number}"><a href=#s{number}>[{number}]</a> {titled(source.title, source.url or "")}'
            + (f" <span>— <bdi>{escape(outlet)}</bdi></span>" if outlet else "")
            + (f' <span>(<time datetime="{escape(date)}">{escape(in_words(date, year))}</time>)</span>' if date else "")
            + _remark(source, copies(key), is_address_told=is_told)
            + f"\n<div>{quoted(source.quotes).rstrip()}{_about(source, speller.cited_in(key))}</div></li>"
        )


def lacks_addresses(version: Version) -> bool:
    """Whether no source has an address that readers can follow, which is then said once."""
    return not any(urls.outward(one.url) for one in version.sources)


def _remark(source: Source, copies: int, *, is_address_told: bool) -> str:
    """What a reader should know before trusting a source."""
    said = [f"<b>{_('headline only')}</b>"] if source.evidence == "headline" else []
    said += [_n(copies, "{n} copy", "{n} copies")] if copies > 1 else []
    said += [_("no address recorded")] if is_address_told and not urls.outward(source.url) else []
    return f" <small>{', '.join(said)}</small>" if said else ""


def _about(source: Source, places: Mapping[str, str]) -> str:
    """What the writer could read of a source, and links back to the sections that cite it."""
    # A brief has hundreds of links, so they are without quotation marks.
    links = _(", #list").join([f"<a href=#{anchor}>{_(label)}</a>" for label, anchor in places.items()])
    cited = links.replace("<a ", "<a role=doc-backlink ", 1)
    read = _READ[source.evidence]
    return (read and _(read)) + (f"<p>{_('Cited in {places}', places=Markup(cited))}</p>" if cited else "")  # noqa: S704
