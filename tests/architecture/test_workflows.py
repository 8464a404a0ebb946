"""Every workflow, here and in the starter, does its work with no more permissions than it needs."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.core import layout
from dateline.flows.start import start

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "src" / "dateline" / "flows" / "starter"
SVELTIA = STARTER.parent / "sveltia"
WORKFLOWS = sorted(path for folder in (ROOT, STARTER, SVELTIA) for path in (folder / ".github/workflows").glob("*.yml"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def test_there_are_the_workflows_that_were_promised():
    """This repository is tested; it and a new publication are published and updated, and their builds are compared.

    What the CMS saves is formatted.
    """
    both = ["compare.yml", "pages.yml", "update.yml"]

    assert [path.name for path in WORKFLOWS] == ["ci.yml", *both, *both, "cms.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_strangers_pull_request_meets_no_secret_and_no_power(path):
    """If a pull request can start a job, that job can only read, and sees no secret."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    triggers = set(workflow[True])  # PyYAML reads `on:` so

    assert triggers <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        if "pull_request" in triggers and "pull_request" not in job.get("if", ""):
            assert set(job["permissions"].values()) == {"read"}
            assert "secrets." not in yaml.dump(job)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_jobs_end_and_do_not_run_over_each_other(path):
    """Each job has a limit in minutes, and each workflow has a group in which runs wait for each other."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert workflow["concurrency"]["group"]
    assert all(0 < job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_actions_are_pinned_by_hash_with_their_version(path):
    """A tag that is moved changes nothing here, and a reader sees the version."""
    uses = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert uses
    assert [one for one in uses if not re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_one_action_has_one_pin():
    """The starter and this repository use the same version of each action."""
    uses = {one for path in WORKFLOWS for one in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))}

    pins = {(one.split("/")[1].partition("@")[0], one.partition("@")[2]) for one in uses}
    assert len(pins) == len({action for action, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_what_strangers_write_reaches_no_shell(path):
    """No command contains an expression, and a checkout leaves no token behind."""
    for job in jobs(path).values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def step(path: Path, word: str) -> dict[str, Any]:
    """The first step that has the word in its name or in the name of its action."""
    steps = (one for job in jobs(path).values() for one in job["steps"])
    return next(one for one in steps if word in f"{one.get('name')} {one.get('uses')}")


@pytest.mark.parametrize("folder", [ROOT, STARTER], ids=["here", "starter"])
def test_what_a_build_leaves_is_kept_for_the_next_run(folder):
    """A run that publishes begins with what the newest run kept, and keeps the site and its results under a new key."""
    pages, compare = (folder / ".github/workflows" / file for file in ("pages.yml", "compare.yml"))
    kept, read = step(pages, "actions/cache@"), step(compare, "actions/cache/restore@")
    order = [one.get("name") for one in jobs(pages)["build"]["steps"]]

    assert kept["with"]["path"].split() == [layout.CACHE, "build"]
    assert "github.run_id" in kept["with"]["key"]
    assert kept["with"]["key"].startswith(kept["with"]["restore-keys"])
    assert kept["if"] == "github.event_name != 'pull_request'"
    assert order.index(kept["name"]) < order.index("Build")
    assert (read["with"]["path"], read["with"]["restore-keys"]) == (kept["with"]["path"], kept["with"]["restore-keys"])


@pytest.mark.parametrize("folder", [ROOT, STARTER], ids=["here", "starter"])
def test_builds_are_compared_every_week(folder):
    """Once a week the site is built from nothing and with what was kept, by a job that can only read."""
    path = folder / ".github/workflows/compare.yml"
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    builds = [one["run"] for one in jobs(path)["compare"]["steps"] if " build " in one.get("run", "")]

    assert [one["cron"].split()[2:] for one in workflow[True]["schedule"]] == [["*", "*", "0"]]
    assert set(workflow["jobs"]["compare"]["permissions"].values()) == {"read"}
    assert ["--no-cache" in one for one in builds] == [False, True]


def test_a_difference_between_the_builds_fails_with_a_message(tmp_path):
    """The steps of a new publication's comparison pass for equal sites, and fail if one byte of the kept site is another."""
    root = tmp_path / "example"
    start(root, example=True)
    path = STARTER / ".github/workflows/compare.yml"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "URL": "https://quay.example/briefs",
    }

    def run(word: str) -> subprocess.CompletedProcess[str]:
        argv = ["bash", "-e", "-c", step(path, word)["run"]]
        return subprocess.run(argv, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)

    assert [run(word).returncode for word in ("Build with", "Build from nothing", "Compare")] == [0, 0, 0]
    page = root / "build/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    compared = run("Compare")
    assert compared.returncode == 1
    assert "build/index.html" in compared.stdout
    assert "::error::The site that is built with what earlier runs kept differs" in compared.stdout


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.name == "pages.yml"], ids=name)
def test_hidden_files_of_the_site_are_published(path):
    """`.nojekyll` and `.well-known` are part of the site, and of the artifact that a reviewer looks at."""
    uploads = [step["with"] for job in jobs(path).values() for step in job["steps"] if "upload" in step.get("uses", "")]

    assert [upload["include-hidden-files"] for upload in uploads] == [True, True]


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.name == "pages.yml"], ids=name)
def test_only_the_main_branch_is_published_and_only_by_its_own_job(path):
    """The job that may publish does nothing else, and no pull request starts it."""
    publishing = {key: job for key, job in jobs(path).items() if "write" in job["permissions"].values()}

    assert set(publishing) == {"deploy"}
    assert publishing["deploy"]["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert len(publishing["deploy"]["steps"]) == 1


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.name == "update.yml"], ids=name)
def test_the_key_is_in_one_step_alone(path):
    """The step that calls the model sees its key; the step that proposes sees the token; no other step sees either."""
    steps = [step for job in jobs(path).values() for step in job["steps"]]

    assert [step["name"] for step in steps if "secrets." in str(step.get("env"))] == ["Update"]
    assert [step["name"] for step in steps if "github.token" in str(step.get("env"))] == ["Propose"]
    assert not any("env" in job for job in jobs(path).values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_only_the_update_and_the_publication_prove_who_they_are(path):
    """The job that calls the model and the job that publishes may ask for an identity token, and no other job may."""
    asking = [key for key, job in jobs(path).items() if "id-token" in job["permissions"]]

    assert asking == {"update.yml": ["update"], "pages.yml": ["deploy"]}.get(path.name, [])


def test_actionlint_finds_nothing():
    """The workflows are valid for GitHub."""
    argv = [Path(sys.executable).with_name("actionlint"), *WORKFLOWS]
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_zizmor_finds_nothing():
    """The workflows have no known vulnerability."""
    argv: list[str | Path] = [
        Path(sys.executable).with_name("zizmor"),
        "--offline",
        "--no-progress",
        ROOT / ".github",
        STARTER / ".github",
    ]
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stdout


def test_dependabot_watches_each_kind_of_package():
    """Actions, Python packages and npm packages are kept current."""
    watched = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]

    assert [one["package-ecosystem"] for one in watched] == ["github-actions", "pip", "npm"]


