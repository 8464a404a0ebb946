"""The desk's prose is set in typographic marks, and nothing that others said is touched."""

import html
from dataclasses import replace

import builders
import pytest
from analysed import plan_pages

from dateline.core.config import Daily
from dateline.core.model import ClosedQuestion, Correction, Event, KeyFigure, Question, Voice
from dateline.core.publication import Publication
from dateline.site.prose import JOINER, runs
from dateline.site.theme import load_theme
from dateline.site.typography import NARROW, printed


@pytest.mark.parametrize(
    ("written", "language", "expected"),
    [
        ('She said "it is done".', "en", "She said “it is done”."),
        ("A US 'misunderstanding' it is.", "en", "A US ‘misunderstanding’ it is."),
        ('Sie sagte "ja".', "de", "Sie sagte „ja“."),
        ('Il dit "oui".', "fr", f"Il dit «{NARROW}oui{NARROW}»."),
        ('Dijo "si".', "es", "Dijo «si»."),
        ("It's the fishers' quay of the '90s.", "en", "It’s the fishers’ quay of the ’90s."),
        ("It came - late -- and word--word ...", "en", "It came\u00a0– late\u00a0– and word—word …"),
        ("It costs 2.3 million euros for 40 minutes.", "en", f"It costs 2.3{NARROW}million euros for 40{NARROW}minutes."),
        ("On 14 April 2026, am 3. März.", "en", f"On 14{NARROW}April 2026, am 3.{NARROW}März."),
        ("Nothing to set here.", "en", "Nothing to set here."),
    ],
)
def test_marks_are_those_of_the_language(written, language, expected):
    """Quotation marks, apostrophes, dashes, ellipses and the spaces of figures and dates are set as printers do."""
    assert printed(written, language) == expected


@pytest.mark.parametrize(
    "written",
    [
        "“it's - done ... 3 metres”",
        "“it's cut after 3 metres …",
        "`a -- b`",
        "https://x.example/it's--3",
        "[@its-3-metres]",
        'A mark " alone',
        "4 to 9 of 2026-04-14",
        "--format json",
    ],
)
def test_what_others_wrote_stays_as_it_is(written):
    """Words in quotation marks, code, addresses and keys are not touched; a mark without its other half neither."""
    assert printed(written) == written


def test_words_between_straight_marks_stay_as_they_are():
    """Only the marks around a quotation become typographic."""
    assert printed('He wrote "it\'s 3 metres - done" today') == "He wrote “it's 3 metres - done” today"
    assert printed("He wrote \"it's cut after 3 metres …") == "He wrote “it's cut after 3 metres …"


def test_our_words_have_the_same_marks_on_every_page():
    """Lists, corrections, days and weeks show what a brief says in the marks of the brief."""
    said = 'It\'s "late" by 3 hours'
    told = f"{said} [@harbour-plan]."
    first = builders.version(
        1,
        what=told,
        perspectives=(Voice("mayor", "The mayor", view=told),),
        open_questions=(Question("one", f"{said}?"), Question("two", f"{said}!")),
        timeline=(Event("2030-01-01", told, ahead=True),),
    )
    second = replace(
        first,
        version=2,
        published="2026-05-02T11:30:00Z",
        changes=told,
        corrections=(Correction(1, f"{said} today.", f"{said} now.", told),),
        open_questions=first.open_questions[1:],
        closed_questions=(ClosedQuestion("one", "answered", text=told),),
        figures=(KeyFigure("late", "Delay's end", "3 hours", ("harbour-plan",)),),
    )
    config = builders.config(daily=Daily(enabled=True))
    outputs = plan_pages(Publication(config, (builders.dossier(first, second),)), load_theme())
    pages = {
        one.path: html.unescape(one.render().decode()).partition("<main")[2] for one in outputs if one.path.endswith(".html")
    }

    for path in (
        "index",
        "questions/index",
        "voices/index",
        "corrections/index",
        "daily/2026-05-02/index",
        "daily/week/2026-18/index",
    ):
        assert f"It’s “late” by 3{NARROW}hours" in pages[f"{path}.html"], path
        assert said not in pages[f"{path}.html"], path
        assert "by 3 hours" not in pages[f"{path}.html"], path


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It is 3 [@a].", [f"It is 3.{JOINER}", "a", ""]),
        (
            "Risks [@a], and more [@b; @c] <follow>",
            [f"Risks,{JOINER}", "a", f" and more{JOINER}", "b", NARROW, "c", " &lt;follow&gt;"],
        ),
        ("One [@a] [@b].", [f"One.{JOINER}", "a", NARROW, "b", ""]),
        ("It floods.[@a]", [f"It floods.{JOINER}", "a", ""]),
        ("[@a] begins", ["", "a", " begins"]),
        ("Nobody knows.", ["Nobody knows."]),
    ],
)
def test_a_citation_stands_after_the_stop_and_never_begins_a_line(written, expected):
    """The last word keeps the stop and the citations behind it; several citations keep together."""
    assert runs(written)[0] == expected
