"""What a publication lacks, and which limits are near: a list of checks, a function each."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dateline.core import layout
from dateline.core.codec.schema import KINDS, schema_file
from dateline.core.errors import GitError, UsageError
from dateline.desk.providers import choose
from dateline.flows.account import open_budget
from dateline.flows.examining import intake, publishing, readers, reminders, writing
from dateline.flows.examining.diagnosis import Diagnosis, Setup, Severity
from dateline.store.git import git
from dateline.store.reading import read_config

NEAR = 0.8
"""From this share of a limit on, it is near."""


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


def _spending(setup: Setup) -> Iterator[Diagnosis]:
    limit = setup.config.update.max_usd_month
    if limit is None or setup.provider is None:
        return
    spent = open_budget(setup.root, setup.config.update, setup.now[:7]).before
    near: Severity = "blocks" if spent >= limit else "note" if float(spent) >= NEAR * float(limit) else "ok"
    hint = "" if near == "ok" else f"Raise `max_usd_month` in {layout.SITE}, or wait for the next month."
    yield Diagnosis("spending", near, f"${spent:.2f} of ${limit:.2f} this month", hint)


def _schemas(setup: Setup) -> Iterator[Diagnosis]:
    """Whether editors' programs know the keys of this Dateline."""
    files = {setup.root / layout.schema_path(name): schema_file(name).encode() for name in KINDS}
    if any(not file.is_file() or file.read_bytes() != text for file, text in files.items()):
        said = f"{layout.SCHEMAS} is missing or of another Dateline: an editor may object to keys that are right"
        yield Diagnosis("schemas", "note", said, "Run `dateline migrate`.")


CHECKS: tuple[Callable[[Setup], Iterator[Diagnosis]], ...] = (
    *writing.CHECKS,
    _spending,
    *intake.CHECKS,
    *reminders.CHECKS,
    *publishing.CHECKS,
    *readers.CHECKS,
    _schemas,
)
"""All checks that need the settings, in the order of the report."""
