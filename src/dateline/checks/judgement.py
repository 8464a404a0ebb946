"""Rules for what is correct only if somebody judged well."""

from collections.abc import Iterator

from dateline.checks import certainty, events, evolution, mismatch, persons
from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule


def check_derived_figure(context: VersionContext) -> Iterator[Objection]:
    """A figure that no cited source has but that follows from two figures in one sentence: a difference, a change or a ratio.

    The arithmetic is right, but the writer made the comparison. It is valid only if the two figures measure the same thing.

    Read the sentence that has both, and keep the figure if they do.
    """
    for claim, figure, found in context.calculated.values():
        said = f'"{figure.text}" is the {found.how} of "{found.before.text}" and "{found.after.text}": {found.sum}'
        yield Objection(claim.at, claim.sentence, said, "Make sure that both measure the same thing.")


RULES: tuple[Rule[VersionContext], ...] = (
    *certainty.RULES,
    *events.RULES,
    Rule("derived-figure", "note", "judgement", check_derived_figure),
    *mismatch.RULES,
    *persons.RULES,
    *evolution.RULES,
)
