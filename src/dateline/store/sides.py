"""The two sides of a story: those of a merge, rebase or cherry-pick in progress, or the base and the working tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.store.git import git, git_bytes

OURS, THEIRS = "2", "3"
"""The stages of a file in git's index during a conflict: what `HEAD` has, and what the other side has."""
COMMIT = "git commit"
THEN = {"REBASE_HEAD": "git rebase --continue", "CHERRY_PICK_HEAD": "git cherry-pick --continue", "MERGE_HEAD": COMMIT}
"""What git calls the commit of the other side → how to go on when all conflicts are settled."""
NAMES = {"REBASE_HEAD": ("the branch below", "your commit"), "CHERRY_PICK_HEAD": ("this branch", "the picked commit")}
"""What git calls that commit → what to call the two sides."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What one side has of a story."""

    name: str
    """What to call it."""
    versions: dict[int, bytes]
    """The versions that the other side does not have, or has with other bytes, by number."""
    before: bytes | None
    """The version before the first of them; None if there is none."""
    ledger: bytes
    """Its ledger; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Branches:
    """Both sides, and what git knows about them."""

    ours: Branch
    """What `HEAD` has; outside of a merge, the working tree."""
    theirs: Branch
    """What the other branch or commit has; outside of a merge, the base."""
    unmerged: frozenset[str] = frozenset()
    """The names of the story's files that are in conflict."""
    edited: frozenset[str] = frozenset()
    """The names of those files that both sides had before, and that one or both of them changed or removed."""
    ancestor: bytes = b""
    """The ledger that both had before; empty if it is not needed."""
    then: str = ""
    """The command that goes on with the merge or rebase; empty if none is in progress."""

    @property
    def is_replay(self) -> bool:
        """Whether a commit is put on top of another one, as in a rebase."""
        return self.then not in ("", COMMIT)


def sides_in_conflict(root: Path, slug: str) -> Branches | None:
    """The sides of the merge, rebase or cherry-pick that has stopped at this story; None if none has.

    Raises:
        GitError: if git reports an error.
    """
    staged = _staged(root, slug)
    unmerged = frozenset(name for name, stages in staged.items() if "0" not in stages)
    if not unmerged:
        return None
    head, commit = _blobs(root, "HEAD", slug), _other_commit(root)
    other = _blobs(root, commit, slug) if commit else {}
    arrived = {name: stages[THEIRS] for name, stages in staged.items() if THEIRS in stages}
    arrived |= {name: stages["0"] for name, stages in staged.items() if "0" in stages and head.get(name) != stages["0"]}
    edited = frozenset(name for name in unmerged if set(staged[name]) != {OURS, THEIRS})
    start = min((number for name in unmerged - edited if (number := layout.version_number(name))), default=0)
    ledger = staged.get(layout.LEDGER, {})
    theirs = {**other, layout.LEDGER: ledger.get(THEIRS) or other.get(layout.LEDGER) or ledger.get("0", "")}
    names = NAMES.get(commit, ("this branch", "the other branch"))
    return Branches(
        _side(root, names[0], head, head, start),
        _side(root, names[1], arrived, {**head, **theirs}, start),
        unmerged,
        edited,
        _bytes(root, ledger.get("1", "")),
        THEN.get(commit, COMMIT),
    )


def sides_at(root: Path, slug: str, base: str, clashing: Sequence[int]) -> Branches | None:
    """The base, and the working tree; None if they have no commit in common.

    Args:
        root: the publication's folder.
        slug: the story.
        base: the base.
        clashing: the numbers of the versions that the two have with different content.

    Raises:
        GitError: if git reports an error.
    """
    try:
        fork = git(root, "merge-base", base, "HEAD").strip()
    except GitError:
        return None
    known, there = _blobs(root, fork, slug), _blobs(root, base, slug)
    folder = root / layout.folder_of(slug)
    here = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    names = [layout.version_name(number) for number in clashing]
    edited = frozenset(name for name in names if name in known and not is_same(here[name], _bytes(root, known[name])))
    changed = edited.union(name for name in names if name not in known)
    start = min(filter(None, map(layout.version_number, changed)), default=0)
    ours = {number: data for name, data in here.items() if (number := layout.version_number(name))}
    before = here.get(layout.version_name(start - 1))
    return Branches(
        Branch("here", _from(ours, start), before, here.get(layout.LEDGER, b"")),
        _side(root, base, there, there, start),
        edited=edited,
    )


def stage(root: Path, paths: list[str]) -> None:
    """Adds files to git's index, which ends their conflict.

    Raises:
        GitError: if git reports an error.
    """
    git(root, "add", "--", *paths)


def is_same(one: bytes, other: bytes) -> bool:
    """Whether two files are the same; git may have changed their line endings."""
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def _side(root: Path, name: str, own: dict[str, str], around: dict[str, str], start: int) -> Branch:
    numbers = {
        number: blob for file, blob in own.items() if start and (number := layout.version_number(file)) and number >= start
    }
    before = around.get(layout.version_name(start - 1)) if start > 1 else None
    versions = {number: _bytes(root, blob) for number, blob in sorted(numbers.items())}
    return Branch(
        name, _from(versions, start), _bytes(root, before) if before else None, _bytes(root, around.get(layout.LEDGER, ""))
    )


def _from(versions: dict[int, bytes], start: int) -> dict[int, bytes]:
    """The versions from a number on, up to the first gap; none if the number is 0."""
    found = {}
    while start in versions:
        found[start] = versions[start]
        start += 1
    return found


def _staged(root: Path, slug: str) -> dict[str, dict[str, str]]:
    """The name of each of the story's files in git's index → stage → blob."""
    found: dict[str, dict[str, str]] = {}
    for row in filter(None, git(root, "ls-files", "--stage", "-z", "--", layout.folder_of(slug)).split("\0")):
        told, _, path = row.partition("\t")
        _, blob, number = told.split(" ")
        found.setdefault(path.rpartition("/")[2], {})[number] = blob
    return found


def _blobs(root: Path, commit: str, slug: str) -> dict[str, str]:
    """The name of each of the story's files in a commit → its blob."""
    told = git(root, "ls-tree", "-z", commit, "--", f"{layout.folder_of(slug)}/")
    rows = (row.partition("\t") for row in filter(None, told.split("\0")))
    return {path.rpartition("/")[2]: head.split(" ")[2] for head, _, path in rows}


def _bytes(root: Path, blob: str) -> bytes:
    return git_bytes(root, "cat-file", "blob", blob) if blob else b""


def _other_commit(root: Path) -> str:
    """The name of the commit that is being applied or merged; empty if git does not keep it, as in `git merge --squash`."""
    for name in THEN:
        try:
            git(root, "rev-parse", "--verify", "--quiet", name)
        except GitError:
            continue
        return name
    return ""
