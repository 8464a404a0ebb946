"""Findings as a SARIF log, which code hosts read."""

import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from inspect import getdoc
from typing import Any
from urllib.parse import quote

from dateline.checks.rule import Rule
from dateline.core.ids import digest
from dateline.core.model import Finding
from dateline.report.doubts import explained

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_sarif(findings: Sequence[Finding]) -> str:
    """A SARIF 2.1.0 log with the documentation of each rule: https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""
    from dateline.checks.rules import RULES  # noqa: PLC0415  # a build needs only a few of them

    driver = {
        "name": "dateline",
        "semanticVersion": version("dateline"),
        "rules": [_sarif_rule(rule) for rule in RULES],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [*map(_sarif_result, findings)]}
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _sarif_rule(rule: Rule[Any]) -> dict[str, Any]:
    text = getdoc(rule.check) or ""
    return {
        "id": rule.name,
        "shortDescription": {"text": text.partition("\n")[0]},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": [rule.group]},
    }


def _sarif_result(finding: Finding) -> dict[str, Any]:
    identity = (finding.rule, finding.story, str(finding.version or ""), finding.at, finding.text)
    return {
        "ruleId": finding.rule,
        "level": finding.level,
        "message": {"text": explained(finding)},
        "locations": [*_sarif_location(finding)],
        "partialFingerprints": {"dateline/v1": digest(*identity)},
    }


def _sarif_location(finding: Finding) -> Iterator[dict[str, Any]]:
    """Where the finding is, relative to the publication; code hosts need a line, so line 1 is given if none is known."""
    if finding.file:
        region = {"startLine": finding.line or 1, **({"startColumn": finding.column} if finding.column else {})}
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.file)}, "region": region}
        logical = [{"fullyQualifiedName": finding.at}] if finding.at else []
        yield {"physicalLocation": place, "logicalLocations": logical}
