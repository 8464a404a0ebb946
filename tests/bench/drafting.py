"""Measures the drafting of 50 stories, eight in parallel, with answers that take a second each; the target is ten seconds.

python tests/bench/drafting.py
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import builders
from edits import NOTHING
from scripted import KEY, Played, messages_server

from dateline.core import codec
from dateline.flows.update import run_for, update

STORIES = 50


def publication(root: Path) -> None:
    new = builders.item("news", title="The harbour barrier makes news again", text="")
    texts = {"content/site.yaml": codec.dump(builders.config())}
    for number in range(STORIES):
        story = builders.dossier(slug=f"story-{number}", items=(builders.item(), new))
        folder = f"stories/{story.slug}"
        texts[f"{folder}/story.yaml"] = codec.dump(story.story)
        texts[f"{folder}/items.jsonl"] = "".join(codec.dump_line(one) for one in story.items)
        texts[f"{folder}/v001.yaml"] = codec.dump(story.versions[0])
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def slow(_: dict[str, Any]) -> Played:
    time.sleep(1)
    words = "The harbour barrier makes news again"
    added = {
        "section": "narrative",
        "at": "2",
        "after": 0,
        "text": f"{words} [@news].",
        "quotes": [{"key": "news", "number": 0, "words": words}],
    }
    questions = [{"id": "cost", "outcome": "open", "text": "", "quotes": []}]
    voices = [{"id": "council", "outcome": "kept", "text": "Says nothing new.", "quotes": []}]
    reply = {**NOTHING, "kept": [1, 2, 3, 4, 5, 6], "added": [added], "questions": questions, "voices": voices}
    return Played(json.dumps(reply))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, messages_server(slow) as server:
        root = Path(folder)
        publication(root)
        run = run_for(root, "claude", now=builders.NOW, environment={"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url})
        began = time.perf_counter()
        result = update(run, collecting=False)
        seconds = time.perf_counter() - began
    states = {one.state for one in result.outcomes}
    what = f"{len(result.outcomes)} stories ({', '.join(states)}), {len(server.asked)} answers of a second"
    sys.stdout.write(f"{what}: {seconds:.1f} s (target: under 10)\n")


if __name__ == "__main__":
    main()
