"""Queries for the open questions of stories: the words that matter in a question, after the subject of its story."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from dateline.core.citations import plain
from dateline.core.model import Dossier, Question
from dateline.core.text import significant_words
from dateline.desk.statements import matter

MOST_A_STORY = 2
"""How many questions of a story are searched for in a run."""
MOST_A_RUN = 10
"""How many questions are searched for in a run."""
MOST_WORDS = 4
"""How many words of a question are in its query."""
SUBJECT_WORDS = 2
"""How many words of the story's title are in the query."""

_WORD = re.compile(r"[^\W_]+(?:[.&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\b|(?<=s)['’]")
_ASKING = frozenset(
    significant_words(
        "anybody announce announced answer answered apart ask asked asks become became case cause clear come comes confirm "
        "confirmed correct decide decided differ different differently disclose disclosed does else enough explain explained "
        "far happen happened headline headlines instead it itself know known leave leaves left like long measure much name "
        "named note notes open prevent publish published question questions remain remains report reported reports reveal "
        "revealed right same seem separate show shown source sources specify stand still tell thing told true uncertain unclear "
        "undecided unknown unresolved whether yet "
        "january february march april june july august september october november december thousand million billion trillion"
    )
)
"""Words of asking, and of not knowing: no report that answers a question needs to have them."""


@dataclass(frozen=True, slots=True)
class QuestionQuery:
    """What to search for, for one open question."""

    story: str
    """The slug of the story that asks it."""
    words: str
    """The words to search for."""
    question: str
    """The question."""
    since: str
    """When it was first asked."""


def question_queries(stories: Iterable[Dossier], common: Container[str]) -> tuple[QuestionQuery, ...]:
    """Queries for what the newest versions leave open, the questions that have been open for longest first.

    Args:
        stories: the stories that are updated.
        common: words that are too common to find anything; they are used if there are no others.
    """
    asked = chain.from_iterable(islice(_of_story(story, common), MOST_A_STORY) for story in stories)
    return tuple(sorted(asked, key=lambda one: (one.since, one.story, one.words))[:MOST_A_RUN])


def _of_story(story: Dossier, common: Container[str]) -> Iterator[QuestionQuery]:
    """A query for each open question of a story, the question that has been open for longest first."""
    used = {frozenset(significant_words(query)) for query in story.story.queries}
    questions = story.latest.open_questions if story.latest else ()
    for since, question in sorted(((_since(story, one), one) for one in questions), key=lambda pair: pair[0]):
        text = plain(matter(question.text.split("\n")[0]))
        words = _words(story, text, common)
        if words and frozenset(significant_words(words)) not in used:
            used.add(frozenset(significant_words(words)))
            yield QuestionQuery(story.slug, words, text, since)


def _since(story: Dossier, question: Question) -> str:
    """When the first of the versions was filed that have had the question open ever since."""
    since = ""
    for version in reversed(story.versions):
        if all(one.id != question.id for one in version.open_questions):
            break
        since = version.published
    return since


def _words(story: Dossier, question: str, common: Container[str]) -> str:
    """The words to search for; empty if the question has none of its own."""
    title = story.latest.title if story.latest else story.story.title
    told = _meaningful(title)
    subject = [word for word in told if word in _telling(told, common)[:SUBJECT_WORDS]]
    asked = _without(_meaningful(question), " ".join(subject))
    chosen = _telling(asked, common)[:MOST_WORDS]
    return " ".join((*subject, *(word for word in asked if word in chosen))) if _without(asked, title) else ""


def _without(words: list[str], text: str) -> list[str]:
    """The words that a text does not have."""
    known = set(significant_words(text))
    return [word for word in words if known.isdisjoint(significant_words(word))]


def _telling(words: list[str], common: Container[str]) -> list[str]:
    """Words in the order of how much they tell: names and words that are not common first, then the longest."""

    def rank(word: str) -> tuple[bool, int]:
        is_common = word.islower() and all(one in common for one in significant_words(word))
        return is_common, -len(word) if is_common else 0

    return sorted(words, key=rank)


def _meaningful(text: str) -> list[str]:
    """The words of a text with a meaning of their own, each once, as they are written."""
    found: dict[tuple[str, ...], str] = {}
    for match in _WORD.finditer(_POSSESSIVE.sub(" ", text)):
        key = significant_words(match[0])
        if key and not _ASKING.issuperset(key):
            found.setdefault(key, match[0])
    return list(found.values())
