"""The files on the page about hosting: they are valid, and their scripts run in a publication with a remote on disk."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from dateline.flows.start import start

ROOT = Path(__file__).parents[2]
BLOCKS = dict(
    re.findall(r"^```\w+ (\S+)\n(.*?)^```$", (ROOT / "docs/hosting.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
)
PUBLISHED = {".gitlab-ci.yml": "gitlab-ci", ".forgejo/workflows/pages.yml": "github-workflows"}
PUBLISHED[".forgejo/workflows/update.yml"] = PUBLISHED[".forgejo/workflows/pages.yml"]
VERSION = "dateline/tidal-barrier-v002"
LAST_CHECKED = "Last checked <time"
REAL = Path(sys.executable).parent
DOUBLES = {
    "python": f'case "$*" in *"pip install"*) ;; *) exec "{sys.executable}" "$@";; esac',
    "python3": 'mkdir -p .venv/bin; : > .venv/bin/activate; cp "$(command -v pip)" .venv/bin/pip',
    "pip": ":",
    "apt-get": ":",
    "rsync": 'for last; do :; done; cp -R build/. "$last"',
    "dateline": f'exec "{REAL}/dateline" "$@"',
}
"""What installs and copies; everything else is real."""


def scripts(name):
    """Label → each script in a file, as its platform runs it."""
    text = BLOCKS[name]
    if name.endswith(".sh"):
        return {name: text}
    if name.endswith(".toml"):
        settings = tomllib.loads(text)
        return {"preview": settings["build"]["command"], "production": settings["context"]["production"]["command"]}
    jobs = yaml.safe_load(text)
    if name == ".gitlab-ci.yml":
        before = jobs["default"]["before_script"]
        return {job: "\n".join([*before, *jobs[job]["script"]]) for job in ("check", "pages", "update")}
    return {"job": "\n".join(step["run"] for job in jobs["jobs"].values() for step in job["steps"] if "run" in step)}


ALL = [(name, label) for name in BLOCKS for label in scripts(name)]


def git(folder, *arguments):
    argv = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(argv, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def place(tmp_path):
    """A home with a clone of the example; the remote is a bare repository at an address on the web."""
    start(tmp_path / "first", example=True)
    git(tmp_path / "first", "init", "--quiet", "--initial-branch", "main")
    git(tmp_path / "first", "add", "--all")
    git(tmp_path / "first", "commit", "--quiet", "--message", "Begin")
    git(tmp_path, "clone", "--quiet", "--bare", "first", "origin.git")
    git(tmp_path / "origin.git", "config", "receive.advertisePushOptions", "true")
    git(
        tmp_path,
        "config",
        "--file",
        "gitconfig",
        f"url.{tmp_path}/origin.git.insteadOf",
        "https://dateline:t@git.example/a/b.git",
    )
    git(tmp_path, "clone", "--quiet", "origin.git", "briefs")
    for name, line in DOUBLES.items():
        tool = tmp_path / "bin" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        tool.chmod(0o755)
    return tmp_path


def run(place, script, folder="briefs", **environment):
    """Runs a script with nothing of GitHub's in its environment."""
    given = {
        "PATH": f"{place / 'bin'}:/usr/bin:/bin",
        "HOME": str(place),
        "GIT_CONFIG_GLOBAL": str(place / "gitconfig"),
        "LANG": "C.UTF-8",
        **environment,
    }
    argv = ["bash", "-e", "-c", script]
    done = subprocess.run(argv, cwd=place / folder, env=given, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def proposed(place):
    """The files that are new on the branch of the proposal; and the text for the editor is there."""
    assert (place / "briefs/.dateline/proposals/tidal-barrier-v002.md").is_file()
    return git(place / "origin.git", "diff", "--name-only", "--diff-filter=A", "main", VERSION).split()


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_files_follow_the_schema_of_their_platform(name):
    """They are valid as the platform's own JSON Schema says; Forgejo reads GitHub's form."""
    held = files("check_jsonschema") / f"builtin_schemas/vendor/{PUBLISHED[name]}.json"
    published = json.loads(held.read_text(encoding="utf-8"))

    found = yaml.safe_load(BLOCKS[name])
    found = {"on" if key is True else key: value for key, value in found.items()}  # PyYAML reads `on:` so
    jsonschema.validators.validator_for(published)(published).validate(found)


@pytest.mark.parametrize(("name", "label"), ALL)
def test_each_script_is_shell(name, label):
    """Bash finds no mistake in it."""
    subprocess.run(["bash", "-n", "-c", scripts(name)[label]], check=True)


def test_every_script_is_run():
    """None of them is without a test below."""
    here = Path(__file__).read_text(encoding="utf-8")

    assert [name for name in BLOCKS if here.count(f'"{name}"') < 1] == []


GITLAB = {
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_PAGES_URL": "https://a.gitlab.example/b",
    "CI_COMMIT_BRANCH": "main",
    "CI_DEFAULT_BRANCH": "main",
    "CI_SERVER_HOST": "git.example",
    "CI_PROJECT_PATH": "a/b",
    "PROPOSE_TOKEN": "t",
}


def test_gitlab_checks_publishes_and_proposes(place):
    """A merge request is checked, the main branch becomes the site, and the schedule pushes a branch, from a detached commit.

    After that, the site says when it was last checked.
    """
    git(place / "briefs", "switch", "--quiet", "--detach")
    said = [run(place, scripts(".gitlab-ci.yml")[job], **GITLAB) for job in ("check", "pages", "update")]

    assert "no findings" in said[0]
    assert "https://a.gitlab.example/b/" in (place / "briefs/public/sitemap.xml").read_text(encoding="utf-8")
    assert "stories/tidal-barrier/v002.yaml" in proposed(place)
    assert LAST_CHECKED not in (place / "briefs/public/index.html").read_text(encoding="utf-8")

    run(place, scripts(".gitlab-ci.yml")["pages"], **GITLAB)
    assert LAST_CHECKED in (place / "briefs/public/index.html").read_text(encoding="utf-8")


FORGEJO = {"GITHUB_SERVER_URL": "https://git.example", "GITHUB_REPOSITORY": "a/b", "TOKEN": "t"}


def test_forgejo_publishes_a_branch_and_proposes(place):
    """The site is the only content of the branch `pages`; the update pushes a branch, and its log has the text."""
    run(place, scripts(".forgejo/workflows/pages.yml")["job"], GITHUB_BASE_REF="main", **FORGEJO)
    said = run(place, scripts(".forgejo/workflows/update.yml")["job"], **FORGEJO)
    assert LAST_CHECKED not in git(place / "origin.git", "show", "pages:index.html")
    shutil.rmtree(place / "site")
    run(place, scripts(".forgejo/workflows/pages.yml")["job"], **FORGEJO)
    assert LAST_CHECKED in git(place / "origin.git", "show", "pages:index.html")

    published = git(place / "origin.git", "ls-tree", "--name-only", "pages").split()
    assert {"index.html", ".nojekyll"} <= set(published)
    assert "content" not in published
    assert "stories/tidal-barrier/v002.yaml" in proposed(place)
    assert f"Open a merge request at https://git.example/a/b.git: from `{VERSION}` into `main`" in said


def test_a_server_of_ones_own_follows_the_main_branch(place):
    """What is merged is published by the next run; updates are proposed, as often as they run, and nothing is lost."""
    shutil.rmtree(place / "briefs")
    (place / "www").mkdir()
    run(place, scripts("setup.sh")["setup.sh"], folder=".", REPOSITORY=str(place / "origin.git"))
    publish, update = (scripts(name)[name] for name in ("publish.sh", "update.sh"))

    run(place, publish, folder=".", TO=str(place / "www"))
    assert LAST_CHECKED not in (place / "www/index.html").read_text(encoding="utf-8")
    run(place, update, folder=".")
    again = run(place, update, folder=".")
    assert f"is on the branch {VERSION}" in again
    assert not (place / "www/stories/tidal-barrier/v2").exists()
    assert "stories/tidal-barrier/v002.yaml" in proposed(place)

    git(place / "origin.git", "branch", "--force", "main", VERSION)
    run(place, publish, folder=".", TO=str(place / "www"))
    assert (place / "www/stories/tidal-barrier/v2/index.html").is_file()
    assert LAST_CHECKED in (place / "www/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("label", "host"), [("preview", "preview.example"), ("production", "briefs.example")])
def test_netlify_builds(place, label, host):
    """A preview and the site itself name their own addresses."""
    given = {"DEPLOY_PRIME_URL": "https://preview.example", "URL": "https://briefs.example"}
    run(place, scripts("netlify.toml")[label], **given)

    folder = tomllib.loads(BLOCKS["netlify.toml"])["build"]["publish"]
    assert f"https://{host}/" in (place / "briefs" / folder / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("branch", "host"), [("main", "example.org"), ("dateline/x", "1234.pages.example")])
def test_cloudflare_builds(place, branch, host):
    """The main branch has the address in the settings, and a preview has its own."""
    script = scripts("cloudflare.sh")["cloudflare.sh"]
    run(place, script, CF_PAGES_BRANCH=branch, CF_PAGES_URL="https://1234.pages.example")

    assert f"https://{host}/" in (place / "briefs/build/sitemap.xml").read_text(encoding="utf-8")
