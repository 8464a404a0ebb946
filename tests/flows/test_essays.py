"""Essays and introductions in builds and checks of a whole publication, with and without what was kept from the last."""

from pathlib import Path

import essays
import pytest
from conftest import MakePublication
from three_stories import add, write

from dateline.core import codec, layout
from dateline.core.model import Finding, LedgerEvent
from dateline.flows.build import build
from dateline.flows.stories.check import check

HEAD = "---\ntitle: Tides\ndate: 2026-05-25\nauthor: The desk\nstories: [quay/v1, ferry]\n---\n"
TIDES = layout.signal_path("tides")
DAY = layout.intro_path("2026-05-27")


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Two stories, an essay about both and an introduction about one of them."""
    files = {
        TIDES: f"{HEAD}The tide rose to 3.4 metres [@quay/tide].\n",
        DAY: "---\nstories: [old-quay/v2]\nmodel: claude-x\n---\nIt rose to 3.4 metres [@old-quay/tide].\n",
    }
    return make_publication(essays.quay(), essays.ferry(), files=files)


def found(root: Path, *slugs: str, cached: bool = True) -> list[Finding]:
    """What a check finds in essays and introductions."""
    return [one for one in check(root, slugs, cached=cached).findings if one.file.startswith("content/")]


def errors(root: Path) -> list[Finding]:
    """The errors of a build, which must be those of a check."""
    built = list(build(root, root / "build", jobs=1).findings)
    again = list(build(root, root / "build", jobs=1).findings)
    assert built == again
    checked = [one for one in found(root) if one.level == "error"]
    assert {(one.file, one.line, one.at, one.message) for one in built} == {
        (one.file, one.line, one.at, one.message) for one in checked
    }
    return built


def test_nothing_is_wrong(root: Path) -> None:
    """Essays and introductions with sources have no finding, and the essay has its page."""
    assert found(root) == errors(root) == []
    assert "The tide at the quay" in (root / "build/signals/tides/index.html").read_text()


def test_a_check_sees_what_changed(root: Path) -> None:
    """A change of an essay, or of a story that it names, is found by a check that keeps the findings of the last."""
    for _ in range(2):
        assert found(root) == []
    write(root, TIDES, f"{HEAD}The tide rose to 9.9 metres [@quay/tide].\n")
    for _ in range(2):
        assert [one.rule for one in found(root)] == ["ungrounded-number"]
    add(
        root,
        "stories/quay/items.jsonl",
        codec.dump_line(LedgerEvent("tide", "quoted", "2026-05-26T08:00:00Z", text="At 9.9 metres.")),
    )
    assert found(root) == found(root, cached=False) == []
    assert found(root, "quay") == []
    write(root, TIDES, f"{HEAD}The tide rose to 9.9 metres [@quay/none].\n")
    assert found(root, "quay") == []
    assert [one.rule for one in found(root)] == ["unknown-source"]
    (root / TIDES).unlink()
    assert found(root) == []


def test_a_ledger_elsewhere_is_looked_into(root: Path) -> None:
    """The item that a version cites may be in another story's ledger; if that changes, the essay is checked again."""
    items = (root / "stories/quay/items.jsonl").read_text()
    write(root, "stories/quay/items.jsonl", items.splitlines(keepends=True)[0])
    add(root, "stories/ferry/items.jsonl", items.splitlines(keepends=True)[1])
    assert found(root) == []
    changed = items.splitlines(keepends=True)[1].replace("3.4", "2.2")
    write(root, "stories/ferry/items.jsonl", changed)

    assert [one.rule for one in found(root)] == ["ungrounded-number"] * 2


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (f"{HEAD}A.\n\nIt rose\n[@quay/none].\n", "quay has no source none", 10),
        (f"{HEAD}It rose [@tide].\n", "[@tide] does not say which story has the key", 7),
        (f"{HEAD}It rose [@nowhere/tide].\n", 'there is no story "nowhere"', 7),
        (f"{HEAD.replace('quay/v1', 'quay/v9')}A.\n", "quay has no version 9", 5),
        (f"{HEAD.replace('quay/v1', 'quai')}A.\n", 'there is no story "quai"', 5),
    ],
)
def test_a_build_fails_where_a_check_does(root: Path, text: str, message: str, line: int) -> None:
    """A story, version or key that does not exist blocks a build, and its place is named."""
    build(root, root / "build", jobs=1)
    write(root, TIDES, text)

    (one,) = errors(root)
    assert (one.file, one.line, one.message) == (TIDES, line, message)


