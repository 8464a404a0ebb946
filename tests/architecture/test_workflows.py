"""Every workflow, here and in what `init` writes, has no more permissions than it needs, and its tools find nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import builders
import pytest
import yaml

from dateline.core import layout
from dateline.flows.from_issue import LABELS
from dateline.flows.start import add_cms, start

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "src" / "dateline" / "flows"
STARTER, SVELTIA, REUSED = FLOWS / "starter", FLOWS / "sveltia", FLOWS / "workflows"
CALLERS = sorted((STARTER / ".github/workflows").glob("*.yml"))
CALLED = sorted(REUSED.glob("*.yml"))
OWN = [ROOT / ".github/workflows/ci.yml", ROOT / ".github/workflows/release.yml"]
OTHERS = [*OWN, SVELTIA / ".github/workflows/cms.yml"]
WORKFLOWS = [*CALLERS, *CALLED, *OTHERS]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def jobs(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def triggers(path: Path) -> set[str]:
    return set(yaml.safe_load(path.read_text(encoding="utf-8"))[True])  # PyYAML reads `on:` so


def test_there_are_the_workflows_that_were_promised():
    """A new publication has five workflows, and each calls one of Dateline's, which does the work."""
    names = ["check.yml", "daily.yml", "new-story.yml", "publish.yml", "update.yml"]

    assert [path.name for path in CALLERS] == names
    assert [path.name for path in CALLED] == [f"dateline-{one}" for one in names]
    called = [job["uses"] for path in CALLERS for job in jobs(path).values()]
    assert called == [f"$/.github/workflows/dateline-{one}" for one in names]


def test_this_repository_has_the_same_workflows():
    """Those that publish and update are those of the package, byte for byte; so is the form of an issue."""
    here = sorted(path for path in (ROOT / ".github/workflows").glob("*.yml") if path not in OWN)
    packed = {path.name: path.read_bytes() for path in (*CALLERS, *CALLED)}

    assert {path.name: path.read_bytes() for path in here} == packed
    form = ".github/ISSUE_TEMPLATE/new-story.yml"
    assert (ROOT / form).read_bytes() == (STARTER / form).read_bytes()


COMMIT = "0123456789abcdef0123456789abcdef01234567"


def begun(folder: Path, origin: object) -> dict[str, str]:
    """The workflows of a new publication, made by a Dateline that was installed from there."""
    start(folder / "new", made_by=builders.installed(folder, origin))
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "new/.github/workflows").glob("*.yml")}


@pytest.mark.parametrize("url", ["https://github.com/example/date.line.git", "https://github.com/example/date.line"])
def test_a_dateline_from_github_is_called_by_its_commit(tmp_path, url):
    """If Dateline was installed from a tag on GitHub, the workflows of its commit are called, with the version beside."""
    texts = begun(tmp_path, {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "v0.1.0"}})

    assert sorted(texts) == [path.name for path in CALLERS]
    for name_, text in texts.items():
        assert f"    uses: example/date.line/.github/workflows/dateline-{name_}@{COMMIT} # v0.1.0\n" in text
        assert "copied" not in text
        assert len(text.splitlines()) < 40


@pytest.mark.parametrize("asked", [{}, {"requested_revision": "main"}, {"requested_revision": "v0.0.9"}])
def test_a_commit_is_not_called_a_version_that_it_may_not_be(tmp_path, asked):
    """If nobody asked for the version's tag, the commit may be any, and the comment beside it says so."""
    vcs = {"vcs": "git", "commit_id": COMMIT, **asked}
    texts = begun(tmp_path, {"url": "https://github.com/example/dateline", "vcs_info": vcs})

    assert all(f"@{COMMIT} # unreleased\n" in text for text in texts.values())


