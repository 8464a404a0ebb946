"""Writes what `load.py` has measured into docs/scale.md: `python tests/bench/load_page.py`."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILE = HERE / "load.json"
PAGE = HERE.parents[1] / "docs/scale.md"
BEGIN, END = "### As measured\n\n", "\n## "


def page(text: str, measured: Mapping[str, Any]) -> str:
    """The page with new tables below their heading."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{''.join(_lines(measured))}{END}{after}"


def _lines(measured: Mapping[str, Any]) -> Iterator[str]:
    yield f"Measured with {measured['machine']}, which had little else to do.\n"
    for part in measured["parts"].values():
        yield f"\n**{part['sizes'][-1]:,} {part['what']}**\n\n"
        yield f"| command | {' | '.join(f'{size:,}' for size in part['sizes'])} | memory | growth |\n"
        yield f"|---|{'---|' * len(part['sizes'])}---|---|\n"
        for command, row in part["commands"].items():
            seconds = " | ".join(f"{one:.1f} s" for one in row["cpu"])
            slope = "–" if row["growth"] is None else f"{row['growth']:.1f}"
            yield f"| `{command}` | {seconds} | {row['mib']} MB | {slope} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), json.loads(FILE.read_text(encoding="utf-8"))), encoding="utf-8")
