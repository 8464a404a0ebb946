"""The words of a proposal, which the caller writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from dateline.core.model import Item
from dateline.flows.shared.judged import Judged

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


@dataclass(frozen=True, slots=True)
class ProposalPlace:
    """Where the words about a version come from and lead to."""

    texts_from: Path
    """The publication whose cache has the full texts of pages."""
    judged: Judged = field(default_factory=Judged)
    """What is known from the run that drafted it."""
    blob: str = ""
    """The address of the folder with the publication's files, as the version has them; empty without a code host."""
    job: str = ""
    """The address of the run that keeps the file with the whole card; empty outside of one."""
    file: str = ""
    """The file with the whole card, from the publication's folder; empty if it is not written."""
    is_headed: bool = False
    """Whether the title stands above the text, as where it is the text of no pull request."""


class Wording(Protocol):
    """Writes the words, as Markdown in which text from outside stays text."""

    def proposal_text(self, folder: Path, slug: str, number: int, place: ProposalPlace) -> ProposalText:
        """The words about a version.

        Args:
            folder: the publication with the version.
            slug: the story.
            number: the version.
            place: where they come from and lead to.
        """
        ...

    def waiting_comment(self, items: Sequence[Item]) -> str:
        """What says which items came since an editor took over the version; none wait if the list is empty."""
        ...

    def taken_comment(self, slug: str, number: int) -> str:
        """What says that the main branch has another version with this number."""
        ...
