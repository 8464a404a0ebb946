"""The writer that uses a model: prompt → edits → version → check; after findings it asks once for replacements."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dateline.core import layout
from dateline.core.analysis import AnalysedStory
from dateline.core.citations import without
from dateline.core.errors import Malformed, ModelError, OverBudget
from dateline.core.model import Finding, Version, WrittenBy
from dateline.core.text.lists import counted
from dateline.desk.assemble import assemble
from dateline.desk.budget import Budget, MeteredModel
from dateline.desk.draft import Assignment, Draft
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits
from dateline.desk.judge import Opinion, judge
from dateline.desk.model_call import Call, Prompt, Reply, Usage, parse_reply
from dateline.desk.model_client import Model
from dateline.desk.offered import new_clusters
from dateline.desk.prompt import again_prompt, prompt_hash, repair_prompt, writing_prompt
from dateline.desk.refusal import Refusal, gathered, located, patched
from dateline.desk.verify import objections, version_objections
from dateline.desk.verify_hedges import is_limited

MAX_TOKENS = 32_000
LEFT_OUT = "the model left out everything that was refused"
REFUSED = frozenset(
    """
    bundled-event hedge-missing ungrounded-quotation unit-mismatch weekday-date
    """.split()
)
"""The rules of `check` whose warnings about new words refuse an answer."""
Mend = Callable[[Edits], Edits]
"""Makes a whole answer of one with replacements."""

Check = Callable[[AnalysedStory, Version], tuple[Finding, ...]]
"""The findings of `check` about a draft as the next version of a story."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result of one answer."""

    edits: Edits | None = None
    """The answer; None if it could not be read."""
    version: Version | None = None
    """The version made from it; None if there is none."""
    refused: tuple[Finding, ...] = ()
    """Why it cannot be filed."""
    doubts: tuple[Finding, ...] = ()
    """Warnings about its new words; it can still be filed."""
    error: Malformed | None = None
    """Why it could not be read."""
    other_model: str = ""
    """The model that answered, if it is another one than was asked for."""


