"""Measures what each command costs as a publication grows: `python tests/bench/load.py [--part NAME] [--scale F]`.

Four made-up publications grow to 1,000 stories with 10,000 versions and 1,000 feeds, to 1,000 versions of one story, to 5,000
sources in each version, and to 100,000 items in one ledger. Each is made in three sizes: a tenth, a third, and all. Every command
that reads a publication is a process of its own. Seconds are those of the CPU, of child processes too; memory is that of the
largest process. `growth` is x if n times as much takes n^x times as long, without the seconds that the command takes for a story
of two versions. Where all of it takes less than a second, it says nothing.

Feeds come from a server on this machine. The results are printed, and written to `tests/bench/load.json`; then
`python tests/bench/load_page.py` writes them into docs/scale.md. All of it takes about an hour on two quiet cores.
"""

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.load_corpus import PARTS, SMALLEST, Loaded, Size, feed_of
from wire.server import Route, Server, serving

from dateline.core.config import Feed, Limits

FILE = Path(__file__).with_suffix(".json")
CLOCK = (sys.executable, "-I", "-S", os.fspath(Path(__file__).with_name("race_clock.py")))
SHARES = (0.1, 1 / 3, 1.0)
LEAST = 1.0
"""With fewer CPU seconds for all of it, growth is not worked out."""
PAGE = (
    b"<!doctype html><title>A page</title><article><p>"
    + b"The office has counted the days of the work. " * 20
    + b"</p></article>"
)
GIT = ("git", "-c", "user.name=Load", "-c", "user.email=load@load.example", "-c", "commit.gpgsign=false")


class Cost(NamedTuple):
    """What a command cost."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, child processes included."""
    mib: float
    """The memory of its largest process."""


