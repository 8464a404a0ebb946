"""What was taken down is reported at its address, in the history, in feeds and in data, and no page shows its words."""

import json
from dataclasses import replace

import builders
import html5lib
import pytest
import sample
from analysed import plan_pages

from dateline.core.model import (
    Correction,
    Dossier,
    Event,
    KeyFigure,
    Signal,
    Source,
    Story,
    Tension,
    TensionSide,
    Tombstone,
    Voice,
    Withdrawn,
)
from dateline.core.publication import Publication
from dateline.site import atom
from dateline.site.chronicle import Filed
from dateline.site.theme import load_theme

THEME = load_theme()
SLUG = "harbour-barrier"
WHY = "By order of the court of Exampleton."
GONE = Withdrawn("2026-06-01", WHY, f"sha256:{0:064}")
SAID = f"Withdrawn on 2026-06-01: {WHY}"
KEY = "zephyr-canary-abc234"
CANARY = ("zephyr", "canary")
"""Words that only the withdrawn item or version has; its key is made of its title."""

ITEM = builders.item(KEY, title="Zephyr canary", url="https://news.example/zephyr-canary", text="The zephyr sings.")
SOURCE = Source(
    KEY, "Zephyr canary", "https://news.example/zephyr-canary", "Harbour Wire", "2026-04-14", "excerpt", ("zephyr sings",)
)


def built(*stories: Dossier, **given: object) -> dict[str, bytes]:
    publication = Publication(**{"config": builders.config(), "stories": stories, **given})  # type: ignore[arg-type]
    return {one.path: one.render() for one in plan_pages(publication, THEME)}


