"""The judge on its own; the tests of the writer cover its findings in a draft."""

import builders
import pytest
from edits import added, assignment, edits
from scripted import ScriptedModel, answer

from dateline.core.errors import Malformed
from dateline.core.model import WrittenBy
from dateline.desk.assemble import assemble
from dateline.desk.draft import SupportedClaim
from dateline.desk.judge import Opinion, judge

LAST = builders.version()
GATE = builders.item("gate-opens", title="The gate opens", text="The gate opened on 4 May 2026. " + "It is of oak. " * 5)
ASKED = assignment(builders.dossier(LAST), GATE)
EDITS = edits(LAST, added=(added("narrative", "The gate is of oak [@gate-opens].", "2", gate_opens="It is of oak"),))


def judged(verdict: str, words: str, why: str = "") -> Opinion:
    model = ScriptedModel(answer({"verdicts": [{"number": 1, "verdict": verdict, "words": words, "why": why}]}))
    return judge(EDITS, assemble(EDITS, ASKED, WrittenBy("claude")), ASKED, model, "claude-haiku-5-5")


def test_a_supported_claim_stands() -> None:
    """A claim that the items support, by words that one of them has, gives no finding, and is kept with these words."""
    told = judged("supported", "It is of oak")

    assert told == Opinion((), (SupportedClaim("The gate is of oak [@gate-opens].", "It is of oak"),))


def test_a_verdict_says_why() -> None:
    """A finding has the claim, its place and the judge's reason; without a reason it says what the verdict means."""
    (told,) = judged("partly", "It is of oak", "Only the frame is.").findings
    (bare,) = judged("not", "It is of oak").findings

    assert (told.rule, told.level, told.at, told.message) == (
        "judge-partly-supported",
        "warning",
        "narrative[1]",
        "Only the frame is.",
    )
    assert told.text == "The gate is of oak [@gate-opens]."
    assert (bare.rule, bare.message) == ("judge-not-supported", "the cited items do not support this")


@pytest.mark.parametrize("verdict", ["supported", "partly", "not"])
def test_words_that_nobody_said_are_no_verdict(verdict: str) -> None:
    """Whatever the verdict, words that no cited item has make it worthless."""
    (found,), supported = judged(verdict, "It is of solid gold")

    assert supported == ()
    assert found.rule == "judge-unfounded"


def test_what_is_no_verdict_is_malformed() -> None:
    """A verdict other than the three is malformed."""
    with pytest.raises(Malformed):
        judged("perhaps", "It is of oak")
