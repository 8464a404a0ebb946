"""The publication's settings: `content/site.yaml` as frozen values, with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from annotated_types import Ge, Gt

from dateline.core import layout
from dateline.core.address import host_and_port
from dateline.core.constraints import LANGUAGE, OneLine, Text
from dateline.core.days import zone
from dateline.core.model import Line, Slug, Strict
from dateline.core.providers import AUTO, PROVIDER_NAMES, SEARCHERS, WRITERS
from dateline.core.text import clean

HTTP_URL = Text(r"https?://[^\s/?#@]+([/?#]\S*)?", "an address that starts with http:// or https://", "unsafe-url")
HttpUrl = Annotated[str, HTTP_URL]
SearchUrl = Annotated[str, Text(r"https?://[^\s/?#@{}]+/\S*\{query\}\S*", "an http(s) address with {query} in it", "unsafe-url")]
Host = Annotated[
    str,
    Text(
        r"[^\s!-,/:-@\[-^`{-~]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?|[0-9A-Fa-f:.]+",
        "one host, with or without its port, such as feeds.lan, 10.0.0.5:8080 or [fd00::1]:8080",
        exists=host_and_port,
    ),
]
"""A host; not a whole address, a range or a pattern, as none of these would match a host."""
HttpsUrl = Annotated[str, Text(r"https://[^\s/?#@{}]+([/?#]\S*)?", "an address that starts with https://", "unsafe-url")]
_MAILBOX = r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+"
MAIL_ADDRESS = Text(_MAILBOX, "an e-mail address such as desk@example.org")
MailAddress = Annotated[str, MAIL_ADDRESS]
MailBox = Annotated[
    str, Text(rf"{_MAILBOX}|[^<>@\x00-\x1f]+ <{_MAILBOX}>", "an e-mail address, or a name with one: The desk <desk@example.org>")
]
FieldName = Annotated[
    str, Text(r"(?!email$)[A-Za-z0-9_.\[\]-]+", "the name of a field other than email: letters, digits and _ . [ ] -", longest=80)
]
ZONE = Text(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", "the name of a time zone such as Europe/Berlin", exists=zone)
FONT = Text(r"theme/static/[A-Za-z0-9_./-]+\.(ttf|otf|woff2?)", "a font file in theme/static/, such as theme/static/own.ttf")
Positive = Annotated[int, Gt(0)]
NOBODY = "none"
"""Nobody writes introductions."""

if TYPE_CHECKING:
    WriterName = str
    SearchKind = str
    IntroWriter = str
else:
    WriterName = Literal[WRITERS]
    SearchKind = Literal[("feed", *SEARCHERS)]
    IntroWriter = Literal[(NOBODY, *PROVIDER_NAMES)]


@dataclass(frozen=True, slots=True)
class Author:
    """The publisher."""

    __pydantic_config__: ClassVar = Strict
    name: str = ""
    """The name on pages and in feeds."""
    email: str | None = None
    """An address for corrections and complaints."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to follow: an address, or a path in the publication."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Its id, for `feeds:` in a story."""
    title: str = ""
    """The name that readers see; if absent, the id."""
    url: HttpUrl | None = None
    """Its address."""
    path: str | None = None
    """A feed file or a folder of files, relative to the publication."""

    @property
    def is_inbox(self) -> bool:
        """Whether it is the drop folder, which may be missing: it is empty at first, and git does not keep empty folders."""
        return (self.path or "").strip("/") == layout.INBOX

    @property
    def label(self) -> str:
        """The name that readers see and that the feed's items have, without characters that `check` would object to."""
        return clean(self.title) or self.id


@dataclass(frozen=True, slots=True)
class Search:
    """A search that is run with every query of every active story."""

    __pydantic_config__: ClassVar = Strict
    id: Slug
    """Its id."""
    url: SearchUrl | None = None
    """An address with {query} that answers with a feed."""
    kind: SearchKind = "feed"
    """`feed` for an address that answers with a feed, or the name of a model provider for its web search."""
    domains: tuple[str, ...] = ()
    """Hosts that results may come from; if empty, any."""


@dataclass(frozen=True, slots=True)
class Update:
    """How versions are written."""

    __pydantic_config__: ClassVar = Strict
    writer: WriterName = AUTO
    """The name of a model provider; `server` for the server at `base_url`; `extractive` for the embedded writer; or `auto`: the
    server at `base_url` if that is set, else the first provider with a credential, else the embedded writer."""
    base_url: HttpUrl | None = None
    """The address of a server that speaks the Messages API, such as `http://localhost:11434`. No key of a provider is sent to
    it; if it needs one, it gets the one in DATELINE_MODEL_KEY."""
    model: str | None = None
    """The model that writes; if absent, the provider's usual one. A server at `base_url` has none."""
    triage_model: str | None = None
    """The model that sorts unclear items; if absent, the provider's usual one, or `model`."""
    judge: bool = False
    """Whether a second call verifies each new claim."""
    judge_model: str | None = None
    """The model that judges; if absent, the triage model."""
    effort: Literal["low", "medium", "high", "xhigh", "max"] = "medium"
    """How long the model may think."""
    max_usd: Annotated[Decimal, Ge(0)] = Decimal("5.00")
    """The most that one run may cost, in US dollars. Calls to the server at `base_url` cost nothing here."""
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
    """The longest time for one answer, from the first byte sent to the last byte read."""
    wire_bytes: Positive = 5_000_000
    """The most bytes received for one answer."""
    inflated_bytes: Positive = 20_000_000
    """The most bytes after decompression."""
    items_per_feed: Positive = 500
    """The most entries read from one feed."""
    redirects: Annotated[int, Ge(0)] = 5
    """The most redirects followed."""
    parallel: Positive = 8
    """How many requests may run at once; each host gets one at a time."""
    allow_private: tuple[Host, ...] = ()
    """Hosts on a private network that may be called; a host without a port may be called on any port."""


