"""The model providers that settings and files may name, one line each. The code that calls them is in `desk/providers`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of models."""

    name: str
    """Its name in settings, in files and on the command line, and the name of its module in `desk/providers`."""
    title: str
    """Its name in a sentence."""
    keys: tuple[str, ...]
    """The environment variables that may contain its key, the usual one first."""
    extra: str
    """The extra of this package that installs its module's dependencies."""
    model: str
    """The model that writes if the settings name none."""
    triage_model: str
    """The model that sorts, searches and judges if the settings name none."""

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
"""All providers, in the order in which `auto` looks for their keys."""

AUTO = "auto"
"""The first provider whose key is set, or the embedded writer if no key is set."""
EMBEDDED = "extractive"
"""The writer that needs no model."""
PROVIDER_NAMES = tuple(one.name for one in PROVIDERS)
WRITERS = (AUTO, *PROVIDER_NAMES, EMBEDDED)
