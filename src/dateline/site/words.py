"""The pages' own words: the code says them in English, and a catalogue has them in the language of the page (docs/adr/0049).

Each page is rendered within `speaking`. A name in braces stands for a value: `_("Version {n}", n=3)`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from gettext import c2py
from typing import Any, Literal, TypeVar

from markupsafe import Markup, escape

T = TypeVar("T")
CONTEXT = "#"
"""Stands before the word that tells two messages apart that are the same in English: "Moved#story"."""
MOST_NAMES = 6


@dataclass(frozen=True, eq=False)
class Translations:
    """The words of pages in a language."""

    language: str = "en"
    """Its tag, such as de or pt-BR."""
    direction: Literal["ltr", "rtl"] = "ltr"
    """Whether it is written from the left or from the right."""
    plural: str = "n != 1"
    """Which of a message's forms a number n takes, counted from 0: a rule as gettext and C write it."""
    thousands: str = ","
    """What stands between groups of three digits."""
    told: Mapping[str, str] = field(default_factory=dict)
    """Message in English → the same in this language."""
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Message in English about one thing → its forms in this language."""

    @cached_property
    def form(self) -> Callable[[int], int]:
        """Number → which form it takes."""
        found: Callable[[int], int] = c2py(self.plural)
        return found

    def number(self, value: int) -> str:
        """A number with its thousands apart."""
        return f"{value:,}" if self.thousands == "," else f"{value:,}".replace(",", self.thousands)

    def message(self, english: str) -> str:
        """A message, not yet filled in."""
        return self.told.get(english) or english.partition(CONTEXT)[0]

    def counted(self, number: int, one: str, more: str) -> str:
        """The form of a message that a number takes, not yet filled in."""
        if forms := self.forms.get(one):
            return forms[min(self.form(number), len(forms) - 1)]
        return (one if number == 1 else more).partition(CONTEXT)[0]

    def filled(self, message: str, given: Mapping[str, Any]) -> str:
        """A message with its names filled in; numbers get their thousands apart. It is markup if a part of it is."""
        if not given:
            return message
        told = {name: self.number(value) if type(value) is int else value for name, value in given.items()}
        if any(isinstance(value, Markup) for value in told.values()):
            return self.marked(message, told)
        return message.format(**told)

    def marked(self, message: str, given: Mapping[str, Any]) -> Markup:
        """The same as markup: what fills it is escaped. Markup's own method takes several times as long."""
        told = {name: self.number(value) if type(value) is int else escape(value) for name, value in given.items()}
        return Markup(message.format(**told) if told else message)  # noqa: S704  # a catalogue has no tags


ENGLISH = Translations()
_SPOKEN: ContextVar[Translations] = ContextVar("spoken", default=ENGLISH)


@contextmanager
def speaking(words: Translations) -> Iterator[None]:
    """Within it, messages are told in a language."""
    token = _SPOKEN.set(words)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def told_in(words: Translations, make: Callable[[], T]) -> T:
    """What a function returns in a language."""
    with speaking(words):
        return make()


def spoken() -> Translations:
    """The words of the page that is being rendered."""
    return _SPOKEN.get()


def tongue(language: str, direction: str) -> Markup:
    """The attributes of an element whose words are in a language; none if none is named."""
    return Markup(' lang="{}" dir="{}"').format(language, direction) if language else Markup()


def N_(english: str) -> str:  # noqa: N802  # gettext's name
    """Marks a message that is told later, by `_`."""
    return english


def NN_(one: str, more: str = "") -> tuple[str, str]:  # noqa: N802
    """Marks a message with a number that is told later, by `_n`; without a second form, English has one for all numbers."""
    return one, more or one


def _(english: str, /, **given: Any) -> str:
    """A message in the language of the page."""
    words = _SPOKEN.get()
    return words.filled(words.message(english), given)


def _n(number: int, one: str, more: str, /, **given: Any) -> str:
    """The form of a message for a number, which it names as {n}, in the language of the page."""
    words = _SPOKEN.get()
    return words.filled(words.counted(number, one, more), {"n": number, **given})


def capitalised(text: str) -> str:
    """A text whose first letter is a capital one."""
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names joined for a sentence: "A, B and C", or "A, B and 5 more"."""
    shown = list(names[:most])
    if len(names) > most:
        more = len(names) - most + 1
        shown[-1] = _n(more, "{n} more#of a list", "{n} more#of a list")
    *first, last = map(str, shown or [""])  # markup among words would have them escaped
    return _("{names} and {last}", names=_(", #list").join(first), last=last) if first else last


def in_templates() -> dict[str, Callable[..., object]]:
    """The same functions for templates, where messages are markup, and what fills them is escaped."""

    def tell(english: str, /, **given: Any) -> Markup:
        words = _SPOKEN.get()
        return words.marked(words.message(english), given)

    def count(number: int, one: str, more: str, /, **given: Any) -> Markup:
        words = _SPOKEN.get()
        return words.marked(words.counted(number, one, more), {"n": number, **given})

    return {"_": tell, "_n": count, "number": lambda value: _SPOKEN.get().number(value), "spoken": spoken}
