"""If you follow the page on themes word for word, the site looks as it says; the page names every property and block."""

import re
from pathlib import Path

from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.site.theme import load_theme
from dateline.site.theme_parts import built_in, built_in_files

PAGE = (Path(__file__).parents[2] / "docs/theming.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()]


def named(column: str) -> set[str]:
    """What is in the first column of the table below a head."""
    table = re.search(rf"^\| {re.escape(column)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert table
    return {name for row in table[1].splitlines() for name in re.findall(r"`([\w-]+)`", row.split("|")[1])}


def test_the_steps_make_the_site_that_they_say(tmp_path):
    """The colours, the foot, a kind of page, a picture: all are on the site, and nothing is left to be found."""
    root, out = tmp_path / "record", tmp_path / "site"
    start(root, example=True)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    assert [one for one in check(root).findings if not one.story] == []
    assert build(root, out).written
    (sheet,) = (out / "static").glob("site.*.css")
    css, team, home = sheet.read_text(), (out / "team/index.html").read_text(), (out / "index.html").read_text()
    assert "--accent:light-dark(#00695c,#63c7b6)" in css
    assert css.index("--accent:light-dark(#00695c") > css.index("--accent:light-dark(#a8321a")
    assert css.endswith(".team .markdown{columns:2 18rem}")
    assert FILES["theme/style/own.css"].count("\n") == 10
    for page in (home, team):
        assert "is published by the harbour office of Exampleton." in page
        assert "Nothing about you leaves this browser." in page
    assert '<article class="sheet team">\n<h1>Who we are</h1>' in team
    img = '<img src="../images/quay.svg" alt="The quay at high water" width="320" height="120" loading="lazy" />'
    assert f"<figure>{img}<figcaption>The quay, seen from the office</figcaption></figure>" in team
    assert '<h2 id="h-the-desk">The desk</h2>' in team
    assert (out / "images/quay.svg").read_text() == FILES["content/images/quay.svg"]


def test_what_is_copied_changes_nothing(tmp_path, dateline):
    """The commands work as they are printed, and the site is made from the copies as it was before."""
    start(tmp_path, example=True)
    for command in COMMANDS:
        assert dateline("-C", tmp_path, *command.split()[1:])[0] == 0

    files = {path.relative_to(tmp_path).as_posix() for path in (tmp_path / "theme").rglob("*") if path.is_file()}
    assert files == {"theme/templates/brief.html", "theme/style/front.css"}
    assert [one for one in check(tmp_path).findings if not one.story] == []
    assert load_theme(tmp_path / "theme").static == load_theme().static


def test_the_page_names_every_property_and_block():
    """A new property of the style, or a new block of the frame of all pages, has to be explained, and a new file listed."""
    root = re.search(r":root \{(.*?)^\}", (built_in() / "style/base.css").read_text(), re.MULTILINE | re.DOTALL)
    assert root
    assert named("property") == set(re.findall(r"^  (--\w+):", root[1], re.MULTILINE))
    blocks = re.findall(r"\{% block (\w+)", (built_in() / "templates/base.html").read_text())
    assert named("block of `base.html`") == set(blocks)
    listed = re.findall(r"^- `theme/(\w+)/`:\n((?:  .*\n)+)", PAGE, re.MULTILINE)
    assert [f"{folder}/{name}" for folder, names in listed for name in re.findall(r"`(.+?)`", names)] == sorted(
        built_in_files(), key=lambda name: [folder for folder, _ in listed].index(name.partition("/")[0])
    )
    assert {name for name in FILES if name.startswith("theme/")} & {f"theme/{name}" for name in built_in_files()} == {
        "theme/templates/base.html"
    }
