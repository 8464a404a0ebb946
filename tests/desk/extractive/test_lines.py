import pytest
from telling import fact, facts_of, report

from dateline.desk.extractive.lines import excerpt, line, with_context

VOTE = "The council voted for the new gates"


def said(*facts, **given):
    made = line(facts, **given)
    return made.text if made else None


def excerpted(text: str, first: int = 0) -> list[str]:
    """The sentences that are told together with one of a report."""
    found = facts_of(report(10, text))
    return [one.words for one in excerpt(found[first], found)]


def test_a_line_names_quotes_and_cites():
    """Outlet, words, key: in this order, as one sentence."""
    one, two = facts_of(report(10, f"{VOTE}. Seven members were in favour."))

    assert said(one) == f"Coast Wire: “{VOTE}” [@coast-wire-10]."
    assert said(one, two) == f"Coast Wire: “{VOTE}”; “Seven members were in favour” [@coast-wire-10]."


def test_what_comes_before_and_after_a_quotation():
    """A line may begin with other words than the outlet's name, and go on behind the citation, with citations of their own."""
    one = fact(f"{VOTE}.")

    assert said(one, lead="Wrong (“No gates” [@a]):", also=", up from 3 [@b]") == (
        f"Wrong (“No gates” [@a]): “{VOTE}” [@coast-wire-10], up from 3 [@b]."
    )


@pytest.mark.parametrize(
    "words", ["市议会投票决定建造港口大坝。", "The council voted for gates! Nobody on the quay was against it!"]
)
def test_a_line_is_one_sentence_or_none(words):
    """A stop in another script, or a mark inside the quotation, does not break the line into two."""
    for one in facts_of(report(10, words)):
        made = line([one])
        assert made is None or made.text.startswith("Coast Wire: “")


def test_words_that_would_break_the_line_make_none():
    """A line that is two sentences is none."""
    assert line([fact(f"{VOTE}.")], lead="The council met. It said:") is None


def test_what_a_fact_leans_on_comes_before_it():
    """A sentence with "it" is told after the one that says what it is."""
    first, second, third = facts_of(report(10, f"{VOTE}. It met for hours behind doors. It will meet again on the quay."))

    assert with_context(third) == (first, second, third)


def test_an_excerpt_goes_on_with_values_and_with_what_leans_on_it():
    """A figure, a day to come, or a sentence that hangs on the last one completes a fact."""
    assert excerpted(f"{VOTE}. The new gates cost 40 million euros. The gates are green and blue.") == [
        VOTE,
        "The new gates cost 40 million euros",
    ]
    assert excerpted(f"{VOTE}. It met for hours behind doors.") == [VOTE, "It met for hours behind doors"]
    assert excerpted(f"{VOTE}. The new gates open on 3 June.") == [VOTE, "The new gates open on 3 June"]


def test_an_excerpt_leaves_out_speech_and_what_hangs_on_a_gap():
    """Words in quotation marks are told elsewhere; a sentence that hangs on one left out is not told."""
    assert excerpted(f"{VOTE}. “The gates cost us 40 million euros for nothing,” said Vera Osei.") == [VOTE]
    assert excerpted(f"{VOTE}. The gates are green and blue. They cost the town 40 million euros in all.") == [VOTE]


def test_an_excerpt_is_short():
    """Three sentences at most, and no more than there is room for."""
    counted = " ".join(f"The council counted {number} new gates on the quay." for number in range(2, 7))
    long = f"The council counted {', '.join(f'{number} gates of steel and glass' for number in range(2, 11))}."

    assert len(excerpted(counted)) == 3
    assert len(excerpted(f"{VOTE}. {long} {long.replace('council', 'port')}")) == 2
