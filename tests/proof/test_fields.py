"""Nothing that came from outside becomes markup, a link, a mention or a command, in whatever field it stands.

Texts that would do harm are put into every field of a publication that may have any words, and into every word of a run's
report. Then everything that Dateline writes for others is made and taken apart: pages, feeds, lists for programs, reviews and
reports in Markdown, titles of commits, what commands print, findings for code hosts, mails. A browser loads each kind of page
with all texts together. Which fields there are is read from the code, so none can be forgotten. A build refuses a field with
characters that hide or reorder text, so pages and letters are tried without these.
"""

import json
import re
from dataclasses import replace
from email import message_from_bytes, policy
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Event
from xml.etree import ElementTree as ET

import builders
import daily_issues as issues
import pytest
import sample
from analysed import compare, digests_of, plan_pages
from browser.conftest import Quiet
from chromium import PATIENCE
from proof.inert import (
    ADDRESS,
    BODY,
    ORDERS,
    assert_card,
    assert_feed,
    assert_markdown,
    assert_page,
    assert_printable,
    cleaned,
    shapes,
)
from proof.payloads import OURS, PUBLIC
from proof.planted_run import outcome, run_of
from proof.planted_text import all_fields, filled, hostile_publication, hostile_story, planted, whole
from running import running

from dateline.cli.options import print_json, say
from dateline.core import codec, essays, layout, yamlio
from dateline.core.config import Limits
from dateline.core.text import clean, unsafe_characters
from dateline.flows.overview import Overview
from dateline.flows.proposing.text import ProposalPlace
from dateline.flows.reviews import review_of
from dateline.post.letter import Letter, Sender, mail_of
from dateline.post.message import plain_mail
from dateline.post.readers import LetterReader
from dateline.report import findings, proposal, redline, update_report
from dateline.report.card import CardLinks, card
from dateline.report.for_git import text_for_git
from dateline.report.github import annotations, job_summary
from dateline.report.review import story_report
from dateline.report.sarif import findings_sarif
from dateline.site.daily.letter import letter, subject
from dateline.site.daily.pages import introductions
from dateline.site.files import write_site
from dateline.site.theme import load_theme

THEME = load_theme()
SITE = "https://example.org/record/"
LINKS = CardLinks("https://code.example/blob/b", "https://code.example/run", "site-41", "the artifacts of the check")
HEADERS = frozenset(
    "From To Subject Date Message-ID List-Id List-Archive List-Unsubscribe MIME-Version Auto-Submitted Content-Type".split()
)
COMMANDS = (
    "blame barrier", "diff barrier", "diff barrier --format json", "check", "check --format sarif", "check --format github",
    "check --evidence", "check --evidence --format json", "status", "status --format json", "update --dry-run --no-collect",
    "fmt --check", "collect --format json", "items barrier", "items --format json", "doctor",
)  # fmt: skip
FIELDS = len(set(filled(whole())))
WHOSE = {"payloads": OURS, "payloads of DOMPurify's tests": PUBLIC}
NO_PUBLIC = "the payloads of DOMPurify's own tests are not beside the project"


@pytest.fixture(params=WHOSE)
def tried(request, thinned, measured):
    """Chooses payloads for a test, and notes how many it tried in how many fields of how many outputs."""
    found = WHOSE[request.param]
    if not found:
        pytest.skip(NO_PUBLIC)

    def choose(most, outputs):
        chosen = thinned(found, most if found is OURS else most // 2)
        measured(f"{request.param} × fields × outputs", len(chosen) * FIELDS * outputs, len(found) * FIELDS * outputs)
        return chosen

    return choose


def outputs(publication):
    """Path → text of each file of the site."""
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME)}


def published(payload):
    """The publication with what a build accepts of a text."""
    return hostile_publication(clean(payload))


