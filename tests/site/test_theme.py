"""A publication's file takes the place of the built-in one of that name, and a wrong one is told with its place."""

import pickle
from pathlib import Path

import pytest
import sample

from dateline.errors import StoreError, UsageError
from dateline.site import load_theme, plan_pages
from dateline.site.theme import Theme


def own(folder: Path, name: str, text: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)
    return folder


def home(theme: Theme) -> str:
    pages = {one.path: one for one in plan_pages(sample.publication(), theme)}
    return pages["index.html"].render().decode()


def test_a_file_of_the_same_name_takes_the_built_in_ones_place(tmp_path):
    theme = load_theme(own(tmp_path, "templates/home.html", "<p>{{ config.title }}</p>"))

    assert home(theme) == "<p>The Harbour Record</p>"


def test_another_theme_has_another_fingerprint(tmp_path):
    assert load_theme(own(tmp_path, "static/site.css", "a{}")).fingerprint != load_theme().fingerprint


def test_a_folder_that_is_not_there_changes_nothing(tmp_path):
    assert load_theme(tmp_path / "theme").fingerprint == load_theme().fingerprint


def test_a_static_files_name_changes_with_its_bytes(tmp_path):
    built_in, replaced = load_theme(), load_theme(own(tmp_path, "static/site.css", "a{}"))

    assert built_in.asset("site.css") != replaced.asset("site.css")
    assert replaced.static[replaced.asset("site.css")] == b"a{}"


def test_the_sheet_and_the_script_stay_small():
    sizes = {name.split(".")[-1]: len(data) for name, data in load_theme().static.items()}

    assert sizes["css"] < 20_000
    assert sizes["js"] < 12_000


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
    with pytest.raises(UsageError) as caught:
        home(load_theme(own(tmp_path, "templates/home.html", text)))

    assert caught.value.where == where


def test_a_symbolic_link_is_refused(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static/site.css").symlink_to("/etc/hostname")

    with pytest.raises(StoreError, match=r"theme/static/site\.css: is a symbolic link"):
        load_theme(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        load_theme(own(tmp_path, "static/site.css", "a{}"))


def test_a_theme_travels_to_another_process():
    theme = load_theme()
    theme.render("robots.txt", absolute=str)  # what it makes of its templates stays here
    again = pickle.loads(pickle.dumps(theme))

    assert again.fingerprint == theme.fingerprint
