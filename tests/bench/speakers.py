"""Measures how well speakers are found, on the labelled sentences of `tests/fixtures/desk/speakers.jsonl`.

    python tests/bench/speakers.py [--show HALF]

Prints precision and recall for the half that was seen while the rules were written, and for the other. `--show` lists the
mistakes in a half; once you have looked at the unseen half, it is no longer unseen.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from speaking import measure, rows


def line(half: str) -> str:
    right, wrong, missed = measure(half)
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    texts = sum(1 for _ in rows(half))
    return f"{half or 'both':<7} {texts:>4} texts   precision {precision:.3f} ({right} of {right + wrong})   recall {recall:.3f}"


def main() -> None:
    for half in ("seen", "unseen", ""):
        sys.stdout.write(f"{line(half)}\n")
    if sys.argv[1:2] == ["--show"]:
        for row in rows(sys.argv[2]):
            if row.found != row.voices:
                sys.stdout.write(f"{row.text}\n    found {sorted(row.found)}, labelled {sorted(row.voices)}\n")


if __name__ == "__main__":
    main()
