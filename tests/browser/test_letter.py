"""The letter as mail programs show it: narrow and wide, light and dark, and with all styles taken away."""

import re
from typing import Any

import builders
import daily_issues as issues
import pytest
from chromium import PATIENCE

from dateline.core.model import ClosedQuestion, Correction, KeyFigure, Question, Voice
from dateline.site.daily.letter import letter

STOP = "https://example.org/stop?who=ada%40example.org"
BACKGROUND = {"light": "rgb(251, 250, 246)", "dark": "rgb(21, 20, 17)"}
WITHOUT_STYLES = """() => {
  document.querySelectorAll("style").forEach((one) => one.remove());
  document.querySelectorAll("[style]").forEach((one) => one.removeAttribute("style"));
}"""


@pytest.fixture(scope="module")
def made() -> tuple[str, str]:
    """The HTML and the text of a letter with something in each section, and with long words."""
    figures = [(KeyFigure("cost", "Repair", f"{cost} million euros", ("harbour-plan",)),) for cost in ("1.8", "2.3")]
    second = issues.version(
        2,
        "2026-05-24",
        title="The harbour pays first for a barrier that cannot be closed: Hochwasserschutzgesetzgebungskommissionsvorsitzender",
        changes="The council voted by 14 to 9.",
        corrections=(Correction(1, "It has room for 180 pupils.", "It has room for 118 pupils."),),
        figures=figures[1],
        perspectives=(Voice("fishers", "The fishers", view="No [@harbour-plan]."),),
        open_questions=(Question("height", "Is 3 metres enough?"),),
        closed_questions=(ClosedQuestion("cost", "answered", "The county does."),),
    )
    barrier = issues.story("barrier", issues.version(1, "2026-05-22", figures=figures[0]), second)
    ferry = issues.story("ferry", issues.version(1, "2026-05-22", title="The ferry"))
    run = issues.run(barrier, ferry)
    return letter(issues.site(builders.config(title="The Harbour Record", daily=issues.DAILY)), run.issues[-1], STOP)


@pytest.fixture
def shown(chromium: Any, made: tuple[str, str], request: pytest.FixtureRequest) -> Any:
    """The letter in a tab of a certain width, in a scheme, without scripts; nothing is loaded."""
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url))
    tab.set_content(made[0])
    yield tab
    context.close()
    assert asked == []


EVERYWHERE = [(width, scheme) for width in (320, 600) for scheme in ("light", "dark")]


@pytest.mark.parametrize("shown", EVERYWHERE, indirect=True, ids=lambda one: f"{one[0]}-{one[1]}")
def test_nothing_leaves_the_width_of_the_mail(shown):
    """No part of the letter is wider than the window, whatever its words."""
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("shown", EVERYWHERE, indirect=True, ids=lambda one: f"{one[0]}-{one[1]}")
def test_axe_accepts_the_letter(shown):
    """Contrast, headings, names of links and the language are right in both schemes."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(shown, options={"rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}})

    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


@pytest.mark.parametrize("shown", [(600, "light"), (600, "dark")], indirect=True, ids=lambda one: one[1])
def test_the_scheme_is_that_of_the_reader(shown, request):
    """The letter is dark for those who want it so, although each element has its own light style."""
    scheme = request.node.callspec.params["shown"][1]

    assert shown.evaluate("getComputedStyle(document.querySelector('.letter')).backgroundColor") == BACKGROUND[scheme]


@pytest.mark.parametrize("shown", [(320, "light")], indirect=True, ids=["320"])
def test_without_styles_the_letter_says_the_same(shown, made):
    """With all styles off, a reader sees the words of the plain text in the same order, one part below the other."""
    shown.evaluate(WITHOUT_STYLES)

    seen, text = (re.findall(r"[^\W_]+", re.sub(r"https?://\S+", "", said)) for said in (shown.inner_text("body"), made[1]))

    assert [word.casefold() for word in seen] == [word.casefold() for word in text]
