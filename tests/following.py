"""Follows every link and address in a built site."""

import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib

COMPARED = re.compile(r"(?<=/changes/index\.html)#\d+-\d+$")
"""What stands after the # of a page of changes: the versions to compare."""


def linked(page: Path) -> tuple[set[str], list[str]]:
    """The ids of a page, and the addresses that it names."""
    elements = [*html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False).iter()]
    ids = {one.get("id") for one in elements} - {None}
    return ids, [one.get(name) for one in elements for name in ("href", "src", "action") if one.get(name)]


def dead(site: Path, base: str) -> list[tuple[str, str]]:
    """Each page with a link that leads to no file of the site, or to no place of the page there.

    Args:
        site: the folder of the site.
        base: its address.
    """
    pages = {path.relative_to(site).as_posix(): linked(path) for path in site.rglob("*.html")}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found: list[tuple[str, str]] = []
    for name, (_, links) in pages.items():
        for link in links:
            address, _, place = COMPARED.sub("", urljoin(base + name, link)).partition("#")
            if not address.startswith(base):
                assert urlsplit(address).scheme in ("http", "https", "mailto"), (name, link)
                continue
            file = re.sub("(^|/)$", r"\1index.html", unquote(urlsplit(address).path.removeprefix(urlsplit(base).path)))
            if file not in files or (place and place not in pages[file][0]):
                found.append((name, link))
    assert pages
    return found
