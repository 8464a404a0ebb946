"""The options of `dateline build`: what they print, and what they do."""

import json
import shutil
from pathlib import Path

import pytest
from three_stories import (
    add,
    add_version,
    change_noted,
    contents,
    set_config,
    set_story,
    withdraw_version,
    write,
    write_publication,
)

from dateline.cli import main


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    write_publication(tmp_path / "publication")
    return tmp_path / "publication"


@pytest.fixture
def build(publication, capsys):
    """Builds it with some options: what is printed."""

    def run(*options: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(publication), "build", *options])
        assert ended.value.code == code
        return str(capsys.readouterr().out)

    return run


@pytest.mark.parametrize("address", ["/", "/index.html", "index.html", "", "voices", "/voices/", "voices/index.html", "/voices"])
def test_a_page_is_named_by_its_address_or_its_file(build, address):
    """With and without a slash at either end, and with the name of the file, the page is found."""
    said = build("--explain", address)

    if address:
        file = "voices/index.html" if "voices" in address else "index.html"
        assert said.startswith(f"{file}: rendered: no results of an earlier build were used")
    else:
        assert "rendered:" not in said


@pytest.mark.parametrize(
    "address", ["/stories/barrier/v1.json", "stories/old-barrier/", "/static/site.css", "../index.html", "//"]
)
def test_any_file_can_be_asked_about(build, address):
    """Data, redirects and files that do not exist are answered about too."""
    said = build("--explain", address).splitlines()[0]

    if "css" in address or ".." in address:
        assert said.endswith("the site has no such file")
    else:
        assert ": rendered: " in said


def nothing(root):
    pass


def another_story(root):
    add_version(root, "ferry")


def its_own_words(root):
    write(root, "content/pages/about.md", "---\ntitle: About\n---\nWho we were.\n")


def the_page_by_hand(root):
    (root / "build/about/index.html").write_text("mine")


def the_page_deleted(root):
    (root / "build/about/index.html").unlink()


def the_site_title(root):
    set_config(root, title="The Quay Record")


def many_files(root):
    for number in range(10):
        write(root, f"content/inbox/{number}.txt", "")
    add(root, "content/pages/about.md", "More.\n")
    (root / "content/inbox/.gitkeep").unlink()


@pytest.mark.parametrize(
    ("act", "page", "why"),
    [
        (nothing, "about/", "about/index.html: not rendered: no file has changed since the last build"),
        (
            another_story,
            "about/",
            "about/index.html: not rendered: what it shows has not changed (new: stories/ferry/v004.yaml)",
        ),
        (its_own_words, "about/", "about/index.html: rendered: what it shows has changed (changed: content/pages/about.md)"),
        (another_story, "stories/ferry/v4/", "stories/ferry/v4/index.html: rendered: it is new (new: stories/ferry/v004.yaml)"),
        (the_page_by_hand, "about/", "about/index.html: rendered: the file in the site's folder was missing or had been changed"),
        (the_page_deleted, "about/", "about/index.html: rendered: the file in the site's folder was missing or had been changed"),
        (
            the_site_title,
            "robots.txt",
            "robots.txt: rendered: what it shows has changed (changed: content/site.yaml); its bytes are the same as before",
        ),
        (
            many_files,
            "about/",
            "about/index.html: rendered: what it shows has changed (removed: content/inbox/.gitkeep, "
            + "".join(f"new: content/inbox/{number}.txt, " for number in range(7))
            + "and 4 more)",
        ),
        (nothing, "nowhere/", "nowhere/index.html: the site has no such file"),
    ],
)
def test_each_reason_is_told(publication, build, act, page, why):
    """The first line says whether a page was rendered and why, with the files that changed."""
    build()
    act(publication)

    assert build("--explain", page).splitlines()[0] == why


def test_results_of_another_dateline_are_no_reason_to_call_a_page_new(publication, build):
    """If Dateline itself changed, all pages are rendered, and the reason names its file."""
    build()
    change_noted(publication, "package:dateline/flows/build.py", "another")

    assert build("--explain", "about").splitlines()[0] == (
        "about/index.html: rendered: no results of an earlier build were used (changed: package:dateline/flows/build.py); "
        "its bytes are the same as before"
    )


def test_no_cache_renders_all_pages_again(publication, build):
    """Without the cache, no page is taken over from an earlier build; the next build uses the new results."""
    build()
    page = publication / "build/about/index.html"
    before = page.read_bytes()
    told = json.loads(build("--no-cache", "--format", "json"))

    assert (told["rendered"], told["written"], told["unchanged"]) == (told["pages"], 0, told["pages"])
    assert page.read_bytes() == before
    assert "no results of an earlier build were used" in build("--no-cache", "--explain", "about")
    assert "no file has changed" in build("--explain", "about")


