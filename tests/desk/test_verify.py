"""The program's objections to an answer; a single one refuses all of it."""

from dataclasses import replace
from typing import Any

import builders
import pytest
from edits import added, assignment, changed, corrected, dropped, edits, fate, heard, question, tension, voice

from dateline.core.model import Finding, WrittenBy
from dateline.desk.assemble import assemble
from dateline.desk.verify import objections, version_objections

LAST = builders.version()
GATE = builders.item(
    "gate-opens", title="The gate opens", text="The gate opened on 4 May 2026. The council reportedly paid $3 million for it."
)
CUT = builders.item("cut-post", title="The council is building a far bigger gate, and the harbour…", text="", evidence="headline")
SAYS = "The gate opened on 4 May 2026"
PAID = "2: The council reportedly paid"
TITLED = "0: The council is building"


def found(**given: Any) -> list[tuple[str, str]]:
    return [(one.rule, one.at) for one in refused(**given)]


def refused(**given: Any) -> tuple[Finding, ...]:
    return objections(edits(LAST, **given), assignment(builders.dossier(LAST), GATE, CUT))


def test_an_answer_without_fault() -> None:
    """An answer that accounts for everything, cites what was offered and quotes it correctly has no objection."""
    assert not refused(
        changed=(changed(1, "The council has opened the gate [@gate-opens].", gate_opens=SAYS),),
        dropped=(dropped(2),),
        added=(
            added("narrative", "The gate opened on 4 May 2026 [@gate-opens].", "1", 3, gate_opens=SAYS),
            added("narrative", "It reportedly cost $3 million [@gate-opens].", "2", gate_opens=PAID),
            added("timeline", "The gate opens [@gate-opens].", "2026-05-04", gate_opens=SAYS),
            added("perspectives", "It reportedly paid for it [@gate-opens].", "council", gate_opens=PAID),
            added("tensions", "It is reportedly paid [@gate-opens].", "cost-or-safety", gate_opens=PAID),
            added("what", "It is open [@gate-opens].", "", 1, gate_opens=SAYS),
            added("why_it_matters", "It is safe.", ""),
        ),
        questions=(fate("cost", "answered", "The council did, reportedly [@gate-opens].", gate_opens=PAID),),
        new_questions=(question("Does it hold?"),),
        new_voices=(voice("The harbour", "Is glad [@gate-opens].", gate_opens=SAYS),),
        new_tensions=(tension("It is open, and yet closed [@gate-opens].", gate_opens=SAYS),),
        corrections=(corrected("The council plans a barrier.", "It is a gate."),),
    )


def test_the_changes_and_corrections_accuse_nobody_either() -> None:
    """What `changes` or a correction says of a crime is in an item or on the page, although neither cites."""
    assert found(changes="The mayor stole it.") == [("unsourced-opinion", "changes")]
    right = corrected("The council plans a barrier.", "The mayor stole it.")
    assert found(corrections=(right,)) == [("unsourced-opinion", "corrections[0]")]
    assert found(changes="The gate opened.") == []


@pytest.mark.parametrize(
    "address",
    [
        "evil.com/pay", "evil.com", "EVIL.COM", "bad@evil.com", "a.b-c.co.uk/x?y=1", "1a2b.net", "192.0.2.7", "evil[.]com",
        "evil (dot) com", "evil dot com", "évil.com", "harbour.example/pay", "xharbour.example", "harbour.example.evil.com",
    ],
)  # fmt: skip
def test_words_in_the_form_of_an_address_are_an_items(address: str) -> None:
    """A site or a mailbox that the cited item does not name is refused in every text, with or without a scheme."""
    there = builders.item("gate-opens", title="The gate opens", text="The gate opened, harbour.example says. Write to us.")

    def rules(text: str, **given: Any) -> list[str]:
        told = new(text, gate_opens="The gate opened, harbour.example") if text else {}
        return [one.rule for one in objections(edits(LAST, **told, **given), assignment(builders.dossier(LAST), there))]

    assert rules(f"The gate opened, see {address} [@gate-opens].") == ["address-in-text"]
    assert rules("", changes=f"See {address}.") == ["address-in-text"]
    assert rules("The gate opened, harbour.example says [@gate-opens].") == []
    assert rules("The gate opened at 9 p.m. on No. 3, e.g. by J.R. Quay, Ph.D., v1.2.3 of 3.5mm, U.S.-led [@gate-opens].") == []


