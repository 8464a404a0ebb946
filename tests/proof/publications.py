"""Whole publications, drawn at random: each file is one that Dateline could have written."""

from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from drawn import maybe, some
from hypothesis import strategies as st
from proof.versions import ODD, Told, first_version, next_version, prose

from dateline.core import codec, layout
from dateline.core.config import AiUse, Author, Config, Daily, Feed, Limits, Search, Subscribe, Update
from dateline.core.ids import fingerprint
from dateline.core.ledger import source_of
from dateline.core.model import Closing, EssayReview, Item, LedgerEvent, Story, Tombstone, Version, Waiver, Withdrawn, WrittenBy
from dateline.core.sentences import AnalysedVersion
from dateline.core.tombstones import hash_of, tombstone_of, without_words
from dateline.store.front_matter import IntroHead, PageHead, SignalHead, written_text

Files = dict[str, bytes]
"""Path → content."""
Draw = Callable[..., Any]

SLUGS = ("ferry", "harbour-barrier", "quay-2")
LANGUAGES = ("en", "de", "fr", "pt-BR", "ar")
WIRE = b"""<rss version="2.0"><channel><title>Wire</title>
<item><title>The harbour barrier is delayed by a year</title><link>https://news.example/delay</link>
<description>The council delays the harbour barrier by a year. It costs 40 million euros.</description>
<pubDate>Mon, 25 May 2026 09:00:00 GMT</pubDate></item>
<item><title>The ferry sails again</title><link>https://news.example/ferry</link>
<description>The ferry sails at dawn.</description></item>
</channel></rss>
"""
MAIL = b"Subject: The quay floods\nFrom: <port@port.example>\nDate: Tue, 26 May 2026 10:00:00 +0000\n\nThe quay floods again.\n"
MAP = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
BODIES = (
    "## How\n\n- one\n- [two](../about/)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "> Quoted\n\n1. one\n2. two\n\n```\ncode [@a]\n```\n",
    "Words, *with* **marks** and a [link](https://a.example/?q=1&r=2 'a title').\n\n![a map](../images/map.png)\n",
)
GONE = st.builds(Withdrawn, st.sampled_from(["2026-05-24", "2026-05"]), ODD, st.just(hash_of(b"words")))


@st.composite
def publications(draw: Draw) -> Files:
    """A publication with one to three stories, and now and then each other thing that there can be."""
    slugs = draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True))
    files: Files = {layout.SITE: codec.dump(draw(configs()), layout.schema("site")).encode()}
    files |= {"content/recorded/wire.xml": WIRE, "content/images/map.png": MAP}
    filed: dict[str, list[Version]] = {}
    for slug in slugs:
        others = [one for one in slugs if one != slug]
        told, versions = draw(stories(slug, others))
        files |= told
        filed[slug] = versions if b"\ndraft: true" not in told[layout.story_path(slug)] else []
    for name in draw(st.lists(st.sampled_from(["about", "methodology"]), unique=True)):
        head = PageHead(draw(ODD), draw(st.just("") | ODD), draft=draw(st.booleans()), aliases=draw(some(_aliases(name), 1)))
        files[layout.page_path(name)] = written_text(head, draw(bodies())).encode()
    newest = {slug: versions[-1] for slug, versions in filed.items() if versions}
    if newest and draw(st.booleans()):
        files[layout.signal_path("water")] = draw(essays(newest)).encode()
    if newest and draw(st.booleans()):
        files[layout.intro_path("2026-06-25")] = draw(intros(newest)).encode()
    if draw(st.booleans()):
        files[f"{layout.INBOX}/letter.eml"] = MAIL
    if draw(st.booleans()):
        files["theme/static/site.css"] = b"body { color: #123 }\n"
    return files


