"""Rules for what is correct only if somebody judged well."""

from collections.abc import Iterator

from dateline.checks import certainty, events, evolution, persons
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


def check_unit_mismatch(context: VersionContext) -> Iterator[Objection]:
    """A figure in another currency or unit than in the source: yen for yuan, dollars for euros, weeks for days.

    The digits are right and the amount is wrong, often seven times too high. Another currency is an error. A bare "$" fits every
    dollar.

    Write the figure in the source's unit. If you converted it, give both, and say at what rate.
    """
    for claim, figure, found in context.mismatched.values():
        message = f'"{figure.text}" is "{found.text}" in the source cited'
        yield Objection(claim.at, claim.sentence, message, f"Write it in {found.unit}, as in the source.", found.level)


RULES: tuple[Rule[VersionContext], ...] = (
    *certainty.RULES,
    *events.RULES,
    Rule("derived-figure", "note", "judgement", check_derived_figure),
    Rule("unit-mismatch", "warning", "judgement", check_unit_mismatch, softens=True, harm="figure"),
    *persons.RULES,
    *evolution.RULES,
)
