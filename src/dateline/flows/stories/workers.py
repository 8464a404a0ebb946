"""Who builds the stories: this process, several processes, or the workers of a cluster."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from dateline.core.errors import UsageError
from dateline.core.progress import Step, heard, tell
from dateline.flows.stories.groups import PageGroup

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

WORTH_IT = 100
"""Files of stories; with fewer to read, other processes take longer to start than they save."""
CONNECT = "10s"
"""How long to wait for a cluster to answer."""
PORTIONS = 8
"""How many portions of the work each process gets, so that they all end at about the same time."""


Work = Callable[[Sequence[tuple[str, Mapping[str, str]]]], Sequence[Any]]
"""Does some stories, each given by its slug and the fingerprints of its known pages; may run in another process."""


def work_through(jobs: int | None, scheduler: str | None, work: Work, groups: Sequence[PageGroup]) -> None:
    """Does the work on these stories; each gets what became of it.

    Args:
        jobs: the number of processes; None: as many as the work is worth.
        scheduler: the address of a Dask cluster that does the work instead.
        work: the work.
        groups: the stories.

    Raises:
        UsageError: if the cluster cannot be used.
    """
    given = [(one.name, one.known) for one in groups]
    count = jobs or (_cores() if sum(one.weight for one in groups) >= WORTH_IT else 1)
    tell(Step("work", total=len(given)))
    if not given or (count == 1 and not scheduler):
        results = list(work(given))
    else:
        with _cluster(scheduler) if scheduler else _processes(count) as (executor, workers):
            size = max(1, len(given) // (workers * PORTIONS))
            portions = [given[start : start + size] for start in range(0, len(given), size)]
            results = []
            for found, steps in executor.map(partial(_recorded, work), portions):
                results += found
                for step in steps:
                    tell(step)
    for group, result in zip(groups, results, strict=True):
        group.built = result


def _recorded(work: Work, some: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[Sequence[Any], list[Step]]:
    """The results of some work, and its steps, to be told where somebody listens: this may run in another process."""
    steps: list[Step] = []
    with heard(steps.append):
        return work(some), steps


@contextmanager
def _processes(count: int) -> Iterator[tuple[Executor, int]]:
    """Processes on this machine, and how many there are."""
    with ProcessPoolExecutor(count, initializer=_end_with_parent) as executor:
        yield executor, count


def _cores() -> int:
    """The number of cores."""
    return os.cpu_count() or 1


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise UsageError("needs Dask", where="--scheduler", hint="Install it: `pip install 'dateline[cluster]'`.") from error
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)  # type: ignore[no-untyped-call]  # has no types
    except (OSError, ValueError) as error:
        hint = "Start it with `dask scheduler`, and give the address that it prints."
        raise UsageError(f"cannot be reached: {error}", where=f"--scheduler {address}", hint=hint) from error
    with client:
        count = len(client.scheduler_info()["workers"])
        if not count:
            hint = "Start one on each machine: `dask worker ADDRESS`."
            raise UsageError("has no workers", where=f"--scheduler {address}", hint=hint)
        yield client.get_executor(), count  # type: ignore[no-untyped-call]


def _end_with_parent() -> None:
    """Ignores Ctrl-C, which the parent process handles, and ends as soon as the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: "BaseProcess") -> None:
    parent.join()
    os._exit(1)
