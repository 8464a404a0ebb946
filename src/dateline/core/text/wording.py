"""Names and quotations in a text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.core.citations import GROUP
from dateline.core.text.language import language_of
from dateline.core.text.moment import without_dates
from dateline.core.text.prose import sentences
from dateline.core.text.stop_words import STOP_WORDS
from dateline.core.text.tables import NO_NAMES, OPENING_WORDS

_TOKEN = re.compile(r"(?<!\w)(?:(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s[^\W\d_a-z]))|[^\W_](?:[\w&]|[-.+'’](?=\w))*['’]?")
_WITHIN_NAMES = frozenset(
    """
    of de del della der den di du la le van von al bin & for
    """.split()
)
_OPENERS = {language: frozenset(words.split()) for language, words in STOP_WORDS.items() if language != "en"}
"""Language → the words that may open its sentences right before a name."""
_OTHER_OPENERS = frozenset().union(*_OPENERS.values())
_MEASURE = re.compile(r"\d[\d.,]*(?:[kKmMbBT]|bn|mn|tn|x|st|nd|rd|th|s)?(?:-[a-z-]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_LEAST_WORDS = 3

_QUOTED = re.compile(
    r"“([^“”]{1,1000})”|„([^„“”]{1,1000})[“”]|«([^«»]{1,1000})»|»([^«»]{1,1000})«|「([^「」]{1,1000})」|『([^『』]{1,1000})』|"
    r'(?<!\w)"(?!\s)([^"]{1,1000})"(?!\w)|'
    r"(?<!\w)['‘](?![\s])((?:[^'‘’]|(?<=\w)['’](?=\w)){1,1000})['’](?!\w)"
)
_OPENS = re.compile("[“„«»「『\"'‘]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’.-][^\W_]+)*")

_CUT = re.compile(r"(?:…|\.{3,})[\"'”’)\]]*(?:\s+[-–—|·]\s+[^…|]{1,80})?\s*$")


def _is_marked(word: str) -> bool:
    """Whether a word is a name by its shape alone: CamelCase, capitals, or letters with digits."""
    if any(map(str.isdecimal, word)):
        return any(map(str.isalpha, word)) and not _MEASURE.fullmatch(word)
    return any(map(str.isupper, word[1:]))


@lru_cache(16_384)
def _is_name(word: str) -> bool:
    return (word[0].isupper() or _is_marked(word)) and _bare(word).casefold() not in NO_NAMES


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _is_opening(word: str, text: str) -> bool:
    """Whether a word opens sentences right before a name, in English or in the language of the text."""
    return word in OPENING_WORDS or (word in _OTHER_OPENERS and word in _OPENERS.get(language_of(text), ()))


def _opens_with_name(tokens: list[re.Match[str]], known: frozenset[str], text: str) -> bool:
    """Whether a sentence's first word is a name: by its shape, because a name continues after it, or as it is one elsewhere."""
    first = tokens[0][0]
    if not _is_name(first) or _is_marked(first):
        return _is_name(first)
    goes_on = len(tokens) > 1 and tokens[1].start() - tokens[0].end() == 1 and _is_name(tokens[1][0])
    return not _is_opening(first.casefold(), text) and (goes_on or _bare(first) in known)


def _runs(sentence: str, tokens: list[re.Match[str]]) -> Iterator[str]:
    """The tokens, all parts of names, joined into one name if only "of", "de" or the like is between them."""
    start = end = 0
    for token in tokens:
        if not end or not set(sentence[end : token.start()].split()) <= _WITHIN_NAMES:
            if end:
                yield sentence[start:end]
            start = token.start()
        end = token.start() + len(_bare(token[0]))
    if end:
        yield sentence[start:end]


@lru_cache(4_096)
def names(text: str) -> tuple[str, ...]:
    """The names in a text, each once, in order: runs of capitals, CamelCase, product tokens such as H100 or 910C.

    A word that is capitalised only at the start of sentences is not a name.
    """
    parsed = [(sentence, list(_TOKEN.finditer(sentence))) for sentence in sentences(without_dates(GROUP.sub(" | ", text)))]
    named = [[token for token in tokens[1:] if _is_name(token[0])] for _, tokens in parsed]
    known = frozenset(_bare(token[0]) for tokens in named for token in tokens)
    found: dict[str, None] = {}
    for (sentence, tokens), others in zip(parsed, named, strict=True):
        first = tokens[:1] if tokens and _opens_with_name(tokens, known, text) else []
        found.update(dict.fromkeys(_runs(sentence, first + others)))
    return tuple(found)


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each quotation begins and ends, its marks included; an apostrophe is not a mark."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def quoted_sentences(text: str) -> frozenset[str]:
    """The sentences that are part of a longer quotation: somebody else's words and not the text's own."""
    flat = " ".join(text.split())
    spans = quoted_spans(flat)
    found: set[str] = set()
    end = 0
    for sentence in sentences(text):
        start = flat.find(sentence, end)
        end = start + len(sentence)
        if any(first < start and end <= last for first, last in spans):
            found.add(sentence)
    return frozenset(found)


def quotations(text: str) -> tuple[str, ...]:
    """The quoted passages of three words or more, without their marks, in order; an apostrophe is not a mark."""
    if not _OPENS.search(text):
        return ()
    passages = (match[match.lastindex or 0].strip() for match in _QUOTED.finditer(text))
    return tuple(passage for passage in passages if len(_WORD.findall(passage)) >= _LEAST_WORDS)


def is_cut(title: str) -> bool:
    """Whether a title was cut off: it ends in an ellipsis, perhaps followed by the outlet's name."""
    end = title[-200:]
    return ("…" in end or "..." in end) and _CUT.search(end) is not None
