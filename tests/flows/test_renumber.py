"""Two branches that filed a version with one number: what is published stays, the other one is put on top, nothing is lost."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from branches import FOLDER, SLUG, Clone, Hub, hub, item

from dateline.core import codec, ledger
from dateline.core.errors import UsageError
from dateline.core.ledger import items_of
from dateline.core.model import Question, Review, Story, Tombstone, Waiver, Withdrawn
from dateline.core.tombstones import hash_of
from dateline.flows.git_drivers import install
from dateline.flows.renumber import Renumbered, renumber
from dateline.flows.stories.check import check
from dateline.store.git import git

__all__ = ["hub"]
ALPHA, BETA, GAMMA = "2026-06-01T10:00:00Z", "2026-06-02T10:00:00Z", "2026-06-03T10:00:00Z"
NOW = "2026-07-01T10:00:00Z"


@pytest.fixture
def desks(hub: Hub) -> tuple[Clone, Clone]:
    """Two clones; the first has published version 4, and the second has filed another version 4 on a branch."""
    one, two = hub.clone("one"), hub.clone("two")
    one.file(4, "alpha", ALPHA)
    one.git("push", "-q")
    two.git("switch", "-q", "-c", "desk")
    two.file(4, "beta", BETA)
    two.git("fetch", "-q")
    return one, two


def is_settled(clone: Clone, published: bytes, words: tuple[str, ...] = ("alpha", "beta")) -> None:
    """Version 4 is the published one, and the last version has the paragraphs of all, from a ledger with all items."""
    last = clone.read(clone.numbers[-1])
    assert clone.data(4) == published
    assert [word for word in words if any(word in paragraph for paragraph in last.narrative)] == list(words)
    assert {source.key for source in last.sources} == {"harbour-plan", *(f"{word}-report" for word in words)}
    assert clone.keys == ["harbour-plan", *(f"{word}-report" for word in words)]
    assert waiting(clone) == []
    blocking = [finding for finding in check(clone.root, now=NOW, base="origin/main").findings if finding.level == "error"]
    assert blocking == []


def waiting(clone: Clone) -> list[str]:
    """The keys of the items that the next draft is offered."""
    items = items_of(codec.parse_ledger(clone.ledger, "").value or ())
    return [one.key for one in items[ledger.seen(items, clone.read(clone.numbers[-1])) :]]


def has_nothing_to_do(root: Path, why: str = f"no version of {SLUG} differs from the one with its number in origin/main") -> None:
    """It writes nothing, and says why."""
    before = {path: path.read_bytes() for path in (root / FOLDER).iterdir()}
    done = renumber(root, SLUG)
    assert done == Renumbered(why=done.why)
    assert why in done.why
    assert {path: path.read_bytes() for path in (root / FOLDER).iterdir()} == before


def test_beside_the_base_the_later_one_moves(desks: tuple[Clone, Clone]) -> None:
    """Outside of a merge, the base's version 4 is put in place, ours becomes version 5 on top of it, and git's index stays."""
    one, two = desks

    done = renumber(two.root, SLUG)

    is_settled(two, one.data(4))
    assert two.numbers == [1, 2, 3, 4, 5]
    assert (two.read(5).changes, two.read(5).items, waiting(two)) == ("The beta report is out [@beta-report].", 3, [])
    assert done == Renumbered(
        (
            f"{FOLDER}/v004.yaml: as origin/main has it",
            f"{FOLDER}/v005.yaml: was version 4 (here), now on top of version 4",
            f"{FOLDER}/items.jsonl: the 3 lines of both sides",
        ),
        (),
        (4, 5),
    )
    assert two.git("diff", "--cached", "--name-only") == ""
    has_nothing_to_do(two.root)


@pytest.mark.parametrize("has_driver", [True, False])
def test_the_merge_after_it_has_no_conflict_in_versions(desks: tuple[Clone, Clone], *, has_driver: bool) -> None:
    """With the driver, a plain merge goes through; without it, only the ledger is in conflict, and the command settles that."""
    one, two = desks
    renumber(two.root, SLUG)
    two.commit()
    if has_driver:
        install(two.root)
        two.git("merge", "-q", "--no-edit", "origin/main")
    else:
        two.stops("merge", "-q", "--no-edit", "origin/main")
        assert two.git("diff", "--name-only", "--diff-filter=U").split() == [f"{FOLDER}/items.jsonl"]
        assert renumber(two.root, SLUG).done == (f"{FOLDER}/items.jsonl: the 3 lines of both sides",)
        two.git("commit", "-q", "--no-edit")

    is_settled(two, one.data(4))


@pytest.mark.parametrize("has_driver", [True, False])
@pytest.mark.parametrize(
    ("command", "then"),
    [
        (("merge", "origin/main"), "git commit"),
        (("rebase", "origin/main"), "git rebase --continue"),
        (("merge", "--squash", "origin/main"), "git commit"),
    ],
)
def test_a_conflict_is_settled(desks: tuple[Clone, Clone], command: tuple[str, ...], then: str, *, has_driver: bool) -> None:
    """In a merge, a rebase and a squash, whatever git calls "ours", the published version keeps its number."""
    one, two = desks
    if has_driver:
        install(two.root)
    two.stops(*command)

    done = renumber(two.root, SLUG)

    is_settled(two, one.data(4))
    assert (done.numbers, done.then) == ((4, 5), then)
    whose = "your commit" if "rebase" in then else "this branch"
    assert done.done[0] == f"{FOLDER}/v004.yaml: as origin/main has it"
    assert done.done[1] == f"{FOLDER}/v005.yaml: was version 4 ({whose}), now on top of version 4"
    assert two.git("diff", "--name-only", "--diff-filter=U") == ""
    two.git(*(then.split()[1:] if "rebase" in then else ("commit", "-q", "--no-edit")))
    assert two.git("status", "--porcelain") == ""
    has_nothing_to_do(two.root)


def test_the_branch_is_merged_into_main(desks: tuple[Clone, Clone]) -> None:
    """If the editor merges the branch on main, "ours" is the published side."""
    one, two = desks
    one.git("fetch", "-q", str(two.root), "desk")
    one.stops("merge", "FETCH_HEAD")

    renumber(one.root, SLUG)

    is_settled(one, git_data(one, "HEAD"))


def git_data(clone: Clone, commit: str, number: int = 4) -> bytes:
    return clone.git("show", f"{commit}:{FOLDER}/v{number:03d}.yaml").encode()


def test_a_cherry_pick_is_settled_and_goes_on(desks: tuple[Clone, Clone]) -> None:
    """A commit that is picked goes on top of what is there."""
    one, two = desks
    two.git("switch", "-q", "main")
    two.git("merge", "-q", "origin/main")
    two.stops("cherry-pick", "desk")

    assert renumber(two.root, SLUG).then == "git cherry-pick --continue"

    is_settled(two, one.data(4))
    two.git("cherry-pick", "--continue")


def test_several_in_a_row_move_together(desks: tuple[Clone, Clone]) -> None:
    """Two versions against one: both move up by one, each with what the base added."""
    one, two = desks
    two.file(5, "gamma", GAMMA)
    published = one.data(4)

    assert renumber(two.root, SLUG).numbers == (4, 5, 6)

    is_settled(two, published, ("alpha", "beta", "gamma"))
    assert "gamma" not in two.read(5).narrative[-1]
    assert [version.published for version in map(two.read, (4, 5, 6))] == [ALPHA, BETA, GAMMA]


def test_what_a_stopped_run_wrote_is_kept(desks: tuple[Clone, Clone]) -> None:
    """If the last version was written before the run was stopped, the next run keeps it, and does the rest."""
    _, two = desks
    two.file(5, "gamma", GAMMA)
    done = Clone(two.root.with_name("done"))
    shutil.copytree(two.root, done.root)
    renumber(done.root, SLUG)
    shutil.copy(done.root / FOLDER / "v006.yaml", two.root / FOLDER)
    shutil.copy(done.root / FOLDER / "items.jsonl", two.root / FOLDER)

    assert renumber(two.root, SLUG).numbers == (4, 5, 6)
    assert [two.data(number) for number in (4, 5, 6)] == [done.data(number) for number in (4, 5, 6)]


def test_one_against_several_comes_after_all(desks: tuple[Clone, Clone]) -> None:
    """Two versions in the base: both are put in place, and ours is put on the last one; it is not filed before that one."""
    one, two = desks
    one.file(5, "gamma", GAMMA)
    one.git("push", "-q")
    two.git("fetch", "-q")

    assert renumber(two.root, SLUG).numbers == (5, 6)

    is_settled(two, one.data(4), ("alpha", "gamma", "beta"))
    assert (two.data(5), two.read(6).published) == (one.data(5), GAMMA)


def test_a_rebase_with_two_commits_stops_twice(desks: tuple[Clone, Clone]) -> None:
    """Each commit goes on top of the one before it, even if the base's version is younger than all of them."""
    one, two = desks
    one.write(replace(one.read(4), published="2026-06-20T10:00:00Z"))
    one.commit()
    one.git("push", "-q")
    two.file(5, "gamma", GAMMA)
    two.git("fetch", "-q")
    two.stops("rebase", "origin/main")

    renumber(two.root, SLUG)
    two.stops("rebase", "--continue")
    assert renumber(two.root, SLUG).numbers == (5, 6)
    two.git("rebase", "--continue")

    is_settled(two, one.data(4), ("alpha", "beta", "gamma"))
    assert "gamma" not in two.read(5).narrative[-1]


