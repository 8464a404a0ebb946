"""Essays and introductions are checked like the narrative of a version; but an opinion needs no source.

The text is judged as a version: its paragraphs are the narrative, its dek is What, its headings are Why it matters, and its
sources are those that it cites, as the versions that it draws on list them. The key of a source is `story/key`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.checks import cut, grounding, judgement, units
from dateline.checks.basis import Basis
from dateline.checks.body import sought_name
from dateline.checks.context import StoryContext, StoryFolder, VersionContext
from dateline.checks.record import FUTURE_VERSION, UNUSED_WAIVER
from dateline.checks.references import UNKNOWN, CitableStory, EssayFile
from dateline.checks.rule import Objection, Rule
from dateline.checks.sources import set_aside
from dateline.checks.waivers import waived
from dateline.core import citations, essays, markdown
from dateline.core.analysis import AnalysedStory
from dateline.core.days import day_of, is_later, zone
from dateline.core.ledger import Record, records
from dateline.core.model import Dossier, Finding, Intro, Signal, Source, Story, TextField, Version
from dateline.core.sentences import AnalysedText, AnalysedVersion, Claim

_CITE = "Cite what supports it: [@story/key]."
_LEFTOVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\[\^[^\]\s]+\]")
"""A tag or a footnote of another program, which an import leaves as it is."""
_SHOW = "Write in Markdown what the tag or the footnote showed, and cite what supports the rest: [@story/key]."


class AnalysedEssay(AnalysedVersion):
    """An essay as a version. All citations of a paragraph may support each of its claims."""

    def _claims(self, field: TextField) -> Iterator[Claim]:
        around = dict.fromkeys(self.texts[field.text].citations)
        for claim in super()._claims(field):
            others = dict.fromkeys((*claim.beside, *around))
            yield claim._replace(beside=tuple(key for key in others if key not in claim.keys))


@dataclass(frozen=True)
class EssayContext(VersionContext):
    """An essay or an introduction as a version, with everything that it is checked against."""

    path: str = ""
    """Its path in the publication."""

    @property
    def file(self) -> str:
        """Its path in the publication."""
        return self.path

    def is_published(self, _: int = 0) -> bool:
        """Never: an essay can always be corrected."""
        return False


def check_uncited(context: VersionContext) -> Iterator[Objection]:
    """Facts without a source; part of the rule `uncited-sentence`."""
    for place, paragraph in enumerate(context.version.narrative):
        at = f"narrative[{place}]"
        said = [one.said for one in context.analysed.by_place.get(at, ())]
        told = {fact for one in said if one.citations for fact in _facts(one)}
        bare = [one for one in said if not one.citations and not _facts(one) <= told]
        wrong = "the sentence has a figure or a quotation and cites nothing"
        yield from (Objection(at, one.text, wrong, _hint(one.text)) for one in bare)
        if not bare and not context.analysed.texts[paragraph].citations:
            names = dict.fromkeys(name for one in said for name in one.names if sought_name(name, context.ambient).forms)
            if names:
                words = f"the paragraph names {', '.join(list(names)[:5])} and cites nothing"
                yield Objection(at, said[0].text, words, _hint(paragraph))


def _hint(text: str) -> str:
    return _SHOW if _LEFTOVER.search(text) else _CITE


def _facts(said: AnalysedText) -> frozenset[str]:
    """The figures, dates and quotations of a sentence; a small number in words only counts."""
    figures = (f"{one.value} {one.unit}" for one in said.figures if one.unit != "plain" or not one.text.isalpha())
    return frozenset((*figures, *(one.value for one in said.dates), *said.quotations))


_LEFT_OUT = {"uncited-sentence", "evolution-unfounded"}
ESSAY_RULES: tuple[Rule[VersionContext], ...] = (
    Rule("uncited-sentence", "warning", "grounding", check_uncited, harm="form"),
    *(one for one in (*cut.RULES, *grounding.RULES, *judgement.RULES) if one.name not in _LEFT_OUT),
    *(one for one in units.RULES if one.name == "bare-currency"),  # an essay weighs values that differ
)
"""The rules about what is said."""


def check_essay(
    essay: Signal | Intro,
    stories: Sequence[Dossier],
    known: Mapping[str, CitableStory],
    others: Mapping[str, Record],
    basis: Basis,
) -> tuple[Finding, ...]:
    """The findings of an essay or an introduction.

    Args:
        essay: the text; it names stories by their present slugs.
        stories: those that it names.
        known: all stories of the publication.
        others: what the ledgers of all stories contain, by key.
        basis: what it is checked against besides.
    """
    file, by_slug = EssayFile(essay, known, basis.timezone), {one.slug: one for one in stories}
    found = list[Finding]()
    if not basis.only_errors:
        found += (*_ahead(essay, basis), *_spiked(essay, by_slug))
        context = _context(essay, by_slug, others, basis)
        found += [_placed(essay, one) for rule in ESSAY_RULES for one in rule.findings(context)]
    kept, idle = waived(found, essay.waive)
    kept += UNKNOWN.findings(file)  # no waiver: the page would have dead links
    folder = StoryFolder(Dossier("", Story("", waive=essay.waive)), idle=idle)
    kept += [replace(one, file=file.file) for one in UNUSED_WAIVER.findings(folder)]
    return tuple(kept)


def known_story(dossier: Dossier) -> CitableStory:
    """A story as texts may refer to it."""
    keys = {item.key for item in dossier.items} | {source.key for one in dossier.versions for source in one.sources}
    gone = tuple(one.version for one in dossier.tombstones)
    filed = {one.version: one.published for one in dossier.versions}
    return CitableStory(filed, gone, not dossier.story.draft, keys.__contains__, keys, bool(filed or gone))


def _context(essay: Signal | Intro, stories: Mapping[str, Dossier], others: Mapping[str, Record], basis: Basis) -> EssayContext:
    own = {slug: records([one]) for slug, one in stories.items()}
    ledgers = {key: found for key in essays.cited(essay) if (found := _record(own, others, *essays.divided(key)))}
    texts = {key: basis.texts[essays.divided(key)[1]] for key in ledgers if essays.divided(key)[1] in basis.texts}
    version = _as_version(essay, stories)
    story = StoryContext(AnalysedStory(Dossier("", Story(version.title), (version,))), ledgers, texts)
    return EssayContext(story, AnalysedEssay(version), path=essays.path_of(essay))


def _record(own: Mapping[str, Mapping[str, Record]], others: Mapping[str, Record], story: str, key: str) -> Record | None:
    return own.get(story, {}).get(key) or (others.get(key) if story in own else None)


def _as_version(essay: Signal | Intro, stories: Mapping[str, Dossier]) -> Version:
    blocks = markdown.blocks(essay.body)
    title, day, dek = (essay.title, essay.date, essay.dek) if isinstance(essay, Signal) else ("", essay.day, "")
    titles = (one.latest.title if one.latest else one.story.title for one in stories.values())
    return Version(
        format=1,
        version=1,
        kind="update",
        title=" ".join((title, *titles)),  # their words need no source
        published=f"{day}T00:00:00Z",
        items=0,
        what=dek,
        why_it_matters="\n\n".join(one.text for one in blocks if one.is_heading),
        narrative=tuple(one.text for one in blocks if not one.is_heading),
        sources=tuple(filter(None, map(partial(_source, essay, stories), essays.cited(essay)))),
    )


def _source(essay: Signal | Intro, stories: Mapping[str, Dossier], key: str) -> Source | None:
    slug, own = essays.divided(key)
    story = stories.get(slug)
    found = story and essays.find_source(story.versions, story.items, own, essays.version_in(essay, slug))
    return replace(found.source, key=key) if found else None


def _placed(essay: Signal | Intro, finding: Finding) -> Finding:
    """A finding in an essay as a version, at its place in the essay's file."""
    section, _, key = finding.at.partition(".")
    words = f"@{key.partition('.')[0]}" if section == "sources" else finding.text
    at = finding.at.replace("narrative", "paragraph")
    for block in markdown.blocks(essay.body):
        if block.at == at or (words in block.text and (key or (block.is_heading and section == "why_it_matters"))):
            return replace(finding, version=None, at=block.at, line=essay.starts + block.line_of(words), column=1)
    return replace(finding, version=None, at="dek")


