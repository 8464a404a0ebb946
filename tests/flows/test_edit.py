"""Versions by hand: which one is opened, how the next one begins, and what is done once an editor has changed it."""

from functools import partial
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import StoreError, UsageError
from dateline.core.model import ClosedQuestion, Correction, DepartedVoice, LedgerEvent, Review, Version, WrittenBy
from dateline.flows.approve import approve
from dateline.flows.edit import Opened, finish_version, open_version
from dateline.flows.stories.check import check
from dateline.flows.withdraw import withdraw
from dateline.store.append import append_lines
from dateline.store.git import git
from dateline.store.lock import locked
from dateline.store.story import read_story

SLUG = "harbour-barrier"
FOLDER = f"stories/{SLUG}"
NOW = "2026-06-01T08:00:00Z"
ITEMS = tuple(
    builders.item(key, collected=f"2026-05-{day:02d}T10:00:00Z") for day, key in enumerate(("harbour-plan", "tide", "cost"), 1)
)


def commit(root: Path, *names: str) -> None:
    git(root, "add", *(names or (".",)))
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """Two versions that are committed; two items wait."""
    second = builders.version(
        2,
        changes="The cost is known.",
        closed_questions=(ClosedQuestion("height", "answered"),),
        departed_voices=(DepartedVoice("mayor", "Silent."),),
        corrections=(Correction(1, "The quay floods.", "It flooded once."),),
        written_by=WrittenBy("claude", "a-model"),
        review=Review("Ada Byron", "2026-05-02", "approved"),
    )
    made = make_publication(builders.dossier(builders.version(), second, items=ITEMS))
    git(made, "init", "-q", "-b", "main")
    commit(made)
    return made


def newest(root: Path) -> Version:
    return read_story(root, SLUG).versions[-1]


def changed(root: Path, opened: Opened, old: str, new: str) -> None:
    path = root / opened.file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_next_version_is_a_copy_of_the_last(root: Path) -> None:
    """It has a new number, the desk as its writer, an empty `changes` to fill in, and nothing that was about the last step."""
    opened = open_version(root, SLUG, now=NOW)

    version = newest(root)
    assert opened == Opened(f"{FOLDER}/v003.yaml", 3, 2, is_new=True)
    assert (version.version, version.published, version.written_by) == (3, NOW, WrittenBy("desk"))
    assert version.what == "The council plans a barrier [@harbour-plan]."
    assert (version.changes, version.closed_questions, version.departed_voices, version.corrections) == ("", (), (), ())
    assert version.review is None
    assert "items: 1\nchanges: |\nwhat: |\n" in (root / opened.file).read_text(encoding="utf-8")


def test_a_version_that_the_base_lacks_is_opened_again(root: Path) -> None:
    """No second version is started as long as the newest one is not committed, or not in the remote's default branch."""
    open_version(root, SLUG, now=NOW)
    again = open_version(root, SLUG, now=NOW)
    commit(root)

    assert again == Opened(f"{FOLDER}/v003.yaml", 3, 2, is_new=False)
    assert open_version(root, SLUG, now=NOW).number == 4


