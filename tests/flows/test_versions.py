"""Which versions `diff` and `blame` read."""

import builders
import pytest

from dateline.core.errors import UsageError
from dateline.flows.versions import blame, difference


@pytest.fixture
def root(make_publication):
    told = (builders.version(number, what=f"The gates closed {number} times.") for number in (1, 2, 3))
    return make_publication(builders.dossier(*told))


@pytest.mark.parametrize(("asked", "meant"), [((), (2, 3)), ((1,), (1, 3)), ((1, 2), (1, 2)), ((3, 1), (3, 1))])
def test_a_pair(root, asked, meant):
    """No number means the last two versions, one number means it and the newest, two numbers mean these two."""
    found = difference(root, "harbour-barrier", *asked)

    assert (found.from_version, found.to_version) == meant


def test_versions_up_to_one(root):
    """Blame reads the versions up to the given one, or all of them."""
    asked, newest = (blame(root, "harbour-barrier", number)[0] for number in (2, None))

    assert (asked.since, asked.worded) == (1, 2)
    assert (newest.since, newest.worded) == (1, 3)


def test_what_is_not_there(root, make_publication):
    """A missing version is an error that lists the versions there are; so is a single version without another to compare."""
    with pytest.raises(UsageError, match="no version 9") as caught:
        difference(root, "harbour-barrier", 9)
    assert caught.value.hint == "It has v1 to v3."
    alone = make_publication(builders.dossier(slug="alone"))
    with pytest.raises(UsageError, match="only one version"):
        difference(alone, "alone")
    empty = make_publication(files={"stories/empty/story.yaml": "title: Empty\n"})
    with pytest.raises(UsageError, match="no version to read"):
        blame(empty, "empty")
