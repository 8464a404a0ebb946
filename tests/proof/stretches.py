"""What is made up at random is tried a fixed number of times, or for hours, cut into stretches that each end in time."""

import math
import os
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

KINDS = 12
"""The kinds of things that share the hours: those of `kinds`, whole publications, and damaged ones."""
STRETCH = 240
"""About so many seconds a stretch."""
PHASES = (Phase.generate,)
"""What fails is kept as it is: to make it smaller takes hundreds of tries."""


def parametrize(metafunc: pytest.Metafunc) -> None:
    """First 0, which stands for the fixed number; after that, if hours are given, the seconds of each stretch."""
    seconds = metafunc.config.getoption("--hours") * 3600 * int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) / KINDS
    count = math.ceil(seconds / STRETCH)
    metafunc.parametrize("stretch", [0, *(seconds / count for _ in range(count))], ids=lambda one: f"{one:.0f}s")


def stretched(test: Callable[..., None], stretch: float, examples: int, *drawn: st.SearchStrategy[object]) -> None:
    """Calls a function with values that are drawn: so many times, or as long as the stretch lasts, each time with others."""
    ends = time.monotonic() + stretch
    while True:
        given_it = given(*drawn)(test)
        wanted = settings(max_examples=examples, suppress_health_check=list(HealthCheck), phases=PHASES, database=None)
        number = time.time_ns() if stretch else 0
        if stretch:
            print(f"the seed of chance is {number}")  # noqa: T201  # for whoever sees it fail
            given_it = seed(number)(given_it)
        wanted(given_it)()
        if time.monotonic() >= ends:
            return
