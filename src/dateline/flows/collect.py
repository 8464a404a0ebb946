"""Collects, routes and records: items go into ledgers, full pages and the health of feeds into the cache."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dateline.core.config import Config
from dateline.core.days import zone
from dateline.core.errors import DatelineError, WorldError
from dateline.core.ledger import as_collected, waiting
from dateline.core.model import Dossier, Item
from dateline.core.progress import Step, tell
from dateline.core.publication import Publication
from dateline.desk import Routing, Spiked, decided, route
from dateline.desk.common_words import common_words
from dateline.desk.decided import Decided, settings_of
from dateline.desk.proposals import Proposal, proposals
from dateline.desk.question_queries import question_queries
from dateline.flows.shared.state import NOTHING_TOLD, SharedState, StateReport
from dateline.store.append import append_lines, new_story
from dateline.store.cache import Cache
from dateline.store.lock import locked
from dateline.store.new_items import new_items, unknown_items
from dateline.store.reading import read_publication
from dateline.wire import health
from dateline.wire.collect import Collection, Fetch, collect, merge
from dateline.wire.connect import network
from dateline.wire.copies import link_copies
from dateline.wire.fulltext import FullText, read_pages
from dateline.wire.pauses import PLACE as PAUSES
from dateline.wire.pauses import Pauses
from dateline.wire.search import Query, Web, run_searches


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came in for one story."""

    dossier: Dossier
    """The story, with the new items in its ledger."""
    new: tuple[Item, ...] = ()
    """The new items of the ledger, copies included."""
    aside: tuple[Item, ...] = ()
    """The new items of the ledger that nearly matched the story and were set aside."""
    error: DatelineError | None = None
    """Why the ledger could not be written."""
    unread: tuple[FullText, ...] = ()
    """The pages that were not read in full, with the reasons."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run collected, and where each item went."""

    collection: Collection
    """What came in, and from where."""
    routing: Routing
    """Which story each item went to, and what was set aside."""
    arrivals: tuple[Arrival, ...]
    """The updated stories, by slug."""
    proposed: tuple[Proposal, ...] = ()
    """Stories that could be made from items that fit none."""
    complaints: tuple[str, ...] = ()
    """A line for each feed that has failed for days."""
    aside_before: tuple[Spiked, ...] = ()
    """The items that came again and fit no story in an earlier run."""
    shared: StateReport = NOTHING_TOLD
    """What went wrong with the state branch."""

    @property
    def checked(self) -> tuple[str, ...]:
        """The stories for which at least one feed or search could be read, and whose ledgers could be written."""
        is_read = any(not report.error for report in self.collection.reports)
        return tuple(one.dossier.slug for one in self.arrivals if is_read and not one.error and not one.dossier.problems)

    @property
    def quiet(self) -> tuple[str, ...]:
        """Those of them of which no item waits: there is nothing new."""
        busy = {one.dossier.slug for one in self.arrivals if waiting(one.dossier)}
        return tuple(slug for slug in self.checked if slug not in busy)

    @property
    def exit_code(self) -> int:
        """3 if a feed, a page, a disk or the remote failed, else 0."""
        feeds = any(report.error for report in self.collection.reports)
        stories = any(one.error or any(page.is_unreadable for page in one.unread) for one in self.arrivals)
        return WorldError.exit_code if feeds or stories or self.shared.errors else 0


@dataclass(frozen=True, slots=True)
class CollectRun:
    """How a run collects."""

    root: Path
    """The publication's folder."""
    now: str
    """The time of the run, UTC."""
    web: Web | None = None
    """The model provider's search; None without a key."""
    sort: Callable[[Routing, Sequence[Dossier]], Routing] | None = None
    """A model's decision on items that no rule can place; None without a key."""
    collecting: bool = True
    """Whether feeds and searches are read."""
    dry: bool = False
    """Whether nothing is written except full pages, to the cache."""
    sharing: bool = True
    """Whether the state branch of the remote is read and written."""


def collect_only(run: CollectRun, slugs: Sequence[str] = ()) -> Collected:
    """Collects for every active story, or the active ones among `slugs`, and drafts nothing.

    Raises:
        UsageError: if the settings cannot be read, or there is no story with such a slug.
        StoreError: if another run holds the lock.
    """
    with locked(run.root):
        shared = SharedState(run.root, run.now, is_used=run.sharing)
        shared.take(slugs)
        publication = read_publication(run.root)
        shared.settings = settings_of(publication.stories)
        collected = collect_items(run, publication, publication.active(slugs))
        shared.save(checked=collected.checked, quiet=collected.quiet)
        shared.leave()
        return replace(collected, shared=shared.told)


def collect_items(run: CollectRun, publication: Publication, stories: Sequence[Dossier]) -> Collected:
    """Collects, routes and records items. If a feed or a story fails, the others go on."""
    config, cache = publication.config, Cache(run.root)
    settings = settings_of(publication.stories)
    earlier = Decided.of(cache.get(decided.KIND, settings))
    pauses = Pauses(cache.get(*PAUSES))
    with network(run.root, config, keep=not run.dry, pauses=pauses) as fetch:
        collection = _collect(run, config, stories, fetch) if run.collecting else Collection((), ())
        held = [item for one in publication.stories for item in one.items]
        routing = _route(run, publication, stories, earlier.open(collection.items, held))
        near = _near(routing)
        arrivals = tuple(
            _record(run, config, story, (routing.items_for(story.slug), near[story.slug]), fetch) for story in stories
        )
    recorded = frozenset(one.dossier.slug for one in arrivals if one.error is None and not one.dossier.problems)
    if not run.dry:
        cache.put(decided.KIND, settings, earlier.after(routing, recorded))
        cache.put(*PAUSES, pauses.rows)
    before = earlier.set_aside(collection.items)
    fitting_none = (*before, *routing.spiked)
    taken = (name for one in publication.stories for name in (one.slug, *one.story.aliases))
    # A first failure is already reported in the feed's own line.
    failing = {name: one for name, one in health.of(cache.get(*health.PLACE)).items() if one.failures > 1}
    complaints = tuple(health.complaints(failing, now=run.now)) if run.collecting else ()
    return Collected(collection, routing, arrivals, proposals(fitting_none, taken), complaints, before)


