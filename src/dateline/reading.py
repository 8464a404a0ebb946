"""What `diff` and `blame` read: versions of one story, by number."""

from pathlib import Path

from dateline.errors import UsageError
from dateline.model import Version
from dateline.store import read_story


def pair(root: Path, slug: str, before: int | None = None, after: int | None = None) -> tuple[Version, Version]:
    """Two versions of a story: the last two, or those that are named.

    Raises:
        UsageError: when there is no such story or version, or only one version.
    """
    versions = _versions(root, slug)
    if before is None and len(versions) == 1:
        raise UsageError("there is only one version", where=f"stories/{slug}", hint="Nothing can have changed yet.")
    newest = max(versions)
    last = after or newest
    first = before or max(number for number in versions if number < newest)
    return _named(versions, slug, first), _named(versions, slug, last)


def versions_to(root: Path, slug: str, number: int | None = None) -> tuple[Version, ...]:
    """The versions of a story up to one of them, ascending; without a number: all.

    Raises:
        UsageError: when there is no such story or version.
    """
    versions = _versions(root, slug)
    last = _named(versions, slug, number or max(versions))
    return tuple(version for number, version in versions.items() if number <= last.version)


def _versions(root: Path, slug: str) -> dict[int, Version]:
    versions = {version.version: version for version in read_story(root, slug).versions}
    if not versions:
        raise UsageError("there is no version to read", where=f"stories/{slug}", hint=f"`dateline check {slug}` says why.")
    return versions


def _named(versions: dict[int, Version], slug: str, number: int) -> Version:
    if number not in versions:
        known = f"v{min(versions)} to v{max(versions)}"
        raise UsageError(f"there is no version {number}", where=f"stories/{slug}", hint=f"It has {known}.")
    return versions[number]
