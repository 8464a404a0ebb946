import pytest

from dateline.core import strict_json


def test_each_key_has_one_value():
    """JSON is decoded as usual, but a key that appears twice is an error, however deep."""
    assert strict_json.decode('{"a": [{"b": 1}, {"b": null}]}') == {"a": [{"b": 1}, {"b": None}]}
    with pytest.raises(ValueError, match="twice"):
        strict_json.decode('[{"a": 1, "a": 1}]')
