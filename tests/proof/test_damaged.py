"""A damaged publication ends every command in findings, or in one error and what to do about it, and nothing else is changed.

Whole publications are made up, and damaged in one place or in a few: bytes and lines are cut, doubled or put in, keys and values
replaced, files cut, swapped, renamed, deleted, put into another character set, or replaced by folders or by links that lead out
of the publication. Then each of the commands that read a publication is run. It must end with an exit code that has a meaning,
without an exception. Everything in the publication and beside it is compared before and after: only the output of the command and
its cache may be new. `update` may also add versions, and lines to a ledger; a last line that was cut off it takes away. `fmt` may
write settings and the newest version of a story in canonical form.
"""

import re
import socket
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from proof.damages import damaged, kept
from proof.publications import publications
from proof.stretches import parametrize, stretched

from dateline.core.text import unsafe_characters

COMMANDS = (
    ("check", "--format", "json"),
    ("check", "--notes"),
    ("build", "--jobs", "1"),
    ("status",),
    ("fmt", "--check"),
    ("diff", "ferry"),
    ("blame", "ferry"),
    ("items", "--all"),
    ("export", "--out", "{out}"),
    ("update", "--no-state", "--writer", "extractive"),
    ("fmt",),
)
OWN = re.compile(r"publication/(build|\.dateline)(/|$)|export\.zip$")
"""What commands write."""
LEDGER, VERSION = re.compile(r"publication/stories/[^/]+/items\.jsonl"), re.compile(r"publication/stories/[^/]+/v\d{3,}\.yaml")
FORMATTED = re.compile(r"publication/(content/site|stories/[^/]+/(story|v\d{3,}))\.yaml")
SECRET = "Canary outside"
"""Stands beside the publication, and links lead there."""
FOUND = Path(__file__).parent / "found/damaged"
EXAMPLES, LONG = 4, 600


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """First a fixed number of publications; after that, if hours are given, stretches of time."""
    parametrize(metafunc)


def contents(folder: Path) -> dict[str, bytes]:
    """Path → the bytes, or the target of a link, of everything in a folder but what commands write."""
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if not OWN.match(name):
            found[name] = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b"/"
    return found


def is_added(name: str, before: bytes | None, after: bytes) -> bool:
    """Whether a change is one that `update` may make."""
    if LEDGER.fullmatch(name):
        return after.startswith((before or b"")[: (before or b"").rfind(b"\n") + 1])
    return before is None and bool(VERSION.fullmatch(name))


def ends_well(dateline, folder: Path, command: tuple[str, ...]) -> None:
    """Runs a command; fails if it ends otherwise than it should, or changes anything else."""
    before = contents(folder)
    code, out, err = dateline("-C", folder / "publication", *(one.replace("{out}", f"{folder}/export.zip") for one in command))
    after = contents(folder)
    (folder / "export.zip").unlink(missing_ok=True)
    assert code in (0, 1, 2, 3), (command, code)
    assert not unsafe_characters(re.sub("[\n\t]", " ", out + err)), command
    told = [path.read_bytes() for path in (folder / "publication/build").rglob("*") if path.is_file() and command[0] == "build"]
    assert SECRET.encode() not in b"".join((out.encode(), err.encode(), *told)), command
    lines = err.splitlines()
    if code == 2:
        assert [line.partition(":")[0] for line in lines] == ["error", "hint"], (command, err)
    if code == 1:
        assert out.strip() or err.strip(), command
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    if command[0] == "update":
        changed = {name for name in changed if name not in after or not is_added(name, before.get(name), after[name])}
    if command == ("fmt",):
        changed = {name for name in changed if name not in before or name not in after or not FORMATTED.fullmatch(name)}
    assert not changed, (command, changed)


def no_network(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name of a host is known, and nothing is tried again."""
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr("dateline.wire.fetch._TRIES", 1)


@pytest.mark.usefixtures("offline")
def test_a_damaged_publication_stops_nothing(dateline, is_long, measured, stretch):
    """Each command ends with findings or with one error, and changes nothing but its own output."""
    tried = 0

    def try_one(one):
        with TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "outside").mkdir()
            (folder / "outside/secret.yaml").write_text(f"title: {SECRET}\n", encoding="utf-8")
            (folder / "publication").mkdir()
            one.write(folder / "publication")
            for command in COMMANDS:
                ends_well(dateline, folder, command)

    def damaged_one(files, seed):
        nonlocal tried
        one = damaged(files, Random(f"{seed} {sorted(files.items())}"))
        try:
            try_one(one)
        except BaseException:
            one.keep(FOUND)
            raise
        tried += 1

    for one in kept(FOUND):
        try_one(one)
    stretched(damaged_one, stretch, LONG if is_long else EXAMPLES, publications(), st.integers(0, 2**32))
    if not stretch:
        measured("damaged publications", tried, LONG)
