"""Whole updates with the real SDK and a Messages API on loopback: what may go wrong, and what stays under control."""

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import builders
import pytest
from answering import claim, kept, rows
from asking_claude import AMPLE, BRIEF, FAULTS, HERE, NOW, ONE_LOOK, SLUG, example, faithful, no_waiting, run, settle, told
from conftest import MakePublication
from scripted import MessagesServer, Played, messages_server, played_fault

from dateline.core import codec
from dateline.core.config import Config, Feed
from dateline.core.config import Update as Settings
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Item, Story
from dateline.flows.update import UpdateResult, run_for, update
from dateline.report import update_report
from dateline.report.counts import counts_line
from dateline.store.append import append_lines
from dateline.store.cache import Cache
from dateline.store.story import read_story

__all__ = ["example", "no_waiting"]
pytestmark = pytest.mark.usefixtures("no_waiting")


def test_claude_writes_the_next_version(example: Path) -> None:
    """With a key, Claude writes: the version is filed with its cost, and the report says what it cost."""
    with messages_server(faithful) as server:
        result = update(run(example, server))

    (outcome,) = result.outcomes
    assert (outcome.state, result.exit_code) == ("filed", 0)
    filed = read_story(example, SLUG).latest
    assert filed
    assert filed.written_by
    assert (filed.version, filed.written_by.writer, filed.written_by.model) == (2, "claude", "claude-sonnet-5-5")
    assert filed.written_by.usd == outcome.usd == result.usd == Decimal("0.004") * len(server.asked)
    assert f"cost: ${codec.money(result.usd)}" in told(result)


def test_a_figure_is_followed_and_an_event_is_announced(example: Path) -> None:
    """A figure whose value no item has is refused; the second answer's figure and event are filed, and pass `check`."""
    values = iter(("3 April 2026", "2 April 2026"))

    def telling(body: dict[str, Any]) -> Played:
        item = next(row for row in rows(body, "items") if row["title"].startswith("Closing test of the tidal barrier on"))
        number, key = next(one for one in item["sentences"].items() if "2 April" in one[1])[0], item["key"]
        quotes = [{"key": key, "number": int(number), "words": item["sentences"][number][:30]}]
        text = f"The closing test of the tidal barrier will take place on 2 April 2026 [@{key}]."
        given = {
            "added": [claim(text, quotes=quotes)],
            "announced": [{"date": "2026-04-02", "text": text, "quotes": quotes}],
            "new_figures": [{"label": "Closing test", "value": next(values), "sources": [key]}],
        }
        return Played(json.dumps(kept(body, changes="The closing test has a date.", **given)))

    with messages_server(telling) as server:
        (outcome,) = update(run(example, server)).outcomes

    filed = read_story(example, SLUG).latest
    assert filed
    assert [(one.id, one.value) for one in filed.figures] == [("closing-test", "2 April 2026")]
    assert [one.date for one in filed.timeline if one.ahead] == ["2026-04-02"]
    assert any("3 April 2026" in json.dumps(body) for body in server.asked)
    assert not {one.rule for one in outcome.findings} & {"ungrounded-number", "future-date", "unknown-source", "unused-source"}


def test_without_a_key_the_embedded_writer_writes(example: Path) -> None:
    """`auto` writes without a model if there is no key; asking for Claude is then an error that names the variable."""
    settle(example, writer="auto")
    result = update(run_for(example, now=NOW, environment={}))

    assert result.outcomes[0].version
    assert result.outcomes[0].version.written_by
    assert result.outcomes[0].version.written_by.writer == "extractive"
    assert result.usd == 0
    with pytest.raises(UsageError, match="no key"):
        run_for(example, "claude", now=NOW, environment={})


def test_nothing_new_asks_nobody(example: Path) -> None:
    """A second run with the same feeds makes no call."""
    with messages_server(faithful) as server:
        update(run(example, server))
        before = len(server.requests)
        result = update(run(example, server))

    assert (result.outcomes[0].state, len(server.requests)) == ("nothing-new", before)


