"""The names of all files, for writing, reading and checking. Paths are relative to the publication, with `/`."""

import os
import re
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from dateline.core.constraints import DATE, SLUG

SITE = "content/site.yaml"
PAGES = "content/pages"
SIGNALS = "content/signals"
INTROS = "content/daily"
"""The introductions to daily issues."""
INBOX = "content/inbox"
"""The drop folder."""
IMAGES = "content/images"
"""The pictures of pages and essays."""
SCHEMAS = "content/schema"
THEME = "theme"
"""The publication's own templates, styles, scripts and static files."""
STORIES = "stories"
STORY = "story.yaml"
LEDGER = "items.jsonl"
LOCK = ".dateline/lock"
CACHE = ".dateline/cache"
PROPOSALS = ".dateline/proposals"
"""The review cards of proposed versions."""
MAILED = ".dateline/mailed"
"""What was mailed, by day."""
MAIL_KEY = f"{MAILED}/key"
"""A secret for the marks of readers, if the mail server has none."""
PREVIEW = ".dateline/preview"
"""The site as `dateline serve` shows it."""
ANSWERS = f"{CACHE}/answers.sqlite"
"""The answers of servers, so that an unchanged feed is not downloaded again."""
BUILDS = f"{CACHE}/build.sqlite"
"""What builds worked out, so that the next one does only what changed."""
PLACEHOLDER = ".gitkeep"
"""Keeps an empty folder in git; has no other meaning."""

VERSION = re.compile(r"v(?!000)([0-9]{3}|[1-9][0-9]{3,})\.yaml")
UNFINISHED = re.compile(r"\.dateline-[0-9a-f]+\.part")


def is_slug(name: str) -> bool:
    """Whether a story's folder or a page's file may have this name."""
    return bool(re.fullmatch(SLUG.pattern, name)) and len(name) <= SLUG.longest


def is_day(name: str) -> bool:
    """Whether a name is a day, such as 2026-05-27."""
    return len(name) == len("2026-05-27") and not DATE.objection(name)


def version_name(number: int) -> str:
    """The file name of a version: v001.yaml … v999.yaml, v1000.yaml."""
    return f"v{number:03d}.yaml"


def report_name(slug: str, number: int) -> str:
    """The file name of the report on a version, the text of its pull request."""
    return f"{slug}-v{number:03d}.md"


def version_number(name: str) -> int | None:
    """The number of the version in a file with this name; None for any other file."""
    match = VERSION.fullmatch(name)
    return int(match[1]) if match else None


def folder_of(slug: str) -> str:
    """The path of a story's folder."""
    return f"{STORIES}/{slug}"


def in_story(slug: str, name: str) -> str:
    """The path of a file in a story's folder."""
    return f"{STORIES}/{slug}/{name}"


def story_path(slug: str) -> str:
    """The path of a story's own file."""
    return in_story(slug, STORY)


def ledger_path(slug: str) -> str:
    """The path of a story's ledger."""
    return in_story(slug, LEDGER)


def version_path(slug: str, number: int) -> str:
    """The path of a version."""
    return in_story(slug, version_name(number))


def version_at(path: str) -> int | None:
    """The number of the version at this path; None for any other path."""
    slug, name = _in_a_story(path)
    return version_number(name) if slug else None


def recorded_in(path: str) -> str:
    """The slug of the story whose version or ledger is at this path; empty for any other path."""
    slug, name = _in_a_story(path)
    return slug if name == LEDGER or version_number(name) is not None else ""


def _in_a_story(path: str) -> tuple[str, str]:
    """The slug and the file's name, if the path is that of a file in a story's folder; else two empty strings."""
    folder, _, rest = path.partition("/")
    slug, _, name = rest.partition("/")
    return (slug, name) if folder == STORIES and is_slug(slug) else ("", "")


def page_path(slug: str) -> str:
    """The path of a page such as About."""
    return f"{PAGES}/{slug}.md"


def signal_path(slug: str) -> str:
    """The path of an essay."""
    return f"{SIGNALS}/{slug}.md"


def intro_path(day: str) -> str:
    """The path of the introduction to the issue of a day."""
    return f"{INTROS}/{day}.md"


def picture_name(source: str) -> str:
    """The path below content/images that a page or an essay means by `../images/map.png`; empty if it means another place."""
    parts = urlsplit(source)
    path = normpath(f"{PAGES}/{unquote(parts.path)}")
    return path.removeprefix(f"{IMAGES}/") if path.startswith(f"{IMAGES}/") and not parts.scheme + parts.netloc else ""


def picture_path(name: str) -> str:
    """The path of a picture."""
    return f"{IMAGES}/{name}"


def mailed_path(day: str) -> str:
    """The path of the journal of the letter of a day."""
    return f"{MAILED}/{day}.jsonl"


def schema_path(kind: str) -> str:
    """The path of a JSON Schema."""
    return f"{SCHEMAS}/{kind}.json"


def schema(kind: str) -> str:
    """The path to a JSON Schema from the file that names it in its first line."""
    return f"../../{schema_path(kind)}" if kind != "site" else f"schema/{kind}.json"


def leaves(root: Path, path: Path) -> bool:
    """Whether the path leads out of the publication through a symbolic link."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
