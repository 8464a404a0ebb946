"""The made-up publications that `tests/bench/load.py` measures, and the page with its figures."""

import json
from pathlib import Path

from bench import load_page
from bench.load_corpus import PARTS, Loaded, Size, feed_of

from dateline.core.config import Feed, Limits
from dateline.core.publication import Publication
from dateline.flows.stories.check import check
from dateline.store.reading import read_publication

MOST_GROWTH = 1.25
"""A little more than 1, because the figures are measured."""


def made(folder: Path, size: Size) -> Publication:
    publication = Loaded(folder, size, lambda number: Feed(f"feed-{number}", path="content/inbox"), Limits())
    assert not [one for one in check(publication.source).findings if one.level == "error"]
    return read_publication(publication.source)


def test_each_part_has_the_size_that_it_says(tmp_path: Path) -> None:
    """So many stories and feeds, versions, sources of each version, and items; `check` finds no error in them."""
    stories = made(tmp_path / "stories", PARTS["stories"].size(2))
    assert (len(stories.stories), len(stories.config.feeds), {len(one.versions) for one in stories.stories}) == (2, 2, {10})
    (story,) = made(tmp_path / "versions", PARTS["versions"].size(5)).stories
    assert len(story.versions) == 5
    (story,) = made(tmp_path / "sources", PARTS["sources"].size(60)).stories
    assert all(len(one.sources) >= 60 for one in story.versions)
    (story,) = made(tmp_path / "ledger", PARTS["ledger"].size(50)).stories
    assert len(story.items) >= 50


def test_half_of_a_feed_is_about_its_story(tmp_path: Path) -> None:
    """Five entries have the word that only their story's title has, and five have not."""
    (story,) = Loaded(tmp_path, Size(), lambda _: Feed("feed"), Limits()).stories
    titles = feed_of(story, "https://wire.example").decode().split("<title>")[2:]

    assert sum(title.startswith(f"{story.name}: ") for title in titles) == len(titles) / 2 == 5


def test_the_page_has_what_was_measured() -> None:
    """The tables in docs/scale.md are those of `tests/bench/load.json`."""
    text = load_page.PAGE.read_text(encoding="utf-8")

    assert load_page.page(text, json.loads(load_page.FILE.read_text(encoding="utf-8"))) == text


def test_nothing_grows_faster_than_the_work() -> None:
    """No command was measured to grow much faster than the publication."""
    parts = json.loads(load_page.FILE.read_text(encoding="utf-8"))["parts"]
    growths = {(part, name): row["growth"] or 0 for part, told in parts.items() for name, row in told["commands"].items()}

    assert {name: growth for name, growth in growths.items() if growth > MOST_GROWTH} == {}
