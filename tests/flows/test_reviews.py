"""What an editor needs to review a version."""

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication
from reviewed import objection, reviewed

from dateline.cli import main
from dateline.core.errors import UsageError
from dateline.core.model import ClosedQuestion, Question, Voice, WrittenBy
from dateline.desk import extractive
from dateline.desk.draft import SupportedClaim
from dateline.flows.draft import Outcome
from dateline.flows.reviews import review_at, review_of
from dateline.flows.shared.judged import Judged
from dateline.flows.update import UpdateRun, update
from dateline.store.cache import Cache

NOW = "2026-04-01T06:00:00Z"
WAS = builders.version(1)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    with pytest.raises(SystemExit):
        main(["init", str(tmp_path / "record"), "--example"])
    return tmp_path / "record"


def test_now_or_later_it_is_the_same(example: Path) -> None:
    """The review of a version that was just filed is the one that the files give, findings and their lines included."""
    (outcome,) = update(UpdateRun(example, extractive.write, NOW)).outcomes
    now, later = review_of(outcome), review_at(example, outcome.slug, 2)

    assert now
    assert later == now
    assert later.new_sources
    assert sum(map(bool, later.backings.values())) > 10


def test_full_texts_may_be_in_another_folder(make_publication: MakePublication, tmp_path: Path) -> None:
    """A copy of a branch has no cache; the texts of pages are taken from the folder that is named."""
    page = "Nobody knew. On Monday the council said that it plans a barrier at last. It may flood."
    cited = builders.source(evidence="full-text", quotes=("plans a barrier",))
    item = builders.item(evidence="full-text", page="sha256:1", text="The council plans a barrier.")
    root = make_publication(builders.dossier(builders.version(sources=(cited,)), items=(item,)))
    copy = shutil.copytree(root, tmp_path / "copy")
    Cache(root).put("page", "sha256:1", page)

    def shown(**given: Any) -> list[str]:
        review = review_at(copy, "harbour-barrier", 1, **given)
        backing = review.backings["what", WAS.what][0]
        return ["".join(run.text for run in one) for one in backing.excerpts]

    assert shown(texts_from=root) == ["On Monday the council said that it plans a barrier at last."]
    assert shown() == ["The council plans a barrier."]


def test_what_only_the_run_knows(make_publication: MakePublication) -> None:
    """The judge's findings, notes and cost are passed in; without them the cost is what the version says."""
    by = WrittenBy("claude", "a-model", usd=Decimal("0.04"))
    root = make_publication(builders.dossier(builders.version(written_by=by)))
    judged = Judged((objection("warning"),), (SupportedClaim("It is so.", "so"),), ("A note.",), Decimal("0.05"))
    bare, known = review_at(root, "harbour-barrier", 1), review_at(root, "harbour-barrier", 1, judged=judged)

    assert (bare.usd, bare.notes, bare.supported) == (Decimal("0.04"), (), ())
    assert (known.usd, known.notes, known.supported) == (Decimal("0.05"), ("A note.",), judged.supported)
    assert set(known.findings) - set(bare.findings) == set(judged.findings)
    root = make_publication(builders.dossier())
    assert review_at(root, "harbour-barrier", 1).usd == 0


def test_only_this_version_and_what_blocks_the_story(make_publication: MakePublication) -> None:
    """Findings of other versions are left out; an error of the story blocks this version, too."""
    root = make_publication(builders.dossier(WAS, builders.version(2, what="", items=1)))
    (root / "stories/harbour-barrier/notes.txt").touch()
    found = review_at(root, "harbour-barrier", 2).findings

    assert {one.version for one in found} == {None, 2}
    assert [one.rule for one in found if one.version is None] == ["unknown-file"]
    assert all(one.file for one in found)
    assert review_at(root, "harbour-barrier", 1).before is None


def test_there_must_be_such_a_version(make_publication: MakePublication) -> None:
    """A version that is not there is an error, and an outcome without a version has no review."""
    with pytest.raises(UsageError, match="there is no version 3"):
        review_at(make_publication(builders.dossier()), "harbour-barrier", 3)
    assert review_of(Outcome("quay", "failed")) is None
    assert review_of(Outcome("quay", "drafted", version=WAS)) is None


