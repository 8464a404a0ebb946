"""A draft is checked like anything else, and has a page only in a build with drafts; the two kinds of build never mix."""

import json
from pathlib import Path

import pytest
from three_stories import add_version, contents, set_story, write, write_publication

from dateline.core.model import Dossier
from dateline.flows.build import build
from dateline.flows.stories import build_story
from dateline.flows.stories.asked import Built
from dateline.flows.stories.check import check
from dateline.report.build import document, summary
from dateline.store.story import read_story

PAGE = "---\ntitle: Imprint\ndraft: true\n---\nWho we are.\n"
WIND = "---\ntitle: Wind\ndate: 2026-05-02\nauthor: A\ndraft: true\nstories: [tunnel, ferry]\n---\nIt blows [@ferry/wind].\n"
WATER = "---\ntitle: Water\ndate: 2026-05-01\nauthor: A\nstories: [barrier]\n---\nIt floods [@barrier/harbour-plan].\n"
BANNER = '<p class="draft">Draft, not published</p>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A publication in which the ferry, which the barrier names as related, a page and an essay are drafts."""
    write_publication(tmp_path / "publication")
    set_story(tmp_path / "publication", "ferry", draft=True, aliases=("boat",), tags=("boats",))
    write(tmp_path / "publication", "content/pages/imprint.md", PAGE)
    write(tmp_path / "publication", "content/signals/wind.md", WIND)
    write(tmp_path / "publication", "content/signals/water.md", WATER)
    return tmp_path / "publication"


def built(root: Path, *, drafts: bool = False) -> Built:
    return build(root, root / "build", jobs=1, drafts=drafts)


def clean(root: Path, *, drafts: bool = False) -> dict[str, bytes]:
    place = root.with_name("clean")
    assert build(root, place, jobs=1, drafts=drafts, cached=False).written
    return contents(place)


def test_a_draft_is_nowhere(root: Path) -> None:
    """Without drafts, no file is theirs, and none names them: no list, feed, menu, redirect, related link or citation."""
    built(root)

    for name, data in contents(root / "build").items():
        assert not name.startswith(("stories/ferry/", "stories/boat/", "tags/boats/", "imprint/", "signals/wind/")), name
        for words in (b"ferry/", b"The ferry", b"imprint/", b"Imprint", b"signals/wind", b"tags/boats"):
            assert words not in data, (name, words)


def test_with_drafts_each_page_of_one_says_so(root: Path) -> None:
    """With drafts, everything is there; each page of a draft begins with what it is, and asks not to be indexed."""
    result = built(root, drafts=True)
    pages = {name: data.decode() for name, data in contents(root / "build").items() if name.endswith(".html")}
    marked = {name for name, page in pages.items() if BANNER in page}

    assert result.left_out == ()
    assert marked == {
        *(name for name in pages if name.startswith("stories/ferry/")),
        "imprint/index.html",
        "signals/wind/index.html",
    }
    assert all('<meta name="robots" content="noindex">' in pages[name] for name in marked)
    assert '<span class="chip">draft</span>' in pages["index.html"]
    assert "../ferry/index.html" in pages["stories/barrier/index.html"]
    assert "<title>Draft: The ferry (version 3)</title>" in (root / "build/atom.xml").read_text()
    assert "(https://example.org/record/stories/ferry/): draft, version 3," in (root / "build/llms.txt").read_text()
    assert (root / "build/llms.txt").read_text().count(": draft,") == 1
    assert '"creativeWorkStatus":["Draft",' in pages["stories/ferry/index.html"]
    assert [one.get("draft") for one in json.loads(contents(root / "build")["index.json"])["stories"]].count(True) == 1


def test_no_site_map_lists_a_draft(root: Path) -> None:
    """A page that asks not to be indexed is not offered to search engines."""
    built(root, drafts=True)
    listed = (root / "build/sitemap.xml").read_text()

    assert "stories/barrier/" in listed
    assert [name for name in ("stories/ferry", "imprint", "signals/wind") if name in listed] == []


def barrier_as_draft(root: Path) -> None:
    """The barrier becomes a draft, and so does the essay that cites it."""
    set_story(root, "barrier", draft=True)
    write(root, "content/signals/water.md", WATER.replace("title", "draft: true\ntitle"))


@pytest.mark.no_cover
def test_the_two_kinds_of_build_do_not_mix(root: Path) -> None:
    """Switched on and off, with edits between or without, drafts leave the same bytes as a build from nothing."""
    edits = [
        lambda: None,
        lambda: add_version(root, "ferry", title="The new ferry"),
        lambda: set_story(root, "ferry", draft=False),
        lambda: barrier_as_draft(root),
        lambda: write(root, "content/pages/imprint.md", PAGE.replace("draft: true\n", "")),
    ]
    for edit in edits:
        for drafts in (False, True, True, False, True):
            built(root, drafts=drafts)
            assert contents(root / "build") == clean(root, drafts=drafts), drafts
        edit()
        for drafts in (True, False):
            built(root, drafts=drafts)
            assert contents(root / "build") == clean(root, drafts=drafts), drafts


def test_nothing_is_done_twice(root: Path) -> None:
    """A second build with the same drafts renders nothing, and counts them again; with drafts, old pages stay as they are."""
    (root / "content/pages/imprint.md").unlink()
    first, second, third = built(root), built(root), built(root, drafts=True)

    assert second.written
    assert third.written
    assert (second.written.rendered, second.left_out) == (0, first.left_out)
    assert first.left_out == ("the story ferry", "the essay wind")
    assert third.written.rendered < third.written.pages - 10


def test_a_story_that_is_related_to_a_draft_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another story changes, only that one is read: that a draft has no title is nothing new."""
    built(root)
    add_version(root, "tunnel")
    read: list[str] = []

    def noting(root: Path, slug: str) -> Dossier:
        read.append(slug)
        return read_story(root, slug)

    monkeypatch.setattr(build_story, "read_story", noting)
    built(root)

    assert read == ["tunnel"]


def test_what_is_left_out_is_said(root: Path) -> None:
    """The summary names the drafts that are left out, and the command that shows them; JSON counts them."""
    result = built(root)
    write(root, "content/pages/imprint.md", PAGE.replace("draft: true\n", ""))
    set_story(root, "ferry", draft=False)

    assert summary(result).endswith(
        "\n3 drafts left out: the story ferry, the page imprint and the essay wind\nto see them: dateline build --drafts"
    )
    one = "1 draft left out: the essay wind\nto see it: dateline -C x build --drafts"
    assert summary(built(root), "-C x ").endswith(f"\n{one}")
    assert "draft" not in summary(built(root, drafts=True))
    assert document(result)["drafts_left_out"] == 3


def test_a_draft_is_checked(root: Path) -> None:
    """A draft's mistakes are findings, and an error in it stops the build as any other does."""
    add_version(root, "ferry", what="It sails [@nobody].")

    assert any(one.story == "ferry" and one.rule == "unknown-source" for one in check(root).findings)
    assert built(root).written is None
