"""Every rule, group by group."""

from typing import Any

from dateline.checks import (
    continuity,
    corrections,
    cut,
    dates,
    filing,
    grounding,
    instructions,
    judgement,
    minor,
    provenance,
    record,
    sources,
    timeline,
    units,
)
from dateline.checks.blocking import FILE_RULES, FOLDER_RULES
from dateline.checks.context import VersionContext
from dateline.checks.rule import Rule

VERSION_RULES: tuple[Rule[VersionContext], ...] = (
    *record.RULES,
    *filing.RULES,
    *corrections.RULES,
    *minor.RULES,
    *sources.RULES,
    *cut.RULES,
    *provenance.RULES,
    *instructions.RULES,
    *grounding.RULES,
    *judgement.RULES,
    *timeline.RULES,
    *dates.RULES,
    *continuity.RULES,
    *units.RULES,
)
RULES: tuple[Rule[Any], ...] = (*FILE_RULES, *FOLDER_RULES, record.UNUSED_WAIVER, *VERSION_RULES)
