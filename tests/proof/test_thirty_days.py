"""A publication that runs by a schedule loses nothing, doubles nothing and pays for nothing twice.

Thirty days pass: on each, a machine that knows nothing clones the publication, reads its feeds, lets a model write the next
versions, opens pull requests, and is thrown away. In between, feeds fail and come back, the machine is killed, the model fails or
its answer is cut, the remote refuses a push, the code host does not answer, the branch with the state is deleted, and two runs
are in one hour; editors change, merge and close proposals. In the end every report is in its story's ledger once and cited in a
published version, no published version has changed, and the model was not asked again about items whose version had been filed.
A long run has 100 stories and 1,000 feeds.
"""

from datetime import date, timedelta

import pytest
import stamina
from github_server import Fault, github
from proof.month import Month
from proof.wires import headline, wires
from scripted import Played, messages_server

from dateline.core import codec, layout
from dateline.core.ledger import items_of
from dateline.core.model import Version
from dateline.store.git import git

SYLLABLES = ("ba", "co", "du", "fi", "ga", "ho", "ju", "ki", "lo", "mu")
DAYS = 30
NEWS = 27
"""The last day with news."""


@pytest.fixture
def month(is_long, tmp_path, monkeypatch):
    stories, feeds = (100, 1_000) if is_long else (1, 6)
    names = tuple(f"{SYLLABLES[n // 10]}{SYLLABLES[n % 10]}rex" for n in range(stories))
    with (
        stamina.set_testing(True, attempts=2),
        wires(names, feeds, monkeypatch) as feeding,
        messages_server() as server,
        github() as host,
    ):
        yield Month(tmp_path, names, feeding, server, host)


def faults(month):
    """What happens on a day before the run."""
    failing, refused = Played(status=529, body={"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}), []
    return {
        3: lambda: setattr(month.model, "fault", failing),
        4: lambda: setattr(month.host, "fault", Fault(503)),
        5: lambda: month.killed(1),
        6: lambda: refused.append(month.remote.refuse("dateline/*")),
        8: lambda: refused.pop().unlink(),
        10: month.edit,
        11: lambda: setattr(month.model, "fault", Played('{"kept": [1', stop="max_tokens")),
        12: month.merge,
        13: lambda: setattr(month.host, "fault", Fault(403, method="POST")),
        14: month.merge,
        15: lambda: month.killed(2),
        16: lambda: month.remote.git("branch", "-D", "dateline-state"),
        18: month.close,
        19: month.spike,
        20: month.run,
        22: lambda: refused.append(month.remote.refuse("dateline-state")),
        23: lambda: refused.pop().unlink(),
        **dict.fromkeys((24, 26, 28, 30), month.merge),
    }


def test_nothing_is_lost_doubled_or_paid_twice(month, measured):
    """After thirty days everything that was reported is published, once, and no answer was paid for twice."""
    happens = faults(month)
    for number in range(1, DAYS + 1):
        month.wires.today = date(2026, 6, 1) + timedelta(days=number - 1)
        for place, name in enumerate(month.slugs):
            if (number * 3 + place) % 5 < 2 and number <= NEWS:
                month.wires.report(name)
        first = number * 7 % len(month.wires.feeds)
        month.wires.fail(range(first, first + 6) if number < DAYS - 2 else range(0))
        happens.get(number, lambda: None)()
        month.run()
        if number not in (6, 22):
            month.model.fault = month.host.fault = None
    month.merge()
    month.check()

    assert month.model.twice == []
    assert [one for one in month.host.pulls if one["state"] == "open"] == []
    assert git(month.remote.root, "fsck", "--no-dangling") == ""
    reports = sum(published(month, name) for name in month.slugs)
    measured("days of a scheduled publication", DAYS)
    measured("stories", len(month.slugs), 100)
    measured("feeds, read each day", len(month.wires.feeds), 1_000)
    measured("reports that came in, each published once", reports, 1_080)
    measured("runs in which something failed", month.failed, DAYS + 3, varies=True)  # two were killed, and one day had two


def published(month, name):
    """How many reports there were on a story; each is in its ledger once, and the newest version cites it."""
    slug = month.slugs[name]
    ledger = codec.parse_ledger(month.main(layout.ledger_path(slug)), "").value or ()
    news = [headline(name, day) for day in month.wires.reports[name]]
    assert sorted(item.title for item in items_of(ledger)) == sorted(["Title of harbour-plan", *news])
    numbers = sorted(int(key[-8:-5]) for key in month.published if key.startswith(f"{slug}/"))
    assert numbers == list(range(1, len(numbers) + 1))
    last = codec.parse_version(month.main(layout.version_path(slug, numbers[-1])), "").value
    assert isinstance(last, Version)
    assert sorted(source.title for source in last.sources if source.key != "harbour-plan") == sorted(news)
    return len(news)