@pytest.mark.parametrize(
    "given",
    [
        {"kept": (1, 2, 3, 4, 5)},
        {"kept": (1, 2, 3, 4, 5, 6, 6)},
        {"kept": (1, 2, 3, 4, 5, 6, 7)},
        {"dropped": (dropped(1, " "),)},
        {"questions": ()},
        {"questions": (fate("cost", "open"), fate("cost", "dropped", "It is settled."))},
        {"voices": ()},
        {"voices": (heard("council", "kept", "Stays."), heard("nobody", "departed", "Gone."))},
    ],
)
def test_everything_carried_is_accounted_for_once(given: dict[str, Any]) -> None:
    """A claim, question or voice that is missing, named twice, unknown, or dropped without a reason refuses the answer."""
    assert [rule for rule, _ in found(**given)] == ["unaccounted"]


def test_what_is_missing_is_named() -> None:
    """The objection names the numbers, so that the second answer can account for them."""
    (objection,) = refused(kept=(1, 2, 3, 4))

    assert objection.message == "claim 5, 6: not accounted for"


@pytest.mark.parametrize(
    "one",
    [
        added("what", "It is open [@gate-opens].", "1", gate_opens=SAYS),
        added("narrative", "It is open [@gate-opens].", "0", gate_opens=SAYS),
        added("narrative", "It is open [@gate-opens].", "new", gate_opens=SAYS),
        added("narrative", "It is open [@gate-opens].", "1", 1, gate_opens=SAYS),
        added("narrative", "It is open [@gate-opens].", "1", 99, gate_opens=SAYS),
        added("perspectives", "It is open [@gate-opens].", "nobody", gate_opens=SAYS),
        added("tensions", "It is open [@gate-opens].", "", gate_opens=SAYS),
    ],
)
def test_a_new_claim_has_a_place(one: Any) -> None:
    """An answer with a place that does not exist, or that follows a claim in another place, is rejected."""
    assert found(added=(one,)) == [("bad-place", "added[0]")]


def test_a_voice_that_departs_says_nothing_new() -> None:
    """A new claim of a voice that departs has no place."""
    one = added("perspectives", "It is open [@gate-opens].", "council", gate_opens=SAYS)

    assert ("bad-place", "added[0]") in found(added=(one,), voices=(heard("council", "departed", "It is silent."),))


@pytest.mark.parametrize("date", ["", "soon", "2026-02-30", "2099-01-01", "2026-05-25", "2026-06", "2027"])
def test_a_date_is_possible(date: str) -> None:
    """An answer with an impossible or future date of an event, new or changed, is rejected."""
    assert found(added=(added("timeline", "It opens [@gate-opens].", date, gate_opens=SAYS),)) == [("bad-date", "added[0].at")]
    assert found(changed=(changed(6, "It opens [@harbour-plan].", date),)) == [("bad-date", "changed[0].date")]


def test_a_date_may_be_as_precise_as_it_is_known() -> None:
    """A year or a month that has begun is a date."""
    for date in ("2026", "2026-05", "2026-05-24"):
        assert not found(added=(added("timeline", "It opens [@gate-opens].", date, gate_opens=SAYS),))


def test_a_correction_repeats_what_was_said() -> None:
    """A correction of words that the version never had refuses the answer, and so does one of a version that never was."""
    assert found(corrections=(corrected("The council plans a bridge.", "No."),)) == [("unfounded-correction", "corrections[0]")]
    assert found(corrections=(corrected("The council plans a barrier.", "No.", of=9),)) == [
        ("unfounded-correction", "corrections[0]")
    ]
    addressed = corrected("The council plans a barrier.", "It is a gate.", why="See https://example.org.")
    assert found(corrections=(addressed,)) == [("address-in-text", "corrections[0].why")]
    assert found(corrections=(replace(addressed, why=""),)) == []
    assert found(corrections=(corrected(" ", "No."),)) == [("unfounded-correction", "corrections[0]")]
    across = "The council plans a barrier. The quay floods."
    assert found(corrections=(corrected(across, "No."),)) == [("unfounded-correction", "corrections[0]")]


