"""The template repository: what is in it, what pins it, and what its user gets, step by step."""

import subprocess
import sys
from argparse import Namespace
from importlib.metadata import version
from pathlib import Path

import make_template
import pytest
import yaml
from runner import WORKFLOWS, Job, commit, git

ROOT = Path(__file__).parents[2]
FIRST_STEPS = ROOT / "templates/publication/.github/workflows/first-steps.yml"
EXAMPLE = ROOT / "src/dateline/flows/example"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
GH = """#!/bin/sh
echo "gh $*" >> "$ASKED"
case "$1 $2" in
"issue list") echo "$THERE" ;;
"issue create") for last; do :; done; cp "$last" issue.md; exit "${REFUSED:-0}" ;;
"label create") exit "${REFUSED:-0}" ;;
esac
"""


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_template_is_what_init_writes(tmp_path):
    """If this fails, run `python templates/make_template.py`."""
    make_template.make(tmp_path / "new", Namespace(commit=None, repository=None, tag=None, index=False))

    assert files(tmp_path / "new") == files(make_template.PUBLICATION)
    assert "requirements.txt" not in files(tmp_path / "new")


@pytest.mark.parametrize(
    ("flags", "line"),
    [
        ((), f" @ git+https://github.com/example/dateline@{COMMIT}"),
        (("--index",), f"=={version('dateline')}"),
    ],
)
def test_a_release_pins_the_template(tmp_path, flags, line):
    """The workflows call those of the commit, without copies; requirements.txt names it too, or a version on the index."""
    make_template.main([str(tmp_path / "new"), "--repository", "example/dateline", "--commit", COMMIT, "--tag", "v9.9.9", *flags])

    made = files(tmp_path / "new")
    name, _, pinned = made["requirements.txt"].decode().splitlines()[1].partition("]")
    assert (name.partition("[")[0], pinned) == ("dateline", line)
    calls = [text.decode() for file, text in made.items() if file.startswith(".github/workflows/") and "first-steps" not in file]
    assert len(calls) == 5
    assert all("uses: example/dateline/.github/workflows/dateline-" in text and f"@{COMMIT} # " in text for text in calls)
    assert not [file for file in made if file.startswith("vendor/")]
    assert set(made) - {"requirements.txt"} <= set(files(make_template.PUBLICATION))


@pytest.mark.parametrize("arguments", [["new"], ["--commit", COMMIT, "--repository", "a/b"], ["new", "--commit", COMMIT]])
def test_a_pin_is_whole(monkeypatch, tmp_path, arguments):
    """A folder, a repository and a commit go together."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit, match="2"):
        make_template.main(arguments)


def test_the_tools_find_nothing_in_the_workflow_of_the_template(tmp_path):
    """It is valid for GitHub, follows its schema, and has none of the habits that the strictest mode objects to."""
    place = tmp_path / ".github/workflows"
    place.mkdir(parents=True)
    path = place / FIRST_STEPS.name
    path.write_bytes(FIRST_STEPS.read_bytes())
    git(tmp_path, "init", "--quiet")
    for tool, *words in (
        ("actionlint",),
        ("zizmor", "--offline", "--no-progress", "--persona=pedantic"),
        ("check-jsonschema", "--builtin-schema", "vendor.github-workflows"),
    ):
        done = subprocess.run(
            [Path(sys.executable).with_name(tool), *words, path], capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    (job,) = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    assert job["permissions"] == {"issues": "write"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A repository that somebody made from the template, with the Dateline that is here, and a mail in the inbox."""
    folder = tmp_path_factory.mktemp("made")
    make_template.make(folder / "first", Namespace(commit=None, repository=None, tag=None, index=False))
    (folder / "first/content/inbox/letter.eml").write_bytes((EXAMPLE / "content/inbox/quay-letter.eml").read_bytes())
    git(folder / "first", "init", "--quiet", "--initial-branch", "main")
    commit(folder / "first", "Initial commit")
    git(folder, "clone", "--quiet", "--bare", "first", "origin.git")
    return folder / "origin.git"


