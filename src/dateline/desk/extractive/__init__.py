"""The embedded writer: it quotes what items say, without a model, and invents nothing.

The text of the last version stays; the words of new items follow it, quoted, attributed and cited. An origin is quoted once,
however many outlets publish it, and what several origins report comes first. The same items give the same bytes in any order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from dateline.core.analysis import AnalysedStory
from dateline.core.model import Dossier, Item, Version, WrittenBy
from dateline.core.origins import Cluster, clusters, independent
from dateline.core.outlets import outlet
from dateline.core.text import fold, significant_words, similarity
from dateline.core.text.lists import counted, listed
from dateline.desk.consequences import consequences
from dateline.desk.draft import Assignment, Draft, arrivals, changes_paragraph, sources_for
from dateline.desk.events import timeline
from dateline.desk.open_questions import open_questions
from dateline.desk.statements import Statement, attributed, matter, quotation, statements
from dateline.desk.tensions import Disagreement, disagreements, tensions
from dateline.desk.topics import topics
from dateline.desk.voices import voices

NAME = "extractive"
MOST_ITEMS = 60
MOST_PARAGRAPHS = 6
MOST_IN_PARAGRAPH = 4
MOST_ALONE = 2
"""The most sentences in a paragraph from only one origin."""
MOST_IN_WHAT = 4
MOST_KEPT_OF_WHAT = 3
"""The most sentences from the start of the last What that the next one keeps."""
MOST_ADDED_TO_WHAT = 2
"""The most new sentences after them."""
NEAR = 0.5
"""From this Dice's coefficient on, a new sentence continues the subject of an older one."""
ALIKE = 0.7
"""From this Dice's coefficient on, a sentence repeats another."""

Topic = tuple[Cluster, ...]


@dataclass(frozen=True, slots=True)
class _NewItems:
    """What the items of an assignment say."""

    origins: int
    """How many origins are new."""
    known: tuple[Cluster, ...]
    """The earlier origins, newest first, as many as go into one version."""
    topics: tuple[Topic, ...]
    """The new origins by topic, the most important first."""
    said: Mapping[str, tuple[Statement, ...]]
    """Key → the statements of an origin that no earlier version quotes."""

    @property
    def statements(self) -> list[Statement]:
        """What is new, the most important first."""
        return [statement for topic in self.topics for cluster in topic for statement in self.said[cluster.origin.key]]


def write(assignment: Assignment, most_items: int = MOST_ITEMS) -> Draft:
    """Drafts the next version from the last one and the words of the new items.

    Args:
        assignment: the story, its ledger and the new items.
        most_items: the most new origins that go into one version; the most important are used, the others noted.
    """
    if not assignment.items:
        return Draft(nothing_new="no new item")
    reading = _read(assignment, most_items)
    if not reading.origins:
        return Draft(nothing_new=f"{counted(len(assignment.items), 'new item')}, all copies of known items")
    paragraphs = tuple(_narrative(reading))
    if not paragraphs:
        return Draft(nothing_new=f"{counted(len(assignment.items), 'new item')}, without new words to quote")
    return _draft(assignment, reading, paragraphs)


# --- reading ---------------------------------------------------------------------------------------------------------------


def _read(assignment: Assignment, most_items: int) -> _NewItems:
    new_keys = {item.key for item in assignment.items}
    everything = clusters((*assignment.known, *assignment.items))
    new = [one for one in everything if one.origin.key in new_keys]
    known = sorted((one for one in everything if one.origin.key not in new_keys), key=lambda one: one.origin.key)
    common = _common(assignment.dossier)
    quoted = _quoted(assignment.dossier.latest)
    said = {one.origin.key: _unsaid(one.origin, quoted) for one in new}
    ranked = [cluster for topic in topics([one for one in new if said[one.origin.key]], common) for cluster in topic]
    return _NewItems(
        origins=independent(new),
        known=tuple(sorted(known, key=lambda one: one.origin.day, reverse=True)[:most_items]),
        topics=topics(ranked[:most_items], common),
        said=said,
    )