def test_three_branches_with_one_number(desks: tuple[Clone, Clone], hub: Hub) -> None:
    """The third one comes after the two that are published by then."""
    one, two = desks
    three = hub.clone("three")
    three.git("reset", "-q", "--hard", "origin/main~1")
    three.file(4, "gamma", GAMMA)
    renumber(two.root, SLUG)
    two.commit()
    two.git("push", "-q", "origin", "desk:main", "--force")
    three.git("fetch", "-q")
    three.stops("merge", "origin/main")

    renumber(three.root, SLUG)

    assert three.data(5) == two.data(5)
    is_settled(three, one.data(4), ("alpha", "beta", "gamma"))


def test_two_branches_beside_the_base_are_ordered_by_time(desks: tuple[Clone, Clone]) -> None:
    """If neither is published, the one that was filed first keeps its number, whichever branch is merged into which."""
    _, two = desks
    results = []
    for ours, theirs in (("desk", "other"), ("other", "desk")):
        clone = Clone(two.root.with_name(f"from-{ours}"))
        shutil.copytree(two.root, clone.root)
        clone.git("switch", "-q", "-c", "other", "desk~1")
        clone.file(4, "gamma", GAMMA)
        clone.git("update-ref", "refs/remotes/origin/main", "desk~1")
        clone.git("switch", "-q", ours)
        clone.stops("merge", theirs)
        renumber(clone.root, SLUG)
        results.append((clone.data(4), clone.data(5), clone.ledger))

    assert results[0] == results[1]
    assert results[0][0] == two.data(4)


