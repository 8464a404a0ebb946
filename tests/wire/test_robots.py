import pytest

from dateline.core.errors import FeedError
from dateline.wire.collect import Fetched
from dateline.wire.fetch import BadStatus
from dateline.wire.robots import Robots


def rules(text: str) -> Robots:
    return Robots(lambda url: Fetched(url, text.encode()))


@pytest.mark.parametrize(
    ("text", "allowed", "forbidden"),
    [
        ("User-agent: *\nAllow: /\nDisallow: /private/", ["/a", "/private"], ["/private/a"]),
        ("User-agent: *\nDisallow: /private/\nAllow: /private/press/", ["/private/press/1"], ["/private/1"]),
        ("User-agent: *\nDisallow: /*.pdf$", ["/a.html", "/a.pdf?x=1"], ["/a.pdf", "/b/c.pdf"]),
        ("User-agent: *\nDisallow: /*/print", ["/print"], ["/news/print/1"]),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /x", ["/a"], ["/x"]),
        ("\ufeffUser-agent: *\r\nDisallow: /a%3Cb", ["/a"], ["/a%3cb"]),
        ("User-agent: *\nDisallow:", ["/"], []),
        ("<!doctype html><p>Not found", ["/"], []),
    ],
)
def test_the_longest_rule_decides(text: str, allowed: list[str], forbidden: list[str]) -> None:
    """The most specific rule for this program, or else for all programs, applies, with `*` and `$` in it (RFC 9309)."""
    robots = rules(text)

    assert [path for path in (*allowed, *forbidden) if robots.allow(f"https://a.example{path}")] == allowed


def test_a_host_without_rules_is_read_and_an_unwell_one_is_not() -> None:
    """A missing robots.txt forbids nothing; a failing host is left alone, and is not asked again for each page."""
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        raise BadStatus(404 if "none" in url else 503, url) if "silent" not in url else FeedError("did not answer")

    robots = Robots(fetch)

    assert robots.allow("https://none.example/1")
    for host in ("unwell", "silent"):
        for page in "12":
            with pytest.raises(FeedError, match=r"answered 503|did not answer"):
                robots.allow(f"https://{host}.example/{page}")
    assert asked == [f"https://{host}.example/robots.txt" for host in ("none", "unwell", "silent")]
