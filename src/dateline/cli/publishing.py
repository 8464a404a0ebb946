"""Commands for the site: build, serve, tell-hub."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.for_github import errors_shown, is_on_github
from dateline.cli.halting import stopped_with
from dateline.cli.options import (
    NumberInRange,
    complain,
    folder_option,
    format_option,
    in_publication,
    print_json,
    publication_at,
    remark,
    say,
    show_findings,
)
from dateline.cli.progress import progress

if TYPE_CHECKING:
    from dateline.core.model import Finding
    from dateline.flows.serve import Served
    from dateline.flows.stories.asked import Built

DRAFTS = "Also make the pages of drafts; each of them says that it is not published."


@click.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder for the site; default: build/.")
@click.option("--url", help="The site's address, instead of the one in site.yaml.")
@click.option("--jobs", type=NumberInRange(1), help="The number of processes; default: as many as the work is worth.")
@click.option("--drafts", is_flag=True, help=DRAFTS)
@click.option("--no-cache", is_flag=True, help="Render every page again, without the results of earlier builds.")
@click.option("--explain", metavar="PATH", default="", help="Say why this page was rendered, or was not.")
@click.option(
    "--state",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A checkout of the branch dateline-state: the front page and the newest briefs say when they were last checked.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Build the stories on a Dask cluster that shares the folder.")
@format_option("text", "json")
@in_publication
def build(  # noqa: PLR0913, PLR0917  # an option each
    root: Path,
    out: Path | None,
    url: str | None,
    jobs: int | None,
    explain: str,
    state: Path | None,
    scheduler: str | None,
    form: str,
    *,
    drafts: bool,
    no_cache: bool,
) -> int:
    """Check everything, then render the site. If there are errors, nothing is written.

    Stories, pages and essays with `draft: true` are checked, and left out of the site.

    \b
    Example:
      dateline build --url https://example.org/briefs/
    """
    from dateline.flows.build import build as run  # noqa: PLC0415
    from dateline.report.build import document, skipped_lines  # noqa: PLC0415

    is_text = form == "text"
    with errors_shown(wanted=is_text and is_on_github()), progress(shown=is_text):
        folder = publication_at(root)
        place, cached = out or folder / "build", not no_cache
        built = run(
            folder, place, url=url, jobs=jobs, scheduler=scheduler, cached=cached, explain=explain, drafts=drafts, state=state
        )
    for line in skipped_lines(built, state) if state else ():
        say(line, err=True)
    if form == "json":
        print_json(document(built))
    else:
        _print_result(built, root)
        if built.written:
            remark(f"open {place / 'index.html'}")
    return int(built.written is None)


@click.command()
@click.option("--port", type=NumberInRange(0, 65535), help="The port; default: 8000, or the next one that is free.")
@click.option("--drafts", is_flag=True, help=DRAFTS)
@in_publication
def serve(root: Path, port: int | None, *, drafts: bool) -> None:
    """Show the site in a browser, and build it after each change.

    Open pages reload after a change. If there are errors, they show them, and the site stays as it was. They show the warnings of
    `dateline check` too. This needs the extra `serve`.

    The site is built into .dateline/preview, and build/ is not touched. Only this machine can open it. Ctrl-C stops it.

    \b
    Example:
      dateline serve --port 8080
    """
    from dateline.flows.serve import serve as run  # noqa: PLC0415

    with stopped_with("stopped"):
        _show_builds(root, run(publication_at(root), port, drafts=drafts, building=progress))


def _show_builds(root: Path, builds: "Iterable[Served]") -> None:
    from dateline.core.errors import DatelineError  # noqa: PLC0415

    known: Sequence[Finding] = ()
    for number, (address, result, warnings) in enumerate(builds):
        if isinstance(result, DatelineError):
            complain(str(result), result.hint)
        else:
            show_findings([one for one in warnings if one not in known])
            _print_result(result, root)
            if old := sum(one in known for one in warnings):
                remark(f"{old} earlier warning{'s' * (old > 1)}; to see them: dateline {folder_option(root)}check")
            known = warnings
        if number == 0:
            say(f"open {address} (press Ctrl-C to stop)")


@click.command("tell-hub")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of the site; default: build/.")
@in_publication
def tell_hub(root: Path, out: Path | None) -> int:
    """Tell the WebSub hub which feeds changed. Run it after the site was published.

    The feeds name the hub that `hub` in site.yaml says; without one, nobody is called. What the hub took is remembered in
    .dateline/cache, and it is told only of what changed since. If it fails, the site is published all the same.

    \b
    Example:
      dateline tell-hub
    """
    from dateline.flows.tell_hub import tell_hub as run  # noqa: PLC0415
    from dateline.report.hub import errors, line  # noqa: PLC0415

    folder = publication_at(root)
    told = run(folder, out or folder / "build")
    remark(line(told))
    for what, hint in errors(told):
        complain(what, hint)
    return 3 if told.failures else 0


def _print_result(built: "Built", root: Path) -> None:
    from dateline.report.build import size_lines, summary  # noqa: PLC0415

    show_findings(built.findings)
    (remark if built.written and not built.why else say)(summary(built, folder_option(root)))
    for line in size_lines(built):
        remark(line, err=True)


COMMANDS = (build, serve, tell_hub)
