import random

import pytest
from stated import item, said, state, version

from dateline.core.model import Item, Tension, TensionSide, Version, WrittenBy
from dateline.desk.extractive.tensions import MOST_NEW, Tensions, tensions
from dateline.desk.extractive.voices import voices

REPORT = item(
    "report", "The shortage of cefarix will last until January 2027, according to documents that Meridian has seen.", "2026-09-04"
)
DENIAL = item(
    "denial",
    "Lorane denies a report that cefarix will be short until January. "
    '"We stand by the end of October," said Nina Brandt, a spokeswoman for Lorane.',
    "2026-09-04",
    "Pharma Daily",
)
POLICE = item("police", "About 2,200 people marched in Brannock on Saturday to keep bus 40, police said.", "2026-09-05")
UNION = item("union", "6,000 people marched with us for bus 40 today.", "2026-09-05", "Riders' Union")


def found(
    *items: Item, last: Version | None = None, today: str = "2026-09-06", language: str = "en", heard: bool = True
) -> Tensions:
    """The tensions; unless `heard`, the version has no voices."""
    told = state(*items, last=last, today=today, language=language)
    who = said(told)
    return tensions(told, who, voices(told, who, ()).ids if heard else {})


def values(*items: Item) -> list[list[str]]:
    return [[side.text.split(" [@")[0] for side in one.sides] for one in found(*items).tensions]


def shown(tension: Tension) -> tuple[str | None, list[str]]:
    return tension.title, [side.who for side in tension.sides]


# --- denials ---------------------------------------------------------------------------------------------------------------


def test_a_denial_stands_against_its_claim() -> None:
    """Title and sentence say what is disputed, and each side has its name and its words."""
    [tension] = found(REPORT, DENIAL).tensions

    assert tension == Tension(
        "cefarix-will-be-short-until-january",
        "Lorane denies what Harbour Wire reports [@report; @denial].",
        title="Cefarix will be short until January?",
        sides=(
            TensionSide("Harbour Wire", "“The shortage of cefarix will last until January 2027” [@report]."),
            TensionSide("nina-brandt", "“We stand by the end of October” [@denial]."),
        ),
    )
    assert shown(found(REPORT, DENIAL, heard=False).tensions[0])[1] == ["Harbour Wire", "Nina Brandt"]


def test_a_denial_by_the_outlet_itself_is_its_own() -> None:
    """A body that publishes its own denial is the side."""
    report = item("report", "The new tram in Brannock may not open before March 2027.", "2026-09-04")
    denial = item("denial", "The report that the tram will not open before March is wrong.", "2026-09-04", "City of Brannock")

    assert shown(found(report, denial).tensions[0]) == (
        "The tram will not open before March?",
        ["Harbour Wire", "City of Brannock"],
    )
    assert found(report, denial).tensions[0].text.startswith("City of Brannock denies what Harbour Wire reports")


def test_direct_speech_may_deny_a_report() -> None:
    """Words in quotation marks count if the sentence says that they are about a report."""
    report = item("report", "Norvia plans to cut 1,900 of its jobs after the takeover of Aeris.", "2026-09-10")
    denial = item(
        "denial",
        '"That presentation was never put to the board," Norvia spokesperson Jo Dee says of the report that 1,900 jobs go.',
        "2026-09-10",
        "Air Insider",
    )

    assert values(report, denial) == [
        ["“Norvia plans to cut 1,900 of its jobs after the takeover of Aeris”", "“That presentation was never put to the board”"]
    ]


@pytest.mark.parametrize(
    "other",
    [
        item("later", "Cefarix will be short until January 2027, doctors fear.", "2026-09-05"),
        item("same", "Cefarix will be short until January 2027, doctors fear.", "2026-09-04", "Pharma Daily"),
        item("day", "Cefarix will be short until March 2027, doctors fear.", "2026-09-04"),
        item("matter", "The harbour of Orrin stays closed until January 2027, pilots fear.", "2026-09-04"),
        item("denies", "Lorane also denies that cefarix will be short until January 2027.", "2026-09-04"),
        item("title", "", "2026-09-04", title="Cefarix short until January 2027", evidence="headline"),
    ],
    ids=lambda one: one.key,
)
def test_what_a_denial_is_not_about(other: Item) -> None:
    """Not what came later, or from the same outlet, or names another day, or is another matter, a denial itself or a headline."""
    assert found(DENIAL, other).tensions == ()


def test_a_denial_without_a_day_is_about_the_report_of_the_day() -> None:
    """The denial must speak of a report, and the claim be the first sentence of one, about what is to come, a day old at most."""
    denial = item("denial", "Lorane denies a report about the Halden plant and its cefarix line.", "2026-09-04", "Pharma Daily")
    plain = item("denial", "Lorane rejects all talk about the Halden plant and its cefarix line.", "2026-09-04", "Pharma Daily")
    claim = "The Halden plant will lose its cefarix line."

    assert len(found(item("report", claim, "2026-09-03"), denial).tensions) == 1
    assert found(item("report", claim, "2026-09-03"), denial).tensions[0].title is None
    assert found(item("report", claim, "2026-09-01"), denial).tensions == ()
    assert found(item("report", claim, "2026-09-03"), plain).tensions == ()
    assert found(item("report", f"The plant is old. {claim}", "2026-09-03"), denial).tensions == ()


