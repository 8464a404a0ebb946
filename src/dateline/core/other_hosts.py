"""What styles and drawings load from other hosts, which would learn who reads the page."""

import re
from collections.abc import Iterator
from contextlib import suppress
from xml.parsers import expat

from dateline.core.showing import one_line

_COMMENT = re.compile(r"""(?s)("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?i:url)\([^)"']*\))|/\*.*?\*/""")
"""A comment, or a text or address that may contain the signs of one."""
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|([^\n]))")
_NAMESPACE = re.compile(r"@namespace[^;]*", re.IGNORECASE)
"""Its address is a name, and is not loaded."""
_NAMED = re.compile(r"""url\(\s*([^\s"')][^)]*)|(?:@import|[(,])\s*["']([^"']*)""", re.IGNORECASE)
"""What a style loads: `url(a)`, `url("a")`, `@import "a"`, `image-set("a" 1x, "b" 2x)`."""
_LOADING = frozenset({"href", "src", "srcset", "poster", "background"})
"""The attributes of SVG and HTML whose address is loaded; that of a link is only followed."""
_MOVING = frozenset({"from", "to", "by", "values"})
"""The attributes that put values into another attribute, while the drawing moves."""
_SHEET = re.compile(r"""href\s*=\s*["']([^"']*)""")
_UNSEEN = re.compile(r"[\x00-\x20]")
_OTHER = re.compile(r"//|(?!data:)[a-z][a-z0-9+.-]*:")
_MOST_SHOWN = 100


def loads_of_style(text: str) -> Iterator[tuple[int, str]]:
    """What a style loads from other hosts: the lines and the addresses."""
    plain = _COMMENT.sub(lambda found: found[1] or _breaks(found), text)
    plain = _NAMESPACE.sub(_breaks, _ESCAPE.sub(_unescaped, plain))
    for found in _NAMED.finditer(plain):
        if _is_elsewhere(address := found[1] or found[2]):
            yield plain.count("\n", 0, found.start()) + 1, _shown(address)


def loads_of_drawing(text: str) -> Iterator[tuple[int, str]]:
    """What an SVG loads from other hosts, as far as it can be read: the lines and the addresses."""
    found, styles, parser = list[tuple[int, str]](), list[str](), expat.ParserCreate(namespace_separator=" ")

    def begin(name: str, given: dict[str, str]) -> None:
        styles.clear()
        loading = _LOADING if _local(name) != "a" else frozenset()
        loading |= _MOVING if "attributeName" in given else frozenset()
        for key, value in given.items():
            parts = re.split(r"[;,\s]+", value) if _local(key) in {"srcset", "values"} else [value]
            found.extend(
                (parser.CurrentLineNumber, _shown(one)) for one in parts if _local(key) in loading and _is_elsewhere(one)
            )
            found.extend((parser.CurrentLineNumber, address) for _, address in loads_of_style(value))

    def end(name: str) -> None:
        style = "".join(styles) if _local(name) == "style" else ""
        first = parser.CurrentLineNumber - style.count("\n")
        found.extend((first + line - 1, address) for line, address in loads_of_style(style))

    def instruct(_target: str, said: str) -> None:
        found.extend((parser.CurrentLineNumber, _shown(one)) for one in _SHEET.findall(said) if _is_elsewhere(one))

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler, parser.ProcessingInstructionHandler = styles.append, instruct
    with suppress(expat.ExpatError):
        parser.Parse(text, True)
    yield from found


def _is_elsewhere(address: str) -> bool:
    r"""Whether a browser would call another host for an address; it drops spaces, and takes `\` for `/`."""
    return bool(_OTHER.match(_UNSEEN.sub("", address).replace("\\", "/").lower()))


def _local(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def _shown(address: str) -> str:
    return one_line(address)[:_MOST_SHOWN]


def _breaks(found: re.Match[str]) -> str:
    """The line breaks of what is left out, so that lines keep their numbers."""
    return "\n" * found[0].count("\n")


def _unescaped(found: re.Match[str]) -> str:
    return chr(min(int(found[1], 16), 0x10FFFF)) if found[1] else found[2]
