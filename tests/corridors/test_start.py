"""A new publication."""

import json

import pytest

from dateline.check import check
from dateline.errors import StoreError, UsageError
from dateline.schema import KINDS, schema
from dateline.start import start


@pytest.mark.parametrize("example", [False, True])
def test_a_new_publication_is_sound(tmp_path, example):
    """What `init` writes has no error, with the example and without."""
    start(tmp_path / "new", example=example)

    checked = check(tmp_path / "new")

    assert not checked.blocks()
    assert bool(checked.publication.stories) == example


def test_schemas_are_written(tmp_path):
    """The schemas that the first lines of files name are there, and are those of this Dateline."""
    start(tmp_path / "new")

    for name in KINDS:
        assert json.loads((tmp_path / f"new/content/schema/{name}.json").read_text()) == schema(name)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    """Where nothing can be written the error says so in words."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        start(tmp_path / "file/new")


def test_nothing_is_overwritten(tmp_path):
    """A folder that holds something is refused and stays as it is."""
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(UsageError, match="not empty"):
        start(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
