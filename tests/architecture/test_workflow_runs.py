"""Each workflow does what it promises: its steps, run in order on a fresh clone as a runner would run them."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hub_server import hub_server
from runner import DOUBLES, SCRIPTS, TOKEN, WORKFLOWS, commit, git, linked
from scripted import Played, messages_server
from wire.server import serving

ROOT = Path(__file__).parents[2]
SLUG, REPORT = "tidal-barrier", ".dateline/reports/tidal-barrier-v002.md"
PAGES = {"actions/configure-pages": lambda _job, _given: {"base_url": "https://quay.example/briefs"}}


def refuse(_job, _given):
    """An action that fails."""


# --- update ----------------------------------------------------------------------------------------------------------------


def test_an_update_files_and_proposes(play):
    """A scheduled run files what is new, proposes it, and keeps the report and the cache; nothing new needs no approval."""
    first = play("update", "update", "schedule", given={"inputs": {"propose": False}})

    assert first.status == "success", first.said
    assert (first.work / REPORT).is_file()
    assert first.asked == ["dateline propose"]
    assert "*Approve workflows to run*" in first.summary
    assert "https://github.example/example/briefs/blob/HEAD/README.md#checks-that-wait" in first.summary
    kept = first.with_what["Keep the reports and review cards"]
    assert (kept["path"].split(), kept["include-hidden-files"]) == ([".dateline/proposals", ".dateline/reports"], "True")
    assert first.with_what["Keep what the next run can use"] == {"path": ".dateline/cache", "key": "update-77-1"}


def test_a_run_with_nothing_new_says_nothing_of_checks(play, desk):
    """The summary names the approval of checks only if something was filed."""
    shutil.rmtree(desk / "content/recorded")
    (desk / "content/site.yaml").write_text("title: T\nurl: https://example.org/\n", encoding="utf-8")
    commit(desk, "Follow nothing")
    git(desk, "push", "--quiet")

    assert "Approve" not in play("update", "update", "schedule").summary


def test_what_was_filed_is_proposed_even_if_a_feed_failed(play, desk):
    """A failure of the update is the job's failure, but what was filed is proposed, and everything is kept."""
    settings = desk / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("content/recorded/tideline.xml", "content/recorded/gone.xml"), encoding="utf-8")
    commit(desk, "Break a feed")
    git(desk, "push", "--quiet")
    run = play("update", "update", "schedule")

    assert (run.status, run.outcomes["Update"], run.outcomes["Propose"]) == ("failure", "failure", "success")
    assert (run.work / REPORT).is_file()
    assert {run.outcomes[name] for name in ("Keep the reports and review cards", "Keep what the next run can use")} == {"success"}


@pytest.mark.parametrize(("workflow", "job", "event"), [("update", "update", "schedule"), ("new-story", "start", "issues")])
def test_pull_requests_that_are_not_allowed_are_said_with_a_link(play, workflow, job, event):
    """If GitHub refuses the pull request, one sentence in the summary and one at the run say which setting, and where it is."""
    settings = "https://github.example/example/briefs/settings/actions"
    said = f"error: no\nhint: Turn it on at {settings}."
    run = play(workflow, job, event, asks(), environment={"PROPOSE_SAYS": said})

    assert (run.status, run.outcomes["Propose"]) == ("failure", "failure")
    assert f"Turn on *Allow GitHub Actions to create and approve pull requests*: {settings}\n" in run.summary
    assert f"{said}\n::error title=A setting is missing::" in run.said["Propose"]
    assert "Approve workflows" not in run.summary
    assert "Turn on" not in play(workflow, job, event, asks(), environment={"PROPOSE_SAYS": "error: no"}).summary


