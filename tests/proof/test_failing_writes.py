"""If a file cannot be written, the command says so, and everything that was there is as it was.

In a run of each command, one system call fails: with a full disk, a used-up quota, an error of the disk, or a file system
that may only be read. This is done for the calls that create, write, flush, link or rename a file. The command ends with exit
code 3 and an error that names the file, unless the file was one that costs only time (a cache); then it ends as always.
Nothing published has changed, no temporary file is left, and the next run finishes. Builds and updates also run on a disk of
a few hundred kilobytes, which is made larger until they fit.
"""

import shutil
import subprocess
import sys

import pytest
from proof import desk_scenes
from proof.killing import CRASHED, needs_strace
from proof.test_killed import MAIN

FAILING = ("openat", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "link", "mkdir")
WORDS = {
    "ENOSPC": "No space left on device",
    "EIO": "Input/output error",
    "EDQUOT": "Disk quota exceeded",
    "EROFS": "Read-only file system",
}
"""What the operating system says about each error."""
USUAL = {"name": ("update", "build, a later one", "withdraw, an item"), "disk": ("build",)}
"""What a usual run tries; a long one tries everything."""


@needs_strace
def test_a_call_fails(name, make_publication, thinned, measured):
    """Whichever call fails, the run reports it or needs nothing of it, nothing published changes, and the next run finishes."""
    most, making = MAIN[name]
    with making(make_publication) as scene, scene.ready() as asked:
        calls = [call for call in asked.points() if call.name in FAILING]
        cases = [(call, error) for number, call in enumerate(calls) for error in list(WORDS)[number % 4 :: 4]]
        chosen = thinned(cases, most)
        for call, error in chosen:
            scene.renew()
            ended = asked.failed(call, error)
            assert ended.code != CRASHED, (call, ended)
            assert ended.code in (3, scene.right[0][0]), (call, error, ended)
            if ended.code == 3:
                assert WORDS[error] in ended.said, (call, error, ended)
            assert not scene.damage(), (call, error)
            assert not list(scene.root.rglob("*.part")), (call, error)
            again = asked.run()
            assert not scene.left(again), (call, error, again)
    measured(f"failed system calls of `{name.split()[0].strip(',')}`", len(chosen), len(cases), varies=True)


ON_A_SMALL_DISK = """
size=$1 root=$2 kept=$3 out=$4; shift 4
mount -t tmpfs -o size="$size"k tmpfs "$root" && cp -r "$kept"/. "$root" || exit 9
"$@" >"$out/said" 2>&1; echo $? >"$out/code"
cp -r "$root" "$out/after"
mount -o remount,size=1g "$root"
"$@"
cp -r "$root" "$out/again"
"""
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
"""A user who is nobody outside may mount a disk of memory."""
can_mount = pytest.mark.skipif(
    shutil.which("unshare") is None or subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode != 0,
    reason="this system lets nobody but root mount a disk of memory (unshare)",
)
SMALL = {"update": (desk_scenes.update, range(24, 44, 4)), "build": (desk_scenes.first_build, range(100, 1500, 200))}
"""Command → what it works on, and kilobytes, of which the last are enough."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for given, everything in (("name", MAIN), ("disk", SMALL)):
        if given in metafunc.fixturenames:
            metafunc.parametrize(given, everything if metafunc.config.getoption("--long") else USUAL[given])


@can_mount
def test_a_small_disk(disk, make_publication, tmp_path, thinned, measured):
    """On a disk that is too small, the command says so, keeps what is published, and finishes once there is space."""
    making, sizes = SMALL[disk]
    scene, root = making(make_publication), tmp_path / "publication"
    full = 0
    with scene.ready() as asked:
        asked.run()
        for size in thinned(sizes, 2):
            scene.root, out = root, tmp_path / str(size)
            scene.renew()
            out.mkdir()
            given = [str(size), str(root), str(scene.kept / root.name), str(out)]
            command = [sys.executable, "-m", "dateline", "-C", str(root), *scene.command]
            subprocess.run([*NAMESPACE, "sh", "-c", ON_A_SMALL_DISK, "sh", *given, *command], check=True, capture_output=True)
            code, said = int((out / "code").read_text()), (out / "said").read_text()
            assert code in (0, 3), said
            full += code == 3
            assert code == 0 or WORDS["ENOSPC"] in said
            scene.root = out / "after"
            assert not scene.damage(), (size, said)
            scene.root = out / "again"
            assert scene.files() == scene.right[0][1], (size, said)
    assert full
    measured(f"sizes of a disk for `{disk}`", len(thinned(sizes, 2)), len(sizes))
