"""The steps of a run, told to whoever listens: the command line shows them while the run lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Literal

StepName = Literal["collect", "feed", "search", "page", "draft", "send", "work", "check", "build", "lists", "remote", "proposal"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it begins or ends."""

    name: StepName
    """What is being done."""
    subject: str = ""
    """With what, such as the slug of a story."""
    total: int = 0
    """How many steps of this kind there are in all; 0 if that is not known."""
    number: int = 0
    """Its number, from 1; 0 if all of them begin at once."""
    seconds: float | None = None
    """How long it took; None if it begins."""
    came: str = ""
    """What came of it, in a few words."""


Listener = Callable[[Step], None]


def _ignore(_step: Step) -> None: ...


_listeners: list[Listener] = [_ignore]
"""The last one is told. There is one run in a process, whose threads all tell their steps."""


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Tells all steps to a listener, from several threads, until the end of the block; to nobody else meanwhile."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(step: Step) -> None:
    """Tells a step to whoever listens."""
    _listeners[-1](step)


@contextmanager
def timed(name: StepName, subject: str = "", *, total: int = 0, number: int = 0) -> Iterator[Callable[[str], None]]:
    """Tells that a step begins and, when it ends, how long it took; what is yielded takes what came of it."""
    step = Step(name, subject, total, number)
    came = [""]
    started = perf_counter()
    tell(step)
    try:
        yield came.append
    finally:
        tell(replace(step, seconds=perf_counter() - started, came=came[-1]))
