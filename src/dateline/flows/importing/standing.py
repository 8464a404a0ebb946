"""What stands where an imported text would be."""

from collections.abc import Iterator
from pathlib import Path

from dateline.core import essays, layout
from dateline.core.config import Author
from dateline.core.publication import Publication
from dateline.core.text.lists import listed
from dateline.flows.importing.foreign import ForeignText
from dateline.flows.importing.heads import Notice
from dateline.flows.importing.texts import addresses_of, place_of
from dateline.flows.shared.written import written_pages


def is_as_written(page: Path, author: Author) -> bool:
    """Whether a page is still as `init` wrote it, so that nobody's words are lost with it."""
    if not page.is_file() or page.is_symlink():
        return False
    return page.read_bytes() in {one.encode() for one in written_pages(page.name, author.name, author.email or "")}


def lost_redirects(one: ForeignText, path: str, around: Publication) -> Iterator[Notice]:
    """The earlier addresses of a text from which the file in its place does not redirect."""
    known = {layout.page_path(page.slug): page.aliases for page in around.pages}
    known |= {essays.path_of(essay): essay.aliases for essay in around.signals}
    if lost := [each for each in addresses_of(one, place_of(one)[0]) if each not in known.get(path, ())]:
        said = f"{path} is there, and does not redirect from {listed(lost, len(lost))}"
        yield Notice(one.file, 1, f"{said}: write that under `aliases` in it, or move it away and import again")
