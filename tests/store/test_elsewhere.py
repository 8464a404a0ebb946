"""A story sees only what it asks for in other stories, and what it asked for is remembered."""

import json
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core import codec
from dateline.core.errors import StoreError
from dateline.core.model import Story, Tombstone, Withdrawn
from dateline.store import files
from dateline.store.elsewhere import Elsewhere, StoryReader

WHY = Withdrawn("2026-05-24", "The court ordered it.", "sha256:" + "0" * 64)


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Two stories; both have the item `quay`, and one has it withdrawn."""
    gone = builders.item("quay", title="", text="", withdrawn=WHY)
    ferry = builders.dossier(builders.version(title="The ferry"), slug="ferry", story=Story("The ferry", aliases=("boat",)))
    return make_publication(
        builders.dossier(items=(builders.item(), builders.item("quay"), builders.item("pier", title="", text="", withdrawn=WHY))),
        builders.dossier(*ferry.versions, slug="ferry", story=ferry.story, items=(gone,)),
    )


@pytest.fixture
def elsewhere(root: Path) -> Elsewhere:
    return Elsewhere(StoryReader(root, ["ferry", "harbour-barrier"]))


def test_an_item_is_found_in_all_ledgers(elsewhere: Elsewhere) -> None:
    """The lines of all ledgers that have an item are found by its key; other keys are not there."""
    assert len(elsewhere["quay"].lines) == 2
    assert "nobody" not in elsewhere
    assert set(elsewhere) == {"harbour-plan", "quay", "pier"}
    assert len(elsewhere) == 3
    assert json.loads(elsewhere.keys_looked_up) == {"quay": ["ferry", "harbour-barrier"], "nobody": []}


def test_an_item_is_withdrawn_if_all_its_lines_are(elsewhere: Elsewhere) -> None:
    """An item that one ledger still has is not withdrawn; nor is one that no ledger has."""
    assert elsewhere.withdrawn("pier") == WHY
    assert elsewhere.withdrawn("quay") is None
    assert elsewhere.withdrawn("nobody") is None


def test_only_ledgers_that_may_hide_something_are_looked_through(root: Path) -> None:
    """If it is known which stories have withdrawn items, no other ledger is read for them."""
    assert Elsewhere(StoryReader(root, ["ferry", "harbour-barrier"], hiding=["ferry"])).withdrawn("pier") is None


@pytest.mark.parametrize("name", ["story.yaml", "v001.yaml", "items.jsonl"])
def test_nothing_outside_of_the_publication_is_read(root: Path, elsewhere: Elsewhere, tmp_path: Path, name: str) -> None:
    """A story of which a file is a link out of the publication is seen as if it had no such file."""
    path = root / "stories/ferry" / name
    path.rename(tmp_path / name)
    path.symlink_to(tmp_path / name)

    assert ("boat" in elsewhere.names) == (name != "story.yaml")
    assert ("ferry" in elsewhere.titles(["ferry"])) == (name != "v001.yaml")
    assert len(elsewhere["quay"].lines) == (1 if name == "items.jsonl" else 2)
    with pytest.raises(StoreError, match="leads out of the publication"):
        files.read(root, f"stories/ferry/{name}")


def test_stories_are_known_by_their_slugs_and_earlier_slugs(elsewhere: Elsewhere) -> None:
    """A slug and an alias name a story, and nothing else does; each slug that was asked for is remembered."""
    assert "ferry" in elsewhere.names
    assert "boat" in elsewhere.names
    assert "train" not in elsewhere.names
    assert set(elsewhere.names) == {"ferry", "harbour-barrier", "boat"}
    assert len(elsewhere.names) == 3
    assert json.loads(elsewhere.needs) == [{}, ["ferry", ""]]


def test_titles_are_those_of_the_newest_versions(elsewhere: Elsewhere, root: Path) -> None:
    """A story has the title of its newest version; one without a version, or that does not exist, has none."""
    (root / "stories/ferry/v001.yaml").unlink()

    assert elsewhere.titles(["harbour-barrier", "ferry", "train"]) == {"harbour-barrier": "The harbour barrier"}
    assert elsewhere.needs


def test_nothing_was_looked_up_at_first(elsewhere: Elsewhere) -> None:
    """A story that refers to no other depends on no other."""
    assert (elsewhere.needs, elsewhere.keys_looked_up) == ("", b"")


def test_keys_are_found_however_the_ledger_is_spelt(root: Path) -> None:
    """An unusual ledger is read line by line; a story may have none, and settings that cannot be read name no alias."""
    (root / "stories/ferry/items.jsonl").write_text('{"\\u006bey": "odd", "title": "Odd", "feed": "Wire"}\n', encoding="utf-8")
    (root / "stories/harbour-barrier/items.jsonl").unlink()
    (root / "stories/ferry/story.yaml").unlink()
    reader = StoryReader(root, ["ferry", "harbour-barrier"])

    assert reader.holders == {"odd": ("ferry",)}
    assert reader.names == {"ferry", "harbour-barrier"}


def test_a_withdrawn_version_gives_no_title(root: Path, elsewhere: Elsewhere) -> None:
    """If the newest version was withdrawn, the title is that of the one before it."""
    stone = codec.dump(Tombstone(1, 2, WHY))
    (root / "stories/ferry/v002.yaml").write_text(stone, encoding="utf-8")

    assert elsewhere.titles(["ferry"]) == {"ferry": "The ferry"}


def test_a_draft_has_a_title_only_where_drafts_have_pages(root: Path) -> None:
    """No page can link to a draft that is left out; it is a known name all the same."""
    (root / "stories/ferry/story.yaml").write_text("title: The ferry\ndraft: true\n", encoding="utf-8")
    left_out, shown = (StoryReader(root, ["ferry"], drafts=drafts) for drafts in (False, True))

    assert [one.title("ferry") for one in (left_out, shown)] == ["", "The ferry"]
    assert "ferry" in Elsewhere(left_out).names
