"""Mistakes in a publication's own theme are found without rendering a page, and so are files that no page uses."""

from pathlib import Path

import pytest

from dateline.core.model import Page
from dateline.flows.build import build
from dateline.flows.stories.check import check
from dateline.site.theme_files import problems_in

TEAM = Page("team", "Team", "We write.", template="team.html")


def found(folder: Path, files: dict[str, str], *pages: Page) -> list[tuple[str, str, int, str, str]]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return [(one.rule, one.file, one.line, one.message, one.hint) for one in problems_in(folder, pages)]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"templates/home.html": "ours", "style/own.css": "a{}", "script/own.js": "f()", "static/mark.svg": "<svg/>"},
        {"templates/base.html": "{% extends 'dateline/base.html' %}"},
        {"templates/home.html": "{% include 'parts/note.html' %}{% from 'more.html' import a %}"}
        | {"templates/parts/note.html": "", "templates/more.html": ""},
        {"templates/home.html": "{% include 'gone/x.html' ignore missing %}{% include ['no.html', 'note.html'] %}"}
        | {"templates/note.html": ""},
        {"templates/home.html": "{% include config.title %}", "templates/note.html": ""},
        {"templates/home.html": "{{ asset('quay.png') }}", "static/quay.png": "a picture"},
        {"style/own.css": "@font-face { src: url('own.woff2') }", "static/own.woff2": "a font"},
        {"static/site.css": "a{}", "README.md": "Why teal", ".DS_Store": "", "static/.keep": ""},
        {"script/search/more.js": "f()", "style/changes/own.css": "a{}"},
    ],
)
def test_what_pages_use_is_no_problem(tmp_path, files):
    """Files in the place of built-in ones, styles and scripts beside them, and what templates name, by whatever way."""
    assert found(tmp_path / "theme", files) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("templates/hme.html", "Did you mean templates/home.html? If not: Name it in another template"),
        ("template/home.html", "Did you mean templates/home.html?"),
        ("templates/about-us.html", "Name it in another template or in the head of a page, as template: about-us.html"),
        ("static/quay.png", "Name it in a template, as asset('quay.png')"),
        ("fonts/own.woff2", "Move it to one of templates/, script/, style/, static/"),
        ("style/own.scss", "Move it to"),
        ("script/deep/own.js", "Move it to"),
        ("site.css", "Did you mean static/site.css?"),
    ],
)
def test_a_file_that_no_page_uses_is_a_problem(tmp_path, name, hint):
    """The hint says what was meant, or where such a file belongs."""
    ((rule, file, line, said, told),) = found(tmp_path / "theme", {name: ""})

    assert (rule, file, line, said) == ("unused-theme-file", f"theme/{name}", 1, "no page uses this file")
    assert told.startswith(hint)


def test_a_style_that_a_whole_sheet_replaces_is_not_used(tmp_path):
    """A file of one's own named site.css takes the place of all files in style/; a part of two scripts is used by the other."""
    files = {"static/site.css": "", "style/own.css": "", "static/search.js": "", "script/search/a.js": "", "script/page.js": ""}

    assert [one[1] for one in found(tmp_path / "theme", files)] == ["theme/script/search/a.js", "theme/style/own.css"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("\n{% if %}", 2, "Expected an expression"),
        ("{{ 'a'|uper }}", 1, "No filter named 'uper'"),
        ("\n\n{% include 'hom.html' %}", 3, "there is no template hom.html"),
        ("{% extends 'bse.html' %}", 1, "there is no template bse.html"),
    ],
)
def test_a_mistake_in_a_template_has_its_line(tmp_path, text, line, said):
    """All that is wrong whatever the page shows is found at once, in every template."""
    both = found(tmp_path / "theme", {"templates/home.html": text, "templates/tag.html": text})

    assert [one[:3] for one in both] == [("bad-template", f"theme/templates/{name}.html", line) for name in ("home", "tag")]
    assert all(one[3].startswith(said) for one in both)


def test_a_file_that_is_no_text_is_a_problem_too(tmp_path):
    """A template in another encoding is named like any other mistake."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/tag.html").write_bytes(b"\xfc")

    assert found(tmp_path, {})[0][:2] == ("bad-template", "theme/templates/tag.html")


@pytest.mark.parametrize(("files", "hint"), [({"templates/teams.html": ""}, "Did you mean teams.html?"), ({}, "Write it")])
def test_a_page_names_a_template_of_the_publication(tmp_path, files, hint):
    """One that does not exist is a problem of the page; a built-in one cannot be named, because it needs what a page has not."""
    folder = tmp_path / "theme"

    rule, file, line, said, told = found(folder, files, TEAM)[0]
    assert (rule, file, line, said) == ("bad-template", "content/pages/team.md", 0, "there is no theme/templates/team.html")
    assert told.startswith(hint)
    assert "there is no theme/templates/brief.html" in found(folder, {}, Page("a", "A", "A.", template="brief.html"))[0][3]
    assert [one for one in found(folder, {"templates/team.html": ""}, TEAM) if one[0] == "bad-template"] == []
    within = found(folder, {}, Page("outlets", "Outlets", "A.", template="team.html"))[0]
    assert within[:4] == (
        "bad-template",
        "content/pages/outlets.md",
        0,
        "this page stands within a list, and has no template of its own",
    )


def test_check_and_build_tell_the_file_and_the_line(make_publication, tmp_path):
    """Mistakes are errors that stop a build, files that no page uses are warnings."""
    page = "---\ntitle: Team\ntemplate: tem.html\n---\n\nWe write.\n"
    files = {"content/pages/team.md": page, "theme/templates/tag.html": "\n{% if %}", "theme/site.css": ""}
    root = make_publication(files=files)
    errors = [("bad-template", "content/pages/team.md", 3), ("bad-template", "theme/templates/tag.html", 2)]

    assert [(one.rule, one.file, one.line) for one in build(root, tmp_path / "site").findings] == errors
    assert [(one.rule, one.file, one.line) for one in check(root).findings] == [
        *errors,
        ("unused-theme-file", "theme/site.css", 1),
    ]
    (root / "theme/templates/tag.html").unlink()
    (root / "content/pages/team.md").write_text(page.replace("tem.", "team."))
    (root / "theme/templates/team.html").write_text(
        "{% extends 'page.html' %}{% block main %}<h1>{{ page.title }}</h1>{{ body }}{% endblock %}"
    )
    assert build(root, tmp_path / "site").written
    assert "<h1>Team</h1><p>We write.</p>" in (tmp_path / "site/team/index.html").read_text()
