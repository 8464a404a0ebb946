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

    unpublished = ", so it is not published" if name.startswith("static/") else ""
    assert (rule, file, line, said) == ("unused-theme-file", f"theme/{name}", 1, f"no page uses this file{unpublished}")
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


CIRCLE = "the templates go round in a circle: "


@pytest.mark.parametrize(
    ("files", "place", "said", "hint"),
    [
        ({"home.html": "\n{% extends 'home.html' %}"}, ("home", 2), "home.html → home.html", "If Dateline's own is meant, name "),
        (
            {"home.html": "{% include 'a.html' %}", "a.html": "a{% block b %}{% include 'a.html' %}{% endblock %}"},
            *(("a", 1), "a.html → a.html", "One of them must not name the next."),
        ),
        (
            {
                "b.html": "{% include 'home.html' %}",
                "home.html": "b\n{% include ['no.html', 'c.html'] %}",
                "c.html": "{% import 'b.html' as b %}",
            },
            *(("b", 1), "b.html → home.html → c.html → b.html", "One of them"),
        ),
        ({"base.html": "{% extends 'dateline/home.html' %}"}, ("base", 1), "base.html → dateline/home.html → base.html", "If"),
    ],
)
def test_templates_that_go_round_in_a_circle_are_a_problem(tmp_path, files, place, said, hint):
    """They could never be filled in; each circle is told once, with the line that leads into it."""
    ((rule, file, line, told, todo),) = found(tmp_path / "theme", {f"templates/{name}": text for name, text in files.items()})

    assert (rule, file, line, told) == ("bad-template", f"theme/templates/{place[0]}.html", place[1], CIRCLE + said)
    assert todo.startswith(hint)


@pytest.mark.parametrize(
    "files",
    [
        {"home.html": "{% if site.is_draft %}{% include 'home.html' %}{% endif %}"},
        {"home.html": "{% for one in [] %}{% include 'home.html' %}{% endfor %}{% include config.title %}"},
        {"home.html": "{% macro a() %}{% include 'home.html' %}{% endmacro %}{% include 'gone.html' ignore missing %}"},
        {"base.html": "{% extends 'dateline/base.html' %}", "home.html": "{% extends 'dateline/home.html' %}"},
        {"home.html": "{% include 'a.html' %}{% include 'b.html' %}", "a.html": "{% include 'b.html' %}", "b.html": "b"},
    ],
)
def test_a_way_that_ends_is_no_circle(tmp_path, files):
    """A template may name itself where a condition ends it, and the built-in one that it replaces."""
    assert found(tmp_path / "theme", {f"templates/{name}": text for name, text in files.items()}) == []


def test_a_mistake_in_a_circle_is_told_alone(tmp_path):
    """What cannot be read leads nowhere."""
    both = {"templates/home.html": "{% include 'a.html' %}", "templates/a.html": "{% include 'home.html' %}{% if %}"}
    assert [one[1] for one in found(tmp_path / "theme", both)] == ["theme/templates/a.html"]


@pytest.mark.parametrize("text", ["", " \n", "{# to be written\n#}\n"])
def test_an_empty_template_is_a_problem(tmp_path, text):
    """Its page would be empty: that of a built-in name, of a page, or one that another extends; a part may be empty."""
    home = "{% include 'a.html' %}{% import 'd.html' as d %}"
    names = dict.fromkeys(("tag.html", "team.html", "b.html", "a.html", "d.html"), text)
    files = names | {"home.html": home, "c.html": "{% extends 'b.html' %}"}
    pages = (TEAM, Page("c", "C", "C.", template="c.html"))
    told = found(tmp_path / "theme", {f"templates/{name}": one for name, one in files.items()}, *pages)

    assert [one[1] for one in told if one[0] == "bad-template"] == [f"theme/templates/{one}.html" for one in ("b", "tag", "team")]
    assert told[0][3] == "the template is empty, and so would be its page"


