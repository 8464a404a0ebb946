"""Items on a terminal."""

from io import StringIO
from pathlib import Path

import builders
import pytest
from conftest import MakePublication
from rich.console import Console

from dateline.core.model import Story, Withdrawn, WrittenBy
from dateline.flows.items import Chosen, list_items
from dateline.report import items_terminal
from dateline.report.rows import show
from dateline.store.git import git

LATER = "2026-05-25T11:30:00Z"


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    late = {"collected": LATER, "evidence": "headline"}
    stone = Withdrawn("2026-05-24", "A court order.", f"sha256:{0:064}")
    items = (
        builders.item(),
        builders.item("seen-not-cited"),
        builders.item("gate", title="The gate of the harbour barrier opens for the first time since it was built", **late),
        *(builders.item(f"copy-{n}", feed=f"Wire {n}", copy_of="gate", published=f"2026-05-0{n}", **late) for n in (1, 2)),
        builders.item(
            "old-copy", published="2026-05", copy_of="harbour-plan", feed="reactive:x", url="https://www.quay.example/a"
        ),
        builders.item("satire", spiked="Satire, as the \x1b[2Jpage itself says.", feed="reactive:x"),
        builders.item("gone", title="", text="", withdrawn=stone),
    )
    versions = (builders.version(items=2),)
    stories = [builders.dossier(*versions, items=items), builders.dossier(slug="quay-walls", items=(), story=Story("W"))]
    first = builders.dossier(slug="ferry", versions=(), items=(builders.item("boat", **late),))
    return make_publication(*stories, first)


def seen(root: Path, chosen: Chosen, slug: str | None = None, *, width: int = 80, place: str = "") -> list[str]:
    """What a terminal shows."""
    console = Console(file=StringIO(), width=width, color_system=None)
    show(console, items_terminal.lines(list_items(root, slug, chosen).stories, chosen, width, place))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined, no-any-return]


def test_what_waits(root: Path) -> None:
    """Stories with items, each item with its day, title and grade, outlet and key, and its copies; the next command last."""
    assert seen(root, "waiting", place="-C x ") == [
        "Waiting for the next version                           5 items in 2 of 3 stories",
        "",
        "ferry 1                                                           no version yet",
        "no date     Title of boat                                          headline only",
        "            Harbour Wire · boat",
        "",
        "harbour-barrier 4                                          version 1, 1 May 2026",
        "no date     The gate of the harbour barrier opens for the first    headline only",
        "            time since it was built",
        "            Harbour Wire · gate",
        "            2 copies: Wire 2 and Wire 1",
        "2026-05     Title of old-copy                                            excerpt",
        "            quay.example · old-copy",
        "            a copy of harbour-plan",
        "",
        "Next: dateline -C x update ferry",
    ]


def test_what_was_set_aside(root: Path) -> None:
    """The reason is shown without what would steer the terminal, and the next command restores the first."""
    assert seen(root, "spiked")[2:] == [
        "harbour-barrier 1                                          version 1, 1 May 2026",
        "no date     Title of satire                                              excerpt",
        "            outlet not known · satire",
        "            Satire, as the [2Jpage itself says.",
        "",
        "Next: dateline items restore satire",
    ]


def test_everything(root: Path) -> None:
    """Each item says where it stands."""
    text = "\n".join(seen(root, "all", "harbour-barrier"))

    for told in ("version 1 cites it", "read, but not cited", "waits for the next version", "set aside", "A court order."):
        assert told in text
    assert "withdrawn" in text
    assert "8 items in 1 of 1 story" in text


def test_nothing(root: Path) -> None:
    """An empty list says so, and what to do."""
    assert seen(root, "waiting", "quay-walls") == [
        "Waiting for the next version                                       nothing waits",
        "",
        "Next: dateline collect",
    ]
    assert "nothing was set aside" in seen(root, "spiked", "quay-walls")[0]
    assert seen(root, "all", "quay-walls")[-1] == "Next: dateline collect"


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("chosen", ["waiting", "spiked", "all"])
def test_no_line_is_too_wide(root: Path, width: int, chosen: Chosen) -> None:
    """Whatever the width, only a command may be wider: it is not wrapped, so that it can be copied."""
    lines = seen(root, chosen, width=width)

    assert max(len(line) for line in lines if "dateline" not in line) <= width


def test_what_is_written_by_hand_is_edited(make_publication: MakePublication) -> None:
    """`update` leaves a story alone whose newest version an editor is writing; once that is published, it does not."""
    late = builders.item("late", collected=LATER)
    root = make_publication(builders.dossier(builders.version(written_by=WrittenBy("desk")), items=(builders.item(), late)))
    git(root, "init", "-q", "-b", "main")
    states = []
    for names in ("content", "."):
        git(root, "add", names)
        git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")
        states.append(seen(root, "waiting")[-1])

    assert states == ["Next: dateline edit harbour-barrier", "Next: dateline update harbour-barrier"]


def test_the_next_command_does_something(make_publication: MakePublication) -> None:
    """`update` does not use a story that is not active; a version can still be written by hand."""
    late = builders.item("late", collected=LATER)
    dormant = builders.dossier(slug="ferry", story=Story("F", status="dormant"), items=(builders.item(), late))
    root = make_publication(builders.dossier(), dormant)

    assert seen(root, "waiting")[-1] == "Next: dateline collect"
    assert seen(root, "waiting", "ferry")[-1] == "Next: dateline edit ferry"