def new(text: str, **words: str) -> dict[str, Any]:
    return {"added": (added("narrative", text, "1", 3, **words),)}


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        (new(" "), ["uncited-claim", "bad-shape"]),
        (new("Regular health checks matter."), ["uncited-claim"]),
        (new("It is open [@nobody-said]."), ["unknown-source"]),
        (new("It is open [@Some Title]."), ["uncited-claim", "unknown-source"]),
        (
            new("It is open [@harbour-plan].", harbour_plan="0: Title of harbour-plan", nobody_said="It is open now"),
            ["unknown-source"],
        ),
        (new("It is open [@gate-opens]."), ["quote-missing"]),
        (new("It is open [@gate-opens].", gate_opens="The gate is closed for ever"), ["quote-not-found"]),
        (new("It is open [@gate-opens].", gate_opens="gate"), ["quote-not-found"]),
        (new("It is open [@harbour-plan; @gate-opens].", gate_opens=SAYS), ["quote-missing"]),
        (new("See https://evil.example/?q=1 [@gate-opens].", gate_opens=SAYS), ["address-in-text"]),
        (new("![open](x) [@gate-opens].", gate_opens=SAYS), ["address-in-text"]),
        (new("<img src=x> [@gate-opens].", gate_opens=SAYS), ["address-in-text"]),
    ],
)
def test_words_and_what_carries_them(given: dict[str, Any], rules: list[str]) -> None:
    """No words, keys that were not offered, a new citation without a quote, a quote that is nowhere, an address: each refuses."""
    assert [rule for rule, _ in found(**given)] == rules


def test_a_short_title_may_be_quoted_whole() -> None:
    """A quote of a word or two carries nothing, unless it is all there is."""
    item = builders.item("short", title="It floods", text="")
    given = edits(LAST, **new("It floods [@short].", short="0: It floods"))

    assert not objections(given, assignment(builders.dossier(LAST), item))


def test_what_was_cited_needs_no_new_quote() -> None:
    """A changed claim, question or voice may cite what it cited before; anything else needs its words."""
    assert not found(changed=(changed(1, "The council has a plan [@harbour-plan]."),))
    assert not found(voices=(heard("council", "kept", "Wants it still [@harbour-plan]."),))
    assert found(questions=(fate("cost", "open", "Who pays [@harbour-plan]?"),)) == [("quote-missing", "questions[0]")]


def test_a_carried_source_is_quoted_from_what_is_at_hand() -> None:
    """The words of a source of the last version count, even if its item is no longer in the ledger."""
    last = builders.version(sources=(builders.source(quotes=("the barrier is planned for May",)),))
    given = edits(last, **new("It is planned [@harbour-plan].", harbour_plan="barrier is planned for May"))

    assert not objections(given, assignment(builders.dossier(last, items=()), GATE))


def test_the_full_text_of_a_page_can_be_quoted() -> None:
    """Words of a page that was read carry a claim as the excerpt's do."""
    asked = replace(assignment(builders.dossier(LAST), GATE), texts={"gate-opens": "It is made of oak and steel."})

    assert not objections(edits(LAST, **new("It is of oak [@gate-opens].", gate_opens="made of oak and steel")), asked)


@pytest.mark.parametrize(
    "text",
    [
        "The council is building a gate 30 metres wide [@cut-post].",
        "The council is building a far bigger gate, but the harbour is against it [@cut-post].",
        "The council is not building a gate [@cut-post].",
    ],
)
def test_a_cut_title_says_no_more_than_its_words(text: str) -> None:
    """A figure or a turn that a cut title does not have is a guess, and refuses the answer."""
    assert found(**new(text, cut_post=TITLED)) == [("cut-title", "added[0]")]


def test_what_another_source_says_beside_a_cut_title_stands() -> None:
    """A figure that another cited item has, or that the claim had before, is not a guess; nor is one in the cut title itself."""
    cut, gate = TITLED, PAID
    assert not found(
        **new("It reportedly paid $3 million for a bigger gate [@cut-post; @gate-opens].", cut_post=cut, gate_opens=gate)
    )
    assert not found(**new("The council is building a far bigger gate [@cut-post].", cut_post=cut))
    assert not found(new_questions=(question("Is the harbour glad of it [@cut-post]?", cut_post=cut),))


def test_an_answered_question_has_an_answer() -> None:
    """A question that is said to be answered, in no words, refuses the answer."""
    assert found(questions=(fate("cost", "answered"),)) == [("bad-shape", "questions[0]")]


def test_a_title_and_the_changes_are_looked_at_too() -> None:
    """An address in the title, in what changed or in a voice's name refuses the answer."""
    assert found(title="See www.evil.example") == [("address-in-text", "title")]
    assert found(changes="See https://evil.example") == [("address-in-text", "changes")]
    assert found(new_voices=(voice("http://a.example", "Glad [@gate-opens].", gate_opens=SAYS),)) == [
        ("address-in-text", "new_voices[0].name")
    ]


def emptied(**given: Any) -> list[tuple[str, str]]:
    asked = assignment(builders.dossier(LAST), GATE)
    version = assemble(edits(LAST, **given), asked, WrittenBy("claude"))
    return [(one.rule, one.at) for one in version_objections(version, edits(LAST), asked)]


