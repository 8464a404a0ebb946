"""The site is shown as it is being worked on: built now, after each change, and with the errors of the last build."""

from contextlib import closing
from pathlib import Path

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from serving import Serving

from dateline.core import layout
from dateline.core.errors import DatelineError, UsageError
from dateline.flows import serve as served
from dateline.flows.build import build
from dateline.flows.serve import SHOWN, serve
from dateline.flows.start import start
from dateline.flows.stories.asked import Built

SITE = "content/site.yaml"
VERSION = "stories/tidal-barrier/v001.yaml"
TITLE = "The Saltmere Record"


@pytest.fixture
def root(tmp_path):
    start(tmp_path / "example", example=True)
    return (tmp_path / "example").resolve()


@pytest.fixture
def serving(root):
    with closing(Serving(root)) as running:
        yield running


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_site_is_the_one_that_build_makes(serving, root):
    """The files of the site are those of `dateline build`, byte for byte; build/ is not touched."""
    assert [path.name for path in (root / "build").iterdir()] == [".gitignore"]
    build(root, root.parent / "site")

    assert isinstance(serving.first, Built)
    assert files(root / layout.PREVIEW) == files(root.parent / "site")
    assert TITLE in serving.read()


@pytest.mark.parametrize(
    ("file", "old", "page"),
    [(SITE, TITLE, ""), ("content/pages/about.md", "Saltmere does not exist", "about/"), (VERSION, "waits for a bearing", "")],
)
def test_a_change_is_on_the_page_at_once(serving, file, old, page):
    """A change of the settings, a page or a version is on the site after the next build, and open pages reload."""
    before = serving.told()

    serving.edit(file, old, "The gate is open")

    assert "The gate is open" in serving.read(page)
    assert serving.told()["mark"] != before["mark"]


def test_a_change_that_nobody_sees_reloads_no_page(serving, root):
    """If a build changes nothing on the site, open pages stay as they are."""
    before = serving.told()

    serving.write(SITE, (root / SITE).read_text(encoding="utf-8") + "# a comment\n")

    assert serving.told() == before


def test_a_file_that_is_added_or_removed_reloads_pages(serving, root):
    """If a file is added to the site or removed from it, open pages reload, even if no other file changes."""
    for folder in ("static", "templates"):
        (root / "theme" / folder).mkdir(parents=True)
    serving.write("theme/templates/any.html", "{{ asset(page.slug) }}")  # so each file may be in use
    serving.write("theme/static/notes.txt", "A file that no page shows.")
    before = serving.told()
    (added,) = (root / layout.PREVIEW).glob("static/notes.*.txt")

    serving.remove("theme/static/notes.txt")

    assert not added.exists()
    assert serving.told()["mark"] != before["mark"]


def test_errors_leave_the_last_good_site(serving):
    """A version with errors changes nothing on the site. Until it is corrected, pages show the file, the line and the message."""
    good, before = serving.read(), serving.told()

    found = serving.edit(VERSION, "[@closing-test", "[@nobody-said-so", times=2)

    assert isinstance(found, Built)
    assert found.written is None
    assert serving.read() == good
    assert serving.told()["mark"] == before["mark"]
    errors = serving.told()["errors"]
    assert errors
    assert all(one.startswith(f"{VERSION}:") for one in errors)

    serving.edit(VERSION, "[@nobody-said-so", "[@closing-test", times=2)
    assert serving.told() == before


def test_many_errors_are_counted(serving, root):
    """A page shows the first errors and the number of the others."""
    for number in range(SHOWN + 4):
        (root / f"stories/tidal-barrier/note-{number}.txt").touch()
    serving.write("stories/tidal-barrier/note.txt", "")

    *shown, last = serving.told()["errors"]

    assert len(shown) == SHOWN
    assert last == "… and 5 more: see the terminal"


def test_settings_that_cannot_be_read_stop_nothing(serving):
    """If the settings are broken, the last good site stays, pages show the error and the hint, and the next build works."""
    found = serving.edit(SITE, "title: ", "titel: ")

    assert isinstance(found, DatelineError)
    assert serving.told()["errors"] == [str(found), found.hint]
    assert TITLE in serving.read()

    assert isinstance(serving.edit(SITE, "titel: ", "title: "), Built)
    assert serving.told()["errors"] == []


