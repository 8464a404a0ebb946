"""Replays a story evening by evening: its feeds are written to disk, collected, and drafted from, at given times.

The first line of a file of items names the story and its feeds; each further line is an item as its feed had it. A file of
needs has, for each evening, patterns of what What must say by then and of what must not stand there any more.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from dateline.core.citations import without
from dateline.core.ids import slug
from dateline.core.model import Version
from dateline.core.text import quotations
from dateline.flows.update import run_for, update
from dateline.store.reading import read_publication

SITE = """\
title: Test desk
url: https://example.org/t/
language: {language}
author: {{name: The desk, email: desk@example.org}}
feeds:
{feeds}
update: {{writer: extractive}}
"""
STORY = "title: {title}\nstatus: active\ntags: [{tags}]\nqueries: [{queries}]\n"
SAYS_WHAT_CHANGED = re.compile(r"up from|instead of|no longer|not \d|replac|earlier|corrected|from .* to |gave up")
"""Words of a line that names an old value next to what replaced it."""


@dataclass(frozen=True)
class Evening:
    """What a reader should find on one evening."""

    day: int
    """The day of September 2026."""
    needs: tuple[str, ...]
    """Patterns of what What must say."""
    stale: tuple[str, ...]
    """Patterns of what no longer holds; each is searched in each line of What."""

    @property
    def at(self) -> str:
        """The time of the evening."""
        return f"2026-09-{self.day:02}T21:00:00Z"

    def found(self, version: Version) -> list[str]:
        """What is needed and What says."""
        return [one for one in self.needs if re.search(one, version.what)]

    def stale_lines(self, version: Version) -> list[str]:
        """The lines of What that say what no longer holds."""
        lines = [without(line).rstrip(".") for line in version.what.splitlines()]
        return [line for line in lines for one in self.stale if re.search(one, line) and not SAYS_WHAT_CHANGED.search(line)]


def evenings(needs: Path) -> tuple[Evening, ...]:
    """The evenings of a file of needs."""
    rows = json.loads(needs.read_text(encoding="utf-8"))
    return tuple(Evening(int(day), tuple(row["needs"]), tuple(row["stale"])) for day, row in rows.items() if day.isdigit())


def replay(items: Path, needs: Path, root: Path) -> Iterator[tuple[Evening, Version]]:
    """The version of each evening, filed in a new publication in a folder."""
    head, *rows = map(json.loads, filter(str.strip, items.read_text(encoding="utf-8").splitlines()))
    _publication(head, root)
    for evening in evenings(needs):
        for feed in head["feeds"]:
            came = [row for row in rows if row["feed"] == feed and row["published"] <= evening.at]
            (root / f"content/feeds/{feed}.xml").write_text(_rss(head["feeds"][feed], feed, came), encoding="utf-8")
        result = update(run_for(root, now=evening.at))
        assert [one.state for one in result.outcomes] == ["filed"], result.outcomes
        (story,) = read_publication(root).stories
        yield evening, story.versions[-1]


def quoted_twice(version: Version) -> list[str]:
    """The quotations that What and Narrative have more than once."""
    found = [words for text in (version.what, *version.narrative) for words in quotations(text)]
    return sorted({words for words in found if found.count(words) > 1})


def words_of_narrative(version: Version) -> int:
    """How many words Narrative has, without citations."""
    return sum(len(without(paragraph).split()) for paragraph in version.narrative)


def _publication(head: dict[str, Any], root: Path) -> None:
    named = head["feeds"].items()
    feeds = "\n".join(f"- {{id: {id_}, title: {json.dumps(title)}, path: content/feeds/{id_}.xml}}" for id_, title in named)
    story = STORY.format(
        title=json.dumps(head["title"], ensure_ascii=False), tags=", ".join(head["tags"]), queries=", ".join(head["queries"])
    )
    (root / "content/feeds").mkdir(parents=True)
    (root / "stories" / head["story"]).mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE.format(language=head.get("language", "en"), feeds=feeds), encoding="utf-8")
    (root / "stories" / head["story"] / "story.yaml").write_text(story, encoding="utf-8")


def _rss(title: str, feed: str, rows: list[dict[str, str]]) -> str:
    entries = "".join(_entry(feed, row) for row in sorted(rows, key=lambda row: row["published"], reverse=True))
    channel = f"<channel><title>{escape(title)}</title>{entries}</channel>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">{channel}</rss>\n'


def _entry(feed: str, row: dict[str, str]) -> str:
    when = datetime.fromisoformat(row["published"])
    address = f"https://{feed}.example/{when:%Y/%m/%d}/{slug(row['title'], 60)}"
    text = f"<description>{escape(row['text'])}</description>" if row["text"] else ""
    return (
        f"<item><title>{escape(row['title'])}</title><link>{address}</link><guid>https://{feed}.example/{when:%d%H%M}</guid>"
        f"<pubDate>{format_datetime(when)}</pubDate>{text}</item>"
    )
