"""A publication with a remote, and the jobs of its workflows."""

import pytest
from runner import TOKEN, WORKFLOWS, Job, commit, git

from dateline.flows.start import start


@pytest.fixture
def desk(tmp_path):
    """An editor's clone of the example; its remote is a bare repository."""
    start(tmp_path / "first", example=True)
    git(tmp_path / "first", "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path / "first", "Begin")
    git(tmp_path, "clone", "--quiet", "--bare", "first", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "desk")
    return tmp_path / "desk"


@pytest.fixture
def play(desk, tmp_path):
    """Runs the job of a workflow for an event."""
    numbers = iter(range(99))

    def run(workflow, job, event_name, event=None, *, given=(), **more):
        github = {
            "event_name": event_name,
            "event": {"repository": {"default_branch": "main", "private": False}, **(event or {})},
            "repository": "example/briefs",
            "ref": "refs/heads/main",
            "base_ref": "main" if event_name == "pull_request" else "",
            "token": TOKEN,
            "run_id": 77,
            "run_attempt": 1,
        }
        contexts = {"github": github, "secrets": {}, "vars": {}, "inputs": {}, **dict(given)}
        parts = {"environment": {}, **more}
        made = Job(tmp_path / f"run-{next(numbers)}", tmp_path / "origin.git", contexts, **parts)
        return made.run(WORKFLOWS / f"dateline-{workflow}.yml", job)

    return run
