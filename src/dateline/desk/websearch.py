"""A story's queries put to the web search of the model's provider: addresses and titles come out, never an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.core.text import clean, dates
from dateline.desk.model_call import Prompt, Usage
from dateline.desk.prompt import rules

MAX_TOKENS = 4_000
MOST_CHARACTERS = 2_000
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search."""

    title: str
    """The page's title."""
    url: str
    """Its address."""
    date: str = ""
    """When it was published, `2026-04-14`, if known; the provider says it in words."""
    text: str = ""
    """Words of the page."""


class Searcher(Protocol):
    """A provider with a web search."""

    def search(self, prompt: Prompt, *, model: str, max_tokens: int, domains: Sequence[str]) -> tuple[tuple[Hit, ...], Usage]:
        """What the search finds, and what it cost.

        Raises:
            ModelError: when it fails.
        """
        ...


def websearch(query: str, domains: Sequence[str], searcher: Searcher, model: str) -> tuple[tuple[Hit, ...], Usage]:
    """The results for a query, each address once: text alone, and only addresses that start with http(s).

    Args:
        query: what the editors wrote.
        domains: hosts that results may come from; none: any.
        searcher: who searches.
        model: the model that puts the query.

    Raises:
        ModelError: when the search fails.
    """
    prompt = Prompt(rules("search"), (query,))
    hits, usage = searcher.search(prompt, model=model, max_tokens=MAX_TOKENS, domains=domains)
    return tuple(_tidy(hit) for hit in hits if _ADDRESS.fullmatch(hit.url)), usage


def _tidy(hit: Hit) -> Hit:
    found = [moment.value for moment in dates(hit.date) if len(moment.value) == len("2026-04-14") and moment.value[0] != "-"]
    title, text = (" ".join(clean(part).split())[:MOST_CHARACTERS] for part in (hit.title, hit.text))
    return Hit(title, hit.url, found[0] if found else "", text)
