"""The embedded writer's own phrases, recognised in any language: they are no news, or stand before what it quotes."""

import re
from functools import cache

from dateline.core.cues import Cues, cues, languages
from dateline.core.text import fold


def says_nothing_new(text: str) -> bool:
    """Whether a sentence only says that a voice has said nothing new."""
    return any(one.fullmatch(text) for one in _silences())


def is_no_news(text: str) -> bool:
    """Whether a sentence only says that, or that a voice is new, which its name tells."""
    return says_nothing_new(text) or any(text == one.say("new_voice") for one in _tables())


def silence(say: Cues) -> re.Pattern[str]:
    """What matches the sentence that a voice has said nothing new; earlier releases wrote `v1` for "version 1"."""
    before, _, after = say.say("no_new_statement", version="\0").partition("\0")
    start = before.rpartition(" v")[0] or before.rpartition(" V")[0]
    return re.compile(rf"{re.escape(start)} [vV](?:ersi[oó]n )?\d+{re.escape(after)}")


@cache
def _silences() -> tuple[re.Pattern[str], ...]:
    return tuple(map(silence, _tables()))


def may_be_answer(text: str) -> bool:
    """Whether a sentence is what may answer the open question that it stands below."""
    return text.startswith(tuple(one.say("perhaps_answered") for one in _tables()))


@cache
def label_words() -> frozenset[str]:
    """The words of all labels before a quotation, folded, such as "asks" and "denied"; what they name is not among them."""
    phrases = (one for table in _tables() for one in table.phrases.values() if isinstance(one, str) and one.endswith(":"))
    return frozenset(word for one in phrases for word in re.findall(r"\w+", fold(re.sub(r"\{.*?\}", " ", one))))


def _tables() -> tuple[Cues, ...]:
    return tuple(map(cues, languages()))