# --- faults ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("key-refused", "ANTHROPIC_API_KEY"),
        ("cut", "longer than allowed"),
        ("declined", "declined to answer"),
        ("too-long", "17 new items"),
        ("hang", "took too long"),
        ("stream-cut", "closed early"),
    ],
)
def test_a_fault_is_told_in_words(name: str, words: str, example: Path) -> None:
    """The report says what happened, to which story, and what to do."""
    (fault,) = (one for one in FAULTS if one["id"] == name)
    with messages_server(Played(hangs=True) if "hang_s" in fault else played_fault(fault)) as server:
        result = update(run(example, server, patience=BRIEF if "hang_s" in fault else AMPLE))

    assert words in "\n".join(update_report.lines(result))
    assert f"stories/{SLUG}" in result.outcomes[0].reason


def test_what_passes_is_waited_for(example: Path) -> None:
    """A server that is busy twice and then answers costs only time."""
    (fault,) = (one for one in FAULTS if one["id"] == "busy")
    with messages_server(played_fault(fault), played_fault(fault), faithful) as server:
        result = update(run(example, server))

    assert result.outcomes[0].state == "filed"


def test_the_items_of_a_failed_run_are_used_in_the_next(example: Path) -> None:
    """The collected items are on disk before the model is called, and are kept if the answer is lost."""
    with messages_server(Played(stop="refusal")) as server:
        update(run(example, server))
    with messages_server(faithful) as server:
        result = update(run(example, server), collecting=False)

    assert (result.outcomes[0].state, len(result.outcomes[0].items)) == ("filed", 17)


# --- three versions --------------------------------------------------------------------------------------------------------


def test_three_versions_of_one_story(make_publication: MakePublication) -> None:
    """From the ledger's items and three recorded answers come three versions, and each step can be reviewed.

    Nothing is carried silently: every question and voice that goes says why, and the churn is reported.
    """
    whole = read_story(HERE.parent, "china-ai-ecosystem")
    steps = ((3, "2026-05-22T20:32:00Z"), (33, "2026-05-23T03:09:00Z"), (58, "2026-05-24T11:30:00Z"))
    root = make_publication(Dossier("china-ai-ecosystem", replace(whole.story, waive=(), related=(), aliases=())))
    results = []
    for number, (upto, now) in enumerate(steps, 1):
        lines = "".join(codec.dump_line(item) for item in whole.items[:upto])
        (root / "stories/china-ai-ecosystem/items.jsonl").write_text(lines, encoding="utf-8")
        reply = (HERE / f"fixtures/llm/china/v{number}.json").read_text(encoding="utf-8")
        with messages_server(Played(reply)) as server:
            results.append(update(run(root, server, now=now), collecting=False).outcomes[0])

    assert [(one.state, one.version and one.version.items) for one in results] == [("filed", 3), ("filed", 33), ("filed", 58)]
    second, third = (one.comparison for one in results[1:])
    assert second
    assert third
    for comparison in (second, third):
        assert "vanished" not in {one.kind for one in comparison.questions} | {one.kind for one in comparison.voices}
        assert 0 < comparison.churn < 0.75
    assert {one.kind for one in second.questions} == {"changed", "merged", "opened"}
    assert counts_line(third).split(" are ")[0] in told_reports(results[2])
    assert "new sources</summary>" in told_reports(results[2])


def told_reports(outcome: Any) -> str:
    from dateline.report.review import story_report

    return story_report(outcome)


# --- money -----------------------------------------------------------------------------------------------------------------


def test_over_budget_the_items_wait(example: Path) -> None:
    """If the budget is too small, no model is called, the waiting items are named, and it is not a failure."""
    settle(example, max_usd=Decimal("0.001"))
    with messages_server(faithful) as server:
        result = update(run(example, server))

    assert (result.outcomes[0].state, result.exit_code, server.asked) == ("waiting", 0, [])
    text = "\n".join(update_report.lines(result))
    assert "max_usd" in text
    assert result.outcomes[0].items[0].title in text


def test_a_month_s_limit_is_kept_across_runs(example: Path) -> None:
    """All costs of a month count, filed or not; another month starts at zero, and without the cache only versions count."""
    settle(example, max_usd_month=Decimal("0.05"))
    Cache(example).put("spend", "2026-04", "0.0499")
    with messages_server(faithful) as server:
        assert update(run(example, server)).outcomes[0].state == "waiting"
        assert update(run(example, server, now="2026-05-01T06:00:00Z")).outcomes[0].state == "filed"
        Cache(example).put("spend", "2026-05", "no number")
        settle(example, max_usd_month=Decimal("0.005"))
        later = run(example, server, now="2026-05-02T06:00:00Z")

    assert later.session
    assert later.session.budget.before == Decimal("0.004") * len(server.asked)


