"""The rules that may block a build, and the others about files and folders: a build imports only these."""

from dateline.checks import corrections, filing, lines, minor, provenance, record, shape, site_files, sources, timeline
from dateline.checks.context import CheckedFile, StoryFolder, VersionContext
from dateline.checks.rule import Rule

FILE_RULES: tuple[Rule[CheckedFile], ...] = (*shape.RULES, *site_files.RULES)
FOLDER_RULES: tuple[Rule[StoryFolder], ...] = (record.VERSION_EDITED, record.PAGES_REMOVED, *lines.RULES)

_OF_A_VERSION = (
    *record.RULES,
    *filing.RULES,
    *corrections.RULES,
    *minor.RULES,
    *sources.RULES,
    *provenance.RULES,
    *timeline.RULES,
)
VERSION_ERRORS: tuple[Rule[VersionContext], ...] = tuple(rule for rule in _OF_A_VERSION if rule.level == "error")
