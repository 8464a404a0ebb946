"""An essay or an introduction as readers see it: what it says, in pieces, and what it is based on.

It is data, so that pages, feeds and mails, in HTML and in plain text, say the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup, escape

from dateline.core import essays, markdown
from dateline.core.citations import Piece
from dateline.core.essays import NEWEST, Needed
from dateline.core.ids import digest as digest_of
from dateline.core.model import Essay, Source
from dateline.core.outlets import outlet_of
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.dates import in_words
from dateline.site.digest import CitedAt, Digest, DrawnAt
from dateline.site.metadata import Making, essay_made
from dateline.site.prose import JOINER, behind_stops
from dateline.site.sources import graded, quoted, source_line
from dateline.site.typography import NARROW, printed
from dateline.site.words import _

Linking = Callable[[str], str]
"""Makes the link to an address of the site."""


@dataclass(frozen=True, slots=True)
class ToldSource:
    """A source that a text cites, as its list of sources shows it."""

    number: int
    """Its number in the text, from 1, by first use."""
    cited_as: str
    """The key in the text: `harbour-plan/gate-shut`."""
    source: Source
    copies: int
    """How many items had its words."""
    story: str
    """The title of the story."""
    version: int
    """The version of the brief that lists it; 0 if only the ledger has it."""
    address: str
    """Its entry in that version; of another source, the story; empty if the story has no pages."""

    @property
    def from_whom(self) -> str:
        """The outlet and the day, as they stand after the title in a short list; what is not known is left out."""
        outlet, date = outlet_of(self.source), self.source.date
        return (f" — {outlet}" if outlet else "") + (f" ({in_words(date)})" if date else "")


@dataclass(frozen=True, slots=True)
class DrawnStory:
    """A story that a text draws on."""

    title: str
    version: int
    """The version; 0 if the text names only the story."""
    address: str
    """The page of that version, or of the story."""
    is_withdrawn: bool
    """Whether that version was taken down."""
    newest: int
    """The newest version, if the story has moved on since; else 0."""
    changes: str
    """The page that says what changed in the version after it, and leads to the next ones; of a withdrawn one, the history."""
    first: int
    """The version after it, which that page is about; 0 for the history."""


@dataclass(frozen=True, slots=True)
class ToldEssay:
    """An essay or an introduction with its sources."""

    paragraphs: tuple[tuple[str | ToldSource, ...], ...]
    """Words and citations in turn, without the marks of Markdown; headings are left out."""
    sources: tuple[ToldSource, ...]
    """By number."""
    basis: tuple[DrawnStory, ...]
    """The stories that it draws on, in the order of its head."""
    made: Making | None
    """How a model made it, and who looked at it; None if a person wrote it and nobody is named who reviewed it."""

    @property
    def text(self) -> str:
        """The paragraphs as plain text, with a blank line between them and the numbers in brackets."""
        parts = ("".join(one if isinstance(one, str) else f"[{one.number}]" for one in words) for words in self.paragraphs)
        return "\n\n".join(parts).replace(JOINER, " ").replace(f"]{NARROW}[", "][")

    def html(self, link: Linking) -> Markup:
        """The paragraphs as HTML; each citation leads to its source in the brief."""
        return Markup("").join(Markup("<p>{}</p>\n").format(Markup("").join(_pieces(one, link))) for one in self.paragraphs)


def _pieces(paragraph: Iterable[str | ToldSource], link: Linking) -> Iterator[Markup]:
    for one in paragraph:
        if isinstance(one, str):
            yield escape(one)
        else:
            yield Markup('<a class="c" href="{}">[{}]</a>').format(link(one.address), one.number)


def tell(essay: Essay, digests: Mapping[str, Digest], language: str = "en") -> ToldEssay:
    """An essay or an introduction with what the digests of its stories know about its sources.

    Args:
        essay: the text; it names stories by their present slugs.
        digests: slug → the stories that have pages, made for the needs of this text.
        language: whose typographic marks the text gets.
    """
    rows = {
        (slug, one.asked, one.key): one
        for slug in essays.stories_of(essay)
        if slug in digests
        for one in digests[slug].rows(CitedAt)
    }
    sources: dict[str, ToldSource] = {}
    for key in essays.cited(essay):
        slug, own = essays.divided(key)
        if row := rows.get((slug, essays.version_in(essay, slug), digest_of(own))):
            sources[key] = _source(len(sources) + 1, key, row, digests[slug])
    paragraphs = (block.pieces for block in markdown.blocks(essay.body) if not block.is_heading)
    told = tuple(tuple(_parts(one, sources, language)) for one in paragraphs)
    return ToldEssay(told, tuple(sources.values()), tuple(_basis(essay, digests)), essay_made(essay))


def _parts(pieces: Iterable[Piece], sources: Mapping[str, ToldSource], language: str) -> Iterator[str | ToldSource]:
    words, cited = [""], list[ToldSource]()
    for piece in pieces:
        words[-1] += piece.text if not piece.keys else ""
        for key in piece.keys:
            if key in sources:
                cited.append(sources[key])
                words.append("")
    marked = printed("\0".join(words), language).split("\0")  # Markdown has no such character
    for text, source in zip_longest(behind_stops(marked), cited):
        yield from filter(None, (text, source))


def _source(number: int, key: str, row: CitedAt, digest: Digest) -> ToldSource:
    story = urls.story(digest.card.slug) if digest.card.filed else ""
    source = Source(key.rpartition("/")[2], row.title, row.url or None, row.feed, row.date or None, row.evidence, row.quotes)  # type: ignore[arg-type]
    address = f"{urls.version(digest.card.slug, row.version)}#s{row.number}" if row.version else story
    return ToldSource(number, key, source, row.copies, digest.card.title, row.version, address)


def _basis(essay: Essay, digests: Mapping[str, Digest]) -> Iterator[DrawnStory]:
    for slug, number in essay.drawn_on:
        if not (digest := digests.get(slug)) or not digest.card.version:
            continue
        version, newest = number or NEWEST, digest.card.version
        has_moved = 0 < version < newest
        row = next((one for one in digest.rows(DrawnAt) if one.number == version), DrawnAt(version, "", False, 0))
        first = row.compared if has_moved else 0
        changes = urls.redline(slug, first) if first else urls.story(slug, "history/") if has_moved else ""
        address = urls.version(slug, version) if version else urls.story(slug)
        moved = newest if has_moved else 0
        yield DrawnStory(digest.card.title, version, address, row.is_withdrawn, moved, changes, first)


def row(one: ToldSource, link: Linking, cited_in: str) -> str:
    """The entry of a source in the list of an essay: as in a brief, and where the brief lists it.

    Args:
        one: the source.
        link: makes the link to an address.
        cited_in: links back to the places in the text.
    """
    named = {"story": one.story, "n": one.version}
    where = _("{story}, version {n}", **named) if one.version else _("{story}, in its ledger", story=one.story)
    brief = Markup("<bdi>{}</bdi>").format(where)
    if one.address:
        brief = Markup('<a href="{}">{}</a>').format(link(one.address), brief)
    read = Markup(graded(one.source.evidence, one.copies))  # noqa: S704  # of markup
    told = _("{read}, in {brief}", read=read, brief=brief)
    back = f". {_('Cited in {places}', places=cited_in)}" if cited_in else ""
    return (
        f'<li id="s{one.number}"><p><b>[{one.number}]</b> {source_line(one.source)}</p>\n{quoted(one.source.quotes)}'
        f"<div>{told}{back}</div></li>"
    )


def cited(chronicle: Chronicle, needed: Needed, names: Mapping[str, str]) -> Iterator[CitedAt]:
    """What essays show of the sources of a story that they cite.

    Args:
        chronicle: the story.
        needed: what they cite.
        names: key of a withdrawn item → its name in the story as readers see it.
    """
    for asked, key in needed.cited:
        found = essays.find_source(chronicle.versions, chronicle.items, names.get(key, key), asked)
        if not found:
            continue
        version, source = found.version, found.source
        place = chronicle.versions.index(version) if version else len(chronicle.versions) - 1
        copies = chronicle.copies(place)(source.key) if chronicle.versions else 1
        number = chronicle.analysed(version).numbers.get(source.key, 0) if version else 0
        listed = version.version if version and number else 0
        shown = (source.title, source.url or "", source.feed, source.date or "", source.evidence, source.quotes)
        yield CitedAt(asked, digest_of(key), listed, number, *shown, copies)


def drawn_on(chronicle: Chronicle, needed: Needed) -> Iterator[DrawnAt]:
    """The versions of a story that essays draw on."""
    standing = [one.version for one in chronicle.versions]
    for one in chronicle.filed:
        if one.number in needed.versions:
            after = next((number for number in standing if number > one.number), 0) if one.number in standing else 0
            yield DrawnAt(one.number, one.published, one.withdrawn is not None, after)
