"""How much is printed: --quiet, --verbose, and colours."""

import json
import re

import pytest
from terminals import on_a_terminal

from dateline.cli.main import dateline as top
from dateline.cli.main import main
from dateline.cli.options import print_json, say
from dateline.flows.start import start


@pytest.fixture
def example(tmp_path):
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


@pytest.mark.parametrize(
    "words",
    [
        "new gate --title Gate",
        "collect",
        "update",
        "fmt",
        "build",
        "theme copy brief.html",
        "close tidal-barrier",
        "approve tidal-barrier --by Ada",
        "update --dry-run --no-collect grey-holm-ferry",
    ],
)
def test_what_went_well_is_not_said_with_quiet(dateline, example, words):
    """With --quiet, a command that does something and succeeds prints nothing; without, it says what it did."""
    assert dateline("--quiet", "-C", example, *words.split())[:2] == (0, "")


@pytest.mark.parametrize("words", [*top.commands, "theme copy"])
@pytest.mark.parametrize("options", [("-q", "-v"), ("--verbose", "--quiet")], ids=" ".join)
def test_they_may_stand_after_any_command(dateline, words, options):
    """--quiet and --verbose are the same options after a command as before it, so that both are too much there, too."""
    before, after = options
    code, _, err = dateline(before, *words.split(), after)

    assert code == 2
    assert "two things" in err
    assert "See `dateline --help`" in err


def test_they_mean_the_same_after_a_command(dateline, example):
    """With --quiet after a command nothing is printed; with --verbose each step is."""
    assert dateline("-C", example, "collect", "--quiet")[:2] == (0, "")
    assert " s  Reading " in dateline("-C", example, "collect", "-v")[2]


def test_init_is_quiet(dateline, tmp_path):
    """A new publication is made without a word."""
    assert dateline("-q", "init", tmp_path / "record", "--cms", "sveltia") == (0, "", "")
    assert (tmp_path / "record/content/site.yaml").is_file()


def test_what_was_asked_for_is_printed_with_quiet(dateline, example):
    """Reports, documents and drafts are results, and findings are always printed."""
    assert dateline("--quiet", "-C", example, "status")[1] == dateline("-C", example, "status")[1] != ""
    assert json.loads(dateline("--quiet", "-C", example, "build", "--format", "json")[1])["pages"]
    (example / "stories/tidal-barrier/stray.txt").touch()
    code, out, _ = dateline("--quiet", "-C", example, "build")
    assert (code, out.splitlines()[-1]) == (1, "nothing was written: correct the errors first")
    assert "unknown-file" in out


def test_what_failed_is_printed_with_quiet(dateline, example):
    """Feeds that fail, and stories that were skipped, rejected or wait, are said by collect and by update."""
    site = example / "content/site.yaml"
    site.write_text(site.read_text().replace("feeds:\n", "feeds:\n- {id: gone, path: content/none.xml}\n", 1))
    (example / "stories/tidal-barrier/v001.yaml").write_text("version: [", encoding="utf-8")

    code, out, _ = dateline("--quiet", "-C", example, "collect")
    assert code == 3
    assert [line.split(":")[0].split()[0] for line in out.splitlines()] == ["failed", "tidal-barrier"]
    assert out.splitlines()[1].startswith("tidal-barrier: skipped: ")

    code, out, _ = dateline("--quiet", "-C", example, "update")
    assert code == 3
    assert "\ntidal-barrier: " in out
    assert "set aside" not in out


def test_verbose_says_each_step(dateline, example):
    """Each step that ended is a line on standard error, with how long it took and what came of it; the result stays as it is."""
    _, out, err = dateline("--verbose", "-C", example, "update")
    assert "tidal-barrier: filed" in out
    assert re.search(r"^ +\d+\.\d\d s  Reading \S+: \d+ items$", err, re.MULTILINE)
    assert re.search(r"^ +\d+\.\d\d s  Drafting tidal-barrier: \d+ items, drafted$", err, re.MULTILINE)

    _, _, err = dateline("-v", "-C", example, "build")
    assert len(re.findall(r"^ +\d+\.\d\d s  Building (grey-holm-ferry|tidal-barrier|the front page)", err, re.MULTILINE)) == 3
    assert "\x1b" not in err


def test_both_are_too_much(dateline):
    """--quiet and --verbose do not go together."""
    code, out, err = dateline("--quiet", "--verbose", "status")

    assert (code, out) == (2, "")
    assert "two things" in err
    assert dateline("-q", "-q", "schema", "story")[0] == 0


@pytest.mark.parametrize("no_color", ["", "1"])
def test_no_color_is_respected_in_errors(monkeypatch, tmp_path, no_color):
    """An error on a terminal has colours, unless NO_COLOR is set to something."""
    monkeypatch.setenv("NO_COLOR", no_color)

    told = on_a_terminal(lambda: main(["-C", str(tmp_path), "status"]))

    assert ("\x1b[3" in told) is not bool(no_color)
    assert "no publication here" in told


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("  note     " + "word " * 20, ["  note     " + " ".join(["word"] * 14), "    " + " ".join(["word"] * 6)]),
        ("next: dateline -C " + "there/" * 15 + " update", ["next: dateline -C " + "there/" * 15 + " update"]),
        ("open http://127.0.0.1:8000/ " + "word " * 15, ["open http://127.0.0.1:8000/ " + "word " * 15]),
        ("", [""]),
    ],
)
def test_lines_fit_a_terminal(monkeypatch, capsys, line, wanted):
    """A terminal gets lines of its own width; commands and addresses stay whole, to be copied. A pipe gets the line."""
    monkeypatch.setenv("COLUMNS", "80")

    assert on_a_terminal(lambda: say(line, err=True)).split("\r\n")[:-1] == wanted
    say(line)
    assert capsys.readouterr().out == f"{line}\n"


def test_a_document_has_escapes_for_what_controls_a_terminal(capsys):
    """In JSON, a character that would control a terminal, or hide, is written as an escape, and read back as it was."""
    told = {"title": "before \x9b31m, \u202e after \U000e0041"}
    print_json(told)
    out = capsys.readouterr().out

    assert out.isascii()
    assert json.loads(out) == told