@pytest.mark.parametrize(
    "origin",
    [
        None,
        {"url": "https://git.example/dateline.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
        {"url": "https://github.com.example/a/b.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
        {"url": "https://name:secret@github.com/example/dateline.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
        {"url": "file:///somewhere/dateline", "dir_info": {}},
    ],
)
def test_no_commit_is_invented(tmp_path, origin):
    """Without a commit on GitHub, the workflows are copied into the publication, and each caller says so."""
    texts = begun(tmp_path, origin)

    assert texts == {path.name: path.read_text(encoding="utf-8") for path in (*CALLERS, *CALLED)}
    assert all("copied" in texts[path.name] for path in CALLERS)


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_a_strangers_pull_request_meets_no_secret_and_no_power(path):
    """If a pull request can start a job, that job can only read, and sees no secret."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert triggers(path) <= {"pull_request", "push", "schedule", "workflow_dispatch", "workflow_call", "issues"}
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        if "pull_request" in triggers(path) or path.name == "dateline-check.yml":
            assert set(job["permissions"].values()) == {"read"}
            assert "secrets" not in yaml.dump(job)
            assert "github.token" not in yaml.dump(job)


def test_an_issue_starts_something_only_after_its_label():
    """Anybody can open an issue. Both workflows look for the label that only people with the role Triage can set."""
    caller, called = (next(path for path in paths if path.name.endswith("new-story.yml")) for paths in (CALLERS, CALLED))

    assert yaml.safe_load(caller.read_text(encoding="utf-8"))[True] == {"issues": {"types": ["labeled"]}}
    assert "github.event.label.name == 'new story'" in jobs(caller)["start"]["if"]
    assert "github.event.label.name == 'new story'" in jobs(called)["start"]["if"]
    form = yaml.safe_load((STARTER / ".github/ISSUE_TEMPLATE/new-story.yml").read_text(encoding="utf-8"))
    assert "labels" not in form


def test_the_form_asks_what_the_command_reads():
    """The questions of the form are those that `dateline new --from-issue` knows, in their order."""
    form = yaml.safe_load((STARTER / ".github/ISSUE_TEMPLATE/new-story.yml").read_text(encoding="utf-8"))

    assert tuple(one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown") == LABELS
    assert not any("render" in one["attributes"] for one in form["body"])  # it would put a fence around the answer


def test_the_settings_are_told_once():
    """The README of a publication, which has no other documentation, has the same steps as the page about GitHub."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs/github.md", STARTER / "README.md")]
    first, second = (re.search(r"^1\. Make a repository(?:.+\n)+", text, re.MULTILINE) for text in texts)

    assert first
    assert second
    assert first[0] == second[0]
    assert "settings/actions" not in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CALLERS, ids=name)
