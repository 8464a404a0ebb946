"""Where a sentence ends, and prose with one sentence to a line.

Each full stop is judged once by the word before it and the character after it, so the time is linear in the text.
"""

import re
from collections.abc import Iterator

BULLETS = ("- ", "* ", "• ", "‣ ")

# Loose on purpose: a malformed citation, or the [3] of a page that was collected, belongs to its sentence too.
_STOP = re.compile(r"(?P<stop>[.!?…؟۔।。！？｡]+)(?P<closers>[\"'”’»›)\]」』】》]*)(?P<cited>(?:\s?\[(?:@[^\[\]]*|\d{1,4})\])*)")
_ALWAYS_ENDS = re.compile(r"[。！？｡؟۔।]")
_OPENERS = "\"'“‘«‹([「『【《"
_ACRONYM = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")

_NEVER_ENDS = frozenset(
    """
    dr mr mrs ms messrs prof st gen sen rep gov lt col sgt capt cmdr adm rev hon pres supt vs v cf viz ca approx e.g i.e
    """.split()
)
_BEFORE_A_NUMBER = frozenset(
    """
    no nos nr fig figs eq sec ch vol art pp p para jan feb mar apr jun jul aug sep sept oct nov dec
    """.split()
)
_MAY_END = frozenset(
    """
    inc corp co ltd llc bros jr sr etc al ph.d est dept univ assn
    """.split()
)
_STARTERS = frozenset(
    """
    a an the this that these those it its he she they we i you his her their our my there here in on at by for from of
    to with as if when while after before since until once but and or so yet nor however meanwhile moreover still also
    both each every some many most several what who why how which where no not one two three neither either although
    though because despite under over
    """.split()
)


def _ends(so_far: str, match: re.Match[str], following: str) -> bool:
    """Whether a run of stops ends the sentence `so_far`; `following` is the text after it and its citations."""
    stop, closers = match["stop"], match["closers"]
    if not following or _ALWAYS_ENDS.search(stop):
        return True
    if not following[0].isspace():
        return False
    next_word = following.split(maxsplit=1)[0].lstrip(_OPENERS)
    if next_word.islower() and (closers or "?" not in stop):
        return False
    if stop != ".":
        return True
    return _full_stop_ends(so_far, next_word)


def _full_stop_ends(so_far: str, next_word: str) -> bool:
    word = so_far.rpartition(" ")[2].lstrip(_OPENERS)
    known = word.casefold()
    if known in _NEVER_ENDS or so_far.strip().isdecimal():  # "1." opens an entry of a list
        return False
    if known in _BEFORE_A_NUMBER:
        return not next_word[:1].isdecimal()
    if known in _MAY_END or _ACRONYM.fullmatch(word):
        return next_word.strip(".,;:'’\"").casefold() in _STARTERS
    return True


def _split(block: str) -> Iterator[str]:
    start = 0
    for match in _STOP.finditer(block):
        # Words beyond this many characters are no abbreviations; a longer look back would make long sentences slow.
        so_far = block[max(start, match.start() - 40) : match.start()]
        if _ends(so_far, match, block[match.end() : match.end() + 40]):
            yield block[start : match.end()].strip()
            start = match.end()
    if rest := block[start:].strip():
        yield rest


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Paragraphs as blocks: a blank line ends a paragraph, a bullet opens a block within it."""
    blocks: list[list[str]] = []
    for line in text.splitlines():
        words = " ".join(line.split())
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
    """The sentences of a text, white space collapsed, each with the citations that stand before or after its full stop.

    A line break is a space. A blank line and a bullet at the start of a line end a sentence that has no full stop.
    """
    return tuple(sentence for blocks in _paragraphs(text) for block in blocks for sentence in _split(block))


def one_per_line(text: str) -> str:
    """The canonical form of prose: a sentence to a line, white space collapsed, blank lines between paragraphs kept as one."""
    return "\n\n".join("\n".join(sentence for block in blocks for sentence in _split(block)) for blocks in _paragraphs(text))
