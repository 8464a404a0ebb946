from dataclasses import replace

import builders
from telling import report, state, version

from dateline.core.citations import cited
from dateline.core.model import WrittenBy
from dateline.desk.extractive.what import texts, what

COST = "The harbour barrier will cost 40 million euros, the council said"
MORE = "The harbour barrier will cost 52 million euros, the council said"
WORDS = "acorn birch cedar daisy elder fern gorse heath iris jasmine kelp laurel".split()


def told(*items, **given) -> list[str]:
    """The lines of What."""
    return [one.text for one in what(state(*items, **given))]


def written(text: str, *keys: str):
    """A version by a person or a model, with this What."""
    sources = tuple(builders.source(key) for key in keys)
    return builders.version(
        what=text, narrative=(text,), timeline=(), perspectives=(), tensions=(), sources=sources, written_by=WrittenBy("claude")
    )


def test_the_newest_comes_first():
    """The sentences stand in the order of their days, the newest first."""
    items = (report(10, "Silt settles where the trawlers moor."), report(12, "The council voted for the new gates."))

    assert [line.partition(":")[2] for line in told(*items)] == [
        " “The council voted for the new gates” [@coast-wire-12].",
        " “Silt settles where the trawlers moor” [@coast-wire-10].",
    ]


def test_there_are_at_most_five():
    """What stays short, whatever comes in."""
    items = (report(n + 1, f"{word.title()} {word}wood {word}leaf grows.", title=word) for n, word in enumerate(WORDS))

    assert len(told(*items)) == 5


def test_a_superseded_value_is_named_next_to_the_new_one():
    """Readers see what a value replaced, with both citations; the old sentence itself is gone."""
    assert told(report(10, f"{COST}."), report(12, f"{MORE}.", "Harbour Post")) == [
        f"Harbour Post: “{MORE}” [@harbour-post-12], up from 40 million euros [@coast-wire-10]."
    ]
    assert told(report(10, f"{MORE}."), report(12, f"{COST}.", "Harbour Post")) == [
        f"Harbour Post: “{COST}” [@harbour-post-12], down from 52 million euros [@coast-wire-10]."
    ]
    opens = "The harbour barrier opens on"
    assert told(report(10, f"{opens} 3 August."), report(12, f"{opens} 5 September.", "Harbour Post")) == [
        f"Harbour Post: “{opens} 5 September” [@harbour-post-12], instead of 3 August [@coast-wire-10]."
    ]


def test_a_line_that_names_the_old_value_itself_does_not_name_it_twice():
    """Words such as "instead of €40 million" say it already, however the value is written."""
    first = report(10, f"{COST}.")
    for old in ("40 million euros", "€40m"):
        (line,) = told(first, report(12, f"{MORE}, instead of {old}.", "Harbour Post"))
        assert "up from" not in line


def test_a_value_that_may_measure_something_else_is_not_named():
    """If two reports have too little in common, the old value is not put next to the new one."""
    first = report(10, "The barrier, the lock and pumps north of town will cost 40 million euros.", title="Plans")
    second = "The barrier and the lock, says Keelworks of Southgate, come at 52 million euros without cables"
    (line, *_) = told(first, report(12, f"{second}.", "Harbour Post", title="Keelworks"))

    assert line == f"Harbour Post: “{second}” [@harbour-post-12]."


def test_a_correction_is_told_with_the_report_that_was_wrong():
    """The wrong half stands only inside the sentence that corrects it."""
    wrong, right = "Shops on the quay lost 31 per cent of their trade", "Shops on the quay lost 22 per cent of their trade"
    lines = told(report(10, f"{wrong}."), report(12, f"Our report was wrong. {right}.", title="Correction: shops on the quay"))

    assert lines == [
        f"Coast Wire has corrected its report (“{wrong}” [@coast-wire-10]): “{right}” [@coast-wire-12].",
    ]


def test_speech_and_what_other_sections_quote_are_left_out():
    """Quotations of people belong to Perspectives, and a sentence is told once on the page."""
    vote = "The council voted for the new gates"
    found = state(report(10, f"{vote}."), report(12, "“Nobody asked the fishing crews of the quay,” said Vera Osei."))
    (line,) = what(found)

    assert line.text == f"Coast Wire: “{vote}” [@coast-wire-10]."
    assert what(found, line.facts) == ()


