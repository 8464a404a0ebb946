"""Which versions `diff` and `blame` mean."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.flows.versions import pair, versions_to


@pytest.fixture
def root(make_publication):
    return make_publication(builders.dossier(*(builders.version(number) for number in (1, 2, 3))))


@pytest.mark.parametrize(("asked", "meant"), [((), (2, 3)), ((1,), (1, 3)), ((1, 2), (1, 2)), ((3, 1), (3, 1))])
def test_a_pair(root, asked, meant):
    """Without numbers the last two versions are meant; with one, it and the newest; with two, these two."""
    before, after = pair(root, "harbour-barrier", *asked)

    assert (before.version, after.version) == meant


def test_versions_up_to_one(root):
    """Blame reads the versions up to the one that is asked for, or all."""
    assert [one.version for one in versions_to(root, "harbour-barrier", 2)] == [1, 2]
    assert [one.version for one in versions_to(root, "harbour-barrier")] == [1, 2, 3]


def test_what_is_not_there(root, make_publication):
    """A version that is not there is an error that says which are; so is a single version without another."""
    with pytest.raises(UsageError, match="no version 9") as caught:
        pair(root, "harbour-barrier", 9)
    assert caught.value.hint == "It has v1 to v3."
    alone = make_publication(builders.dossier(slug="alone"))
    with pytest.raises(UsageError, match="only one version"):
        pair(alone, "alone")
    empty = make_publication(files={"stories/empty/story.yaml": "title: Empty\n"})
    with pytest.raises(UsageError, match="no version to read"):
        versions_to(empty, "empty")
