import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core import ids
from dateline.core.constraints import SLUG


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's AI ecosystem", "chinas-ai-ecosystem"),
        ("  Größe, Ärger & Ünïcode! ", "grosse-arger-unicode"),
        ("Straßen auf Sørøya: Łódź, Ærø", "strassen-auf-soroya-lodz-aero"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full-width"),
        ("北京", ""),
        ("", ""),
        ("a" * 100, "a" * 80),
        ("word " * 20, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_keeps_letters_and_digits(text, expected):
    """Accents go, words are joined by hyphens, and the cut comes between words."""
    assert expected == ids.slug(text)


@given(st.text(), st.integers(1, 80))
def test_a_slug_is_one_or_empty(text, most):
    """For any text, the slug has the right form and length, or is empty."""
    slug = ids.slug(text, most)

    assert slug == "" or (re.fullmatch(SLUG.pattern, slug) and len(slug) <= most)


SAME = "https://example.org/a?id=1"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?id=1",
        "http://example.org/a?id=1",
        "HTTPS://WWW.Example.org:443/a/?id=1",
        "http://example.org:80/a?id=1#top",
        "https://example.org/a?utm_source=x&id=1&fbclid=2",
        "https://example.org/a?id=1&ref=home&at_campaign=x",
    ],
)
def test_links_to_one_page_share_an_address(url):
    """Scheme, host, port, trackers, fragment and final slash make no difference."""
    assert ids.canonical_url(url) == SAME


@pytest.mark.parametrize("url", ["https://example.org/a?id=2", "https://example.org/A?id=1", "https://example.org:8443/a?id=1"])
def test_links_to_other_pages_do_not(url):
    """Query, path and port distinguish pages."""
    assert ids.canonical_url(url) != SAME


@pytest.mark.parametrize("url", ["http://[", "http://a:99999999/", "http://a]b/", "http://\ud800/", ""])
def test_what_is_no_address_stands_for_itself(url):
    """A feed's broken link stops nothing."""
    assert url == ids.canonical_url(url)


@given(st.text(st.sampled_from("ab/?&=#%:@.[]é 0"), max_size=30).map("https://example.org/{}".format))
def test_a_canonical_address_stays_as_it_is(url):
    """Making an address canonical twice changes nothing more."""
    once = ids.canonical_url(url)

    assert once == ids.canonical_url(once)


def test_a_digest_tells_its_parts_apart():
    """Forty base-32 characters, which depend on where one part ends and the next begins."""
    assert re.fullmatch("[a-z2-7]{40}", ids.digest("a", "b"))
    assert ids.digest("a", "b") == ids.digest("a", "b")
    assert len({ids.digest("a", "b"), ids.digest("ab"), ids.digest("b", "a")}) == 3


@given(st.text(), st.text())
def test_an_items_key_is_a_slug(title, identity):
    """A key can be cited whatever its item's title was, even if it was empty."""
    key = ids.item_key(title, identity)

    assert re.fullmatch(SLUG.pattern, key)
    assert len(key) <= 80


def test_a_key_stays_what_it_was():
    """Ledgers have keys of titles with letters that a slug spells now: a feed that still has them brings nothing twice."""
    assert ids.item_key("Straße", "https://quay.example/").startswith("strae-")


def test_a_fingerprint_changes_with_the_words():
    """Title and text both count."""
    assert ids.fingerprint("a", "b")[:7] == "sha256:"
    assert len({ids.fingerprint("a", "b"), ids.fingerprint("a", "c"), ids.fingerprint("b", "b")}) == 3
