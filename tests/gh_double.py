"""Plays `gh` for pull requests: `python gh_double.py STORE ARGUMENTS…`; the JSON file STORE has all that it remembers."""

import json
import sys
from pathlib import Path
from typing import Any

WRAPPER = """#!/bin/sh
exec "@PYTHON@" "@DOUBLE@" "@STORE@" "$@"
"""
LOGS = """#!/bin/sh
printf '%s\\n' "$*" >> "@LOG@"
"""
PAGE = "https://github.com/example/briefs/pull/"


def option(words: list[str], name: str) -> str:
    return words[words.index(name) + 1] if name in words else ""


def answer(held: dict[str, Any], words: list[str]) -> str:
    pulls, comments = held["pulls"], held["comments"]
    body = option(words, "--body-file")
    text = Path(body).read_text(encoding="utf-8") if body else ""
    match words[:2]:
        case ["pr", "list"]:
            return json.dumps([one for one in pulls if one["head"] == option(words, "--head")])
        case ["pr", "create"]:
            branch = option(words, "--head")
            if any(one["head"] == branch and one["state"] == "OPEN" for one in pulls):
                sys.exit(f'a pull request for branch "{branch}" into branch "main" already exists:\n{PAGE}1')
            made = {"number": len(pulls) + 1, "state": "OPEN", "head": branch, "title": option(words, "--title"), "body": text}
            pulls.append({**made, "url": f"{PAGE}{made['number']}", "closedAt": None, "labels": [], "isCrossRepository": False})
            return f"{PAGE}{made['number']}\n"
        case ["pr", "edit"]:
            pull = pulls[int(words[2]) - 1]
            if label := option(words, "--add-label"):
                pull["labels"].append({"id": "1", "name": label})
            else:
                pull.update(title=option(words, "--title"), body=text)
            return ""
        case ["label", "create"]:
            return ""
        case ["api", *_] if "--paginate" in words:
            return json.dumps(comments[:1]) + json.dumps(comments[1:])
        case ["api", "--method"]:
            given = json.loads(Path(option(words, "--input")).read_text(encoding="utf-8"))
            if words[2] == "POST":
                comments.append({"id": len(comments) + 1, "author_association": "OWNER", **given})
            else:
                comments[int(words[3].rpartition("/")[2]) - 1].update(given)
            return "{}"
        case _:
            pass
    sys.exit(f"unknown command: {words}")


def main(store: Path, words: list[str]) -> None:
    empty: dict[str, Any] = {"pulls": [], "comments": [], "asked": []}
    held = json.loads(store.read_text(encoding="utf-8")) if store.exists() else empty
    held["asked"].append(words)
    try:
        sys.stdout.write(answer(held, words))
    finally:
        store.write_text(json.dumps(held), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
