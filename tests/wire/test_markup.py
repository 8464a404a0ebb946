import time

import pytest

from dateline.core.text import sentences
from dateline.wire.markup import shown, tree, visible


@pytest.mark.parametrize(
    ("markup", "text", "hidden"),
    [
        ("plain", "plain", 0),
        ("a &amp; b", "a & b", 0),
        ("<p>One</p><p>two</p>", "One two", 0),
        ("H<sub>2</sub>O <b>and</b> more", "H2O and more", 0),
        ("one<br>two<hr/>three", "one two three", 0),
        ("<script>x</script>seen<style>y</style>", "seen", 0),
        ("<textarea>x</textarea><svg><text>y</text></svg><iframe srcdoc='z'></iframe>seen", "seen", 0),
        ("seen<!-- unseen -->, too", "seen, too", 1),
        ("seen<!-- --><!---->", "seen", 0),
        ("<div hidden>unseen</div>seen", "seen", 1),
        ("<div aria-hidden=TRUE>unseen <b>deep</b></div>seen", "seen", 1),
        ("<custom-tag style='color:red; DISPLAY : none'>unseen</custom-tag>seen", "seen", 1),
        ("<p style='display:none'></p>seen", "seen", 0),
        ("<p style='font-size:0'>a</p><p style='opacity: 0'>b</p>seen", "seen", 2),
        ("<p style='visibility:hidden'>c</p><p style='left:-9999px'>d</p>seen", "seen", 2),
        ("<p style='font-size:0.8em; opacity:0.9; left:-2px'>seen</p>", "seen", 0),
        ("<img alt='unseen' src=x onerror=alert(1)>", "", 0),
        ("<a href=' java\nscript:x()'>unseen</a> <a href='/a'>seen</a>", "seen", 1),
        ("<!-- only a comment -->", "", 1),
        ("<", "<", 0),
        ("a < b & c", "a < b & c", 0),
        ("nul\0<b>byte</b>", "nul byte", 0),
    ],
)
def test_only_what_a_reader_would_see_is_text(markup: str, text: str, hidden: int) -> None:
    """Text is what a browser would show; hidden elements and comments with words in them are counted."""
    seen = visible(markup)

    assert (text, hidden) == (" ".join(seen.text.split()), seen.hidden)


def test_a_block_ends_a_sentence_and_a_line_break_of_the_markup_does_not() -> None:
    """A heading is not joined to the sentence after it; inline markup is."""
    markup = "<h1>The project</h1><p>It protects\n\n<b>3,100</b> <img src=x>homes.</p><ul><li>Three gates<br>Two quays</ul>"

    expected = ("The project", "It protects 3,100 homes.", "Three gates", "Two quays")

    assert expected == sentences(visible(markup).text)


@pytest.mark.parametrize(
    "part", ["<div>", "<a ", "<!--", "<b><i>", "&", "</p>", "<p style='display:none'>x", "<!", "<table><td>"]
)
def test_hostile_markup_takes_no_time(part: str) -> None:
    """Markup that is nested or broken a hundred thousand times over is read in a moment."""
    started = time.process_time()
    visible(part * 100_000)

    assert time.process_time() - started < 2


def test_what_is_shown_is_markup_without_what_is_hidden() -> None:
    """Hidden elements and comments are removed with all their content; the text after them stays."""
    markup = shown(tree("<p>one<b hidden>two <i>three</i></b> four<!-- five --> <u>six</u></p>"))

    assert markup == "<html><body><p>one four <u>six</u></p></body></html>"
