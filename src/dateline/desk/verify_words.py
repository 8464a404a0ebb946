"""Checks of the words that an answer adds: addresses, citations, the sentences they rest on, and titles that were cut off."""

import re
from collections.abc import Iterator

from dateline.core.citations import cited, malformed, without
from dateline.core.model import Finding
from dateline.core.text import figures, fold
from dateline.desk.cut_titles import completed
from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.offered import number_of

TURNS = frozenset(
    """
    but yet however despite although though while whereas unless except instead nevertheless nonetheless still never no not
    cannot fails failed without because therefore provided providing assuming
    aber jedoch doch obwohl obgleich trotz allerdings dennoch sondern ausser ohne nicht kein keine keinen weil sofern falls
    mais pourtant toutefois cependant néanmoins malgré sauf sans quoique tandis pas jamais aucun aucune
    pero aunque sino salvo excepto pese embargo obstante nunca jamás ningún ninguna
    """.split()
)
"""Words that reverse a statement; in a claim that is based on a cut title they are a guess."""
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_SITE = re.compile(
    r"""
    (?<![\w.+-])[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+                                                  # a mailbox
    | (?<![\w.@-])(?:\d[\d-]*)?[^\W\d_][\w-]*(?:\.[\w-]+)*\.[^\W\d_]{2,}(?![\w-])(?:/[^\s\])]*)?    # a site, and a page on it
    | (?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\w)                                             # the number of a host
    | (?<![\w-])[\w-]+\s?[\[({]\s?(?:dot|punkt|point|punto|\.)\s?[\])}]\s?\w+                   # a site in disguise
    | (?<![\w-])[\w-]+\sdot\s(?:com|net|org|info|io|example)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words in the form of an address: a name of a site, or of a mailbox."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|\bwww\.|\]\s*\(|!\[|<[a-z/!?]|javascript:|\bmailto:", re.IGNORECASE)


def word_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """What is wrong with a text that an answer adds, apart from what it says."""
    if not words.text.strip():
        yield context.objection("bad-shape", words.at, "", "no words", "Write them, or leave the entry out.")
    if _ADDRESS.search(words.text):
        message = "the text has an address or markup in it"
        yield context.objection(
            "address-in-text", words.at, words.text, message, "Write plain sentences; sources are cited by key."
        )
    else:
        yield from _named_sites(words, context)
    for wrong in malformed(words.text):
        yield context.objection("unknown-source", words.at, words.text, f"{wrong} is not a citation", "Write [@key].")
    strangers = sorted({*cited(words.text), *(quote.key for quote in words.quotes)} - context.offered)
    if strangers:
        message = f"no such item was offered: {', '.join(strangers)}"
        yield context.objection("unknown-source", words.at, words.text, message, "Cite keys of `items` and `known_sources`.")
    yield from _quotes(words, context)
    yield from _beyond_the_cut(words, context)


def _named_sites(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """Words in the form of an address that no cited item has; with that form, a reader may follow them."""
    found = dict.fromkeys(match[0].rstrip(".") for match in _NAMED_SITE.finditer(without(words.text)))
    known = fold("\n".join(context.grounds(words))) if found else ""
    for one in found:
        if not re.search(rf"(?<![\w.@-]){re.escape(fold(one))}(?![\w@-])", known):
            message = f'"{one}" looks like an address, and no item cited has it'
            hint = "Leave it out, or write it as an item has it."
            yield context.objection("address-in-text", words.at, words.text, message, hint)


def _quotes(words: AddedText, context: EditContext) -> Iterator[Finding]:
    carried = {quote.key for quote in words.quotes} | set(cited(words.before))
    for key in dict.fromkeys(cited(words.text)):
        if key in context.offered and key not in carried:
            message = f"nothing is quoted from {key}, which is cited here for the first time"
            yield context.objection("quote-missing", words.at, words.text, message, "Give the words that support the sentence.")
    for quote in words.quotes:
        if quote.key in context.offered and not context.sentence(quote):
            message = f'sentence {quote.number} of {quote.key} does not have the words "{quote.words}"'
            found = number_of(quote, context.lines)
            hint = "Give the number of a sentence of the item and its first three words or more, or leave the claim out."
            yield context.objection(
                "quote-not-found", words.at, words.text, message, hint if found is None else f"They are in sentence {found}."
            )


def _beyond_the_cut(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """A figure, a word such as "but", or the rest of a cut title, in a claim that is based on it, if no cited item has it."""
    keys = [key for key in dict.fromkeys(cited(words.text)) if key in context.texts]
    cut = [key for key in keys if key in context.cut]
    if not cut:
        return
    ground = "\n\n".join((*(text for key in keys for text in context.texts[key]), without(words.before)))
    said = without(words.text)
    known = figures(ground)
    guessed = [figure.text for figure in figures(said) if not any(figure.agrees(other) for other in known)]
    at_hand = set(_WORD.findall(fold(ground)))
    guessed += [word for word in dict.fromkeys(_WORD.findall(fold(said))) if word in TURNS and word not in at_hand]
    if not said.rstrip().endswith("?"):  # a question claims nothing
        guessed += [word for key in cut for word in completed(said, context.titles[key], ground)]
    if guessed:
        message = f'"{guessed[0]}" is not in the words before the cut'
        hint = "Use only the words before the cut, or cite an item that says more."
        yield context.objection("cut-title", words.at, words.text, message, hint)
