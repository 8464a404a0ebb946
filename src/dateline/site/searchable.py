"""What can be searched: the latest version of each brief, pages and essays, in a script that a page in a folder can load too."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from dateline.core import markdown
from dateline.core.citations import plain
from dateline.core.model import SECTIONS, Page, Signal
from dateline.core.publication import Publication
from dateline.site import engine, front, urls
from dateline.site.chronicle import Chronicle, label_of_tag
from dateline.site.dates import until_when
from dateline.site.digest import WORDS, Digest
from dateline.site.frame import Output, Site
from dateline.site.front import newest_first
from dateline.site.markdown import heading_id
from dateline.site.outlet_rows import outlets
from dateline.site.words import _

SCRIPT = "search/words.js"
MOST = 300
"""How many texts a browser is to load whole; for more, Pagefind is used (docs/adr/0047)."""


def pages(site: Site, digests: Sequence[Digest], around: Publication, known: Mapping[str, str]) -> Iterator[Output]:
    """The search page, the script with all that can be searched and, for a large site, Pagefind's files.

    The script has the briefs, the newest first, then essays and pages. A large site has it too, for readers of a folder.

    Args:
        site: what every page needs.
        digests: the stories.
        around: the pages and essays.
        known: path → fingerprint of each file that is in the site as it was written.
    """
    listed = newest_first(digests)
    others = [*map(_of_essay, around.signals), *map(_of_page, around.pages)]
    marks = [one.marks[WORDS] for one in listed], others
    has_engine = bool(large(digests, around) and engine.installed())
    yield front.search(site, digests, engine.ENGINE if has_engine else "")
    yield site.output(SCRIPT, _script, listed, others, shows=marks)
    if has_engine:
        yield from engine.outputs(site, marks, partial(_texts, listed, others), known)


def large(digests: Sequence[Digest], around: Publication) -> int:
    """How many texts can be searched, if Pagefind is to search them; else 0."""
    count = len(newest_first(digests)) + len(around.signals) + len(around.pages)
    return count if count > MOST else 0


def of_story(chronicle: Chronicle) -> bytes:
    """A story's newest version for the script; empty if the story has no version."""
    if not chronicle.versions:
        return b""
    tags = [label_of_tag(one) for one in chronicle.story.tags]
    names = sorted({one.outlet for one in outlets(chronicle) if one.outlet})
    return _text("Brief", chronicle.latest.title, urls.story(chronicle.slug), [*_sections(chronicle)], tags, names)


def _sections(chronicle: Chronicle) -> Iterator[tuple[str, str, str]]:
    due = {
        one.id: f" {_('Should be known {when}', when=until_when(one.due))}." for one in chronicle.latest.open_questions if one.due
    }
    for field in chronicle.latest.text_fields():
        if field.section in SECTIONS and field.text:
            end = due.get(field.id, "") if field.section == "open_questions" else ""
            yield field.section, _(SECTIONS[field.section]), chronicle.plain(field.text) + end


def _of_essay(signal: Signal) -> bytes:
    return _text("Signal", signal.title, urls.signal(signal.slug), [("", "", signal.dek), *_parts(signal.body)])


def _of_page(page: Page) -> bytes:
    return _text("Page", page.title, f"{page.slug}/", [*_parts(page.body)])


def _parts(body: str) -> Iterator[tuple[str, str, str]]:
    """What stands under each heading of a text in Markdown."""
    place, heading, said, taken = "", "", list[str](), set[str]()
    for one in (*markdown.blocks(body), None):
        if one and not one.is_heading:
            said.append(plain(one.text))
            continue
        yield place, heading, " ".join(said)
        if one:
            words = "".join(piece.text for piece in one.pieces if not piece.keys)
            place, heading, said = heading_id(" ".join(words.split()), taken), plain(one.text), []


def _text(  # noqa: PLR0913, PLR0917  # each is another thing
    kind: str,
    title: str,
    address: str,
    passages: Sequence[tuple[str, str, str]],
    tags: Sequence[str] = (),
    names: Sequence[str] = (),
) -> bytes:
    """A text as the script has it; each passage is its anchor, its heading and its words."""
    told: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "link": urls.relative(SCRIPT, address),
        "tags": tags,
        "outlets": names,
        "passages": [one for one in passages if one[1] or one[2]],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _texts(digests: Sequence[Digest], others: Sequence[bytes]) -> list[bytes]:
    return [*(one.read(WORDS) for one in digests), *others]


def _script(_site: Site, _address: str, digests: Sequence[Digest], others: Sequence[bytes]) -> bytes:
    return engine.script(_texts(digests, others))
