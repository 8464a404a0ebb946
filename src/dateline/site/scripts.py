"""The messages in scripts, put into a language when a theme is loaded.

A script says _`Version ${number}` or, of a number n, _n`${n} new sentence|${n} new sentences`; what is in braces is a variable.
"""

import re
from functools import partial

from dateline.site.words import Translations

_MESSAGE = re.compile(r"(?<![\w$.])_(?P<counted>n?)`(?P<text>(?:[^`\\]|\\.)*)`")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_NAME = re.compile(r"\{(\w+)\}")


def messages(script: str) -> list[tuple[str, str]]:
    """Each message of a script in English; of one with a number both forms, else the second one is empty."""
    return [_split(_VARIABLE.sub(r"{\1}", found["text"])) for found in _MESSAGE.finditer(script)]


def told(script: bytes, words: Translations) -> bytes:
    """A script whose messages are in a language."""
    return _MESSAGE.sub(partial(_told, words), script.decode()).encode()


def _told(words: Translations, found: re.Match[str]) -> str:
    one, more = _split(_VARIABLE.sub(r"{\1}", found["text"]))
    if not found["counted"]:
        return _literal(words.message(one))
    forms = words.forms.get(one)
    rule = words.plural if forms else "n != 1"
    return f"[{','.join(map(_literal, forms or (one, more)))}][+({rule})]"


def _split(english: str) -> tuple[str, str]:
    one, _, more = english.partition("|")
    return one, more


def _literal(message: str) -> str:
    """A message as a script writes it."""
    safe = message.replace("\\", "\\\\").replace("`", "\\`")
    return "`" + _NAME.sub(r"${\1}", safe) + "`"
