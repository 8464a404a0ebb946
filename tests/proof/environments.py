"""Odd environments: what a machine, a shell or a repository may be like, and which commands cannot do their work there."""

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from runner import commit, git

COMMANDS = {
    "init": "init {at}new --example",
    "check": "-C {at}work check",
    "build": "-C {at}work build --jobs 1",
    "update": "-C {at}drafted update --no-collect",
    "status": "-C {at}work status",
    "doctor": "-C {at}drafted doctor",
    "propose": "-C {at}drafted propose",
    "daily": "-C {at}work daily 2026-02-18 --out {at}letters",
}
NO_REPOSITORY = {"propose": 2}
READ_ONLY = {"init": 3, "build": 3, "update": 3, "propose": 3, "daily": 3}
BOTH = ("work", "drafted")
SPACE = 'unshare --user --map-root-user --mount bash -c \'{script}; exec "$@"\' bash "$@"'
"""Runs a script in a space of mounts of its own, in which it may do anything, before the command."""
STRANGE = """\
[core]
pager = false
quotepath = true
abbrev = 4
autocrlf = input
[color]
ui = always
[column]
ui = always
[commit]
gpgsign = true
[diff]
noprefix = true
external = false
renames = copies
[push]
default = nothing
[log]
showSignature = true
[status]
short = true
[user]
useConfigOnly = true
[init]
defaultBranch = trunk
"""


@dataclass(frozen=True, eq=False)
class Environment:
    """One way in which an environment is odd."""

    name: str
    variables: Mapping[str, str | None] = field(default_factory=dict)
    """Variables of the environment; None: it is not there."""
    script: str = 'exec "$@"'
    """What starts the command, in bash. PLACE is the folder in which it starts."""
    prepare: Callable[[Path], object] = lambda _: None
    """Changes the folder before."""
    fails: Mapping[str, int] = field(default_factory=dict)
    """The commands that cannot do their work, and with which code each ends; all others do theirs."""
    is_absolute: bool = False
    """Whether the command is given absolute paths."""
    is_mute: bool = False
    """Whether nobody can read what it prints."""


def program(name: str, text: str, mode: int = 0o755) -> Callable[[Path], object]:
    """Puts a program into a folder `bin`."""

    def prepare(place: Path) -> None:
        (place / "bin").mkdir()
        (place / "bin" / name).write_text(text, encoding="utf-8")
        (place / "bin" / name).chmod(mode)

    return prepare


def in_both(act: Callable[[Path], object]) -> Callable[[Path], object]:
    """Does the same to both clones of a folder."""
    return lambda place: [act(place / name) for name in BOTH]


def shallow(place: Path) -> None:
    """Both clones have only their last commit."""
    for name in BOTH:
        git(place / name, "commit", "--quiet", "--allow-empty", "--message", "Again")
        git(place / name, "push", "--quiet", "--force", "origin", "HEAD:main")
        git(place / name, "fetch", "--quiet")
        (place / name / ".git/shallow").write_text(f"{git(place / name, 'rev-parse', 'HEAD')}\n", encoding="utf-8")
        assert git(place / name, "rev-parse", "--is-shallow-repository") == "true"


def with_crlf(root: Path) -> None:
    """The text files are as git for Windows checks them out."""
    git(root, "config", "core.autocrlf", "true")
    for name in git(root, "ls-files", "*.yaml", "*.jsonl", "*.md", "*.css").splitlines():
        (root / name).write_bytes((root / name).read_bytes().replace(b"\n", b"\r\n"))


def configured(place: Path) -> None:
    """Git is set up by its user in every way that could change what it prints."""
    (place / "home").mkdir()
    (place / "home/.gitconfig").write_text(STRANGE, encoding="utf-8")


def unborn(root: Path) -> None:
    """The repository has no commit on its branch."""
    git(root, "checkout", "--quiet", "--orphan", "other")
    git(root, "rm", "--quiet", "-r", "--force", "--cached", ".")


def terminal(**variables: str | None) -> dict[str, object]:
    """A terminal, on which the command runs."""
    return {"variables": variables, "script": 'script --quiet --return --command "$*" /dev/null'}


