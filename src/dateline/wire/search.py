"""Searches for stories: each query of a story is sent to every search in the settings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import partial
from urllib.parse import quote, urlsplit

from dateline.core.config import Limits, Search
from dateline.core.errors import FeedError
from dateline.core.model import REACTIVE
from dateline.core.progress import timed
from dateline.wire.collect import Collection, FeedReport, Fetch, merge, read_and_report
from dateline.wire.dates import read_date
from dateline.wire.entry import Batch, Intake, RawEntry, RawFeed
from dateline.wire.inbox import Parse
from dateline.wire.markup import Visible
from dateline.wire.parse import parse
from dateline.wire.per_host import host_of, run_per_host, single_thread


@dataclass(frozen=True, slots=True)
class Hit:
    """A result of a search that does not answer with a feed."""

    title: str
    """The page's title."""
    url: str
    """Its address."""
    date: str = ""
    """When it was published, in any usual form, if that is known."""
    text: str = ""
    """An excerpt."""


Web = Callable[[str, Sequence[str]], Sequence[Hit]]
"""The model provider's web search: a query, and the hosts that results may come from → hits; raises WorldError."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a story, for one search."""

    search: Search
    """The search."""
    story: str
    """The slug of the story."""
    words: str
    """The words to search for."""
    question: str = ""
    """The open question that the words come from; empty if editors wrote them."""

    @property
    def label(self) -> str:
        """The label of its items, instead of a feed's."""
        return f"{REACTIVE}{self.story}"


def run_searches(  # noqa: PLR0913  # five of the six are keywords
    queries: Sequence[Query], *, fetch: Fetch, web: Web | None, collected: str, limits: Limits, zone: tzinfo = UTC
) -> Collection:
    """Sends every query to its search, several at once.

    Args:
        queries: the queries, each with its story and its search.
        fetch: calls an address.
        web: the model provider's web search; None without a key.
        collected: the time of this run.
        limits: how many queries at once, and how many entries of each.
        zone: the time zone of times that are written without one.

    Returns:
        The items, labelled `reactive:<story>`, each once per story; and a report on each query, in their order.
    """
    with single_thread() as on_one_thread:
        parsed = partial(on_one_thread, parse, collected=collected, limit=limits.items_per_feed, zone=zone)
        taken = partial(Intake, base="", collected=collected, zone=zone)

        def run(query: Query) -> tuple[Batch, FeedReport]:
            found = partial(_find, query, fetch=fetch, web=web, parsed=parsed, taken=taken)
            where = f'search {query.search.id}, "{query.words}"'
            with timed("search", f"{query.search.id} for “{query.words}”") as came:
                batch, report = read_and_report(found, id=query.search.id, label=query.label, where=where, now=collected)
                came(report.came)
            return batch, _with_question(report, query)

        results = run_per_host(queries, host=lambda query: host_of(query.search.url or ""), do=run, parallel=limits.parallel)
    return Collection(merge(batch.items for batch, _ in results), tuple(report for _, report in results))


def _with_question(report: FeedReport, query: Query) -> FeedReport:
    """A report that says for which open question a search was made, unless it failed."""
    note = f"searched {query.search.id} for “{query.words}”, for the open question “{query.question}”"
    return replace(report, notes=(note, *report.notes)) if query.question and not report.error else report


def _find(query: Query, *, fetch: Fetch, web: Web | None, parsed: Parse, taken: Callable[..., Intake]) -> Batch:
    if query.search.kind != "feed":
        return _from(query.search, taken(query.label).batch(_ask(web, query)))
    answer = fetch((query.search.url or "").replace("{query}", quote(query.words, safe="")))
    return _from(query.search, parsed(answer.data, feed=query.label, url=answer.url, content_type=answer.content_type))


def _ask(web: Web | None, query: Query) -> RawFeed:
    """What the web search found, as entries: its titles and addresses are no more trusted than a feed's."""
    if web is None:
        hint = "Run `dateline update` with the key in the environment, or remove the search from content/site.yaml."
        raise FeedError("needs the model provider's key", hint=hint)
    found = web(query.words, query.search.domains)
    return RawFeed("", [partial(_entry, hit) for hit in found])


def _entry(hit: Hit) -> RawEntry:
    return RawEntry(Visible(hit.title), Visible(hit.text), hit.url, hit.url, read_date(hit.date))


def _from(search: Search, batch: Batch) -> Batch:
    """The batch without items from hosts outside the search's domains."""
    if not search.domains:
        return batch
    kept = tuple(item for item in batch.items if _is_of(urlsplit(item.url or "").hostname or "", search.domains))
    others = len(batch.items) - len(kept)
    notes = (*batch.notes, f"results from other hosts, left out: {others}") if others else batch.notes
    return replace(batch, items=kept, notes=notes)


def _is_of(host: str, domains: Sequence[str]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in map(str.lower, domains))
