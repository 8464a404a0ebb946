"""Taking down: what is removed, what still contains the words, and what is refused."""

import shutil
from pathlib import Path

import builders
import pytest
from click.testing import CliRunner
from conftest import MakePublication

from dateline.cli.main import dateline
from dateline.core.errors import StoreError, UsageError
from dateline.core.layout import ANSWERS, BUILDS
from dateline.core.model import Correction, LedgerEvent
from dateline.flows.build import build
from dateline.flows.draft import assignment_for
from dateline.flows.fmt import fmt
from dateline.flows.stories.check import check
from dateline.flows.versions import blame, difference
from dateline.flows.withdraw import withdraw
from dateline.store.append import append_lines
from dateline.store.cache import Cache
from dateline.store.git import git
from dateline.store.story import read_story

SLUG, KEY = "harbour-barrier", "harbour-plan"
FOLDER = f"stories/{SLUG}"
NOW, WHY = "2026-06-01T08:00:00Z", "By order of a court."


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Three versions, of which the last corrects the second; a copy of the item; and another story that also has it."""
    later = builders.version(3, corrections=(Correction(2, "The quay floods.", "It flooded once."),))
    items = (builders.item(), builders.item("copied", copy_of=KEY), builders.item("other"))
    barrier = builders.dossier(builders.version(), builders.version(2, what="Only here [@harbour-plan]."), later, items=items)
    ferry = builders.dossier(slug="ferry")
    files = {
        "content/signals/water.md": (
            "---\ntitle: Water\ndate: 2026-05-03\nauthor: A\nstories: [ferry]\n---\nDear [@ferry/harbour-plan].\n"
        )
    }
    return make_publication(barrier, ferry, files=files)


def test_a_version(root):
    """The withdrawn version is listed with its hash, and so is each version that shares sentences or repeats its words."""
    done = withdraw(root, SLUG, "2", WHY, now=NOW)

    (gone,) = done.gone
    assert gone.startswith(f"{FOLDER}/v002.yaml: version 2 is withdrawn; its hash was sha256:")
    told = "\n".join(done.still)
    assert f"{FOLDER}/v001.yaml: has 7 of the 8 sentences" in told
    assert f"{FOLDER}/v003.yaml: repeats words of it under corrections" in told
    assert f"{FOLDER}/items.jsonl: the items" in told
    assert [one.version for one in read_story(root, SLUG).versions] == [1, 3]


@pytest.mark.parametrize(("what", "words"), [("2", "Only here"), (KEY, KEY)])
def test_nothing_that_a_build_or_a_check_kept_has_the_words(root, what, words):
    """What earlier builds and checks worked out is deleted, and the next build knows the withdrawal."""
    build(root, root / "build", jobs=1)
    check(root)
    assert words in kept(root)
    withdraw(root, SLUG, what, WHY, now=NOW)

    assert not (root / BUILDS).exists()
    assert words not in kept(root)
    assert build(root, root / "build", jobs=1).written


def kept(root: Path) -> str:
    """All that is in files of the cache."""
    return "".join(path.read_bytes().decode(errors="replace") for path in (root / ".dateline").rglob("*") if path.is_file())


def test_a_whole_story(root):
    """Without a number, every version is withdrawn; a second run continues where the first one stopped."""
    withdraw(root, SLUG, "2", WHY, now=NOW)

    done = withdraw(root, SLUG, None, WHY, now=NOW)

    assert [line.partition(":")[0] for line in done.gone] == [f"{FOLDER}/v001.yaml", f"{FOLDER}/v003.yaml"]
    assert (read_story(root, SLUG).latest, read_story(root, SLUG).numbers) == (None, (1, 2, 3))
    assert read_story(root, SLUG).items[0].title == "Title of harbour-plan"


def test_an_item(root):
    """The withdrawn item is listed, and every place that still has the words: other ledgers, versions, copies, editors' files."""
    done = withdraw(root, SLUG, KEY, WHY, now=NOW)

    assert done.gone == (f"{FOLDER}/items.jsonl: the words of {KEY} are withdrawn, in 1 line; the key and the address stay",)
    told = "\n".join(done.still)
    for line in (
        f"stories/ferry/items.jsonl: also has the item; to withdraw it there: dateline withdraw ferry {KEY}",
        f"{FOLDER}/v003.yaml: cites it",
        "stories/ferry/v001.yaml: cites it",
        f"{FOLDER}/items.jsonl: copied has the same words",
        "content/signals/water.md: contains its title or cites it",
    ):
        assert line in told
    assert "git history" not in told
    assert f"{KEY} has the same words" in "\n".join(withdraw(root, SLUG, "copied", WHY, now=NOW).still)


