"""The pull request of a proposal: opened, renewed in place, or explained in a file."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from dateline.core import codec, layout, ledger
from dateline.core.errors import HostError, UsageError
from dateline.core.ledger_union import union
from dateline.core.model import Item, Version
from dateline.flows.proposing.branch import Branched
from dateline.flows.proposing.found import Proposable
from dateline.flows.proposing.outcome import ProposalOutcome, failure
from dateline.flows.proposing.run import ProposalTarget, ProposeRun
from dateline.flows.proposing.text import WAITING, ProposalPlace, ProposalText
from dateline.flows.shared.judged import judged_of
from dateline.post.code_host import BOARD, LABEL, PullRequest, PullRequestHost
from dateline.store.atomic import disk_errors, replace_text
from dateline.store.branch_tree import prefix_of
from dateline.store.files import read
from dateline.store.story import read_story
from dateline.store.temporary_tree import files_of

_JOB = re.compile(r"/actions/runs/\d+")
"""The run that keeps the whole card: a later run keeps the same one, which is no reason to renew a text."""
_TICKED = re.compile(r"^(\s*[-*] )\[[xX]\](?= )(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read on the branch of a proposal."""

    version: Version
    """The version."""
    text: ProposalText
    """The words about it."""
    waiting: tuple[Item, ...]
    """The items that came in since."""


def present(run: ProposeRun, one: Proposable, branched: Branched, known: PullRequest | HostError | None) -> ProposalOutcome:
    """Opens or renews the pull request of a branch, or writes a file that says what to open where.

    Args:
        run: what is proposed with.
        one: the version.
        branched: its branch.
        known: its pull request; None if it has none; an error if the host cannot be asked.

    Raises:
        DatelineError: if the version on the branch cannot be read, or git or the disk fails.
    """
    file = f"{layout.PROPOSALS}/{layout.report_name(one.slug, one.number)}"
    found = _read(run, one, branched.commit, file)
    done = ProposalOutcome(
        one.slug,
        one.number,
        "pushed",
        one.branch,
        branched.commit,
        found.version.published,
        said=branched.left,
        file=file,
        put_back=branched.put_back,
    )
    if refused := branched.refused:
        done = replace(done, error=str(refused), hint=refused.hint, code=refused.exit_code)
    write_proposal(run.root / file, found.text.whole)
    try:
        if isinstance(known, HostError):
            raise known
        if run.host:
            return _on_host(run.host, run, one, branched, found, known, done)
    except HostError as error:
        write_proposal(run.root / file, what_to_open(run, one.branch, found.text, "pull"))
        told = failure(one.slug, one.number, error)
        return replace(done, state="failed", error=told.error, hint=told.hint, code=told.code)
    write_proposal(run.root / file, what_to_open(run, one.branch, found.text, "merge"))
    return done


def _on_host(  # noqa: PLR0913, PLR0917  # what a pull request depends on
    host: PullRequestHost,
    run: ProposeRun,
    one: Proposable,
    branched: Branched,
    found: Read,
    known: PullRequest | None,
    done: ProposalOutcome,
) -> ProposalOutcome:
    text = found.text
    if known is None or (known.state != "open" and branched.is_draft):
        opened = host.open(one.branch, run.main, text.title, text.body)
        done, known = replace(done, state="opened"), replace(opened, body=opened.body if opened.body is not None else text.body)
    done = replace(done, pull_request=known.number, url=known.url)
    if known.state != "open":
        return replace(done, state="closed")
    if known.number:
        body = renewed(known.body, text.body, is_new_text=branched.is_draft)
        if body is not None and (known.body is not None or branched.is_pushed):
            host.renew(known.number, text.title, body)
            done = replace(done, state="opened" if done.state == "opened" else "renewed")
        if one.branch.startswith("cms/") and not any(label.startswith(BOARD) for label in known.labels):
            host.label(known.number, LABEL)
        if one.there and not one.there.is_untouched:
            host.comment(known.number, WAITING, run.wording.waiting_comment(found.waiting), is_new=bool(found.waiting))
            done = replace(done, waiting=len(found.waiting))
    return done if done.state in ("opened", "renewed") else replace(done, state="unchanged")


def renewed(before: str | None, after: str, *, is_new_text: bool) -> str | None:
    """The text that replaces that of a pull request; None if it says the same. Boxes stay ticked unless the version has changed.

    Args:
        before: the text on the host; None if it is not known.
        after: the text that it should have.
        is_new_text: whether the version has changed.
    """
    held = (before or "").replace("\r\n", "\n")
    ticked = set() if is_new_text else {(found[1], found[2]) for found in _TICKED.finditer(held)}
    for head, words in ticked:
        after = after.replace(f"{head}[ ]{words}\n", f"{head}[x]{words}\n")
    same = (_JOB.sub("", text).strip() for text in (held, after))
    return None if len({*same}) == 1 else after


def _read(run: ProposeRun, one: Proposable, commit: str, file: str) -> Read:
    with files_of(run.root, commit) as folder:
        story = read_story(folder, one.slug)
        version = next((held for held in story.versions if held.version == one.number), None)
        if version is None:
            hint = f"Correct it on its branch, `{one.branch}`."
            raise UsageError("cannot be read, so it has no review card", where=one.file, hint=hint)
        blob = f"{run.where}/blob/{commit}/{prefix_of(run.root)}".rstrip("/") if run.host else ""
        place = ProposalPlace(run.root, judged_of(run.state, one.slug, version), blob, run.job, file)
        text = run.wording.proposal_text(folder, one.slug, one.number, place)
        there, here = (read(at, layout.ledger_path(one.slug)) if _has_ledger(at, one.slug) else b"" for at in (folder, run.root))
    shared = run.state.files.get(f"{layout.folder_of(one.slug)}.jsonl", b"")
    lines = codec.parse_ledger(union(union(there, here), shared), layout.ledger_path(one.slug)).value or ()
    upto = tuple(held for held in story.versions if held.version <= one.number)
    joined = replace(story, versions=upto, items=ledger.items_of(lines), events=ledger.events_of(lines), lines=lines)
    return Read(version, text, ledger.waiting(joined))


def _has_ledger(root: Path, slug: str) -> bool:
    return (root / layout.ledger_path(slug)).is_file()


def write_proposal(file: Path, text: str) -> None:
    """Writes what an editor reads about a proposal to a file.

    Raises:
        StoreError: if the disk reports an error.
    """
    with disk_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    replace_text(file, text)


def what_to_open(run: ProposalTarget, branch: str, text: ProposalText, kind: str) -> str:
    """What to open where, with the text, for a person.

    Args:
        run: where the proposal goes.
        branch: the branch of the proposal.
        text: the title and the text.
        kind: what the code host calls it: a `pull` request, or a `merge` request.
    """
    where = run.where
    if run.host:
        where = f"{where}/compare/{quote(run.main, safe='')}...{quote(branch, safe='/')}"
    todo = f"Open a {kind} request at {where}: from `{branch}` into `{run.main}`, with this title and the text below."
    return f"# {text.title}\n\n{todo}\n\n{text.whole}"
