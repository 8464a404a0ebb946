"""The failures of the Messages API, explained for people."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.core.errors import ModelError, Unauthorized

LATER = "Run it again later; the collected items are kept."


class NotAccepted(ModelError):  # noqa: N818  # like the others of the tree
    """The server does not accept a request of this form."""


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
    """The error for a status other than 200, with what the server said."""
    match code:
        case 401 | 403:
            return Unauthorized(f"the key was refused ({code})", hint=hints.refused)
        case 404:
            hint = "Check `model`, and `base_url` if you have one, under `update` in content/site.yaml."
            return ModelError(f"the API has no such model or batch (404): {said}", hint=hint)
        case 400 if "too long" in said or "context" in said:
            hint = "Lower `max_items_per_story` under `update` in content/site.yaml, or choose a model with a longer context."
            return ModelError(f"the prompt is too long: {said}", hint=hint)
        case 400 | 422:
            return NotAccepted(f"the API answered {code}: {said}", hint=LATER)
        case _:
            return ModelError(f"the API answered {code}: {said}", hint=LATER)


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
