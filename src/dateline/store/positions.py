"""The position of a finding: file, line and column."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from dateline.core import citations, codec, layout, yamlio
from dateline.core.model import Finding
from dateline.store.front_matter import head_of


def locate_findings(root: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with file, line and column, as exactly as possible; each file is read once."""
    named = [finding if finding.file else replace(finding, file=_file(finding)) for finding in findings]
    by_file: dict[str, list[Finding]] = {}
    for finding in named:
        if not finding.line:
            by_file.setdefault(finding.file, []).append(finding)
    places = {one: place for file, some in by_file.items() for one, place in zip(some, _places(root / file, some), strict=True)}
    return tuple(one if one.line else replace(one, line=places[one][0], column=places[one][1]) for one in named)


def _file(finding: Finding) -> str:
    if not finding.story:
        return layout.SITE
    return layout.version_path(finding.story, finding.version) if finding.version else layout.story_path(finding.story)


def _places(path: Path, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Line and column of each finding in one file, or in its front matter; 1 and 1 if that cannot be read as YAML."""
    if path.suffix not in (".yaml", ".md") or not path.is_file():
        return [(1, 1)] * len(findings)
    data = path.read_bytes() if path.suffix == ".yaml" else head_of(path.read_bytes())
    lines = data.decode(errors="replace").splitlines()
    places = yamlio.locate_all(data, [codec.unspell(finding.at) for finding in findings])
    pairs = zip(findings, places, strict=True)
    return [_sentence(lines, finding.text, *place) if finding.text else place for finding, place in pairs]


def _sentence(lines: list[str], text: str, line: int, column: int) -> tuple[int, int]:
    """The position of the text in the block that starts here; that of the block if the text is not in it."""
    sentence = text.strip().split("\n")[0]
    inside = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    for number, one in enumerate(lines[line - 1 :], line):
        indent = len(one) - len(one.lstrip())
        if number > line and one.strip() and indent <= inside:
            break
        if sentence in one or (number > line and sentence in citations.without(one)):
            return number, (one.index(sentence) if sentence in one else indent) + 1
    return line, column
