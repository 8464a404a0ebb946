"""A scheduled desk on machines that are thrown away: each day a fresh clone, an update and a proposal."""

import pytest
from branches import hub
from github_server import GitHubServer, github
from proposing import BRANCH, Remote, edits, run
from shared import Desk

__all__ = ["hub"]


@pytest.fixture
def days(hub):
    with github() as server:
        yield Days(Desk(hub), Remote(hub), server)


class Days:
    """One day after the other."""

    def __init__(self, desk: Desk, remote: Remote, server: GitHubServer) -> None:
        self.desk, self.remote, self.server = desk, remote, server

    def pass_one(self, day: str, word: str = "") -> list[str]:
        """What became of the proposals on a day on which the feed has a further report, or none."""
        if word:
            self.desk.news[word] = day
        clone, _ = self.desk.run(day)
        return [one.state for one in run(clone, self.server, now=f"{day}T07:00:00Z")]


def test_news_does_not_wait_and_nothing_is_paid_twice(days):
    """One draft for a day with news; what comes after an editor took over waits, and is in the version after the merge."""
    told = [days.pass_one("2026-06-01", "alpha"), days.pass_one("2026-06-02"), days.pass_one("2026-06-03", "beta")]
    assert told == [["opened"], ["unchanged"], ["renewed"]]
    assert len(days.desk.asked) == 2
    assert days.remote.keys(BRANCH) == ["harbour-plan", *days.desk.words]

    edits(days.desk.hub)
    assert days.pass_one("2026-06-04", "gamma") == ["renewed"]
    assert "gamma" in days.server.comments[1][0]["body"]
    assert days.pass_one("2026-06-05") == ["unchanged"]
    assert len(days.desk.asked) == 2

    days.desk.merge()
    days.server.close(at="2026-06-05T12:00:00Z", merged=True)
    assert sorted(days.pass_one("2026-06-06")) == ["merged", "opened"]
    assert len(days.desk.words) == 1
    assert days.pass_one("2026-06-07") == ["unchanged"]
    assert [one["number"] for one in days.server.pulls if one["state"] == "open"] == [2]


def test_what_was_turned_down_stays_so_until_there_is_news(days):
    """A closed proposal is neither drafted nor proposed again before the next report; then its items are in it."""
    days.pass_one("2026-06-01", "alpha")
    days.server.close(at="2026-06-01T12:00:00Z")
    assert days.pass_one("2026-06-02") == ["closed"]
    assert days.pass_one("2026-06-03") == ["closed"]
    assert len(days.desk.asked) == 1
    assert days.pass_one("2026-06-04", "beta") == ["opened"]
    assert (len(days.desk.asked), len(days.server.pulls)) == (2, 2)


def test_a_refused_day_is_made_up_for(days):
    """A push that was refused loses neither the draft nor its cost: the next clone files it again, and proposes it."""
    hook = days.remote.refuse(BRANCH)
    assert days.pass_one("2026-06-01", "alpha") == ["failed"]
    hook.unlink()
    assert days.pass_one("2026-06-02") == ["opened"]
    assert len(days.desk.asked) == 1
