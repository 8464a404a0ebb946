"""A publication's file replaces the built-in one of the same name, and an error in it is reported with its place."""

import pickle
from pathlib import Path

import pytest
import sample
from analysed import plan_pages

from dateline.core.errors import StoreError, UsageError
from dateline.site import load_theme
from dateline.site.theme import Theme, built_in


def own(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder


def home(theme: Theme) -> str:
    pages = {one.path: one for one in plan_pages(sample.publication(), theme)}
    return pages["index.html"].render().decode()


def test_a_file_of_the_same_name_takes_the_built_in_ones_place(tmp_path):
    """A publication's own template for the front page is used instead of the built-in one."""
    theme = load_theme(own(tmp_path, "templates/home.html", "<p>{{ config.title }}</p>"))

    assert home(theme) == "<p>The Harbour Record</p>"


def test_another_theme_has_another_fingerprint(tmp_path):
    """Replacing a file of the theme changes its fingerprint, so that pages are rendered again."""
    assert load_theme(own(tmp_path, "static/site.css", "a{}")).fingerprint != load_theme().fingerprint


def test_a_folder_that_is_not_there_changes_nothing(tmp_path):
    """A publication without a theme folder looks the same as without a theme."""
    assert load_theme(tmp_path / "theme").fingerprint == load_theme().fingerprint


def test_a_static_files_name_changes_with_its_bytes(tmp_path):
    """A changed style sheet has another address, at which it is served."""
    built_in, replaced = load_theme(), load_theme(own(tmp_path, "static/site.css", "a{}"))

    assert built_in.asset("site.css") != replaced.asset("site.css")
    assert replaced.static[replaced.asset("site.css")] == b"a{}"


def test_the_sheet_and_the_script_stay_small():
    """The style sheet is under 20 kB and the script under 16 kB."""
    sizes = {name.split(".")[-1]: len(data) for name, data in load_theme().static.items()}

    assert sizes["css"] < 20_000
    assert sizes["js"] < 16_000


def script(own: Path | None = None) -> str:
    theme = load_theme(own)
    return theme.static[theme.asset("site.js")].decode()


def test_all_scripts_are_one_file():
    """The files of theme/script are served as one file, which shares no names with the page, and in no other way."""
    files = [path.read_text() for path in (built_in() / "script").glob("*.js")]

    assert len(files) > 10
    assert all(text in script() for text in files)
    assert script().splitlines()[1:3] == ["(() => {", '"use strict";']
    assert script().endswith("\n})();\n")
    assert [address for address in load_theme().static if address.endswith(".js")] == [load_theme().asset("site.js")]


def test_a_publication_may_replace_and_add_a_script(tmp_path):
    """A script with a built-in name replaces that script, another script is added, and other files are ignored."""
    for name in ("keys.js", "more.js", "more.js~"):
        own(tmp_path, f"script/{name}", f"function ours() {{}} // {name} is ours")

    assert "// keys.js is ours" in script(tmp_path)
    assert "// more.js is ours\n" in script(tmp_path)
    assert "more.js~" not in script(tmp_path)
    assert "function listenForKeys" not in script(tmp_path)
    assert "function showCards" in script(tmp_path)


def test_a_publications_own_site_js_replaces_all_scripts(tmp_path):
    """If a publication has a static/site.js, it is served unchanged."""
    own(tmp_path, "script/more.js", "more()")

    assert script(own(tmp_path, "static/site.js", "alert()")) == "alert()"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("\n{% if %}", "theme/templates/home.html:2"),
        ("{{ nothing.there }}", "theme/templates/home.html"),
        ("{{ ''.__class__.mro() }}", "theme/templates/home.html"),
        ("{{ asset('gone.css') }}", "theme"),
        ("{% include 'gone.html' %}", "theme/templates/home.html"),
    ],
)
def test_a_wrong_template_is_told_with_its_place(tmp_path, text, where):
    """An error in a publication's template is a usage error, and names the file, and the line if it is known."""
    with pytest.raises(UsageError) as caught:
        home(load_theme(own(tmp_path, "templates/home.html", text)))

    assert caught.value.where == where


def test_a_symbolic_link_is_refused(tmp_path):
    """A link in the theme folder is an error that names it, and its target is not published."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/site.css").symlink_to("/etc/hostname")

    with pytest.raises(StoreError, match=r"theme/static/site\.css: is a symbolic link"):
        load_theme(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    """If the system denies access to a theme file, the error has the system's own words."""

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        load_theme(own(tmp_path, "static/site.css", "a{}"))


def test_a_theme_travels_to_another_process():
    """A theme that has already rendered can still be pickled, and is the same afterwards."""
    theme = load_theme()
    theme.render("robots.txt", absolute=str)  # what it makes of its templates stays here
    again = pickle.loads(pickle.dumps(theme))

    assert again.fingerprint == theme.fingerprint


def test_a_publications_own_template_stays_fenced_in(tmp_path):
    """A publication's template cannot reach Python's internals, in another process either."""
    theme = load_theme(own(tmp_path, "templates/robots.txt", "{{ ''.__class__.mro() }}"))

    with pytest.raises(UsageError, match="unsafe"):
        pickle.loads(pickle.dumps(theme)).render("robots.txt")


def test_our_own_templates_are_not_slowed_down(tmp_path):
    """If every template is built in, there is no sandbox, in another process either."""
    theme = load_theme(own(tmp_path, "static/site.css", "a{}"))

    assert not theme.environment.sandboxed
    assert not pickle.loads(pickle.dumps(theme)).environment.sandboxed