def test_an_item_that_nothing_else_has(root):
    """If nothing contains the words any more, nothing is listed."""
    shutil.rmtree(root / "stories/ferry")

    assert withdraw(root, SLUG, "other", WHY, now=NOW).still == ()


def test_the_untracked_cache_forgets_it(root):
    """Its pages are deleted, by the hashes of item, page and passage, and all feeds' answers; other pages stay."""
    cache = Cache(root)
    append_lines(root, SLUG, [LedgerEvent(KEY, "quoted", NOW, text="the words", page="sha256:passage")])
    append_lines(root, SLUG, [builders.item(text="Other.", hash="sha256:early", page="sha256:page", evidence="full-text")])
    for key in ("sha256:passage", "sha256:early", "sha256:page", "sha256:other"):
        cache.put("page", key, "the words")
    (root / ANSWERS).write_text("the words")
    (root / f"{ANSWERS}-wal").write_text("the words")

    withdraw(root, SLUG, KEY, WHY, now=NOW)

    assert [cache.get("page", f"sha256:{name}") for name in ("passage", "early", "page", "other")] == [
        None,
        None,
        None,
        "the words",
    ]
    assert not list((root / ANSWERS).parent.glob("answers*"))


def test_a_cache_that_cannot_be_cleared_is_told(root):
    """Nothing is half withdrawn: the error says what to do first."""
    (root / ANSWERS).mkdir(parents=True)

    with pytest.raises(StoreError, match="cannot be deleted") as error:
        withdraw(root, SLUG, KEY, WHY, now=NOW)
    assert "Delete the folder" in error.value.hint
    assert not read_story(root, SLUG).items[0].withdrawn


