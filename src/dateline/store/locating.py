"""Where a finding stands: file, line and column."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from dateline import citations, codec, yamlio
from dateline.model import Finding
from dateline.store import layout


def locate_all(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, each with the file, line and column that it is about, as near as can be told; each file is read once."""

    @cache
    def text(file: str) -> bytes:
        path = root / file
        return path.read_bytes() if path.is_file() and not layout.leaves(root, path) else b""

    return tuple(finding if finding.line else _located(finding, file := _file(finding), text(file)) for finding in findings)


def _file(finding: Finding) -> str:
    if finding.file or not finding.story:
        return finding.file or layout.SITE
    return layout.in_story(finding.story, layout.version_name(finding.version) if finding.version else layout.STORY)


def _located(finding: Finding, file: str, data: bytes) -> Finding:
    line, column = yamlio.locate(data, codec.unspell(finding.at)) if data else (1, 1)
    if finding.text and data:
        line, column = _sentence(data.decode(errors="replace").splitlines(), finding.text, line, column)
    return replace(finding, file=file, line=line, column=column)


def _sentence(lines: list[str], text: str, line: int, column: int) -> tuple[int, int]:
    """Where the text stands in the block that starts here; the block's own place where it does not."""
    sentence = text.strip().split("\n")[0]
    inside = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    for number, one in enumerate(lines[line - 1 :], line):
        indent = len(one) - len(one.lstrip())
        if number > line and one.strip() and indent <= inside:
            break
        if sentence in one or (number > line and sentence in citations.without(one)):
            return number, (one.index(sentence) if sentence in one else indent) + 1
    return line, column