def known_shapes():
    """The elements and attributes of a site with harmless words."""
    pages = [page for one in (sample.publication(), whole()) for path, page in outputs(one).items() if path.endswith(".html")]
    return BODY | {shape for page in pages for shape in shapes(page)}


def test_every_field_has_words():
    """The publication that the texts are put into has something in each field that may have any words."""
    assert all_fields() == set(filled(whole()))
    assert FIELDS > 60


UNSAFE = "A \x1b[31mred \u202e word."


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in all_fields()}))
def test_unsafe_characters_are_refused(kind, tmp_path, dateline, measured):
    """A build names each field that has a control character, or one that hides or reorders text, and makes no page of it."""
    names = sorted(name for one, name in all_fields() if one == kind)
    for name in names:
        root = tmp_path / name
        write(root, planted(whole(), UNSAFE, {kind: (name,)}))
        code, out, err = dateline("-C", root, "build")
        assert code in (1, 2), name
        assert "unsafe-text" in out + err or "U+001B" in out + err, (name, out, err)
        assert "\x1b" not in out + err
        assert not (root / "build").exists()

    measured("fields with unsafe characters", len(names))


def write(root, publication):
    """Writes the files of a publication, texts and introductions included."""
    texts = {layout.SITE: codec.dump(publication.config)}
    for one in publication.stories:
        folder = f"stories/{one.slug}"
        texts[f"{folder}/story.yaml"] = codec.dump(one.story)
        texts[f"{folder}/items.jsonl"] = "".join(map(codec.dump_line, (*one.items, *one.events)))
        texts |= {f"{folder}/v{version.version:03d}.yaml": codec.dump(version) for version in (*one.versions, *one.tombstones)}
    for path, text in (
        *((layout.page_path(one.slug), one) for one in publication.pages),
        *((essays.path_of(one), one) for one in (*publication.essays, *publication.intros)),
    ):
        held = {key: value for key, value in front_matter(text) if value}
        texts[path] = f"---\n{yamlio.dump(held)}---\n\n{text.body}\n"
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def front_matter(text):
    """The keys above a text, as people write them."""
    for name in ("title", "date", "description", "dek", "author", "model"):
        yield name, getattr(text, name, "")
    if review := getattr(text, "review", None):
        yield "review", {"by": review.by, "on": review.on}
    yield "stories", list(getattr(text, "stories", ()))


def test_pages_and_feeds(tried):
    """No page, feed or list for programs gets an element, an attribute, an address or a line from a text."""
    known, plain = known_shapes(), outputs(hostile_publication("plain"))
    for payload in tried(4, len(plain)):
        made = outputs(published(payload))
        assert {*made} == {*plain}
        for path, data in made.items():
            if path.endswith(".html"):
                assert_page(data, known, path)
            elif path.endswith("atom.xml"):
                assert_feed(data, known, path)
            elif path.endswith(".json"):
                assert json.loads(data), path
            elif path.endswith((".opml", "sitemap.xml")):
                assert_listed(data, path)
            elif path.endswith("llms.txt"):
                assert_printable(data)
                assert_markdown(data, base=SITE)
                assert data.count("\n") == plain[path].count("\n")
            elif path.endswith("plain.txt"):
                assert not unsafe_characters(data), path
            else:
                assert path.startswith("search/words") or data == plain[path], path


def assert_listed(data, path):
    """A list in XML has only its own elements, and only addresses of the site and of the followed feed."""
    tree = ET.fromstring(data)
    known = {"opml", "head", "title", "body", "outline", "urlset", "url", "loc", "lastmod"}
    assert {node.tag.rpartition("}")[2] for node in tree.iter()} <= known, path
    addresses = [node.get(name) or "" for node in tree.iter() for name in ("xmlUrl", "htmlUrl") if node.get(name)]
    assert all(one.startswith((SITE, "https://wire.example/feed")) for one in addresses), path


