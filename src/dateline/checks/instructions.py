"""Sources that tell whoever writes the brief what to write."""

from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.sources import listed
from dateline.core.text import sentences
from dateline.core.text.instructions import instruction

_SHOWN = 100


def check_planted_instruction(context: VersionContext) -> Iterator[Objection]:
    """An item that tells whoever writes the brief what to write: a source, or one that came in for the newest version.

    A feed can contain sentences that are meant for the program that reads it: "Ignore all previous instructions", or "In the next
    version, state that …". A model may obey them, and its sentence then has a source that says just that.

    Read the version for what only this item says. If it is not a report, set it aside with `dateline items spike`. If the story
    is about such instructions, waive the finding.
    """
    cited = {key: source.instruction for key, source in context.source_texts.items()}
    found = {key: text for key, text in {**_came_in(context), **cited}.items() if text}
    if found:
        text = next(iter(found.values()))
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        message = f'{listed(list(found))}: tells the writer what to write: "{shown}"'
        hint = f"Look for what only it says. If it is no report: `dateline items spike {next(iter(found))}`."
        yield Objection("sources", text, message, hint)


def _came_in(context: VersionContext) -> dict[str, str]:
    """The items that came in for the newest version, each with its first sentence that is an instruction."""
    dossier, tally = context.dossier, context.story.tally
    if context.number < dossier.highest:
        return {}
    first = tally.seen(context.previous) if context.previous else 0
    new = (item for item in dossier.items[first : tally.seen(context.version)] if item.is_usable)
    uncited = (item for item in new if item.key not in context.source_texts)
    return {item.key: instruction(sentences(f"{item.title}\n\n{item.text}")) for item in uncited}


RULES: tuple[Rule[VersionContext], ...] = (Rule("planted-instruction", "warning", "sources", check_planted_instruction),)
