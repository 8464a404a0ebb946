"""Starts a publication: copies the starter files, and writes the JSON Schemas and `requirements.txt`."""

import json
import shutil
from importlib.metadata import Distribution, distribution
from pathlib import Path

from dateline.core import layout
from dateline.core.codec.schema import KINDS, schema
from dateline.core.errors import StoreError, UsageError
from dateline.flows.pin import pin

HERE = Path(__file__).parent
REQUIREMENTS = """\
# The Dateline that made this publication. In this folder: pip install -r requirements.txt
{pin}
"""


def start(folder: Path, *, example: bool = False, made_by: Distribution | None = None) -> tuple[str, ...]:
    """Writes a new publication to `folder`. Returns the paths of its files, relative and sorted.

    Args:
        folder: a new or empty folder.
        example: whether to add a story and recorded feeds.
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
        text = REQUIREMENTS.format(pin=pin(folder, made_by or distribution("dateline")))
        (folder / "requirements.txt").write_text(text, encoding="utf-8")
    except OSError as error:
        said = error.strerror or "the disk reports an error"
        raise StoreError(
            f"cannot be written: {said}", where=str(folder), hint="Choose a folder that you can write to."
        ) from error
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(file.as_posix() for file in files if file.parts[0] != ".git"))


def write_schemas(folder: Path) -> None:
    """Writes `content/schema/*.json`, the schemas that the YAML files name in their first line."""
    (folder / layout.SCHEMAS).mkdir(parents=True, exist_ok=True)
    for name in KINDS:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
        (folder / layout.schema_path(name)).write_text(text, encoding="utf-8")
