"""Measures how long it takes to analyse, compare and check the versions of made-up stories: `python tests/bench/analysis.py`.

Prints a line for each step: the median time of the processor for one version, first with every sentence new, then with four
sentences of five kept.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders
from bench.race_corpus import Telling

from dateline.checks import Basis, check_story
from dateline.core.analysis import AnalysedStory
from dateline.core.model import Dossier, LedgerLine

STORIES, VERSIONS, RUNS = 5, 10, 7

Step = Callable[[AnalysedStory], object]
STEPS: dict[str, Step] = {
    "the rules of level error": lambda story: check_story(story, Basis(only_errors=True)),
    "sentences": lambda story: [one.sentences for one in story.versions],
    "what changed": lambda story: [story.comparison(*pair) for pair in pairwise(story.dossier.versions)],
    "numbers of citations": lambda story: [one.numbers for one in story.versions],
    "all rules": check_story,
}
"""What is done with a story, one step after the other; what a step has worked out, the next ones know."""


def stories(keep: float) -> Iterator[Dossier]:
    for number in range(STORIES):
        telling = Telling(number, keep)
        told = [telling.tell(version) for version in range(1, VERSIONS + 1)]
        items = tuple(item for one in told for item in one.items)
        lines = tuple(LedgerLine(number, item) for number, item in enumerate(items, 1))
        yield builders.dossier(*(one.version for one in told), slug=telling.slug, items=items, lines=lines)


def main() -> None:
    for keep in (0.0, 0.8):
        dossiers = list(stories(keep))
        times: dict[str, list[float]] = {name: [] for name in STEPS}
        for _ in range(RUNS):
            analysed = [AnalysedStory(one) for one in dossiers]
            for name, step in STEPS.items():
                start = process_time()
                for story in analysed:
                    step(story)
                times[name].append((process_time() - start) / STORIES / VERSIONS * 1000)
        sys.stdout.write(f"{STORIES * VERSIONS} versions, {keep:.0%} of their sentences kept\n")
        sys.stdout.writelines(f"  {name:<30} {median(took[1:]):8.2f} ms\n" for name, took in times.items())


if __name__ == "__main__":
    main()
