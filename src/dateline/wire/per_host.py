"""Runs many jobs at once, but only one at a time for each host."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

Job = TypeVar("Job")
Done = TypeVar("Done")


def host_of(url: str) -> str:
    """The host and port of an address; empty if it is not an address."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


@contextmanager
def single_thread() -> Iterator[Callable[..., Any]]:
    """Runs functions for other threads, one after the other on a single thread.

    Parsing takes many times a feed's size in memory, is no faster on several threads, and each thread keeps the memory.
    """
    with ThreadPoolExecutor(1) as pool:
        yield lambda do, *args, **named: pool.submit(do, *args, **named).result()


def run_per_host(jobs: Sequence[Job], *, host: Callable[[Job], str], do: Callable[[Job], Done], parallel: int) -> list[Done]:
    """What `do` returns for each job, in the order of the jobs; at most `parallel` at once, the busiest hosts first."""
    queues: dict[str, list[int]] = {}
    for at, job in enumerate(jobs):
        queues.setdefault(host(job), []).append(at)

    def work(queue: list[int]) -> list[tuple[int, Done]]:
        return [(at, do(jobs[at])) for at in queue]

    with ThreadPoolExecutor(parallel) as pool:
        finished = pool.map(work, sorted(queues.values(), key=len, reverse=True))
        done = dict(pair for pairs in finished for pair in pairs)
    return [done[at] for at in range(len(jobs))]
