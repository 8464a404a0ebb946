"""The providers of models that settings and files may name, a line for each. What talks to one is in `desk/providers`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of models."""

    name: str
    """Its name in settings, in files and on the command line; also that of its module in `desk/providers`."""
    title: str
    """Its name in a sentence."""
    keys: tuple[str, ...]
    """The environment variables that may hold its key, the usual one first."""
    extra: str
    """The extra of this package that installs what its module needs."""
    model: str
    """The model that writes where the settings name none."""
    triage_model: str
    """The model that sorts, searches and judges where the settings name none."""

    def has_key(self, environment: Mapping[str, str]) -> bool:
        """Whether one of its keys is set."""
        return any(environment.get(name, "").strip() for name in self.keys)


PROVIDERS = (
    Provider(
        "claude",
        title="Claude",
        keys=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
        extra="update",
        model="claude-sonnet-5-5",
        triage_model="claude-haiku-5-5",
    ),
)
"""In the order in which `auto` looks for their keys."""

AUTO = "auto"
"""The first provider whose key is set, else the embedded writer."""
EMBEDDED = "extractive"
"""The writer that needs no model."""
PROVIDER_NAMES = tuple(one.name for one in PROVIDERS)
WRITERS = (AUTO, *PROVIDER_NAMES, EMBEDDED)
