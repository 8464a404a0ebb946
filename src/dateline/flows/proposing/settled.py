"""What became of proposals of earlier runs whose version the base has by now, or whose branch is gone."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dateline.core import layout
from dateline.core.errors import DatelineError
from dateline.flows.proposing.outcome import ProposalOutcome, failure
from dateline.flows.proposing.run import ProposeRun
from dateline.flows.proposing.text import TAKEN
from dateline.store.git import file_at
from dateline.store.proposed import named_by
from dateline.store.published import published_versions
from dateline.store.remote import branches_of
from dateline.store.sides import is_same


def settled(run: ProposeRun, slugs: Collection[str], standing: Collection[str]) -> Iterator[ProposalOutcome]:
    """The proposals that earlier runs recorded as open, and that are merged, closed, or overtaken by now.

    Args:
        run: what is proposed with.
        slugs: only these stories; empty: all of them.
        standing: the branches of the versions that are proposed by this run.

    Raises:
        GitError: if git reports an error.
    """
    published, branches = published_versions(run.root) or {}, branches_of(run.root)
    for branch, row in run.recorded.rows.items():
        slug, number = named_by(branch) or ("", 0)
        if not slug or (slugs and slug not in slugs) or branch in standing or row["state"] not in ("open", "proposed"):
            continue
        about = _about(slug, number, branch, row, branches.get(branch, ""))
        try:
            if number in published.get(slug, ()):
                yield _in_base(run, about, row)
            elif branch not in branches:
                yield _without_branch(run, about)
        except DatelineError as error:
            yield failure(slug, number, error)


def _about(slug: str, number: int, branch: str, row: Mapping[str, Any], head: str) -> dict[str, Any]:
    given = {"commit": head or row["commit"], "published": row["published"]}
    return {"slug": slug, "number": number, "branch": branch, **given}


def _in_base(run: ProposeRun, about: dict[str, Any], row: Mapping[str, Any]) -> ProposalOutcome:
    """A proposal whose number the base has: it was merged, or another version was filed under its number."""
    file = layout.version_path(about["slug"], about["number"])
    ours, theirs = (file_at(run.root, commit, file) for commit in (about["commit"], run.base))
    known = {"pull_request": row["number"], "url": row["url"]}
    if not ours or is_same(ours, theirs):
        return ProposalOutcome(state="merged", **about, **known)
    found = run.pull_request(about["branch"])
    if found is None:
        return ProposalOutcome(state="taken", **about, **known)
    known = {"pull_request": found.number, "url": found.url}
    if found.state == "open" and run.host and found.number:
        run.host.comment(found.number, TAKEN, run.wording.taken_comment(about["slug"], about["number"]))
    state = "taken" if found.state == "open" else found.state
    return ProposalOutcome(state=state, **about, **known)  # type: ignore[arg-type]  # a state of both


def _without_branch(run: ProposeRun, about: dict[str, Any]) -> ProposalOutcome:
    """A proposal whose branch is gone, and whose version the base does not have."""
    found = run.pull_request(about["branch"])
    return ProposalOutcome(state="closed", **about, pull_request=found.number if found else 0, url=found.url if found else "")
