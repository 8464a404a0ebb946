"""The pre-build script does little, and ignores what strangers write in titles."""

import base64
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
sys.stdout.reconfigure(line_buffering=True)
print("story: filed")
print("::error::a title from outside")
print("```")
print("an error from outside", file=sys.stderr, flush=True)
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


def test_another_command_gets_the_identity_and_writes_no_report(script, tmp_path):
    """With `--run`, the arguments go to that command, nothing is mailed, and neither a summary nor a report is written."""
    given = {"DATELINE_SMTP_URL": "smtp://localhost", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    done = script("--run", "daily", "--intro", "--report", "report.md", **given)

    assert (done.returncode, done.stdout.splitlines()[-1]) == (3, "daily --intro")
    assert (tmp_path / "summary.md").read_text() + (tmp_path / "report.md").read_text() == ""


def test_errors_are_mailed_if_there_is_a_mail_server(script):
    """With the address of a mail server in the environment, the update mails its report if it fails."""
    done = script("harbour", DATELINE_SMTP_URL="smtp://localhost")

    assert done.stdout.splitlines()[-1] == "update --reports .dateline/reports --mail-errors harbour"


def test_the_report_is_a_block_of_code(script, tmp_path):
    """Where Dateline wrote no report, every line of the output is indented, so that nothing in it is markup."""
    script("--report", "report.md", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))

    report = (tmp_path / "report.md").read_text()
    assert report == (
        "# Update\n\n    story: filed\n    ::error::a title from outside\n    ```\n    an error from outside\n"
        "    update --reports .dateline/reports\n\n"
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
    """On GitHub all output, also that of errors, stands between a stop and a token that cannot be guessed."""
    first, second = (script(GITHUB_ACTIONS="true").stdout.splitlines() for _ in range(2))

    token = first[0].removeprefix("::stop-commands::")
    assert first[-1] == f"::{token}::"
    assert "an error from outside" in first
    assert len(token) == 32
    assert first[0] != second[0]


def test_the_log_appears_while_the_update_runs(script, tmp_path):
    """A line is shown when it comes: the update can wait for somebody who has read it."""
    (tmp_path / "dateline.py").write_text("import os\nprint('first', flush=True)\nopen('said').read()\nprint('second')\n")
    os.mkfifo(tmp_path / "said")
    argv = [sys.executable, str(ROOT / "scripts/update.py")]
    given = {**os.environ, "PYTHONPATH": str(tmp_path), "GITHUB_ACTIONS": "", "GITHUB_STEP_SUMMARY": ""}
    with subprocess.Popen(argv, cwd=tmp_path, env=given, stdout=subprocess.PIPE, encoding="utf-8") as done:
        assert done.stdout
        assert done.stdout.readline() == "first\n"
        (tmp_path / "said").write_text("go on")
        assert done.stdout.readline() == "second\n"


def test_a_summary_that_is_too_long_leaves_out_whole_stories(script, tmp_path):
    """GitHub shows nothing of a summary of more than 1 MiB: what fits is shown, and the summary says where the rest is."""
    stories = "".join(
        f"# story-{n}: version 1\n\n{'äöü ' * size}\n# no story\n\n" for n, size in ((1, 90_000), (2, 90_000), (3, 9))
    )
    text = f"# Update\n\n    collected\n\n{stories}"
    (tmp_path / "dateline.py").write_text(
        "from pathlib import Path\nfolder = Path('.dateline/reports')\nfolder.mkdir(parents=True)\n"
        f"(folder / 'summary.md').write_text({text!r}, encoding='utf-8')\n"
    )
    script("--report", "report.md", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))

    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == text
    assert len(summary.encode()) < 1024 * 1024 < len(text.encode())
    assert [line for line in summary.splitlines() if line.startswith("# story")] == [
        "# story-1: version 1",
        "# story-3: version 1",
    ]
    assert summary.endswith(
        "1 of 3 stories are left out, because GitHub shows no longer summary. All of it is in the artifact *review*, as "
        "`summary.md`.\n"
    )


@pytest.mark.parametrize("room", [-1, 0, 600, 2000])
def test_a_summary_keeps_its_room(room):
    """However little room there is, and however long the first part is, the cut is between two lines."""
    text = update.shortened("# Update\n\n" + "    ä line\n" * 999 + "\n# quay\n\nText.\n", room)

    assert len(text.encode()) <= max(room, 500)
    assert set(text.partition("\n1 of 1")[0].splitlines()[2:]) <= {"    ä line", ""}


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


