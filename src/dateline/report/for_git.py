"""A version or a ledger as lines that git can compare: what the file says, with nothing left out.

Two files that differ never have the same text. So what could be taken for a mark is put in quotation marks or doubled, keys
without a place of their own are shown by name, and what is not in canonical form is shown at the end.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.core import codec, layout
from dateline.core.characters import unsafe_characters
from dateline.core.model import AHEAD, FIGURES, SECTIONS, TOLD_BESIDE, LedgerEvent

MARK = "·"
"""Begins a line that is not a sentence."""
NAMES = {
    **SECTIONS,
    **TOLD_BESIDE,
    "title": "Title",
    "figures": FIGURES,
    "departed_voices": "Departed voices",
    "corrections": "Corrections",
    "written_by": "Written by",
    "review": "Review",
    "withdrawn": "Withdrawn",
}
"""The names of the keys of a version."""

_BREAKS = re.compile("[\t\n\r\u2028\u2029]")
_Keys = dict[str, Any]


def text_for_git(data: bytes) -> bytes:
    """The text of a file; a file that is neither a version nor a ledger stays as it is.

    Args:
        data: the file's bytes.
    """
    if data.startswith(b"{"):
        return b"\n".join(map(_ledger_line, data.split(b"\n")))
    value = codec.parse_version(data, "", strict=False).value
    if value is None:
        return data
    written = codec.canonical(value)
    lines = (*_version(codec.to_tree(written)), *_not_canonical(codec.dump(written, layout.schema("version")), data))
    return "".join(f"{line}\n" for line in lines).encode(errors="surrogatepass")


def _version(tree: _Keys) -> Iterator[str]:
    kind, filed, items = (tree.pop(key, "") for key in ("kind", "published", "items"))
    told = (
        f" ({kind})" if kind else "",
        f", filed {filed}" if filed else "",
        f", {items} item{'s' * (items != '1')}" if items else "",
    )
    yield f"Version {tree.pop('version')}{''.join(told)}"
    del tree["format"]  # there is only one that can be read
    for key, value in tree.items():
        yield from ("", NAMES.get(key) or f"{MARK} {_clear(key)}")
        yield from _section(key, value)


def _section(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _prose(value, 2)
    elif key == "sources" and isinstance(value, dict):
        for name, row in value.items():
            yield from _row(f"{name}: {_source(row)}", row)
    elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
        for row in value:
            yield from _row(_HEADS.get(key, _pairs)(row), row)
    elif isinstance(value, list) and all(isinstance(row, str) for row in value):
        for number, row in enumerate(value):
            yield from ([""] if number else [])
            yield from _prose(row, 2)
    else:
        yield f"  {_pairs(value) if key in NAMES else _json(value)}"


def _row(head: str, rest: _Keys) -> Iterator[str]:
    """An entry of a list: a line, its text, and a line or more for each key that is left."""
    yield f"  {head}"
    for name in ("text", "view"):
        if name in rest:
            yield from _prose(rest.pop(name), 4)
    for key, value in rest.items():
        if key == "quotes" and isinstance(value, list):
            yield from (f"    {MARK} “{_clear(one)}”" for one in value)
        elif key == "sides" and isinstance(value, list):
            for side in value:
                yield f"    {MARK} side {_clear(side.pop('who'))}"
                yield from _prose(side.pop("text"), 6)
                yield from (f"      {MARK} {_json(side)}" for _ in side and [1])
        elif key == "evolution":
            yield f"    {MARK} evolution"
            yield from _prose(value, 6)
        else:
            yield f"    {MARK} {_clear(key)}: {_clear(value) if isinstance(value, str) else _json(value)}"


def _prose(text: str, indent: int) -> Iterator[str]:
    """A line for each line of the text; an empty one, and one that begins with the mark, can be told from other lines."""
    for line in text.split("\n"):
        shown = _clear(line)
        yield " " * indent + (MARK + shown if not shown or shown.startswith(MARK) else shown)


# --- the first line of an entry; it takes what it shows out of the row -----------------------------------------------------


def _question(row: _Keys) -> str:
    due = row.pop("due", "")
    return f"{row.pop('id')}, due {due}" if due else str(row.pop("id"))


def _closed(row: _Keys) -> str:
    verdict = row.pop("verdict", "")
    return f"{row.pop('id')}: {row.pop('outcome')}{f', {verdict}' if verdict else ''}"


def _event(row: _Keys) -> str:
    first, _, rest = row.pop("text").partition("\n")
    row |= {"text": rest} if rest else {}
    return f"{row.pop('date')}{f' ({AHEAD.lower()})' if row.pop('ahead', '') else ''}  {''.join(_prose(first, 0))}"


def _figure(row: _Keys) -> str:
    sources = "; ".join(f"@{key}" for key in row.pop("sources", []))
    return f"{row.pop('id')}: {_word(row.pop('label'), ' = ')} = {_word(row.pop('value'), ' [')} [{sources}]"


def _voice(row: _Keys) -> str:
    role = row.pop("role", None)
    return f"{_word(row.pop('voice'), ', ')}{'' if role is None else f', {_clear(role)}'} ({row.pop('id')})"


def _departed(row: _Keys) -> str:
    return f"{row.pop('id')}: {_clear(row.pop('why'))}"


def _tension(row: _Keys) -> str:
    title = row.pop("title", None)
    return str(row.pop("id")) if title is None else f"{row.pop('id')}: {_clear(title)}"


def _source(row: _Keys) -> str:
    feed, date = row.pop("feed", None), row.pop("date", row.pop("published", None))
    outlet = "" if feed is None else f" — {_word(feed, ' (')}"
    return f"{_word(row.pop('title', ''), ' — ', ' (')}{outlet}{f' ({date})' if date else ''}, {row.pop('evidence')}"


def _correction(row: _Keys) -> str:
    return f"version {row.pop('of')}"


def _pairs(row: _Keys) -> str:
    """All of a row on one line."""
    told = [f"{_clear(key)} {_word(value, ', ') if isinstance(value, str) else _json(value)}" for key, value in row.items()]
    row.clear()
    return ", ".join(told)


_HEADS = {
    "open_questions": _question,
    "closed_questions": _closed,
    "timeline": _event,
    "figures": _figure,
    "perspectives": _voice,
    "departed_voices": _departed,
    "tensions": _tension,
    "corrections": _correction,
}


# --- text without marks, and what is not in canonical form -----------------------------------------------------------------


def _clear(text: str) -> str:
    """Text on one line that cannot control a terminal; it can be told from every other text."""
    plain = text.replace("\\", "\\\\")
    odd = {at for at, _ in unsafe_characters(plain)} | {match.start() for match in _BREAKS.finditer(plain)}
    return "".join(f"\\u{ord(one):04x};" if at in odd else one for at, one in enumerate(plain)) if odd else plain


def _word(text: str, *marks: str) -> str:
    """The same, in quotation marks if it is empty or has one of the marks that follow it."""
    shown = _clear(text)
    is_plain = shown and not shown.startswith('"') and not any(mark in f"{shown} " for mark in marks)
    return shown if is_plain else '"{}"'.format(shown.replace('"', '\\"'))


def _json(value: Any) -> str:
    return _clear(json.dumps(value, ensure_ascii=False))


def _not_canonical(canonical: str, data: bytes) -> Iterator[str]:
    """The lines in which the file differs from its canonical form."""
    if data == canonical.encode(errors="surrogatepass"):
        return
    from difflib import unified_diff  # noqa: PLC0415  # most files do not need it

    yield from ("", f"{MARK} Not in canonical form")
    text = data.decode()
    if "\r\n" in text and "\n" not in text.replace("\r\n", ""):
        yield f"  {MARK} every line ends with CRLF"
        text = text.replace("\r\n", "\n")
    for line in [*unified_diff(canonical.split("\n"), text.split("\n"), n=0, lineterm="")][2:]:
        yield f"  {_clear(line)}"


def _ledger_line(line: bytes) -> bytes:
    """An item or an event on one line; what is not written as usual stays as it is."""
    entry = codec.parse_line(line, "", 1).value if line else None
    if entry is None or codec.dump_line(entry).encode(errors="surrogatepass") != line + b"\n":
        return line
    row = codec.plain(entry)
    told = _event_told(row) if isinstance(entry, LedgerEvent) else _item_told(row)
    return told.encode(errors="surrogatepass")


def _item_told(row: _Keys) -> str:
    head = f"{row.pop('collected', '')}  {row.pop('key')}: {_source(row)}"
    return "; ".join((head, *_left_of(row)))


def _event_told(row: _Keys) -> str:
    return "; ".join((f"{row.pop('at')}  {row.pop('key')} {row.pop('event')}", *_left_of(row)))


def _left_of(row: _Keys) -> Iterator[str]:
    text = row.pop("text", None)
    for key, value in row.items():
        yield f"{key} {_word(value, '; ') if isinstance(value, str) else _json(value)}"
    if text is not None:
        yield f"“{_clear(text)}”"
