"""Breaks good feeds and counts what crashes: `python tests/bench/broken_feeds.py [FOLDER…] [--tries N] [--dice N]`.

Without a folder it uses the project's own fixtures, and the corpus of feeds next to the project if there is one. It prints how
many feeds, mails and pages were read, unchanged and with one fault, and which exceptions other than a feed's error were raised.
For a corpus it also prints how many of its `Expect:` lines are true. It exits with 1 if anything crashed.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from proof.expectations import CORPUS, agrees, expectations
from proof.mutations import FIXTURES, KINDS, mutants, seeds, tokens

from dateline.core.errors import FeedError
from dateline.wire.parse import parse

Crashes = Counter[str]


def read(data: bytes, kind: str, crashes: Crashes) -> None:
    """Reads as a run does, and counts exceptions other than a feed's error."""
    try:
        parse(
            data,
            feed="F",
            url=None if kind else "https://a.example/f",
            content_type=kind,
            collected="2026-05-24T11:30:00Z",
            limit=500,
        )
    except FeedError:
        pass
    except Exception as error:  # noqa: BLE001  # that is what is looked for
        crashes[f"{type(error).__name__}: {error}"[:100]] += 1


def told(what: str, tried: int, crashes: Crashes, started: float) -> None:
    count = sum(crashes.values())
    share = f"crashes {count} ({count / max(tried, 1):.2%})"
    sys.stdout.write(f"{what:<12} {tried:>7}  {share}  {time.process_time() - started:.1f} s\n")
    sys.stdout.writelines(f"  {times:>5}  {said}\n" for said, times in crashes.most_common(10))


def whole(folders: Iterable[Path]) -> Crashes:
    """Every file as it is."""
    crashes, started = Crashes(), time.process_time()
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in paths:
        read(path.read_bytes(), KINDS.get(path.suffix, ""), crashes)
    told("feeds", len(paths), crashes, started)
    return crashes


def broken(folders: Iterable[Path], tries: int, dice: Random) -> Crashes:
    """Small files in turn, each with a different fault."""
    crashes, started = Crashes(), time.process_time()
    paths = [path for folder in folders for path in seeds(folder)]
    bodies = [path.read_bytes() for path in paths]
    pool = tokens(bodies)
    rows = [(KINDS.get(path.suffix, ""), mutants(body, pool, dice)) for path, body in zip(paths, bodies, strict=True)]
    for kind, row in islice(cycle(rows), tries):
        read(next(row), kind, crashes)
    told("mutations", tries, crashes, started)
    return crashes


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    arguments.add_argument("--tries", type=int, default=20_000)
    arguments.add_argument("--dice", type=int, default=1, help="another number, other mutations")
    given = arguments.parse_args()
    folders = given.folders or [FIXTURES, *([CORPUS] if CORPUS.exists() else [])]
    crashes = whole(folders) + broken(folders, given.tries, Random(given.dice))
    for folder in folders:
        if met := [agrees(*case) for case in expectations(folder)]:
            sys.stdout.write(f"Expect: lines of {folder.name}: {met.count(True)} of {len(met)} agree\n")
    return int(bool(crashes))


if __name__ == "__main__":
    sys.exit(main())
