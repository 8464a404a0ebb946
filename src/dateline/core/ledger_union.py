"""Two ledgers of one story → one with every line of both."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core import codec, layout
from dateline.core.model import Item, LedgerEvent, Timestamp, Withdrawn
from dateline.core.tombstones import has_words, hash_of, without_words


class RawLine(NamedTuple):
    """A line of a ledger."""

    said: bytes
    """Its bytes without the line ending."""
    end: bytes
    """Its line ending; a last line without one gets one."""
    entry: Item | LedgerEvent | None
    """What it says; None if it cannot be read."""
    time: Timestamp
    """When it was added; if it cannot be read, when the line before it was."""

    @property
    def identity(self) -> Hashable:
        """What it has in common with a line that says the same: an item is known by its key and hash."""
        if isinstance(self.entry, Item) and self.entry.hash:
            return self.entry.key, self.entry.hash
        return self.entry or self.said

    @property
    def original(self) -> str:
        """The hash of the line that stood here first: a tombstone names it."""
        return self.entry.withdrawn.hash if self.entry and self.entry.withdrawn else hash_of(self.said)


@dataclass(frozen=True, slots=True)
class _Withdrawals:
    """What a ledger has withdrawn."""

    lines: Mapping[str, bytes]
    """The hash of a line → the tombstone that replaced it."""
    keys: Mapping[str, Withdrawn]
    """The key of an item → why its words were taken down."""


def union(first: bytes, other: bytes) -> bytes:
    """The lines of the first ledger, then those that only the other has, in order of time.

    Lines of the first keep their place, because versions count them, and their bytes. A line that one ledger has withdrawn is a
    tombstone in the union. A line that cannot be read is kept.

    Args:
        first: the ledger that is published, or else the first of `in_order`.
        other: the other ledger.
    """
    records, others = (tuple(_records(data)) for data in (first, other))
    gone = (_gone(records), _gone(others))
    kept = [_withdrawn(one, *reversed(gone)) for one in records]
    known = {mark for one in (*records, *kept) for mark in _marks(one)}
    end = kept[0].end if kept else b""
    for one in sorted(others, key=lambda one: one.time):
        added = _withdrawn(one, *gone)
        if known.isdisjoint((*_marks(one), *_marks(added))):
            known.update(_marks(added))
            kept.append(added._replace(end=end or added.end))
    return b"".join(one.said + one.end for one in kept)


def lacking(ledger: bytes, other: bytes) -> tuple[bytes, ...]:
    """The lines that can be read and that only the other ledger has, in order of time, as they are in the union."""
    joined = union(ledger, other)[len(union(ledger, b"")) :]
    return tuple(one.said for one in _records(joined) if one.entry)


def in_order(one: bytes, other: bytes, published: bytes = b"") -> tuple[bytes, bytes]:
    """Two ledgers, first the one whose lines come first in their union; the same whichever of the two is given first.

    It is the one that has more of the published lines. If they have the same ones, it is the one whose first line that the other
    lacks is older, and in doubt the one whose bytes are smaller.

    Args:
        one: a ledger.
        other: another one.
        published: the ledger of the base.
    """
    sides = [(data, tuple(_records(data))) for data in (one, other)]
    base = [record.original for record in _records(published)]
    marks = [{mark for record in records for mark in _marks(record)} for _, records in sides]

    def rank(side: int) -> tuple[int, str, bytes, bytes]:
        data, records = sides[side]
        lacking = (record for record in records if marks[1 - side].isdisjoint(_marks(record)))
        first = next(lacking, None)
        return (-_common(base, records), *((first.time, first.said) if first else ("", b"")), data)

    a, b = sorted((0, 1), key=rank)
    return sides[a][0], sides[b][0]


def missing(ancestor: bytes, ledger: bytes) -> tuple[bytes, ...]:
    """The lines of the common ancestor that a ledger has neither as they were nor as tombstones."""
    held = {mark for one in _records(ledger) for mark in _marks(one)}
    return tuple(one.said for one in _records(ancestor) if held.isdisjoint(_marks(one)))


def _records(data: bytes) -> Iterator[RawLine]:
    time = ""
    for line in data.split(b"\n")[: None if data and not data.endswith(b"\n") else -1]:
        said = line.removesuffix(b"\r")
        entry = codec.parse_line(said, layout.LEDGER, 1).value
        time = _time(entry) if entry else time
        yield RawLine(said, line[len(said) :] + b"\n", entry, time)


def _time(entry: Item | LedgerEvent) -> Timestamp:
    return entry.collected if isinstance(entry, Item) else entry.at


def _marks(record: RawLine) -> tuple[Hashable, ...]:
    """What two lines that are one may have in common: the words, or the line that both come from."""
    return record.identity, record.original


def _gone(records: Iterable[RawLine]) -> _Withdrawals:
    lines: dict[str, bytes] = {}
    keys: dict[str, Withdrawn] = {}
    for one in records:
        if one.entry and one.entry.withdrawn:
            lines[one.entry.withdrawn.hash] = one.said
            keys.setdefault(one.entry.key, one.entry.withdrawn)
        elif isinstance(one.entry, LedgerEvent) and one.entry.event == "withdrawn":
            keys.setdefault(one.entry.key, Withdrawn(one.entry.at[:10], one.entry.why, ""))
    return _Withdrawals(lines, keys)


def _withdrawn(one: RawLine, other: _Withdrawals, own: _Withdrawals) -> RawLine:
    """The line, or its tombstone if the other ledger has withdrawn it, or its item without this ledger knowing of it."""
    if one.entry is None or one.entry.withdrawn or not has_words(one.entry):
        return one
    said = other.lines.get(hash_of(one.said))
    key = one.entry.key
    if said is None and key in other.keys and key not in own.keys:
        why = other.keys[key]
        entry = without_words(one.entry, Withdrawn(why.on, why.why, hash_of(one.said)))
        said = codec.dump_line(entry).encode().rstrip(b"\n")
    return one if said is None else one._replace(said=said, entry=codec.parse_line(said, layout.LEDGER, 1).value)


def _common(base: list[str], records: tuple[RawLine, ...]) -> int:
    """How many lines of the base a ledger has at its beginning, in their order."""
    pairs = zip(base, records, strict=False)
    return next((number for number, (line, record) in enumerate(pairs) if line != record.original), min(len(base), len(records)))
