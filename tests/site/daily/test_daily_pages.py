"""The page, the feeds and the letter of an issue are made of one object, and say the same."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import builders
import daily_issues as issues
import feedparser
import html5lib
import pytest
from analysed import plan_pages

from dateline.core.config import Daily
from dateline.core.days import days_between
from dateline.core.model import (
    ClosedQuestion,
    Closing,
    Correction,
    Event,
    Intro,
    KeyFigure,
    Question,
    Review,
    Story,
    Tombstone,
    Voice,
    Withdrawn,
    WrittenBy,
)
from dateline.core.publication import Publication
from dateline.site.daily.letter import MOST_BYTES, letter, subject
from dateline.site.daily.pages import MOST_ENTRIES, ON_A_PAGE
from dateline.site.daily.plain import plain_text
from dateline.site.theme import load_theme

CONFIG = builders.config(daily=issues.DAILY, timezone="Europe/Berlin")
THEME = load_theme()


def barrier():
    """A story whose second version has news of each kind."""
    first = issues.version(
        1,
        "2026-05-22",
        figures=(KeyFigure("cost", "Repair", "1.8 million euros", ("harbour-plan",)),),
        timeline=(
            Event("2026-04-14", "It is published [@harbour-plan]."),
            Event("2026-06-20", "It opens [@harbour-plan].", ahead=True),
        ),
    )
    second = issues.version(
        2,
        "2026-05-24",
        title="A barrier <b>for</b> the harbour",
        changes="The council pays & claims it back.",
        corrections=(Correction(1, "It has room for 180 pupils.", "It has room for 118 pupils."),),
        figures=(
            KeyFigure("cost", "Repair", "2.3 million euros", ("harbour-plan",)),
            KeyFigure("ask", "Subsidy", "640,000 euros", ("harbour-plan",)),
        ),
        timeline=(
            Event("2026-04-14", "It is published [@harbour-plan]."),
            Event("2026-05-23", "The council voted to pay first [@harbour-plan]."),
            Event("2026-07-20", "It opens [@harbour-plan].", ahead=True),
        ),
        perspectives=(
            Voice("council", "The council", view="Wants it [@harbour-plan]."),
            Voice("fishers", "The fishers", view="No [@harbour-plan]."),
            Voice("ferrymen", "The ferrymen", view="Yes [@harbour-plan]."),
        ),
        open_questions=tuple(Question(f"q{number}", f"Is {number} enough?") for number in range(3)),
        closed_questions=(ClosedQuestion("cost", "answered", "The county does."),),
    )
    return issues.story("barrier", first, second)


def publication(*stories, config=CONFIG):
    ferry = issues.story("ferry", issues.version(1, "2026-05-22", title="The ferry"))
    return Publication(config, (barrier(), ferry, *stories), (), (), ())


def long():
    """A story with a version on each of 89 days."""
    days = days_between("2026-01-02", "2026-03-31")
    return issues.story("long", *(issues.version(number, day) for number, day in enumerate(days, 1)))


def built(made):
    return {one.path: one.render().decode() for one in plan_pages(made, THEME) if one.path.startswith("daily")}


def words(text):
    """The words of a text, without addresses and signs."""
    return re.findall(r"[^\W_]+", re.sub(r"https?://\S+", "", text).casefold())


class _Text(HTMLParser):
    """The words that a reader of a page's body sees, and its links."""

    def __init__(self):
        super().__init__()
        self.text, self.links, self._skipped = [], [], 0

    def handle_starttag(self, tag, attrs):
        self._skipped += tag in ("style", "title")
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        self._skipped -= tag in ("style", "title")

    def handle_data(self, data):
        self.text += [] if self._skipped else [data]


def read(html):
    parser = _Text()
    parser.feed(html)
    return " ".join(parser.text), parser.links


def test_an_issue_has_a_page_a_text_and_a_place_in_the_archive():
    """The site has the pages of issues and weeks, the archive and both feeds."""
    assert sorted(built(publication())) == [
        "daily/2026-05-22/index.html",
        "daily/2026-05-22/plain.txt",
        "daily/2026-05-24/index.html",
        "daily/2026-05-24/plain.txt",
        "daily/atom.xml",
        "daily/feed.json",
        "daily/index.html",
        "daily/week/2026-21/index.html",
    ]