def test_the_base_is_the_remotes_default_branch(root: Path, tmp_path: Path) -> None:
    """In a clone, a version that was committed but not pushed is still opened; one that was pushed is not."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote")
    git(root, "remote", "add", "origin", str(tmp_path / "remote"))
    git(root, "push", "-q", "origin", "main")
    open_version(root, SLUG, now=NOW)
    commit(root)

    kept = open_version(root, SLUG, now=NOW)
    git(root, "push", "-q", "origin", "main")

    assert (kept.number, kept.is_new) == (3, False)
    assert open_version(root, SLUG, now=NOW).number == 4


def test_a_clone_that_is_behind_is_told_to_merge(root: Path, tmp_path: Path) -> None:
    """If the base has a newer version than the working tree, the same number would be taken twice."""
    git(tmp_path, "clone", "-q", str(root), "clone")
    open_version(root, SLUG, now=NOW)
    commit(root)
    git(tmp_path / "clone", "fetch", "-q")

    with pytest.raises(UsageError, match="origin/main already has this version") as caught:
        open_version(tmp_path / "clone", SLUG, now=NOW)

    assert caught.value.hint == "Merge it first: `git merge origin/main`."


def test_another_version_with_the_same_number_is_settled_first(root: Path, tmp_path: Path) -> None:
    """If the base has another version under a number of the working tree, neither is gone on with: one gets a new number."""
    git(tmp_path, "clone", "-q", str(root), "clone")
    for place, words in ((root, "What they wrote."), (tmp_path / "clone", "What I wrote.")):
        changed(place, open_version(place, SLUG, now=NOW), "The quay floods.", words)
    commit(root)
    git(tmp_path / "clone", "fetch", "-q")

    for work in (open_version, partial(approve, number=None, by="Ada Byron", is_edited=False)):
        with pytest.raises(UsageError, match="origin/main has another version 3") as caught:
            work(tmp_path / "clone", SLUG, now=NOW)
        assert caught.value.hint == f"Give yours the next number: `dateline renumber {SLUG}`."


def test_a_published_version_that_was_deleted_is_restored(root: Path) -> None:
    """If the branch already has the base, merging would do nothing: the file was deleted here."""
    (root / FOLDER / "v002.yaml").unlink()

    with pytest.raises(UsageError, match="is in HEAD, and was deleted here") as caught:
        open_version(root, SLUG, now=NOW)

    assert caught.value.hint == f"Restore it with `git checkout HEAD -- {FOLDER}/v002.yaml`, or commit that you deleted it."


def test_sources_are_taken_from_the_ledger(root: Path) -> None:
    """A source of the last version that was amended since has the right title in the next one."""
    append_lines(root, SLUG, [LedgerEvent("harbour-plan", "amended", NOW, "A slip.", title="The right title")])

    open_version(root, SLUG, now=NOW)

    assert newest(root).sources[0].title == "The right title"


def test_a_withdrawn_version_is_not_opened(root: Path) -> None:
    """The next version after a tombstone is a copy of the newest one with words, under the next number."""
    withdraw(root, SLUG, "2", "By order of a court.", now=NOW)

    assert open_version(root, SLUG, now=NOW) == Opened(f"{FOLDER}/v003.yaml", 3, 1, is_new=True)


def test_a_first_version_asks_for_its_sections(make_publication: MakePublication) -> None:
    """A story without versions gets a first one, with the keys to fill in; it may stay empty until it is filled."""
    root = make_publication(files={f"{FOLDER}/story.yaml": "title: The harbour barrier\n"})

    opened = open_version(root, SLUG, now=NOW)

    assert opened == Opened(f"{FOLDER}/v001.yaml", 1, 0, is_new=True)
    text = (root / opened.file).read_text(encoding="utf-8")
    assert "items: 0\nwhat: |\nwhy_it_matters: |\nnarrative:\n- |\nwritten_by: {writer: desk" in text
    edited = finish_version(root, SLUG, opened)
    assert edited.comparison is None
    assert not edited.asks_for_changes


def test_a_story_without_its_file_is_not_edited(root: Path) -> None:
    """Its settings are missing, so the error says how to make them."""
    (root / FOLDER / "story.yaml").unlink()

    with pytest.raises(UsageError, match="is missing"):
        open_version(root, SLUG, now=NOW)


def test_a_version_that_cannot_be_read_is_opened_but_not_copied(root: Path) -> None:
    """An editor can mend a broken version that is not published; one that is published cannot be the beginning of the next."""
    opened = open_version(root, SLUG, now=NOW)
    (root / opened.file).write_text("what: [", encoding="utf-8")

    assert not open_version(root, SLUG, now=NOW).is_new
    (problem,) = finish_version(root, SLUG, opened).problems
    assert problem.rule == "bad-yaml"
    commit(root)
    with pytest.raises(UsageError, match="version 3 cannot be read"):
        open_version(root, SLUG, now=NOW)


# --- corrections -------------------------------------------------------------------------------------------------------------


def test_a_correction_begins_with_the_version_that_was_wrong(root: Path) -> None:
    """The next version is a correction with an entry to fill in; until it is filled, check has errors."""
    opened = open_version(root, SLUG, correction=Correction(1, "", ""), now=NOW)

    version = newest(root)
    assert (version.kind, version.corrections) == ("correction", (Correction(1, "", ""),))
    edited = finish_version(root, SLUG, opened)
    assert edited.is_blocked
    assert [one.rule for one in edited.findings if one.level == "error"] == ["correction-unfounded"]


def test_a_minor_version_is_a_copy_that_says_so(root: Path) -> None:
    """A minor version starts like any other; one that is begun and is none is not made one without a word."""
    opened = open_version(root, SLUG, is_minor=True, now=NOW)

    assert (opened.is_new, newest(root).kind, newest(root).corrections) == (True, "minor", ())
    assert not open_version(root, SLUG, is_minor=True, now=NOW).is_new
    changed(root, opened, "kind: minor", "kind: update")
    with pytest.raises(UsageError, match="says `kind: update`"):
        open_version(root, SLUG, is_minor=True, now=NOW)


def test_a_story_begins_with_news(make_publication: MakePublication) -> None:
    """Without a version there is no wording to change."""
    empty = make_publication(builders.dossier(versions=()))

    with pytest.raises(UsageError, match="no version yet"):
        open_version(empty, SLUG, is_minor=True, now=NOW)


def test_an_open_version_gets_the_entry(root: Path) -> None:
    """If a version is open already, it gets the entry, once; a comment in it is never lost."""
    opened = open_version(root, SLUG, now=NOW)
    for _ in range(2):
        open_version(root, SLUG, correction=Correction(2, "", ""), now=NOW)

    assert (newest(root).kind, newest(root).corrections) == ("update", (Correction(2, "", ""),))
    changed(root, opened, "kind: update", "kind: update  # mine")
    with pytest.raises(UsageError, match="comment that would be lost"):
        open_version(root, SLUG, correction=Correction(1, "", ""), now=NOW)


def test_only_what_is_published_is_corrected(root: Path) -> None:
    """A version that is not published is changed itself; one that does not exist is an error."""
    open_version(root, SLUG, now=NOW)

    with pytest.raises(UsageError, match="version 3 is not published yet"):
        open_version(root, SLUG, correction=Correction(3, "", ""), now=NOW)
    with pytest.raises(UsageError, match="there is no version 9"):
        open_version(root, SLUG, correction=Correction(9, "", ""), now=NOW)


def test_a_story_without_versions_has_nothing_to_correct(make_publication: MakePublication) -> None:
    """The error says so, and how to begin."""
    root = make_publication(files={f"{FOLDER}/story.yaml": "title: The harbour barrier\n"})

    with pytest.raises(UsageError, match="the story has no version yet"):
        open_version(root, SLUG, correction=Correction(1, "", ""), now=NOW)


# --- afterwards --------------------------------------------------------------------------------------------------------------


def test_a_citation_is_enough_for_a_source(root: Path) -> None:
    """What the text cites is listed with what the ledger knows, and what it does not cite any more is not listed."""
    opened = open_version(root, SLUG, now=NOW)
    text = (root / opened.file).read_text(encoding="utf-8")
    before = text[: text.index("\nsources:")].replace("harbour-plan", "tide")
    (root / opened.file).write_text(before + text[text.index("\nsources:") :], encoding="utf-8")

    finish_version(root, SLUG, opened)

    assert newest(root).sources == (builders.source("tide", evidence="excerpt"),)


def test_a_source_that_the_editor_wrote_stays(root: Path) -> None:
    """A source with her own quote is not removed before she has cited it."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "sources:\n  harbour-plan:", 'sources:\n  tide: {quotes: ["Text of tide."]}\n  harbour-plan:')

    finish_version(root, SLUG, opened)

    assert [one.key for one in newest(root).sources] == ["harbour-plan", "tide"]


