"""What a story tells on a day and in a week: rows of its digest, from which issues are made without the story."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dateline.core.compare.news import News, news, weight
from dateline.core.config import Config
from dateline.core.days import day_of, week_of, zone
from dateline.core.model import Version
from dateline.core.text import paragraphs
from dateline.core.text.language import language_of
from dateline.core.text.lists import counted
from dateline.site import metadata
from dateline.site.chronicle import Chronicle
from dateline.site.digest import Digest

LEAD = 3
"""How many sentences an issue tells of a story."""
LONGEST = 600
"""Characters of a text in an issue."""
_WHOLE = len("2026-05-27")


class CorrectedPart(NamedTuple):
    """A mistake that was corrected, or a version that was withdrawn."""

    of: int
    """The version that was wrong."""
    was: str
    """What it said; empty if it was withdrawn."""
    now: str
    """What is right; why it was withdrawn."""
    after: int
    """After how many days it was found; -1 if that is not known."""
    by: int = 0
    """The version that corrects it; 0 if it was withdrawn."""

    @property
    def found(self) -> str:
        """How long the mistake stood, in a sentence; empty if that is not known."""
        if self.after < 0:
            return ""
        return f"Found after {counted(self.after, 'day')}." if self.after else "Found on the same day."


class Answered(NamedTuple):
    """A question that was answered."""

    question: str
    answer: str
    asked: str
    """The day on which it was asked first."""


class StoryNews(NamedTuple):
    """What a story tells of a day or a week in which versions were filed or withdrawn."""

    period: str
    """A day such as 2026-05-27, or a week such as 2026-22."""
    slug: str
    title: str
    """That of the last version."""
    numbers: tuple[int, ...]
    """The versions that were filed, ascending; empty if one was only withdrawn."""
    before: int
    """The number of the version before them; 0 if the first one is among them."""
    filed: str
    """When the last version was filed; empty if one was only withdrawn."""
    lead: str
    """What changed, in the writer's words; the first sentences of What for a first version."""
    news: tuple[News, ...]
    """What changed, by weight, without answers."""
    answered: tuple[Answered, ...]
    corrected: tuple[CorrectedPart, ...]
    weight: int
    """How much of it there is."""
    reviewed: str
    """Who reviewed the last version; empty if a person did, as that is what readers expect."""

    @property
    def is_new(self) -> bool:
        """Whether the story is new."""
        return bool(self.numbers) and not self.before


class FollowedSpan(NamedTuple):
    """From when to when a story is followed."""

    slug: str
    first: str
    """The day of the first version."""
    until: str
    """The day on which it was closed, or that of the last version if it is dormant; empty if it is still followed."""
    is_closed: bool
    """Whether it was closed or archived."""


def followed(chronicle: Chronicle, config: Config) -> Iterator[FollowedSpan]:
    """From when to when a story is followed; nothing of a draft."""
    story, where = chronicle.story, zone(config.timezone)
    if not chronicle.versions or story.draft:
        return
    last = day_of(chronicle.latest.published, where)
    ended = f"{story.closing.on}-12-31"[:10] if story.closing else last
    until = "" if story.status == "active" else ended if story.is_over else last
    yield FollowedSpan(chronicle.slug, day_of(chronicle.first.published, where), until, story.is_over)


def moved(chronicle: Chronicle, config: Config, day: str = "") -> Iterator[StoryNews]:
    """What a story tells of each day and each week, by time; nothing of a draft, or of versions that change wording alone.

    Args:
        chronicle: the story.
        config: the settings.
        day: the only day of which all is told; of the other days, only that the story moved, and nothing of weeks.
    """
    if chronicle.story.draft:
        return
    where = zone(config.timezone)
    days = [day_of(one.published, where) for one in chronicle.versions]
    gone = [(one.withdrawn, one.number) for one in chronicle.filed if one.withdrawn and len(one.withdrawn.on) == _WHOLE]
    known: dict[tuple[int, ...], StoryNews] = {}
    """What versions tell, by their places: most weeks have the versions of one day."""
    for period_of in (str,) if day else (str, week_of):
        places, taken = defaultdict(list), defaultdict(list)
        for place, filed_on in enumerate(days):
            if chronicle.versions[place].kind != "minor":
                places[period_of(filed_on)].append(place)
        for withdrawn, number in gone:
            taken[period_of(withdrawn.on)].append(CorrectedPart(number, "", withdrawn.why, -1))
        for period in sorted({*places, *taken}):
            some = tuple(places.get(period, ()))
            if some not in known:
                known[some] = (_told if day in ("", period) else _named)(chronicle, some, days)
            told = known[some]
            yield told._replace(period=period, corrected=(*told.corrected, *taken.get(period, ())))


