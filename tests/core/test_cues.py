import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.core.cues import GROUPS, Cues, cues, languages, read

SENTENCES = Path(__file__).parent / "cues"
LANGUAGES = languages()
ENGLISH = (files("dateline.core.cues") / "en.toml").read_text(encoding="utf-8")


def sentences(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((SENTENCES / f"{language}.toml").read_text(encoding="utf-8"))


def found(table: Cues, group, sentence: str) -> bool:
    """Whether the table finds the group in a sentence, or for the value between ‹ and ›."""
    if "‹" not in sentence:
        return table.finds(group, sentence)
    return table.marks(group, re.sub("[‹›]", "", sentence), sentence.index("‹"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_finds_what_it_should_and_no_more(language):
    """Each group finds its sentences, and not those that only look like it."""
    table = cues(language)
    groups = sentences(language).items()

    assert [(group, one) for group, by_kind in groups for one in by_kind["finds"] if not found(table, group, one)] == []
    assert [(group, one) for group, by_kind in groups for one in by_kind["misses"] if found(table, group, one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_group_has_sentences(language):
    """Who adds a language writes sentences for each group of it, of both kinds."""
    by_group = sentences(language)

    assert list(by_group) == list(GROUPS)
    assert all(by_kind["finds"] and by_kind["misses"] for by_kind in by_group.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_stands_once_in_a_group(language):
    """No phrase is repeated."""
    groups = tomllib.loads((files("dateline.core.cues") / f"{language}.toml").read_text(encoding="utf-8"))["cues"]

    assert {group: phrases for group, phrases in groups.items() if len(set(map(str.casefold, phrases))) < len(phrases)} == {}


def table_with(group: str, *phrases: str) -> Cues:
    """The English table with other phrases in a group."""
    listed = ", ".join(f'"{phrase}"' for phrase in phrases)
    return read("en", re.sub(rf"^{group} = \[.*?\]$", f"{group} = [{listed}]", ENGLISH, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("can't", "They can’t.", True),
        ("can’t", "They can't.", True),
        ("no longer", "NO\nlonger", True),
        ("know", "Nobody knows", False),
        ("know*", "Nobody knows", True),
        ("not *", "not today", True),
        ("counted … twice", "counted twice", True),
        ("counted … twice", "counted one two three four five six seven eight twice", True),
        ("counted … twice", "counted one two three four five six seven eight nine twice", False),
        ("counted … twice", "counted them. Not twice", False),
        ("counted … twice", "counted 1.5 million twice", True),
        ("mid-", "until mid-December", True),
        ("mid-", "amid-ships", False),
    ],
)
def test_the_notation(phrase, text, is_found):
    """`*` is any ending, `…` up to eight words of one sentence; apostrophes, capitals and white space may differ."""
    assert table_with("harm", phrase).finds("harm", text) is is_found


def test_an_exception_is_no_cue():
    """Words that an exception describes do not count; the same cue elsewhere in the text does."""
    table = table_with("harm", "open", "! open to *")

    assert not table.finds("harm", "It is open to readers.")
    assert table.finds("harm", "It is open to readers. It is open.")


@pytest.mark.parametrize(
    ("text", "value", "is_marked"),
    [
        ("until the end of October", "October", True),
        ("until the very last days of October", "October", False),
        ("until, in October", "October", False),
        ("October until November", "October", False),
    ],
)
def test_a_cue_is_about_the_value_after_it(text, value, is_marked):
    """Up to three words may stand between a cue and its value, and no comma."""
    assert cues("en").marks("until", text, text.index(value)) is is_marked


def test_a_language_without_a_table():
    """Nothing is found in it, and the writer speaks English; a regional language has the table of its language."""
    italian = cues("it")

    assert not any(italian.finds(group, f"{ENGLISH} Corrected: it is now banned.") for group in GROUPS)
    assert italian.phrases == cues("en").phrases
    assert italian.language == "en"
    assert cues("de-AT").language == "de"


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["1 September 2026", "October 2026", "2026", "15 October"]),
        ("de", ["1. September 2026", "Oktober 2026", "2026", "15. Oktober"]),
        ("fr", ["1er septembre 2026", "octobre 2026", "2026", "15 octobre"]),
        ("es", ["1 de septiembre de 2026", "octubre de 2026", "2026", "15 de octubre"]),
    ],
)
def test_dates_as_a_newspaper_prints_them(language, dates):
    """A date of any precision, and a day without its year."""
    table = cues(language)

    assert [*map(table.date, ("2026-09-01", "2026-10", "2026")), table.day("2026-10-15")] == dates
    assert dates[0].startswith(table.day("2026-09-01"))


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "One item came in from one origin.", "3 items came in from 2 origins."),
        ("de", "Eine Meldung kam aus einer Quelle.", "3 Meldungen kamen aus 2 Quellen."),
        ("fr", "Un article est arrivé, d’une seule source.", "3 articles sont arrivés, de 2 sources."),
        ("es", "Una noticia ha llegado, de una sola fuente.", "3 noticias han llegado, de 2 fuentes."),
    ],
)
def test_what_is_counted(language, one, many):
    """One and many have their own wording."""
    table = cues(language)

    def came_in(items: int, origins: int) -> str:
        return table.say("came_in", items, items=table.say("items", items), origins=table.say("origins", origins))

    assert [came_in(1, 1), came_in(3, 2)] == [one, many]


def test_a_list_of_names():
    """Names are joined by commas and the word for "and"."""
    table = cues("de")

    assert [table.listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A und B", "A, B und C"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("denial = [", "denail = [", r"xx.toml: in \[cues\]: denial missing; denail unknown"),
        ('answered = "Answered:"\n', "", r"xx.toml: in \[phrases\]: answered missing"),
        ('asks = "', 'askz = "', r"xx.toml: in \[phrases\]: asks missing; askz unknown"),
        ("from {old}", "from {new}", r"xx.toml: in \[phrases\]: up_from needs \['old'\], not \['new'\]"),
        ('opened = { one = "New question:", many', 'opened = { none = "New question:", many', "opened needs {'one'"),
        ('"January", ', "", "xx.toml: months has 11 names instead of 12"),
    ],
)
def test_a_wrong_table_says_what_is_wrong(old, new, message):
    """A group, a phrase, a placeholder or a month that is missing or unknown is an error that names it."""
    assert old in ENGLISH

    with pytest.raises(ValueError, match=message):
        read("xx", ENGLISH.replace(old, new))
