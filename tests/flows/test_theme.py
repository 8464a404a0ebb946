"""A file of the built-in theme is copied for somebody to change; nothing is ever overwritten."""

import pytest

from dateline.core.errors import UsageError
from dateline.flows.theme import copy_built_in
from dateline.site.theme_parts import built_in, built_in_files


@pytest.mark.parametrize("name", [*built_in_files()])
def test_every_file_can_be_copied(tmp_path, name):
    """By its whole name, as it is."""
    assert copy_built_in(tmp_path, name) == f"theme/{name}"
    assert (tmp_path / "theme" / name).read_bytes() == (built_in() / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("brief.html", "theme/templates/brief.html"),
        ("front.css", "theme/style/front.css"),
        ("keys.js", "theme/script/keys.js"),
        ("changes/start.js", "theme/script/changes/start.js"),
        ("mark.svg", "theme/static/mark.svg"),
    ],
)
def test_the_end_of_a_name_is_enough(tmp_path, name, file):
    """If one file alone ends like that."""
    assert copy_built_in(tmp_path, name) == file


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("breif.html", "the theme has no file breif.html", "Did you mean brief.html"),
        ("template/brief.html", "the theme has no file", "Did you mean templates/brief.html"),
        ("../pyproject.toml", "the theme has no file", "docs/theming.md"),
        ("start.js", "several files are named start.js", "script/changes/start.js"),
        ("site.css", "site.css is joined from style/*.css", "add one beside them"),
        ("static/search.js", "search.js is joined from script/page.js and script/search/*.js", "Copy one of these"),
    ],
)
def test_an_unclear_name_is_answered_with_what_there_is(tmp_path, name, said, hint):
    """Near names, the several that fit, or what a joined file is made of; nothing is written."""
    with pytest.raises(UsageError) as caught:
        copy_built_in(tmp_path, name)

    assert said in caught.value.what
    assert hint in caught.value.hint
    assert not (tmp_path / "theme").exists()


def test_a_copy_is_never_overwritten(tmp_path):
    """What somebody changed stays."""
    (tmp_path / copy_built_in(tmp_path, "brief.html")).write_text("ours")

    with pytest.raises(UsageError, match=r"theme/templates/brief\.html: exists already"):
        copy_built_in(tmp_path, "brief.html")
    assert (tmp_path / "theme/templates/brief.html").read_text() == "ours"


def test_nothing_is_written_outside_of_the_publication(tmp_path):
    """Not through a symbolic link either."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "publication").mkdir()
    (tmp_path / "publication/theme").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match="leads out"):
        copy_built_in(tmp_path / "publication", "brief.html")
    assert not [*(tmp_path / "elsewhere").iterdir()]
