"""Rules about every file: it is readable, has the right form and name, and contains no deceptive text or addresses."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from dateline.checks import content
from dateline.checks.context import CheckedFile, Content
from dateline.checks.rule import Objection, Rule
from dateline.checks.texts import all_words, texts
from dateline.core.address import HOST, is_web_address
from dateline.core.model import Essay, Level, Page, Version
from dateline.core.text import clean, may_be_unsafe, unsafe_characters

_UNENCODED = re.compile(rf"{HOST}[/?#][^\s\x00-\x1f\x7f\\]*", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LINKED = re.compile(
    r"\]\(\s*<?([^)\s<>]{1,2000})|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?([^\s<>]{1,2000})|<([a-z][\w+.-]{1,30}:[^\s<>]{1,2000})>",
    re.MULTILINE | re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_QUOTED_AT_MOST = 120


def problems(file: CheckedFile, rule: str) -> Iterator[Objection]:
    """What could not be read in a file, as the objections of a rule."""
    for one in file.problems:
        if one.rule == rule:
            yield Objection(one.at, "", one.message, one.hint, None, one.file, one.line, one.column)


def check_bad_yaml(file: CheckedFile) -> Iterator[Objection]:
    """A file that is not YAML, or uses more of YAML than text, lists and maps.

    Anchors, tags and second documents can hide something from a reviewer, and no brief needs them.

    Correct the line that the finding names; usually the problem is indentation, a colon or a quotation mark.
    """
    return problems(file, "bad-yaml")


def check_duplicate_key(file: CheckedFile) -> Iterator[Objection]:
    """A key that appears twice in one map.

    Other YAML parsers silently keep the last one, so two people may see two different briefs in one file.

    Keep one of the two.
    """
    return problems(file, "duplicate-key")


def check_bad_shape(file: CheckedFile) -> Iterator[Objection]:
    """A file without its required parts, with an unknown key, or with a value that is of the wrong kind or impossible.

    A misspelt key would otherwise be silently ignored, and a version without What, Narrative and Sources is only a draft. An
    entry without words or a name tells a reader nothing, and a voice that was never there cannot depart. Somebody signs an
    essay and an introduction, and it draws on one version of each story. An introduction has plain paragraphs alone. HTML in a
    text and a citation on a page are warnings: readers see them as they are written.

    Correct the key or the value that the finding names; `dateline schema version` prints what is expected.
    """
    yield from problems(file, "bad-shape")
    yield from content.objections(file)


def check_unknown_file(file: CheckedFile) -> Iterator[Objection]:
    """A file that does not belong in its folder, such as `v3.yaml`, a copy of a version, or a committed file in `build`.

    No file in a story's folder is ignored, because a version with a wrong name would never be seen. What is committed in `build`
    or `.dateline`, which Dateline writes, would be published although nobody has checked it.

    Rename, move or remove it.
    """
    return problems(file, "unknown-file")


def check_line_ends(file: CheckedFile) -> Iterator[Objection]:
    """A checkout with Windows line endings (CRLF).

    Files with them are read like any others. But if one is committed, every line differs from the same file without them, so a
    published version looks changed. On Windows, git writes them unless it is set not to.

    Add a file `.gitattributes` with the line `* text=auto eol=lf`, commit it, and check the files out again.
    """
    return problems(file, "line-ends")


def check_bad_date(file: CheckedFile) -> Iterator[Objection]:
    """A date or time in the wrong form, or one that does not exist.

    Dates are compared and sorted as text, so there is only one form: `2026`, `2026-04` or `2026-04-14`.

    Write the date as precisely as it is known.
    """
    return problems(file, "bad-date")


def check_unsafe_url(file: CheckedFile) -> Iterator[Objection]:
    """An address that is not a plain http or https link. Pages and essays may also have mailto links and places on the site.

    Addresses come from outside. `javascript:` and `data:` run code in the reader's browser, and a name before an `@` makes one
    host look like another. A `"`, `<` or `>` that should be written as `%22`, `%3C` or `%3E` is a warning: old ledgers have such
    addresses, and pages link to them safely.

    Find the page's own address, or remove the address.
    """
    yield from problems(file, "unsafe-url")
    is_markdown = isinstance(file.content, Page | Essay)
    is_safe = _is_safe_link if is_markdown else _is_safe_address
    for at, url, line in _addresses(file.content):
        if not is_safe(url):
            shown, because = clean(url)[:_QUOTED_AT_MOST], _unsafe_because(url, is_markdown=is_markdown)
            yield Objection(at, shown, *because, "", line, min(line, 1))


def _addresses(content: Content) -> Iterator[tuple[str, str, int]]:
    """Every address in a file, with its path, and its line if that is known."""
    if isinstance(content, Version):
        yield from ((f"sources.{one.key}.url", one.url, 0) for one in content.sources if one.url is not None)
    elif isinstance(content, tuple):
        yield from ((f"[{place}].url", one.url, 0) for place, one in enumerate(content) if one.url is not None)
    elif isinstance(content, Page | Essay):
        yield from (("body", url, content.starts + line) for url, line in _links(content.body))


_is_safe_address = lru_cache(8_192)(is_web_address)  # versions repeat the addresses of the versions before


def _unsafe_because(url: str, *, is_markdown: bool) -> tuple[str, str, Level]:
    """What is wrong with an address, what to do, and the level."""
    if not is_markdown and _UNENCODED.fullmatch(url):
        hint = 'Write %22 for ", %3C for < and %3E for >; a published ledger or version may keep the address.'
        return "the address has characters that should be percent-encoded", hint, "warning"
    return "the address is not a plain http(s) link", "Give the page's own address, or remove it.", "error"


def check_unsafe_text(file: CheckedFile) -> Iterator[Objection]:
    """Control characters, bidirectional overrides and invisible characters.

    They make a text look different from what it is: they change the order of words, or hide them. Emoji sequences and genuine
    right-to-left text need some of these characters, and are allowed to have them.

    Retype the words, or remove the characters that the finding names.
    """
    yield from problems(file, "unsafe-text")
    for at, text in texts(file.content) if may_be_unsafe(all_words(file.content)) else ():
        if unsafe := unsafe_characters(text):
            offset, name = unsafe[0]
            others = f" and {len(unsafe) - 1} more" if len(unsafe) > 1 else ""
            around = clean(text[max(0, offset - 40) : offset + 40])
            yield Objection(at, around, f"invisible or reordering character: {name}{others}", "Remove it, or retype the words.")


def _links(markdown: str) -> Iterator[tuple[str, int]]:
    """The addresses in a text, each with its line, counted from 0."""
    for match in _LINKED.finditer(markdown):
        group = match.lastindex or 0
        yield match[group], markdown.count("\n", 0, match.start(group))


def _is_safe_link(url: str) -> bool:
    """Whether a link in Markdown leads to a web page, a mailbox or a place on the site."""
    # Browsers skip invisible characters in a scheme, and decode entities.
    seen = _UNSEEN.sub("", unescape(url))
    scheme = _SCHEME.match(seen)
    if scheme is None or scheme[1].lower() == "mailto":
        return True
    return is_web_address(seen)


RULES: tuple[Rule[CheckedFile], ...] = (
    Rule("bad-yaml", "error", "shape", check_bad_yaml),
    Rule("duplicate-key", "error", "shape", check_duplicate_key),
    Rule("bad-shape", "error", "shape", check_bad_shape),
    Rule("unknown-file", "error", "shape", check_unknown_file),
    Rule("line-ends", "warning", "shape", check_line_ends),
    Rule("bad-date", "error", "shape", check_bad_date),
    Rule("unsafe-url", "error", "shape", check_unsafe_url),
    Rule("unsafe-text", "error", "shape", check_unsafe_text),
)