@dataclass(frozen=True, slots=True)
class Daily:
    """The daily issue: what changed on a day, as a page, in a feed and by mail."""

    __pydantic_config__: ClassVar = Strict
    enabled: bool = False
    """Whether the site has daily issues and weeks."""
    sender: MailBox | None = None
    """The From line of the mail, such as `The desk <desk@example.org>`; if absent, the publication's title and the email of
    `author`."""
    to: MailAddress | None = None
    """The address of a mailing list that `daily --send` sends to, such as `letter@lists.example.org`. The addresses of readers
    never belong in a file of the publication."""
    intro: IntroWriter = NOBODY
    """Which model provider writes a short introduction to each issue; `none`: nobody does."""
    unsubscribe: HttpsUrl | None = None
    """An https address that takes a reader off the list with one click (RFC 8058). `{email}` in it stands for the reader's
    address; without it, the address is added as `email=`."""
    quiet: Literal["none", "short"] = "none"
    """What a day on which nothing moved gets: no issue, or a short one that says so."""


@dataclass(frozen=True, slots=True)
class AiUse:
    """What AI may do with the pages: said to readers, and to the programs that collect pages."""

    __pydantic_config__: ClassVar = Strict
    train: Literal["yes", "no"] | None = None
    """Whether the pages may be used to train AI; if absent, nothing is said about it."""
    search: Literal["yes", "no"] | None = None
    """Whether AI that answers searches may quote the pages; if absent, nothing is said about it."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The pictures that others show beside a link to a page; the extra `cards` draws them."""

    __pydantic_config__: ClassVar = Strict
    font: Annotated[str, FONT] | None = None
    """A font file of the theme, such as `theme/static/own.ttf`; if absent, the font is Pillow's, which has the letters of
    English."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """The form that readers subscribe with."""

    __pydantic_config__: ClassVar = Strict
    action: HttpUrl
    """The address that the form is sent to."""
    fields: Mapping[FieldName, Line] = field(default_factory=dict)
    """What is sent besides `email`: name and value of each hidden field that the service asks for. Readers can see them."""


@dataclass(frozen=True, slots=True)
class Config:
    """`content/site.yaml`."""

    __pydantic_config__: ClassVar = Strict
    title: str
    """The publication's name."""
    url: HttpUrl
    """Its address, including the path if it is a project page."""
    tagline: str = ""
    """One line under the name."""
    language: Annotated[str, LANGUAGE] = "en"
    """The language of the pages."""
    author: Annotated[Author, OneLine()] = Author()
    """The publisher."""
    repository: HttpUrl | None = None
    """The address of the repository, for corrections and history."""
    feeds: Annotated[tuple[Feed, ...], OneLine()] = ()
    """The feeds to follow."""
    searches: Annotated[tuple[Search, ...], OneLine()] = ()
    """The searches that stories can use."""
    from_questions: bool = False
    """Whether the searches are also run for open questions: two a story and ten a run, those that have been open for longest."""
    review: Literal["optional", "required"] = "optional"
    """Whether a version may be published that no person has reviewed; if `required`, `check --base` refuses it."""
    update: Annotated[Update, OneLine()] = Update()
    """How versions are written."""
    limits: Annotated[Limits, OneLine()] = Limits()
    """Limits on what other servers may send, and how long they may take."""
    timezone: Annotated[str, ZONE] = "UTC"
    """The time zone of the publication, such as Europe/Berlin: a daily issue is about one day there, and times that
    feeds, pages and mails give without a zone are read in it."""
    ai_use: Annotated[AiUse, OneLine()] = AiUse()
    """What AI may do with the pages."""
    cards: Annotated[Cards, OneLine()] = Cards()
    """The pictures that others show beside a link to a page."""
    hub: HttpUrl | None = None
    """The address of a WebSub hub: the feeds name it, and `dateline tell-hub` tells it which of them changed."""
    daily: Annotated[Daily, OneLine()] = Daily()
    """The daily issue."""
    subscribe: Annotated[Subscribe | None, OneLine()] = None
    """The form that readers subscribe with; if absent, there is no form."""
