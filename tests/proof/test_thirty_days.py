"""Thirty days of a scheduled publication: each day a fresh clone, an update and a proposal; editors and failures in between."""

from pathlib import Path

import pytest
from branches import FOLDER, SLUG, Clone, hub
from github_server import Fault, GitHubServer, github
from proposing import Remote, run
from shared import Desk

from dateline.core import codec, layout
from dateline.core.ledger import items_of
from dateline.core.model import Version
from dateline.flows.stories.check import check
from dateline.store.git import git, git_bytes

__all__ = ["hub"]

QUIET = frozenset({2, 7, 8, 13, 17, 21})
"""The days without news."""


class Month:
    """The desk, its remote and its code host for thirty days."""

    def __init__(self, desk: Desk, server: GitHubServer) -> None:
        self.desk, self.server = desk, server
        self.remote = Remote(desk.hub)
        self.published: dict[str, bytes] = {}
        """The files of versions on the main branch, as they were published."""

    def day(self, number: int) -> None:
        """One run: the feed has the news of this day only."""
        day = f"2026-06-{number:02d}"
        self.desk.news = {} if number in QUIET else {f"report{number}": day}
        clone, _ = self.desk.run(day)
        run(clone, self.server, now=f"{day}T07:00:00Z")

    @property
    def branch(self) -> str:
        """The branch of the newest proposal."""
        names = self.remote.git("branch", "--format=%(refname:short)").split()
        return max(one for one in names if one.startswith("dateline/"))

    def edit(self) -> None:
        """An editor changes the proposal."""
        clone = self.desk.hub.clone(f"editor{len(list(self.desk.hub.folder.iterdir()))}")
        clone.git("switch", "-q", self.branch)
        path = clone.root / FOLDER / layout.version_name(clone.numbers[-1])
        path.write_text(path.read_text().replace("The quay floods.", "The quay floods every year."))
        clone.commit("Edit")
        clone.git("push", "-q")

    def merge(self) -> None:
        """An editor merges the open proposal with the button, which knows nothing of ledgers, and deletes its branch."""
        branch, clone = self.branch, self.desk.hub.clone(f"merge{len(list(self.desk.hub.folder.iterdir()))}")
        (clone.root / ".gitattributes").unlink()
        clone.git("merge", "-q", "--no-ff", "-m", "Merge", f"origin/{branch}")
        clone.git("checkout", "-q", "--", ".gitattributes")
        clone.git("push", "-q", "origin", "main", f":{branch}")
        self.server.close(len(self.server.pulls), merged=True)
        self.proven(clone)

    def proven(self, clone: Clone) -> None:
        """The main branch passes its check, and no version that was published has changed."""
        found = check(clone.root, base="HEAD~1").findings
        assert [one for one in found if one.level == "error"] == []
        for path in sorted((clone.root / FOLDER).glob("v*.yaml")):
            assert self.published.setdefault(path.name, path.read_bytes()) == path.read_bytes()

    def spike(self, number: int) -> None:
        """An editor sets an item aside on the main branch while a proposal is open."""
        clone = self.desk.hub.clone(f"spike{number}")
        event = f'{{"key":"{clone.keys[0]}","event":"spiked","at":"2026-06-{number:02d}T12:00:00Z","why":"off topic"}}\n'
        (clone.root / layout.ledger_path(SLUG)).write_bytes(clone.ledger + event.encode())
        clone.commit("Set aside")
        clone.git("push", "-q", "origin", "main")

    def close(self) -> None:
        """An editor closes the open proposal, and deletes its branch."""
        self.server.close(len(self.server.pulls), at="2026-06-15T12:00:00Z")
        self.remote.git("branch", "-D", self.branch)


@pytest.fixture
def month(hub):
    with github() as server:
        yield Month(Desk(hub), server)


def test_nothing_is_lost_and_nothing_is_paid_twice(month):
    """Refusals of the remote, of the host, of both; an edit, a closed proposal, a run twice a day, a state that was deleted."""
    refused: list[Path] = []
    before = {
        4: lambda: setattr(month.server, "fault", Fault(503)),
        5: lambda: setattr(month.server, "fault", None),
        6: lambda: refused.append(month.remote.refuse("dateline/*")),
        8: lambda: refused.pop().unlink(),
        10: month.edit,
        12: month.merge,
        14: lambda: setattr(month.server, "fault", Fault(403, method="POST")),
        15: lambda: setattr(month.server, "fault", None),
        16: month.close,
        19: lambda: month.spike(18),
        22: lambda: month.remote.git("branch", "-D", "dateline-state"),
        24: month.merge,
        **dict.fromkeys(range(26, 31), month.merge),
    }
    for number in range(1, 31):
        before.get(number, lambda: None)()
        month.day(number)
        if number == 20:
            month.day(number)
    month.merge()

    asked = [(one.number, tuple(item.key for item in one.items)) for one in month.desk.asked]
    assert len(asked) == len(set(asked))
    assert len(asked) <= 30 - len(QUIET)
    ledger = codec.parse_ledger(git_bytes(month.remote.root, "show", f"main:{layout.ledger_path(SLUG)}"), "").value
    titles = [item.title for item in items_of(ledger or ())]
    news = [f"The harbour barrier: the report{number} report" for number in range(1, 31) if number not in QUIET]
    assert sorted(titles) == sorted(["Title of harbour-plan", *news])
    last = codec.parse_version(month.published[max(month.published)], "").value
    assert isinstance(last, Version)
    assert {source.title for source in last.sources} >= set(news)
    assert [one["state"] for one in month.server.pulls if one["state"] == "open"] == []
    assert git(month.remote.root, "fsck", "--no-dangling") == ""
