"""A model that writes essays and introductions in tests, and runs that ask it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripted import KEY, MessagesServer, Played

from dateline.core import codec
from dateline.desk.patience import Patience
from dateline.flows.drafting.run import PageRun
from dateline.store.reading import read_config

NOW = "2026-04-01T06:00:00Z"
SLUG = "tidal-barrier"
AMPLE = Patience(first_delay=0.01, poll=0.01)
Rows = list[dict[str, Any]]
CRACK = "divers-find-crack-in-a-gate-of-the-tidal-g5qw35"
PRICE = "closing-test-of-the-tidal-barrier-moved-4fpnrh"
PAYS = "council-asks-who-pays-for-the-cracked-3l6usk"


def rows(body: dict[str, Any], tag: str) -> Rows:
    """The rows of one kind in a prompt, as a model reads them."""
    said = body["messages"][0]["content"]
    text = said if isinstance(said, str) else "\n".join(block["text"] for block in said)
    return [json.loads(line) for line in text.partition(f"<{tag}>\n")[2].partition(f"</{tag}>")[0].splitlines()]


def quote(body: dict[str, Any], key: str, words: str) -> dict[str, Any]:
    """The quote of the sentence that has these words."""
    (item,) = (row for row in rows(body, "items") if row["key"] == f"{SLUG}/{key}")
    lines = {"0": item["title"], **item.get("sentences", {})}
    number = next(number for number, line in lines.items() if words in line)
    return {"key": f"{SLUG}/{key}", "number": int(number), "words": words}


def sentence(body: dict[str, Any], text: str, **words: str) -> dict[str, Any]:
    """A sentence with `{}` in place of its citation of the one item that is quoted."""
    named = {"crack": CRACK, "price": PRICE, "pays": PAYS}
    quotes = [quote(body, named[name], said) for name, said in words.items()]
    cites = "; ".join(f"@{one['key']}" for one in quotes)
    return {"text": text.replace("{}", f"[{cites}]"), "quotes": quotes}


def facts(body: dict[str, Any]) -> Rows:
    """Three sentences that the items bear out."""
    return [
        sentence(body, "Divers have found a crack in the east gate of the barrier {}.", crack="crack in the east gate"),
        sentence(body, "The harbour office puts the repair at 1.8 million euros {}.", price="the repair at 1.8 million"),
        sentence(body, "The works carry a guarantee of five years {}.", pays="carry a guarantee of five years"),
    ]


def essay(body: dict[str, Any], *more: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An essay of two paragraphs, and further sentences in its last one."""
    first, *others = facts(body)
    told = {
        "title": "A crack that nobody wants to pay for",
        "dek": "A guarantee of five years meets a repair at 1.8 million euros.",
    }
    paragraphs = [
        {"heading": "", "sentences": [first]},
        {"heading": "Who pays", "sentences": [*others, {"text": "A guarantee is only a promise.", "quotes": []}, *more]},
    ]
    return {**told, "paragraphs": paragraphs, **given}


def repair(**given: Any) -> dict[str, Any]:
    """A second answer that gives nothing but this."""
    return {"sentences": [], "headings": [], "title": "", "dek": "", **given}


def alpha(_: dict[str, Any]) -> dict[str, Any]:
    """An essay about the alpha report of the publication with a remote."""
    key = "harbour-barrier/alpha-report"
    quotes = [{"key": key, "number": 1, "words": "All that the alpha report says"}]
    one = {"text": f"All is in the alpha report, @desk [skip ci] [@{key}].", "quotes": quotes}
    return {"title": "What is in it, @desk [skip ci]", "dek": "All of it.", "paragraphs": [{"heading": "", "sentences": [one]}]}


def alpha_intro(body: dict[str, Any]) -> dict[str, Any]:
    """An introduction about the same."""
    return {"sentences": alpha(body)["paragraphs"][0]["sentences"]}


def says(answer: Callable[[dict[str, Any]], dict[str, Any]], **given: Any) -> Callable[[dict[str, Any]], Played]:
    """A model with this answer."""
    return lambda body: Played(json.dumps(answer(body)), **given)


def page_run(root: Path, server: MessagesServer, **given: Any) -> PageRun:
    """A run that asks the server."""
    environment = {"ANTHROPIC_API_KEY": KEY, "ANTHROPIC_BASE_URL": server.url, "PATH": "", **given.pop("environment", {})}
    return PageRun(root, **{"now": NOW, "environment": environment, "patience": AMPLE, **given})


def settle(root: Path, **given: Any) -> None:
    """Changes the settings of `update`."""
    config = read_config(root)
    text = codec.dump(replace(config, update=replace(config.update, **given)))
    (root / "content/site.yaml").write_text(text, encoding="utf-8")
