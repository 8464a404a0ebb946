"""Pages, essays and introductions have a head and a text, and show what their authors think that they show."""

from dataclasses import replace
from typing import Any

import builders
import essays
import pytest
from analysed import check_publication

from dateline.checks import Basis
from dateline.core.model import EssayReview, Intro, Page, Signal
from dateline.core.publication import Publication

NOT_BARE = "an introduction cannot have {}: it is also read as plain text"
AS_WRITTEN = "HTML and comments are shown to readers as they are written"
NO_PAGE_CITES = "a page cannot cite: readers see the brackets"


def found(text: Page | Signal | Intro, basis: Basis | None = None) -> list[tuple[str, str, int, str]]:
    """The level, place, line and words of what is wrong with the shape of a text."""
    kind = {Page: "pages", Signal: "signals", Intro: "intros"}[type(text)]
    held: dict[str, Any] = {kind: (text,)}
    publication = Publication(builders.config(), (essays.quay(), essays.ferry()), **held)
    every = check_publication(publication, basis or Basis())
    return [(one.level, one.at, one.line, one.message) for one in every if one.rule == "bad-shape"]


@pytest.mark.parametrize("write", [essays.signal, essays.intro, lambda body: Page("about", "About", body)])
def test_a_plain_text_has_no_finding(write: Any) -> None:
    """Paragraphs and emphasis are fine everywhere."""
    assert found(write("It *is* **so**.\n\nFor $5 < 6, \\# & \\[@quay/tide].\n")) == []


@pytest.mark.parametrize(
    ("given", "at", "message"),
    [
        ({"title": " "}, "title", "the title is empty"),
        ({"title": "A [@quay/tide]"}, "title", "a title cannot cite: readers would see the brackets"),
        ({"dek": "A [@Quay Tide]"}, "dek", "a dek cannot cite: readers would see the brackets"),
        ({"author": "Us [@quay/tide]"}, "author", "the name of an author cannot cite: readers would see the brackets"),
        ({"author": " "}, "author", "nobody signs it"),
        ({"review": EssayReview(" ", "2026-05-26")}, "review.by", "it does not say who reviewed it"),
        ({"stories": ("quay/v1", "ferry", "quay/v2")}, "stories[2]", "the story quay is here already, as quay/v1"),
        ({"body": " \n"}, "body", "there is no text"),
    ],
)
def test_what_the_head_of_an_essay_needs(given: dict[str, Any], at: str, message: str) -> None:
    """A title, a signature and a text, no citation in the head, and each story once. It is an error in a build, too."""
    essay = essays.signal(**{"body": "A.", **given})

    assert found(essay) == found(essay, Basis(only_errors=True)) == [("error", at, 0, message)]


def test_an_introduction_is_signed_and_names_versions() -> None:
    """An author or a model signs it, and it draws on something."""
    assert found(essays.intro("A.", author="", model="claude-x")) == []
    assert [at for _, at, *_ in found(essays.intro("A.", author="", stories=()))] == ["author", "stories"]


@pytest.mark.parametrize(
    ("body", "what", "line"),
    [
        ("A.\n\n## B\n\nC.", "a heading", 3),
        ("A.\n\n- B", "a list", 3),
        ("A.\n\n1. B", "a list", 3),
        ("A.\n\n> B", "a block quotation", 3),
        ("A.\n\n    B", "a block of code", 3),
        ("A.\n\n```\nB\n```", "a block of code", 3),
        ("A\nand `B`.", "code", 2),
        ("A\nand [B](../x/).", "a link", 2),
        ("A\\\nand <https://a.example/>.", "a link", 2),
        ("A\nand ![B](x.png).", "a picture", 2),
        ("A.\n\n***\n\nB.", "a line across", 3),
        ("a | b\n--|--\nc | d", "a table", 1),
        ("A\n<b>", "HTML", 2),
        ("A <!-- B\nC --> D\n`x`", "code", 3),
    ],
)
def test_an_introduction_has_paragraphs_emphasis_and_citations_only(body: str, what: str, line: int) -> None:
    """What would get lost in plain text or in a mail is an error with its line."""
    assert ("error", "body", line, NOT_BARE.format(what)) in found(essays.intro(body))


@pytest.mark.parametrize("body", ["A.\n\n<!-- B -->", "A.\n\nB\n<b>C</b>", "A.\n\n<div>B</div>"])
def test_html_in_essays_and_pages_is_a_warning(body: str) -> None:
    """Readers see it as it is written, and a comment is often meant for nobody."""
    for text in (essays.signal(body), Page("about", "About", body, starts=9)):
        assert {(level, at, message) for level, at, _, message in found(text)} == {("warning", "body", AS_WRITTEN)}
        assert found(text)[0][2] in (11, 12)
    assert found(essays.signal("A `<b>` & \\<b>, 1 < 2 > 1, <https://a.example/>.")) == []


def test_a_page_cannot_cite() -> None:
    """A page has no list of sources; how a citation is written may be shown as code."""
    page = Page("about", "About [@quay/tide]", "A.\n\nWe `[@quay/tide]` write [@quay/tide].", starts=5)

    assert found(page) == [
        ("error", "title", 0, "a title cannot cite: readers would see the brackets"),
        ("warning", "paragraph[1]", 7, NO_PAGE_CITES),
    ]
    assert [at for _, at, *_ in found(Page("about", " ", ""))] == ["body", "title"]


def test_a_page_that_readers_see_is_filled_in() -> None:
    """What stands in double brackets has yet to be written: a warning with its line, but not in a draft, and not in code."""
    body = "Owned by [[the owner]].\n\nSee `[[this]]` and [that](../about/).\n\n```\n[[tool]]\n```\n"
    page = Page("about", "About", body, starts=5)

    assert found(page) == [("warning", "paragraph[0]", 5, "this has yet to be filled in")]
    assert [one[0] for one in found(essays.signal(body))] == ["warning"]
    assert [one[0] for one in found(essays.intro("By [[whom]]."))] == ["warning"]
    assert found(replace(page, draft=True)) == found(essays.signal(body, draft=True)) == []
