"""The workflow for the daily issue: its steps, run in order on a fresh clone as a runner would run them."""

import json
import re
import subprocess

import pytest
from drafted_essays import says
from mailing import address, environment
from newsletter_server import KEY, TOKEN, USER, newsletters
from post.letter_server import PASSWORD, letter_server
from runner import DATELINE, commit, git
from runner import TOKEN as GITHUB_TOKEN
from scripted import KEY as MODEL_KEY
from scripted import messages_server
from wire.server import serving

DAY, LIST = "2026-03-07", "letter@lists.example.org"
SETTINGS = "https://github.example/example/briefs/settings"
CRACK = "closing-test-of-the-tidal-barrier-moved-4fpnrh"


@pytest.fixture
def server():
    with letter_server() as one:
        yield one


@pytest.fixture
def readers(server):
    """The settings with which the issue is sent to two readers."""
    secrets = {**environment(server), "DATELINE_READERS": f"{address('ada')}\r\n{address('bea')}"}
    return {"vars": {"DATELINE_DAILY": "send"}, "secrets": secrets, "inputs": {"day": DAY}}


def settle(desk, before, after):
    """Changes the settings of the publication."""
    settings = desk / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")
    commit(desk, "Change the settings")
    git(desk, "push", "--quiet")


def told(run):
    """All that others can read of a run."""
    return "".join(run.said.values()) + run.summary


@pytest.mark.parametrize("job", ["introduce", "send"])
def test_a_publication_that_wants_only_pages_gets_no_runs(play, job):
    """Without the variable, both jobs are left out."""
    assert play("daily", job, "schedule", given={"inputs": {"introduce": job == "introduce"}}).outcomes == {}


def test_one_run_does_one_of_the_two(play):
    """The early run only proposes, the later one only sends."""
    given = {"vars": {"DATELINE_DAILY": "send"}}

    assert play("daily", "send", "schedule", given={**given, "inputs": {"introduce": True}}).outcomes == {}
    assert play("daily", "introduce", "schedule", given={**given, "inputs": {"introduce": False}}).outcomes == {}


# --- by mail ---------------------------------------------------------------------------------------------------------------


def test_each_reader_in_the_secret_gets_the_issue_once(play, readers, server):
    """A second run, on another machine, sends nothing: what was sent is on the branch dateline-state."""
    first, second = (play("daily", "send", "workflow_dispatch", given=readers) for _ in range(2))

    assert first.status == second.status == "success", first.said
    assert server.readers == [address("ada"), address("bea")]
    assert first.asked == [f"dateline daily --no-intro --send -- {DAY}"]
    assert (first.summary, second.summary) == ("    sent to 2 readers\n", "    2 readers had it already\n")


def test_nobody_can_read_the_secrets(play, readers, server):
    """No address, password or token is in a log, the summary, the clone, what is pushed, or a program's arguments."""
    server.at("END", "550 no such reader as bea@example.org", only="bea")
    run = play("daily", "send", "workflow_dispatch", given=readers)

    assert run.status == "failure"
    assert "b…@example.org: not sent: 550" in run.said["Send"]
    for secret in ("ada@", "bea@", PASSWORD, "correct%20horse", GITHUB_TOKEN):
        assert secret not in told(run) + "".join(run.asked)
        for folder in (run.work, run.folder / "temp"):
            assert subprocess.run(["grep", "-r", secret, folder], check=False, capture_output=True).returncode == 1
        assert secret not in git(run.origin, "log", "--all", "--patch", "--format=%an %ae %s", "dateline-state", "--not", "main")


def test_programs_do_not_see_the_addresses_in_their_environment(play, readers):
    """They are on standard input alone."""
    spy = DATELINE.replace("argv = sys", 'print("seen", os.environ.get("DATELINE_READERS"), file=sys.stderr)\nargv = sys', 1)
    run = play("daily", "send", "workflow_dispatch", given=readers, doubles={"dateline": spy})

    assert run.said["Send"] == "seen None\nsent to 2 readers\n"
    assert [name for name, given in run.environments.items() if "DATELINE_READERS" in given] == ["Send"]


