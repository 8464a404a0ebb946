"""Hypothesis strategies for every value that is kept in a file, with texts that are hard to write."""

from hypothesis import strategies as st

from dateline.core.config import Author, Config, Daily, Feed, Limits, Search, Subscribe, Update
from dateline.core.constraints import SLUG
from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    Item,
    KeyFigure,
    Question,
    Review,
    Source,
    Story,
    Tension,
    TensionSide,
    Version,
    Voice,
    Waiver,
    WrittenBy,
)

HOSTILE = st.sampled_from(
    [
        "",
        " ",
        "---",
        "...",
        "- ",
        "? ",
        ": ",
        " #",
        "#",
        "| ",
        ">-",
        "&a",
        "*a",
        "!!int",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "\\",
        "%",
        "@",
        "`",
        "~",
        "null",
        "no",
        "on",
        "1e3",
        "0x1F",
        "2026-05",
        "2026-05-24T11:30:00Z",
        "1.10",
        "<<",
        "=",
        "\n",
        "\t",
        "\r",
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ufffe",
        "\u200b",
        "\u202e",
        "🇨🇳",
        "\U000e0041",
        "a:",
        ":a",
        "[@a]",
        "https://example.org/?a=b&c#d",
    ]
)
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.lists(HOSTILE, max_size=5).map("".join))
PROSE = TEXT.map(str.strip)
SLUGS = st.from_regex(SLUG.pattern, fullmatch=True).filter(lambda slug: len(slug) <= 80)
DATES = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.integers(1, 9999).map(lambda year: f"{year:04}")
)
TIMES = st.datetimes().map(lambda time: time.replace(microsecond=0).isoformat() + "Z")
AMOUNTS = st.decimals(0, 10**6, places=6)


def some(values: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


NUMBERS = st.integers(1, 10**6)
KEYS = some(SLUGS)
FIELDS = SLUGS.filter(lambda name: name != "email")
SOURCES = st.builds(
    Source,
    key=SLUGS,
    title=TEXT,
    url=maybe(TEXT),
    feed=TEXT,
    date=maybe(DATES),
    evidence=st.sampled_from(["full-text", "excerpt", "headline"]),
    quotes=some(TEXT),
)
OUTCOMES, VERDICTS = st.sampled_from(["answered", "merged", "dropped"]), maybe(st.sampled_from(["held", "partly", "failed"]))
VERSIONS = st.builds(
    Version,
    format=st.just(1),
    version=NUMBERS,
    kind=st.sampled_from(["update", "correction", "minor"]),
    title=TEXT,
    published=TIMES,
    items=NUMBERS,
    changes=PROSE,
    what=PROSE,
    why_it_matters=PROSE,
    open_questions=some(st.builds(Question, SLUGS, PROSE, due=maybe(DATES))),
    closed_questions=some(st.builds(ClosedQuestion, SLUGS, OUTCOMES, PROSE, verdict=VERDICTS)),
    narrative=some(PROSE),
    timeline=some(st.builds(Event, DATES, PROSE, ahead=st.booleans())),
    figures=some(st.builds(KeyFigure, SLUGS, TEXT, TEXT, KEYS)),
    perspectives=some(st.builds(Voice, SLUGS, TEXT, maybe(TEXT), PROSE, PROSE, KEYS)),
    departed_voices=some(st.builds(DepartedVoice, SLUGS, TEXT)),
    tensions=some(st.builds(Tension, SLUGS, PROSE, KEYS, title=maybe(TEXT), sides=some(st.builds(TensionSide, TEXT, PROSE)))),
    corrections=some(st.builds(Correction, NUMBERS, TEXT, TEXT, TEXT)),
    sources=st.lists(SOURCES, max_size=2, unique_by=lambda source: source.key).map(tuple),
    written_by=maybe(st.builds(WrittenBy, SLUGS, maybe(TEXT), maybe(TEXT), NUMBERS, NUMBERS, AMOUNTS)),
    review=maybe(st.builds(Review, TEXT, DATES, st.sampled_from(["approved", "edited"]))),
)
STORIES = st.builds(
    Story,
    title=TEXT,
    status=st.sampled_from(["active", "dormant", "closed"]),
    tags=KEYS,
    queries=some(TEXT),
    feeds=st.just("all") | KEYS,
    guidance=PROSE,
    headline=st.sampled_from(["fixed", "follow"]),
    related=KEYS,
    aliases=KEYS,
    waive=some(st.builds(Waiver, TEXT, TEXT, maybe(NUMBERS), maybe(TEXT))),
)
CONFIGS = st.builds(
    Config,
    title=TEXT,
    url=st.just("https://example.org/"),
    tagline=TEXT,
    author=st.builds(Author, TEXT, maybe(TEXT)),
    feeds=some(st.builds(Feed, SLUGS, TEXT, st.none(), maybe(TEXT))),
    searches=some(st.builds(Search, SLUGS, st.just("https://example.org/?q={query}"), domains=some(TEXT))),
    update=st.builds(Update, judge=st.booleans(), max_usd=AMOUNTS, max_usd_month=maybe(AMOUNTS)),
    limits=st.builds(Limits, total_seconds=st.floats(0.001, 10**6), parallel=NUMBERS),
    subscribe=maybe(st.builds(Subscribe, st.just("https://mail.example/"), st.dictionaries(FIELDS, TEXT, max_size=2))),
    daily=st.builds(
        Daily,
        st.booleans(),
        maybe(st.sampled_from(("desk@example.org", "The desk: news <desk@example.org>"))),
        maybe(st.just("letter@lists.example.org")),
        unsubscribe=maybe(st.just("https://example.org/stop?who={email}")),
        quiet=st.sampled_from(("none", "short")),
    ),
)
ITEMS = st.builds(
    Item,
    key=SLUGS,
    title=TEXT.filter(bool),
    url=maybe(TEXT),
    feed=TEXT,
    published=maybe(DATES | TIMES),
    collected=TIMES,
    text=TEXT,
    evidence=st.sampled_from(["full-text", "excerpt", "headline"]),
    hash=TEXT,
    copy_of=maybe(SLUGS),
    spiked=maybe(TEXT),
)
BRIEF = st.text(st.characters(exclude_categories=["Cs"]), max_size=5) | HOSTILE
KEYED = BRIEF.map("k {}".format)  # a key that is a number or a switch stays plain, and others would read it so
TREES = st.recursive(BRIEF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYED, inner, max_size=3), max_leaves=5)