def test_without_a_remote_what_is_committed_stays(hub: Hub) -> None:
    """Without a remote, the branch that is merged into keeps its version, and there is nothing to do outside of a merge."""
    clone = hub.first
    clone.git("switch", "-q", "-c", "desk")
    clone.file(4, "beta", ALPHA)
    clone.git("switch", "-q", "main")
    clone.file(4, "alpha", BETA)
    has_nothing_to_do(clone.root, "in the last commit, because no remote branch is known")
    clone.stops("merge", "desk")

    renumber(clone.root, SLUG)

    assert (clone.data(4), clone.keys) == (git_data(clone, "HEAD"), ["harbour-plan", "alpha-report", "beta-report"])


def test_outside_of_a_repository_it_says_so(make_publication: Any) -> None:
    """The command says that it needs git, and a commit."""
    root = make_publication(builders.dossier())
    with pytest.raises(UsageError, match="needs a git repository"):
        renumber(root, SLUG)
    git(root, "init", "-q")
    has_nothing_to_do(root, "nothing is committed yet")


def test_branches_without_a_common_commit_are_left_alone(desks: tuple[Clone, Clone]) -> None:
    """Without a common commit, nobody knows which versions are whose."""
    _, two = desks
    two.git("switch", "-q", "--orphan", "alone")
    two.git("checkout", "desk", "--", ".")
    two.commit()

    has_nothing_to_do(two.root, "origin/main and this branch have no commit in common")