def test_without_the_secret_the_list_gets_it(play, desk, readers, server):
    """Then the mail goes to `daily.to`; if there is none either, the run fails, and says so."""
    del readers["secrets"]["DATELINE_READERS"]
    nobody = play("daily", "send", "schedule", given=readers)
    settle(desk, "daily: {enabled: true}", f"daily: {{enabled: true, to: {LIST}}}")
    run = play("daily", "send", "schedule", given=readers)

    assert "nobody is named who gets the letter\nhint: " in nobody.said["Send"]
    assert (nobody.status, run.status, server.readers) == ("failure", "success", [LIST])


def test_a_quiet_day_is_no_failure(play, readers, server):
    """The schedule names no day: that of yesterday, on which nothing was filed, is not sent."""
    run = play("daily", "send", "schedule", given={**readers, "inputs": {"day": "", "again": False}})

    assert (run.status, run.asked, server.words) == ("success", ["dateline daily --no-intro --send --"], [])
    assert "nothing moved on" in run.summary


def test_the_box_sends_it_again(play, readers):
    """The box at the button *Run workflow* becomes an option."""
    run = play("daily", "send", "workflow_dispatch", given={**readers, "inputs": {"day": DAY, "again": True}})

    assert (run.status, run.asked) == ("success", [f"dateline daily --no-intro --send --again -- {DAY}"])


@pytest.mark.parametrize("day", ["--out pwned", "$(touch pwned)", "`touch pwned`"])
def test_a_day_is_no_command(play, readers, server, day):
    """What somebody enters as a day is one argument, and never an option."""
    run = play("daily", "send", "workflow_dispatch", given={**readers, "inputs": {"day": day}})

    assert f'"{day}" is not a day' in run.said["Send"]
    assert (run.status, server.words, list(run.folder.rglob("*pwned*"))) == ("failure", [], [])


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("send", f"Add the secret DATELINE_SMTP_URL, with the address of your mail server: {SETTINGS}/secrets/actions"),
        ("buttondown", f"Add the secret BUTTONDOWN_API_KEY, with your key of Buttondown: {SETTINGS}/secrets/actions"),
        ("listmonk", f"Add the secret LISTMONK_TOKEN, with the token of an API user of listmonk: {SETTINGS}/secrets/actions"),
        (
            "pigeon",
            f"Set the variable DATELINE_DAILY to send, buttondown or listmonk, or remove it: {SETTINGS}/variables/actions",
        ),
    ],
)
def test_a_missing_setting_is_said_with_a_link(play, how, said):
    """One sentence in the summary and one at the run; nothing is installed or asked."""
    run = play("daily", "send", "schedule", given={"vars": {"DATELINE_DAILY": how}})

    assert (run.status, run.asked, run.summary) == ("failure", [], f"{said}\n")
    assert run.said == {"Say which setting is missing": f"::error title=A setting is missing::{said}\n"}


# --- at a newsletter service -----------------------------------------------------------------------------------------------

LISTS = {"LISTMONK_USER": USER, "LISTMONK_LISTS": "3"}


@pytest.mark.parametrize("how", ["buttondown", "listmonk"])
def test_a_service_gets_a_draft_and_sends_it_if_that_is_set(play, how):
    """Two runs make one draft. With DATELINE_DAILY_PUBLISH it is sent, once; only `true` means that."""
    with newsletters() as service:
        there = {"BUTTONDOWN_API_URL": f"{service.address}/v1"}
        named = {"DATELINE_DAILY": how, "LISTMONK_URL": service.address, **LISTS}
        given = {"secrets": {"BUTTONDOWN_API_KEY": KEY, "LISTMONK_TOKEN": TOKEN}, "inputs": {"day": DAY}}

        def run(**more):
            return play("daily", "send", "schedule", given={**given, "vars": {**named, **more}}, environment=there)

        drafted = [run(), run(DATELINE_DAILY_PUBLISH="false")]
        assert (len(service.rows), service.sent) == (1, [])
        published = [run(DATELINE_DAILY_PUBLISH="true") for _ in range(2)]
        assert (len(service.rows), len(service.sent)) == (1, 1)

    assert [one.status for one in (*drafted, *published)] == ["success"] * 4, drafted[0].said
    assert drafted[0].asked == [f"dateline daily --no-intro --to {how} -- {DAY}"]
    assert published[0].asked == [f"dateline daily --no-intro --to {how} --publish -- {DAY}"]
    assert "a draft was made at " in drafted[0].summary
    assert not any(secret in told(one) for one in (*drafted, *published) for secret in (KEY, TOKEN))


