"""Rules about amounts: each has its currency, and each measure has one value."""

import re
from collections import defaultdict
from collections.abc import Iterator

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core.sentences import Claim
from dateline.core.text import Figure

_MONEY = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|valu(?:ed|ation)|funding|revenues?|profits?|loss(?:es)?|costs?|price[ds]?|worth|invest(?:ed|s|ing|ments?)?|"
    r"budget|sales|debt|loans?|grants?|salary|pa(?:y|id|ys)|fines?|fined|spen(?:t|d|ds|ding)|turnover)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:(?:more|new|other|active|monthly|daily|weekly)\s+)*(?!(?:in|at|from|for|by|to|of|and|or|on|with|a|per|as|this|over)\b)[a-z]{3,}"
)
_MONEY_NOUN = re.compile(
    r"\s+(?:\w+\s+)?(?:valuation|round|funding|investment|deal|fund|fine|loan|grant|budget|price|revenue|profit|loss|sale|sales)\b"
)
_LETTERS = re.compile(r"[^\W\d_]")
_AROUND = 60
_SCALED = 1000
"""A smaller number in words counts things."""
_COMPARED = 12
_ALIKE = 0.75
_UNSETTLED = "tensions"


def check_bare_currency(context: VersionContext) -> Iterator[Objection]:
    """An amount of money without its currency.

    "70 billion" may be in yuan or in dollars, which are worth seven times as much, and readers assume the one they know best.

    Write the currency that the source has, such as US$10 billion or 70 billion yuan.
    """
    for claim in context.claims:
        for figure in claim.said.figures:
            if (
                figure.unit == "plain"
                and figure.value >= _SCALED
                and _LETTERS.search(figure.text)
                and _is_money(claim.text, figure)
            ):
                yield Objection(
                    claim.at, claim.sentence, f'"{figure.text}" has no currency', "Write the currency that the source has."
                )


def _is_money(text: str, figure: Figure) -> bool:
    """Whether the words around a figure are about money, and the figure does not count anything else."""
    after = text[figure.end : figure.end + _AROUND]
    if _MONEY_NOUN.match(after):
        return True
    return not _COUNTED.match(after) and _MONEY.search(text[max(0, figure.start - _AROUND) : figure.start]) is not None


def check_unit_conflict(context: VersionContext) -> Iterator[Objection]:
    """One measure with two values in one version.

    If one place says 30% and another 35%, one of them is wrong, or two different things have the same name.

    Correct one of the two, or say how they differ; if sources disagree, describe it as a tension.
    """
    by_source: defaultdict[tuple[str, str], list[tuple[Claim, Figure]]] = defaultdict(list)
    for claim in context.claims:
        counted = [figure for figure in claim.said.figures if figure.unit != "plain"]
        if len(counted) != 1 or claim.section == _UNSETTLED:
            continue
        for key in claim.keys:
            told = by_source[key, counted[0].unit]
            rival = next(
                (one for one in told[-_COMPARED:] if _is_one_measure(one[0], claim) and not one[1].agrees(counted[0])), None
            )
            told.append((claim, counted[0]))
            if rival:
                message = f'"{counted[0].text}" here, "{rival[1].text}" in {rival[0].at}'
                yield Objection(claim.at, claim.sentence, message, "Correct one of the two, or say how they differ.")
                break


def _is_one_measure(a: Claim, b: Claim) -> bool:
    """Whether two claims are about the same thing, by the words of the shorter one."""
    mine, other = a.said.roots, b.said.roots
    least = min(len(mine), len(other))
    return least > 1 and len(mine & other) >= _ALIKE * least


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("bare-currency", "warning", "units", check_bare_currency),
    Rule("unit-conflict", "warning", "units", check_unit_conflict),
)