def test_the_counts_are_those_of_the_files(publication, build):
    """As JSON, a build says how many files the site has, and how many were rendered, written, left alone and removed."""
    first = json.loads(build("--format", "json"))
    site = contents(publication / "build")
    add_version(publication, "ferry")
    withdraw_version(publication, "ferry", 1)
    shutil.rmtree(publication / "stories/tunnel")
    second = json.loads(build("--format", "json"))
    after = contents(publication / "build")

    assert first["seconds"] >= 0
    assert (first["pages"], first["rendered"], first["written"], first["bytes"]) == (
        len(site),
        len(site),
        len(site),
        sum(map(len, site.values())),
    )
    assert (first["stories"], first["versions"], second["stories"], second["versions"]) == (3, 8, 2, 6)
    changed = {path for path, data in after.items() if site.get(path) != data}
    assert (second["pages"], second["written"], second["unchanged"]) == (len(after), len(changed), len(after) - len(changed))
    assert (second["removed"], second["bytes"]) == (len(site.keys() - after), sum(map(len, after.values())))
    assert second["written"] <= second["rendered"] < second["pages"]


def test_two_processes_make_the_same_site(publication, build, tmp_path):
    """With two processes the site and the counts are those of one, also after an edit."""
    build("--jobs", "2")
    add_version(publication, "ferry")
    two = json.loads(build("--jobs", "2", "--format", "json"))
    one = json.loads(build("--jobs", "1", "--no-cache", "--out", str(tmp_path / "one"), "--format", "json"))

    assert two["rendered"] < one["rendered"]
    assert contents(publication / "build") == contents(tmp_path / "one")


def test_an_error_is_told_and_nothing_is_written(publication, build):
    """With an error, the exit code is 1 and all counts of files are 0."""
    write(publication, "stories/ferry/v002.yaml", "format: 1\n")
    told = json.loads(build("--format", "json", code=1))

    assert (told["pages"], told["written"], told["stories"]) == (0, 0, 3)
    assert not (publication / "build").exists()
    assert "nothing was written" in build(code=1)


def test_a_site_near_the_limit_is_said(publication, monkeypatch, capsys):
    """If the site has half of what GitHub Pages publishes, the command warns on standard error and ends as ever."""
    monkeypatch.setattr("dateline.report.build.MOST_BYTES", 1000)
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(publication), "build"])

    assert ended.value.code == 0
    assert "GitHub Pages publishes at most 1 GB\nhint: Split the publication" in capsys.readouterr().err


@pytest.mark.parametrize("is_installed", [False, True])
def test_a_site_that_is_large_for_its_search_is_said(publication, monkeypatch, capsys, is_installed):
    """If Pagefind is missing, each build of a large site says so in one line, also one that has nothing to do."""
    monkeypatch.setattr("dateline.site.searchable.MOST", 1)
    monkeypatch.setattr("dateline.site.engine.installed", lambda: "1" if is_installed else "")
    told = []
    for _ in range(2):
        with pytest.raises(SystemExit):
            main(["-C", str(publication), "build"])
        told.append([line for line in capsys.readouterr().err.splitlines() if "search" in line])

    assert told[0] == told[1]
    assert len(told[0]) == (0 if is_installed else 1)
    assert is_installed or 'texts into the reader\'s browser; `pip install "dateline[search]"` makes' in told[0][0]
    assert (publication / "build/search/pagefind/pagefind.js").exists() == is_installed


def test_a_title_without_a_card_is_said(publication, capsys):
    """Each build names the pages that have none, and what to do, in one note; the data for programs list them."""
    add_version(publication, "ferry", title="Паром")
    told = []
    for options in ([], [], ["--format", "json"]):
        with pytest.raises(SystemExit):
            main(["-C", str(publication), "build", *options])
        told.append(capsys.readouterr())

    first, second, data = told
    said = [line for line in first.err.splitlines() if "card" in line]
    assert said == [line for line in second.err.splitlines() if "card" in line]
    assert said[0].startswith("note: no share card of /stories/ferry/: the font lacks letters")
    assert said[1].startswith("hint: Name a font that has them, as `cards: {font:")
    assert json.loads(data.out)["pages_without_card"] == ["stories/ferry/"]


def test_without_pillow_a_build_says_nothing_of_cards(publication, monkeypatch, capsys):
    """The extra was not asked for; `doctor` tells of it."""
    monkeypatch.setattr("dateline.site.share_card.installed", lambda: False)
    add_version(publication, "ferry", title="Паром")
    with pytest.raises(SystemExit):
        main(["-C", str(publication), "build"])

    assert "card" not in capsys.readouterr().err
    assert not [*(publication / "build").rglob("card.png")]


def test_drafts_are_built_if_asked_for(build, publication):
    """With --drafts the draft of a story has pages; without, the command names what it left out."""
    set_story(publication, "ferry", draft=True)
    (publication / "content/signals/water.md").unlink()  # it cites the story

    said = build()
    assert "1 draft left out: the story ferry\n" in said
    assert f"to see it: dateline -C {publication} build --drafts\n" in said
    assert not (publication / "build/stories/ferry").exists()
    assert "left out" not in build("--drafts")
    assert (publication / "build/stories/ferry/index.html").is_file()
    assert json.loads(build("--format", "json"))["drafts_left_out"] == 1
    assert "new: --drafts" in build("--drafts", "--explain", "/")