@pytest.mark.parametrize(("cited", "items"), [("harbour-plan", 1), ("tide", 2), ("cost", 1), ("tide; @cost", 3)])
def test_items_that_were_not_used_still_wait(root: Path, cited: str, items: int) -> None:
    """A version by hand counts the items up to the first one that it does not use, so that the next draft gets that one."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "what: |\n", f"what: |\n  More is known [@{cited}].\n")

    finish_version(root, SLUG, opened)

    assert newest(root).items == items


def test_a_drafts_own_count_stays(root: Path) -> None:
    """An editor who changes a draft of a model does not change what its writer had seen."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "items: 1", "items: 3")
    changed(root, opened, "{writer: desk", "{writer: claude")

    finish_version(root, SLUG, opened)

    assert newest(root).items == 3


def test_what_changed_is_told(root: Path) -> None:
    """The result has the redline, and says whether the readers are told what is new."""
    opened = open_version(root, SLUG, now=NOW)
    same = finish_version(root, SLUG, opened)
    open_version(root, SLUG, now=NOW)
    changed(root, opened, "changes: |\n", "changes: |\n  The price is out.\n")
    changed(root, opened, "The quay floods.", "The quay floods twice a year.")

    edited = finish_version(root, SLUG, opened)

    assert same.is_unchanged
    assert same.asks_for_changes
    assert not edited.is_unchanged
    assert not edited.asks_for_changes
    assert edited.comparison
    assert [one.after for one in edited.comparison.changes if one.kind == "changed"] == ["The quay floods twice a year."]


