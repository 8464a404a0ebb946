"""Sentences are counted in one way: on a redline, in the history, on the brief, in the list of redlines and in the data."""

from dataclasses import replace

import builders
import pytest
from analysed import chronicle, plan_pages

from dateline.core.compare import blame
from dateline.core.model import Question, Source
from dateline.core.publication import Publication
from dateline.core.sentences import AnalysedVersion
from dateline.site.brief import brief
from dateline.site.changes import redline
from dateline.site.steps import step
from dateline.site.theme import load_theme

PLAN = Source("harbour-plan", "The plan", "https://news.example/1", "Harbour Wire", "2026-04-14")
FIRST = builders.version(
    1,
    what="The quay is old and wet. It opens soon [@harbour-plan]. The council of the harbour plans a new tidal barrier.",
    why_it_matters="Council members plan barrier works soon.",
    narrative=("It rains. The board rejected the bid.", "It ordered a survey of the quay walls. Boats left at noon."),
    open_questions=(Question("cost", "Who pays for it?"),),
    **dict.fromkeys(("timeline", "perspectives", "tensions"), ()),
    sources=(PLAN, replace(PLAN, key="other")),
)
SECOND = replace(
    FIRST,
    version=2,
    published="2026-05-02T11:30:00Z",
    what="It opens soon [@other]. The council of the harbour plans a new tidal barrier this year.",
    why_it_matters="Barrier works: the council members, after a long debate on money, plan.",
    narrative=("It rains.", "The board rejected the bid and ordered a survey of the quay walls. The quay is old and wet."),
    open_questions=(*FIRST.open_questions, Question("gate", "How wide is it?")),
)
STORY = chronicle(builders.dossier(FIRST, SECOND))


def test_each_sentence_has_one_kind():
    """New, reworded, with other sources, moved and gone are counted on the redline; the data name the same sentences so."""
    shown = redline(STORY, 1)
    assert shown.legend == (
        *(("add", 2, "new"), ("edit", 2, "reworded"), ("cite", 1, "with other sources")),
        *(("gone", 1, "gone"), ("move", 1, "moved")),
    )
    assert sorted(step(STORY, 1)["kinds"].values()) == ["add", "add", "cite", "edit", "edit", "move"]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("changes/v2/index.html", 'New 4</a><a href="#full">Full 8'),
        ("changes/index.html", "4 of 8 sentences new or reworded"),
        ("history/index.html", "<span>4 new or reworded</span> <span>1 gone, 4 kept</span>"),
    ],
)
def test_other_sources_and_another_place_are_no_other_words(page, says):
    """Every page counts as new what is new or reworded, a merged sentence once, and as kept what has its words."""
    assert brief(STORY, 1).counts.new == 4
    plan = plan_pages(Publication(builders.config(), (builders.dossier(FIRST, SECOND),)), load_theme())
    made = {one.path: one for one in plan}[f"stories/harbour-barrier/{page}"].render().decode()
    assert says in made


def test_a_sentence_stands_while_its_words_do():
    """Other sources give a sentence no other words: the brief does not mark it, and its words stand since the first version."""
    ages = {one.sentence: (one.since, one.worded) for one in blame([AnalysedVersion(one) for one in (FIRST, SECOND)])}
    assert ages["It opens soon [@other]."] == STORY.standings[1]["what", "It opens soon [@other]."] == (1, 1)
    assert ages["The council of the harbour plans a new tidal barrier this year."] == (1, 2)