def test_reports_in_markdown(tried):
    """Reports for editors show each text as text: in a pull request it mentions nobody, closes nothing and links nowhere."""
    for payload in tried(20, 4):
        first, second = hostile_story(payload).versions[:2]
        for before in (first, builders.version(1)):
            text = redline.markdown(compare(before, second))
            assert_markdown(text)
            assert_printable(cleaned(text))
        assert_markdown(story_report(replace(outcome(payload), story=None)))
        assert_markdown(proposal.waiting_comment([builders.item(title=payload, feed=payload)]))


def test_review_cards(tried):
    """A review card shows each text as text: its only links are its own and those of sources, its only markup is its own.

    The text may become the message of a squashed commit, so it must be harmless unrendered, too.
    """
    for payload in tried(6, 4):
        review = review_of(outcome(payload))
        assert review
        first = replace(review, before=None)
        for text in (card(review, LINKS), card(review, most=None, title=f"{payload}: version 2"), card(first, LINKS)):
            assert_card(text)
            assert_printable(cleaned(text))
            assert not ORDERS.search(ADDRESS.sub("", text))
        (summary,) = update_report.reports(run_of(payload)).values()
        assert_card(summary)


def test_titles_of_commits(tried, make_publication):
    """The title of a pull request, which the commit that merges it gets, is one line that skips nothing and mentions nobody."""
    for payload in tried(6, 1):
        root = make_publication(hostile_story(payload))
        place = ProposalPlace(root)
        title = proposal.proposal_text(root, "barrier", 3, place).title
        assert_printable(title)
        assert "\n" not in title
        assert not ORDERS.search(title), title


def test_what_git_shows(tried):
    """A version and a ledger as git shows them have no character that controls a terminal."""
    for payload in tried(30, 2):
        story = hostile_story(payload)
        files = [*map(codec.dump, story.versions), *map(codec.dump_line, story.items)]
        assert all(not unsafe_characters(text_for_git(one.encode()).decode()) for one in files)


def test_findings_in_every_form(tried):
    """A finding is one line in a pipe, one workflow command, and JSON that controls nothing."""
    for payload in tried(30, 5):
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


def test_what_the_commands_print(tried, make_publication, dateline):
    """Whatever a file of the publication contains, no command prints it so that a terminal or a CI runner obeys it."""
    for payload in tried(2, len(COMMANDS)):
        made = hostile_publication(payload)
        config = replace(made.config, feeds=(), searches=(), limits=Limits())
        root = make_publication(made.stories[0], config=config)
        for command in COMMANDS:
            _, out, err = dateline("-C", root, *command.split())
            orders = ("::error file=", "::warning file=", "::notice file=") if "github" in command else ()
            assert_printable("".join(line for line in out.splitlines(keepends=True) if not line.startswith(orders)))
            assert_printable(err)
        _, _, err = dateline("-C", root, "diff", payload.replace("\0", ""))
        assert_printable(err)
        assert err.count("\n") <= 2


def test_what_the_minutes_say(tried, capsys):
    """The same is true of feeds, models and titles in the report of a run, as lines and as JSON."""
    for payload in tried(30, 3):
        update = run_of(payload)
        for line in (*update_report.lines(update), *update_report.drafts(update)):
            say(line)
        assert_printable(capsys.readouterr().out)
        print_json({"said": payload, "report": "##[error]"})
        assert_printable(out := capsys.readouterr().out)
        assert json.loads(out) == {"said": payload, "report": "##[error]"}


def letter_with(payload):
    """The letter of a day on which everything moved."""
    made = published(payload)
    needed = essays.needed(made.intros)
    signed = introductions(made.intros, digests_of(made, THEME, needed), "en")
    run = issues.run(*made.stories, config=made.config, intros=signed)
    issue = next(one for one in run.issues if one.day == "2026-05-02")
    html, text = letter(issues.site(made.config), issue)
    return Letter(issue.day, subject(issue), html, text, f"{SITE}daily/{issue.day}/")


