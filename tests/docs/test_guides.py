"""What the how-to guides tell readers to write is right as it stands."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from dateline.core import codec
from dateline.core.config import Config
from dateline.core.model import Story, Version
from dateline.flows.build import build
from dateline.flows.start import start
from dateline.flows.stories.check import check

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^ *```(?P<kind>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^ *```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(page, one) for page in sorted(DOCS.glob("*.md")) for one in BLOCK.finditer(page.read_text(encoding="utf-8"))]
FILES = {one["path"]: dedent(one["text"]) for page, one in BLOCKS if page.name == "pages-and-images.md" and one["path"]}
SETTINGS = {"title": "T", "url": "https://example.org/"}
VERSION = {
    "format": 1,
    "version": 1,
    "kind": "update",
    "title": "T",
    "published": "2026-05-24T14:00:00Z",
    "items": 1,
    "what": "A.",
    "written_by": "{writer: desk}",
}
KINDS = {"site.yaml": [(Config, SETTINGS)], "story.yaml": [(Story, {"title": "T"})]}
"""What an example is, by the name of its file, and the keys that it needs besides its own."""
ANY = [(Config, SETTINGS), (Story, {"title": "T"}), (Version, VERSION)]
"""What an example without a name may be."""
EXAMPLES = [
    pytest.param(dedent(one["text"]), KINDS.get(name, ANY), id=f"{page.stem}-{one.start()}")
    for page, one in BLOCKS
    if one["kind"] == "yaml" and (name := (one["path"] or "").rpartition("/")[2]) in ("", *KINDS)
]


@pytest.mark.parametrize(("text", "kinds"), EXAMPLES)
def test_an_example_is_valid(text: str, kinds: list[tuple[type, dict[str, object]]]) -> None:
    """Settings, stories and versions in YAML, or parts of them, have only keys and values that Dateline reads."""
    text = f"feeds:\n{text}" if text.startswith("- ") else text  # a line to be added to them
    found = []
    for kind, needed in kinds:
        more = "".join(f"{key}: {value}\n" for key, value in needed.items() if not re.search(f"^{key}:", text, re.MULTILINE))
        found.append(codec.parse(kind, (more + text).encode(), "example.yaml").problems)

    assert () in found, found[0]


def test_a_page_is_shown_as_the_guide_says(tmp_path: Path) -> None:
    """The page with its picture and its table is on the site, its links lead somewhere, and nothing is found."""
    root, out = tmp_path / "record", tmp_path / "site"
    start(root, example=True)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    assert [one for one in check(root).findings if not one.story] == []
    assert build(root, out).written
    page = (out / "team/index.html").read_text(encoding="utf-8")
    assert '<a href="../about/index.html">how we work</a>' in page
    assert "<figcaption>The quay, seen from the office</figcaption>" in page
    assert "<td>reads, checks and signs</td>" in page


def test_who_has_only_a_browser_learns_to_sign_before_merging():
    """The guide says where a signature is given in a browser, and that it comes before the merge."""
    text = (DOCS / "start-without-python.md").read_text(encoding="utf-8")

    assert text.index("Codespaces") < text.index("dateline approve") < text.index("Merge pull request")