def _aliases(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([f"/old/{name}/", f"/{name}.html", f"/2019/05/{name}-\u00e4/"])


def configs() -> st.SearchStrategy[Config]:
    """Settings; feeds and searches that are not files can never be called."""
    feeds = (Feed("wire", "Harbour Wire", path="content/recorded/wire.xml"), Feed("saved", path=layout.INBOX))
    unreachable = Feed("away", "Away", url="http://127.0.0.1:9/feed")
    searches = (Search("news", url="http://127.0.0.1:9/?q={query}", domains=("news.example",)),)
    return st.builds(
        Config,
        title=ODD,
        url=st.sampled_from(["https://example.org/", "https://example.org/record", "http://localhost:8000/a/b/"]),
        tagline=st.just("") | ODD,
        language=st.sampled_from(LANGUAGES),
        author=st.builds(Author, ODD, maybe(st.just("desk@example.org"))),
        repository=maybe(st.sampled_from(["https://github.com/example/record", "https://code.example/record"])),
        feeds=st.sampled_from([feeds, (*feeds, unreachable)]),
        searches=st.sampled_from([(), searches]),
        from_questions=st.booleans(),
        update=st.builds(Update, writer=st.just("extractive"), max_items_per_story=st.integers(1, 60)),
        limits=st.builds(Limits, items_per_feed=st.integers(1, 500)),
        timezone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns"]),
        ai_use=st.builds(AiUse, maybe(st.sampled_from(["yes", "no"])), maybe(st.sampled_from(["yes", "no"]))),
        hub=maybe(st.just("https://hub.example/")),
        daily=st.builds(Daily, st.booleans(), quiet=st.sampled_from(["none", "short"])),
        subscribe=maybe(
            st.builds(Subscribe, st.just("https://mail.example/"), st.just({}) | ODD.map(lambda said: {"list": said}))
        ),
    )


@st.composite
def stories(draw: Draw, slug: str, others: Sequence[str]) -> tuple[Files, list[Version]]:
    """The files of a story, and its versions that were not taken down."""
    items = draw(ledgers())
    settings = draw(_settings(slug, others))
    versions = draw(_versions(items, draw(st.integers(0, 4))))
    cited = {source.key for version in versions for source in version.sources}
    files: Files = {layout.story_path(slug): codec.dump(codec.canonical(settings), layout.schema("story")).encode()}
    files |= {layout.version_path(slug, one.version): codec.dump(one, layout.schema("version")).encode() for one in versions}
    if len(versions) > 2 and not any(one.corrections for one in versions) and draw(st.booleans()):
        stone: Tombstone = tombstone_of(versions[1], versions[1].version, draw(GONE))
        files[layout.version_path(slug, versions[1].version)] = codec.dump(stone, layout.schema("version")).encode()
        versions = [versions[0], *versions[2:]]
    lines: list[Item | LedgerEvent] = [_withdrawn(draw, one) if one.key not in cited else one for one in items]
    lines += draw(_events([one for one in items if one.key not in cited], items, others))
    files[layout.ledger_path(slug)] = "".join(map(codec.dump_line, dict.fromkeys(lines))).encode()
    return files, versions


def _withdrawn(draw: Draw, item: Item) -> Item | LedgerEvent:
    return without_words(item, draw(GONE)) if draw(st.integers(0, 4)) == 4 else item


def _settings(slug: str, others: Sequence[str]) -> st.SearchStrategy[Story]:
    return st.builds(
        Story,
        title=ODD,
        status=st.sampled_from(["active", "active", "dormant", "closed", "archived"]),
        closing=maybe(st.builds(Closing, st.sampled_from(["2026-08", "2026"]), ODD)),
        draft=st.sampled_from([False, False, False, True]),
        tags=some(st.sampled_from(["floods", "city-budget", "boats"])).map(lambda tags: tuple(dict.fromkeys(tags))),
        queries=some(st.sampled_from(["harbour barrier", "ferry \u201cat dawn\u201d"]), 1),
        feeds=st.sampled_from(["all", ("wire",), ("wire", "saved")]),
        guidance=st.just("") | prose(()),
        must=some(st.sampled_from(["harbour", "the ferry"]), 1),
        never=some(st.sampled_from(["football"]), 1),
        headline=st.sampled_from(["fixed", "follow"]),
        review_by=maybe(st.sampled_from(["2026-12-31", "2027"])),
        language=st.sampled_from(["", "", *LANGUAGES]),
        related=st.sampled_from([(), tuple(others)]),
        aliases=some(st.sampled_from([f"old-{slug}", f"{slug}-0"])).map(lambda names: tuple(dict.fromkeys(names))),
        waive=some(st.builds(Waiver, st.sampled_from(["uncited-sentence", "undated-source"]), ODD, maybe(st.just(1))), 1),
    )


@st.composite
def ledgers(draw: Draw) -> list[Item]:
    """One to six items, of which some have the same words as another, or two lines."""
    made: list[Item] = []
    for number in range(draw(st.integers(1, 6))):
        title = f"The harbour barrier, part {number} {draw(ODD)}"
        text = f"The council plans a barrier of {number} metres. {draw(ODD)}"
        evidence = draw(st.sampled_from(["full-text", "excerpt", "headline"]))
        made.append(
            Item(
                f"item-{number}",
                title,
                draw(maybe(st.sampled_from([f"https://news.example/{number}?a=b&c=%22", "http://xn--hfen-5qa.example/#x"]))),
                draw(st.sampled_from(["Harbour Wire", "Quay News via Harbour Wire", "reactive:ferry"])),
                draw(maybe(st.sampled_from(["2026-04-14", "2026-04", "2026", "2026-05-01T23:30:00Z"]))),
                f"2026-05-{number + 1:02}T11:30:00Z",
                text,
                evidence,
                fingerprint(title, text),
                offset=draw(st.sampled_from(["", "+09:00", "-03:30"])),
                copy_of=draw(maybe(st.just("item-0"))) if number else None,
                spiked=draw(maybe(ODD)) if number > 2 else None,
            )
        )
    return made


@st.composite
def _events(draw: Draw, uncited: Sequence[Item], items: Sequence[Item], others: Sequence[str]) -> list[LedgerEvent]:
    at = "2026-09-01T12:00:00Z"
    made = [LedgerEvent(items[0].key, "quoted", at, text=draw(ODD), page="https://news.example/0")] if draw(st.booleans()) else []
    for item in uncited if draw(st.booleans()) else ():
        made += draw(
            st.sampled_from(
                [
                    [LedgerEvent(item.key, "spiked", at, why="Off the subject.")],
                    [LedgerEvent(item.key, "spiked", at, why="Off."), LedgerEvent(item.key, "restored", at, why="On again.")],
                    [LedgerEvent(item.key, "moved", at, to=others[0])] if others else [],
                    [LedgerEvent(item.key, "amended", at, title="The right title", date="2026-04-13", why="Misread.")],
                ]
            )
        )
    return made


@st.composite
def _versions(draw: Draw, items: Sequence[Item], most: int) -> list[Version]:
    """Up to so many versions, each with changes to the one before, all in canonical form."""
    usable = [item for item in items if item.spiked is None][:4]
    made: list[Version] = []
    for number in range(1, most + 1):
        told = Told(number, f"2026-06-{number * 5:02}T11:30:00Z", len(items), tuple(item.key for item in usable))
        version = draw(next_version(told, made) if made else first_version(told))
        made.append(_with_sources(draw, version, usable))
    return made


def _with_sources(draw: Draw, version: Version, items: Sequence[Item]) -> Version:
    """The version with exactly the sources that it cites, in the order of their numbers."""
    canonical = codec.canonical(version)
    held = {item.key: item for item in items}
    of_figures = (key for figure in canonical.figures for key in figure.sources)
    in_order = tuple(dict.fromkeys((*AnalysedVersion(canonical).numbers, *of_figures)))
    quotes = {key: draw(st.sampled_from([(), ("The council plans a barrier",), (held[key].title,)])) for key in in_order}
    return replace(canonical, sources=tuple(source_of(held[key], quotes[key]) for key in in_order))


def bodies() -> st.SearchStrategy[str]:
    """Markdown with anything in it that a reader may see."""
    return st.lists(st.sampled_from(BODIES) | ODD.map("Words: {}\n".format), min_size=1, max_size=3).map("\n".join)


@st.composite
def essays(draw: Draw, newest: dict[str, Version]) -> str:
    """An essay that draws on stories, and cites them."""
    slugs = draw(st.lists(st.sampled_from(sorted(newest)), min_size=1, max_size=2, unique=True))
    keys = [f"{slug}/{newest[slug].sources[0].key}" for slug in slugs]
    head = SignalHead(
        title=draw(ODD),
        date=draw(st.sampled_from(["2026-07-01", "2026-07"])),
        author=draw(ODD),
        model=draw(st.sampled_from(["", "a-model"])),
        dek=draw(st.just("") | ODD),
        stories=tuple(f"{slug}{draw(st.sampled_from(['', f'/v{newest[slug].version}']))}" for slug in slugs),
        review=draw(maybe(st.builds(EssayReview, ODD, st.just("2026-07-02")))),
        written_by=draw(maybe(st.builds(WrittenBy, st.just("claude"), st.just("a-model")))),
        aliases=draw(some(_aliases("essay"), 1)),
        draft=draw(st.booleans()),
    )
    return written_text(head, f"It costs much [@{'; @'.join(keys)}].\n\n{draw(bodies())}")


@st.composite
def intros(draw: Draw, newest: dict[str, Version]) -> str:
    """An introduction to the issue of a day on which all versions were filed."""
    slug = draw(st.sampled_from(sorted(newest)))
    head = IntroHead(author=draw(ODD), stories=(f"{slug}/v{newest[slug].version}",))
    return written_text(head, f"It floods [@{slug}/{newest[slug].sources[0].key}].\n")
