"""Tensions: claims that are denied, and different figures for one thing by different origins, as long as both sides hold."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from dateline.core import ids
from dateline.core.citations import cited
from dateline.core.cues import CueGroup, Cues
from dateline.core.model import Tension, TensionSide
from dateline.core.outlets import outlet
from dateline.core.text import quotations, significant_words
from dateline.desk.extractive.claims import ClaimedFigure, claims, differ
from dateline.desk.extractive.denials import Denial, denials
from dateline.desk.extractive.facts import Fact
from dateline.desk.extractive.lines import cited_part
from dateline.desk.extractive.speech import Speaking
from dateline.desk.extractive.state import StoryState
from dateline.desk.extractive.superseding import Superseded
from dateline.desk.extractive.weights import MOST_COMPARED, Weights

MOST_NEW = 4

_SHORTEST_NOUN = 5
_HOW: tuple[CueGroup, ...] = ("says", "according")
_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|l['’]|el|los|las)\s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SettledTension:
    """A tension of the last version that is none any more."""

    tension: Tension
    """The tension."""
    by: Superseded
    """How one of its sides was replaced."""


@dataclass(frozen=True, slots=True)
class Tensions:
    """The tensions of a version."""

    tensions: tuple[Tension, ...]
    """Those of the last version that last, in its order and its words, then the new ones."""
    settled: tuple[SettledTension, ...]
    """Those that do not last, and why."""
    used: frozenset[Fact]
    """The facts that the tensions quote a part of."""


@dataclass(frozen=True, slots=True)
class _DisputeSide:
    """One side of a tension."""

    fact: Fact
    who: str
    """A voice's id, or a name."""
    words: str
    """The part of the fact that is quoted."""


@dataclass(frozen=True)
class _Dispute:
    """Sides that do not agree, and what about."""

    sides: tuple[_DisputeSide, ...]
    title: str
    about: str
    """The sentence that says what the dispute is about, without its citation."""
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", frozenset(side.fact.item.key for side in self.sides))


def tensions(state: StoryState, said: Speaking, voice_ids: Mapping[str, str]) -> Tensions:
    """The tensions of a version.

    Args:
        state: what the story's items say.
        said: who says what in them.
        voice_ids: name → id of the voices in the version.
    """
    holding = sorted((one for one in state.holding if one.is_report), key=lambda one: one.time)
    naming = _Naming(said, voice_ids, state.phrases)
    found = [*naming.denied(denials(holding, state.weights)), *naming.counted(_differing(holding, state.weights))]
    held = state.last.version.tensions if state.last else ()
    settled = tuple(_settled(held, found, state))
    lasting = [one for one in held if one not in [each.tension for each in settled]]
    new = [dispute for dispute in found if not any(_is_of(one, dispute) for one in held)][:MOST_NEW]
    written = _written(new, {one.id for one in held}, {one.title or "" for one in lasting})
    used = {side.fact for dispute in found for side in dispute.sides}
    return Tensions((*lasting, *written), settled, frozenset(used))


def _differing(facts: Sequence[Fact], weights: Weights) -> Iterator[tuple[ClaimedFigure, ClaimedFigure]]:
    """The pairs of claims that differ, each fact in one pair; of very many claims of a day, the newest are compared."""
    by_day: dict[tuple[str, str], list[ClaimedFigure]] = {}
    for claim in (claim for fact in facts for claim in claims(fact)):
        by_day.setdefault((claim.fact.day, claim.figure.unit), []).append(claim)
    told: set[Fact] = set()
    for a, b in (pair for group in by_day.values() for pair in combinations(group[-MOST_COMPARED:], 2)):
        if not {a.fact, b.fact} & told and differ(a, b, weights):
            told |= {a.fact, b.fact}
            yield a, b


# --- naming ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Naming:
    """Says who stands on a side, and what a dispute is about."""

    said: Speaking
    voice_ids: Mapping[str, str]
    say: Cues

    def counted(self, pairs: Iterable[tuple[ClaimedFigure, ClaimedFigure]]) -> Iterator[_Dispute]:
        for pair in pairs:
            names = [self._claimant(claim) for claim in pair]
            sides = tuple(_DisputeSide(claim.fact, self._id(name), claim.words) for claim, name in zip(pair, names, strict=True))
            counted, noun = _counted_words(*pair), _measure(*pair)
            who = _capital(self.say.listed([names[0], *map(_within, names[1:])]))
            what = counted or noun
            phrase = "figures_of" if what else "figures_differ"
            about = self.say.say(phrase, 1, who=who, **({"what": what} if what else {}))
            title = self.say.say("how_many", what=counted) if counted else _capital(noun)
            yield _Dispute(sides, title, about)

    def denied(self, found: Iterable[Denial]) -> Iterator[_Dispute]:
        for one in found:
            who = self._name(one.quoted, one.subject)
            other = self._name(one.claim, "")
            sides = (_DisputeSide(one.claim, self._id(other), one.claimed), _DisputeSide(one.quoted, self._id(who), one.denying))
            title = self.say.say("is_it_so", what=_capital(one.matter)) if one.matter else ""
            yield _Dispute(sides, title, self.say.say("denies", who=_capital(one.subject or who), other=other))

    def _claimant(self, claim: ClaimedFigure) -> str:
        """Whose a figure is: the person in the words that name it, else these words, else its outlet."""
        speaker = self.said.by_fact.get(claim.fact, "")
        return speaker if speaker and speaker in claim.who else claim.who or speaker or outlet(claim.fact.item)

    def _name(self, fact: Fact, who: str) -> str:
        """Who stands behind a fact: who speaks in it, whom its words name, or its outlet."""
        return self.said.by_fact.get(fact) or who or outlet(fact.item)

    def _id(self, name: str) -> str:
        bare = _ARTICLE.sub("", name)
        return self.voice_ids.get(name) or self.voice_ids.get(bare) or _capital(bare)


