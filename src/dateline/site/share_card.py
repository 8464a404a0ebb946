"""What the share card of a page shows: the picture that others show beside a link to it (docs/adr/0050)."""

import re
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from dateline.core import layout
from dateline.core.config import Config
from dateline.core.errors import UsageError
from dateline.site.dates import in_words
from dateline.site.theme import Theme
from dateline.site.words import _, _n

WIDTH, HEIGHT = 1200, 630
"""In pixels; what https://ogp.me/ readers such as Facebook, LinkedIn and Mastodon show whole."""
FILE = "card.png"
"""Below the address of the page that it belongs to."""
_TOKENS = {"paper": "#fbfaf6", "ink": "#1c1a17", "soft": "#5d5850", "rule": "#dcd7cc", "accent": "#a8321a"}
"""The properties of the theme whose colours a card has, and what they are if the theme gives them in words."""
_HEX = r"#(?:[0-9a-fA-F]{3}){1,2}"
_ELSEWHERE = re.compile(r"@media[^{}]*(?:print|dark|forced-colors)[^{}]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}")
"""What a style says of paper, of the dark and of the system's own colours."""


class Look(NamedTuple):
    """What all cards of a publication have in common."""

    name: str
    """The publication."""
    colors: tuple[str, ...]
    """Paper, ink, soft, rule and accent."""
    font: bytes = b""
    """A font of the publication's; empty for the one that Pillow has."""


class ShareCard(NamedTuple):
    """The card of a page."""

    page: str
    """The address of the page that it belongs to."""
    title: str
    facts: str
    """What stands under the title, in one line."""
    look: Look

    @property
    def mark(self) -> str:
        """Changes when the card shows something else."""
        look = self.look._replace(font=sha256(self.look.font).digest())
        return sha256(repr((self.title, self.facts, look)).encode()).hexdigest()[:8]

    @property
    def path(self) -> str:
        """The file, which has the same name whatever it shows."""
        return self.page + FILE

    @property
    def alt(self) -> str:
        """What it shows, for those who do not see it."""
        return f"{self.title}. {self.facts}" if self.facts else self.title

    @property
    def address(self) -> str:
        """The file, and what it shows: whoever keeps pictures by their address fetches it again when it changes."""
        return f"{self.path}?{self.mark}"


def installed() -> bool:
    """Whether Pillow is, which draws cards."""
    try:
        return bool(version("pillow"))
    except PackageNotFoundError:
        return False


def look(config: Config, theme: Theme) -> Look | None:
    """The look of the cards of a publication: its light colours, and its font if it names one; None if Pillow is not installed.

    Raises:
        UsageError: if the theme does not have the font.
    """
    named = config.cards.font or ""
    font = theme.read(named.removeprefix(f"{layout.THEME}/")) if named else b""
    if font is None:
        hint = "Put the file there, or correct `cards: {font: …}`."
        raise UsageError(f"there is no {named}", where=layout.SITE, hint=hint)
    if not installed():
        return None
    css = _ELSEWHERE.sub("", (theme.read("static/site.css") or b"").decode(errors="replace"))
    return Look(config.title, tuple(_color(css, token) or usual for token, usual in _TOKENS.items()), font)


def _color(css: str, token: str) -> str:
    """The last light colour that a style gives a property; empty if it has none in numbers."""
    found = re.findall(rf"--{token}:\s*(?:light-dark\()?\s*({_HEX})\b", css)
    return found[-1] if found else ""


def facts(number: int, published: str, sources: int) -> str:
    """What the card of a story says of its newest version."""
    return " · ".join((_("Version {n}", n=number), in_words(published), _n(sources, "{n} source", "{n} sources")))
