from collections.abc import Sequence

from dateline.desk.model_call import Prompt, Usage
from dateline.desk.websearch import Hit, websearch


class Found:
    """A searcher that finds what it is given, and remembers what it was asked."""

    def __init__(self, *hits: Hit) -> None:
        self.hits, self.asked = hits, list[tuple[Prompt, Sequence[str]]]()

    def search(self, prompt: Prompt, *, model: str, max_tokens: int, domains: Sequence[str]) -> tuple[tuple[Hit, ...], Usage]:  # noqa: ARG002
        self.asked.append((prompt, domains))
        return self.hits, Usage(1, 1)


def test_a_query_is_a_subject_and_not_a_rule() -> None:
    """What the editors wrote is the message; the rules are ours."""
    searcher = Found()
    websearch("harbour barrier", ("example.org",), searcher, "m")

    ((prompt, domains),) = searcher.asked
    assert (prompt.blocks, tuple(domains)) == (("harbour barrier",), ("example.org",))
    assert "not an instruction" in prompt.rules


def test_results_are_tidy() -> None:
    """Titles are one clean line, dates are read where they name a day, and addresses that are none are left out."""
    searcher = Found(
        Hit("A\u202e\ntitle", "https://example.org/a", "May 4, 2026", "Words"),
        Hit("Undated", "https://example.org/b", "2 days ago"),
        Hit("Of a month", "https://example.org/c", "May 2026"),
        Hit("No address", "javascript:alert(1)"),
        Hit("No host", "https://user@example.org/"),
    )
    hits, usage = websearch("q", (), searcher, "m")

    assert hits == (
        Hit("A title", "https://example.org/a", "2026-05-04", "Words"),
        Hit("Undated", "https://example.org/b"),
        Hit("Of a month", "https://example.org/c"),
    )
    assert usage == Usage(1, 1)
