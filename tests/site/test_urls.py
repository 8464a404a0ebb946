"""Links are relative and name a file; links to other sites are http(s) or mailto, and show the real host."""

from urllib.parse import urlsplit

import pytest

from dateline.site import urls


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("", "", "index.html"),
        ("", "stories/a/", "stories/a/index.html"),
        ("stories/a/", "", "../../index.html"),
        ("stories/a/v3/", "stories/a/", "../index.html"),
        ("stories/a/v3/", "stories/a/changes/v3/", "../changes/v3/index.html"),
        ("stories/a/", "stories/a/v3.json", "v3.json"),
        ("stories/a/", "stories/a/#s10", "index.html#s10"),
        ("about/", "static/site.css", "../static/site.css"),
        ("follow/feeds.opml", "follow/", "index.html"),
    ],
)
def test_a_link_leads_from_one_file_to_another(here, there, expected):
    """A link is relative to the page that it is on, names index.html and keeps its fragment."""
    assert urls.relative(here, there) == expected


def test_a_link_from_any_depth_starts_at_the_base_path():
    """The page for wrong addresses links from the path at which the site is served."""
    assert urls.rooted("https://example.org/record/", "about/") == "/record/about/"
    assert urls.rooted("https://example.org", "") == "/"


def test_an_absolute_address_joins_with_one_slash():
    """A slash at the end of the site's address makes no difference."""
    expected = "https://example.org/record/about/"

    assert (
        expected
        == urls.absolute("https://example.org/record", "about/")
        == urls.absolute("https://example.org/record/", "about/")
    )


@pytest.mark.parametrize("url", ["https://a.example/x", "http://a.example", "mailto:desk@example.org"])
def test_what_a_reader_may_follow_is_linked(url):
    """Web and mail addresses are kept as they are."""
    assert urls.outward(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "data:text/html,x",
        "//a.example",
        "/etc/passwd",
        "https://[bad",
        "https:",
    ],
)
def test_anything_else_is_not(url):
    """An address with another scheme, without a scheme or host, or that is broken is no link and shows no host."""
    assert urls.outward(url) is None
    assert urls.host(url) == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://user@evil.example/reuters.com", "evil.example"),
        ("https://häfen.example/x", "xn--hfen-loa.example"),
        ("https://" + "ä" * 80 + ".example/", "\\xe4" * 80 + ".example"),
    ],
)
def test_the_host_is_the_one_that_is_called(url, expected):
    """The host that is shown is what follows the user name, in ASCII, however strange its letters."""
    assert urls.host(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "http://a.example/x?y=%20z#w",
        "https://a.example:8443/x",
        "https://a@b.example/x",
        "https://A.example/x",
        "https://a.example\\@b.example/",
        "https://a.example/ x",
        "https://a.example/\u202ex",
        "https://..",
        "https://-",
    ],
)
def test_a_usual_address_is_read_like_any_other(url):
    """What is seen at a glance of an address, its host and that readers may follow it, is what the whole address says."""
    parts = urlsplit(url)

    assert urls.outward(url) == (url if parts.hostname else None)
    assert urls.host(url) == (parts.hostname or "")


def test_the_origin_is_scheme_and_host():
    """The origin keeps the port, without path and query."""
    assert urls.origin("https://mail.example:8443/a;b?c") == "https://mail.example:8443"
