"""Errors that readers report: what they are asked, how an issue with their answers is read, and which correction it led to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.model import Version

QUESTIONS = {
    "story": "Story",
    "version": "Version",
    "section": "Section",
    "sentence": "Sentence",
    "what-is-wrong": "What is wrong",
    "source": "Source",
}
"""The fields of the form: id and label. An issue that is made with the form has a heading with the label over each answer."""
_HEADING = "### "
_NO_ANSWER = "_No response_"
"""What GitHub writes for a field that was left empty."""
_WHY = "Reported by a reader (issue {})."
_REPORTED = re.compile(re.escape(_WHY).replace(r"\{\}", "([1-9][0-9]{0,8})") + r"(?!\S)")


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader says is wrong, in the reader's words; any part may be empty."""

    story: str = ""
    """The story's slug."""
    version: str = ""
    """The number of the version that they read."""
    section: str = ""
    """The section that it is in."""
    sentence: str = ""
    """The words that are wrong."""
    wrong: str = ""
    """What is wrong with them."""
    source: str = ""
    """How they know."""


def as_text(answers: Mapping[str, str]) -> str:
    """The form as text, for a tracker without forms; `answers` has what is known, by id."""
    return "\n\n".join(f"{_HEADING}{label}\n\n{answers.get(name, '')}" for name, label in QUESTIONS.items())


def report_in(body: str) -> Report:
    """The report in the text of an issue; a heading that comes twice is the reader's own words the second time."""
    labels = {label: name for name, label in QUESTIONS.items()}
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in body.replace("\r\n", "\n").split("\n"):
        name = labels.get(line.removeprefix(_HEADING).rstrip()) if line.startswith(_HEADING) else None
        if name and name not in found:
            lines = found[name] = []
        else:
            lines.append(line)
    answers = ("\n".join(found.get(name, ())).strip() for name in QUESTIONS)
    return Report(*("" if one == _NO_ANSWER else one for one in answers))


def why_reported(issue: int) -> str:
    """How the reason of a correction begins that a reader asked for."""
    return _WHY.format(issue)


def reported_issue(version: Version) -> int | None:
    """The issue that a version by hand settles: the first that a correction of it names, as `why_reported` writes it."""
    said = (_REPORTED.match(one.why) for one in version.corrections) if version.is_by_hand else ()
    return next((int(one[1]) for one in said if one), None)
