"""Text from outside is never markup, a link, a mention or a command in what Dateline prints or writes."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import builders
import html5lib
import pytest
from analysed import compare, plan_pages
from conftest import MakePublication
from markdown_it import MarkdownIt

from dateline.cli import main
from dateline.cli.options import print_json
from dateline.core.analysis import AnalysedStory
from dateline.core.config import Feed
from dateline.core.errors import FeedError
from dateline.core.model import (
    LEVELS,
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Dossier,
    Event,
    Finding,
    KeyFigure,
    Question,
    Review,
    Story,
    Tension,
    Voice,
    WrittenBy,
)
from dateline.core.publication import Publication
from dateline.core.text import unsafe_characters
from dateline.desk import Routing, Spiked
from dateline.desk.draft import SupportedClaim
from dateline.desk.proposals import Proposal
from dateline.flows.collect import Arrival, Collected
from dateline.flows.draft import Outcome
from dateline.flows.overview import Overview
from dateline.flows.reviews import review_of
from dateline.flows.update import UpdateResult
from dateline.report import findings, redline, update_report
from dateline.report.card import CardLinks, card
from dateline.report.card.objection_words import READERS_TOLD
from dateline.report.github import annotations, job_summary
from dateline.report.review import story_report
from dateline.report.sarif import findings_sarif
from dateline.site.theme import load_theme
from dateline.wire.collect import Collection, FeedReport
from dateline.wire.fulltext import FullText

CORPUS = Path(__file__).parents[3] / "shared/corpus"
PAYLOADS = (
    "[click](javascript:alert(1)) ![x](https://evil.example/q)",
    "<script>alert(1)</script><img src=https://evil.example/x>",
    "one\n\n# two\n\n```\nthree",
    "::error file=x::four\n::add-mask::five\r\n  ::stop-commands::six",
    "##[error]seven\r##[command]eight",
    "`nine` **ten** _eleven_ ~~twelve~~ | thirteen |",
    "@everybody closes #14, fixes owner/repo#15, resolves GH-16, deadbeef0123456789",
    "https://evil.example/ and www.evil.example <https://evil.example/>",
    "\x1b[31mred\x1b]8;;https://evil.example\x07link\x9b2J\rover",
    "be\u200bfore \u202egnp.exe\u202c \u2066x \u00ad\ufeff \U000e0041",
    "1. one\n2) two\n- three\n+ four\n* five\n> six\n=====\n-----",
    "</outline><outline xmlUrl='https://evil.example/'/>&lt;&#x41;",
    "line\u2028sep\u2029arators\x85and\x0bmore\x0c",
    "[ref]: https://evil.example 'x'\n\n[ref]",
    "$\\href{https://evil.example}{x}$ \\[y\\]",
    "[skip ci] [ci skip] [no ci] [skip actions] [actions skip] ***NO_CI*** skip-checks: true",
    "resolves https://github.com/o/r/issues/1, fixes o/r#3, closes: #4 and GH-5",
    "</summary></details><details open><summary>x</summary> | --- | </td>",
    "> [!CAUTION]\n> **Nothing blocks.**\n\n- [x] Signed",
    ":-: | :-:",
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def recorded() -> list[str]:
    """Payloads from other collections, if they are there."""
    files = [*sorted((CORPUS / "xss").glob("*.jsonl")), CORPUS / "text/field-payloads.jsonl"]
    rows = [json.loads(line) for file in files if file.is_file() for line in file.read_text().split("\n") if line]
    return [str(row.get("payload") or row.get("value")) for row in rows]


@pytest.fixture(params=["ours", pytest.param("others", marks=pytest.mark.no_cover)])
def payloads(request: pytest.FixtureRequest) -> tuple[str, ...]:
    found = PAYLOADS if request.param == "ours" else tuple(recorded())
    if not found:
        pytest.skip("the corpus of payloads is not here")
    return found


def hostile(payload: str, number: int = 2) -> Any:
    """A version with the payload in each field that may hold text."""
    key = "harbour-plan"
    return builders.version(
        number,
        title=payload,
        changes=payload,
        what=f"{payload} [@{key}]",
        why_it_matters=payload,
        narrative=(f"{payload} [@{key}].", f"{number} {payload}"),
        open_questions=(Question("cost", payload),),
        closed_questions=(ClosedQuestion("gate", "dropped", payload),),
        timeline=(Event("2026-04-14", f"{payload} [@{key}]"),),
        perspectives=(replace(builders.version().perspectives[0], voice=payload, role=payload, view=payload, evolution=payload),),
        departed_voices=(DepartedVoice("other", payload),),
        corrections=(Correction(1, payload, payload, payload),),
        sources=(builders.source(title=payload, feed=payload, url="https://a.example/" + payload[:30], quotes=(payload,)),),
        written_by=WrittenBy("claude", payload, payload, usd=Decimal(1)),
        review=Review(payload, "2026-05-02", "approved"),
    )


def outcome(payload: str) -> Outcome:
    """A draft with the payload, and with it in every field of its outcome."""
    was, second = builders.version(1), hostile(payload)
    first = replace(
        was,
        title=f"Was {payload}",
        narrative=(*was.narrative, f"Gone are the days of the quay: {payload}"),
        open_questions=(*was.open_questions, Question("gate", payload)),
        figures=(KeyFigure("cost", payload, f"40 {payload}", ("harbour-plan",)),),
        perspectives=(*was.perspectives, Voice("other", payload, view=payload)),
        tensions=(Tension("old", f"Nobody says this any more: {payload}"),),
    )
    second = replace(
        second,
        figures=(KeyFigure("cost", payload, payload, ("harbour-plan",)),),
        timeline=(replace(was.timeline[0], date="2026-05"),),
        sources=(replace(second.sources[0], quotes=(payload, f"Lost: {payload}")),),
    )
    item = builders.item(title=payload, text=f"{payload} More of it. {payload}", copy_of="another")
    places = (f"sources.{payload}", "what", "narrative[0]", "sources.harbour-plan.quotes[0]", payload)
    found = tuple(
        Finding("unsafe-text", level, "quay", 2, at, payload, payload, payload, payload, 1, 1)
        for at in places
        for level in LEVELS
    )
    judged = Finding("judge-not-supported", "warning", "quay", 2, "narrative[1]", f"2 {payload}", payload, payload)
    return Outcome(
        "quay", "rejected", (item,), 0, second, compare(first, second), (*found, judged), notes=(payload,),
        supported=(SupportedClaim(payload, payload),), reason=payload, hint=payload, usd=Decimal(1),
        story=AnalysedStory(builders.dossier(first, second, slug="quay", items=(item,))),
    )  # fmt: skip


def run_of(payload: str) -> UpdateResult:
    """A run whose every word from outside is the payload."""
    item = builders.item(title=payload, text=payload, feed=payload)
    reports = (
        FeedReport("a", payload, error=FeedError(payload, where=payload, hint=payload)),
        FeedReport("b", payload, 1, notes=(payload,)),
    )
    arrival = Arrival(
        Dossier("quay", Story(payload)),
        (item,),
        unread=(FullText(item, skipped=payload, is_unreadable=True), FullText(item, skipped=payload)),
    )
    proposed = (Proposal("quay-two", Story(payload, queries=(payload,)), (item,)),)
    routing = Routing((), (Spiked(item, payload, None),))
    collected = Collected(Collection((item,), reports), routing, (arrival,), complaints=(payload,), proposed=proposed)
    waiting = Outcome("quay", "waiting", (item,), reason=payload, hint=payload)
    return UpdateResult(collected, (outcome(payload), waiting))


def assert_markdown(text: str, *, base: str = "") -> None:
    """Only our headings, lists and marked words are markup, and links lead only to the given site."""
    tokens = [inner for token in MARKDOWN.parse(text) for inner in (token, *(token.children or ()))]
    html = {token.content for token in tokens if token.type in ("html_inline", "html_block")}
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]

    assert html <= {"<ins>", "</ins>", "<del>", "</del>"}
    foreign = ("image", "fence", "table_open", "hr", *(() if base else ("blockquote_open",)))
    assert [token.type for token in tokens if token.type in foreign] == []
    assert all(base and link.startswith(base) for link in links)
    plain = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert not re.search(r"alert\(1\)</|<script", "".join(html))
    if not base:
        assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d|deadbeef", plain)


def assert_printable(text: str) -> None:
    """No line moves the cursor, hides text, or is a workflow command."""
    assert "\r" not in text
    assert unsafe_characters(text) == ()
    assert "##[" not in text
    assert [line for line in re.split("[\n\x85\u2028\u2029\x0b\x0c]", text) if line.lstrip().startswith("::")] == []


def cleaned(text: str) -> str:
    """The text without the character that we put into mentions ourselves."""
    return text.replace("\u200b", "")


def test_reports_in_markdown(payloads: tuple[str, ...]) -> None:
    """Reports for editors show every payload as text: in a pull request it mentions nobody, closes nothing and links nowhere."""
    for payload in payloads:
        text = redline.markdown(compare(builders.version(1), hostile(payload)))
        assert_markdown(text)
        assert_printable(cleaned(text))
        assert_markdown(story_report(replace(outcome(payload), story=None)))


def test_review_cards(payloads: tuple[str, ...]) -> None:
    """A review card shows every payload as text: its only links are its own and those of sources, its only markup is its own.

    The text may become the message of a squashed commit, so it must be harmless unrendered, too.
    """
    links = CardLinks("https://code.example/blob/b", "https://code.example/run", "site-41", "the artifacts of the check")
    for payload in payloads:
        whole = review_of(outcome(payload))
        assert whole
        first = replace(whole, before=None)
        for text in (card(whole, links), card(whole, most=None, title=f"{payload}: version 2"), card(first, links)):
            assert_card(text)
            assert_printable(cleaned(text))
            assert not ORDERS.search(ADDRESS.sub("", text))
        (summary,) = update_report.reports(run_of(payload)).values()
        assert_card(summary)


NODES = frozenset(
    "h1 h2 h3 p strong em b ins del ul li blockquote details summary table thead tbody tr th td code pre a br hr sub".split()
)
OWN_LINK = re.compile(r"#quay-v2-\d+|https://code\.example/(blob/b/\S*|run)|https?://(a|quay)\.example/\S*")
SUMMARY = re.compile(r"[\w ]+(: [\w ,]+)?|[\w ]+, [\w ]+")
ORDERS = re.compile(
    r"(?<![\w\u200b])@\w|#\d|\bgh-\d|\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:|\*\*\*NO_CI"
    r"|(close[sd]?|fix(es|ed)?|resolve[sd]?):? +(https?://|[\w./-]*#\d)",
    re.IGNORECASE,
)


HEADINGS = {*redline.TITLES.values(), redline.CORRECTIONS, redline.CHANGED_FIGURES, READERS_TOLD, "Update", "quay"}
ADDRESS = re.compile(r"\]\([^)\s@]*\)")
"""The address of a link, in which nothing is mentioned."""


def assert_card(text: str) -> None:
    """Rendered, it has only the nodes of a card."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    tree = html5lib.parse(rendered, namespaceHTMLElements=False).find("body")
    for node in tree.iter():
        assert node is tree or node.tag in NODES
        if node.tag == "a":
            assert set(node.keys()) in ({"name"}, {"href"})
            assert OWN_LINK.fullmatch(node.get("href", "#quay-v2-1")), node.get("href")
        else:
            assert not node.keys()
        if node.tag == "summary":
            assert SUMMARY.fullmatch("".join(node.itertext()))
        if node.tag in ("h1", "h2", "h3"):
            words = "".join(node.itertext())
            assert words in HEADINGS or (node.tag == "h2" and words.endswith(": version 2"))
    assert not re.search(r"^\W*- \[x\]", text, re.IGNORECASE | re.MULTILINE)
    shown = "".join(
        part for node in tree.iter() if node.tag not in ("code", "pre") for part in (node.text or "", node.tail or "")
    )
    assert not re.search(r"@\w|#\d|://|\bwww\.|\bGH-\d|deadbeef", re.sub(r"`.*?`", "", shown))