def test_windows_line_endings_do_not_matter(desks: tuple[Clone, Clone], hub: Hub) -> None:
    """In a checkout with Windows line endings the same files are compared, and git sees no other change."""
    one, _ = desks
    windows = hub.clone("windows", "-c", "core.autocrlf=true", "-c", "core.safecrlf=false")
    windows.git("reset", "-q", "--hard", "origin/main~1")
    assert b"\r\n" in windows.data(3)
    windows.write(replace(windows.read(3), version=4, published=BETA, what="A wall is planned [@harbour-plan]."))
    windows.collect("beta", at=BETA)

    assert renumber(windows.root, SLUG).numbers == (4, 5)

    assert windows.data(4).replace(b"\r\n", b"\n") == one.data(4)
    windows.commit()
    assert windows.git("diff", "--name-only", "origin/main").split() == [f"{FOLDER}/items.jsonl", f"{FOLDER}/v005.yaml"]
    assert windows.git("diff", "--numstat", "origin/main", "--", f"{FOLDER}/items.jsonl").split()[:2] == ["1", "0"]


def test_items_that_nobody_read_still_wait(desks: tuple[Clone, Clone]) -> None:
    """An item that was collected on either side after its version is offered to the next draft."""
    one, two = desks
    one.collect("delta", at=BETA)
    one.commit()
    one.git("push", "-q")
    two.collect("epsilon", at=GAMMA)
    two.git("fetch", "-q")

    renumber(two.root, SLUG)

    assert two.keys == ["harbour-plan", "alpha-report", "delta-report", "beta-report", "epsilon-report"]
    assert waiting(two) == ["delta-report", "beta-report", "epsilon-report"]


def test_a_story_without_a_ledger_stays_without_one(desks: tuple[Clone, Clone]) -> None:
    """If neither side has a ledger, none is written."""
    one, two = desks
    for clone in (one, two):
        (clone.root / FOLDER / "items.jsonl").unlink()
        clone.commit()
    one.git("push", "-q")
    two.git("fetch", "-q")

    assert len(renumber(two.root, SLUG).done) == 2

    assert not (two.root / FOLDER / "items.jsonl").exists()


def test_two_first_versions_can_meet(hub: Hub) -> None:
    """A story that two branches started has no version before; its own file is left to the editor, and she is told."""
    one, two = hub.clone("one"), hub.clone("two")
    for clone, word, at in ((one, "alpha", ALPHA), (two, "beta", BETA)):
        folder = clone.root / "stories/sea-wall"
        folder.mkdir()
        (folder / "story.yaml").write_text(codec.dump(Story(f"The {word} wall")))
        (folder / "items.jsonl").write_text(codec.dump_line(item(word, at)))
        cited = builders.source(f"{word}-report", title=f"The {word} report", evidence="excerpt")
        start = builders.version(
            1, published=at, what=f"The {word} wall [@{word}-report].", sources=(cited,), narrative=(f"{word} [@{word}-report].",)
        )
        empty = replace(start, timeline=(), perspectives=(), tensions=(), why_it_matters="", open_questions=())
        (folder / "v001.yaml").write_text(codec.dump(empty, "../../content/schema/version.json"))
        clone.commit()
    one.git("push", "-q")
    two.git("fetch", "-q")
    two.stops("merge", "origin/main")

    done = renumber(two.root, "sea-wall")

    assert done.numbers == (1, 2)
    assert done.look[-1] == "stories/sea-wall/story.yaml: is in conflict too; resolve it, and run git add for it"
    assert two.git("diff", "--name-only", "--diff-filter=U").split() == ["stories/sea-wall/story.yaml"]
    with_both = codec.parse_version((two.root / "stories/sea-wall/v002.yaml").read_bytes(), "").value
    assert isinstance(with_both, type(builders.version()))
    assert (with_both.what, len(with_both.narrative), len(with_both.sources)) == ("The beta wall [@beta-report].", 2, 2)


# --- what the editor is told -----------------------------------------------------------------------------------------------


def test_the_editor_is_told_what_to_look_at(desks: tuple[Clone, Clone]) -> None:
    """What both changed, a review that does not count any more, and waivers for the old number."""
    one, two = desks
    one.write(replace(one.read(4), what="Alpha says so [@alpha-report]."))
    one.commit()
    one.git("push", "-q")
    two.git("fetch", "-q")
    story = Story("The harbour barrier", waive=(Waiver("off-topic-source", "A name.", 4), Waiver("headline", "Old.", 3)))
    (two.root / FOLDER / "story.yaml").write_text(codec.dump(story))
    two.write(replace(two.read(4), what="Beta says so [@beta-report].", review=Review("Ada Byron", "2026-06-02", "approved")))

    done = renumber(two.root, SLUG)

    what = "waive[0] waives off-topic-source of version 4; if it is for what is now version 5, change its number"
    assert done.look == (
        f"{FOLDER}/v005.yaml: both sides changed what: read it again; what both reworded is as in version 4 (here)",
        f"{FOLDER}/v005.yaml: the review by Ada Byron is dropped, because the text is another one now",
        f"{FOLDER}/story.yaml: {what}",
    )
    assert two.read(5).review is None
    assert two.read(5).what == "Beta says so [@beta-report]."


