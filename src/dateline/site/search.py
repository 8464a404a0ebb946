"""What can be searched: the latest version of each brief, pages and essays, in a script that a page in a folder can load too."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dateline.core import markdown
from dateline.core.citations import plain
from dateline.core.days import until_when
from dateline.core.model import SECTIONS, Page, Signal
from dateline.site import urls
from dateline.site.chronicle import Chronicle, label_of_tag
from dateline.site.digest import WORDS, Digest
from dateline.site.frame import Output, Site
from dateline.site.front import newest_first
from dateline.site.outlet_rows import outlets

SCRIPT = "search/words.js"


def words(site: Site, digests: Sequence[Digest], pages: Sequence[Page], signals: Sequence[Signal]) -> Iterable[Output]:
    """The script with all that can be searched: briefs, the newest first, then essays and pages."""
    listed = newest_first(digests)
    others = [*map(_of_essay, signals), *map(_of_page, pages)]
    yield site.output(SCRIPT, _script, listed, others, shows=([one.marks[WORDS] for one in listed], others))


def of_story(chronicle: Chronicle) -> bytes:
    """A story's newest version, as the script has it; empty if there is none."""
    if not chronicle.versions:
        return b""
    tags = [label_of_tag(one) for one in chronicle.story.tags]
    names = sorted({one.outlet for one in outlets(chronicle) if one.outlet})
    return _text("Brief", chronicle.latest.title, urls.story(chronicle.slug), [*_sections(chronicle)], tags, names)


def _sections(chronicle: Chronicle) -> Iterator[tuple[str, str, str]]:
    due = {one.id: f" Should be known {until_when(one.due)}." for one in chronicle.latest.open_questions if one.due}
    for field in chronicle.latest.text_fields():
        if field.section in SECTIONS and field.text:
            end = due.get(field.id, "") if field.section == "open_questions" else ""
            yield field.section, SECTIONS[field.section], chronicle.plain(field.text) + end


def _of_essay(signal: Signal) -> bytes:
    return _text("Signal", signal.title, urls.signal(signal.slug), [("", "", signal.dek), *_parts(signal.body)])


def _of_page(page: Page) -> bytes:
    return _text("Page", page.title, f"{page.slug}/", [*_parts(page.body)])


def _parts(body: str) -> Iterator[tuple[str, str, str]]:
    """What stands under each heading of a text in Markdown."""
    heading, said = "", list[str]()
    for one in (*markdown.blocks(body), None):
        if one and not one.is_heading:
            said.append(plain(one.text))
            continue
        yield "", heading, " ".join(said)
        heading, said = plain(one.text) if one else "", []


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


def _script(_site: Site, _address: str, digests: Sequence[Digest], others: Sequence[bytes]) -> bytes:
    told = [*(one.read(WORDS) for one in digests), *others] or [b""]
    told[0] = b'dispatchEvent(new CustomEvent("words",{detail:[\n' + told[0]
    told[-1] += b"\n]}));\n"
    return b",\n".join(told)  # copied once: this is the largest file of a site
