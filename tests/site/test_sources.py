"""The page of sources says whom a story relies on, and tells a reader what is missing."""

import re
from typing import Any

import builders
import html5lib
from analysed import plan_pages

from dateline.core.model import Dossier, Source, Version
from dateline.core.publication import Publication
from dateline.site.outlet_rows import OutletRow
from dateline.site.source_rows import bars
from dateline.site.theme import load_theme

THEME = load_theme()
URL = "https://news.example/a"


def page(*versions: Version, **given: Any) -> str:
    return of(builders.dossier(*versions, **given))


def of(story: Dossier) -> str:
    pages = {one.path: one for one in plan_pages(Publication(builders.config(), (story,)), THEME)}
    return pages["stories/harbour-barrier/sources/index.html"].render().decode()


def text(shown: str) -> str:
    main = html5lib.parse(shown, namespaceHTMLElements=False).find(".//main")
    return " ".join("".join(main.itertext()).split())


def version(number: int = 1, *sources: Source, **given: Any) -> Version:
    """A version whose narrative has a sentence for each source."""
    told = tuple(f"The report numbered {place} says so [@{one.key}]." for place, one in enumerate(sources))
    rest = {"what": "", "timeline": (), "perspectives": (), "tensions": (), "narrative": told, "sources": sources}
    return builders.version(number, **{**rest, **given})


def test_the_head_counts_reports_outlets_copies_and_headlines():
    """Before the list stands how many reports there are, and how much rests on headlines alone."""
    sources = (builders.source("a", url=URL, evidence="excerpt"), builders.source("b", url=URL, feed="Coast Wire"))
    copy = builders.item("c", copy_of="a")
    shown = text(page(version(1, *sources), items=(builders.item("a"), copy)))

    said = "2 reports from 2 outlets, 1 copy set aside. 1 is known by headline only; 1 of 2 sentences rest on it alone."
    assert said in shown


def test_the_outlets_that_most_sentences_rest_on_have_bars():
    """The first five stand alone; the others, and those whose outlet is not recorded, are told together."""
    rows = [OutletRow(f"Outlet {number}", 1, 10 - number, 0, 0) for number in range(7)] + [OutletRow("", 3, 2, 0, 0)]
    found = text(f"<main>{bars(rows)}</main>")

    assert found == "Outlet 0 10 Outlet 1 9 Outlet 2 8 Outlet 3 7 Outlet 4 6 Others 9 Not recorded 2"
    assert bars([]) == ""


def test_a_row_says_what_is_missing():
    """Headline only, copies and a missing address stand in the row; otherwise, what the writer could read."""
    sources = (
        builders.source("a", url=URL, evidence="full-text", date="2026-04-14"),
        builders.source("b", url=URL, evidence="headline"),
        builders.source("c", evidence="excerpt"),
    )
    shown = text(
        page(version(1, *sources, items=3), items=(builders.item("a"), builders.item("b"), builders.item("d", copy_of="b")))
    )

    assert "[1] Title of a Harbour Wire 14 April full text" in shown
    assert "[2] Title of b Harbour Wire headline only, 2 copies" in shown
    assert "[3] Title of c Harbour Wire excerpt, no address recorded" in shown


def test_what_is_so_for_most_is_said_once():
    """If most sources have no address, the head says how many, and the rows do not repeat it."""
    shown = text(page(version(1, builders.source("a"), builders.source("b"))))

    assert "No address is recorded for 2 reports." in shown
    assert "no address recorded" not in shown


def test_no_feeds_id_is_an_outlet():
    """A search's label names nobody, so the outlet stays empty."""
    source = builders.source("a", feed="reactive:harbour-barrier", title="The gate is shut")
    shown = page(version(1, source))

    assert "reactive:" not in shown
    assert "<dt><bdi>Not recorded</bdi></dt>" in shown
    assert "1 report." in text(shown)


def test_a_source_that_only_an_earlier_version_cites_has_no_number():
    """It stands below the others and says which version cited it last, since numbers are those of the newest version."""
    old, new = builders.source("old", url=URL, evidence="excerpt"), builders.source("new", url=URL)
    shown = text(page(version(1, old), version(2, new)))

    assert shown.index("[1] Title of new") < shown.index("– Title of old")
    assert "Harbour Wire excerpt, last cited in version 1" in shown


def test_sources_can_be_read_by_date():
    """A folded list has the sources whose date is known, the newest first, says how many have none, and repeats no id."""
    dates = {"a": "2026-04-02", "b": "2026-05-01", "c": None}
    sources = [builders.source(key, url=URL, date=date, title=f"Report {key}") for key, date in dates.items()]
    shown = page(version(1, *sources))
    fold = html5lib.parse(shown, namespaceHTMLElements=False).find(".//details[@class='dated']")
    told = " ".join("".join(fold.itertext()).split())
    ids = re.findall(' id="(.*?)"', shown)

    assert told.startswith("By date, the newest first [2] Report b Harbour Wire 1 May [1] Report a Harbour Wire 2 April")
    assert told.endswith("No date is recorded for 1 report.")
    assert len(ids) == len({*ids})
    assert "By date" not in page(version(1, *sources[1:]))


def test_outlets_filter_the_list():
    """An outlet with several sources has a link with its count, and its rows in both lists have the class that the link shows."""
    dated = page(version(1, *(builders.source(key, url=URL, date="2026-05-01") for key in "ab")))
    shown = page(version(1, *(builders.source(key, url=URL) for key in "ab"), builders.source("c", url=URL, feed="Coast")))

    assert '<a id="of-harbour-wire" href="#of-harbour-wire"><bdi>Harbour Wire</bdi> <b>2</b></a>' in shown
    assert shown.count('<li class="b2">') == 2
    assert dated.count('<li class="b2">') == 4
    assert 'id="of-coast"' not in shown


def test_each_item_set_aside_has_its_reason():
    """A copy names what it repeats, also if another story has that, or its words were taken down."""
    items = (
        builders.item("a", title="The gate"),
        builders.item("b", copy_of="a", published="2026-04-14"),
        builders.item("c", copy_of="elsewhere"),
        builders.item("d", spiked="Off topic."),
        builders.item("e", copy_of="a", feed="the desk"),
    )
    shown = text(page(version(1, builders.source("a")), items=items))

    assert "A copy of “The gate”." in shown
    assert "A copy of an item in another story." in shown
    assert "Off topic." in shown
