"""Sentences of a drafted essay without a source: which ones may stand."""

import pytest

from dateline.desk.edits import Quote
from dateline.desk.essay.answer import EssayAnswer, EssayParagraph, EssaySentence
from dateline.desk.essay.thoughts import is_thought, thoughts, unsaid

FACTS = {
    "en": "Divers have found a crack in the gate at Saltmere. The repair costs 2 million. The works carry a guarantee.",
    "de": "Taucher haben einen Riss gefunden. Die Reparatur kostet viel. Es gibt eine Garantie.",
    "fr": "Des plongeurs ont trouvé une fissure. La réparation est sous garantie.",
    "es": "Los buzos hallaron una grieta. La reparación tiene garantía.",
}


def essay(*paragraphs: tuple[str, ...]) -> EssayAnswer:
    none: tuple[Quote, ...] = ()
    each = (EssayParagraph("", tuple(EssaySentence(text, none) for text in texts)) for texts in paragraphs)
    return EssayAnswer("A crack", "", tuple(each))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "That is the first figure."), ("en", "The two do not fit together."), ("en", "A guarantee is only a promise."),
        ("en", "Who pays for the repair?"), ("en", "These are two different things."), ("en", "Why?"),
        ("de", "Eine Garantie ist nur ein Versprechen."), ("de", "Wer zahlt die Reparatur?"),
        ("de", "Das sind zwei verschiedene Dinge."),
        ("fr", "Une garantie n’est qu’une promesse."), ("fr", "Qui paie la réparation ?"),
        ("es", "Una garantía es solo una promesa."), ("es", "¿Quién paga la reparación?"),
    ],
)  # fmt: skip
def test_links_questions_and_general_thoughts_need_no_source(language: str, text: str) -> None:
    """They have words about figures, questions and how facts hang together, or those of the facts in a question."""
    assert is_thought(text, FACTS[language], language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor should resign."), ("en", "Whoever built this should be ashamed of it."), ("en", "It was sabotage."),
        ("en", "The builder is guilty."), ("en", "Nobody died, as far as we know."), ("en", "Many people have died."),
        ("en", "The town will never recover."), ("en", "Thousands are dead."), ("en", "The council took bribes."),
        ("en", "The mayor murdered his wife."), ("en", "The prime minister knew of it."), ("en", "Merkel knew of it."),
        ("en", "merkel knew of it."), ("en", "Yesterday the gate fell."), ("en", "Last week everything changed."),
        ("en", "Drinking bleach helps against it."), ("en", "It is good to drink bleach."), ("en", "Send money to the account."),
        ("en", "The gate is open."), ("en", "There is no crack."), ("en", "It is not so."), ("en", "It is true."),
        ("en", "Does the mayor pay?"), ("en", "Did they hide it?"), ("en", "Will Saltmere pay?"), ("en", "Is bleach good?"),
        ("en", "That is the figure of 2026."), ("en", "That is “the first part of it”."), ("en", "A crack is no guarantee."),
        ("en", "That is the first figure. Divers lied."), ("en", "…"), ("en", "A."), ("en", "They are all thieves."),
        ("de", "Der Bürgermeister wusste es."), ("de", "Viele sind tot."), ("de", "Das Tor ist offen."),
        ("fr", "Le maire le savait."), ("fr", "Beaucoup sont morts."), ("es", "El alcalde lo sabía."),
        ("it", "Questa è la prima cifra."),
    ],
)  # fmt: skip
def test_what_names_accuses_reports_or_advises_needs_one(language: str, text: str) -> None:
    """Whatever has a word that is not listed needs a source, and so does every sentence in a language without a list."""
    assert not is_thought(text, FACTS.get(language, ""), language)


def test_a_thought_stands_next_to_facts() -> None:
    """In a paragraph that cites nothing, a thought needs a source, too; the places count over all paragraphs."""
    answer = essay(("That is the first figure.",), ("The gate is shut [@gate].", "That is the first figure.", "It fell."))
    assert list(thoughts(answer)) == [2]


def test_a_second_sentence_of_an_entry_needs_a_source_too() -> None:
    """A sentence next to one that cites, in one entry, is a thought or has a citation of its own."""
    answer = essay(("That is one.", "The gate is shut [@gate]. And the mayor is a crook.", "It is shut [@gate]. Who pays?"))
    assert list(unsaid(answer)) == [(1, "And the mayor is a crook.")]
