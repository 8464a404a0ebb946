"""Commands for moving in, out and up: import, export, migrate."""

from pathlib import Path

import click

from dateline.cli.options import folder_option, format_option, in_publication, now, print_json, publication_at, say


@click.command()
@click.option("--out", metavar="FILE.zip", type=click.Path(path_type=Path), help="The archive; default: export.zip.")
@format_option("text", "json")
@in_publication
def export(root: Path, out: Path | None, form: str) -> None:
    """Put the whole publication into one archive.

    It has every file as it is, with its hash, and the versions, essays and pages as plain Markdown that Hugo and Jekyll read.
    It has no addresses of readers, no secrets, no history of git, and no built site.

    To restore it: dateline -C DIR import FILE.zip

    \b
    Example:
      dateline export --out harbour.zip
    """
    from dateline.flows.export import export as run  # noqa: PLC0415
    from dateline.report import moved  # noqa: PLC0415

    done = run(publication_at(root), out or Path("export.zip"))
    if form == "json":
        print_json(moved.exported_document(done))
        return
    for line in moved.exported(done):
        say(line)


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--to", "story", metavar="SLUG", help="The story whose ledger gets the sources; default: imported.")
@click.option("--dry-run", is_flag=True, help="Show the plan, and write nothing.")
@format_option("text", "json")
@click.pass_context
def import_(context: click.Context, path: Path, story: str | None, form: str, *, dry_run: bool) -> int:
    """Move in from Markdown, Hugo or Jekyll, or restore an export.

    PATH is a file in Markdown, a folder with such files, the folder of a site of Hugo or Jekyll, or an archive that `dateline
    export` wrote. Posts become essays, and pages without a date become pages. What posts link to becomes items in the ledger of a
    story, and the links become citations. Earlier addresses redirect.

    What is there stays, so the same import again adds nothing. Only a page that is still as `dateline init` wrote it gives way
    to the one that is imported. What cannot be kept is named with its file and line.

    \b
    Example:
      dateline import ../old-blog --dry-run
      dateline -C restored import export.zip
    """
    root: Path = context.obj
    if path.suffix.lower() == ".zip":
        return _restore(root, path, form)
    from dateline.flows.importing.run import import_site  # noqa: PLC0415
    from dateline.report import moved  # noqa: PLC0415

    done = import_site(publication_at(root), path, story, now=now(), is_planned=dry_run)
    if form == "json":
        print_json(moved.imported_document(done))
    else:
        for line in moved.imported(done, path, folder_option(root)):
            say(line)
    return 3 if any(one.is_refused for one in done.notices) else 0


def _restore(root: Path, path: Path, form: str) -> int:
    """Restores a publication from an archive that `export` wrote."""
    from dateline.report import moved  # noqa: PLC0415
    from dateline.store.archive import unpack  # noqa: PLC0415

    files = unpack(path, root.absolute())
    if form == "json":
        print_json({"restored": str(root), "files": [*files]})
        return 0
    for line in moved.restored(files, root, folder_option(root)):
        say(line)
    return 0


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--diff", "is_shown", is_flag=True, help="Show how the files that stay differ from what `init` writes now.")
@format_option("text", "json")
@in_publication
def migrate(root: Path, form: str, *, dry_run: bool, is_shown: bool) -> None:
    """Move a publication up to this Dateline.

    Renews the JSON Schemas in content/schema, and what essays call by an older name. Published versions and ledgers are never
    rewritten. Workflows and other files of `init` that differ from what it writes now are named, and stay.

    \b
    Example:
      dateline migrate --dry-run
    """
    from dateline.flows.migrate import migrate as run  # noqa: PLC0415
    from dateline.report import moved  # noqa: PLC0415

    done = run(publication_at(root), is_planned=dry_run)
    if form == "json":
        print_json(moved.migrated_document(done))
        return
    for line in moved.migrated(done, folder_option(root), is_shown=is_shown):
        say(line)


COMMANDS = (import_, export, migrate)