# --- the introduction ------------------------------------------------------------------------------------------------------

YESTERDAY, NOW = "2026-03-09", "2026-03-10T06:23:00Z"
PROPOSE = {"vars": {"DATELINE_DAILY": "send"}, "inputs": {"introduce": True}}
SENTENCE = "The harbour office puts the repair at 1.8 million euros"


def written(body):
    """An introduction of one sentence, with its quote."""
    key = f"tidal-barrier/{CRACK}"
    text = body["messages"][0]["content"]
    text = text if isinstance(text, str) else "\n".join(block["text"] for block in text)
    items = text.partition("<items>\n")[2].partition("</items>")[0].splitlines()
    (item,) = (row for row in map(json.loads, items) if row["key"] == key)
    number = next(number for number, line in item["sentences"].items() if "1.8 million" in line)
    quote = {"key": key, "number": int(number), "words": "the repair at 1.8 million"}
    return {"sentences": [{"text": f"{SENTENCE} [@{key}].", "quotes": [quote]}]}


@pytest.fixture
def filed(desk):
    """The publication, in which something was filed yesterday, and Claude writes the introductions."""
    version = desk / "stories/tidal-barrier/v001.yaml"
    version.write_text(re.sub("(?m)^published: .*", f"published: {YESTERDAY}T08:00:00Z", version.read_text(encoding="utf-8")))
    settle(desk, "daily: {enabled: true}", "daily: {enabled: true, intro: claude}")
    return desk


STOPPED_CLOCK = f"""import datetime

class Stopped(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromisoformat({NOW!r}).astimezone(tz)

datetime.datetime = Stopped
"""