@pytest.fixture
def play(made, tmp_path):
    """Runs a job of a workflow in that repository."""

    def run(workflow, job, event=(), *, environment=(), github=(), **more):
        known = {
            "event_name": "issues" if event else "push",
            "event": {"repository": {"default_branch": "main", "is_template": False}, **dict(event)},
            "repository": "Example/Briefs",
            "run_number": 1,
            **dict(github),
        }
        variables = {"GITHUB_REF_NAME": "main", "PYTHONPATH": str(ROOT / "src"), **dict(environment)}
        contexts = {"github": known, "secrets": {}, "vars": {}, "inputs": {}}
        place = tmp_path / f"{workflow.stem}-{len([*tmp_path.iterdir()])}"
        return Job(place, made, contexts, variables, **more).run(workflow, job)

    return run


def first(play, **more):
    """The first push to the new repository."""
    return play(FIRST_STEPS, "tell", doubles={"gh": GH}, **more)


def test_one_issue_says_what_to_do_first(play):
    """It links both settings, the files to edit and the form, and has the address of the site; the summary says the same."""
    run = first(play)

    assert run.status == "success", run.said
    assert [line.split(" --")[0] for line in run.asked] == ["gh issue list", "gh label create new story", "gh issue create"]
    issue = (run.work / "issue.md").read_text(encoding="utf-8")
    assert issue == run.summary
    here = "https://github.example/Example/Briefs"
    for link in ("/settings/pages", "/settings/actions", "/edit/main/content/site.yaml", "/issues/new?template=new-story.yml"):
        assert f"]({here}{link})" in issue
    assert f"\n  url: https://example.github.io/Briefs/\n  repository: {here}\n" in issue
    named = ("content/pages/who-we-are.md", ".github/ISSUE_TEMPLATE/new-story.yml", ".github/workflows/publish.yml")
    assert all((make_template.PUBLICATION / path).is_file() for path in named)
    assert "https://example.github.io/>" in first(play, github={"repository": "Example/example.github.io"}).summary


@pytest.mark.parametrize(
    ("github", "there", "asked"),
    [
        ({"event": {"repository": {"is_template": True}}}, "", []),
        ({"run_number": 2}, "", []),
        ({}, "First steps", ["gh issue list"]),
    ],
    ids=["in the template", "ever after", "run again"],
)
def test_the_issue_is_opened_once(play, github, there, asked):
    """Nothing happens in the template and after the first push; a run that is started again opens no second issue."""
    run = first(play, environment={"THERE": there}, github=github)

    assert (run.status, [line.split(" --")[0] for line in run.asked]) == ("success", asked)


def test_a_repository_without_issues_has_the_summary(play):
    """If no issue can be opened, the run succeeds and says where the same can be read."""
    run = first(play, environment={"REFUSED": "1"})

    assert run.status == "success"
    assert "::notice title=First steps::The summary of this run says" in run.said["Open the issue"]
    assert "settings/pages" in run.summary


def test_what_its_user_gets_in_order(play):
    """After the first steps, the site is published, and the form starts a story, with nothing but what is in the template."""
    assert first(play).status == "success"
    pages = {"actions/configure-pages": lambda _job, _given: {"base_url": "https://example.github.io/Briefs"}}
    published = play(WORKFLOWS / "dateline-publish.yml", "build", uses=pages)
    assert published.status == "success", published.said
    assert (published.work / "build/how-we-use-ai/index.html").is_file()
    assert not (published.work / "build/who-we-are").exists()

    form = yaml.safe_load((make_template.PUBLICATION / ".github/ISSUE_TEMPLATE/new-story.yml").read_text(encoding="utf-8"))
    labels = [one["attributes"]["label"] for one in form["body"] if one["type"] != "markdown"]
    for title, queries, answer in (
        ("The barrier at Exampleton", "tidal barrier", "The first version is proposed"),
        ("Zebras", "zebra census", "nothing is proposed. Add a feed under `feeds` in content/site.yaml, or put"),
    ):
        answers = {"Title": title, "Queries": queries}
        body = "\r\n\r\n".join(f"### {name}\r\n\r\n{answers.get(name, '_No response_')}" for name in labels)
        event = {"action": "labeled", "label": {"name": "new story"}, "issue": {"number": 2, "body": body}}
        event["repository"] = {"default_branch": "main"}
        started = play(WORKFLOWS / "dateline-new-story.yml", "start", event)
        assert started.status == "success", started.said
        assert answer in started.asked[-1]
