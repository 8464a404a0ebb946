"""Claims from the end of a title that was cut off, where the missing words may reverse the meaning."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from dateline.checks.context import VersionContext
from dateline.checks.rule import Objection, Rule
from dateline.checks.source_text import SourceText
from dateline.core.model import Level
from dateline.core.sentences import Claim
from dateline.core.text import Figure, figures, is_cut

_CUT = re.compile(r"…|\.{3,}")
_BOUNDARY = re.compile(r"[.!?;:,](?=\s)|…|\.{3,}|\s[-–—|·]\s")
_TURN = re.compile(r"\b(?:but|however|though|although|yet|while|whereas|despite|unless|except|until|without)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_HALF = 0.5


class CutClause(NamedTuple):
    """The clause in which a title was cut off."""

    turn: str
    """The word in it that reverses the meaning; empty if no word does."""
    values: frozenset[Decimal]
    """The values of its figures."""
    numbers: frozenset[str]
    """Its numbers as they are written, since the last one may have been cut off too."""

    def has(self, figure: Figure) -> bool:
        """Whether it may have a figure, judged by the words before the cut."""
        return figure.value in self.values or not self.numbers.isdisjoint(_NUMBER.findall(figure.text))


def check_cut_title(context: VersionContext) -> Iterator[Objection]:
    """A claim that is based on the clause in which a title was cut off: it has a figure, or a word that reverses the meaning.

    The missing words may reverse the meaning ("confirmed a lead of 2.7% but …") or be the rest of the number ("$1…"). It is a
    finding if the item's text is not available and no other source cited for the claim supports it. If another source of the
    version has the figure, it is only a note.

    Open the source and cite the full statement, or leave the claim out.
    """
    clauses = {key: _clause(source.listed.title) for key, source in context.source_texts.items() if _is_blind(source)}
    found: dict[str, Objection] = {}
    for claim in context.claims:
        for key in claim.keys:
            if key in clauses and key not in found and (one := _objection(claim, key, clauses, context)):
                found[key] = one
    yield from (found[key] for key in context.source_texts if key in found)


def _is_blind(source: SourceText) -> bool:
    """Whether only a title that was cut off is available."""
    return is_cut(source.listed.title) and not source.has_text


def _clause(title: str) -> CutClause:
    before = title[: [match.start() for match in _CUT.finditer(title)][-1]].rstrip(" ,;:")
    words = _BOUNDARY.split(before)[-1]
    turn = _TURN.search(words)
    values = frozenset(figure.value for figure in figures(words))
    return CutClause(turn[0] if turn else "", values, frozenset(_NUMBER.findall(words)))


def _objection(claim: Claim, key: str, clauses: dict[str, CutClause], context: VersionContext) -> Objection | None:
    """The objection to a claim that is based on a cut clause, if none of its other sources supports it."""
    others = [context.source_texts[other] for other in claim.sources if other != key and other in context.source_texts]
    read_on = f"Open the source and read on; cited in {claim.at}."

    def said(words: str, hint: str = read_on, level: Level = "warning") -> Objection:
        message = f'"{words}" is right before the place where the title was cut off'
        return Objection(f"sources.{key}.title", context.source_texts[key].listed.title, message, hint, level)

    if clauses[key].turn and not _tells_it(claim, others, clauses):
        return said(clauses[key].turn)
    for figure in claim.said.figures:
        if clauses[key].has(figure) and not _has_it(figure, others, clauses):
            elsewhere = _has_it(figure, context.source_texts.values(), clauses)
            hint = f"Cite [@{elsewhere}], which has the figure; cited in {claim.at}." if elsewhere else read_on
            return said(figure.text, hint, "note" if elsewhere else "warning")
    return None


def _has_it(figure: Figure, sources: Iterable[SourceText], clauses: dict[str, CutClause]) -> str:
    """The key of the first source that has a figure outside a clause that was cut off; empty if no source has."""
    sound = (one for one in sources if one.key not in clauses or not clauses[one.key].has(figure))
    return next((one.key for one in sound if one.body.has_figure(figure)), "")


def _tells_it(claim: Claim, sources: Iterable[SourceText], clauses: dict[str, CutClause]) -> bool:
    """Whether a source whose title was not cut off has most of the words of a claim."""
    words = claim.said.roots
    return any(len(words & one.body.words) >= _HALF * len(words) for one in sources if one.key not in clauses)


RULES: tuple[Rule[VersionContext], ...] = (Rule("cut-title", "warning", "sources", check_cut_title, harm="figure"),)
