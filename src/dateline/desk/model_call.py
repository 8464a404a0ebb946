"""A call to a model: the prompt that it is given and the reply that comes back, the same for every provider."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from dateline.core.codec.shapes import adapter
from dateline.core.errors import Malformed, ModelError, Refused, Truncated
from dateline.core.ids import digest

T = TypeVar("T")
E = TypeVar("E", bound=ModelError)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given. What stays the same comes first, so that a provider can cache it."""

    rules: str
    """What holds for every call of a kind."""
    blocks: tuple[str, ...]
    """What this call is about. Text from outside stands in it as data."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model."""

    prompt: Prompt
    """What is asked."""
    model: str
    """The model's id."""
    max_tokens: int
    """The most tokens that the answer may take."""
    schema: type
    """The dataclass that the answer holds."""

    @property
    def id(self) -> str:
        """The same id whenever the same is asked."""
        return digest(self.model, self.schema.__name__, self.prompt.rules, *self.prompt.blocks)


@dataclass(frozen=True, slots=True)
class Usage:
    """What answers took."""

    input_tokens: int = 0
    """Tokens sent, those from the cache included."""
    output_tokens: int = 0
    """Tokens received, thinking included."""
    usd: Decimal = Decimal(0)
    """The cost in US dollars."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(self.input_tokens + other.input_tokens, self.output_tokens + other.output_tokens, self.usd + other.usd)


class StopReason(Enum):
    """Why a model stopped."""

    DONE = "done"
    """The answer came to its end."""
    LENGTH = "length"
    """The answer reached the most tokens that it may take."""
    CONTEXT = "context"
    """Prompt and answer together reached what the model can hold."""
    REFUSAL = "refusal"
    """The model declined to answer."""
    DISCONNECTED = "disconnected"
    """The connection closed before the model said why it stopped."""
    OTHER = "other"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered."""

    text: str
    """Its words."""
    stop: StopReason
    """Why it stopped."""
    usage: Usage = Usage()
    """What it took."""
    request_id: str = ""
    """The provider's id of the call, for complaints."""


def unusable(error: E, reply: Reply) -> E:
    """The error, with what the reply cost and said."""
    error.spent, error.said = reply.usage.usd, reply.text
    return error


def parse_reply(kind: type[T], reply: Reply) -> T:
    """What a reply says. Why it stopped is looked at first: an answer that was cut can read like a whole one.

    Raises:
        Truncated: when it was cut.
        Refused: when the model declined.
        Malformed: when it is not of this kind.
    """
    if stopped := _stopped(reply.stop):
        raise unusable(stopped, reply)
    from pydantic import ValidationError  # noqa: PLC0415  # heavy, and only a model's answer needs it

    try:
        value: T = adapter(kind).validate_json(reply.text)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        what = f"the answer is not what was asked for: {where and where + ': '}{first['msg']}"
        raise unusable(Malformed(what, hint="Nothing was written; run it again."), reply) from None
    return value


def _stopped(reason: StopReason) -> ModelError | None:
    match reason:
        case StopReason.DONE:
            return None
        case StopReason.LENGTH:
            what = "the answer was cut: it is longer than it may be"
            return Truncated(what, hint="Lower `max_items_per_story` or `effort` under `update`.")
        case StopReason.CONTEXT:
            what = "the answer was cut: the model's context is full"
            return Truncated(what, hint="Lower `max_items_per_story` under `update`.")
        case StopReason.REFUSAL:
            what = "the model declined to answer"
            return Refused(what, hint="Look at the new items: a person has to write this version.")
        case StopReason.DISCONNECTED:
            return Truncated("the answer broke off: the connection closed early", hint="Nothing was written; run it again.")
        case _:
            return Truncated("the answer broke off", hint="Nothing was written; run it again.")
