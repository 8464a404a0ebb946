"""Markdown makes text, lists, tables and harmless links: no HTML, no images, and nothing that contacts another host."""

import re

import pytest

from dateline.site.markdown import Cite, Heading, ShownPicture, anchors, headings, render


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
        ("[](../x.pdf) b", '<p><a href="../x.pdf">../x.pdf</a> b</p>\n'),
        (r"\[x](y/)", "<p>[x](y/)</p>\n"),
        ("[a [@q/k]](https://a.example/)", "<p>[a [@q/k]](https://a.example/)</p>\n"),
        ("# a\n\n## b", '<h2 id="h-a">a</h2>\n<h3 id="h-b">b</h3>\n'),
        ("## a\n\n### b", '<h2 id="h-a">a</h2>\n<h3 id="h-b">b</h3>\n'),
        ("#### a", '<h2 id="h-a">a</h2>\n'),
        ("# a\n\n#### b\n\n## c", '<h2 id="h-a">a</h2>\n<h3 id="h-b">b</h3>\n<h3 id="h-c">c</h3>\n'),
    ],
)
def test_what_becomes_of(text, expected):
    """Headings are put at the right level, safe links are kept, and HTML, images and other links become text."""
    assert render(text) == expected


def test_a_citation_leads_to_the_storys_source():
    """Each key in brackets becomes a numbered link."""
    cites = {"quay/cost": Cite("[2]", {"href": "#s2"}), "quay/plan": Cite("[1]", {"href": "#s1"})}

    html = render("Dear [@quay/cost; @quay/plan].", lambda key, _heading: cites.get(key))

    assert html == '<p>Dear.\u2060<a href="#s2">[2]</a>\u202f<a href="#s1">[1]</a></p>\n'


def test_a_citation_knows_its_heading():
    """The link may depend on the heading above it; before the first heading, that is empty."""
    html = render("A [@q/k]\n\n## *So* it is\n\nB [@q/k]", lambda _key, heading: Cite(f"({heading})", {}))

    assert html == '<p>A\u2060<a>()</a></p>\n<h2 id="h-so-it-is"><em>So</em> it is</h2>\n<p>B\u2060<a>(So it is)</a></p>\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## How we correct", ["h-how-we-correct"]),
        ("## We don't *know* `why` [@q/k]", ["h-we-dont-know-why"]),
        ("# A\n\n## A\n\n## A 2\n\n## A", ["h-a", "h-a-2", "h-a-2-2", "h-a-3"]),
        ("Über uns\n===", ["h-uber-uns"]),
        ("## 訂正", ["h-bbcwqry6"]),
        ("No heading", []),
    ],
)
def test_a_heading_has_an_address_of_its_words(text, expected):
    """It does not depend on other headings, unless they say the same; no other id of a page begins with h-."""
    assert re.findall(r'<h\d id="(.*?)"', render(text)) == expected
    assert anchors(text) == set(expected)


def test_the_headings_of_a_text_are_known():
    """Each with its level, its address and its words without marks."""
    assert headings(render("# How we *count* & `why`\n\n### The [rest](#z)\n")) == (
        Heading(2, "h-how-we-count-why", "How we count & why"),
        Heading(3, "h-the-rest", "The rest"),
    )


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("about.md", "../about/index.html"),
        ("about.md#how-we-correct", "../about/index.html#h-how-we-correct"),
        ("about.md#h-how-we-correct", "../about/index.html#h-how-we-correct"),
        ("../pages/about.md", "../../about/index.html"),
        ("../signals/on-water.md#ice", "../signals/on-water/index.html#h-ice"),
        ("../daily/2026-05-27.md", "../daily/2026-05-27.md"),
        ("#later", "#h-later"),
        ("#h-later", "#h-later"),
        ("#sources", "#sources"),
    ],
)
def test_a_link_names_the_file_of_a_page(link, leads):
    """As on GitHub, which shows the files: the page of the file is meant, and a heading by its words."""
    assert f'<a href="{leads}">' in render(f"[this]({link})\n\n## Later\n\n## H later\n")