def commented(clone: Clone) -> tuple[bytes, int]:
    """Version 4 with a comment at its end, and the line of the comment."""
    path = clone.root / FOLDER / "v004.yaml"
    path.write_bytes(path.read_bytes() + b"# Ask the council again.\n")
    return path.read_bytes(), path.read_bytes().count(b"\n")


def test_a_comment_in_the_working_tree_is_not_lost(desks: tuple[Clone, Clone]) -> None:
    """Outside of a conflict the command stops before anything is written, with the line; without the comment it goes on."""
    _, two = desks
    (data, line), before = commented(two), (two.numbers, two.ledger)

    with pytest.raises(UsageError, match="has a comment that would be lost") as error:
        renumber(two.root, SLUG)

    assert error.value.where == f"{FOLDER}/v004.yaml:{line}"
    assert (two.data(4), two.numbers, two.ledger) == (data, *before)
    (two.root / FOLDER / "v004.yaml").write_bytes(data.rpartition(b"#")[0])
    assert renumber(two.root, SLUG).numbers == (4, 5)


def test_a_comment_in_a_commit_is_left_out(desks: tuple[Clone, Clone]) -> None:
    """In a conflict, the comment is in a commit; the command says in which file and line."""
    _, two = desks
    data, line = commented(two)
    two.commit()
    two.stops("merge", "origin/main")

    look = renumber(two.root, SLUG).look

    where = f"the first one is in line {line} of version 4, as this branch has it in git"
    assert look == (f"{FOLDER}/v005.yaml: comments were left out; {where}",)
    assert git_data(two, "HEAD") == data


def test_a_version_that_says_nothing_new_is_not_filed_again(desks: tuple[Clone, Clone]) -> None:
    """If everything that our version says is in the base, it gets no number; a second one of ours that says more does."""
    one, two = desks
    taken = replace(one.read(4), changes="Beta wrote the same.", written_by=None, published=BETA)
    for number in (4, 5):
        two.write(replace(taken, version=number))
    two.collect("alpha", at=BETA)

    done = renumber(two.root, SLUG)

    assert (done.numbers, two.data(4)) == ((4,), one.data(4))
    assert done.look == (
        "version 4 (here): says nothing that origin/main does not say, so it gets no new number",
        "version 5 (here): says nothing that origin/main does not say, so it gets no new number",
        f"{FOLDER}/v005.yaml: says nothing new, and nothing takes its place; delete it",
    )


def test_one_draft_that_was_edited_is_not_two_versions(desks: tuple[Clone, Clone]) -> None:
    """If the base has the same draft with an editor's changes, as after a squash, the old one is not put on top of it."""
    one, two = desks
    two.write(replace(one.read(4), what="As it was drafted."))

    with pytest.raises(UsageError, match="version 4 is published, and the same draft has another text here") as error:
        renumber(two.root, SLUG)
    assert f"git checkout origin/main -- {FOLDER}/v004.yaml" in error.value.hint

    two.commit()
    two.stops("merge", "origin/main")
    with pytest.raises(
        UsageError, match="one draft, edited in two ways: as origin/main has it, and as this branch has it"
    ) as error:
        renumber(two.root, SLUG)
    assert f"git checkout REF -- {FOLDER}/v004.yaml" in error.value.hint


# --- the branch has the base already --------------------------------------------------------------------------------------


