"""Each sentence has its address and its age; the latest page also has the addresses of earlier wordings."""

import re

import builders
import pytest
from analysed import chronicle

from dateline.core.anchors import anchor
from dateline.core.model import KeyFigure
from dateline.site.ages import age
from dateline.site.brief import brief

WORDS = "The repair of the eastern gate costs {} million euros [@harbour-plan]."


def versions():
    return [builders.version(n, narrative=(f"It rains. {WORDS.format(n)}",)) for n in (1, 2, 3)]


def test_a_sentence_has_its_address_and_the_versions_of_its_age():
    """`data-v` is the version that gave it its words, `data-s` the one since which it stands, where they are not the first."""
    told = brief(chronicle(builders.dossier(*versions())), 2).narrative

    assert f'<span id="s-{anchor("It rains.")}">It rains.</span>' in told
    assert f'<ins id="s-{anchor(WORDS.format(3))}" data-v="3" data-s="1">' in told


def test_the_latest_page_knows_every_earlier_wording():
    """Links to a sentence still find it when it is reworded; old pages have only their own words."""
    told = chronicle(builders.dossier(*versions()))
    earlier = [f'<a id="s-{anchor(WORDS.format(n))}"></a>' for n in (1, 2)]

    assert all(one in brief(told, 2).narrative for one in earlier)
    assert "<a id=" not in brief(told, 1).narrative


def test_no_id_occurs_twice():
    """The same words in two places have two ids, and an earlier wording that another sentence has now is left out."""
    first = builders.version(1, narrative=(f"It rains. {WORDS.format(1)}",), why_it_matters="It rains.")
    second = builders.version(2, narrative=(f"{WORDS.format(2)}",), why_it_matters=f"It rains. {WORDS.format(1)}")
    shown = brief(chronicle(builders.dossier(first, second)), 1)
    page = f"{shown.what.html}{shown.why_it_matters.html}{shown.narrative}{shown.timeline}{shown.perspectives}{shown.tensions}"
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_events_have_addresses():
    """An event's address is made of its words."""
    assert re.match(r'<li id="e-[0-9a-f]{8}"><time', brief(chronicle(builders.dossier()), 0).timeline)


def test_a_german_story_has_german_marks():
    """The marks are those of the language in which the story is told."""
    text = 'Der Rat hat die Sperre und das Tor noch nicht beschlossen, sagt "das Amt".'
    shown = brief(chronicle(builders.dossier(builders.version(narrative=(text,), what=text))), 0)

    assert "„das Amt“" in shown.narrative


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-01-01T23:00:00Z", ""),
        ("2026-01-02", "1 day"),
        ("2026-02-28", "58 days"),
        ("2026-03-05", "2 months"),
        ("2028-03-05", "2 years"),
    ],
)
def test_ages_are_told_in_days_then_in_months_and_years(last, expected):
    """Days until 60, as one says it."""
    assert age("2026-01-01T08:00:00Z", last) == expected


def test_what_a_brief_rests_on_is_drawn_and_said():
    """The bar has a part for each grade that occurs; a brief whose sentences have no source has no bar."""
    source = builders.source(evidence="full-text")
    full = brief(chronicle(builders.dossier(builders.version(sources=(source,)))), 0)
    bare = builders.version(narrative=("It rains.",), timeline=(), perspectives=(), tensions=())

    assert 'width="100.0%" class="g0"' in full.bar
    assert full.support == "<b>4</b> sentences on full text, <b>1</b> without a source"
    assert not brief(chronicle(builders.dossier(bare)), 0).bar


def test_a_figures_source_is_led_back_to():
    """A source that only a figure cites leads back to the figure."""
    version = builders.version(figures=(KeyFigure("cost", "Cost", "3", ("harbour-plan",)),))
    shown = brief(chronicle(builders.dossier(version)), 0)

    assert ">Key figures</a>" in shown.sources