def test_an_unknown_source_cannot_be_waived(root: Path) -> None:
    """The page would show a key in brackets, or lead nowhere."""
    waive = 'waive: [{rule: unknown-source, at: "paragraph[0]", why: The story comes back.}]\n---\n'
    write(root, TIDES, f"{HEAD[:-4]}{waive}It rose [@quay/none].\n")

    assert [one.message for one in errors(root)] == ["quay has no source none"]
    assert "unknown-source cannot be waived" in {one.message for one in found(root)}


def test_an_error_in_a_story_comes_first(root: Path) -> None:
    """While a story has an error, nothing is known about what essays cite of it."""
    write(root, "stories/quay/v002.yaml", "format: 1\n")

    assert {one.story for one in build(root, root / "build", jobs=1).findings} == {"quay"}


def test_a_draft_that_is_cited_blocks(root: Path) -> None:
    """A story that is left out of the site cannot be cited, unless drafts are built."""
    write(root, "stories/quay/story.yaml", "title: The quay\naliases: [old-quay]\ndraft: true\n")

    assert {one.message for one in errors(root)} == {'"quay" is a draft, so it has no pages'}
    assert build(root, root / "build", jobs=1, drafts=True).findings == ()


def test_only_what_an_essay_shows_renders_it_again(root: Path) -> None:
    """A new version of its story renders its page; a new item of the story does not."""
    build(root, root / "build", jobs=1)
    page = root / "build/signals/tides/index.html"
    before = page.stat().st_mtime_ns
    add(root, "stories/quay/items.jsonl", codec.dump_line(essays.item("rain", "Rain", "It rains.")))
    build(root, root / "build", jobs=1)

    assert page.stat().st_mtime_ns == before


def test_present_names_need_no_look_at_the_settings(root: Path) -> None:
    """Where all stories are named by their slugs, essays are checked as they stand."""
    (root / DAY).unlink()

    assert found(root) == errors(root) == []


def test_an_earlier_name_in_a_group_is_followed(root: Path) -> None:
    """An alias in `stories` and in citations stands for the story, also next to others."""
    head = HEAD.replace("quay/v1", "old-quay/v1")
    write(root, TIDES, f"{head}The ferry crosses at noon, and the tide rises [@old-quay/tide; @ferry/crossing].\n")

    assert found(root) == errors(root) == []
    assert "The tide at the quay" in (root / "build/signals/tides/index.html").read_text()
    write(root, TIDES, f"{head}It rose [@old-quay/tide; @tide].\n")
    assert [one.text for one in errors(root)] == ["[@tide]"]


def test_a_day_to_come_is_looked_at_again(root: Path) -> None:
    """An essay of tomorrow is a finding until its day has come, also for a check that keeps what it found."""

    def rules(now: str) -> list[str]:
        return [one.rule for one in check(root, now=now).findings if one.file == TIDES]

    assert rules("2026-05-24T12:00:00Z") == rules("2026-05-24T13:00:00Z") == ["future-version"]
    assert found(root) == []
    assert rules("2026-05-24T14:00:00Z") == ["future-version"]
    assert rules("2026-05-25T12:00:00Z") == []
    write(root, "content/site.yaml", (root / "content/site.yaml").read_text() + "timezone: America/New_York\n")
    assert rules("2026-05-25T03:00:00Z") == ["future-version"]


def test_a_ledger_can_be_cited_before_its_story_has_a_version(root: Path) -> None:
    """The essay names the source and its story, without a link: the story has no page; a version of it is an error."""
    write(root, "stories/tunnel/story.yaml", "title: The tunnel\n")
    add(root, "stories/tunnel/items.jsonl", codec.dump_line(essays.item("dig", "They dig", "They dig.")))
    write(root, TIDES, f"{HEAD.replace('ferry', 'tunnel')}They dig [@tunnel/dig].\n")

    assert found(root) == errors(root) == []
    page = (root / "build/signals/tides/index.html").read_text()
    assert "They dig" in page
    assert "in <bdi>The tunnel, in its ledger</bdi>" in page
    assert "stories/tunnel" not in page
    write(root, TIDES, f"{HEAD.replace('ferry', 'tunnel/v1')}They dig [@tunnel/dig].\n")
    assert [one.message for one in errors(root)] == ["tunnel has no version yet"]


def test_an_introduction_of_an_earlier_day_blocks(root: Path) -> None:
    """A build and a check refuse a version that was filed after the day, in the time zone of the publication."""
    write(root, "content/site.yaml", (root / "content/site.yaml").read_text() + "timezone: Pacific/Kiritimati\n")
    write(root, layout.intro_path("2026-05-01"), "---\nstories: [quay/v1]\nauthor: A\n---\nIt is good to have a quay.\n")

    assert [one.message for one in errors(root)] == ["quay had no version 1 on 2026-05-01: it was filed on 2026-05-02"]
