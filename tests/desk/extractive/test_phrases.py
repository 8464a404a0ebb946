"""The embedded writer's own phrases."""

import pytest

from dateline.core.cues import cues, languages
from dateline.desk.extractive.phrases import is_no_news, label_words, may_be_answer, says_nothing_new, silence


@pytest.mark.parametrize("language", languages())
def test_a_phrase_that_is_no_news(language: str) -> None:
    """In each language, the sentences that a voice is new or says nothing new are known, also with `v1` for "version 1"."""
    say = cues(language)
    told = say.say("no_new_statement", version=12)

    assert says_nothing_new(told)
    assert silence(say).fullmatch(told.replace("version ", "v").replace("Version ", "v").replace("versión ", "v"))
    assert is_no_news(told)
    assert is_no_news(say.say("new_voice"))
    assert not says_nothing_new(say.say("new_voice"))
    assert not is_no_news(f"{told} It has left.")


@pytest.mark.parametrize("language", languages())
def test_an_answer_that_may_be_one(language: str) -> None:
    """In each language, a sentence that may answer a question begins with the words for that."""
    assert may_be_answer(f"{cues(language).say('perhaps_answered')} The gate holds.")
    assert not may_be_answer("The gate holds. Perhaps answered:")


def test_the_words_of_labels() -> None:
    """Who or what a label names is no word of it."""
    assert {"asks", "denied", "fragt"} <= label_words()
    assert not {"who", "gate"} & label_words()