def test_a_version_keeps_its_sections() -> None:
    """A version whose What, Narrative or Sources would be empty is refused, and so is a voice that is kept without a view."""
    gone = tuple(map(dropped, (1, 3, 4, 5, 6)))
    departed = (heard("council", "departed", "Gone."),)
    tensionless = {"dropped": gone, "voices": departed}

    assert emptied() == []
    assert emptied(dropped=(dropped(4),)) == [("emptied-section", "perspectives[0].view")]
    assert emptied(**tensionless) == [
        ("emptied-section", "what"),
        ("emptied-section", "narrative"),
        ("emptied-section", "sources"),
    ]


def test_a_version_has_the_form_of_its_file() -> None:
    """What could not be read back from the file is refused before it is written."""
    asked = assignment(builders.dossier(LAST), GATE)
    version = assemble(edits(LAST), asked, WrittenBy("claude", usd="-1"))  # type: ignore[arg-type]

    assert [one.rule for one in version_objections(version, edits(LAST), asked)] == ["bad-shape"]


# --- lengths ---------------------------------------------------------------------------------------------------------------

MUCH = "m" * 1_000_000


@pytest.mark.parametrize(
    ("given", "at", "most"),
    [
        ({"changes": MUCH}, "changes", "10,000"),
        ({"title": MUCH}, "title", "300"),
        ({"new_voices": (voice("The harbour", "Is glad [@gate-opens].", MUCH, gate_opens=SAYS),)}, "new_voices[0].role", "300"),
        ({"new_voices": (voice(MUCH, "Is glad [@gate-opens].", gate_opens=SAYS),)}, "new_voices[0].name", "300"),
        ({"new_voices": (voice("The harbour", MUCH, gate_opens=SAYS),)}, "new_voices[0].view", "10,000"),
        ({"new_voices": (voice("The harbour", "Is glad.", evolution=MUCH),)}, "new_voices[0].evolution", "10,000"),
        ({"new_questions": (question(MUCH),)}, "new_questions[0].text", "2,000"),
        ({"new_tensions": (tension(MUCH),)}, "new_tensions[0].text", "10,000"),
        ({"added": (added("narrative", MUCH, "1"),)}, "added[0].text", "2,000"),
        ({"added": (added("narrative", "It is so.", MUCH),)}, "added[0].at", "300"),
        ({"added": (added("what", "So [@gate-opens].", gate_opens=MUCH),)}, "added[0].quotes[0].words", "2,000"),
        ({"changed": (changed(1, MUCH),)}, "changed[0].text", "2,000"),
        ({"dropped": (dropped(1, MUCH),)}, "dropped[0].why", "2,000"),
        ({"voices": (heard("council", "departed", MUCH),)}, "voices[0].text", "2,000"),
        ({"questions": (fate("cost", "answered", MUCH),)}, "questions[0].text", "2,000"),
        ({"corrections": (corrected("The council plans a barrier.", MUCH),)}, "corrections[0].now", "2,000"),
    ],
)
def test_a_text_of_a_million_characters_is_refused(given: dict[str, Any], at: str, most: str) -> None:
    """Whichever text an answer blows up, the objection names its place and the most it may have, and repeats little of it."""
    (one,) = refused(**given)

    assert (one.rule, one.at) == ("too-long", at)
    assert one.message == f"1,000,000 characters; a draft may have {most} here"
    assert len(one.text) < 200


def test_an_answer_is_bounded_as_a_whole() -> None:
    """Many texts, each within its limit, are too much in all."""
    (one,) = refused(new_questions=tuple(question("m" * 2_000) for _ in range(101)))

    assert one.rule == "too-long"
    assert one.message.endswith(" characters in all; an answer may have 200,000")


def test_what_stood_before_may_be_as_long_as_it_is() -> None:
    """A paragraph from an earlier version may have any length; one that grows beyond the limit is rejected."""
    last = replace(LAST, narrative=("m " * 6_000 + "[@harbour-plan].", *LAST.narrative))
    work = assignment(builders.dossier(last), GATE)

    kept = assemble(edits(last), work, WrittenBy("claude"))
    assert version_objections(kept, edits(last), work) == ()
    grown = replace(kept, narrative=(kept.narrative[0] + " More [@harbour-plan].", *kept.narrative[1:]))
    assert [(one.rule, one.at) for one in version_objections(grown, edits(last), work)] == [("too-long", "narrative[0]")]


def test_a_role_is_held_like_any_other_words() -> None:
    """An address in the office of a new voice refuses the answer."""
    assert ("address-in-text", "new_voices[0].role") in found(
        new_voices=(voice("The harbour", "Is glad [@gate-opens].", "See https://evil.example/", gate_opens=SAYS),)
    )
