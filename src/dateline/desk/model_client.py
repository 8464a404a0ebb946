"""What the desk needs from a model and from its provider."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from dateline.core.errors import ModelError
from dateline.desk.model_call import Call, Prompt, Reply, Usage


@dataclass(frozen=True, slots=True)
class Price:
    """The highest price of a token, in US dollars."""

    sent: Decimal
    """For a token sent."""
    received: Decimal
    """For a token received."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One result of a provider's web search."""

    title: str
    """The page's title."""
    url: str
    """Its address."""
    date: str = ""
    """When it was published, in the provider's words; empty if not known."""
    text: str = ""
    """Words from the page."""


@dataclass(frozen=True, slots=True)
class LifeCycle:
    """How long a model will be there."""

    stage: str = ""
    """`active`, `deprecated` or `retired`, in the provider's words; empty if it does not say."""
    retires: str = ""
    """The day on which it is retired; empty if none is known."""


class Model(Protocol):
    """Answers a prompt."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Asks for an answer in JSON, in the form of a dataclass.

        Args:
            prompt: the prompt.
            model: the model's id.
            max_tokens: the most tokens of thinking and answer together.
            schema: the dataclass for the answer.

        Raises:
            ModelError: if the model cannot be reached, or breaks off; `spent` and `said` have its cost and text.
        """
        ...

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The number of tokens in a prompt.

        Raises:
            ModelError: if a call would certainly fail.
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
        """The results of the provider's web search, and its cost.

        Args:
            prompt: what to look for.
            model: the id of the model that searches.
            max_tokens: the most tokens of thinking and answer together, for each call.
            domains: hosts that results may come from; if empty, any.

        Raises:
            ModelError: if the search fails; `spent` has its cost so far.
        """
        raise ModelError("this provider has no web search", hint="Remove the search from content/site.yaml.")


class ModelClient(Model, WebSearch, Protocol):
    """A provider's API. A class that inherits from this need not have batches, web search or life cycles.

    What it lacks raises a ModelError.
    """

    def life_cycle(self, model: str) -> LifeCycle:
        """How long a model will be there.

        Raises:
            ModelError: if there is no such model, or if the provider does not say.
        """
        raise ModelError("this provider does not describe its models", hint="Look at its documentation.")

    def submit(self, calls: Iterable[Call]) -> str:
        """Submits calls to be answered later, and returns the batch's id.

        Raises:
            ModelError: if the batch is not accepted.
        """
        raise _no_batches()

    def results(self, batch: str) -> Mapping[str, Reply | ModelError] | None:
        """The answers of a batch by the ids of their calls, in any order; None while it is in progress.

        Raises:
            ModelError: if the batch cannot be read.
        """
        raise _no_batches()


def _no_batches() -> ModelError:
    return ModelError("this provider has no batches", hint="Run it again without --batch.")