@pytest.fixture
def edited(tmp_path):
    """A clone of a publication on a branch of the CMS, where a version is not in canonical form; and its `gh`."""
    start(tmp_path / "origin", example=True)
    git(tmp_path / "origin", "init", "--quiet", "--initial-branch", "main")
    git(tmp_path / "origin", "add", "--all")
    git(tmp_path / "origin", "commit", "--quiet", "--message", "Begin")
    git(tmp_path, "clone", "--quiet", "origin", "work")
    git(tmp_path / "work", "switch", "--quiet", "--create", BRANCH)
    version = tmp_path / "work/stories/tidal-barrier/v002.yaml"
    text = (tmp_path / "work/stories/tidal-barrier/v001.yaml").read_text(encoding="utf-8")
    version.write_text(text.replace("version: 1\n", "version: 2\n").partition("\n")[2], encoding="utf-8")
    git(tmp_path / "work", "add", "--all")
    git(tmp_path / "work", "commit", "--quiet", "--message", "Edit")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/gh").write_text('#!/bin/sh\necho "$*" >> "$ASKED"\n', encoding="utf-8")
    (tmp_path / "bin/gh").chmod(0o755)
    return tmp_path / "work"


BRANCH = "cms/stories/tidal-barrier%2Fv002"


def git(folder: Path, *arguments: str) -> str:
    argv = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(argv, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def test_what_the_cms_saves_is_formatted_and_checked_again(edited):
    """The steps write the version in canonical form, push it, and start the checks; the second time they do nothing."""
    path = SVELTIA / ".github/workflows/cms.yml"
    environment = {
        **os.environ,
        "PATH": f"{edited.parent / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "ASKED": str(edited.parent / "asked"),
        "GITHUB_REF": f"refs/heads/{BRANCH}",
        "GITHUB_REF_NAME": BRANCH,
    }

    for _ in range(2):
        for word in ("Format", "Push"):
            subprocess.run(["bash", "-e", "-c", step(path, word)["run"]], cwd=edited, env=environment, check=True)

    pushed = git(edited.parent / "origin", "show", f"{BRANCH}:stories/tidal-barrier/v002.yaml")
    assert pushed.startswith("# yaml-language-server: ")
    assert git(edited.parent / "origin", "log", "--format=%s", f"main..{BRANCH}") == "Format\nEdit\n"
    asked = (edited.parent / "asked").read_text().splitlines()
    assert asked == ["auth setup-git", f"workflow run pages.yml --ref {BRANCH}"]
