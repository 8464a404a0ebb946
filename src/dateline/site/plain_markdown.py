"""Versions, essays and pages as plain Markdown that Hugo and Jekyll read, for those who leave Dateline.

Each file keeps its address: `url` and `aliases` for Hugo, `permalink` and `redirect_from` for Jekyll. Sources are links.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dateline.core import essays, yamlio
from dateline.core.citations import divided
from dateline.core.essays import FoundSource
from dateline.core.markdown_places import placed
from dateline.core.model import SECTIONS, Intro, Page, Signal, Source, Version
from dateline.core.outlets import outlet_of
from dateline.core.showing import as_markdown
from dateline.core.text import paragraphs
from dateline.site import urls
from dateline.site.chronicle import Chronicle
from dateline.site.sources import GRADES
from dateline.site.words import _

SourceFinder = Callable[[str], FoundSource | None]
"""Finds the source with a key such as `harbour-plan/gate-shut`."""
_CODE = re.compile(r"\{(?=[{%])")
"""What Hugo and Jekyll would run as code."""
_PICTURE = re.compile(r"\.\./images/")


def of_story(chronicle: Chronicle) -> Iterator[tuple[str, str]]:
    """Path and text of each version of a story that was not taken down."""
    for version in chronicle.versions:
        address = urls.version(chronicle.slug, version.version)
        is_latest = version is chronicle.latest
        earlier = [urls.story(one) for one in (chronicle.slug, *chronicle.story.aliases)] if is_latest else []
        told = {
            "title": version.title,
            "date": yamlio.Bare(version.published),
            **_addresses(address, earlier),
            "tags": list(chronicle.story.tags),
            "draft": _flag(is_on=chronicle.story.draft),
            "published": _flag(is_on=not chronicle.story.draft),
        }
        yield f"stories/{chronicle.slug}/v{version.version}.md", _file(told, _body(chronicle, version))


def of_essay(essay: Signal | Intro, find: SourceFinder) -> tuple[str, str]:
    """Path and text of an essay or an introduction.

    Args:
        essay: the text; it names stories by their present slugs.
        find: finds what it cites.
    """
    if isinstance(essay, Signal):
        path, address, title, date = f"signals/{essay.slug}.md", urls.signal(essay.slug), essay.title, essay.date
        about, earlier, is_draft = essay.dek, essay.aliases, essay.draft
    else:
        path, address, title, date = f"daily/{essay.day}.md", urls.daily(essay.day), essay.day, essay.day
        about, earlier, is_draft = "", (), False
    told = {
        "title": title,
        "date": yamlio.Bare(date),
        **_addresses(address, [one.removeprefix("/") for one in earlier]),
        "author": essay.author or essay.by_model,
        "description": about,
        "draft": _flag(is_on=is_draft),
        "published": _flag(is_on=not is_draft),
    }
    keys = essays.cited(essay)
    sources = {key: found.source for key in keys if (found := find(key))}
    numbers = {key: number for number, key in enumerate(sources, 1)}
    body = essay.body
    for part in reversed([one for one in placed(body) if one.kind == "citation" and one.start >= 0]):
        links = [_link(sources[key], numbers[key]) for key in divided(part.to)[1::2] if key in sources]
        body = body[: part.start] + " ".join(links or [part.to]) + body[part.end :]
    return path, _file(told, _CODE.sub("&#123;", _PICTURE.sub("../../images/", body)) + _listed(sources.values()))


def of_page(page: Page) -> tuple[str, str]:
    """Path and text of a page."""
    told = {
        "title": page.title,
        **_addresses(f"{page.slug}/", [one.removeprefix("/") for one in page.aliases]),
        "description": page.description,
        "draft": _flag(is_on=page.draft),
        "published": _flag(is_on=not page.draft),
    }
    return f"pages/{page.slug}.md", _file(told, _CODE.sub("&#123;", page.body))


def _addresses(address: str, earlier: Sequence[str]) -> dict[str, Any]:
    others = [f"/{one}" for one in earlier]
    return {"url": f"/{address}", "permalink": f"/{address}", "aliases": others, "redirect_from": others}


def _flag(*, is_on: bool) -> yamlio.Bare:
    return yamlio.Bare("true" if is_on else "false")


def _file(told: dict[str, Any], body: str) -> str:
    head = yamlio.dump({name: value for name, value in told.items() if value})
    return f"---\n{head}---\n\n{body.strip()}\n"


def _body(chronicle: Chronicle, version: Version) -> str:
    numbers = chronicle.analysed(version).numbers
    listed = sorted(version.sources, key=lambda one: numbers.get(one.key, len(numbers) + 1))
    links = {one.key: _link(one, number) for number, one in enumerate(listed, 1)}
    names = {one.id: one.voice for one in version.perspectives}

    def prose(text: str, more: Iterable[str] = ()) -> str:
        """A text on one line, with its citations, and further ones after it, as links."""
        parts = divided(" ".join(sentence for part in paragraphs(text) for sentence in part))
        parts[::2] = [as_markdown(one) for one in parts[::2]]
        parts[1::2] = map(cite, parts[1::2])
        return _CODE.sub("&#123;", " ".join(("".join(parts), *map(cite, more))))

    def cite(key: str) -> str:
        """The link to a source; a key that names none stays as it is written."""
        return links.get(key) or as_markdown(f"[@{key}]")

    sections = {
        "what": prose(version.what),
        "why_it_matters": prose(version.why_it_matters),
        "open_questions": _rows(prose(one.text) for one in version.open_questions),
        "narrative": "\n\n".join(map(prose, version.narrative)),
        "timeline": _rows(f"**{one.date}** {prose(one.text)}" for one in version.timeline),
        "perspectives": _rows(
            f"**{as_markdown(one.voice)}**: {prose(f'{one.view} {one.evolution}', one.sources)}" for one in version.perspectives
        ),
        "tensions": _rows(
            prose(" ".join((one.text, *(f"{names.get(side.who, side.who)}: {side.text}" for side in one.sides))), one.sources)
            for one in version.tensions
        ),
    }
    changed = f"**{_('What changed')}**: {prose(version.changes)}\n\n" if version.changes else ""
    wrong = _rows(f"v{one.of}: {prose(one.was)} → {prose(one.now)}" for one in version.corrections)
    told = [f"## {_(SECTIONS[name])}\n\n{text}" for name, text in sections.items() if text.strip()]
    told += [f"## {_('Corrections')}\n\n{wrong}"] if wrong else []
    return changed + "\n\n".join(told) + _listed(listed)


def _rows(texts: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in texts)


def _link(source: Source, number: int) -> str:
    return f"[\\[{number}\\]](<{source.url}>)" if urls.outward(source.url) else f"\\[{number}\\]"


def _listed(sources: Iterable[Source]) -> str:
    """The sources as a list: title, outlet, date, grade and quotes."""
    rows = "".join(f"{number}. {_told(one)}\n" for number, one in enumerate(sources, 1))
    return f"\n\n## {_(SECTIONS['sources'])}\n\n{rows}" if rows else ""


def _told(one: Source) -> str:
    title = f"[{as_markdown(one.title)}](<{one.url}>)" if urls.outward(one.url) else as_markdown(one.title)
    more = [as_markdown(outlet_of(one)), one.date or "", _(GRADES[one.evidence])]
    quotes = "".join(f" “{as_markdown(quote)}”" for quote in one.quotes)
    return _CODE.sub("&#123;", f"{title} ({', '.join(filter(None, more))}){quotes}")
