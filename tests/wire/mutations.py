"""Feeds with one fault each, as a bad disk, a bad connection or a bad program makes them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

KINDS = {".html": "text/html", ".eml": "message/rfc822"}
FIXTURES = Path(__file__).parent.parent / "fixtures" / "wire"
_TOKEN = re.compile(rb"</?[A-Za-z][^<>]{0,40}/?>|<[A-Za-z:]{1,20}|[\w:-]+=[\"'][^\"'<>]{0,40}[\"']|[\w:+.-]{2,30}|[{}\[\]\",]+")
_LONGEST_SEED = 20_000


def seeds(folder: Path = FIXTURES) -> list[Path]:
    """The small feeds, mails and pages of a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".items.json"))
    return sorted(path for path in files if path.stat().st_size <= _LONGEST_SEED)


def tokens(bodies: Sequence[bytes]) -> list[bytes]:
    """Tags, attributes and words from the feeds: in another feed, or another place, they mean something else."""
    return sorted({token for body in bodies for token in _TOKEN.findall(body)})


def mutants(body: bytes, pool: Sequence[bytes], dice: Random) -> Iterator[bytes]:
    """The feed with one change each time: a byte, some bytes or a token altered, removed, repeated or misplaced."""
    while True:
        at = dice.randrange(len(body) + 1)
        end = min(len(body), at + dice.choice((1, 1, 4, 16, 64)))
        yield dice.choice(
            (
                body[:at] + bytes((dice.randrange(256),)) + body[at + 1 :],
                body[:at] + body[end:],
                body[:end] + body[at:],
                body[:at],
                body[:at] + dice.choice(pool) + body[at:],
                body[:at] + dice.choice(pool) + body[end:],
                body[:at] + b"\n" + body[at:],
            )
        )
