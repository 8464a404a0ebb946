"""What a style or a drawing loads from other hosts is found, with its line; what it only names, or has itself, is not."""

import pytest

from dateline.core.other_hosts import loads_of_drawing, loads_of_style

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">\n{}\n</svg>'


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("@import url(https://spy.example/a.css);", "https://spy.example/a.css"),
        ("@import'//spy.example/a.css';", "//spy.example/a.css"),
        ("a { background: URL( 'http://spy.example/a.png' ) }", "http://spy.example/a.png"),
        ('a { background: image-set("a.png" 1x, "https://spy.example/a" 2x) }', "https://spy.example/a"),
        ("@font-face { src: url(own.woff2), url(https://spy.example/own.woff2) }", "https://spy.example/own.woff2"),
        (r"a { background: \75 rl(\68ttp://spy.example/a) }", "http://spy.example/a"),
        (r'a { background: url("\\\\spy.example/a") }', r"\\spy.example/a"),
        ("@import /* b */ 'https:spy.example';", "https:spy.example"),
        ("b { content: '/*' } a { src: url(//spy.example/a) } b { content: '*/' }", "//spy.example/a"),
    ],
)
def test_what_a_style_loads_from_elsewhere(text, address):
    """By whatever way it is written; the line is that of the address, also after comments of several lines."""
    assert list(loads_of_style(f"/* a\n*/\n{text}\nb {{}}")) == [(3, address)]


@pytest.mark.parametrize(
    "text",
    [
        "a { src: url(own.woff2) url('../a.png') url(\"data:image/png;base64,//8=\") url(#a) url() }",
        "@namespace svg url(http://www.w3.org/2000/svg); @namespace 'http://www.w3.org/1999/xhtml';",
        "a[href^='https://'] { content: 'https://example.org/' } /* url(https://spy.example/) */",
        r"a { content: '\1F600 \110000' }",
    ],
)
def test_what_a_style_does_not_load(text):
    """Its own files, data in the address, names of namespaces, words, and what is in a comment."""
    assert list(loads_of_style(text)) == []


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ('<use x:href=" ht&#10;tps://spy.example/a"/>', "ht tps://spy.example/a"),
        ('<h:img xmlns:h="http://www.w3.org/1999/xhtml" srcset="a.png 1x, //spy.example/a 2x"/>', "//spy.example/a"),
        ('<animate attributeName="href" values="#a;https://spy.example/b"/>', "https://spy.example/b"),
        ('<a href="#a"><animate attributeName="href" to="https://spy.example/b"/></a>', "https://spy.example/b"),
        ("<style>a { fill: url(//spy.example/a) }</style>", "//spy.example/a"),
        ('<?xml-stylesheet href="https://spy.example/a.css"?>', "https://spy.example/a.css"),
    ],
)
def test_what_a_drawing_loads_from_elsewhere(inside, address):
    """In attributes of whatever name space, in its styles, in what moves, and in its sheets."""
    assert list(loads_of_drawing(SVG.format(inside))) == [(2, address)]


def test_a_default_value_counts():
    """A value that the head gives to all elements is loaded like one that stands in them."""
    head = "<!DOCTYPE svg [<!ATTLIST image href CDATA 'https://spy.example/a'>]>"
    assert list(loads_of_drawing(head + SVG.format("<image/>"))) == [(2, "https://spy.example/a")]


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://example.org/"><path fill="url(#a)"/></a><use href="#b"/><image href="a.png"/>',
        '<image href="data:image/png;base64,&#10;//8="/><set attributeName="x" to="3"/>',
        '<metadata about="http://example.org/">https://example.org/</metadata><style>/* none */</style>',
        "<?keep this?>",
    ],
)
def test_what_a_drawing_does_not_load(inside):
    """Links, its own parts, pictures within it and beside it, and words."""
    assert list(loads_of_drawing(SVG.format(inside))) == []


def test_as_far_as_a_drawing_can_be_read():
    """Behind a mistake nothing is looked for; a browser shows nothing of it either."""
    assert list(loads_of_drawing(SVG.format('<image href="//a.example/"/></b><image href="//b.example/"/>'))) == [
        (2, "//a.example/")
    ]
