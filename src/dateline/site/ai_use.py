"""What AI may do with the pages: in a sentence for readers, and for the programs that collect pages.

Programs read `Content-Usage` in robots.txt (https://datatracker.ietf.org/doc/draft-ietf-aipref-attach/), and in tdmrep.json and
each page's head whether text and data mining is reserved (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/).
"""

import json
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline.core.config import Config

FILES = ("tdmrep.json", ".well-known/tdmrep.json")
"""Programs ask for the second one at the root of a host; a host of several sites can copy the first one there."""
_SAID = {"train": "be used to train AI", "search": "be quoted by AI that answers searches"}


class AiUseTold(NamedTuple):
    """What the settings say about it; what they leave out is empty."""

    said: str
    """A sentence."""
    content_usage: str
    """The value of `Content-Usage`."""
    reservation: str
    """Whether text and data mining is reserved: 1 or 0."""


def told(config: Config) -> AiUseTold:
    """What the settings say about it."""
    use = config.ai_use
    allowed = [words for name, words in _SAID.items() if getattr(use, name) == "yes"]
    refused = [words for name, words in _SAID.items() if getattr(use, name) == "no"]
    parts = [f"may {' and '.join(allowed)}"] * bool(allowed) + [f"may not {' or '.join(refused)}"] * bool(refused)
    labels = {"train-ai": use.train, "search": use.search}
    return AiUseTold(
        said=f"These pages {', but '.join(parts)}." if parts else "",
        content_usage=", ".join(f"{label}={one[0]}" for label, one in labels.items() if one),
        reservation={"no": "1", "yes": "0"}.get(use.train or "", ""),
    )


def tdmrep(config: Config) -> bytes:
    """The reservation for all pages of the site, as a file; the settings say whether it is reserved."""
    where = f"{urlsplit(config.url).path.rstrip('/')}/*"
    return json.dumps([{"location": where, "tdm-reservation": int(told(config).reservation)}], indent=2).encode() + b"\n"
