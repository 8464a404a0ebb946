"""Takes out of markup what keeps parsers busy for hours: their work grows with the square of a tag's attributes."""

import re

MOST_ATTRIBUTES = 250
"""No page needs so many in a tag."""
_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rb"(?P<name><[A-Za-z_:\x80-\xff][^\s/>]*+)(?P<attributes>(?:%b)*+)" % _ATTRIBUTE)
"""Reads on from where it ended, whatever it found, so that each byte is read once."""
_BEYOND = re.compile(rb"</|\]\]")
"""What a tag does not have: a program's `a<b` was taken for one, and the end of the program follows."""


def lightened(markup: bytes) -> bytes:
    """The markup, without the attributes of a tag that has more than 250."""
    return _TAG.sub(_light, markup)


def _light(tag: re.Match[bytes]) -> bytes:
    attributes = tag["attributes"]
    if len(attributes) < MOST_ATTRIBUTES or len(_ATTRIBUTES.findall(attributes)) <= MOST_ATTRIBUTES:
        return tag[0]
    beyond = _BEYOND.search(attributes)
    return tag["name"] + (b">" + attributes[beyond.start() :] if beyond else b"")
