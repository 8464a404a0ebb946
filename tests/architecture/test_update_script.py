"""The pre-build script does little, and ignores what strangers write in titles."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

DOUBLE = """\
import sys
print("story: filed")
print("::error::a title from outside")
print("```")
print(" ".join(sys.argv[1:]))
sys.exit(3)
"""


@pytest.fixture
def script(tmp_path):
    """Runs the script with a module `dateline` that prints hostile text and exits with 3."""
    (tmp_path / "dateline.py").write_text(DOUBLE)

    def run(*arguments, **environment):
        argv = [sys.executable, ROOT / "scripts/update.py", *arguments]
        given = {**os.environ, "PYTHONPATH": str(tmp_path), "GITHUB_ACTIONS": "", "GITHUB_STEP_SUMMARY": "", **environment}
        return subprocess.run(argv, capture_output=True, encoding="utf-8", cwd=tmp_path, env=given, check=False)

    return run


def test_arguments_and_exit_code_are_those_of_the_update(script):
    """Slugs and options go to `dateline update`, and its exit code is the script's."""
    done = script("harbour", "--writer", "extractive")

    assert done.returncode == 3
    assert done.stdout.splitlines()[-1] == "update --reports .dateline/reports harbour --writer extractive"


def test_the_report_is_a_block_of_code(script, tmp_path):
    """Where Dateline wrote no report, every line of the output is indented, so that nothing in it is markup."""
    script("--report", "report.md", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))

    report = (tmp_path / "report.md").read_text()
    assert report == (
        "# Update\n\n    story: filed\n    ::error::a title from outside\n    ```\n    update --reports .dateline/reports\n\n"
    )
    assert report == (tmp_path / "summary.md").read_text()


def test_a_report_of_an_earlier_run_is_neither_shown_nor_removed(script, tmp_path):
    """If this run wrote no report, an existing one is not used instead."""
    old = tmp_path / ".dateline/reports/summary.md"
    old.parent.mkdir(parents=True)
    old.write_text("# Yesterday")
    script("--report", "report.md")

    assert "Yesterday" not in (tmp_path / "report.md").read_text()
    assert old.read_text() == "# Yesterday"


def test_the_report_of_this_run_is_taken(script, tmp_path):
    """The report that `dateline update` wrote is passed on."""
    (tmp_path / "dateline.py").write_text(
        "from pathlib import Path\nfolder = Path('.dateline/reports')\nfolder.mkdir(parents=True)\n"
        "(folder / 'summary.md').write_text('# Today')\n"
    )
    script("--report", "report.md")

    assert (tmp_path / "report.md").read_text() == "# Today"


def test_the_runner_obeys_no_title(script):
    """On GitHub the output stands between a stop and a token that cannot be guessed."""
    first, second = (script(GITHUB_ACTIONS="true").stdout.splitlines() for _ in range(2))

    token = first[0].removeprefix("::stop-commands::")
    assert first[-1] == f"::{token}::"
    assert len(token) == 32
    assert first[0] != second[0]
