from telling import TODAY, fact, facts_of, report

from dateline.desk.extractive.ranking import centrality, choose, scores
from dateline.desk.extractive.weights import Weights

GATES = "The council looked at the harbour gates"
PUMPS = "The council looked at the harbour pumps"


def ranked(*items, kept=()):
    """The words of facts, the best first."""
    found = facts_of(*items)
    score = scores(centrality(found, Weights(found)), TODAY, [one for one in found if one.words in kept])
    return [one.words for one in sorted(found, key=lambda one: -score[one])]


def test_the_newer_of_two_like_facts_matters_more():
    """Of two facts that differ only in their day, the newer one comes first."""
    assert ranked(report(10, f"{GATES}."), report(12, f"{PUMPS}.")) == [PUMPS, GATES]


def test_what_the_last_version_has_weighs_a_little_more():
    """Of two like facts, the one that is told already stays."""
    items = (report(10, f"{GATES}.", feed="A"), report(10, f"{PUMPS}.", feed="B"))

    assert ranked(*items, kept=[GATES])[0] == GATES
    assert ranked(*items, kept=[PUMPS])[0] == PUMPS


def test_what_many_items_are_about_matters_more():
    """A fact about what others report comes before a fact about what nobody else does."""
    silt = "Silt settles where trawlers moor"
    items = (report(10, f"{silt}.", title="Silt"), report(10, f"{GATES}.", "B"), report(10, f"{PUMPS}.", "C"))

    assert ranked(*items)[-1] == silt


def test_a_fact_of_many_outlets_matters_more():
    """Copies count for their origin."""
    copy = report(11, f"{GATES}.", "D")

    assert ranked(report(10, f"{GATES}.", "B"), copy, report(10, f"{PUMPS}.", "C"))[0] == GATES


def test_an_undated_fact_counts_as_old():
    """A fact without a full day comes last, and alone it still counts."""
    dated, undated = report(1, f"{GATES}."), report(12, f"{PUMPS}.", published=None)

    assert ranked(dated, undated) == [GATES, PUMPS]
    assert scores(centrality((only := facts_of(undated)), Weights(only)), TODAY)[only[0]] > 0


def test_opinions_count_nothing():
    """What is no report is never chosen."""
    one = fact(f"{GATES}.", title="Opinion: the gates")
    score = scores(centrality([one], Weights([one])), TODAY)

    assert score == {one: 0}
    assert choose([one], score, Weights([one]), 3) == []


def test_decisions_and_figures_count_more():
    """A decision with a figure comes before a sentence with neither."""
    decided = "The council approved 40 million euros for harbour gates"

    assert ranked(report(10, f"{GATES}.", "A"), report(10, f"{decided}.", "B"))[0] == decided


def test_the_first_sentence_counts_more_than_the_next():
    """The lead of an item is what it is about."""
    assert ranked(report(10, f"{GATES}. {PUMPS}.")) == [GATES, PUMPS]


def test_the_chosen_say_different_things():
    """The second choice is not what repeats the first, and of an item only one fact is chosen."""
    items = (
        report(10, f"{GATES} on Sunday.", "A"),
        report(10, f"{GATES} again.", "B"),
        report(10, "The harbour pumps need new motors. The harbour pumps are loud at night.", "C"),
    )
    found = facts_of(*items)
    weights = Weights(found)
    chosen = choose(found, scores(centrality(found, weights), TODAY), weights, 2)

    assert sorted(one.item.feed for one in chosen)[1] == "C"
    assert len({one.item.key for one in choose(found, scores(centrality(found, weights), TODAY), weights, 9)}) == 3