def _route(run: CollectRun, publication: Publication, stories: Sequence[Dossier], items: Sequence[Item]) -> Routing:
    """Which story each item goes to, and which items are set aside and not in a ledger yet."""
    config = publication.config
    labels = {feed.label: feed.id for feed in config.feeds}
    common = common_words(config.language) if items else ()
    routing = route(items, publication.stories, labels, common)
    routing = replace(routing, spiked=_unrecorded(routing.spiked, publication.stories))
    return run.sort(routing, stories) if run.sort else routing


def _collect(run: CollectRun, config: Config, stories: Sequence[Dossier], fetch: Fetch) -> Collection:
    asked = [*_queries(config, stories)]
    tell(Step("collect", total=len(config.feeds)))
    cache = Cache(run.root)
    before = health.of(cache.get(*health.PLACE))
    paused = health.paused(before, config.feeds, now=run.now)
    where, limits = zone(config.timezone), config.limits
    followed = collect(config.feeds, root=run.root, fetch=fetch, collected=run.now, limits=limits, paused=paused, zone=where)
    found = run_searches(asked, fetch=fetch, web=run.web, collected=run.now, limits=limits, zone=where)
    if not run.dry:
        known = health.after(before, followed.reports, now=run.now, feeds=config.feeds)
        cache.put(*health.PLACE, [asdict(one) for one in known.values()])
    return Collection(merge((followed.items, found.items)), (*followed.reports, *found.reports))


def _queries(config: Config, stories: Sequence[Dossier]) -> Iterator[Query]:
    """What each search is asked: the editors' queries of the stories and, if the settings want it, their open questions."""
    is_asking = config.from_questions and config.searches
    questions = question_queries(stories, common_words(config.language)) if is_asking else ()
    for search in config.searches:
        yield from (Query(search, one.slug, words) for one in stories for words in one.story.queries)
        yield from (Query(search, one.story, one.words, one.question) for one in questions)


def _near(routing: Routing) -> defaultdict[str, list[Item]]:
    """The items that nearly matched a story, by the story; each says why it was set aside."""
    near: defaultdict[str, list[Item]] = defaultdict(list)
    for one in routing.spiked:
        if one.nearest and one.is_final:
            near[one.nearest].append(replace(one.item, spiked=one.reason))
    return near


def _record(
    run: CollectRun, config: Config, dossier: Dossier, came: tuple[Sequence[Item], Sequence[Item]], fetch: Fetch
) -> Arrival:
    """Adds the items routed to a story to its ledger, and those that nearly matched."""
    if dossier.problems:
        return Arrival(dossier)
    known = (*as_collected(dossier.lines), *dossier.items)
    usable = [item for item in dossier.items if item.is_usable]
    new = link_copies(usable, new_items(known, came[0]))
    new, unread = with_pages(Cache(run.root), config, new, fetch=fetch)
    aside = new_items((*known, *new), came[1])
    try:
        if not run.dry:
            append_lines(run.root, dossier.slug, (*new, *aside))
    except DatelineError as error:
        return Arrival(dossier, error=error)
    return Arrival(replace(dossier, items=(*dossier.items, *new, *aside)), new, aside, unread=unread)


def record_proposal(run: CollectRun, proposal: Proposal) -> Arrival:
    """Makes a proposed story and gives it its items, unless the run is dry."""
    new = link_copies((), new_items((), proposal.items))
    dossier = Dossier(proposal.slug, proposal.story, items=new)
    try:
        if not run.dry:
            new_story(run.root, proposal.slug, proposal.story)
            append_lines(run.root, proposal.slug, new)
    except DatelineError as error:
        return Arrival(dossier, error=error)
    return Arrival(dossier, new)


def with_pages(
    cache: Cache, config: Config, items: Sequence[Item], *, fetch: Fetch
) -> tuple[tuple[Item, ...], tuple[FullText, ...]]:
    """Reads the full pages of items that came from the network. Returns the items, and the pages that were not read.

    The text is stored in the cache under the hash of the page. Without the extra `extract` no page is read.
    """
    local = {feed.label for feed in config.feeds if not feed.url}
    wanted = [item for item in items if item.url and item.channel not in local and not item.copy_of]
    pages = read_pages(wanted, fetch=fetch, limits=config.limits)
    read = {one.item.key: one for one in pages if not one.skipped}
    for one in read.values():
        cache.put("page", one.item.page, one.text)
    whole = tuple(read[item.key].item if item.key in read else item for item in items)
    return whole, tuple(one for one in pages if one.skipped)


def _unrecorded(spiked: Iterable[Spiked], stories: Iterable[Dossier]) -> tuple[Spiked, ...]:
    """The items set aside, without those that are already in the ledger of the story that they nearly matched."""
    ledgers = {one.slug: (*as_collected(one.lines), *one.items) for one in stories}
    kept = []
    by_story: dict[str, list[Spiked]] = {}
    for one in spiked:
        if one.nearest is None:
            kept.append(one)
        else:
            by_story.setdefault(one.nearest, []).append(one)
    for slug, near in by_story.items():
        new = {id(item) for item in unknown_items(ledgers[slug], [one.item for one in near])}
        kept += [one for one in near if id(one.item) in new]
    return tuple(kept)
