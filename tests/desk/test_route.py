import random
import time
from dataclasses import replace
from typing import Literal

import builders
import pytest
from counted import counted
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.model import Dossier, Item, Story
from dateline.desk import Routing, route
from dateline.desk.common_words import common_words
from dateline.desk.route import _Profile
from dateline.desk.triage import is_doubtful

EVERYDAY = frozenset({"flood", "harbour"})
BARRIER = builders.dossier(
    slug="harbour-barrier", story=Story("The harbour barrier", tags=("flood",), queries=("barrier cost overrun",))
)
FERRY = builders.dossier(
    builders.version(
        what="A ferry.", why_it_matters="", narrative=("A ferry sails.",), open_questions=(), perspectives=(), tensions=()
    ),
    slug="night-ferry",
    story=Story("The night ferry", tags=("harbour", "timetable"), queries=("night ferry timetable",)),
)


def entry(title: str, text: str = "", **given: str) -> Item:
    return builders.item(given.pop("key", "one"), title=title, text=text, **given)


def places(item: Item, *stories: Dossier, **labels: str) -> tuple[str, ...]:
    return tuple(slug for slug, _ in route([item], stories or (BARRIER, FERRY), labels, EVERYDAY).routed)


def reason(item: Item, *stories: Dossier) -> str:
    (spiked,) = route([item], stories or (BARRIER, FERRY), common=EVERYDAY).spiked
    return spiked.reason


def test_two_core_words_bring_an_item_to_a_story() -> None:
    """An item that shares two words of the title, tags or queries goes to the story."""
    assert places(entry("Barrier against the next flood")) == ("harbour-barrier",)


def test_two_everyday_words_are_enough_together() -> None:
    """Two core words bring an item to a story, however common each of them is."""
    assert places(entry("After the flood, at the harbour"), BARRIER) == ("harbour-barrier",)


def test_one_shared_word_is_too_weak() -> None:
    """One core word alone is chance, and the reason names it and the story."""
    item = entry("A concert by the harbour this weekend")

    assert places(item) == ()
    assert reason(item, BARRIER) == "too weak: harbour (1 word) with harbour-barrier"


@pytest.mark.parametrize("title", ["Minister bans exports of cefarix", "Cefarix"])
def test_a_word_that_only_one_story_has_is_enough(title: str) -> None:
    """However short the title, unless the word is common; if two stories have it, it is too weak."""
    shortage = builders.dossier(slug="shortage", story=Story("Cefarix runs out", queries=("cefarix shortage",)))
    pharmacies = builders.dossier(slug="pharmacies", story=Story("Pharmacies", queries=("pharmacy closing", "cefarix price cap")))

    assert places(entry(title), shortage, BARRIER) == ("shortage",)
    assert places(entry(title), shortage, pharmacies) == ()
    assert places(entry("Flood of complaints"), BARRIER) == ()


@pytest.mark.parametrize(
    ("given", "title", "why"),
    [
        ({"must": ("Saltmere",)}, "The harbour barrier is late", 'lacks "saltmere", which a requires'),
        ({"must": ("Saltmere", "barrier")}, "Saltmere: the harbour is shut for the flood", 'lacks "barrier", which a requires'),
        ({"must": ("tidal saltmere",)}, "The harbour barrier is late", 'lacks "saltmere tidal", which a requires'),
        ({"never": ("football", "real estate")}, "Estate: real barrier of the harbour", 'has "estate real", which a excludes'),
        ({"must": ("Saltmere",), "never": ("estate",)}, "Saltmere: the harbour barrier is late", ""),
        ({"never": ("real estate",)}, "A real barrier for the harbour", ""),
    ],
)
def test_the_editors_say_what_an_item_must_and_must_never_have(given: dict[str, tuple[str, ...]], title: str, why: str) -> None:
    """Every `must` word, or phrase, has to be there, and no `never` word; the reason names it, and no model is asked."""
    story = builders.dossier(slug="a", story=Story("The harbour barrier", tags=("flood",), **given))  # type: ignore[arg-type]
    spiked = route([entry(title)], [story]).spiked

    assert [(one.reason, one.nearest, is_doubtful(one)) for one in spiked] == ([(why, "a", False)] if why else [])


def test_what_one_story_does_not_want_may_go_to_another() -> None:
    """The words of one story do not affect the others, and apply to its own search's results too."""
    barred = builders.dossier(slug="a", story=Story("The harbour barrier", queries=("harbour barrier",), never=("ferry",)))

    assert places(entry("Night ferry waits for the harbour barrier"), barred, FERRY) == ("night-ferry",)
    assert places(entry("Ferry waits for the harbour barrier", feed="reactive:a"), barred) == ()


def test_everyday_words_are_those_of_the_language() -> None:
    """The word "flood" is common, and so is "harbour" in either spelling; "ammonia" is not. Without a dictionary, no word is."""
    english, german = common_words("en-GB"), common_words("de")

    assert {"flood", "harbor", "harbour", "gain"} <= english
    assert not {"ammonia", "cefarix", "saltmere"} & english
    assert "haus" in german
    assert common_words("tlh") == frozenset()


