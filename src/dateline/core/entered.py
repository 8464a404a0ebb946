"""What a person enters on the command line, checked before it is written."""

from datetime import datetime, timedelta

from dateline.core.address import web_address
from dateline.core.config import HTTP_URL, MAIL_ADDRESS
from dateline.core.constraints import DATE_OR_TIME, LINE, REASON, AtMost, Text
from dateline.core.errors import UsageError
from dateline.core.model import VIA
from dateline.core.text import clean

_OUTLET = AtMost(60)
_NOBODY = 'Say who reviewed it: --by "Ada Byron"; or let git know your name: `git config user.name "Ada Byron"`.'


def reason(given: str, *, readers: bool = False) -> str:
    """A reason on one line, without unsafe characters.

    Args:
        given: what was entered.
        readers: whether readers see it.

    Raises:
        UsageError: if it is empty or too long.
    """
    if text := _within(REASON, given, "reason", "--why"):
        return text
    hint = "Give the reason in one sentence." + " Readers see it." * readers
    raise UsageError("no reason is given", where="--why", hint=hint)


def note(given: str) -> str:
    """A note for readers on one line, without unsafe characters; it may be empty.

    Raises:
        UsageError: if it is too long.
    """
    return _within(REASON, given, "note", "--note")


def title(given: str) -> str:
    """A title on one line, without unsafe characters.

    Raises:
        UsageError: if it is empty or too long.
    """
    if text := _within(LINE, given, "title", "--title"):
        return text
    raise UsageError("the title is empty", where="--title", hint="Give the title in a few words, or as the page has it.")


def publisher(given: str) -> str:
    """The name of a publisher on one line, without unsafe characters; it may be empty.

    Raises:
        UsageError: if it is too long.
    """
    return _within(LINE, given, "name", "--publisher")


def outlet(given: str) -> str:
    """The name of an outlet on one line, without unsafe characters.

    Raises:
        UsageError: if it is empty or too long, or if it could pass for the label of a search or of another feed.
    """
    text = _within(_OUTLET, given, "outlet", "--outlet")
    if not text:
        raise UsageError("the outlet is empty", where="--outlet", hint='Name who published it: --outlet "The Quay".')
    if ":" in text or VIA in text:
        said = f'the outlet may have neither a colon nor the word "{VIA.strip()}"'
        raise UsageError(said, where="--outlet", hint="Give its name alone.")
    return text


def reviewer(given: str) -> str:
    """The name of a reviewer on one line, without unsafe characters.

    Raises:
        UsageError: if it is empty or too long.
    """
    if text := _within(LINE, given, "name", "--by"):
        return text
    raise UsageError("nobody is named", where="--by", hint=_NOBODY)


def date(given: str, now: str) -> str:
    """A date, as precise as is known, or a time in UTC.

    Args:
        given: what was entered.
        now: the time in UTC.

    Raises:
        UsageError: if it is neither, or if that day has not begun anywhere.
    """
    text = given.strip()
    if said := DATE_OR_TIME.objection(text):
        raise UsageError(said, where="--date", hint="Write as much as is known: 2026, 2026-04 or 2026-04-14.")
    last_day = (datetime.fromisoformat(now) + timedelta(hours=14)).date().isoformat()
    if text > (now if "T" in text else last_day):
        raise UsageError(f"{text} is in the future", where="--date", hint="Give the day on which it was published.")
    return text


def address(given: str) -> str:
    """A web address.

    Raises:
        UsageError: if it is not a plain http or https address.
    """
    if url := web_address(given):
        return url
    hint = "Use an address that starts with http:// or https:// and names no user."
    raise UsageError(f'"{_one_line(given)[:200]}" is not a web address', where="--url", hint=hint)


def site_address(given: str) -> str:
    """The address that a site will have.

    Raises:
        UsageError: if it is not an http or https address.
    """
    return _formed(HTTP_URL, given, "--url", "Such as https://NAME.github.io/REPOSITORY/; you can change it later.")


def email(given: str) -> str:
    """An e-mail address; it may be empty.

    Raises:
        UsageError: if it is not one.
    """
    return _formed(MAIL_ADDRESS, given, "--email", "Give the address alone, without a name.") if given.strip() else ""


def _formed(form: Text, given: str, option: str, hint: str) -> str:
    text = _one_line(given)
    if said := form.objection(text):
        raise UsageError(said, where=option, hint=hint)
    return text


def _within(limit: AtMost, given: str, what: str, option: str) -> str:
    text = _one_line(given)
    if len(text) > limit.characters:
        said = f"the {what} has {len(text):,} characters; it may have {limit.characters:,}"
        raise UsageError(said, where=option, hint="Shorten it.")
    return text


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