def test_an_editors_push_renews_the_text_alone(play, desk):
    """A push to a proposal runs `propose` on the main branch: no model is called, and the pushed branch is not checked out."""
    git(desk, "switch", "--quiet", "--create", "dateline/tidal-barrier-v002")
    (desk / "content/pages/about.md").write_text("Changed.\n", encoding="utf-8")
    commit(desk, "Edit")
    git(desk, "push", "--quiet", "origin", "HEAD")
    run = play("update", "update", "push", {"ref": "refs/heads/dateline/tidal-barrier-v002"})

    assert run.status == "success"
    assert {name for name, outcome in run.outcomes.items() if outcome == "skipped"} == {
        "Get what earlier runs kept",
        "Update",
        "Get the token of the GitHub App",
        "Say what starts the checks",
        "Keep what the next run can use",
    }
    assert run.asked == ["dateline propose"]
    assert git(run.work, "branch", "--show-current") == "main"
    assert run.summary == ""


def test_the_token_is_given_to_two_steps_and_stays_out_of_the_clone(play):
    """The update pushes what is remembered, and `propose` its branch; neither the clone nor the summary has the token."""
    run = play("update", "update", "schedule")

    assert {name for name, given in run.environments.items() if TOKEN in given.values()} == {"Update", "Propose"}
    assert TOKEN not in run.summary
    assert subprocess.run(["grep", "-r", TOKEN, run.work], check=False, capture_output=True).returncode == 1


def test_a_github_app_proposes_where_there_is_one(play):
    """With an App, its token opens the pull request, so that checks start by themselves, and the summary asks for nothing."""
    app = {"actions/create-github-app-token": lambda _job, _given: {"token": "of-the-app"}}
    given = {"vars": {"DATELINE_APP_ID": "Iv1"}, "secrets": {"DATELINE_APP_KEY": "pem"}}
    run = play("update", "update", "schedule", given=given, uses=app)

    assert run.environments["Propose"]["GITHUB_TOKEN"] == "of-the-app"
    assert run.with_what["Get the token of the GitHub App"]["client-id"] == "Iv1"
    assert "Approve" not in run.summary


def test_new_stories_are_made_if_somebody_asks(play):
    """The box at the button *Run workflow* becomes an option of the update; the schedule has none."""
    asked = play("update", "update", "workflow_dispatch", given={"inputs": {"propose": True}})

    assert asked.environments["Update"]["PROPOSE"] == "--propose"
    assert play("update", "update", "schedule").environments["Update"]["PROPOSE"] == ""


def test_an_update_needs_no_key_in_the_repository(play, desk, tmp_path):
    """GitHub's identity becomes a short-lived token: the Messages API sees that token, and nobody else sees the identity."""
    settings = desk / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("update: {writer: extractive}", "update: {writer: claude}"), encoding="utf-8")
    commit(desk, "Let Claude write")
    git(desk, "push", "--quiet")
    asked = "/token?job=1&audience=https%3A%2F%2Fapi.anthropic.com"
    identity = lambda call: call.say(200, json.dumps({"value": "header.identity.signature"}).encode())  # noqa: E731
    named = {"ANTHROPIC_FEDERATION_RULE_ID": "fdrl_1", "ANTHROPIC_ORGANIZATION_ID": "org_1"}
    with serving({asked: identity}) as github, messages_server(Played("no JSON")) as anthropic:
        run = play(
            "update",
            "update",
            "schedule",
            given={"vars": named},
            environment={
                "ACTIONS_ID_TOKEN_REQUEST_URL": github.url("/token?job=1"),
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "asks",
                "ANTHROPIC_BASE_URL": anthropic.url,
            },
        )

    (exchange,) = (body for _, path, body in anthropic.requests if path == "/v1/oauth/token")
    assert (exchange["assertion"], exchange["federation_rule_id"]) == ("header.identity.signature", "fdrl_1")
    assert anthropic.asked, run.said["Update"]
    seen = {row.get("authorization", "") for row in anthropic.headers} - {""}
    assert seen == {"Bearer sk-ant-oat01-short"}
    assert run.environments["Update"]["ANTHROPIC_API_KEY"] == ""
    told = run.said["Update"] + run.summary
    assert "identity.signature" not in told
    assert "oat01" not in told
    assert subprocess.run(["grep", "-r", "oat01", run.work], check=False, capture_output=True).returncode == 1


# --- check -----------------------------------------------------------------------------------------------------------------

