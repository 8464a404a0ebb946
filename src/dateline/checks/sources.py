"""Rules about sources: each citation has one, each one is cited, and none is listed twice."""

from collections.abc import Hashable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.core import ids
from dateline.core.ledger import place_of
from dateline.core.model import Dossier, Item, Source
from dateline.core.sentences import AnalysedText
from dateline.core.text import fold

_LISTED_AT_MOST = 8
_COMPARED_AT_MOST = 500


def listed(keys: list[str]) -> str:
    """The first few keys, and how many more there are."""
    more = len(keys) - _LISTED_AT_MOST
    return ", ".join(keys[:_LISTED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def check_unknown_source(context: VersionContext) -> Iterator[Objection]:
    """A citation whose key is not among the version's sources, or that has no key, such as `[@Some Title]`.

    A reader who follows it finds nothing, and nobody knows what was meant to support the sentence.

    Cite a key that is listed under `sources`, or add the source. An essay or an introduction cites `[@story/key]`: a source of a
    story that is listed in its head under `stories`. A version cites only `[@key]`.
    """
    known = {source.key for source in context.version.sources}
    for field in context.version.text_fields():
        said = context.analysed.texts[field.text]
        yield from _not_keys(field.at, said)
        if not known.issuperset(said.citations):
            strangers = [key for key in dict.fromkeys(said.citations) if key not in known]
            yield _strangers(field.at, _sentence(said, f"@{strangers[0]}"), strangers, known)
        if strangers := [key for key in field.sources if key not in known]:
            yield _strangers(field.at.partition(".")[0] + ".sources", ", ".join(strangers), strangers, known)
    for place, figure in enumerate(context.version.figures):
        if strangers := [key for key in figure.sources if key not in known]:
            yield _strangers(f"figures[{place}].sources", ", ".join(strangers), strangers, known)


def _not_keys(at: str, said: AnalysedText) -> Iterator[Objection]:
    for wrong in said.malformed[:_LISTED_AT_MOST]:
        hint = "Write the key of a source: lower-case letters and digits joined by hyphens."
        yield Objection(at, _sentence(said, wrong), f"{wrong} is not a citation", hint)


def _sentence(said: AnalysedText, part: str) -> str:
    return next((sentence for paragraph in said.paragraphs for sentence in paragraph if part in sentence), part)


def _strangers(at: str, text: str, keys: list[str], known: set[str]) -> Objection:
    own = keys[0].rpartition("/")[2]  # only in an essay does a key name its story
    near = [own] if own in known else get_close_matches(own, sorted(known)[:_COMPARED_AT_MOST], 1)
    hint = f"Did you mean {near[0]}?" if near else "Cite a key under `sources`, or add the source."
    return Objection(at, text, f"no such source: {listed(keys)}", hint)


def check_unused_source(context: VersionContext) -> Iterator[Objection]:
    """A source that nothing in the version cites.

    It would make the list of sources look longer than it is. Items that were read but not used stay in the ledger. The sources of
    a key figure must be cited in the text too.

    Cite it where it supports something, or remove it.
    """
    used = context.analysed.numbers
    if unused := [source.key for source in context.version.sources if source.key not in used]:
        yield Objection("sources", listed(unused), "listed but not cited", "Cite it where it supports something, or remove it.")


def check_duplicate_source(context: VersionContext) -> Iterator[Objection]:
    """Two sources that are the same: with the same address, or with the same title in the same feed.

    Two numbers after a sentence mean that two sources reported it. Entries of a feed that share one address, such as the episodes
    of a podcast, do not count as the same.

    Keep one key, and cite it in both places.
    """
    by_identity: dict[Hashable, list[str]] = {}
    for source in context.version.sources:
        for identity in _identities(source):
            by_identity.setdefault(identity, []).append(source.key)
    if groups := list(dict.fromkeys(" = ".join(keys) for keys in by_identity.values() if len(keys) > 1)):
        yield Objection("sources", listed(groups), "listed under two keys", "Keep one key, and cite it in both places.")


def _identities(source: Source) -> Iterator[Hashable]:
    if ids.shares_address(source.key, source.title):
        return
    if source.url:
        yield _address(source.url)
    if source.feed and source.title:
        yield source.feed, fold(source.title)


@lru_cache(maxsize=8192)
def _address(url: str) -> str:
    return ids.canonical_url(url)


def check_undated_source(context: VersionContext) -> Iterator[Objection]:
    """Sources without a date.

    Readers judge a report by its age first, and a source without a date cannot date an event.

    Look up the date at the source and add it.
    """
    if undated := [source.key for source in context.version.sources if not source.date]:
        yield Objection(
            "sources", listed(undated), f"{len(undated)} without a date", "Look up the dates at the sources and add them."
        )


def check_spiked_source(context: VersionContext) -> Iterator[Objection]:
    """A version that is not published yet and cites an item that its own ledger has set aside, or whose words were taken down.

    Somebody, or a rule, decided with a reason that the story should not rest on this item, but each version takes the sentences
    of the one before along. An item that was moved to another story is no finding: every ledger's items may be cited.

    Take out what rests on it alone, and its citation elsewhere. Or restore the item, unless it was withdrawn:
    `dateline items restore KEY`. A version that is published stays as it is. Without `--base`, the newest version does not
    count as published.
    """
    if context.is_published():
        return
    cited = context.analysed.numbers
    aside = {item.key: item for item in context.dossier.items if item.key in cited}
    for key in (source.key for source in context.version.sources if source.key in aside):
        if said := set_aside(aside[key], context.dossier):
            yield Objection(f"sources.{key}", *said)


def set_aside(item: Item, dossier: Dossier) -> tuple[str, str, str] | None:
    """What stands for an item of a story that may not be cited any more, what is wrong, and what to do; None if it may."""
    if gone := item.withdrawn:
        hint = "Take out what rests on it: its words may not be published again."
        return item.key, f"cites an item that was withdrawn on {gone.on} ({gone.why})", hint
    place = place_of(dossier.events, item.key)
    if (why := item.spiked) is None or (place and place.to):
        return None
    hint = f"Take out what rests on it, or restore it: `dateline items restore {item.key} --in {dossier.slug}`."
    return item.title, f"cites an item that was set aside ({why})", hint


RULES: tuple[Rule[VersionContext], ...] = (
    Rule("unknown-source", "error", "sources", check_unknown_source),
    Rule("unused-source", "warning", "sources", check_unused_source, harm="form"),
    Rule("duplicate-source", "warning", "sources", check_duplicate_source, harm="form"),
    Rule("spiked-source", "warning", "sources", check_spiked_source),
    Rule("undated-source", "warning", "sources", check_undated_source, harm="form"),
)
