"""Ways for a publication's folder to be wrong, each as a change to a right one; those of `cases/stories/` have their id."""

import os
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders

from dateline.core import codec
from dateline.core.model import Dossier, Event, Story, Version

Way = Callable[[Path, Path], object]
"""Changes a publication; the second folder is outside of it, and may be linked to."""
SLUG = "harbour-barrier"
STORY = f"stories/{SLUG}"
MANIFEST = ".dateline-manifest"


def right() -> tuple[Dossier, ...]:
    """The stories of a publication in which nothing is wrong."""
    source = builders.source(evidence="excerpt", url="https://news.example/plan")
    versions = (
        builders.version(number, what=f"The gates closed {number} times [@harbour-plan].", sources=(source,))
        for number in (1, 2, 3)
    )
    items = (builders.item(url="https://news.example/plan"),)
    return builders.dossier(*versions, items=items), builders.dossier(slug="ferry", story=Story("The ferry"))


def _version(number: int, **given: Any) -> Way:
    """The third version, or another, with other parts."""

    def change(root: Path, _outside: Path) -> None:
        last: Version = right()[0].versions[2]
        (root / f"{STORY}/v{number:03d}.yaml").write_text(codec.dump(replace(last, **given)), encoding="utf-8")

    return change


def _removed(name: str) -> Way:
    return lambda root, _: (root / name).unlink()


def _renamed(old: str, new: str) -> Way:
    return lambda root, _: (root / old).rename(root / new)


def _written(name: str | bytes, data: bytes = b"title: A\n") -> Way:
    def change(root: Path, _outside: Path) -> None:
        path = root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return change


