"""Who speaks in a sentence: the subject of a verb of saying, in a clause that makes a statement. If unclear, nobody."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.core.text.clauses import QUOTED, Clause, clauses, masked
from dateline.core.text.named import Named, ends_with_office, parse, parse_all
from dateline.core.text.saying import ACCORDING, INVERTED, SUBJECT_FIRST, VERB_FIRST, WHO_SAYS, Verb, any_of, without_lead
from dateline.core.text.tables import ADVERBS, DAYS, PARTICLES

MOST_ASIDES = 3
"""The most clauses between a name and its verb."""

_PRONOUNS = ("he", "she")
_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their)\s", re.IGNORECASE)
_SPEAKS_FOR = re.compile(r"(?:an?|the|one)\s(?:\w+\s)?spokes(?:man|woman|person)\s(?:for|of)\s(?:the\s)?", re.IGNORECASE)
_NAME_ENDS = re.compile(
    rf"\s(?:in|on|at|after|before|during|to|with|by|from|over|about|as|through|via|outside|inside|near|last|this|{any_of(ADVERBS)}|"
    rf"the|a|an|it|its|there|they|he|she|(?i:{any_of(DAYS)}))(?!\w).*"
)
_NAMING = rf"(?:[^\W\d_a-z][\w.'’-]*|{any_of(PARTICLES)})"
_TRAILING_NAME = re.compile(rf"{_NAMING}(?:\s{_NAMING})*$")
_BEFORE_NO_ANTECEDENT = re.compile(r"(?:^|\s)(?:of|in|at|near|on|from|for|outside)\s(?:the\s)?$|['’]s?\s$", re.IGNORECASE)
_ASIDE = re.compile(r"(?:the|a|an|its|his|her|head|chief)\s[^;:“”\"]{2,50}$")
_SETS_OFF = (",", "–", "—", "-")
_OPENS_AN_ASIDE = ("", "who", "which", "whose", "whom", "where")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks."""

    name: str
    """The name as written, without office or title; "he" or "she" if the sentence has no name."""
    role: str | None = None
    """The office or the aside in the sentence."""

    @property
    def is_pronoun(self) -> bool:
        """Whether it is "he" or "she", and the name is in another sentence."""
        return self.name in _PRONOUNS