@pytest.fixture
def identity(monkeypatch, tmp_path):
    """Runs the script in this process, with a rule and no key; what it waits for takes no time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(update, "PAUSES", (1e-9, 1e-9))
    shared = {"PYTHONPATH": str(tmp_path), "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    for name, value in {**NAMED, **shared}.items():
        monkeypatch.setenv(name, value)

    def run(asked):
        for name, value in asked.items():
            monkeypatch.setenv(name, value)
        return update.main([])

    return run


COLLECTS = SHOWS.replace("if file else", "if file and Path(file).exists() else")


@pytest.mark.parametrize("answer", [None, b"no JSON", b"{}", b"[]", b'{"value": null}', b'{"value": ""}', b'{"value": 1}'])
def test_an_identity_that_stays_away_stops_the_drafts_alone(identity, tmp_path, capfd, answer):
    """No other writer takes over unasked. GitHub is asked several times; then items are collected, and the run fails."""
    (tmp_path / "dateline.py").write_text(COLLECTS)
    routes = {ADDRESS: missing if answer is None else lambda call: call.say(200, answer)}
    with serving(routes) as server:
        code = identity(asking(server))

    said = "GitHub gave no identity token, although it was asked 3 times. Run this again later. Without one, nothing is"
    out, summary = capfd.readouterr().out, (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert (code, len(server.hits)) == (3, 3)
    assert "identity: none\n" in out
    assert f"::error title=No identity::{said} drafted.\n" in out
    assert summary.startswith(f"**No identity**: {said} drafted.\n\n# Update\n\n    identity: none\n")


def test_an_identity_may_come_late(identity, tmp_path, capfd):
    """One request that fails loses nothing."""
    (tmp_path / "dateline.py").write_text(COLLECTS)
    left = [500, 200]
    with serving({ADDRESS: lambda call: call.say(left.pop(0), b'{"value": "signed"}')}) as server:
        code = identity(asking(server))

    assert (code, "identity: signed\n" in capfd.readouterr().out) == (0, True)


def test_a_job_without_the_permission_is_told_which(script, tmp_path):
    """GitHub is not asked, and elsewhere than on GitHub it is an error on standard error."""
    (tmp_path / "dateline.py").write_text(COLLECTS)
    done = script(**NAMED, ACTIONS_ID_TOKEN_REQUEST_URL="", ACTIONS_ID_TOKEN_REQUEST_TOKEN="")

    assert (done.returncode, "identity: none" in done.stdout) == (3, True)
    assert done.stderr.startswith(
        "error: the job may not ask GitHub for an identity token. Give it the permission `id-token: write`."
    )


def token(payload):
    """An identity token with a payload."""
    return f"e30.{base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip('=')}.signature"


SUBJECT = "repo:example@123/briefs@4567:ref:refs/heads/main"
REFUSES = "print('quay: failed')\nprint('  the credential was refused: 401')\nraise SystemExit(3)\n"


def test_a_refused_identity_names_its_subject(identity, tmp_path, capfd):
    """A stranger can copy the subject into the federation rule; nothing else of the token is shown."""
    (tmp_path / "dateline.py").write_text(REFUSES)
    signed = token({"sub": SUBJECT, "jti": "secret-of-the-token"})
    with serving(github(signed)) as server:
        code = identity(asking(server))

    told = f"this workflow runs as {SUBJECT}, and the federation rule must have exactly this subject."
    out, summary = capfd.readouterr().out, (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert code == 3
    assert f"::error title=The identity was refused::{told}\n" in out
    assert f"**The identity was refused**: {told}" in summary
    parts = [part for part in signed.split(".") if len(part) > len("e30")]  # a header as short as this may be in any text
    assert not [part for part in (*parts, "secret-of") if part in out + summary]


@pytest.mark.parametrize("held", ["signed", "a.b.c", token({}), token([]), token({"sub": "x\n::error::y"})])
def test_a_subject_that_is_none_is_not_shown(tmp_path, held):
    """A token that cannot be read, or has a subject with other characters, says nothing."""
    (tmp_path / "identity").write_text(held, encoding="utf-8")

    assert update.subject(tmp_path / "identity") == ""


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
