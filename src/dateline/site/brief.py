"""A version as its page shows it: the eight sections with their ages, what is new, and what it rests on."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from dateline.core.citations import plain
from dateline.core.model import SECTIONS, Correction, Version
from dateline.site import cited_sources, figures, rests_on
from dateline.site.brief_lists import BriefLists
from dateline.site.chronicle import KINDS, Chronicle
from dateline.site.counts import VersionCounts, counts
from dateline.site.news_of_version import NewsOfVersion, news_of_version
from dateline.site.prose import PageProse
from dateline.site.rows import joined
from dateline.site.speller import Speller
from dateline.site.words import _, _n


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything that the page of a version shows."""

    version: Version
    previous: int | None
    """The number of the version before."""
    next: int | None
    """The number of the version after."""
    summary: str
    """The first sentence of What, without its citations."""
    news: NewsOfVersion
    """What is new."""
    contents: Markup
    """A row for each section, with the number of its new sentences."""
    corrected: tuple[tuple[int, Correction], ...]
    """Corrections of this version in later ones, with their numbers."""
    figures: Markup
    """A row for each figure that the story turns on; empty if it has none."""
    what: PageProse
    why_it_matters: PageProse
    open_questions: Markup
    """A row for each question; empty if there is none, as in the sections that follow."""
    closed_questions: Markup
    narrative: Markup
    """Paragraphs."""
    ahead: Markup
    """Events that are announced."""
    timeline: Markup
    """What has happened."""
    perspectives: Markup
    departed: tuple[tuple[str, str], ...]
    """Name and reason for each voice that is no longer heard."""
    tensions: Markup
    sources: Markup
    lacks_addresses: bool
    """Whether no source has an address."""
    counts: VersionCounts
    bar: Markup
    """The sentences by what they rest on, as a drawing; empty if none has a source."""
    support: Markup
    """The same in words."""
    coming: Markup
    """What is to come; empty if nothing is announced."""

    @property
    def chips(self) -> tuple[str, ...]:
        """What is special about the version."""
        return () if self.version.kind == "update" else (_(KINDS[self.version.kind]),)

    def older(self, told: PageProse) -> int:
        """The earlier version since which nothing in it has changed; 0 if this version changed some of it."""
        return told.worded if told.worded < self.version.version else 0


def brief(chronicle: Chronicle, position: int) -> Brief:
    """The page of the version at a position."""
    return chronicle.once(_latest) if position == len(chronicle.versions) - 1 else _brief(chronicle, position)


def _latest(chronicle: Chronicle) -> Brief:
    """The page of the newest version, which is shown at the story's address and at its own."""
    return _brief(chronicle, len(chronicle.versions) - 1)


def _brief(chronicle: Chronicle, position: int) -> Brief:
    version = chronicle.versions[position]
    previous = chronicle.versions[position - 1] if position else None
    following = chronicle.versions[position + 1] if position + 1 < len(chronicle.versions) else None
    counted = counts(chronicle, position)
    speller = Speller(chronicle, position, version.version if previous and not counted.is_mostly_new else 0)
    rows = BriefLists(chronicle, position, speller)
    narrative = (speller.prose("narrative", f"narrative[{i}]", one).html for i, one in enumerate(version.narrative))
    told = {  # in the order in which citations are counted
        "narrative": joined(narrative, ""),
        "perspectives": joined(rows.voices()),
        "tensions": joined(rows.tensions()),
        "ahead": joined(rows.events(is_ahead=True)),
        "timeline": joined(rows.events(is_ahead=False)),
        "what": speller.prose("what", "what", version.what),
        "why_it_matters": speller.prose("why_it_matters", "why_it_matters", version.why_it_matters),
        "open_questions": joined(rows.questions()),
        "figures": joined(figures.rows(speller, chronicle, position)),
        "closed_questions": joined(rows.closed()),
        "news": news_of_version(chronicle, position, counted, speller),
    }
    names = {voice.id: voice.voice for voice in previous.perspectives} if previous else {}
    return Brief(
        version=version,
        previous=previous.version if previous else None,
        next=following.version if following else None,
        summary=_summary(chronicle, version),
        contents=_contents(counted),
        corrected=chronicle.corrections_of(version.version),
        departed=tuple((names.get(one.id, one.id), one.why) for one in version.departed_voices),
        sources=joined(cited_sources.rows(chronicle, position, speller)),
        lacks_addresses=cited_sources.lacks_addresses(version),
        counts=counted,
        bar=rests_on.bar(counted),
        support=rests_on.support(counted),
        coming=rests_on.coming(chronicle, version),
        **told,  # type: ignore[arg-type]  # each under its own name
    )


def _summary(chronicle: Chronicle, version: Version) -> str:
    """The first sentence of What, without its citations."""
    paragraphs = chronicle.analysed(version).texts[version.what].paragraphs
    return plain(paragraphs[0][0]) if paragraphs else ""


def _contents(counted: VersionCounts) -> Markup:
    """A row for each section; where sentences are marked, with the number of those that are new."""
    new = {} if counted.is_mostly_new else counted.new_in
    return joined(
        f'<li><a href="#{key}">{escape(_(title))}</a>{_new_in(new.get(key, 0))}</li>' for key, title in SECTIONS.items()
    )


def _new_in(number: int) -> str:
    return f" <span>{_n(number, '{n} new', '{n} new')}</span>" if number else ""