class _Clauses:
    """A sentence divided into clauses, and the names that are known."""

    def __init__(self, sentence: str, known: frozenset[str]) -> None:
        self.clauses = clauses(sentence)
        self.known = known

    def speakers(self) -> Iterator[Speaker]:
        for at, clause in enumerate(self.clauses):
            if not clause.opener:
                yield from self._outright(at, clause)
            elif clause.opener in ("who", "which"):
                yield from self._antecedent(at, clause)
            yield from self._according(at, clause)

    def _after(self, at: int) -> Clause | None:
        return self.clauses[at + 1] if at + 1 < len(self.clauses) else None

    def _verb(self, match: re.Match[str] | None, at: int) -> Verb | None:
        verb = Verb(match["verb"], match["rest"], self.clauses[at], self._after(at)) if match else None
        return verb if verb and verb.says else None

    def _parsed(self, phrase: str, at: int) -> list[Named]:
        """The names in the words before a verb; none if there are other words too."""
        bare = without_lead(phrase)
        is_first = self.clauses[at].start == 0 and bare == phrase
        return parse_all(bare, self.known if is_first else None)

    def _outright(self, at: int, clause: Clause) -> Iterator[Speaker]:
        following = self._after(at)
        subject_first = SUBJECT_FIRST.match(clause.words)
        if inverted := self._inverted(at, clause):
            yield inverted
        elif subject_first and (verb := self._verb(subject_first, at)):
            yield from self._subjects(subject_first["who"], verb, at)
        elif verb := self._verb(VERB_FIRST.match(clause.words), at):
            yield from self._before_asides(at) if verb.has_its_subject_before else ()
        elif clause.stop == ":" and following and following.words.startswith(QUOTED):
            yield from (Speaker(one.name, one.role) for one in self._parsed(clause.words, at) if one.role)

    def _subjects(self, who: str, verb: Verb, at: int) -> Iterator[Speaker]:
        if (pronoun := without_lead(who).casefold()) in _PRONOUNS:
            yield Speaker(pronoun)
            return
        found = self._parsed(who, at)
        # "Hear Porter say" is not a statement, but "say" is right after several names or a body.
        if verb.verb != "say" or len(found) > 1 or any(one.is_body for one in found):
            yield from (Speaker(one.name, one.role) for one in found)

    def _inverted(self, at: int, clause: Clause) -> Speaker | None:
        """The speaker named after the verb, as in "…, said Porter, the mayor"."""
        match = INVERTED.match(clause.words.rstrip(".!"))
        if not match or not (at or clause.stop == ":"):
            return None
        who = _up_to_its_end(match["who"])
        follows_quotation = at > 0 and QUOTED in (self.clauses[at - 1].stop, self.clauses[at - 1].words[-1])
        is_plain = match["verb"].casefold() in ("said", "says") or who == match["who"] or follows_quotation
        if not is_plain:
            return None
        found = parse(who)
        return Speaker(found.name, found.role or _aside(self._after(at))) if found else self._in_apposition(who, at)

    def _in_apposition(self, office: str, at: int) -> Speaker | None:
        """The speaker named after an office, as in "said the mayor, Ada Porter"."""
        following = self._after(at)
        if following is None or following.opener or not ends_with_office(office):
            return None
        found = parse(following.words.rstrip(".!"))
        return Speaker(found.name, _without_article(office)) if found else None

    def _before_asides(self, at: int) -> Iterator[Speaker]:
        """The speaker named before the asides that precede a verb, or by an aside that follows an office."""
        for back in range(at - 1, max(-1, at - 2 - MOST_ASIDES), -1):
            clause = self.clauses[back]
            if clause.stop not in _SETS_OFF or clause.opener not in _OPENS_AN_ASIDE:
                return
            found = [] if clause.opener else self._parsed(clause.words, back)
            if found and back < at - 1:
                yield from (Speaker(one.name, one.role or _aside(self.clauses[back + 1])) for one in found)
                return
            if found and (office := self._office_before(back)):
                yield Speaker(found[0].name, found[0].role or office)
                return

    def _office_before(self, at: int) -> str:
        """The office right before a name, as in "its chair, Ada Porter"; empty if the office already has a name."""
        office = self.clauses[at - 1] if at else None
        if office is None or office.opener or not ends_with_office(office.words):
            return ""
        is_an_aside = at > 1 and not self.clauses[at - 2].opener and bool(self._parsed(self.clauses[at - 2].words, at - 2))
        return "" if is_an_aside else _without_article(without_lead(office.words))

    def _antecedent(self, at: int, clause: Clause) -> Iterator[Speaker]:
        """The speaker whose name ends the clause before "who said"."""
        before = self.clauses[at - 1] if at else None
        if before is None or before.opener or before.stop != "," or not self._verb(WHO_SAYS.match(clause.words), at):
            return
        name = _TRAILING_NAME.search(before.words)
        if name and not _BEFORE_NO_ANTECEDENT.search(before.words[: name.start()]):
            yield from (Speaker(one.name, one.role) for one in self._parsed(name[0], at if name.start() else at - 1))

    def _according(self, at: int, clause: Clause) -> Iterator[Speaker]:
        match = ACCORDING.search(clause.words.rstrip(".!"))
        if match is None or clause.opener in ("if", "unless", "whether"):
            return
        who = _up_to_its_end(match["who"])
        if found := parse(who):
            following = self._after(at)
            is_office = following is not None and ends_with_office(following.words.rstrip("."))
            yield Speaker(found.name, found.role or (_aside(following) if is_office else None))
        elif at and (speaker := self._in_apposition(who, at)):
            yield speaker


def _aside(clause: Clause | None) -> str | None:
    match = _ASIDE.match(clause.words.rstrip(".!")) if clause and not clause.opener else None
    return _without_article(match[0]) if match else None


def _without_article(phrase: str) -> str:
    article = _ARTICLE.match(phrase)
    return phrase[article.end() :] if article else phrase


def _up_to_its_end(phrase: str) -> str:
    """A phrase up to the words that end a name; an article at its start does not end it."""
    lead = _SPEAKS_FOR.match(phrase) or _ARTICLE.match(phrase)
    end = lead.end() if lead else 0
    return phrase[:end] + _NAME_ENDS.sub("", phrase[end:])


def speakers(sentence: str, known: Iterable[str] = ()) -> tuple[Speaker, ...]:
    """Who speaks in a sentence, each once, in order.

    Args:
        sentence: the words.
        known: the names in the text around it; a single word at the start of the sentence is a name only if it is one of them.
    """
    if masked(sentence).rstrip().endswith(("?", "？", "؟")):
        return ()
    return tuple(dict.fromkeys(_Clauses(sentence, frozenset(known)).speakers()))
