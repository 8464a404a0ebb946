"""The news agency named in a text's dateline: a text that begins "HARBOUR (AP) —" is the agency's, whoever publishes it."""

import re

AGENCIES = {
    "AP": "AP|(?:The )?Associated Press",
    "Reuters": "Reuters|REUTERS|Thomson Reuters Foundation|ロイター|路透社?",
    "AFP": "AFP|Agence France-Presse|法新社",
    "dpa": r"dpa|dpa-\w+|DPA",
    "Bloomberg": "Bloomberg|Bloomberg News|彭博社?",
    "UPI": "UPI",
    "PA": "PA|PA Media|Press Association",
    "CP": "CP|(?:The )?Canadian Press",
    "AAP": "AAP",
    "EFE": "EFE",
    "Europa Press": "Europa Press|EUROPA PRESS",
    "ANSA": "ANSA",
    "Lusa": "Lusa",
    "APA": "APA",
    "SDA": "SDA|sda|Keystone-SDA|ATS|ats",
    "epd": "epd",
    "KNA": "KNA",
    "SID": "SID",
    "Belga": "Belga|BELGA",
    "ANP": "ANP",
    "NTB": "NTB",
    "TT": "TT",
    "Ritzau": "Ritzau|RITZAU",
    "STT": "STT",
    "PAP": "PAP",
    "CTK": "ČTK|CTK",
    "MTI": "MTI",
    "TASS": "TASS|ТАСС",
    "Interfax": "Interfax|Интерфакс",
    "RIA Novosti": "RIA Novosti|РИА Новости",
    "Ukrinform": "Ukrinform",
    "Xinhua": "Xinhua|XINHUA|新华社|新華社",
    "CNA": "CNA|中央社",
    "Kyodo": "Kyodo|Kyodo News|共同",
    "Jiji": "Jiji|Jiji Press|JIJI|時事",
    "Yonhap": "Yonhap|연합뉴스",
    "PTI": "PTI",
    "ANI": "ANI",
    "IANS": "IANS",
    "Antara": "Antara|ANTARA",
    "Bernama": "Bernama|BERNAMA",
    "Anadolu": "AA|Anadolu|Anadolu Agency",
    "IRNA": "IRNA",
    "WAM": "WAM",
    "SPA": "SPA",
    "NAN": "NAN",
    "GNA": "GNA",
}
"""Each agency's name, and a pattern for its spellings in datelines."""
_SPELT = {f"a{number}": name for number, name in enumerate(AGENCIES)}
_NAMED = "|".join(f"(?P<a{number}>{spelt})" for number, spelt in enumerate(AGENCIES.values()))
_NAME = r"[^\W\d_a-zà-ÿ][\w'’.-]*"
_DAY = r"\d{1,2}\.?(?:\s[a-zà-ÿ]{3,9}\.?)?"
_PLACE = rf"(?!(?:The|A|An)\s)(?:{_NAME}(?:[\s,/]+(?:{_NAME}|{_DAY}|de|la|of|am|an|der|im|del|el))*)?"
"""The place in a dateline, perhaps with a day."""
_DATELINE = re.compile(
    # A desk or a second agency may follow after a slash. In Chinese and Japanese a date comes with it.
    rf"{_PLACE}\s?\((?:{_NAMED})(?:[/,;][^()]{{1,40}})?\)\s?[-–—―_:]"
    rf"|[【\[(（]?(?:{_NAMED.replace('<a', '<b')})[^\s。，、]{{0,12}}?\d{{1,2}}\s?[日月][^\s。，]{{0,10}}[电電讯訊】\])）]"
    rf"|[【\[（][^\s\]】）]{{1,12}}\s\d{{1,2}}日\s(?:{_NAMED.replace('<a', '<c')})[\]】）]"
)
_READ = 120
"""The characters at the start of a text that are searched for a dateline."""


def agency_of(text: str) -> str:
    """The name of the agency in the text's dateline; empty if there is none."""
    match = _DATELINE.match(text.lstrip()[:_READ])
    return _SPELT["a" + match.lastgroup[1:]] if match and match.lastgroup else ""


def without_dateline(text: str) -> str:
    """The text after an agency's dateline; all of it if there is none."""
    match = _DATELINE.match(text[:_READ])
    return text[match.end() :].lstrip(" \u3000-–—―_") if match else text
