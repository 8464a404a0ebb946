"""What comes in, and with which extras; what programs are told on the site."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path
from urllib.parse import urlsplit

from dateline.core import layout
from dateline.core.config import AiUse
from dateline.core.supply import ADD_FEED, is_fed
from dateline.flows.examining.diagnosis import Diagnosis, Setup, Severity
from dateline.store.cache import Cache
from dateline.wire import health
from dateline.wire.pauses import PLACE as PAUSES
from dateline.wire.pauses import Pauses

REQUIREMENTS = "requirements.txt"
EXTRAS = {
    "update": "nothing can be collected",
    "extract": "no page is read in full",
    "cards": "pages have no share cards",
    "serve": "`dateline serve` cannot show the site while you edit",
}
"""An extra → what is missing without it."""
_NAME = re.compile(r"[\w.-]+")


def _extras(setup: Setup) -> Iterator[Diagnosis]:
    for extra, why in EXTRAS.items():
        missing = [name for name in _packages(extra) if not _is_installed(name)]
        if not missing:
            yield Diagnosis("extra", "ok", f"{extra} is installed")
            continue
        needed: Severity = "blocks" if extra == "update" and (setup.provider or setup.config.feeds) else "note"
        yield Diagnosis("extra", needed, f"{extra} is missing ({', '.join(missing)}): {why}", _to_install(setup.root, extra))


def _to_install(root: Path, extra: str) -> str:
    """How an extra is installed; the requirements name exactly this Dateline, and another one should not take its place."""
    if (root / REQUIREMENTS).is_file():
        line = f"Add {extra} to the brackets in the line of Dateline in {REQUIREMENTS}"
        return f"{line}, then run `pip install -r {REQUIREMENTS}`."
    return f'pip install "dateline[{extra}]"'


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
    if not is_fed(setup.config):
        yield Diagnosis("feeds", "note", "none is followed: nothing comes in by itself", ADD_FEED)
        return
    cache = Cache(setup.root)
    followed = {feed.id for feed in setup.config.feeds}
    known = {name: one for name, one in health.of(cache.get(*health.PLACE)).items() if name in followed}
    gone = {name: one for name, one in known.items() if one.gone}
    for one in gone.values():
        said = f"{one.id}: its server said on {one.gone} that it is gone for good (410)"
        yield Diagnosis("feed", "note", said, f"Give its new address in {layout.SITE}, or remove it there.")
    others = {name: one for name, one in known.items() if name not in gone}
    failing = [*health.complaints(others, now=setup.now)]
    hint = f"Check its address in {layout.SITE}; a feed that drops entries loses them for good."
    yield from (Diagnosis("feed", "note", line.removeprefix("feed "), hint) for line in failing)
    folders = {feed.id for feed in setup.config.feeds if feed.path}
    silent = [one.id for one in others.values() if not one.failures and health.is_silent(one, setup.now[:10])]
    for name in (one for one in silent if one not in folders):
        said = f"{name}: it answers, and has had nothing for {health.SILENT_DAYS} days"
        yield Diagnosis("feed", "note", said, "Open its address: it may have moved, or its site may have ended it.")
    for host, until in Pauses(cache.get(*PAUSES)).told():
        yield Diagnosis("host", "note", f"{host} asked for a pause until {until}", "Nothing to do: it is called again later.")
    if followed and not (failing or gone):
        said = f"{len(known)} of {len(followed)} were read so far; none is failing for days" if known else "none was read yet"
        yield Diagnosis("feeds", "ok", said, "" if known else "Run `dateline collect`.")


def _ai_use(setup: Setup) -> Iterator[Diagnosis]:
    """On a project page, what the site says to programs at the root of the host is not found there."""
    path = urlsplit(setup.config.url).path.strip("/")
    if setup.config.ai_use != AiUse() and path:
        said = f"robots.txt has no effect under /{path}/: programs ask for it at the root of the host"
        hint = "Each page says it too, which some programs read. To reach the others, give the site an address of its own."
        yield Diagnosis("ai_use", "note", said, hint)


CHECKS = (_extras, _searches, _feeds, _ai_use)
