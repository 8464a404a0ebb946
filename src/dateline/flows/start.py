"""Starts a publication: copies the starter files, and writes the JSON Schemas and `requirements.txt`. Adds a CMS to one."""

import json
import re
import shutil
from importlib.metadata import Distribution, distribution
from pathlib import Path

from dateline.core import layout
from dateline.core.codec.schema import KINDS, schema
from dateline.core.errors import StoreError, UsageError
from dateline.flows.cms import sveltia_files
from dateline.flows.pin import pin
from dateline.store.atomic import disk_errors, write_once
from dateline.store.lock import locked
from dateline.store.reading import read_config

HERE = Path(__file__).parent
WORKFLOWS = ".github/workflows"
_COMMIT = re.compile(r"@ git\+https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?@([0-9a-f]{40})")
"""The repository and the commit, in the line of `requirements.txt`, of a Dateline that was installed from GitHub."""
_CALL = re.compile(rf"(?:^ +#.*\n)+^( +uses: )\$/{re.escape(WORKFLOWS)}/(\S+)$", re.MULTILINE)
"""The call of a workflow in the same repository, and the comment above it that explains why."""
REQUIREMENTS = """\
# The Dateline that made this publication. In this folder: pip install -r requirements.txt
{pin}
"""


def start(folder: Path, *, example: bool = False, made_by: Distribution | None = None) -> tuple[str, ...]:
    """Writes a new publication to `folder`. Returns the paths of its files, relative and sorted.

    Args:
        folder: a new or empty folder.
        example: whether to add two stories and recorded feeds.
        made_by: the Dateline to install; None: this one.

    Raises:
        UsageError: if the folder is not empty.
        StoreError: if it cannot be written.
    """
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        raise UsageError("the folder is not empty", where=str(folder), hint="Name a new or empty folder.")
    try:
        for layer in ("starter", "example") if example else ("starter",):
            shutil.copytree(HERE / layer, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        write_schemas(folder)
        made_by = made_by or distribution("dateline")
        pinned = pin(folder, made_by)
        (folder / "requirements.txt").write_text(REQUIREMENTS.format(pin=pinned), encoding="utf-8")
        copy_workflows(folder / WORKFLOWS, pinned, _named(made_by))
    except OSError as error:
        said = error.strerror or "the disk reports an error"
        raise StoreError(
            f"cannot be written: {said}", where=str(folder), hint="Choose a folder that you can write to."
        ) from error
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(file.as_posix() for file in files if file.parts[0] != ".git"))


def _named(made_by: Distribution) -> str:
    """What to call the commit from which Dateline was installed: its version only if somebody asked for its tag."""
    origin = json.loads(made_by.read_text("direct_url.json") or "null") or {}
    tag = f"v{made_by.version}"
    return tag if origin.get("vcs_info", {}).get("requested_revision") in {tag, f"refs/tags/{tag}"} else "unreleased"


def copy_workflows(folder: Path, pinned: str, name: str = "unreleased") -> None:
    """Lets the workflows call Dateline's own ones: at its commit on GitHub if it has one, or else copies of them beside these."""
    if at := _COMMIT.search(pinned):
        for path in folder.glob("*.yml"):
            called = rf"\g<1>{at[1]}/{WORKFLOWS}/\g<2>@{at[2]} # {name}"
            path.write_text(_CALL.sub(called, path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copytree(HERE / "workflows", folder, dirs_exist_ok=True)


def write_schemas(folder: Path) -> None:
    """Writes `content/schema/*.json`, the schemas that the YAML files name in their first line."""
    (folder / layout.SCHEMAS).mkdir(parents=True, exist_ok=True)
    for name in KINDS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        (folder / layout.schema_path(name)).write_text(text, encoding="utf-8")


def add_cms(root: Path) -> tuple[str, ...]:
    """Adds Sveltia CMS to a publication. Returns the paths of the files that were written; those that are there stay.

    Raises:
        UsageError: if a file with one of these names has another content, or is outside the publication; then nothing is written.
        StoreError: if a file cannot be written.
    """
    with locked(root):
        files = sveltia_files(read_config(root))
        there = {name for name in files if (root / name).exists() or (root / name).is_symlink()}
        outside = {name for name in files if layout.leaves(root, root / name)}
        if changed := sorted(outside | {name for name in there if not _has(root / name, files[name])}):
            hint = "Move these files away to have them made again, or keep them."
            raise UsageError(f"not overwritten: {', '.join(changed)}", where=str(root), hint=hint)
        for name in files.keys() - there:
            path = root / name
            with disk_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            write_once(path, files[name].decode())
    return tuple(sorted(files.keys() - there))


def _has(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data
