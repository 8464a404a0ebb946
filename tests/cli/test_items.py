"""The commands for items: what is typed, what is read, the exit code."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.flows.start import start

Run = Callable[..., tuple[Any, str, str]]
SLUG = "tidal-barrier"
KEY = "gate-opens-in-may-"
PAGE = (
    "<html><head><title>Gate opens in May</title></head><body><article><h1>Gate opens in May</h1><p>"
    + " ".join(f"On page {n} the harbour office says more about the bearing." for n in range(60))
    + "</p></article></body></html>"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    start(tmp_path / "example", example=True)
    (tmp_path / "gate.html").write_text(PAGE)
    return tmp_path / "example"


@pytest.fixture
def at(dateline: Run, root: Path) -> Run:
    """A command in the example; a traceback is no answer."""

    def run(*words: object) -> tuple[Any, str, str]:
        return dateline("-C", root, *words)

    return run


@pytest.fixture
def key(at: Run, root: Path) -> str:
    """The key of an item that was added."""
    code, out, _ = at("add", root.parent / "gate.html", "--to", SLUG)
    assert code == 0
    return out.splitlines()[0].rpartition(" ")[2]


def test_add_says_what_it_added(at: Run, root: Path) -> None:
    """Key, title, outlet, date and grade, the passage of a quote, and the next command; added again, where it stands."""
    words = ("add", root.parent / "gate.html", "--to", SLUG, "--quote", "On page 50")
    code, out, err = at(*words)
    head, title, outlet, date, grade, quote, after = out.splitlines()

    assert (code, err) == (0, "")
    key = head.removeprefix(f"added to {SLUG}: ")
    assert key.startswith(KEY)
    assert (title, grade) == ("  title   Gate opens in May", "  grade   full text")
    assert outlet == "  outlet  not known; to give it, add it again with --outlet"
    assert date == f"  date    not known; to give it: dateline -C {root} amend {key} --date D --why W"
    assert quote.startswith("  quote   ")
    assert "On page 50" in quote
    assert after == f"next: dateline -C {root} update {SLUG}"

    code, out, _ = at(*words)
    assert (code, out.splitlines()[0]) == (0, f"already in the ledger of {SLUG}: {key} (waits for the next version)")


def test_add_knows_who_is_writing(at: Run, root: Path) -> None:
    """While an editor writes the newest version, `update` leaves the story alone, so that `edit` is the next command."""
    from dateline.flows.edit import open_version
    from dateline.store.git import git

    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=one")
    open_version(root, SLUG, now="2026-06-01T08:00:00Z")

    out = at("add", root.parent / "gate.html", "--to", SLUG, "--outlet", "The Quay")[1]

    assert "  outlet  The Quay via the desk" in out.splitlines()
    assert out.splitlines()[-1] == f"next: dateline -C {root} edit {SLUG}"


def test_add_refuses_with_a_hint(at: Run, root: Path) -> None:
    """Usage is 2, the outside world is 3; no traceback, nothing written."""
    before = (root / f"stories/{SLUG}/items.jsonl").read_bytes()
    (root.parent / "plan.pdf").write_bytes(b"%PDF-1.7")
    for words, code, hint in (
        (("nowhere.html",), 2, "An address begins with https://"),
        ((root,), 2, "Name a file in it."),
        (("ftp://example.org/gate",), 2, "Save the page as a file"),
        ((root.parent / "plan.pdf",), 2, "Instead of a PDF, take the page that links to it."),
        ((root.parent / "gate.html", "--quote", "not there"), 2, "Copy the words from the page exactly"),
        (("http://127.0.0.1:1/",), 3, "limits.allow_private"),
    ):
        ended, out, err = at("add", *words, "--to", SLUG)
        assert (ended, out) == (code, "")
        assert hint in err.splitlines()[1]
    assert (root / f"stories/{SLUG}/items.jsonl").read_bytes() == before


def test_add_says_what_else_matters(at: Run, root: Path) -> None:
    """A copy, a story that is not updated, what was left out, and an empty feed."""
    story = root / f"stories/{SLUG}/story.yaml"
    story.write_text(f"{story.read_text()}status: closed\n")
    saved = root.parent / "b.html"
    saved.write_text(
        PAGE.replace("<h1>", '<link rel="canonical" href="https://quay.example/b"><h1>').replace("</p>", "</p><p hidden>x</p>")
    )
    (root.parent / "c.html").write_text(saved.read_text().replace("quay.example", "other.example"))

    first = at("add", saved, "--to", SLUG)[1]
    out = at("add", root.parent / "c.html", "--to", SLUG)[1]

    assert "note: hidden passages, left out: 1" in out
    assert f"note: {SLUG} is closed, so `dateline update` does not use it" in out
    assert f"  copy    it repeats the words of {first.splitlines()[0].rpartition(' ')[2]}" in out
    (root.parent / "empty.xml").write_text("<rss version='2.0'><channel><title>T</title></channel></rss>")
    code, out, _ = at("add", root.parent / "empty.xml", "--to", SLUG)
    assert (code, out.splitlines()[0]) == (0, f"nothing to add to {SLUG}: no entry could be read")
    assert out.splitlines()[-1].endswith(f"items {SLUG} --all")


def test_more_of_a_known_item(at: Run, root: Path, key: str) -> None:
    """A page that changed is said to be more of a known item."""
    (root.parent / "gate.html").write_text(PAGE.replace("On page 1 ", "On the first page "))

    assert at("add", root.parent / "gate.html", "--to", SLUG)[1].startswith(f"more of a known item, added to {SLUG}: {key}")


def test_an_item_that_was_set_aside_can_be_restored(at: Run, root: Path, key: str) -> None:
    """Added again, it stays aside; the reason and the command that restores it are shown."""
    at("items", "spike", key, "--why", "Satire.")

    assert at("add", root.parent / "gate.html", "--to", SLUG)[1].splitlines() == [
        f"already in the ledger of {SLUG}: {key} (set aside: Satire.)",
        f"next: dateline -C {root} items restore {key} --in {SLUG}",
    ]


def test_deciding_from_the_command_line(at: Run, key: str) -> None:
    """Each decision is one line, with the next command; twice says already."""
    title = "Gate opens in May"
    told = [
        (("spike", key, "--why", "Satire."), f"set aside in {SLUG}: {key} ({title})"),
        (("spike", key, "--why", "Satire."), f"already set aside (Satire.) in {SLUG}: {key} ({title})"),
        (("spike", key, "--why", "A hoax."), f"set aside in {SLUG}, for another reason: {key} ({title})"),
        (("restore", key), f"restored in {SLUG}: {key} ({title})"),
        (("restore", key), f"already in use in {SLUG}: {key} ({title})"),
        (("move", key, "--to", "quay"), f"moved from {SLUG} to quay: {key} ({title})"),
        (("move", key, "--to", "quay"), f"already moved from {SLUG} to quay: {key} ({title})"),
        (("spike", key, "--why", "Satire."), f"set aside in quay: {key} ({title})"),
        (("move", key, "--to", "quay", "--in", "quay"), f"already in quay: {key} ({title})"),
        (("restore", key, "--in", "quay"), f"restored in quay: {key} ({title})"),
        (("move", key, "--to", "quay", "--in", "quay"), f"already in quay: {key} ({title})"),
    ]
    at("new", "quay", "--title", "The quay")
    for words, said in told:
        code, out, _ = at("items", *words)
        assert (code, out.splitlines()[0]) == (0, said)
        assert out.splitlines()[-1].startswith("next: dateline -C ")
    assert at("check")[0] == 0


def test_a_citation_is_not_undone(at: Run, root: Path) -> None:
    """The version that cites an item is named: it still does, and after a decision that it should not, `check` says so."""
    cited = next(iter(json.loads((root / f"stories/{SLUG}/items.jsonl").read_text().splitlines()[0]).values()))
    at("new", "quay", "--title", "The quay")

    out = at("items", "spike", cited, "--why", "A hoax.")[1]
    assert "note: version 1 of tidal-barrier cites it; `dateline check` warns until a version takes that out" in out
    assert out.splitlines()[-1] == f"next: dateline -C {root} edit tidal-barrier"
    out = at("items", "restore", cited)[1]
    assert "note: version 1 of tidal-barrier cites it, so it does not wait for the next one" in out
    assert cited not in at("items", SLUG)[1]
    assert "cites it, and still does" in at("items", "move", cited, "--to", "quay")[1]


def test_what_becomes_of_an_item_in_a_story_that_is_not_updated(at: Run, root: Path, key: str) -> None:
    """Nothing, which is said by whatever brings the item there, and by the lists."""
    at("new", "quay", "--title", "The quay")
    at("close", "quay")
    note = "note: quay is closed, so `dateline update` does not use it"

    assert note in at("items", "move", key, "--to", "quay")[1].splitlines()
    assert at("items", "quay")[2].splitlines() == [note]
    assert at("items")[2].splitlines() == ["note: not listed, because `dateline update` does not use them: quay (closed, 1 item)"]
    at("items", "spike", key, "--why", "Satire.")
    assert note in at("items", "restore", key, "--in", "quay")[1].splitlines()


def test_an_item_that_is_there_already_can_be_restored(at: Run, root: Path, key: str) -> None:
    """Moved to where it is, it stays set aside; the reason and the command that restores it are shown."""
    at("items", "spike", key, "--why", "Satire.")

    assert at("items", "move", key, "--to", SLUG)[1].splitlines() == [
        f"already in {SLUG}: {key} (Gate opens in May)",
        "note: it is set aside there: Satire.",
        f"next: dateline -C {root} items restore {key} --in {SLUG}",
    ]


def test_the_first_word_is_a_command_or_a_story(at: Run, key: str) -> None:
    """Options may stand before or after the slug; in a pipe each item is a line; JSON is one document."""
    for words in ((), (SLUG,), (SLUG, "--waiting"), ("--waiting", SLUG)):
        head, *rows = at("items", *words)[1].splitlines()
        assert head.startswith("story\tdate\toutlet")
        assert key in {row.split("\t")[5] for row in rows}
    aside = at("items", SLUG, "--spiked")[1].splitlines()
    assert all(row.split("\t")[4] == "aside" and row.split("\t")[8] for row in aside[1:])

    code, out, _ = at("items", "--all", "--format", "json", SLUG)
    (story,) = json.loads(out)["stories"]
    assert (code, story["story"], story["version"]) == (0, SLUG, 1)
    assert {one["state"] for one in story["items"]} >= {"waiting", "cited"}
    assert next(one for one in story["items"] if one["key"] == key)["copies"] == []
    assert at("new", "quay", "--title", "The quay")[0] == 0
    assert json.loads(at("items", "quay", "--format", "json")[1])["stories"] == [
        {"story": "quay", "title": "The quay", "version": None, "items": []}
    ]
    assert at("items", SLUG, "quay")[0] == 2
    assert at("items", SLUG, "--waiting", "--all") == (
        2,
        "",
        "error: --waiting and --all ask for different lists\nhint: Give one of them.\n",
    )
    assert "Example:" in at("items", "spike", "--help")[1]


def test_lines_that_cannot_be_read_are_not_passed_over_in_silence(at: Run, root: Path, key: str) -> None:
    """A note names the story and the command that shows the lines; the rest is listed."""
    with (root / f"stories/{SLUG}/items.jsonl").open("a") as ledger:
        ledger.write("{}\n")

    code, out, err = at("items")

    assert (code, key in out) == (0, True)
    assert err == f"note: lines of the ledger of {SLUG} cannot be read; to see which: dateline -C {root} check {SLUG}\n"


def test_a_terminal_gets_the_look(at: Run, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the items are grouped by story."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    out = at("items", SLUG)[1]

    assert "Waiting for the next version" in out.splitlines()[0]
    assert key in out


def test_amend_says_what_to_do_next(at: Run, root: Path, key: str) -> None:
    """Where it was written, what it was, which version has that, and the command that refreshes it; twice says already."""
    cited = json.loads((root / f"stories/{SLUG}/items.jsonl").read_text().splitlines()[0])["key"]
    file = f"stories/{SLUG}/v001.yaml"
    words = ("amend", cited, "--date", "2026-02-26", "--why", "Looked up.")

    assert at(*words)[1].splitlines() == [
        f"amended in {SLUG}: {cited}",
        "  date: 2026-02-27T17:20:00Z → 2026-02-26",
        f"note: {file} has the earlier value",
        f"next: dateline -C {root} fmt --refresh {root}/{file}",
    ]
    assert at(*words)[1].splitlines()[0] == f"already so in every ledger: {cited}"
    assert at("fmt", "--refresh", root / file)[0] == 0
    assert at(*words)[1].splitlines() == [f"already so in every ledger: {cited}"]
    assert at("amend", key, "--date", "2026-05", "--title", "Gate\x1b opens", "--why", "Looked up.")[1].splitlines() == [
        f"amended in {SLUG}: {key}",
        "  date: not known → 2026-05",
        "  title: Gate opens in May → Gate opens",
    ]
    assert "date: 2026-02-26" in (root / file).read_text()


def test_amend_names_what_is_published(at: Run, root: Path) -> None:
    """A published version stays as it is."""
    from dateline.store.git import git

    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=one")
    cited = json.loads((root / f"stories/{SLUG}/items.jsonl").read_text().splitlines()[0])["key"]

    out = at("amend", cited, "--title", "Another title", "--why", "Looked up.")[1]

    assert "is published with the earlier value; the next version will have this one" in out.splitlines()[2]
