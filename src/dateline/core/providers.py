"""The model providers that settings and files may name, one line each. The code that calls them is in `desk/providers`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """What a provider's SDK looks for if no key is set, in this order."""

    profile: str
    """The variable that names a profile on this machine."""
    identity: tuple[tuple[str, ...], ...]
    """The variables of a workload identity: one of each row is needed."""
    folder: str
    """The variable that names the folder with the profiles."""
    default_folder: str
    """The name of that folder in the user's folder of settings."""


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
    model: str = ""
    """The model that writes if the settings name none; empty if the settings have to name one."""
    triage_model: str = ""
    """The model that sorts, searches and judges if the settings name none; empty: the model that writes."""
    chain: Chain | None = None
    """What else can prove who calls; None if only a key can."""
    at_base_url: bool = False
    """Whether it is the server at `base_url`: such a server may need no key, and `auto` uses it if the address is set."""
    searches: bool = True
    """Whether it can search the web."""
    parallel: int = 8
    """How many stories are drafted at the same time."""


PROVIDERS = (
    Provider(
        "claude",
        title="Claude",
        keys=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
        extra="update",
        model="claude-sonnet-5-5",
        triage_model="claude-haiku-5-5",
        chain=Chain(
            profile="ANTHROPIC_PROFILE",
            identity=(
                ("ANTHROPIC_FEDERATION_RULE_ID",),
                ("ANTHROPIC_ORGANIZATION_ID",),
                ("ANTHROPIC_IDENTITY_TOKEN_FILE", "ANTHROPIC_IDENTITY_TOKEN"),
            ),
            folder="ANTHROPIC_CONFIG_DIR",
            default_folder="anthropic",
        ),
    ),
    Provider(
        "server",
        title="the server at `base_url`",
        keys=("DATELINE_MODEL_KEY",),
        extra="update",
        at_base_url=True,
        searches=False,
        parallel=1,  # a machine at home answers one call after the other, and a call that waits could time out
    ),
)
"""All providers, in the order in which `auto` looks for their credentials."""

AUTO = "auto"
"""The server at `base_url` if that is set; else the first provider with a credential, or the embedded writer if none has one."""
EMBEDDED = "extractive"
"""The writer that needs no model."""
PROVIDER_NAMES = tuple(one.name for one in PROVIDERS)
SEARCHERS = tuple(one.name for one in PROVIDERS if one.searches)
"""The providers that can search the web."""
WRITERS = (AUTO, *PROVIDER_NAMES, EMBEDDED)
