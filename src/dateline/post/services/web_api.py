"""A JSON API that is called with a key: https alone, never another host, and limits on time and size."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from dateline.core.errors import ServiceError, UsageError
from dateline.core.secret import masked, secrets_of
from dateline.core.showing import one_line
from dateline.post.calling import client
from dateline.post.smtp import is_this_machine

SECONDS = 60.0
"""The longest time for a call."""
MOST_BYTES = 20_000_000
MOST_SAID = 500
"""Characters of an answer that an error repeats."""
_SHORTEST = 3
"""Characters of a key that no error repeats; what is shorter is in every other word."""
_KEY = re.compile(r"[!-~]+")
_LATER = "Run this again later: what the service has is found again."


def key_in(environment: Mapping[str, str], name: str, hint: str) -> str:
    """The key in an environment variable, without the line break at the end that files of secrets have.

    Args:
        environment: the environment variables.
        name: the variable.
        hint: where the key comes from.

    Raises:
        UsageError: if it is not set, or is none: it would not fit into the header of a call.
    """
    key = environment.get(name, "").strip()
    if not key:
        raise UsageError("is not set", where=name, hint=hint)
    if not _KEY.fullmatch(key):
        raise UsageError("has a space, a line break or a letter outside ASCII in it, as no key has", where=name, hint=hint)
    return key


class WebApi:
    """The API of one service."""

    def __init__(self, title: str, address: str, headers: Mapping[str, str], *, keys: Mapping[str, str], named: str) -> None:
        """Makes no call.

        Args:
            title: the service's name for people.
            address: the address that all paths are below.
            headers: what each call carries, the key among them.
            keys: variable → what no error repeats, even if the service does.
            named: the environment variable that has the address.

        Raises:
            UsageError: if the address would show the key to others on the way, or httpx2 is not installed.
        """
        self._title, self._address = title, address.rstrip("/")
        forms = [(form, name) for name, key in keys.items() for form in (key, quote(key, safe=""), json.dumps(key)[1:-1])]
        self._secrets = secrets_of({}, *forms, shortest=_SHORTEST)
        self._host = _host(address)
        if not self._host:
            raise UsageError("is not an https address", where=named, hint="The key is sent there: use https.")
        self._client = client({"accept": "application/json", **headers}, SECONDS)

    def call(self, method: str, path: str, sent: Any = None, query: Mapping[str, str] | None = None) -> Any:
        """What the service answers, as JSON.

        Raises:
            ServiceError: if it does not answer or refuses; `is_unsure` if it may have done what was asked.
        """
        import httpx2  # noqa: PLC0415

        may_act = method != "GET"
        try:
            status, there, data = self._answer(method, f"{self._address}/{path}", sent, query)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.InvalidURL) as error:
            raise self.error(f"cannot be reached: {type(error).__name__}") from error
        except httpx2.HTTPError as error:
            raise self.error("gave no answer in time, or broke off", is_unsure=may_act) from error
        if there:
            raise self.error(
                f"sends the call on to {self._shown(there)}, which gets no key", "Correct the address of the service."
            )
        if status < 200 or status >= 300:  # noqa: PLR2004  # the class of a status
            is_unsure = may_act and status >= 500  # noqa: PLR2004  # likewise
            raise self.error(
                f"answered {status}: {self._shown(_said(data)) or 'no reason given'}", _hint(status), is_unsure=is_unsure
            )
        try:
            return json.loads(data) if data.strip() else None
        except (ValueError, RecursionError) as error:
            raise self.error(f"answered with something else than JSON (status {status})", is_unsure=may_act) from error

    def _answer(self, method: str, address: str, sent: Any, query: Mapping[str, str] | None) -> tuple[int, str, bytes]:
        """The status, the address that the call is sent on to, and the body."""
        from dateline.core.deadline import within  # noqa: PLC0415

        data = b""
        with within(SECONDS), self._client.stream(method, address, json=sent, params=query) as response:
            for part in response.iter_bytes():
                data += part
                if len(data) > MOST_BYTES:
                    raise self.error(f"the answer is larger than {MOST_BYTES:,} bytes", is_unsure=method != "GET")
        there = response.headers.get("location", "") if 300 <= response.status_code < 400 else ""  # noqa: PLR2004  # a class
        return response.status_code, there, data

    def _shown(self, text: str) -> str:
        return one_line(masked(text, self._secrets))[:MOST_SAID]

    def error(self, what: str, hint: str = _LATER, *, is_unsure: bool = False) -> ServiceError:
        """An error that names the service."""
        return ServiceError(what, where=f"{self._title} ({one_line(self._host)})", hint=hint, is_unsure=is_unsure)

    def row(self, found: Any) -> dict[str, Any]:
        """An answer that must be an object.

        Raises:
            ServiceError: if it is none.
        """
        if not isinstance(found, dict):
            raise self.error("answered with something else than an object")
        return found


def _host(address: str) -> str:
    """The host of an address to which a key may be sent; empty if there is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(parts.hostname or ""))
    return parts.netloc.rpartition("@")[2] if is_safe else ""


def _hint(status: int) -> str:
    hints = {
        401: "The key is wrong, or not valid any more.",
        403: "The key may not do this: see what its user may do at the service.",
        404: "Correct the address of the service.",
        429: "The service asks for a pause. Run this again in an hour.",
    }
    return hints.get(status, "See what it says, and run this again." if status < 500 else _LATER)  # noqa: PLR2004  # a class


def _said(data: bytes) -> str:
    """What an answer says went wrong; empty if it has another form."""
    try:
        row = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    said = (row.get("message") or row.get("detail") or row.get("code") or "") if isinstance(row, dict) else ""
    return said if isinstance(said, str) else json.dumps(said)
