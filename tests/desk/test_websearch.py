from collections.abc import Sequence

from dateline.desk.model_call import Prompt, Usage
from dateline.desk.model_client import SearchResult
from dateline.desk.websearch import websearch


class Found:
    """A searcher that returns given results, and records its calls."""

    def __init__(self, *hits: SearchResult) -> None:
        self.hits, self.asked = hits, list[tuple[Prompt, Sequence[str]]]()

    def search(
        self,
        prompt: Prompt,
        *,
        model: str,  # noqa: ARG002
        max_tokens: int,  # noqa: ARG002
        domains: Sequence[str],
    ) -> tuple[tuple[SearchResult, ...], Usage]:
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
    """Titles are one clean line, dates are used if they have a day, and invalid addresses are left out."""
    searcher = Found(
        SearchResult("A\u202e\ntitle", "https://example.org/a", "May 4, 2026", "Words"),
        SearchResult("Undated", "https://example.org/b", "2 days ago"),
        SearchResult("Of a month", "https://example.org/c", "May 2026"),
        SearchResult("No address", "javascript:alert(1)"),
        SearchResult("No host", "https://user@example.org/"),
    )
    hits, usage = websearch("q", (), searcher, "m")

    assert hits == (
        SearchResult("A title", "https://example.org/a", "2026-05-04", "Words"),
        SearchResult("Undated", "https://example.org/b"),
        SearchResult("Of a month", "https://example.org/c"),
    )
    assert usage == Usage(1, 1)
