"""What an editor reads about a drafted text."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

from dateline.desk.essay import DraftedText
from dateline.flows.proposing.text import ProposalText


@dataclass(frozen=True, slots=True)
class DraftedPage:
    """An essay or an introduction that can be written to its file."""

    kind: Literal["essay", "introduction"]
    """What it is."""
    name: str
    """Its slug, or its day."""
    file: str
    """Its path in the publication."""
    content: str
    """The file."""
    text: DraftedText
    """What the model wrote, after verification."""
    stories: tuple[str, ...]
    """What it draws on, such as `harbour-barrier/v3`."""
    usd: Decimal
    """What it cost, in US dollars."""


class PageWording(Protocol):
    """Writes the words of a pull request, as Markdown in which text from outside stays text."""

    def page_text(self, page: DraftedPage) -> ProposalText:
        """The words about an essay or an introduction."""
        ...
