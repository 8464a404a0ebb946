"""Rules about what follows from the previous version: nothing is lost, changed or made more certain without explanation."""

from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.compare import Change, Comparison, dropped_figures
from dateline.core.model import Version
from dateline.core.sentences import Sentence
from dateline.core.text import fold, similarity

_SAME = 0.5


def check_question_vanished(context: VersionContext) -> Iterator[Objection]:
    """A question of the previous version that is neither open nor closed in this one.

    Readers come back for the answer. A question that disappears without explanation looks answered.

    Keep it, or say under `closed_questions` whether it was answered, merged or dropped.
    """
    for question in context.comparison.questions if context.comparison else ():
        if question.kind == "vanished":
            hint = f"Keep {question.id}, or close it under closed_questions."
            yield Objection(
                "open_questions", question.before, f"the question {question.id} disappeared without explanation", hint
            )


def check_voice_vanished(context: VersionContext) -> Iterator[Objection]:
    """A voice of the previous version that is neither in Perspectives nor under `departed_voices` in this one.

    If a critic disappears without explanation, an edit has silenced them, not the news.

    Keep the voice, or say under `departed_voices` why it is no longer there.
    """
    for voice in context.comparison.voices if context.comparison else ():
        if voice.kind == "vanished":
            hint = f"Keep {voice.id}, or give the reason under departed_voices."
            yield Objection("perspectives", voice.before, f"the voice {voice.id} disappeared without explanation", hint)


def check_event_vanished(context: VersionContext) -> Iterator[Objection]:
    """An event in the previous version's timeline that has disappeared, or has another date, without a correction.

    The past does not change. If the event did not happen, or on another day, readers of the previous version must be told. One
    that was ahead may move, and may be dropped if `changes` names it.

    Keep the entry, or add an entry to `corrections`.
    """
    for event in context.comparison.events if context.comparison else ():
        if event.before is None or event.kind not in ("removed", "redated") or _is_corrected(context, event.before.text):
            continue
        was = event.before
        hint = "Keep it, or add an entry to corrections."
        if was.ahead and any(similarity(told.text, was.text) >= _SAME for told in context.analysed.by_place.get("changes", ())):
            continue
        if event.after is None:
            yield Objection("timeline", was.text, f"the event of {was.date} disappeared without a correction", hint)
        elif not event.after.date.startswith(was.date):
            message = f"the event of {was.date} is now dated {event.after.date} without a correction"
            yield Objection("timeline", event.after.text, message, hint)


def check_figure_changed(context: VersionContext) -> Iterator[Objection]:
    """A figure that changed in a sentence that is otherwise the same, or in `figures`, without a correction or a new source.

    The same source cannot say 30% in one version and 35% in the next. One of the two is wrong.

    Cite the source of the new figure, or add an entry to `corrections`.
    """
    for figure in context.comparison.figures if context.comparison else ():
        for change in _reworded(context.comparison):
            is_it = figure.has_same_unit and change.at == figure.at
            is_it = is_it and figure.before in change.before and figure.after in change.after
            if is_it and not _has_new_source(change) and not _is_corrected(context, change.before, figure.number):
                message = f'"{figure.before}" became "{figure.after}" without a new source'
                yield Objection(
                    change.at, change.after, message, "Cite the source of the new figure, or add an entry to corrections."
                )

    yield from _values_changed(context)


def _values_changed(context: VersionContext) -> Iterator[Objection]:
    places = {figure.id: place for place, figure in enumerate(context.version.figures)}
    for one in context.comparison.key_figures if context.comparison else ():
        if one.kind != "changed" or not one.before or not one.after or set(one.after.sources) - set(one.before.sources):
            continue
        if not _is_corrected(context, one.before.value, one.before.value):
            message = f'"{one.before.value}" became "{one.after.value}" without a new source'
            hint = "Add the source of the new value, or an entry to corrections."
            yield Objection(f"figures[{places[one.id]}].value", f"{one.label}: {one.after.value}", message, hint)