def site_texts(payload: str) -> Iterator[tuple[str, str]]:
    feeds = (Feed("quay", title=payload, url="https://quay.example/feed"),)
    story = builders.dossier(builders.version(1), hostile(payload), story=Story(payload))
    publication = Publication(builders.config(title=payload, tagline=payload, feeds=feeds), (story,))
    for output in plan_pages(publication, THEME):
        if output.path.endswith((".txt", ".opml", "sitemap.xml")):
            yield output.path, output.render().decode()


THEME = load_theme()


def test_texts_of_the_site(payloads: tuple[str, ...]) -> None:
    """llms.txt, robots.txt, the list of feeds and the site map have titles as text, and only links to the site."""
    robots = {text for path, text in site_texts("plain") if path == "robots.txt"}
    for payload in payloads:
        for path, text in site_texts(payload):
            assert_printable(text)
            if path == "robots.txt":
                assert {text} == robots
            elif path == "llms.txt":
                assert_markdown(text, base="https://example.org/record/")
                assert text.count("\n") == dict(site_texts("plain"))["llms.txt"].count("\n")
            else:
                tree = ET.fromstring(text)
                assert {node.tag.rpartition("}")[2] for node in tree.iter()} <= {
                    "opml", "head", "title", "body", "outline", "urlset", "url", "loc", "lastmod",
                }  # fmt: skip
                addresses = [node.get(name) or "" for node in tree.iter() for name in ("xmlUrl", "htmlUrl") if node.get(name)]
                assert all(one.startswith(("https://example.org/record/", "https://quay.example/feed")) for one in addresses)