def _edited(name: str, old: str, new: str) -> Way:
    def change(root: Path, _outside: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def _swapped(root: Path, _outside: Path) -> None:
    one, other = (root / f"{STORY}/v{number:03d}.yaml" for number in (1, 2))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _linked(name: str, target: str) -> Way:
    """A symbolic link to something outside, in the place of what is there."""

    def change(root: Path, outside: Path) -> None:
        path = root / name
        if path.is_dir():
            path.rename(outside.parent / f"moved-{path.name}")
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(outside / target)

    return change


def _file(name: str) -> Way:
    """A file in the place of a folder."""

    def change(root: Path, outside: Path) -> None:
        (root / name).rename(outside.parent / "moved")
        _written(name)(root, outside)

    return change


def _folder(name: str) -> Way:
    def change(root: Path, _outside: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)

    return change


def _pipe(name: str) -> Way:
    def change(root: Path, _outside: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / name)

    return change


def _socket(root: Path, outside: Path) -> None:
    """A socket; its own path would be too long for one."""
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(root / STORY)
        try:
            one.bind("v004.yaml")
        finally:
            os.chdir(here)


def _loop(root: Path, _outside: Path) -> None:
    (root / f"{STORY}/v004.yaml").symlink_to("v004.yaml")


def _another_story(name: str) -> Way:
    return _written(f"stories/{name}/story.yaml")


def _both(first: Way, second: Way) -> Way:
    def change(root: Path, outside: Path) -> None:
        first(root, outside)
        second(root, outside)

    return change


SOURCE = builders.source(url="https://news.example/plan")
LISTED: dict[str, tuple[Way, str]] = {
    "gap": (_removed(f"{STORY}/v002.yaml"), "missing-version|version-edited"),
    "tampered": (_edited(f"{STORY}/v002.yaml", "closed 2 times", "closed 9 times"), "version-edited"),
    "renumbered": (_renamed(f"{STORY}/v002.yaml", f"{STORY}/v004.yaml"), "v002"),
    "wrong-number-inside": (_version(4, version=2), "v004"),
    "unknown-citation": (_version(4, version=4, what="It rains [@nobody]."), "unknown-source"),
    "unused-source": (
        _version(4, version=4, sources=(*right()[0].versions[0].sources, builders.source("other"))),
        "unused|uncited|other",
    ),
    "duplicate-source": (_version(4, version=4, sources=(SOURCE, replace(SOURCE, key="twice"))), "twice"),
    "symlink-file": (_linked(f"{STORY}/v003.yaml", "secret.yaml"), "symbolic link"),
    "slug-case": (_another_story("Harbour-Barrier"), "capitals"),
    "timeline-order": (
        _version(4, version=4, timeline=(Event("2026-04-14", "B [@harbour-plan]."), Event("2026-04-01", "A [@harbour-plan]."))),
        "timeline",
    ),
}
"""Name → the change, and what the report says."""
OWN: dict[str, tuple[Way, str]] = {
    "deleted-newest": (_removed(f"{STORY}/v003.yaml"), "v003"),
    "deleted-first": (_removed(f"{STORY}/v001.yaml"), "v001"),
    "deleted-ledger": (_removed(f"{STORY}/items.jsonl"), "items.jsonl"),
    "deleted-story-file": (_removed(f"{STORY}/story.yaml"), "story.yaml"),
    "deleted-settings": (_removed("content/site.yaml"), "site.yaml"),
    "swapped": (_swapped, "v001"),
    "renamed-story": (_renamed(STORY, "stories/barrier"), "harbour-barrier"),
    "ledger-line-removed": (_written(f"{STORY}/items.jsonl", b""), "items.jsonl"),
    "ledger-cut-off": (_written(f"{STORY}/items.jsonl", b'{"key": "a'), "cut off"),
    "ledger-no-json": (_written(f"{STORY}/items.jsonl", b"\x00\xff\n"), "items.jsonl"),
    "version-empty": (_written(f"{STORY}/v004.yaml", b""), "v004"),
    "version-utf-16": (_written(f"{STORY}/v004.yaml", "format: 1\n".encode("utf-16")), "v004"),
    "version-of-zeros": (_written(f"{STORY}/v004.yaml", b"\0" * 4_096), "v004"),
    "version-1000000": (_version(1_000_000, version=1_000_000), "v1000000|missing-version"),
    "symlink-story-file": (_linked(f"{STORY}/story.yaml", "secret.yaml"), "symbolic link"),
    "symlink-ledger": (_linked(f"{STORY}/items.jsonl", "secret.yaml"), "symbolic link"),
    "symlink-story": (_linked("stories/other", ""), "symbolic link"),
    "symlink-stories": (_linked("stories", ""), "symbolic link"),
    "symlink-settings": (_linked("content/site.yaml", "secret.yaml"), "symbolic link"),
    "symlink-content": (_linked("content", ""), "site.yaml"),
    "symlink-page": (_linked("content/pages/about.md", "secret.yaml"), "symbolic link"),
    "symlink-pages": (_linked("content/pages", ""), "symbolic link"),
    "symlink-essay": (_linked("content/signals/essay.md", "secret.yaml"), "symbolic link"),
    "symlink-picture": (_linked("content/images/a.png", "secret.yaml"), "symbolic link"),
    "symlink-images": (_linked("content/images", ""), "symbolic link"),
    "symlink-theme": (_linked("theme", ""), "symbolic link|leads out"),
    "symlink-static": (_linked("theme/static/a.css", "secret.yaml"), "symbolic link|leads out"),
    "symlink-template": (_linked("theme/templates/page.html", "secret.yaml"), "symbolic link|leads out"),
    "symlink-to-itself": (_loop, "v004"),
    "symlink-to-nothing": (_linked(f"{STORY}/v004.yaml", "nothing"), "symbolic link"),
    "folder-for-version": (_folder(f"{STORY}/v004.yaml"), "folder"),
    "folder-for-story-file": (_folder(f"{STORY}/story.yaml"), "story.yaml"),
    "folder-for-ledger": (_folder(f"{STORY}/items.jsonl"), "folder"),
    "folder-for-settings": (_folder("content/site.yaml"), "site.yaml"),
    "folder-for-page": (_folder("content/pages/about.md"), "about.md"),
    "file-for-story": (_written("stories/other"), "not a story's folder"),
    "file-for-pages": (_file("content/pages"), "content/pages"),
    "pipe-for-version": (_pipe(f"{STORY}/v004.yaml"), "neither a file nor a folder"),
    "pipe-for-ledger": (_pipe(f"{STORY}/items.jsonl"), "neither a file nor a folder"),
    "pipe-for-story-file": (_pipe(f"{STORY}/story.yaml"), "neither a file nor a folder"),
    "pipe-for-settings": (_pipe("content/site.yaml"), "site.yaml"),
    "pipe-for-page": (_pipe("content/pages/about.md"), "neither a file nor a folder"),
    "pipe-for-picture": (_pipe("content/images/a.png"), "a.png"),
    "socket-for-version": (_socket, "neither a file nor a folder"),
    "name-upper-case": (_written(f"{STORY}/V004.yaml"), "V004"),
    "name-two-digits": (_written(f"{STORY}/v04.yaml"), "v04"),
    "name-yml": (_written(f"{STORY}/v004.yml"), "v004.yml"),
    "name-with-a-space": (_written(f"{STORY}/v004.yaml "), "v004.yaml "),
    "name-with-a-stream": (_written(f"{STORY}/v004.yaml:stream"), "stream"),
    "name-with-a-newline": (_written(f"{STORY}/v004.yaml\n::error::x"), "v004.yaml"),
    "name-with-escapes": (_written(f"{STORY}/\x1b[31m\u202e.yaml"), "yaml"),
    "name-no-utf-8": (_written(f"{STORY}/".encode() + b"\xff\xfe.yaml"), "yaml"),
    "name-of-255": (_written(f"{STORY}/{'x' * 250}.yaml"), "xxx"),
    "name-hidden": (_written(f"{STORY}/.v004.yaml.swp"), "swp"),
    "left-by-a-killed-run": (_written(f"{STORY}/.dateline-0123456789abcdef.part"), "left behind"),
    "story-with-dots": (_another_story("a..b"), "a..b"),
    "story-nfc": (_another_story("caf\u00e9"), "caf"),
    "story-nfd-pair": (_both(_another_story("caf\u00e9"), _another_story("cafe\u0301")), "capitals or accents"),
    "story-of-windows": (_another_story("CON"), "CON"),
    "story-with-an-end": (_another_story("ends."), "ends."),
    "story-of-81": (_another_story("x" * 81), "xxx"),
    "story-without-a-file": (_folder("stories/empty"), "empty"),
    "page-of-windows": (_written("content/pages/AUX.md"), "AUX"),
    "page-with-dots": (_written("content/pages/..a.md"), "a.md"),
    "intro-of-no-day": (_written("content/daily/2026-02-30.md"), "2026-02-30"),
}
WAYS = {**LISTED, **OWN}


def _listing(path: str) -> Way:
    """A list of files that Dateline made that names others."""
    return _written(f"build/{MANIFEST}", f"{path}\n".encode())


OUTPUTS: dict[str, tuple[Way, str]] = {
    "folder-is-a-link": (_linked("build", "site"), "build"),
    "page-is-a-link": (_both(_listing("index.html"), _linked("build/index.html", "secret.yaml")), "build"),
    "part-is-a-link": (_both(_listing("index.html"), _linked("build/stories", "site")), "build"),
    "list-is-a-link": (_linked(f"build/{MANIFEST}", "secret.yaml"), "build"),
    "list-names-others": (_listing("../content/site.yaml"), "build"),
    "list-names-the-root": (_listing("/../../outside/secret.yaml"), "build"),
    "others-files": (_written("build/mine.txt"), "build"),
    "a-file": (_written("build"), "build"),
    "a-pipe": (_pipe("build"), "build"),
    "among-stories": (lambda *_: None, "stories/site"),
    "is-stories": (lambda *_: None, "stories"),
    "is-content": (lambda *_: None, "content"),
    "is-a-story": (lambda *_: None, STORY),
    "is-theme": (lambda *_: None, "theme"),
    "is-everything": (lambda *_: None, "."),
    "is-above": (lambda *_: None, ".."),
}
"""Name → the change, and the folder that the site is built into."""
