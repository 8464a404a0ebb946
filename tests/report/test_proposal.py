"""The title and the text of a pull request."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pytest
from conftest import MakePublication

from dateline.flows.proposing.text import ProposalPlace, ProposalText
from dateline.report.proposal import CHECK, PAGES, proposal_text

WAS = builders.version(1)
NOW = replace(WAS, version=2, what="The council plans two barriers [@harbour-plan].")
SLUG = "harbour-barrier"


def proposed(root: Path, **given: object) -> ProposalText:
    return proposal_text(root, SLUG, 2, ProposalPlace(root, **given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "title"), [("update", "version 2"), ("correction", "version 2, a correction"), ("minor", "version 2, wording alone")]
)
def test_the_title_tells_a_correction(make_publication: MakePublication, kind: Any, title: str) -> None:
    """The list of pull requests shows what corrects an earlier version; the text has the title only if asked to."""
    root = make_publication(builders.dossier(WAS, replace(NOW, kind=kind), slug=SLUG))
    plain, headed = proposed(root), proposed(root, is_headed=True)

    assert plain.title == f"The harbour barrier: {title}"
    assert "The harbour barrier" not in plain.body
    assert headed.body.startswith(f"## The harbour barrier: {title}\n\n")
    assert headed.whole.startswith(f"## The harbour barrier: {title}\n\n")


def test_it_says_where_the_pages_are(make_publication: MakePublication) -> None:
    """On a code host, with the workflow that keeps them; nowhere else are there any."""
    story = builders.dossier(WAS, NOW, slug=SLUG)
    bare = proposed(make_publication(story), blob="https://code.example/blob/b").body
    root = make_publication(story, files={CHECK: "name: Check\n"})

    assert "Redline and built pages" not in bare + proposed(root).body
    assert f"<sub>Redline and built pages: {PAGES} · " in proposed(root, blob="https://code.example/blob/b").body
