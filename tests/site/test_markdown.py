"""Markdown makes text, lists, tables and harmless links: no HTML, no images, and nothing that contacts another host."""

import pytest

from dateline.site.markdown import Cite, render


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![chart](https://evil.example/a.png)", "<p>chart</p>\n"),
        ("![](https://evil.example/a.png)", "<p>https://evil.example/a.png</p>\n"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>\n"),
        ("[x](ftp://a.example/)", "<p><a>x</a></p>\n"),
        ("[x](https://a.example/)", '<p><a href="https://a.example/" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("[x](//a.example/)", '<p><a href="//a.example/" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("[x](mailto:desk@example.org)", '<p><a href="mailto:desk@example.org" rel="nofollow noopener noreferrer">x</a></p>\n'),
        ("[x](../about/#how)", '<p><a href="../about/index.html#how">x</a></p>\n'),
        ("[x](../feed.json)", '<p><a href="../feed.json">x</a></p>\n'),
        ("# a\n\n## b", "<h2>a</h2>\n<h3>b</h3>\n"),
        ("## a\n\n### b", "<h2>a</h2>\n<h3>b</h3>\n"),
        ("#### a", "<h2>a</h2>\n"),
    ],
)
def test_what_becomes_of(text, expected):
    """Headings are put at the right level, safe links are kept, and HTML, images and other links become text."""
    assert render(text) == expected


def test_a_citation_leads_to_the_storys_source():
    """Each key in brackets becomes a numbered link."""
    html = render("Dear [@cost; @plan].", {"cost": Cite("v3#s2", "[2]"), "plan": Cite("v3#s1", "[1]")})

    assert html == '<p>Dear <a href="v3#s2" class="cite">[2]</a><a href="v3#s1" class="cite">[1]</a>.</p>\n'


def test_an_unknown_citation_stays_as_it_stands():
    """A key that is in no story of the essay stays visible, so that its author notices it."""
    assert render("Dear [@cost].") == "<p>Dear [@cost].</p>\n"