def text(page: bytes) -> str:
    main = html5lib.parse(page.decode(), namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def holding(site: dict[str, bytes], words: tuple[str, ...] = CANARY) -> list[str]:
    return [path for path, data in site.items() if any(word.encode() in data.lower() for word in words)]


def without(story: Dossier, *numbers: int, bare: bool = False) -> Dossier:
    """The story after the versions with these numbers were withdrawn."""
    stones = tuple(
        Tombstone(1, one.version, GONE, None if bare else one.published) for one in story.versions if one.version in numbers
    )
    return replace(story, versions=tuple(one for one in story.versions if one.version not in numbers), tombstones=stones)


def with_canary() -> Dossier:
    """The sample, with a second version that says something else in each section."""
    first, second, third = sample.versions()
    told = replace(
        second,
        title="Zephyr canary",
        changes="A zephyr comes.",
        what="The zephyr comes [@harbour-plan].",
        narrative=("The zephyr comes [@harbour-plan].",),
        perspectives=(Voice("canary", "The canary", view="Sings [@harbour-plan]."),),
        figures=(KeyFigure("zephyr", "Zephyr", "3 canaries", ("harbour-plan",)),),
        timeline=(Event("2026-06", "A zephyr comes [@harbour-plan].", ahead=True),),
        tensions=(Tension("zephyr", "A zephyr [@harbour-plan]. A storm [@harbour-plan].", title="A zephyr?"),),
    )
    later = replace(third, corrections=(Correction(2, "The zephyr comes.", "It does not.", "A misreading."),))
    return replace(sample.dossier(), versions=(first, told, later))


# --- versions --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [(1,), (2,), (3,), (1, 2), (2, 3), (1, 2, 3)])
def test_no_address_breaks(numbers):
    """Whatever is withdrawn, every address still has a page, and there is no new one."""
    assert set(built(without(sample.dossier(), *numbers))) == set(built(sample.dossier()))


def test_no_word_is_left():
    """The words are not on its page, in its data, redlines, feeds or search, nor in the version that corrects it."""
    assert len(holding(built(with_canary()))) > 8
    assert holding(built(without(with_canary(), 2))) == []


def test_its_page_says_when_and_why():
    """The page at an old link says what happened, to people and programs; search engines are asked not to index it."""
    site = built(without(sample.dossier(), 2))
    page = site[f"stories/{SLUG}/v2/index.html"]

    assert f"Version 2 was withdrawn on 2026-06-01 {WHY} It was filed on 2026-05-02 11:30 UTC." in text(page)
    assert b'<meta name="robots" content="noindex, follow">' in page
    data = json.loads(site[f"stories/{SLUG}/v2.json"])
    assert (data["version"], data["withdrawn"]) == (2, {"on": "2026-06-01", "why": WHY, "hash": GONE.hash})
    assert "v2/" not in site["sitemap.xml"].decode()


def test_the_next_one_is_compared_with_the_last_that_stands():
    """The redline into version 3 starts from version 1; the one into version 2 says that it cannot be shown."""
    site = built(without(sample.dossier(), 2))

    assert "What changed Version 1 1 May → Version 3 3 May" in text(site[f"stories/{SLUG}/changes/v3/index.html"])
    assert "What changed in version 2 cannot be shown" in text(site[f"stories/{SLUG}/changes/v2/index.html"])
    assert 'href="../changes/v3/index.html">Redline</a>' in site[f"stories/{SLUG}/v3/index.html"].decode()
    assert "Since version 1" not in text(site[f"stories/{SLUG}/v3/index.html"])


def test_where_nothing_stands_before_it_nothing_is_compared():
    """The redline into the first remaining version names those that were withdrawn before it."""
    page = text(built(without(sample.dossier(), 1, 2))[f"stories/{SLUG}/changes/v3/index.html"])

    assert "What changed in version 3 cannot be shown" in page
    assert "Version 1 was withdrawn on 2026-06-01" in page
    assert "Version 2 was withdrawn on 2026-06-01" in page


def test_the_history_lists_it():
    """Each number has its row; the first remaining version is not called the first."""
    page = text(built(without(sample.dossier(), 1))[f"stories/{SLUG}/history/index.html"])

    assert f"Version 1 Friday 1 May withdrawn Withdrawn on 2026-06-01: {WHY} Read version 1" in page
    assert "The first version that was not withdrawn." in page
    bare = text(built(without(sample.dossier(), 1, bare=True))[f"stories/{SLUG}/history/index.html"])
    assert "Version 1 withdrawn Withdrawn on" in bare


def test_front_and_story_page_show_the_newest_that_stands():
    """If the newest version is withdrawn, readers find the one before it."""
    site = built(without(sample.dossier(), 3))

    assert "Version 2, Saturday ·" in text(site["index.html"])
    assert "Version 2, Saturday 2 May 2026" in text(site[f"stories/{SLUG}/index.html"])
    assert "version 2, 2026-05-02T11:30:00Z" in site["llms.txt"].decode()


def entries(data: bytes) -> list[tuple[str, str, str]]:
    return [(one["id"], one["title"], one["date_modified"]) for one in json.loads(data)["items"]]


def test_feeds_keep_the_entry_under_its_name():
    """Id and position stay the same; title, content and the time of change say that it was withdrawn."""
    before, after = built(sample.dossier()), built(without(sample.dossier(), 2))

    assert [one[0] for one in entries(before["feed.json"])] == [one[0] for one in entries(after["feed.json"])]
    assert entries(after["feed.json"])[1][1:] == ("Withdrawn: The harbour barrier (version 2)", "2026-06-01T00:00:00Z")
    for path in ("atom.xml", f"stories/{SLUG}/atom.xml"):
        feed = after[path].decode()
        assert f"withdrawn on 2026-06-01.&lt;/strong&gt; {WHY}" in feed
        assert feed.count("/review") == feed.count("<entry>") - 1
        assert feed.count("<updated>2026-06-01T00:00:00+00:00</updated>") == 2  # the entry's, and so the feed's


def test_a_minor_version_that_is_withdrawn_has_no_entry():
    """It had none before, so no feed changes by a byte; the history lists it."""
    first, second, third = sample.versions()
    story = replace(sample.dossier(), versions=(first, second, replace(third, kind="minor")))
    gone = without(story, 3)
    gone = replace(gone, tombstones=(replace(gone.tombstones[0], kind="minor"),))
    before, after = built(story), built(gone)

    for path in ("atom.xml", "feed.json", f"stories/{SLUG}/atom.xml", f"stories/{SLUG}/feed.json"):
        assert after[path] == before[path]
    assert SAID in text(after[f"stories/{SLUG}/history/index.html"])


def test_readers_see_a_change_on_the_day_of_filing_too():
    """The time of change is always later than the time of filing, even on one day or if only a year is known."""
    story = without(builders.dossier(), 1)
    same_day = replace(
        story, tombstones=tuple(replace(one, withdrawn=replace(GONE, on="2026-05-01")) for one in story.tombstones)
    )

    assert entries(built(same_day)["feed.json"])[0][2] == "2026-05-01T11:30:01Z"
    bare = replace(
        story, tombstones=tuple(replace(one, published=None, withdrawn=replace(GONE, on="2026")) for one in story.tombstones)
    )
    (entry,) = json.loads(built(bare)["feed.json"])["items"]
    assert (entry["date_published"], entry["date_modified"]) == ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z")


def test_a_story_of_which_nothing_stands_keeps_its_page():
    """Its addresses and its feed say what happened; lists leave it out, and the index includes it."""
    ferry = builders.dossier(
        builders.version(title="The ferry"), slug="ferry", story=Story("The ferry", tags=("boats",), aliases=("boat",))
    )
    site = built(without(ferry, 1), sample.dossier())

    for part in ("", "history/", "timeline/", "sources/"):
        assert "This story was withdrawn The text was taken down." in text(site[f"stories/ferry/{part}index.html"])
    assert "The ferry" not in text(site["index.html"])
    assert "Withdrawn: The ferry (version 1)" in site["stories/ferry/atom.xml"].decode()
    assert "0 stories" in text(site["tags/boats/index.html"])
    assert "stories/boat/index.html" in site
    *_, told = json.loads(site["index.json"])["stories"]
    assert (told["slug"], told["versions"][0]["withdrawn"]) == ("ferry", {"on": "2026-06-01", "why": WHY})
    assert "ferry" not in site["sitemap.xml"].decode()


def test_the_strip_marks_it():
    """On the pages of other versions, its number is struck through and links to the notice."""
    page = built(without(sample.dossier(), 2))[f"stories/{SLUG}/v3/index.html"].decode()

    assert 'title="Version 2, withdrawn"><s>v2</s></a>' in page


# --- items -----------------------------------------------------------------------------------------------------------------


def citing(*, withdrawn: bool, slug: str = SLUG, **given: object) -> Dossier:
    """A story that cites an item in every possible way."""
    first = builders.version(sources=(SOURCE, builders.source()), what=f"A bird sings [@{KEY}; @harbour-plan].")
    second = replace(
        first,
        version=2,
        published="2026-05-02T11:30:00Z",
        perspectives=(Voice("council", "The council", view="Listens [@harbour-plan].", sources=(KEY,)),),
        figures=(KeyFigure("birds", "Birds", "3", (KEY,)),),
        tensions=(
            Tension("noise", "It is loud.", (KEY,), sides=(TensionSide("Ada", f"Yes [@{KEY}]."), TensionSide("Bo", "No."))),
        ),
    )
    item = replace(ITEM, title="", url=ITEM.url, text="", withdrawn=GONE) if withdrawn else ITEM
    items = (item, builders.item(), builders.item("again", title="Another bird", text="It sings.", copy_of=KEY))
    return builders.dossier(first, second, slug=slug, **{"items": items, **given})


def test_no_page_shows_a_withdrawn_item():
    """Title, address, quotes and the key, which is made from the title, are removed from pages, data, redlines and essays."""
    essay = Signal(slug="birds", title="Birds", date="2026-05-03", body=f"It sings [@{SLUG}/{KEY}].", stories=(SLUG, "nowhere"))

    assert len(holding(built(citing(withdrawn=False), signals=(essay,)))) >= 6
    site = built(citing(withdrawn=True), signals=(essay,))

    assert holding(site) == []
    assert f"It sings.\u2060[1] Sources [1] {SAID}" in text(site["signals/birds/index.html"])
    for path in (f"stories/{SLUG}/v1/index.html", f"stories/{SLUG}/sources/index.html"):
        assert SAID in text(site[path])
    data = json.loads(site[f"stories/{SLUG}/v2.json"])
    (key,) = (key for key in data["sources"] if key != "harbour-plan")
    assert data["sources"][key]["title"] == SAID
    assert data["perspectives"][0]["sources"] == data["tensions"][0]["sources"] == [key]
    assert data["figures"][0]["sources"] == [key]
    assert data["tensions"][0]["sides"][0]["text"] == f"Yes [@{key}]."
    assert data["what"] == f"A bird sings [@{key}; @harbour-plan]."


def test_the_list_of_sources_says_what_was_taken_down():
    """An item that no version cites is listed too, and an item with the same words is not named by its key."""
    page = text(built(citing(withdrawn=True))[f"stories/{SLUG}/sources/index.html"])

    assert f"{SAID} Harbour Wire Its words were taken down." in page
    assert "A copy of an item that was withdrawn." in page


def test_each_story_goes_by_its_own_ledger():
    """Words that another ledger withdrew stay if the story's own ledger has them, and are removed if it does not."""
    other = builders.dossier(slug="ferry", items=(replace(ITEM, title="", text="", withdrawn=GONE),))

    assert holding(built(citing(withdrawn=False), other))
    assert holding(built(citing(withdrawn=False, items=(builders.item(),)), other)) == []


def test_a_change_of_the_ledger_renders_what_shows_it_again():
    """Each page that showed the words has another fingerprint, so that the next build renders it again."""
    before, after = (
        {one.path: one.fingerprint for one in plan_pages(Publication(builders.config(), (citing(withdrawn=gone),)), THEME)}
        for gone in (False, True)
    )

    assert {path for path in holding(built(citing(withdrawn=False))) if before[path] == after[path]} == set()


def test_the_entry_of_a_withdrawn_version_of_a_draft_says_draft():
    """In a build with drafts, each entry of one begins with what it is; one that was withdrawn tells nothing of its making."""
    draft = replace(sample.publication().stories[0].story, draft=True)
    site = built(without(replace(sample.publication().stories[0], story=draft), 1))

    entries = json.loads(site["feed.json"])["items"]
    assert all(entry["title"].startswith("Draft: ") for entry in entries)
    gone = [entry for entry in entries if entry["title"].startswith("Draft: Withdrawn: ")]
    assert ["_dateline" in entry for entry in gone] == [False]


def test_a_withdrawal_at_the_end_of_the_calendar_is_told() -> None:
    """A version that says it was filed in the last second of all has no later one."""
    last = "9999-12-31T23:59:59Z"

    assert atom._withdrawal(Filed(1, last, GONE)) == last
    assert atom._withdrawal(Filed(1, "2026-06-01", GONE)) == "2026-06-01T00:00:01Z"
