"""Measures how long Dateline takes to build a site, next to Hugo.

    python tests/bench/race.py [--stories N [N]] [--versions N] [--keep SHARE…] [--runs N] [--jobs N] [--hugo PATH]

All of them build the same made-up briefs in a temporary folder. `cold` starts without output and caches, `unchanged` builds once
more, and `one version` builds after one story got a version. `check` runs twice: the second time nothing has changed. Made-up
briefs have many more findings than real ones, and a build does not look for warnings. The contestants take turns, and each figure
is a median. CPU seconds include child processes; memory is that of the largest process. The last lines divide Dateline's figures
by Hugo's.

With `--keep 0.8` a version keeps four sentences of five, as in real briefs; with `--keep 0` every sentence is new. With two
numbers of stories, the last columns show how the seconds grow: x means that n times as many stories take n^x times as long.

Hugo's sites have the same briefs, a page and a feed for each story, and a front page with a feed. They have no comparisons,
history, search or data files, and their pages are simpler. `hugo-brief` also has pages of the timeline and of the sources.
"""

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.race_corpus import Telling
from bench.race_hugo import Hugo
from bench.race_sites import Contestant, Dateline

CLOCK = (sys.executable, "-I", "-S", os.fspath(Path(__file__).with_name("race_clock.py")))
CASES = ("cold", "unchanged", "one version")
NOT_MEASURED = "Not measured: other generators, slow disks, a cold page cache, `serve`, and whether the sites are equally good."


class Cost(NamedTuple):
    """What a command cost."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, child processes included."""
    peak: float
    """The memory of its largest process, in MiB."""


Costs = dict[tuple[str, str], Cost]
"""By case and contestant."""


class Race:
    """One corpus, and the contestants that build it."""

    def __init__(self, folder: Path, stories: int, keep: float, given: argparse.Namespace) -> None:
        self.output = folder / "output"
        self.dateline = Dateline(folder, given.jobs)
        hugos = [Hugo(folder, given.hugo, is_brief=is_brief) for is_brief in (False, True)] if given.hugo else []
        self.contestants: list[Contestant] = [self.dateline, *hugos]
        self.versions: int = given.versions
        self.growing = Telling(0, keep)
        self.costs: defaultdict[tuple[str, str], list[Cost]] = defaultdict(list)
        for one in self.contestants:
            one.begin()
        for number in range(stories):
            story = Telling(number, keep) if number else self.growing
            for version in range(1, self.versions + 1):
                self._add(story, version)

    def _add(self, story: Telling, number: int) -> None:
        told = story.tell(number)
        for one in self.contestants:
            one.add(story, told)

    def run(self) -> None:
        """One turn of each contestant in each case, and the checks."""
        for case in CASES:
            if case == "one version":
                self.versions += 1
                self._add(self.growing, self.versions)
            for one in self.contestants:
                if case == "cold":
                    one.forget()
                self._time(case, one.name, one.command())
        for case in ("check", "check again"):
            self._time(case, "dateline", self.dateline.run("check", "--format", "json"))

    def _time(self, case: str, name: str, command: Sequence[str]) -> None:
        done = subprocess.run([*CLOCK, os.fspath(self.output), *command], capture_output=True, encoding="utf-8", check=False)
        figures = done.stdout.split()
        if figures[-1:] != ["0"]:
            sys.exit(f"{name}, {case}: {' '.join(command)}\n{done.stderr}{self.output.read_text(encoding='utf-8')[:2000]}")
        wall, cpu, peak = map(float, figures[:3])
        self.costs[case, name].append(Cost(wall, cpu, peak / 1024))

    def medians(self) -> Costs:
        return {key: Cost(*map(median, zip(*costs, strict=True))) for key, costs in self.costs.items()}

    def made(self) -> Iterator[str]:
        """What each site consists of, and what the last check found."""
        for one in self.contestants:
            files = [path for path in one.out.rglob("*") if path.is_file()]
            pages = sum(path.suffix == ".html" for path in files)
            size = sum(path.stat().st_size for path in files) / 1e6
            yield f"{one.name} made {len(files):,} files, {pages:,} of them pages, {size:,.1f} MB"
        counts = json.loads(self.output.read_text(encoding="utf-8"))["counts"]
        yield f"check found {', '.join(f'{count:,} {level}s' for level, count in counts.items())}"


def measure(stories: int, keep: float, given: argparse.Namespace) -> Costs:
    """Builds one corpus by all contestants, and prints what they made."""
    with tempfile.TemporaryDirectory() as folder:
        race = Race(Path(folder), stories, keep, given)
        for _ in range(given.runs):
            race.run()
        say(f"\n{stories:,} stories of {given.versions:,} versions, keep {keep:g}, median of {given.runs}")
        for line in race.made():
            say(f"  {line}")
    return race.medians()


def table(costs: Costs, smaller: Costs, growth: float) -> Iterator[str]:
    """A row for each case and contestant; with the costs of a smaller corpus, also how they grow."""
    yield f"\n{'':<16}{'':<12}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}" + (f"{'wall ^':>8}{'CPU ^':>8}" if smaller else "")
    for (case, name), cost in costs.items():
        grown = ""
        if smaller:
            before = smaller[case, name]
            grown = f"{exponent(before.wall, cost.wall, growth):>8.2f}{exponent(before.cpu, cost.cpu, growth):>8.2f}"
        yield f"{case:<16}{name:<12}{cost.wall:>9.2f}{cost.cpu:>9.2f}{cost.peak:>10.0f}{grown}"
    for (case, name), cost in costs.items():
        if name != "dateline":
            ours = costs[case, "dateline"]
            yield f"{case:<16}{f'÷ {name}':<12}{ours.wall / cost.wall:>9.3f}{ours.cpu / cost.cpu:>9.3f}"


def exponent(before: float, after: float, growth: float) -> float:
    return math.log(after / before) / math.log(growth)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def introduction(given: argparse.Namespace) -> Iterator[str]:
    """The machine and the contestants, and who is missing."""
    jobs = given.jobs or "auto"
    yield f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}; dateline --jobs {jobs}"
    if not given.hugo:
        yield "Hugo was not found on PATH: only Dateline is measured. Give its path with --hugo."
        return
    yield subprocess.run([given.hugo, "version"], capture_output=True, encoding="utf-8", check=True).stdout.strip()
    if Path(given.hugo).read_bytes()[:2] == b"#!":
        yield f"{given.hugo} is a script that starts Hugo, and the time of that is counted."


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--stories", nargs="+", type=int, default=[20], metavar="N", help="one or more numbers of stories")
    arguments.add_argument("--versions", type=int, default=10, metavar="N", help="of each story")
    arguments.add_argument("--keep", nargs="+", type=float, default=[0.8], metavar="SHARE", help="of the sentences, from 0 to 1")
    arguments.add_argument("--runs", type=int, default=3, metavar="N", help="how often each case is measured")
    arguments.add_argument("--jobs", type=int, metavar="N", help="Dateline's processes; default: as many as the work is worth")
    arguments.add_argument("--hugo", default="hugo", metavar="PATH", help="Hugo, if it is not on PATH")
    given = arguments.parse_args()
    given.hugo = shutil.which(given.hugo)
    for line in introduction(given):
        say(line)
    say(NOT_MEASURED)
    for keep in given.keep:
        smaller: Costs = {}
        before = 0
        for stories in sorted(given.stories):
            costs = measure(stories, keep, given)
            for line in table(costs, smaller, stories / before if before else 1):
                say(line)
            smaller, before = costs, stories


if __name__ == "__main__":
    main()
