"""Where readers report errors: the same content for each kind of host, and for email."""

import json
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import builders
import jsonschema
import pytest
import yaml
from analysed import plan_pages
from sample import publication

import dateline
from dateline.core.config import Author
from dateline.core.publication import Publication
from dateline.core.reported import QUESTIONS, Report, report_in
from dateline.site.reporting import Reporting, reporting
from dateline.site.theme import load_theme

ROOT = Path(__file__).parents[2]
FORMS = (
    ROOT / ".github/ISSUE_TEMPLATE/error.yml",
    Path(dateline.__file__).parent / "flows/starter/.github/ISSUE_TEMPLATE/error.yml",
)
TITLE = "Error in harbour-barrier, version 3"
EMPTY = Report("harbour-barrier", "3")
AUTHOR = Author(email="desk+errors@example.org")


def where(repository: str | None, author: Author = AUTHOR) -> Reporting:
    found = reporting(builders.config(repository=repository, author=author), "harbour-barrier", 3)
    assert found
    return found


def asked(address: str) -> tuple[str, dict[str, str]]:
    """The address without what is asked, and that."""
    parts = urlsplit(address)
    given = {name: value for name, (value,) in parse_qs(parts.query, keep_blank_values=True).items()}
    return address.partition("?")[0], given


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_on_github_the_form_is_filled_in(end):
    """The fields of the form have their ids; a repository without the form gets the same as text."""
    place, given = asked(where(f"https://github.com/example/briefs{end}").address)

    assert place == "https://github.com/example/briefs/issues/new"
    assert report_in(given.pop("body")) == EMPTY
    assert given == {"template": "error.yml", "title": TITLE, "story": "harbour-barrier", "version": "3"}


@pytest.mark.parametrize(
    ("repository", "place", "title", "text"),
    [
        ("https://gitlab.com/a/b/c", "https://gitlab.com/a/b/c/-/issues/new", "issue[title]", "issue[description]"),
        ("https://codeberg.org/a/b", "https://codeberg.org/a/b/issues/new", "title", "body"),
    ],
)
def test_other_hosts_get_a_text(repository, place, title, text):
    """GitLab and Forgejo have no such forms: the text has the form's headings, with what is known."""
    found, given = asked(where(repository).address)

    assert found == place
    assert given.keys() == {title, text}
    assert given[title] == TITLE
    assert report_in(given[text]) == EMPTY


def test_without_a_repository_an_email_is_begun():
    """It goes to the author's address, and asks the same questions, a line each."""
    place, given = asked(where(None, AUTHOR).address)

    assert place == "mailto:desk%2Berrors@example.org"
    assert given["subject"] == TITLE
    assert given["body"].split("\r\n") == [
        "Story: harbour-barrier",
        "Version: 3",
        "Section: ",
        "Sentence: ",
        "What is wrong: ",
        "Source: ",
    ]


def test_an_email_address_cannot_add_headers():
    """What stands for the address is encoded, so it adds no recipient and no text."""
    place, given = asked(where(None, Author(email="a@example.org?cc=b@example.org&x=1")).address)

    assert place == "mailto:a@example.org%3Fcc%3Db@example.org%26x%3D1"
    assert given.keys() == {"subject", "body"}


def test_with_neither_there_is_no_link():
    """Nobody could be told."""
    assert reporting(builders.config(), "harbour-barrier", 3) is None


@pytest.mark.parametrize(
    "repository", ["https://github.com/example/briefs", "https://gitlab.com/a/b", "https://codeberg.org/a/b", None]
)
def test_the_words_that_are_meant_fit_into_the_address(repository):
    """The pattern has places for section and sentence; filled in as a browser does, it is read again as it was meant."""
    found = where(repository, AUTHOR)
    filled = found.pattern.replace("{section}", "Why%20it%20matters").replace("{sentence}", "It%20%26%20%23%20%C3%A4%2B%0A")
    _, given = asked(filled)
    text = next(given[name] for name in ("body", "issue[description]") if name in given)

    assert "{" not in found.address
    assert re.fullmatch(r"[!-~]+", found.pattern)
    if repository:
        assert report_in(text) == Report("harbour-barrier", "3", "Why it matters", "It & # ä+")
    else:
        assert "Section: Why it matters\r\nSentence: It & # ä+\n\r\n" in text


@pytest.mark.parametrize("repository", [f"https://github.com/{'o' * 39}/{'r' * 100}", "https://gitlab.com/a/b", None])
def test_the_address_leaves_room_for_words(repository):
    """With the longest names, over half of the 2,000 characters that servers take are left."""
    found = reporting(builders.config(repository=repository, author=AUTHOR), "s" * 80, 999_999)

    assert found
    assert len(found.pattern) < 1000


@pytest.mark.parametrize("form", FORMS)
def test_the_form_has_the_fields_that_are_filled_in(form):
    """Its ids are those of the address, and its labels those that are read; a field with choices cannot be filled in."""
    fields = [one for one in yaml.safe_load(form.read_text())["body"] if one["type"] != "markdown"]

    assert {one["id"]: one["attributes"]["label"] for one in fields} == QUESTIONS
    assert {one["type"] for one in fields} == {"input", "textarea"}
    assert form.read_bytes() == FORMS[0].read_bytes()


@pytest.mark.parametrize("form", FORMS)
def test_the_form_follows_githubs_schema(form):
    """GitHub refuses a form with a mistake, and shows readers an empty issue."""
    held = files("check_jsonschema") / "builtin_schemas/vendor/github-issue-forms.json"
    published = json.loads(held.read_text(encoding="utf-8"))

    jsonschema.validators.validator_for(published)(published).validate(yaml.safe_load(form.read_text()))


def pages(of: Publication) -> dict[str, str]:
    return {one.path: one.render().decode() for one in plan_pages(of, load_theme()) if one.path.endswith(".html")}


def test_each_version_has_its_own_link():
    """Old versions can be wrong too: each page leads to a report about its own version, in the margin and after the text."""
    held = pages(publication())

    for number, folder in ((1, "v1/"), (2, "v2/"), (3, "v3/"), (3, "")):
        text = held[f"stories/harbour-barrier/{folder}index.html"]
        assert text.count(f"&amp;version={number}&amp;body=") == 1
        assert text.count(f"&amp;version={number}&amp;section={{section}}&amp;") == 1
        assert text.count('rel="noopener noreferrer">Report an error</a>') == 1


def test_no_page_asks_for_reports_that_nobody_gets():
    """Without a repository and an address, no page offers it."""
    held = pages(Publication(builders.config(), (builders.dossier(),)))

    assert [name for name, text in held.items() if "eport an error" in text or "data-report" in text] == []
