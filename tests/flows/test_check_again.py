"""A check that uses earlier findings finds what a check from nothing finds."""

import shutil
from pathlib import Path

import builders
import pytest
from three_stories import (
    add_line,
    add_version,
    change_noted,
    set_config,
    set_story,
    set_version,
    withdraw_item,
    withdraw_version,
    write,
    write_publication,
    write_story,
)

from dateline.core.config import Search
from dateline.core.model import Finding, LedgerEvent, Waiver
from dateline.flows.stories import check_story
from dateline.flows.stories.check import check
from dateline.store.git import git
from dateline.store.story import read_story

NOW = "2026-06-01T00:00:00Z"


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """The publication, some figures of which no source has, just after a check."""
    root = tmp_path / "publication"
    write_publication(root)
    (root / "content/signals/water.md").unlink()  # what an essay needs is tested in test_essays.py
    for slug, cites in (("barrier", "harbour-plan"), ("ferry", "ferry-plan")):
        add_version(root, slug, what=f"It costs 45 million euros [@{cites}].", narrative=(f"It rises 7 metres [@{cites}].",))
    check(root)
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories that are read from now on."""
    found: list[str] = []

    def noting(root: Path, slug: str) -> object:
        found.append(slug)
        return read_story(root, slug)

    monkeypatch.setattr(check_story, "read_story", noting)
    return found


def findings(root: Path) -> tuple[Finding, ...]:
    return check(root).findings


def found_from_nothing(root: Path) -> tuple[Finding, ...]:
    return check(root, cached=False).findings


# --- what a story depends on ---


def nothing(root):
    pass


def a_page(root):
    write(root, "content/pages/about.md", "---\ntitle: About\n---\nWho we were.\n")


def a_setting_of_the_site(root):
    set_config(root, tagline="What the water does")


def its_version(root):
    set_version(root, 4, "ferry", what="It costs 46 million euros [@ferry-plan].")


def a_version_removed(root):
    (root / "stories/ferry/v004.yaml").unlink()


def a_version_withdrawn(root):
    withdraw_version(root, "ferry", 2)


def its_waiver(root):
    set_story(root, "ferry", waive=(Waiver("ungrounded-number", "Known.", 4, "what"),))


def its_ledger(root):
    add_line(root, "ferry", LedgerEvent("weather", "spiked", builders.NOW, "Off topic."))


def the_ledger_that_it_cites_from(root):
    add_line(root, "barrier", builders.item("ferry-plan", text="It costs 45 million euros and rises 7 metres."))


def the_cited_item_withdrawn(root):
    withdraw_item(root, "barrier", "ferry-plan")


def the_cited_ledger_removed(root):
    (root / "stories/barrier/items.jsonl").unlink()


def the_cited_item_in_one_more_ledger(root):
    add_line(root, "tunnel", builders.item("ferry-plan", text="It costs 45 million euros."))


def a_feed_that_it_names(root):
    set_config(root, feeds=(), searches=(Search("news", url="https://news.example/rss?q={query}"),))


def a_story_that_it_names(root):
    shutil.rmtree(root / "stories/ferry")


def a_name_that_it_could_not_find(root):
    set_story(root, related=("bridge",))
    check(root)
    write_story(root, "bridge", "harbour-plan", versions=1)


def an_earlier_name_that_it_names(root):
    set_story(root, "tunnel", aliases=("tube",))
    set_story(root, related=("tube",))
    check(root)
    set_story(root, "tunnel", aliases=())


def windows_line_ends(root):
    path = root / "stories/ferry/v001.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def a_stray_file(root):
    write(root, "stories/ferry/notes.txt", "Notes.")


def another_dateline(root):
    change_noted(root, "package:dateline/flows/build.py", "another")


@pytest.mark.parametrize(
    ("act", "again"),
    [
        (nothing, ""),
        (a_page, ""),
        (a_setting_of_the_site, ""),
        (its_version, "ferry"),
        (a_version_removed, "ferry"),
        (a_version_withdrawn, "ferry"),
        (its_waiver, "ferry"),
        (its_ledger, "ferry"),
        (the_ledger_that_it_cites_from, "barrier ferry"),
        (the_cited_item_withdrawn, "barrier ferry"),
        (the_cited_ledger_removed, "barrier ferry"),
        (the_cited_item_in_one_more_ledger, "ferry tunnel"),
        (a_feed_that_it_names, "barrier ferry tunnel"),
        (a_story_that_it_names, "barrier"),
        (a_name_that_it_could_not_find, "barrier bridge"),
        (an_earlier_name_that_it_names, "barrier tunnel"),
        (windows_line_ends, "ferry"),
        (a_stray_file, "ferry"),
        (another_dateline, "barrier ferry tunnel"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_story_is_checked_again_if_it_depends_on_what_changed(publication, read, act, again):
    """After each change, the stories that may have other findings are read, no others are, and all findings are right."""
    act(publication)
    read.clear()
    found = findings(publication)

    assert sorted(read) == again.split()
    assert found == found_from_nothing(publication)
    read.clear()
    assert findings(publication) == found
    assert sorted(read) == (["barrier"] if act in UNSURE else [])


UNSURE = (a_story_that_it_names, an_earlier_name_that_it_names)
"""Afterwards a story names one that does not exist, and is read in every check."""


# --- the clock, the base, some stories ---


def test_a_version_from_the_future_is_found_until_its_time_comes(publication, read):
    """Findings of a check with a clock hold until the next version's time, and are not those of a check without one."""
    add_version(publication, "ferry")

    def rules(now: str) -> set[tuple[str, str]]:
        return {(one.story, one.rule) for one in check(publication, now=now).findings if one.rule == "future-version"}

    assert rules("2026-05-05T00:00:00Z") == {("ferry", "future-version")}
    assert rules("2026-05-04T00:00:00Z") == {("ferry", "future-version"), ("barrier", "future-version")}
    assert rules("2026-05-05T12:30:00Z") == set()
    read.clear()
    assert rules("2026-05-06T00:00:00Z") == set()
    assert read == []
    assert rules("2026-05-05T00:00:00Z") == {("ferry", "future-version")}
    assert rules("") == set()