def test_without_the_setting_there_is_no_issue():
    """If daily issues are off, no page and no menu speaks of them."""
    made = publication(config=builders.config(daily=Daily(enabled=False)))

    assert built(made) == {}
    assert 'href="daily/' not in next(one for one in plan_pages(made, THEME) if one.path == "index.html").render().decode()


def test_a_publication_without_a_version_says_what_will_be_there():
    """The archive of a new publication says when the first issue comes."""
    assert "There is no issue yet." in built(Publication(CONFIG))["daily/index.html"]


def test_the_page_tells_each_kind_of_news():
    """Figures are told old → new, then what was decided, moved, said by new voices and asked."""
    page = read(built(publication())["daily/2026-05-24/index.html"])[0]
    said = " ".join(page.split())

    for part in (
        "version 1 said: It has room for 180 pupils. Now: It has room for 118 pupils. Found after 2 days.",
        "A barrier <b>for</b> the harbour The council pays & claims it back.",
        "Repair 1.8 → 2.3 million euros",
        "Subsidy 640,000 euros , a first figure",
        "Decided The council voted to pay first.",
        "New date 20 June 2026 → 20 July 2026 : It opens.",
        "New voices The fishers and The ferrymen",
        "Opened Is 0 enough?",
        "Opened Is 1 enough?",
        "No person has reviewed these versions.",
        "Who pays for it? The county does. Asked on 22 May ·",
        "Nothing new published The ferry",
    ):
        assert part.replace(" ,", ",").replace(" :", ":") in said.replace(" ,", ",").replace(" :", ":")
    assert "Is 2 enough?" not in said


def test_only_the_words_that_differ_are_marked():
    """In a correction of one figure only the figure is struck."""
    page = built(publication())["daily/2026-05-24/index.html"]

    assert "room for <del>180</del> pupils" in page
    assert "room for <ins>118</ins> pupils" in page


def test_a_correction_in_other_words_is_marked_whole():
    """If few words are the same, both sentences are marked whole."""
    wrong = Correction(1, "The quay floods every year.", "Nobody knows.")
    one = issues.story("quay", issues.version(1, "2026-05-22"), issues.version(2, "2026-05-23", corrections=(wrong,)))

    page = built(publication(one))["daily/2026-05-23/index.html"]

    assert "<del>The quay floods every year.</del>" in page
    assert "<ins>Nobody knows.</ins>" in page


def test_what_a_person_reviewed_is_not_remarked_on():
    """Only what no person reviewed says so."""
    seen = issues.story("quay", issues.version(1, "2026-05-23", review=Review("Ada Byron", "2026-05-23", "approved")))
    files = built(publication(seen))

    assert "reviewed" not in files["daily/2026-05-23/index.html"] + files["daily/2026-05-23/plain.txt"]


def test_every_line_leads_into_redlines_and_briefs():
    """A story links to its redline and its brief; the links of a page are relative."""
    links = read(built(publication())["daily/2026-05-24/index.html"])[1]

    assert "../../stories/barrier/changes/v2/index.html" in links
    assert "../../stories/barrier/v2/index.html" in links
    assert "../../daily/week/2026-21/index.html".replace("../../daily", "..") in links


@pytest.mark.parametrize("day", ["2026-05-22", "2026-05-24"])
def test_text_and_html_say_the_same(day):
    """The letter's HTML has the words of its text, in the same order, and the same addresses."""
    run = issues.run(*publication().stories, config=CONFIG)
    issue = next(one for one in run.issues if one.day == day)

    html, text = letter(issues.site(CONFIG), issue, "https://example.org/stop")
    shown, links = read(html)

    assert words(shown.replace("→", "")) == words(text.replace("→", ""))
    assert sorted(links) == sorted(re.findall(r"https?://\S+", text))


def test_the_feeds_have_what_the_page_has():
    """An entry has the words of the issue with whole addresses, and an id that stays."""
    files = built(publication())
    feed = feedparser.parse(files["daily/atom.xml"])
    rows = json.loads(files["daily/feed.json"])["items"]

    assert (feed.bozo, [one.title for one in feed.entries]) == (
        0,
        ["Sunday 24 May 2026: 1 correction · 1 story moved · 1 question answered", "Friday 22 May 2026: 2 stories moved"],
    )
    assert feed.entries[0].id == rows[0]["id"] == "tag:example.org,2026-05-24:record/daily/2026-05-24/"
    assert "https://example.org/record/stories/barrier/changes/v2/" in rows[0]["content_html"]
    assert "Repair" in feed.entries[0].content[0].value
    assert feed.entries[0].updated.startswith("2026-05-24T12:00:00")
    assert feed.entries[0].published == feed.entries[0].updated


