"""The two commands of the README: what they do before anything is installed."""

import importlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import setup_env

ROOT = Path(__file__).parents[2]


def test_an_old_python_is_told_so(monkeypatch):
    """A Python that is too old ends with an error and a hint, not with a syntax error."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer\nhint: "):
        setup_env.check_python()


def test_a_step_is_one_line_with_its_time(capsys):
    """A step that succeeds prints one line."""
    assert setup_env.step("install", lambda: "already there")

    assert capsys.readouterr().out == "  install        0.0 s  already there\n"


def test_the_noise_of_a_command_is_shown_where_it_fails(capsys):
    """A failure prints the command and all its output."""
    noisy = [sys.executable, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(4)"]

    assert not setup_env.step("install", lambda: setup_env.run(noisy))

    said = capsys.readouterr().out
    assert "failed\n\nout\nerr\n" in said
    assert said.rstrip().endswith("ended with code 4")


def test_a_step_that_works_says_nothing_of_its_noise(capsys):
    """A step gets what its command prints; the terminal stays quiet."""
    assert setup_env.run([sys.executable, "-c", "print('noise')"]) == "noise\n"
    assert capsys.readouterr().out == ""


def test_nothing_is_installed_twice(monkeypatch, tmp_path):
    """With the same project and lock there is nothing to do and no network is needed; what tests need is enough for a trial."""
    monkeypatch.setattr(setup_env, "VENV", tmp_path)
    state = setup_env.digest("pyproject.toml", setup_env.LOCK)
    (tmp_path / "dev.stamp").write_text(state)

    assert setup_env.install(dev=True) == "already there"
    assert setup_env.install(dev=False) == "already there"


def test_a_changed_lock_is_a_changed_state(monkeypatch, tmp_path):
    """The stamped state depends on every byte of the files and on the version of Python."""
    monkeypatch.setattr(setup_env, "ROOT", tmp_path)
    (tmp_path / "lock").write_text("a==1")
    before = setup_env.digest("lock")
    (tmp_path / "lock").write_text("a==2")

    assert before != setup_env.digest("lock")
    assert not setup_env.is_current(tmp_path / "stamp", before)


@pytest.fixture
def install(monkeypatch, tmp_path):
    """Installs with a Python that makes half a virtual environment, prints something, and fails; returns what is said."""

    def run(said, free=10**12):
        fake = tmp_path / "proxy-python"  # whose name says nothing about the failure
        fake.write_text(f"#!/bin/sh\nmkdir -p '{tmp_path}/venv/bin'; cat << 'END'\n{said}\nEND\nexit 1\n")
        fake.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(fake))
        monkeypatch.setattr(setup_env, "VENV", tmp_path / "venv")
        monkeypatch.setattr(setup_env, "PYTHON", tmp_path / "venv/bin/python")
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "logs"))
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
        with pytest.raises(setup_env.StepFailed) as failed:
            setup_env.install(dev=False)
        assert not (tmp_path / "venv").exists()
        return str(failed.value)

    (tmp_path / "logs").mkdir()
    return run


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        ("ensurepip is not available", "ensurepip is missing"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("error: failed to write to file: No space left on device (os error 28)", "the disk is full"),
        ("Error: [Errno 13] Permission denied: '/srv/dateline/.venv'", "a folder cannot be written to"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "its hash is another one"),
        ("error: Hash mismatch for `click==8.3.1`", "its hash is another one"),
        ("  × Failed to build `quay==0.2.6`", "has no wheel"),
        ("error: quay==1 has no usable wheels", "has no wheel"),
        ("error: Failed to fetch: `https://index.example/click/`", "could not be downloaded"),
        ("ERROR: No matching distribution found for uv==0.13.0", "could not be downloaded"),
        ("error: these versions are in conflict", "the installer failed"),
    ],
)
def test_a_failed_installation_takes_two_lines(install, tmp_path, printed, what):
    """One line says what failed and one what to do, whatever it is. All that was printed is kept; nothing half made is."""
    error, hint = install(printed).splitlines()

    assert error.startswith("error: ")
    assert what in error
    [log] = (tmp_path / "logs").iterdir()
    assert hint.startswith("hint: ")
    assert hint.endswith(f" {log} has the full output.")
    assert log.read_text(encoding="utf-8").startswith(printed)


def test_a_full_disk_is_told_by_its_free_bytes(install, tmp_path):
    """`venv` does not say why it failed; if no file can be written either, the hint repeats the line with the error."""
    (tmp_path / "logs").rmdir()

    assert install("Error: exit status 1.\nmore", free=1000).splitlines() == [
        "error: the disk is full",
        "hint: Free about 500 MB, then run this again. It says: Error: exit status 1.",
    ]


def test_a_first_install_without_a_network_takes_two_lines(tmp_path):
    """If no index can be reached, one line says what failed and one what to do; the script names the file with pip's output."""
    for name in ("scripts/setup_env.py", "pyproject.toml", "requirements.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "logs").mkdir()
    nowhere = {
        "TMPDIR": str(tmp_path / "logs"),
        "PIP_INDEX_URL": "http://127.0.0.1:9",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }

    argv = [sys.executable, tmp_path / "scripts/setup_env.py"]
    done = subprocess.run(argv, env={"PATH": os.environ["PATH"], **nowhere}, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (1, "")
    assert [line.partition(":")[0] for line in done.stdout.partition("failed\n")[2].split("\n") if line] == ["error", "hint"]
    [log] = (tmp_path / "logs").glob("dateline-*.log")
    assert "uv" in log.read_text(encoding="utf-8")


def test_the_trial_ends_with_the_commands_of_the_readme(monkeypatch, tmp_path):
    """The commands that `scripts/try.py` prints last are those of the README, wherever it was started."""
    printed = importlib.import_module("try").onward
    monkeypatch.chdir(ROOT)
    here = printed()
    monkeypatch.chdir(tmp_path)

    assert f"```sh\n{here}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert printed() == f"cd {shlex.quote(str(ROOT))}\n{here}"


@pytest.fixture
def trial(monkeypatch, capsys):
    """Runs `scripts/try.py` with steps that do nothing; returns what it says and what it serves."""
    script = importlib.import_module("try")
    for name in ("install", "init", "update", "check", "build"):
        monkeypatch.setattr(script, name, lambda **_: "done")

    def run(*flags, is_terminal):
        served = []
        monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)

        def record(argv, **_):
            served.append(argv)
            return SimpleNamespace(returncode=130)

        monkeypatch.setattr(script.subprocess, "run", record)
        assert script.main(flags) == 0
        return capsys.readouterr().out, served

    before = signal.getsignal(signal.SIGINT)
    yield run
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(("flags", "is_terminal"), [((), False), (("--no-serve",), True)])
def test_a_trial_without_a_terminal_ends_with_the_command_that_serves(monkeypatch, tmp_path, trial, flags, is_terminal):
    """The last line is the command to type, from any folder."""
    for folder, command in (
        (ROOT, ".venv/bin/dateline -C example serve"),
        (tmp_path, f"{ROOT}/.venv/bin/dateline -C {ROOT}/example serve"),
    ):
        monkeypatch.chdir(folder)
        said, served = trial(*flags, is_terminal=is_terminal)
        assert said.endswith(f"\nTo read the example in a browser: {command}\n")
        assert served == []


def test_a_trial_on_a_terminal_ends_with_a_server(trial):
    """It says what to type next and how to stop, and serves the example; that somebody stopped it is no failure."""
    said, served = trial(is_terminal=True)

    assert served == [[setup_env.PYTHON, "-m", "dateline", "-C", ROOT / "example", "serve"]]
    assert said.index("dateline init ../record") < said.index("press Ctrl-C")


def test_a_terminal_that_lacks_a_character_gets_its_number(tmp_path):
    """A path with umlauts breaks no script on a terminal that is limited to ASCII."""
    code = "import setup_env; setup_env.begin('Umläute')"
    given = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT / "scripts")}

    assert subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, check=True).stdout == b"Uml\\xe4ute\n"


def test_a_folder_that_is_no_environment_is_left_alone(monkeypatch, tmp_path):
    """If `.venv` contains something else, nothing in it is deleted."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/notes.txt").write_text("mine")
    monkeypatch.setattr(setup_env, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup_env, "PYTHON", tmp_path / ".venv/bin/python")

    with pytest.raises(setup_env.StepFailed, match="is not a virtual environment\nhint: "):
        setup_env.install(dev=True)
    assert (tmp_path / ".venv/notes.txt").read_text() == "mine"


def test_ci_runs_the_readmes_command():
    """The script for a fresh machine ends with exactly the command that people are given."""
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec python3 scripts/test.py")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_trying_dateline_builds_whole_sites():
    """Who ran the one command builds what the tutorials show, with share cards."""
    assert {"update", "extract", "email", "cards", "serve"} <= {*setup_env.RUN}
