"""What the desk and a model say to each other; which model it is, nobody here knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from dateline.core.codec.shapes import adapter
from dateline.core.errors import Malformed, ModelError, Refused, Truncated
from dateline.core.ids import digest

T = TypeVar("T")
E = TypeVar("E", bound=ModelError)

DONE = "end_turn"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given, from what stays the same to what changes: so a provider's cache serves the beginning again."""

    rules: str
    """What holds for every call of a kind."""
    blocks: tuple[str, ...]
    """What this call is about. Text from outside stands in it as data."""


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


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model answered."""

    text: str
    """Its words."""
    stop: str
    """Why it stopped: `end_turn` where it came to its end; empty where nobody said."""
    usage: Usage = Usage()
    """What it took."""
    request_id: str = ""
    """The provider's name for the call, for complaints."""


class Model(Protocol):
    """Answers a prompt."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """Asks for an answer of the form of a dataclass, in JSON.

        Args:
            prompt: what is asked.
            model: the model's id.
            max_tokens: the most that it may think and say.
            schema: the dataclass that the answer holds.

        Raises:
            ModelError: when it cannot be reached, or breaks off; `spent` and `said` tell what came of it.
        """
        ...

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt.

        Raises:
            ModelError: when there is no hope that an answer would come.
        """
        ...


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model."""

    prompt: Prompt
    """What is asked."""
    model: str
    """Who is asked."""
    max_tokens: int
    """The most that the answer may take."""
    schema: type
    """The dataclass that the answer holds."""

    @property
    def id(self) -> str:
        """A name for it, the same whenever the same is asked."""
        return digest(self.model, self.schema.__name__, self.prompt.rules, *self.prompt.blocks)


@dataclass(frozen=True, slots=True)
class Answered:
    """A model some of whose answers are there already, from a batch."""

    model: Model
    """Who answers the rest."""
    replies: Mapping[str, "Reply | ModelError"]
    """What has been answered, by the call's id."""

    def reply(self, prompt: Prompt, *, model: str, max_tokens: int, schema: type) -> Reply:
        """The answer that is there, else one that is asked for now.

        Raises:
            ModelError: when the model fails, or the batch left it unanswered.
        """
        there = self.replies.get(Call(prompt, model, max_tokens, schema).id)
        if isinstance(there, ModelError):
            raise there
        return there or self.model.reply(prompt, model=model, max_tokens=max_tokens, schema=schema)

    def count(self, prompt: Prompt, *, model: str) -> int:
        """The tokens of a prompt."""
        return self.model.count(prompt, model=model)


def unusable(error: E, reply: Reply) -> E:
    """The error, with what was paid and said."""
    error.spent, error.said = reply.usage.usd, reply.text
    return error


def read(kind: type[T], reply: Reply) -> T:
    """What a reply says. Why it stopped is looked at first: an answer that was cut can read like a whole one.

    Raises:
        Truncated: when it was cut.
        Refused: when the model declined.
        Malformed: when it is not of this kind.
    """
    if reply.stop != DONE:
        raise unusable(_stopped(reply.stop), reply)
    from pydantic import ValidationError  # noqa: PLC0415  # heavy, and only a model's answer needs it

    try:
        value: T = adapter(kind).validate_json(reply.text)  # type: ignore[arg-type]  # classes are hashable
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        what = f"the answer is not what was asked for: {where and where + ': '}{first['msg']}"
        raise unusable(Malformed(what, hint="Nothing was written; run it again."), reply) from None
    return value


def _stopped(stop: str) -> ModelError:
    match stop:
        case "max_tokens":
            return Truncated("the answer was cut at max_tokens", hint="Lower `max_items_per_story` or `effort` under `update`.")
        case "model_context_window_exceeded":
            return Truncated("the answer was cut: the context is full", hint="Lower `max_items_per_story` under `update`.")
        case "refusal":
            return Refused("the model declined (refusal)", hint="Look at the new items: a person has to write this version.")
        case _:
            how = stop or "the connection closed early"
            return Truncated(f"the answer broke off ({how})", hint="Nothing was written; run it again.")
