"""Sources as pages show them: title, outlet, date, quotes, and what is missing."""

from functools import lru_cache

from markupsafe import escape

from dateline.core.model import Source
from dateline.core.outlets import outlet_of
from dateline.site import urls
from dateline.site.dates import dated
from dateline.site.words import N_, Translations, _, _n, capitalised, spoken

GRADES = {"full-text": N_("full text"), "excerpt": N_("excerpt"), "headline": N_("headline only")}
"""What the writer could read of a source, in words for readers."""


def source_line(one: Source) -> str:
    """A source in one line: title, outlet, date and the host of its link; or that no address is recorded."""
    return _line(spoken(), one.title, one.url or "", outlet_of(one), one.date or "")


@lru_cache(4096)  # a story cites most of its sources in several versions
def _line(_words: Translations, title: str, url: str, outlet: str, date: str) -> str:
    told = titled(title, url) + (f" — <bdi>{escape(outlet)}</bdi>" if outlet else "")
    told += f" ({dated(date)})" if date else ""
    host = urls.host(url)
    return told + (
        f" <kbd>{escape(host)}</kbd>" if host else "" if urls.outward(url) else f" · <i>{_('no address recorded')}</i>"
    )


@lru_cache(4096)
def titled(title: str, url: str) -> str:
    """A title, which leads to its address if readers may follow it."""
    words = f"<bdi>{escape(title)}</bdi>"
    href = urls.outward(url)
    return f'<a href="{escape(href)}" rel="nofollow noopener noreferrer">{words}</a>' if href else words


@lru_cache(4096)
def quoted(quotes: tuple[str, ...]) -> str:
    """The quotes of a source."""
    return "".join([f"<q>{escape(quote)}</q> " for quote in quotes])


def graded(evidence: str, copies: int) -> str:
    """What the writer could read of a source, and how many items have the same words."""
    return f"<i>{capitalised(_(GRADES[evidence]))}</i>" + (f", {_n(copies, '{n} copy', '{n} copies')}" if copies > 1 else "")
