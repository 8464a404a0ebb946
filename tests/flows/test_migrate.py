"""A publication of an older Dateline is moved up."""

import json
import subprocess
from pathlib import Path

import essays
import pytest

from dateline.core import layout
from dateline.core.codec.schema import KINDS
from dateline.flows.migrate import STEPS, Migrated, migrate
from dateline.flows.shared.written import HERE
from dateline.flows.start import start
from dateline.flows.stories.check import check

TIDES = "content/signals/tides.md"
OLD = """---
title: Tides   # kept
date: 2026-05-25
author: Ada Byron
summary: On tides.
stories: [quay/v1, ferry]
---

The tide rose to 3.4 metres [@tide; @ferry/crossing], summary: it did [@harbour-plan]. See `[@tide]` and [@nothing].
"""
NEW = OLD.replace("\nsummary: On", "\ndek: On").replace("[@tide; @ferry/crossing]", "[@quay/tide; @ferry/crossing]")


@pytest.fixture
def root(make_publication) -> Path:
    made: Path = make_publication(essays.quay(), essays.ferry(), files={TIDES: OLD})
    return made


def paths(done: Migrated) -> list[str]:
    return [one.path for one in done.changes]


def test_older_files_are_renewed_and_versions_stay(root: Path) -> None:
    """Schemas are written anew, keys and citations get their present names, comments stay; a second run finds nothing."""
    (root / "content/schema").mkdir()
    (root / "content/schema/site.json").write_text("{}\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in (root / "stories").rglob("*") if path.is_file()}

    done = migrate(root)

    assert paths(done) == [*map(layout.schema_path, KINDS), TIDES, TIDES]
    assert (root / TIDES).read_text() == NEW
    assert json.loads((root / "content/schema/site.json").read_text())["title"]
    assert {path: path.read_bytes() for path in (root / "stories").rglob("*") if path.is_file()} == before
    assert migrate(root).changes == ()


def test_git_is_named_where_it_can_show_the_changes(root: Path, dateline) -> None:
    """In a repository, the next step is to look at them."""
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)

    assert dateline("-C", root, "migrate")[1].splitlines()[-1] == (
        f"next: look at the changes with git, then run dateline -C {root} check"
    )


def test_a_key_that_two_stories_have_stays(root: Path) -> None:
    """Only its author knows which is meant: `check` still asks for it, and for one that nobody has."""
    migrate(root)

    errors = [one.text for one in check(root).findings if one.level == "error"]
    assert errors == ["[@harbour-plan]", "[@nothing]"]


def test_every_step_is_registered_with_its_release() -> None:
    """Names are unique, and the steps come in the order of the releases that need them."""
    assert len({one.name for one in STEPS}) == len(STEPS)
    assert sorted(STEPS, key=lambda one: one.since) == [*STEPS]


def test_the_plan_changes_nothing(root: Path) -> None:
    """It says what would be written."""
    done = migrate(root, is_planned=True)

    assert (paths(done)[-2:], done.is_planned) == ([TIDES, TIDES], True)
    assert (root / TIDES).read_text() == OLD
    assert not (root / "content/schema").exists()


def test_a_folder_that_leads_out_is_not_written_into(root: Path, tmp_path: Path) -> None:
    """A link may lead to anything."""
    (root / "content/schema").symlink_to(tmp_path)
    assert paths(migrate(root)) == [TIDES, TIDES]
    assert not (tmp_path / "site.json").exists()


def test_what_init_writes_and_a_person_may_have_changed_stays(tmp_path: Path, dateline) -> None:
    """A new publication has nothing to do; a workflow that differs or is missing is named, with how it differs."""
    new = tmp_path / "new"
    assert dateline("init", new)[0] == 0
    assert dateline("-C", new, "migrate")[1].splitlines() == ["nothing to do: schemas and texts are as this Dateline writes them"]
    workflow, form = new / ".github/workflows/update.yml", new / ".github/ISSUE_TEMPLATE/error.yml"
    workflow.write_text(workflow.read_text() + "# mine\n", encoding="utf-8")
    form.unlink()
    (new / "content/schema/site.json").unlink()

    code, out, _ = dateline("-C", new, "migrate", "--dry-run")
    notes = [
        "note: .github/ISSUE_TEMPLATE/error.yml: not here, and `init` writes it now; not changed",
        "note: .github/workflows/update.yml: differs, and `init` writes it now; not changed",
    ]
    assert (code, out.splitlines()) == (
        0,
        [
            "content/schema/site.json: would be renewed: the schema of this Dateline",
            *notes,
            f"to see how they differ: dateline -C {new} migrate --diff",
        ],
    )
    _, out, _ = dateline("-C", new, "migrate", "--diff")
    assert out.splitlines()[0] == "content/schema/site.json: is renewed: the schema of this Dateline"
    assert "-# mine" in out.splitlines()
    assert out.splitlines()[-1] == f"next: dateline -C {new} check"
    assert workflow.read_text().endswith("# mine\n")
    assert not form.exists()
    assert dateline("-C", new, "migrate")[1].splitlines() == [
        "nothing is renewed: schemas and texts are as this Dateline writes them",
        *notes,
        f"to see how they differ: dateline -C {new} migrate --diff",
    ]
    told = json.loads(dateline("-C", new, "migrate", "--format", "json")[1])
    assert (told["changes"], [one["missing"] for one in told["watched"]]) == ([], [True, False])


def test_all_else_that_init_writes_is_watched(tmp_path: Path) -> None:
    """Of what `init` writes for nobody to edit, nothing is forgotten."""
    made = start(tmp_path / "new")
    for name in made:
        (tmp_path / "new" / name).unlink()
    (tmp_path / "new/content/site.yaml").write_bytes((HERE / "starter/content/site.yaml").read_bytes())

    own = ("content/", "stories/", "vendor/", "README.md", "requirements.txt")
    watched = [one.path for one in migrate(tmp_path / "new", is_planned=True).watched]
    assert watched == [name for name in made if not name.startswith(own)]
    assert ".editorconfig" in watched


def test_the_commit_of_a_called_workflow_is_no_difference(tmp_path: Path, dateline) -> None:
    """If a publication calls workflows on GitHub, so does what it is compared with; the requirements say the commit."""
    new = tmp_path / "new"
    dateline("init", new)
    own, other = "a" * 40, "b" * 40
    (new / "requirements.txt").write_text(f"dateline[update] @ git+https://github.com/x/y@{own}\n", encoding="utf-8")
    watched = json.loads(dateline("-C", new, "migrate", "--format", "json")[1])["watched"]
    changed = [one for one in watched if one["file"].endswith("/check.yml")]
    assert f"+    uses: x/y/.github/workflows/dateline-check.yml@{own} # unreleased" in changed[0]["diff"]
    for path in (new / ".github/workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for one in (one for one in watched if one["file"].endswith(f"/{path.name}")):
            gone = {line[1:] for line in one["diff"] if line.startswith("-") and not line.startswith("---")}
            called = next(line[1:] for line in one["diff"] if line.startswith("+  "))
            rows = [
                called.replace(own, other) if "uses:" in row else row
                for row in text.splitlines()
                if row not in gone or "uses:" in row
            ]
            path.write_text("\n".join(rows) + "\n", encoding="utf-8")

    assert json.loads(dateline("-C", new, "migrate", "--format", "json")[1])["watched"] == []