def test_the_feeds_have_the_newest_issues():
    """A feed has the newest thirty issues."""
    rows = json.loads(built(publication(long()))["daily/feed.json"])["items"]

    assert len(rows) == MOST_ENTRIES
    assert rows[0]["url"].endswith("/2026-05-24/")


def test_the_archive_turns_pages():
    """A long archive has a page of the newest issues, and numbered pages that stay."""
    files = built(publication(long()))

    assert "daily/page/1/index.html" in files
    assert files["daily/page/1/index.html"].count('<li><a href="../../') == ON_A_PAGE + 8  # and the menu
    assert "Friday 2 January 2026" not in files["daily/index.html"]
    assert files["daily/index.html"].index("Sunday 24 May 2026") < files["daily/index.html"].index("Friday 22 May 2026")


def test_headings_are_in_order_and_links_have_words():
    """No page skips a level of heading, and no link is without words."""
    for path, text in built(publication()).items():
        if path.endswith(".html"):
            tree = html5lib.parse(text, namespaceHTMLElements=False)
            levels = [int(one.tag[1]) for one in tree.iter() if isinstance(one.tag, str) and re.fullmatch("h[1-6]", one.tag)]

            assert levels[0] == 1, path
            assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), path
            assert all("".join(one.itertext()).strip() for one in tree.iter("a")), path


def test_a_withdrawn_version_is_told_everywhere():
    """The page and the text say that a version was withdrawn, and why."""
    gone = Tombstone(1, 2, Withdrawn("2026-05-26", "It named a child.", "sha256:" + "0" * 64), "2026-05-24T12:00:00Z")
    one = issues.story("ferry", issues.version(1, "2026-05-22"), tombstones=(gone,))
    files = built(Publication(CONFIG, (one,)))

    for path in ("daily/2026-05-26/index.html", "daily/2026-05-26/plain.txt"):
        assert "version 2 was withdrawn. It named a child." in " ".join(files[path].replace("</bdi>", "").split())


def test_a_letter_that_is_too_large_tells_less():
    """A letter stays small: it tells the weightiest stories, and links to the others."""
    many = [
        issues.story(f"story-{number}", issues.version(1, "2026-05-24", title=f"Story {number}", what="word " * 400))
        for number in range(300)
    ]
    issue = issues.run(*many, config=CONFIG).issues[0]

    html, text = letter(issues.site(CONFIG), issue)

    assert len(html.encode()) + len(text.encode()) <= MOST_BYTES
    assert "300 stories moved" in html
    assert re.search(r"\d+ more stories moved", html)
    assert re.search(r"\d+ more stories moved:", text)
    assert words(read(html)[0]) == words(text)


def test_one_story_that_was_left_out_is_one_story():
    """The text says "1 more story", as the page does."""
    issue = issues.run(issues.story("a", issues.version(1, "2026-05-24"))).issues[0]

    assert "1 more story moved:" in plain_text(issues.site(CONFIG), replace(issue, left_out=1))


def test_a_feed_tells_the_weightiest_stories():
    """An entry of a feed tells twenty stories of a day at most, and links to the others."""
    many = [issues.story(f"s{number}", issues.version(1, "2026-05-24", title=f"Story {number}.")) for number in range(30)]

    entry = json.loads(built(Publication(CONFIG, tuple(many)))["daily/feed.json"])["items"][0]["content_html"]

    assert entry.count("<h3>") == 20
    assert "10 more stories moved" in entry


def test_more_stories_without_news_are_counted_in_each_form():
    """The stories that are not named are counted, with a link to the front page."""
    many = [issues.story(f"story-{number}", issues.version(1, "2026-05-22")) for number in range(20)]
    issue = issues.run(*many, barrier(), config=CONFIG).issues[-1]
    html, text = letter(issues.site(CONFIG), issue)

    assert "and 8 more stories" in " ".join(text.split())
    assert words(read(html)[0]) == words(text)


