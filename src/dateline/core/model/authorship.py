"""Who drafted a version, and who reviewed it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge

from dateline.core.constraints import HASH, Always
from dateline.core.model.fields import Count, PartialDate, Slug, Strict

DESK = "desk"
"""The writer of a version by hand."""


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """Who drafted a version, and at what cost."""

    __pydantic_config__: ClassVar = Strict
    writer: Slug
    """A model provider, such as `claude`, or `extractive`; `desk` for a version written by hand."""
    model: str | None = None
    """The model's id, if a model wrote it."""
    prompt: str | None = None
    """The hash of the prompt files."""
    input_tokens: Annotated[Count, Always()] = 0
    """Tokens sent."""
    output_tokens: Annotated[Count, Always()] = 0
    """Tokens received, thinking included."""
    usd: Annotated[Decimal, Ge(0), Always()] = Decimal(0)
    """The cost in US dollars."""


@dataclass(frozen=True, slots=True)
class Review:
    """An editor's review of a version before it was merged."""

    __pydantic_config__: ClassVar = Strict
    by: str
    """The person who takes responsibility."""
    on: PartialDate
    """The day of the review."""
    kind: Literal["approved", "edited"]
    """Whether the editor approved the draft as it was or edited it."""
    hash: Annotated[str, HASH] | None = None
    """The hash of what was reviewed: the version in canonical form, without the review."""


@dataclass(frozen=True, slots=True)
class EssayReview:
    """An editor's review of an essay or an introduction."""

    __pydantic_config__: ClassVar = Strict
    by: str
    """The person who takes responsibility."""
    on: PartialDate
    """The day of the review."""
    kind: Literal["approved", "edited"] = "approved"
    """Whether the editor approved the text as it was or edited it."""
