"""The connection to a server that speaks the Messages API. Only this module imports the SDK and sees a key.

The SDK's own retries wait as long as a server asks, without a limit, and its timeout applies only to each read. So this
module does both itself: retries with stamina, and a deadline for the whole of a call.
"""

import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any

import anthropic
import httpx2
import stamina
import stamina.instrumentation

from dateline.core import deadline
from dateline.core.codec.shapes import adapter
from dateline.core.errors import ModelError, Unauthorized, UsageError
from dateline.core.providers import PROVIDERS
from dateline.desk.credentials import credential
from dateline.desk.model_call import Usage
from dateline.desk.model_client import LifeCycle
from dateline.desk.patience import Patience
from dateline.desk.providers.claude.failures import LATER, Hints, reason, seconds_asked, status, unreadable
from dateline.desk.providers.claude.messages import read_message, usage

ATTEMPTS = 4
LONGEST_DELAY = 60.0
"""In seconds; if a server asks for a longer wait, the call is not repeated."""
(CLAUDE,) = (one for one in PROVIDERS if one.name == "claude")
SECRET = "sk-ant-"  # noqa: S105  # how keys begin
HEADERS = frozenset(
    "host connection content-type content-length transfer-encoding accept accept-encoding user-agent anthropic-version".split()
)
"""What a server other than Anthropic's is sent. Variables for the SDK can name further headers, and those can be secrets."""
PASSING = frozenset({"rate_limit_error", "overloaded_error", "api_error", "timeout_error"})


def to_anthropic(environment: Mapping[str, str], patience: Patience) -> "Connection":
    """A connection with the credential from the environment: a key, or what the SDK finds in its place.

    Raises:
        UsageError: if a profile cannot be read.
    """
    key, token = (environment.get(name, "").strip() or None for name in CLAUDE.keys)
    found = credential(CLAUDE, environment)
    refused = f"Check that the {found.kind} ({found.place}) is complete and still valid." if found else f"Set {CLAUDE.keys[0]}."
    try:
        # Without a key and a token, the SDK looks for a profile or a workload identity.
        sdk = anthropic.Anthropic(
            api_key=key,
            auth_token=None if key else token,
            base_url=environment.get("ANTHROPIC_BASE_URL") or None,
            **_options(),
        )
    except anthropic.AnthropicError as error:
        raise UsageError(f"the credential cannot be read: {_first_line(error)}", hint=refused) from None
    return Connection(sdk, patience, Hints(refused), filter(None, (key, token)))


def to_server(address: str, key: str, patience: Patience) -> "Connection":
    """A connection to another server than Anthropic's, which gets no header, and no key, but what is named here.

    Args:
        address: the server's address.
        key: its own key; empty if it needs none.
        patience: how long to wait for it.
    """

    def sent(request: httpx2.Request) -> None:
        for name in {*request.headers} - HEADERS:
            del request.headers[name]
        if key:
            request.headers["authorization"] = f"Bearer {key}"

    # Without an argument, the SDK would look for a credential of Anthropic's, and send it.
    sdk = anthropic.Anthropic(api_key=key or "none", base_url=address, **_options(sent, follow_redirects=False))
    refused = "Check DATELINE_MODEL_KEY." if key else "Set DATELINE_MODEL_KEY: this server needs a key."
    away = f"Check that a server runs at {address}, which is `base_url` in content/site.yaml."
    return Connection(sdk, patience, Hints(refused, away), filter(None, (key,)))


def _options(*hooks: Callable[[httpx2.Request], None], **client: Any) -> dict[str, Any]:
    """What every client of the SDK gets. Calls are few and long, so each has its own connection and leaves nothing open."""
    limits = httpx2.Limits(max_keepalive_connections=0)
    http = anthropic.DefaultHttpxClient(limits=limits, event_hooks={"request": [deadline.begin, *hooks]}, **client)
    deadline.keep(http)
    return {"max_retries": 0, "open_telemetry": False, "http_client": http}


