"""Plain Markdown: a file or a folder of files, with front matter or without."""

from pathlib import Path

from dateline.flows.importing.foreign import (
    KEPT,
    MARKDOWN,
    OTHER_TEXTS,
    ForeignSite,
    ForeignText,
    address_of,
    day_in,
    divided,
    head_of,
    named_by_day,
    not_kept,
    not_markdown,
    slug_of,
    walk,
)
from dateline.flows.importing.heads import ForeignHead, Notice


def read_plain(root: Path, only: str = "") -> ForeignSite:
    """Plain Markdown.

    Args:
        root: the folder.
        only: the one file in it that is imported; empty: all.
    """
    notices, found, others = list[Notice](), list[ForeignText | Notice](), list[str]()
    for file in [only] if only else walk(root, "", notices, skipped=frozenset({"node_modules"})):
        if Path(file).suffix.lower() in MARKDOWN:
            found.append(_read(root, file))
        elif Path(file).suffix.lower() in OTHER_TEXTS:
            others.append(file)
    notices += not_markdown(others)
    texts, refused = divided(found)
    return ForeignSite("Markdown", root, texts, (*notices, *refused))


def _read(root: Path, file: str) -> ForeignText | Notice:
    head = head_of(root, file)
    if isinstance(head, Notice):
        return head
    stem = Path(file).stem
    named = named_by_day(stem)
    day, wrong = day_in(head, "date")
    if wrong:
        return Notice(file, 1, f'"{wrong}" is no day: write it as 2026-05-27', is_refused=True)
    day = day or (named[1] if named else "")
    title, head = head.text("title") or _heading(head.body), head if head.text("title") else _without_heading(head)
    title = title or (named[2] if named else stem).replace("-", " ").strip().capitalize()
    slug = slug_of(head.text("slug"), named[2] if named else stem, title)
    earlier = (*head.texts("url"), *head.texts("permalink"), *head.texts("aliases"), *head.texts("redirect_from"))
    is_draft = head.says("draft", "true") or head.says("published", "false")
    told = tuple(not_kept(file, head, KEPT))
    return ForeignText(file, slug, title, day, head, tuple(map(address_of, earlier)), is_draft, told)


def _heading(body: str) -> str:
    """The heading that a text begins with."""
    first = body.partition("\n")[0]
    return first.removeprefix("# ").strip() if first.startswith("# ") else ""


def _without_heading(head: ForeignHead) -> ForeignHead:
    """The same without the heading that the text begins with, which is its title."""
    rest = head.body.partition("\n")[2] if _heading(head.body) else head.body
    body = rest.lstrip("\n")
    return head._replace(body=body, starts=head.starts + head.body[: len(head.body) - len(body)].count("\n"))
