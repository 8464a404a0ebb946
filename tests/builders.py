"""Small valid values for tests; every part can be given."""

import json
import shutil
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from typing import Any

from dateline.core.config import Config
from dateline.core.model import Dossier, Event, Item, Question, Source, Story, Tension, Version, Voice

NOW = "2026-05-24T11:30:00Z"


def source(key: str = "harbour-plan", **given: Any) -> Source:
    return Source(**{"key": key, "title": f"Title of {key}", "feed": "Harbour Wire", **given})


def item(key: str = "harbour-plan", **given: Any) -> Item:
    parts = {
        "title": f"Title of {key}",
        "feed": "Harbour Wire",
        "collected": NOW,
        "text": f"Text of {key}.",
        "evidence": "excerpt",
    }
    return Item(**{"key": key, **parts, **given})


def version(number: int = 1, **given: Any) -> Version:
    """A version that cites one source in each section."""
    parts: dict[str, Any] = {
        "format": 1,
        "version": number,
        "kind": "update",
        "title": "The harbour barrier",
        "published": f"2026-05-{number:02d}T11:30:00Z",
        "items": 1,
        "what": "The council plans a barrier [@harbour-plan].",
        "why_it_matters": "The quay floods.",
        "open_questions": (Question("cost", "Who pays for it?"),),
        "narrative": ("The council plans a barrier [@harbour-plan].",),
        "timeline": (Event("2026-04-14", "The plan is published [@harbour-plan]."),),
        "perspectives": (Voice("council", "The council", view="Wants it [@harbour-plan].", evolution="New voice."),),
        "tensions": (Tension("cost-or-safety", "Cost stands against safety [@harbour-plan].", ("harbour-plan",)),),
        "sources": (source(),),
    }
    return Version(**{**parts, **given})


def dossier(*versions: Version, slug: str = "harbour-barrier", **given: Any) -> Dossier:
    parts: dict[str, Any] = {
        "story": Story("The harbour barrier"),
        "versions": versions or (version(),),
        "items": (item(),),
    }
    return Dossier(**{"slug": slug, **parts, **given})


def config(**given: Any) -> Config:
    return Config(**{"title": "The Harbour Record", "url": "https://example.org/record/", **given})


def installed(folder: Path, origin: object) -> Distribution:
    """This Dateline as if installed from elsewhere: from an index if no origin is given."""
    here = distribution("dateline")
    name = f"dateline-{here.version}.dist-info"
    copied = folder / "site-packages" / name
    shutil.copytree(str(here.locate_file(name)), copied)
    (copied / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
    return PathDistribution(copied)