def _named(chronicle: Chronicle, places: Sequence[int], _: Sequence[str]) -> StoryNews:
    """The versions at these places, and nothing of what they tell."""
    if not places:
        return StoryNews("", chronicle.slug, chronicle.title, (), 0, "", "", (), (), (), 0, "")
    some = [chronicle.versions[place] for place in places]
    before = chronicle.versions[places[0] - 1].version if places[0] else 0
    numbers = tuple(one.version for one in some)
    return StoryNews("", chronicle.slug, some[-1].title, numbers, before, some[-1].published, "", (), (), (), 0, "")


def _told(chronicle: Chronicle, places: Sequence[int], days: Sequence[str]) -> StoryNews:
    """What the versions at these places tell, compared with the one before them."""
    named = _named(chronicle, places, days)
    if not places:
        return named
    some = [chronicle.versions[place] for place in places]
    after, before = some[-1], chronicle.versions[places[0] - 1] if places[0] else None
    told = news(chronicle.compared(before, after), _language(after)) if before else ()
    answers = (one for one in told if one.kind == "answered")
    made = metadata.made(chronicle, after)
    return named._replace(
        lead=_lead(chronicle, some, is_first=before is None),
        news=tuple(one._replace(after=shortened(one.after)) for one in told if one.kind != "answered"),
        answered=tuple(Answered(one.label, shortened(one.after), _asked(chronicle, one.id, days)) for one in answers),
        corrected=tuple(_corrected(chronicle, some, days)),
        weight=weight(told),
        reviewed="" if made.is_reviewed else made.reviewed,
    )


def _language(version: Version) -> str:
    return language_of("\n".join((version.what, *version.narrative)))


def _lead(chronicle: Chronicle, some: Sequence[Version], *, is_first: bool) -> str:
    """The first sentences of what changed, each once; of What for a first version, or if nobody says what changed."""
    told = "" if is_first else " ".join(chronicle.plain(one.changes) for one in some if one.changes)
    sentences = [one for part in paragraphs(told or chronicle.plain(some[-1].what)) for one in part]
    return shortened(" ".join(list(dict.fromkeys(sentences))[:LEAD]))


def shortened(text: str) -> str:
    """A text, cut after a word if it is very long."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _asked(chronicle: Chronicle, question: str, days: Sequence[str]) -> str:
    """The day on which a question was asked first."""
    asked = zip(days, (one.open_questions for one in chronicle.versions), strict=True)
    return next(day for day, questions in asked if any(question == one.id for one in questions))


def _corrected(chronicle: Chronicle, some: Sequence[Version], days: Sequence[str]) -> Iterator[CorrectedPart]:
    """The corrections of some versions."""
    day_by_number = dict(zip((one.version for one in chronicle.versions), days, strict=True))
    for version in some:
        for one in version.corrections:
            wrong = day_by_number.get(one.of)
            after = (date.fromisoformat(day_by_number[version.version]) - date.fromisoformat(wrong)).days if wrong else -1
            was, now = (shortened(chronicle.plain(text)) for text in (one.was, one.now))
            yield CorrectedPart(one.of, was, now, after, version.version)


def moved_in(digest: Digest) -> list[StoryNews]:
    """The rows of a story."""
    return [
        one._replace(
            news=tuple(News(*each) for each in one.news),
            answered=tuple(Answered(*each) for each in one.answered),
            corrected=tuple(CorrectedPart(*each) for each in one.corrected),
        )
        for one in digest.rows(StoryNews)
    ]
