"""The command line: what people type, what they read, and the exit code."""

import contextlib
import io
import json
import os
import runpy
import shlex
import signal
import subprocess
import sys

import builders
import click
import pytest
from click.testing import CliRunner

from dateline.cli import main, setup
from dateline.cli.main import dateline as group


@pytest.fixture
def example(dateline, tmp_path):
    folder = tmp_path / "example"
    assert dateline("init", folder, "--example")[0] == 0
    return folder


def test_the_main_job(dateline, example):
    """Init, update, check and build each exit with 0 and say what they did."""
    code, out, _ = dateline("-C", example, "update")
    assert (code, "tidal-barrier: filed as version 2" in out) == (0, True)
    code, out, _ = dateline("-C", example, "check")
    assert (code, "error" not in out) == (0, True)
    code, out, _ = dateline("-C", example, "build")
    assert (code, (example / "build/index.html").is_file()) == (0, True)


def test_init_says_what_comes_next(dateline, tmp_path):
    """The three commands that it prints work as they are typed, from any folder."""
    code, out, _ = dateline("init", tmp_path / "my record")
    commands = [shlex.split(line)[1:] for line in out.partition("next:\n")[2].splitlines()]

    assert code == 0
    assert [words[2] for words in commands] == ["new", "update", "serve"]
    for words in commands[:2]:
        assert dateline(*words)[0] == 0
    assert commands[2][:2] == commands[0][:2] == ["-C", str(tmp_path / "my record")]
    _, out, _ = dateline("init", tmp_path / "example", "--example")
    assert [line.split()[-1] for line in out.splitlines()[-3:]] == ["update", "check", "serve"]


IMPRINT = ("--title", "Hafen", "--publisher", "Der Verein", "--email", "a@hafen.example", "--language", "de")


def test_init_takes_everything_from_options(dateline, tmp_path):
    """What is given is in the settings; what is not keeps its default, and nothing is asked."""
    assert dateline("init", tmp_path / "new", *IMPRINT, "--yes")[0] == 0

    text = (tmp_path / "new/content/site.yaml").read_text(encoding="utf-8")
    assert "\ntitle: Hafen\n" in text
    assert "\nurl: https://example.org/record/\n" in text
    assert "\nlanguage: de\n" in text
    assert "\nauthor: {name: Der Verein, email: a@hafen.example}\n" in text


@pytest.mark.parametrize(
    ("option", "value"), [("--url", "hafen"), ("--email", "nobody"), ("--language", "xx"), ("--title", "x" * 301)]
)
def test_init_refuses_what_cannot_be(dateline, tmp_path, option, value):
    """A wrong option is an error with a hint that names it, and nothing is written."""
    code, _, err = dateline("init", tmp_path / "new", option, value)

    assert (code, len(err.splitlines())) == (2, 2)
    assert err.startswith(f"error: {option}: ")
    assert not (tmp_path / "new").exists()