def _unsaid(item: Item, quoted: str) -> tuple[Statement, ...]:
    return tuple(one for one in statements(item) if one.folded not in quoted and attributed(one))


def _common(dossier: Dossier) -> frozenset[str]:
    """The words that all items of the story may share."""
    story = dossier.story
    return frozenset(significant_words(" . ".join((story.title, *story.tags, *story.queries))))


def _quoted(last: Version | None) -> str:
    """Everything that the last version says and quotes, folded."""
    if last is None:
        return ""
    quotes = (quote for source in last.sources for quote in source.quotes)
    return fold(" \n ".join((*(field.text for field in last.text_fields()), *quotes)))


# --- writing ---------------------------------------------------------------------------------------------------------------


def _narrative(reading: _NewItems) -> Iterator[str]:
    """A paragraph for each of the most important topics, and one for the rest."""
    leading, rest = reading.topics[:MOST_PARAGRAPHS], reading.topics[MOST_PARAGRAPHS:]
    told: list[Statement] = []
    for topic in leading:
        most = MOST_IN_PARAGRAPH if len(topic) > 1 else MOST_ALONE
        yield from filter(None, [_paragraph(_choose(topic, reading.said, told, most))])
    beside = tuple(cluster for topic in rest for cluster in topic[:1])[:MOST_IN_PARAGRAPH]
    yield from filter(None, [_paragraph(_choose(beside, reading.said, told, len(beside)))])


def _choose(topic: Topic, said: Mapping[str, Sequence[Statement]], told: list[Statement], most: int) -> list[Statement]:
    """The first sentence of each origin, then the second of each, and so on, without repetitions; sorted by origin."""
    rounds = zip_longest(*(said[cluster.origin.key] for cluster in topic))
    chosen: list[Statement] = []
    for statement in (one for line in rounds for one in line if one):
        repeats = any(similarity(statement.words, other.words) >= ALIKE for other in told)
        if len(chosen) < most and not repeats:
            chosen.append(statement)
            told.append(statement)
    place = {cluster.origin.key: number for number, cluster in enumerate(topic)}
    return sorted(chosen, key=lambda one: place[one.item.key])


def _paragraph(chosen: Iterable[Statement]) -> str:
    lines = []
    before = ""
    for statement in chosen:
        lines.append(attributed(statement, "It adds:" if statement.item.key == before else ""))
        before = statement.item.key
    return "\n".join(filter(None, lines))


def _what(assignment: Assignment, reading: _NewItems) -> str:
    """The story in a few sentences: the first ones of the last What, then the first ones of new items."""
    kept = _kept_of_what(assignment.story)
    most = MOST_ADDED_TO_WHAT if kept else MOST_IN_WHAT
    told: list[Statement] = []
    for topic in (*_going_on(reading, kept), *reading.topics):
        newest = max(topic, key=lambda one: (not _is_headline(reading.said[one.origin.key]), one.origin.day, one.origin.key))
        told += _choose((newest,), reading.said, list(told), 1)
    lines = [line for line in map(attributed, told) if line]
    return "\n".join((*kept, *lines[:most]))


def _kept_of_what(story: AnalysedStory) -> tuple[str, ...]:
    """The first sentences of the last What, with an editor's changes; no more than another writer last wrote."""
    told = [(one.version.written_by, one.by_place.get("what", ())) for one in story.versions]
    written = [what for by, what in told if by is None or by.writer != NAME]
    most = min(MOST_KEPT_OF_WHAT, len(written[-1])) if written else MOST_KEPT_OF_WHAT
    return tuple(one.text for one in told[-1][1][:most]) if told else ()


