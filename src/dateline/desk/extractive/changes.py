"""Changes: a paragraph that tells readers what moved since the last version, the weightiest first; counts of items come last."""

from collections.abc import Callable, Collection, Iterator, Sequence

from dateline.core.compare import Comparison, dropped_figures
from dateline.core.model import Version
from dateline.core.origins import Cluster, independent
from dateline.core.outlets import outlet
from dateline.core.sentences import AnalysedVersion
from dateline.core.text import figures
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.key_figures import followed, label, value_of
from dateline.desk.extractive.lines import is_one
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.what import how_it_moved
from dateline.desk.statements import headline, quotation

MOST_OF_A_KIND = 2
MOST_VALUES = 4


def changes(
    state: StoryState, version: Version, comparison: Comparison | None, new: Sequence[Cluster], settled: Sequence[str] = ()
) -> str:
    """The paragraph, one sentence a line.

    Args:
        state: what the story's items say.
        version: the new version.
        comparison: what changed since the last version; None for a first one.
        new: the clusters that came in since then, with the copies.
        settled: sentences about what was announced and happened, was moved or called off.
    """
    sentences: list[str] = []
    if comparison:
        keys = {cluster.origin.key for cluster in new}
        sentences += _values(state, version, keys)
        sentences += _headlines(state, version, keys)
        sentences += dict.fromkeys(one.why for one in version.corrections)
        sentences += settled
        sentences += _dropped(state, version, "\n".join(sentences))
        sentences += _counted(state, comparison)
    sentences.append(_came_in(state, new))
    # A title that is two sentences would be read as two changes.
    return "\n".join(filter(is_one, dict.fromkeys(sentences)))


def _values(state: StoryState, version: Version, keys: Collection[str]) -> Iterator[str]:
    """The values that new items changed: of key figures, and others."""
    before = {figure.id: figure for figure in state.last.version.figures} if state.last else {}
    told = {figure.value for figure in version.figures}
    for figure in version.figures:
        was = before.get(figure.id)
        if was and was.value != figure.value:
            yield _moved(state, figure.label, figure.value, was.value, figure.sources[0])
        else:
            told.discard(figure.value)
    cited = {source.key for source in version.sources}
    for one in [one for one in followed(state) if one.now.fact.item.key in cited.intersection(keys)][:MOST_VALUES]:
        if value_of(one.now) not in told:
            yield _moved(state, label(one), value_of(one.now), value_of(one.was[0]), one.now.fact.item.key)


def _moved(state: StoryState, name: str, now: str, was: str, key: str) -> str:
    """A value, and the one before it."""
    old, new = (next(iter(figures(one)), None) for one in (was, now))
    return f"{name}: {now}, {state.phrases.say(how_it_moved(old, new), old=was)} [@{key}]."


def _headlines(state: StoryState, version: Version, keys: Collection[str]) -> Iterator[str]:
    """The titles of new items: of decisions, of denials, and of what else is new in What."""
    reports = [one for one in state.holding if one.item.key in keys and one.is_report and not one.is_speech]
    fresh = sorted(reports, key=lambda one: (-state.score[one], one.time))
    told: set[str] = set()
    kinds: tuple[tuple[str, Callable[[Fact], bool]], ...] = (
        ("denied", lambda fact: fact.finds("denies")),
        ("decided", _decides),
        ("news", lambda fact: quotation(fact.statement) in version.what),
    )
    for lead, is_of_kind in kinds:
        chosen = [one for one in fresh if one.item.key not in told and is_of_kind(one)]
        for item in list({one.item.key: one.item for one in chosen}.values())[:MOST_OF_A_KIND]:
            told.add(item.key)
            for statement in headline(item):
                yield f"{state.phrases.say(lead)} {quotation(statement)} ({outlet(item)}) [@{item.key}]."


def _decides(fact: Fact) -> bool:
    """Whether the first sentence of a report says that something was decided or called off."""
    is_decided = fact.finds("decision") or fact.finds("called_off")
    return fact.place == 0 and is_decided and not fact.finds("lawsuit")


def _dropped(state: StoryState, version: Version, told: str) -> Iterator[str]:
    """The key figures that are not followed any more, and the figures of the last What that the version does not have."""
    kept = {figure.id for figure in version.figures}
    for figure in state.last.version.figures if state.last else ():
        if figure.id not in kept:
            yield state.phrases.say("figure_dropped", label=figure.label, value=figure.value)
    gone = dropped_figures(state.last, AnalysedVersion(version, state.last.texts)) if state.last else ()
    if words := [one for one in gone if one not in told]:
        yield state.phrases.say("no_longer_told", figures=", ".join(words))


def _counted(state: StoryState, comparison: Comparison) -> Iterator[str]:
    """How many questions were answered and opened, and which voices are new."""
    for kind, phrase in (("answered", "questions_answered"), ("opened", "questions_opened")):
        if number := sum(one.kind == kind for one in comparison.questions):
            yield state.phrases.say(phrase, number)
    if names := [one.voice for one in comparison.voices if one.kind == "new"]:
        yield state.phrases.say("new_voices", len(names), names=state.phrases.listed(names))


def _came_in(state: StoryState, new: Sequence[Cluster]) -> str:
    items = sum(1 + len(cluster.copies) for cluster in new)
    count = independent(new)
    return state.phrases.say(
        "came_in", items, items=state.phrases.say("items", items), origins=state.phrases.say("origins", count)
    )
