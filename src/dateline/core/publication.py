"""A publication as it was read: its settings, stories and pages, and what could not be read."""

from dataclasses import dataclass

from dateline.core.config import Config
from dateline.core.model import Dossier, Page, Problem, Signal


@dataclass(frozen=True, slots=True)
class Publication:
    """One site: what lies in `content/` and `stories/`."""

    config: Config
    """The settings."""
    stories: tuple[Dossier, ...] = ()
    """The stories, by slug."""
    pages: tuple[Page, ...] = ()
    """About, Methodology …, by slug."""
    signals: tuple[Signal, ...] = ()
    """Essays, newest first."""
    problems: tuple[Problem, ...] = ()
    """What is wrong outside the story folders."""
