"""Where the words are right and an editor must judge all the same."""

from collections.abc import Iterator

from dateline.checks.context import Objection, Rule, VersionContext
from dateline.checks.derived import derived
from dateline.checks.lookup import cited_by


def check_derived_figure(context: VersionContext) -> Iterator[Objection]:
    """A figure that no source cited gives, and that follows from two that stand in one sentence: a difference, a change, a ratio.

    The arithmetic is right, but the comparison is the writer's. It holds only if the two figures measure the same thing.

    Read the sentence that has both, and keep the figure if they do.
    """
    for claim in context.claims:
        cited = cited_by(context, claim)
        for figure in claim.said.figures:
            if any(source.body.has_figure(figure) for source in cited) or not (found := derived(figure, claim, cited)):
                continue
            said = f'"{figure.text}" is the {found.how} of "{found.before.text}" and "{found.after.text}"'
            yield Objection(claim.at, claim.sentence, said, "Make sure that both measure the same thing.")


RULES: tuple[Rule[VersionContext], ...] = (Rule("derived-figure", "note", "judgement", check_derived_figure),)