def test_the_subject_names_the_day_and_the_story_that_moved_most():
    """The subject says what the letter is about."""
    run = issues.run(*publication().stories, config=CONFIG)
    quiet = builders.config(daily=Daily(enabled=True, quiet="short"))
    day_off = issues.run(*publication().stories, config=quiet).issues[1]

    assert [subject(one) for one in run.issues] == [
        "22 May: The ferry and 1 more",
        "24 May: 1 correction, A barrier <b>for</b> the harbour",
    ]
    assert subject(day_off) == "23 May: nothing moved"


INTRO = Intro(
    day="2026-05-24",
    body="The council pays [@barrier/harbour-plan].\n\nIt is **not** over.\n",
    author="The desk",
    stories=("barrier/v2",),
)


def test_an_introduction_stands_above_all_with_its_sources():
    """The page, the text and the feed have the introduction, who signed it, and its sources with links into the brief."""
    made = replace(publication(), intros=(INTRO,))
    files = built(made)
    page = " ".join(read(files["daily/2026-05-24/index.html"])[0].split())
    text = " ".join(files["daily/2026-05-24/plain.txt"].split())

    for said in (page, text):
        assert (
            said.index("The council pays") < said.index("It is not over.") < said.index("By the desk.") < said.index("180 pupils")
        )
        assert "All but the introduction is put together by a program" in said
    assert "../../stories/barrier/v2/index.html#s1" in read(files["daily/2026-05-24/index.html"])[1]
    assert "[1] Title of harbour-plan — Harbour Wire: https://example.org/record/stories/barrier/v2/#s1" in text
    assert "The council pays" in files["daily/feed.json"]


def test_a_day_with_an_introduction_has_an_issue():
    """Somebody's words about a quiet day are an issue of their own, with a page that the letter links to."""
    quiet = replace(
        INTRO, day="2026-05-27", body="Nothing is new.\n", stories=("barrier/v2",), written_by=WrittenBy("claude", "m")
    )
    files = built(replace(publication(), intros=(replace(quiet, author=""),)))

    text = " ".join(files["daily/2026-05-27/plain.txt"].split())

    assert "Nothing moved Nothing is new. Drafted by a language model (m). Not reviewed by a person." in text.replace(
        "Drafted by a language model (m) from its sources", "Drafted by a language model (m)"
    )
    assert "https://example.org/record/daily/2026-05-27/" in text
    assert "SOURCES" not in text


def test_each_form_says_how_a_story_ended():
    """A story that was closed is told on the page and in the text, with a link to it."""
    over = Story("ferry", status="closed", closing=Closing("2026-05-26", "The last boat has sailed."))
    ended = issues.story("over", issues.version(1, "2026-05-22", title="The night ferry"), story=over)
    files = built(publication(ended))

    for path in ("daily/2026-05-26/index.html", "daily/2026-05-26/plain.txt", "daily/week/2026-22/index.html"):
        said = " ".join(re.sub(r"</?b(?:di)?>", "", files[path]).split())
        assert "The night ferry: This story was closed on 26 May 2026: The last boat has sailed." in said


def test_only_what_no_person_reviewed_says_so_if_others_were():
    """If a person reviewed some versions, each of the others says that nobody did."""
    seen = issues.story("quay", issues.version(1, "2026-05-24", review=Review("Ada Byron", "2026-05-24", "approved")))
    files = built(publication(seen))

    for path in ("daily/2026-05-24/index.html", "daily/2026-05-24/plain.txt"):
        assert files[path].count("Not reviewed by a person.") == 1
        assert "No person has reviewed" not in files[path]


def test_the_subject_tells_corrections_and_ends():
    """A subject does not hide a correction behind the news, and a day with only an end names the story."""
    over = Story("ferry", status="closed", closing=Closing("2026-05-26"))
    ended = issues.story("over", issues.version(1, "2026-05-22", title="The night ferry"), story=over)

    assert subject(issues.run(ended, config=CONFIG).issues[-1]) == "26 May: The night ferry is closed"


def test_a_quiet_day_is_short():
    """The letter of a day on which nothing moved says so, and links to no page that may be missing."""
    config = builders.config(daily=Daily(enabled=True, quiet="short"))
    issue = issues.run(*publication().stories, config=config).issues[1]

    text = plain_text(issues.site(config), issue)

    assert "Nothing moved" in text
    assert "/daily/2026-05-23/" not in text
    assert "No version was filed on 23 May 2026." in " ".join(text.split())
