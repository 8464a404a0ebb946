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
_SUPERLATIVE = r"(?:\w+est|worst|most)(?=\s(?:[\w-]+\s){0,3}(?:ever|yet|of\sany|in\shistory)\b)"
_AS_MUCH = (
    r"most|top\b|record|\w+er\b|ever\b|unprecedented|number\sone|no\s1|(?:big|larg|great|high|low|small|fast|slow|long|short|old|young|strong|"
    r"weak|rich|poor|hot|cold|dead|cost)\w*est\b|best|worst"
)
STRONG_WORDS: dict[str, tuple[StrongWord, ...]] = {
    "en": (
        _word(
            "en",
            r"(?P<word>confirm(?:s|ed|ing)|prove[sdn]?)",
            r"confirm|prove|verif|acknowledg|admit|corroborat|official|conclusive",
        ),
        _word(
            "en",
            r"(?:(?:the|a|an|its|his|her|their|world-?|\w+['’]s)\s)(?P<word>first(?:-ever)?)(?!,|\s(?:of|quarter|half|phase|stage|part|"
            rf"round|place|name|lady|minister|aid|class|instance|few|season|year|month|week|day|hours?|leg|series|edition|{_NUMBERS}))",
            r"first|1st|debut|inaugur|maiden|before\b|earliest|opening|premiere|pioneer|unprecedented|initial|new|introduc|launch",
        ),
        _word(
            "en",
            r"(?<!not )(?<!if )(?P<word>only|solely)(?!\s(?:if|when|after|once))",
            r"only|lone\b|sole|just|single|alone|exclusiv|merely|no\sother|unique|limit|at\smost|nothing\s(?:but|else)|one\b|not\smore|except|apart\sfrom",
        ),
        _word(
            "en",
            r"(?P<word>never)",
            r"never|(?:no|not|none|nor)\b|without|ever|nothing|nobody|cannot|\w+n't|refus|reject|den(?:y|ied)|un\w+",
        ),
        _word(
            "en",
            r"(?<!after )(?<!above )(?<!of )(?<!first )(?P<word>all|every|entire)(?!\s*(?:[.,;:)]|$))"
            rf"(?!\s(?:but|over|the\sway|along|right|too|day|year|month|week|time|{_NUMBERS}))",
            r"(?:all|any|no|none)\b|every|each\b|entire|whole|both|total|full|complet|across|nationwide|unanimous|always|throughout|exception",
        ),
        _word("en", r"(?P<word>always|undisputed|certainly|guarantees?)", r"always|every|undisputed|certain|never|guarant"),
        _word(
            "en",
            r"(?P<word>completely|entirely|totally)",
            r"complet|entire|total|all\b|full|whole|halt|stop|end(?:s|ed)?\b|zero|no\b|none|nothing|never",
        ),
        _word(
            "en",
            r"(?P<word>unanimous(?:ly)?)",
            r"unanim|all\b|without\s(?:a\s)?(?:dissent|opposition)|no\s(?:dissent|votes?)|none|nil|consensus|\d+\s?(?:[-–:]|to|votes?\sto)\s?0\b",
        ),
        _word("en", rf"(?<!of the )(?<!among the )(?P<word>unprecedented|{_SUPERLATIVE})", _AS_MUCH),
        _word(
            "en",
            r"(?:a|an|the|all-time|new)\s(?P<word>record)(?=\s(?:\d|high|low|number|sum|profit|loss|fine|breaking))",
            _AS_MUCH,
        ),
    ),
    "de": (
        _word("de", r"(?P<word>bestätig(?:t|te|ten|en))", r"bestätig|beweis|bewies|nachgewiesen|einräum|räumt|offiziell|amtlich"),
        _word("de", r"(?P<word>erstmals|zum\sersten\smal|als\serste[rs]?)", r"erst|neu|premiere|nie\szuvor|einweih"),
        _word(
            "de",
            r"(?<!nicht )(?P<word>nur|ausschließlich|einzig\w*)",
            r"nur|allein|ausschließlich|einzig|lediglich|bloß|höchstens",
        ),
        _word("de", r"(?P<word>nie|niemals)", r"nie|kein|nicht|ohne|nirgend|erst"),
        _word(
            "de",
            r"(?<!vor )(?P<word>alle|sämtliche|gesamte[nrs]?)(?!\s(?:zwei|drei|vier|\d))",
            r"all|jede|sämtlich|ganz|gesamt|beide|komplett|kein",
        ),
        _word("de", r"(?P<word>endgültig\w*)", r"endgültig|rechtskräftig|letztinstanzlich|unwiderruflich"),
        _word("de", r"(?P<word>einstimmig\w*)", r"einstimmig|alle|ohne\sgegen|keine\sgegen"),
        _word(
            "de",
            r"(?P<word>(?:größ|höch|schnell|schlimm|besch?|ältes|läng|niedrig)(?:s?te[nrms]?)|beste[nrms]?|rekord\w*)",
            r"\w+ste[nrms]?\b|rekord|beste|am\smeisten|meist",
        ),
    ),
    "fr": (
        _word("fr", r"(?P<word>confirm(?:e|ent|é|ée))", r"confirm|prouv|vérifi|reconn|offici|admet|attest"),
        _word("fr", r"(?P<word>pour\sla\spremière\sfois|premi(?:er|ère)s?(?=\s))", r"premi|inaugur|jamais|nouve|début"),
        _word(
            "fr",
            r"(?P<word>seulement|uniquement|exclusivement|seule?s?|uniques?)",
            r"seul|unique|ne\s.*\sque|exclusi|rien\sque|juste",
        ),
        _word("fr", r"(?P<word>jamais)", r"jamais|pas|aucun|sans|rien|nul"),
        _word(
            "fr",
            r"(?P<word>tous|toutes)(?!\s(?:deux|trois|les\sjours|les\sans|\d))",
            r"tou[ts]|chaque|ensemble|entier|intégral|aucun|complet|unanim",
        ),
        _word("fr", r"(?P<word>unanim\w+|à\sl['’]unanimité)", r"unanim|tou[st]\b|sans\sopposition"),
        _word("fr", r"(?P<word>(?:le|la|les)\splus\s\w+|meilleure?s?|record)", r"plus|meilleur|record|jamais"),
    ),
    "es": (
        _word("es", r"(?P<word>confirm(?:a|an|ó|aron|ado))", r"confirm|prueb|prob|verific|recono|oficial|admit"),
        _word("es", r"(?P<word>por\sprimera\svez|el\sprimer|la\sprimera)", r"primer|inaugur|nunca|nuev|estren"),
        _word(
            "es",
            r"(?P<word>s[oó]lo|solamente|únicamente|exclusivamente|únic[oa]s?)",
            r"s[oó]lo|solamente|únic|exclusiv|apenas|nada\smás",
        ),
        _word("es", r"(?P<word>nunca|jamás)", r"nunca|jamás|(?:no|sin)\b|ning|nada"),
        _word("es", r"(?P<word>todos|todas)(?!\s(?:los\saños|los\sdías))", r"tod|cada|enter|conjunto|complet|ning|ambos|unánim"),
        _word("es", r"(?P<word>por\sunanimidad|unánime\w*)", r"unánim|unanim|todos|sin\svotos"),
        _word(
            "es",
            r"(?P<word>(?:el|la|los|las)\s(?:\w+\s)?(?:más\s\w+|mayor|mejor|peor)|récord)",
            r"más|mayor|mejor|peor|récord|nunca",
        ),
    ),
}
"""Language → its strong words."""
