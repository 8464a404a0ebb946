import builders
from counted import counted
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.model import Item
from dateline.core.origins import clusters
from dateline.desk import topics as module
from dateline.desk.topics import topics


def told(title: str, key: str, published: str = "2026-05-14") -> Item:
    return builders.item(key, title=title, text="", published=published)


def groups(items: list[Item], common: str = "barrier") -> list[list[str]]:
    return [[one.origin.key for one in topic] for topic in topics(clusters(items), frozenset(common.split()))]


def test_what_more_origins_tell_comes_first() -> None:
    """A topic of two origins comes before a newer one of one origin, and that before an older one."""
    items = [
        told("Insurers cut premiums", "premiums", "2026-05-14"),
        told("Council votes after long debate", "vote", "2026-05-12"),
        told("Long debate, then council votes", "debate", "2026-05-13"),
        told("Trawlers leave", "trawlers", "2026-05-10"),
    ]

    assert groups(items) == [["vote", "debate"], ["premiums"], ["trawlers"]]


def test_the_words_of_the_story_join_nothing() -> None:
    """Two items that share only the words of every item are about two things."""
    items = [told("Harbour barrier votes", "a"), told("Harbour barrier silt", "b")]

    assert groups(items, "harbour barrier") == [["a"], ["b"]]
    assert groups(items, "") == [["a", "b"]]


def test_an_item_joins_the_topic_it_shares_most_with() -> None:
    """Of two topics that would do, the nearer gets the item."""
    items = [
        told("Old quay under water by winter", "quay", "2026-05-10"),
        told("Insurers cut premiums behind storm gates", "premiums", "2026-05-11"),
        told("Insurers welcome storm gates on old quay", "welcome", "2026-05-12"),
    ]

    assert ["premiums", "welcome"] in groups(items)


@given(st.permutations([told(f"Council {a} {b}", f"{a}-{b}") for a in ("votes", "debates") for b in ("silt", "cost", "tide")]))
def test_order_means_nothing(items: list[Item]) -> None:
    """Items in any order give the same topics."""
    assert groups(items) == groups(sorted(items, key=lambda one: one.key))


def test_only_topics_that_share_a_word_are_compared(monkeypatch):
    """Many items about many things are not compared with each other."""
    compared: list[tuple[frozenset[str], ...]] = []
    monkeypatch.setattr(module, "_nearness", counted(compared, module._nearness))
    names = [f"{a}{b}ville" for a in "bdfglmnprt" for b in ("ama", "epe", "iki", "olo", "unu")]

    assert len(groups([told(f"{name} {name}burg", name) for name in names])) == len(names)
    assert compared == []
