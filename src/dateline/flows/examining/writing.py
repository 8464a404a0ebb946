"""Who writes, with which credential and models, and what it may cost."""

from collections.abc import Iterator

from dateline.core import layout
from dateline.core.errors import ModelError, Unauthorized, UnknownModel, UsageError
from dateline.core.providers import AUTO, EMBEDDED, PROVIDERS, Provider
from dateline.desk.credentials import credential, missing_of_identity
from dateline.desk.model_client import ModelClient
from dateline.desk.patience import Patience
from dateline.desk.providers import choose, connect
from dateline.flows.examining.diagnosis import Diagnosis, Setup, Severity

QUICK = Patience(answer=10, count=10, connect=5, total=30)


def _writer(setup: Setup) -> Iterator[Diagnosis]:
    settings = setup.config.update
    chosen = _title(choose(AUTO, settings, setup.environment))
    if settings.writer == AUTO:
        yield Diagnosis("writer", "ok", f"{chosen}, chosen by `writer: {AUTO}`")
    else:
        named = _title(setup.provider)
        other = f"; `{AUTO}` would choose {chosen}" if chosen != named else ""
        yield Diagnosis("writer", "ok", f"{named}, as `writer: {settings.writer}` says{other}")


def _title(provider: Provider | None) -> str:
    return provider.title if provider else "the embedded writer"


def _credential(setup: Setup) -> Iterator[Diagnosis]:
    provider = setup.provider
    if provider is None:
        wanted = setup.config.update.writer == AUTO
        hint = f"To let a model write, set {PROVIDERS[0].keys[0]}, or `base_url` in {layout.SITE}." if wanted else ""
        yield Diagnosis("credential", "ok", "none is needed", hint)
        return
    found = credential(provider, setup.environment)
    if found:
        yield Diagnosis("credential", "ok", f"{found.kind}, from {found.place}")
    elif provider.at_base_url:
        hint = f"If the server needs a key, set {provider.keys[0]}. No other key is sent to it."
        yield Diagnosis("credential", "ok", "none is set", hint)
    else:
        hint = f"Set {provider.keys[0]}, or `writer: {EMBEDDED}` in {layout.SITE}."
        yield Diagnosis("credential", "blocks", f"none for {provider.title}", hint)


def _unused_credentials(setup: Setup) -> Iterator[Diagnosis]:
    """Credentials that were begun, or that belong to another writer, and are not noticed otherwise."""
    for provider in PROVIDERS:
        if missing := missing_of_identity(provider, setup.environment):
            hint = "Set it as well, or unset the others. In a workflow, `permissions` has to have `id-token: write`."
            yield Diagnosis("credential", "note", f"the workload identity is incomplete: {', '.join(missing)} is not set", hint)
        if provider.at_base_url and not setup.config.update.base_url and credential(provider, setup.environment):
            hint = f"Add `base_url` under `update` in {layout.SITE}."
            yield Diagnosis("credential", "note", f"{provider.keys[0]} is not used: the settings name no server", hint)


def _server(setup: Setup) -> Iterator[Diagnosis]:
    address = setup.config.update.base_url
    if not address:
        return
    if not (setup.provider and setup.provider.at_base_url):
        yield Diagnosis("server", "note", f"{address} is not used: another writer is set", f"Set `writer: {AUTO}` to use it.")
    elif address.startswith("http://") and credential(setup.provider, setup.environment):
        yield Diagnosis("server", "note", f"{address}; its key is sent unencrypted", "Use https, unless it is your own network.")
    else:
        yield Diagnosis("server", "ok", address)


def _models(setup: Setup) -> Iterator[Diagnosis]:
    provider, settings = setup.provider, setup.config.update
    if provider is None or not (provider.at_base_url or credential(provider, setup.environment)):
        return
    try:
        client = connect(provider, settings, setup.environment, QUICK)
    except UsageError as error:
        yield Diagnosis("model", "blocks", error.what, error.hint)
        return
    writing = settings.model or provider.model
    others = (settings.triage_model or provider.triage_model, settings.judge_model if settings.judge else "")
    for model in dict.fromkeys(filter(None, (writing, *others))):
        yield _model(client, model, is_listed=not provider.at_base_url)


def _model(client: ModelClient, model: str, *, is_listed: bool) -> Diagnosis:
    """Whether a model is there, and for how long. Some servers list no models, so that an unknown one may be there."""
    try:
        cycle = client.life_cycle(model)
    except Unauthorized as error:
        return Diagnosis("model", "blocks", f"{model}: {error.what}", error.hint)
    except UnknownModel as error:
        state: Severity = "blocks" if is_listed else "note"
        return Diagnosis("model", state, f"{model} is not listed: {error.what}", error.hint)
    except ModelError as error:
        hint = "Run `dateline doctor` again later." if is_listed else error.hint
        return Diagnosis("model", "note", f"{model}: nothing is known about it: {error.what}", hint)
    until = f", will be retired on {cycle.retires}" if cycle.retires else ""
    hint = f"Name another model under `update` in {layout.SITE}."
    if cycle.stage == "retired":
        return Diagnosis("model", "blocks", f"{model} was retired", hint)
    if cycle.stage == "deprecated":
        return Diagnosis("model", "note", f"{model} is deprecated{until}", hint)
    return Diagnosis("model", "ok", f"{model} is available{until}")


CHECKS = (_writer, _credential, _unused_credentials, _server, _models)