def test_init_adds_only_a_cms_to_a_publication(dateline, tmp_path):
    """A publication that is there already keeps its settings: options for a new one are refused."""
    dateline("init", tmp_path / "new")

    code, _, err = dateline("init", tmp_path / "new", "--cms", "sveltia", "--title", "Hafen")

    assert (code, "hint: Leave out --title." in err) == (2, True)
    assert dateline("init", tmp_path / "new", "--cms", "sveltia")[0] == 0


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Runs a command as a person does who answers its questions; returns all that it prints."""

    def run(*arguments, answers):
        monkeypatch.setattr(setup, "is_asked", lambda: True)
        return CliRunner().invoke(group, list(map(str, arguments)), input="".join(f"{one}\n" for one in answers))

    return run


def test_init_asks_on_a_terminal(at_a_terminal, tmp_path):
    """It asks for what is not given, once more if an answer is refused; an empty answer leaves the default."""
    answers = ["", "hafen", "https://hafen.example/", "", "", "xx", "de"]
    asked = at_a_terminal("init", tmp_path / "new", "--title", "Hafen", answers=answers[1:])

    assert asked.exit_code == 0, asked.output
    assert "Title" not in asked.output
    assert 'Error: should be an address that starts with http:// or https://, not "hafen".' in asked.output
    assert 'Error: there is no translation into "xx". Take one of de, en, fr' in asked.output
    text = (tmp_path / "new/content/site.yaml").read_text(encoding="utf-8")
    assert "\nurl: https://hafen.example/\n" in text
    assert "\nauthor: {name: Die Redaktion}\n" in text
    quick = at_a_terminal("init", tmp_path / "quick", "--yes", answers=[])
    assert (quick.exit_code, "?" in quick.output, "Title" in quick.output) == (0, False, False)
    default = at_a_terminal("init", tmp_path / "german", answers=["", "", "", "", "de"])
    assert default.exit_code == 0
    assert "title: Eine laufende Chronik" in (tmp_path / "german/content/site.yaml").read_text(encoding="utf-8")


def test_new_asks_on_a_terminal(at_a_terminal, example):
    """It asks for the title and for queries, unless they are given; JSON is for programs, which are not asked."""
    asked = at_a_terminal("-C", example, "new", "quay", answers=["The quay", "quay wall, harbour fees ,"])

    assert asked.exit_code == 0, asked.output
    text = (example / "stories/quay/story.yaml").read_text(encoding="utf-8")
    assert "\ntitle: The quay\n" in text
    assert "\nqueries: [quay wall, harbour fees]\n" in text
    assert "no feed" not in asked.output
    given = at_a_terminal("-C", example, "new", "pier", "--title", "The pier", "--query", "pier", answers=[])
    assert (given.exit_code, "Words" in given.output) == (0, False)
    refused = at_a_terminal("-C", example, "new", "mole", "--format", "json", answers=["The mole", ""])
    assert "--title is missing" in str(refused.exception)


def test_a_slug_that_cannot_be_is_said_first(at_a_terminal, dateline, example):
    """Whatever else is missing, the slug is refused before anything is asked or asked for."""
    said = 'error: "Bad Slug" cannot be the name of a story\n'
    assert dateline("-C", example, "new", "Bad Slug")[2].startswith(said)
    refused = at_a_terminal("-C", example, "new", "Bad Slug", answers=["The title", ""])
    assert (str(refused.exception), refused.output) == ('"Bad Slug" cannot be the name of a story', "")
    assert "SLUG is missing" in dateline("-C", example, "new", "--title", "A")[2]


def test_new_says_when_nothing_can_feed_the_story(dateline, tmp_path):
    """Where there is only the inbox, it says what to add; JSON says the same; wrong settings are said, too."""
    dateline("init", tmp_path / "new")

    _, out, _ = dateline("-C", tmp_path / "new", "new", "quay", "--title", "Quay")
    assert "no feed and no search brings anything to this story yet: the settings list no search, and" in out
    assert "hint: Add a feed under `feeds` in content/site.yaml, or put saved pages and emails into content/inbox.\n" in out
    _, out, _ = dateline("-C", tmp_path / "new", "new", "pier", "--title", "Pier", "--format", "json")
    assert json.loads(out)["warning"].startswith("the settings list no search")
    (tmp_path / "new/content/site.yaml").write_text("title: [", encoding="utf-8")
    code, out, _ = dateline("-C", tmp_path / "new", "new", "mole", "--title", "Mole")
    assert (code, "yet: content/site.yaml:" in out) == (0, True)


def test_the_first_update_says_what_is_missing(dateline, tmp_path):
    """Without a story or a feed, an update succeeds and says what to do about both."""
    dateline("init", tmp_path / "my record")

    code, out, _ = dateline("-C", tmp_path / "my record", "update")

    assert (code, "the settings list no feed yet" in out) == (0, True)
    assert f"dateline -C '{tmp_path / 'my record'}' new " in out
    assert "no feed" not in dateline("-C", tmp_path / "my record", "update", "--no-collect")[1]


def test_new_starts_a_story(dateline, example):
    """A new story has its folder and no findings, and its name cannot be used twice."""
    code, out, _ = dateline(
        "-C", example, "new", "fish-market", "--title", "The fish market", "--tag", "market", "--query", "fish"
    )
    assert (code, "update fish-market" in out) == (0, True)
    assert dateline("-C", example, "check")[0] == 0

    code, _, err = dateline("-C", example, "new", "fish-market", "--title", "Again")

    assert (code, err.splitlines()[1].startswith("hint: ")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["-C", "nowhere", "check"], "error: nowhere: no publication here"),
        (["chekc"], "error: No such command 'chekc'"),
        (["check", "--format", "xml"], "error: --format should be text or json or github or sarif\n"),
        (["completion", "pwsh"], "error: SHELL should be bash or zsh or fish\nhint: See `dateline completion --help`.\n"),
        (["completion"], "error: Missing argument 'SHELL'"),
        (["serve", "--port", "x"], "error: --port: 'x' should be a number, 0 to 65535.\n"),
        (["diff"], "error: Missing argument 'SLUG'"),
    ],
)
def test_wrong_words(dateline, arguments, what):
    """Wrong input gives one error line and one hint line, with exit code 2."""
    code, out, err = dateline(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith(what)
    assert [line.partition(":")[0] for line in err.splitlines()] == ["error", "hint"]


def test_check_asks_the_clock_and_build_does_not(dateline, make_publication):
    """A version from the future is a finding of check, and build ignores it."""
    root = make_publication(builders.dossier(builders.version(published="2999-01-01T00:00:00Z")))

    _, checked, _ = dateline("-C", root, "check", "--format", "json")
    assert "future-version" in {one["rule"] for one in json.loads(checked)["findings"]}
    code, built, _ = dateline("-C", root, "build", "--out", root.parent / "site")
    assert (code, "future-version" in built) == (0, False)


def test_findings_block(dateline, make_publication):
    """If there is an error among the findings, check and build exit with 1, and build/ is untouched."""
    root = make_publication(builders.dossier(builders.version(what="It is over [@nobody-said-so].")))

    code, out, _ = dateline("-C", root, "check")
    assert (code, "unknown-source" in out) == (1, True)
    code, out, _ = dateline("-C", root, "build")

    assert (code, "unknown-source" in out) == (1, True)
    assert not (root / "build").exists()


def test_strict_blocks_on_warnings(dateline, make_publication):
    """A warning blocks with --strict and not without it."""
    sources = (builders.source(), builders.source("idle"))
    root = make_publication(builders.dossier(builders.version(sources=sources), items=(builders.item(), builders.item("idle"))))

    assert dateline("-C", root, "check")[0] == 0
    assert dateline("-C", root, "check", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (["check", "--format", "json"], {"findings", "counts"}),
        (
            ["update", "--dry-run", "--format", "json"],
            {"collected", "feeds", "moves", "proposed", "set_aside", "unread", "arrived", "usd", "stories"},
        ),
        (["collect", "--format", "json"], {"collected", "feeds", "moves", "proposed", "set_aside", "unread", "arrived"}),
        (
            ["status", "--format", "json"],
            {"title", "stories", "feeds", "silent_feeds", "usd_month", "usd_month_limit"},
        ),
        (["check", "--evidence", "--format", "json"], {"stories"}),
        (
            ["build", "--format", "json"],
            {"pages", "rendered", "written", "unchanged", "removed"}
            | {
                "stories",
                "versions",
                "drafts_left_out",
                "state_lines_left_out",
                "texts_without_engine",
                "pages_without_card",
                "seconds",
                "bytes",
            },
        ),
    ],
)
def test_json_is_one_document(dateline, example, command, keys):
    """With --format json, standard output is one JSON document and nothing else."""
    code, out, _ = dateline("-C", example, *command)

    assert code == 0
    assert set(json.loads(out)) == keys


def test_json_is_written_when_findings_block(dateline, make_publication):
    """A blocked build still prints its document, so that a program need not parse prose."""
    root = make_publication(builders.dossier(builders.version(what="It is over [@nobody-said-so].")))

    code, out, _ = dateline("-C", root, "build", "--format", "json")

    assert (code, json.loads(out)["pages"]) == (1, 0)


def test_a_dry_run_shows_the_diff(dateline, example):
    """A dry run prints the draft as a diff, sentence by sentence."""
    _, out, _ = dateline("-C", example, "update", "--dry-run")

    assert "would be filed as version 2" in out
    assert "\nv1 → v2\n" in out
    assert "\n  + " in out


def test_a_dry_run_shows_a_first_version(dateline, example):
    """The draft of a first version is shown too: all of it is new."""
    (example / "stories/tidal-barrier/v001.yaml").unlink()

    out = dateline("-C", example, "update", "--dry-run")[1]

    assert "would be filed as version 1" in out
    assert "\nv1\n\n" in out
    assert "\nWhat\n  + " in out


def test_collect(dateline, example, tmp_path):
    """Collect says what each ledger gained; with --opml it adds the feeds of a list and collects nothing."""
    assert "tidal-barrier: 17 new items, 2 of them copies" in dateline("-C", example, "collect")[1]
    (tmp_path / "list.opml").write_text(
        '<opml><body><outline text="Quay" xmlUrl="https://quay.example/feed"/><outline/></body></opml>'
    )

    code, out, _ = dateline("-C", example, "collect", "--opml", tmp_path / "list.opml")

    assert (code, "1 feeds added, 0 already there" in out) == (0, True)


def test_status(dateline, example):
    """Status has a line for each story."""
    assert "tidal-barrier\tv1\t" in dateline("-C", example, "status")[1]


def test_diff_from_a_git_revision(dateline, example):
    """A version that an editor changes is compared with the one in git; without git, the error names the option."""
    git = ["git", "-C", str(example), "-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    ask = ("-C", example, "diff", "tidal-barrier", "--base", "HEAD")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Start"]):
        subprocess.run([*git, *command], check=True)

    assert dateline(*ask) == (0, "Version 1 at HEAD and here: the same words.\n", "")
    assert dateline(*ask, "1", "--format", "markdown")[1].startswith("### What changed: version 1 at `HEAD` → 1\n")
    code, _, err = dateline(*ask[:-1], "gone")
    assert (code, err.splitlines()[0]) == (2, 'error: --base: there is no "gone" here')


def test_diff_and_blame(dateline, example):
    """Two versions are compared in three forms, and each sentence has the version in which it first appeared."""
    dateline("-C", example, "update")

    assert "v1 → v2" in dateline("-C", example, "diff", "tidal-barrier")[1]
    assert dateline("-C", example, "diff", "tidal-barrier", "--format", "markdown")[1].startswith("### What changed")
    assert json.loads(dateline("-C", example, "diff", "tidal-barrier", "--format", "json")[1])["to"] == 2
    assert dateline("-C", example, "blame", "tidal-barrier")[1].startswith(("v1 ", "v2 "))
    assert {"at", "since", "text"} == set(json.loads(dateline("-C", example, "blame", "tidal-barrier", "--format", "json")[1])[0])


def test_fmt(dateline, example):
    """Fmt says which files it wrote; with --check it exits with 1 if a file is not in canonical form."""
    path = example / "stories/tidal-barrier/v001.yaml"
    path.write_text(path.read_text().replace("title: ", "title:   ", 1))

    assert dateline("-C", example, "fmt", "--check")[0] == 1
    assert dateline("-C", example, "fmt")[1] == "stories/tidal-barrier/v001.yaml: written in canonical form\n"
    assert dateline("-C", example, "fmt", "--check")[0] == 0
    path.write_text("what: [")
    code, out, _ = dateline("-C", example, "fmt")
    assert (code, ": bad-yaml: " in out) == (1, True)


def test_schema(dateline):
    """A schema is printed as JSON."""
    assert json.loads(dateline("schema", "version")[1])["title"] == "Version"


def test_help_has_an_example(dateline):
    """Every command's help shows an example."""
    assert [name for name in group.commands if "Example:\n    dateline" not in dateline(name, "--help")[1]] == []


