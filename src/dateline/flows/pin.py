"""What a new publication installs: the Dateline that made it, as a version, a commit or a wheel."""

import base64
import hashlib
import json
from importlib.metadata import Distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dateline.core.errors import GitError
from dateline.site.theme_parts import built_in
from dateline.store.git import git

EXTRAS = "[update,extract,email,serve]"
PACKAGE = Path(__file__).parents[1]
METADATA = ("METADATA", "WHEEL", "entry_points.txt", "licenses")
"""The metadata that a wheel contains; the other files record how this Dateline was installed."""


def pin(folder: Path, made_by: Distribution) -> str:
    """The line of `requirements.txt` that installs the Dateline that made the publication.

    The record of how Dateline was installed (PEP 610) says it: a version if it came from an index, a commit if
    it came from git. Otherwise a wheel is put into the publication's `vendor/`.

    Args:
        folder: the publication.
        made_by: this Dateline, as it is installed.

    Raises:
        OSError: if the wheel cannot be written.
    """
    origin = json.loads(made_by.read_text("direct_url.json") or "null")
    if origin is None:
        return f"dateline{EXTRAS}=={made_by.version}"
    if address := _address(origin):
        return f"dateline{EXTRAS} @ {address}"
    wheel = f"dateline-{made_by.version}-py3-none-any.whl"
    (folder / "vendor").mkdir(exist_ok=True)
    _write_wheel(folder / "vendor" / wheel, made_by)
    return f"./vendor/{wheel}{EXTRAS}"


def _address(origin: dict[str, object]) -> str:
    """The public address of exactly this Dateline; empty if there is none."""
    match origin:
        case {"vcs_info": {"vcs": "git", "commit_id": commit}, "url": str(url)} if "subdirectory" not in origin and _is_open(url):
            return f"git+{url}@{commit}"
        case {"dir_info": {"editable": True}, "url": str(url)}:
            return _pushed(Path(url2pathname(urlsplit(url).path)))
        case {"archive_info": {"hashes": {"sha256": digest}}, "url": str(url)} if _is_open(url):
            return f"{url}#sha256={digest}"
    return ""


def _is_open(url: str) -> bool:
    """Whether it is a web address without a user or password, so that no secret gets into a file."""
    parts = urlsplit(url)
    return parts.scheme == "https" and "@" not in parts.netloc


def _pushed(source: Path) -> str:
    """The address of a checkout's commit; empty if the origin does not have it or files were changed since."""
    try:
        url = git(source, "remote", "get-url", "origin").strip()
        is_inside_another = git(source, "rev-parse", "--show-prefix").strip()
        changes = git(source, "status", "--porcelain", "--", "src", "theme", "pyproject.toml")
        held_by = git(source, "branch", "--remotes", "--contains", "HEAD", "--list", "origin/*")
        commit = git(source, "rev-parse", "HEAD").strip()
    except GitError:
        return ""
    return f"git+{url}@{commit}" if _is_open(url) and held_by and not (changes or is_inside_another) else ""


def _write_wheel(path: Path, made_by: Distribution) -> None:
    """Writes a wheel of this Dateline. The same files make the same wheel."""
    held = sorted((name, file.read_bytes()) for name, file in _files(made_by).items())
    record = f"dateline-{made_by.version}.dist-info/RECORD"
    rows = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in held)
    with ZipFile(path, "w", ZIP_DEFLATED) as wheel:
        for name, data in (*held, (record, f"{rows}{record},,\n".encode())):
            entry = ZipInfo(name)
            entry.external_attr = 0o100644 << 16
            wheel.writestr(entry, data, ZIP_DEFLATED)


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def _files(made_by: Distribution) -> dict[str, Path]:
    """Name in the wheel → file, for the package, the metadata and the theme, which is in another folder in a checkout."""
    files = {
        f"{name}/{file.relative_to(top).as_posix()}": file
        for name, top in (("dateline", PACKAGE), ("dateline/theme", built_in()))
        for file in top.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    told = (file for file in made_by.files or () if file.parts[0].endswith(".dist-info") and file.parts[1] in METADATA)
    return files | {file.as_posix(): Path(str(file.locate())) for file in told}
