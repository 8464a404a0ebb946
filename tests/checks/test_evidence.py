from fractions import Fraction

import builders
from analysed import check_story, evidence_of, score

from dateline.core.model import Dossier, Event, Version

WIRE = builders.source("wire", title="Gates for the barrier", evidence="excerpt", quotes=("twelve gates",))
REPRINT = builders.source("reprint", title="RT @wire: Gates for the barrier")
PLAN = builders.source("plan", title="The plan", evidence="full-text")


def story() -> Dossier:
    version = builders.version(
        what="It has twelve gates [@wire; @reprint], and costs more [@plan]. Nobody knows [@nobody].",
        narrative=("It floods. It is planned [@plan]. It is late. It is dear.",),
        timeline=(Event("2026-04-14", "Gates arrive [@wire]; the plan is made [@plan]."),),
        perspectives=(),
        tensions=(),
        sources=(WIRE, REPRINT, PLAN),
    )
    items = (
        builders.item("wire", text="It has twelve gates."),
        builders.item("reprint", text=""),
        builders.item("plan", text="It floods.", evidence="full-text", page="sha256:0000000000000000"),
    )
    return builders.dossier(version, items=items)


def latest(dossier: Dossier) -> Version:
    assert dossier.latest
    return dossier.latest


def test_support() -> None:
    """Each claim has its sources, their quotes, the best grade, the independent ones, and whether it can be checked."""
    dossier = story()
    gates, costs, nobody, *_ = evidence_of(dossier, latest(dossier))

    assert (
        gates.sources,
        gates.quotes,
        gates.grade,
        gates.origins,
        gates.can_tell,
    ) == (("wire", "reprint"), ("twelve gates",), "excerpt", 1, False)
    assert (costs.section, costs.at, costs.claim) == ("what", "what", "and costs more")
    assert (nobody.sources, nobody.quotes, nobody.grade, nobody.origins, nobody.can_tell) == ((), (), None, 0, False)


def test_not_collected() -> None:
    """A source that is not in the ledger counts as a headline, whatever the version says."""
    version = builders.version(sources=(builders.source(evidence="full-text"),))
    supports = evidence_of(builders.dossier(version, items=()), version)

    assert {support.grade for support in supports if support.sources} == {"headline"}


def test_full_text_at_hand() -> None:
    """A claim based on a full text can be checked if the cache has the text."""
    dossier = story()

    assert [
        next(one.can_tell for one in evidence_of(dossier, latest(dossier), texts) if one.sources == ("plan",))
        for texts in ({}, {"plan": "All of the plan."})
    ] == [False, True]


def test_score() -> None:
    """The score counts sentences with sources, claims with quotes, origins, uncheckable claims, and open findings."""
    dossier = story()
    findings = check_story(dossier)
    got = score(dossier, latest(dossier), findings)

    assert (got.sentences, got.cited) == (5, 2)
    assert (got.claims, got.quoted, got.origins, got.sources) == (5, 2, 2, 3)
    assert Fraction(4, 5) == got.cannot_tell
    assert got.data["cannot_tell"] == 0.8
    assert {"error": got.errors, "warning": got.warnings, "note": got.notes} == {
        level: sum(one.level == level for one in findings if one.version == 1) for level in ("error", "warning", "note")
    }


def test_score_of_nothing() -> None:
    """A version without a claim has a score without a division by zero."""
    empty = builders.version(
        what="", why_it_matters="", open_questions=(), narrative=(), timeline=(), perspectives=(), tensions=(), sources=()
    )
    got = score(builders.dossier(empty), empty, ())

    assert (0, 0, Fraction(0)) == (got.sentences, got.claims, got.cannot_tell)
