"""The rules of `check` that judge an essay before it is written: what its sentences say, held against what they cite."""

from dataclasses import replace

from dateline.checks import check_version
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Finding, Version
from dateline.desk import Assignment

RULES = frozenset(
    """
    bare-currency bundled-event coerced-date cut-title derived-figure hedge-missing off-topic-source one-origin overclaimed
    quote-not-found surname-shared ungrounded-name ungrounded-number ungrounded-quotation unit-conflict
    unit-mismatch unknown-source unsafe-text weekday-date
    """.split()
)
"""The rules that do not ask whether a version goes on with the one before it, or is in its place. Whether a sentence has a source
was asked before."""


def essay_findings(assignment: Assignment, version: Version) -> tuple[Finding, ...]:
    """The findings of an essay.

    Args:
        assignment: what it draws on.
        version: the essay as a version, with its paragraphs as the narrative.
    """
    story = AnalysedStory(replace(assignment.dossier, versions=(version,)))
    found = check_version(story, version, None)
    return tuple(one for one in found if one.rule in RULES)
