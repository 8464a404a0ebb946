"""What a field's annotation may say beyond its type: it checks the value, writes it and describes it in the JSON Schema.

They stand in `Annotated[…]` and speak pydantic's protocol without importing it, so that the model costs nothing to import.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """Text of one form; another form is a problem under a rule's name."""

    pattern: str
    """A regular expression for the whole text, in the dialect that Python and JSON Schema share."""
    wants: str
    """What the text should be, to follow "should be"."""
    rule: str = "bad-shape"
    """The rule of `check` that a wrong text breaks."""
    longest: int = 0
    """The most characters allowed; 0: any number."""
    exists: Callable[[str], object] | None = None
    """Raises ValueError, and says why, for text of the right form that names nothing, such as 30 February."""

    def check(self, text: str) -> str:
        """The text itself.

        Raises:
            PydanticCustomError: when it is not of this form.
        """
        try:
            if not re.fullmatch(self.pattern, text) or (self.longest and len(text) > self.longest):
                given = text if len(text) <= 40 else text[:40] + "…"  # noqa: PLR2004
                raise ValueError(f'should be {self.wants}, not "{given}"')  # noqa: TRY301  # one way out for both kinds of wrong
            if self.exists:
                self.exists(text)
        except ValueError as error:
            from pydantic_core import PydanticCustomError  # noqa: PLC0415  # only a mistake pays for the import

            raise PydanticCustomError(self.rule, "{said}", {"said": str(error)}) from None
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return {
            "type": "function-after",
            "function": {"type": "no-info", "function": self.check},
            "schema": handler(source),
        }

    def __get_pydantic_json_schema__(self, schema: Any, handler: Callable[[Any], Mapping[str, Any]]) -> dict[str, Any]:
        limit = {"maxLength": self.longest} if self.longest else {}
        text = {**handler(schema), "pattern": f"^({self.pattern})$", **limit}
        # An editor's plug-in reads the bare year 2026 as a number.
        return {"anyOf": [text, {"type": "integer"}]} if self is DATE else text


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences: written as a block, one sentence to a line; white space at the ends means nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        strip = {"type": "no-info", "function": str.strip}
        return {"type": "function-after", "function": strip, "schema": handler(source)}


@dataclass(frozen=True, slots=True)
class AtMost:
    """The most characters of a text in a draft. What was filed is read at any length: nobody could shorten it any more."""

    characters: int


@dataclass(frozen=True, slots=True)
class OneLine:
    """A map, or each map of a list, that is written on one line."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that is written in quotation marks, needed or not."""


@dataclass(frozen=True, slots=True)
class Always:
    """A field that is written even where it holds its default: a reader of the file asks for it."""


@dataclass(frozen=True, slots=True)
class KeyedBy:
    """A list that is written as a map, each entry under the value of one of its fields."""

    field: str


def _calendar(text: str) -> object:
    """A partial date's first day, or a time, or ValueError that says what is not there."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(f'there is no such {"time" if "T" in text else "day"}: "{text}"') from None


SLUG = Text(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters and digits joined by hyphens, at most 80 characters", longest=80)
DATE = Text(r"\d{4}(-\d{2}(-\d{2})?)?", "a date such as 2026, 2026-04 or 2026-04-14", "bad-date", exists=_calendar)
TIME = Text(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
    "a time in UTC to the second, such as 2026-05-24T11:30:00Z",
    "bad-date",
    exists=_calendar,
)
DATE_OR_TIME = Text(rf"{DATE.pattern}|{TIME.pattern}", "a date, or a time in UTC", "bad-date", exists=_calendar)
HASH = Text(r"sha256:[0-9a-f]{64}", "sha256: and 64 hexadecimal digits")
PASSAGE = Text(r"[\s\S]*", "at most 400 characters", longest=400)
LINE, REASON, PROSE = AtMost(300), AtMost(2_000), AtMost(10_000)
"""A title or a name; a sentence or two; a paragraph."""
