"""Names in phrases: "the former mayor Ada Porter", "a spokesman for the Harbour Office", "Ministry of Trade and Works"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dateline.core.text.tables import (
    ADVERBS,
    BODIES,
    COMMON_BODIES,
    DOCUMENTS,
    FORMER,
    GIVEN_NAMES_IN_LY,
    IN_SMALL_LETTERS,
    NATIONALITIES,
    NEVER_OPEN_A_NAME,
    NO_NAMES,
    OFFICES,
    OFFICES_AND_SURNAMES,
    PARTICLES,
    SHORT_OFFICES,
)

MOST_WORDS = 8
_ARTICLES = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my"})
_COMPOUND = re.compile(
    r"(?:[a-z]+-)?[a-z]+(?:man|woman|person|master|keeper|worker|leader|owner|holder)|[a-z]*-?chief|[A-Za-z]+(?:ologist|ographer)"
)
_NAMING_WORD = re.compile(r"(?:(?:al|el)-|[dDlL]['’]|[a-z]{1,2}(?=[A-Z]))?[^\W\d_](?:[\w'’&-]|\.(?=[\w-]))*\.?")
_CONTRACTED = re.compile(r".*['’](?:s|ve|re|ll|d|m|t)|.*s['’]", re.IGNORECASE)
_SHORT_STOP = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]{1,3}\.")
_FOR_A_BODY = re.compile(
    r"(?:an?|the|one)\s(?:\w+\s)?(?:spokes(?:man|woman|person)|statement|release|post|notice)\s(?:for|from|by|of)\s(?P<body>.+)",
    re.IGNORECASE,
)
_OF_A_BODY = re.compile(r"(?:(?:[Aa]n?|[Tt]he|[Oo]ne)\s)?(?P<body>.+?)(?:['’]s?)?\s(?:[a-z]+\s)?spokes(?:man|woman|person)")
_OTHERS = frozenset("of for with by to at in on from as near against about".split())
_ROLE_WORD = re.compile(r"[^\W_][\w.'’&/-]*")
_SAYS_HOW = re.compile(r"\w{4,}ly")
_DOING = re.compile(r"\w{3,}ing")
_JOINTS = frozenset({"the", "and", "of", "for", "&"})
_LINEAGE = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
_NO_PART = FORMER | ADVERBS
_COMPANIES = frozenset({"co", "co.", "sons", "daughters", "partners", "company", "associates", "brothers"})


@dataclass(frozen=True, slots=True)
class Named:
    """A person or body named in a phrase."""

    name: str
    """The name, without office or title."""
    role: str | None = None
    """The office before it, as written."""

    @property
    def is_body(self) -> bool:
        """Whether a word of the name shows that it is not a person."""
        return is_body(self.name)


def is_body(name: str) -> bool:
    """Whether a word of a name shows that it is not a person."""
    words = name.split()
    return (
        any(word.casefold().strip(".,") in BODIES for word in words) or "&" in words or not is_naming(words[-1]) or name.isupper()
    )


def is_naming(word: str) -> bool:
    """Whether a word looks like part of a name: with a capital, and with a full stop only if it is short."""
    if _CONTRACTED.fullmatch(word) or not _NAMING_WORD.fullmatch(word) or not any(map(str.isupper, word[:4])):
        return False
    return not word.endswith(".") or bool(_SHORT_STOP.fullmatch(word))


def _is_office(word: str) -> bool:
    return word in SHORT_OFFICES or word.casefold() in OFFICES or bool(_COMPOUND.fullmatch(word))


def _is_surname(words: Sequence[str], place: int) -> bool:
    """Whether a word that may be an office is a surname: "Ann Farmer"."""
    is_last = place == len(words) - 1 and place > 0 and words[place].istitle()
    return is_last and words[place].casefold() in OFFICES_AND_SURNAMES and is_naming(words[place - 1])


def is_doing(word: str) -> bool:
    """Whether the first word of a sentence may be a verb: "Assuming"."""
    return bool(_DOING.fullmatch(word))


def ends_with_office(phrase: str) -> bool:
    """Whether a phrase names an office or a relation: "its chair", "the head of the union", "Lee's brother"."""
    words = phrase.split()
    head = words[: words.index("of")] if "of" in words else words
    return bool(head) and _is_office(head[-1])


def parse_all(phrase: str, known: Collection[str] | None = None) -> list[Named]:
    """The names in a phrase that consists only of names, perhaps joined by "and".

    Args:
        phrase: the words.
        known: None if the phrase is inside a sentence; if it opens one, the names that its first word may be.
    """
    parts = phrase.split(" and ")
    whole = parse(phrase, known)
    if len(parts) == 1 or (whole and whole.name.casefold() == phrase.casefold().removeprefix("the ")):
        return [whole] if whole else []
    found = [parse(part, known if number == 0 else None) for number, part in enumerate(parts)]
    if all(found) and not (found[-1] and found[-1].role and " " not in parts[0]):
        return [one for one in found if one]
    if whole and whole.role and " and " in whole.role and not ends_with_office(parts[0]):
        return [Named(whole.name)]
    return [whole] if whole else []


def parse(phrase: str, known: Collection[str] | None = None) -> Named | None:
    """The name in a phrase made of a name, perhaps with an article and an office before it; None for any other phrase."""
    for pattern in (_FOR_A_BODY, _OF_A_BODY):
        if match := pattern.fullmatch(phrase):
            return _body(match["body"])
    words = phrase.split()
    has_article = bool(words) and words[0].casefold() in _ARTICLES
    rest = words[has_article:]
    offices = [place for place, word in enumerate(rest) if _is_office(word) and not _is_surname(rest, place)]
    if offices and not _is_role(rest[: offices[-1] + 1]):
        return None
    if has_article and words[0].casefold() != "the" and not offices:
        return None
    last = offices[-1] + 1 if offices else 0
    name = _name(rest[last:], known if not (offices or has_article) else None)
    return Named(name, _role(rest[:last])) if name else None


def _is_role(words: Sequence[str]) -> bool:
    """Whether the words before a name are an office, and not "colleagues of Dr …"."""
    return (
        len(words) <= MOST_WORDS and not _OTHERS.intersection(map(str.casefold, words)) and all(map(_ROLE_WORD.fullmatch, words))
    )


def _role(words: Sequence[str]) -> str | None:
    kept = [word for word in words if word.casefold().rstrip(".") not in ("dr", "mr", "mrs", "ms", "sir", "dame", "prof")]
    return " ".join(kept) or None


def _body(phrase: str) -> Named | None:
    """The body that a spokesman speaks for; None if the phrase does not name one."""
    has_article = phrase.casefold().startswith("the ")
    name = _name(phrase[4:].split() if has_article else phrase.split(), None)
    return Named(name) if name and (has_article or " " not in name or is_body(name)) else None


def _name(words: Sequence[str], known: Collection[str] | None) -> str:
    """The words as a name; empty if they are not a name."""
    kept = list(words)
    if not kept or kept[0].casefold() in NEVER_OPEN_A_NAME or (known is not None and len(kept) > 1 and is_doing(kept[0])):
        return ""
    while len(kept) > 1 and _is_no_part(kept[0]):
        kept, known = kept[1:], None
    if (
        not 0 < len(kept) <= MOST_WORDS
        or kept[0].casefold() in NEVER_OPEN_A_NAME
        or NO_NAMES.intersection(map(str.casefold, kept))
    ):
        return ""
    for joint in ("of", "for"):
        if joint in kept[1:]:
            return _with_joint(kept, kept.index(joint, 1), known)
    return " ".join(kept) if _is_pure(kept, known) or _is_common_body(kept, known) else ""


def _is_no_part(word: str) -> bool:
    """Whether a word before a name is not part of it, but says when, how or what: "former", "suddenly"."""
    plain = word.casefold()
    says_how = _SAYS_HOW.fullmatch(plain) and plain not in GIVEN_NAMES_IN_LY
    return plain in _NO_PART or word in IN_SMALL_LETTERS or bool(says_how)


def _with_joint(words: list[str], joint: int, known: Collection[str] | None) -> str:
    head, tail = words[:joint], words[joint + 1 :]
    is_body_head = all(map(is_naming, head)) and head[-1].casefold() in BODIES
    if is_body_head and tail and is_naming(tail[-1]) and all(is_naming(word) or word in _JOINTS for word in tail):
        return " ".join(words)
    return " ".join(head) if len(head) > 1 and not is_body_head and _is_pure(head, known) else ""


def _is_pure(words: Sequence[str], known: Collection[str] | None) -> bool:
    if not is_naming(words[-1]) and words[-1].casefold() not in _COMPANIES:
        return False
    links = {*PARTICLES, "&", "and"} if words[-1].casefold() in _COMPANIES else {*PARTICLES, "&"}
    if not all(is_naming(word) or word in links for word in words):
        return False
    if words[-1].casefold() in DOCUMENTS or all(word.casefold() in NATIONALITIES for word in words):
        return False
    return len(words) > 1 or _is_lone_name(words[0], known)


def _is_lone_name(word: str, known: Collection[str] | None) -> bool:
    """Whether one word is a whole name, and not a part of one or an abbreviated office."""
    if word.casefold() in _LINEAGE or f"{word}." in SHORT_OFFICES:
        return False
    return known is None or word in known or any(map(str.isupper, word[1:]))


def _is_common_body(words: Sequence[str], known: Collection[str] | None) -> bool:
    """Whether the words name a body and end in lower case: "Quay County coroner's department"."""
    if words[-1] not in COMMON_BODIES or not is_naming(words[0]):
        return False
    small = [word for word in words[1:] if not is_naming(word)]
    if known is not None and len(words) == len(small) + 1 and words[0] not in known and words[0].casefold() not in NATIONALITIES:
        return False
    return len(small) <= 2 and all(word.islower() for word in small)  # noqa: PLR2004