def _ahead(essay: Signal | Intro, basis: Basis) -> Iterator[Finding]:
    """Days that have not come yet; part of the rule `future-version`. A draft may wait for its day."""
    today = day_of(basis.now, zone(basis.timezone)) if basis.now else ""
    rule: Rule[EssayFile] = Rule(FUTURE_VERSION.name, "warning", "record", partial(_later, today))
    return rule.findings(EssayFile(essay, {}))


def _later(today: str, text: EssayFile) -> Iterator[Objection]:
    essay, days = text.essay, dict[str, str]()
    if isinstance(essay, Intro):
        days["stories"] = essay.day
    elif not essay.draft:
        days["date"] = essay.date
    if essay.review:
        days["review.on"] = essay.review.on
    for at, day in days.items() if today else ():
        if is_later(day, today):
            yield Objection(at, "", f"{day} has not come yet (today is {today})", "Correct the day, or set this machine's clock.")


def _spiked(essay: Signal | Intro, stories: Mapping[str, Dossier]) -> Iterator[Finding]:
    """What the text draws on or cites and was taken down or set aside; part of the rule `spiked-source`."""
    rule: Rule[EssayFile] = Rule("spiked-source", "warning", "sources", partial(_taken_down, stories))
    return rule.findings(EssayFile(essay, {}))


def _taken_down(stories: Mapping[str, Dossier], text: EssayFile) -> Iterator[Objection]:
    essay = text.essay
    for place, drawn in enumerate(essay.drawn_on):
        story = stories.get(drawn.slug)
        for stone in story.tombstones if story else ():
            if stone.version == drawn.version:
                gone = f"draws on version {stone.version}, which was withdrawn on {stone.withdrawn.on} ({stone.withdrawn.why})"
                yield Objection(f"stories[{place}]", essay.stories[place], gone, "Take out what rests on it.")
    for block in markdown.blocks(essay.body):
        for key in dict.fromkeys(citations.cited(block.text)):
            slug, own = essays.divided(key)
            item = next((one for one in reversed(stories[slug].items) if one.key == own), None) if slug in stories else None
            if item and (said := set_aside(item, stories[slug])):
                line = essay.starts + block.line_of(f"@{key}")
                yield Objection(block.at, *said, None, "", line, 1)
