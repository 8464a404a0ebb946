"""Commands for setting up: init, new, doctor, fmt, schema, theme."""

import sys
from functools import partial
from pathlib import Path

import click

from dateline.cli.groups import HelpfulGroup
from dateline.cli.halting import stopped_with
from dateline.cli.options import (
    folder_option,
    format_option,
    in_publication,
    is_asked,
    now,
    print_json,
    publication_at,
    remark,
    say,
)
from dateline.cli.progress import progress
from dateline.core import layout
from dateline.core.errors import UsageError

CMS = ("sveltia",)
UNWRITTEN = "stopped; nothing was written"
SCHEMAS = ("site", "story", "version")
QUERIES = "Words to search for, with commas between queries (or nothing)"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--title", help="The publication's name.")
@click.option("--url", help="The address that the site will have.")
@click.option("--publisher", help="Who publishes it: a person or a body.")
@click.option("--email", help="The address for corrections and complaints.")
@click.option("--language", metavar="CODE", help="The language of the pages, such as en, de or fr.")
@click.option("--example", is_flag=True, help="Add two stories and recorded feeds that work offline.")
@click.option("--cms", type=click.Choice(CMS), help="Add a CMS, in which editors work without git.")
@click.option("--yes", "is_quick", is_flag=True, help="Ask nothing, and take the default for what is not given.")
def init(folder: Path, *, example: bool, cms: str | None, is_quick: bool, **given: str | None) -> None:
    """Start a publication in DIR, with its GitHub workflows.

    On a terminal, it asks for what is not given; all of it can be changed later in content/site.yaml. Files in DIR stay as they
    are; if one has the name of a file of the publication, nothing is written. With --cms, DIR may be a publication; then only
    the CMS is added to it.

    \b
    Example:
      dateline init harbour --title "The Harbour Record" --language en
      dateline init harbour --example
      dateline init harbour --cms sveltia
    """
    from dateline.cli.imprint import ask, entered_imprint  # noqa: PLC0415
    from dateline.flows.start import start  # noqa: PLC0415

    if cms and (folder / layout.SITE).is_file():
        if named := [f"--{name}" for name, value in given.items() if value is not None]:
            raise UsageError("this is a publication already", where=str(folder), hint=f"Leave out {', '.join(named)}.")
        _add_cms(folder)
        return
    is_asking = not (is_quick or example) and is_asked()
    with stopped_with(UNWRITTEN):
        answers = ask(given) if is_asking else given
    files = start(folder, example=example, imprint=entered_imprint(answers))
    remark(f"{folder}: {len(files)} files written")
    for wheel in (file for file in files if file.startswith("vendor/")):
        remark(f"{wheel}: this Dateline, installed by requirements.txt; commit it too")
    if cms:
        _add_cms(folder)
    first = "update" if example else 'new harbour-barrier --title "The harbour barrier"'
    remark("next:")
    for command in (first, "check" if example else "update", "serve"):
        remark(f"  dateline {folder_option(folder)}{command}")


def _add_cms(folder: Path) -> None:
    from dateline.flows.cms import CONFIG, PLACEHOLDER, repository  # noqa: PLC0415
    from dateline.flows.start import add_cms  # noqa: PLC0415
    from dateline.store.reading import read_config  # noqa: PLC0415

    for name in add_cms(folder.resolve()):
        remark(f"{name}: written")
    if repository(read_config(folder)) == PLACEHOLDER:
        remark(f"next: replace {PLACEHOLDER} in {CONFIG} by the repository on GitHub")
    remark("next: commit this; docs/cms.md of Dateline says what else to set up")


@click.command()
@click.argument("slug", required=False)
@click.option("--title", help="The story's title.")
@click.option("--tag", "tags", multiple=True, help="A subject; can be repeated.")
@click.option("--query", "queries", multiple=True, help="A query for the searches; can be repeated.")
@click.option("--from-issue", "event", type=click.Path(path_type=Path), metavar="FILE", help="The event of an issue on GitHub.")
@format_option("text", "json")
@in_publication
def new(  # noqa: PLR0913, PLR0917  # an option each
    root: Path,
    slug: str | None,
    title: str | None,
    tags: tuple[str, ...],
    queries: tuple[str, ...],
    event: Path | None,
    form: str,
) -> None:
    """Start a story: the folder stories/SLUG with its story.yaml.

    On a terminal, it asks for a title and for queries that are not given. It says so if no feed and no search can feed the story.
    With --from-issue, SLUG and all else come from an issue that was opened with the form "A new story". FILE is the one that a
    workflow on GitHub finds at GITHUB_EVENT_PATH. Feeds that are not followed yet are added to content/site.yaml.

    \b
    Example:
      dateline new harbour-barrier --title "The harbour barrier" --tag harbour
      dateline new --from-issue "$GITHUB_EVENT_PATH"
    """
    folder = publication_at(root)
    if event:
        if slug or title or tags or queries:
            raise UsageError("SLUG and its options come from the issue", where="--from-issue", hint="Give --from-issue alone.")
        _new_from_issue(root, folder, event, form)
        return
    from dateline.core import entered  # noqa: PLC0415
    from dateline.core.model import Story  # noqa: PLC0415
    from dateline.store.append import check_slug, new_story  # noqa: PLC0415

    if slug:
        check_slug(slug)
    if slug and form == "text" and is_asked():
        with stopped_with(UNWRITTEN):
            title = title or click.prompt("Title of the story")
            queries = queries or _list(click.prompt(QUERIES, "", show_default=False))
    if not slug or not title:
        missing = "SLUG" if not slug else "--title"
        hint = 'For example: dateline new harbour-barrier --title "The harbour barrier"'
        raise UsageError(f"{missing} is missing", hint=hint)
    new_story(folder, slug, Story(entered.title(title), tags=tags, queries=queries))
    _tell_new(root, slug, form, {})