def test_a_caller_grants_exactly_what_is_used(path):
    """Permissions, inputs and secrets of a caller are those of the jobs that it calls; each permission has its reason."""
    (job,) = jobs(path).values()
    called = REUSED / Path(job["uses"]).name
    needs: dict[str, str] = {}
    for one in jobs(called).values():
        needs |= {key: kind for key, kind in one["permissions"].items() if needs.get(key) != "write"}
    asks = yaml.safe_load(called.read_text(encoding="utf-8"))[True]["workflow_call"] or {}

    assert job["permissions"] == needs
    assert set(job.get("secrets", {})) == set(asks.get("secrets", {}))
    assert set(job.get("with", {})) == set(asks.get("inputs", {}))
    for file in (path, called):
        granted = re.findall(r"^ +(?!permission-)[a-z-]+: (?:read|write)\b(.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert granted
        assert all(re.match(" # [a-z]", reason) for reason in granted), file


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_jobs_end_and_do_not_run_over_each_other(path):
    """Each job has a limit in minutes, and each workflow that something starts has a group in which runs wait for each other."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert path in CALLED or workflow["concurrency"]["group"]
    assert all(0 < job["timeout-minutes"] <= 60 for job in workflow["jobs"].values() if "uses" not in job)


def test_an_editors_push_takes_no_updates_place():
    """GitHub keeps one waiting run of a group: pushes have groups of their own, and no update is cancelled."""
    concurrency = yaml.safe_load((STARTER / ".github/workflows/update.yml").read_text(encoding="utf-8"))["concurrency"]

    assert concurrency["group"] == "update-${{ github.event_name == 'push' && github.ref || 'all' }}"
    assert concurrency["cancel-in-progress"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_actions_are_pinned_by_hash_with_their_version(path):
    """A tag that is moved changes nothing here, and a reader sees the version."""
    uses = re.findall(r"^\s*(?:- )?uses: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert uses
    pinned = r"(actions|pypa)/[a-z-]+(/[a-z]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+|\$/\.github/workflows/dateline-[a-z-]+\.yml"
    assert [one for one in uses if not re.fullmatch(pinned, one)] == []


def test_one_action_has_one_pin():
    """The starter and this repository use the same version of each action."""
    uses = {one for path in WORKFLOWS for one in re.findall(r"uses: (actions/\S+)", path.read_text(encoding="utf-8"))}

    pins = {(one.split("/")[1].partition("@")[0], one.partition("@")[2]) for one in uses}
    assert len(pins) == len({action for action, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS, ids=name)
def test_what_strangers_write_reaches_no_shell(path):
    """No command contains an expression, and a checkout leaves no token behind."""
    for job in jobs(path).values():
        for step in job.get("steps", ()):
            assert "${{" not in step.get("run", "")
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def step(path: Path, word: str) -> dict[str, Any]:
    """The first step that has the word in its name or in the name of its action."""
    steps = (one for job in jobs(path).values() for one in job.get("steps", ()))
    return next(one for one in steps if word in f"{one.get('name')} {one.get('uses')}")


def test_what_a_build_leaves_is_kept_for_the_next_run():
    """A run that publishes begins with what the newest run kept, and keeps the site and its results under a new key."""
    path = REUSED / "dateline-publish.yml"
    kept = step(path, "actions/cache@")
    order = [one.get("name") for one in jobs(path)["build"]["steps"]]

    assert kept["with"]["path"].split() == [layout.CACHE, "build"]
    assert "github.run_id" in kept["with"]["key"]
    assert kept["with"]["key"].startswith(kept["with"]["restore-keys"])
    assert order.index(kept["name"]) < order.index("Build")


def test_an_update_keeps_its_cache_even_if_it_failed():
    """It begins with the newest cache of an update; afterwards the cache is kept under a new key, whatever failed."""
    read, kept = (step(REUSED / "dateline-update.yml", f"actions/cache/{word}@") for word in ("restore", "save"))

    assert read["with"]["path"] == kept["with"]["path"] == layout.CACHE
    assert kept["with"]["key"].startswith(read["with"]["restore-keys"])
    assert "github.run_id" in kept["with"]["key"]
    assert "!cancelled()" in kept["if"]


def test_the_site_is_built_after_the_update_and_compared_every_week():
    """Every day after the update the site is built again, and once a week also from nothing."""
    path = STARTER / ".github/workflows/publish.yml"
    daily, weekly = (one["cron"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))[True]["schedule"])
    update = yaml.safe_load((path.parent / "update.yml").read_text(encoding="utf-8"))[True]["schedule"][0]["cron"]

    minutes = [int(hour) * 60 + int(minute) for minute, hour, *_ in (update.split(), daily.split())]
    assert minutes[1] - minutes[0] > jobs(REUSED / "dateline-update.yml")["update"]["timeout-minutes"]
    assert weekly.split()[2:] == ["*", "*", "0"]
    assert jobs(path)["publish"]["with"] == {"compare": f"${{{{ github.event.schedule == '{weekly}' }}}}"}


def test_hidden_files_of_the_site_are_published():
    """`.nojekyll` and `.well-known` are part of the site, and of the artifact that a reviewer looks at."""
    uploads = (step(REUSED / f"dateline-{one}.yml", word)["with"] for one, word in HAVE_THE_SITE)

    assert [(upload["path"], upload["include-hidden-files"]) for upload in uploads] == [("build", True)] * 2


HAVE_THE_SITE = (("publish", "Upload the site"), ("check", "Keep the site for review"))


def test_only_the_main_branch_is_published_and_only_by_its_own_job():
    """The job that may publish installs nothing of the publication, and no pull request starts it."""
    path = REUSED / "dateline-publish.yml"
    publishing = {key: job for key, job in jobs(path).items() if "pages" in job["permissions"]}

    assert {key: job["permissions"]["pages"] for key, job in publishing.items()} == {"build": "read", "deploy": "write"}
    assert publishing["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    assert [one["uses"].partition("@")[0] for one in publishing["deploy"]["steps"] if "uses" in one] == ["actions/deploy-pages"]


@pytest.mark.parametrize(("file", "others"), [("update", []), ("new-story", ["Answer"])])
def test_the_key_is_in_one_step_alone(file, others):
    """The step that calls the model sees its key; no other step sees it, and no step sees what it does not use."""
    steps = [one for job in jobs(REUSED / f"dateline-{file}.yml").values() for one in job["steps"]]
    tokens = [one["name"] for one in steps if "github.token" in str(one.get("env"))]

    assert [one["name"] for one in steps if "secrets." in str(one.get("env"))] == ["Update"]
    assert tokens == ["Update", "Propose", *others]
    assert not any("env" in job for job in jobs(REUSED / f"dateline-{file}.yml").values())


def test_who_sends_has_no_model_and_who_drafts_has_no_readers():
    """Each job for the daily issue sees its own secrets alone, in one step; another step knows only whether one is set."""
    secrets = {
        key: {one["name"]: set(re.findall(r"secrets\.(\w+) \}", str(one.get("env")))) for one in job["steps"] if "env" in one}
        for key, job in jobs(REUSED / "dateline-daily.yml").items()
    }

    assert secrets == {
        "introduce": {"Introduce": {"ANTHROPIC_API_KEY", "DATELINE_MODEL_KEY"}},
        "send": {
            "Say which setting is missing": set(),
            "Send": {"BUTTONDOWN_API_KEY", "DATELINE_READERS", "DATELINE_SMTP_URL", "LISTMONK_TOKEN"},
        },
    }


def test_the_issue_is_introduced_after_the_update_and_sent_after_the_site():
    """The letter has links to its page, and an editor has two hours for the introduction; the early run is told by its time."""
    path = STARTER / ".github/workflows/daily.yml"
    update, site, intro, issue = (
        int(hour) * 60 + int(minute)
        for file in ("update", "publish", "daily")
        for minute, hour, *days in (one["cron"].split() for one in schedules(file))
        if days == ["*"] * 3
    )

    assert update + jobs(REUSED / "dateline-update.yml")["update"]["timeout-minutes"] < intro
    assert site + jobs(REUSED / "dateline-publish.yml")["build"]["timeout-minutes"] < issue
    assert issue - intro >= 120
    early = schedules("daily")[0]["cron"]
    assert jobs(path)["daily"]["with"]["introduce"] == f"${{{{ github.event.schedule == '{early}' }}}}"


def schedules(file: str) -> list[dict[str, str]]:
    """When a workflow of a publication runs."""
    text = (STARTER / f".github/workflows/{file}.yml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = yaml.safe_load(text)[True]["schedule"]
    return found


@pytest.mark.parametrize("path", CALLED, ids=name)
def test_only_the_update_and_the_publication_prove_who_they_are(path):
    """The jobs that call the model, sign and publish may ask for an identity token, and no other job may."""
    asking = [key for key, job in jobs(path).items() if "id-token" in job["permissions"]]

    known = {
        "dateline-daily.yml": ["introduce"],
        "dateline-new-story.yml": ["start"],
        "dateline-publish.yml": ["attest", "deploy"],
        "dateline-update.yml": ["update"],
    }
    assert asking == known.get(path.name, [])


@pytest.fixture(scope="module", params=["copied", "called"])
def publication(tmp_path_factory, request):
    """A new publication with the CMS; its workflows call copies, or those of a commit."""
    folder = tmp_path_factory.mktemp(request.param)
    origin = {"url": "https://github.com/example/dateline", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    start(folder / "new", made_by=builders.installed(folder, origin if request.param == "called" else None))
    add_cms(folder / "new")
    subprocess.run(["git", "init", "--quiet", folder / "new"], check=True)  # actionlint looks for the files of a repository
    return folder / "new"


def found_by(tool: str, *arguments: str | Path) -> str:
    """What a tool says, if it finds something."""
    argv = [Path(sys.executable).with_name(tool), *arguments]
    done = subprocess.run(argv, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_actionlint_finds_nothing(publication):
    """The workflows are valid for GitHub."""
    assert found_by("actionlint", *(publication / ".github/workflows").glob("*.yml")) == ""
    assert found_by("actionlint", *(ROOT / ".github/workflows").glob("*.yml")) == ""


def test_zizmor_finds_nothing(publication):
    """The workflows have no known vulnerability, and none of the habits that its strictest mode objects to."""
    assert found_by("zizmor", "--offline", "--no-progress", "--persona=pedantic", publication / ".github", ROOT / ".github") == ""


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [("github-workflows", "workflows/*.yml"), ("github-issue-forms", "ISSUE_TEMPLATE/*.yml"), ("dependabot", "dependabot.yml")],
)
def test_the_files_follow_githubs_schemas(publication, schema, pattern):
    """Workflows, forms and Dependabot's settings are valid as their JSON Schemas say."""
    paths = [path for folder in (publication, ROOT) for path in (folder / ".github").glob(pattern)]

    assert len(paths) > 1
    assert found_by("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths) == ""


def test_dependabot_watches_each_kind_of_package():
    """Actions, Python and npm packages are kept current, here and in a new publication, and there in one pull request."""
    here, new = (yaml.safe_load((folder / ".github/dependabot.yml").read_text(encoding="utf-8")) for folder in (ROOT, STARTER))

    assert [one["package-ecosystem"] for one in here["updates"]] == ["github-actions", "pip", "npm"]
    assert [one["package-ecosystem"] for one in new["updates"]] == ["github-actions", "pip"]
    assert [one["multi-ecosystem-group"] for one in new["updates"]] == [*new["multi-ecosystem-groups"]] * 2


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
    assert asked == ["auth setup-git", f"workflow run check.yml --ref {BRANCH}"]
