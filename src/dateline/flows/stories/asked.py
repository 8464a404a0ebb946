"""What a build is asked for, what it results in, and how its results are kept for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dateline.core.written import Written
from dateline.store.build_cache import BuildCache, KeptPart, LastBuild
from dateline.store.states import GONE, Noted, clock_of, content_hash, settled, state_of, states_of

if TYPE_CHECKING:
    from dateline.core.model import Finding

DATELINE = ("checkout:", "library:", "package:", "python:")
"""How the names of files begin that no publication has."""
SEPARATOR = "\0"
"""Between the lines of a list; no file's name contains it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be built."""

    root: Path
    """The publication's folder."""
    out: Path
    """The site's folder."""
    cache: BuildCache
    """The results of earlier builds."""
    url: str | None = None
    """The site's address, instead of the one in the settings."""
    jobs: int | None = None
    """The number of processes that build stories; None: as many as the work is worth."""
    scheduler: str | None = None
    """The address of a Dask cluster whose workers build the stories."""
    explain: str = ""
    """The address or the file of a page to be explained; empty for none."""
    drafts: bool = False
    """Whether drafts have pages."""
    checks: Path | None = None
    """The file that says when each story was last checked for news; None if pages do not say it."""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build."""

    findings: "tuple[Finding, ...]"
    """The errors; if there are any, nothing is written."""
    written: Written | None
    """What was written; None if there are errors."""
    stories: int
    """How many stories there are."""
    versions: int
    """How many versions they have, without withdrawn ones."""
    left_out: tuple[str, ...] = ()
    """The drafts that have no pages, such as "the story harbour-barrier": stories, pages and essays."""
    why: str = ""
    """Why the page that was asked about was rendered, or was not."""
    note: str = ""
    """Why the results could not be kept for the next build; empty if they were."""
    skipped: tuple[int, ...] = ()
    """The numbers of the lines of the state that do not say when which stories were checked, and so were left out."""
    too_many: int = 0
    """How many texts can be searched, if those are so many that Pagefind should be installed; else 0."""
    without_card: tuple[str, ...] = ()
    """The addresses of the pages that have no share card of their own because of the letters of their titles."""
    seconds: float = 0.0
    """How long it took."""


class PageState(NamedTuple):
    """A file of the site as a build left it."""

    state: str
    """Its size and times."""
    fingerprint: str
    """Of what it shows."""
    hash: str
    """Of its bytes."""


def is_as_left(out: Path, paths: str, states: str) -> bool:
    """Whether files of the site are in these states."""
    top = f"{out}/"
    return not paths or states == SEPARATOR.join(states_of([top + path for path in paths.split(SEPARATOR)]))


def pages_of(part: KeptPart) -> dict[str, PageState]:
    """Path → the files of a part as the last build left them."""
    if not part.paths:
        return {}
    columns = (column.split(SEPARATOR) for column in (part.paths, part.states, part.fingerprints, part.hashes))
    return {path: PageState(*state) for path, *state in zip(*columns, strict=True)}


def left(out: Path, part: KeptPart) -> dict[str, PageState]:
    """Path → the files of a part that still have the bytes that the last build gave them, in their present state."""
    found = {}
    for path, was in pages_of(part).items():
        now = state_of(f"{out}/{path}")
        if now == was.state or (now != GONE and content_hash(f"{out}/{path}") == was.hash):
            found[path] = was._replace(state=now)
    return found


def part_with(part: KeptPart, pages: Mapping[str, PageState], clock: int) -> KeptPart:
    """A part with these files, whose states were read after the time on the clock of the disk."""
    states = SEPARATOR.join(settled(one.state, clock) for one in pages.values())
    fingerprints, hashes = (SEPARATOR.join(column) for column in list(zip(*pages.values(), strict=True))[1:] or ("", ""))
    size = sum(int(one.state.partition(" ")[0]) for one in pages.values())
    return part._replace(size=size, paths=SEPARATOR.join(pages), states=states, fingerprints=fingerprints, hashes=hashes)


def site_with(files: Mapping[str, Noted], outcome: str, clock: int) -> LastBuild:
    """What a build leaves behind that read these files, whose states were read after the time on the clock of the disk."""
    states, hashes = zip(*files.values(), strict=True)
    return LastBuild(
        SEPARATOR.join(files), SEPARATOR.join(settled(one, clock) for one in states), SEPARATOR.join(hashes), outcome
    )


def known_files(last: LastBuild) -> dict[str, Noted]:
    """The files that were read the last time."""
    names, states, hashes = (column.split(SEPARATOR) for column in (last.paths, last.states, last.hashes))
    return {name: Noted(state, held) for name, state, held in zip(names, states, hashes, strict=True)}


def is_same_maker(now: Mapping[str, Noted], before: Mapping[str, str]) -> bool:
    """Whether Dateline itself, Python and the libraries are those of the last time, by the hashes of their files."""
    ours = {name: one.hash for name, one in now.items() if name.startswith(DATELINE)}
    return ours == {name: held for name, held in before.items() if name.startswith(DATELINE)}


def refreshed(asked: Asked, last: LastBuild, now: Mapping[str, Noted], clock: int) -> bool:
    """Whether each file of the site has the bytes that the last build gave it; if so, the new states of all files are kept."""
    fresh = []
    at = clock_of(asked.cache.folder)
    for part in asked.cache.parts():
        pages = left(asked.out, part)
        if SEPARATOR.join(pages) != part.paths:
            return False
        fresh.append((part, part_with(part, pages, at)))
    asked.cache.save(site_with(now, last.outcome, clock), [new for old, new in fresh if new != old], {})
    return True
