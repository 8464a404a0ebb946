"""When each story was last checked for news, from a checkout of the branch on which a scheduled publication keeps its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.core.codec.shapes import adapter
from dateline.core.errors import StoreError, UsageError
from dateline.core.model.fields import Slug, Timestamp

FILE = "checks.jsonl"
"""A line for each run."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What a run notes. Its line may have other keys too."""

    at: Timestamp
    """When."""
    stories: tuple[Slug, ...]
    """Of which stories."""
    quiet: tuple[Slug, ...] = ()
    """For which of them nothing new was found; older lines do not say it."""


@dataclass(frozen=True, slots=True)
class LastChecked:
    """What the branch says."""

    at: Mapping[str, str] = field(default_factory=dict)
    """Slug → when the story was last checked."""
    runs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Each run: when it was, and for which stories it found nothing new."""
    skipped: tuple[int, ...] = ()
    """The number of each line, from 1, that does not say when which stories were checked."""


def checks_file(folder: Path) -> Path:
    """The file in a checkout of the branch; it need not exist.

    Raises:
        UsageError: if there is no such folder.
    """
    if not folder.is_dir():
        hint = "Check out the branch there: `git fetch origin dateline-state`, then `git worktree add DIR origin/dateline-state`."
        raise UsageError("there is no such folder", where=f"--state {folder}", hint=hint)
    return folder / FILE


def last_checked(file: Path) -> LastChecked:
    """When each story was last checked; empty if there is no file. A line that does not say it is named and left out.

    Raises:
        StoreError: if the file cannot be read.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return LastChecked()
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=str(file), hint="Check who may read it.") from error
    return checks_in(data)


def checks_in(data: bytes) -> LastChecked:
    """When each story was last checked, by the content of the file."""
    found: dict[str, str] = {}
    runs: list[tuple[str, tuple[str, ...]]] = []
    skipped: list[int] = []
    for number, line in enumerate(data.splitlines(), 1):
        one = _read(line)
        if one is None:
            skipped.append(number)
        else:
            runs.append((one.at, one.quiet))
            found |= {slug: max(one.at, found.get(slug, "")) for slug in one.stories}
    return LastChecked(found, tuple(runs), tuple(skipped))


def _read(line: bytes) -> CheckLine | None:
    try:
        one: CheckLine = adapter(CheckLine).validate_json(line)
    except ValueError:
        return None
    return one
