"""Calls the machine's `git`, with fixed arguments and without a shell."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from dateline.core import layout
from dateline.core.errors import GitError, UsageError
from dateline.core.model import Published, Touched
from dateline.store.base_changes import changes_from_base

_REASONS = ("fatal: ", "error: ")
"""How a line of git's begins that says why it failed; advice may follow."""
QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


def git(
    root: Path, *args: str, data: bytes = b"", index: Path | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> str:
    """What git prints for a command, as text; see `git_bytes`."""
    return git_bytes(root, *args, data=data, index=index, environment=environment).decode(errors="surrogateescape")


def git_bytes(
    root: Path, *args: str, data: bytes = b"", index: Path | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """What git prints for a command.

    Args:
        root: the publication's folder; it may be inside a larger repository.
        args: the command and its arguments.
        data: what git reads from its standard input.
        index: the file that git uses as its index; None: that of the working tree.
        environment: further environment variables.

    Raises:
        GitError: if git is not installed, cannot be started, or reports an error.
    """
    named = [word for before, word in zip(("", *args), args, strict=False) if "-c" not in (before, word)]
    command = " ".join(("git", *named[:1]))
    env = {**os.environ, **QUIET, **environment, **({"GIT_INDEX_FILE": str(index)} if index else {})}
    try:
        done = subprocess.run(["git", *args], cwd=root, env=env, input=data, capture_output=True, check=False)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        what = "git is not installed, or not on PATH" if is_missing else f"git cannot be started: {error.strerror}"
        raise GitError(what, where=command, hint="Install git, then run it again.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with exit code {done.returncode}"]
        hint = f"Run `git {' '.join(args)}` by hand in {root} to see more."
        reason = next((line for line in said if line.startswith(_REASONS)), said[-1])
        failure = GitError(reason.removeprefix("fatal: "), where=command, hint=hint)
        failure.said = tuple(said)
        raise failure
    return done.stdout


def must_be_repository(root: Path) -> None:
    """Stops if git does not work here.

    Raises:
        UsageError: if git is not installed, or this is not a repository.
    """
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        hint = "Install git, and run this in a clone of the repository, or in a folder after `git init`."
        raise UsageError(f"needs a git repository: {error.what}", where=str(root), hint=hint) from error


def is_repository(root: Path) -> bool:
    """Whether git works here."""
    try:
        must_be_repository(root)
    except UsageError:
        return False
    return True


def touched_versions(root: Path, base: str, *, is_exact: bool = False) -> tuple[Touched, ...]:
    """The versions and ledgers that have changed since the branch left `base`, or since `base` itself.

    Added versions do not count, nor do ledgers that only grew. Each tombstone that replaces something
    of the base is listed, one for each line of a ledger.

    Args:
        root: the publication's folder.
        base: a branch, tag or commit, such as `origin/main`.
        is_exact: whether `base` itself is compared, although it may have more than the commit where the branch left it.

    Raises:
        UsageError: if git is not installed, this is not a repository, or history that is needed is missing.
        GitError: if git reports any other error.
    """
    fork = _fork(root, base, is_exact=is_exact)
    # Without -z, names would be quoted; without --no-renames, a renamed version would pass for an added one.
    told = git(root, "diff", "--name-status", "--no-renames", "--diff-filter=a", "-z", "--relative", fork, "--", layout.STORIES)
    words = told.split("\0")
    paths = [path for path in words[1::2] if layout.recorded_in(path)]
    rows = (row for path in paths for row in _touched(root, path, fork))
    return tuple(row for row in rows if row.status != "grown")


def published_stories(root: Path, base: str, *, is_exact: bool = False) -> dict[str, Published]:
    """Slug → its versions and the number of its ledger lines at the commit that is compared; see `touched_versions`.

    Args:
        root: the publication's folder.
        base: a branch, tag or commit, such as `origin/main`.
        is_exact: whether `base` itself is compared, although it may have more than the commit where the branch left it.

    Raises:
        UsageError: if git is not installed, this is not a repository, or history that is needed is missing.
        GitError: if git reports any other error.
    """
    fork = _fork(root, base, is_exact=is_exact)
    told = git(root, "ls-tree", "-r", "--name-only", "-z", fork, "--", f"{layout.STORIES}/")
    versions: dict[str, set[int]] = {}
    for path in filter(layout.recorded_in, told.split("\0")):
        versions.setdefault(layout.recorded_in(path), set()).update(filter(None, [layout.version_at(path)]))
    lines, drafts = _ledger_lines(root, fork), _drafts(root, fork)
    return {slug: Published(frozenset(numbers), lines.get(slug, 0), slug in drafts) for slug, numbers in versions.items()}


def _ledger_lines(root: Path, commit: str) -> dict[str, int]:
    """Slug → the number of lines of its ledger in a commit."""
    counts = _counts(root, commit, layout.LEDGER, "")
    return {row.split("/")[-2]: int(row.rpartition(":")[2]) for row in counts}


def _drafts(root: Path, commit: str) -> set[str]:
    """The slugs of the stories that are drafts in a commit."""
    return {row.split("/")[-2] for row in _counts(root, commit, layout.STORY, "^draft: *true")}


def _counts(root: Path, commit: str, name: str, pattern: str) -> list[str]:
    """A row for each file of this name that has such a line in a commit: its path, and how many lines."""
    files = f"{layout.STORIES}/*/{name}"
    try:
        return git(root, "grep", "--text", "--no-color", "--count", "-e", pattern, commit, "--", files).splitlines()
    except GitError:  # git exits with 1 if there is no such line
        return []


def _touched(root: Path, path: str, fork: str) -> Iterator[Touched]:
    """How a file changed."""
    there, before = root / path, git_bytes(root, "show", f"{fork}:./{path}")
    if there.is_symlink():
        yield Touched(path, "changed")
    elif there.is_file():
        yield from _changed(root, path, fork, before)
    else:
        others = (
            one for one in (root / layout.STORIES).glob(f"*/{there.name}") if one.is_file() and not layout.leaves(root, one)
        )
        yield Touched(path, "moved" if any(_continues(other, before) for other in others) else "deleted")


def _changed(root: Path, path: str, fork: str, before: bytes) -> Iterator[Touched]:
    """What was withdrawn in a file, and whether anything else differs."""
    there = root / path
    if _continues(there, before):
        is_grown = there.name == layout.LEDGER and _loses_nothing(root, path, fork)
        yield Touched(path, "grown" if is_grown else "line-ends")
        return
    after = there.read_bytes()
    taken = changes_from_base(path, before, after)
    yield from (Touched(path, "withdrawn", line) for line in taken.lines)
    if taken.is_edited:
        yield Touched(path, "changed", taken.edited or _first_difference(before, after))


def _continues(file: Path, before: bytes) -> bool:
    """Whether a file still has its earlier content, ignoring line endings: a ledger at its beginning, a version as a whole."""
    held, before = (data.replace(b"\r\n", b"\n") for data in (file.read_bytes(), before))
    return held.startswith(before) if file.name == layout.LEDGER else held == before


def _loses_nothing(root: Path, path: str, fork: str) -> bool:
    """Whether git, which may change line endings, finds every line of a file unchanged."""
    return git(root, "diff", "--numstat", "--relative", fork, "--", path).split("\t")[1:2] == ["0"]


def _first_difference(before: bytes, after: bytes) -> int:
    """The first line that differs, from 1; line 1 if only line endings differ."""
    lines = zip_longest(before.splitlines(), after.splitlines())
    return next((number for number, (was, now) in enumerate(lines, 1) if was != now), 1)


def file_at(root: Path, commit: str, path: str) -> bytes:
    """The bytes of a file in a commit; empty if it is not there."""
    try:
        return git_bytes(root, "show", f"{commit}:./{path}")
    except GitError:
        return b""


def commits_of(root: Path, path: str) -> tuple[str, ...]:
    """The commits that changed a file, on local and fetched branches, the newest first; empty without git."""
    try:
        return tuple(git(root, "log", "--all", "--format=%h", "--", path).split())
    except GitError:
        return ()


def is_ancestor(root: Path, commit: str) -> bool:
    """Whether the current branch contains a commit."""
    try:
        git(root, "merge-base", "--is-ancestor", commit, "HEAD")
    except GitError:  # git exits with 1 if it does not
        return False
    return True


def commit_of(root: Path, base: str, option: str = "--base") -> str:
    """The commit of a branch, tag or other revision, which an option names.

    Raises:
        UsageError: if git is not installed, this is not a repository, or there is no such revision.
    """
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        hint = f"Install git, and run this in a clone of the repository; or leave out {option}."
        raise UsageError(f"needs a git repository: {error.what}", where=option, hint=hint) from error
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}").strip()
    except GitError as error:
        hint = f"Fetch it (`git fetch origin`), or name another commit.{_if_shallow(root)}"
        raise UsageError(f'there is no "{base}" here', where=option, hint=hint) from error


def _fork(root: Path, base: str, *, is_exact: bool) -> str:
    """The commit where the branch left `base`, or that of `base` itself."""
    if is_exact:
        return commit_of(root, base, "--published")
    commit = commit_of(root, base)
    try:
        return git(root, "merge-base", commit, "HEAD").strip()
    except GitError as error:
        hint = f"Compare with a branch that this one came from.{_if_shallow(root)}"
        raise UsageError(f'"{base}" and this branch have no commit in common here', where="--base", hint=hint) from error


def _if_shallow(root: Path) -> str:
    if git(root, "rev-parse", "--is-shallow-repository").strip() == "false":
        return ""
    return " This clone has only part of the history: run `git fetch --unshallow`, or check out with `fetch-depth: 0`."