def test_one_claim_is_denied_once() -> None:
    """A second denial of the same claim opens no second tension."""
    again = item("again", "Lorane again denies that cefarix will be short until January.", "2026-09-05", "Market Courier")

    assert len(found(REPORT, DENIAL, again).tensions) == 1


# --- figures ---------------------------------------------------------------------------------------------------------------


def test_like_figures_by_different_origins_stand_against_each_other() -> None:
    """Police and organisers of one march: both figures, each with its name and its words."""
    [tension] = found(POLICE, UNION).tensions

    assert shown(tension) == ("How many people marched?", ["Police", "Riders' Union"])
    assert tension.text == "Police and Riders' Union give different figures for “people marched” [@police; @union]."
    assert [side.text for side in tension.sides] == [
        "“About 2,200 people marched in Brannock on Saturday to keep bus 40” [@police].",
        "“6,000 people marched with us for bus 40 today” [@union].",
    ]


@pytest.mark.parametrize(
    ("text", "title", "who", "words"),
    [
        (
            "Staff marched through Port Sable on Saturday. Police put turnout at 1,800. Crews United spoke of 4,500.",
            "Turnout",
            ["Police", "Crews United"],
            ["“Police put turnout at 1,800”", "“Crews United spoke of 4,500”"],
        ),
        (
            "Turnout was 61 per cent, says Norvia, against 92 per cent claimed by the union.",
            "Turnout",
            ["norvia", "Union"],
            ["“Turnout was 61 per cent”", "“92 per cent claimed by the union”"],
        ),
        (
            "Tuesday's walkout cost Norvia €14m, calculates Rowe Tandy, which adds hotel bills. The airlines said €9m.",
            None,
            ["Rowe Tandy", "Airlines"],
            ["“Tuesday's walkout cost Norvia €14m”", "“The airlines said €9m”"],
        ),
    ],
)
def test_both_figures_may_be_in_one_item(text: str, title: str | None, who: list[str], words: list[str]) -> None:
    """In one item, two who say it make two sides."""
    [tension] = found(item("a", text, "2026-09-05")).tensions

    assert shown(tension) == (title, who)
    assert values(item("a", text, "2026-09-05")) == [words]


@pytest.mark.parametrize(
    "texts",
    [
        ("The ministry said the supply covers the need of eight days.", "The agency needs 60 days for a licence, it said."),
        ("Turnout was 61 per cent, says Norvia.", "Sixty-one per cent of passengers expect a dearer Norvia, a poll says."),
        ("Police put turnout at 1,800.", "Police later put turnout at 2,000."),
        ("Norvia had cancelled 214 flights by noon on Tuesday.", "The day ended with 268 flights cancelled by Norvia."),
        ("The tram costs 503 million euros, auditors said.", "The tram costs 503 million euros, the city said."),
        ("Ten people were hurt in the port of Orrin.", "Ten people were hurt in the port of Orrin, and 12 cars burnt."),
    ],
)
def test_what_are_not_like_figures(texts: tuple[str, str]) -> None:
    """Other measures, one who says both, a count that grows, and the same value are no tension."""
    first, second = texts

    assert found(item("a", first, "2026-09-05"), item("b", second, "2026-09-05", "Other Wire")).tensions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Staff marched on Saturday. Police put turnout at 1,800. The march was peaceful. Crews United spoke of 4,500.",
        "Of all, 70 per cent of passengers agree, said Norvia. Crews United said 20 per cent of pilots agree.",
        "Police put turnout at 1,800. There were 40 dogs.",
        "The stop costs 4.5 million pounds a week, the firm said. Analysts had estimated 3 million pounds.",
        "Police counted 300 cars. Crews United counted 900 people.",
        "On Monday police counted 300 cars at noon. On Friday Crews United counted 900 cars.",
    ],
)
def test_what_in_one_item_is_no_tension(text: str) -> None:
    """Not far from each other, not of other things, without a second speaker, from before or of another day."""
    assert found(item("a", text, "2026-09-11")).tensions == ()


def test_figures_of_different_days_are_no_tension() -> None:
    """A later figure replaces the earlier one."""
    later = item("b", "6,000 people marched in Brannock to keep bus 40, the Riders' Union said.", "2026-09-08", "Other Wire")

    assert found(POLICE, later, today="2026-09-08").tensions == ()


def test_a_contrast_has_the_outlet_on_the_other_side() -> None:
    """Where an outlet sets a lower figure of others against its own, it is a side itself."""
    text = "We were 4,000 people in the square of Ahlbruck. The police counted only 1,800."

    assert shown(found(item("a", text, "2026-09-05", "Save the Clinic")).tensions[0])[1] == ["Save the Clinic", "Police"]


# --- from version to version -----------------------------------------------------------------------------------------------


