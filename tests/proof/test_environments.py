"""In an odd environment, a command does its work, or says in one line why it cannot, and in another what to do.

Each command runs in each of the environments: without HOME, in the C locale, without git or with one that fails, in a shallow
clone, with streams that are closed, full or broken, on terminals of every kind, on a read-only disk, without a folder for
temporary files, and so on. For each environment it is written down which commands must fail there and with which exit code; all
others must do their work. There must be no traceback, the built site must have the usual bytes, what was there must still be
there, and no file may be there that the same command does not leave elsewhere.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest
from proof.environments import COMMANDS, EVERYWHERE, IN_A_SPACE, Environment, can_have_a_space, clones
from three_stories import contents

from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update

T = TypeVar("T")
SAME = {
    "content/pages/About.md": "content/pages/about.md",
    "stories/Tidal-Barrier/story.yaml": "stories/tidal-barrier/story.yaml",
    "stories/tidal-barrier/Story.yaml": "stories/tidal-barrier/story.yaml",
    "stories/tidal-barrier/V001.yaml": "stories/tidal-barrier/v001.yaml",
    "stories/tidal-barrier/Items.jsonl": "stories/tidal-barrier/items.jsonl",
}
"""Files whose names are those of others but for capital letters: some disks can keep only one of the two."""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    told: str
    before: dict[str, bytes]
    after: dict[str, bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a remote, a clone, and a clone with a draft."""
    folder: Path = tmp_path_factory.mktemp("environments")
    example, drafted = folder / "example", folder / "drafted"
    start(example, example=True)
    shutil.copytree(example, drafted)
    update(run_for(drafted, "extractive", now="2026-04-01T06:00:00Z"))
    clones(folder / "place", example, drafted)
    return folder / "place"


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder, without those of git and the cache."""
    return {
        name: data
        for name, data in contents(folder).items()
        if not {".git", "hub.git", ".dateline", "bin", "home"} & {*Path(name).parts}
    }


def ended(environment: Environment, command: str, place: Path, folder: Path) -> Ended:
    """How a command ends in an environment, in a copy of a folder."""
    shutil.copytree(place, folder)
    environment.prepare(folder)
    before = files(folder)
    given = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "PLACE": str(folder)}
    path = os.pathsep.join(one for one in sys.path if one)
    variables = {**given, "PYTHONPATH": path, **environment.variables}
    env = {name: value.format(place=folder) for name, value in variables.items() if value is not None}
    words = COMMANDS[command].format(at=f"{folder}/" if environment.is_absolute else "").split()
    argv = ["/bin/bash", "-c", environment.script, "bash", sys.executable, "-m", "dateline", *words]
    done = subprocess.run(argv, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    out, err = (said.decode(errors="replace") for said in (done.stdout, done.stderr))
    after = files(folder)
    shutil.rmtree(folder)
    return Ended(done.returncode, out + err, before, after)


@pytest.fixture(scope="module")
def usual(place, tmp_path_factory):
    """How each command ends in the usual environment; asked for when it is needed."""
    held: dict[str, Ended] = {}

    def look(command: str) -> Ended:
        if command not in held:
            held[command] = ended(EVERYWHERE[0], command, place, tmp_path_factory.mktemp("usual") / "place")
        return held[command]

    return look


def wrong(environment: Environment, command: str, done: Ended, usual: Ended) -> list[str]:
    """What is wrong with how a command ended."""
    fails = environment.fails.get(command, 0)
    lines = [line for line in done.told.splitlines() if line.strip().startswith(("error:", "hint:"))]
    is_said = environment.is_mute or len(lines) == 2 * bool(fails) or done.told.startswith("failed ")
    gone = [name for name, data in done.before.items() if not done.after.get(name, b"").startswith(data)]
    is_done = not fails or len(environment.fails) == len(COMMANDS)  # only what it said is lost
    lost = [name for name in gone if not is_done or usual.after.get(name, b"").startswith(done.before[name])]
    left = {*done.after} - {*done.before} - {*usual.after}
    missing = {*usual.after} - {*done.after}
    found = {
        f"exit code {done.code}": done.code != fails,
        f"said: {done.told}": "Traceback" in done.told or not is_said,
        f"lost: {lost}": bool(lost),
        f"left: {sorted(left)}": bool(left),
        f"missing: {sorted(missing)}": bool(missing and not fails),
        "another site": command == "build" and not fails and site(done) != site(usual),
    }
    return [what for what, is_so in found.items() if is_so]


def site(done: Ended) -> dict[str, bytes]:
    return {name: data for name, data in done.after.items() if name.startswith("work/build/")}


def turned(cases: Sequence[T], by: int) -> Sequence[T]:
    """All cases, from another one on, so that a part of them is another part."""
    return (*cases[by:], *cases[:by])


def tried(cases: Iterable[tuple[Environment, str]], place: Path, usual: Callable[[str], Ended], folder: Path) -> None:
    """Runs commands in environments, and reports all that is wrong."""
    found = {}
    for at, (environment, command) in enumerate(cases):
        done = ended(environment, command, place, folder / str(at))
        found[environment.name, command] = wrong(environment, command, done, usual(command))
    assert {case: objections for case, objections in found.items() if objections} == {}


@pytest.mark.parametrize("command", COMMANDS)
def test_everywhere(place, usual, tmp_path, thinned, measured, command):  # noqa: PLR0913, PLR0917
    """Whatever the variables, the programs, the repository and the streams are, a command does its work or says why not."""
    environments = thinned(turned(EVERYWHERE, [*COMMANDS].index(command)), 1)
    tried(((one, command) for one in environments), place, usual, tmp_path)

    measured(f"odd environments for `dateline {command}`", len(environments), len(EVERYWHERE))


@pytest.mark.skipif(not can_have_a_space(), reason="this machine lets no process have mounts of its own")
@pytest.mark.parametrize("at", range(len(IN_A_SPACE)), ids=lambda at: IN_A_SPACE[at].name)
def test_in_a_space_of_its_own(place, usual, tmp_path, thinned, measured, at):  # noqa: PLR0913, PLR0917
    """Likewise for a disk or a user that only a process with mounts of its own can have."""
    commands = thinned(turned([*COMMANDS], 2 * at), 1)
    tried(((IN_A_SPACE[at], command) for command in commands), place, usual, tmp_path)

    measured(f"commands with {IN_A_SPACE[at].name}", len(commands), len(COMMANDS))


def test_names_that_differ_in_capitals_alone(place, usual, tmp_path, measured):
    """Dateline makes no two files or folders whose names differ in capital letters alone, and objects to such a name."""
    made = {Path(name) for command in ("init", "build", "daily") for name in usual(command).after}
    every = made | {folder for path in made for folder in path.parents}
    assert len({str(path).casefold() for path in every}) == len(every)
    for number, (name, like) in enumerate(SAME.items()):
        root = shutil.copytree(place / "work", tmp_path / str(number))
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(root / like, root / name)
        found = {one.file for one in check(root).findings if one.rule == "unknown-file" and one.level == "error"}
        assert found in ({name}, {str(Path(name).parent)}), name

    measured("names of which a disk can keep one alone, and `check` says so", len(SAME))
