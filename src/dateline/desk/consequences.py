"""Why it matters: the consequences that items mention."""

import re
from collections.abc import Iterable

from dateline.desk.statements import Statement, attributed

MOST_REASONS = 2

_FOLLOWS = re.compile(
    r"\b(?:matters? because|(?:that|this|which) (?:would )?means? that|important because|that is why|at stake)\b",
    re.IGNORECASE,
)


def consequences(statements: Iterable[Statement], carried: str) -> str:
    """Why it matters: the text of the last version, or the consequences that items mention; may be empty."""
    found = (attributed(one) for one in statements if _FOLLOWS.search(one.words) and not one.is_headline)
    return carried or "\n".join([text for text in found if text][:MOST_REASONS])
