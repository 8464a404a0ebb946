"""Secrets in text: the values of environment variables whose names say so, and passwords in addresses."""

import re
from collections.abc import Mapping

_NAMED = re.compile(r"(^|_)(KEY|TOKEN|SECRET|PASSWORD)$")
_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s]+(?=@)")
SHORTEST = 8
"""Shorter values may be words, and replacing them would spoil the text."""


def secrets_of(environment: Mapping[str, str], *others: tuple[str, str], shortest: int = SHORTEST) -> dict[str, str]:
    """Each secret → the name of its variable, the longest first.

    Args:
        environment: the environment variables.
        others: further secrets, with the variable that each is in.
        shortest: how long a value must be.
    """
    held = [(value, name) for name, value in environment.items() if _NAMED.search(name)]
    ranked = sorted((*held, *others), key=lambda one: -len(one[0]))
    return {value: name for value, name in ranked if len(value) >= shortest}


def is_watched(environment: Mapping[str, str]) -> bool:
    """Whether others may read the log: a run of CI says so with `CI` or `GITHUB_ACTIONS`."""
    return any(environment.get(name, "").lower() not in ("", "0", "false") for name in ("CI", "GITHUB_ACTIONS"))


def masked(text: str, secrets: Mapping[str, str]) -> str:
    """The text with the names of variables in the place of secrets, and without users and passwords in addresses."""
    for secret, name in secrets.items():
        text = text.replace(secret, f"[{name}]")
    return _IN_ADDRESS.sub("…", text)