def test_findings_in_every_form(payloads: tuple[str, ...]) -> None:
    """A finding is one line in a pipe, one workflow command, and JSON that controls nothing."""
    for payload in payloads:
        found = outcome(payload).findings[:1]
        assert_printable(findings.findings_text(found))
        command = annotations(found)
        assert command.count("\n") == 1
        assert command.startswith("::error file=")
        assert "##[" not in command
        folded = job_summary(found, Overview()).partition("</summary>")[2]
        assert_markdown(folded.removesuffix("</details>\n"))
        for text in (findings.findings_json(found), findings_sarif(found)):
            assert text.isascii()


def test_what_the_commands_print(
    payloads: tuple[str, ...], make_publication: MakePublication, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever a file of the publication contains, no command prints it so that a terminal or a CI runner obeys it."""
    for payload in payloads:
        story = builders.dossier(builders.version(1), hostile(payload), items=(builders.item(title=payload, feed=payload),))
        root = make_publication(story, config=builders.config(title="T"))
        (root / "stories/harbour-barrier/notes.yaml").touch()
        for command in (
            "blame harbour-barrier", "diff harbour-barrier", "diff harbour-barrier --format json", "check", "check --evidence",
            "check --evidence --format json", "status", "update --dry-run --no-collect", "fmt --check", "collect --format json",
        ):  # fmt: skip
            with pytest.raises(SystemExit):
                main(["-C", str(root), *command.split()])
            said = capsys.readouterr()
            assert_printable(said.out)
            assert_printable(said.err)
        with pytest.raises(SystemExit):
            main(["-C", str(root), "diff", payload.replace("\0", "")])
        error = capsys.readouterr().err
        assert_printable(error)
        assert error.count("\n") <= 2


def test_what_the_minutes_say(payloads: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """The same is true of feeds, models and titles in the report of a run, as lines and as JSON."""
    from dateline.cli.options import say

    for payload in payloads:
        update = run_of(payload)
        for line in (*update_report.lines(update), *update_report.drafts(update)):
            say(line)
        assert_printable(capsys.readouterr().out)
        print_json({"said": payload, "report": "##[error]"})
        assert_printable(out := capsys.readouterr().out)
        assert json.loads(out) == {"said": payload, "report": "##[error]"}