def _going_on(reading: _NewItems, kept: Sequence[str]) -> Iterator[Topic]:
    """The new origin whose first sentence is most similar to a kept one, if it is similar enough: it continues the story."""
    alone = (cluster for topic in reading.topics for cluster in topic)
    near = [
        (max((similarity(reading.said[one.origin.key][0].words, matter(line)) for line in kept), default=0.0), one)
        for one in alone
    ]
    best = max(near, key=lambda pair: (pair[0], pair[1].origin.day, pair[1].origin.key), default=None)
    if best and best[0] >= NEAR:
        yield (best[1],)


def _is_headline(said: Sequence[Statement]) -> bool:
    return any(one.is_headline for one in said)


def _differing(reading: _NewItems) -> tuple[Disagreement, ...]:
    known = (statement for cluster in reading.known for statement in statements(cluster.origin))
    return disagreements(reading.statements, known)


def _draft(assignment: Assignment, reading: _NewItems, paragraphs: tuple[str, ...]) -> Draft:
    last = assignment.dossier.latest
    differing = _differing(reading)
    version = Version(
        format=1,
        version=assignment.number,
        kind="update",
        title=last.title if last else assignment.dossier.story.title,
        published=assignment.published,
        items=assignment.items_total,
        what=_what(assignment, reading),
        why_it_matters=consequences(reading.statements, last.why_it_matters if last else ""),
        open_questions=open_questions(reading.statements, last.open_questions if last else ()),
        narrative=(*(last.narrative if last else ()), *paragraphs),
        timeline=timeline(reading.statements, last.timeline if last else (), assignment.published[:10]),
        figures=last.figures if last else (),
        perspectives=voices(reading.statements, last),
        tensions=tensions(differing, last.tensions if last else ()),
        written_by=WrittenBy(NAME),
    )
    complete = _with_sources(version, assignment, reading, differing)
    return Draft(complete, notes=tuple(_notes(reading, {source.key for source in complete.sources})))


def _with_sources(version: Version, assignment: Assignment, reading: _NewItems, differing: Sequence[Disagreement]) -> Version:
    """The version with exactly the sources that it cites, their quotes, and what changed."""
    items = sorted((*assignment.known, *assignment.items), key=lambda one: (one.collected, repr(one)))
    last = assignment.dossier.latest
    text = "\n".join(field.text for field in version.text_fields())
    keys = dict.fromkeys((*assignment.story.version(version).numbers, *(key for one in version.figures for key in one.sources)))
    quotes = {item.key: [one.words for one in statements(item) if quotation(one) in text] for item in items if item.key in keys}
    outlets = [outlet(cluster.origin) for topic in reading.topics for cluster in topic]
    came = (arrivals(len(assignment.items), reading.origins, outlets), *_carried(reading), *_figures(differing))
    changes = changes_paragraph(version, last, came)
    return replace(version, changes=changes, sources=sources_for(keys, assignment, quotes))


def _carried(reading: _NewItems) -> Iterator[str]:
    """Sentences about the origins that several outlets published."""
    copied = [cluster for topic in reading.topics for cluster in topic if cluster.copies]
    for cluster in sorted(copied, key=lambda one: (-len(one.copies), one.origin.key))[:1]:
        carriers = {outlet(one) for one in (cluster.origin, *cluster.copies)}
        if len(carriers) > 1:
            yield f"The words of {outlet(cluster.origin)} are carried by {len(carriers)} outlets and count once."


def _figures(differing: Iterable[Disagreement]) -> Iterator[str]:
    for one in differing:
        sides = [f"“{side.figure.text}” ({outlet(side.statement.item)})" for side in one.sides]
        yield f"Figures that do not agree: {listed(sides)}."


def _notes(reading: _NewItems, cited: set[str]) -> Iterator[str]:
    if unused := sum(bool(said) and key not in cited for key, said in reading.said.items()):
        yield f"{counted(unused, 'origin')} not quoted: over the limit for one version, or nothing that others do not say."
    if silent := sum(not said for said in reading.said.values()):
        yield f"{counted(silent, 'origin')} without new words to quote."
