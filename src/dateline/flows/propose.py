"""Proposes versions: one branch and pull request for each version that the main branch does not have."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from dateline.core.errors import DatelineError, HostError, UsageError
from dateline.core.progress import timed
from dateline.flows.proposing.branch import Branched, bring
from dateline.flows.proposing.found import Proposable, find_proposable
from dateline.flows.proposing.outcome import ProposalOutcome, failure, recorded
from dateline.flows.proposing.pull_request import present
from dateline.flows.proposing.run import ProposeRun, fetched_base, must_have_remote
from dateline.flows.proposing.settled import settled
from dateline.flows.proposing.text import Wording
from dateline.flows.shared.state import PROPOSALS
from dateline.flows.versions import numbers_of, refuse_clash
from dateline.post.code_host import PullRequest, PullRequestHost
from dateline.post.hosts import host_for
from dateline.store.git import commit_of, file_at, must_be_repository
from dateline.store.lock import locked
from dateline.store.published import all_clashes, published_versions
from dateline.store.reading import read_config
from dateline.store.remote import address_of, remote_of
from dateline.store.state import StateBranch, add_to_state, read_state
from dateline.store.story import find_stories, must_exist, read_story


def propose(  # noqa: PLR0913  # an option each
    root: Path,
    slugs: Sequence[str] = (),
    *,
    wording: Wording,
    now: str,
    sharing: bool = True,
    environment: Mapping[str, str] = os.environ,
) -> tuple[ProposalOutcome, ...]:
    """Pushes each version that the base does not have, and opens or renews its pull request. One failure stops no other.

    Args:
        root: the publication's folder.
        slugs: only these stories; empty: all of them.
        wording: writes the texts.
        now: the time of the run, UTC.
        sharing: whether the state branch is read and written.
        environment: the environment variables, with what signs in at the code host.

    Raises:
        UsageError: if there is no repository or no remote, or a slug names no story.
        StoreError: if another run holds the lock.
        GitError: if the remote cannot be read.
    """
    must_have_remote(root)
    with locked(root):
        with timed("remote", remote_of(root)):
            base = fetched_base(root)
        state = read_state(root) if sharing else StateBranch()
        known = recorded(state.rows(PROPOSALS))
        host = host_for(root, address_of(root), read_config(root).repository, environment)
        run = ProposeRun(root, base, host, wording, _job(host, environment), state, known, now)
        outcomes = [*_outcomes(run, slugs)]
        if sharing and (rows := known.news(outcomes, now)):
            try:
                add_to_state(root, {f"{PROPOSALS}.jsonl": rows})
            except DatelineError as error:
                outcomes.append(failure("", 0, error))
    return tuple(outcomes)


def _job(host: PullRequestHost | None, environment: Mapping[str, str]) -> str:
    """The page of the workflow's run in which this happens; empty outside of one."""
    number = environment.get("GITHUB_RUN_ID", "")
    return f"{host.repository.url}/actions/runs/{number}" if host and re.fullmatch(r"\d+", number) else ""


def unpublished(root: Path, slugs: Sequence[str] = (), *, base: str | None = None) -> tuple[tuple[str, int], ...]:
    """The slug and the number of each version here that the base does not have, as last fetched.

    Args:
        root: the publication's folder.
        slugs: only these stories; empty: all of them.
        base: a git revision that is the base; None: the main branch.

    Raises:
        UsageError: if there is no repository or no such revision, or a slug names no story.
        StoreError: if a file cannot be read.
    """
    must_be_repository(root)
    commit = commit_of(root, base) if base else None
    for slug in slugs:
        must_exist(root, slug)
    published = published_versions(root, commit) or {}
    found = ((slug, number) for slug in slugs or find_stories(root)[0] for number in numbers_of(read_story(root, slug)))
    return tuple((slug, number) for slug, number in found if number not in published.get(slug, ()))


def _outcomes(run: ProposeRun, slugs: Sequence[str]) -> Iterator[ProposalOutcome]:
    found = find_proposable(run.root, slugs)
    for one in found:
        try:
            with timed("proposal", one.slug):
                done = _proposed(run, one)
            yield done
        except DatelineError as error:
            yield failure(one.slug, one.number, error)
    yield from _clashing(run, slugs, {one.slug for one in found if one.here})
    yield from settled(run, slugs, {one.branch for one in found})


def _proposed(run: ProposeRun, one: Proposable) -> ProposalOutcome:
    known: PullRequest | HostError | None
    try:
        known = run.pull_request(one.branch)
    except HostError as error:
        known = error  # the branch is pushed all the same
    if one.here:
        refuse_clash(run.root, one.slug)
    is_closed = isinstance(known, PullRequest) and known.state != "open"
    is_news = isinstance(known, PullRequest) and _is_news(run, one, known)
    branched = bring(run, one, is_closed=is_closed, is_news=is_news)
    if not branched.commit:
        return _left(one, branched, known)
    return present(run, one, branched, known)


def _is_news(run: ProposeRun, one: Proposable, known: PullRequest) -> bool:
    """Whether the version here was filed after its pull request was closed, or has another text than what was proposed."""
    if one.version is None:
        return False
    earlier = run.recorded.rows.get(one.branch, {}).get("commit", "")
    held = file_at(run.root, earlier, one.file) if earlier else b""
    return one.version.published > known.closed_at or (bool(held) and held != one.here[one.file])


def _left(one: Proposable, branched: Branched, known: PullRequest | HostError | None) -> ProposalOutcome:
    """A version that was not pushed, and has no branch."""
    closed = known if isinstance(known, PullRequest) else PullRequest(0, "closed")
    told = {"pull_request": closed.number, "url": closed.url}
    return ProposalOutcome(one.slug, one.number, "left", one.branch, said=branched.left, **told)  # type: ignore[arg-type]


def _clashing(run: ProposeRun, slugs: Collection[str], seen: Collection[str]) -> Iterator[ProposalOutcome]:
    """The stories of which the base has another version under a number that is used here."""
    for slug, numbers in all_clashes(run.root).items():
        if slug not in seen and (not slugs or slug in slugs):
            try:
                refuse_clash(run.root, slug)
            except UsageError as error:
                yield failure(slug, numbers[0], error)
