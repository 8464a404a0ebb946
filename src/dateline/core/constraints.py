"""Marks for `Annotated[…]`: how a field's value is checked, written and described in the JSON Schema, beyond its type.

They follow pydantic's protocol without importing it, so that the model is fast to import.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a certain form; text in another form breaks a rule of `check`."""

    pattern: str
    """A regular expression for the whole text, in the dialect that Python and JSON Schema share."""
    wants: str
    """What the text should be, in words that follow "should be"."""
    rule: str = "bad-shape"
    """The rule that text in another form breaks."""
    longest: int = 0
    """The most characters allowed; 0 for any number."""
    exists: Callable[[str], object] | None = None
    """Raises ValueError with the reason if text in the right form does not name anything, such as 30 February."""

    def objection(self, text: str) -> str:
        """What is wrong with the text; empty if it is in this form."""
        if not re.fullmatch(self.pattern, text) or (self.longest and len(text) > self.longest):
            said = " ".join(text.split())
            given = said if len(said) <= 40 else said[:40] + "…"  # noqa: PLR2004
            return f'should be {self.wants}, not "{given}"'
        try:
            if self.exists:
                self.exists(text)
        except ValueError as error:
            return str(error)
        return ""

    def check(self, text: str) -> str:
        """The text, unchanged.

        Raises:
            PydanticCustomError: if it is not in this form.
        """
        if said := self.objection(text):
            from pydantic_core import PydanticCustomError  # noqa: PLC0415  # slow to import, and only needed after a mistake

            raise PydanticCustomError(self.rule, "{said}", {"said": said})
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
    """Sentences, written as a block with one sentence per line; white space at the ends is ignored."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        strip = {"type": "no-info", "function": str.strip}
        return {"type": "function-after", "function": strip, "schema": handler(source)}


@dataclass(frozen=True, slots=True)
class AtMost:
    """The most characters of a text in a draft. Filed versions may be longer, as they cannot be changed any more."""

    characters: int


@dataclass(frozen=True, slots=True)
class OneLine:
    """A map, or each map of a list, that is written on one line."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that is always written in quotation marks."""


@dataclass(frozen=True, slots=True)
class Always:
    """A field that is written even if it has its default value, because a reader of the file looks for it."""


@dataclass(frozen=True, slots=True)
class KeyedBy:
    """A list that is written as a map; the keys are the values of one field of the entries."""

    field: str


def _calendar(text: str) -> object:
    """The first day of a partial date, or the time; ValueError if there is no such day or time."""
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(f'there is no such {"time" if "T" in text else "day"}: "{text}"') from None


SLUG = Text(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters and digits joined by hyphens, at most 80 characters", longest=80)
TEMPLATE = Text(r"([a-z0-9_-]+/)*[a-z0-9_-]+\.html", "the name of a file in theme/templates, such as team.html")
_ALIAS_PART = r"[^\s/.\\:*?\"<>|#%\x00-\x1f\x7f][^\s/\\:*?\"<>|#%\x00-\x1f\x7f]*"
ALIAS = Text(
    rf"(/{_ALIAS_PART})*/([^\s/.\\:*?\"<>|#%\x00-\x1f\x7f]+(\.html?)?|{_ALIAS_PART}/)",
    "an address of a page on this site, such as /2019/05/old-name/ or /old.html",
    longest=500,
)
LANGUAGE = Text(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "a language tag such as en or pt-BR")
DRAWN_ON = Text(rf"{SLUG.pattern}(/v[1-9][0-9]*)?", "a story such as harbour-plan, or a version of it such as harbour-plan/v3")
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
