from itertools import permutations

import builders

from dateline.checks.source_text import source_texts
from dateline.checks.title_index import title_index

WORDS = ("gate", "barge", "quay", "lock", "weir", "sluice")
TITLES = tuple(" ".join(WORDS[: place + 1]) for place in range(len(WORDS)))


def test_the_order_of_words_does_not_matter() -> None:
    """The weight of words is the same in every order, so it does not depend on the order in which a set gives them."""
    sources = tuple(builders.source(f"source-{place}", title=title) for place, title in enumerate(TITLES))
    index = title_index(source_texts(builders.version(sources=sources), lambda _: None, {}, {}))

    assert len({index.weigh(words) for words in permutations(WORDS)}) == 1
