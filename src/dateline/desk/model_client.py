"""What the desk needs of a model, and of the provider that serves it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from dateline.core.errors import ModelError
from dateline.desk.model_call import Call, Prompt, Reply, Usage


@dataclass(frozen=True, slots=True)
class Price:
    """The most that a token may cost, in US dollars."""

    sent: Decimal
    """One that is sent."""
    received: Decimal
    """One that is received."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One result of a provider's web search."""

    title: str
    """The page's title."""
    url: str
    """Its address."""
    date: str = ""
    """When it was published, in the provider's words; empty where that is not known."""
    text: str = ""
    """Words of the page."""


class Model(Protocol):
    """Answers a prompt."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Asks for an answer in JSON, in the form of a dataclass.

        Args:
            prompt: what is asked.
            model: the model's id.
            max_tokens: the most tokens of thinking and answer together.
            schema: the dataclass that the answer holds.

        Raises:
            ModelError: when the model cannot be reached, or breaks off; `spent` and `said` tell what came of it.
        """
        ...

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt.

        Raises:
            ModelError: when there is no hope that an answer would come.
        """
        ...

    def price(self, model: str) -> Price:
        """The most that a token of a model may cost."""
        ...


class WebSearch(Protocol):
    """Searches the web."""

    def search(
        self, prompt: Prompt, *, model: str, max_tokens: int, domains: Sequence[str]
    ) -> tuple[tuple[SearchResult, ...], Usage]:
        """What the provider's web search finds, and what that took.

        Args:
            prompt: what to look for.
            model: the id of the model that searches.
            max_tokens: the most tokens of thinking and answer together, each time that it is asked.
            domains: hosts that results may come from; none: any.

        Raises:
            ModelError: when the search fails; `spent` holds what it cost by then.
        """
        ...


class ModelClient(Model, WebSearch, Protocol):
    """A provider's API. A provider that has no batches or no web search raises ModelError for them."""

    def submit(self, calls: Iterable[Call]) -> str:
        """Hands in calls to be answered later; the batch's id.

        Raises:
            ModelError: when the batch is not taken.
        """
        ...

    def results(self, batch: str) -> Mapping[str, Reply | ModelError] | None:
        """The answers of a batch by the ids of their calls, in any order; None while it is under way.

        Raises:
            ModelError: when the batch cannot be read.
        """
        ...
