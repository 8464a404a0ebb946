"""What an essay or an introduction refers to: the stories and versions that it draws on, and the sources that it cites."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from dateline.checks.rule import Objection, Rule
from dateline.core import citations, essays, markdown
from dateline.core.days import day_of, zone
from dateline.core.model import DrawnOn, Intro, Signal


class CitableStory(NamedTuple):
    """A story as texts may refer to it."""

    versions: Mapping[int, str]
    """The numbers of its versions, without those that were taken down, and when each was filed."""
    gone: Collection[int]
    """The numbers of those that were taken down."""
    is_shown: bool
    """Whether the site has pages for it; it has none for a draft."""
    has: Callable[[str], bool]
    """Whether a version cites an item with this key, or the ledger has one."""
    keys: Collection[str] = ()
    """These keys, if they are known."""
    is_filed: bool = True
    """Whether it has, or had, a version."""


ELSEWHERE = CitableStory({}, (), True, lambda _key: False)
"""A story that a text does not name."""


@dataclass(frozen=True)
class EssayFile:
    """An essay or an introduction, with the stories that it may refer to."""

    essay: Signal | Intro
    """The text; it names stories by their present slugs."""
    stories: Mapping[str, CitableStory]
    """Slug → the stories of the publication."""
    timezone: str = "UTC"
    """The time zone of the publication."""
    slug: str = ""
    """Never that of a story."""
    number: None = None
    """It is no version."""

    @property
    def file(self) -> str:
        """Its path in the publication."""
        return essays.path_of(self.essay)

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft."""
        return isinstance(self.essay, Signal) and self.essay.draft

    def is_published(self, _: int) -> bool:
        """Never: an essay can always be corrected."""
        return False


def check_unknown(text: EssayFile) -> Iterator[Objection]:
    """Stories, versions and keys that do not exist; part of the rule `unknown-source`."""
    for place, drawn in enumerate(text.essay.drawn_on):
        if said := _unknown_story(text, drawn) or _not_yet(text, drawn):
            yield Objection(f"stories[{place}]", text.essay.stories[place], *said)
    first = text.essay.starts
    for label in markdown.labels(text.essay.body):
        yield Objection("body", label.what, *_no_citation(label.what), None, "", first + label.line, 1)
    for block in markdown.blocks(text.essay.body):
        for wrong in block.malformed:
            words = wrong[wrong.index("@") :].partition("]")[0]
            yield Objection(block.at, wrong, *_no_citation(wrong), None, "", first + block.line_of(words), 1)
        for key in dict.fromkeys(citations.cited(block.text)):
            if said := _unknown_key(text, *essays.divided(key)):
                yield Objection(block.at, f"[@{key}]", *said, None, "", first + block.line_of(f"@{key}"), 1)


def _no_citation(wrong: str) -> tuple[str, str]:
    """What is wrong with what looks like a citation, and what to do."""
    if citations.GROUP.fullmatch(wrong):
        return (
            f"{wrong} is not a citation here",
            "Write it after the words, outside of links and pictures, without marks in it.",
        )
    if citations.GROUP.match(wrong) or wrong.endswith(":"):
        return f"{wrong} is a link, not a citation", "Write [@story/key] alone, with a space before what follows."
    return f"{wrong} is not a citation", "Write [@story/key]: a story's slug, and the key of one of its sources."


def _unknown_story(text: EssayFile, drawn: DrawnOn) -> tuple[str, str] | None:
    """What is wrong with a story that a text draws on, and what to do."""
    story = text.stories.get(drawn.slug)
    if story is None:
        return f'there is no story "{drawn.slug}"', _meant(drawn.slug, text.stories, "Correct it, or remove it.")
    if not story.is_shown and not text.is_draft:
        return f'"{drawn.slug}" is a draft, so it has no pages', "Publish the story first, or mark this text as a draft, too."
    if drawn.version in (None, *story.versions, *story.gone):
        return None
    if not story.is_filed:
        return f"{drawn.slug} has no version yet", f"Write {drawn.slug} alone: items of its ledger can be cited."
    newest = f"Its newest version is {max(story.versions)}." if story.versions else "All its versions were withdrawn."
    return f"{drawn.slug} has no version {drawn.version}", newest


def _not_yet(text: EssayFile, drawn: DrawnOn) -> tuple[str, str] | None:
    """What is wrong with a version for the introduction to the issue of a day, and what to do."""
    if not isinstance(text.essay, Intro):
        return None
    story, day = text.stories[drawn.slug], text.essay.day
    days = {number: day_of(filed, zone(text.timezone)) for number, filed in story.versions.items()}
    newest = max((number for number, one in days.items() if one <= day), default=0)
    meant = f"Write {drawn.slug}/v{newest}." if newest else "Remove it, or name a version that was filed by then."
    if drawn.version is None:
        return f"an introduction says on which version of {drawn.slug} it draws", meant
    if days.get(drawn.version, day) > day:
        return f"{drawn.slug} had no version {drawn.version} on {day}: it was filed on {days[drawn.version]}", meant
    return None


def _unknown_key(text: EssayFile, name: str, key: str) -> tuple[str, str] | None:
    """What is wrong with a citation, and what to do."""
    listed = list(dict.fromkeys(one.slug for one in text.essay.drawn_on))
    if not name:
        found = next((slug for slug in listed if slug in text.stories and text.stories[slug].has(key)), "")
        return f"[@{key}] does not say which story has the key", f"Write [@{found or 'story'}/{key}]."
    story = text.stories.get(name)
    if story is None:
        return f'there is no story "{name}"', _meant(name, text.stories, "Correct it, or remove the citation.")
    if name not in listed:
        newest = f"{name}/v{max(story.versions)}" if story.versions else name
        return f"{name} is not among the stories that this text draws on", f"Add {newest} under stories."
    if not story.has(key):
        near = get_close_matches(key, sorted(story.keys), 1)
        hint = f"Did you mean [@{name}/{near[0]}]?" if near else "Cite a source of the story, or an item of its ledger."
        return f"{name} has no source {key}", hint
    return None


def _meant(name: str, known: Collection[str], otherwise: str) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f'Did you mean "{near[0]}"?' if near else otherwise


UNKNOWN: Rule[EssayFile] = Rule("unknown-source", "error", "sources", check_unknown)