def test_a_closed_pipe_is_quiet():
    """A reader that closes the pipe early, such as `head`, gets no traceback."""
    line = f"{sys.executable} -m dateline schema version | true"

    assert subprocess.run(["bash", "-c", line], capture_output=True, check=False).stderr == b""


def test_as_a_module(capsys, monkeypatch):
    """`python -m dateline` is the same command."""
    monkeypatch.setattr(sys, "argv", ["dateline", "--version"])
    monkeypatch.delitem(sys.modules, "dateline.__main__", raising=False)
    heard = signal.getsignal(signal.SIGINT)

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("dateline", run_name="__main__")
    signal.signal(signal.SIGINT, heard)

    assert (ended.value.code, capsys.readouterr().out.startswith("dateline ")) == (0, True)


@pytest.mark.parametrize(
    ("raised", "code", "lines"),
    [
        (KeyboardInterrupt(), 130, ["error: stopped; filed versions are kept; to continue, run the command again"]),
        (click.FileError("x.yaml", "is a folder"), 2, ["error: Could not open"]),
        (OSError(28, "No space left on device", "x.yaml"), 3, ["error: x.yaml: No space left on device", "hint: Check"]),
        (OSError(2, "No usable temporary directory found"), 3, ["error: No usable temporary", "hint: Check"]),
        (OSError("timed out"), 3, ["error: timed out", "hint: Check"]),
    ],
)
def test_what_ends_a_command_early(dateline, raised, code, lines):
    """Ctrl-C and a failure of the system that nobody foresaw give a line of text, and one about what to do if that is known."""

    def failing():
        raise raised

    group.add_command(click.Command("failing", callback=failing))
    try:
        ended, _, err = dateline("failing")
    finally:
        del group.commands["failing"]

    assert ended == code
    assert [told.startswith(wanted) for told, wanted in zip(err.strip().splitlines(), lines, strict=True)] == [True] * len(lines)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_no_terminal_is_too_old(example, encoding):
    """Characters that an encoding cannot show are written as numbers and stop nothing; JSON means the same in each encoding."""
    argv = [sys.executable, "-m", "dateline", "-C", example, "blame", "tidal-barrier"]
    version = example / "stories/tidal-barrier/v001.yaml"
    version.write_text(version.read_text().replace("what: |\n", "what: |\n  Žižkov says “yes”.\n", 1))
    given = {**os.environ, "PYTHONIOENCODING": encoding}

    text, document = (
        subprocess.run([*argv, *more], env=given, capture_output=True, check=True) for more in ([], ["--format", "json"])
    )

    assert b"kov says" in text.stdout
    assert json.loads(document.stdout.decode(encoding))[0]["text"] == "Žižkov says “yes”."


