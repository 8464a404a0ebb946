"""What lists of stories show of one: a card, which its digest keeps."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dateline.core.sentences import Sentence
from dateline.site import change_card
from dateline.site.chronicle import Chronicle
from dateline.site.corrections import corrected
from dateline.site.digest import AskedLong, Card
from dateline.site.foreseen import Foreseen
from dateline.site.spark import Spark, by_day, spark
from dateline.site.typography import printed
from dateline.site.words import spoken

LEAD = 2
"""How many sentences of What, and of the changes, a list shows for a story."""
LINES = 3
"""How many changes a list shows for a story."""
SEEN = 20
"""How many of the versions that changed a story are told apart, for readers who return."""
NEXT = 3
"""How many events that are ahead a list knows of a story."""


def card(chronicle: Chronicle) -> Card:
    """A story in a list."""
    story, wrong = chronicle.story, chronicle.once(corrected)
    latest = chronicle.latest if chronicle.versions else None
    by_place = chronicle.analysed(latest).by_place if latest else {}
    place = max((at for at, one in enumerate(chronicle.versions) if one.kind != "minor"), default=len(chronicle.versions) - 1)
    news = chronicle.versions[place] if latest else None
    return Card(
        slug=chronicle.slug,
        title=chronicle.title,
        language=story.language,
        direction=spoken().direction,
        status=story.status,
        draft=story.draft,
        tags=tuple(dict.fromkeys(story.tags)),
        aliases=story.aliases,
        version=latest.version if latest else 0,
        published=latest.published if latest else "",
        items=latest.items if latest else 0,
        versions=len(chronicle.versions),
        sources=len(latest.sources) if latest else 0,
        lead=printed(_beginning(by_place, "what"), chronicle.language) if latest else "",
        changed=news.published if news else "",
        changes=_changes(chronicle, place) if place > 0 else "",
        asked=len(latest.open_questions) if latest else 0,
        closed=sum(len(version.closed_questions) for version in chronicle.versions),
        voices=tuple(one.voice for one in latest.perspectives) if latest else (),
        filed=max((one.published for one in chronicle.news or chronicle.filed), default=""),
        pages=0,
        hidden=0,
        foreseen=Foreseen(),
        spark=_spark(chronicle) if latest else Spark(),
        news=news.version if news and place else 0,
        lines=change_card.chosen(change_card.lines(chronicle, place), LINES) if news and place else (),
        fresh=_fresh(chronicle) if latest else (),
        asks=tuple(_asks(chronicle))[:1] if latest else (),
        ahead=tuple((one.date, chronicle.printed(one.text)) for one in latest.timeline if one.ahead)[:NEXT] if latest else (),
        corrections=len(wrong),
        corrected=tuple(wrong[:1]),
    )


def _changes(chronicle: Chronicle, place: int) -> str:
    """What the version at a place changed, in the words of its writer or else of the page; empty if only its lines tell it."""
    said = _beginning(chronicle.analysed(chronicle.versions[place]).by_place, "changes")
    return printed(said, chronicle.language) or change_card.unsaid(chronicle, place)


def _spark(chronicle: Chronicle) -> Spark:
    reports = by_day(one.day or one.collected[:10] for one in chronicle.items)
    return spark(reports, [one.published[:10] for one in chronicle.versions])


def _fresh(chronicle: Chronicle) -> tuple[tuple[int, int], ...]:
    """How many sentences have their words since which of the last versions, for readers who have not seen them."""
    worded = Counter(one.worded for one in chronicle.standings[-1].values() if one.worded > chronicle.first.version)
    return tuple(sorted(worded.items())[-SEEN:])


def _asks(chronicle: Chronicle) -> Iterator[AskedLong]:
    """The open questions, those that were asked first at the beginning."""
    filed, ages = {one.version: one.published for one in chronicle.versions}, chronicle.ages[-1]
    since = {one.id: ages["open_questions", one.id].since for one in chronicle.latest.open_questions}
    for one in sorted(chronicle.latest.open_questions, key=lambda one: since[one.id]):
        yield AskedLong(one.id, chronicle.printed(one.text), filed[since[one.id]])


def _beginning(by_place: Mapping[str, Sequence[Sentence]], at: str) -> str:
    """The first sentences of a text, without citations."""
    return " ".join(one.said.plain for one in by_place.get(at, ())[:LEAD])
