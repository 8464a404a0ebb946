"""Refused entries of an answer: all that is wrong with each in one row, and the answer with replacements for them."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from dateline.core.citations import without
from dateline.core.model import Finding, Version
from dateline.core.text import fold
from dateline.desk.edit_context import AddedText, EditContext, added_texts
from dateline.desk.edits import Edits, FigureFate, QuestionFate, VoiceFate

TEXTS = ("title", "changes")
LISTS = tuple(field.name for field in fields(Edits) if field.name not in ("kept", *TEXTS))
CLAIMS = ("changed", "dropped", "settled")
"""The lists with numbers of claims, besides `kept`."""
_ENTRY = re.compile(rf"({'|'.join(LISTS)})\[(\d+)\]")
_NAMES = ("number", "id", "text", "label", "name", "was")
"""What tells the entries of a list apart, the first that they have."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry of an answer, or a place in the version made from it, with everything that is wrong there."""

    at: str
    """Its path in the answer, such as `added[2]`, or in the version."""
    text: str
    """The sentence."""
    entry: Any
    """The entry as JSON; None if the finding is about no entry."""
    findings: tuple[Finding, ...]
    """What is wrong, at least one."""

    @property
    def wrong(self) -> str:
        """What is wrong, in one line."""
        return "; ".join(dict.fromkeys(one.message for one in self.findings))

    @property
    def hint(self) -> str:
        """What to do."""
        return " ".join(dict.fromkeys(one.hint for one in self.findings))

    @property
    def only_warns(self) -> bool:
        """Whether the entry could be filed as it is."""
        return all(one.level == "warning" for one in self.findings)

    @property
    def finding(self) -> Finding:
        """One finding with everything that is wrong, for the report."""
        return replace(self.findings[0], at=self.at, text=self.text, message=self.wrong, hint=self.hint)


def gathered(findings: Iterable[Finding], edits: Edits | None) -> tuple[Refusal, ...]:
    """The findings of an answer by entry, in their order."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        entry = _ENTRY.match(one.at)
        place = (entry[0], "") if entry else (one.at, "" if one.at in TEXTS else one.text)
        found.setdefault(place, []).append(one)
    return tuple(
        Refusal(at, max((one.text for one in held), key=len), _entry(at, edits), tuple(held)) for (at, _), held in found.items()
    )


def _entry(at: str, edits: Edits | None) -> Any:
    if edits is None:
        return None
    if at in TEXTS:
        return getattr(edits, at)
    entry = _ENTRY.fullmatch(at)
    held: Sequence[Any] = getattr(edits, entry[1]) if entry else ()
    return asdict(held[int(entry[2])]) if entry and int(entry[2]) < len(held) else None


def located(finding: Finding, edits: Edits, context: EditContext) -> Finding:
    """A finding about a version, with the path of the entry that its words come from, if they come from one."""
    if finding.at in TEXTS:
        return finding
    said = fold(without(finding.text))
    texts = sorted(added_texts(edits, context), key=lambda one: len(one.text)) if said else ()
    entry = next((one for one in texts if _has(said, one)), None)
    # `figures[0]` and `tensions[0]` are paths of the version too, and must not be read as entries.
    return replace(finding, at=entry.at if entry else _ENTRY.sub("the version’s \\g<0>", finding.at))


def _has(said: str, one: AddedText) -> bool:
    text = fold(without(one.text))
    return one.at not in TEXTS and (said in text or (len(text) > len(said) / 2 and text in said))


# --- replacements ----------------------------------------------------------------------------------------------------------


def patched(first: Edits, refusals: Iterable[Refusal], patch: Edits, context: EditContext) -> Edits:
    """The first answer with the entries of a second one in place of those that were refused.

    Refused entries without a replacement are left out: their claims, questions, figures and voices stay as they are in the last
    version. So does what is named and was never there.

    Args:
        first: the first answer.
        refusals: what was wrong with it.
        patch: only replacements; a whole answer replaces the first one.
        context: what answers are checked against.
    """
    taken_out = _taken_out(refusals)
    back = {getattr(first, name)[i].number for name in CLAIMS for i in taken_out.get(name, ())}
    if context.claims.keys() <= _numbers(patch) and not context.claims.keys() <= back:
        return patch
    parts: dict[str, tuple[Any, ...]] = {}
    for name in LISTS:
        new, held = getattr(patch, name), getattr(first, name)
        replaced = _numbers(patch) if name in CLAIMS else {_name(one) for one in new}
        parts[name] = _merged(held, taken_out.get(name, ()), new, replaced)
    named = {one.number for name in CLAIMS for one in parts[name]}
    stay = dict.fromkeys((*first.kept, *patch.kept, *sorted(back)))
    parts["kept"] = tuple(number for number in stay if number in context.claims and number not in named)
    return replace(
        first,
        **parts | _carried_on(first, parts, taken_out, context.last),
        title=patch.title.strip() or ("" if "title" in taken_out else first.title),
        changes=patch.changes.strip() or first.changes,
    )


def _taken_out(refusals: Iterable[Refusal]) -> Mapping[str, set[int]]:
    """The places of refused entries in each list; a refused title has none."""
    found: dict[str, set[int]] = {}
    for one in refusals:
        entry = _ENTRY.match(one.at) if one.entry is not None else None
        if entry:
            found.setdefault(entry[1], set()).add(int(entry[2]))
        elif one.at in TEXTS:
            found.setdefault(one.at, set())
    return found


def _numbers(edits: Edits) -> set[int]:
    return {*edits.kept, *(one.number for name in CLAIMS for one in getattr(edits, name))}


def _name(one: Any) -> Any:
    return next(getattr(one, name) for name in _NAMES if hasattr(one, name))


def _merged(held: Sequence[Any], taken_out: Collection[int], new: Sequence[Any], replaced: Collection[Any]) -> tuple[Any, ...]:
    """The entries of a list, with new ones where others were taken out, and the rest of the new ones at the end."""
    waiting, found = deque(new), []
    for place, one in enumerate(held):
        if place in taken_out:
            found += [waiting.popleft()] if waiting else []
        elif _name(one) not in replaced:
            found.append(one)
    return (*found, *waiting)


def _carried_on(
    first: Edits, parts: Mapping[str, tuple[Any, ...]], taken_out: Mapping[str, set[int]], last: Version | None
) -> dict[str, tuple[Any, ...]]:
    """The questions, figures and voices, with those whose fate was taken out as they are in the last version."""

    def missing(name: str, carried: str) -> list[str]:
        gone = {getattr(first, name)[place].id for place in taken_out.get(name, ())} - {one.id for one in parts[name]}
        return [one.id for one in getattr(last, carried, ()) if one.id in gone]

    questions = (QuestionFate(one, "open", "", (), "", "") for one in missing("questions", "open_questions"))
    figures = (FigureFate(one, "kept", "", (), "") for one in missing("figures", "figures"))
    voices = (VoiceFate(one, "kept", "", ()) for one in missing("voices", "perspectives"))
    return {
        "questions": (*parts["questions"], *questions),
        "figures": (*parts["figures"], *figures),
        "voices": (*parts["voices"], *voices),
    }