def test_a_draft_over_the_published_version_moves(desks: tuple[Clone, Clone]) -> None:
    """If the branch has the base, and our draft was put over its version 4, from a stash or by a merge, it is version 5."""
    one, two = desks
    draft = two.data(4)
    two.git("switch", "-q", "main")
    two.git("merge", "-q", "origin/main")
    (two.root / FOLDER / "v004.yaml").write_bytes(draft)
    two.collect("beta", at=BETA)

    assert renumber(two.root, SLUG).numbers == (4, 5)

    assert two.data(4) == one.data(4)
    assert (two.read(5).published, two.read(5).changes) == (BETA, "The beta report is out [@beta-report].")
    assert [word for word in ("alpha", "beta") if any(word in paragraph for paragraph in two.read(5).narrative)] == [
        "alpha",
        "beta",
    ]
    assert waiting(two) == ["beta-report"]  # her version counts two items, and in this ledger that is the third
    has_nothing_to_do(two.root)


def test_a_merge_that_kept_ours_is_settled(desks: tuple[Clone, Clone]) -> None:
    """After `git merge -X ours`, the branch has our version 4 in a commit that has the base; the base's comes back."""
    one, two = desks
    two.file(5, "gamma", GAMMA)
    two.git("merge", "-q", "--no-edit", "-X", "ours", "origin/main")
    assert two.read(4).published == BETA

    assert renumber(two.root, SLUG).numbers == (4, 5, 6)

    is_settled(two, one.data(4), ("alpha", "beta", "gamma"))


def test_a_draft_over_an_earlier_version_comes_after_all(desks: tuple[Clone, Clone]) -> None:
    """A draft that was put over version 3, after which the base has others, comes after these, which stay as they are."""
    one, two = desks
    draft = replace(one.read(3), published=GAMMA, changes="New.", what="A wall is built [@harbour-plan].")
    two.git("reset", "-q", "--hard", "origin/main")
    two.write(draft)

    assert renumber(two.root, SLUG).numbers == (4, 5)

    assert (two.data(3), two.data(4)) == (git_data(two, "origin/main", 3), one.data(4))
    assert (two.read(5).what, two.read(5).published) == (draft.what, GAMMA)


@pytest.mark.parametrize("is_readable", [True, False])
def test_a_published_version_that_was_changed_is_no_draft(desks: tuple[Clone, Clone], *, is_readable: bool) -> None:
    """A change in what is published is not filed under a new number; the command says how to undo it, and how to correct."""
    _, two = desks
    two.git("reset", "-q", "--hard", "origin/main")
    path = two.root / FOLDER / "v004.yaml"
    path.write_text(path.read_text().replace("The council", "The mayor") if is_readable else "version: [")

    with pytest.raises(UsageError, match="version 4 is published, and was changed here") as error:
        renumber(two.root, SLUG)

    hint = error.value.hint
    assert hint.startswith("First restore it with `git checkout ")
    assert (error.value.where, f"then correct it with `dateline edit {SLUG} --correct 4`" in hint) == (
        f"{FOLDER}/v004.yaml",
        True,
    )
    two.git(*hint.split("`")[1].split()[1:])
    has_nothing_to_do(two.root)


def test_a_tombstone_over_a_published_version_is_for_the_editor(desks: tuple[Clone, Clone]) -> None:
    """The command advises nobody to bring back what was withdrawn, even if the tombstone is that of other bytes."""
    _, two = desks
    two.git("reset", "-q", "--hard", "origin/main")
    stone = Tombstone(1, 4, Withdrawn("2026-06-01", "By order.", hash_of(b"Other bytes.")))
    (two.root / FOLDER / "v004.yaml").write_text(codec.dump(stone))

    with pytest.raises(UsageError, match=r"was withdrawn \(here\)"):
        renumber(two.root, SLUG)


def test_what_only_the_base_changed_is_not_ours(desks: tuple[Clone, Clone]) -> None:
    """If somebody changed a published version in the base, the old one does not come back under a new number."""
    one, two = desks
    one.write(replace(one.read(3), published=GAMMA, what="Changed [@harbour-plan]."))
    one.commit()
    one.git("push", "-q")
    two.git("switch", "-q", "main")
    two.git("fetch", "-q")

    has_nothing_to_do(two.root, "origin/main changed version 3, and this branch did not; to take it over: git merge origin/main")


def test_an_empty_file_is_no_version(desks: tuple[Clone, Clone]) -> None:
    """A file without content that has the number of a version in the base is named."""
    _, two = desks
    (two.root / FOLDER / "v004.yaml").write_bytes(b"")

    with pytest.raises(UsageError, match=r"cannot be read \(here\)"):
        renumber(two.root, SLUG)


