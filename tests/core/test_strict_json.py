import pytest

from dateline.core import strict_json


def test_each_key_has_one_value():
    """JSON is decoded as usual, but a key that appears twice is an error, however deep."""
    assert strict_json.decode('{"a": [{"b": 1}, {"b": null}]}') == {"a": [{"b": 1}, {"b": None}]}
    with pytest.raises(ValueError, match="twice"):
        strict_json.decode('[{"a": 1, "a": 1}]')


@pytest.mark.parametrize("text", ["", "[", "{} {}", "01", "\xa0[]", "[]\x0b"])
def test_a_text_is_one_value(text):
    """There is nothing before or after it but white space that JSON knows."""
    assert strict_json.decode(" [1]\r\n") == [1]
    with pytest.raises(ValueError, match=r"follows|line 1"):
        strict_json.decode(text)
