"""The two commands of the README: what they do before anything is installed."""

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
    """What worked takes one line."""
    assert setup_env.step("install", lambda: "already there")

    assert capsys.readouterr().out == "  install        0.0 s  already there\n"


def test_the_noise_of_a_command_is_shown_where_it_fails(capsys):
    """A failure shows all that the command said, and what the command was."""
    noisy = [sys.executable, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(4)"]

    assert not setup_env.step("install", lambda: setup_env.run(noisy))

    said = capsys.readouterr().out
    assert "failed\n\nout\nerr\n" in said
    assert said.rstrip().endswith("ended with code 4")


def test_a_step_that_works_says_nothing_of_its_noise(capsys):
    """What a command prints is the step's to use; the terminal stays quiet."""
    assert setup_env.run([sys.executable, "-c", "print('noise')"]) == "noise\n"
    assert capsys.readouterr().out == ""


def test_nothing_is_installed_twice(monkeypatch, tmp_path):
    """With the same project and lock there is nothing to do and no network to need; what tests need covers a trial."""
    monkeypatch.setattr(setup_env, "VENV", tmp_path)
    state = setup_env.digest("pyproject.toml", setup_env.LOCK)
    (tmp_path / "dev.stamp").write_text(state)

    assert setup_env.install(dev=True) == "already there"
    assert setup_env.install(dev=False) == "already there"


def test_a_changed_lock_is_a_changed_state(monkeypatch, tmp_path):
    """The state that is stamped follows every byte of the files and the version of Python."""
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

    with pytest.raises(setup_env.StepFailed, match="hint: on Debian and Ubuntu, apt install python3-venv"):
        setup_env.install(dev=True)


def test_ci_runs_the_readmes_command():
    """The script for a fresh machine ends in the very command that people are given."""
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("exec python3 scripts/test.py")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
