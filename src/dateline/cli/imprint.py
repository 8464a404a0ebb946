"""What `init` asks on a terminal, and how what was entered is checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click

from dateline.core import entered
from dateline.core.errors import UsageError
from dateline.flows.start import Imprint, languages


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a new publication says of itself."""

    name: str
    """The field of the imprint, and the option."""
    question: str
    """What a person is asked."""
    default: str
    """What stands for an empty answer."""
    check: Callable[[str], str]
    """Answer → the same, cleaned up; raises UsageError."""


def language(given: str) -> str:
    """A language that the built-in pages have.

    Raises:
        UsageError: if they do not have it.
    """
    if (code := given.strip()) in languages():
        return code
    hint = f"Take one of {', '.join(languages())}; you can add a translation of your own later (docs/translating.md of Dateline)."
    raise UsageError(f'there is no translation into "{code}"', where="--language", hint=hint)


WANTED = (
    Wanted("title", "Title", "A living record", entered.title),
    Wanted("url", "Address that the site will have", "https://example.org/record/", entered.site_address),
    Wanted("publisher", "Who publishes it (a name, or nothing)", "", entered.publisher),
    Wanted("email", "Email address for corrections (or nothing)", "", entered.email),
    Wanted("language", "Language of the pages, such as en, de or fr", "en", language),
)


def ask(given: Mapping[str, str | None]) -> dict[str, str | None]:
    """What was given and, for the rest, what a person answers; a refused answer is asked for again."""
    missing = (one for one in WANTED if given[one.name] is None)
    return {**given, **{one.name: _answer(one) for one in missing}}


def _answer(wanted: Wanted) -> str:
    said = click.prompt(wanted.question, wanted.default, value_proc=_told(wanted), show_default=bool(wanted.default))
    return "" if said == wanted.default else said


def _told(wanted: Wanted) -> Callable[[str], str]:
    def read(answer: str) -> str:
        try:
            return wanted.check(answer)
        except UsageError as error:
            raise click.UsageError(f"{error.what}. {error.hint}") from None

    return read


def entered_imprint(given: Mapping[str, str | None]) -> Imprint:
    """The imprint, checked.

    Raises:
        UsageError: if something in it is refused.
    """
    checks = {one.name: one.check for one in WANTED}
    return Imprint(**{name: checks[name](value) for name, value in given.items() if value})
