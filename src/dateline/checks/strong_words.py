"""Words that make a claim absolute, and the words of a source that say as much."""

import re
from typing import NamedTuple


class StrongWord(NamedTuple):
    """A word that makes a claim absolute."""

    language: str
    pattern: re.Pattern[str]
    """Finds it in a claim, in the group `word`."""
    may_follow: re.Pattern[str]
    """Finds what says as much in a source, folded."""


def _word(language: str, pattern: str, may_follow: str) -> StrongWord:
    flags = re.IGNORECASE
    return StrongWord(language, re.compile(rf"(?<![\w-]){pattern}(?![\w-])", flags), re.compile(rf"\b(?:{may_follow})", flags))


_NUMBERS = r"\d|two|three|four|five|six|seven|eight|nine|ten"
STRONG_WORDS: dict[str, tuple[StrongWord, ...]] = {
    "en": (
        _word(
            "en",
            r"(?P<word>(?:confirm(?:s|ed|ing)|prove[sdn]?))",
            r"confirm|prove|verif|acknowledg|admit|corroborat|official|conclusive",
        ),
        _word(
            "en",
            r"(?:(?:the|a|an|its|his|her|their|world-?|\w+['’]s)\s)(?P<word>first(?:-ever)?)(?!,|\s(?:of|quarter|half|phase|stage|part|round|"
            rf"place|name|lady|minister|aid|class|instance|few|season|year|month|week|day|hours?|leg|series|edition|{_NUMBERS}))",
            r"first|1st|debut|inaugur|maiden|never\sbefore|earliest|opening|premiere|pioneer|unprecedented|initial|new|introduc|launch",
        ),
        _word(
            "en",
            r"(?<!not )(?<!if )(?P<word>only|solely)(?!\s(?:if|when|after|once))",
            r"only|lone|sole|just|single|alone|exclusiv|merely|no\sother|unique|limited\sto|at\smost|nothing\sbut|one\sof",
        ),
        _word(
            "en",
            r"(?P<word>never)",
            r"never|no|not|none|without|ever|nothing|nobody|cannot|\w+n't|refus|reject|den(?:y|ied)|un\w+",
        ),
        _word(
            "en",
            r"(?<!at )(?<!after )(?<!above )(?<!of )(?<!first )(?P<word>all|every)"
            rf"(?!\s(?:but|over|the\sway|along|right|too|day|year|month|week|time|{_NUMBERS}))",
            r"all|every|each|entire|whole|both|total|full|complet|any|no|none|across|nationwide|unanimous|always|throughout",
        ),
        _word(
            "en",
            r"(?P<word>always|unprecedented|undisputed|certainly)",
            r"always|every|unprecedented|undisputed|certain|never|record|first",
        ),
    ),
    "de": (
        _word("de", r"(?P<word>bestätig(?:t|te|ten|en))", r"bestätig|beweis|bewies|nachgewiesen|einräum|räumt|offiziell|amtlich"),
        _word("de", r"(?P<word>erstmals|zum\sersten\smal|als\serste[rs]?)", r"erst|neu|premiere|nie\szuvor|einweih"),
        _word(
            "de", r"(?<!nicht )(?P<word>nur|ausschließlich|einzig)", r"nur|allein|ausschließlich|einzig|lediglich|bloß|höchstens"
        ),
        _word("de", r"(?P<word>nie|niemals)", r"nie|kein|nicht|ohne|nirgend"),
        _word(
            "de",
            r"(?<!vor )(?P<word>alle|sämtliche)(?!\s(?:zwei|drei|vier|\d))",
            r"all|jede|sämtlich|ganz|gesamt|beide|komplett|kein",
        ),
    ),
    "fr": (
        _word("fr", r"(?P<word>confirm(?:e|ent|é|ée))", r"confirm|prouv|vérifi|reconn|offici|admet|attest"),
        _word("fr", r"(?P<word>pour\sla\spremière\sfois|premi(?:er|ère)s?(?=\s))", r"premi|inaugur|jamais|nouve|début"),
        _word("fr", r"(?P<word>seulement|uniquement|exclusivement)", r"seul|unique|ne\s.*\sque|exclusi|rien\sque|juste"),
        _word("fr", r"(?P<word>jamais)", r"jamais|pas|aucun|sans|rien|nul"),
        _word("fr", r"(?P<word>tous|toutes)(?!\s(?:deux|trois|\d))", r"tou[ts]|chaque|ensemble|entier|intégral|aucun|complet"),
    ),
    "es": (
        _word("es", r"(?P<word>confirm(?:a|an|ó|aron|ado))", r"confirm|prueb|prob|verific|recono|oficial|admit"),
        _word("es", r"(?P<word>por\sprimera\svez|el\sprimer|la\sprimera)", r"primer|inaugur|nunca|nuev|estren"),
        _word(
            "es", r"(?P<word>s[oó]lo|solamente|únicamente|exclusivamente)", r"s[oó]lo|solamente|únic|exclusiv|apenas|nada\smás"
        ),
        _word("es", r"(?P<word>nunca|jamás)", r"nunca|jamás|no|ning|sin|nada"),
        _word("es", r"(?P<word>todos|todas)(?!\s(?:los\saños|los\sdías))", r"tod|cada|enter|conjunto|complet|ning|ambos"),
    ),
}
"""Language → its strong words."""
