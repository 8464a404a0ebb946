from dataclasses import replace

import builders
from stated import item, said, state, version

from dateline.checks import check_story
from dateline.core.analysis import AnalysedStory
from dateline.desk.draft import Assignment, sources_for
from dateline.desk.extractive.tensions import tensions
from dateline.desk.extractive.voices import voices

ITEMS = (
    item("march", "Staff marched through Port Sable on Saturday. Police put turnout at 1,800. Crews United spoke of 4,500."),
    item(
        "report",
        "The shortage of cefarix will last until January 2027, according to documents.",
        title="Cefarix: no end in sight",
    ),
    item(
        "denial",
        'Lorane denies that cefarix will be short until January. "We stand by the end of October," said Nina Brandt, '
        "a spokeswoman for Lorane.",
        feed="Pharma Daily",
    ),
    item("no", 'Mayor Ines Calder has ruled out more money for the tram. "Not one cent more," Ines Calder said.'),
    item("yes", '"Call me inconsistent, but I will not leave a line unfinished," Mayor Ines Calder said.', "2026-09-02"),
)


def test_check_has_nothing_against_voices_and_tensions() -> None:
    """What is written has its names, figures and quotations in the sources that it cites."""
    told = state(*ITEMS, today="2026-09-02")
    who = said(told)
    heard = voices(told, who, ())
    bare = version(
        perspectives=heard.voices, tensions=tensions(told, who, heard.ids).tensions, narrative=("Staff marched [@march].",)
    )
    dossier = replace(builders.dossier(), versions=(bare,), items=ITEMS)
    keys = AnalysedStory(dossier).version(bare).numbers
    whole = replace(bare, sources=sources_for(keys, Assignment(dossier, ITEMS, 1, bare.published), {}))
    findings = check_story(AnalysedStory(replace(dossier, versions=(whole,))))

    assert [voice.voice for voice in whole.perspectives] == ["Ines Calder", "Lorane", "Nina Brandt"]
    assert len(whole.tensions) == 2
    assert [one for one in findings if one.at.startswith(("perspectives", "tensions"))] == []
