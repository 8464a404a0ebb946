"""A version as its page shows it: the eight sections, their ages, and the record in the margin.

What repeats on the page is written here, as rows of HTML; the template sets the rows into their sections.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from dateline.core.days import until_when
from dateline.core.model import SECTIONS, ClosedQuestion, Correction, Source, Version
from dateline.site import figures
from dateline.site.chronicle import Chronicle, Standing, spoken
from dateline.site.counts import VersionCounts, counts
from dateline.site.prose import PageProse, Speller
from dateline.site.rows import joined
from dateline.site.sources import graded, quoted, source_line

CONTENTS = joined(f'<li><a href="#{key}">{title}</a></li>' for key, title in SECTIONS.items())
"""A row for each section."""
TWO_SIDES = 2
"""A tension with this many sentences is shown in two columns."""


Ages = Mapping[tuple[str, str], Standing]


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
    changes: Markup
    """Paragraphs; empty if nothing is said."""
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
    timeline: Markup
    """What has happened."""
    ahead: Markup
    perspectives: Markup
    departed: tuple[tuple[str, str], ...]
    """Name and reason for each voice that is no longer heard."""
    tensions: Markup
    sources: Markup
    counts: VersionCounts

    @property
    def chips(self) -> tuple[str, ...]:
        """What is special about the version."""
        return () if self.version.kind == "update" else (self.version.kind,)

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
    marked = version.version if previous and not counted.is_mostly_new else 0
    speller = Speller(chronicle.analysed(version), chronicle.standings[position], chronicle.versions[0].version, marked)
    ages = chronicle.ages[position]
    told = {  # in the order in which citations are counted
        "narrative": joined(_narrative(speller, version), ""),
        "perspectives": joined(_voices(speller, version, ages)),
        "tensions": joined(_tensions(speller, version)),
        "timeline": joined(_events(speller, version, is_first=previous is None)),
        "ahead": joined(_events(speller, version, is_first=previous is None, is_ahead=True)),
        "what": speller.prose("what", "what", version.what),
        "why_it_matters": speller.prose("why_it_matters", "why_it_matters", version.why_it_matters),
        "open_questions": joined(_questions(speller, version, ages, is_first=previous is None)),
        "figures": joined(figures.rows(speller, version, previous)),
        "closed_questions": joined(_closed(speller, version.closed_questions)),
        "changes": speller.prose("changes", "changes", version.changes, is_marked=False).html,
    }
    names = {voice.id: voice.voice for voice in previous.perspectives} if previous else {}
    return Brief(
        version=version,
        previous=previous.version if previous else None,
        next=following.version if following else None,
        summary=speller.opening(version.what),
        corrected=chronicle.corrections_of(version.version),
        departed=tuple((names.get(one.id, one.id), one.why) for one in version.departed_voices),
        sources=joined(_sources(speller, version, chronicle.copies(position))),
        counts=counted,
        **told,  # type: ignore[arg-type]  # each under its own name
    )


def _narrative(speller: Speller, version: Version) -> Iterator[str]:
    for i, one in enumerate(version.narrative):
        yield speller.prose("narrative", f"narrative[{i}]", one).html


def _questions(speller: Speller, version: Version, ages: Ages, *, is_first: bool) -> Iterator[str]:
    for i, one in enumerate(version.open_questions):
        since = ages["open_questions", one.id].since
        said = "new" if since == version.version and not is_first else f"open since v{since}"
        told = speller.prose("open_questions", f"open_questions[{i}].text", one.text).inline
        due = f' <span class="chip">should be known {until_when(one.due)}</span>' if one.due else ""
        yield f'<li id="q-{escape(one.id)}"><p>{told}</p>\n<span class="chip">{said}</span>{due}</li>'


def _closed(speller: Speller, questions: tuple[ClosedQuestion, ...]) -> Iterator[str]:
    for one in questions:
        told = speller.prose("closed_questions", "", one.text, is_marked=False)
        answer = f": {told.inline}" if told else ""
        became = ", ".join(filter(None, (one.outcome, one.verdict)))
        yield f'<li><b>{escape(became)}</b> <span class="id">{escape(spoken(one.id))}</span>{answer}</li>'


def _events(speller: Speller, version: Version, *, is_first: bool, is_ahead: bool = False) -> Iterator[str]:
    for i, one in enumerate(version.timeline):
        if one.ahead != is_ahead:
            continue
        told = speller.prose("timeline", f"timeline[{i}].text", one.text)
        states = ["fresh"] * (told.since == version.version and not is_first) + ["ahead"] * one.ahead
        state = f' class="{" ".join(states)}"' if states else ""
        yield f"<li{state}><time>{escape(one.date)}</time>\n<p>{told.inline}</p></li>"


def _voices(speller: Speller, version: Version, ages: Ages) -> Iterator[str]:
    for i, one in enumerate(version.perspectives):
        id_, role = escape(one.id), f"<bdi>{escape(one.role)}</bdi> · " if one.role else ""
        said = _since(ages["perspectives", one.id], version)
        view = speller.prose("perspectives", f"perspectives[{i}].view", one.view)
        evolution = speller.prose("perspectives", f"perspectives[{i}].evolution", one.evolution, is_marked=False)
        changed = f'<p class="evolution">{evolution.inline}</p>' if evolution else ""
        yield (
            f'<section class="voice" id="voice-{id_}" aria-labelledby="name-{id_}">\n'
            f'<h3 id="name-{id_}"><bdi>{escape(one.voice)}</bdi></h3>\n<p class="role">{role}{said}</p>\n{view.html}\n'
            f"{changed}{_beside(speller, 'perspectives', one.sources, one.view, one.evolution)}</section>"
        )


def _since(age: Standing, version: Version) -> str:
    """Since when a voice has been heard, and when its view changed."""
    if age.since == version.version:
        return "new voice"
    return f"since v{age.since}" + (f", view changed in v{age.worded}" if age.worded > age.since else "")


def _tensions(speller: Speller, version: Version) -> Iterator[str]:
    for i, one in enumerate(version.tensions):
        whole = speller.prose("tensions", f"tensions[{i}].text", one.text)
        head = f"<h3><bdi>{escape(one.title)}</bdi></h3>\n" if one.title else ""
        is_two = len(one.sides or whole.sentences) == TWO_SIDES
        if one.sides:
            head += f"<div>{whole.html}</div>\n"
            sides = [*_sides(speller, version, i)]
        else:
            sides = [f"<p>{side}</p>\n" for side in whole.sentences] if is_two else [whole.html]
        told = "".join([f'<div class="side">{side}</div>\n' for side in sides])
        beside = _beside(speller, "tensions", one.sources, one.text, *(side.text for side in one.sides))
        yield f'<div class="tension{" two" if is_two else ""}" id="tension-{escape(one.id)}">\n{head}{told}{beside}</div>'


def _sides(speller: Speller, version: Version, number: int) -> Iterator[str]:
    """Each side with its name, which leads to its voice if it is one."""
    names = {voice.id: voice.voice for voice in version.perspectives}
    for place, side in enumerate(version.tensions[number].sides):
        name = f"<bdi>{escape(names.get(side.who, side.who))}</bdi>"
        who = f'<a class="bare" href="#voice-{side.who}">{name}</a>' if side.who in names else name
        told = speller.prose("tensions", f"tensions[{number}].sides[{place}].text", side.text)
        yield f'<div class="meta"><b>{who}</b></div>\n{told.html}'


def _beside(speller: Speller, section: str, keys: tuple[str, ...], *texts: str) -> str:
    """The sources that are listed with texts and not cited in them."""
    told = speller.beside(section, keys, *texts)
    return f'<p class="beside">also {told}</p>' if told else ""


def _sources(speller: Speller, version: Version, copies: Callable[[str], int]) -> Iterator[str]:
    by_key = {source.key: source for source in version.sources}
    for key, number in speller.numbers.items():
        source = by_key.get(key) or Source(key, key)
        yield (
            f'<li id="s{number}"><p><b>[{number}]</b> {source_line(source)}</p>\n{quoted(source.quotes)}'
            f'<div>{graded(source.evidence, copies(key))} <span class="back">cited in {speller.backlinks(key)}</span></div></li>'
        )