def test_a_failed_answer_is_on_the_account(example: Path) -> None:
    """The cost of a refused answer counts for the month."""
    with messages_server(Played(stop="refusal")) as server:
        result = update(run(example, server))

    assert result.usd == Decimal("0.004")
    assert Decimal(Cache(example).get("spend", "2026-04")) == Decimal("0.004")


# --- batches ---------------------------------------------------------------------------------------------------------------


def batch(example: Path, server: MessagesServer, **given: Any) -> UpdateResult:
    return update(run(example, server, batch=True, **given))


def handed_in(server: MessagesServer) -> int:
    return sum(method == "POST" and path.endswith("/batches") for method, path, _ in server.requests)


def test_a_batch_costs_half(example: Path) -> None:
    """With --batch, the first answer comes from a batch, at half the price; the batch is forgotten after it was used."""
    with messages_server(faithful) as server:
        result = batch(example, server)

    assert result.outcomes[0].state == "filed"
    assert handed_in(server) == 1
    assert result.usd == Decimal("0.002") + Decimal("0.004") * len(server.asked)
    assert Cache(example).get("batch", "open") == []


def test_a_batch_is_gone_on_with(example: Path) -> None:
    """A run that is out of time leaves its batch open; the next one takes its answers, and submits nothing again."""
    with messages_server(faithful) as server:
        server.polls_before_end = 10_000
        first = batch(example, server, patience=ONE_LOOK)
        server.polls_before_end = 0
        second = batch(example, server)

    assert (first.outcomes[0].state, first.exit_code) == ("waiting", 0)
    assert "batch is under way" in first.outcomes[0].reason
    assert (second.outcomes[0].state, handed_in(server)) == ("filed", 1)


def test_what_comes_during_a_batch_waits_for_the_next_version(example: Path) -> None:
    """The answer that was paid for is used, though the story got another item in the meantime."""
    with messages_server(faithful) as server:
        server.polls_before_end = 10_000
        batch(example, server, patience=ONE_LOOK)
        server.polls_before_end = 0
        news = builders.item("late", title="The tidal barrier is late", collected="2026-04-02T06:00:00Z")
        append_lines(example, "tidal-barrier", [news])
        second = batch(example, server, now="2026-04-02T06:00:00Z")

    (outcome,) = second.outcomes
    assert (outcome.state, outcome.waiting, handed_in(server)) == ("filed", 1, 1)


def test_a_batch_that_is_still_under_way(example: Path) -> None:
    """A run that finds its batch unfinished waits again, and submits nothing new."""
    with messages_server(faithful) as server:
        server.polls_before_end = 100_000
        for _ in range(2):
            result = batch(example, server, patience=ONE_LOOK)

            assert result.outcomes[0].state == "waiting"

    assert (handed_in(server), server.asked) == (1, [])


def test_a_batch_that_is_not_taken(example: Path) -> None:
    """A batch that the provider does not accept fails the stories that it was for, and no file changes."""
    with messages_server(faithful) as server:
        Cache(example).put("batch", "open", [{"name": "msgbatch_lost", "at": NOW}])
        result = batch(example, server)

    assert (result.outcomes[0].state, result.exit_code) == ("failed", 3)


def test_what_a_batch_cannot_pay_for_waits(example: Path) -> None:
    """A story that the budget cannot pay for is not in the batch."""
    settle(example, max_usd=Decimal("0.001"))
    with messages_server(faithful) as server:
        result = batch(example, server)

    assert (result.outcomes[0].state, handed_in(server)) == ("waiting", 0)


# --- sorting, searching, proposing -----------------------------------------------------------------------------------------


def doubtful(make_publication: MakePublication) -> Path:
    """A publication whose inbox has one item that shares one word with its story."""
    story = builders.dossier(story=Story("The harbour barrier", tags=("harbour",), queries=("harbour barrier",)))
    mail = (
        "From: Quay Notes <notes@quay.example>\nSubject: Dredging near the harbour mouth\n"
        "Date: Mon, 2 Mar 2026 08:00:00 +0000\nMessage-ID: <1@quay.example>\n\nDredgers arrive on Friday.\n"
    )
    config: Config = builders.config(feeds=(Feed("saved", path="content/inbox"),), update=Settings())
    return make_publication(story, config=config, files={"content/inbox/note.eml": mail})


