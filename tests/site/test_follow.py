"""What a site says about all stories is never older than the stories."""

from pathlib import Path

import builders
import pytest
from analysed import plan_pages

from dateline.core.config import Daily, Feed
from dateline.core.model import Dossier, Story
from dateline.core.publication import Publication
from dateline.site import corrections_page, front, outlets_page
from dateline.site.files import write_site
from dateline.site.theme import load_theme

THEME = load_theme()
FILES = ("follow/index.html", "follow/feeds.opml", "llms.txt", "outlets/index.html")


def story(slug: str, **given: object) -> Dossier:
    return builders.dossier(builders.version(1, title=f"The {slug}", **given), slug=slug, story=Story(slug))


def build(out: Path, known: dict[str, str], *stories: Dossier, **config: object) -> dict[str, str]:
    """Renders only what changed, as a build with a cache does."""
    outputs = plan_pages(Publication(builders.config(**config), stories), THEME)
    write_site(outputs, out, known)
    return {one.path: one.fingerprint for one in outputs}


@pytest.mark.parametrize("path", FILES)
def test_a_story_that_is_gone_is_named_nowhere(path: str, tmp_path: Path):
    """After a story is removed, a build that renders only what changed leaves no word of it."""
    known = build(tmp_path, {}, story("ferry"), story("tunnel"))
    assert "The tunnel" in (tmp_path / path).read_text()

    build(tmp_path, known, story("ferry"))
    assert "tunnel" not in (tmp_path / path).read_text()


@pytest.mark.parametrize("path", FILES)
def test_a_new_title_is_on_every_list(path: str, tmp_path: Path):
    """The lists follow a story that is renamed."""
    known = build(tmp_path, {}, story("ferry"))
    renamed = builders.dossier(builders.version(1, title="The night boat"), slug="ferry", story=Story("ferry"))

    build(tmp_path, known, renamed)
    assert "The night boat" in (tmp_path / path).read_text()


def test_what_is_followed_is_in_the_list_of_feeds(tmp_path: Path):
    """The list of feeds follows the settings, and so does the page about feeds."""
    known = build(tmp_path, {}, story("ferry"))
    build(
        tmp_path,
        known,
        story("ferry"),
        feeds=(Feed("wire", "The Wire", url="https://wire.example/"),),
        daily=Daily(enabled=False),
    )

    assert "https://wire.example/" in (tmp_path / "follow/feeds.opml").read_text()
    assert "Day by day" not in (tmp_path / "follow/index.html").read_text()


def test_pages_of_a_list_that_became_shorter_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A numbered page that no list leads to is not left behind."""
    for module, name in ((front, "NEWEST"), (front, "NAMES"), (outlets_page, "OUTLETS"), (corrections_page, "MISTAKES")):
        monkeypatch.setattr(module, name, 1)
    known = build(tmp_path, {}, story("ferry"), story("tunnel", sources=(builders.source(feed="Coast Wire"),)))
    assert (tmp_path / "outlets/page/2/index.html").is_file()
    assert (tmp_path / "stories/page/2/index.html").is_file()

    build(tmp_path, known, story("ferry"))
    assert not (tmp_path / "outlets/page").exists()
    assert not (tmp_path / "stories/page").exists()
