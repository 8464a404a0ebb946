"""Measures the rules of grounding on data that is not in the project.

    python tests/bench/grounding.py CORPUS

CORPUS has `grounding/wice-claims-dev.jsonl` and `grounding/wice-unsupported-tokens-dev.jsonl` (claims with the pages that they
cite, judged by people: https://github.com/ryokamoi/wice) and `grounding/seed-mutations.jsonl` (errors planted in three published
briefs, which are next to it in `../seeds`). Prints each figure with its target.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders
import seeds
from analysed import check_story, numbers

from dateline.checks import Basis
from dateline.checks.rules import RULES
from dateline.core.model import Finding, Item, Source, Version

GROUPS = {rule.name: rule.group for rule in RULES}
STRONG = ("error", "warning")
EMPTY: dict[str, Any] = dict.fromkeys(("what", "why_it_matters"), "") | dict.fromkeys(
    ("open_questions", "timeline", "perspectives", "tensions"), ()
)
WORDS = re.compile(r'"(.+?)"(?=,| and| is| are| cannot| differs)')


def rows(corpus: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (corpus / "grounding" / name).open(encoding="utf-8")]


def share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def line(what: str, measured: float, target: str) -> str:
    return f"{what:<58} {measured:6.1f}   {target}"


# --- claims with the pages that they cite ----------------------------------------------------------------------------------


def claim_findings(row: dict[str, Any]) -> list[Finding]:
    """The findings about one claim, as a narrative of one sentence in a story with the title of its article."""
    lines = [line.removeprefix("(meta data) TITLE: ") for line in row["evidence"]]
    page = Source("page", lines[0], evidence="full-text")
    narrative = (row["claim"].rstrip(". ") + " [@page].",)
    version = builders.version(title=row["meta"]["claim_title"], narrative=narrative, sources=(page,), **EMPTY)
    dossier = builders.dossier(version, items=(builders.item("page", title=lines[0]),))
    found = check_story(dossier, Basis({"page": "\n".join(lines)}))
    return [one for one in found if GROUPS[one.rule] in ("grounding", "judgement", "units") and one.level in STRONG]


def measure_claims(corpus: Path) -> Iterator[str]:
    judged: defaultdict[str, list[set[str]]] = defaultdict(list)
    for row in rows(corpus, "wice-claims-dev.jsonl"):
        judged[row["label"]].append({one.rule for one in claim_findings(row)})
    sound = judged.pop("supported")
    unsound = [rules for found in judged.values() for rules in found]
    flagged = sum(map(bool, unsound))
    yield f"\nClaims with their pages: {len(sound)} supported, {len(unsound)} not, or in part"
    yield line(
        "supported claims flagged: numbers and dates (%)",
        share(sum("ungrounded-number" in one for one in sound), len(sound)),
        "<= 4",
    )
    yield line("supported claims flagged: any rule (%)", share(sum(map(bool, sound)), len(sound)), "<= 9")
    yield line("precision of a flag (%)", share(flagged, flagged + sum(map(bool, sound))), ">= 93")
    yield line("unsupported claims flagged (%)", share(flagged, len(unsound)), ">= 52")


def measure_words(corpus: Path) -> Iterator[str]:
    inside = total = 0
    for row in rows(corpus, "wice-unsupported-tokens-dev.jsonl"):
        marked = {
            part
            for word, is_bad in zip(row["claim_tokens"], row["non_supported_spans"], strict=True)
            if is_bad
            for part in parts(word)
        }
        words = [part for finding in claim_findings(row) for said in WORDS.findall(finding.message)[:1] for part in parts(said)]
        inside += sum(word in marked for word in words)
        total += len(words)
    yield line(f"flagged words inside what people marked, of {total} (%)", share(inside, total), ">= 88")


def parts(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'s", "").replace("’s", ""))


# --- errors planted in briefs ----------------------------------------------------------------------------------------------


def brief_findings(version: Version) -> list[Finding]:
    """The findings about a brief whose sources are only titles, without those about parts that its author never wrote."""
    items: tuple[Item, ...] = tuple(
        builders.item(one.key, title=one.title, text=one.title, feed=one.feed, published=one.date) for one in version.sources
    )
    found = check_story(builders.dossier(version, items=items))
    return [one for one in found if GROUPS[one.rule] in ("sources", "grounding", "judgement", "dates", "units")]


def planted(row: dict[str, Any], hidden: tuple[str, ...]) -> Version | None:
    """The brief with one error in it."""
    sections = seeds._parts(row["version"])
    is_found = False
    for lines in sections.values():
        for place, line in enumerate(lines):
            if row["original"] in line:
                lines[place], is_found = line.replace(row["original"], row["mutated"]), True
    return seeds._version(row["version"], sections, hidden) if is_found else None


def measure_planted(corpus: Path) -> Iterator[str]:
    sound = {number: seeds.seed_version(number) for number in (1, 2, 3)}
    before = {number: brief_findings(version) for number, version in sound.items()}
    caught: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows(corpus, "seed-mutations.jsonl"):
        number = row["version"]
        hidden = next((voice.sources for voice in sound[number].perspectives if voice.sources), ())
        if version := planted(row, hidden):
            known = {(one.rule, one.at, one.message) for one in before[number]}
            new = [one for one in brief_findings(version) if (one.rule, one.at, one.message) not in known]
            reported = [one for one in new if one.rule != "unused-source"]
            caught[row["kind"]].append((bool(reported), any(one.level in STRONG for one in reported)))
    yield "\nErrors planted in three briefs, titles only: reported (of these, as a warning or an error)"
    targets = {"unknown-id": 100, "digit": 98, "quote": 95, "name": 85, "ids-random": 90, "ids-shifted": 75}
    for kind, target in targets.items():
        found = caught[kind]
        strong = share(sum(is_strong for _, is_strong in found), len(found))
        yield line(
            f"{kind}, {len(found)} planted (%)",
            share(sum(any_ for any_, _ in found), len(found)),
            f">= {target}   ({strong:.1f})",
        )
    yield from measure_alarms(before, sound)


def measure_alarms(before: dict[int, list[Finding]], sound: dict[int, Version]) -> Iterator[str]:
    """What the rules find in the briefs as published."""
    yield "\nThe same briefs as they were published"
    for number, found in before.items():
        strong = [one for one in found if one.level in STRONG]
        yield line(f"version {number}: warnings", len(strong), "<= 25")
        yield from (f"    {one.at} {one.rule}: {one.message}" for one in strong)
    notes = Counter(one.rule for found in before.values() for one in found if one.level == "note")
    yield f"    notes: {dict(notes)} over {sum(len(numbers(version)) for version in sound.values())} sources"


def main(corpus: Path) -> None:
    for measure in (measure_claims, measure_words, measure_planted):
        for text in measure(corpus):
            sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
