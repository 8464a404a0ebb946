"""What items leave open: the questions they ask, and what they say is not known."""

from collections.abc import Iterable, Iterator

from dateline.core import ids
from dateline.core.model import Question
from dateline.core.outlets import outlet
from dateline.core.text import similarity
from dateline.core.text.gaps import is_open_question, says_not_known
from dateline.core.text.wording import quoted_sentences
from dateline.desk.statements import Statement, attributed, matter

MOST_QUESTIONS = 4
ALIKE = 0.6
"""From this Dice's coefficient on, two sentences ask the same question."""


def _asks(statement: Statement) -> str:
    """The words that introduce a statement that leaves something open; empty if it does not, or if somebody is quoted."""
    if is_open_question(statement.words):
        lead = "asks:"
    elif not statement.is_headline and says_not_known(statement.words):
        lead = "notes:"
    else:
        return ""
    return "" if statement.words in quoted_sentences(statement.item.text) else lead


def _questions(statements: Iterable[Statement]) -> Iterator[Question]:
    for statement in statements:
        lead = _asks(statement)
        text = attributed(statement, f"{outlet(statement.item)} {lead}") if lead else ""
        if text:
            yield Question(ids.slug(statement.words, 40) or f"question-{ids.digest(statement.words)[:6]}", text)


def open_questions(statements: Iterable[Statement], carried: tuple[Question, ...]) -> tuple[Question, ...]:
    """The open questions: those of the last version, then those that new statements leave open.

    No question is closed here: an editor or a model decides whether it is answered.
    """
    new: list[Question] = []
    for question in _questions(statements):
        open_now = (*carried, *new)
        is_known = any(question.id == one.id or similarity(matter(question.text), matter(one.text)) >= ALIKE for one in open_now)
        if not is_known and len(new) < MOST_QUESTIONS:
            new.append(question)
    return (*carried, *new)
