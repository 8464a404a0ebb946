import builders
import pytest
from reports import record, report

from dateline.core.model import Version
from dateline.desk.extractive.consequences import MOST, consequences
from dateline.desk.extractive.ranking import centrality, scores
from dateline.desk.extractive.record import StoryRecord

COST = "The stop of the Halden line costs Lorane 3 million pounds a week."


def why(now: StoryRecord, taken=()) -> str:
    found = [fact for fact in now.facts if now.holds(fact)]
    return consequences(now, frozenset(taken), scores(centrality(found, now.weights), now.today))[0]


def last(text: str) -> Version:
    return builders.version(1, why_it_matters=text)


@pytest.mark.parametrize(
    "words",
    [
        COST,
        "Some 27,000 passengers were affected by the strike in Lunn.",
        "If Halcyon-1 goes dark, 14,000 people will be a boat ride from a doctor.",
        "Die Schließung der Klinik betrifft 412 Beschäftigte in der Stadt.",
        "La fermeture du pont touche 9 000 riverains de la vallée.",
        "La huelga del puerto perjudica a los exportadores de fruta.",
    ],
)
def test_a_consequence_is_quoted(words):
    """What a source says follows, for whom and by how much, is quoted and cited."""
    item = report("10", words)

    assert why(record(item)) == f"Harbour Wire: “{words[:-1]}” [@{item.key}]."


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("The tram of Lunn is green and white.", "News"),
        ("The minister said that no child of Lunn would lose a place.", "News"),
        ("It is unclear who in Lunn is affected by the stop.", "News"),
        ("“We are all affected by the closure of this line,” said Tom Calder.", "News"),
        (COST, "Opinion: Halden"),
        (COST, "Live: Halden"),
    ],
)
def test_what_is_no_consequence(words, title):
    """No promise that nothing follows, no open question, nobody's words, no opinion and no ticker."""
    assert why(record(report("10", words, title))) == ""


def test_a_consequence_that_no_longer_holds_is_not_quoted():
    """The later figure of the same cost stands alone."""
    later = report("12", "The stop of the Halden line costs Lorane 4 million pounds a week.")

    assert why(record(report("10", COST), later)) == f"Harbour Wire: “{later.text[:-1]}” [@{later.key}]."


def test_what_the_page_quotes_is_not_quoted_again():
    """A sentence that is quoted elsewhere is left out."""
    now = record(report("10", COST))

    assert why(now, now.facts) == ""


def test_there_are_no_more_than_three():
    """The most central ones are chosen."""
    names = "bridge harbour school library theatre".split()
    items = [
        report("9", f"The closed {one} affects {n} families in Lunn.", one, f"{one} Post") for n, one in enumerate(names, 21)
    ]

    assert len(why(record(*items)).split("\n")) == MOST


def test_words_stay_while_they_hold():
    """A sentence of the last version keeps its bytes and its place; newer ones follow."""
    first, second = report("3", COST), report("20", "Nine thousand families of Lunn lose the bus to the hospital.", "Bus", "Echo")
    before = why(record(first))
    after = why(record(first, second, last=last(before)))

    assert after.split("\n")[0] == before
    assert len(after.split("\n")) == 2


def test_an_editors_words_stay():
    """What an editor wrote without a source that is known stays first."""
    mine = "The quay floods."

    assert why(record(report("3", COST), last=last(mine))).split("\n")[0] == mine
