import random
from dataclasses import replace

import pytest
from stated import item, said, state, version

from dateline.core.model import Item, Version, Voice, WrittenBy
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.voices import MOST_NEW, MOST_VOICES, Perspectives, voices

FIRST = item("a", 'Mayor Ines Calder has ruled out more money for the tram. "Not one cent more," Ines Calder said.', "2026-09-03")
TURN = item(
    "b",
    "Mayor Ines Calder will ask the council for 48 million euros for the tram, Ines Calder said. "
    'Six days ago she had ruled that out. "Call me inconsistent, but I will not leave a line unfinished," Calder said.',
    "2026-09-09",
)
LATER = item("c", '"A tram is a promise to the town," Ines Calder said.', "2026-09-12")


def written(*items: Item, last: Version | None = None, taken: tuple[str, ...] = (), language: str = "en") -> Perspectives:
    """The voices; other sections quote the sentences that begin with the words in `taken`."""
    told = state(*items, last=last, language=language)
    quoted: tuple[Fact, ...] = tuple(fact for fact in told.facts if fact.words.startswith(taken)) if taken else ()
    return voices(told, said(told), quoted)


def one(found: Perspectives) -> Voice:
    [voice] = found.voices
    return voice


def next_version(found: Perspectives, number: int = 1, published: str = "2026-09-05T21:00:00Z") -> Version:
    return version(number, published=published, perspectives=found.voices)


def speaker(number: int, day: str = "2026-09-01", times: int = 1) -> tuple[Item, ...]:
    name = f"Ada {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number]}oster"
    return tuple(
        item(f"s{number}-{time}", f'"The gate number {number} stays shut {time}," said {name}, who chairs the group.', day)
        for time in range(times)
    )


# --- a first version -------------------------------------------------------------------------------------------------------


def test_a_new_voice_says_what_it_says_word_for_word() -> None:
    """Name, role and direct speech, attributed and cited; the record has nothing earlier."""
    found = written(FIRST)

    assert one(found) == Voice(
        "ines-calder", "Ines Calder", "Mayor", 'Harbour Wire: ‘"Not one cent more," Ines Calder said’ [@a].', "New voice."
    )
    assert [fact.place for fact in found.used] == [1]
    assert found.ids == {"Ines Calder": "ines-calder"}


def test_the_evolution_is_the_record() -> None:
    """First and newest position side by side, both with a date or a citation, even in the first version of a brief."""
    assert one(written(FIRST, TURN)).view.startswith('Harbour Wire: ‘"Call me inconsistent')
    assert one(written(FIRST, TURN)).evolution == (
        "On 3 September: “Not one cent more” [@a].\n"
        "Now: “will ask the council for 48 million euros for the tram, Ines Calder said” [@b]."
    )


def test_nothing_is_quoted_twice() -> None:
    """Where the newest statement is a single sentence, the evolution quotes its last clause, or refers to the view."""
    clause = item("b", '"Call me inconsistent, but I will not leave a line unfinished," Ines Calder said.', "2026-09-09")

    assert one(written(FIRST, clause)).evolution.endswith("\nNow: “I will not leave a line unfinished” [@b].")
    assert one(written(FIRST, LATER)).evolution.endswith("[@a].\nNow: as quoted above.")


def test_the_first_position_is_on_the_same_matter() -> None:
    """An earlier statement about something else is passed over; one of another year has its year."""
    other = item("o", '"Our school needs a roof before winter," Ines Calder said.', "2025-08-01", title="School roof")
    tram = item("t", '"The tram will need no more money," Ines Calder said.', "2025-09-03")

    assert one(written(other, tram, TURN)).evolution.startswith("On 3 September 2025: “The tram will need no more money” [@t].")
    assert one(written(other, LATER)).evolution.startswith("On 1 August 2025: “Our school")


def test_a_turn_stands_beside_what_was_refused() -> None:
    """Before a decision, the refusal that it contradicts comes first, not an older word."""
    older = item("o", '"The tram will get its money from the council," Ines Calder said.', "2026-09-01")
    refusal = item("a", "Mayor Ines Calder has ruled out more money for the tram.", "2026-09-03")

    assert one(written(older, refusal, TURN)).evolution.startswith(
        "On 3 September: “has ruled out more money for the tram” [@a]."
    )


def test_what_other_sections_quote_is_left_to_them() -> None:
    """A voice with nothing else to say is no voice; of a taken sentence only the spoken part may stand, as the first position."""
    report = item("a", "Mayor Ines Calder said on Thursday that the tram would get no more money.")

    assert written(report, taken=("Mayor",)).voices == ()
    assert one(written(FIRST, LATER, taken=('"Not one',))).evolution.startswith("On 3 September: “Not one cent more” [@a].")
    assert one(written(report, LATER, taken=("Mayor",))).evolution == "New voice."


