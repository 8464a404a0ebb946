"""A build renders what an edit may change, and nothing else; a table says which files each edit may touch."""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import builders
import pytest
from three_stories import (
    ESSAY,
    WHY,
    add,
    add_line,
    add_version,
    contents,
    set_config,
    set_story,
    set_version,
    withdraw_item,
    withdraw_version,
    write,
    write_publication,
    write_story,
)

from dateline.core.config import Feed, Update
from dateline.core.model import ClosedQuestion, Closing, Correction, LedgerEvent, Question, Waiver
from dateline.flows.build import build
from dateline.site import files
from dateline.site.frame import Output
from dateline.store.reading import read_config

FRONT = (
    "/ 404.html follow/ questions/ voices/ outlets/ corrections/ tags/* search/ search/words.js index.json atom.xml feed.json "
    "sitemap.xml llms.txt "
    "stories/barrier/ stories/barrier/changes/ stories/barrier/history/ stories/barrier/timeline/ stories/barrier/sources/ "
    "stories/barrier/atom.xml stories/barrier/feed.json stories/old-barrier/atom.xml stories/old-barrier/feed.json signals/water/"
).split()
"""The pages about all stories, the pages about all versions of the story that is edited, and the essay that cites it."""
LATEST = ("stories/barrier/v3/", "stories/barrier/v3.json", "stories/barrier/changes/v3/", "stories/barrier/card.png")


class Edit(NamedTuple):
    """An edit of the publication or its site, and the files that may be rendered after it."""

    act: Callable[[Path], object]
    touches: Sequence[str]


EDITS: list[Edit] = []


def may_touch(*touches: str) -> Callable[[Callable[[Path], object]], None]:
    """Adds an edit to the table, with the addresses of the files that it may touch; `*` stands for anything."""
    return lambda act: EDITS.append(Edit(act, touches))


# --- versions ---


@may_touch(*FRONT, *LATEST, *(f"stories/barrier/{part}" for part in ("v4/", "v4.json", "changes/v4/")))
def a_new_version(root):
    add_version(root, what="The council builds [@harbour-plan; @plan-again].")


@may_touch(*FRONT, *LATEST, *(f"stories/barrier/{part}" for part in ("v1/", "v4/", "v4.json", "changes/v4/")))
def a_correction_of_an_old_version(root):
    add_version(root, corrections=(Correction(1, "The quay floods.", "The quay flooded once."),))


@may_touch("*ferry/*", *FRONT, "follow/*", "signals/water/")
def a_new_title_of_a_related_story(root):
    add_version(root, "ferry", title="The new ferry")


@may_touch(*FRONT, *LATEST, "stories/barrier/changes/*", "stories/old-barrier/", "follow/feeds.opml")
def another_title_of_the_newest_version(root):
    set_version(root, 3, title="The barrier rises")


@may_touch(*FRONT, *LATEST)
def other_words_in_the_newest_version(root):
    set_version(root, 3, what="The council dreams of it [@harbour-plan; @plan-again].")


@may_touch(*FRONT, *LATEST)
def another_answer_to_a_closed_question(root):
    set_version(root, 3, closed_questions=(ClosedQuestion("cost", "answered", "The port."),))


@may_touch("stories/tunnel/*", *FRONT)
def other_words_of_an_open_question(root):
    set_version(root, 3, "tunnel", open_questions=(Question("cost", "Who pays?"), Question("height", "How high is it?")))


@may_touch("stories/barrier/*", *FRONT)
def other_words_in_the_first_version(root):
    set_version(root, 1, what="The council dreams of a barrier [@harbour-plan].")


@may_touch()
def a_comment_in_a_version(root):
    add(root, "stories/barrier/v002.yaml", "# read again\n")


@may_touch("stories/barrier/*", *FRONT)
def the_newest_version_removed(root):
    (root / "stories/barrier/v003.yaml").unlink()


@may_touch("stories/barrier/*", *FRONT)
def a_version_withdrawn(root):
    withdraw_version(root, "barrier", 2)


@may_touch("stories/barrier/*", *FRONT)
def the_newest_version_withdrawn(root):
    withdraw_version(root, "barrier", 3)