def test_no_shared_word_is_said_so() -> None:
    """An item of another world is spiked without a nearest story."""
    (spiked,) = route([entry("Quarterly results of a bakery")], [BARRIER]).spiked

    assert (spiked.reason, spiked.nearest) == ("shares no significant word with any story", None)


def test_an_item_without_words() -> None:
    """An item that says nothing is spiked for that."""
    assert reason(entry("!!! 42 ???")) == "has no significant word in title or text"


def test_every_word_of_a_query_is_enough() -> None:
    """An item with all words of a query goes to the story, even if it is one word and another story is nearer."""
    story = builders.dossier(slug="dredging", story=Story("Silt", queries=("dredging",)))

    assert places(entry("Dredging by the harbour barrier against the flood"), story, BARRIER) == ("dredging", "harbour-barrier")


def test_the_latest_version_helps_a_title_with_one_core_word() -> None:
    """One core word is enough if half of the title, and at least three words, are in the story."""
    story = builders.dossier(
        builders.version(what="The quay and the old lock stand under water."), slug="a", story=Story("Flood defences")
    )

    assert places(entry("Flood on the old quay"), story) == ("a",)
    assert places(entry("Flood on the new bridge"), story) == ()
    assert places(entry("Flood on the old quay spoils premiere, singer sues theatre company"), story) == ()


def test_an_item_may_go_to_several_stories() -> None:
    """An item that is near two stories goes to both."""
    assert places(entry("Night ferry waits for the harbour barrier")) == ("harbour-barrier", "night-ferry")


def test_a_much_nearer_story_keeps_an_item() -> None:
    """A story that scores less than a third of the nearest one does not get the item, common words count little."""
    shared = ("ai", "models")
    stories = [builders.dossier(slug=f"s{i}", story=Story(f"Topic{i}", tags=shared)) for i in range(6)]
    near = builders.dossier(slug="near", story=Story("Ascend chips from Huawei", tags=shared))

    assert places(entry("Huawei Ascend chips train AI models"), near, *stories) == ("near",)


def test_a_reactive_item_goes_where_it_was_searched_for() -> None:
    """A search's result goes to its story with one shared word, and elsewhere by the words."""
    found = {"feed": "reactive:night-ferry"}

    assert places(entry("Ferry strike", **found)) == ("night-ferry",)
    assert places(entry("Ferry waits for the harbour barrier", **found)) == ("harbour-barrier", "night-ferry")
    assert places(entry("Quarterly results of a bakery", **found)) == ()


def test_feeds_of_a_story_are_kept_to() -> None:
    """A story with a list of feeds gets only items of these, by id or label, and of its own search."""
    story = builders.dossier(slug="a", story=Story("The harbour barrier", feeds=("wire",)))
    title = "The harbour barrier again"

    assert places(entry(title, feed="Harbour Wire"), story, **{"Harbour Wire": "wire"}) == ("a",)
    assert places(entry(title, feed="wire"), story) == ("a",)
    assert places(entry(title, feed="The Quay Letter via Harbour Wire"), story, **{"Harbour Wire": "wire"}) == ("a",)
    assert places(entry(title, feed="reactive:a"), story) == ("a",)
    assert places(entry(title, feed="Gossip"), story) == ()
    assert reason(entry(title, feed="Gossip"), story) == 'no active story follows the feed "Gossip"'


@pytest.mark.parametrize("status", ["dormant", "closed"])
def test_only_active_stories_get_items(status: Literal["dormant", "closed"]):
    """A story that rests gets nothing."""
    story = builders.dossier(story=Story("The harbour barrier", status=status))

    assert places(entry("The harbour barrier"), story) == ()


def test_scripts_without_spaces() -> None:
    """Chinese is compared by pairs of characters, so one shared character does not count."""
    story = builders.dossier(slug="a", story=Story("华为芯片 出口"))

    assert places(entry("华为芯片获得突破"), story) == ("a",)
    assert reason(entry("中华料理的行为"), story) == "shares no significant word with any story"


@pytest.mark.parametrize(
    "title",
    [
        'Harbour "barrier" AND flood',
        "harbour NEAR(barrier, 2) flood*",
        "barrier) OR (flood:",
        "-harbour ^barrier 'flood",
        "core : harbour barrier\x00",
    ],
)
def test_query_syntax_in_a_title_means_nothing(title: str):
    """Operators of the full-text index are plain characters in an item."""
    assert places(entry(title)) == ("harbour-barrier",)


def test_an_item_is_read_in_its_beginning() -> None:
    """Words far down in a long text are not the item's subject."""
    assert places(entry("Concert", "word " * 300 + "harbour barrier")) == ()
    assert places(entry("Concert", "harbour barrier" + " word" * 1_000_000)) == ("harbour-barrier",)


def test_items_for_a_story() -> None:
    """The items of a story can be asked for by its slug."""
    item = entry("The harbour barrier")

    assert route([item], [BARRIER]).items_for("harbour-barrier") == (item,)
    assert Routing().items_for("harbour-barrier") == ()


