from dateline.core.config import Feed
from dateline.core.errors import FeedError
from dateline.wire.collect import FeedReport
from dateline.wire.health import Health, after, complaints, paused

DOWN = FeedReport("quay", "Quay", error=FeedError("did not answer"))
UP = FeedReport("quay", "Quay", items=40, items_of_week=14)


def runs(*reports: FeedReport) -> dict[str, Health]:
    """The health after one run a day, from 1 May 2026 on."""
    health: dict[str, Health] = {}
    for day, report in enumerate(reports, 1):
        health = after(health, [report], now=f"2026-05-{day:02d}T06:00:00Z")
    return health


def test_a_success_resets_the_count() -> None:
    """Failures are counted in a row; a success ends the row and says how much a day brings."""
    failing, well = runs(UP, DOWN, DOWN)["quay"], runs(UP, DOWN, DOWN, UP)["quay"]

    assert (failing.failures, failing.last_success, failing.error) == (2, "2026-05-01T06:00:00Z", "did not answer")
    assert (well.failures, well.last_success, well.error) == (0, "2026-05-04T06:00:00Z", "")
    assert (failing.items_a_day, well.items_a_day) == (2.0, 2.0)


def test_a_part_that_was_not_read_is_no_silence() -> None:
    """A feed that gave items has succeeded, even if other entries could not be read; one that gave nothing has failed."""
    partly = FeedReport("quay", "Quay", items=40, items_of_week=14, error=DOWN.error)

    assert runs(partly)["quay"] == runs(UP)["quay"]


GONE = FeedReport("quay", "Quay", error=FeedError("answered 410 Gone"), is_gone=True)
FEED = Feed("quay", url="https://quay.example/feed")


def test_a_feed_that_is_gone_rests_for_a_week() -> None:
    """It is not called for seven days, then it is called again; a new address is called at once."""
    health = after({}, [GONE], now="2026-05-01T06:00:00Z", feeds=[FEED])
    told = {"quay": "gone permanently, as its server said on 2026-05-01; not called again before 2026-05-08"}

    assert paused(health, [FEED], now="2026-05-01T18:00:00Z") == told
    assert paused(health, [FEED], now="2026-05-07T23:00:00Z") == told
    assert paused(health, [FEED], now="2026-05-08T00:00:00Z") == {}
    assert paused(health, [Feed("quay", url="https://new.example/feed")], now="2026-05-02T06:00:00Z") == {}
    assert paused({}, [FEED], now="2026-05-02T06:00:00Z") == {}


def test_a_rest_changes_nothing() -> None:
    """A run without a call leaves the health as it was; after a success the feed is no longer gone."""
    health = after({}, [GONE], now="2026-05-01T06:00:00Z", feeds=[FEED])
    rested = after(health, [FeedReport("quay", "Quay", is_paused=True)], now="2026-05-02T06:00:00Z", feeds=[FEED])

    assert rested == health
    assert after(health, [UP], now="2026-05-09T06:00:00Z", feeds=[FEED])["quay"].gone == ""


def test_days_without_success_are_said() -> None:
    """A feed that fails for three days is named with the days; one that failed once or twice after a success is not."""
    line = "feed quay: 3 days without success, 3 runs in a row failed: did not answer"

    assert list(complaints(runs(UP, DOWN, DOWN, DOWN), now="2026-05-04T06:00:00Z")) == [line]
    assert list(complaints(runs(UP, DOWN, DOWN), now="2026-05-03T06:00:00Z")) == []
    assert list(complaints(runs(UP, UP), now="2026-05-30T06:00:00Z")) == []


def test_a_feed_that_never_worked_is_said_at_once() -> None:
    """A feed that has never given anything is probably mistyped."""
    line = "feed quay: 0 days without success, 1 runs in a row failed: did not answer"

    assert list(complaints(runs(DOWN), now="2026-05-01T06:00:00Z")) == [line]


def test_a_feed_that_is_not_followed_is_forgotten() -> None:
    """The health has a line for each feed that is followed, and no other."""
    assert after(runs(UP), [], now="2026-05-02T06:00:00Z") == {}
