import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.core import codec
from dateline.core.config import Config, Limits, Search
from dateline.core.errors import FeedError, ModelError
from dateline.wire.collect import Collection, Fetched
from dateline.wire.search import Hit, Query, Web, run_searches

FIXTURES = Path(__file__).parent.parent / "fixtures" / "wire" / "searches"
NEWS = Search("news", "https://news.example/rss?q={query}&hl=en")
RSS = b"""<rss version="2.0"><channel>
<item><title>Barrier agreed</title><link>https://quay.example/1</link><pubDate>Mon, 11 May 2026 07:00:00 GMT</pubDate></item>
<item><title>Barrier mocked</title><link>https://evilquay.example/2</link></item></channel></rss>"""


def answer(url: str) -> Fetched:
    if not url.startswith("https://news.example/"):
        raise FeedError("did not answer", where=url)
    return Fetched(url, RSS)


def run(*queries: Query, web: Web | None = None) -> Collection:
    return run_searches(queries, fetch=answer, web=web, collected="2026-05-24T11:30:00Z", limits=Limits())


def test_a_query_is_put_to_a_search() -> None:
    """The query is in the address, encoded; the items are labelled with the story."""
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        return answer(url)

    query = Query(NEWS, "harbour", "barrier & quay/100%")
    items = run_searches([query], fetch=fetch, web=None, collected="2026-05-24T11:30:00Z", limits=Limits()).items

    assert asked == ["https://news.example/rss?q=barrier%20%26%20quay%2F100%25&hl=en"]
    assert {item.feed for item in items} == {"reactive:harbour"}


def test_each_query_has_its_report() -> None:
    """A search that fails names itself and its query; the others go on, and one item found twice is one item."""
    dead = Search("dead", "https://dead.example/?q={query}")

    collection = run(Query(NEWS, "harbour", "barrier"), Query(dead, "harbour", "quay"), Query(NEWS, "harbour", "wall"))

    assert len(collection.items) == 2
    assert [(report.id, report.items, report.items_of_week) for report in collection.reports] == [
        ("news", 2, 0),
        ("dead", 0, 0),
        ("news", 2, 0),
    ]
    assert str(collection.reports[1].error) == "https://dead.example/?q=quay: did not answer"


def test_results_of_other_hosts_are_left_out() -> None:
    """A search limited to some hosts gives no results from others, and notes how many it left out."""
    collection = run(Query(Search("news", NEWS.url, domains=("QUAY.example",)), "harbour", "barrier"))

    assert [item.title for item in collection.items] == ["Barrier agreed"]
    assert collection.reports[0].notes == ("results from other hosts, left out: 1",)


def test_the_web_search_is_not_trusted() -> None:
    """Hits of the model provider's search become items like any feed's: cleaned, cut, and without a false address."""
    hits = [
        Hit(
            "Barrier\u202e agreed",
            "https://www.quay.example/1?utm_source=x",
            "11 May 2026 07:00 +0000",
            "The council has agreed.",
        ),
        Hit("Trap", "javascript:alert(1)", "soon"),
    ]

    collection = run(Query(Search("web", kind="claude", domains=()), "harbour", "barrier"), web=lambda *_: hits)

    assert [(item.title, item.url, item.published) for item in collection.items] == [
        ("Barrier agreed", "https://www.quay.example/1?utm_source=x", "2026-05-11T07:00:00Z"),
        ("Trap", None, None),
    ]


def refused(words: str, domains: Sequence[str]) -> list[Hit]:
    raise ModelError("declined", hint="ask otherwise.")


def test_a_search_that_failed_is_not_told_as_made() -> None:
    """A report names the open question of a search that was made, and only the error of one that was not."""
    query = Query(Search("web", kind="claude"), "harbour", "barrier pays", "Who pays?")
    (made,) = run(query, web=lambda *_: ()).reports
    (failed,) = run(query, web=refused).reports

    assert made.notes == ("searched web for “barrier pays”, for the open question “Who pays?”",)
    assert failed.error
    assert failed.notes == ()


@pytest.mark.parametrize(("web", "words"), [(None, "needs the model provider's key"), (refused, "declined")])
def test_a_web_search_that_fails_is_a_report(web: Web | None, words: str) -> None:
    """Without a key, or where the provider fails, the query has a report that says so."""
    error = run(Query(Search("web", kind="claude"), "harbour", "barrier"), web=web).reports[0].error

    assert error is not None
    assert (error.what, error.where) == (words, 'search web, "barrier"')


SETTINGS = re.search(
    r"```yaml\n(searches:\n.*?)```", (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8"), re.DOTALL
)


def test_the_ready_settings_are_settings() -> None:
    """Each search that the docs offer is a valid setting, and an answer as it would give one is read."""
    assert SETTINGS
    config = codec.parse(Config, f"title: T\nurl: https://example.org/\n{SETTINGS[1]}".encode(), "content/site.yaml")
    assert config.value
    assert config.problems == ()
    recorded = {path.stem: path for path in FIXTURES.iterdir()}

    for search in config.value.searches:
        if search.kind == "claude":
            continue
        data = recorded[search.id].read_bytes()
        collection = run_searches(
            [Query(search, "harbour", "barrier")],
            fetch=lambda url, data=data: Fetched(url, data),  # type: ignore[misc]
            web=None,
            collected="2026-05-24T11:30:00Z",
            limits=Limits(),
        )
        assert collection.reports[0].error is None, search.id
        assert collection.items, search.id
        assert all(item.title and item.url and item.published for item in collection.items), search.id


def test_the_domains_of_a_web_search_reach_the_provider() -> None:
    """The provider searches on those hosts alone, and a result from another host is left out all the same."""
    asked: list[tuple[str, Sequence[str]]] = []

    def web(words: str, domains: Sequence[str]) -> list[Hit]:
        asked.append((words, domains))
        return [Hit("Barrier agreed", "https://quay.example/1"), Hit("Barrier mocked", "https://evilquay.example/2")]

    collection = run(Query(Search("web", kind="claude", domains=("quay.example",)), "harbour", "barrier"), web=web)

    assert asked == [("barrier", ("quay.example",))]
    assert [item.title for item in collection.items] == ["Barrier agreed"]
