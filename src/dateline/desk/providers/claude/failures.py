"""The failures of the Messages API, explained for people."""

from collections.abc import Mapping

from dateline.core.errors import ModelError
from dateline.core.providers import PROVIDERS

(KEYS,) = (one.keys for one in PROVIDERS if one.name == "claude")
"""The environment variables that may contain a key."""
LATER = "Run it again later; the collected items are kept."


def status(code: int, said: str) -> tuple[str, str]:
    """The message and the hint for an error that the API returned."""
    match code:
        case 401 | 403:
            return f"the key was refused ({code})", f"Check that {KEYS[0]} is complete and still valid."
        case 404:
            return f"the API has no such model or batch (404): {said}", "Check `model` under `update` in content/site.yaml."
        case 400 if "too long" in said:
            return f"the prompt is too long: {said}", "Lower `max_items_per_story` under `update` in content/site.yaml."
        case _:
            return f"the API answered {code}: {said}", LATER


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """The delay that a server asks for; dates are not read, because the API does not send any."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(float(headers[name]) * scale, 0.0)
        except (KeyError, ValueError):
            continue
    return None


def unreadable(why: str = "") -> ModelError:
    """The error for an answer that cannot be read."""
    hint = f"{LATER} If ANTHROPIC_BASE_URL is your own server, make sure that it answers like the Messages API."
    return ModelError(f"the API's answer cannot be read{why and ': '}{why}", hint=hint)