@pytest.mark.parametrize("number", [3, 5])
def test_an_unreadable_version_is_not_nothing_to_do(desks: tuple[Clone, Clone], number: int) -> None:
    """If no version differs from the base, but one cannot be read, the command names it; other problems do not stop it."""
    _, two = desks
    two.git("reset", "-q", "--hard", "origin/main")
    (two.root / FOLDER / "story.yaml").write_text("mood: calm\n")
    has_nothing_to_do(two.root)
    (two.root / FOLDER / f"v{number:03d}.yaml").write_text("version: [")
    two.commit()
    two.git("update-ref", "refs/remotes/origin/main", "HEAD")

    with pytest.raises(UsageError, match=f"version {number} cannot be read: ") as error:
        renumber(two.root, SLUG)

    assert (error.value.where.startswith(f"{FOLDER}/v{number:03d}.yaml:"), bool(error.value.hint)) == (True, True)


def test_a_conflict_that_git_forgot_can_be_brought_back(desks: tuple[Clone, Clone]) -> None:
    """After `git add` on files with a conflict, the command names each of them, and what it says to do settles it."""
    one, two = desks
    two.stops("merge", "origin/main")
    two.git("add", "-A")

    for name in ("v004.yaml", "items.jsonl"):
        with pytest.raises(UsageError, match="has the lines of a merge conflict, but git has no conflict in it") as error:
            renumber(two.root, SLUG)
        assert error.value.where.startswith(f"{FOLDER}/{name}:")
        two.git(*error.value.hint.split("`")[1].split()[1:])
        renumber(two.root, SLUG)

    is_settled(two, one.data(4))


def test_a_conflict_of_a_stash_is_settled(desks: tuple[Clone, Clone]) -> None:
    """If `git stash pop` stops at a published version with the number of the draft in the stash, the draft goes on top."""
    one, two = desks
    two.git("reset", "-q", "--soft", "HEAD~1")
    two.git("stash")
    two.git("switch", "-q", "main")
    two.git("merge", "-q", "origin/main")
    two.stops("stash", "pop")

    assert renumber(two.root, SLUG).numbers == (4, 5)

    is_settled(two, one.data(4))
    assert two.git("diff", "--name-only", "--diff-filter=U") == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"version: [", "cannot be read"),
        (b"format: 1\nversion: 4\nmood: calm\n", "cannot be read"),
        (codec.dump(Tombstone(1, 4, Withdrawn("2026-06-01", "By order.", "sha256:" + "0" * 64))).encode(), "was withdrawn"),
    ],
)
def test_what_cannot_be_merged_is_said(desks: tuple[Clone, Clone], data: bytes, said: str) -> None:
    """A version that cannot be read, has unknown keys or was withdrawn is left as it is, with its place."""
    _, two = desks
    (two.root / FOLDER / "v004.yaml").write_bytes(data)

    with pytest.raises(UsageError, match=said) as error:
        renumber(two.root, SLUG)

    assert error.value.where.startswith(f"{FOLDER}/v004.yaml")
    assert (two.data(4), two.numbers) == (data, [1, 2, 3, 4])


@pytest.mark.parametrize("data", [b"version: [", b"a: 1\n<<<<<<< HEAD\n"])
def test_a_conflict_with_a_file_that_cannot_be_read_is_said(desks: tuple[Clone, Clone], data: bytes) -> None:
    """So is one in a merge, where it cannot tell which was filed first; the hint does not lead back to this command."""
    _, two = desks
    (two.root / FOLDER / "v004.yaml").write_bytes(data)
    two.commit()
    two.git("switch", "-q", "-c", "other", "desk~2")
    two.file(4, "gamma", GAMMA)
    two.git("update-ref", "refs/remotes/origin/main", "desk~2")
    two.stops("merge", "desk")

    with pytest.raises(UsageError, match="cannot be read") as error:
        renumber(two.root, SLUG)
    assert "dateline renumber" not in error.value.hint


def test_a_withdrawn_version_before_both_is_no_ancestor(desks: tuple[Clone, Clone]) -> None:
    """If the version before was withdrawn, what either side has is kept, and nothing counts as removed."""
    _, two = desks
    stone = Tombstone(1, 3, Withdrawn("2026-06-01", "By order.", hash_of(two.data(3))))
    (two.root / FOLDER / "v003.yaml").write_text(codec.dump(stone))
    two.write(replace(two.read(4), open_questions=(Question("when", "When?"),)))

    renumber(two.root, SLUG)

    assert {question.id for question in two.read(5).open_questions} == {"cost", "when"}