@pytest.fixture
def clock(tmp_path):
    """The variables with which every Python has the same time, also when the tests run past midnight."""
    folder = tmp_path / "clock"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(STOPPED_CLOCK, encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


@pytest.fixture
def introduced(play, clock):
    """The run that proposes an introduction."""

    def run(model):
        given = {**PROPOSE, "secrets": {"ANTHROPIC_API_KEY": MODEL_KEY}}
        there = {**clock, "ANTHROPIC_BASE_URL": model.url}
        return play("daily", "introduce", "schedule", given=given, environment=there)

    return run


def test_an_introduction_is_proposed_and_sent_only_after_the_merge(play, filed, readers, server, introduced):
    """It is on a branch of its own, a second run asks no model, and the letter has it when somebody has merged it."""
    readers = {**readers, "inputs": {"day": YESTERDAY}}
    with messages_server(says(written)) as model:
        run = introduced(model)
        asked = len(model.requests)
        again = introduced(model)
        assert len(model.requests) == asked > 0, run.said
    branch, file = f"dateline/intro-{YESTERDAY}", f"content/daily/{YESTERDAY}.md"
    readers["secrets"]["DATELINE_READERS"] = address("ada")
    play("daily", "send", "schedule", given=readers)
    git(filed, "fetch", "--quiet")
    git(filed, "merge", "--quiet", "--no-edit", f"origin/{branch}")
    git(filed, "push", "--quiet")
    readers["secrets"]["DATELINE_READERS"] = address("bea")
    play("daily", "send", "schedule", given=readers)

    assert run.status == again.status == "success", run.said
    assert f"\non the branch {branch}\n" in run.said["Introduce"]
    assert f"proposed already, on the branch {branch}" in again.said["Introduce"]
    assert SENTENCE in git(run.origin, "show", f"{branch}:{file}")
    assert (run.work / f".dateline/proposals/intro-{YESTERDAY}.md").is_file()
    kept = run.with_what["Keep the text of the pull request"]
    assert (kept["path"], kept["include-hidden-files"]) == (".dateline/proposals", "True")
    told_ada, told_bea = (mail.get_body(("plain",)).get_content() for mail in server.mails)
    printed = SENTENCE.replace("1.8 million", "1.8\u202fmillion")  # a number keeps its unit on its line
    assert (printed in told_ada, printed in told_bea) == (False, True)
    assert not any(secret in told(run) for secret in (MODEL_KEY, GITHUB_TOKEN))


def test_an_introduction_needs_no_key_in_the_repository(play, filed, clock):
    """GitHub's identity becomes a short-lived token, as in an update, and is in no log."""
    asked = "/token?job=1&audience=https%3A%2F%2Fapi.anthropic.com"
    identity = lambda call: call.say(200, json.dumps({"value": "header.identity.signature"}).encode())  # noqa: E731
    named = {"ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1", "ANTHROPIC_ORGANIZATION_ID": "org_1"}
    with serving({asked: identity}) as github, messages_server(says(written)) as anthropic:
        there = {
            **clock,
            "ACTIONS_ID_TOKEN_REQUEST_URL": github.url("/token?job=1"),
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "asks",
            "ANTHROPIC_BASE_URL": anthropic.url,
        }
        given = {**PROPOSE, "vars": {"DATELINE_DAILY": "send", **named}}
        run = play("daily", "introduce", "schedule", given=given, environment=there)

    assert run.status == "success", run.said
    assert {row.get("authorization", "") for row in anthropic.headers} - {""} == {"Bearer sk-ant-oat01-short"}
    assert "identity.signature" not in told(run)


def test_nothing_to_introduce_is_no_failure(play, desk, introduced):
    """Neither are settings that want no introductions, nor a day on which nothing was filed."""
    nobody = play("daily", "introduce", "schedule", given=PROPOSE)
    settle(desk, "daily: {enabled: true}", "daily: {enabled: true, intro: claude}")
    with messages_server(says(written)) as model:
        quiet = introduced(model)
        assert model.requests == []

    assert nobody.status == quiet.status == "success"
    assert "`daily.intro` in content/site.yaml is `none`" in nobody.said["Introduce"]
    assert f"no version was filed on {YESTERDAY}" in quiet.said["Introduce"]


def test_a_github_app_proposes_where_there_is_one(play, filed, clock):
    """Its token, with two permissions, opens the pull request, so that the checks start by themselves."""
    app = {"actions/create-github-app-token": lambda _job, _given: {"token": "of-the-app"}}
    given = {"vars": {"DATELINE_DAILY": "send", "DATELINE_APP_ID": "Iv1"}, "inputs": {"introduce": True}}
    run = play("daily", "introduce", "schedule", given=given, uses=app, environment=clock)

    assert run.environments["Introduce"]["GITHUB_TOKEN"] == "of-the-app"
    assert (run.status, "hint: Set ANTHROPIC_API_KEY" in run.said["Introduce"]) == ("failure", True)


def test_a_pull_request_that_is_not_allowed_is_said_with_a_link(play, desk):
    """One sentence in the summary and one at the run say which setting, and where it is."""
    (desk / "scripts/update.py").write_text(f"print('error: no\\nhint: {SETTINGS}/actions')\nraise SystemExit(3)\n")
    commit(desk, "Be refused")
    git(desk, "push", "--quiet")
    run = play("daily", "introduce", "schedule", given=PROPOSE)

    assert run.status == "failure"
    assert run.summary == f"Turn on *Allow GitHub Actions to create and approve pull requests*: {SETTINGS}/actions\n"
    assert "\n::error title=A setting is missing::" in run.said["Introduce"]
