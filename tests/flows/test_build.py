"""The site is built from the files, and from nothing else."""

import hashlib
import json
import os
import re
import shutil

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.core.model import Story
from dateline.core.written import Written
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories import workers
from dateline.flows.stories.asked import Built
from dateline.report.build import document, size_lines
from dateline.store.append import append_version

PAGE, STYLE, SCRIPT = 60_000, 24_000, 16_000
INDEX = "search/words.js"
"""All words of the site, which only a search loads."""


def tree(root):
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def example(tmp_path):
    start(tmp_path / "example", example=True)
    return tmp_path / "example"


def test_twice_the_same_bytes(example, tmp_path):
    """Two builds into two folders, one of them by several processes, make the same files, byte for byte."""
    build(example, tmp_path / "one")
    build(example, tmp_path / "two", jobs=2)

    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_several_processes_build_where_it_is_worth_it(example, tmp_path, monkeypatch):
    """If there is enough to do, stories are built by as many processes as there are cores, with the same result."""
    build(example, tmp_path / "one", jobs=1)
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    build(example, tmp_path / "many")

    assert tree(tmp_path / "one") == tree(tmp_path / "many")


def test_a_second_build_writes_nothing(example, tmp_path):
    """If nothing changed, no page is rendered or written."""
    build(example, tmp_path / "site")

    again = document(build(example, tmp_path / "site"))

    assert (again["rendered"], again["written"], again["unchanged"]) == (0, 0, again["pages"])


def test_without_the_cache_every_page_is_rendered(example, tmp_path):
    """With `--no-cache`, every page is rendered again, but pages that stay the same are not written."""
    build(example, tmp_path / "site")

    again = document(build(example, tmp_path / "site", cached=False))

    assert (again["rendered"], again["written"]) == (again["pages"], 0)


def test_an_error_leaves_the_site_alone(make_publication, tmp_path):
    """As long as there is an error, the site's folder is not touched."""
    broken = builders.dossier(builders.version(what="It is over [@nobody-said-so]."))
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("as it was")

    built = build(make_publication(broken), site)

    assert built.written is None
    assert tree(site) == {"index.html": hashlib.sha256(b"as it was").hexdigest()}


def test_old_pages_stay_as_they_are(make_publication, tmp_path):
    """A new version changes its predecessor's page, which links to it, and no older page."""
    versions = [builders.version(number) for number in (1, 2, 3)]
    root = make_publication(builders.dossier(*versions[:2]))
    build(root, tmp_path / "site")
    before = tree(tmp_path / "site")
    append_version(root, "harbour-barrier", versions[2])

    build(root, tmp_path / "site")

    after = tree(tmp_path / "site")
    changed = {name for name in before if after.get(name) != before[name]}
    assert "stories/harbour-barrier/v1/index.html" not in changed
    assert "stories/harbour-barrier/v2/index.html" in changed
    assert set(before) <= set(after)


def test_the_address_can_be_given(example, tmp_path):
    """An address given to the build is used wherever a standard requires an absolute one."""
    build(example, tmp_path / "site", url="https://elsewhere.example/base/")

    assert "<loc>https://elsewhere.example/base/" in (tmp_path / "site/sitemap.xml").read_text()


@pytest.mark.parametrize("place", ["", "content/site", "stories", "..", "theme"])
def test_the_site_does_not_lie_among_its_sources(example, place):
    """A folder that contains the sources, or is inside them, is refused before anything is read or written."""
    before = tree(example)

    with pytest.raises(UsageError, match="among its sources"):
        build(example, example / place)

    assert tree(example) == before


def test_a_folder_may_have_any_name(make_publication, tmp_path):
    """A folder whose name is not in UTF-8 is as good as any other: its site is built, and not rendered again without need."""
    root = shutil.copytree(make_publication(builders.dossier()), tmp_path / os.fsdecode(b"caf\xe9"))
    assert build(root, root / "build", jobs=1).written
    again = build(root, root / "build", jobs=1)

    assert again.written
    assert again.written.rendered == 0


def test_an_address_that_is_none_is_refused(example, tmp_path):
    """An address given to the build must be a web address."""
    with pytest.raises(UsageError, match="should be an address"):
        build(example, tmp_path / "site", url="example.org")


def test_a_renamed_story_redirects(make_publication, tmp_path):
    """The addresses of a story's older slugs redirect to it."""
    story = builders.dossier(story=Story("The harbour barrier", aliases=("old-barrier",)))

    build(make_publication(story), tmp_path / "site")

    assert "harbour-barrier" in (tmp_path / "site/stories/old-barrier/index.html").read_text()


def test_sizes(tmp_path, request):
    """A newest brief has at most 60 KB of HTML, a sheet 24 KB and a script 16 KB, but for the words of the search."""
    build(request.config.rootpath, tmp_path / "site")

    sizes = {path.relative_to(tmp_path / "site").as_posix(): path.stat().st_size for path in (tmp_path / "site").rglob("*.*")}
    assert max(size for name, size in sizes.items() if re.fullmatch("stories/[^/]+/index.html", name)) <= PAGE
    assert max(size for name, size in sizes.items() if name.endswith(".css")) <= STYLE
    assert max(size for name, size in sizes.items() if name.endswith(".js") and name != INDEX) <= SCRIPT


def test_data_of_a_version(example, tmp_path):
    """Each version is available as data, with the keys of its file."""
    build(example, tmp_path / "site")

    data = json.loads((tmp_path / "site/stories/tidal-barrier/v1.json").read_text())

    assert data["version"] == 1
    assert set(data["sources"]) >= {"closing-test-of-the-tidal-barrier-moved-4fpnrh"}


@pytest.mark.parametrize(("size", "said"), [(499_999_999, ""), (500_000_000, "warning: the site has 0.50 GB, and")])
def test_a_site_near_the_limit_of_github_pages_is_said(size, said):
    """From half of one gigabyte on, the publisher is told; a build that wrote nothing says nothing of it."""
    assert "".join(size_lines(Built((), Written(1, 0, 0, 1, 0, size), 1, 1)))[: len(said) or 9] == said
    assert not [*size_lines(Built((), None, 1, 1))]
