"""Counts how often something is done, for tests of how much work something is."""

from collections.abc import Callable
from typing import Any


def counted(calls: list[tuple[Any, ...]], do: Callable[..., Any]) -> Callable[..., Any]:
    """A function that does the same, and notes what it was given."""

    def noted(*given: Any) -> Any:
        calls.append(given)
        return do(*given)

    return noted
