"""The failures of the Messages API, explained for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from dateline.core.errors import ModelError, Unauthorized, UnknownModel
from dateline.core.text import clean

LATER = "Run it again later; the collected items are kept."
SETTINGS = "Check `model`, and `base_url` if you have one, under `update` in content/site.yaml."
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_CHARACTERS = 200
"""Of what a server says about its failure."""


class NotAccepted(ModelError):  # noqa: N818  # like the others of the tree
    """The server does not accept a request of this form."""


class Failed(ModelError):  # noqa: N818  # likewise
    """The server failed, perhaps because of the form of the request."""


class Unexpected(ModelError):  # noqa: N818  # likewise
    """The server's answer does not have the form of a message."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What to do about failures that depend on which server is called."""

    refused: str
    """If the key is refused."""
    away: str = LATER
    """If no connection can be made."""


def status(code: int, said: str, hints: Hints) -> ModelError:
    """The error for a status, with what the server said; it is 200 if the failure came in a stream."""
    match code:
        case 401 | 403:
            return Unauthorized(f"the key was refused ({code})", hint=hints.refused)
        case 404:
            return UnknownModel(f"the API has no such model or batch (404): {said}", hint=SETTINGS)
        case 400 if "too long" in said or "context" in said:
            hint = "Lower `max_items_per_story` under `update` in content/site.yaml, or choose a model with a longer context."
            return ModelError(f"the prompt is too long: {said}", hint=hint)
        case 400 | 422 | 501:
            return NotAccepted(f"the API answered {code}: {said}", hint=LATER)
        case _:
            return _other(code, said)


def _other(code: int, said: str) -> ModelError:
    is_elsewhere = code in REDIRECTS or code == HTTPStatus.METHOD_NOT_ALLOWED
    why = "it redirects to another address, which is not called" if code in REDIRECTS else said
    what = "the API stopped its answer" if code == HTTPStatus.OK else f"the API answered {code}"
    kind = Failed if code == HTTPStatus.INTERNAL_SERVER_ERROR else ModelError
    return kind(f"{what}: {why}", hint=SETTINGS if is_elsewhere else LATER)


def reason(body: object) -> str:
    """What the body of a failure says, in one line. Servers say it at different places, and a gateway may send a web page."""
    said = body
    for name in ("error", "message", "detail"):
        said = said.get(name, said) if isinstance(said, dict) else said
    text = clean(" ".join(said.split())) if isinstance(said, str) and not said.lstrip().startswith("<") else ""
    return text[:MOST_CHARACTERS] or "no reason given"


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """The delay that a server asks for; dates are not read, because the API does not send any."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * scale, 0.0)
        except (KeyError, ValueError):
            continue
    return None


def unreadable(why: str = "") -> Unexpected:
    """The error for an answer that cannot be read."""
    hint = f"{LATER} If `base_url` or ANTHROPIC_BASE_URL names a server of your own, make sure that it speaks the Messages API."
    return Unexpected(f"the API's answer cannot be read{why and ': '}{why}", hint=hint)