OWN = {"PATH": "{place}/bin:/usr/bin:/bin"}
EVERYWHERE = (
    Environment("as usual"),
    Environment("without HOME", {"HOME": None}),
    Environment("HOME is no folder", {"HOME": "/dev/null"}),
    Environment("HOME is not there", {"HOME": "/nonexistent/home"}),
    Environment("LANG=C", {"LANG": "C"}),
    Environment("LC_ALL=POSIX", {"LC_ALL": "POSIX"}),
    Environment("ASCII alone", {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
    Environment("output in Latin 1", {"PYTHONIOENCODING": "latin-1"}),
    Environment("without a variable but PATH", {"HOME": None, "LANG": None, "TERM": None, "TZ": None}),
    Environment("a time zone that is not there", {"TZ": "Nowhere/At_All"}),
    Environment("warnings are errors", {"PYTHONWARNINGS": "error"}),
    Environment("without asserts and docstrings", {"PYTHONOPTIMIZE": "2"}),
    Environment("few open files", script='ulimit -n 24; exec "$@"'),
    Environment("without git", {"PATH": "/nonexistent"}, script='exec "$@"', fails=NO_REPOSITORY),
    Environment(
        "a git that fails", OWN, prepare=program("git", "#!/bin/sh\necho fatal: no >&2\nexit 128\n"), fails=NO_REPOSITORY
    ),
    Environment("a git that fails silently", OWN, prepare=program("git", "#!/bin/sh\nexit 1\n"), fails=NO_REPOSITORY),
    Environment("a git that is killed", OWN, prepare=program("git", "#!/bin/sh\nkill -9 $$\n"), fails=NO_REPOSITORY),
    Environment("a git that is no program", {"PATH": "{place}/bin"}, prepare=program("git", "git"), fails=NO_REPOSITORY),
    Environment("a git that must not run", {"PATH": "{place}/bin"}, prepare=program("git", "git", 0o644), fails=NO_REPOSITORY),
    Environment("a git set up in every way", {"HOME": "{place}/home"}, prepare=configured),
    Environment("GIT_DIR from a hook", {"GIT_DIR": "{place}/drafted/.git", "GIT_INDEX_FILE": "{place}/drafted/.git/index"}),
    Environment("GIT_DIR is not there", {"GIT_DIR": "/nonexistent/.git"}, fails=NO_REPOSITORY),
    Environment("not a repository", prepare=in_both(lambda root: shutil.rmtree(root / ".git")), fails=NO_REPOSITORY),
    Environment("a broken repository", prepare=in_both(lambda root: (root / ".git/HEAD").write_text("?")), fails=NO_REPOSITORY),
    Environment("no commit yet", prepare=in_both(unborn), fails={"propose": 3}),
    Environment("a shallow clone", prepare=shallow),
    Environment("a detached HEAD", prepare=in_both(lambda root: git(root, "checkout", "--quiet", "--detach"))),
    Environment("no remote", prepare=in_both(lambda root: git(root, "remote", "remove", "origin")), fails=NO_REPOSITORY),
    Environment(
        "a remote that is gone", prepare=lambda place: shutil.rmtree(place / "hub.git"), fails={"update": 3, "propose": 3}
    ),
    Environment("CRLF at the end of lines", prepare=in_both(with_crlf)),
    Environment("TMPDIR is not there", {"TMPDIR": "/nonexistent"}),
    Environment("closed standard input", script='exec "$@" <&-'),
    Environment("closed standard output", script='exec "$@" >&-', is_mute=True),
    Environment("closed standard error", script='exec "$@" 2>&-', is_mute=True),
    Environment("all streams closed", script='exec "$@" <&- >&- 2>&-', is_mute=True),
    Environment("standard output on a full disk", script='exec "$@" >/dev/full', fails=dict.fromkeys(COMMANDS, 3)),
    Environment("standard error on a full disk", script='exec "$@" 2>/dev/full', is_mute=True),
    Environment("a reader of one line", script='"$@" | head -n 1; exit "${PIPESTATUS[0]}"'),
    Environment("a reader who has left", script='"$@" | true; exit "${PIPESTATUS[0]}"'),
    Environment("a terminal that can do nothing", **terminal(TERM="dumb")),  # type: ignore[arg-type]
    Environment("a terminal without a name", **terminal(TERM=None)),  # type: ignore[arg-type]
    Environment("a terminal of one column", **terminal(TERM="xterm", COLUMNS="1", LINES="1")),  # type: ignore[arg-type]
    Environment("a terminal of no known size", **terminal(TERM="xterm", COLUMNS="wide", LINES="-1")),  # type: ignore[arg-type]
    Environment("a folder that was deleted", script='mkdir gone; cd gone; rmdir ../gone; exec "$@"', is_absolute=True),
)
IN_A_SPACE = (
    Environment("a user who has no name", {"HOME": None}, 'exec unshare --user --map-user=12345 --map-group=12345 "$@"'),
    Environment(
        "a read-only disk",
        script=SPACE.format(script='mount --bind "$PLACE" "$PLACE"; mount -o remount,bind,ro "$PLACE"; cd "$PLACE"'),
        fails=READ_ONLY,
    ),
    Environment(
        "a full folder for temporary files",
        {"TMPDIR": "{place}/tmp"},
        SPACE.format(script="mkdir tmp; mount -t tmpfs -o size=4k none tmp; head -c 4096 /dev/zero >tmp/full"),
    ),
    Environment(
        "no folder for temporary files",
        script=SPACE.format(
            script='mount --bind "$PLACE" "$PLACE"; for at in /tmp /var/tmp /usr/tmp; do [ ! -d "$at" ] || '
            '{ mount --bind "$at" "$at"; mount --bind "$PLACE" "$PLACE"; mount -o remount,bind,ro "$at"; }; done; cd /proc'
        ),
        fails={"update": 3, "propose": 3},
        is_absolute=True,
    ),
)


def can_have_a_space() -> bool:
    """Whether this machine lets a process have mounts of its own."""
    argv = ["unshare", "--user", "--map-root-user", "--mount", "true"]
    return bool(shutil.which("unshare")) and subprocess.run(argv, check=False, capture_output=True).returncode == 0


def clones(place: Path, example: Path, drafted: Path) -> None:
    """A remote with the example, a clone of it, and a clone with a version that is not published."""
    place.mkdir()
    for source, name in ((example, "work"), (drafted, "drafted")):
        shutil.copytree(source, place / name)
    root = place / "work"
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "The desk")
    git(root, "config", "user.email", "desk@example.org")
    commit(root, "Begin")
    git(place, "clone", "--quiet", "--bare", "work", "hub.git")
    git(root, "remote", "add", "origin", "../hub.git")
    git(root, "fetch", "--quiet")
    shutil.copytree(root / ".git", place / "drafted/.git")
