"""Who published what, as titles say it."""

import re

_BEHIND_A_FOLDED_TITLE = re.compile(r"\s+[-|·]\s+[^-|·]{1,40}$")


def without_outlet(title: str) -> str:
    """A folded title without the outlet that stands behind it."""
    return _BEHIND_A_FOLDED_TITLE.sub("", title)
