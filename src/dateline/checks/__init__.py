"""The rules of `check`, as pure functions over stories, pages and the record; each finding says where it is and what to do."""

from dateline.checks.basis import Basis
from dateline.checks.evidence import Score, Support, evidence_of, score
from dateline.checks.registry import RULES, arranged, check_publication, check_story, check_version
from dateline.checks.rule import Rule

__all__ = [
    "RULES",
    "Basis",
    "Rule",
    "Score",
    "Support",
    "arranged",
    "check_publication",
    "check_story",
    "check_version",
    "evidence_of",
    "score",
]