@pytest.fixture
def committed(publication: Path) -> Path:
    """The publication in git; afterwards a published version is changed, and a story is added."""
    for command in (("init", "-q"), ("add", "content", "stories"), ("commit", "-q", "-m", "First")):
        git(publication, "-c", "user.name=A", "-c", "user.email=a@example.org", *command)
    set_version(publication, 1, why_it_matters="The quay sinks.")
    write_story(publication, "bridge", "harbour-plan")
    add_line(publication, "bridge", builders.item())
    return publication


@pytest.mark.parametrize("order", ["nbn", "bnb", "nbcb", "bcnb"])
def test_findings_depend_on_the_base(committed, order):
    """With a base (b), without one (n), and after a commit (c), the findings are those of a check from nothing."""
    for step in order:
        if step == "c":
            git(committed, "add", "stories")
            git(committed, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Next")
            continue
        base = "HEAD" if step == "b" else None
        assert check(committed, base=base).findings == check(committed, base=base, cached=False).findings


def test_a_story_that_was_renamed_keeps_its_base(committed):
    """A renamed story is compared with its base under its earlier name, also if an earlier check knew it without."""
    shutil.move(committed / "stories/tunnel", committed / "stories/tube")
    for aliases in ((), ("tunnel",), ()):
        set_story(committed, "tube", aliases=aliases)
        assert check(committed, base="HEAD").findings == check(committed, base="HEAD", cached=False).findings


def test_a_check_of_some_stories_uses_and_spoils_nothing(publication, read):
    """A check of one story finds what is new in it, and the next check of all still reads what has changed."""
    its_version(publication)
    set_version(publication, 4, "barrier", what="It costs 47 million euros [@harbour-plan].")
    of_ferry = check(publication, ["ferry"]).findings

    assert read == ["ferry"]
    assert [one for one in found_from_nothing(publication) if one.story == "ferry"] == list(of_ferry)
    read.clear()
    assert findings(publication) == found_from_nothing(publication)
    assert sorted(read[:2]) == ["barrier", "ferry"]


def test_a_check_without_the_cache_keeps_nothing(publication, read):
    """What a check without the cache finds is not used later."""
    its_version(publication)
    found_from_nothing(publication)
    read.clear()

    findings(publication)
    assert read == ["ferry"]


def test_a_story_removed_is_forgotten(publication):
    """Findings of a story that is gone are not found again, also if another story takes its name."""
    shutil.rmtree(publication / "stories/tunnel")
    assert findings(publication) == found_from_nothing(publication)
    write_story(publication, "tunnel", "harbour-plan", versions=1)

    assert findings(publication) == found_from_nothing(publication)