TITLES = ["Harbour barrier", "Night ferry timetable", "Flood at the harbour", "Bakery", "Ferry and barrier by night", ""]
ITEMS = st.lists(
    st.builds(
        entry, st.sampled_from(TITLES), feed=st.sampled_from(["wire", "reactive:night-ferry"]), key=st.sampled_from(["a", "b"])
    ),
    max_size=6,
)


@given(items=ITEMS, seed=st.randoms())
@settings(deadline=None)
def test_order_means_nothing(items: list[Item], seed: random.Random):
    """Items and stories in any order give the same routing, and no item is lost."""
    stories = [BARRIER, FERRY]
    routing = route(items, stories)
    seed.shuffle(items)
    seed.shuffle(stories)

    assert route(items, stories) == routing
    placed = {item for _, routed in routing.routed for item in routed} | {one.item for one in routing.spiked}
    assert placed == set(items)


def test_a_story_gets_its_items_in_the_order_they_came() -> None:
    """By the time of collecting, then by key; stories by slug, and what is spiked by time and key too."""
    times = ("2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z", "2026-05-02T00:00:00Z")
    wanted = [
        entry("Harbour barrier", "Night ferry timetable", key=key, collected=at) for key, at in zip("bac", times, strict=True)
    ]
    other = [entry("Bakery", key=key, collected=at) for key, at in zip("edf", times, strict=True)]

    first = entry("Night ferry timetable", key="first", collected="2026-04-30T00:00:00Z")

    routing = route([*other[::-1], *wanted[::-1], first], [FERRY, BARRIER])

    assert [(slug, [item.key for item in items]) for slug, items in routing.routed] == [
        ("harbour-barrier", ["b", "a", "c"]),
        ("night-ferry", ["first", "b", "a", "c"]),
    ]
    assert [one.item.key for one in routing.spiked] == ["e", "d", "f"]


def test_of_two_stories_that_are_as_near_the_first_is_named() -> None:
    """What is too weak for two stories alike, or barred by both, names the first by slug."""
    twins = [builders.dossier(slug=slug, story=Story("The harbour barrier")) for slug in ("twin-b", "twin-a")]
    barring = [replace(one, story=replace(one.story, never=("ferry",))) for one in twins]

    (weak,) = route([entry("A concert by the harbour")], twins, common=EVERYDAY).spiked
    (barred,) = route([entry("Ferry rams the harbour barrier")], barring).spiked

    assert (weak.nearest, barred.nearest) == ("twin-a", "twin-a")


def test_the_nearest_story_is_the_one_whose_word_is_rarer() -> None:
    """Of two stories that an item touches with a word each, the one is named whose word fewer stories have."""
    titles = {"a": "Harbour concerts", "b": "Flood funds", "c": "Harbour fees"}
    stories = [builders.dossier(slug=slug, story=Story(title)) for slug, title in titles.items()]

    (weak,) = route([entry("Flood by the harbour")], stories, common=EVERYDAY).spiked

    assert weak.reason == "too weak: flood (1 word) with b"


def test_many_items_and_stories_in_little_time() -> None:
    """A thousand items against a hundred stories take a second or so, not a minute."""
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefgh", k=6)) for _ in range(3_000)]

    def some(count: int) -> str:
        return " ".join(chance.choices(words, k=count))

    stories = [builders.dossier(slug=f"s{i}", story=Story(some(5), queries=(some(3), some(3)))) for i in range(100)]
    items = [entry(some(8), some(120), key=f"i{i}") for i in range(1_000)]
    start = time.process_time()
    route(items, stories)

    assert time.process_time() - start < 5


def test_only_stories_that_share_a_word_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """With many stories and many items, each item is compared with the stories that have one of its words, not with all."""
    looked: list[tuple[object, ...]] = []
    monkeypatch.setattr(_Profile, "admits", counted(looked, _Profile.admits))
    names = [f"{a}{b}ville" for a in "bdfglmnprt" for b in ("ama", "epe", "iki", "olo", "unu")]
    stories = [builders.dossier(slug=f"{name}-bridge", story=Story(f"{name} bridge")) for name in names]

    routing = route([entry(f"{name} reopens", key=name) for name in names], stories)

    assert [(slug, len(routing.items_for(slug))) for slug, _ in routing.routed] == [
        (f"{name}-bridge", 1) for name in sorted(names)
    ]
    assert len(looked) == len(names)
    assert routing.items_for("a-bridge") == routing.items_for("zzz-bridge") == ()


def test_a_feed_that_nobody_follows_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many items of such a feed, the first decides for all."""
    looked: list[tuple[object, ...]] = []
    monkeypatch.setattr(_Profile, "admits", counted(looked, _Profile.admits))
    story = builders.dossier(slug="ferry", story=Story("The ferry", feeds=("quay",)))

    spiked = route([entry(f"Weather {number}", key=f"w-{number}") for number in range(9)], [story]).spiked

    assert {one.reason for one in spiked} == {'no active story follows the feed "Harbour Wire"'}
    assert len(looked) == 1
