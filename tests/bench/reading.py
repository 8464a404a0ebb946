"""Measures how long it takes to read the files of a publication, and to keep what was read in a cache.

    python tests/bench/reading.py [FOLDER]

Prints a line for each step: the median time of the processor for one version, and for all lines of all ledgers together.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from dateline.core import codec
from dateline.core.codec import reading
from dateline.core.codec.certain import certain
from dateline.core.model import Version
from dateline.core.yamlio import events, usual

ROOT = Path(__file__).parents[2]
RUNS = 9


def show(what: str, step: Callable[[Any], object], values: Sequence[Any]) -> None:
    times = []
    for _ in range(RUNS + 1):
        start = process_time()
        for value in values:
            step(value)
        times.append((process_time() - start) / len(values) * 1000)
    sys.stdout.write(f"{what:<48} {median(times[1:]):8.3f} ms\n")


def main() -> None:
    stories = Path(sys.argv[1] if sys.argv[1:] else ROOT) / "stories"
    files = [path.read_bytes() for path in sorted(stories.glob("*/v*.yaml"))]
    parsed = [codec.parse_version(data, "").value for data in files]
    versions = [one for one in parsed if isinstance(one, Version)]
    texts = [data.decode() for data in files]
    trees = [tree for tree in map(usual.read, texts) if tree and "withdrawn" not in tree]
    ledgers = b"".join(path.read_bytes() for path in stories.glob("*/items.jsonl"))
    lines = ledgers.count(b"\n")
    sys.stdout.write(f"{len(files)} versions of {sum(map(len, files)) // len(files):,} bytes, {lines:,} lines of ledgers\n")
    show("a version: bytes to value", lambda data: codec.parse_version(data, ""), files)
    show("  its YAML, in the usual form", usual.read, texts)
    show("  its YAML, with the library", lambda text: events.read(text, ""), texts)
    show("  its value, certainly right", lambda tree: certain(Version, tree), trees)
    show("  its value, with pydantic", lambda tree: reading.validated(Version, tree, ""), trees)
    show("  into the cache", codec.pack, versions)
    show("  out of the cache", lambda data: codec.unpack(Version, data), [codec.pack(one) for one in versions])
    show("all ledgers: bytes to values", lambda data: codec.parse_ledger(data, ""), [ledgers])


if __name__ == "__main__":
    main()
