"""The documentation is a site built by Dateline, without a flaw."""

from pathlib import Path

import docs_site
import pytest
from following import dead

from dateline.flows.stories.check import check

BASE = "https://example.org/record/docs/"


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documentation") / "publication"
    docs_site.make(folder)
    return folder


@pytest.fixture(scope="module")
def site(publication: Path) -> Path:
    """Built as the workflow that publishes does it: into a folder below another site."""
    out = publication.parent / "site/docs"
    assert docs_site.main(str(publication), "--url", BASE, "--out", str(out)) == 0
    return out


def test_every_link_leads_somewhere(site: Path) -> None:
    """Each link of each page leads to a page, and to a heading that it has."""
    assert dead(site, BASE) == []


def test_nothing_is_found(publication: Path) -> None:
    """`check` has nothing to say, not even with `--strict`."""
    assert [one.message for one in check(publication).findings if one.level != "note"] == []


def test_every_page_is_on_the_site() -> None:
    """The index has a line for each page, in the form that the script reads."""
    listed = {page.file for page in docs_site.pages(docs_site.kinds())}

    assert sorted({*docs_site.DOCS.rglob("*.md")} - listed) == [docs_site.INDEX]
    assert [kind.title for kind in docs_site.kinds()][:4] == ["Tutorials", "How-to guides", "Reference", "Explanation"]


def test_pages_have_an_order(site: Path) -> None:
    """Every page has the list of all, says where it is in it, and leads to the ones before and after it."""
    every = docs_site.pages(docs_site.kinds())
    for before, one, after in zip([None, *every], every, [*every[1:], None], strict=False):
        page = (site / one.slug / "index.html").read_text(encoding="utf-8")
        assert page.count('aria-current="page"') == 1
        beside = page[page.index('<nav class="next"') :]
        for other in filter(None, (before, after)):
            assert f"../{other.slug}/index.html" in beside


def test_a_link_has_the_name_of_its_page(site: Path) -> None:
    """Where a page names the file of another one, readers of the site see the name of that page, and find the heading."""
    page = (site / "github/index.html").read_text(encoding="utf-8")

    files = docs_site.Listed(docs_site.DOCS / "formats.md", "Files", "")
    assert files.place("#storiesslugitemsjsonl") == "#stories-slug-items-jsonl"
    assert (files.place("#citations"), files.place("#nowhere"), files.place("")) == ("#citations", "#nowhere", "")
    assert '<a href="../desk/index.html#h-keys-and-other-credentials">How a model writes</a>' in page


def test_it_is_made_again(publication: Path, tmp_path: Path) -> None:
    """A page that is gone leaves nothing behind; a folder with something else is refused."""
    left = publication / "content/pages/gone.md"
    left.write_text("---\ntitle: Gone\n---\nGone.\n", encoding="utf-8")
    (tmp_path / "mine.txt").touch()

    docs_site.make(publication)

    assert not left.exists()
    with pytest.raises(SystemExit, match="did not make"):
        docs_site.make(tmp_path)


def test_a_link_to_nothing_is_said(tmp_path: Path) -> None:
    """A page that links to a file that the site does not have stops it, with both names."""
    page = docs_site.Listed(docs_site.DOCS / "desk.md", "The desk", "")

    with pytest.raises(SystemExit, match=r"docs/desk\.md links to \S+, which docs/index\.md does not list"):
        docs_site.as_page(page, {})
