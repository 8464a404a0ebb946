"""Files with a few faults each, as a bad disk, a bad connection, a bad program or a bad person makes them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

KINDS = {".html": "text/html", ".eml": "message/rfc822"}
FIXTURES = Path(__file__).parent.parent / "fixtures" / "wire"
_TOKEN = re.compile(rb"</?[A-Za-z][^<>]{0,40}/?>|<[A-Za-z:]{1,20}|[\w:-]+=[\"'][^\"'<>]{0,40}[\"']|[\w:+.-]{2,30}|[{}\[\]\",]+")
_LONGEST_SEED = 20_000
_LONGEST = 60_000
"""A file grows no longer than this."""


def seeds(folder: Path = FIXTURES) -> list[Path]:
    """The small feeds, mails and pages of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".items.json"))
    return sorted(path for path in files if path.stat().st_size <= _LONGEST_SEED)


def tokens(bodies: Iterable[bytes]) -> list[bytes]:
    """Tags, attributes and words from the files: in another file, or another place, they mean something else."""
    return sorted({token for body in bodies for token in _TOKEN.findall(body)})


def mutants(body: bytes, pool: Sequence[bytes], dice: Random) -> Iterator[bytes]:
    """The file with one fault each time."""
    while True:
        yield faulty(body, (body,), pool, dice)


def several(bodies: Sequence[bytes], pool: Sequence[bytes], dice: Random) -> Iterator[bytes]:
    """Any of the files, with one fault or a few."""
    while True:
        body = dice.choice(bodies)
        for _ in range(dice.choice((1, 1, 2, 4))):
            body = faulty(body, bodies, pool, dice)
        yield body[:_LONGEST]


def faulty(body: bytes, bodies: Sequence[bytes], pool: Sequence[bytes], dice: Random) -> bytes:
    """The file with a byte, a bit, some bytes or a token altered, removed, repeated or misplaced, or with another file's end."""
    at = dice.randrange(len(body) + 1)
    end = min(len(body), at + dice.choice((1, 1, 4, 16, 64)))
    other = dice.choice(bodies)
    return dice.choice(
        (
            body[:at] + bytes((dice.randrange(256),)) + body[at + 1 :],
            body[:at] + bytes(byte ^ 1 << dice.randrange(8) for byte in body[at : at + 1]) + body[at + 1 :],
            body[:at] + body[end:],
            body[:end] + body[at:],
            body[:at],
            body[:at] + dice.choice(pool) + body[at:],
            body[:at] + dice.choice(pool) + body[end:],
            body[:at] + b"\n" + body[at:],
            body[:at] + body[at:end] * dice.choice((3, 30, 300)) + body[end:],
            body[:at] + other[dice.randrange(len(other) + 1) :],
        )
    )
