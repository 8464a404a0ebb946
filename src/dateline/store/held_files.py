"""The files that a publication consists of: what git keeps, and what is in its folders; no results, state or secrets."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.store.git import git

FOLDERS = ("content", layout.STORIES, layout.THEME, "scripts", ".github", ".vscode", ".devcontainer", "vendor", "admin", "docs")
"""The folders of a publication; without git, nothing else is looked into."""
FILES = (
    *("requirements.txt", "README.md", "LICENSE", ".editorconfig", ".gitattributes", ".gitignore", "build/.gitignore", "CNAME"),
    *(".gitlab-ci.yml", "netlify.toml", "wrangler.toml", ".pre-commit-config.yaml"),
)
"""The files besides."""
_LEFT = re.compile(
    r"(\.git|\.dateline|\.venv|venv)(/.*)?|(.*/)?(__pycache__|node_modules)(/.*)?|build(/(?!\.gitignore$).*)?|.*\.zip|\.DS_Store"
)
"""What others made, state, environments, and other archives."""
_SECRET = re.compile(
    r"(.*/)?(\.env(\.(?!example$|sample$)[^/]*)?|[^/]*\.(pem|key|p12|pfx)|id_[a-z0-9]+|\.netrc|\.npmrc|\.pypirc)"
)


class HeldFiles(NamedTuple):
    """The files of a publication."""

    names: tuple[str, ...]
    """Their paths, sorted."""
    left_out: tuple[str, ...]
    """What else there is, each with the reason why it is not among them."""


def held_files(root: Path) -> HeldFiles:
    """The files of the publication: those that git tracks, and those of its folders that git does not ignore.

    Without git, everything in its folders.
    """
    names, left = list[str](), list[str]()
    tracked = _tracked(root)
    for name in sorted({*(tracked or _below(root))}):
        path = root / name
        if not os.path.lexists(path) or _LEFT.fullmatch(name):
            continue
        if _SECRET.fullmatch(name):
            left.append(f"{name}: the name of a file with secrets")
        elif path.is_symlink() or layout.leaves(root, path):
            left.append(f"{name}: a symbolic link")
        elif not path.is_file() or not name.isprintable():
            left.append(f"{name.encode(errors='replace').decode()}: not a plain file with a plain name")
        else:
            names.append(name)
    if not tracked:
        top = sorted(one.name for one in root.iterdir())
        others = (one for one in top if one not in (*FOLDERS, *FILES) and not _LEFT.fullmatch(one))
        left += [f"{one}: not known as a part of a publication" for one in others]
    return HeldFiles(tuple(names), tuple(left))


def _tracked(root: Path) -> list[str]:
    try:
        told = git(root, "ls-files", "-z", "--cached")
        told += git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS, *FILES) if told else ""
    except GitError:
        return []
    return [name for name in told.split("\0") if name]


def _below(root: Path) -> Iterator[str]:
    yield from FILES
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            links = (name for name in folders if Path(folder, name).is_symlink())
            yield from (Path(folder, name).relative_to(root).as_posix() for name in (*files, *links))
