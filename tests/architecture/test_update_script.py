"""The pre-build script does little, and ignores what strangers write in titles."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import update
from wire.server import missing, serving

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


def test_errors_are_mailed_if_there_is_a_mail_server(script):
    """With the address of a mail server in the environment, the update mails its report if it fails."""
    done = script("harbour", DATELINE_SMTP_URL="smtp://localhost")

    assert done.stdout.splitlines()[-1] == "update --reports .dateline/reports --mail-errors harbour"


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


# --- an identity instead of a key ------------------------------------------------------------------------------------------

SHOWS = """\
import os
from pathlib import Path
file = os.environ.get("ANTHROPIC_IDENTITY_TOKEN_FILE")
print("identity:", Path(file).read_text() if file else "none")
print("asking:", [name for name in os.environ if name.startswith("ACTIONS_ID_TOKEN")])
"""
NAMED = {"ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1", "ANTHROPIC_API_KEY": "", "ANTHROPIC_AUTH_TOKEN": ""}
ADDRESS = "/token?job=1&audience=https%3A%2F%2Fapi.anthropic.com"


def github(*identities):
    """GitHub's endpoint, which gives these identities in turn."""
    left = [*identities]
    return {ADDRESS: lambda call: call.say(200, json.dumps({"value": left.pop(0) if len(left) > 1 else left[0]}).encode())}


def asking(server):
    """What GitHub sets in a job that may ask."""
    return {"ACTIONS_ID_TOKEN_REQUEST_URL": server.url("/token?job=1"), "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "asks"}


def test_an_identity_is_fetched_if_there_is_no_key(script, tmp_path):
    """The update finds the identity in a file, and cannot ask for another one itself."""
    (tmp_path / "dateline.py").write_text(SHOWS)
    with serving(github("signed")) as server:
        done = script(**NAMED, **asking(server))

    assert done.stdout.splitlines() == ["identity: signed", "asking: []"]
    assert server.headers[0]["Authorization"] == "bearer asks"


@pytest.mark.parametrize("given", [{"ANTHROPIC_FEDERATION_RULE_ID": ""}, {"ANTHROPIC_API_KEY": "key"}])
def test_no_identity_is_asked_for_if_none_is_wanted(script, tmp_path, given):
    """Without a rule, or with a key, which goes before it, GitHub is not asked."""
    (tmp_path / "dateline.py").write_text(SHOWS)
    with serving(github("signed")) as server:
        done = script(**{**NAMED, **given}, **asking(server))

    assert done.stdout.splitlines() == ["identity: none", "asking: []"]
    assert server.hits == []


def test_an_identity_that_is_wanted_and_missing_stops_the_update(script):
    """No other writer takes over unasked: the script says what is missing, and nothing is updated."""
    with serving({ADDRESS: missing}) as server:
        refused = script(**NAMED, **asking(server))
    not_permitted = script(**NAMED, ACTIONS_ID_TOKEN_REQUEST_URL="", ACTIONS_ID_TOKEN_REQUEST_TOKEN="")

    assert [(done.returncode, done.stdout) for done in (refused, not_permitted)] == [(3, ""), (3, "")]
    assert refused.stderr == "error: GitHub gave no identity token (HTTPError)\nhint: Run it again later.\n"
    assert "id-token: write" in not_permitted.stderr


def test_the_identity_is_renewed_while_the_update_runs(monkeypatch):
    """A run may take longer than an identity is valid; a renewal that fails leaves the last one."""
    monkeypatch.setattr(update, "RENEWED", 0.001)
    with serving(github("first", "second")) as server:
        for name, value in {**NAMED, **asking(server)}.items():
            monkeypatch.setenv(name, value)
        with update.identified() as environment:
            file = Path(environment["ANTHROPIC_IDENTITY_TOKEN_FILE"])
            while file.read_text(encoding="utf-8") != "second":
                pass
            server.routes = {}
            before = len(server.hits)
            while len(server.hits) < before + 2:
                pass
            assert file.read_text(encoding="utf-8") == "second"
            assert file.stat().st_mode & 0o077 == 0

    assert not file.exists()
