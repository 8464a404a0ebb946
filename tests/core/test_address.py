from urllib.parse import quote

import pytest

from dateline.core.address import destination, host_and_port, is_web_address, names_host, spelled, web_address


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" \x00 https://a.example/x\n", "https://a.example/x"),
        ("https://a.example/\tx\n/y", "https://a.example/x/y"),
        ('https://a.example/"q"<b>{c}|d^e`f g', "https://a.example/%22q%22%3Cb%3E%7Bc%7D%7Cd%5Ee%60f%20g"),
        ("https://a.example/a\\b?c\\d", "https://a.example/a%5Cb?c%5Cd"),
        ("https://a.example/ü?q=ü#ü", "https://a.example/%C3%BC?q=%C3%BC#%C3%BC"),
        ("https://a.example/100%25?q=%zz", "https://a.example/100%25?q=%zz"),
        ("/x?y", "https://base.example/x?y"),
        ("//b.example:8443", "https://b.example:8443"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://bücher。example/", "https://xn--bcher-kva.example/"),
        ("https://straße.example/", "https://straße.example/"),
        (f"https://{'ü' * 70}.example/", f"https://{'ü' * 70}.example/"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]:80/"),
    ],
)
def test_a_link_is_taken_as_browsers_take_it(given, taken):
    """Characters that an address may not have are percent-encoded; a host is in ASCII unless that would be another host."""
    assert web_address(given, "https://base.example/feed") == taken
    assert is_web_address(taken)


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        "mailto:desk@a.example",
        "https://bank.example@evil.example/",
        "https://bank.example\\@evil.example/",
        "https://bank.example／x.evil.example/",
        "https://<b>.example/",
        "https://a|b.example/",
        "https://a b.example/",
        "https://a\u3000b.example/",
        "https://a.example:80x/",
        "https://a.example/\u202egpj",
        "https://a\u200b.example/",
        "https://…/x",
        "http://-./",
        "http://[",
        "http://[::::]/",
        "http://",
        "https://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_address_of_the_web_is_none(given):
    """Another scheme, a user name, a host that is impossible or shows another one, invisible characters, endless addresses."""
    assert web_address(given) is None


def test_check_and_intake_share_one_definition():
    """An address that breaks out of an attribute, hides a host or runs code is not plain; a host needs a letter or digit."""
    assert [
        is_web_address(url) for url in ("https://a.example/ü", 'https://a.example/"', "https://a@b.example/", "ftp://a/")
    ] == [
        True,
        False,
        False,
        False,
    ]
    assert [names_host(url) for url in ("https://a.example/", "https://…/", "https://[/", "https://-/")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Feeds.LAN.", ("feeds.lan", None)),
        ("feeds.lan:8080", ("feeds.lan", 8080)),
        ("10.0.0.5:8080", ("10.0.0.5", 8080)),
        ("[FD00:0::1]:8080", ("fd00::1", 8080)),
        ("[::1]", ("::1", None)),
        ("0:0::1", ("::1", None)),
        ("bücher.lan", ("xn--bcher-kva.lan", None)),
    ],
)
def test_a_host_has_one_spelling(text, named):
    """Case, a full stop at the end, brackets and ways to write an IP address make no difference."""
    assert host_and_port(text) == named
    assert spelled(named[0]) == named[0]


@pytest.mark.parametrize(
    "text",
    ["feeds.lan:0", "feeds.lan:65536", "10.0.0.256", "127.1", "::g", "1:2", "[10]:2", "a..b", ".", "", ":80", "straße.lan"],
)
def test_a_host_that_cannot_be_says_so(text):
    """An impossible port, IP address or name is refused."""
    with pytest.raises(ValueError, match="there is no"):
        host_and_port(text)


@pytest.mark.parametrize(
    ("url", "end"),
    [
        ("https://www.google.com/url?sa=t&url=https://a.example/x%3Fy%3D1&usg=2", "https://a.example/x?y=1"),
        ("https://www.google.de/url?q=https://www.google.com/url?q=https%3A%2F%2Fa.example%2F", "https://a.example/"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx&h=1", "https://a.example/x"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://www.google.com/search?q=https://a.example/", "https://www.google.com/search?q=https://a.example/"),
        (
            "https://google.com.evil.example/url?url=https://a.example/",
            "https://google.com.evil.example/url?url=https://a.example/",
        ),
        ("https://news.google.com/rss/articles/CBMi?oc=5", "https://news.google.com/rss/articles/CBMi?oc=5"),
        ("http://[", "http://["),
    ],
)
def test_an_address_that_forwards_stands_for_its_end(url: str, end: str) -> None:
    """Where the target is in the address; nothing is called to find out, and no other host is believed."""
    assert destination(url) == end


def test_addresses_inside_each_other_are_followed_to_the_end() -> None:
    """However many there are, what comes out forwards no more."""
    url = "https://a.example/"
    for _ in range(6):
        url = f"https://www.google.com/url?url={quote(url, safe='')}"

    assert destination(url) == "https://a.example/"
