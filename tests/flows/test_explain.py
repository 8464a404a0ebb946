"""`build --explain` says why a page was rendered, or was not."""

from pathlib import Path

import builders
import pytest
from conftest import MakePublication

from dateline.flows.build import build
from dateline.store.append import append_version

FIRST, SECOND = "stories/harbour-barrier/v1/index.html", "stories/harbour-barrier/v2/index.html"


@pytest.fixture
def root(make_publication: MakePublication) -> Path:
    return make_publication(builders.dossier(*map(builders.version, (1, 2, 3))))


def why(root: Path, path: str, *, cached: bool = True) -> str:
    return build(root, root / "build", jobs=1, explain=path, cached=cached).why


@pytest.mark.parametrize("path", [FIRST, "stories/harbour-barrier/v1/", "/stories/harbour-barrier/v1", f"/{FIRST}"])
def test_a_page_is_named_by_its_address_or_its_file(root: Path, path: str) -> None:
    """The first build renders a page because nothing is known yet."""
    assert why(root, path) == f"{FIRST}: rendered: no results of an earlier build were used"


@pytest.mark.parametrize(("path", "file"), [("", "index.html"), ("/", "index.html"), ("atom.xml", "atom.xml")])
def test_the_front_page_and_files_are_pages_too(root: Path, path: str, file: str) -> None:
    """The empty address is the front page; a name with a dot is a file."""
    build(root, root / "build", jobs=1)

    assert why(root, path or "/") == f"{file}: not rendered: no file has changed since the last build"


def test_a_change_elsewhere_is_named(root: Path) -> None:
    """A page whose story got a version, and that shows nothing of it, names the file that changed."""
    build(root, root / "build", jobs=1)
    append_version(root, "harbour-barrier", builders.version(4))

    told = why(root, FIRST)

    assert told == f"{FIRST}: not rendered: what it shows has not changed (new: stories/harbour-barrier/v004.yaml)"


def test_a_change_of_the_page_is_named(root: Path) -> None:
    """A page that shows another text names the file; a new page is new; one that was edited by hand was changed."""
    build(root, root / "build", jobs=1)
    version = root / "stories/harbour-barrier/v003.yaml"
    version.write_text(version.read_text(encoding="utf-8").replace("The quay floods.", "The pier floods."), encoding="utf-8")
    (root / "build" / SECOND).write_text("mine", encoding="utf-8")
    (root / "content/site.yaml").touch()

    assert why(root, SECOND).startswith(f"{SECOND}: rendered: the file in the site's folder was missing or had been changed")
    version.write_text(version.read_text(encoding="utf-8").replace("The pier floods.", "It floods."), encoding="utf-8")
    changed = "changed: stories/harbour-barrier/v003.yaml"
    assert why(root, "stories/harbour-barrier/") == (
        f"stories/harbour-barrier/index.html: rendered: what it shows has changed ({changed})"
    )
    version.unlink()
    append_version(root, "harbour-barrier", builders.version(3))
    append_version(root, "harbour-barrier", builders.version(4))
    assert "rendered: it is new (" in why(root, "stories/harbour-barrier/v4/")


def test_many_changes_are_counted(root: Path) -> None:
    """Of many files, the first are named; a file that is gone counts as a change; bytes that stay the same are mentioned."""
    build(root, root / "build", jobs=1)
    (root / "theme/static").mkdir(parents=True)
    for number in range(9):
        (root / f"theme/static/{number}.txt").write_text("x", encoding="utf-8")
    build(root, root / "build", jobs=1)
    for number in range(9):
        (root / f"theme/static/{number}.txt").unlink()

    told = why(root, ".nojekyll")

    assert told.startswith(".nojekyll: rendered: what it shows has changed (removed: theme/static/0.txt, ")
    assert told.endswith("and 1 more); its bytes are the same as before")


def test_without_the_cache_nothing_is_known(root: Path) -> None:
    """With `--no-cache`, a page is rendered because no results are used."""
    build(root, root / "build", jobs=1)

    told = why(root, FIRST, cached=False)

    assert told == f"{FIRST}: rendered: no results of an earlier build were used; its bytes are the same as before"


def test_a_page_that_does_not_exist_is_named(root: Path) -> None:
    """An address that the site does not have is said to be none."""
    assert why(root, "stories/nowhere/") == "stories/nowhere/index.html: the site has no such file"
