"""What readers ask of a publisher: somebody to write to, and pages that say who publishes."""

from collections.abc import Iterator

from dateline.core import layout
from dateline.flows.examining.diagnosis import Diagnosis, Setup
from dateline.store.reading import read_around


def _contact(setup: Setup) -> Iterator[Diagnosis]:
    if not (setup.config.author.email or setup.config.repository):
        hint = f"Give `author` an email in {layout.SITE}, or set `repository`."
        yield Diagnosis("contact", "note", "readers cannot report errors", hint)


def _drafts(setup: Setup) -> Iterator[Diagnosis]:
    around, _ = read_around(setup.root)
    for page in around.pages:
        if page.draft:
            said = f"{layout.PAGES}/{page.slug}.md is a draft: readers do not see it"
            yield Diagnosis("page", "note", said, "When it says what is true, remove `draft: true`.")


CHECKS = (_contact, _drafts)
"""All checks of what readers ask for."""