def check_figure_dropped(context: VersionContext) -> Iterator[Objection]:
    """A figure of the previous version's `figures` or What that this one does not have, and that `changes` does not name.

    Readers follow a figure from version to version. If it is gone, they cannot tell whether it still holds. A figure of What may
    move to another section, or be replaced by a newer one.

    Keep the figure, or name its label or its value in `changes` and say why it is gone.
    """
    told = fold(context.version.changes)
    hint = "Keep it, or say in changes why it is gone."
    for one in context.comparison.key_figures if context.comparison else ():
        if one.kind == "removed" and not any(fold(words) in told for words in (one.label, one.values[0])):
            yield Objection(
                "figures", f"{one.label}: {one.values[0]}", f"the figure {one.id} disappeared without explanation", hint
            )
    if context.before and (gone := _gone_from_what(context, context.before)):
        listed = ", ".join(f'"{words}"' for words in gone)
        was = context.story.analysed.version(context.before).by_place["what"]
        said = next((one.text for one in was if gone[0] in one.text), context.before.what)
        yield Objection("what", said, f"{listed}: gone from What without explanation", hint)


def _gone_from_what(context: VersionContext, before: Version) -> list[str]:
    """The figures of the previous What that nothing in this version has, and that none replaced."""
    comparison = context.comparison
    replaced = [one.before for one in comparison.figures if one.after] if comparison else []
    gone = dropped_figures(context.story.analysed.version(before), context.analysed)
    return [words for words in gone if not any(words.startswith(old) or words in old for old in replaced)]


def check_hedge_lost(context: VersionContext) -> Iterator[Objection]:
    """A hedge ("reportedly") that was removed without a new source.

    Repeating a report does not make it more certain. Only a new source can remove doubt, not an edit.

    Put the word back, or cite a source that confirms the claim.
    """
    hint = "Put the hedge back, or cite a source that confirms the claim."
    for change in same_sources(context):
        if (lost := _hedges(change.was)) and not any(map(_hedges, (change.now, *change.split))):
            yield Objection(change.at, change.after, f'"{lost[0]}" was removed, but the sources are the same', hint)


def same_sources(context: VersionContext) -> Iterator[Change]:
    """The sentences that were reworded without a new source."""
    return (one for one in _reworded(context.comparison) if one.now and one.now.said.citations and not _has_new_source(one))


def check_evolution_missing(context: VersionContext) -> Iterator[Objection]:
    """A voice whose view is worded differently from the previous version, and that does not say what changed.

    Readers of the history want to know whether the person changed their mind or the desk changed its words.

    Say it in `evolution`, even if only the wording is new.
    """
    moved = {voice.id for voice in context.comparison.voices if voice.kind == "moved"} if context.comparison else set()
    for place, voice in enumerate(context.version.perspectives):
        if voice.id in moved and not voice.evolution:
            message = f"the view of {voice.voice} changed without explanation"
            yield Objection(f"perspectives[{place}].evolution", voice.view, message, "Say in evolution what changed.")


def _reworded(comparison: Comparison | None) -> Iterator[Change]:
    return (change for change in comparison.changes if change.kind == "changed") if comparison else iter(())


def _has_new_source(change: Change) -> bool:
    before, after = (set(side.said.citations) if side else set() for side in (change.was, change.now))
    return not after <= before


def _hedges(sentence: Sentence | None) -> tuple[str, ...]:
    return sentence.said.hedges if sentence else ()


def _is_corrected(context: VersionContext, was: str, part: str = "") -> bool:
    """Whether a correction is about a sentence of the previous version."""
    return any(
        (part and part in correction.was) or similarity(correction.was, was) >= _SAME
        for correction in context.version.corrections
    )


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("question-vanished", "warning", "continuity", check_question_vanished),
    Rule("voice-vanished", "warning", "continuity", check_voice_vanished),
    Rule("event-vanished", "warning", "continuity", check_event_vanished),
    Rule("figure-dropped", "warning", "continuity", check_figure_dropped, harm="figure"),
    Rule("figure-changed", "warning", "continuity", check_figure_changed, harm="figure"),
    Rule("hedge-lost", "warning", "continuity", check_hedge_lost, harm="certainty"),
    Rule("evolution-missing", "warning", "continuity", check_evolution_missing, harm="form"),
)
