"""Which sentences of an essay need no source: questions, links between facts, and general thoughts.

What is allowed is listed, and everything else needs a source: a model that was misled cannot accuse, advise or report here.
"""

import re
from collections.abc import Iterator, Sequence

from dateline.core.citations import cited, without
from dateline.core.sentences import AnalysedText
from dateline.core.text import fold, names, sentences
from dateline.core.text.language import language_of
from dateline.core.text.mentions import roots
from dateline.desk.essay.actors import ACTORS
from dateline.desk.essay.answer import EssayAnswer
from dateline.desk.essay.thought_words import ARTICLES, little_words, thought_words
from dateline.desk.wrongs import WRONGS

_WORD = re.compile(r"\w+(?:'\w+)*")


def thoughts(answer: EssayAnswer) -> Iterator[int]:
    """The places of the sentences that need no citation: thoughts in a paragraph that cites something."""
    at, language = 0, language_of(" ".join(without(one.text) for one in answer.sentences))
    for paragraph in answer.paragraphs:
        facts = " ".join(without(one.text) for one in paragraph.sentences if cited(one.text))
        numbered = enumerate(paragraph.sentences, at)
        yield from (place for place, one in numbered if facts and is_thought(one.text, facts, language))
        at += len(paragraph.sentences)


def unsaid(answer: EssayAnswer) -> Iterator[tuple[int, str]]:
    """The sentences without a source that stand in one entry with a sentence that has one, with their places."""
    language = language_of(" ".join(without(one.text) for one in answer.sentences))
    for place, one in enumerate(answer.sentences):
        if cited(one.text):
            bare = (part for part in sentences(one.text) if not cited(part) and _WORD.search(part))
            yield from ((place, part) for part in bare if not is_thought(part, without(one.text), language))


def is_thought(text: str, facts: str, language: str) -> bool:
    """Whether sentences claim nothing: no figure, date, name or quotation, nobody who acts, and only words that are listed.

    Args:
        text: the sentences.
        facts: those around them that cite. A question may have their words, and so may what begins a sentence after "a".
        language: the language of the essay.
    """
    said = AnalysedText(text)
    if said.quotations or any(map(str.isdigit, text)) or ACTORS.finds(text) or WRONGS.finds(text):
        return False
    return all(_is_thought(one, facts, language) for one in sentences(text))


def _is_thought(sentence: str, facts: str, language: str) -> bool:
    is_asked = sentence.rstrip().endswith("?")
    allowed = thought_words(language, asked=is_asked)
    words = _WORD.findall(fold(sentence))
    if allowed is None or not (is_asked or set(words) - little_words(language)):
        return False
    told = roots(facts)
    rest = [word for word in words if not allowed.fullmatch(word)]
    is_general = rest == words[1:2] and words[0] in ARTICLES[language].split()
    return not rest or ((is_asked or is_general) and _is_told(rest, told) and not _names(sentence, rest, language))


def _is_told(words: Sequence[str], told: frozenset[str]) -> bool:
    return roots(" ".join(words)) <= told


def _names(sentence: str, words: Sequence[str], language: str) -> bool:
    """Whether one of these words is a name; German writes all nouns in capitals."""
    named = set(_WORD.findall(fold(" ".join(names(sentence)))))
    return language != "de" and not named.isdisjoint(words)
