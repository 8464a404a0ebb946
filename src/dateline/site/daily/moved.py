"""What a story tells of each day and each week, worked out from its versions."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from dateline.core.compare.news import SAME_NEWS, WEIGHT, News, weight
from dateline.core.days import day_of, week_of
from dateline.core.model import Version
from dateline.core.sentences import AnalysedText
from dateline.site import metadata
from dateline.site.chronicle import Chronicle
from dateline.site.corrections import corrected
from dateline.site.daily.rows import AnsweredQuestion, CorrectedPart, FollowedSpan, StoryNews
from dateline.site.facts import of_several
from dateline.site.typography import printed
from dateline.site.words import spoken

LEAD = 3
"""How many sentences an issue tells of a story."""
LONGEST = 600
"""Characters of a text in an issue."""
_WHOLE = len("2026-05-27")
_IN_WORDS = ("decided", "denied", "happened", "called_off")
"""News that are sentences."""


def followed(chronicle: Chronicle) -> Iterator[FollowedSpan]:
    """From when to when a story is followed; nothing of a draft."""
    story, where = chronicle.story, chronicle.where
    if not chronicle.versions or story.draft:
        return
    last = day_of(chronicle.latest.published, where)
    ended = last_day(story.closing.on) if story.closing else last
    until = "" if story.status == "active" else ended if story.is_over else last
    yield FollowedSpan(chronicle.slug, day_of(chronicle.first.published, where), until)


def last_day(partial: str) -> str:
    """The last day of a year, a month or a day: "2026-02" → "2026-02-28"."""
    year, month, day = (*partial.split("-"), "", "")[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def moved(chronicle: Chronicle, day: str = "") -> Iterator[StoryNews]:
    """What a story tells of each day and each week, by time; nothing of a draft, or of versions that change wording alone.

    Args:
        chronicle: the story.
        day: the only day of which all is told; of the other days, only that the story moved, and nothing of weeks.
    """
    if chronicle.story.draft:
        return
    told = _Telling(chronicle)
    yield from told.periods("day", str, lambda one: day in ("", one))
    if not day:
        yield from told.periods("week", week_of, lambda _: True)


class _Telling:
    """What happened to a story, by day."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle, where = chronicle, chronicle.where
        self._days = [day_of(one.published, where) for one in chronicle.versions]
        self._gone: dict[tuple[str, int], CorrectedPart] = {}
        """What was withdrawn, by day and number: on the day of its withdrawal, and on its own, whose issue says so."""
        for one in chronicle.news:
            if one.withdrawn:
                part = CorrectedPart((one.number,), "", one.withdrawn.why)
                days = (one.withdrawn.on, day_of(one.moment, where) if one.moment else "")
                self._gone |= {(on, one.number): part for on in days if len(on) == _WHOLE}
        closing = chronicle.story.closing if chronicle.story.is_over else None
        self._closed = closing.on if closing and len(closing.on) == _WHOLE else ""
        self._known: dict[tuple[int, ...], StoryNews] = {}
        """What versions tell, by their places: most weeks have the versions of one day."""

    def periods(
        self, of: Literal["day", "week"], period_of: Callable[[str], str], is_told: Callable[[str], bool]
    ) -> Iterator[StoryNews]:
        """A row for each period in which something happened."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        gone: defaultdict[str, dict[int, CorrectedPart]] = defaultdict(dict)
        for place, version in enumerate(self._chronicle.versions):
            if version.kind != "minor":
                places[period_of(self._days[place])].append(place)
        for (on, number), part in self._gone.items():
            gone[period_of(on)][number] = part
        closed = period_of(self._closed) if self._closed else ""
        for period in sorted({*places, *gone, *filter(None, (closed,))}):
            told = self._told(tuple(places.get(period, ()))) if is_told(period) else self._named(places.get(period, ()))
            parts = (*told.corrected, *gone.get(period, {}).values())
            note = metadata.ended(self._chronicle.story) if period == closed else None
            yield told._replace(of=of, period=period, corrected=parts, closed=str(note or ""))

    def _named(self, places: Sequence[int]) -> StoryNews:
        """The versions at these places, and nothing of what they tell."""
        chronicle = self._chronicle
        bare = StoryNews(
            "day", "", chronicle.slug, chronicle.title, language=chronicle.story.language, direction=spoken().direction
        )
        if not places:
            return bare
        some = [chronicle.versions[place] for place in places]
        standing = {one.version for one in chronicle.versions}
        return bare._replace(
            title=some[-1].title,
            numbers=tuple(one.version for one in some),
            redlines=tuple(one.version for one in some if one.version - 1 in standing),
            is_new=chronicle.filed[0].number == some[0].version,
            began=some[0].published,
            filed=some[-1].published,
        )

    def _told(self, places: tuple[int, ...]) -> StoryNews:
        """What the versions at these places tell, compared with the one before them."""
        if places not in self._known:
            self._known[places] = self._worked_out(places) if places else self._named(places)
        return self._known[places]

    def _worked_out(self, places: Sequence[int]) -> StoryNews:
        chronicle = self._chronicle
        some = [chronicle.versions[place] for place in places]
        after, found = some[-1], of_several(chronicle, places[0], places[-1])
        told = [one for one in found if one.kind != "answered"]
        lead, answered = self._lead(some, is_first=not places[0]), tuple(self._answered(some))
        made = metadata.made(chronicle, after)
        return self._named(places)._replace(
            lead=printed(shortened(" ".join(lead)), chronicle.language),
            news=tuple(self._printed(one) for one in _besides(told, lead)),
            answered=answered,
            corrected=tuple(self._corrected(some)),
            weight=weight(told) + len(answered) * WEIGHT["answered"],
            reviewed="" if made.is_reviewed else made.reviewed,
        )

    def _printed(self, one: News) -> News:
        """A piece of news in typographic marks; a voice keeps its name."""
        if one.kind == "voice":
            return one._replace(after=shortened(one.after))
        words = one.label, one.before, shortened(one.after)
        label, before, after = (printed(each, self._chronicle.language) for each in words)
        return one._replace(label=label, before=before, after=after)

    def _lead(self, some: Sequence[Version], *, is_first: bool) -> list[str]:
        """The first sentences of what changed, each once; of What for a first version, or if nobody says what changed."""
        told = [one.changes for one in some if one.changes and not is_first] or [some[-1].what]
        return list(dict.fromkeys(sentence for text in told for sentence in self._chronicle.sentences(text)))[:LEAD]

    def _answered(self, some: Iterable[Version]) -> Iterator[AnsweredQuestion]:
        """The questions that these versions answer, with the day on which each was asked first."""
        for version in some:
            for one in version.closed_questions:
                asked = [
                    (day, question.text)
                    for day, each in zip(self._days, self._chronicle.versions, strict=True)
                    for question in each.open_questions
                    if question.id == one.id and each.version < version.version
                ]
                if asked and one.outcome == "answered":
                    question, answer = self._chronicle.printed(asked[-1][1]), shortened(self._chronicle.printed(one.text))
                    yield AnsweredQuestion(question, answer, asked[0][0])

    def _corrected(self, some: Iterable[Version]) -> Iterator[CorrectedPart]:
        """The corrections of these versions."""
        numbers = {one.version for one in some}
        for one in reversed(self._chronicle.once(corrected)):
            if one.by in numbers:
                yield CorrectedPart(one.of, shortened(one.was), shortened(one.now), one.stood, one.by)


def _besides(told: Iterable[News], lead: Iterable[str]) -> Iterator[News]:
    """The news that the lead does not tell already."""
    known = [AnalysedText(one).roots for one in lead]
    for one in told:
        own = AnalysedText(one.after).roots
        is_told = one.kind in _IN_WORDS and any(len(own & each) > SAME_NEWS * len(own) for each in known)
        if not is_told:
            yield one


def shortened(text: str) -> str:
    """A text, cut after a word if it is very long."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