def test_a_sentence_that_hangs_on_another_is_no_view_unless_it_is_direct_speech() -> None:
    """The voice has its name above it, so "she said" is clear there; "they" is not."""
    assert one(written(item("a", 'Mayor Ines Calder opened the debate. "They will get no cent," she said.'))).view
    assert written(item("a", "The pumps leak at night. They will be mended in May, Ines Calder said.")).voices == ()


def test_a_new_voice_with_a_stale_report_stays_out() -> None:
    """A body whose newest word another section has does not come in with an older one."""
    old = item("a", "Pharmacies have run out of the medicine, the Medicines Agency said.", "2026-09-01")
    new = item("b", "The Medicines Agency said that the medicine would be back by 15 November.", "2026-09-12")

    assert written(old, new, taken=("The Medicines",)).voices == ()
    assert one(written(old, new)).voice == "Medicines Agency"


def test_words_that_an_outlet_took_back_are_no_statement() -> None:
    """A correction of the same outlet takes them out of the record."""
    wrong = item("a", "Mayor Ines Calder said the tram line to Westgate would cost 30 million euros.", "2026-09-01")
    right = item(
        "b",
        "Harbour Wire wrote that the tram line to Westgate would cost 30 million euros. That was wrong: it is 13 million euros.",
        "2026-09-02",
    )

    assert len(written(wrong).voices) == 1
    assert written(wrong, right).voices == ()


def test_those_heard_most_come_first_and_few_come_at_once() -> None:
    """At most four new voices a version, those with statements in most items first."""
    items = [one for number in range(6) for one in speaker(number, times=3 if number == 5 else 1)]
    found = written(*items)

    assert len(found.voices) == MOST_NEW
    assert found.voices[0].voice == "Ada Foster"


# --- later versions --------------------------------------------------------------------------------------------------------


def test_a_silent_voice_says_since_when_and_then_stays() -> None:
    """The view stays byte for byte, and the evolution names the version once."""
    first = written(FIRST)
    second = written(FIRST, last=next_version(first))
    third = written(FIRST, last=next_version(second, 2))

    assert one(second) == replace(one(first), evolution="No new statement since version 1.")
    assert third.voices == second.voices
    assert [fact.item.key for fact in second.used] == ["a"]


def test_a_voice_that_speaks_again_has_its_newest_words() -> None:
    """The view is the newest statement, under the same id and with the role that it had."""
    last = next_version(written(FIRST))
    moved = one(written(FIRST, TURN, last=replace(last, perspectives=(replace(last.perspectives[0], role="Mayor of Brannock"),))))

    assert (moved.id, moved.role) == ("ines-calder", "Mayor of Brannock")
    assert "inconsistent" in moved.view
    assert moved.evolution.startswith("On 3 September: “Not one cent more” [@a].")


def test_what_came_in_late_is_not_news() -> None:
    """An item that is older than the view changes nothing, whenever it came."""
    last = next_version(written(LATER), published="2026-09-12T21:00:00Z")

    assert one(written(FIRST, LATER, last=last)).evolution == "No new statement since version 1."


def test_news_that_other_sections_have_is_told_in_the_evolution() -> None:
    """The view stays; a part of the newest sentence says what the voice says now, and the next version says that it is silent."""
    old = item(
        "a", 'Ada Lind, who leads the Port Authority, said: "We wait." The Port Authority said the gate was shut for good.'
    )
    new = item("b", "The Port Authority said on Friday that the gate would open by 15 November.", "2026-09-11")
    first = written(old, taken=("Ada",))
    last = next_version(first)
    second = written(old, new, last=last, taken=("Ada", "The Port Authority said on Friday"))
    third = written(
        old, new, last=next_version(second, 2, "2026-09-12T21:00:00Z"), taken=("Ada", "The Port Authority said on Friday")
    )

    assert one(second).view == one(first).view
    assert one(second).evolution == (
        "On 1 September: “the gate was shut for good” [@a].\nNow: “the gate would open by 15 November” [@b]."
    )
    assert one(third).evolution == "No new statement since version 2."


