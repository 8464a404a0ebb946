"""Model providers: one module or package for each, the only place that knows its API; and which provider a run uses.

A provider's module has a function `connect(environment, effort, patience)` that returns a `ModelClient`. Its entry in
`core/providers.py` has the module's name.
"""

from collections.abc import Mapping
from importlib import import_module

from dateline.core.errors import UsageError
from dateline.core.providers import AUTO, EMBEDDED, PROVIDERS, Provider
from dateline.desk.model_client import ModelClient
from dateline.desk.patience import Patience


def choose(writer: str, environment: Mapping[str, str]) -> Provider | None:
    """The provider whose model writes; None if the embedded writer does.

    Args:
        writer: `auto`, a provider's name, or `extractive`.
        environment: the environment variables, with the keys.
    """
    if writer == EMBEDDED:
        return None
    if writer == AUTO:
        return next((one for one in PROVIDERS if one.has_key(environment)), None)
    return next(one for one in PROVIDERS if one.name == writer)


def connect(provider: Provider, environment: Mapping[str, str], effort: str, patience: Patience) -> ModelClient:
    """A client for a provider, whose module is imported only now.

    Args:
        provider: the provider.
        environment: the environment variables, with its key.
        effort: how long its models may think, from the settings.
        patience: how long to wait for it.

    Raises:
        UsageError: if there is no key, or if the module's dependencies are not installed.
    """
    if not provider.has_key(environment):
        hint = f"Set {provider.keys[0]}, or use `--writer {EMBEDDED}`."
        raise UsageError(f"there is no key for {provider.title}", hint=hint)
    try:
        module = import_module(f"{__name__}.{provider.name}")
    except ModuleNotFoundError as error:
        hint = f'Install it: pip install "dateline[{provider.extra}]".'
        raise UsageError(f"{error.name} is not installed", hint=hint) from None
    client: ModelClient = module.connect(environment, effort, patience)
    return client
