"""The desk's prose is set in typographic marks, and nothing that others said is touched."""

import pytest

from dateline.site.prose import JOINER, runs
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