class Measured:
    """A publication, and what each command costs in it."""

    def __init__(self, folder: Path, size: Size, server: Server) -> None:
        self.folder, self.server = folder, server
        limits = Limits(allow_private=(f"127.0.0.1:{server.server_port}",))
        self.loaded = Loaded(folder, size, lambda number: Feed(f"feed-{number}", url=server.url(f"/{number}")), limits)
        self.root = self.loaded.source
        self.costs: dict[str, Cost] = {}
        self.write_to_git()

    def write_to_git(self) -> None:
        """A repository with a remote that has everything."""
        (self.root / ".gitignore").write_text(".dateline/\n/*.zip\n", encoding="utf-8")
        self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Begin")
        self.git("clone", "-q", "--bare", ".", os.fspath(self.folder / "hub.git"))
        self.git("remote", "add", "origin", os.fspath(self.folder / "hub.git"))
        self.git("fetch", "-q")
        self.git("remote", "set-head", "origin", "main")

    def git(self, *arguments: str) -> None:
        subprocess.run([*GIT, *arguments], cwd=self.root, check=True)

    def run(self, name: str, *arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
        """Runs a command of Dateline's, and notes what it cost."""
        output = self.folder / "output"
        command = [*CLOCK, os.fspath(output), *self.loaded.run(*arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        wall, cpu, kib, code = map(float, done.stdout.split())
        if code not in allowed:
            sys.exit(f"{name}: exit code {code:g}\n{done.stderr}{output.read_text(encoding='utf-8')[:2000]}")
        self.costs[name] = Cost(wall, cpu, kib / 1024)
        say(f"    {name:<44}{wall:>9.2f}{cpu:>9.2f}{kib / 1024:>8.0f}")

    def build(self, name: str) -> None:
        self.run(name, "build", "--out", os.fspath(self.loaded.out), "--format", "json")

    def everything(self) -> dict[str, Cost]:
        """Measures each command; those that change something come last."""
        first = self.loaded.first
        ledger = f"stories/{first.slug}/items.jsonl"
        self.run("check", "check", "--format", "json")
        self.run("check, nothing changed", "check", "--format", "json")
        self.run("check --base", "check", "--base", "origin/main", "--format", "json")
        self.run("check --evidence", "check", "--evidence", "--format", "json")
        self.build("build, from nothing")
        self.build("build, nothing changed")
        self.run("status", "status", "--format", "json")
        self.run("doctor", "doctor", "--format", "json", allowed=(0, 1))
        self.run("items --all", "items", "--all", "--format", "json")
        self.run("diff", "diff", first.slug, "--format", "json")
        self.run("blame", "blame", first.slug, "--format", "json")
        self.run("daily", "daily", "2026-02-13", "--format", "json")
        self.run("fmt --check", "fmt", "--check", allowed=(0, 1))
        self.run("migrate --dry-run", "migrate", "--dry-run")
        self.run("git-diff", "git-diff", os.fspath(self.root / ledger))
        self.run("git-merge", "git-merge", *self.sides(), ledger)
        self.run("export", "export", "--out", os.fspath(self.folder / "export.zip"))
        self.run("import an export", "-C", os.fspath(self.folder / "restored"), "import", os.fspath(self.folder / "export.zip"))
        self.loaded.add(first, first.tell(self.loaded.size.versions + 1))
        self.build("build, after a new version")
        self.run("check, after a new version", "check", "--format", "json")
        self.run("propose --dry-run", "propose", "--dry-run", "--format", "json")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Go on")
        self.git("push", "-q", "origin", "main")
        self.update("update --no-collect, nothing new")
        self.loaded.arrives(f"The {first.name} question has news")
        self.update("update --no-collect, an item is new")
        if self.loaded.size.feeds:
            self.run("collect, all is new", "collect", "--format", "json")
            self.run("collect, nothing new", "collect", "--format", "json")
            self.update("update --no-collect, every story has news")
        self.run("withdraw --dry-run", "withdraw", first.slug, "1", "--why", "To measure it.", "--dry-run")
        return self.costs

    def update(self, name: str) -> None:
        self.run(name, "update", "--no-collect", "--writer", "extractive", "--format", "json", allowed=(0, 1))

    def sides(self) -> Iterator[str]:
        """The three sides of a ledger that two branches added to."""
        whole = (self.root / "stories" / self.loaded.first.slug / "items.jsonl").read_bytes().splitlines(keepends=True)
        for name, lines in (("base", whole[:-2]), ("ours", whole[:-1]), ("theirs", [*whole[:-2], whole[-1]])):
            (self.folder / name).write_bytes(b"".join(lines))
            yield os.fspath(self.folder / name)


class Routes(dict[str, Route]):
    """The feeds, and a page for every other address."""

    def get(self, path: str, _: object = None) -> Route:
        return self[path] if path in self else answering(PAGE, "text/html")


def measure(size: Size) -> dict[str, Cost]:
    """What each command costs for a publication of this size."""
    routes = Routes()
    with tempfile.TemporaryDirectory() as folder, serving(routes) as server:
        measured = Measured(Path(folder), size, server)
        for number, story in zip(range(size.feeds), measured.loaded.stories, strict=False):
            routes[f"127.0.0.1/{number}"] = answering(feed_of(story, server.url(f"/{number}/page")), "application/rss+xml")
        return measured.everything()


def answering(body: bytes, kind: str) -> Route:
    return lambda call: call.say(200, body, content_type=kind)


def growth(sizes: list[int], seconds: list[float]) -> float | None:
    """The slope of the seconds on the size, both as logarithms; None if there is too little to say."""
    if seconds[-1] < LEAST:
        return None
    points = [(math.log(size), math.log(one)) for size, one in zip(sizes, seconds, strict=True) if one > LEAST / 3]
    return round(linear_regression(*zip(*points, strict=True)).slope, 2) if len(points) > 1 else None


def grown(name: str, scale: float, begin: dict[str, Cost]) -> dict[str, Any]:
    """What each command costs at three sizes of a part."""
    part = PARTS[name]
    sizes = [max(2, round(part.full * scale * share)) for share in SHARES]
    costs = []
    for size in sizes:
        say(f"{size:,} {part.what}{'wall s':>20}{'CPU s':>9}{'MiB':>8}")
        costs.append(measure(part.size(size)))
    rows = {}
    for command, last in costs[-1].items():
        start = begin[command].cpu if command in begin else begin["check"].cpu
        seconds = [one[command].cpu - start for one in costs]
        rows[command] = {
            "cpu": [round(one[command].cpu, 2) for one in costs],
            "wall": round(last.wall, 2),
            "mib": round(last.mib),
            "growth": growth(sizes, seconds),
        }
    return {"what": part.what, "sizes": sizes, "commands": rows}


def table(part: dict[str, Any]) -> Iterator[str]:
    """A row for each command."""
    yield f"\n{part['sizes'][-1]:,} {part['what']}; CPU seconds of {', '.join(f'{size:,}' for size in part['sizes'])}"
    for command, row in part["commands"].items():
        seconds = "".join(f"{one:>9.2f}" for one in row["cpu"])
        slope = "" if row["growth"] is None else f"{row['growth']:.2f}"
        yield f"{command:<44}{seconds}{row['mib']:>8} MiB{slope:>8}"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Measures, prints the result, and writes it to a file if all parts were measured in full, or a file is named."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=PARTS, action="append", help="only this one; can be repeated")
    parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="the share of the sizes, such as 0.1")
    parser.add_argument("--json", type=Path, default=FILE, metavar="FILE", help="where the results go")
    given = parser.parse_args(arguments)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.system()}"
    say(f"{machine}\nA story of two versions{'wall s':>30}{'CPU s':>9}{'MiB':>8}")
    begin = measure(SMALLEST)
    parts = json.loads(given.json.read_text(encoding="utf-8"))["parts"] if given.json.is_file() else {}
    for name in given.part or PARTS:
        parts[name] = grown(name, given.scale, begin)
        start = {command: round(cost.cpu, 2) for command, cost in begin.items()}
        document = {"machine": machine, "start": start, "parts": {one: parts[one] for one in PARTS if one in parts}}
        given.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    for name in given.part or PARTS:
        for line in table(parts[name]):
            say(line)


if __name__ == "__main__":
    main(sys.argv[1:])
