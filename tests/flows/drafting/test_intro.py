"""Introductions to daily issues: what they are drawn from, when none is drafted, and that an issue never waits for one."""

from decimal import Decimal
from typing import Any

import builders
import pytest
import stamina
from drafted_essays import page_run, rows, says, settle
from scripted import Played, messages_server

from dateline.core.model import ClosedQuestion, Correction, Dossier, KeyFigure, Story
from dateline.flows.drafting.intro import introduce
from dateline.store.cache import Cache
from dateline.store.front_matter import parse_intro
from dateline.store.reading import read_publication

DAY = "2026-05-03"
FILE = f"content/daily/{DAY}.md"
SOURCES = tuple(builders.source(f"{word}-plan") for word in ("harbour", "quay", "gate"))
ITEMS = tuple(builders.item(one.key, text=f"The {one.key} is out in May.") for one in SOURCES)


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=2):
        yield


def story(slug: str = "harbour-barrier", **given: Any) -> Dossier:
    """Three versions on three days; the third has all that can move."""
    cost, was = KeyFigure("cost", "Cost", "2 million euros", ("quay-plan",)), KeyFigure("cost", "Cost", "1 million euros", ())
    last = builders.version(
        3,
        narrative=(
            "The council plans a barrier [@harbour-plan].",
            "The quay is planned [@quay-plan], the gate too [@gate-plan].",
        ),
        changes="The quay plan is out [@quay-plan].",
        figures=(cost,),
        closed_questions=(ClosedQuestion("cost", "answered", "The town pays [@gate-plan]."), ClosedQuestion("who", "dropped")),
        corrections=(Correction(2, "It is safe.", "It is not."),),
        sources=SOURCES,
    )
    versions = (builders.version(1), builders.version(2, figures=(was,)), last)
    return builders.dossier(*versions, slug=slug, items=ITEMS, story=Story("The harbour barrier", **given))


def answer(_: dict[str, Any], text: str = "The quay-plan is out") -> dict[str, Any]:
    key = "harbour-barrier/quay-plan"
    quotes = [{"key": key, "number": 1, "words": "The quay-plan is out in May"}]
    return {"sentences": [{"text": f"{text} [@{key}].", "quotes": quotes}]}


def test_an_introduction_is_written(make_publication):
    """It is drawn from what moved on the day and from the items that carry it, and cites story and key."""
    root = make_publication(story())
    with messages_server(says(answer)) as server:
        done = introduce(page_run(root, server), DAY)

    assert (done.state, done.file, done.exit_code, done.notes) == ("written", FILE, 0, ())
    found = parse_intro((root / FILE).read_bytes(), FILE)
    assert found.value
    assert (found.value.day, found.value.stories) == (DAY, ("harbour-barrier/v3",))
    assert found.value.body == "The quay-plan is out [@harbour-barrier/quay-plan].\n"
    assert read_publication(root).intros == (found.value,)
    (body,) = server.asked
    assert [row["text"] for row in rows(body, "moved")] == [
        "Correction of version 2: It is safe. → It is not.",
        "The quay plan is out [@harbour-barrier/quay-plan].",
        "Question answered: The town pays [@harbour-barrier/gate-plan].",
        "Cost: 1 million euros → 2 million euros",
    ]
    assert [row["key"] for row in rows(body, "items")] == ["harbour-barrier/quay-plan", "harbour-barrier/gate-plan"]
    assert rows(body, "task") == [{"language": "en", "day": DAY}]


def test_the_day_is_that_of_the_publication(make_publication):
    """Versions belong to a day of its time zone; a story that is a draft, or has no version that day, is left out."""
    config = builders.config(timezone="Pacific/Kiritimati")
    root = make_publication(story(), story("other-story", draft=True), config=config)
    with messages_server(says(answer)) as server:
        assert introduce(page_run(root, server), "2026-05-05").reason == "no version was filed on 2026-05-05"
        assert introduce(page_run(root, server), DAY).state == "rejected"  # the second version has nothing of the quay
        assert introduce(page_run(root, server), "2026-05-04").state == "written"
    assert {row["story"] for row in rows(server.asked[-1], "moved")} == {"harbour-barrier"}


def test_a_first_version_moves_everything(make_publication):
    """On the day of the first version the items that it cites are sent, and its What if it says of no change."""
    root = make_publication(story())
    with messages_server(says(lambda _: {"sentences": []})) as server:
        assert introduce(page_run(root, server), "2026-05-01").state == "rejected"
    assert rows(server.asked[0], "moved") == [
        {"story": "harbour-barrier", "text": "The council plans a barrier [@harbour-barrier/harbour-plan]."}
    ]
    assert [row["key"] for row in rows(server.asked[0], "items")] == ["harbour-barrier/harbour-plan"]


def test_a_file_that_is_there_is_kept(make_publication):
    """Nobody's introduction is overwritten, and no model is asked."""
    root = make_publication(story(), files={FILE: "---\n{}\n---\n\nMine.\n"})
    with messages_server(says(answer)) as server:
        done = introduce(page_run(root, server), DAY)
    assert (done.state, done.exit_code, server.requests) == ("kept", 0, [])
    assert (root / FILE).read_text(encoding="utf-8").endswith("Mine.\n")


def test_an_issue_never_waits_for_its_introduction(make_publication):
    """A model that fails, no key, a used-up budget and a refused draft are results with a reason; nothing is written."""
    root = make_publication(story())
    with messages_server(Played(stop="refusal")) as server:
        done = introduce(page_run(root, server), DAY)
        assert (done.state, done.exit_code, done.reason) == ("failed", 3, "the model declined to answer")
        assert done.usd == Decimal("0.004")
        done = introduce(page_run(root, server, environment={"ANTHROPIC_API_KEY": ""}), DAY)
        assert (done.state, "ANTHROPIC_API_KEY" in done.hint) == ("failed", True)
    stray = says(lambda body: answer(body, "The mayor is to blame"))
    with messages_server(stray, says(lambda _: {"sentences": [], "headings": [], "title": "", "dek": ""})) as server:
        done = introduce(page_run(root, server), DAY)
    assert (done.state, done.exit_code, done.hint[:9]) == ("rejected", 1, "The issue")
    assert not (root / FILE).exists()


def test_what_it_cost_counts_where_only_the_file_is(make_publication):
    """The cost in the front matter of an introduction counts for its month."""
    root = make_publication(story(), config=builders.config())
    with messages_server(says(answer)) as server:
        usd = introduce(page_run(root, server, now="2026-05-04T06:00:00Z"), DAY).usd
        Cache(root).drop("spend", "2026-05")
        settle(root, max_usd_month=usd)
        (root / FILE).rename(root / FILE.replace("03", "02"))
        done = introduce(page_run(root, server, now="2026-05-04T06:00:00Z"), DAY)
    assert (done.state, "max_usd_month" in done.reason) == ("failed", True)
