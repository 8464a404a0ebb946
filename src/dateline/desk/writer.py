"""The writer that uses a model: prompt → edits → version → check; after findings a second time, but never a third time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.core import layout
from dateline.core.analysis import AnalysedStory
from dateline.core.errors import Malformed, ModelError, OverBudget
from dateline.core.model import Finding, Version, WrittenBy
from dateline.core.text.lists import counted
from dateline.desk.assemble import assemble
from dateline.desk.budget import Budget, MeteredModel
from dateline.desk.draft import Assignment, Draft
from dateline.desk.edits import Edits
from dateline.desk.judge import Opinion, judge
from dateline.desk.model_call import Call, Prompt, Usage, parse_reply
from dateline.desk.model_client import Model
from dateline.desk.prompt import new_clusters, prompt_hash, repair_prompt, writing_prompt
from dateline.desk.verify import objections, version_objections

MAX_TOKENS = 32_000

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
        attempt = self._attempt(prompt, assignment, metered)
        first = (*attempt.refused, *attempt.doubts)
        if first:
            attempt = self._once_more(repair_prompt(prompt, first), attempt, assignment, metered)
        if attempt.error:
            raise attempt.error
        if attempt.refused:
            return Draft(rejected=_reasons(attempt.refused), findings=attempt.refused, notes=_returned(first))
        if attempt.version is None or attempt.edits is None:
            return Draft(nothing_new="the model found nothing of substance in the new items")
        opinion = self._judged(attempt.edits, attempt.version, assignment, metered)
        version = replace(attempt.version, written_by=self._by(self.budget.spent(assignment.dossier.slug)))
        return Draft(version, findings=opinion.findings, supported=opinion.supported, notes=_returned(first))

    def _attempt(self, prompt: Prompt, assignment: Assignment, metered: MeteredModel) -> Attempt:
        reply = metered.reply(prompt, model=self.name, max_tokens=MAX_TOKENS, schema=Edits)
        try:
            edits = parse_reply(Edits, reply)
        except Malformed as error:
            slug, hint = assignment.dossier.slug, "Answer with the JSON that was asked for, and nothing else."
            return Attempt(
                refused=(Finding("bad-shape", "error", slug, assignment.number, "", "", error.what, hint),), error=error
            )
        if found := objections(edits, assignment):
            return Attempt(edits, refused=found)
        if edits.is_idle and assignment.dossier.latest:
            return Attempt(edits)
        return self._checked(edits, assignment)

    def _checked(self, edits: Edits, assignment: Assignment) -> Attempt:
        """The version made from an answer without objections, with the findings of the file format and of `check`."""
        version = assemble(edits, assignment, self._by(Usage()))
        if found := version_objections(version, assignment):
            return Attempt(edits, version, refused=found)
        checked = [one for one in self.check(assignment.story, version) if _is_new(one, assignment.dossier.latest)]
        errors = tuple(one for one in checked if one.level == "error")
        return Attempt(edits, version, errors, tuple(one for one in checked if one.level == "warning"))

    def _once_more(self, prompt: Prompt, first: Attempt, assignment: Assignment, metered: MeteredModel) -> Attempt:
        """The second answer, or the first one if only that can be filed, despite its warnings."""
        try:
            second = self._attempt(prompt, assignment, metered)
        except ModelError:
            if first.refused:
                raise
            return first
        return first if second.refused and not first.refused else second

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


def _reasons(findings: Sequence[Finding]) -> str:
    rules = dict.fromkeys(finding.rule for finding in findings)
    return f"both answers were rejected: {', '.join(rules)}"


def _returned(findings: Sequence[Finding]) -> tuple[str, ...]:
    """A note for the report if the first answer was sent back."""
    rules = ", ".join(dict.fromkeys(finding.rule for finding in findings))
    return (f"The first answer was sent back: {rules}.",) if findings else ()
