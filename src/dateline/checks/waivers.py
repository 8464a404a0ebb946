"""Waivers: each removes one finding; and the order of findings in a file, in which waivers are used."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from dateline.checks import record
from dateline.core.model import LEVELS, Finding, Waiver


def waived(found: Iterable[Finding], waivers: tuple[Waiver, ...]) -> tuple[list[Finding], tuple[int, ...]]:
    """The findings that no waiver removes, and the places of unused waivers; each waiver removes at most one finding."""
    if not waivers:
        return list(found), ()
    idle: dict[tuple[int | None, str, str], list[int]] = {}
    for place, waiver in enumerate(waivers):
        idle.setdefault((waiver.version, waiver.rule, waiver.at or ""), []).append(place)
    kept = []
    for finding in sorted(dict.fromkeys(found), key=place_of):
        matching = idle.get((finding.version, finding.rule, finding.at))
        if matching and finding.rule not in record.UNWAIVABLE:
            matching.pop(0)
        else:
            kept.append(finding)
    return kept, tuple(sorted(chain.from_iterable(idle.values())))


def place_of(finding: Finding) -> tuple[object, ...]:
    """What sorts the findings of a story in the order of its files."""
    place = (finding.version or 0, finding.file, finding.line, _path(finding.at))
    return (*place, LEVELS.index(finding.level), finding.rule, finding.text, finding.message)


@lru_cache(4_096)
def _path(at: str) -> tuple[int | str, ...]:
    """A path in a file in parts that sort by number: `timeline[2]` comes before `timeline[12]`."""
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"([0-9]+)", at))