def test_a_published_version_that_both_changed_is_for_the_editor(desks: tuple[Clone, Clone]) -> None:
    """A version that both sides already had is no second version with its number."""
    one, two = desks
    for clone in (one, two):
        clone.write(replace(clone.read(3), what=f"Changed by {clone.root.name} [@harbour-plan]."))
        clone.commit()
    one.git("push", "-q")
    two.git("fetch", "-q")
    two.stops("merge", "origin/main")

    with pytest.raises(UsageError, match="both sides had this version, and it was changed") as error:
        renumber(two.root, SLUG)

    assert error.value.where == f"{FOLDER}/v003.yaml"


def test_a_line_that_one_side_removed_is_for_the_editor(desks: tuple[Clone, Clone]) -> None:
    """Nothing is removed from a ledger, so the command does not decide; what she decides by hand is kept."""
    _, two = desks
    own = two.ledger.splitlines(keepends=True)
    (two.root / FOLDER / "items.jsonl").write_bytes(own[1])
    two.commit()
    two.stops("merge", "origin/main")

    with pytest.raises(UsageError, match=r"one side lacks a line that both had: .*harbour-plan"):
        renumber(two.root, SLUG)

    (two.root / FOLDER / "items.jsonl").write_bytes(own[1])
    two.git("add", f"{FOLDER}/items.jsonl")
    renumber(two.root, SLUG)
    assert two.keys == ["beta-report"]


def test_a_file_in_the_way_is_not_overwritten(desks: tuple[Clone, Clone]) -> None:
    """If the new number is taken by a file that neither side has, nothing is written."""
    _, two = desks
    two.file(5, "gamma", GAMMA)
    path = two.root / FOLDER / "v006.yaml"
    two.stops("merge", "origin/main")
    path.write_text("Notes of mine.\n")

    with pytest.raises(UsageError, match="is here, but is no version of either side"):
        renumber(two.root, SLUG)

    assert path.read_text() == "Notes of mine.\n"
    assert two.git("diff", "--name-only", "--diff-filter=U")


@pytest.mark.parametrize("number", [4, 5])
def test_what_is_not_committed_is_not_overwritten(desks: tuple[Clone, Clone], number: int) -> None:
    """In a conflict, a version that the editor has changed since is neither side's, and nothing is written."""
    _, two = desks
    two.file(5, "gamma", GAMMA)
    two.stops("merge", "origin/main")
    path = two.root / FOLDER / f"v00{number}.yaml"
    path.write_bytes(git_data(two, "desk", number).replace(b"The quay floods.", b"The quay floods, says the mayor."))
    before = path.read_bytes()

    with pytest.raises(UsageError, match="is here, but is no version of either side"):
        renumber(two.root, SLUG)

    assert b"says the mayor" in before
    assert path.read_bytes() == before
    assert two.numbers == [1, 2, 3, 4, 5]


def test_a_conflict_in_other_files_alone_is_left(desks: tuple[Clone, Clone]) -> None:
    """A conflict that is not about versions or the ledger is named, and neither written nor added to git's index."""
    one, two = desks
    for clone in (one, two):
        for name in ("story.yaml", "notes.txt"):
            (clone.root / FOLDER / name).write_text(f"title: {clone.root.name}\n")
        clone.git("add", "-A")
        clone.git("commit", "-q", "-m", "Title")
    two.git("update-ref", "refs/remotes/origin/main", "desk~2")
    two.git("reset", "-q", "--hard", "desk")
    two.git("switch", "-q", "-c", "other", "desk~1")
    for name in ("story.yaml", "notes.txt"):
        (two.root / FOLDER / name).write_text("title: other\n")
    two.commit()
    two.stops("merge", "desk")

    done = renumber(two.root, SLUG)

    assert (done.done, done.then) == ((), "git commit")
    assert done.look == (
        f"{FOLDER}/notes.txt: is in conflict too; resolve it, and run git add for it",
        f"{FOLDER}/story.yaml: is in conflict too; resolve it, and run git add for it",
    )
    assert len(two.git("diff", "--name-only", "--diff-filter=U").split()) == 2
