"""What Markdown says, without its marks, and on which lines."""

from dateline.core.markdown import blocks

TEXT = """\
# A *title*

One [link](../x/) and `[@no/key]`
two [@quay/tide; @ferry/noon].

- an entry
- one **with**
  two lines

> said

```
[@in/code]
```

| a | b |
|---|---|
| 1 |   |

![A chart](x.png)
"""


def test_each_block_is_on_one_line_without_marks():
    """Headings, paragraphs, entries and cells are counted by kind; blocks of code and empty cells are left out."""
    assert [(one.at, one.text) for one in blocks(TEXT)] == [
        ("heading[0]", "A title"),
        ("paragraph[0]", "One link and @no/key] two [@quay/tide; @ferry/noon]."),
        ("paragraph[1]", "an entry"),
        ("paragraph[2]", "one with two lines"),
        ("paragraph[3]", "said"),
        ("paragraph[4]", "a"),
        ("paragraph[5]", "b"),
        ("paragraph[6]", "1"),
        ("paragraph[7]", "A chart"),
    ]


def test_words_are_found_on_their_line():
    """The line is that of the Markdown, from 0; of words that are not there, the first of the block."""
    found = {one.at: one for one in blocks(TEXT)}

    assert found["paragraph[0]"].line_of("two [@") == 3
    assert found["paragraph[0]"].line_of("link and") == 2
    assert found["paragraph[2]"].line_of("nowhere") == 6
    assert found["paragraph[6]"].line_of("1") == 17
