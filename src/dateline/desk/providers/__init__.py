"""Model providers: one module or package for each, the only place that knows its API; and which provider a run uses.

A provider's module has a function `connect(settings, environment, patience)` that returns a `ModelClient`. Its entry in
`core/providers.py` has the module's name.
"""

from collections.abc import Mapping
from importlib import import_module

from dateline.core.config import Update
from dateline.core.errors import UsageError
from dateline.core.providers import AUTO, EMBEDDED, PROVIDERS, Provider
from dateline.desk.credentials import credential
from dateline.desk.model_client import ModelClient
from dateline.desk.patience import Patience


def choose(writer: str, settings: Update, environment: Mapping[str, str]) -> Provider | None:
    """The provider whose model writes; None if the embedded writer does.

    Args:
        writer: `auto`, a provider's name, or `extractive`.
        settings: whether there is a server at `base_url`.
        environment: the environment variables, with the keys.
    """
    if writer == EMBEDDED:
        return None
    if writer != AUTO:
        return next(one for one in PROVIDERS if one.name == writer)
    if settings.base_url:
        return next(one for one in PROVIDERS if one.at_base_url)
    return next((one for one in PROVIDERS if not one.at_base_url and credential(one, environment)), None)


def connect(provider: Provider, settings: Update, environment: Mapping[str, str], patience: Patience) -> ModelClient:
    """A client for a provider, whose module is imported only now.

    Args:
        provider: the provider.
        settings: how versions are written.
        environment: the environment variables, with its key.
        patience: how long to wait for it.

    Raises:
        UsageError: if a credential or a setting is missing, or if the module's dependencies are not installed.
    """
    if not provider.at_base_url and not credential(provider, environment):
        hint = f"Set {provider.keys[0]}, or use `--writer {EMBEDDED}`. `dateline doctor` says what is there."
        raise UsageError(f"there is no key for {provider.title}", hint=hint)
    if not (settings.model or provider.model):
        hint = "Add `model:` under `update` in content/site.yaml, with the model's name on that server."
        raise UsageError(f"no model is named for {provider.title}", hint=hint)
    try:
        module = import_module(f"{__name__}.{provider.name}")
    except ModuleNotFoundError as error:
        hint = f'Install it: `pip install "dateline[{provider.extra}]"`.'
        raise UsageError(f"{error.name} is not installed", hint=hint) from None
    client: ModelClient = module.connect(settings, environment, patience)
    return client
