"""No text from outside becomes markup, an active link or a request, in any field, on any page."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import builders
import feedparser
import html5lib
import pytest
import sample
from analysed import plan_pages

from dateline.core.model import (
    ClosedQuestion,
    Correction,
    DepartedVoice,
    Event,
    Page,
    Question,
    Review,
    Signal,
    Source,
    Story,
    Tension,
    Voice,
    WrittenBy,
)
from dateline.core.publication import Publication
from dateline.site.theme import load_theme

CORPUS = Path(__file__).parents[3] / "shared/corpus/xss"
PAYLOADS = (
    "<script>alert(1)</script>",
    "</title></textarea></style><svg onload=alert(1)>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![x](https://evil.example/q)",
    "{{ 7*7 }}{% raw %}${7*7}",
    "]]><script>alert(1)</script>",
    "<!--<script>",
    "[7] [@] \u202egnp.exe",
    "</script><script>alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)
URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "https://[bad",
    "//evil.example/x",
    'https://a.example/?q="><script>',
)
MOST_TOGETHER = 12
"""So many payloads stand together in a field that there is only one of, such as the title."""
THEME = load_theme()


def everywhere(payloads: tuple[str, ...]) -> Publication:
    """Every payload in every field."""
    several = " ".join(payloads[:MOST_TOGETHER])
    sources = tuple(
        Source(f"s{i}", one, URLS[i % len(URLS)] if i % 2 else one, one, None, "excerpt", (one,))
        for i, one in enumerate(payloads)
    )
    second = builders.version(
        2,
        title=several,
        changes=several,
        what=several,
        why_it_matters=several,
        narrative=tuple(f"{one} [@s{i}]." for i, one in enumerate(payloads)),
        open_questions=tuple(Question(f"q{i}", one) for i, one in enumerate(payloads)),
        closed_questions=(ClosedQuestion("cost", "dropped", several),),
        timeline=tuple(Event("2026", one) for one in payloads),
        perspectives=tuple(Voice(f"v{i}", one, one, one, one, (f"s{i}",)) for i, one in enumerate(payloads)),
        departed_voices=(DepartedVoice("council", several),),
        tensions=tuple(Tension(f"t{i}", one) for i, one in enumerate(payloads)),
        corrections=(Correction(1, several, several, several),),
        sources=sources,
        written_by=WrittenBy("claude", several),
        review=Review(several, "2026-05-02", "approved"),
    )
    items = tuple(builders.item(f"i{i}", title=one, url=one, feed=one, spiked=one) for i, one in enumerate(payloads))
    story = Story(several, related=("other",))
    stories = (
        builders.dossier(builders.version(1), second, slug="payload", story=story, items=items),
        builders.dossier(builders.version(1, title=several), slug="other"),
    )
    page = Page("page", several, "\n\n".join(payloads), several)
    essay = Signal(
        slug="essay",
        title=several,
        date="2026-05-02",
        body="\n\n".join(payloads),
        author=several,
        dek=several,
        stories=("payload",),
    )
    return Publication(builders.config(title=several, tagline=several), stories, (page,), (essay,))


def shapes(page: str) -> set[tuple[str, str]]:
    """Each element with all its attributes."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return {(str(node.tag), name) for node in tree.iter() if isinstance(node.tag, str) for name in ("", *node.attrib)}


def outputs(publication: Publication, *endings: str) -> dict[str, str]:
    return {one.path: one.render().decode() for one in plan_pages(publication, THEME) if one.path.endswith(endings)}


def known_shapes() -> set[tuple[str, str]]:
    known = {shape for page in outputs(sample.publication(), ".html").values() for shape in shapes(page)}
    markdown = {
        (tag, "")
        for tag in (
            "em",
            "strong",
            "code",
            "pre",
            "blockquote",
            "hr",
            "ol",
            "ul",
            "li",
            "br",
            "p",
            *(f"h{n}" for n in range(2, 7)),
        )
    }
    return known | markdown | {("ol", "start"), ("code", "class"), ("p", "")}


def check(payloads: tuple[str, ...]) -> None:
    known = known_shapes()
    publication = everywhere(payloads)
    for path, page in outputs(publication, ".html").items():
        assert shapes(page) <= known, path
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        for node in tree.iter():
            href = node.attrib.get("href", "") if isinstance(node.tag, str) else ""
            assert urlsplit(href).scheme in ("", "http", "https", "mailto"), (path, href)
            assert not href.startswith("//"), (path, href)
        for script in tree.iter("script"):
            assert script.get("src", "").startswith(("../", "static/", "/record/static/")) or json.loads(script.text), path
    for path, data in outputs(publication, ".xml").items():
        if "atom" in path:
            feed = feedparser.parse(data.encode(), sanitize_html=False)
            assert not feed.bozo, path
            for entry in feed.entries:
                assert shapes(entry.content[0].value) <= known | {("em", ""), ("strong", "")}, path
    assert all(json.loads(data) for data in outputs(publication, ".json").values())


def test_hand_written_payloads_stay_text_in_every_field():
    """Hostile text written for this test adds no element, attribute or scheme to any page or feed."""
    check(PAYLOADS)


def test_the_corpus_stays_text_in_every_field():
    """A published collection of attacks adds no element, attribute or scheme to any page or feed."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of payloads is not here")
    lines = [line for file in sorted(CORPUS.glob("*.jsonl")) for line in file.read_text().splitlines()]
    check(tuple(json.loads(line)["payload"] for line in lines))


def test_text_is_shown_as_it_stands():
    """Escaped text appears on the page as it was written, neither cut nor escaped twice."""
    page = outputs(everywhere(PAYLOADS), ".html")["stories/payload/index.html"]
    shown = "".join(html5lib.parse(page, namespaceHTMLElements=False).find("body").itertext())

    assert all(" ".join(one.split()) in " ".join(shown.split()) for one in PAYLOADS)


def test_no_page_names_another_host_to_load_from():
    """No script, image, frame, style sheet or icon of a page comes from another host."""
    for path, page in outputs(sample.publication(), ".html").items():
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        loaded = [node.get("src") or node.get("href") for tag in ("script", "img", "iframe") for node in tree.iter(tag)]
        loaded += [node.get("href") for node in tree.iter("link") if node.get("rel") in ("stylesheet", "icon")]

        assert not [one for one in loaded if one and urlsplit(one).netloc], path


def test_every_page_forbids_what_it_does_not_need():
    """Each page's content security policy allows only the site's own styles and scripts, and no page has inline style."""
    for path, page in outputs(sample.publication(), ".html").items():
        if "old-barrier" not in path:
            assert "default-src 'none'; style-src 'self'; script-src 'self'" in page.replace("&#39;", "'"), path
        assert " style=" not in page