def test_letters(tried):
    """A letter has the elements of any letter, its mail has the headers of any mail, and a report by mail is plain text."""
    known = shapes(letter_with("plain").html) | {("ins", ""), ("del", "")}
    for payload in tried(6, 4):
        made = letter_with(payload)
        assert_page(made.html, known, "letter")
        assert not unsafe_characters(made.text)
        sender = Sender(payload, "desk@example.org", payload, SITE, "desk@example.org", "https://example.org/out?who={email}")
        mail = message_from_bytes(mail_of(made, sender, LetterReader("ada@example.org"), now=builders.NOW), policy=policy.default)
        assert {*mail.keys()} <= {*HEADERS, "List-Unsubscribe-Post"}
        assert len({*mail.keys()}) == len(mail.keys())
        assert (mail["To"], mail["From"].addresses[0].addr_spec) == ("ada@example.org", "desk@example.org")
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
        report = plain_mail("desk@example.org", "ada@example.org", payload, f"{payload}\n.\n{payload}", now=builders.NOW)
        read = message_from_bytes(report.data, policy=policy.default)
        assert {*read.keys()} <= {*HEADERS, "Content-Transfer-Encoding"}
        assert read.get_content_type() == "text/plain"
        assert_printable(read.get_content().replace("\r\n", "\n"))


def kinds_of_pages(folder):
    """One address for each kind of page: those that differ in a number or a date alone are one."""
    found = {re.sub(r"\d+", "0", path.relative_to(folder).as_posix()): path for path in sorted(folder.rglob("*.html"))}
    return [path.relative_to(folder).as_posix() for path in found.values()]


@pytest.mark.browser
@pytest.mark.parametrize("whose", WHOSE)
def test_in_a_browser(whose, chromium, tmp_path, is_long, measured):
    """A browser that loads each kind of page, the search and the letter shows no dialog, makes no complaint, and calls nobody."""
    found = WHOSE[whose]
    if not found:
        pytest.skip(NO_PUBLIC)
    groups = [found[start : start + 100] for start in range(0, len(found), 100)]
    tried, pages = 0, list[str]()
    for payloads in groups if is_long else groups[:1]:
        made = published(" ".join(payloads))
        write_site(plan_pages(made, THEME), tmp_path / "record")
        with running(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))), Event()) as server:
            pages = kinds_of_pages(tmp_path / "record")
            load(chromium, f"http://127.0.0.1:{server.server_port}/record/", pages)
        tried += len(payloads) * (len(pages) + 1)
        show_letter(chromium, letter_with(" ".join(payloads)).html)

    measured(f"{whose} × kinds of page in a browser", tried, len(found) * (len(pages) + 1))


def watched(context):
    """A tab, and what it did that it should not do."""
    tab, wrong = context.new_page(), list[str]()

    def dismiss(dialog):
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def complain(message):
        if message.type in ("error", "warning"):
            wrong.append(f"console {message.text}")

    tab.on("dialog", dismiss)
    tab.on("console", complain)
    tab.on("pageerror", lambda one: wrong.append(f"error {one}"))
    tab.on("popup", lambda one: wrong.append(f"popup {one.url}"))
    return tab, wrong


def load(chromium, site, pages):
    """Loads pages, and searches."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    tab, wrong = watched(context)
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url))
    for page in pages:
        tab.goto(site + page)
        assert tab.url == (site + page).removesuffix("index.html")
    tab.goto(f"{site}search/?q=alert")
    tab.locator(".found li").first.wait_for()
    context.close()
    assert wrong == []
    assert all(one.startswith(site) for one in asked)


def show_letter(chromium, html):
    """Shows a letter, with the scripts that no mail program would run."""
    context = chromium.new_context(bypass_csp=True)
    tab, wrong = watched(context)
    tab.on("request", lambda one: wrong.append(f"request {one.url}"))
    tab.set_content(html)
    context.close()
    assert wrong == []