def test_what_is_loaded_from_elsewhere_is_a_problem(tmp_path):
    """In styles and drawings, with the line; no host learns who reads a page."""
    files = {
        "style/own.css": "/* a\n*/ @import 'https://spy.example/a.css';",
        "static/changes.css": "a { src: url(//spy.example/b) }",
        "static/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg">\n<image href="https://spy.example/c"/></svg>',
    }
    told = [one[:4] for one in found(tmp_path / "theme", files)]

    assert told == [
        ("bad-template", f"theme/{name}", line, f"loads {address}: that host would learn who reads the page")
        for name, line, address in (
            ("static/changes.css", 1, "//spy.example/b"),
            ("static/mark.svg", 2, "https://spy.example/c"),
            ("style/own.css", 2, "https://spy.example/a.css"),
        )
    ]


def test_a_link_stops_nothing_beside_it(make_publication, tmp_path):
    """Links in the folder are findings of check and of build, and are not read."""
    root = make_publication(files={"theme/templates/tag.html": "\n{% if %}"})
    (root / "theme/static").mkdir()
    (root / "theme/static/out.png").symlink_to(tmp_path / "gone.png")
    (root / "theme/style").symlink_to(tmp_path)

    links = [("unknown-file", "theme/static/out.png"), ("unknown-file", "theme/style")]
    expected = [("bad-template", "theme/templates/tag.html"), *links]
    assert sorted((one.rule, one.file) for one in check(root).findings) == expected
    assert sorted((one.rule, one.file) for one in build(root, tmp_path / "site").findings) == expected


@pytest.mark.parametrize("place", ["elsewhere", "gone", "content"])
def test_a_folder_that_leads_out_is_refused(make_publication, tmp_path, place):
    """As is one that leads nowhere; within the publication it may be a link."""
    root = make_publication()
    (tmp_path / "elsewhere/templates").mkdir(parents=True)
    (tmp_path / "elsewhere/templates/home.html").write_text("{% if %}")
    (root / "theme").symlink_to(root / "content" if place == "content" else tmp_path / place)
    told = [(one.rule, one.file, one.message) for one in build(root, tmp_path / "site").findings]

    said = "a symbolic link that leads out of the publication, or nowhere"
    assert told == ([] if place == "content" else [("unknown-file", "theme", said)])
    assert [(one.rule, one.file, one.message) for one in check(root).findings if one.rule == "unknown-file"] == told


def test_a_static_file_that_is_not_used_is_not_published(make_publication, tmp_path):
    """What templates and styles name is, and so is each if a template makes a name when it is filled in."""
    home = "{% extends 'dateline/home.html' %}{% block foot %}{{ asset('named.txt') }}{% endblock %}"
    files = {f"theme/static/{name}": "a" for name in ("notes.txt", "named.txt", "own.woff2")}
    root = make_publication(files=files | {"theme/style/own.css": "a { src: url(own.woff2) }", "theme/templates/home.html": home})

    def published() -> set[str]:
        assert build(root, tmp_path / "site").written
        return {path.name.partition(".")[0] for path in (tmp_path / "site/static").iterdir()}

    assert {"notes", "named", "own"} & published() == {"named", "own"}
    for text in ("{{ asset('no' ~ 'tes.txt') }}", "{% set a = asset %}{{ a('no' ~ 'tes.txt') }}"):
        (root / "theme/templates/home.html").write_text(home.replace("{{ asset('named.txt') }}", text))
        assert "notes" in published()


def test_a_file_that_is_no_text_is_a_problem_too(tmp_path):
    """A template in another encoding is named like any other mistake."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/tag.html").write_bytes(b"\xfc")

    assert found(tmp_path, {})[0][:2] == ("bad-template", "theme/templates/tag.html")


@pytest.mark.parametrize(("files", "hint"), [({"templates/teams.html": "We"}, "Did you mean teams.html?"), ({}, "Write it")])
def test_a_page_names_a_template_of_the_publication(tmp_path, files, hint):
    """One that does not exist is a problem of the page; a built-in one cannot be named, because it needs what a page has not."""
    folder = tmp_path / "theme"

    rule, file, line, said, told = found(folder, files, TEAM)[0]
    assert (rule, file, line, said) == ("bad-template", "content/pages/team.md", 0, "there is no theme/templates/team.html")
    assert told.startswith(hint)
    assert "there is no theme/templates/brief.html" in found(folder, {}, Page("a", "A", "A.", template="brief.html"))[0][3]
    assert [one for one in found(folder, {"templates/team.html": "We"}, TEAM) if one[0] == "bad-template"] == []
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
