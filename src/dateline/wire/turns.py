"""Many jobs at once, but one at a time to a host."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")


def host_of(url: str) -> str:
    """The host and port that an address names; empty for what is none."""
    parts = url.split("/", 3)
    return parts[2].lower() if len(parts) > 2 else ""  # noqa: PLR2004


def in_turns(jobs: Sequence[Job], *, host: Callable[[Job], str], do: Callable[[Job], Done], parallel: int) -> list[Done]:
    """What `do` makes of each job, in the order of the jobs; at most `parallel` at once, the busiest hosts first."""
    queues: dict[str, list[int]] = {}
    for at, job in enumerate(jobs):
        queues.setdefault(host(job), []).append(at)

    def work(queue: list[int]) -> list[tuple[int, Done]]:
        return [(at, do(jobs[at])) for at in queue]

    with ThreadPoolExecutor(parallel) as pool:
        finished = pool.map(work, sorted(queues.values(), key=len, reverse=True))
        done = dict(pair for pairs in finished for pair in pairs)
    return [done[at] for at in range(len(jobs))]
