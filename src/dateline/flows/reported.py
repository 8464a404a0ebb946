"""What a reader reported in an issue, compared with the version that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.core.model import Correction, Dossier
from dateline.core.reported import Report, report_in, why_reported
from dateline.desk.by_hand import wrong_words
from dateline.flows.versions import named_version
from dateline.post.issues import ReportedIssue, Unread, find_issue
from dateline.store.reading import read_config
from dateline.store.story import must_have_settings, read_story


@dataclass(frozen=True, slots=True)
class Reported:
    """An issue, for the editor who corrects what it is about."""

    number: int
    """Its number."""
    correction: Correction
    """How the correction begins."""
    issue: ReportedIssue | None
    """What the reader wrote; None if it could not be read."""
    report: Report
    """The reader's answers; all empty if it could not be read, or was not made with the form."""
    notes: tuple[str, ...] = ()
    """What the editor should know."""


def find_report(root: Path, slug: str, version: int, issue: int, environment: Mapping[str, str]) -> Reported:
    """The issue that asks for a correction. The correction gets only its number, and words of the version itself.

    Args:
        root: the publication's folder.
        slug: the story.
        version: the version that was wrong.
        issue: the number of the issue.
        environment: variables, for `gh` and GitHub's API.

    Raises:
        UsageError: if there is no such story or version, or the settings cannot be read.
    """
    must_have_settings(root, slug)
    story = read_story(root, slug)
    wrong = named_version(story, version)
    found = find_issue(issue, root, read_config(root).repository, environment)
    if isinstance(found, Unread):
        note = f"issue {issue} was not read, because {found.why.rstrip('.')}. Say yourself what was wrong."
        return Reported(issue, Correction(version, "", "", why_reported(issue)), None, Report(), (note,))
    report = report_in(found.body)
    was = wrong_words(wrong, report.sentence)
    notes = *_elsewhere(story, version, report), *(() if was else (_not_found(version, report),))
    return Reported(issue, Correction(version, was, "", why_reported(issue)), found, report, notes)


def _elsewhere(story: Dossier, version: int, report: Report) -> Iterator[str]:
    if report.story not in ("", story.slug, *story.story.aliases):
        yield f"the issue is about another story: {report.story}"
    if report.version not in ("", str(version)):
        yield f"the issue is about version {report.version}, and this corrects version {version}"


def _not_found(version: int, report: Report) -> str:
    if not report.sentence:
        return "the issue does not name a sentence, so `was` is empty"
    return f"no single sentence of version {version} has these words, so `was` is empty"
