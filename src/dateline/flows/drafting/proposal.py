"""The branch and the pull request of a drafted text. The working tree's branch is not touched."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from dateline.core import layout
from dateline.core.errors import DatelineError, HostError
from dateline.flows.drafting.run import PageDesk
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.proposing.outcome import ProposalOutcome, failure
from dateline.flows.proposing.pull_request import what_to_open, write_proposal
from dateline.flows.proposing.run import ProposalTarget
from dateline.flows.proposing.text import ProposalText
from dateline.post.code_host import PullRequestHost
from dateline.post.hosts import host_for
from dateline.store.branch_tree import DATELINE, branch_with_base, commit, entries_at, prefix_of, written
from dateline.store.git import file_at, git
from dateline.store.handed_over import hand_over
from dateline.store.proposed import named_by
from dateline.store.remote import EMAIL, address_of, branches_of, push


def free_name(desk: PageDesk, names: Iterable[str]) -> str:
    """The first name for an essay that is not taken here, in the base, or by a proposal that an editor changed or closed."""
    return next(name for name in names if _is_free(desk, name))


def essay_branch(slug: str) -> str:
    """The name of the branch on which an essay is proposed."""
    return f"dateline/signal-{slug}"


def _is_free(desk: PageDesk, name: str) -> bool:
    root, file, branch = desk.run.root, layout.signal_path(name), essay_branch(name)
    if (root / file).exists():
        return False
    if not desk.base:
        return True
    if file_at(root, desk.base, file) or named_by(branch):
        return False
    head = branches_of(root).get(branch, "")
    return not head or (_is_untouched(root, desk.base, head) and not _is_over(desk, branch))


def _is_untouched(root: Path, base: str, head: str) -> bool:
    """Whether nobody but Dateline committed anything to a branch."""
    return set(git(root, "log", "--no-merges", "--format=%ae", f"{base}..{head}").split()) == {EMAIL}


def _is_over(desk: PageDesk, branch: str) -> bool:
    """Whether the pull request of a branch was closed or merged, as far as the code host can say it."""
    host = _target(desk).host
    try:
        known = host.find(branch) if host else None
    except HostError:
        return False
    return known is not None and known.state in {"closed", "merged"}


def propose_page(desk: PageDesk, page: DraftedPage, branch: str) -> ProposalOutcome:
    """Pushes a text that is in the working tree, takes it out of there, and opens or renews its pull request.

    A failure is an outcome, too: until it is pushed, the text stays in the working tree.

    Args:
        desk: what it was drafted with.
        page: the text.
        branch: the name of its branch.
    """
    root, file = desk.run.root, f"{layout.PROPOSALS}/{branch.rpartition('/')[2]}.md"
    done = ProposalOutcome(page.name, 0, "failed", branch, file=file)
    try:
        head = _pushed(root, desk.base, page, branch)
        data = page.content.encode()
        done = replace(done, state="pushed", commit=head, put_back=hand_over(root, head, {page.file: data}))
        return _presented(desk, page, done)
    except DatelineError as error:
        told = failure("", 0, error)
        return replace(done, state="failed", error=told.error, hint=told.hint, code=told.code)


def _pushed(root: Path, base: str, page: DraftedPage, branch: str) -> str:
    """Commits the text on top of its branch, or of the base, pushes it, and returns the commit."""
    head, path = branches_of(root).get(branch, ""), f"{prefix_of(root)}{page.file}"
    start, files = branch_with_base(root, base, head) if head else (base, {})
    entry = written(root, page.file, page.content.encode())
    if head and entries_at(root, head, page.file).get(path) == entry:
        return head
    top = git(root, "rev-parse", f"{base}^{{commit}}").strip()
    parents = (top,) if not head else (head,) if start == head else (head, top)
    made = commit(root, start, {**files, path: entry}, parents, f"Draft the {page.kind} {page.name}", DATELINE)
    push(root, made, branch)
    return made


def _presented(desk: PageDesk, page: DraftedPage, done: ProposalOutcome) -> ProposalOutcome:
    """Opens or renews the pull request, or says in a file what to open where."""
    assert desk.run.wording
    target, text, file = _target(desk), desk.run.wording.page_text(page), desk.run.root / done.file
    write_proposal(file, text.whole)
    try:
        if target.host:
            return _on_host(target.host, target.main, text, done)
    except HostError as error:
        write_proposal(file, what_to_open(target, done.branch, text, "pull"))
        told = failure("", 0, error)
        return replace(done, state="failed", error=told.error, hint=told.hint, code=told.code)
    write_proposal(file, what_to_open(target, done.branch, text, "merge"))
    return done


def _on_host(host: PullRequestHost, main: str, text: ProposalText, done: ProposalOutcome) -> ProposalOutcome:
    known = host.find(done.branch)
    if known is None or known.state not in {"open", "unknown"}:
        known = host.open(done.branch, main, text.title, text.body)
        return replace(done, state="opened", pull_request=known.number, url=known.url)
    if known.number:
        host.renew(known.number, text.title, text.body)
    return replace(done, state="renewed", pull_request=known.number, url=known.url)


def _target(desk: PageDesk) -> ProposalTarget:
    root = desk.run.root
    return ProposalTarget(root, desk.base, host_for(root, address_of(root), desk.config.repository, desk.run.environment))