def test_what_is_wide_can_be_scrolled_with_keys():
    """Tables and blocks of code can have the focus; cells are aligned by classes, as pages allow no other styles.

    A block of code keeps the name of its file for the style.
    """
    table = render("|a|b|c|\n|-|-:|:-:|\n|1|2|3|\n")

    assert '<table tabindex="0">' in table
    assert '<td>1</td>\n<td class="r">2</td>\n<td class="middle">3</td>' in table
    assert 'data-file="a &lt;b&gt;.sh"' in render("```sh a <b>.sh\nls\n```")
    for code in ("```sh\nls\n```", "    ls"):
        assert 'tabindex="0"' in render(code)
        assert ">ls\n</code></pre>" in render(code)


def shown(text, size=(640, 480)):
    found = ShownPicture("../../images/map.png", *size)
    return render(text, picture=lambda source: found if source == "../images/map.png" else None)


IMG = '<img src="../../images/map.png" alt="a map"{} width="640" height="480" loading="lazy" />'


@pytest.mark.parametrize(
    ("text", "expected", "title"),
    [
        ("![a *map*](../images/map.png)", "<p>{}</p>\n", ""),
        (
            '![a map](../images/map.png "A - B")',
            "<figure>{}<figcaption>A\u00a0– B</figcaption></figure>\n",
            "",
        ),
        ('![a map](../images/map.png "The quay") b', "<p>{} b</p>\n", ' title="The quay"'),
        ('- ![a map](../images/map.png "The quay")', "<ul>\n<li>{}</li>\n</ul>\n", ' title="The quay"'),
        ("[![a map](../images/map.png)](../map/)", '<p><a href="../map/index.html">{}</a></p>\n', ""),
        ("![gone](../images/gone.png)", "<p>gone</p>\n", ""),
    ],
)
def test_a_picture_of_the_publication_is_shown(text, expected, title):
    """With its words, its size, and its title as a caption if it stands alone; any other picture stays words."""
    assert shown(text) == expected.format(IMG.format(title))


def test_a_picture_without_a_size_is_shown_without():
    """Some drawings can have any size."""
    assert "width" not in shown("![a map](../images/map.png)", (0, 0))


def test_an_unknown_citation_stays_as_it_stands():
    """A key that is in no story of the essay stays visible, so that its author notices it."""
    assert render("Dear [@cost].") == "<p>Dear [@cost].</p>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "*so* [@q/k]", and', "He said “<em>so</em>\u2060<a>[1]</a>”, and"),
        ('He said "so" [@q/k]. And', "He said “so”.\u2060<a>[1]</a> And"),
        ("It is *so* [@q/k]; or", "It is <em>so</em>;\u2060<a>[1]</a> or"),
        ("One [@q/k] [@q/k], two", "One,\u2060<a>[1]</a>\u202f<a>[1]</a> two"),
        ("One [@q/k]\ntwo [@x/y].", "One\u2060<a>[1]</a>\ntwo [@x/y]."),
        ("[@q/k] is first", "\u2060<a>[1]</a> is first"),
    ],
)
def test_a_citation_stands_after_the_stop(text, expected):
    """It stays on the line of the word before, as in a brief."""
    html = render(text, lambda key, _heading: Cite("[1]", {}) if key == "q/k" else None)

    assert html == f"<p>{expected}</p>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It isn\'t *done*" - 3 km', "<p>“It isn't <em>done</em>”\u00a0– 3\u202fkm</p>\n"),
        ('`"a" - b` "c"', "<p><code>&quot;a&quot; - b</code> “c”</p>\n"),
        ('> "a"\n\n"b"', "<blockquote>\n<p>&quot;a&quot;</p>\n</blockquote>\n<p>“b”</p>\n"),
        ('[@q/k] "a"', "<p>[@q/k] “a”</p>\n"),
    ],
)
def test_marks_are_typographic(text, expected):
    """But not in quotations or in code."""
    assert render(text) == expected


def test_marks_are_those_of_the_language():
    """German opens a quotation below."""
    assert render('"So"', language="de") == "<p>„So“</p>\n"