def test_doubtful_items_get_a_second_look(make_publication: MakePublication) -> None:
    """The triage model decides about an item whose words are unclear; it can only send it to a story that it nearly matched."""
    for place, expected in (("harbour-barrier", 1), ("", 0), ("elsewhere", 0)):
        root = doubtful(make_publication)
        sorting = json.dumps({"items": [{"item": 1, "story": place, "why": "dredging"}]})
        with messages_server(Played(sorting), faithful) as server:
            result = update(run(root, server, dry=True))

        assert len(result.outcomes[0].items) == expected
        assert len(result.collected.routing.spiked) == 1 - expected
        assert server.asked[0]["model"] == "claude-haiku-5-5"


def test_an_item_goes_only_where_it_came_near(make_publication: MakePublication) -> None:
    """An item that nearly matched one story is not sent to another story in the same call."""
    root = doubtful(make_publication)
    other = builders.dossier(slug="sand-quarry", story=Story("The quarry", tags=("sand",), queries=("sand quarry",)))
    texts = {"story.yaml": codec.dump(other.story), "v001.yaml": codec.dump(other.versions[0])}
    for name, text in {**texts, "items.jsonl": codec.dump_line(other.items[0])}.items():
        (root / "stories/sand-quarry").mkdir(exist_ok=True)
        (root / "stories/sand-quarry" / name).write_text(text, encoding="utf-8")
    (root / "content/inbox/more.eml").write_text(
        "From: Sand Notes <notes@sand.example>\nSubject: Sand for the beach\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n"
        "Message-ID: <2@sand.example>\n\nMore on Friday.\n"
    )
    sorting = {"items": [{"item": n, "story": "harbour-barrier", "why": "so"} for n in (1, 2)]}
    with messages_server(Played(json.dumps(sorting)), faithful) as server:
        result = update(run(root, server, dry=True))

    assert len(rows(server.asked[0], "stories")) == 2
    assert [(one.slug, len(one.items)) for one in result.outcomes] == [("harbour-barrier", 1), ("sand-quarry", 0)]


def test_a_triage_that_fails_leaves_items_aside(make_publication: MakePublication) -> None:
    """If the triage model fails, the item stays set aside, and its reason says so."""
    with messages_server(Played(stop="refusal")) as server:
        result = update(run(doubtful(make_publication), server))

    assert "not sorted: the model declined" in result.collected.routing.spiked[0].reason
    assert result.exit_code == 0


def test_an_item_is_sorted_once(make_publication: MakePublication) -> None:
    """Items that the triage model set aside are recorded and cost no further call; if it failed, the next run asks again."""
    root = doubtful(make_publication)
    sorting = json.dumps({"items": [{"item": 1, "story": "", "why": "about dredging"}]})
    with messages_server(Played(stop="refusal"), Played(sorting)) as server:
        for _ in range(3):
            update(run(root, server))
        shutil.rmtree(root / ".dateline/cache")
        update(run(root, server))

    assert len(server.asked) == 2
    (line,) = [item for item in read_story(root, "harbour-barrier").items if item.spiked]
    assert line.spiked == "triage: about dredging"


def test_proposals_become_stories(make_publication: MakePublication) -> None:
    """With --propose, items of several feeds that were set aside make a story with its first version; without it, they do not."""
    feeds = tuple(Feed(f"feed-{n}", path=f"content/inbox/{n}") for n in range(3))
    titles = ("Crane collapses at the north dock", "Crane collapse closes the north dock", "North dock shut by fallen crane")
    files = {
        f"content/inbox/{n}/a.eml": f"From: Wire {n} <w{n}@wire.example>\nSubject: {title}\n"
        f"Date: Mon, {n + 1} Mar 2026 08:00:00 +0000\nMessage-ID: <{n}@wire.example>\n\n"
        f"On {n + 1} March 2026 the crane fell, report {n}.\n"
        for n, title in enumerate(titles)
    }
    root = make_publication(builders.dossier(), config=builders.config(feeds=feeds), files=files)

    dry = update(run_for(root, "extractive", now=NOW, dry=True, proposing=True))
    assert [one.state for one in dry.outcomes] == ["nothing-new", "drafted"]
    assert not (root / "stories/crane-collapses-at-the-north-dock").exists()
    result = update(run_for(root, "extractive", now=NOW, proposing=True))

    assert [(one.slug, one.state) for one in result.outcomes] == [
        ("harbour-barrier", "nothing-new"),
        ("crane-collapses-at-the-north-dock", "filed"),
    ]
    assert result.collected.routing.spiked == ()


