"""Why a run changed nothing, and what to do about it: in a new publication, and when no feed has news."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.core.config import Config
from dateline.core.layout import INBOX, story_path
from dateline.core.text import one_line
from dateline.core.text.lists import counted
from dateline.flows.collect import Collected

MOST_FEEDS = 8
NO_ENTRIES = "no feed has any entries"
FEED = '- {id: town-hall, title: The town hall, url: "https://example.org/news.xml"}'


def story_lines(collected: Collected, slugs: Sequence[str], *, place: str = "") -> Iterator[str]:
    """What to do if no story was updated.

    Args:
        collected: what the run collected, and where it went.
        slugs: every story of the publication.
        place: the option `-C DIR` for commands that are shown, with a space after it.
    """
    if not slugs:
        yield "no story yet"
        yield f'  hint: start one: dateline {place}new harbour-barrier --title "The harbour barrier"'
    elif not collected.arrivals:
        yield "no story was updated, because none is active"
        yield "  hint: set `status: active` in the story.yaml of a story"


def feed_lines(collected: Collected, config: Config) -> Iterator[str]:
    """What to do if no feed is followed; else, if no story gained an item, where the entries went."""
    reports = collected.collection.reports
    if not (any(report.items for report in reports) or _follows(config)):
        yield f"the settings list no feed yet, and {INBOX} is empty"
        yield f"  hint: put a saved page, an email (.eml) or a feed file in {INBOX}, or"
        yield "        add a line for a feed below `feeds:` in content/site.yaml, for example"
        yield f"        {FEED}"
    elif collected.arrivals and not any(arrival.new for arrival in collected.arrivals):
        yield from _accounted(collected)
        yield from _without_queries(collected, config)


def _follows(config: Config) -> bool:
    return bool(config.searches) or not all(feed.is_inbox for feed in config.feeds)


def _accounted(collected: Collected) -> Iterator[str]:
    """Where the entries came from, and where they went."""
    read = [report for report in collected.collection.reports if report.items]
    if not read:
        failed = sum(bool(report.error) for report in collected.collection.reports)
        yield f"{NO_ENTRIES}; {counted(failed, 'feed')} could not be read" if failed else NO_ENTRIES
        return
    more = f" and {len(read) - MOST_FEEDS} more" if len(read) > MOST_FEEDS else ""
    yield f"read       {', '.join(f'{one_line(one.label)} {one.items}' for one in read[:MOST_FEEDS])}{more}"
    yield f"nothing new for any story: {', '.join(_places(collected))}"


def _without_queries(collected: Collected, config: Config) -> Iterator[str]:
    """The stories that nothing searches for, and that only an item with words of their title can reach."""
    slugs = [arrival.dossier.slug for arrival in collected.arrivals if not arrival.dossier.story.queries]
    if slugs:
        named = f"{', '.join(slugs[:MOST_FEEDS])}{' …' if len(slugs) > MOST_FEEDS else ''}"
        searched = " and no search looks for it" if config.searches else ""
        yield f"without `queries`, an item has to share words with the title or text{searched}: {named}"
        yield f"  hint: add words to `queries:` in {story_path(slugs[0])}"


def _places(collected: Collected) -> Iterator[str]:
    held = {item.key for arrival in collected.arrivals for item in arrival.dossier.items}
    known = sum(item.key in held for item in collected.collection.items)
    aside = Counter(one.reason for one in collected.routing.spiked)
    before = {item.key for one in collected.aside_before if (item := one.item).key not in held}
    elsewhere = len(collected.collection.items) - known - aside.total() - len(before)
    if known:
        yield f"{known} known"
    if elsewhere > 0:
        yield f"{elsewhere} for stories that were not updated"
    if aside:
        yield f"{aside.total()} set aside, mostly: {aside.most_common(1)[0][0]}"
    if before:
        reason = Counter(one.reason for one in collected.aside_before).most_common(1)[0][0]
        yield f"{len(before)} set aside in earlier runs, mostly: {reason}"
