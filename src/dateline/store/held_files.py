"""The files that a publication consists of: what git keeps, and what is in its folders; no results, state or secrets."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.core import layout
from dateline.core.errors import GitError
from dateline.store.git import git

KNOWN = (
    *(layout.THEME, "admin", "docs", "LICENSE", "CNAME"),
    *(".gitlab-ci.yml", "netlify.toml", "wrangler.toml", ".pre-commit-config.yaml"),
)
"""The files and folders at the top that belong to a publication, besides those that `init` writes."""
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


def held_files(root: Path, written: Iterable[str]) -> HeldFiles:
    """The files of the publication: those that git tracks, and those of its folders that git does not ignore.

    Without git, everything in its folders.

    Args:
        root: the publication's folder.
        written: the files and folders at the top that `init` writes.
    """
    names, left, tops = list[str](), list[str](), sorted({*KNOWN, *written})
    tracked = _tracked(root, tops)
    for name in sorted({*(tracked or _below(root, tops))}):
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
        others = (one for one in top if one not in tops and not _LEFT.fullmatch(one))
        left += [f"{one}: not known as a part of a publication" for one in others]
    return HeldFiles(tuple(names), tuple(left))


def _tracked(root: Path, tops: Sequence[str]) -> list[str]:
    try:
        told = git(root, "ls-files", "-z", "--cached")
        told += git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *tops) if told else ""
    except GitError:
        return []
    return [name for name in told.split("\0") if name]


def _below(root: Path, tops: Iterable[str]) -> Iterator[str]:
    for top in tops:
        if not (root / top).is_dir() or (root / top).is_symlink():
            yield top
            continue
        for folder, folders, files in os.walk(root / top):
            here = Path(folder).relative_to(root)
            folders[:] = [name for name in folders if not _LEFT.fullmatch((here / name).as_posix())]
            links = (name for name in folders if Path(folder, name).is_symlink())
            yield from ((here / name).as_posix() for name in (*files, *links))