def test_the_last_versions_changes_are_a_finding(root: Path) -> None:
    """An editor who copies what the last version announced is told so."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "changes: |\n", "changes: |\n  The cost is known.\n")

    assert "changes-copied" in [one.rule for one in finish_version(root, SLUG, opened).findings]
    assert "changes-copied" in [one.rule for one in check(root).findings]


def test_comments_are_kept(root: Path) -> None:
    """A file with a comment is checked, but not formatted, and the result says why."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "kind: update", "kind: update  # ask the mayor")
    before = (root / opened.file).read_bytes()

    edited = finish_version(root, SLUG, opened)

    assert edited.said == f"{opened.file}:4: has a comment, so it was not formatted, and no sources were filled in"
    assert (root / opened.file).read_bytes() == before


def test_one_run_at_a_time(root: Path) -> None:
    """While another run holds the lock, no version is started."""
    with locked(root), pytest.raises(StoreError, match="another run is in progress"):
        open_version(root, SLUG, now=NOW)

    assert not (root / FOLDER / "v003.yaml").exists()


def test_the_empty_key_stays_until_it_is_filled(root: Path) -> None:
    """An editor without $EDITOR finds `changes` in the file, however often the command is run."""
    opened = open_version(root, SLUG, now=NOW)
    finish_version(root, SLUG, opened)

    assert "items: 1\nchanges: |\nwhat: |\n" in (root / opened.file).read_text(encoding="utf-8")


def test_an_editor_that_deletes_the_file(root: Path) -> None:
    """The error says that the file is gone, and what to do."""
    opened = open_version(root, SLUG, now=NOW)
    (root / opened.file).unlink()

    with pytest.raises(UsageError, match="is gone"):
        finish_version(root, SLUG, opened)


@pytest.mark.parametrize(("old", "new"), [("kind:", "note: mine\nkind:"), ("version: 3", "version: 7"), ("kind:", "\tkind:")])
def test_what_cannot_be_read_is_told(root: Path, old: str, new: str) -> None:
    """An unknown key, a wrong number and a tab are problems with a line, and none of them is an exception."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, old, new)

    edited = finish_version(root, SLUG, opened)

    assert edited.is_blocked
    assert [one.file for one in edited.problems] == [opened.file]


def test_other_files_in_the_folder_are_told(root: Path) -> None:
    """A backup file blocks the merge, so the result has its finding too."""
    opened = open_version(root, SLUG, now=NOW)
    (root / FOLDER / "v003.yaml~").write_text("", encoding="utf-8")

    assert "unknown-file" in [one.rule for one in finish_version(root, SLUG, opened).findings]


def test_a_voice_is_new_once(root: Path) -> None:
    """The note that a voice is new is not copied from the version in which it was, and that alone is no change."""
    first = open_version(root, SLUG, now=NOW)
    changed(
        root,
        first,
        "perspectives:\n",
        "perspectives:\n- id: mayor\n  voice: The mayor\n  view: |\n    Pays [@harbour-plan].\n  evolution: |\n    New voice.\n",
    )
    finish_version(root, SLUG, first)
    commit(root)

    second = open_version(root, SLUG, now=NOW)

    assert [(one.id, one.evolution) for one in newest(root).perspectives] == [("mayor", ""), ("council", "New voice.")]
    edited = finish_version(root, SLUG, second)
    assert edited.is_unchanged
    assert edited.needs_work


def test_a_stale_review_needs_a_reader_and_no_writer(root: Path) -> None:
    """If only the review is out of date, there is nothing to write any more."""
    opened = open_version(root, SLUG, now=NOW)
    changed(root, opened, "The quay floods.", "The quay floods twice.")
    finish_version(root, SLUG, opened)
    approve(root, SLUG, None, by="Ada Byron", is_edited=False, now=NOW)
    changed(root, opened, "floods twice.", "floods often.")

    edited = finish_version(root, SLUG, opened)

    assert [one.rule for one in edited.findings if one.level == "error"] == ["review-stale"]
    assert edited.is_blocked
    assert not edited.needs_work
