"""The pages about all stories."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.model import Version
from dateline.core.text import one_line
from dateline.site import charts, urls
from dateline.site.chronicle import Chronicle, spoken
from dateline.site.frame import Output, Site

LEAD = 2
"""How many sentences of What, and of the changes, a list shows for a story."""


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story in a list."""

    chronicle: Chronicle
    latest: Version
    lead: str
    """The first sentences of What, without citations."""
    changes: str
    """What changed last, without citations; empty for a first version."""
    asked: int
    """The number of open questions."""
    spark: charts.Spark
    """A line through the numbers of items."""

    @property
    def versions(self) -> int:
        """How many versions were not withdrawn."""
        return len(self.chronicle.versions)

    @property
    def has_redline(self) -> bool:
        """Whether a version came before the latest one."""
        return self.latest.version > 1


@dataclass(frozen=True, slots=True)
class StoryVoice:
    """A voice in one story."""

    chronicle: Chronicle
    id: str
    role: str
    view: str
    """Its view, without citations."""
    since: int
    """The version in which it was first heard."""


def newest_first(chronicles: Sequence[Chronicle]) -> list[Chronicle]:
    """The stories by latest update, without those whose versions were all withdrawn."""
    return sorted((one for one in chronicles if one.versions), key=lambda one: (one.latest.published, one.slug), reverse=True)


def entries(chronicles: Sequence[Chronicle]) -> tuple[StoryEntry, ...]:
    """The stories as a list shows them, the newest change first."""
    return tuple(_entry(one) for one in newest_first(chronicles))


def _entry(chronicle: Chronicle) -> StoryEntry:
    latest = chronicle.latest
    by_place = chronicle.analysed(latest).by_place
    lead, changes = (" ".join(one.said.plain for one in by_place.get(at, ())[:LEAD]) for at in ("what", "changes"))
    path = charts.spark([version.items for version in chronicle.versions])
    return StoryEntry(chronicle, latest, lead, changes if latest.version > 1 else "", len(latest.open_questions), path)


def _marks(chronicles: Iterable[Chronicle]) -> list[str]:
    return [one.mark for one in chronicles]


def home(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The stories by latest update."""
    yield site.output(urls.FRONT, _list_page, "home.html", chronicles, shows=_marks(chronicles))


def search(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """A list of all stories, which the script makes searchable."""
    yield site.output(urls.SEARCH, _list_page, "search.html", chronicles, shows=_marks(chronicles))


def not_found(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The page for wrong addresses, at any depth."""
    yield site.output(urls.NOT_FOUND, _list_page, "404.html", chronicles, shows=_marks(chronicles))


def follow(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """All feeds, as a page and as a file for feed readers."""
    titles = [(one.slug, one.title, bool(one.versions)) for one in chronicles]
    yield site.output("follow/", _list_page, "follow.html", chronicles, shows=titles)
    yield site.output("follow/feeds.opml", _list_page, "feeds.opml", chronicles, shows=titles)


def _list_page(site: Site, address: str, template: str, chronicles: Sequence[Chronicle]) -> bytes:
    listed = entries(chronicles)
    return site.page(
        template,
        address,
        entries=listed,
        total=len(listed),
        changed=listed[0].latest.published if listed else "",
        asked=sum(one.asked for one in listed),
        followed=tuple(feed for feed in site.config.feeds if feed.url),
        one_line=one_line,
    )


def tags(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The stories with a tag."""
    tagged: defaultdict[str, list[Chronicle]] = defaultdict(list)
    for chronicle in chronicles:
        for tag in dict.fromkeys(chronicle.story.tags):
            tagged[tag].append(chronicle)
    for tag, found in sorted(tagged.items()):
        yield site.output(urls.tag(tag), _tag_page, tag, found, shows=_marks(found))


def _tag_page(site: Site, address: str, tag: str, chronicles: Sequence[Chronicle]) -> bytes:
    listed = entries(chronicles)
    return site.page("tag.html", address, tag=tag, label=spoken(tag), entries=listed, total=len(listed))


def questions(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The open questions of all stories."""
    yield site.output("questions/", _questions_page, chronicles, shows=_marks(chronicles))


def _questions_page(site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    rows = [
        (one, [(asked.id, one.plain(asked.text), one.ages[-1]["open_questions", asked.id].since) for asked in told])
        for one in newest_first(chronicles)
        if (told := one.latest.open_questions)
    ]
    closed = [
        (one, version, closed)
        for one in newest_first(chronicles)
        for version in one.versions
        for closed in version.closed_questions
    ]
    return site.page(
        "questions.html",
        address,
        rows=rows,
        stories=len(rows),
        total=sum(len(asked) for _, asked in rows),
        closed=[(one, version.version, _asked(one, end.id), end.outcome, one.plain(end.text)) for one, version, end in closed],
    )


def _asked(chronicle: Chronicle, id_: str) -> str:
    """A question in its latest words; its id if only withdrawn versions asked it."""
    told = [one.text for version in chronicle.versions for one in version.open_questions if one.id == id_]
    return chronicle.plain(told[-1]) if told else id_


def voices(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """The voices of all stories."""
    yield site.output("voices/", _voices_page, chronicles, shows=_marks(chronicles))


def _voices_page(site: Site, address: str, chronicles: Sequence[Chronicle]) -> bytes:
    by_name: defaultdict[str, list[StoryVoice]] = defaultdict(list)
    for name, speaker in _speakers(chronicles):
        by_name[name].append(speaker)
    rows = sorted(by_name.items(), key=lambda row: row[0].casefold())
    return site.page("voices.html", address, rows=rows, total=len(rows))


def _speakers(chronicles: Sequence[Chronicle]) -> Iterator[tuple[str, StoryVoice]]:
    """Each voice of the latest versions with its name."""
    for chronicle in newest_first(chronicles):
        for voice in chronicle.latest.perspectives:
            since = chronicle.ages[-1]["perspectives", voice.id].since
            yield voice.voice, StoryVoice(chronicle, voice.id, voice.role or "", chronicle.plain(voice.view), since)


def redirects(site: Site, chronicles: Sequence[Chronicle]) -> Iterable[Output]:
    """Redirects from older addresses of stories."""
    for chronicle in chronicles:
        for alias in chronicle.story.aliases:
            there = urls.story(chronicle.slug)
            yield site.output(urls.story(alias), _redirect_page, there, chronicle.title, shows=(there, chronicle.title))


def _redirect_page(site: Site, address: str, there: str, title: str) -> bytes:
    return site.page("redirect.html", address, there=there, title=title)
