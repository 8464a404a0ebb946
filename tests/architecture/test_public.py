"""The public names of the package."""

import inspect

import pytest

import dateline


def test_the_public_names_are_sorted_and_there():
    """Each public name is a class with a sentence, and the list is in order."""
    assert dateline.__all__ == sorted(dateline.__all__)
    assert [name for name in dateline.__all__ if not inspect.getdoc(getattr(dateline, name))] == []


def test_another_name_is_none_of_them():
    """A name that is not public is an ordinary AttributeError."""
    with pytest.raises(AttributeError, match="no attribute 'Editor'"):
        _ = dateline.Editor
