"""The words of a proposal, which the caller writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dateline.core.model import Item

WAITING = "<!-- dateline: waiting -->"
TAKEN = "<!-- dateline: taken -->"
"""Mark the comments that are renewed in place."""


@dataclass(frozen=True, slots=True)
class ProposalText:
    """What an editor reads about a proposed version."""

    title: str
    """The title of the pull request."""
    body: str
    """Its text, short enough for the code host."""
    whole: str
    """The review card without a limit."""


class Wording(Protocol):
    """Writes the words, as Markdown in which text from outside stays text."""

    def proposal_text(self, folder: Path, slug: str, number: int, texts_from: Path) -> ProposalText:
        """The words about a version.

        Args:
            folder: the publication with the version.
            slug: the story.
            number: the version.
            texts_from: the publication whose cache has the full texts.
        """
        ...

    def waiting_comment(self, items: Sequence[Item]) -> str:
        """What says which items came since an editor took over the version; none wait if the list is empty."""
        ...

    def taken_comment(self, slug: str, number: int) -> str:
        """What says that the main branch has another version with this number."""
        ...
