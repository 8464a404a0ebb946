"""A publication from an early Dateline still works: what it published cannot be changed any more, and blocks nobody."""

import shutil
from pathlib import Path

import html5lib
import pytest

from dateline.flows.build import build
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update
from dateline.store.git import git
from dateline.store.reading import read_publication

MADE = Path(__file__).parents[1] / "fixtures/legacy/publication"
NOW = "2026-04-01T06:00:00Z"


def commit(root):
    git(root, "add", "-A")
    git(root, "-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "-q", "-m", "State")


@pytest.fixture
def root(tmp_path):
    """The publication in a repository of its own, all of it on the main branch."""
    root = tmp_path / "publication"
    shutil.copytree(MADE, root)
    git(root, "init", "-q", "-b", "main")
    commit(root)
    return root


def errors(checked):
    return [(one.rule, one.file, one.at, one.message) for one in checked.findings if one.level == "error"]


@pytest.mark.parametrize("base", [None, "main"])
def test_it_is_checked(root, base):
    """No finding blocks, with or without a base, and each says what to do."""
    checked = check(root, base=base, now=NOW)

    assert errors(checked) == []
    assert checked.findings
    assert all(one.hint for one in checked.findings)


def test_it_is_built(root, tmp_path):
    """All its pages are made, and an address with a quotation mark is an ordinary link."""
    assert build(root, tmp_path / "site").written

    update(run_for(root, "extractive", now=NOW))
    assert build(root, tmp_path / "site").written
    page = html5lib.parse((tmp_path / "site/stories/harbour-cranes/index.html").read_text(encoding="utf-8"))
    links = [one.get("href", "") for one in page.iter("{http://www.w3.org/1999/xhtml}a")]
    assert [link for link in links if "1962" in link]


def test_it_is_updated(root):
    """The next version is filed and passes `check --base`; a quote that it could not prove is left out and named."""
    result = update(run_for(root, "extractive", now=NOW))

    cranes = next(one for one in result.outcomes if one.slug == "harbour-cranes")
    assert (cranes.state, result.exit_code) == ("filed", 0), [one for one in cranes.findings if one.level == "error"]
    assert any("left out: the ledger does not contain the words" in note for note in cranes.notes)
    assert errors(check(root, base="main", now=NOW)) == []
    commit(root)
    assert errors(check(root, base="HEAD", now=NOW)) == []


def test_what_comes_next_is_judged_in_full(root):
    """A version that the base does not have must prove its quotes, as in a new publication."""
    story = root / "stories/harbour-cranes"
    text = (story / "v004.yaml").read_text(encoding="utf-8")
    text = text.replace("version: 4", "version: 5").replace("published: 2026-03-10", "published: 2026-03-20")
    (story / "v005.yaml").write_text(text, encoding="utf-8")

    found = [
        (rule, at.rpartition(".")[2]) for rule, file, at, _ in errors(check(root, base="main")) if file.endswith("v005.yaml")
    ]
    assert ("quote-not-found", "quotes[0]") in found


def test_what_it_published_stays_readable(root):
    """Every version and every line of its ledgers is read."""
    stories = read_publication(root).stories

    assert [len(one.versions) for one in stories] == [4, 2]
    assert not any(one.problems for one in stories)
