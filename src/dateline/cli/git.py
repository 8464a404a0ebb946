"""Commands that work with git: git-diff, git-merge, renumber."""

from pathlib import Path

import click

from dateline.cli.completing import slugs
from dateline.cli.options import folder_option, in_publication, publication_at, remark, say

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("git-diff")
@click.argument("file", type=FILE, required=False)
@click.option("--install", is_flag=True, help="Tell git in this clone to use it, and to merge ledgers with git-merge.")
@click.option("--uninstall", is_flag=True, help="Take these settings out of this clone.")
@in_publication
def git_diff(root: Path, file: Path | None, *, install: bool, uninstall: bool) -> None:
    """Print a version or a ledger as text for git.

    `git diff`, `git log -p` and `git blame` then show it. A version is printed as sentences, a ledger as an item to a line. Any
    other FILE is printed as it is. After --install, git runs this command for the files that .gitattributes names.

    \b
    Example:
      dateline git-diff --install
      git log -p -C -C20% -- stories/harbour-barrier
    """
    if file and not (install or uninstall):
        from dateline.report.for_git import text_for_git  # noqa: PLC0415

        click.echo(text_for_git(file.read_bytes()), nl=False)
    elif install != uninstall and not file:
        _configure(root, publication_at(root), install=install)
    else:
        raise click.UsageError("Give one of FILE, --install and --uninstall.")


def _configure(root: Path, folder: Path, *, install: bool) -> None:
    from dateline.flows import git_drivers as drivers  # noqa: PLC0415

    if not install:
        taken = drivers.uninstall(folder)
        remark("\n".join(f"{section}: taken out of this clone's settings" for section in taken) or "nothing to do: not installed")
        return
    for line in drivers.install(folder):
        remark(line)
    for line in drivers.missing_attributes(folder):
        say(f"missing: add this line to .gitattributes: {line}")
    remark(f"next: git log -p -C -C20% -- stories; to undo this: dateline {folder_option(root)}git-diff --uninstall")


@click.command("git-merge")
@click.argument("ancestor", type=FILE, metavar="%O")
@click.argument("ours", type=FILE, metavar="%A")
@click.argument("theirs", type=FILE, metavar="%B")
@click.argument("path", metavar="%P")
def git_merge(ancestor: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge a ledger for git: every line of both sides, once.

    Those of the base come first. Git runs this after `dateline git-diff --install`. It writes the result to %A. If one side
    lacks a line that both had, or %P is no ledger, it writes nothing, the exit code is 1, and git's own merge decides.

    \b
    Example:
      dateline git-merge base.jsonl our.jsonl their.jsonl stories/gate/items.jsonl
    """
    from dateline.flows.git_drivers import merge  # noqa: PLC0415

    return int(not merge(ancestor, ours, theirs, path))


@click.command()
@click.argument("slug", shell_complete=slugs)
@in_publication
def renumber(root: Path, slug: str) -> None:
    """Give one of two versions with the same number a new number.

    Two branches both filed a version 4 of the story SLUG. The one that is published (in the remote's default branch, as it was
    last fetched) keeps its number. The other one becomes version 5: its own text, with what the first one added or changed.
    The ledgers are merged. A draft that came over a published version, out of a stash for example, is settled in the same way.

    Run it after `git fetch`, before you merge, or when a merge, rebase or cherry-pick has stopped at a conflict. It then also
    runs `git add`. Nothing is committed.

    \b
    Example:
      dateline renumber harbour-barrier
    """
    from dateline.flows.renumber import renumber as run  # noqa: PLC0415

    done = run(publication_at(root), slug)
    for line in done.done:
        remark(line)
    for line in done.look:
        say(f"look: {line}")
    if not (done.done or done.look):
        remark(f"nothing to do: {done.why}")
        return
    place = folder_option(root)
    diff = [f"dateline {place}diff {slug} {done.numbers[0]} {done.numbers[-1]}"] if len(done.numbers) > 1 else []
    remark(f"next: {', '.join((*diff, f'dateline {place}check {slug}', done.then))}")


COMMANDS = (git_diff, git_merge, renumber)
