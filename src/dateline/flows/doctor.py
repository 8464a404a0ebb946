"""What a publication lacks, and which limits are near: a list of checks, a function each."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dateline.core import layout
from dateline.core.config import AiUse, Config
from dateline.core.errors import GitError, ModelError, Unauthorized, UnknownModel, UsageError
from dateline.core.providers import AUTO, EMBEDDED, PROVIDERS, Provider
from dateline.desk.credentials import credential, missing_of_identity
from dateline.desk.model_client import ModelClient
from dateline.desk.patience import Patience
from dateline.desk.providers import choose, connect
from dateline.flows.account import open_budget
from dateline.store.cache import Cache
from dateline.store.git import git
from dateline.store.reading import read_around, read_config
from dateline.wire import health
from dateline.wire.pauses import PLACE as PAUSES
from dateline.wire.pauses import Pauses

NEAR = 0.8
"""From this share of a limit on, it is near."""
EXTRAS = {"update": "nothing can be collected", "extract": "no page is read in full", "cards": "pages have no share cards"}
"""An extra → what is missing without it."""
_NAME = re.compile(r"[\w.-]+")
QUICK = Patience(answer=10, count=10, connect=5, total=30)


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


def examine(root: Path, *, now: str, environment: Mapping[str, str] = os.environ) -> tuple[Diagnosis, ...]:
    """The results of all checks; if the settings cannot be read, only of those that do not need them.

    Args:
        root: the publication's folder.
        now: the time, UTC.
        environment: the environment variables.
    """
    try:
        config = read_config(root)
    except UsageError as error:
        hint = error.hint or f"Correct {layout.SITE}."
        return (Diagnosis("settings", "blocks", str(error), hint), *_git(root))
    setup = Setup(root, config, environment, now, choose(config.update.writer, config.update, environment))
    return (*(one for check in CHECKS for one in check(setup)), *_git(root))


# --- who writes ------------------------------------------------------------------------------------------------------------


def _writer(setup: Setup) -> Iterator[Diagnosis]:
    settings = setup.config.update
    chosen = _title(choose(AUTO, settings, setup.environment))
    if settings.writer == AUTO:
        yield Diagnosis("writer", "ok", f"{chosen}, chosen by `writer: {AUTO}`")
    else:
        said = f"{_title(setup.provider)}, as `writer: {settings.writer}` says; `{AUTO}` would choose {chosen}"
        yield Diagnosis("writer", "ok", said)


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


def _spending(setup: Setup) -> Iterator[Diagnosis]:
    limit = setup.config.update.max_usd_month
    if limit is None or setup.provider is None:
        return
    spent = open_budget(setup.root, setup.config.update, setup.now[:7]).before
    near: Severity = "blocks" if spent >= limit else "note" if float(spent) >= NEAR * float(limit) else "ok"
    hint = "" if near == "ok" else f"Raise `max_usd_month` in {layout.SITE}, or wait for the next month."
    yield Diagnosis("spending", near, f"${spent:.2f} of ${limit:.2f} this month", hint)


# --- what comes in ---------------------------------------------------------------------------------------------------------


def _extras(setup: Setup) -> Iterator[Diagnosis]:
    for extra, why in EXTRAS.items():
        missing = [name for name in _packages(extra) if not _is_installed(name)]
        if not missing:
            yield Diagnosis("extra", "ok", f"{extra} is installed")
            continue
        needed: Severity = "blocks" if extra == "update" and (setup.provider or setup.config.feeds) else "note"
        hint = f'pip install "dateline[{extra}]"'
        yield Diagnosis("extra", needed, f"{extra} is missing ({', '.join(missing)}): {why}", hint)


def _packages(extra: str) -> list[str]:
    """The names of the packages that an extra installs."""
    rows = (row.partition(";") for row in requires("dateline") or ())
    return [name for row, _, marker in rows if f"'{extra}'" in marker.replace('"', "'") for name in _NAME.findall(row)[:1]]


def _is_installed(package: str) -> bool:
    try:
        distribution(package)
    except PackageNotFoundError:
        return False
    return True


def _searches(setup: Setup) -> Iterator[Diagnosis]:
    for search in setup.config.searches:
        if search.kind != "feed" and not (setup.provider and setup.provider.searches):
            hint = f"Remove it from {layout.SITE}, or let a provider write that can search the web."
            yield Diagnosis("search", "note", f"{search.id} finds nothing: the writer cannot search the web", hint)


def _feeds(setup: Setup) -> Iterator[Diagnosis]:
    if not setup.config.feeds and not setup.config.searches:
        yield Diagnosis("feeds", "note", "none is followed", f"Add one under `feeds:` in {layout.SITE}.")
        return
    cache = Cache(setup.root)
    followed = {feed.id for feed in setup.config.feeds}
    known = {name: one for name, one in health.of(cache.get(*health.PLACE)).items() if name in followed}
    failing = [*health.complaints(known, now=setup.now)]
    hint = f"Check its address in {layout.SITE}; a feed that drops entries loses them for good."
    yield from (Diagnosis("feed", "note", line.removeprefix("feed "), hint) for line in failing)
    for host, until in Pauses(cache.get(*PAUSES)).told():
        yield Diagnosis("host", "note", f"{host} asked for a pause until {until}", "Nothing to do: it is called again later.")
    if followed and not failing:
        said = f"{len(known)} of {len(followed)} were read so far; none is failing for days" if known else "none was read yet"
        yield Diagnosis("feeds", "ok", said, "" if known else "Run `dateline collect`.")


def _ai_use(setup: Setup) -> Iterator[Diagnosis]:
    """On a project page, what the site says to programs at the root of the host is not found there."""
    path = urlsplit(setup.config.url).path.strip("/")
    if setup.config.ai_use != AiUse() and path:
        said = f"robots.txt has no effect under /{path}/: programs ask for it at the root of the host"
        hint = "Each page says it too, which some programs read. To reach the others, give the site an address of its own."
        yield Diagnosis("ai_use", "note", said, hint)


# --- what readers ask ------------------------------------------------------------------------------------------------------


def _readers(setup: Setup) -> Iterator[Diagnosis]:
    """Whether readers can report an error, and what audits of publishers ask for."""
    if not (setup.config.author.email or setup.config.repository):
        hint = f"Give `author` an email in {layout.SITE}, or set `repository`."
        yield Diagnosis("contact", "note", "readers cannot report errors", hint)
    around, _ = read_around(setup.root)
    for page in around.pages:
        if page.draft:
            said = f"{layout.PAGES}/{page.slug}.md is a draft: readers do not see it"
            yield Diagnosis("page", "note", said, "When it says what is true, remove `draft: true`.")


# --- the folder ------------------------------------------------------------------------------------------------------------


def _git(root: Path) -> Iterator[Diagnosis]:
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        is_missing = "not installed" in error.what
        said = error.what if is_missing else "this folder is in no repository"
        hint = error.hint if is_missing else "Run `git init`: without it, nothing proves that filed versions were not changed."
        yield Diagnosis("git", "note", said, hint)
    else:
        yield Diagnosis("git", "ok", "installed, and this is a repository")


CHECKS: tuple[Callable[[Setup], Iterator[Diagnosis]], ...] = (
    _writer,
    _credential,
    _unused_credentials,
    _server,
    _models,
    _spending,
    _extras,
    _searches,
    _feeds,
    _ai_use,
    _readers,
)
"""All checks that need the settings, in the order of the report."""
