"""A call to a model: the prompt and the reply, the same for every provider."""

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
    """What is sent to a model. The parts that stay the same come first, so that a provider can cache them."""

    rules: str
    """The rules for every call of one kind."""
    blocks: tuple[str, ...]
    """The content of this call. Text from outside is included only as data."""


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model."""

    prompt: Prompt
    """The prompt."""
    model: str
    """The model's id."""
    max_tokens: int
    """The most tokens that the answer may have."""
    schema: type
    """The dataclass for the answer."""

    @property
    def id(self) -> str:
        """An id that is the same for equal calls."""
        return digest(self.model, self.schema.__name__, self.prompt.rules, *self.prompt.blocks)


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens and the cost of answers."""

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
    """The answer is complete."""
    LENGTH = "length"
    """The answer reached its limit of tokens."""
    CONTEXT = "context"
    """Prompt and answer together reached the size of the model's context."""
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
    """The text of the answer."""
    stop: StopReason
    """Why it stopped."""
    usage: Usage = Usage()
    """Its tokens and its cost."""
    request_id: str = ""
    """The provider's id for the call, for problem reports."""
    other_model: str = ""
    """The model that answered, if the provider says that it is another one than was asked for."""


def unusable(error: E, reply: Reply) -> E:
    """The error, with the reply's cost and text."""
    error.spent, error.said = reply.usage.usd, reply.text
    return error


def parse_reply(kind: type[T], reply: Reply) -> T:
    """The value in a reply. The stop reason is checked first, because a truncated answer can look like a complete one.

    Raises:
        Truncated: if the answer was cut off.
        Refused: if the model declined to answer.
        Malformed: if the answer is not of this kind.
    """
    if stopped := _stopped(reply.stop):
        raise unusable(stopped, reply)
    if not reply.text.strip():
        raise unusable(Malformed("the answer is empty", hint="Run it again; nothing was written."), reply)
    from pydantic import ValidationError  # noqa: PLC0415  # slow to import, and only a model's answer needs it

    try:
        value: T = adapter(kind).validate_json(reply.text)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        what = f"the answer does not have the form asked for: {where and where + ': '}{first['msg']}"
        raise unusable(Malformed(what, hint="Run it again; nothing was written."), reply) from None
    return value


def _stopped(reason: StopReason) -> ModelError | None:
    match reason:
        case StopReason.DONE:
            return None
        case StopReason.LENGTH:
            what = "the answer was cut off: it is longer than allowed"
            return Truncated(what, hint="Lower `max_items_per_story` or `effort` under `update`.")
        case StopReason.CONTEXT:
            what = "the answer was cut off: the model's context is full"
            return Truncated(what, hint="Lower `max_items_per_story` under `update`, or give the model a longer context.")
        case StopReason.REFUSAL:
            what = "the model declined to answer"
            return Refused(what, hint="Look at the new items; a person has to write this version.")
        case StopReason.DISCONNECTED:
            return Truncated("the answer was interrupted: the connection closed early", hint="Run it again; nothing was written.")
        case _:
            return Truncated("the answer was interrupted", hint="Run it again; nothing was written.")
