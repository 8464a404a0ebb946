"""Writing a version: what holds, section by section."""

from collections.abc import Collection
from dataclasses import replace

from dateline.core.model import Version, WrittenBy
from dateline.core.origins import Cluster, clusters, independent
from dateline.core.text.lists import counted
from dateline.desk.draft import Assignment, Draft, sources_for
from dateline.desk.extractive.changes import changes
from dateline.desk.extractive.consequences import consequences
from dateline.desk.extractive.corrections import corrections
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.headline import title
from dateline.desk.extractive.key_figures import key_figures
from dateline.desk.extractive.narrative import narrative, titles
from dateline.desk.extractive.questions import questions
from dateline.desk.extractive.record import StoryRecord
from dateline.desk.extractive.speech import speaking
from dateline.desk.extractive.state import StoryState, state_of
from dateline.desk.extractive.tensions import tensions
from dateline.desk.extractive.timeline import timeline
from dateline.desk.extractive.voices import voices
from dateline.desk.extractive.what import texts, what
from dateline.desk.statements import headline, quotation

NAME = "extractive"


def write(assignment: Assignment, language: str = "en") -> Draft:
    """Drafts the next version from all items of the story.

    Args:
        assignment: the story, its ledger and the new items.
        language: the language of the publication, for the writer's own words; a story may have another one.
    """
    if not assignment.items:
        return Draft(nothing_new="no new item")
    new = _new(assignment)
    if not independent(new):
        return Draft(nothing_new=f"{counted(len(assignment.items), 'new item')}, all copies of known items")
    state = state_of(assignment, assignment.dossier.story.language or language)
    if not state.facts:
        return Draft(nothing_new=f"{counted(len(assignment.items), 'new item')}, without words to quote")
    version, settled = _version(state, assignment)
    last = assignment.dossier.latest
    comparison = assignment.story.comparison(last, version) if last else None
    if comparison and comparison.is_empty:
        return Draft(nothing_new=f"{counted(len(assignment.items), 'new item')}, nothing that changes the brief")
    told = changes(state, version, comparison, new, settled)
    return Draft(_complete(replace(version, changes=told), state, assignment))


def _new(assignment: Assignment) -> tuple[Cluster, ...]:
    """The clusters that begin with a new item."""
    keys = {item.key for item in assignment.items}
    return tuple(one for one in clusters((*assignment.known, *assignment.items)) if one.origin.key in keys)


def _version(state: StoryState, assignment: Assignment) -> tuple[Version, tuple[str, ...]]:
    """The version without the paragraph about changes, and sentences for it about what is settled.

    A sentence of a source goes to the first section that quotes it.
    """
    last = assignment.dossier.latest
    record = StoryRecord(state)
    said = speaking(state.facts, [voice.voice for voice in last.perspectives] if last else [])
    lines = what(state, state.retold)
    told = {fact for line in lines for fact in line.facts} | state.retold
    matters, reasons = consequences(record, told, state.score)
    asked = questions(record, told | reasons)
    events = timeline(record, told | reasons | asked.used)
    heard = voices(state, said, told | reasons | asked.used | events.used)
    disputed = tensions(state, said, heard.ids)
    taken = told | reasons | asked.used | events.used | heard.used
    version = Version(
        format=1,
        version=assignment.number,
        kind="update",
        title=title(state, assignment.dossier.story, last),
        published=assignment.published,
        items=assignment.items_total,
        what=texts(lines),
        why_it_matters=matters,
        open_questions=asked.open,
        closed_questions=asked.closed,
        narrative=_narrative(state, told, taken),
        timeline=events.events,
        perspectives=heard.voices,
        departed_voices=heard.departed,
        tensions=disputed.tensions,
        corrections=tuple(dict.fromkeys((*corrections(state, assignment.dossier.versions), *events.corrections))),
        written_by=WrittenBy(NAME),
    )
    figures = key_figures(state, assignment.story.version(version).numbers, last.figures if last else ())
    return _complete(replace(version, figures=figures), state, assignment), events.changes


def _narrative(state: StoryState, told: Collection[Fact], taken: Collection[Fact]) -> tuple[str, ...]:
    """Paragraphs of what no other section quotes; if nothing is left, of all that What does not quote, or the titles."""
    paragraphs = narrative(state, taken) or narrative(state, told) or (titles(state, told),)
    return tuple(filter(None, map(texts, paragraphs)))


def _complete(version: Version, state: StoryState, assignment: Assignment) -> Version:
    """The version with exactly the sources that it cites, and the words that it quotes of each."""
    text = "\n".join(field.text for field in version.text_fields())
    keys = assignment.story.version(version).numbers
    quotes: dict[str, list[str]] = {}
    for fact in state.facts:
        if fact.item.key in keys:
            said = (*headline(fact.item), fact.statement)
            quotes.setdefault(fact.item.key, []).extend(one.words for one in said if quotation(one) in text)
    return replace(version, sources=sources_for(keys, assignment, quotes))