def test_the_provider_s_search(make_publication: MakePublication) -> None:
    """A search of kind claude adds the results of its own call to the ledger, and its cost to the budget."""
    from dateline.core.config import Search
    from dateline.core.model import Item as Line

    found = {
        "type": "web_search_result",
        "url": "https://example.org/a",
        "title": "The barrier opens",
        "encrypted_content": "x",
        "page_age": None,
    }
    use = {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "q"}}
    results = Played(content=[use, {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [found]}])
    story = builders.dossier(story=Story("The harbour barrier", queries=("harbour barrier",)))
    root = make_publication(story, config=builders.config(searches=(Search("web", kind="claude"),)))
    with messages_server(results, faithful) as server:
        result = update(run(root, server, dry=True))

    (item,) = result.outcomes[0].items
    assert isinstance(item, Line)
    assert (item.title, item.feed) == ("The barrier opens", "reactive:harbour-barrier")
    refused = Played(status=400, body={"type": "error", "error": {"type": "invalid_request_error", "message": "no"}})
    with messages_server(refused) as server:
        assert update(run(root, server, dry=True)).exit_code == 3


def test_drafts_are_made_side_by_side(make_publication: MakePublication) -> None:
    """Several stories wait for their answers at the same time; outcomes are in the order of the slugs."""
    import threading

    together = threading.Barrier(4, timeout=100)

    def meeting(body: dict[str, Any]) -> Played:
        together.wait()
        return faithful(body)

    def line(number: int) -> Item:
        return builders.item("news", title=f"The harbour barrier makes news number {number}", text="")

    stories = [builders.dossier(slug=f"story-{n}", items=(builders.item(), line(n))) for n in range(4)]
    root = make_publication(*stories)
    with messages_server(meeting) as server:
        result = update(run(root, server), collecting=False)

    assert [one.slug for one in result.outcomes] == [f"story-{n}" for n in range(4)]
    assert {one.state for one in result.outcomes} == {"filed"}


@pytest.mark.parametrize("batched", [False, True], ids=["one by one", "in a batch"])
def test_an_answer_without_its_cost_fails_its_story_alone(make_publication: MakePublication, *, batched: bool) -> None:
    """A story whose answer does not report its tokens fails, with exit 3 and a line that says why; the others are filed."""

    def answered(body: dict[str, Any]) -> Played:
        bare = Played(usage={"output_tokens": 5})
        return bare if "number 1" in json.dumps(body) else faithful(body)

    def line(number: int) -> Item:
        return builders.item("news", title=f"The harbour barrier makes news number {number}", text="")

    root = make_publication(*(builders.dossier(slug=f"story-{n}", items=(builders.item(), line(n))) for n in range(3)))
    with messages_server(answered) as server:
        result = update(run(root, server, batch=batched), collecting=False)

    assert [one.state for one in result.outcomes] == ["filed", "failed", "filed"]
    assert result.exit_code == 3
    assert "the API's answer cannot be read: usage.input_tokens is missing" in "\n".join(update_report.lines(result))


def test_a_batch_that_loses_an_answer_fails_its_story_alone(make_publication: MakePublication) -> None:
    """A call that is missing from its batch's results is an error for its story, and is not repeated at the full price."""
    items = (builders.item(), builders.item("news", title="The harbour barrier makes news", text=""))
    root = make_publication(builders.dossier(items=items))
    with messages_server(faithful) as server:
        server.batches = _Forgetful()
        result = update(run(root, server, batch=True), collecting=False)

    assert [(one.state, one.reason.partition(" (")[0]) for one in result.outcomes] == [
        ("failed", "stories/harbour-barrier: the batch has no answer to this call")
    ]
    assert server.asked == []


class _Forgetful(dict[str, Any]):
    """Accepts batches, and keeps none of their calls."""

    def __setitem__(self, name: str, _: Any) -> None:
        super().__setitem__(name, [])
