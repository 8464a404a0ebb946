"""Reasons that only say that a question is not answered, in several languages, whichever a brief is written in."""

import re

_NO = r"(?:not|no(?!\slonger)|never|nothing|nobody|no\sone|none|neither|without|\w+n['’]t|cannot|hardly|lack\sof|yet\sto)"
_TELL = (
    r"(?:answer\w*|know[ns]?|knew|clear\w*|inform\w*|news|updates?|word|mention\w*|address\w*|cover(?:s|ed)?|sa(?:y|ys|id)|t[oe]ll?s?|told|"
    r"explain\w*|explanation|reveal\w*|disclos\w*|comment\w*|repl(?:y|ied|ies)|respon\w+|detail\w*|report(?:s|ed)?|items?|sources?|"
    r"evidence|indication|figures?|date|decision|reaction|statement|progress|discuss\w*|touch(?:es|ed)?|bears?|speaks?|spoke|found|new|further)"
)
_NO_DE = r"(?:noch\s)?(?:nicht(?!\smehr)|kaum|niemand|nichts|kein(?:e[rnms]?)?|ohne)"
_TELL_DE = (
    r"(?:\w*(?:antwort|inform|klär)\w*|bekannt\w*|klar|gesagt|sag(?:t|en)|angaben|äußer\w*|geäußert|mitgeteilt|neue[sn]?|"
    r"erwähn\w*|behandel\w*|thema|eingegangen|hinweis\w*|quellen?|artikel\w*|berichte\w*|meldung\w*|wissen|weiß|entschieden|details?)"
)
_NO_FR = r"(?:pas|aucune?|personne|rien|jamais|sans|non)"
_TELL_FR = (
    r"(?:répon\w+|connu\w*|connaît|sait|savent|clair\w*|informe\w*|dit|disent|précis\w+|indiqu\w+|parl\w+|abord\w+|évoqu\w+|mentionn\w+|"
    r"trait\w+|couver\w+|expliqu\w+|tranch\w+|décid\w+|révél\w+|communiqu\w+|résol\w+)"
)
_NEWS_FR = r"(?:information|élément|détail|source|article|dépêche|donnée|indice|explication|réponse|précision|nouvelle|mention)s?"
_TELL_ES = (
    r"(?:respuesta\w*|responde\w*|respondi\w+|sabe[n]?|sabido|claro|inform(?:a|an|ó|ad[oa]s?|aci\w+)|dich[oa]|dij\w+|dicen?|conoc\w+|"
    r"novedad\w*|noticias?|aclar\w+|mencion\w+|habl\w+|abord\w+|trat(?:a|an|ó|ad[oa]s?)|cubr\w+|precis(?:a|an|ó|ad[oa]s?)|detall\w+|"
    r"fuentes?|artículos?|datos|indic(?:a|an|ó|ad[oa]s?)|explic(?:a|an|ó|ad[oa]s?)|decidid[oa]s?|decidió|revel(?:a|an|ó|ad[oa]s?)|confirmad[oa]s?|saberse|"
    r"resuelt[oa]s?|nuev[oa]s?)"
)
_FEW = r"[\s'’](?:[\w-]+[\s'’]){0,3}?"
"""What is between a word of denial and one for telling: a space, and three words at most."""
_GERMAN = (
    rf"{_NO_DE}{_FEW}{_TELL_DE}|{_TELL_DE}{_FEW}{_NO_DE}|unklar|unbekannt|ungewiss|ungeklärt|unbeantwortet|bisher|bislang|"
    r"(?:noch|weiter\w*|bleibt)\soffen"
)
_FRENCH = (
    rf"{_NO_FR}{_FEW}{_TELL_FR}|n(?:e\s|['’])(?:[\w-]+[\s'’]){{0,2}}?{_TELL_FR}\s(?:\w+\s)?{_NO_FR}|(?:aucune?|pas\sd[e'’]|sans)\s?(?:\w+\s)?{_NEWS_FR}|"
    r"rien\sde\s(?:neuf|nouveau)|inconnue?s?|incertaine?s?|pour\s(?:l['’]instant|le\smoment)|à\sce\s(?:jour|stade)|jusqu['’]ici|"
    r"(?:toujours|reste\w*)\souvert\w*|en\ssuspens|en\sattente|reste\sà\s\w+|trop\stôt|nulle\spart"
)
_SPANISH = (
    rf"(?:no(?!\sya)|nadie|nada|ning[uú]n\w*|sin|tampoco|aún|todavía){_FEW}{_TELL_ES}|desconocid\w+|se\sdesconoce|inciert\w+|pendiente|"
    r"por\s(?:ahora|el\smomento)|hasta\s(?:ahora|la\sfecha)|sigue\sabiert\w+|(?:queda|sigue)\s(?:por|sin)\s\w+|demasiado\spronto"
)
_UNANSWERED = re.compile(
    rf"\b(?:{_NO}(?:\s[a-z'’-]+){{0,3}}\s{_TELL}|"
    r"unclear|unknown|unanswered|unresolved|undecided|unsettled|unaddressed|pending|silent|silence|awaiting|too\s(?:early|soon)|"
    r"(?:remains?|still|stays?|left)\s(?:\w+\s)?open|remains?\sto\sbe|wait(?:s|ing)?\sfor|still\swaiting|no\syet|not\syet|so\sfar|"
    r"for\snow|until\snow|to\sdate|nothing\snew|(?:declin|refus)\w+\sto\s\w+|not\s(?:been\s)?decided|not\s(?:been\s)?settled|out\sof\sscope|"
    rf"{_GERMAN}|{_FRENCH}|{_SPANISH})\b",
    re.IGNORECASE,
)


def says_unanswered(reason: str) -> bool:
    """Whether a reason only says that nobody has answered, which is no reason to drop a question."""
    return _UNANSWERED.search(reason) is not None