def test_output_that_is_no_terminal_is_left_alone():
    """A caller of `main` with its own standard output gets what is printed there."""
    with contextlib.redirect_stdout(io.StringIO()) as own, pytest.raises(SystemExit):
        main(["schema", "story"])

    assert json.loads(own.getvalue())["title"] == "Story"


def test_evidence(dateline, example):
    """Evidence is printed as text too, and has no other form."""
    assert "tidal-barrier v1" in dateline("-C", example, "check", "--evidence")[1]
    code, _, err = dateline("-C", example, "check", "--evidence", "--format", "sarif")

    assert (code, "--evidence cannot print sarif" in err) == (2, True)


def test_quote(dateline, example):
    """Words that the ledger has need no page; a key that no ledger has is an error with the nearest key."""
    line = json.loads((example / "stories/tidal-barrier/items.jsonl").read_text().splitlines()[0])

    code, out, _ = dateline("-C", example, "quote", line["key"], line["title"])
    assert (code, out.splitlines()[0]) == (0, "nothing to do: the ledger already has these words")

    code, _, err = dateline("-C", example, "quote", f"{line['key']}x", "words")
    assert (code, f'hint: Did you mean "{line["key"]}"?' in err) == (2, True)


@pytest.mark.parametrize("given", ["abc", "0", "1.5"])
@pytest.mark.parametrize("command", ["edit ferry --correct 1 --issue", "approve ferry", "diff ferry", "build --jobs"])
def test_a_number_is_asked_for_in_plain_english(dateline, command, given):
    """What is not a number, or is too small, is named, with what should stand there."""
    code, _, err = dateline(*command.split(), given)

    assert code == 2
    assert f"'{given}' should be a number, 1 or more." in err


def test_a_number_that_is_too_large_is_named_too(dateline):
    """The error has both ends of the range."""
    assert "'99999' should be a number, 0 to 65535." in dateline("serve", "--port", "99999")[2]


def test_theme_copy(dateline, example):
    """The copy is named; a second one and a misspelt name are errors that say what to do."""
    assert dateline("-C", example, "theme", "copy", "brief.html")[:2] == (0, "theme/templates/brief.html: written\n")
    code, _, err = dateline("-C", example, "theme", "copy", "brief.html")
    assert (code, "exists already" in err) == (2, True)
    code, _, err = dateline("-C", example, "theme", "copy", "breif.html")
    assert (code, "hint: Did you mean brief.html" in err) == (2, True)
