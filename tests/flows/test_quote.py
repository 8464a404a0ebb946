"""Proof of a quote from a page: it is read, found, and kept with the words around it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication
from wire.server import Call, serving

from dateline.core.analysis import AnalysedStory
from dateline.core.config import Limits
from dateline.core.errors import FeedError, UsageError
from dateline.core.ids import fingerprint
from dateline.core.model import LedgerEvent, Version, Withdrawn
from dateline.core.passages import dropped_quotes, new_passages
from dateline.desk import Assignment, Draft
from dateline.flows.draft import assignment_for, draft, findings_of
from dateline.flows.quote import take_quote
from dateline.store.cache import Cache
from dateline.store.story import read_story

REST = " ".join(f"On page {number} the report says more about the harbour mouth." for number in range(20))
PAGE = (
    f"<html><body><article><h1>Plan</h1><p>The barrier costs 412 million euros, the port says. {REST}</p></article></body></html>"
)
LATER = "2026-05-26T11:30:00Z"


@pytest.fixture
def site() -> Iterator[str]:
    def page(call: Call) -> None:
        call.say(body=PAGE.encode(), content_type="text/html")

    with serving({"/plan": page}) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def publication(make: MakePublication, url: str | None, *slugs: str, **given: Any) -> Path:
    stories = [builders.dossier(slug=slug, items=(builders.item(url=url, **given),)) for slug in slugs or ("harbour-barrier",)]
    return make(*stories, config=builders.config(limits=Limits(allow_private=("127.0.0.1",))))


def events(root: Path, slug: str = "harbour-barrier") -> tuple[LedgerEvent, ...]:
    return read_story(root, slug).events


def test_a_quote_is_kept_with_the_words_around_it(make_publication: MakePublication, site: str) -> None:
    """The ledger gets the passage and the hash of the page; called again, there is nothing to do, and no page is read."""
    root = publication(make_publication, f"{site}/plan")

    passage = take_quote(root, "harbour-plan", "costs 412 million euros", now=LATER)

    (event,) = events(root)
    assert (event.key, event.event, event.at, event.text) == ("harbour-plan", "quoted", LATER, passage)
    assert "The barrier costs 412 million euros, the port says." in passage
    assert Cache(root).get("page", event.page).startswith("Plan")
    assert take_quote(root, "harbour-plan", "costs 412 million euros", now=LATER) == ""
    assert events(root) == (event,)


def test_each_story_that_has_the_item_gets_the_passage(make_publication: MakePublication, site: str) -> None:
    """A story is checked with its own ledger."""
    root = publication(make_publication, f"{site}/plan", "barrier", "quay")

    take_quote(root, "harbour-plan", "412 million euros", now=LATER)

    assert len(events(root, "barrier")) == len(events(root, "quay")) == 1


def test_words_that_the_page_does_not_have_are_refused(make_publication: MakePublication, site: str) -> None:
    """Invented words, two places joined into one, and a quote longer than a passage are not kept."""
    root = publication(make_publication, f"{site}/plan")

    for words in ("costs 900 million euros", "The barrier costs … the port says"):
        with pytest.raises(UsageError, match="the page does not contain these words"):
            take_quote(root, "harbour-plan", words, now=LATER)
    with pytest.raises(UsageError, match="longer than 400 characters"):
        take_quote(root, "harbour-plan", REST, now=LATER)
    assert events(root) == ()


def test_an_item_without_a_page_cannot_be_quoted(make_publication: MakePublication, site: str) -> None:
    """Each refusal has its reason: no such item, no address, withdrawn, or a page that does not answer."""
    root = publication(make_publication, None)
    with pytest.raises(UsageError, match="has no address"):
        take_quote(root, "harbour-plan", "words", now=LATER)
    with pytest.raises(UsageError, match='no ledger has the item "harbor-plan"') as unknown:
        take_quote(root, "harbor-plan", "words", now=LATER)
    assert unknown.value.hint == 'Did you mean "harbour-plan"?'

    root = publication(make_publication, f"{site}/plan", withdrawn=Withdrawn("2026-05-24", "a court order", f"sha256:{0:064}"))
    with pytest.raises(UsageError, match="was withdrawn"):
        take_quote(root, "harbour-plan", "words", now=LATER)
    root = publication(make_publication, f"{site}/nowhere")
    with pytest.raises(FeedError, match="404"):
        take_quote(root, "harbour-plan", "words", now=LATER)


# --- passages of a draft ---------------------------------------------------------------------------------------------------

TEXTS: Mapping[str, str] = {"harbour-plan": "Long ago. " * 100 + "The barrier costs 412 million euros. " + "And so on. " * 100}
READ = builders.item(evidence="full-text", page=fingerprint("Title of harbour-plan", TEXTS["harbour-plan"]))


def quoting(*quotes: str) -> Version:
    return builders.version(sources=(builders.source(evidence="full-text", quotes=quotes),))


def test_a_draft_keeps_the_passages_of_what_it_quotes_from_pages() -> None:
    """One event for each quote that the ledger does not have yet; a quote in an earlier passage needs none."""
    dossier = builders.dossier(items=(READ,))

    (event,) = new_passages(quoting("412 million euros", "Text of harbour-plan.", "costs 412 million", "made up"), dossier, TEXTS)

    assert "The barrier costs 412 million euros." in event.text
    assert (event.page, event.at) == (READ.page, builders.version().published)
    assert new_passages(quoting("412 million euros"), builders.dossier(items=(READ,), events=(event,)), TEXTS) == ()


def test_a_draft_is_checked_with_its_passages(tmp_path: Path) -> None:
    """A quote from a page that was read is no finding, and the line that proves it is added; an invented quote is an error."""
    Cache(tmp_path).put("page", READ.page, TEXTS["harbour-plan"])
    dossier = builders.dossier(items=(READ,), versions=())

    def writer(_: Assignment) -> Draft:
        return Draft(quoting("412 million euros"))

    outcome = draft(tmp_path, writer, dossier, assignment_for(tmp_path, dossier, builders.NOW, 9))

    assert (outcome.state, len(outcome.passages)) == ("drafted", 1)
    invented = findings_of(tmp_path, AnalysedStory(dossier), quoting("bribes of 900 million euros"))
    assert [one.level for one in invented if one.rule == "quote-not-found"] == ["error"]


def test_a_quote_that_is_lost_is_noted() -> None:
    """The editor sees which source lost quotes that the ledger does not have, and how to prove them."""
    here = builders.dossier(items=(READ,))
    (note,) = dropped_quotes(quoting("one", "two", "three"), quoting("two"), here)

    assert note == (
        "2 quotes of “Title of harbour-plan” left out: the ledger does not contain the words. "
        'If the page does, run `dateline quote harbour-plan "…"`.'
    )
    assert dropped_quotes(None, quoting("one"), here) == ()
    assert dropped_quotes(quoting("one"), builders.version(sources=()), here) == ()


def test_a_quote_that_an_editor_replaced_is_not_noted() -> None:
    """A quote that the ledger has was not left out for want of its words; one of a source without an item cannot be found."""
    was = quoting("Title of harbour-plan")

    assert dropped_quotes(was, quoting("Title of another"), builders.dossier(items=(READ,))) == ()
    assert len(dropped_quotes(was, quoting(), builders.dossier(items=(builders.item("other"),)))) == 1
