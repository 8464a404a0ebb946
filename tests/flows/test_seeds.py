"""The published pages that ours are modelled on, as our version files: same sections, same numbers."""

import re

import builders
import html5lib
import pytest
from analysed import numbers
from seeds import SECTIONS, SEEDS, seed_version

from dateline.core import codec
from dateline.core.model import Story, Version
from dateline.core.outlets import outlet_of
from dateline.flows.build import build
from dateline.site.dates import in_words

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the published pages are not here: {SEEDS.name}/ beside the project")

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def versions():
    return tuple(seed_version(number) for number in (1, 2, 3))


@pytest.fixture
def site(make_publication, versions, tmp_path):
    items = ledger_of(versions)
    story = builders.dossier(*versions, slug="china-ai", story=Story("China's AI ecosystem"), items=items)
    built = build(make_publication(story), tmp_path / "site")
    assert built.written, [finding.message for finding in built.findings]
    return tmp_path / "site"


def ledger_of(versions):
    """The number of items of the newest version, including those that a version cites, as it lists them."""
    cited = {
        (source.key, source.title): builders.item(source.key, title=source.title, feed=source.feed, published=source.date)
        for version in versions
        for source in version.sources
    }
    keys = {item.key for item in cited.values()}
    rest = (builders.item(f"item-{n}") for n in range(versions[-1].items - len(keys)))
    return (*cited.values(), *rest)


def with_long_keys(version):
    """The version with keys as long as those made from the titles of real items."""
    text = re.sub(r"\bs-(\d+)\b", rf"{'a-word-of-the-title-' * 3}\1", codec.dump(version))
    return codec.parse(Version, text.encode(), "").value


def page(site, number):
    return html5lib.parse((site / f"stories/china-ai/v{number}/index.html").read_text(encoding="utf-8"))


def told(element):
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


@pytest.mark.parametrize("number", [1, 2, 3])
def test_numbers_are_those_of_the_published_page(versions, number):
    """Each source has the same number as on its published page."""
    version = versions[number - 1]

    assert numbers(version) == {source.key: n for n, source in enumerate(version.sources, 1)}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_sections_stand_in_their_order(site, number):
    """The page shows the eight sections, in the order of the published page."""
    headings = [told(heading) for heading in page(site, number).iter(f"{HTML}h2")]

    assert [heading for heading in headings if heading in SECTIONS] == list(SECTIONS)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_sources_are_listed_as_published(site, versions, number):
    """The page lists `[n] title — outlet (day)` for each source, in the order of the numbers; searches are no outlets."""
    expected = [
        f"[{n}] {source.title}"
        + (f" — {outlet}" if (outlet := outlet_of(source)) else "")
        + (f" ({in_words(source.date, '2026')})" if source.date else "")
        for n, source in enumerate(versions[number - 1].sources, 1)
    ]
    text = told(page(site, number))

    places = [text.find(re.sub(r"\s+", " ", line)) for line in expected]

    assert -1 not in places, expected[places.index(-1)]
    assert places == sorted(places)
    assert "reactive:" not in text


def test_the_head_of_the_page(site):
    """The page names the publication, the story, its history, the version, its time and its items."""
    text = told(page(site, 3))

    for part in (
        "The Harbour Record",
        "China's AI Ecosystem Gaining Ground on the West",
        "history",
        "Version 3",
        "2026-05-24 11:30 UTC",
        "155 items",
    ):
        assert part in text


def test_keys_as_long_as_real_ones(make_publication, versions, tmp_path):
    """The published briefs are also built with keys made from titles, so that a group of citations is longer than a line."""
    versions = tuple(map(with_long_keys, versions))
    items = ledger_of(versions)
    story = builders.dossier(*versions, slug="china-ai", story=Story("China's AI ecosystem"), items=items)

    built = build(make_publication(story), tmp_path / "site")

    assert built.written, [finding.message for finding in built.findings]
    assert "[@" not in told(page(tmp_path / "site", 3))