@may_touch("stories/tunnel/*", *FRONT)
def another_reason_of_a_withdrawal(root):
    withdraw_version(root, "tunnel", 2, replace(WHY, why="A reader asked for it."))


@may_touch("stories/tunnel/*", *FRONT, "follow/feeds.opml")
def another_title_of_a_story_with_a_withdrawn_version(root):
    set_version(root, 3, "tunnel", title="The new tunnel")


# --- items ---


@may_touch("stories/barrier/sources/", "about/")
def an_item_that_no_version_has_seen(root):
    add_line(root, "barrier", builders.item("tide-table"))


@may_touch("stories/barrier/sources/")
def an_item_set_aside(root):
    add_line(root, "barrier", LedgerEvent("harbour-plan", "spiked", builders.NOW, "Off topic."))


@may_touch("stories/barrier/*", "stories/old-barrier/*", "signals/water/")
def the_title_of_a_source_put_right(root):
    add_line(root, "barrier", LedgerEvent("harbour-plan", "amended", builders.NOW, "A typo.", title="Title of plan-again"))


@may_touch("stories/barrier/sources/", "stories/ferry/*", *FRONT)
def an_item_withdrawn_that_another_story_cites(root):
    withdraw_item(root, "barrier", "ferry-plan")


@may_touch("stories/ferry/*", "signals/water/")
def an_item_withdrawn_that_only_an_essay_cites(root):
    withdraw_item(root, "ferry", "wind")


# --- settings of a story ---


@may_touch()
def a_waiver(root):
    set_story(root, waive=(Waiver("uncited-sentence", "Known.", 1, "why_it_matters"),))


@may_touch()
def words_to_search_for(root):
    set_story(root, queries=("harbour",), guidance="Be brief.", must=("harbour",))


@may_touch("/", "404.html", "search/", "tags/*", "index.json", "stories/barrier/")
def another_status(root):
    set_story(root, status="dormant")


@may_touch("/", "404.html", "search/", "tags/*", "index.json", "stories/barrier/")
def closed(root):
    set_story(root, status="closed", closing=Closing("2026-05-24", "It is built."))


@may_touch(*FRONT, "follow/*", "archive/")
def archived(root):
    set_story(root, status="archived", closing=Closing("2026-05-24"))


@may_touch()
def a_closing_of_a_story_that_is_followed(root):
    set_story(root, closing=Closing("2026-05-24", "It was built."))


@may_touch(*FRONT, "stories/barrier/", "follow/*", "about/")
def a_draft_made_of_a_related_story(root):
    set_story(root, "ferry", draft=True)
    write(root, "content/signals/water.md", ESSAY.replace(", ferry/v3", "").replace(", and it blows [@ferry/wind]", ""))


@may_touch(*FRONT, "stories/barrier/v?/")
def another_tag(root):
    set_story(root, tags=("money",))


@may_touch("stories/barrier/")
def another_related_story(root):
    set_story(root, related=("tunnel",))


@may_touch("stories/older-barrier/*")
def an_earlier_name(root):
    set_story(root, aliases=("old-barrier", "older-barrier"))


# --- stories ---


@may_touch(*FRONT, "stories/bridge/*", "follow/*", "about/")
def a_new_story(root):
    write_story(root, "bridge", "harbour-plan", versions=1)
    add_line(root, "bridge", builders.item())


@may_touch(*FRONT, "follow/*", "about/")
def a_story_removed(root):
    shutil.rmtree(root / "stories/tunnel")


# --- pages, essays, settings, theme ---


@may_touch("about/", "search/words.js")
def other_words_on_a_page(root):
    write(root, "content/pages/about.md", "---\ntitle: About\n---\nWho we were.\n")


@may_touch("*")
def a_new_page(root):
    write(root, "content/pages/imprint.md", "---\ntitle: Imprint\n---\nWho we are.\n")


@may_touch("*")
def a_page_removed(root):
    (root / "content/pages/about.md").unlink()


@may_touch("signals/*", "search/words.js", "sitemap.xml")
def a_new_essay(root):
    write(root, "content/signals/wind.md", "---\ntitle: Wind\ndate: 2026-05-02\nauthor: The desk\n---\nIt blows.\n")