TAKES = """#!/bin/sh
echo "browser $*" >> "$ASKED"
for one; do
  case "$one" in
    --screenshot=*) echo picture > "${one#--screenshot=}" ;;
    --dump-dom) echo "<title>4321</title>" ;;
  esac
done
"""
"""Plays a browser."""


@pytest.fixture
def proposed(desk):
    """A pull request that adds version 2: the commit that merges it."""
    git(desk, "switch", "--quiet", "--create", "proposal")
    subprocess.run([SCRIPTS / "dateline", "update", SLUG], cwd=desk, check=True, capture_output=True)
    commit(desk, "Propose")
    return desk


def checked(play, desk, **more):
    """The check of the pull request, as it stands on the desk."""
    git(desk, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/proposal")
    more = {"doubles": {"google-chrome": TAKES}, **more}
    return play("check", "check", "pull_request", ref="origin/proposal", **more)


def test_a_pull_request_is_checked_built_and_photographed(play, proposed):
    """The card is in the summary; the site and a picture of the whole redline page are artifacts; no step has the token."""
    run = checked(play, proposed)

    assert run.status == "success", run.said
    assert "# A review card" in run.summary
    page = run.work / "build/stories/tidal-barrier/changes/v2/index.html"
    assert page.is_file()
    assert (run.folder / "temp/redline/tidal-barrier-v2.png").is_file()
    assert f"--window-size=1280,4321 --screenshot={run.folder}/temp/redline/tidal-barrier-v2.png file://{page}" in run.asked[-1]
    assert not [given for given in run.environments.values() if TOKEN in given.values()]
    kept = {run.with_what[name]["path"] for name in ("Keep the site for review", "Keep the pictures", "Keep the review cards")}
    assert kept == {"build", f"{run.folder}/temp/redline", f"{run.folder}/temp/review"}


@pytest.mark.skipif(not shutil.which("chromium"), reason="no Chromium")
def test_a_real_browser_takes_the_picture(play, proposed):
    """The picture is 1280 pixels wide and as high as the page."""
    browser = f'#!/bin/sh\nexec {shutil.which("chromium")} --no-sandbox "$@"\n'
    run = checked(play, proposed, doubles={"google-chrome": browser})

    picture = (run.folder / "temp/redline/tidal-barrier-v2.png").read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert (width, height > 2000) == (1280, True)


TOOLS = "bash cat dirname git grep head ls mkdir rm sed timeout wc uname".split()


def test_a_runner_without_a_browser_takes_no_picture(play, proposed, tmp_path):
    """That is a notice and no failure."""
    run = checked(play, proposed, system=linked(tmp_path / "tools", *TOOLS), doubles={})

    assert "::notice title=No pictures::" in run.said["Take pictures of what changed"]
    assert run.outcomes["Take pictures of what changed"] == "success"


def test_a_browser_that_fails_is_a_notice(play, proposed):
    """A picture that could not be taken stops nothing."""
    run = checked(play, proposed, doubles={"google-chrome": "#!/bin/sh\nexit 1\n"})

    assert run.status == "success"
    assert (
        "::notice title=No picture::The browser took no picture of tidal-barrier, version 2."
        in run.said["Take pictures of what changed"]
    )


def test_hostile_names_reach_no_command(play, proposed):
    """A file whose name is a command is not photographed, and nothing is run."""
    odd = proposed / "stories/$(touch pwned)"
    odd.mkdir()
    (odd / "v001.yaml").write_text("x\n", encoding="utf-8")
    commit(proposed, "Attack")
    step = steps("check", "Take pictures of what changed")
    run = checked(play, proposed)

    assert run.outcomes["Check"] == "failure"
    assert not list(run.folder.rglob("pwned*"))
    assert "${{" not in step["run"]


def steps(workflow, name):
    """A step of a workflow."""
    jobs = yaml.safe_load((WORKFLOWS / f"dateline-{workflow}.yml").read_text(encoding="utf-8"))["jobs"]
    return next(step for job in jobs.values() for step in job["steps"] if step.get("name") == name)


def test_what_blocks_is_shown_with_the_card(play, proposed):
    """If a published version was changed, the check fails, and the card is shown all the same."""
    first = proposed / "stories/tidal-barrier/v001.yaml"
    first.write_text(first.read_text(encoding="utf-8").replace("the ", "a ", 1), encoding="utf-8")
    commit(proposed, "Change what is published")
    run = checked(play, proposed)

    assert (run.status, run.outcomes["Check"], run.outcomes["Build"]) == ("failure", "failure", "success")
    assert "version-edited" in run.said["Check"]
    assert "# A review card" in run.summary
    assert (run.folder / "temp/redline/tidal-barrier-v2.png").is_file()
    assert run.outcomes["Keep the site for review"] == "success"


def test_one_unreadable_version_hides_no_other_card(play, proposed):
    """The other cards are in the summary and, as a whole, in the artifact; the summary says what is missing."""
    (proposed / "stories/tidal-barrier/v003.yaml").write_text("format: 1\nversion: 3\nwhat: [\n", encoding="utf-8")
    commit(proposed, "Propose what cannot be read")
    run = checked(play, proposed, environment={"REAL": "1"})

    assert (run.outcomes["Show the review card"], run.outcomes["Keep the review cards"]) == ("failure", "success")
    assert [path.name for path in (run.folder / "temp/review").iterdir()] == ["tidal-barrier-v002.md"]
    assert "The artifact *review* has each card as a whole.\n" in run.summary
    assert 'Not every version has a card: the log of the step "Show the review card" says why.\n' in run.summary
    assert "There are no site and no pictures: the build failed, and its log says why.\n" in run.summary
    assert (run.outcomes["Build"], run.outcomes["Keep the site for review"]) == ("failure", "skipped")


def test_what_another_branch_gets_is_compared_with_that_branch(play, proposed, desk):
    """A pull request to another branch has a card, although the main branch has the version."""
    git(desk, "push", "--quiet", "origin", "HEAD~:refs/heads/next", "HEAD:refs/heads/main")
    github = {"event_name": "pull_request", "event": {"repository": {"default_branch": "main"}}, "repository": "a/b", "token": ""}
    run = checked(play, proposed, environment={"REAL": "1"}, given={"github": {**github, "ref": "", "base_ref": "next"}})

    assert "The artifact *review* has each card" in run.summary
    assert "dateline propose --dry-run --base origin/next --whole " in "\n".join(run.asked)


def test_nothing_runs_where_dateline_could_not_be_installed(play, proposed):
    """The log ends with what failed, and not with a command that is not there."""
    fails = "#!/bin/sh\nexit 1\n"
    run = checked(play, proposed, doubles={"python": fails, "google-chrome": TAKES})

    assert run.outcomes["Install"] == "failure"
    assert {run.outcomes["Show the review card"], run.outcomes["Build"]} == {"skipped"}


def test_a_card_that_is_too_long_is_cut(play, proposed):
    """GitHub shows a summary of at most 1 MiB: the rest is in the artifact, and the cut is between two lines."""
    long = DOUBLES["dateline"].replace('"# A review card"', '"Zeile äöü\\n" * 90_000')
    run = checked(play, proposed, doubles={"dateline": long, "google-chrome": TAKES})

    card = (run.folder / "temp/card.md").read_text(encoding="utf-8")
    assert len(card.encode()) > 1_000_000 > len(run.summary.encode())
    assert set(run.summary.partition("\n\nThe rest")[0].partition("Zeile")[2].split("\n")) <= {" äöü", "Zeile äöü", ""}
    assert "\n\nThe rest is too long for this page.\n\nThe artifact *review* has each card as a whole.\n" in run.summary


# --- publish ---------------------------------------------------------------------------------------------------------------


def test_the_main_branch_is_published(play):
    """It is checked and built for its address on Pages; without the branch `dateline-state`, the build is not given one."""
    run = play("publish", "build", "push", {"before": "0" * 40}, uses=PAGES)

    assert run.status == "success", run.said
    assert "https://quay.example/briefs/" in (run.work / "build/sitemap.xml").read_text(encoding="utf-8")
    assert run.asked == ["dateline check --format github", "dateline build --url https://quay.example/briefs/"]
    assert run.with_what["Upload the site"]["include-hidden-files"] == "True"


def is_published(commit):
    """What GitHub says about the commit that readers see: its deployment has a number."""
    return {"PUBLISHED_AT": f"{commit} 4711"}


@pytest.mark.parametrize("event", ["push", "schedule", "workflow_dispatch"])
def test_every_run_is_compared_with_what_readers_see(play, desk, event):
    """A published version that was changed is not published: not by the push, not the next morning, not by the button."""
    before = git(desk, "rev-parse", "HEAD")
    first = desk / "stories/tidal-barrier/v001.yaml"
    first.write_text(first.read_text(encoding="utf-8").replace("the ", "a ", 1), encoding="utf-8")
    commit(desk, "Change what is published")
    bad = git(desk, "rev-parse", "HEAD")
    (desk / "content/pages/about.md").write_text("---\ntitle: About\n---\nMore.\n", encoding="utf-8")
    commit(desk, "Go on")
    git(desk, "push", "--quiet")
    run = play("publish", "build", event, {"before": bad}, uses=PAGES, environment=is_published(before))

    assert (run.outcomes["Check"], run.outcomes["Upload the site"]) == ("failure", "skipped")
    assert "version-edited" in run.said["Check"]
    assert run.summary.endswith(f"Compared with the commit that readers see: {before}\n")


def test_a_force_push_loses_nothing_that_readers_see(play, desk, tmp_path):
    """The commit that readers see is fetched although no branch has it, and a version that only it has is missed."""
    git(tmp_path / "origin.git", "config", "uploadpack.allowAnySHA1InWant", "true")
    subprocess.run([SCRIPTS / "dateline", "update", SLUG], cwd=desk, check=True, capture_output=True)
    commit(desk, "Publish")
    git(desk, "push", "--quiet")
    before = git(desk, "rev-parse", "HEAD")
    git(desk, "reset", "--quiet", "--hard", "HEAD~")
    git(desk, "push", "--quiet", "--force")
    run = play("publish", "build", "push", {"before": before}, uses=PAGES, environment=is_published(before))

    assert (run.outcomes["Get the commit that readers see"], run.outcomes["Check"]) == ("success", "failure")
    assert "the published version 2 was deleted" in run.said["Check"].replace("%0A", " ")


def test_a_published_commit_that_is_gone_is_said_with_the_way_out(play):
    """Nothing is published, and the summary has the command with which somebody says that it is meant."""
    run = play("publish", "build", "schedule", uses=PAGES, environment=is_published("1" * 40))

    assert (run.outcomes["Get the commit that readers see"], run.outcomes["Check"]) == ("failure", "skipped")
    assert "    gh api repos/example/briefs/deployments/4711/statuses --raw-field state=inactive\n" in run.summary
    assert "::error title=The published commit is gone::" in run.said["Get the commit that readers see"]


def test_a_publication_does_not_go_on_if_github_does_not_answer(play):
    """Whether something was published is not guessed."""
    run = play("publish", "build", "schedule", uses=PAGES, environment={"GH_FAILS": "1"})

    assert (run.status, run.outcomes["Check"]) == ("failure", "skipped")


def test_the_build_knows_when_stories_were_checked(play, desk):
    """Where there is a branch `dateline-state`, the build is given a folder with its files, outside of the publication."""
    git(desk, "switch", "--quiet", "--orphan", "dateline-state")
    (desk / "checks.jsonl").write_text('{"at": "2026-05-24T14:00:00Z", "stories": ["tidal-barrier"]}\n', encoding="utf-8")
    commit(desk, "Remember")
    git(desk, "push", "--quiet", "origin", "dateline-state")
    run = play("publish", "build", "schedule", uses=PAGES)

    state = run.folder / "temp/state"
    assert run.asked[-1] == f"dateline build --url https://quay.example/briefs/ --state {state}"
    assert [path.name for path in state.iterdir() if path.name != ".git"] == ["checks.jsonl"]


def test_pages_that_are_off_are_said_with_a_link(play):
    """The first run ends with one sentence: which setting, and where it is."""
    run = play("publish", "build", "push", uses={"actions/configure-pages": refuse})

    said = "Choose *GitHub Actions* as the source of Pages: https://github.example/example/briefs/settings/pages"
    assert run.summary == f"{said}\n"
    told = f"::error title=GitHub Pages is off::{said.replace('*', '')}\n"
    assert (run.status, run.said["Say which setting is missing"]) == ("failure", told)
    assert run.outcomes["Build"] == "skipped"


def test_a_refused_deployment_names_the_setting(play):
    """Pages may be on with another source; then the deployment is refused, and the same setting is named."""
    run = play("publish", "deploy", "push", uses={"actions/deploy-pages": refuse})

    assert "https://github.example/example/briefs/settings/pages" in run.summary
    assert play("publish", "deploy", "push").summary == ""


def test_another_branch_is_built_and_not_published(play):
    """A run that was started by hand on another branch neither signs nor deploys."""
    given = {
        "github": {"ref": "refs/heads/try", "event_name": "workflow_dispatch", "event": {}, "repository": "a/b", "token": ""}
    }

    assert play("publish", "deploy", "workflow_dispatch", given=given).outcomes == {}
    assert play("publish", "attest", "workflow_dispatch", given=given).outcomes == {}


def test_the_site_is_signed_where_the_plan_has_it(play):
    """A private repository signs nothing; a signature that is refused is a notice, and the site is published all the same."""
    private = {"repository": {"private": True}}
    assert play("publish", "attest", "push", private).outcomes == {}

    fine = play("publish", "attest", "push")
    assert fine.outcomes["Say that it is not signed"] == "skipped"
    refused = play("publish", "attest", "push", uses={"actions/attest": refuse})
    assert refused.status == "success"
    assert refused.said["Say that it is not signed"].startswith("::notice title=Not signed::")


def test_a_difference_between_the_builds_fails_with_a_message(play):
    """Once a week the site is built from nothing, too: equal sites pass, and one byte that differs fails with a message."""
    weekly = {"inputs": {"compare": True}}
    assert play("publish", "build", "schedule", given=weekly, uses=PAGES).status == "success"

    spoils = DOUBLES["dateline"].replace(
        "os.execv(", 'if "--no-cache" in argv:\n    open("build/index.html", "a").write(" ")\nos.execv('
    )
    run = play("publish", "build", "schedule", given=weekly, uses=PAGES, doubles={"dateline": spoils})
    said = run.said["Build from nothing and compare"]
    assert run.status == "failure"
    assert "build/index.html" in said
    assert "::error::The site that is built with what earlier runs kept differs" in said
    assert run.outcomes["Upload the site"] == "skipped"
    assert play("publish", "build", "push", uses=PAGES).outcomes["Build from nothing and compare"] == "skipped"


# --- the hub ---------------------------------------------------------------------------------------------------------------


def published(play, desk, hub=""):
    """What the build of the site puts into the archive, with that hub in the settings."""
    if hub:
        settings = desk / "content/site.yaml"
        settings.write_text(f"{settings.read_text(encoding='utf-8').rstrip()}\nhub: {hub}\n", encoding="utf-8")
        commit(desk, "Name a hub")
        git(desk, "push", "--quiet")
    built = play("publish", "build", "push", uses=PAGES)
    named = built.contexts["steps"]["hub"]["outputs"].get("named", "")

    def download(job, given):
        """The archive that was uploaded."""
        subprocess.run(["tar", "--create", "--file", f"{given['path']}/artifact.tar", "."], cwd=built.work / "build", check=True)
        return {}

    given = {"needs": {"build": {"outputs": {"hub": named}}}}
    return play("publish", "hub", "push", given=given, uses={"actions/download-artifact": download})


def test_the_hub_is_told_after_the_site_was_published(play, desk):
    """Only where the feeds name a hub, it is told of them, at the addresses that they have on Pages; the job may only read."""
    assert published(play, desk).outcomes == {}
    with hub_server() as hub:
        run = published(play, desk, hub.address)
        told = hub.told

    assert (run.status, len(told) > 0) == ("success", True), run.said
    assert all(one.startswith("https://quay.example/briefs/") for one in told)
    assert run.summary == f"{hub.address} was told of {len(told)} changed feeds\n"
    assert "::warning" not in run.said["Tell the hub"]
    assert run.with_what["Keep what the hub was told for the next run"]["path"] == ".dateline/cache/hub"
    assert (run.work / ".dateline/cache/hub").is_dir()
    job = yaml.safe_load((WORKFLOWS / "dateline-publish.yml").read_text(encoding="utf-8"))["jobs"]["hub"]
    assert (job["needs"], job["permissions"]) == (["build", "deploy"], {"contents": "read"})


def test_a_hub_that_fails_is_a_warning(play, desk):
    """The run succeeds, a warning says that the site is published, and the summary has the error of the hub."""
    with hub_server() as hub:
        hub.status = 503
        run = published(play, desk, hub.address)

    assert run.status == "success"
    assert "::warning title=The hub was not told::The site is published" in run.said["Tell the hub"]
    assert "answered 503" in run.summary


# --- a new story -----------------------------------------------------------------------------------------------------------


def asks(title="The barrier at Exampleton", queries="tidal barrier", feeds="_No response_", label="new story"):
    """The event of an issue that got a label."""
    answers = (title, queries, feeds, "_No response_", "_No response_", "Prefer primary sources.")
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/new-story.yml").read_text(encoding="utf-8"))
    labels = [one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown"]
    body = "\r\n\r\n".join(f"### {name}\r\n\r\n{answer}" for name, answer in zip(labels, answers, strict=True))
    return {"action": "labeled", "label": {"name": label}, "issue": {"number": 12, "body": body}}


RUN = "https://github.example/example/briefs/actions/runs/77"
AGAIN = "To try again, remove the label and set it again."


def test_an_issue_becomes_a_proposal(play):
    """The story is started, drafted and proposed; issue and pull request name each other."""
    run = play("new-story", "start", "issues", asks())

    assert run.status == "success", run.said
    branch = "dateline/the-barrier-at-exampleton-v001"
    here = "--repo example/briefs --body-file"
    temp = run.folder / "temp"
    assert [line for line in run.asked if not line.startswith("dateline new")] == [
        "dateline propose the-barrier-at-exampleton",
        f"gh pr comment {branch} {here} {temp}/from.md: This story was asked for in #12.",
        f"gh issue comment 12 {here} {temp}/answer.md: The first version is proposed, on the branch `{branch}`.",
    ]


def test_with_the_cms_the_branch_is_on_its_board(play, desk):
    """The comment goes to the branch that the board of the CMS shows."""
    (desk / "admin").mkdir()
    (desk / "admin/config.yml").write_text("x\n", encoding="utf-8")
    commit(desk, "Add the CMS")
    git(desk, "push", "--quiet")
    run = play("new-story", "start", "issues", asks())

    assert run.asked[-2].startswith("gh pr comment cms/stories/the-barrier-at-exampleton%2Fv001 ")


def test_a_proposal_with_a_failure_says_both(play, desk):
    """If a feed cannot be read, the version is proposed, and the answer leads to the run."""
    run = play("new-story", "start", "issues", asks(feeds="http://gone.invalid/feed.xml"))

    assert (run.status, run.outcomes["Propose"]) == ("failure", "success")
    assert run.asked[-1].endswith(f"v001`, but not everything worked: {RUN}")


def test_a_story_without_items_is_said(play, desk):
    """If nothing was found, the issue gets one sentence with a link, and no pull request is commented on."""
    run = play("new-story", "start", "issues", asks("Zebra census", "zebra census"))

    assert run.status == "success"
    assert run.asked[-1].endswith(f"Nothing was found for this story yet, so nothing is proposed. {AGAIN} The log: {RUN}")
    assert not any("gh pr" in line for line in run.asked)


def test_a_refused_issue_is_answered(play, desk):
    """An address that is none stops everything before a request or a file is made; issue, summary and run say what and why."""
    run = play("new-story", "start", "issues", asks(feeds="javascript:alert(1)"))

    assert run.outcomes["Read the issue"] == "failure"
    assert (run.outcomes["Update"], run.outcomes["Propose"]) == ("skipped", "skipped")
    assert git(run.work, "status", "--porcelain", "--untracked-files=all") == ""
    said = 'error: issue 12: "Feeds": "javascript:alert(1)" is not a web address'
    assert f"\n::error title=Not started::{said}\n" in run.said["Read the issue"]
    assert run.summary.startswith(f"The story was not started:\n\n    {said}\n    hint: ")
    answer = (run.folder / "temp/answer.md").read_text(encoding="utf-8")
    head = "This story could not be started. To try again, edit the issue, remove the label and set it again.\n\n"
    assert answer.startswith(f"{head}    {said}\n    hint: ")


@pytest.mark.parametrize("text", ["@everybody ![x](https://a.b/c) %0A::error::x", "```\n@team", "##[error]x"])
def test_a_refused_answer_is_text(play, text):
    """What a stranger wrote is repeated as code, in which nobody is called, and the runner obeys nothing of it."""
    run = play("new-story", "start", "issues", asks(feeds=text))

    token = re.search(r"^::stop-commands::(\S{36})$", run.said["Read the issue"], re.MULTILINE)
    assert token
    heard = re.sub(rf"::stop-commands::.*::{token[1]}::\n", "", run.said["Read the issue"], flags=re.DOTALL)
    assert re.fullmatch(r"::error title=Not started::error: issue 12: .*\n", heard)
    assert "%0A" not in heard
    answer = (run.folder / "temp/answer.md").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("    ") for line in answer[2:])


def test_a_failed_proposal_is_answered(play):
    """A version that could not be pushed is not called proposed."""
    run = play("new-story", "start", "issues", asks(), environment={"PROPOSE_SAYS": "error: refused"})

    assert "This story could not be started" in run.asked[-1]


@pytest.mark.parametrize(
    "title",
    ["$(touch pwned)", "`touch pwned`", 'x"; touch pwned; #', "${{ github.token }}", "::add-mask::x %0A::error::y"],
)
def test_a_title_is_no_command(play, title):
    """What is written in an issue is no shell, no expression and no command to the runner: it becomes a slug and text."""
    run = play("new-story", "start", "issues", asks(title))

    assert not list(run.folder.rglob("pwned*"))
    assert subprocess.run(["grep", "-r", TOKEN, run.work], check=False, capture_output=True).returncode == 1
    assert not re.search(r"^::(add-mask|error)::", "\n".join(run.said.values()), re.MULTILINE)
    outputs = run.contexts["steps"]["story"]["outputs"]
    assert re.fullmatch(r"[a-z0-9-]+", outputs["slug"])


@pytest.mark.parametrize("label", ["question", "new story!", ""])
def test_another_label_starts_nothing(play, label):
    """Only the label that people with the role Triage set for it starts the job."""
    assert play("new-story", "start", "issues", asks(label=label)).outcomes == {}
    assert play("new-story", "start", "issues", {**asks(), "action": "opened"}).outcomes == {}


# --- installation ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["update", "check", "publish", "new-story", "daily"])
def test_dateline_itself_is_installed_from_its_checkout(name, tmp_path):
    """Where there is `scripts/setup_env.py`, all later steps use its environment; elsewhere pip installs what is listed."""
    log = '#!/bin/sh\necho "python $*" >> asked\n'
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").write_text(log, encoding="utf-8")
    (tmp_path / "bin/python").chmod(0o755)
    given = {**os.environ, "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "GITHUB_PATH": str(tmp_path / "path")}
    argv = ["bash", "-e", "-c", steps(name, "Install")["run"]]

    subprocess.run(argv, cwd=tmp_path, env=given, check=True)
    assert not (tmp_path / "path").exists()
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/setup_env.py").write_text("", encoding="utf-8")
    subprocess.run(argv, cwd=tmp_path, env=given, check=True)

    assert (tmp_path / "asked").read_text().splitlines() == [
        "python -m pip install --requirement requirements.txt",
        "python scripts/setup_env.py",
    ]
    assert (tmp_path / "path").read_text() == f"{tmp_path}/.venv/bin\n"