def test_a_theme_that_is_added_is_used(serving, root):
    """A theme may be added while the site is shown; a mistake in a template is an error like any other."""
    (root / "theme/templates").mkdir(parents=True)
    serving.write("theme/templates/404.html", "Our own 404")
    assert "Our own 404" in serving.read("404.html")

    found = serving.write("theme/templates/404.html", "{% if %}")
    assert isinstance(found, Built)
    assert [(one.rule, one.file, one.line) for one in found.findings] == [("bad-template", "theme/templates/404.html", 1)]
    assert serving.told()["errors"][0].startswith("theme/templates/404.html:1: ")


def test_drafts_are_shown_if_asked_for(root):
    """With drafts, the preview has their pages."""
    (root / "content/pages/imprint.md").write_text("---\ntitle: Imprint\ndraft: true\n---\nWho we are.\n")
    for drafts in (True, False):
        with closing(serve(root, 0, drafts=drafts)) as shown:
            next(shown)

        assert (root / layout.PREVIEW / "imprint/index.html").exists() == drafts


def test_a_publication_with_errors_is_served_once_it_is_right(root):
    """If the first build finds errors, there is a page that shows them, and the site once they are corrected."""
    text = (root / SITE).read_text(encoding="utf-8")
    (root / SITE).write_text("title: [", encoding="utf-8")
    with closing(Serving(root)) as serving:
        assert isinstance(serving.first, DatelineError)
        assert serving.told()["errors"]

        serving.write(SITE, text)
        assert TITLE in serving.read()


def test_warnings_are_shown_after_the_site(serving):
    """The site is as it was written, pages say what is doubtful in it, and stop saying it when it is settled."""
    built = serving.edit(VERSION, "what: |\n", "what: |\n  The barrier cost 987 million euros.\n")

    assert isinstance(built, Built)
    assert built.written
    assert "987" in serving.read("stories/tidal-barrier/v1/")
    assert {one.level for one in serving.warnings} == {"warning"}
    assert serving.told()["warnings"] == [f"{one.file}:{one.line}: {one.message}" for one in serving.warnings]
    assert serving.told()["errors"] == []

    serving.edit(VERSION, "  The barrier cost 987 million euros.\n", "")
    assert serving.told()["warnings"] == []


def test_a_check_that_cannot_read_a_file_says_nothing(serving, monkeypatch):
    """If a file is taken away between the build and the check, the next build says what is wrong, and nothing ends."""

    def taken_away(_root):
        raise UsageError("is missing", hint="Put it back.")

    monkeypatch.setattr(served, "check", taken_away)

    assert isinstance(serving.edit(SITE, TITLE, "The Record"), Built)
    assert (serving.warnings, serving.told()["warnings"]) == ((), [])


@pytest.mark.parametrize("name", ["stories", "content", "stories/grey-holm-ferry", ".dateline/preview"])
def test_a_folder_may_go_and_come_back(serving, root, name):
    """A folder that is taken away ends nothing; when it is back, the site is, too."""
    before = serving.read().rpartition("<script")[0]
    (root / name).rename(root / "away")
    if name != ".dateline/preview":
        serving.built()
        (root / "away").rename(root / name)
        serving.built()
    else:
        serving.edit(SITE, "The desk", "The editors")
        before = before.replace("The desk", "The editors")

    assert serving.read().rpartition("<script")[0] == before


@pytest.mark.parametrize("text", ["{{ nothing.here }}", "{{ 1 / 0 }}", "{% include 'nowhere.html' %}"])
def test_a_template_that_fails_ends_nothing(serving, root, text):
    """A template that only fails when it is filled in is an error with its file, and the site stays as it was."""
    before = serving.read("404.html")
    (root / "theme/templates").mkdir(parents=True)

    serving.write("theme/templates/404.html", text)
    assert serving.told()["errors"][0].startswith("theme/templates/404.html:1: ")
    assert serving.read("404.html") == before

    serving.remove("theme/templates/404.html")
    assert serving.told()["errors"] == []


def test_templates_are_compiled_once(serving, root, monkeypatch):
    """A build compiles only the templates that changed since this process began: a story is shown at once in any theme."""
    compiled: list[str] = []
    usual = ImmutableSandboxedEnvironment.compile

    def compile_(self, source, name=None, *more, **named):
        compiled.append(name)
        return usual(self, source, name, *more, **named)

    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", compile_)
    (root / "theme/templates").mkdir(parents=True)
    serving.write("theme/templates/404.html", f"Our own 404, {root.name}")
    assert "404.html" in compiled
    serving.edit(SITE, TITLE, "The Record")
    compiled.clear()

    serving.edit(SITE, "The Record", TITLE)
    assert compiled == []
    serving.write("theme/templates/404.html", "Another 404")
    assert compiled == ["404.html"]
    assert "Another 404" in serving.read("404.html")
