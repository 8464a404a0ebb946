"""The messages in scripts, put into a language when a theme is loaded.

A script says _`Version ${number}` or, of a number n, _n`${n} new sentence|${n} new sentences`, or once what English says alike.
What is in braces is the name of a variable.
"""

import re
from functools import partial

from dateline.site.words import CONTEXT, Translations

_MESSAGE = re.compile(r"(?<![\w$.])_(?P<counted>n?)`(?P<text>(?:[^`\\]|\\.)*)`")
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_ESCAPED = re.compile(r"\\([`\\])")
_NAME = re.compile(r"\{(\w+)\}")


def messages(script: str) -> list[tuple[str, str]]:
    """Each message of a script in English; of one with a number both forms, else the second one is empty."""
    return [_english(found) for found in _MESSAGE.finditer(script)]


def told(script: bytes, words: Translations) -> bytes:
    """A script whose messages are in a language."""
    return _MESSAGE.sub(partial(_told, words), script.decode()).encode()


def _told(words: Translations, found: re.Match[str]) -> str:
    one, more = _english(found)
    if not more:
        return _literal(words.message(one))
    own = words.forms.get(one)
    forms = own or [form.partition(CONTEXT)[0] for form in (one, more)]
    rule = words.plural if own else "n != 1"
    return f"[{','.join(map(_literal, forms))}][+({rule})]" if len({*forms}) > 1 else _literal(forms[0])


def _english(found: re.Match[str]) -> tuple[str, str]:
    """The message, and the same of several things if it has a number."""
    text = _VARIABLE.sub(r"{\1}", _ESCAPED.sub(r"\1", found["text"]))
    one, _, more = text.partition("|")
    return (one, more or one) if found["counted"] else (text, "")


def _literal(message: str) -> str:
    """A message as a script writes it."""
    safe = message.replace("\\", "\\\\").replace("`", "\\`")
    return "`" + _NAME.sub(r"${\1}", safe) + "`"
