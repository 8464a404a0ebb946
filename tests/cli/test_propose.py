"""`dateline propose` as it is typed."""

import json

import pytest
from branches import FOLDER, SLUG, Hub, hub
from proposing import ALPHA, BRANCH, Remote, draft

from dateline.core import layout

__all__ = ["hub"]


@pytest.fixture
def desk(hub: Hub, monkeypatch: pytest.MonkeyPatch):
    """A clone with a draft; there is neither `gh` nor a token."""
    clone = hub.clone("desk")
    draft(clone, "alpha", ALPHA)
    for name in ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GH_HOST", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    return clone


def test_it_says_what_was_done_and_where_to_go_on(hub, desk, dateline):
    """Without a code host the branch is pushed, and a file says what to open where."""
    code, out, err = dateline("-C", desk.root, "propose")

    file = f".dateline/proposals/{SLUG}-v004.md"
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{SLUG}: version 4 is on the branch {BRANCH}; {file} says what to open where"
    address = hub.folder / "hub.git"
    head = f"# The harbour barrier: version 4\n\nOpen a merge request at {address}: from `{BRANCH}` into `main`, with this title"
    assert (desk.root / file).read_text(encoding="utf-8").startswith(head)


def test_a_document_for_programs(desk, dateline):
    """JSON and nothing else."""
    code, out, _ = dateline("-C", desk.root, "propose", SLUG, "--no-state", "--format", "json")

    [row] = json.loads(out)["proposals"]
    assert (code, row["state"], row["branch"], row["file"]) == (0, "pushed", BRANCH, f".dateline/proposals/{SLUG}-v004.md")


def test_a_failure_is_an_error_with_a_hint(hub, desk, dateline):
    """It names the story, and the exit code is that of the worst."""
    Remote(hub).refuse(BRANCH)
    code, out, err = dateline("-C", desk.root, "propose")

    assert (code, out) == (3, "")
    assert err.startswith(f"error: {SLUG}: ")
    assert "\nhint: " in err


def test_a_state_that_fails_is_an_error_of_the_run(hub, desk, dateline):
    """It belongs to no story."""
    Remote(hub).refuse("dateline-state")
    code, _, err = dateline("-C", desk.root, "propose")

    assert code == 3
    assert err.startswith("error: git push: origin (")


def test_on_a_terminal(desk, dateline, monkeypatch):
    """Lines are wrapped at its width."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = dateline("-C", desk.root, "propose")

    assert max(map(len, out.splitlines())) <= 80


def test_a_dry_run_prints_the_cards_and_changes_nothing(hub, desk, dateline):
    """Each card says which story it is about. Nobody is contacted: the remote may be gone."""
    before = Remote(hub).git("for-each-ref")
    (hub.folder / "hub.git").rename(hub.folder / "away.git")
    code, out, err = dateline("-C", desk.root, "propose", "--dry-run")
    (hub.folder / "away.git").rename(hub.folder / "hub.git")

    assert (code, err) == (0, "")
    assert out.startswith("## The harbour barrier: version 4\n\n")
    assert "The alpha report" in out
    assert desk.numbers == [1, 2, 3, 4]
    assert Remote(hub).git("for-each-ref") == before
    assert not (desk.root / layout.PROPOSALS).exists()


def test_a_dry_run_in_the_checkout_of_a_pull_request(hub, desk, dateline):
    """A runner checks out a merge commit without a branch; the version of the pull request is shown."""
    desk.git("switch", "-q", "-c", "fork")
    desk.commit()
    desk.git("switch", "-q", "--detach", "origin/main")
    desk.git("merge", "-q", "--no-ff", "-m", "Merge", "fork")
    _, out, _ = dateline("-C", desk.root, "propose", "--dry-run")

    assert "The alpha report" in out


def test_a_dry_run_as_a_document(desk, dateline):
    """Title and text."""
    _, out, _ = dateline("-C", desk.root, "propose", "--dry-run", "--format", "json")

    [row] = json.loads(out)["proposals"]
    assert (row["story"], row["version"], row["title"]) == (SLUG, 4, "The harbour barrier: version 4")
    assert "The alpha report" in row["text"]
    assert "The harbour barrier: version 4" not in row["text"]


def test_a_dry_run_with_nothing_to_show(hub, dateline):
    """One sentence, and no error."""
    code, out, _ = dateline("-C", hub.clone("desk").root, "propose", "--dry-run")

    assert (code, out) == (0, "Nothing to review: the main branch has every version that is here.\n")


def test_a_dry_run_against_another_branch(hub, desk, dateline):
    """A pull request may go elsewhere than to the main branch: what counts is what that branch has, and it is named."""
    desk.git("branch", "-q", "old", "HEAD")
    desk.commit()
    _, out, _ = dateline("-C", desk.root, "propose", "--dry-run", "--base", "HEAD")
    assert out == "Nothing to review: HEAD has every version that is here.\n"

    desk.git("push", "-q", "origin", "HEAD:main")
    _, out, _ = dateline("-C", desk.root, "propose", "--dry-run", "--base", "old")
    assert "The alpha report" in out
    code, _, err = dateline("-C", desk.root, "propose", "--dry-run", "--base", "nowhere")
    assert (code, 'error: --base: there is no "nowhere" here' in err) == (2, True)


def test_whole_cards_are_files(desk, dateline, monkeypatch):
    """What is printed is short enough for a code host; the files have everything, also if another version is unreadable."""
    monkeypatch.setattr("dateline.report.proposal.LONGEST", 700)
    (desk.root / FOLDER / "v005.yaml").write_text("format: 1\nversion: 5\nwhat: [\n")
    code, out, err = dateline("-C", desk.root, "propose", "--dry-run", "--whole", desk.root / "cards/new")

    files = [*(desk.root / "cards/new").iterdir()]
    assert [file.name for file in files] == [f"{SLUG}-v004.md"]
    text = files[0].read_text(encoding="utf-8")
    assert "The alpha report" in text
    assert len(text) > len(out) > 0
    assert (code, "v005.yaml" in err) == (2, True)


@pytest.mark.parametrize("option", ["--base", "--whole"])
def test_what_is_for_a_dry_run_alone_is_refused_elsewhere(hub, desk, dateline, option):
    """Nothing is pushed."""
    before = Remote(hub).git("for-each-ref")
    code, _, err = dateline("-C", desk.root, "propose", option, "x")

    assert (code, err) == (2, f"error: {option}: is for --dry-run alone\nhint: Give --dry-run, too.\n")
    assert Remote(hub).git("for-each-ref") == before


def test_a_card_that_cannot_be_written_is_an_error(desk, dateline):
    """A file in the place of the folder is named, and the card is printed all the same."""
    (desk.root / "cards").write_text("")
    code, out, err = dateline("-C", desk.root, "propose", "--dry-run", "--whole", desk.root / "cards/new")

    assert (code, "The alpha report" in out) == (3, True)
    assert "cannot be written" in err


def test_a_dry_run_of_what_cannot_be_read(desk, dateline):
    """It is an error with its place; the exit code is 2."""
    (desk.root / FOLDER / "v004.yaml").write_text("format: 1\nversion: 4\nwhat: [\n")
    code, out, err = dateline("-C", desk.root, "propose", "--dry-run")

    assert (code, out) == (2, "")
    assert "v004.yaml" in err
