"""Commands for moving in, out and up: import, export, migrate."""

from pathlib import Path

import click

from dateline.cli.options import folder_option, format_option, in_publication, print_json, publication_at, say


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
@format_option("text", "json")
@click.pass_context
def import_(context: click.Context, path: Path, form: str) -> int:
    """Restore a publication.

    \b
    Example:
      dateline -C harbour import export.zip
    """
    root: Path = context.obj
    return _restore(root, path, form)


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


COMMANDS = (import_, export)
