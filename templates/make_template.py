"""Makes the content of the template repository: what `dateline init` writes, and first steps for people who only use the browser.

`python templates/make_template.py` writes `templates/publication`, all but `requirements.txt`, which names a Dateline.
With DIR, `--repository OWNER/NAME` and `--commit COMMIT`, it writes all of it to DIR; templates/README.md says when.
"""

import json
import shutil
from argparse import ArgumentParser, Namespace
from importlib.metadata import Distribution, distribution
from os import PathLike
from pathlib import Path
from typing import Any

from dateline.flows.pin import pin
from dateline.flows.start import REQUIREMENTS, start

HERE = Path(__file__).parent
PUBLICATION = HERE / "publication"


class DatelineAt(Distribution):
    """This Dateline as if it were installed from a commit on GitHub, or from an index."""

    def __init__(self, origin: object) -> None:
        self._origin = json.dumps(origin)
        self._here = distribution("dateline")

    def read_text(self, filename: str) -> str | None:
        """The text of a file of the metadata."""
        return self._origin if filename == "direct_url.json" else self._here.read_text(filename)

    def locate_file(self, path: str | PathLike[str]) -> Any:
        """Where a file of the distribution is."""
        return self._here.locate_file(path)


def make(folder: Path, asked: Namespace) -> None:
    """Writes the content of the template repository."""
    commit = {"vcs": "git", "commit_id": asked.commit, "requested_revision": asked.tag}
    origin = {"url": f"https://github.com/{asked.repository}", "vcs_info": commit} if asked.commit else None
    start(folder, made_by=DatelineAt(origin))
    requirements = folder / "requirements.txt"
    if not asked.commit:
        requirements.unlink()
    elif asked.index:
        requirements.write_text(REQUIREMENTS.format(pin=pin(folder, DatelineAt(None))), encoding="utf-8")
    shutil.copytree(HERE / "added", folder, dirs_exist_ok=True)
    readme = folder / "README.md"
    title, rest = readme.read_text(encoding="utf-8").split("\n", 1)
    readme.write_text(f"{title}\n\n{(HERE / 'begin.md').read_text(encoding='utf-8')}{rest}", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Writes the folder that is named, or `templates/publication`."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PUBLICATION, metavar="DIR")
    parser.add_argument("--repository", help="the repository of Dateline on GitHub, as OWNER/NAME")
    parser.add_argument("--commit", help="the commit of Dateline")
    parser.add_argument("--tag", help="its tag")
    parser.add_argument("--index", action="store_true", help="requirements.txt names the version on the package index")
    asked = parser.parse_args(arguments)
    if bool(asked.commit) != bool(asked.repository) or bool(asked.commit) == (asked.folder == PUBLICATION):
        parser.error("give DIR, --repository and --commit, or nothing")
    if asked.folder == PUBLICATION:
        shutil.rmtree(PUBLICATION, ignore_errors=True)
    make(asked.folder, asked)


if __name__ == "__main__":
    main()
