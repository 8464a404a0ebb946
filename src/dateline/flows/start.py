"""Starts a publication: copies the starter, and writes settings, pages, schemas and `requirements.txt`. Adds a CMS to one."""

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from importlib.metadata import Distribution, distribution
from pathlib import Path

from dateline.core import codec, layout
from dateline.core.codec.schema import KINDS, schema_file
from dateline.core.config import Config
from dateline.core.errors import StoreError, UsageError
from dateline.core.yamlio import with_keys
from dateline.flows.cms import sveltia_files
from dateline.flows.pin import pin
from dateline.flows.shared.written import HERE, LAYERS, REQUIREMENTS_FILE, written_page, written_tops
from dateline.site.theme_parts import built_in
from dateline.store.atomic import disk_errors, write_once
from dateline.store.lock import locked
from dateline.store.reading import read_config

WORKFLOWS = ".github/workflows"
_COMMIT = re.compile(r"@ git\+https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?@([0-9a-f]{40})")
"""The repository and the commit, in the line of `requirements.txt`, of a Dateline that was installed from GitHub."""
_CALL = re.compile(rf"(?:^ +#.*\n)+^( +uses: )\$/{re.escape(WORKFLOWS)}/(\S+)$", re.MULTILINE)
"""The call of a workflow in the same repository, and the comment above it that explains why."""
SAID = {
    "de": {
        "A living record": "Eine laufende Chronik",
        "What is known, since when, and from whom": "Was bekannt ist, seit wann und von wem",
        "Saved by the desk": "Von der Redaktion gesichert",
        "name: The desk": "name: Die Redaktion",
    },
    "fr": {
        "A living record": "Une chronique en cours",
        "What is known, since when, and from whom": "Ce que l’on sait, depuis quand et par qui",
        "Saved by the desk": "Conservé par la rédaction",
        "name: The desk": "name: La rédaction",
    },
}
"""What readers see of the starter's settings, in other languages."""
_TITLE = re.compile(r"\A# .*")
_NAMED = 3
"""How many files in the way are named."""
REQUIREMENTS = """\
# The Dateline that made this publication. In this folder: pip install -r requirements.txt
{pin}
"""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a new publication says of itself; an empty text stands for what the starter says."""

    title: str = ""
    """Its name."""
    url: str = ""
    """The address of the site."""
    publisher: str = ""
    """Who publishes it."""
    email: str = ""
    """The address for corrections and complaints."""
    language: str = ""
    """The language of the pages, one of `languages()`."""


def languages() -> tuple[str, ...]:
    """The languages that the built-in pages have."""
    return tuple(sorted(path.stem for path in (built_in() / "languages").glob("*.yaml")))


def start(
    folder: Path, *, example: bool = False, imprint: Imprint | None = None, made_by: Distribution | None = None
) -> tuple[str, ...]:
    """Writes a new publication to `folder`. Returns the paths of its files, relative and sorted.

    Args:
        folder: a folder; it may have files, but none where the publication has files or folders.
        example: whether to add two stories and recorded feeds.
        imprint: what the publication says of itself; None: what the starter says.
        made_by: the Dateline to install; None: this one.

    Raises:
        UsageError: if something is in the way; then nothing is written.
        StoreError: if it cannot be written.
    """
    imprint = imprint or Imprint()
    layers = LAYERS if example else LAYERS[:1]
    if example and imprint.language not in {"", "en"}:
        raise UsageError("the example is in English", where="--language", hint="Leave out --language, or --example.")
    try:
        _must_be_free(folder, layers)
        before = {*folder.rglob("*")}
        for layer in layers:
            shutil.copytree(HERE / layer, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        _write_settings(folder, imprint)
        if not example:
            _write_pages(folder, imprint)
        write_schemas(folder)
        made_by = made_by or distribution("dateline")
        pinned = pin(folder, made_by)
        (folder / REQUIREMENTS_FILE).write_text(REQUIREMENTS.format(pin=pinned), encoding="utf-8")
        copy_workflows(folder / WORKFLOWS, pinned, _named(made_by))
    except OSError as error:
        said = error.strerror or "the disk reports an error"
        raise StoreError(
            f"cannot be written: {said}", where=str(folder), hint="Choose a folder that you can write to."
        ) from error
    return tuple(sorted(path.relative_to(folder).as_posix() for path in {*folder.rglob("*")} - before if path.is_file()))


def _must_be_free(folder: Path, layers: Iterable[str]) -> None:
    """Refuses a folder that has a file or folder with one of the names of the publication's own, whatever is in it."""
    names = written_tops(layers)
    there = sorted(path.name for path in (folder.iterdir() if folder.exists() else ()) if path.name.casefold() in _folded(names))
    if (folder / layout.SITE).is_file():
        hint = "Name another folder, or go on with this one: `dateline -C DIR new SLUG`. Nothing was written."
        raise UsageError("this is a publication already", where=str(folder), hint=hint)
    if there:
        hint = "Name another folder, or move this away first. Nothing was written."
        others = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        raise UsageError(f"in the way: {', '.join(there[:_NAMED])}{others}", where=str(folder), hint=hint)


def _folded(names: Iterable[str]) -> set[str]:
    """The names as systems see them that do not tell capitals from small letters."""
    return {name.casefold() for name in names}


def _write_settings(folder: Path, imprint: Imprint) -> None:
    """Puts what the publication says of itself into its settings and its README."""
    path, readme = folder / layout.SITE, folder / "README.md"
    text = path.read_text(encoding="utf-8")
    for english, told in SAID.get(imprint.language, {}).items():
        text = text.replace(english, told)
    author = {"name": imprint.publisher, "email": imprint.email}
    given: dict[str, object] = {"title": imprint.title, "url": imprint.url, "language": imprint.language}
    if any(author.values()):
        settled = codec.parse(Config, text.encode(), layout.SITE).value
        assert settled
        before = {"name": settled.author.name, "email": settled.author.email or ""}
        given["author"] = {key: known for key in author if (known := author[key] or before[key])}
    values = {key: value for key, value in given.items() if value}
    path.write_bytes(with_keys(text.encode(), values, layout.SITE, [field.name for field in fields(Config)]))
    if imprint.title:
        readme.write_text(_TITLE.sub(lambda _: f"# {imprint.title}", readme.read_text(encoding="utf-8")), encoding="utf-8")


def _write_pages(folder: Path, imprint: Imprint) -> None:
    """Writes the pages, without the parts that would name what was not given."""
    own = HERE / "pages" / imprint.language
    source = own if imprint.language and own.is_dir() else HERE / "pages" / "en"
    (folder / layout.PAGES).mkdir()
    for path in source.iterdir():
        (folder / layout.PAGES / path.name).write_text(written_page(path, asdict(imprint)), encoding="utf-8")


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
        (folder / layout.schema_path(name)).write_text(schema_file(name), encoding="utf-8")


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
