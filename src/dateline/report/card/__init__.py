"""The review card: a version in GitHub's Markdown, for the editor who decides about it."""

from dateline.report.card.links import NO_LINKS, CardLinks
from dateline.report.card.whole import LONGEST, card

__all__ = ["LONGEST", "NO_LINKS", "CardLinks", "card"]
