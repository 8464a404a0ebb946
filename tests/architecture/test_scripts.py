"""The two commands of the README: what they do before anything is installed."""

import importlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

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


def test_a_python_without_venv_gets_the_name_of_the_package(monkeypatch, tmp_path):
    """Debian's Python says that ensurepip is missing; the hint says what to install."""
    fake = tmp_path / "python"
    fake.write_text("#!/bin/sh\necho 'ensurepip is not available'\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    monkeypatch.setattr(setup_env, "VENV", tmp_path / "venv")
    monkeypatch.setattr(setup_env, "PYTHON", tmp_path / "venv/bin/python")

    with pytest.raises(setup_env.StepFailed, match="hint: On Debian and Ubuntu, run `apt install python3-venv`") as failed:
        setup_env.install(dev=True)

    assert len(str(failed.value).splitlines()) == 2


@pytest.mark.parametrize(("said", "lines"), [("ensurepip is not available", 2), ("no space left", 3)])
def test_half_an_environment_is_not_taken_for_a_whole_one(monkeypatch, tmp_path, said, lines):
    """A `.venv` that could not be finished is removed, so that the next run makes it; a failure without a hint is printed."""
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\nmkdir -p '{tmp_path}/venv/bin'; echo '{said}'\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    monkeypatch.setattr(setup_env, "VENV", tmp_path / "venv")
    monkeypatch.setattr(setup_env, "PYTHON", tmp_path / "venv/bin/python")

    with pytest.raises(setup_env.StepFailed) as failed:
        setup_env.install(dev=False)

    assert not (tmp_path / "venv").exists()
    assert len(str(failed.value).splitlines()) == lines


def test_a_first_install_without_a_network_takes_two_lines(tmp_path):
    """If no index can be reached, one line says what failed and one what to do; pip's output is in a file."""
    for name in ("scripts/setup_env.py", "pyproject.toml", "requirements.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}

    argv = [sys.executable, tmp_path / "scripts/setup_env.py"]
    done = subprocess.run(argv, env={"PATH": os.environ["PATH"], **nowhere}, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (1, "")
    assert [line.partition(":")[0] for line in done.stdout.partition("failed\n")[2].split("\n") if line] == ["error", "hint"]
    assert "uv" in (tmp_path / ".venv/install.log").read_text(encoding="utf-8")


def test_what_an_installer_says_of_anything_else_is_shown(capsys):
    """Only a missing network is reported in two lines: a conflict is shown in full."""
    with pytest.raises(setup_env.StepFailed, match="these versions are in conflict"):
        setup_env._fetch([sys.executable, "-c", "print('these versions are in conflict'); raise SystemExit(1)"])


def test_the_trial_ends_with_the_commands_of_the_readme(monkeypatch, tmp_path):
    """The commands that `scripts/try.py` prints last are those of the README, wherever it was started."""
    printed = importlib.import_module("try").onward
    monkeypatch.chdir(ROOT)
    here = printed()
    monkeypatch.chdir(tmp_path)

    assert f"```sh\n{here}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert printed() == f"cd {shlex.quote(str(ROOT))}\n{here}"


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
