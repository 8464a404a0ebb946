"""Measures how long checking takes: `python tests/bench/checks.py`. Prints processor seconds on one core."""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders
from analysed import check_story

from dateline.core import codec
from dateline.core.model import Dossier, Event, Item, Source

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = ("Lowmouth", "Ada Byron", "Harbour Office", "H100")
VERSIONS, SOURCES, SENTENCES, RENEWED = 100, 100, 130, 20


def sentence(dice: random.Random, words: list[str]) -> str:
    said = [dice.choice(words) for _ in range(14)]
    said[3], said[7], said[10] = dice.choice(NAMES), f"{dice.randint(2, 90)}%", f"{dice.randint(2, 60)} million euros"
    return " ".join(said).capitalize() + f" on {dice.randint(1, 28)} May 2026"


def long_story() -> Dossier:
    """A story whose versions each change some sentences of the previous one; one in twenty cites the wrong source."""
    dice = random.Random(1)
    words = ["".join(dice.choices(LETTERS, k=dice.randint(3, 9))) for _ in range(3000)]
    told = {f"source-{number}": [sentence(dice, words) for _ in range(15)] for number in range(SOURCES)}
    keys = list(told)

    def claim() -> str:
        key = dice.choice(keys)
        return f"{dice.choice(told[key])} [@{key if dice.random() > 0.05 else dice.choice(keys)}]."

    items: tuple[Item, ...] = tuple(builders.item(key, title=said[0][:80], text=". ".join(said)) for key, said in told.items())
    sources = tuple(Source(one.key, one.title, feed="Wire", date="2026-05-30", evidence="excerpt") for one in items)
    body, versions = [claim() for _ in range(SENTENCES)], []
    for number in range(1, VERSIONS + 1):
        for _ in range(RENEWED):
            body[dice.randrange(len(body))] = claim()
        narrative = tuple("\n".join(body[start : start + 10]) for start in range(0, 90, 10))
        timeline = tuple(Event(f"2026-05-{10 + place // 4}", text) for place, text in enumerate(body[90:]))
        versions.append(
            builders.version(number, published="2026-06-01T00:00:00Z", sources=sources, narrative=narrative, timeline=timeline)
        )
    return builders.dossier(*versions, items=items)


def measure(what: str, work: Callable[[], object]) -> None:
    start = process_time()
    work()
    sys.stdout.write(f"{what:<60} {process_time() - start:6.2f} s\n")


def main() -> None:
    story = long_story()
    size = sum(len(codec.dump(version)) for version in story.versions) // len(story.versions)
    measure(f"{VERSIONS} versions of {size // 1000} KB, {SOURCES} sources each", lambda: check_story(story))
    measure("a sentence of 10 MB", lambda: check_story(builders.dossier(builders.version(what="word " * 2_000_000))))
    cited = "; ".join(f"@harbour-plan-{number}" for number in range(10_000))
    measure(
        "a sentence with 10,000 citations", lambda: check_story(builders.dossier(builders.version(what=f"It floods [{cited}].")))
    )


if __name__ == "__main__":
    main()
