"""Web search by a model provider for a story's queries: it returns addresses and titles, never an answer."""

import re
from collections.abc import Sequence

from dateline.core.text import clean, dates
from dateline.desk.model_call import Prompt, Usage
from dateline.desk.model_client import SearchResult, WebSearch
from dateline.desk.prompt import rules

MAX_TOKENS = 4_000
MAX_INPUT_TOKENS = 20_000
"""About how many tokens the results of a search may add to its call."""
MOST_CHARACTERS = 2_000
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")


def websearch(query: str, domains: Sequence[str], searcher: WebSearch, model: str) -> tuple[tuple[SearchResult, ...], Usage]:
    """The results for a query, each address once: only plain text, and only addresses that start with http(s).

    Args:
        query: the editors' query.
        domains: hosts that results may come from; if empty, any.
        searcher: the provider's web search.
        model: the id of the model that searches.

    Raises:
        ModelError: if the search fails.
    """
    prompt = Prompt(rules("search"), (query,))
    found, usage = searcher.search(prompt, model=model, max_tokens=MAX_TOKENS, domains=domains)
    return tuple(_tidy(one) for one in found if _ADDRESS.fullmatch(one.url)), usage


def _tidy(found: SearchResult) -> SearchResult:
    """A result with clean lines, and with its date in the form `2026-04-14`, or no date."""
    days = [moment.value for moment in dates(found.date) if len(moment.value) == len("2026-04-14") and moment.value[0] != "-"]
    title, text = (" ".join(clean(part).split())[:MOST_CHARACTERS] for part in (found.title, found.text))
    return SearchResult(title, found.url, days[0] if days else "", text)