@dataclass(frozen=True, slots=True)
class ModelWriter:
    """Writes with a model; satisfies `Writer`."""

    provider: str
    """The provider, as in `written_by`."""
    name: str
    """The model's id."""
    model: Model
    """The model that answers."""
    check: Check
    """The checks for a draft that is not filed yet."""
    budget: Budget
    """The budget that pays for its calls."""
    judge: str | None = None
    """The id of the model that judges each new claim; None if no claim is judged."""

    def __call__(self, assignment: Assignment) -> Draft:
        """Drafts the next version. The model is not called if there is no new evidence, or if the budget is used up.

        Raises:
            ModelError: if the model fails, declines, or its answer is cut off; the story stays as it is.
        """
        if not new_clusters(assignment):
            return Draft(nothing_new=_nothing(assignment))
        metered = MeteredModel(self.model, self.budget, assignment.dossier.slug)
        try:
            return self._draft(assignment, metered)
        except OverBudget as error:
            return Draft(waiting=error.what, hint=error.hint)
        except ModelError as error:
            error.where = layout.folder_of(assignment.dossier.slug)
            error.what = f"{error.what} ({counted(len(assignment.items), 'new item')} waiting)"
            raise

    def first_call(self, assignment: Assignment) -> Call | None:
        """The first call for an assignment, for a batch; None if nothing is new."""
        return Call(writing_prompt(assignment), self.name, MAX_TOKENS, Edits) if new_clusters(assignment) else None

    def _draft(self, assignment: Assignment, metered: MeteredModel) -> Draft:
        prompt = writing_prompt(assignment)
        first = attempt = self._attempt(prompt, assignment, metered)
        found = gathered((*first.refused, *first.doubts), first.edits)
        if found:
            attempt = self._once_more(prompt, first, assignment, metered)
        if attempt.error:
            raise attempt.error
        notes = (*_returned(found), *self._unlike(attempt.other_model))
        if attempt.refused:
            rows = tuple(one.finding for one in gathered(attempt.refused, attempt.edits))
            return Draft(rejected=_reasons(attempt.refused), findings=rows, notes=notes)
        if attempt.version is None or attempt.edits is None:
            return Draft(nothing_new=LEFT_OUT if found else "the model found nothing of substance in the new items")
        opinion = self._judged(attempt.edits, attempt.version, assignment, metered)
        version = replace(attempt.version, written_by=self._by(self.budget.spent(assignment.dossier.slug)))
        return Draft(version, findings=opinion.findings, supported=opinion.supported, notes=notes)

    def _attempt(self, prompt: Prompt, assignment: Assignment, metered: MeteredModel, mend: Mend | None = None) -> Attempt:
        """The result of one call; `mend` makes the whole answer of one with replacements only."""
        reply = metered.reply(prompt, model=self.name, max_tokens=MAX_TOKENS, schema=Edits)
        return replace(self._read(reply, assignment, mend), other_model=reply.other_model)

    def _read(self, reply: Reply, assignment: Assignment, mend: Mend | None) -> Attempt:
        """The result of an answer."""
        try:
            edits = parse_reply(Edits, reply)
        except Malformed as error:
            slug, hint = assignment.dossier.slug, "Answer with the JSON that was asked for, and nothing else."
            return Attempt(
                refused=(Finding("bad-shape", "error", slug, assignment.number, "", "", error.what, hint),), error=error
            )
        edits = mend(edits) if mend else edits
        if found := objections(edits, assignment):
            return Attempt(edits, refused=found)
        if edits.is_idle and assignment.dossier.latest:
            return Attempt(edits)
        return self._checked(edits, assignment)

    def _checked(self, edits: Edits, assignment: Assignment) -> Attempt:
        """The version made from an answer without objections, with the findings of the file format and of `check`."""
        version, context = assemble(edits, assignment, self._by(Usage())), EditContext(assignment)
        if found := version_objections(version, edits, assignment):
            return Attempt(edits, version, refused=tuple(located(one, edits, context) for one in found))
        checked = [one for one in self.check(assignment.story, version) if _is_new(one, assignment.dossier.latest)]
        refused = [one for one in checked if one.level == "error" or (one.level == "warning" and _is_certain(one))]
        doubts = [one for one in checked if one.level == "warning" and one not in refused]
        there, unsure = (tuple(located(one, edits, context) for one in some) for some in (refused, doubts))
        return Attempt(edits, version, there, unsure)

    def _once_more(self, prompt: Prompt, first: Attempt, assignment: Assignment, metered: MeteredModel) -> Attempt:
        """The first answer with what replaces its refused entries; as it was if only that can be filed, despite its warnings."""
        found, mend = gathered((*first.refused, *first.doubts), first.edits), None
        if first.edits is None:
            prompt = again_prompt(prompt, found[0].wrong)
        else:
            prompt, context = repair_prompt(prompt, found, first.edits.changes), EditContext(assignment)
            mend = partial(_mended, first.edits, found, context)
        try:
            second = self._attempt(prompt, assignment, metered, mend)
        except ModelError:
            if first.refused:
                raise
            return first
        return second if first.refused or (second.version and not second.refused) else first

    def _judged(self, edits: Edits, version: Version, assignment: Assignment, metered: MeteredModel) -> Opinion:
        if not self.judge:
            return Opinion()
        try:
            return judge(edits, version, assignment, metered, self.judge)
        except ModelError as error:
            # The draft is kept without a second opinion, and the report says so.
            what = f"no verdict: {error.what}"
            slug, number = assignment.dossier.slug, version.version
            return Opinion((Finding("judge-silent", "warning", slug, number, "", "", what, error.hint),))

    def _unlike(self, other: str) -> tuple[str, ...]:
        """A note for the report if another model answered than the version will name."""
        return (f"The server says that {other} answered; the settings and the page name {self.name}.",) if other else ()

    def _by(self, usage: Usage) -> WrittenBy:
        return WrittenBy(self.provider, self.name, prompt_hash(), usage.input_tokens, usage.output_tokens, usage.usd)


def _nothing(assignment: Assignment) -> str:
    items = counted(len(assignment.items), "new item")
    return f"{items}, all copies of known items" if assignment.items else "no new item"


def _is_new(finding: Finding, last: Version | None) -> bool:
    """Whether a finding is about new words of the answer. Older words, and details of sources, are for the editors."""
    if finding.level == "error":
        return True
    if finding.at.startswith("sources"):
        return False
    if last is None or not finding.text:
        return True
    known = (*(field.text for field in last.text_fields()), *(figure.value for figure in last.figures))
    return not any(finding.text in text for text in known)


def _mended(first: Edits, refusals: Sequence[Refusal], context: EditContext, patch: Edits) -> Edits:
    return patched(first, refusals, patch, context)


def _is_certain(finding: Finding) -> bool:
    """Whether a warning of `check` refuses an answer. A claim that is limited in other words than its source may be right."""
    return finding.rule in REFUSED and not (finding.rule == "hedge-missing" and is_limited(without(finding.text)))


def _reasons(findings: Sequence[Finding]) -> str:
    rules = dict.fromkeys(finding.rule for finding in findings)
    return f"both answers were rejected: {', '.join(rules)}"


def _returned(refusals: Sequence[Refusal]) -> tuple[str, ...]:
    """A note for the report if entries of the first answer were sent back."""
    rules = ", ".join(dict.fromkeys(finding.rule for one in refusals for finding in one.findings))
    return (f"The first answer was sent back: {rules}.",) if refusals else ()