def test_git_history_is_told(root):
    """Every state that was ever committed still contains the words."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")

    told = "\n".join((*withdraw(root, SLUG, "2", WHY, now=NOW).still, *withdraw(root, SLUG, KEY, WHY, now=NOW).still))

    assert f"git history: 1 commit, the newest {git(root, 'rev-parse', '--short', 'HEAD').strip()}" in told
    assert f"still contains the words of {FOLDER}/v002.yaml" in told
    assert f"still contains the words of {FOLDER}/items.jsonl" in told


@pytest.mark.parametrize(
    ("what", "why", "says", "hint"),
    [
        ("9", WHY, 'there is no version and no item "9"', "Give the number of a version"),
        ("harbour-plam", WHY, "no item", 'Did you mean "harbour-plan"?'),
        ("1", " \u202e ", "no reason is given", "Readers see it"),
    ],
)
def test_what_is_refused(root, what, why, says, hint):
    """An unknown number or key, or an empty reason, changes nothing."""
    with pytest.raises(UsageError, match=says) as error:
        withdraw(root, SLUG, what, why, now=NOW)
    assert hint in error.value.hint
    assert len(read_story(root, SLUG).versions) == 3


def test_twice_is_refused(root):
    """What was already withdrawn is reported with its day, and stays as it is."""
    for what, says in (("2", "version 2 was already withdrawn on 2026-06-01"), (KEY, f"{KEY} was already withdrawn")):
        withdraw(root, SLUG, what, WHY, now=NOW)
        before = {path: path.read_bytes() for path in (root / FOLDER).iterdir()}
        with pytest.raises(UsageError, match=says):
            withdraw(root, SLUG, what, "Another reason.", now="2026-07-01T08:00:00Z")
        assert {path: path.read_bytes() for path in (root / FOLDER).iterdir()} == before
    withdraw(root, SLUG, None, WHY, now=NOW)
    with pytest.raises(UsageError, match="every version was already withdrawn"):
        withdraw(root, SLUG, None, WHY, now=NOW)


def test_a_story_without_a_version(root):
    """There is nothing to withdraw."""
    for path in (root / "stories/ferry").glob("v*"):
        path.unlink()

    with pytest.raises(UsageError, match="there is no version"):
        withdraw(root, "ferry", None, WHY, now=NOW)


def test_a_version_that_cannot_be_read(root):
    """A version that cannot be read is withdrawn by its number, with or without a ledger."""
    (root / FOLDER / "v002.yaml").write_text("version: [")
    (root / FOLDER / "items.jsonl").unlink()

    assert len(withdraw(root, SLUG, "2", WHY, now=NOW).gone) == 1


def run(root, *options, answer=""):
    words = ["-C", str(root), "withdraw", SLUG, *options, "--why", WHY]
    said = CliRunner().invoke(dateline, words, input=answer)
    assert said.exit_code == 0
    return said.output.splitlines()


def test_the_command(root):
    """It prints what goes and what remains, then what was done, and what to do next."""
    goes, *still, gone, last = run(root, "2")

    assert goes == f"goes: {FOLDER}/v002.yaml: the text of version 2, and its redlines"
    assert still
    assert all(line.startswith("still there: ") for line in still)
    assert "version 2 is withdrawn" in gone
    assert last.startswith("next: commit this, then run dateline -C ")


@pytest.mark.parametrize("what", ["2", KEY])
def test_it_can_be_looked_at_first(root, what):
    """With --dry-run it says what it would do, and changes nothing."""
    before = read_story(root, SLUG)

    told = run(root, what, "--dry-run")

    assert told[0].startswith("goes: ")
    assert what in told[0]
    assert not [line for line in told if "withdrawn" in line or line.startswith("next:")]
    assert read_story(root, SLUG) == before


@pytest.mark.parametrize(("answer", "options", "count"), [("n\n", (), 3), ("y\n", (), 2), ("", ("--yes",), 2)])
def test_a_person_is_asked(root, monkeypatch, answer, options, count):
    """On a terminal nothing is taken down before the user agrees, unless the command says so."""
    monkeypatch.setattr("dateline.cli.desk.is_person", lambda: True)

    told = run(root, "2", *options, answer=answer)

    assert len(read_story(root, SLUG).versions) == count
    assert (told[-1] == "nothing was changed") == (count == 3)


def test_diff_and_blame_say_why(root):
    """A withdrawn version is compared with nothing, and the next one with the newest that was not withdrawn."""
    withdraw(root, SLUG, "2", WHY, now=NOW)

    found = difference(root, SLUG)
    assert (found.from_version, found.to_version) == (1, 3)
    assert {row.since for row in blame(root, SLUG)} <= {1, 3}
    for ask in (lambda: difference(root, SLUG, 2, 3), lambda: blame(root, SLUG, 2)):
        with pytest.raises(UsageError, match=f"version 2 was withdrawn on 2026-06-01: {WHY}"):
            ask()


def test_a_tombstone_is_in_canonical_form(root):
    """`dateline fmt` recognises a tombstone, and does not change it."""
    withdraw(root, SLUG, "3", WHY, now=NOW)
    before = (root / FOLDER / "v003.yaml").read_bytes()

    assert not any(one.differs or one.problems for one in fmt(root, [root / FOLDER / "v003.yaml"]))
    assert (root / FOLDER / "v003.yaml").read_bytes() == before


def test_the_next_draft_goes_on_from_what_stands(root):
    """It has a new number, it follows the newest remaining version, and no writer gets quotes of a withdrawn item."""
    withdraw(root, SLUG, "3", WHY, now=NOW)
    withdraw(root, SLUG, KEY, WHY, now=NOW)

    asked = assignment_for(root, read_story(root, SLUG), NOW, 60)

    last = asked.dossier.versions[-1]
    assert (asked.number, last.version, last.sources[0].title) == (4, 2, "Withdrawn")
    assert asked.published == NOW
    withdraw(root, SLUG, None, WHY, now=NOW)
    assert assignment_for(root, read_story(root, SLUG), NOW, 60).number == 4


def test_what_is_not_published_is_not_withdrawn(root):
    """A version that the base lacks leaves no tombstone: the editor deletes its file."""
    path = root / FOLDER / "v003.yaml"
    text = path.read_text()
    path.unlink()
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "Publish")
    path.write_text(text)

    for what in ("3", None):
        with pytest.raises(UsageError, match="is not published yet"):
            withdraw(root, SLUG, what, WHY, now=NOW)

    assert path.read_text() == text
    assert withdraw(root, SLUG, "2", WHY, now=NOW).gone


def test_the_state_branch_is_named(root):
    """If the remote has a state branch, its lines may contain the words, too."""
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", "elsewhere")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "--allow-empty", "-m", "State")
    git(root, "update-ref", "refs/remotes/origin/dateline-state", "HEAD")

    told = withdraw(root, SLUG, KEY, WHY, now=NOW).still

    assert any(line.startswith("the branch dateline-state of origin may contain the words; delete it") for line in told)
