"""Puts a whole publication into one archive: its files as they are, and its texts as plain Markdown."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from dateline.core import essays, layout
from dateline.core.analysis import AnalysedStory
from dateline.core.essays import FoundSource
from dateline.core.model import Intro, Signal
from dateline.core.publication import Publication
from dateline.flows.shared.written import written_tops
from dateline.flows.stories.essays import under_slugs
from dateline.site.chronicle import Chronicle
from dateline.site.pages import shown_story
from dateline.site.plain_markdown import of_essay, of_page, of_story
from dateline.site.theme import load_theme
from dateline.site.words import told_in
from dateline.store import files
from dateline.store.archive import WITHIN, PackedFile, pack
from dateline.store.elsewhere import Elsewhere, StoryReader
from dateline.store.held_files import held_files
from dateline.store.reading import read_around
from dateline.store.story import read_story

MARKDOWN = "markdown/"
"""Where the texts as plain Markdown are in the archive."""
README = """\
A publication that was made with Dateline.

`publication/` has its files as they were, byte for byte; `manifest.json` has the hash of each. To restore it, give
this archive to `dateline -C DIR import`.

`markdown/` has its versions, essays and pages as plain Markdown, for other programs. With Hugo, put `markdown/content`
into `content` and `markdown/images` into `static/images`. With Jekyll, put both into the site's folder, and turn on the
plugin jekyll-redirect-from. Each text keeps its address (`url`, `permalink`), and earlier ones redirect to it
(`aliases`, `redirect_from`). The ledgers, one JSON object a line, are in `publication/stories`.

Not in here: the addresses of readers, keys and passwords, the history in git, the built site, and the state of runs.
"""


@dataclass(frozen=True, slots=True)
class ExportedArchive:
    """An archive that was written."""

    path: Path
    """Where it is."""
    files: int
    """How many files of the publication it has."""
    texts: int
    """How many texts it has as plain Markdown."""
    bytes: int
    """How large it is."""
    left_out: tuple[str, ...]
    """The files that are not in it, each with the reason."""
    unread: tuple[str, ...]
    """The files that could not be read as a text, and so are in it only as they are."""


def export(root: Path, out: Path) -> ExportedArchive:
    """Writes the archive of the publication below `root`. The same files give the same archive.

    Args:
        root: the publication's folder.
        out: the archive; nothing may be there.

    Raises:
        UsageError: if the settings cannot be read, or something is at `out`.
        StoreError: if a file cannot be read or written.
    """
    held = held_files(root, written_tops())
    names = [name for name in held.names if (root / name).resolve() != out.resolve()]
    around, slugs = read_around(root)
    around = under_slugs(root, around, slugs)
    stories = {slug: AnalysedStory(read_story(root, slug)) for slug in slugs}
    texts = sorted(_texts(root, around, stories))

    def packed() -> Iterator[PackedFile]:
        yield PackedFile("README.md", README.encode())
        yield from (PackedFile(f"{MARKDOWN}content/{path}", text.encode()) for path, text in texts)
        yield from (PackedFile(f"{MARKDOWN}images/{one.name}", one.path.read_bytes()) for one in around.pictures)
        for name in names:
            yield PackedFile(WITHIN + name, files.read(root, name), bool((root / name).stat().st_mode & stat.S_IXUSR))

    told = {"dateline": installed("dateline"), "title": around.config.title, "url": around.config.url}
    size = pack(out, packed(), told)
    problems = (*around.problems, *(one for story in stories.values() for one in story.dossier.problems))
    unread = dict.fromkeys(one.file for one in problems)
    return ExportedArchive(out, len(names), len(texts), size, held.left_out, tuple(unread))


def _texts(root: Path, around: Publication, stories: Mapping[str, AnalysedStory]) -> Iterator[tuple[str, str]]:
    """Path and text of each version, essay, introduction and page, in the words of its language."""
    theme = load_theme(root / layout.THEME)
    elsewhere = Elsewhere(StoryReader(root, stories))
    shown = {slug: shown_story(around.config, one, elsewhere.withdrawn) for slug, one in stories.items()}
    for one in shown.values():
        words = theme.speaking(one.story.language or around.config.language).words
        yield from told_in(words, partial(list, of_story(one)))
    words = theme.speaking(around.config.language).words
    for essay in around.essays:
        yield told_in(words, partial(of_essay, essay, partial(_found, essay, shown)))
    yield from map(of_page, around.pages)


def _found(essay: Signal | Intro, shown: Mapping[str, Chronicle], key: str) -> FoundSource | None:
    slug, own = essays.divided(key)
    story = shown.get(slug)
    return essays.find_source(story.versions, story.items, own, essays.version_in(essay, slug)) if story else None