def _list(answer: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in answer.split(","))))


def _new_from_issue(root: Path, folder: Path, event: Path, form: str) -> None:
    from dateline.flows.from_issue import story_from_issue  # noqa: PLC0415

    started = story_from_issue(folder, event)
    feeds = [{"id": feed.id, "url": feed.url} for feed in started.feeds]
    if form == "text":
        for feed in feeds:
            remark(f"{layout.SITE}: {feed['id']}: {feed['url']}")
    _tell_new(root, started.story, form, {"issue": started.issue, "feeds": feeds})


def _tell_new(root: Path, slug: str, form: str, more: dict[str, object]) -> None:
    from dateline.core.supply import lacking  # noqa: PLC0415
    from dateline.store.reading import read_config  # noqa: PLC0415
    from dateline.store.story import read_story  # noqa: PLC0415

    file, folder = layout.story_path(slug), publication_at(root)
    try:
        what, hint = lacking(read_config(folder), read_story(folder, slug).story, file)
    except UsageError as error:  # the story is there, whatever is wrong with the settings
        what, hint = str(error), error.hint
    if form == "json":
        print_json({"story": slug, "file": file, **more, "warning": what, "hint": hint})
        return
    remark(f"{file}: written")
    if what:
        say(f"no feed and no search brings anything to this story yet: {what}")
        say(f"hint: {hint}")
    remark(f"next: describe the story in this file, then run dateline {folder_option(root)}update {slug}")


@click.command()
@format_option("text", "json")
@in_publication
def doctor(root: Path, form: str) -> int:
    """Say what is missing or near a limit, and what to do next.

    It looks at who writes and with which credential and models, at extras, feeds, stories that wait for a review, old
    questions, the size of the site, the schedule, git, and the settings on GitHub, which it asks for with `gh` or GITHUB_TOKEN.
    No secret is shown, only where it comes from. The exit code is 1 if something blocks an update.

    \b
    Example:
      dateline doctor
    """
    from dateline.flows.doctor import examine  # noqa: PLC0415
    from dateline.report import doctor as report  # noqa: PLC0415

    folder = publication_at(root)
    with progress(shown=form == "text"):
        found = examine(folder, now=now())
    if form == "json":
        print_json(report.document(found))
    elif sys.stdout.isatty():
        from dateline.report.rows import show_lines  # noqa: PLC0415

        show_lines(partial(report.terminal_lines, found, folder.name))
    else:
        for line in report.lines(found):
            say(line)
    return int(any(one.state == "blocks" for one in found))


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[PATH…]")
@click.option("--check", "only_look", is_flag=True, help="Change nothing; exit with 1 if a file is not in canonical form.")
@click.option("--drop-comments", "drop", is_flag=True, help="Also write files with comments, and remove the comments.")
@click.option("--refresh", is_flag=True, help="Give sources the titles, addresses and dates that were amended in the ledger.")
@in_publication
def fmt(root: Path, paths: tuple[Path, ...], *, only_look: bool, drop: bool, refresh: bool) -> int:
    """Write files in canonical form.

    That is one sentence a line, with missing ids filled in. Without PATH: the settings, and the story.yaml and the newest
    version of each story. A file with comments is not changed, unless you give --drop-comments.

    \b
    Example:
      dateline fmt stories/harbour-barrier/v002.yaml
    """
    from dateline.flows.fmt import fmt as run  # noqa: PLC0415

    formatted = run(publication_at(root), [path.resolve() for path in paths], write=not only_look, drop=drop, refresh=refresh)
    for one in formatted:
        if one.said:
            (say if only_look else remark)(f"{one.file}: {one.said}")
        for problem in one.problems:
            say(f"{problem.file}:{problem.line}: {problem.rule}: {problem.message}")
    return int(any(one.problems or (only_look and one.differs) for one in formatted))


@click.command()
@click.argument("name", type=click.Choice(SCHEMAS), metavar="NAME")
def schema(name: str) -> None:
    """Print the JSON Schema of a file: site, story or version.

    \b
    Example:
      dateline schema version > version.json
    """
    from dateline.core.codec.schema import schema as made  # noqa: PLC0415

    print_json(made(name))


@click.group(cls=HelpfulGroup)
def theme() -> None:
    """Make the look of the site your own.

    docs/theming.md says how.

    \b
    Example:
      dateline theme copy brief.html
    """


@theme.command("copy")
@click.argument("name", metavar="NAME")
@in_publication
def theme_copy(root: Path, name: str) -> None:
    """Copy a built-in file to theme/, to change it there.

    It may be a template, a style, a script or a static file. The copy takes the place of the built-in file. A file that exists
    is never overwritten.

    \b
    Example:
      dateline theme copy brief.html
      dateline theme copy style/front.css
    """
    from dateline.flows.theme import copy_built_in  # noqa: PLC0415

    remark(f"{copy_built_in(publication_at(root), name)}: written")


COMMANDS = (init, new, doctor, fmt, schema, theme)
