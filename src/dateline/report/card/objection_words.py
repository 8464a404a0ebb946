"""An objection in words: where it is, what is wrong, which words are meant. Sources have their titles, not their keys."""

import re
from dataclasses import replace

from dateline.core.citations import plain
from dateline.core.model import Finding
from dateline.core.text.quoted import telling
from dateline.flows.reviews import Place, VersionReview
from dateline.report.card.links import shortened
from dateline.report.doubts import doubted, excerpt, sentence_of
from dateline.report.places import place_in_words
from dateline.report.redline import code, escape

READERS_TOLD = "What readers are told"
"""The name of `changes` on a card."""
LONGEST_MESSAGE = 400
_LONGEST_EXCERPT = 100
_LONGEST_NAME = 80
_MOST_NAMES = 4
_OF_SOURCE = re.compile(r"sources\.(?P<key>[^.\[\]]+)(?:\.(?P<field>.+))?")
_KEY = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
_LISTED = re.compile(r", | and ")
_NOT_FOUND = "quote-not-found"


def place_of(one: Finding, review: VersionReview) -> str:
    """Where it is, as Markdown; a quote is where its source is cited."""
    match = _OF_SOURCE.fullmatch(one.at)
    if one.at == "changes":
        return READERS_TOLD
    if not match or match["key"] not in review.sources:
        return escape(place_in_words(one, review.version))
    if cited := cited_at(one, review):
        return escape(place_in_words(replace(one, at=cited[0], text=cited[1]), review.version))
    field = "" if not match["field"] or _is_of_quote(one) else f", {escape(match['field'])}"
    return f"Source {_name(match['key'], review)}{field}"


def _is_of_quote(one: Finding) -> bool:
    return ".quotes" in one.at and one.at.startswith("sources.")


def _is_lost_quote(one: Finding, review: VersionReview) -> bool:
    """Whether it is a quote that its source does not have."""
    match = _OF_SOURCE.fullmatch(one.at)
    return one.rule == _NOT_FOUND and match is not None and match["key"] in review.sources


def cited_at(one: Finding, review: VersionReview) -> Place | None:
    """Of a quote of a source: the sentence that cites the source and is most like the quote, if possible one that is shown."""
    match = _OF_SOURCE.fullmatch(one.at)
    if not match or not _is_of_quote(one):
        return None
    key, meant = match["key"], telling(one.text)
    shown = [place for place, found in review.backings.items() if any(each.cited.source.key == key for each in found)]
    changes = (each for each in review.comparison.changes if each.now and key in (*each.now.said.citations, *each.now.beside))
    told = shown or [(each.at, each.after) for each in changes]
    return max(told, key=lambda place: len(meant & telling(plain(place[1]))), default=None)


def message(one: Finding, review: VersionReview, *, is_beside: bool = False) -> str:
    """What is wrong, and the rule, as Markdown.

    Args:
        one: the finding.
        review: the review of its version.
        is_beside: whether it stands beside the words, and need not repeat them.
    """
    match = _OF_SOURCE.fullmatch(one.at)
    if not match or not _is_lost_quote(one, review):
        return f"{with_titles(one.message, review)} {code(one.rule)}"
    is_page = review.sources[match["key"]].source.evidence == "full-text"
    where = "what the ledger keeps of the source" if is_page else "the source"
    if is_beside:
        return f"the quotation is not in {where} {code(one.rule)}"
    found = (each for backings in review.backings.values() for each in backings if one.text in each.missing)
    near = next((each.nearest for each in found if each.cited.source.key == match["key"] and each.nearest), "")
    told = f", which has “{shortened(near, LONGEST_MESSAGE)}”" if near else ""
    return f"the quotation “{shortened(one.text, LONGEST_MESSAGE)}” is not in {where}{told} {code(one.rule)}"


def with_titles(text: str, review: VersionReview) -> str:
    """A text as Markdown, with titles in place of the keys of sources."""
    return shortened(_KEY.sub(lambda found: _titled(found[0], review), text), LONGEST_MESSAGE)


def _titled(key: str, review: VersionReview) -> str:
    cited = review.sources.get(key)
    return f"“{excerpt(cited.source.title, (), _LONGEST_NAME)}”" if cited and cited.source.title else key


def _name(key: str, review: VersionReview) -> str:
    return escape(_titled(key, review))


def words_of(one: Finding, review: VersionReview) -> str:
    """The words in doubt, in quotation marks; if none are named, as much of the sentence as there is room for."""
    if one.at == "sources":
        found = [key for key in _LISTED.split(one.text) if key in review.sources]
        more = len(found) - _MOST_NAMES
        return ", ".join(_name(key, review) for key in found[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
    words = _words(one)
    return f"“{escape(words)}”" if words else ""


def _words(one: Finding) -> str:
    sentence = sentence_of(one)
    named = doubted(one.message, sentence)
    return excerpt(named[0] if named else sentence, (), _LONGEST_EXCERPT)


def told(one: Finding, review: VersionReview) -> str:
    """The place, what is wrong, and the words in doubt unless the message has them."""
    is_told = _is_lost_quote(one, review) or _words(one) in one.message
    return " ".join(filter(None, (f"{place_of(one, review)}: {message(one, review)}", "" if is_told else words_of(one, review))))
