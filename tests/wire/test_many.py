"""Many feeds at once, some of them dead, over real connections."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import stamina
from wire.server import Route, drip, endless, feed, serving, stall

from dateline.core.config import Feed, Limits
from dateline.wire.collect import collect
from dateline.wire.fetch import fetcher
from dateline.wire.per_host import host_of, run_per_host

DEAD: tuple[Route, ...] = (drip, stall, endless)


@pytest.fixture(autouse=True)
def _no_pause_between_tries() -> Iterator[None]:
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


def test_dead_feeds_cost_no_more_than_their_limits(tmp_path: Path) -> None:
    """If 20 of 200 feeds are dead, the others give their items and each dead one is reported, within their time limits."""
    hosts = tuple(f"feed-{n}.example" for n in range(200))
    routes = {f"{host}/": DEAD[n // 10 % 3] if n % 10 == 0 else feed for n, host in enumerate(hosts)}
    limits = Limits(connect_seconds=4, total_seconds=4, wire_bytes=100_000, allow_private=hosts)
    started = time.monotonic()
    with (
        serving(routes) as server,
        fetcher(limits, site="https://example.org/", cache=tmp_path / "http.sqlite", resolve=lambda *_: ["127.0.0.1"]) as fetch,
    ):
        feeds = [Feed(host.partition(".")[0], url=server.url("/", host)) for host in hosts]
        reports = collect(feeds, root=tmp_path, fetch=fetch, collected="2026-05-24T11:30:00Z", limits=limits).reports

    failed = [report for report in reports if report.error]
    assert [report.id for report in failed] == [f"feed-{n}" for n in range(0, 200, 10)]
    assert all(report.error and report.error.where.startswith(f"http://{report.id}.example") for report in failed)
    assert sum(report.items for report in reports) == 180
    assert time.monotonic() - started < 14 * limits.total_seconds  # what those that never end take, one after another


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    """Jobs of one host never overlap, jobs of several do, and the results keep the order of the jobs."""
    from threading import Barrier, Lock

    meeting, busy = Barrier(3, timeout=100), {host: Lock() for host in "abc"}

    def do(job: str) -> str:
        assert busy[job[0]].acquire(blocking=False)
        meeting.wait()
        busy[job[0]].release()
        return job.upper()

    jobs = ["a1", "b1", "a2", "c1", "c2", "b2"]
    assert run_per_host(jobs, host=lambda job: job[0], do=do, parallel=3) == ["A1", "B1", "A2", "C1", "C2", "B2"]


@pytest.mark.parametrize(
    ("url", "host"), [("https://A.example:8080/x", "a.example:8080"), ("https://a.example?x", "a.example"), ("", ""), ("x/y", "")]
)
def test_a_host_is_its_name_and_port(url: str, host: str) -> None:
    """Two addresses are of one host when name and port are the same."""
    assert host_of(url) == host


MEMORY = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from dateline.core.config import Feed, Limits
from dateline.wire.collect import Fetched, collect
item = b"<item><title>Item %d</title><description>" + b"word " * 8000 + b"</description></item>"
body = b'<rss version="2.0"><channel><title>T</title>' + b"".join(item % n for n in range(500)) + b"</channel></rss>"
feeds = [Feed(f"f{n}", url=f"https://{n}.example/") for n in range(8)]
fetch = lambda url: Fetched(url, bytes(memoryview(body)))
found = collect(feeds, root=Path(), fetch=fetch, collected="2026-05-24T11:30:00Z", limits=Limits())
status = Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if status.exists():  # the peak above begins with that of the process that started this one
    peak = int(status.read_text().split("VmHWM:")[1].split()[0])
print(len(found.items), peak // 1024)
"""


def test_large_feeds_take_little_memory() -> None:
    """Eight feeds of 20 MB, all of them waiting to be parsed in the worst case, are read in less than 500 MB."""
    assert resource.RLIMIT_AS  # Linux and macOS: elsewhere there is nothing to measure with
    told = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True).stdout.split()

    assert int(told[0]) == 8 * 500
    assert int(told[1]) < 500
