"""The places of links, pictures and citations in a text."""

from dateline.core.markdown_places import placed

TEXT = """# A [head](https://a.example/) line

Words *x* [**b** w](https://b.example/ "t") and <https://c.example/x> also
  second line [ref
  two][r] ![alt](../i.png), [![in](x.png)](https://d.example/) [@story/key].

> quote [q](https://q.example)
> more [q](https://q.example)

| a | b |
|---|---|
| [x](https://x.example) | [x](https://x.example) |

`[no](https://no.example)` \\[no](x)

[r]: https://r.example/
"""


def test_each_part_is_found_where_it_stands():
    """The text has each link, picture and citation at its place, and the words of each inside; code and escapes are none."""
    found = [(TEXT[one.start : one.end], TEXT[slice(*one.inner)], one.to, one.line) for one in placed(TEXT)]

    assert found == [
        ("[head](https://a.example/)", "head", "https://a.example/", 0),
        ('[**b** w](https://b.example/ "t")', "**b** w", "https://b.example/", 2),
        ("<https://c.example/x>", "https://c.example/x", "https://c.example/x", 2),
        ("[ref\n  two][r]", "ref\n  two", "https://r.example/", 3),
        ("![alt](../i.png)", "alt", "../i.png", 4),
        ("[![in](x.png)](https://d.example/)", "![in](x.png)", "https://d.example/", 4),
        ("![in](x.png)", "in", "x.png", 4),
        ("[@story/key]", "@story/key", "[@story/key]", 4),
        ("[q](https://q.example)", "q", "https://q.example", 6),
        ("[q](https://q.example)", "q", "https://q.example", 7),
        ("[x](https://x.example)", "x", "https://x.example", 11),
        ("[x](https://x.example)", "x", "https://x.example", 11),
    ]


def test_the_words_of_a_link_are_what_readers_see():
    """They have no marks, and a line break in them is a space."""
    words = [one.words for one in placed(TEXT)]

    assert (words[1], words[3], words[4]) == ("b w", "ref two", "alt")


def test_a_place_that_cannot_be_told_is_said():
    """A cell of a table with an escaped line differs from its words: its links have no place."""
    (one,) = placed("| a |\n|---|\n| x \\| [x](https://x.example) |\n")

    assert (one.to, one.start, one.end) == ("https://x.example", -1, -1)


def test_every_kind_of_line_end_is_one():
    """Texts of old machines, and of several at once, have their parts where they stand, too."""
    text = "a\rb [x](https://x.example/)\r\nc\n\r[y](https://y.example/)\r"

    assert [text[one.start : one.end] for one in placed(text)] == ["[x](https://x.example/)", "[y](https://y.example/)"]
