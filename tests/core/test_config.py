from decimal import Decimal

import pytest

from dateline.core import codec
from dateline.core.config import Config, Feed, Limits, Search, Subscribe, Update

SITE = "title: The Harbour Record\nurl: https://example.org/record/\n"


def read(more: str = "") -> codec.Parsed[Config]:
    return codec.parse(Config, (SITE + more).encode(), "content/site.yaml")


def test_a_title_and_an_address_are_enough():
    """Everything else has a default, and the defaults are not written."""
    config = read().value

    assert config == Config("The Harbour Record", "https://example.org/record/")
    assert codec.dump(config) == SITE


def test_the_limits_are_those_that_were_promised():
    """A stranger's server gets 10 s to connect, 30 s in all, 5 MB on the wire and 20 MB inflated, eight at once."""
    limits = Limits()

    assert (limits.connect_seconds, limits.total_seconds, limits.parallel, limits.redirects) == (10, 30, 8, 5)
    assert (limits.wire_bytes, limits.inflated_bytes, limits.items_per_feed) == (5_000_000, 20_000_000, 500)
    assert (Update().max_usd, Update().max_items_per_story) == (Decimal(5), 60)


def test_a_feed_is_shown_by_its_title_or_its_id():
    """A label is never empty."""
    assert Feed("courier", "The Courier").label == "The Courier"
    assert Feed("courier").label == "courier"
    assert Feed("courier", "\u200bThe Cour\u202eier").label == "The Courier"
    assert Feed("courier", "\u200b").label == "courier"


def test_every_section_is_read():
    """A file with every key sets every value."""
    config = read(
        "tagline: Quay and tide\nlanguage: pt-BR\nauthor: {name: The desk, email: desk@example.org}\n"
        "feeds:\n- {id: courier, url: https://example.org/rss}\n- {id: saved, path: content/inbox}\n"
        'searches:\n- {id: news, url: "https://example.org/rss?q={query}"}\n- {id: web, kind: claude, domains: [example.org]}\n'
        "update: {writer: extractive, max_usd: 1.5, max_usd_month: 20}\n"
        "daily: {enabled: true, from: The desk <desk@example.org>}\n"
        "subscribe: {action: https://example.org/subscribe}\n"
    ).value

    assert config is not None
    assert config.feeds == (Feed("courier", url="https://example.org/rss"), Feed("saved", path="content/inbox"))
    assert config.searches[1] == Search("web", kind="claude", domains=("example.org",))
    assert (config.update.max_usd, config.update.max_usd_month) == (Decimal("1.5"), Decimal(20))
    assert config.daily.sender == "The desk <desk@example.org>"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("repository: javascript:alert(1)", "unsafe-url"),
        ("repository: https://user:pass@example.org/", "unsafe-url"),
        ("repository: ftp://example.org/", "unsafe-url"),
        ("repository: https://example.org/a b", "unsafe-url"),
        ("feeds: [{id: a, url: file:///etc/passwd}]", "unsafe-url"),
        ("searches: [{id: a, url: 'https://example.org/rss'}]", "unsafe-url"),
        ("searches: [{id: a, url: 'https://{query}.example.org/'}]", "unsafe-url"),
        ("feeds: [{id: A b}]", "bad-shape"),
        ("language: english please", "bad-shape"),
        ("update: {max_usd: -1}", "bad-shape"),
        ("update: {max_usd: NaN}", "bad-shape"),
    ],
)
def test_what_could_lead_astray_is_refused(line, rule):
    """Addresses are http(s) without a user, a query cannot choose the host, and amounts are amounts."""
    [problem] = read(line + "\n").problems

    assert (rule, 3) == (problem.rule, problem.line)


@pytest.mark.parametrize("host", ["feeds.lan", "FEEDS.lan:8080", "10.0.0.5", "[fd00::1]:8080", "[::1]", "::1", "bücher.lan"])
def test_a_private_host_may_be_named(host):
    """A host, or a host and its port; an IPv6 address with a port is in brackets."""
    config = read(f"limits: {{allow_private: ['{host}']}}\n").value

    assert config is not None
    assert config.limits.allow_private == (host,)


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "http://feeds.lan",
        "feeds.lan/feed.xml",
        "10.0.0.0/8",
        "*.lan",
        "10.0.0.*",
        "user@feeds.lan",
        "feeds.lan:",
        "feeds.lan:0",
        "feeds.lan:70000",
        "10.0.0.256",
        "fd00::1:g",
        "[fd00::1",
        ":8080",
        "a..b",
    ],
)
def test_a_permission_that_could_never_match_is_told(host):
    """An address, a range, a pattern, empty text or an impossible port would match no host, and is an error with its line."""
    (problem,) = read(f"limits:\n  allow_private:\n  - feeds.lan\n  - '{host}'\n").problems

    assert (problem.rule, problem.line, problem.at) == ("bad-shape", 6, "limits.allow_private[1]")


def test_a_slip_in_a_key_is_told_with_the_right_one():
    """A wrong key says which key was meant."""
    [problem] = read("seaches: []\n").problems

    assert problem.hint == 'Did you mean "searches"?'


def test_a_form_may_send_hidden_fields():
    """The fields of a subscription form are a map of names and texts, which is written as it was read."""
    text = 'subscribe: {action: https://lists.example.org/form, fields: {l: "0a1b-2c", embed: "1"}}\n'
    config = read(text).value

    assert config
    assert config.subscribe == Subscribe("https://lists.example.org/form", {"l": "0a1b-2c", "embed": "1"})
    assert codec.dump(config).endswith(text)
    assert codec.plain(config)["subscribe"]["fields"] == {"l": "0a1b-2c", "embed": "1"}


@pytest.mark.parametrize("fields", ["{email: x}", "{'a b': x}", "{'\"': x}", "{l: [x]}", "[l]", "l"])
def test_a_hidden_field_has_a_plain_name_and_a_text(fields):
    """The reader's address stays the only email, and no name or value has another form."""
    parsed = read(f"subscribe: {{action: 'https://lists.example.org/form', fields: {fields}}}\n")

    assert parsed.value is None
    assert parsed.problems[0].at.startswith("subscribe.fields")