class Connection:
    """The SDK's client with the run's deadline, retries, and errors that do not show the key."""

    def __init__(self, sdk: anthropic.Anthropic, patience: Patience, hints: Hints, secrets: Iterable[str] = ()) -> None:
        # The SDK warns on the terminal about unexpected data that it has not validated.
        warnings.filterwarnings("ignore", message="Pydantic serializer warnings")
        stamina.instrumentation.set_on_retry_hooks(())  # the error of the last attempt is reported, and no log
        self._secrets = tuple(secrets)
        self._until = time.monotonic() + patience.total
        self._hints = hints
        self.patience = patience
        self.sdk = sdk

    def holds_secret(self, text: str) -> bool:
        """Whether a text contains the key, or something that looks like one."""
        return SECRET in text or any(secret in text for secret in self._secrets)

    # --- calls -------------------------------------------------------------------------------------------------------------

    def streamed(self, asked: Mapping[str, Any], lost: list[Usage]) -> tuple[Mapping[str, Any], str]:
        """The message up to its last event, empty if none came, and the call's id; a broken call's cost goes to `lost`."""
        has_begun = False
        with self.sdk.messages.stream(**asked, timeout=self.timeout(self.patience.answer)) as stream:
            try:
                for event in stream:
                    if event.type == "message_start":
                        has_begun = True
                        read_message(_plain(stream.current_message_snapshot))  # fail early if it is wrong from the start
            except Exception:
                if has_begun:
                    with suppress(ModelError):  # it may be too early to know the cost
                        lost.append(usage(read_message(_plain(stream.current_message_snapshot)), asked["model"]))
                raise
            return (_plain(stream.current_message_snapshot), stream.request_id or "") if has_begun else ({}, "")

    def whole(self, asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        """The message in an answer that is not streamed, and the call's id."""
        message = self.sdk.messages.create(**asked, timeout=self.timeout(self.patience.answer))
        return _plain(message), message._request_id or ""  # noqa: SLF001  # public in the SDK despite its name

    def life_cycle(self, model: str) -> LifeCycle:
        """How long a model will be there; asked once.

        Raises:
            ModelError: if there is no such model, or the server cannot be reached.
        """
        try:
            told = _plain(self.sdk.models.retrieve(model, timeout=self.timeout(self.patience.count)))
            return LifeCycle(str(told.get("lifecycle") or ""), str(told.get("retires_at") or "")[:10])
        except Exception as error:  # noqa: BLE001  # see `retried`
            raise self._explained(error) from None

    def count(self, asked: Mapping[str, Any]) -> int | None:
        """The number of tokens in a prompt; None if the provider does not answer.

        Raises:
            ModelError: if the key or the request is refused.
        """
        counted: object = None
        try:
            counted = self.sdk.messages.count_tokens(**asked, timeout=self.timeout(self.patience.count)).input_tokens
        except (anthropic.BadRequestError, anthropic.AuthenticationError, anthropic.PermissionDeniedError) as error:
            raise self._explained(error) from None
        except Exception:  # noqa: BLE001, S110  # see `retried`
            pass
        return counted if isinstance(counted, int) else None

    # --- time and failure --------------------------------------------------------------------------------------------------

    def has_time(self, seconds: float) -> bool:
        """Whether the run has this much time left."""
        return time.monotonic() + seconds <= self._until

    def timeout(self, seconds: float) -> httpx2.Timeout:
        """A time limit that is not beyond the run's deadline."""
        left = max(min(seconds, self._until - time.monotonic()), 0.01)
        return httpx2.Timeout(left, connect=min(left, self.patience.connect))

    def retried(self, ask: Callable[[], Any]) -> Any:
        """The result of a call, repeated after a temporary failure.

        The SDK does not validate what a server sends, so any exception it raises counts as the server's failure.

        Raises:
            ModelError: if the last attempt failed.
        """
        left = max(self._until - time.monotonic(), 0.1)
        try:
            for attempt in stamina.retry_context(
                on=_delay, attempts=ATTEMPTS, timeout=left, wait_initial=self.patience.first_delay, wait_max=LONGEST_DELAY
            ):
                with attempt:
                    return ask()
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001  # KeyError, AttributeError, IndexError …, depending on the server's bytes
            raise self._explained(error) from None
        raise ModelError("never called")  # pragma: no cover  # stamina makes at least one attempt

    def _explained(self, error: Exception) -> ModelError:
        """An error for people, without the key."""
        explained = _explained(error, self._hints)
        for secret in self._secrets:
            explained.what = explained.what.replace(secret, "…")
        return explained


def _delay(error: Exception) -> bool | float:
    """Whether to repeat the call, or after how many seconds if the server says so."""
    if isinstance(error, anthropic.WorkloadIdentityError):
        return isinstance(error.__cause__, httpx2.TransportError) or (error.status_code or 0) >= 500  # noqa: PLR2004
    if not isinstance(error, anthropic.APIStatusError):
        return isinstance(error, anthropic.APIConnectionError) and not isinstance(error, anthropic.APITimeoutError)
    is_passing = error.status_code in (408, 409, 429) or error.status_code >= 500 or error.type in PASSING  # noqa: PLR2004
    if not is_passing or error.status_code == HTTPStatus.NOT_IMPLEMENTED:
        return False
    wanted = seconds_asked(error.response.headers)
    return True if wanted is None else wanted <= LONGEST_DELAY and wanted


def _explained(error: Exception, hints: Hints) -> ModelError:
    """An error for people, with a hint."""
    if isinstance(error, anthropic.APIStatusError):
        return status(error.status_code, reason(error.body), hints)
    if isinstance(error, anthropic.APITimeoutError | httpx2.TimeoutException):
        return ModelError("the answer took too long", hint=LATER)
    if isinstance(error, anthropic.APIConnectionError | httpx2.HTTPError):
        return ModelError("the connection to the API failed", hint=hints.away)
    if isinstance(error.__cause__, httpx2.TransportError):
        return ModelError("no connection to exchange the identity for a token", hint=hints.away)
    if isinstance(error, anthropic.CredentialsError | anthropic.WorkloadIdentityError):
        return Unauthorized(f"the credential was refused: {_first_line(error)}", hint=hints.refused)
    return unreadable()


def _first_line(error: Exception) -> str:
    """The first line of what the SDK says; it shows no token."""
    return next(iter(str(error).splitlines()), type(error).__name__)[:300]


def _plain(message: Any) -> Mapping[str, Any]:
    """The SDK's message as plain data, whatever it contains."""
    plain: Mapping[str, Any] = message.to_dict(warnings=False)
    return plain


@cache
def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema of a dataclass, in the form that the API accepts."""
    return dict(anthropic.transform_schema(adapter(kind).json_schema()))
