"""The publication's settings: `content/site.yaml` as frozen values, with their defaults."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from annotated_types import Ge, Gt

from dateline.core.address import host_and_port
from dateline.core.constraints import OneLine, Text
from dateline.core.model import Slug, Strict
from dateline.core.providers import AUTO, PROVIDER_NAMES, WRITERS
from dateline.core.text import clean

HTTP_URL = Text(r"https?://[^\s/?#@]+([/?#]\S*)?", "an address that starts with http:// or https://", "unsafe-url")
HttpUrl = Annotated[str, HTTP_URL]
Query = Annotated[str, Text(r"https?://[^\s/?#@{}]+/\S*\{query\}\S*", "an http(s) address with {query} in it", "unsafe-url")]
Host = Annotated[
    str,
    Text(
        r"[^\s!-,/:-@\[-^`{-~]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?|[0-9A-Fa-f:.]+",
        "one host, with or without its port, such as feeds.lan, 10.0.0.5:8080 or [fd00::1]:8080",
        exists=host_and_port,
    ),
]
"""A host as an address names it; not an address, a range or a pattern, which would match no host."""
Positive = Annotated[int, Gt(0)]

if TYPE_CHECKING:
    WriterName = str
    SearchKind = str
else:
    WriterName = Literal[WRITERS]
    SearchKind = Literal[("feed", *PROVIDER_NAMES)]

INBOX = "content/inbox"
"""The drop folder, relative to the publication."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who publishes."""

    __pydantic_config__: ClassVar = Strict
    name: str = ""
    """A name for the pages and feeds."""
    email: str | None = None
    """An address for corrections and complaints."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed: an address or a place in the publication."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Its id, for `feeds:` in a story."""
    title: str = ""
    """The label that readers see; absent: the id."""
    url: HttpUrl | None = None
    """Its address."""
    path: str | None = None
    """A feed file or a folder of files, relative to the publication."""

    @property
    def is_inbox(self) -> bool:
        """Whether it is the drop folder: empty at first, and git keeps no empty folder."""
        return (self.path or "").strip("/") == INBOX

    @property
    def label(self) -> str:
        """What readers see, and what the feed's items carry: without characters that `check` would object to there."""
        return clean(self.title) or self.id


@dataclass(frozen=True, slots=True)
class Search:
    """A search that is run with every query of every active story."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Its id."""
    url: Query | None = None
    """An address with {query} that answers with a feed."""
    kind: SearchKind = "feed"
    """`feed`: an address that answers with a feed; the name of a model provider: its web search."""
    domains: tuple[str, ...] = ()
    """Hosts that results may come from; empty: any."""


@dataclass(frozen=True, slots=True)
class Update:
    """How versions are written."""

    __pydantic_config__: ClassVar = Strict
    writer: WriterName = AUTO
    """A model provider, whose model writes, or `extractive`, the embedded writer; `auto`: the first provider whose key is
    set, else the embedded writer."""
    model: str | None = None
    """The model that writes; absent: the provider's usual one."""
    triage_model: str | None = None
    """The model that sorts doubtful items; absent: the provider's usual one."""
    judge: bool = False
    """Whether each new claim is verified by a second call."""
    judge_model: str | None = None
    """The model that judges; absent: the triage model."""
    effort: Literal["low", "medium", "high", "xhigh", "max"] = "medium"
    """How long the model may think."""
    max_usd: Annotated[Decimal, Ge(0)] = Decimal("5.00")
    """The most that one run may cost, in US dollars."""
    max_usd_story: Annotated[Decimal, Ge(0)] | None = None
    """The most that one story may cost in one run."""
    max_usd_month: Annotated[Decimal, Ge(0)] | None = None
    """The most that a calendar month may cost."""
    max_items_per_story: Positive = 60
    """The most new items that go into one version."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on what other servers may send, and how long they may take."""

    __pydantic_config__: ClassVar = Strict
    connect_seconds: Annotated[float, Gt(0)] = 10.0
    """The longest wait for a connection."""
    total_seconds: Annotated[float, Gt(0)] = 30.0
    """The longest that one answer may take, from the first byte sent to the last one read."""
    wire_bytes: Positive = 5_000_000
    """The most bytes read from the wire."""
    inflated_bytes: Positive = 20_000_000
    """The most bytes after decompression."""
    items_per_feed: Positive = 500
    """The most entries read from one feed."""
    redirects: Annotated[int, Ge(0)] = 5
    """The most redirects followed."""
    parallel: Positive = 8
    """Requests under way at once; one at a time to a host."""
    allow_private: tuple[Host, ...] = ()
    """Hosts on a private network that may be called, each with its port or for all its ports."""


@dataclass(frozen=True, slots=True)
class Daily:
    """Reserved for the daily issue: nothing reads these keys yet."""

    __pydantic_config__: ClassVar = Strict
    enabled: bool = False
    """Reserved: whether there is one."""
    sender: str | None = None
    """Reserved: the From line of the e-mail."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The form that readers subscribe by."""

    __pydantic_config__: ClassVar = Strict
    action: HttpUrl
    """Where the form is sent."""


@dataclass(frozen=True, slots=True)
class Config:
    """`content/site.yaml`."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The publication's name."""
    url: HttpUrl
    """Its address, with the base path of a project page."""
    tagline: str = ""
    """One line under the name."""
    language: Annotated[str, Text(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", "a language tag such as en or pt-BR")] = "en"
    """The language of the pages."""
    author: Annotated[Author, OneLine()] = Author()
    """Who publishes."""
    repository: HttpUrl | None = None
    """Where corrections and history live."""
    feeds: Annotated[tuple[Feed, ...], OneLine()] = ()
    """What is followed."""
    searches: Annotated[tuple[Search, ...], OneLine()] = ()
    """What stories may ask."""
    update: Annotated[Update, OneLine()] = Update()
    """How versions are written."""
    limits: Annotated[Limits, OneLine()] = Limits()
    """Limits on what other servers may send, and how long they may take."""
    daily: Annotated[Daily, OneLine()] = Daily()
    """Reserved for the daily issue: nothing reads it yet."""
    subscribe: Annotated[Subscribe | None, OneLine()] = None
    """The form that readers subscribe by; absent: no form."""