def test_a_view_by_an_editor_stays_and_its_evolution_goes_on() -> None:
    """Words that are not this writer's are kept; what the voice says since then is quoted beside them."""
    own = Voice("mayor", "Mayor Ines Calder", "Mayor", "She wants no more money for the tram [@a].", "New voice.")
    last = version(perspectives=(own,), written_by=WrittenBy("claude"), published="2026-09-05T21:00:00Z")

    assert one(written(FIRST, last=last)) == replace(own, evolution="No new statement since version 1.")
    assert one(written(FIRST, TURN, last=last)).view == own.view
    assert one(written(FIRST, TURN, last=last)).evolution.startswith("On 3 September: “Not one cent more” [@a].\nNow: “Call me")
    assert one(written(LATER, last=last)).evolution == "Now: “A tram is a promise to the town” [@c]."


def test_news_that_cannot_be_quoted_as_one_sentence_is_left_out() -> None:
    """Words that the page would break into two sentences are not quoted; the voice stays as it was."""
    own = Voice("carla-thiele", "Carla Thiele", "Sprecherin", "Sie schweigt [@a].", "Neue Stimme.")
    last = version(perspectives=(own,), written_by=WrittenBy("claude"), published="2026-09-02T21:00:00Z")
    news = item(
        "b", "Die Stiftung und ihr Haus schweigen zu dem Bericht. „Es gilt der 31. Dezember“, sagte Carla Thiele.", "2026-09-03"
    )

    assert one(written(news, last=last, language="de")).view == own.view


def test_a_voice_without_a_record_stays() -> None:
    """A model's voice that no program finds is kept, and is silent."""
    last = version(perspectives=(Voice("crowd", "The crowd", None, "It cheered [@a].", "New voice."),))

    assert written(FIRST, last=last).voices[0] == replace(last.perspectives[0], evolution="No new statement since version 1.")


def test_those_silent_for_longest_make_room() -> None:
    """With twelve voices, the silent ones depart for new ones, with the reason; those who speak stay."""
    items = [one for number in range(MOST_VOICES) for one in speaker(number, f"2026-09-{number + 1:02}")]
    last: Version | None = None
    for number in range(1, 5):
        last = next_version(written(*items, last=last), number, "2026-09-20T21:00:00Z")
    more = [one for number in range(12, 14) for one in speaker(number, "2026-09-25")]
    found = written(*items, *more, last=last)

    assert last is not None
    assert len(last.perspectives) == MOST_VOICES
    assert [gone.id for gone in found.departed] == ["ada-aoster", "ada-boster"]
    assert {gone.why for gone in found.departed} <= {f"No new statement since version {number}." for number in range(1, 5)}
    assert len(found.voices) == MOST_VOICES
    assert {voice.id for voice in found.voices} >= {"ada-moster", "ada-noster"}


def test_the_order_of_items_changes_nothing() -> None:
    """The same items give the same voices in any order."""
    items = [FIRST, TURN, LATER, *speaker(1), *speaker(2, times=2)]
    shuffled = random.Random(7).sample(items, len(items))

    assert written(*items).voices == written(*shuffled).voices


@pytest.mark.parametrize(
    ("language", "first", "newest", "evolution", "new"),
    [
        (
            "de",
            "Landrat Jörg Thiele bedauert die Entscheidung der Stiftung. „Das können wir nicht bezahlen“, sagte Thiele.",
            "Der Kreis kauft die Klinik nun doch. „Ich habe mich darin geirrt“, sagte Jörg Thiele.",
            "Am 3. September: “Das können wir nicht bezahlen” [@a].\nJetzt: wie oben zitiert.",
            "Neue Stimme.",
        ),
        (
            "fr",
            "Le président du département, Étienne Morel, a exclu un bac. « Ce serait jeter l'argent à l'eau », a-t-il lancé.",
            "Une navette sera mise en place. « J'avais dit non, les circonstances me font dire oui », reconnaît Étienne Morel.",
            "Le 3 septembre : “Ce serait jeter l'argent à l'eau” [@a].\nMaintenant : “les circonstances me font dire oui” [@b].",
            "Nouvelle voix.",
        ),
        (
            "es",
            "La empresa no negocia nada: «Con un puerto cerrado no hay nada que hablar», dijo su directora, Elena Robles.",
            "La empresa negocia con los huelguistas. «Hemos cambiado de opinión porque ha cambiado todo», admitió Elena Robles.",
            "El 3 de septiembre: “Con un puerto cerrado no hay nada que hablar” [@a].\nAhora: como se cita arriba.",
            "Voz nueva.",
        ),
    ],
)
def test_voices_in_other_languages(language: str, first: str, newest: str, evolution: str, new: str) -> None:
    """Perspectives and their evolution are told in the language of the publication."""
    was, now = item("a", first, "2026-09-03"), item("b", newest, "2026-09-09")

    assert one(written(was, language=language)).evolution == new
    assert one(written(was, now, language=language)).evolution == evolution
