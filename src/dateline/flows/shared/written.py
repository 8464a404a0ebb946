"""What `init` writes into the folder of a publication."""

import re
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

from dateline.core import layout

HERE = Path(__file__).parents[1]
LAYERS = ("starter", "example")
"""The folders in it that are copied: the first always."""
REQUIREMENTS_FILE = "requirements.txt"
_PART = re.compile(r"^(?=## )", re.MULTILINE)
"""Where a part of a page begins."""
_BLANK = re.compile(r"\{(\w+)\}")
"""Stands in a page for something that a publication says of itself."""


def written_tops(layers: Iterable[str] = LAYERS) -> frozenset[str]:
    """The names of the files and folders at the top of a publication that `init` writes, from these layers."""
    return frozenset({REQUIREMENTS_FILE, "vendor"}.union(*((path.name for path in (HERE / layer).iterdir()) for layer in layers)))


def written_page(source: Path, given: Mapping[str, str]) -> str:
    """A page, without the parts that would name what was not given."""
    parts = _PART.split(source.read_text(encoding="utf-8"))
    known = (part for part in parts if all(given[name] for name in _BLANK.findall(part)))
    return "".join(_BLANK.sub(lambda found: given[found[1]], part) for part in known)


def written_pages(name: str, publisher: str, email: str) -> frozenset[str]:
    """The texts that `init` may have written as the page of a name, with or without the name and address of a publisher."""
    sources = [*HERE.glob(f"pages/*/{name}"), *HERE.glob(f"{LAYERS[1]}/{layout.PAGES}/{name}")]
    given = [{"publisher": one, "email": other} for one, other in product({"", publisher}, {"", email})]
    return frozenset(written_page(source, each) for source in sources for each in given)