@may_touch()
def a_draft_of_a_page_and_of_an_essay(root):
    write(root, "content/pages/imprint.md", "---\ntitle: Imprint\ndraft: true\n---\nWho we are.\n")
    write(root, "content/signals/wind.md", "---\ntitle: Wind\ndate: 2026-05-02\nauthor: The desk\ndraft: true\n---\nIt blows.\n")


@may_touch("signals/", "signals/water/", "search/words.js")
def other_words_in_an_essay(root):
    write(root, "content/signals/water.md", ESSAY + "It snows.\n")


@may_touch("*")
def the_only_essay_removed(root):
    (root / "content/signals/water.md").unlink()


@may_touch()
def a_setting_that_no_page_shows(root):
    set_config(root, update=Update(max_usd=Decimal(2)))


@may_touch("*")
def another_tagline(root):
    set_config(root, tagline="What the water does")


@may_touch("about/", "follow/feeds.opml")
def a_new_feed(root):
    set_config(root, feeds=(*read_config(root).feeds, Feed("wire", "The Wire", url="https://wire.example/feed")))


@may_touch("*")
def a_style_sheet_of_its_own(root):
    write(root, "theme/static/site.css", "body { color: green }\n")


@may_touch("*")
def a_template_of_its_own(root):
    write(root, "theme/templates/robots.txt", "User-agent: *\n")


# --- the site itself ---


@may_touch("stories/ferry/v2/")
def a_page_edited_by_hand(root):
    page = root / "build/stories/ferry/v2/index.html"
    page.write_bytes(page.read_bytes().swapcase())


@may_touch("stories/ferry/v2/", "voices/")
def pages_deleted(root):
    (root / "build/voices/index.html").unlink()
    shutil.rmtree(root / "build/stories/ferry/v2")


@may_touch()
def all_times_changed(root):
    for path in root.rglob("*.*"):
        os.utime(path, ns=(10**9, 10**9))


# --- the tests ---


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a publication and its site, and a copy of both."""
    folder = tmp_path_factory.mktemp("incremental")
    root = folder / "publication"
    write_publication(root)
    assert build(root, root / "build", jobs=1).written
    shutil.copytree(root, folder / "saved")
    return folder


@pytest.fixture
def publication(made: Path) -> Path:
    """The publication just after a build."""
    shutil.rmtree(made / "publication")
    shutil.copytree(made / "saved", made / "publication")
    return made / "publication"


def is_among(path: str, addresses: Iterable[str]) -> bool:
    return any(fnmatchcase(path, f"{one}index.html".lstrip("/") if one.endswith("/") else one) for one in addresses)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are rendered from now on."""
    found: list[str] = []
    render = files.render

    def noting(outputs: Sequence[Output], *given: Path) -> list[files.Rendered]:
        found.extend(one.path for one in outputs)
        return render(outputs, *given)

    monkeypatch.setattr(files, "render", noting)
    return found


@pytest.mark.no_cover
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.act.__name__)
def test_an_edit_renders_what_it_may_change(publication, tmp_path, rendered, edit):
    """After an edit, all files that differ are rendered, no others than it may touch, and the site is that of a clean build."""
    root, site = publication, publication / "build"
    before = contents(site)
    edit.act(root)
    built = build(root, site, jobs=1)
    done = set(rendered)
    assert build(root, tmp_path / "clean", jobs=1, cached=False).written
    clean = contents(tmp_path / "clean")

    assert built.findings == ()
    assert {path for path, data in clean.items() if before.get(path) != data} <= done
    assert [path for path in done if not is_among(path, edit.touches)] == []
    assert contents(site) == clean
    assert [path for path in site.rglob("*") if path.is_dir() and not list(path.iterdir())] == []


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.act.__name__)
def test_a_second_build_after_an_edit_renders_nothing(publication, rendered, edit):
    """Once an edit was built, there is nothing to do."""
    edit.act(publication)
    build(publication, publication / "build", jobs=1)
    rendered.clear()
    again = build(publication, publication / "build", jobs=1)

    assert rendered == []
    assert again.written
    assert (again.written.rendered, again.written.written, again.written.removed) == (0, 0, 0)