def test_a_tension_stays_in_its_words_while_both_sides_hold() -> None:
    """The next version has it byte for byte, also where an editor changed its words, and there is no second one."""
    [tension] = found(REPORT, DENIAL).tensions
    told = (TensionSide("Meridian", "Until January [@report]."), TensionSide("Lorane", "Until October [@denial]."))
    own = Tension(tension.id, "They do not agree [@report; @denial].", title="How long?", sides=told)

    assert found(REPORT, DENIAL, last=version(tensions=(tension,))).tensions == (tension,)
    assert found(REPORT, DENIAL, last=version(tensions=(own,))).tensions == (own,)


def test_two_disputes_of_one_item_stay_two() -> None:
    """A tension about other figures of the same item is another one."""
    text = "Police put turnout at 1,800. Crews United spoke of 4,500."
    other = (
        TensionSide("Police", "“Police arrested three people” [@a]."),
        TensionSide("Union", "“Nobody was arrested there” [@a]."),
    )
    last = version(tensions=(Tension("arrests", "Who was arrested is disputed [@a].", sides=other),))

    assert [one.title for one in found(item("a", text, "2026-09-05"), last=last).tensions] == [None, "Turnout"]


def test_a_tension_is_settled_when_a_side_is_replaced() -> None:
    """It leaves the version, and what replaced its side is told."""
    gives_up = item(
        "gives-up",
        "The shortage of cefarix will last until 15 December 2026 and not until January 2027, the Medicines Agency said.",
        "2026-09-08",
    )
    last = version(tensions=found(REPORT, DENIAL).tensions)
    now = found(REPORT, DENIAL, gives_up, last=last, today="2026-09-08")

    assert now.tensions == ()
    [settled] = now.settled
    assert settled.tension == last.tensions[0]
    assert settled.by.by.item.key == "gives-up"


def test_a_tension_by_a_model_stays() -> None:
    """What no program can judge is kept as it is."""
    own = Tension("cost-or-safety", "Cost stands against safety [@report].")
    last = version(tensions=(own,), written_by=WrittenBy("claude"))

    assert found(REPORT, last=last).tensions == (own,)


def test_a_side_that_cannot_be_quoted_as_one_sentence_makes_no_tension() -> None:
    """Words that the page would break into two sentences are not quoted."""
    text = "Am 5. Oktober waren es 1.800 laut Polizei. Am 5. Oktober waren es 4.500 laut Union."

    assert found(item("a", text, "2026-10-05"), today="2026-10-05").tensions == ()


def test_few_tensions_come_at_once_and_each_has_its_own_id() -> None:
    """At most four new ones; a title that is taken is left out, so that no two look the same."""
    items = [
        item(
            f"m{number}", f"Town {number} marched. Police put turnout at 1,{number}00. Crews United spoke of 4,500.", "2026-09-05"
        )
        for number in range(1, 7)
    ]
    now = found(*items).tensions

    assert len(now) == MOST_NEW
    assert len({one.id for one in now}) == MOST_NEW
    assert [one.title for one in now] == ["Turnout", None, None, None]


def test_the_facts_that_tensions_use_are_told() -> None:
    """The caller learns which sentences are quoted in part."""
    assert {fact.item.key for fact in found(REPORT, DENIAL, POLICE, UNION).used} == {"report", "denial", "police", "union"}


def test_the_order_of_items_changes_nothing() -> None:
    """The same items give the same tensions in any order."""
    items = [REPORT, DENIAL, POLICE, UNION]

    assert found(*items).tensions == found(*random.Random(3).sample(items, 4)).tensions


@pytest.mark.parametrize(
    ("language", "texts", "title", "who"),
    [
        (
            "de",
            ("4.000 Menschen haben heute in Ahlbruck für die Klinik demonstriert. Die Polizei will nur 1.800 gezählt haben.",),
            None,
            ["Harbour Wire", "Polizei"],
        ),
        (
            "de",
            (
                "Das Krankenhaus in Ahlbruck soll bereits im Oktober schließen.",
                "Die Hedwig-Stiftung hat einen Bericht über ein früheres Ende ihres Krankenhauses in Ahlbruck dementiert.",
            ),
            None,
            ["Harbour Wire", "Hedwig-Stiftung"],
        ),
        (
            "fr",
            (
                "Le pont de Vaurelles ne pourra pas rouvrir avant le 1er mars, selon un rapport d'expertise sur le pont.",
                "Le département dément les informations selon lesquelles le pont de Vaurelles restera fermé jusqu'au 1er mars.",
            ),
            "Le pont de Vaurelles restera fermé jusqu'au 1er mars ?",
            ["Harbour Wire", "Département"],
        ),
        (
            "es",
            ("Los estibadores marcharon por el centro de Almará. Fueron 5.000 según el sindicato y 2.100 según la policía.",),
            None,
            ["Sindicato", "Policía"],
        ),
    ],
)
def test_tensions_in_other_languages(language: str, texts: tuple[str, ...], title: str | None, who: list[str]) -> None:
    """Denials and like figures are found by the words of each language's table."""
    feeds = ("Harbour Wire", "Other Wire")
    items = [item(f"i{number}", text, "2026-09-05", feeds[number]) for number, text in enumerate(texts)]

    assert [shown(one) for one in found(*items, language=language).tensions] == [(title, who)]
