"""Git shows which published versions were changed."""

import os
import subprocess
from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.core.errors import GitError, UsageError
from dateline.core.model import Published, Touched
from dateline.store.git import git, published_stories, touched_versions

V1, V2 = "stories/harbour-barrier/v001.yaml", "stories/harbour-barrier/v002.yaml"
LEDGER = "stories/harbour-barrier/items.jsonl"


def commit(root: Path) -> str:
    git(root, "add", "-A")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")
    return git(root, "rev-parse", "HEAD").strip()


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    """A publication inside a repository, two versions published on main, on a branch of its own."""
    root = make_publication(builders.dossier(builders.version(), builders.version(2)))
    git(root.parent, "init", "-q", "-b", "main")
    commit(root)
    git(root, "switch", "-q", "-c", "desk")
    return root


def test_added_versions_are_none_of_them(root: Path) -> None:
    """A new version, changes elsewhere and later changes on main are not reported."""
    (root / V1.replace("001", "003")).write_text("version: 3\n")
    (root / "stories/harbour-barrier/story.yaml").write_text("title: Another\n")
    commit(root)

    assert touched_versions(root, "main") == ()


def test_edited_deleted_and_renumbered_versions_are(root: Path) -> None:
    """An edit, a deletion and a new number for an old text are each reported, committed or not."""
    (root / V1).rename(root / V1.replace("001", "004"))
    commit(root)
    (root / V2).write_text("version: 2\n")

    assert touched_versions(root, "main") == (Touched(V1, "deleted"), Touched(V2, "changed", 1))


def test_a_version_that_became_a_link_is(root: Path) -> None:
    """Another kind of file under a version's name is reported."""
    (root / V1).unlink()
    (root / V1).symlink_to("v002.yaml")

    assert touched_versions(root, "main") == (Touched(V1, "changed"),)


def test_a_version_that_became_a_folder_is(root: Path) -> None:
    """So is a folder or a pipe in the place of one, which would fail or wait for ever if it were read."""
    (root / V1).unlink()
    (root / V1).mkdir()
    (root / LEDGER).unlink()
    os.mkfifo(root / LEDGER)

    assert touched_versions(root, "main") == (Touched(LEDGER, "deleted"), Touched(V1, "deleted"))


def test_an_odd_name_is_read_as_it_is(root: Path) -> None:
    """Names that git would quote neither hide a version nor pass for one."""
    odd = root / "stories/harbour-barrier/vö\t\n01.yaml"
    odd.write_text("a")
    base = commit(root)
    odd.write_text("b")
    (root / V1).unlink()

    assert touched_versions(root, base) == (Touched(V1, "deleted"),)


@pytest.mark.parametrize("base", ["nowhere", "--output=x", ""])
def test_a_base_that_is_not_there_is_named(root: Path, base: str) -> None:
    """A name that is not a commit, or looks like an option, is reported as missing."""
    with pytest.raises(UsageError, match=f'there is no "{base}" here') as error:
        touched_versions(root, base)

    assert "git fetch origin" in error.value.hint
    assert "unshallow" not in error.value.hint


def test_a_cut_history_says_how_to_complete_it(root: Path, tmp_path: Path) -> None:
    """In a shallow copy the hint says that history is missing."""
    (root / "content/note.md").write_text("a")
    commit(root)
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", root.parent.as_uri(), "copy")

    with pytest.raises(UsageError, match="no commit in common") as error:
        touched_versions(tmp_path / "copy" / root.name, "origin/main")
    assert "--unshallow" in error.value.hint


def test_no_repository_is_said(tmp_path: Path) -> None:
    """Outside a repository, a base is a usage error with git's own words."""
    with pytest.raises(UsageError, match="--base: needs a git repository: not a git repository"):
        touched_versions(tmp_path, "main")


def test_no_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If git is not installed, the error says so, and a base is a usage error."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitError, match="git is not installed"):
        git(tmp_path, "status")
    with pytest.raises(UsageError, match="needs a git repository: git is not installed"):
        touched_versions(tmp_path, "main")


