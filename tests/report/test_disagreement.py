"""Where the rules and the judge disagree."""

from typing import Any

from found import finding

from dateline.core.model import Finding
from dateline.desk import Routing
from dateline.desk.draft import SupportedClaim
from dateline.flows.collect import Collected
from dateline.flows.draft import Outcome
from dateline.flows.update import UpdateResult
from dateline.report import update_report
from dateline.report.disagreement import disagreements
from dateline.wire.collect import Collection

SENTENCE = "The barrier costs 40 million euros [@harbour-plan]."
CLAIM = SupportedClaim(f"It is late. {SENTENCE}", "some 40 million euros")


def of_rule(**given: Any) -> Finding:
    """A rule's warning about the sentence."""
    return finding(**{"text": SENTENCE, "harm": "figure", **given})


def of_judge(rule: str = "judge-partly-supported", **given: Any) -> Finding:
    """A judge's objection to the sentence."""
    return finding(**{"rule": rule, "text": CLAIM.text, "message": "Only the gate does.", "harm": "source", **given})


def outcome(*findings: Finding, supported: tuple[SupportedClaim, ...] = ()) -> Outcome:
    return Outcome("harbour-barrier", "drafted", findings=findings, supported=supported)


def test_the_judge_supports_what_a_rule_doubts() -> None:
    """A sentence that rules object to and the judge finds supported is shown once, with the words of each side."""
    other = of_rule(rule="ungrounded-name", message='"The barrier" is in none of them')
    (found,) = disagreements(outcome(of_rule(), other, supported=(CLAIM,)))

    assert found.sentence == "The barrier costs 40 million euros."
    assert found.findings == (of_rule(), other)
    assert found.data["supported_by"] == "some 40 million euros"


def test_the_judge_doubts_what_no_rule_does() -> None:
    """A sentence that only the judge objects to is shown with its reason."""
    (found,) = disagreements(outcome(of_judge("judge-not-supported")))

    assert (found.words, found.findings[0].message) == ("", "Only the gate does.")
    assert found.data["supported_by"] is None


def test_where_they_agree_there_is_nothing_to_show() -> None:
    """If both object, or neither does, or a finding is no objection of that kind, there is no disagreement."""
    assert disagreements(outcome(of_rule(), of_judge())) == ()
    assert disagreements(outcome(of_rule(text="Another sentence."), supported=(CLAIM,))) == ()
    for mild in (of_rule(level="note"), of_rule(harm="form"), of_rule(text="")):
        assert disagreements(outcome(mild, supported=(CLAIM,))) == ()
    assert disagreements(outcome(of_judge("judge-silent"))) == ()


def test_the_run_says_so() -> None:
    """The lines of an update and its JSON say that there are disagreements."""
    update = UpdateResult(Collected(Collection((), ()), Routing(), ()), (outcome(of_rule(), supported=(CLAIM,)),))

    assert "  rule and judge disagree about 1 sentence" in update_report.lines(update)
    assert len(update_report.document(update)["stories"][0]["disagreements"]) == 1
