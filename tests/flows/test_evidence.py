"""What supports each claim, for an editor."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.core.model import Event
from dateline.flows.evidence import evidence
from dateline.report.evidence import document, lines


def proofs(make_publication):
    quoted = builders.source(quotes=("plans a barrier",), evidence="excerpt")
    told = builders.version(sources=(quoted,), timeline=(Event("2026-04-14", "Nobody said this."),))
    return evidence(make_publication(builders.dossier(told)))


def test_each_claim_has_its_sources_and_quotes(make_publication):
    """A claim is printed with its grade, its origins, its sources and the words copied from them."""
    told = "\n".join(lines(proofs(make_publication)))

    assert "harbour-barrier v1" in told
    assert (
        "what: The council plans a barrier\n  excerpt, 1 origin\n  - Title of harbour-plan [harbour-plan]\n    “plans a barrier”"
        in told
    )
    assert "timeline[0].text: Nobody said this.\n  no source, 0 origins" in told


def test_the_document_has_every_claim(make_publication):
    """As JSON: each claim with its place, keys, quotes, grade and number of origins."""
    (story,) = document(proofs(make_publication))["stories"]

    first = story["claims"][0]
    assert (first["at"], first["sources"], first["grade"], first["origins"]) == ("what", ["harbour-plan"], "excerpt", 1)


def test_only_the_stories_meant(make_publication):
    """A slug that names no story is an error."""
    with pytest.raises(UsageError, match="no story"):
        evidence(make_publication(builders.dossier()), ("harbour",))
