"""From a feed to a tombstone: the words are nowhere in the site, and only that change passes."""

import re
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update
from dateline.flows.withdraw import withdraw
from dateline.store.git import git
from dateline.store.story import read_story

SLUG = "tidal-barrier"
FOLDER = f"stories/{SLUG}"
FIRST, SECOND = "2026-04-01T06:00:00Z", "2026-04-03T06:00:00Z"
AT, WHY = "2026-04-02T08:00:00Z", "By order of the court of Exampleton."
CANARY = re.compile(rb"zephyrine|canarybird", re.IGNORECASE)


def letter(number: int, subject: str, text: str) -> str:
    return (
        f"From: Quay Letter <notes@quay.example>\nSubject: {subject}\nMessage-ID: <{number}@quay.example>\n"
        f"Date: Mon, 30 Mar 2026 0{number}:00:00 +0000\n\n{text}\n"
    )


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")


def holding(folder: Path) -> list[str]:
    """The files that contain the words, whatever their names."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and CANARY.search(path.read_bytes())
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("[!.]*") if path.is_file()}


def told(root: Path, base: str) -> list[tuple[str, str]]:
    return [(one.level, one.message) for one in check(root, base=base, cached=False).findings if one.rule == "version-edited"]


def blocks(root: Path, base: str) -> bool:
    return check(root, base=base, cached=False).blocks(strict=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example with a second version, which quotes a letter that nothing else repeats; everything is on main, and built."""
    root = tmp_path / "publication"
    start(root, example=True)
    git(root, "init", "-q", "-b", "main")
    subject = "Zephyrine of the Saltmere tidal barrier"
    text = "The Canarybird at the Saltmere tidal barrier closes 9 times a year, the harbour office says."
    (root / "content/inbox/1.eml").write_text(letter(1, subject, text))
    update(run_for(root, "extractive", now=FIRST))
    commit(root)
    build(root, root / "build")
    assert holding(root / "build")
    (root / "content/inbox/1.eml").unlink()
    return root


def key_of(root: Path) -> str:
    return next(item.key for item in read_story(root, SLUG).items if "Zephyrine" in item.title)


def test_from_a_feed_to_a_tombstone_and_on(root: Path) -> None:
    """The words leave the ledger, the versions and the whole site; `check --base` lists each step; the next version follows."""
    key = key_of(root)
    ids = re.findall(rb"<id>.*?</id>", (root / "build/atom.xml").read_bytes())

    withdraw(root, SLUG, key, WHY, now=AT)
    assert told(root, "main") == [("note", f"the item {key} was taken down on 2026-04-02: {WHY}")]
    assert not blocks(root, "main")
    withdraw(root, SLUG, "2", WHY, now=AT)
    assert {level for level, _ in told(root, "main")} == {"note"}
    assert len(told(root, "main")) == 2
    assert not blocks(root, "main")
    ledger = (root / FOLDER / "items.jsonl").read_text()
    assert not CANARY.search(ledger.replace(key, "").encode())
    assert holding(root / ".dateline") == []
    assert build(root, root / "build").written
    assert holding(root / "build") == []
    assert re.findall(rb"<id>.*?</id>", (root / "build/atom.xml").read_bytes()) == ids
    commit(root)

    git(root, "switch", "-q", "-c", "desk")
    (root / "content/inbox/2.eml").write_text(
        letter(2, "Saltmere tidal barrier, a letter", "The tidal barrier is 3 metres high.")
    )
    (outcome,) = update(run_for(root, "extractive", now=SECOND)).outcomes
    assert (outcome.state, outcome.version.version if outcome.version else 0) == ("filed", 3)
    assert told(root, "main") == []
    assert not blocks(root, "main")
    assert build(root, root / "build").written
    assert holding(root / "build") == []
    assert holding(root / ".dateline") == []
    build(root, root / "again")
    assert files(root / "build") == files(root / "again")


def test_a_version_that_cites_a_withdrawn_item_goes_on(root: Path) -> None:
    """Its file stays, and is checked and built; its page shows only the day and the reason for the source."""
    withdraw(root, SLUG, key_of(root), WHY, now=AT)

    assert build(root, root / "build").written
    page = (root / f"build/{FOLDER}/v2/index.html").read_text()
    assert f"Withdrawn on 2026-04-02: {WHY}" in page
    assert "Zephyrine" not in page


def test_a_minor_version_stays_when_the_one_before_it_is_withdrawn(make_publication: MakePublication) -> None:
    """It was right when it was filed, and the withdrawal must not keep the words on the site."""
    versions = builders.version(1, what="Zephyrine closes."), builders.version(2, what="Zephyrine, it closes.", kind="minor")
    root = make_publication(builders.dossier(*versions))
    withdraw(root, "harbour-barrier", "1", WHY, now=AT)

    assert [one for one in check(root, cached=False).findings if one.rule == "not-minor"] == []
    assert build(root, root / "build").written


def test_nothing_can_be_taken_down_by_hand_but_that(root: Path) -> None:
    """A tombstone with a wrong hash, and an edit next to a tombstone, block the merge."""
    withdraw(root, SLUG, "2", WHY, now=AT)
    file = root / FOLDER / "v002.yaml"
    good = file.read_text()
    file.write_text(re.sub("sha256:[0-9a-f]{64}", f"sha256:{0:064}", good))
    assert told(root, "main") == [("error", "the published version 2 was changed, from line 4 on")]

    file.write_text(good)
    (root / FOLDER / "v001.yaml").write_text((root / FOLDER / "v001.yaml").read_text().replace("Saltmere", "Freshmere"))
    assert sorted(level for level, _ in told(root, "main")) == ["error", "note"]
