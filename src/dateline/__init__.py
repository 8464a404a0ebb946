"""Dateline: living briefs, versioned, sourced and checked. These names are its public API."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.core.errors import DatelineError, UsageError, WorldError
    from dateline.core.model import Dossier, Event, Finding, Item, Question, Source, Story, Tension, Version, Voice

__all__ = [
    "DatelineError",
    "Dossier",
    "Event",
    "Finding",
    "Item",
    "Question",
    "Source",
    "Story",
    "Tension",
    "UsageError",
    "Version",
    "Voice",
    "WorldError",
]


def __getattr__(name: str) -> object:
    """A public name, imported on first use (PEP 562), because `dateline --help` needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("dateline.core.errors" if name.endswith("Error") else "dateline.core.model"), name)