def test_a_git_that_cannot_be_started_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If git is there but cannot be started, the error says why."""
    (tmp_path / "git").write_text("no program")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitError, match="git cannot be started: Permission denied"):
        git(tmp_path, "status")


def test_a_silent_refusal_has_words_too(root: Path) -> None:
    """If git fails without a message, its exit code is reported."""
    with pytest.raises(GitError, match="it ended with exit code 1"):
        git(root, "diff", "--quiet", "--no-index", V1, V2)


def test_git_asks_nothing(root: Path) -> None:
    """No editor, pager or password prompt waits for an answer."""
    assert subprocess.run(["git", "-C", root, "status", "--short"], capture_output=True, check=True).stdout == b""
    assert git(root, "log", "--format=%s") == "State\n"


def test_a_ledger_only_grows(root: Path) -> None:
    """A ledger with more lines is not reported; one with changed or removed lines is."""
    ledger = root / LEDGER
    ledger.write_bytes(b"one\ntwo\n")
    base = commit(root)
    ledger.write_bytes(b"one\ntwo\nthree\n")
    assert touched_versions(root, base) == ()

    ledger.write_bytes(b"one\nthree\n")

    assert touched_versions(root, base) == (Touched(LEDGER, "changed", 2),)


def test_line_ends_of_a_checkout_do_not_count(root: Path, tmp_path: Path) -> None:
    """If git writes other line endings, versions count as unchanged, and a ledger that grew has only grown."""
    (root / LEDGER).write_bytes(b"one\n")
    commit(root)
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "--no-local", root.parent.as_uri(), "copy")
    copy = tmp_path / "copy" / root.name
    assert b"\r\n" in (copy / V1).read_bytes()

    (copy / LEDGER).write_bytes(b"one\r\ntwo\n")

    assert touched_versions(copy, "origin/desk") == ()


def test_line_ends_that_were_filed_do(root: Path) -> None:
    """A version that was filed again with other line endings is reported from its first line on."""
    (root / V1).write_bytes((root / V1).read_bytes().replace(b"\n", b"\r\n"))

    assert touched_versions(root, "main") == (Touched(V1, "line-ends"),)


def test_line_ends_of_a_ledger_that_were_filed_do(root: Path) -> None:
    """So is a ledger, whether it grew or not; if its words differ too, it was changed."""
    (root / LEDGER).write_bytes(b"one\n")
    base = commit(root)

    for text in (b"one\r\n", b"one\r\ntwo\r\n"):
        (root / LEDGER).write_bytes(text)
        assert touched_versions(root, base) == (Touched(LEDGER, "line-ends"),)
    (root / LEDGER).write_bytes(b"other\r\ntwo\r\n")
    assert touched_versions(root, base) == (Touched(LEDGER, "changed", 1),)


def test_a_folder_with_a_new_name_is_moved(root: Path) -> None:
    """Versions and ledgers that are unchanged in another story's folder were moved, not deleted."""
    (root / LEDGER).write_bytes(b"one\n")
    base = commit(root)

    (root / "stories/harbour-barrier").rename(root / "stories/sea-wall")

    assert touched_versions(root, base) == tuple(Touched(path, "moved") for path in (LEDGER, V1, V2))


def test_what_the_base_has_of_each_story(root: Path) -> None:
    """The base has the versions and ledger lines of the commit where the branch left it, whatever came later on either side."""
    (root / V1.replace("001", "003")).write_text("version: 3\n")
    with (root / LEDGER).open("a") as ledger:
        ledger.write("{}\n{}\n")
    (root / "stories/sea-wall").mkdir()
    (root / "stories/sea-wall/v001.yaml").write_text("version: 1\n")
    before, after = published_stories(root, "main"), published_stories(root, commit(root))

    assert before == {"harbour-barrier": Published(frozenset({1, 2}), 1)}
    assert after == {"harbour-barrier": Published(frozenset({1, 2, 3}), 3), "sea-wall": Published(frozenset({1}), 0)}


def test_a_base_without_ledger_lines_has_none(root: Path) -> None:
    """An empty ledger has no line, and a base without stories has nothing."""
    (root / LEDGER).write_text("")
    emptied = commit(root)
    git(root, "rm", "-q", "-r", "stories")

    assert published_stories(root, emptied) == {"harbour-barrier": Published(frozenset({1, 2}), 0)}
    assert published_stories(root, commit(root)) == {}


def test_a_draft_in_the_base_is_told(root: Path) -> None:
    """A story that was a draft when the branch left the base had no pages; a comment or another value is no draft."""
    (root / "stories/harbour-barrier/story.yaml").write_text("title: T\n# draft: true\ndraft: false\n")
    before = commit(root)
    (root / "stories/harbour-barrier/story.yaml").write_text("title: T\ndraft: true  # for now\n")

    assert [published_stories(root, one)["harbour-barrier"].is_draft for one in (before, commit(root))] == [False, True]


def test_what_readers_see_is_compared_itself(root: Path) -> None:
    """With `is_exact`, a branch that left a published commit out has lost its versions, and has changed what it rewrote."""
    fork = commit(root) if git(root, "status", "--porcelain") else git(root, "rev-parse", "HEAD").strip()
    (root / V1.replace("001", "003")).write_text("version: 3\n")
    (root / V2).write_text("version: 2\n")
    published = commit(root)
    git(root, "reset", "-q", "--hard", fork)

    assert touched_versions(root, published) == ()
    assert touched_versions(root, published, is_exact=True) == (
        Touched(V2, "changed", 1),
        Touched(V1.replace("001", "003"), "deleted"),
    )
    assert published_stories(root, published, is_exact=True)["harbour-barrier"].versions == {1, 2, 3}
    assert published_stories(root, published)["harbour-barrier"].versions == {1, 2}


def test_what_readers_see_must_be_here(root: Path) -> None:
    """The error names the option that was given."""
    with pytest.raises(UsageError, match='there is no "nowhere" here') as error:
        touched_versions(root, "nowhere", is_exact=True)

    assert error.value.where == "--published"
