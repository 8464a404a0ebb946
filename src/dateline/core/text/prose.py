"""Finding the end of each sentence, and prose with one sentence per line.

Each full stop is looked at once, with the text's language and the words on both sides, so the time is linear in the text.
"""

import re
from collections.abc import Iterator

from dateline.core.text.abbreviations import BEFORE_A_NUMBER, MAY_END, NEVER_END, ORDINAL_STOP, STARTERS, WITH_A_STOP
from dateline.core.text.language import language_of

BULLETS = ("- ", "* ", "• ", "‣ ")

_MARK = "[.!?…؟۔।。！？｡]"
# Loose on purpose: a malformed citation, or a collected page's footnote such as [3], belongs to its sentence too.
_STOP = re.compile(  # begins with a set of characters, which `re` finds fast
    rf"(?P<stop>{_MARK}(?:(?<=\.)\s(?:\.\s)+\.|{_MARK}*))(?P<closers>(?:[\"'”’»›)\]」』】》]|\s»(?!\w)|“(?=[\s,;:)]|$))*)"
    r"(?P<cited>(?:\s?\[(?:@[^\[\]]*|\d{1,4})\])*)"
)
_ALWAYS_ENDS = re.compile(r"[。！？｡؟۔।]")
_OPENERS = "\"'“‘«‹([「『【《"
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")

_GLUED = re.compile(r"[^\W\d_A-Z]{2,}")
_CAPITALISED = re.compile(r"[^\W\da-z_][^\W\dA-Z_]*(?=[\s,;:’']|$)")
_SAID_BEHIND = re.compile(r"[とって]|[^。！？]{0,12}?(?:说|說|表示|称|稱|道|指出)")
"""How a sentence continues after a quotation in Japanese and Chinese."""


_ABBREVIATIONS = {language: frozenset(words.split()) for language, words in NEVER_END.items()}
_ABBREVIATION = frozenset().union(*_ABBREVIATIONS.values())
"""The abbreviations of all languages. A text's language is only needed if it has one of these."""


def _ends(so_far: str, match: re.Match[str], following: str, text: str) -> bool:
    """Whether a run of stops ends the sentence `so_far` of a text; `following` is what comes after it and its citations."""
    stop, closers, cited = match.groups()
    if not following:
        return True
    if stop != "." and _ALWAYS_ENDS.search(stop):
        return not (closers and _SAID_BEHIND.match(following))
    if not following[0].isspace():
        return not closers and not cited and _is_glued(so_far, following)
    next_word = following.split(maxsplit=1)[0].lstrip(_OPENERS)
    if next_word.islower() and (closers or "?" not in stop):
        return False
    word = so_far.rpartition(" ")[2].lstrip(_OPENERS)
    if stop == ".":
        return _full_stop_ends(so_far, word, next_word, text)
    return f"{word}{stop}".casefold() not in WITH_A_STOP or next_word.casefold() in STARTERS


def _is_glued(so_far: str, following: str) -> bool:
    """Whether a space is missing after a full stop: a plain word before it and a capitalised one after it are not one name."""
    return bool(_GLUED.fullmatch(so_far.rpartition(" ")[2].lstrip(_OPENERS)) and _CAPITALISED.match(following.lstrip(_OPENERS)))


def _full_stop_ends(so_far: str, word: str, next_word: str, text: str) -> bool:
    known = word.casefold()
    if (known in _ABBREVIATION and _is_abbreviation(known, text)) or so_far.strip().isdecimal():  # "1." opens a list entry
        return False
    if known in BEFORE_A_NUMBER and next_word[:1].isdecimal():
        return False
    if word.isdecimal() and len(word) < len("2026") and language_of(text) in ORDINAL_STOP:
        return _begins(next_word)
    if known in MAY_END or _ACRONYM.fullmatch(word):
        return _begins(next_word)
    return True


def _is_abbreviation(word: str, text: str) -> bool:
    """Whether a word is an abbreviation in English or in the language of the text."""
    return word in _ABBREVIATIONS["en"] or word in _ABBREVIATIONS.get(language_of(text), ())


def _begins(word: str) -> bool:
    return word.strip(".,;:'’\"").casefold() in STARTERS


def _split(block: str, text: str) -> Iterator[str]:
    """The sentences of a block of a text."""
    start = 0
    for match in _STOP.finditer(block):
        # No abbreviation is longer than this, and looking back further would make long sentences slow.
        so_far = block[max(start, match.start() - 40) : match.start()]
        if _ends(so_far, match, block[match.end() : match.end() + 40], text):
            yield block[start : match.end()].strip()
            start = match.end()
    if rest := block[start:].strip():
        yield rest


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Paragraphs as blocks: a blank line ends a paragraph, and a bullet begins a new block in it."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        # Most lines have single spaces already, and no other white space, which is never printable.
        words = line.strip() if line.isprintable() and "  " not in line else " ".join(line.split())
        if not words:
            if blocks:
                yield [" ".join(block) for block in blocks]
            blocks = []
        elif not blocks or words.startswith(BULLETS):
            blocks.append([words])
        else:
            blocks[-1].append(words)
    if blocks:
        yield [" ".join(block) for block in blocks]


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, white space collapsed, each with the citations before and after its full stop.

    A line break counts as a space. A blank line, or a bullet at the start of a line, ends a sentence without a full stop.
    """
    return tuple(sentence for paragraph in paragraphs(text) for sentence in paragraph)


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """The sentences of a text, found as `sentences` does, by paragraph."""
    return tuple(tuple(sentence for block in blocks for sentence in _split(block, text)) for blocks in _paragraphs(text))


def one_per_line(text: str) -> str:
    """The canonical form of prose: one sentence per line, white space collapsed, one blank line between paragraphs."""
    return "\n\n".join(map("\n".join, paragraphs(text)))
