"""What a story tells of a day or a week: rows of its digest, from which issues and weeks are made without the story."""

from typing import Literal, NamedTuple

from markupsafe import Markup

from dateline.core.compare.news import News
from dateline.site.corrections import in_words, passed
from dateline.site.digest import Digest
from dateline.site.words import tongue


class CorrectedPart(NamedTuple):
    """A mistake that was corrected, or a version that was withdrawn."""

    of: tuple[int, ...]
    """The versions that were wrong, or the one that was withdrawn."""
    was: str
    """What they said; empty if the version was withdrawn."""
    now: str
    """What is right; why the version was withdrawn."""
    after: int = -1
    """After how many days it was found; -1 if that is not known."""
    by: int = 0
    """The version that corrects it; 0 if the version was withdrawn."""

    @property
    def versions(self) -> str:
        """The versions in words: "version 4", "versions 4 and 5"."""
        return in_words(self.of)

    @property
    def found(self) -> str:
        """How long the mistake stood, in a sentence; empty if that is not known."""
        return passed(self.after, is_found=True)


class AnsweredQuestion(NamedTuple):
    """A question that was answered."""

    question: str
    answer: str
    asked: str
    """The day on which it was asked first."""


class StoryNews(NamedTuple):
    """What a story tells of a day or a week in which something happened to it."""

    of: Literal["day", "week"]
    period: str
    """A day such as 2026-05-27, or a week such as 2026-22."""
    slug: str
    title: str
    """That of the last version."""
    numbers: tuple[int, ...] = ()
    """The versions that were filed, ascending; empty if one was only withdrawn, or the story was closed."""
    redlines: tuple[int, ...] = ()
    """Those of them that have a redline from the version before."""
    is_new: bool = False
    """Whether the story's first version is among them."""
    began: str = ""
    """When the first of them was filed; empty if there is none."""
    filed: str = ""
    """When the last of them was filed."""
    lead: str = ""
    """What changed, in the writer's words; the first sentences of What for a first version."""
    news: tuple[News, ...] = ()
    """What changed, by weight, without answers, and without what the lead tells."""
    answered: tuple[AnsweredQuestion, ...] = ()
    corrected: tuple[CorrectedPart, ...] = ()
    closed: str = ""
    """How the story was closed, in a sentence; empty if it was not."""
    weight: int = 0
    """How much of it there is."""
    reviewed: str = ""
    """Who reviewed the last version; empty if a person did, as that is what readers expect."""
    language: str = ""
    """The story's, if it names one."""
    direction: str = ""
    """Whether that is written from the left or the right."""

    @property
    def lang(self) -> Markup:
        """The attributes of an element with its words, if the story names its language."""
        return tongue(self.language, self.direction)


class FollowedSpan(NamedTuple):
    """From when to when a story is followed."""

    slug: str
    first: str
    """The day of the first version."""
    until: str
    """The day on which it was closed, or that of the last version if it is dormant; empty if it is still followed."""


def news_of(digest: Digest) -> list[StoryNews]:
    """The rows of a story."""
    return [
        one._replace(
            news=tuple(News(*each) for each in one.news),
            answered=tuple(AnsweredQuestion(*each) for each in one.answered),
            corrected=tuple(CorrectedPart(*each)._replace(of=tuple(each[0])) for each in one.corrected),
        )
        for one in digest.rows(StoryNews)
    ]