def test_whom_a_sentence_rests_on() -> None:
    """The sources that a sentence cites; if it cites none, those listed beside it; keys without a source are left out."""
    voice = Voice("council", "The council", view="Wants it.", sources=("listed",))
    sources = tuple(builders.source(key) for key in ("harbour-plan", "listed"))
    now = builders.version(
        what="It floods [@harbour-plan; @unknown].", why_it_matters="Nobody says why.", perspectives=(voice,), sources=sources
    )
    backings = reviewed(now).backings

    assert [one.cited.source.key for one in backings["what", now.what]] == ["harbour-plan"]
    assert [one.cited.source.key for one in backings["perspectives[0].view", "Wants it."]] == ["listed"]
    assert backings["why_it_matters", now.why_it_matters] == ()


def test_closed_questions_have_evidence_too() -> None:
    """The answer to a question rests on sources like any sentence."""
    answer = "The town pays [@harbour-plan]."
    now = builders.version(2, open_questions=(), closed_questions=(ClosedQuestion("cost", "answered", answer),))

    assert len(reviewed(WAS, now).backings["closed_questions[0].text", answer]) == 1


def test_a_quote_that_nobody_has_is_shown_with_what_comes_nearest() -> None:
    """Words that no text at hand has are missing; the nearest sentence of the source stands beside them."""
    cited = builders.source(quotes=("a bearing with no grease is a brake", "text of harbour-plan"))
    item = builders.item(text="The agency met. A bearing without grease is a brake, it said.")
    (backing,) = reviewed(builders.version(sources=(cited,)), items=(item,)).backings["what", WAS.what]
    both = builders.item(text=f"{item.text} This is the text of harbour-plan.")
    (found,) = reviewed(builders.version(sources=(cited,)), items=(both,)).backings["what", WAS.what]

    assert backing.missing == ("text of harbour-plan", "a bearing with no grease is a brake")
    assert backing.nearest == "A bearing without grease is a brake, it said."
    assert found.missing == ("a bearing with no grease is a brake",)
    assert found.nearest == backing.nearest


def test_the_headline_is_not_shown_twice() -> None:
    """A quote of the title is left out if a quote of the text is shown, because the title stands below it."""
    quotes = ("Title of harbour-plan", "plans a barrier with three gates")
    item = builders.item(text="The council plans a barrier with three gates.")
    now = builders.version(
        what="By its title, the harbour-plan has three gates [@harbour-plan].", sources=(builders.source(quotes=quotes),)
    )
    (backing,) = reviewed(now, items=(item,)).backings["what", now.what]

    assert ["".join(run.text for run in one) for one in backing.excerpts] == [item.text]
    assert backing.missing == ()


def test_where_the_words_come_from() -> None:
    """Copies of one report are counted, a known origin is named, and so is the outlet that a search found."""
    items = (
        builders.item(),
        builders.item("again", copy_of="harbour-plan"),
        builders.item("found", title="Gate shut - Estuary Wire", feed="reactive:quay", url="https://news.example/1"),
        builders.item("hidden", feed="reactive:quay"),
    )
    sources = tuple(builders.source(one.key, title=one.title, feed=one.feed, url=one.url) for one in items[1:])
    keys = "; @".join(one.key for one in sources)
    told = f"It is shut [@{keys}]."
    found = reviewed(
        WAS, builders.version(2, what=told, narrative=(told,), sources=(*WAS.sources, *sources)), items=items
    ).sources

    assert {key: (one.copies, one.outlet) for key, one in found.items()} == {
        "harbour-plan": (2, "Harbour Wire"),
        "again": (2, "Harbour Wire"),
        "found": (1, "Estuary Wire"),
        "hidden": (1, ""),
    }
    assert [key for key, one in found.items() if one.is_known_origin] == ["again"]
    assert [one.source.key for one in reviewed(WAS, replace(WAS, version=2)).new_sources] == []


def test_an_item_that_no_ledger_has() -> None:
    """A source whose item is not in the ledger has the outlet that the version names, and no quote at hand."""
    now = builders.version(sources=(builders.source("lost", quotes=("words",)),), what="It floods [@lost].")
    (backing,) = reviewed(now).backings["what", now.what]

    assert (backing.cited.outlet, backing.missing, backing.nearest) == ("Harbour Wire", ("words",), "")


def test_a_question_asked_anew() -> None:
    """A reworded question is a sentence like any other."""
    now = builders.version(2, open_questions=(Question("cost", "Who pays for the new barrier?"),))

    assert [at for at, _ in reviewed(WAS, now).backings] == ["open_questions[0].text"]
