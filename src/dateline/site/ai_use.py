"""What AI may do with the pages: in a sentence for readers, and for the programs that collect pages.

Programs read `Content-Usage` in robots.txt (https://datatracker.ietf.org/doc/draft-ietf-aipref-attach/), and in tdmrep.json and
each page's head whether text and data mining is reserved (https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/).
"""

import json
from typing import NamedTuple
from urllib.parse import urlsplit

from dateline.core.config import Config
from dateline.site.words import N_, _

FILES = ("tdmrep.json", ".well-known/tdmrep.json")
"""Programs ask for the second one at the root of a host; a host of several sites can copy the first one there."""
_SAID = {
    ("yes", ""): N_("These pages may be used to train AI."),
    ("no", ""): N_("These pages may not be used to train AI."),
    ("", "yes"): N_("These pages may be quoted by AI that answers searches."),
    ("", "no"): N_("These pages may not be quoted by AI that answers searches."),
    ("yes", "yes"): N_("These pages may be used to train AI and be quoted by AI that answers searches."),
    ("no", "no"): N_("These pages may not be used to train AI or be quoted by AI that answers searches."),
    ("yes", "no"): N_("These pages may be used to train AI, but may not be quoted by AI that answers searches."),
    ("no", "yes"): N_("These pages may be quoted by AI that answers searches, but may not be used to train AI."),
}
"""Training and searching → a sentence for readers."""


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
    said = _SAID.get((use.train or "", use.search or ""))
    labels = {"train-ai": use.train, "search": use.search}
    return AiUseTold(
        said=_(said) if said else "",
        content_usage=", ".join(f"{label}={one[0]}" for label, one in labels.items() if one),
        reservation={"no": "1", "yes": "0"}.get(use.train or "", ""),
    )


def tdmrep(config: Config) -> bytes:
    """The reservation for all pages of the site, as a file; the settings say whether it is reserved."""
    where = f"{urlsplit(config.url).path.rstrip('/')}/*"
    return json.dumps([{"location": where, "tdm-reservation": int(told(config).reservation)}], indent=2).encode() + b"\n"
