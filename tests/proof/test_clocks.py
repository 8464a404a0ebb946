"""Whatever the clock of a machine says, no version is filed before the one that precedes it, and nothing breaks.

A program that gives another one a false clock runs the commands at times from 1970 to 2200: on leap days, at the end of a year,
when the clocks change to summer time and back, and around the seconds at which 32 bits are full. A second update follows a year
earlier, at the same second of a clock that stands, and a century later. The times of the versions must not go back, no version
may cite a source of a day after it, the findings must have no error, and the site must have the bytes that it always has. Which
day is over, and so has its daily issue, is worked out for each hour around such times in many time zones.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from proof import commands
from three_stories import contents, set_config

from dateline.flows.build import build
from dateline.flows.mailing.asked import asked_day
from dateline.flows.start import start
from dateline.store.reading import read_config
from dateline.store.story import read_story

FAKETIME = shutil.which("faketime")
STORY = "tidal-barrier"
CLOCKS = (
    "1969-12-31 23:59:58",
    "1970-01-01 00:00:01",
    "2000-01-01 00:00:00",
    "2000-02-29 12:00:00",
    "2024-02-29 23:59:58",
    "2026-03-29 00:59:58",
    "2026-10-25 00:59:58",
    "2026-12-31 23:59:58",
    "2028-02-29 23:59:58",
    "2038-01-19 03:14:06",
    "2038-01-20 00:00:00",
    "2099-12-31 23:59:58",
    "2106-02-07 06:28:14",
    "2200-02-28 23:59:58",
)
SECONDS = ("2025-04-01 06:00:00", "2026-04-01 06:00:00", "2126-04-01 06:00:00")
"""The clock of a second update, after one of 2026-04-01 06:00:00; the clock stands."""
COMMANDS = ("build --jobs 1 --out again", "update", "status", "doctor", "daily", "check --format json")
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
MOMENTS = (
    "2011-12-30",
    "2024-02-29",
    "2026-03-08",
    "2026-03-29",
    "2026-04-05",
    "2026-10-25",
    "2026-11-01",
    "2026-12-31",
    "2038-01-19",
)
ENTRY = {
    "id": "second-gate",
    "url": "https://wire.example/second-gate",
    "title": "Tidal barrier of Saltmere: the county orders a second gate for 4 million euros",
    "content_text": "The county orders a second gate for the tidal barrier of Saltmere. It costs 4 million euros.",
    "date_published": "2026-03-20T05:00:00Z",
}


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example, and its site."""
    root: Path = tmp_path_factory.mktemp("clocks") / "example"
    start(root, example=True)
    shutil.rmtree(root / "build")  # it has a file of git's
    build(root, root / "build", jobs=1)
    shutil.rmtree(root / ".dateline")
    return root


def run(root: Path, clock: str, *given: str, stands: bool = False) -> list[str]:
    """What commands say on a machine with this clock; each must do its work."""
    at = ["-f", clock] if stands else [clock]
    command = [str(FAKETIME), *at, sys.executable, commands.__file__, str(root), *given]
    env = {**os.environ, "TZ": "UTC", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        command, cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, (clock, done.stderr)
    ended = json.loads(done.stdout)
    assert [(words, *end) for words, end in zip(given, ended, strict=True) if end[0] != 0] == [], clock
    return [said for _, said in ended]


def must_be_in_order(root: Path, clock: str, versions: int) -> None:
    """The times of the versions do not go back, and nothing that they cite is younger than they are."""
    held = read_story(root, STORY).versions
    times = [one.published for one in held]
    assert len(held) == versions, clock
    assert times == sorted(times), clock
    newest = held[-1]
    assert all((source.date or "") <= newest.published[:10] for source in newest.sources), clock


needs_faketime = pytest.mark.skipif(FAKETIME is None, reason="faketime is not installed: no machine can have another clock")


@needs_faketime
def test_at_each_time(example, tmp_path, thinned, measured):
    """At each time the commands do their work, and a version that is filed then is not older than the one before."""
    chosen = thinned(CLOCKS, 2)
    for number, clock in enumerate(chosen):
        root = tmp_path / str(number)
        shutil.copytree(example, root)
        site = contents(root / "build")
        said = run(root, clock, *COMMANDS)
        assert contents(root / "again") == site, clock
        assert json.loads(said[-1])["counts"]["error"] == 0, clock
        must_be_in_order(root, clock, 2)
        shutil.rmtree(root)

    measured("clocks at which all commands do their work", len(chosen), len(CLOCKS))


@needs_faketime
def test_a_second_update_at_another_time(example, tmp_path, thinned, measured):
    """A second update files a version that is not older than the first, though its clock is a year behind, or stands."""
    chosen = thinned(SECONDS, 1)
    for number, clock in enumerate(chosen):
        root = tmp_path / str(number)
        shutil.copytree(example, root)
        run(root, SECONDS[1], "update", stands=True)
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "items": [ENTRY]}
        (root / "content/inbox/wire.json").write_text(json.dumps(feed), encoding="utf-8")
        run(root, clock, "update", stands=True)
        must_be_in_order(root, clock, 3)
        assert build(root, root / "build", jobs=1).written
        shutil.rmtree(root)

    measured("clocks of a second update", len(chosen), len(SECONDS))


def hours(around: str) -> Iterator[datetime]:
    """Each half hour of four days."""
    first = datetime.fromisoformat(around).replace(tzinfo=UTC) - timedelta(days=2)
    return (first + timedelta(minutes=30 * number) for number in range(4 * 48))


def test_the_daily_is_that_of_the_last_day_that_is_over(example, tmp_path, thinned, measured):
    """At each half hour, the day that is meant is the one before today in the zone of the publication, however long it was."""
    root = tmp_path / "example"
    shutil.copytree(example, root)
    every = [(zone, moment) for zone in ZONES for moment in MOMENTS]
    chosen = thinned(every, 24)
    for zone, moment in chosen:
        set_config(root, timezone=zone)
        for time in hours(moment):
            day = asked_day(root, None, now=f"{time:%Y-%m-%dT%H:%M:%SZ}")
            here = time.astimezone(ZoneInfo(zone))
            midnight = here.replace(hour=0, minute=0, second=0)
            assert day == (midnight.replace(tzinfo=None) - timedelta(hours=1)).date().isoformat(), (zone, time)

    assert read_config(root).timezone == chosen[-1][0]
    measured("half hours around leap days, ends of years and changes of the clock", 192 * len(chosen), 192 * len(every))
