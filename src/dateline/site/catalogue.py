"""A file `languages/de.yaml` of a theme: what the pages' own words are in a language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from gettext import c2py

from dateline.core import yamlio
from dateline.core.model import Problem
from dateline.core.yamlio import Tree
from dateline.site.words import Translations

RULE = "bad-language"
HEADS = ("direction", "plural", "thousands")
"""The keys beside the words."""
_NAMES = re.compile(r"\{(\w*)\}")
_PLURAL_HINT = 'Write what gettext has after "plural=", without the semicolon and in quotation marks: "n != 1".'
_COUNTED = 200
"""Up to which number a plural rule is tried; those of all languages begin again before."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a file says."""

    words: Translations
    """The words; messages that are wrong are left out."""
    problems: tuple[Problem, ...] = ()
    """What is wrong, in the order of the file."""


def language_file(language: str) -> str:
    """The name of a language's file in a theme."""
    return f"languages/{language}.yaml"


def read(data: bytes, file: str, beneath: Translations, known: Mapping[str, int] | None = None) -> Catalogue:
    """Reads a catalogue.

    Args:
        data: the file's bytes.
        file: its path, for problems.
        beneath: the words of its language so far; the file is laid over them.
        known: message → how many forms it has in English, 0 for one without a number; None: any message is right.
    """
    tree, problems = yamlio.load(data, file)
    if problems or not isinstance(tree, dict):
        return Catalogue(beneath, problems or (_problem(data, file, (), "should be a map of keys and values"),))
    found = [_problem(data, file, path, *said) for path, *said in _wrong(tree, beneath, known)]
    bad, words = {one.at for one in found}, tree.get("words")
    heads = {key: str(tree[key]) for key in HEADS if tree.get(key) and key not in bad}
    right = {key: said for key, said in words.items() if f"words.{key}" not in bad} if isinstance(words, dict) else {}
    texts = {key: said for key, said in right.items() if isinstance(said, str)}
    forms = {key: [*map(str, said)] for key, said in right.items() if isinstance(said, list)}
    laid = replace(beneath, told={**beneath.told, **texts}, forms={**beneath.forms, **forms}, **heads)  # type: ignore[arg-type]
    return Catalogue(laid, tuple(sorted(found, key=lambda one: (one.line, one.column))))


def messages(data: bytes) -> dict[str, int]:
    """Each message of a catalogue, and how many forms it has; 0 for one without a number."""
    words = yamlio.load(data, "")[0]["words"]  # type: ignore[index, call-overload]  # a file of Dateline's
    return {key: len(said) if isinstance(said, list) else 0 for key, said in words.items()}  # type: ignore[union-attr]


def _problem(data: bytes, file: str, path: tuple[str, ...], message: str, hint: str = "Correct it.") -> Problem:
    return Problem(RULE, file, *yamlio.locate(data, path), ".".join(path), message, hint)


def _wrong(
    tree: Mapping[str, Tree], beneath: Translations, known: Mapping[str, int] | None
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """The path of each mistake, what it is, and what to do."""
    for key in tree:
        if key not in (*HEADS, "words"):
            yield (key,), "this key has no meaning here", f"Use {', '.join(HEADS)} and words."
    if tree.get("direction", "ltr") not in ("ltr", "rtl"):
        yield ("direction",), "should be ltr or rtl", "Write rtl for a language that is written from the right."
    if any(sign.isalnum() for sign in str(tree.get("thousands", ","))):
        yield ("thousands",), "should be a sign or a space", "Write what stands between groups of three digits, such as a comma."
    forms = _forms(str(tree.get("plural") or beneath.plural))
    if not forms:
        yield ("plural",), "is not a plural rule", _PLURAL_HINT
    words = tree.get("words") or {}
    if not isinstance(words, dict):
        yield ("words",), "should be a map of messages", "Write each message in English, and after the colon what it is here."
        return
    for message, said in words.items():
        if wrong := _wrong_message(message, said, forms, known):
            yield ("words", message), *wrong


def _forms(rule: str) -> int:
    """How many forms a plural rule tells apart; 0 if it cannot be read."""
    try:
        form = c2py(rule)
        return 1 + max(map(form, range(_COUNTED)))
    except (ValueError, ZeroDivisionError, RecursionError):
        return 0


def _wrong_message(message: str, said: Tree, forms: int, known: Mapping[str, int] | None) -> tuple[str, str] | None:
    """What is wrong with a message, and what to do."""
    if known is not None and message not in known:
        near = get_close_matches(message, known, 1)
        return "no page says this message", f'Did you mean "{near[0]}"?' if near else "Remove it."
    is_counted = known[message] > 0 if known is not None else isinstance(said, list)
    if is_counted and (not isinstance(said, list) or len(said) != (forms or len(said))):
        return f"needs {forms} forms, one for each kind of number", "Write a list, in the order of the plural rule."
    if not is_counted and not isinstance(said, str):
        return "should be text", "Write one text: the message has no number."
    texts = [*map(str, said)] if isinstance(said, list) else [str(said)]
    return next(filter(None, (_wrong_text(message, one, is_counted=is_counted) for one in texts)), None)


def _wrong_text(message: str, text: str, *, is_counted: bool) -> tuple[str, str] | None:
    """What is wrong with a text for a message, and what to do. A form may leave out a name: one thing need not be counted."""
    names = [*dict.fromkeys((*_NAMES.findall(message), *(["n"] * is_counted)))]
    listed = ", ".join(f"{{{name}}}" for name in names)
    if any(sign in text for sign in "<>&"):
        return "has a sign of HTML", "Write it without <, > and &."
    if any(sign in _NAMES.sub("", text) for sign in "{}"):
        return "has a brace without its pair", "Write each name as it stands in the message."
    for name in _NAMES.findall(text):
        if name not in names:
            return f"names {{{name}}}, which the message does not", f"It can name {listed}." if names else "It has no names."
    for name in names:
        if name not in _NAMES.findall(text) and not is_counted:
            return f"leaves out {{{name}}}", "Say it, too."
    return None
