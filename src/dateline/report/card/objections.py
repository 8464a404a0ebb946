"""What the rules and the judge object to, by sentence: each objection stands beside one sentence."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dateline.checks.registry import worst_first
from dateline.core.citations import plain
from dateline.core.model import Finding
from dateline.flows.reviews import Backing, VersionReview
from dateline.report.card.objection_words import cited_at
from dateline.report.disagreement import Disagreement


class About(NamedTuple):
    """What the rules and the judge say about one sentence."""

    findings: tuple[Finding, ...] = ()
    """Errors and warnings."""
    disputed: tuple[Disagreement, ...] = ()
    """Where rule and judge disagree, and what only the judge doubts."""

    @property
    def blocks(self) -> bool:
        """Whether one of them is an error."""
        return any(one.level == "error" for one in self.findings)

    @property
    def is_disputed(self) -> bool:
        """Whether a rule objects, and the judge does not."""
        return any(one.words for one in self.disputed)


class Objections:
    """What the rules and the judge say about a version; each is shown once, beside the first sentence that it is about."""

    def __init__(self, review: VersionReview, disputed: Iterable[Disagreement]) -> None:
        self.left = [one for one in review.findings if one.level != "note"]
        """The findings that are not shown yet."""
        self.disputed = list(disputed)
        """The disagreements that are not shown yet."""
        self._taken: list[About] = []
        self._quoted = {one: cited_at(one, review) or ("", "") for one in self.left}

    def take(self, at: str, words: str, backings: Sequence[Backing] = ()) -> About:
        """Those about one sentence, and about its sources.

        Args:
            at: the path of its text in the file.
            words: its words, with citations.
            backings: what it rests on.
        """
        said, entry = plain(words), at.rpartition(".")[0] or at
        sources = [f"sources.{one.cited.source.key}" for one in backings]
        missing = {quote for one in backings for quote in one.missing}
        found = tuple(
            one
            for one in self.left
            if _is_about(one.at, one.text, entry, said)
            or (one.text in missing and _is_about(*self._quoted[one], entry, said))
            or any(_is_of(one, each) for each in sources)
        )
        disputed = tuple(one for one in self.disputed if _is_about(one.at, one.sentence, entry, said))
        self.left = [one for one in self.left if one not in found]
        self.disputed = [one for one in self.disputed if one not in disputed]
        about = About(found, disputed)
        self._taken += [about] if found or disputed else []
        return about

    def by_sentence(self) -> list[About]:
        """All of them: what blocks first, then what is disputed, the worst first."""
        left: dict[tuple[str, str], tuple[list[Finding], list[Disagreement]]] = {}
        for one in self.left:
            left.setdefault((one.at, plain(one.text)), ([], []))[0].append(one)
        for disagreement in self.disputed:
            left.setdefault((disagreement.at, disagreement.sentence), ([], []))[1].append(disagreement)
        found = [*self._taken, *(About(tuple(findings), tuple(disputed)) for findings, disputed in left.values())]
        order = {one: place for place, one in enumerate(worst_first(each for about in found for each in _findings(about)))}
        return sorted(found, key=lambda one: (not one.blocks, not one.disputed, min(order[each] for each in _findings(one))))


def _findings(about: About) -> Iterator[Finding]:
    yield from about.findings
    yield from (finding for one in about.disputed for finding in one.findings)


def _is_about(at: str, text: str, entry: str, said: str) -> bool:
    """Whether an objection at a place is about a sentence of an entry."""
    part = plain(text)
    is_there = at == entry or at.startswith((f"{entry}.", f"{entry}[")) or (not at and bool(part))
    return is_there and (part in said or said in part)


def _is_of(one: Finding, source: str) -> bool:
    """Whether a finding is about a source, and not about a quote, which stands with the sentence that is most like it."""
    return one.at == source or (one.at.startswith(f"{source}.") and not one.at.startswith(f"{source}.quotes"))