def _within(name: str) -> str:
    """A name within a sentence, with a small letter in its article."""
    article = _ARTICLE.match(name)
    return name[:1].lower() + name[1:] if article else name


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _counted_words(a: ClaimedFigure, b: ClaimedFigure) -> str:
    """What both count, as the first one writes it: "people", or "people marched" if the other one says so too."""
    if not (a.counts and a.counts == b.counts and a.figure.unit == "plain"):
        return ""
    words = a.fact.words[a.figure.end :].split()
    shared = [word for word in words[:2] if set(significant_words(word)) & set(significant_words(b.words))]
    return " ".join(shared) if shared and words[0] == shared[0] else ""


def _measure(a: ClaimedFigure, b: ClaimedFigure) -> str:
    """The one word beside the figure, its unit and its speaker that says what is measured; empty if there are more or none."""
    for claim in (a, b):
        words = [] if claim.counts else significant_words(_beside(claim))
        if len(words) == 1 and _is_noun(words[0], claim):
            return words[0]
    return ""


def _is_noun(word: str, claim: ClaimedFigure) -> bool:
    """Whether a word may be a noun: it is long enough, and in German it has a capital letter."""
    is_capital = re.search(rf"\b{re.escape(word)}", claim.fact.words) is None
    return len(word) >= _SHORTEST_NOUN and (claim.fact.cues.language != "de" or is_capital)


def _beside(claim: ClaimedFigure) -> str:
    """The words of a claim without its figure and the word before that, without who says it and how."""
    before, _, after = claim.words.partition(claim.figure.text)
    beside = f"{before.rstrip().rpartition(' ')[0]} {after}".replace(claim.who, " ")
    for group in _HOW:
        for start, end in reversed(list(claim.fact.cues.places(group, beside))):
            beside = f"{beside[:start]} {beside[end:]}"
    return beside


# --- what lasts ------------------------------------------------------------------------------------------------------------


def _keys(tension: Tension) -> frozenset[str]:
    return frozenset(cited("\n".join((tension.text, *(side.text for side in tension.sides)))))


def _is_of(tension: Tension, dispute: _Dispute) -> bool:
    """Whether a tension of the last version is about a dispute: it cites its items; if that is one, its sides quote it too."""
    quoted = {words for side in tension.sides for words in quotations(side.text)}
    is_told = len(dispute.keys) > 1 or not tension.sides or bool(quoted & {side.words for side in dispute.sides})
    return dispute.keys <= _keys(tension) and is_told


def _settled(held: Iterable[Tension], found: Sequence[_Dispute], state: StoryState) -> Iterator[SettledTension]:
    for tension in held:
        if any(_is_of(tension, dispute) for dispute in found):
            continue
        quoted = [words for side in tension.sides for words in quotations(side.text)]
        sides = [fact for fact in state.facts if fact.item.key in _keys(tension) and any(words in fact.words for words in quoted)]
        replaced = sorted((state.gone[one] for one in sides if one in state.gone), key=lambda one: one.by.time)
        if replaced:
            yield SettledTension(tension, replaced[0])


def _written(disputes: Iterable[_Dispute], taken: Collection[str], titles: Collection[str]) -> Iterator[Tension]:
    names, named = set(taken), set(titles)
    for dispute in disputes:
        title = "" if dispute.title in named else dispute.title
        keys = "; ".join(f"@{key}" for key in dict.fromkeys(side.fact.item.key for side in dispute.sides))
        sides = tuple(TensionSide(side.who, cited_part(lambda what: what, side.words, side.fact)) for side in dispute.sides)
        base = ids.slug(title or dispute.about, 40)
        name = next(one for one in (base, *(f"{base}-{number}" for number in range(2, len(names) + 3))) if one not in names)
        if all(side.text for side in sides):
            names.add(name)
            named.add(title)
            yield Tension(name, f"{dispute.about} [{keys}].", title=title or None, sides=sides)
