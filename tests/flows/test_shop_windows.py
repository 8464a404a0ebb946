"""The two publications that people see first, our own and the example, are without a flaw."""

import shutil
from pathlib import Path

import pytest
from following import dead

from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.check import check
from dateline.flows.update import run_for, update
from dateline.store.reading import read_config, read_publication

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=["own", "example", "updated example"])
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("publication") / "it"
    if request.param == "own":
        for name in ("content", "stories"):
            shutil.copytree(ROOT / name, folder / name)
        return folder
    start(folder, example=True)
    if request.param == "updated example":
        update(run_for(folder, "extractive", now="2026-04-01T06:00:00Z"))
    return folder


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "site"
    build(root, folder)
    return folder


def test_every_link_leads_somewhere(root: Path, site: Path) -> None:
    """Each link of each page, within the site, leads to a file of it, and to a place that the page there has."""
    assert dead(site, read_config(root).url) == []


def test_nothing_is_found(root: Path) -> None:
    """No finding but notes, not even with `--strict`; what is waived has a reason."""
    assert [one.message for one in check(root).findings if one.level != "note"] == []


def test_what_a_brief_can_do_is_shown(root: Path) -> None:
    """Some version corrects an earlier one, answers a question, lets a voice go with a reason, and follows figures."""
    versions = [version for story in read_publication(root).stories for version in story.versions]

    assert [one for one in versions if one.corrections and one.departed_voices and one.figures]
    assert {closed.outcome for one in versions for closed in one.closed_questions} >= {"answered"}
    assert max(one.version for one in versions) >= 3
    assert {"about.md", "corrections.md", "how-we-use-ai.md"} <= {path.name for path in (root / "content/pages").iterdir()}
