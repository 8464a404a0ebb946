"""Commands for the site: build."""

from pathlib import Path

import click

from dateline.cli.options import format_option, in_publication, print_json, publication_at, say


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder for the site; default: build/.")
@click.option("--url", help="The site's address, instead of the one in site.yaml.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="The number of processes that render stories.")
@click.option("--no-cache", is_flag=True, help="Render every page again.")
@format_option("text", "json")
@in_publication
def build(  # noqa: PLR0913  # an option each
    root: Path, out: Path | None, url: str | None, jobs: int, form: str, *, no_cache: bool
) -> int:
    """Check everything, then render the site. If there are errors, nothing is written.

    \b
    Example:
      dateline build --url https://example.org/briefs/
    """
    from dateline.flows.build import build as run  # noqa: PLC0415
    from dateline.report.build import document, summary  # noqa: PLC0415
    from dateline.report.findings import print_findings  # noqa: PLC0415

    folder = publication_at(root)
    place = out or folder / "build"
    built = run(folder, place, url=url, jobs=jobs, cached=not no_cache)
    if form == "json":
        print_json(document(built))
    else:
        print_findings(built.checked.findings, "text", quiet=bool(built.written))
        say(summary(built, place))
    return int(built.written is None)


COMMANDS = (build,)
