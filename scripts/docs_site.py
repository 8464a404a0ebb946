"""Makes the documentation's site with Dateline: `python scripts/docs_site.py FOLDER [options of dateline build]`.

The pages are those that docs/index.md lists, in its order; their theme and settings are in docs/site. The publication is in
FOLDER, and the site in FOLDER/build, unless `--out` says otherwise.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from dateline.core.ids import slug

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
INDEX, SITE, IMAGES = DOCS / "index.md", DOCS / "site", DOCS / "images"
CONTENTS = "theme/templates/contents.html"
"""The list of pages for the templates; a folder that has it was made by this script."""
FRONT = (INDEX, ROOT / "README.md")
"""What the front page of the site stands for."""

CODE = re.compile(r"(^ *```.*?^ *```$|`+[^`]+`+)", re.DOTALL | re.MULTILINE)
LINKED = re.compile(r"(\[[\w-]+\.md)?\]\(([^()\s#:]+)(#[^()\s]*)?(?=[\s)])")
"""A link to a file: its words if they are a file's name, the file, and the place in it."""
WORDS = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
ENTRY = re.compile(r"(?:-|\d+\.) \[(?P<label>.+?)\]\((?P<file>\S+\.md)\)(?:: (?P<about>.+))?")


class Listed(NamedTuple):
    """A page as docs/index.md lists it."""

    file: Path
    label: str
    """Its name in menus."""
    about: str
    """What is there, in a sentence; a decision has none."""

    @property
    def slug(self) -> str:
        """The name of its page."""
        folder, name = self.file.parent.name, self.file.stem.lower().replace("_", "-")
        return folder if name == "readme" else f"adr-{name}" if folder == "adr" else name

    def place(self, fragment: str) -> str:
        """The place of a heading as Dateline names it: GitHub leaves out signs that stand for a hyphen here, as in `a/b.md`."""
        known = map(slug, re.findall(r"^#+ (.+)$", self.file.read_text(encoding="utf-8"), re.MULTILINE))
        return next((f"#{one}" for one in known if one.replace("-", "") == fragment[1:].replace("-", "")), fragment)


class Group(NamedTuple):
    """Pages below a heading of the index."""

    title: str
    """Empty if the pages stand directly below their kind."""
    pages: list[Listed]


class Kind(NamedTuple):
    """A kind of pages: tutorials, how-to guides …"""

    title: str
    about: str
    """What such pages are for."""
    groups: list[Group]


def kinds() -> list[Kind]:
    """The pages that the index lists, by kind."""
    found: list[Kind] = []
    for line in INDEX.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            found.append(Kind(line[3:], "", [Group("", [])]))
        elif line.startswith("### "):
            found[-1].groups.append(Group(line[4:], []))
        elif entry := ENTRY.fullmatch(line):
            page = Listed((DOCS / entry["file"]).resolve(), plain(entry["label"]), plain(entry["about"] or ""))
            found[-1].groups[-1].pages.append(page)
        elif line and found and not any(group.pages for group in found[-1].groups):
            about = " ".join((*filter(None, [found[-1].about]), WORDS.sub(r"\1", line)))
            found[-1] = found[-1]._replace(about=about)
    return found


def plain(words: str) -> str:
    """The words as menus and titles show them: no code, and the quotation marks of a printed text."""
    return re.sub('"([^"]*)"', r"“\1”", words.replace("`", "")).replace("'", "’")


def pages(listed: list[Kind]) -> list[Listed]:
    """All pages, in order."""
    return [page for kind in listed for group in kind.groups for page in group.pages]


def as_page(page: Listed, listed: Mapping[Path, Listed]) -> str:
    """The page as Dateline reads it: its title in a head, and links to the pages and pictures of the site, by their names.

    Raises:
        SystemExit: if it links to a file that the site does not have.
    """

    def led(link: re.Match[str]) -> str:
        words, file, place = link[1] or "", (page.file.parent / link[2]).resolve(), link[3] or ""
        if there := listed.get(file):
            return f"{words and '[' + there.label}]({there.slug}.md{there.place(place)}"
        if file in FRONT:
            return f"{words}](../{place}"
        if file.parent == IMAGES and file.is_file():
            return f"{words}](../images/{file.name}"
        raise SystemExit(f"{page.file.relative_to(ROOT)} links to {link[2]}, which docs/index.md does not list.")

    title, _, text = page.file.read_text(encoding="utf-8").partition("\n")
    parts = CODE.split(text)
    parts[::2] = (LINKED.sub(led, part) for part in parts[::2])
    head = {"title": plain(title.removeprefix("# ")), "description": page.about or page.label}
    rows = "".join(f"{key}: {json.dumps(words, ensure_ascii=False)}\n" for key, words in head.items())
    return f"---\n{rows}---\n{''.join(parts)}"


def contents(listed: list[Kind]) -> str:
    """The list of pages as a template."""
    rows = [
        {
            "title": kind.title,
            "about": kind.about,
            "groups": [
                {
                    "title": group.title,
                    "pages": [{"address": f"{page.slug}/", "label": page.label, "about": page.about} for page in group.pages],
                }
                for group in kind.groups
                if group.pages
            ],
        }
        for kind in listed
    ]
    return f"{{% set kinds = {json.dumps(rows, indent=1)} %}}\n"


def make(folder: Path) -> None:
    """Makes the publication.

    Raises:
        SystemExit: if the folder has something else, or a page links to what the site does not have.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / CONTENTS).is_file():
        raise SystemExit(f"{folder} has files that this script did not make. Name a new folder.")
    listed = kinds()
    known = {page.file: page for page in pages(listed)}
    texts = {f"content/pages/{page.slug}.md": as_page(page, known) for page in known.values()} | {CONTENTS: contents(listed)}
    for name in ("content", "theme"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    shutil.copytree(IMAGES, folder / "content/images")
    (folder / "content/pages").mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def main(folder: str, *options: str) -> int:
    """Makes the publication and builds it; the exit code is that of the build."""
    make(Path(folder))
    return subprocess.run([sys.executable, "-m", "dateline", "-C", folder, "build", *options], check=False).returncode


if __name__ == "__main__":
    if len(sys.argv) < 2:  # noqa: PLR2004
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
