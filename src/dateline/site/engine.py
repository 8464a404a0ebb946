"""The files with which Pagefind searches a large site; a browser loads only those that it needs (docs/adr/0047).

Pagefind's own filters differ from run to run, so what a reader can choose is in a list of Dateline's, by Pagefind's ids.
"""

import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import escape

from dateline.core.errors import UsageError
from dateline.site.frame import Output, Site, mark

FOLDER = "search/pagefind/"
ENGINE = f"{FOLDER}pagefind.js"
LIST = "search/list.js"
NEEDED = ("pagefind.", "pagefind-entry.json", "pagefind-worker.js", "wasm.", "fragment/", "index/")
"""How the names of the files begin that are published; Pagefind's own forms and styles are not."""
_BEFORE = b"pagefind_dcd"
"""Stands before the JSON of a fragment."""
_BEGIN, _END = b'dispatchEvent(new CustomEvent("words",{detail:[\n', b"\n]}));\n"


def installed() -> str:
    """The version of Pagefind; empty if it is not installed."""
    try:
        return version("pagefind_bin")
    except PackageNotFoundError:
        return ""


def script(texts: Sequence[bytes]) -> bytes:
    """A script that hands texts over to that of the search page; a page in a folder can load it."""
    told = [*texts] or [b""]
    told[0] = _BEGIN + told[0]
    told[-1] += _END
    return b",\n".join(told)  # copied once: this is the largest file of a site


def outputs(site: Site, marks: object, texts: Callable[[], Sequence[bytes]], known: Mapping[str, str]) -> Iterator[Output]:
    """Pagefind's files, and the list of the texts; Pagefind runs here, because only it knows their names.

    Args:
        site: what every page needs.
        marks: what the texts depend on.
        texts: reads the texts.
        known: path → fingerprint of each file that is in the site as it was written; if all are there, Pagefind does not run.
    """
    begin = mark(site.config.language, marks, installed())
    kept = {path: told for path, told in known.items() if told.startswith(begin)}
    if kept and all(told == f"{begin} {len(kept)}" for told in kept.values()):
        yield from (Output(path, told, bytes) for path, told in kept.items())
        return
    found = _files(texts(), site.config.language)
    yield from (Output(path, f"{begin} {len(found)}", partial(bytes, data)) for path, data in found.items())


def _files(texts: Sequence[bytes], language: str) -> dict[str, bytes]:
    listed = {told["link"].removeprefix(".."): told for told in map(json.loads, texts)}
    with TemporaryDirectory() as folder:
        for address, told in listed.items():
            page = Path(f"{folder}/site{address}")
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(_page(told), encoding="utf-8")
        _run(folder, language)
        made = Path(folder, "made")
        names = sorted(path.relative_to(made).as_posix() for path in made.rglob("*.*"))
        found = {f"{FOLDER}{name}": (made / name).read_bytes() for name in names if name.startswith(NEEDED)}
    for path in [path for path in found if path.endswith(".pf_fragment")]:
        about = json.loads(gzip.decompress(found[path]).removeprefix(_BEFORE))
        listed[about["url"]]["id"] = Path(path).stem
    return {**found, LIST: script([_listed(told) for told in listed.values()])}


def _page(told: Mapping[str, Any]) -> str:
    """A text as Pagefind reads it: each of its sections has a heading with an anchor."""
    rows, last = [f"<html><body><h1>{escape(told['title'])}</h1>"], ["", ""]
    for *section, words in told["passages"]:
        anchor, heading = section
        rows += [f'<h2 id="{anchor}">{escape(heading)}</h2>' if anchor else f"<h2>{escape(heading)}</h2>"] * (section != last)
        rows.append(f"<p>{escape(words)}</p>")
        last = section
    return "\n".join(rows)


def _listed(told: Mapping[str, Any]) -> bytes:
    return json.dumps({**told, "passages": []}, ensure_ascii=False, separators=(",", ":")).encode()


def _run(folder: str, language: str) -> None:
    from pagefind_bin import get_executable  # noqa: PLC0415  # only for large sites

    asked = ["--site", "site", "--output-path", "made", "--keep-index-url", "--force-language", language, "--quiet"]
    around = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = run([get_executable(), *asked], cwd=folder, env=around, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise UsageError(f"Pagefind failed: {' '.join(why)}", hint='Install it again: `pip install "dateline[search]"`.')
