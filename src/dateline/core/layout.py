"""The one grammar of file names: for writing, reading and checking. Paths are relative to the publication, with `/`."""

import os
import re
from pathlib import Path

from dateline.core.constraints import SLUG

SITE = "content/site.yaml"
PAGES = "content/pages"
SIGNALS = "content/signals"
STORIES = "stories"
STORY = "story.yaml"
LEDGER = "items.jsonl"
LOCK = ".dateline/lock"
CACHE = ".dateline/cache"
ANSWERS = f"{CACHE}/answers.sqlite"
"""What servers answered, so that an unchanged feed is not sent again."""
PLACEHOLDER = ".gitkeep"
"""Keeps an empty folder in git; means nothing."""

VERSION = re.compile(r"v(?!000)([0-9]{3}|[1-9][0-9]{3,})\.yaml")
UNFINISHED = re.compile(r"\.dateline-[0-9a-f]+\.part")


def is_slug(name: str) -> bool:
    """Whether the name may be a story's folder or a page's file."""
    return bool(re.fullmatch(SLUG.pattern, name)) and len(name) <= SLUG.longest


def version_name(number: int) -> str:
    """The file name of a version: v001.yaml … v999.yaml, v1000.yaml."""
    return f"v{number:03d}.yaml"


def version_number(name: str) -> int | None:
    """The number of the version that a file of this name holds; None for any other file."""
    match = VERSION.fullmatch(name)
    return int(match[1]) if match else None


def in_story(slug: str, name: str) -> str:
    """The path of a file of a story."""
    return f"{STORIES}/{slug}/{name}"


def is_version(path: str) -> bool:
    """Whether a version of a story lies at this path."""
    folder, _, rest = path.partition("/")
    slug, _, name = rest.partition("/")
    return folder == STORIES and is_slug(slug) and version_number(name) is not None


def is_record(path: str) -> bool:
    """Whether a version or a ledger lies at this path: what is only ever added to."""
    folder, _, rest = path.partition("/")
    slug, _, name = rest.partition("/")
    return is_version(path) or (folder == STORIES and is_slug(slug) and name == LEDGER)


def schema(kind: str) -> str:
    """What the first line of a story's file names, for editors: the JSON Schema as seen from the story's folder."""
    return f"../../content/schema/{kind}.json"


def leaves(root: Path, path: Path) -> bool:
    """Whether the path leads out of the publication, by a symbolic link."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
