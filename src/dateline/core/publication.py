"""A publication as read from disk: its settings, stories and pages, and what could not be read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.core.model import Dossier, Intro, Page, Picture, Problem, Signal

MOST_NAMED = 8
"""How many stories an error names; of more, none."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One site: everything in `content/` and `stories/`."""

    config: Config
    """The settings."""
    stories: tuple[Dossier, ...] = ()
    """The stories, by slug."""
    pages: tuple[Page, ...] = ()
    """About, Methodology …, by slug."""
    signals: tuple[Signal, ...] = ()
    """Essays, newest first."""
    intros: tuple[Intro, ...] = ()
    """Introductions to daily issues, by day."""
    pictures: tuple[Picture, ...] = ()
    """The pictures for pages and essays, by name."""
    problems: tuple[Problem, ...] = ()
    """What is wrong outside the story folders."""

    @property
    def essays(self) -> tuple[Signal | Intro, ...]:
        """Essays, newest first, then introductions, by day."""
        return (*self.signals, *self.intros)

    @property
    def published(self) -> "Publication":
        """The publication without the pages and essays that are drafts; its stories are all there."""
        pages, signals = (one for one in self.pages if not one.draft), (one for one in self.signals if not one.draft)
        return replace(self, pages=tuple(pages), signals=tuple(signals))

    def only(self, slugs: Sequence[str]) -> "Publication":
        """The publication with only these stories, or with all of them if no slug is given.

        Raises:
            UsageError: if a slug names no story.
        """
        known = [dossier.slug for dossier in self.stories]
        if missing := [slug for slug in slugs if slug not in known]:
            raise no_story(missing[0], known)
        return replace(self, stories=tuple(one for one in self.stories if not slugs or one.slug in slugs))

    def active(self, slugs: Sequence[str] = ()) -> tuple[Dossier, ...]:
        """The stories to update: all active ones, or the active ones among `slugs`.

        Raises:
            UsageError: if a slug names no story.
        """
        return tuple(one for one in self.only(slugs).stories if one.story.status == "active")

    def holding(self, key: str) -> tuple[Dossier, ...]:
        """The stories whose ledgers have an item.

        Raises:
            UsageError: if no ledger has it.
        """
        if found := tuple(one for one in self.stories if any(item.key == key for item in one.items)):
            return found
        near = get_close_matches(key, sorted({item.key for one in self.stories for item in one.items}), 1)
        hint = f'Did you mean "{near[0]}"?' if near else "To list the keys: `dateline items --all`."
        raise UsageError(f'no ledger has the item "{key}"', hint=hint)


def no_story(slug: str, known: Sequence[str]) -> UsageError:
    """The error that a slug names no story, with the story that was meant, or those that there are.

    Args:
        slug: what was given.
        known: the slugs of all stories.
    """
    if near := get_close_matches(slug.lower(), known, 1):
        hint = f'Did you mean "{near[0]}"?'
    elif len(known) > MOST_NAMED:
        hint = "To list the stories, run `dateline status`."
    else:
        hint = (
            f"Stories here: {', '.join(known)}."
            if known
            else "There are no stories yet. `dateline new --help` says how to make one."
        )
    return UsageError(f'there is no story "{slug}"', hint=hint)
