"""Commands for versions by hand: edit, approve."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.completing import slugs
from dateline.cli.options import (
    NumberInRange,
    complain,
    folder_option,
    in_publication,
    now,
    publication_at,
    remark,
    say,
    show_findings,
    show_redline,
)
from dateline.core.errors import UsageError

if TYPE_CHECKING:
    from dateline.core.model import Correction
    from dateline.flows.edit import Edited

EDITORS = ("VISUAL", "EDITOR")
"""The environment variables that name the user's editor, in the order in which programs ask for them."""


@click.command()
@click.argument("slug", shell_complete=slugs)
@click.option("--correct", "corrects", type=NumberInRange(1), metavar="N", help="Start a correction of version N.")
@click.option("--issue", type=NumberInRange(1), metavar="N", help="The reader's report that asks for the correction.")
@click.option("--minor", "is_minor", is_flag=True, help="Start a version that changes only the wording; no feed mentions it.")
@in_publication
def edit(root: Path, slug: str, corrects: int | None, issue: int | None, *, is_minor: bool) -> int:
    """Write the next version of a story by hand.

    You can also change one that is not published yet.

    Opens the newest version if the remote's default branch does not have it yet. Otherwise starts the next one, as a copy of the
    last. Afterwards it is formatted and checked, its sources are filled in from the ledgers, and what it changes is shown.

    With --issue, the reader's words are shown, and the correction begins with the sentence that they name and the number of the
    issue. It is read by `gh`, or from GitHub with GITHUB_TOKEN. If neither can be asked, only the number is recorded.

    The editor is the one in $VISUAL or $EDITOR. Without one, change the file with any program and run this again.

    \b
    Example:
      dateline edit harbour-barrier
      dateline edit harbour-barrier --minor
      dateline edit harbour-barrier --correct 3
      dateline edit harbour-barrier --correct 3 --issue 12
    """
    from dateline.core.model import Correction  # noqa: PLC0415
    from dateline.flows.edit import finish_version, open_version  # noqa: PLC0415

    folder = publication_at(root)
    correction = Correction(corrects, "", "") if corrects else None
    if issue:
        correction = _reported(folder, slug, corrects, issue)
    if is_minor and correction:
        hint = "A correction is told to readers: leave --minor out."
        raise UsageError("does not go with --correct or --issue", where="--minor", hint=hint)
    opened = open_version(folder, slug, correction=correction, is_minor=is_minor, now=now())
    how = f"a copy of version {opened.previous}" if opened.previous else "empty"
    remark(f"{opened.file}: {f'started, {how}' if opened.is_new else 'not published yet'}")
    if opened.proposed:
        say(f"note: another version {opened.number} is proposed; to go on with that one: git switch {opened.proposed}")
    is_edited = _run_editor(folder / opened.file, os.environ)
    if not is_edited:
        say(f"no editor is named: change {opened.file} with any program, or name one, as in `export EDITOR=nano`")
    if opened.is_new and not is_edited:
        remark(f"next: write it in this file, then run dateline {folder_option(root)}edit {slug}")
        return 0
    edited = finish_version(folder, slug, opened)
    _show(edited, root, slug)
    if edited.is_unchanged and edited.asks_for_changes:
        say(f"nothing has changed yet: the version is in {opened.file}; delete the file if you do not need it")
    command = "edit" if edited.needs_work or edited.said else "approve"
    remark(f"next: dateline {folder_option(root)}{command} {slug}")
    return int(edited.is_blocked)


def _reported(folder: Path, slug: str, corrects: int | None, issue: int) -> "Correction":
    """How the correction begins that a reader asks for, whose words are shown.

    Raises:
        UsageError: if it is not said which version is wrong.
    """
    from dateline.flows.reported import find_report  # noqa: PLC0415
    from dateline.report.reported import lines  # noqa: PLC0415

    if corrects is None:
        hint = f"Say which version was wrong, as the issue does: `dateline edit {slug} --correct N --issue {issue}`."
        raise UsageError("goes only with --correct", where="--issue", hint=hint)
    reported = find_report(folder, slug, corrects, issue, os.environ)
    for line in lines(reported):
        say(line)
    return reported.correction


def _run_editor(file: Path, environment: Mapping[str, str]) -> bool:
    """Opens a file in the user's editor and waits; False if none is named.

    Raises:
        UsageError: if the editor cannot be run, or reports a failure.
    """
    name = next((one for one in EDITORS if environment.get(one, "").strip()), None)
    if name is None:
        return False
    try:
        code = subprocess.run([*shlex.split(environment[name]), str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        hint = f"Name an editor that is installed, as in `export {name}=nano`. The version is in {file}."
        raise UsageError(f"this editor cannot be run: {environment[name]}", where=f"${name}", hint=hint) from error
    if code:
        hint = f"The version is in {file}. To go on, run this again."
        raise UsageError(f"the editor ended with exit code {code}", where=f"${name}", hint=hint)
    return True


def _show(edited: "Edited", root: Path, slug: str) -> None:
    for problem in edited.problems:
        complain(f"{problem.file}:{problem.line}: {problem.message}", problem.hint)
    if edited.said:
        say(edited.said)
        say("remove the comment, and run this again")
    if edited.comparison:
        show_redline(root, slug, edited.comparison)
    show_findings(edited.findings)
    if edited.asks_for_changes:
        say("`changes` is empty: say there, in a sentence or two for readers, what is new")


@click.command()
@click.argument("slug", shell_complete=slugs)
@click.argument("number", required=False, type=NumberInRange(1), metavar="[N]")
@click.option("--edited", "is_edited", is_flag=True, help="You changed the draft before you approved it.")
@click.option("--by", metavar="NAME", help="Who reviewed it; default: the name in git's settings.")
@in_publication
def approve(root: Path, slug: str, number: int | None, by: str | None, *, is_edited: bool) -> int:
    """Record that a person has reviewed a version.

    It must not be published yet.

    Without N: the newest version. Who reviewed it, the day, and a hash of the text are written into the version; its page and
    feeds say so. If the text changes after that, `dateline check` reports it.

    \b
    Example:
      dateline approve harbour-barrier --by "Ada Byron"
    """
    from dateline.flows.approve import approve as run  # noqa: PLC0415

    done = run(publication_at(root), slug, number, by=by, is_edited=is_edited, now=now())
    how = "reviewed and edited" if done.review.kind == "edited" else "reviewed"
    remark(f"{done.file}: {how} by {done.review.by}" + (f" on {done.review.on}" if done.is_new else ", as it already says"))
    if done.replaced:
        earlier = done.replaced
        remark(f"it replaces the review by {earlier.by} on {earlier.on} ({earlier.kind})")
    if done.is_silent:
        say("`changes` is empty, so readers are not told what is new")
    if done.errors:
        block = "1 error still blocks it" if len(done.errors) == 1 else f"{len(done.errors)} errors still block it"
        say(f"{block}; to see why: dateline {folder_option(root)}check {slug}")
    else:
        remark(f"next: commit {Path(done.file).parent.as_posix()}, and merge it")
    return 0


COMMANDS = (edit, approve)
