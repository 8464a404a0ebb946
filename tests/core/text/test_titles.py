"""Whether a text says more than its title."""

import pytest

from dateline.core.text import repeats_title


@pytest.mark.parametrize(
    ("text", "repeats"),
    [
        ("", True),
        ("Council agrees on a barrier", True),
        ("Council agrees on a barrier Harbour Post", True),
        ("Council agrees on a barrier that is to stand by 2031.", False),
        ("It costs 40 million.", False),
    ],
)
def test_a_text_that_repeats_its_title_says_no_more(text: str, *, repeats: bool) -> None:
    """A text that repeats its title, cut or not, perhaps with the outlet's name, says no more than the title."""
    assert repeats_title("Council agrees on a barrier", text) == repeats
    assert repeats_title("Council agrees on a barrier…", text) == repeats
