"""One sentence of a card: its words with the changes marked, and what it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.core.citations import plain, without
from dateline.core.compare import Change, Word
from dateline.core.model import Finding, Version
from dateline.core.text import one_line
from dateline.core.text.quoted import Excerpt
from dateline.flows.reviews import Backing, VersionReview
from dateline.report.card.links import LONGEST_TITLE, shortened, source_line
from dateline.report.card.parts import CardBlock
from dateline.report.disagreement import Disagreement
from dateline.report.places import place_within
from dateline.report.redline import IN_MARKDOWN, code, escape, marked_words

MOST_SOURCES = 4
"""How many sources of a sentence are shown with their quotes; the others are counted."""
LONGEST_MESSAGE = 400
_NOUNS = {"open_questions": "Question", "tensions": "Tension"}
_TEXT = ("narrative", "what", "why_it_matters")


class About(NamedTuple):
    """What the rules and the judge say about one sentence."""

    findings: tuple[Finding, ...] = ()
    """Errors and warnings."""
    disputed: tuple[Disagreement, ...] = ()
    """Where rule and judge disagree."""

    @property
    def blocks(self) -> bool:
        """Whether one of them is an error."""
        return any(one.level == "error" for one in self.findings)


class Objections:
    """What the rules and the judge say about a version; each is shown once, beside the first sentence that it is about."""

    def __init__(self, findings: Iterable[Finding], disputed: Iterable[Disagreement]) -> None:
        self.left = [one for one in findings if one.level != "note"]
        """The findings that are not shown yet."""
        self.disputed = list(disputed)
        """The disagreements that are not shown yet."""

    def take(self, at: str, words: str, backings: Sequence[Backing] = ()) -> About:
        """Those about one sentence, and about its sources.

        Args:
            at: the path of its text in the file.
            words: its words, with citations.
            backings: what it rests on.
        """
        said, entry = plain(words), at.rpartition(".")[0] or at
        found = tuple(
            one for one in self.left if _is_about(one.at, one.text, entry, said) or any(_is_of(one, each) for each in backings)
        )
        disputed = tuple(one for one in self.disputed if _is_about(one.at, one.sentence, entry, said))
        self.left = [one for one in self.left if one not in found]
        self.disputed = [one for one in self.disputed if one not in disputed]
        return About(found, disputed)


def _is_about(at: str, text: str, entry: str, said: str) -> bool:
    """Whether an objection at a place is about a sentence of an entry."""
    part = plain(text)
    is_there = at == entry or at.startswith((f"{entry}.", f"{entry}[")) or (not at and bool(part))
    return is_there and (part in said or said in part)


def _is_of(one: Finding, backing: Backing) -> bool:
    """Whether a finding is about a source; if it is about a quote, about one that is shown."""
    place = f"sources.{backing.cited.source.key}"
    is_quote = one.at.startswith(f"{place}.quotes")
    return one.text in backing.missing if is_quote else one.at == place or one.at.startswith(f"{place}.")


def label_of(at: str, words: str, version: Version) -> str:
    """What a sentence is called below the title of its section, as Markdown."""
    section = at.partition("[")[0]
    told = place_within(at, words, version) or "sentence 1"
    told = f"{_NOUNS[section]} {told}" if section in _NOUNS and told[:1].isdecimal() else told
    return told.capitalize() if section in _TEXT else shortened(told, LONGEST_TITLE)


def kind_of(change: Change, review: VersionReview) -> str:
    """What happened to a sentence, in a word or two; empty in a first version, in which everything is new."""
    if review.before is None:
        return ""
    if change.kind == "changed":
        return "reworded" if plain(change.before) != plain(change.after) else "other sources"
    _, voice, field = (*change.group.split(), "", "")[:3]
    if change.section != "perspectives" or field != "view":
        return "new"
    if any(one.id == voice and one.kind == "new" for one in review.comparison.voices):
        return "new voice"
    return "new quotation" if change.now and change.now.said.quotations else "new"


def statement(change: Change, review: VersionReview, about: About, anchor: str) -> CardBlock:
    """A new or reworded sentence."""
    assert change.now
    label = label_of(change.at, change.now.text, review.version)
    return shown(
        label, kind_of(change, review), _words(change), backings_of(change.at, change.after, review), about, anchor, review
    )


def backings_of(at: str, words: str, review: VersionReview) -> tuple[Backing, ...]:
    """What a sentence rests on."""
    return review.backings.get((at, words), ())


def shown(  # noqa: PLR0913, PLR0917  # a part of the block each
    label: str, kind: str, words: str, backings: Sequence[Backing], about: About, anchor: str, review: VersionReview
) -> CardBlock:
    """A sentence under its label: words, quotes, objections."""
    origins = len({one.cited.origin for one in backings})
    told = (
        f"**{label}**",
        kind,
        "*rule and judge disagree*" if any(one.words for one in about.disputed) else "*judge disagrees*" * bool(about.disputed),
        "**blocks**" if about.blocks else "",
        f"{len(backings)} sources, {origins} origin{'s' * (origins > 1)}" if origins < len(backings) else "",
        "*only headlines*" if backings and {one.cited.source.evidence for one in backings} == {"headline"} else "",
    )
    head = (f'<a name="{anchor}"></a>' if anchor else "") + " · ".join(filter(None, told))
    parts = (f"{head}<br>{words}", *_backed(backings, review.version), _objections(about.findings))
    return CardBlock("\n\n".join(filter(None, parts)), bool(about.blocks or about.disputed))


def _words(change: Change) -> str:
    """The words of a sentence without its citations: new ones underlined, gone ones struck out."""
    if change.kind == "added" or plain(change.before) == plain(change.after):
        return escape(plain(change.after))
    if not change.is_whole:
        return marked(change.words)
    earlier = " ".join(f"<del>{escape(plain(words))}</del>" for words in (change.before, *(one.text for one in change.merged)))
    was = f"<br>*{change.origin(escape)}:* {earlier}" if change.is_first else ""
    return (marked(change.marked) if change.is_divided else escape(plain(change.after))) + was


def marked(words: Iterable[Word]) -> str:
    """Runs of words as Markdown, without citations."""
    left = (Word(one.kind, without(one.text)) for one in words)
    return marked_words(tuple(one for one in left if one.text.strip()), IN_MARKDOWN, escape).strip()


def _backed(backings: Sequence[Backing], version: Version) -> Iterator[str]:
    """The sources, each as a block of its quotes."""
    for one in backings[:MOST_SOURCES]:
        title = _headline(one)
        rows = (*(() if title else _quotes(one)), source_line(one.cited, version.published[:4], title))
        yield "\\\n".join(f"> {row}" for row in rows)
    if len(backings) > MOST_SOURCES:
        yield f"*and {len(backings) - MOST_SOURCES} more of its sources*"


def _headline(one: Backing) -> str:
    """The title with the quoted words in bold, if it is all that is quoted: it is not shown twice."""
    title = one.cited.source.title
    words = "".join(run.text for run in one.excerpts[0]) if len(one.excerpts) == 1 and not one.missing else ""
    return in_place(one.excerpts[0]) if words and words == title and len(title) <= LONGEST_TITLE else ""


def _quotes(one: Backing) -> Iterator[str]:
    yield from map(in_place, one.excerpts)
    yield from (f"“{escape(quote)}” *is not in the texts at hand.*" for quote in one.missing)
    if one.excerpts or one.missing:
        if one.nearest:
            yield f"*Nearest words:* {shortened(one.nearest, LONGEST_MESSAGE)}"
    elif one.cited.source.evidence == "headline":  # said where the sentence begins
        return
    elif one.nearest:
        yield f"*No quote was kept. Nearest words:* {shortened(one.nearest, LONGEST_MESSAGE)}"
    else:
        yield "*No quote was kept.*"


def in_place(excerpt: Excerpt) -> str:
    """A quote in its sentence as Markdown, the quoted words in bold."""
    return "".join(_spaced(run.text, "<b>{}</b>" if run.is_quoted else "{}") for run in excerpt)


def _spaced(text: str, mark: str) -> str:
    """Text from outside in a mark, with the space before and after it."""
    inner = one_line(text)
    return " " * text[:1].isspace() + mark.format(escape(inner)) + " " * (text[-1:].isspace() and bool(inner)) if inner else " "


def _objections(findings: Iterable[Finding]) -> str:
    """The errors and warnings about a sentence."""
    marks = {"error": "**Blocks:**", "warning": "**Warning:**"}
    rows = dict.fromkeys(f"- {marks[one.level]} {message(one)}" for one in findings)
    return "\n".join(rows)


def message(one: Finding) -> str:
    """What is wrong, and the rule."""
    return f"{shortened(one.message, LONGEST_MESSAGE)} {code(one.rule)}"
