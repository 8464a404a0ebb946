"""What is examined, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline.core.config import Config
from dateline.core.providers import Provider

Severity = Literal["ok", "note", "blocks"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The result of one check."""

    about: str
    """What was checked."""
    state: Severity
    """`blocks`: an update cannot do what the settings ask for."""
    said: str
    """What was found; it has no secret."""
    hint: str = ""
    """The next step."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is checked."""

    root: Path
    """The publication's folder."""
    config: Config
    """Its settings."""
    environment: Mapping[str, str]
    """The environment variables."""
    now: str
    """The time, UTC."""
    provider: Provider | None
    """The provider whose model writes; None: the embedded writer."""
