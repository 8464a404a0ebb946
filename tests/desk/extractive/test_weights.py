from telling import fact, facts_of, report

from dateline.desk.extractive import weights
from dateline.desk.extractive.weights import Weights

GATES = fact("The council voted for the new gates.", key="a", title="Gates")
PUMPS = fact("The council voted for the new pumps.", key="b", title="Pumps")


def test_a_rare_word_weighs_more():
    """A word of one item tells more than one of all; a word of no item tells nothing."""
    found = Weights([GATES, PUMPS])

    assert found.sum(frozenset({"gate"})) > found.sum(frozenset({"counci"})) > 0
    assert found.sum(frozenset({"trout"})) == 0


def test_overlap_is_a_part_of_the_lighter_set():
    """It is 1 if one set has all words of the other, and 0 with an empty one."""
    found = Weights([GATES, PUMPS])

    assert found.overlap(frozenset({"gate"}), GATES.roots) == 1
    assert 0 < found.overlap(GATES.roots, PUMPS.roots) < 1
    assert found.overlap(frozenset(), GATES.roots) == 0


def test_near_are_the_items_that_share_a_word():
    """An item with the very words is at 1, one with some of them between, and one with none is left out."""
    silt = fact("Silt settles where trawlers moor.", key="c", title="Silt")
    near = Weights([GATES, PUMPS, silt]).near(GATES.topic)

    assert near["a"] == 1
    assert 0 < near["b"] < 1
    assert "c" not in near


def test_only_the_newest_of_very_many_items_are_near(monkeypatch):
    """A story of thousands of items is compared with its newest ones, so that its time grows as the story does."""
    monkeypatch.setattr(weights, "MOST_COMPARED", 1)
    older, newer = (facts_of(report(day, "The council voted for gates.", title="Gates")) for day in (10, 11))

    assert {*Weights([*older, *newer]).near(newer[0].topic)} == {newer[0].item.key}


def test_the_words_of_an_item_are_those_of_all_its_facts():
    """An item is about what its title and its sentences say."""
    found = Weights(facts_of(report(10, "The council voted for gates. Seven members were in favour.", title="Harbour")))

    assert found.items == {"coast-wire-10": frozenset({"counci", "voted", "gate", "seven", "member", "favour", "harbou"})}
