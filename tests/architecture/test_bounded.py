"""A run of the tests ends, whatever hangs, and reports what hung."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import bounded
import pytest
from interrupts import HEARD

ROOT = Path(__file__).parents[2]
ENV = {name: value for name, value in os.environ.items() if name != bounded.NOTES} | {"PYTHONPATH": str(ROOT / "scripts")}
HANGS = """
import signal

def test_hangs():
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    signal.sigwait({signal.SIGALRM})

"""
LEAVES = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
"""
PASSES_ON = """
import signal, sys
from pathlib import Path
import bounded
sys.exit(bounded.bounded([sys.executable, "-c", sys.argv[1]], 1000, Path(sys.argv[2])))
"""


def test_a_test_that_no_signal_reaches_ends_in_time(tmp_path: Path) -> None:
    """A test that hangs where no alarm can interrupt it is ended, and the terminal shows where it hung."""
    (tmp_path / "test_hanging.py").write_text(HANGS)
    config = ["-c", ROOT / "pyproject.toml", f"--rootdir={tmp_path}", "-p", "no:cacheprovider", "-p", "no:xdist"]
    argv = [sys.executable, "-m", "pytest", *map(str, config), "-o", "faulthandler_timeout=0.5", str(tmp_path)]
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)

    assert done.returncode != 0
    assert "in test_hangs" in done.stderr


def test_a_run_that_takes_too_long_says_what_it_was_at(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """When its time is up, a run is killed, and each running test is named, unless its process has ended."""
    (tmp_path / str(os.getpid())).write_text("tests/core/test_text.py::test_folding")
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        (tmp_path / str(gone.pid)).write_text("tests/core/test_text.py::test_gone")

    code = bounded.bounded([sys.executable, "-c", "import signal; signal.pause()"], 0.1, tmp_path)

    assert code == 1
    said = capfd.readouterr().err
    assert "minutes. Still running:\n  tests/core/test_text.py::test_folding\n" in said
    assert "test_gone" not in said


def test_nothing_outlives_a_run(tmp_path: Path) -> None:
    """Processes that a run leaves behind are killed with it: the pipe that they would have kept open is closed."""
    argv = [sys.executable, "-c", PASSES_ON, LEAVES, str(tmp_path)]

    assert subprocess.run(argv, stdout=subprocess.PIPE, env=ENV, check=False).returncode == 0


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_the_script_ends_all_of_it(tmp_path: Path, told: signal.Signals) -> None:
    """Ctrl-C, and the signal of a CI service, reach all processes, without a traceback."""
    script = tmp_path / "script.py"
    script.write_text(
        "import signal, sys, bounded\n"
        "if bounded.is_bounded():\n    print('ready', flush=True)\n    signal.pause()\n"
        "sys.exit(bounded.script(__file__, [], 1000))\n"
    )
    with subprocess.Popen([*HEARD, sys.executable, str(script)], stdout=subprocess.PIPE, env=ENV) as run:
        assert run.stdout
        assert run.stdout.readline() == b"ready\n"
        run.send_signal(told)
        run.stdout.read()

    assert run.returncode == (130 if told == signal.SIGINT else 143)


def test_each_process_notes_the_test_that_it_runs(request: pytest.FixtureRequest) -> None:
    """While a test runs under the script, its name is in the file of its process."""
    if bounded.NOTES not in os.environ:
        pytest.skip("these tests were not started by scripts/test.py")
    assert request.node.nodeid in bounded.running(Path(os.environ[bounded.NOTES]))
