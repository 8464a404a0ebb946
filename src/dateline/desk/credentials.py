"""How a call to a provider proves who makes it: the variable or the file that a run would use, never the value in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.core.providers import Chain, Provider


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves who calls: its kind and its place."""

    kind: str
    """What it is, in words."""
    place: str
    """The variable or the file that has it."""


def credential(provider: Provider, environment: Mapping[str, str]) -> Credential | None:
    """The credential that a run with this provider would use; None if there is none.

    Args:
        provider: the provider.
        environment: the environment variables.
    """
    for name in provider.keys:
        if environment.get(name, "").strip():
            return Credential("access token" if name.endswith("TOKEN") else "API key", name)
    return _beyond_keys(provider.chain, environment) if provider.chain else None


def missing_of_identity(provider: Provider, environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables that a workload identity lacks, if it was begun and nothing else proves who calls."""
    first, *others = provider.chain.identity if provider.chain else ((),)
    is_wanted = any(map(environment.get, first)) and credential(provider, environment) is None
    return tuple(" or ".join(row) for row in others if not any(map(environment.get, row))) if is_wanted else ()


def _beyond_keys(chain: Chain, environment: Mapping[str, str]) -> Credential | None:
    """A profile that is named, a workload identity, or the active profile: the first that is there."""
    if environment.get(chain.profile):
        return Credential("profile", chain.profile)
    if all(any(map(environment.get, row)) for row in chain.identity):
        return Credential("workload identity", chain.identity[0][0])
    return _active_profile(chain, environment)


def _active_profile(chain: Chain, environment: Mapping[str, str]) -> Credential | None:
    """The profile that the provider's tools left on this machine."""
    folder = _profiles(chain, environment)
    if folder is None:
        return None
    pointer = folder / "active_config"
    try:
        name = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
        file = folder / "configs" / f"{name or 'default'}.json"
        found = bool(name) or file.is_file()
    except (OSError, ValueError):
        return None
    return Credential("profile", str(file)) if found else None


def _profiles(chain: Chain, environment: Mapping[str, str]) -> Path | None:
    """The folder with the profiles; None if the environment names no home."""
    if chosen := environment.get(chain.folder):
        return Path(chosen)
    if roaming := environment.get("APPDATA"):
        return Path(roaming, chain.default_folder.capitalize())
    home = environment.get("HOME")
    return Path(home, ".config", chain.default_folder) if home else None
