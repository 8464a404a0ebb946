"""The branch of a proposal: what is committed to it, when it is pushed, and when it is left alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.errors import UsageError
from dateline.core.ledger import events_of, items_of, next_moment, unseen
from dateline.core.ledger_union import missing, union
from dateline.core.model import LedgerEvent, Timestamp, Version
from dateline.flows.proposing.found import Proposable
from dateline.flows.proposing.run import ProposeRun
from dateline.store.branch_tree import (
    DATELINE,
    Entries,
    branch_with_base,
    bytes_of,
    changes_between,
    commit,
    entries_at,
    joined,
    must_have_identity,
    prefix_of,
    stored,
    written,
)
from dateline.store.git import file_at, git, is_ancestor
from dateline.store.handed_over import hand_over, has_had
from dateline.store.remote import push

CLOSED = "was closed without being merged; it is proposed again when there is a newer draft"


@dataclass(frozen=True, slots=True)
class Branched:
    """The branch of a proposal after this run."""

    commit: str
    """Its newest commit; empty if there is no branch."""
    is_pushed: bool = False
    """Whether this run pushed a commit."""
    is_draft: bool = False
    """Whether the commit has a text that the branch did not have."""
    put_back: tuple[str, ...] = ()
    """The files of the working tree that are on the branch now, and were put back to what is committed here."""
    left: str = ""
    """Why the version here was not pushed; empty if it was, or is there already."""
    refused: UsageError | None = None
    """What to say if its writer must decide something first."""


def bring(run: ProposeRun, one: Proposable, *, is_closed: bool, is_news: bool) -> Branched:
    """Pushes the version here, or merges the base into the branch if it changed the story; or leaves the branch alone.

    Args:
        run: what is proposed with.
        one: the version.
        is_closed: whether its pull request was closed without being merged.
        is_news: whether the version here was drafted after that.

    Raises:
        UsageError: if the version cannot be read, both sides changed one text, or git does not know who commits.
        GitError: if the remote does not take it.
    """
    root, base, now = run.root, run.base, run.now
    if not one.here:
        return Branched(one.head) if is_closed else _with_base(root, base, one, now)
    if one.version is None:
        hint = f"See what is wrong: `dateline check {one.slug}`."
        raise UsageError("cannot be read, so it was not proposed", where=one.file, hint=hint)
    if one.head and not _says_more(root, one):
        stands = Branched(one.head) if is_closed else _with_base(root, base, one, now)
        return replace(stands, put_back=hand_over(root, one.head, one.here))
    why = _why_left(root, one, is_closed=is_closed, is_news=is_news)
    if isinstance(why, UsageError):
        return Branched(one.head, refused=why)
    if why:
        return Branched(one.head, left=why)
    return _pushed(root, base, one, now)


def _why_left(root: Path, one: Proposable, *, is_closed: bool, is_news: bool) -> str | UsageError:
    """Why the version here is not put on its branch; empty if it is."""
    there, version = one.there, one.version
    assert version
    if one.is_unfinished:
        return f"is still being written; finish it with `dateline edit {one.slug}`"
    if there is None:
        return CLOSED if is_closed and not is_news else ""
    if there.version and (older := _is_older(one, version, there.version)):
        return older
    if is_closed or is_ancestor(root, there.commit) or has_had(root, there.commit, one.file):
        return ""
    if there.is_untouched and not version.is_by_hand:
        return ""
    return _another_text(one, "the desk drafted" if there.is_untouched else "an editor changed")


def _is_older(one: Proposable, version: Version, there: Version) -> str:
    """Why the text on the branch is the better one; empty if it is not."""
    if version.published < there.published:
        return f"has a newer text on its branch; to go on with that one: {_switch(one)}"
    if not version.is_by_hand and not there.is_by_hand and version.items < there.items:
        return "was drafted from fewer items than the one that is proposed"
    return ""


def _switch(one: Proposable) -> str:
    """The commands that set the text here aside, and check out the branch."""
    return f"`git stash --include-untracked`, then `git switch {one.branch}`"


def _another_text(one: Proposable, whose: str) -> UsageError:
    """What to say if somebody wrote a version here that does not go on with the one that is proposed."""
    what = f"not pushed: under this number, another text is proposed, which {whose}"
    hint = (
        f"To go on with that text: {_switch(one)}. To publish yours before it, commit it to a branch with another "
        "name, push that, and open its pull request."
    )
    return UsageError(what, where=one.file, hint=hint)


def _says_more(root: Path, one: Proposable) -> bool:
    """Whether the working tree has anything of the story that the branch does not have."""
    held, prefix = entries_at(root, one.head, *one.here), prefix_of(root)
    for name, data in one.here.items():
        there, here = held.get(f"{prefix}{name}", ""), written(root, name, data)
        if here != there and not (name.endswith(f"/{layout.LEDGER}") and not missing(data, bytes_of(root, there))):
            return True
    return False


def _with_files(root: Path, base: str, one: Proposable, held: Entries) -> Entries:
    """The files of the working tree, put on those of the branch or the base."""
    prefix, fork = prefix_of(root), git(root, "merge-base", base, "HEAD").strip()
    published, before = entries_at(root, base, *one.here), entries_at(root, fork, *one.here)
    is_same = written(root, one.file, one.here[one.file]) == held.get(f"{prefix}{one.file}")
    found = {}
    for name, data in one.here.items():
        path = f"{prefix}{name}"
        onto, side, was = held.get(path, ""), written(root, name, data), before.get(path, "")
        if path.endswith(f"/{layout.LEDGER}"):
            later = (bytes_of(root, onto), data) if is_same else (data, bytes_of(root, onto))
            found[path] = stored(root, reduce(union, later, bytes_of(root, published.get(path, ""))))
        elif path in published:
            found[path] = joined(root, path, onto, side, was)
        else:
            found[path] = side  # what no reader has seen is replaced by what is newer
    return found


def _pushed(root: Path, base: str, one: Proposable, now: Timestamp) -> Branched:
    version = one.version
    assert version
    is_ours = not version.is_by_hand and not version.review
    if not is_ours:
        must_have_identity(root)
    start, files = branch_with_base(root, base, one.head) if one.head else (base, {})
    held = entries_at(root, start, *one.here) | files
    files |= _with_files(root, base, one, held)
    files = _offered(root, one.slug, files, (version, one.here.get(layout.ledger_path(one.slug), b"")), now)
    made = _committed(root, base, one, (start, files), DATELINE if is_ours else {})
    return Branched(made, is_pushed=True, is_draft=True, put_back=hand_over(root, made, one.here))


def _offered(root: Path, slug: str, files: Entries, drafted: tuple[Version | None, bytes], now: Timestamp) -> Entries:
    """The files, with a line in the ledger for each item that the version counts and that its writer never saw.

    What is published comes first in a ledger, and versions count from the first line on. The line gives the item to the next
    version.

    Args:
        root: the publication's folder.
        slug: the story.
        files: the files that differ.
        drafted: the version, and the ledger that its writer had.
        now: the time of the run, UTC.
    """
    path = f"{prefix_of(root)}{layout.ledger_path(slug)}"
    version, own = drafted
    entry = files.get(path, "")
    if version is None or not entry:
        return files
    data = bytes_of(root, entry)
    held, known = (codec.parse_ledger(one, path).value or () for one in (data, own))
    events = events_of(held)
    keys = unseen(items_of(held), items_of(known), version)
    at = {key: next_moment(events, key, max(now, version.published)) for key in keys}
    lines = (LedgerEvent(key, "restored", at[key], f"came in beside version {version.version}") for key in keys)
    return files | {path: stored(root, data + "".join(codec.dump_line(line) for line in lines).encode())} if keys else files


def _with_base(root: Path, base: str, one: Proposable, now: Timestamp) -> Branched:
    """Merges the base into the branch if it changed the story, or a file that both changed; into an editor's only a ledger.

    Code hosts show that as a conflict, which nobody can settle on the web.
    """
    assert one.there
    fork, prefix = git(root, "merge-base", base, one.head).strip(), prefix_of(root)
    ledger = layout.ledger_path(one.slug)
    theirs, ours = (changes_between(root, fork, commit).keys() for commit in (base, one.head))
    both = theirs & ours
    is_in_story = any(path.startswith(f"{prefix}{layout.folder_of(one.slug)}/") for path in theirs)
    if not (both or is_in_story if one.there.is_untouched else f"{prefix}{ledger}" in both):
        return Branched(one.head)
    try:
        tree = branch_with_base(root, base, one.head)
    except UsageError:
        if one.there.is_untouched:
            raise
        return Branched(one.head)  # the editor settles it
    start, files = tree
    files = _offered(root, one.slug, files, (one.there.version, file_at(root, one.head, ledger)), now)
    return Branched(_committed(root, base, one, (start, files), DATELINE), is_pushed=True)


def _committed(root: Path, base: str, one: Proposable, tree: tuple[str, Entries], author: Mapping[str, str]) -> str:
    """Commits on top of the branch and of the base, pushes, and returns the commit."""
    top = git(root, "rev-parse", f"{base}^{{commit}}").strip()
    parents = (top,) if not one.head else (one.head,) if tree[0] == one.head else (one.head, top)
    made = commit(root, *tree, parents, f"{one.slug}: version {one.number}", author)
    push(root, made, one.branch)
    return made