# --- the last version ------------------------------------------------------------------------------------------------------


def test_sentences_of_an_editor_stay():
    """What a person or a model wrote is kept and comes first: three sentences at most, and five in all."""
    led = [f"The {word} plan stands [@a]." for word in WORDS[:4]]
    items = (report(n + 1, f"{word.title()} {word}wood {word}leaf grows.", title=word) for n, word in enumerate(WORDS))
    lines = told(*items, versions=[written("\n".join(led), "a")])

    assert lines[:3] == led[:3]
    assert len(lines) == 5


def test_an_editors_sentence_with_an_old_value_goes():
    """A sentence that says what no longer holds is dropped; one that names the new value too, or another source's, stays."""
    items = (report(10, f"{COST}."), report(12, f"{MORE}.", "Harbour Post"))
    copy = report(11, f"{COST}.", "Quay Radio", key="radio")
    stale, both = (
        "It costs 40 million euros [@coast-wire-10].",
        "It costs 52 million euros, not 40 million euros [@coast-wire-10].",
    )
    other, copied = "The quay cost 40 million euros [@quay].", "It is at 40 million euros [@radio]."
    pipes = "Pipes of 7 km are laid for it [@coast-wire-10]."
    day = "It opens in summer [@coast-wire-10]."

    def kept(*sentences: str) -> list[str]:
        last = written("\n".join(sentences), "coast-wire-10", "quay", "radio")
        return [line for line in told(*items, copy, versions=[last]) if line in sentences]

    assert kept(stale, both, other) == [both, other]
    assert kept(copied, pipes, day) == [pipes, day]


def test_a_fact_that_holds_stays_in_the_words_it_had():
    """A line of the last version is repeated word for word, also if a new value would be named next to it today."""
    items = (report(10, f"{COST}."), report(12, f"{MORE}.", "Harbour Post"))
    first = version(*items)
    plain = replace(first, what=f"Harbour Post: “{MORE}” [@harbour-post-12].", narrative=("None [@coast-wire-10].",))

    assert told(*items, versions=[first]) == first.what.splitlines()
    assert told(*items, versions=[plain]) == plain.what.splitlines()


def test_a_line_that_lost_a_sentence_is_told_anew():
    """If one of two sentences of a line no longer holds, what is left is told without it."""
    vote = "The council voted for the new gates of steel"
    first = report(10, f"{vote}. The harbour barrier will cost 40 million euros in all.")
    last = version(first)
    assert len(last.what.splitlines()) == 1
    later = report(12, "The harbour barrier will cost 52 million euros in all.", "Harbour Post")

    lines = told(first, later, versions=[last])

    assert f"Coast Wire: “{vote}” [@coast-wire-10]." in lines


def test_a_hedge_is_not_lost():
    """If the sentence that said "could" is gone, the fact that it belonged to is not told as if it were sure."""
    vote = "The council voted for the new gates of steel"
    first = report(10, f"{vote}. The harbour barrier could cost 40 million euros in all.")
    last = version(first)
    later = report(12, "The harbour barrier costs 52 million euros in all.", "Harbour Post")

    assert not any(vote in line for line in told(first, later, versions=[last]))


def test_the_text_of_lines_is_prose():
    """One sentence a line, each citing its item."""
    lines = what(state(report(10, "Silt settles where the trawlers moor."), report(12, "The council voted for the new gates.")))

    assert [cited(line) for line in texts(lines).splitlines()] == [("coast-wire-12",), ("coast-wire-10",)]


def test_an_editors_sentence_about_a_day_that_is_over_goes():
    """That a test is moved to 12 May is no state of things after that day; an earlier day changes nothing."""
    said = builders.source("plan", date="2026-05-02")

    def kept(sentence: str) -> bool:
        last = replace(written(sentence, "plan"), sources=(said,))
        return sentence in told(report(10, f"{COST}."), versions=[last])

    assert not kept("The closing test is moved to 12 May 2026 [@plan].")
    assert kept("The closing test is moved to 12 June 2026 [@plan].")
    assert kept("The closing test was held on 1 May 2026 [@plan].")
    assert kept("The closing test is held in spring [@plan].")
