"""Makes a brief from each real feed, one page each, for a person to judge: `python tests/bench/feeds.py FOLDER… [--all]`.

A folder contains feeds, mails and pages, or publications. Each feed becomes a publication whose story asks for the words
and titles in it; with `--all`, all feeds of a folder become one. It is collected and drafted by the embedded writer.
Nothing is scored: read the titles, dates, voices, events and first sentences as an editor would.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.core import codec, yamlio
from dateline.core.config import Config, Feed, Update
from dateline.core.errors import DatelineError
from dateline.core.ids import slug
from dateline.core.model import Dossier, Story
from dateline.core.text import clean, significant_words
from dateline.flows.update import run_for, update
from dateline.store.append import new_story
from dateline.store.reading import read_publication
from dateline.wire.inbox import _CONTENT_TYPES
from dateline.wire.parse import parse

NOW = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
MOST_WORDS = 12
MOST_TITLES = 60
MOST_ROWS = 8
MOST_SENTENCES = 4


def publications(folder: Path, into: Path, *, together: bool) -> Iterator[Path]:
    """The publications that a folder contains, or that are made from it, each as a copy."""
    own = sorted(path.parent.parent for path in folder.rglob("content/site.yaml"))
    for number, root in enumerate(own):
        shutil.copytree(root, into / f"{number:03}-{root.name}")
        yield into / f"{number:03}-{root.name}"
    feeds = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _CONTENT_TYPES and not _is_within(path, own)]
    groups = [feeds] if together and feeds else [[feed] for feed in feeds]
    for number, group in enumerate(groups):
        if made := publication(into / f"feed-{number:03}-{slug(group[0].stem, 40)}", group):
            yield made


def _is_within(path: Path, roots: Sequence[Path]) -> bool:
    return any(path.is_relative_to(root) for root in roots)


def publication(root: Path, feeds: Sequence[Path]) -> Path | None:
    """A publication that follows these feeds, with a story that asks for what they report; None if they report nothing."""
    titles: list[str] = []
    followed = []
    for number, path in enumerate(feeds):
        try:
            batch = parse(
                path.read_bytes(), feed="F", url=None, content_type=_CONTENT_TYPES[path.suffix.lower()], collected=NOW, limit=500
            )
        except DatelineError as error:
            sys.stdout.write(f"{path.name}: {error}\n")
            continue
        titles += [item.title for item in batch.items]
        place = Path("content", "feeds", f"{number:03}{path.suffix.lower()}")
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, root / place)
        followed.append(Feed(f"feed-{number}", clean(batch.title)[:60] or path.stem, path=place.as_posix()))
    words = Counter(word for title in titles for word in set(significant_words(title)))
    if not words:
        return None
    config = Config("Feeds", "https://example.org/", feeds=tuple(followed), update=Update(writer="extractive"))
    (root / "content" / "site.yaml").write_text(yamlio.dump(codec.to_tree(config)), encoding="utf-8")
    asked = [word for word, _ in words.most_common(MOST_WORDS)]
    new_story(root, "feed", Story(" ".join(asked[:3]), queries=(*asked, *titles[:MOST_TITLES])))
    return root


def page(root: Path) -> Iterator[str]:
    """What an editor reads first of each brief."""
    yield f"\n{'=' * 100}\n{root.name}"
    try:
        result = update(run_for(root, now=NOW))
        stories = read_publication(root).stories
    except DatelineError as error:
        yield f"error: {error}"
        return
    for report in result.collected.collection.reports:
        yield f"{report.label}: {report.items} items{f', {report.error}' if report.error else ''}"
        yield from (f"  note: {note}" for note in report.notes)
    for story in stories:
        yield from _brief(story)


def _brief(story: Dossier) -> Iterator[str]:
    yield f"--- {story.slug}: {len(story.items)} lines"
    for item in story.items[:MOST_ROWS]:
        copy = f" (copy of {item.copy_of})" if item.copy_of else ""
        yield f"  {item.published or 'undated':<20} {item.evidence:<9} {item.feed}: {item.title}{copy}"
        yield f"  {'':<20} {item.url or 'no address'}"
    if (brief := story.latest) is None:
        yield "  no brief"
        return
    sections = {
        "what": brief.what.splitlines(),
        "narrative": [line for one in brief.narrative for line in one.splitlines()][:MOST_SENTENCES],
        "questions": [one.text for one in brief.open_questions],
        "events": [f"{one.date} {one.text}" for one in brief.timeline],
        "voices": [f"{one.voice} ({one.role or 'no role'}): {one.view}" for one in brief.perspectives],
        "tensions": [one.text for one in brief.tensions],
    }
    for name, lines in sections.items():
        yield from ([f"  {name}:", *(f"    {' '.join(line.split())}" for line in lines[:MOST_ROWS])] if lines else [])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments.add_argument("--all", action="store_true", help="one publication of all feeds of a folder")
    given = arguments.parse_args()
    for folder in given.folders:
        with TemporaryDirectory() as into:
            for root in publications(folder, Path(into), together=given.all):
                sys.stdout.writelines(f"{line}\n" for line in page(root))
                sys.stdout.flush()


if __name__ == "__main__":
    main()
