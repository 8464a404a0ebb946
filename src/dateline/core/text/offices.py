"""Whether a word names an office or a relation, and not a person."""

import re

from dateline.core.text.tables import OFFICES, SHORT_OFFICES

_SHORT = frozenset(one.casefold().rstrip(".") for one in SHORT_OFFICES)
_GERMAN = re.compile(
    r".*(?:minister|präsident|kanzler|bürgermeister|sprecher|chef|direktor|richter|anwalt|anwält|trainer|kommissar|sekretär|leiter|"
    r"forscher|ärzt|arzt|lehrer|autor|vorsitzende|abgeordnete|stadtrat|stadträt|gemeinderat|gemeinderät|professor|doktor)(?:in|r|n)?|"
    r"frau|herrn?"
)


def is_office(word: str) -> bool:
    """Whether a word of a name is an office or a title, in English or German."""
    plain = word.casefold().rstrip(".")
    return plain in OFFICES or plain in _SHORT or _GERMAN.fullmatch(plain) is not None
