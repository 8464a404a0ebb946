"""Content of pages, essays and introductions that is missing, impossible, or not shown as its author may think."""

import re
from collections.abc import Iterator

from dateline.checks.rule import Objection
from dateline.core import citations, markdown
from dateline.core.model import Essay, Intro, Page, Signal

_SHOWN = {"title": "a title", "description": "a description", "dek": "a dek", "author": "the name of an author"}
"""The parts of a head that readers see as plain text."""
_BLANK = re.compile(r"\[\[.+?\]\]")
"""Stands for words that somebody has yet to write, as in the pages of a new publication."""


def of_markdown(text: Page | Essay) -> Iterator[Objection]:
    """What is wrong with a page, an essay or an introduction alone."""
    yield from _head(text)
    if not text.body.strip():
        yield Objection("body", "", "there is no text", "Write it below the second line ---, or remove the file.")
    if not (isinstance(text, Page | Signal) and text.draft):
        yield from _unfilled(text)
    if isinstance(text, Page):
        yield from _uncitable(text)
    else:
        yield from _signed(text)
        yield from _twice(text)
    if isinstance(text, Intro):
        yield from _versions(text)
        yield from _bare(text)
    else:
        for tag in markdown.tags(text.body):
            hint = "Use Markdown, or put it between backticks if readers should see it."
            said = "HTML and comments are shown to readers as they are written"
            yield Objection("body", tag.what, said, hint, "warning", "", text.starts + tag.line, 1)


def _head(text: Page | Essay) -> Iterator[Objection]:
    if isinstance(text, Page | Signal) and not text.title.strip():
        yield Objection("title", "", "the title is empty", "Write it.")
    for name, what in _SHOWN.items():
        said = getattr(text, name, "")
        if "@" in said and (citations.cited(said) or citations.malformed(said)):
            yield Objection(name, said, f"{what} cannot cite: readers would see the brackets", "Cite the source in the text.")


def _uncitable(page: Page) -> Iterator[Objection]:
    for block in markdown.blocks(page.body):
        for key in dict.fromkeys(citations.cited(block.text)):
            line = page.starts + block.line_of(f"@{key}")
            hint = "Remove it, or put it between backticks if readers should see it."
            yield Objection(block.at, f"[@{key}]", "a page cannot cite: readers see the brackets", hint, "warning", "", line, 1)


def _unfilled(text: Page | Essay) -> Iterator[Objection]:
    for block in markdown.blocks(text.body):
        for blank in (one for one in _BLANK.findall(block.text) if f"`{one}`" not in text.body):
            line = text.starts + block.line_of(blank)
            hint = "Write your own words in place of the brackets and what is in them, or set `draft: true`."
            yield Objection(block.at, blank, "this has yet to be filled in", hint, "warning", "", line, 1)


def _signed(essay: Essay) -> Iterator[Objection]:
    if not essay.author.strip() and not essay.by_model.strip():
        yield Objection("author", "", "nobody signs it", "Write who does as author; if a model wrote it, name it as model.")
    if essay.review and not essay.review.by.strip():
        yield Objection("review.by", "", "it does not say who reviewed it", "Write the name, or remove the review.")


def _twice(essay: Essay) -> Iterator[Objection]:
    seen = dict[str, str]()
    for place, (one, drawn) in enumerate(zip(essay.stories, essay.drawn_on, strict=True)):
        if drawn.slug in seen:
            said = f"the story {drawn.slug} is here already, as {seen[drawn.slug]}"
            yield Objection(f"stories[{place}]", one, said, "Keep one of the two: citations are looked up in one version.")
        seen.setdefault(drawn.slug, one)


def _versions(intro: Intro) -> Iterator[Objection]:
    if not intro.stories:
        hint = "List them under stories, such as [harbour-plan/v3]."
        yield Objection("stories", "", "an introduction says on which versions it draws", hint)


def _bare(intro: Intro) -> Iterator[Objection]:
    hint = "Write plain paragraphs; *emphasis* and citations are fine."
    for one in (*markdown.not_plain(intro.body), *markdown.tags(intro.body)):
        said = f"an introduction cannot have {'HTML' if one.what.startswith('<') else one.what}: it is also read as plain text"
        yield Objection("body", "", said, hint, None, "", intro.starts + one.line, 1)
