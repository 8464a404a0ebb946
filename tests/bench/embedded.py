"""Measures a version of a story of 500 items with 60 new ones, by the embedded writer; the target is two seconds.

python tests/bench/embedded.py [ITEMS]
"""

import random
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders

from dateline.core.model import Dossier, Item, Story, Version
from dateline.desk import Assignment, extractive

NEW = 60
RUNS = 3
BEGIN = datetime(2026, 3, 1, 6, tzinfo=UTC)
FEEDS = "Coast Radio|Harbour Wire|The Gazette|Town Hall|Fishing News|Evening Post|Quay Weekly|The Ledger".split("|")
WHO = "The council|The port authority|Mayor Ada Lind|The builder Keelworks|The court in Southgate|The fishing crews".split("|")
WHAT = (
    "the barrier|the second lock|the pumps|the ferry line|the flood wall|the fish market|the dredging|the quay road"
    "|the insurance fund|the tide gauge"
).split("|")
SAID = (
    "{who} said {what} will cost {n} million euros.",
    "{who} expects {what} to open on {day} {month} 2026.",
    "{who} has approved {what} after {n} hours of debate.",
    "{who} denied that {what} leaks at high tide.",
    "{who} has not said who pays for {what}.",
    "Works on {what} were postponed to {day} {month}, {who} told reporters.",
    "It employs {n} people, {n} fewer than planned.",
    "About {n} households near {what} are affected, according to {who}.",
    "Correction: {what} costs {n} million euros, not {m} million.",
    "{who} no longer rules out that {what} is moved north of the old harbour, where the ground is firm and the tides are low.",
)
MONTHS = "April May June July August September".split()


def items(count: int) -> tuple[Item, ...]:
    """Items on ten subjects over half a year; one in eight repeats another's words."""
    chance = random.Random(12)
    made: list[Item] = []
    for number in range(count):
        at = (BEGIN + timedelta(hours=8 * number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        what = chance.choice(WHAT)
        text = " ".join(_said(chance, what) for _ in range(chance.randint(2, 6)))
        if made and not chance.randrange(8):
            text = chance.choice(made[-20:]).text
        title = f"{what.removeprefix('the ').capitalize()}: {chance.choice(WHO)} on {chance.choice(WHAT)}"
        made.append(builders.item(f"k{number:04}", title=title, text=text, feed=chance.choice(FEEDS), published=at, collected=at))
    return tuple(made)


def _said(chance: random.Random, what: str) -> str:
    numbers = {"n": chance.randint(2, 900), "m": chance.randint(2, 900), "day": chance.randint(1, 28)}
    said = chance.choice(SAID).format(who=chance.choice(WHO), what=what, month=chance.choice(MONTHS), **numbers)
    return said[0].upper() + said[1:]


def drafted(known: tuple[Item, ...], new: tuple[Item, ...], versions: tuple[Version, ...]) -> Version:
    """The next version."""
    dossier = Dossier("harbour-barrier", Story("The harbour barrier"), versions, (*known, *new))
    found = extractive.write(Assignment(dossier, new, len(versions) + 1, new[-1].collected)).version
    assert found
    return found


def main(count: int) -> None:
    made = items(count)
    known, new = made[:-NEW], made[-NEW:]
    first = replace(drafted((), known, ()), published=known[-1].collected)
    seconds = []
    for _ in range(RUNS):
        began = time.process_time()
        drafted(known, new, (first,))
        seconds.append(time.process_time() - began)
    sys.stdout.write(f"{count} items, {NEW} of them new: {statistics.median(seconds):.2f} s of CPU time (target: under 2)\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500)
