"""Measures what a version costs, by model, and what 1, 10 and 100 stories a day cost in a month.

    python tests/bench/cost.py

The prompt is that of the longest story here: to write its last version again, from the version before and the items in between.
The answer is what a model would have to return for that version. With ANTHROPIC_API_KEY, the provider counts the tokens of the
prompt; without it, and for the answer, three bytes count as a token, which is on the high side. How much a model thinks is
assumed, not measured.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysed import compare

from dateline.core.config import Update
from dateline.core.model import Dossier
from dateline.core.sentences import AnalysedVersion
from dateline.desk.draft import Assignment
from dateline.desk.model_call import Prompt
from dateline.desk.numbered import numbered_claims
from dateline.desk.patience import Patience
from dateline.desk.prompt import rules, writing_prompt
from dateline.desk.providers.claude.client import connect
from dateline.desk.providers.claude.messages import BYTES_PER_TOKEN
from dateline.desk.providers.claude.prices import cost
from dateline.store.reading import read_publication

ROOT = Path(__file__).parents[2]
MODELS = ("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5")
THINKING = 4_000
"""Tokens; at medium effort, assumed."""
MENDED = 600
"""Tokens of the replacements for three refused entries; in the prompt they have twice as many, with what is wrong."""
DAYS = 30


def longest() -> Dossier:
    """The story in this repository with the longest version that follows another."""
    stories = [one for one in read_publication(ROOT).stories if len(one.versions) > 1]
    return max(stories, key=lambda one: len(str(one.versions[-1])))


def prompt_of(dossier: Dossier) -> Prompt:
    before, last = dossier.versions[-2:]
    known = replace(dossier, versions=dossier.versions[:-1], items=dossier.items[: last.items])
    return writing_prompt(Assignment(known, dossier.items[before.items : last.items], last.version, last.published))


def answer_of(dossier: Dossier) -> str:
    """The edits as JSON: numbers for what is kept, words and a quote for each sentence that is new or reworded."""
    before, last = dossier.versions[-2:]
    moved = [one for one in compare(before, last).changes if one.kind in ("added", "changed", "removed")]
    quote = [{"key": "a-key-of-some-words", "number": 12, "words": "the first four words"}]
    rows = [{"section": one.section, "at": "1", "after": 12, "text": one.after, "quotes": quote} for one in moved]
    return json.dumps(
        {"kept": [claim.number for claim in numbered_claims(AnalysedVersion(before))], "added": rows, "changes": last.changes}
    )


def tokens(text: str) -> int:
    return len(text.encode()) // BYTES_PER_TOKEN


def counted(prompt: Prompt) -> int:
    if os.environ.get("ANTHROPIC_API_KEY"):
        return connect(Update(), os.environ, Patience()).count(prompt, model=MODELS[1])
    return sum(map(tokens, (prompt.rules, *prompt.blocks)))


def table(sent: int, kept: int, received: int) -> list[str]:
    """The rows of `docs/costs.md`."""
    lines = ["| model | a version | in a batch | 1 a day | 10 a day | 100 a day |", "|---|---:|---:|---:|---:|---:|"]
    for model in MODELS:
        first = cost(model, sent - kept, received, to_cache=kept)
        month = [f"${first * count * DAYS:,.2f}" for count in (1, 10, 100)]
        halved = cost(model, sent - kept, received, to_cache=kept, batched=True)
        lines.append(f"| `{model}` | ${first:.4f} | ${halved:.4f} | {' | '.join(month)} |")
    return lines


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    dossier = longest()
    prompt, answer = prompt_of(dossier), answer_of(dossier)
    sent, kept = counted(prompt), tokens(prompt.rules) + tokens(prompt.blocks[0])
    received = tokens(answer) + THINKING
    how = "counted" if os.environ.get("ANTHROPIC_API_KEY") else "estimated"
    say(f"{dossier.slug}, version {dossier.versions[-1].version}: {sent:,} tokens sent ({how}), {received:,} received")
    say(f"rules {tokens(rules('write')):,}, story {tokens(prompt.blocks[0]):,}, items {tokens(prompt.blocks[1]):,}\n")
    say("\n".join(table(sent, kept, received)))
    again = cost(
        MODELS[1], tokens(prompt.blocks[1]) + MENDED * 2 + tokens(rules("patch")), MENDED + THINKING // 2, from_cache=kept
    )
    judged = cost(MODELS[0], 12_000, 6_000)
    say(f"\na second answer of {MODELS[1]}: ${again:.4f}; a judge, {MODELS[0]}: ${judged:.4f}")


if __name__ == "__main__":
    main()
