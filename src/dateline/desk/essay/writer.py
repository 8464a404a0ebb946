"""The writer of essays and introductions: prompt → answer → inspection; what is refused goes back once, and is then left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.core.citations import cited, pieces
from dateline.core.errors import Malformed, ModelError, OverBudget, Refused
from dateline.core.model import Finding, Version, WrittenBy
from dateline.core.showing import as_markdown
from dateline.core.text.lists import counted
from dateline.desk.budget import Budget, MeteredModel
from dateline.desk.draft import SupportedClaim
from dateline.desk.essay.answer import EssayAnswer, EssayParagraph, EssayRepair, IntroAnswer
from dateline.desk.essay.inspection import EssayCheck, Inspection, as_version, in_order, inside, inspect
from dateline.desk.essay.material import Material
from dateline.desk.essay.prompt import RefusedPart, essay_repair_prompt
from dateline.desk.judge import Opinion, judge
from dateline.desk.model_call import Prompt, parse_reply
from dateline.desk.model_client import Model
from dateline.desk.offered import passage_of
from dateline.desk.prompt import again_prompt, prompt_hash

MAX_TOKENS = 16_000
PURPOSE = "signals"
"""The name under which a budget keeps what essays cost."""
LEAST_KEPT = 0.5
"""If a smaller share of the sentences is left, the text is refused."""


class QuotedProof(NamedTuple):
    """A quote from an item."""

    key: str
    """The item, as `story/key`."""
    title: str
    """Its title."""
    words: str
    """The sentence that is quoted."""


class ProvenSentence(NamedTuple):
    """A sentence of a text and the quotes that it rests on."""

    text: str
    """The sentence, with citations `[@story/key]`."""
    proofs: tuple[QuotedProof, ...]
    """The quotes."""


@dataclass(frozen=True, slots=True)
class DraftedText:
    """A text that a model wrote, after verification; or why there is none."""

    title: str = ""
    """The title; empty for an introduction."""
    dek: str = ""
    """The dek."""
    body: str = ""
    """The text as Markdown; empty if it was refused."""
    passages: tuple[ProvenSentence, ...] = ()
    """Its sentences, with the quotes that they rest on."""
    by: WrittenBy | None = None
    """The model that wrote it, and at what cost."""
    rejected: str = ""
    """Why it was refused."""
    findings: tuple[Finding, ...] = ()
    """What `check` and the judge find in it; if it was refused, why."""
    supported: tuple[SupportedClaim, ...] = ()
    """What the judge found supported."""
    notes: tuple[str, ...] = ()
    """What else an editor should know."""


class _Inspected(NamedTuple):
    """What one call gave."""

    inspection: Inspection
    other_model: str


@dataclass(frozen=True, slots=True)
class EssayWriter:
    """Writes essays and introductions with a model."""

    provider: str
    """The provider, as in `written_by`."""
    name: str
    """The model's id."""
    model: Model
    """The model that answers."""
    check: EssayCheck
    """The rules of `check`."""
    budget: Budget
    """The budget that pays for its calls."""
    judge: str | None = None
    """The id of the model that judges each claim; None if no claim is judged."""

    def essay(self, prompt: Prompt, material: Material) -> DraftedText:
        """Drafts an essay.

        Raises:
            ModelError: if the model fails, declines, or its answer is cut off, or the budget is used up.
        """
        return self._drafted(prompt, material, EssayAnswer)

    def introduction(self, prompt: Prompt, material: Material) -> DraftedText:
        """Drafts the introduction to a daily issue.

        Raises:
            ModelError: if the model fails, declines, or its answer is cut off, or the budget is used up.
        """
        return self._drafted(prompt, material, IntroAnswer)

    def _drafted(self, prompt: Prompt, material: Material, form: type) -> DraftedText:
        metered = MeteredModel(self.model, self.budget, PURPOSE)
        try:
            first = self._first(prompt, material, metered, form)
            last, notes = self._once_more(prompt, first.inspection, material, metered)
        except ModelError as error:
            raise _explained(error) from error
        other = f"The server says that {first.other_model} answered; the settings and the page name {self.name}."
        notes = (*notes, *([other] if first.other_model else ()))
        return self._finished(last, material, metered, notes)

    def _first(self, prompt: Prompt, material: Material, metered: MeteredModel, form: type) -> _Inspected:
        """The first answer that can be read: after one that cannot, the model is asked again."""
        try:
            return self._asked(prompt, material, metered, form)
        except Malformed as error:
            return self._asked(again_prompt(prompt, error.what), material, metered, form)

    def _asked(self, prompt: Prompt, material: Material, metered: MeteredModel, form: type) -> _Inspected:
        reply = metered.reply(prompt, model=self.name, max_tokens=MAX_TOKENS, schema=form)
        said: EssayAnswer | IntroAnswer = parse_reply(form, reply)
        answer = EssayAnswer("", "", (EssayParagraph("", said.sentences),)) if isinstance(said, IntroAnswer) else said
        found = inspect(inside(answer, material), material, self.check, is_titled=form is EssayAnswer)
        return _Inspected(found, reply.other_model)

    def _once_more(
        self, prompt: Prompt, first: Inspection, material: Material, metered: MeteredModel
    ) -> tuple[Inspection, tuple[str, ...]]:
        """The answer after what was refused or doubted went back to the model once, and what to say about that."""
        parts = first.parts(material)
        if not parts or "" in first.refused:
            return first, ()
        rules = ", ".join(dict.fromkeys(finding.rule for one in parts for finding in one.findings))
        notes = (f"The first answer was sent back: {rules}.",)
        try:
            again = essay_repair_prompt(prompt, parts, material)
            repair = parse_reply(EssayRepair, metered.reply(again, model=self.name, max_tokens=MAX_TOKENS, schema=EssayRepair))
        except ModelError as error:
            return first, (*notes, f"It was not mended: {error.what}.")
        mended = first.answer.mended(repair, [one.place for one in parts if not _stays(one, repair)])
        return inspect(inside(mended, material), material, self.check, is_titled=first.is_titled), notes

    def _finished(self, last: Inspection, material: Material, metered: MeteredModel, notes: tuple[str, ...]) -> DraftedText:
        """The text without what is still refused; or why too little of it is left."""
        whole = last.answer
        left = replace(whole, dek="" if "dek" in last.refused else whole.dek)
        left = replace(
            left,
            paragraphs=tuple(
                replace(one, heading="") if f"heading {number}" in last.refused else one
                for number, one in enumerate(left.paragraphs, 1)
            ),
        ).without(last.numbers)
        rules = ", ".join(dict.fromkeys(finding.rule for found in last.refused.values() for finding in found))
        if why := _why_refused(last, left, rules):
            findings = tuple(_on_paper(one, material) for one in in_order(last.refused, [*last.refused]))
            return DraftedText(rejected=why, findings=findings, notes=notes, by=self._by())
        if last.refused:
            notes = (*notes, f"{counted(len(last.refused), 'part')} left out: {rules}.")
        version = as_version(left, material)
        places = [str(number) for number in range(1, len(whole.sentences) + 1) if number not in last.numbers]
        findings = in_order(last.doubts, ["title", "dek", *(place for place in last.doubts if " " in place), *places])
        opinion = self._judged(left, version, material, metered)
        return DraftedText(
            left.title,
            left.dek,
            _markdown(left, material),
            tuple(_passages(left, material)),
            self._by(),
            findings=tuple(_on_paper(one, material) for one in (*findings, *opinion.findings)),
            supported=tuple(one._replace(text=material.on_paper(one.text)) for one in opinion.supported),
            notes=notes,
        )

    def _judged(self, left: EssayAnswer, version: Version, material: Material, metered: MeteredModel) -> Opinion:
        if not self.judge:
            return Opinion()
        try:
            return judge(left.as_edits(), version, material.assignment, metered, self.judge)
        except ModelError as error:
            # The draft is kept without a second opinion, and the report says so.
            return Opinion((Finding("judge-silent", "warning", "", None, "", "", f"no verdict: {error.what}", error.hint),))

    def _by(self) -> WrittenBy:
        paid = self.budget.spent(PURPOSE)
        return WrittenBy(self.provider, self.name, prompt_hash(), paid.input_tokens, paid.output_tokens, paid.usd)


def _stays(part: RefusedPart, repair: EssayRepair) -> bool:
    """Whether a title or a dek that only may be wrong stays, because the second answer has none in its place."""
    return part.only_warns and part.place in {"title", "dek"} and not getattr(repair, part.place)


def _why_refused(last: Inspection, left: EssayAnswer, rules: str) -> str:
    """Why the text cannot be written; empty if it can."""
    if "" in last.refused or "title" in last.refused:
        return f"its title or the whole of it was rejected: {rules}" if last.is_titled else f"it was rejected: {rules}"
    if len(left.sentences) < LEAST_KEPT * len(last.answer.sentences):
        return f"too little is left of it: {rules}"
    return "" if any(cited(one.text) for one in left.sentences) else "it cites nothing"


def _markdown(answer: EssayAnswer, material: Material) -> str:
    """The paragraphs with a line for each sentence."""
    blocks = []
    for one in answer.paragraphs:
        blocks += [f"## {as_markdown(one.heading)}"] if one.heading else []
        blocks.append("\n".join(_line(sentence.text, material) for sentence in one.sentences))
    return "\n\n".join(blocks) + "\n"


def _line(text: str, material: Material) -> str:
    parts = pieces(text)
    return "".join(as_markdown(one.text) if one.kind == "text" else material.on_paper(one.text) for one in parts)


def _passages(answer: EssayAnswer, material: Material) -> Iterable[ProvenSentence]:
    titles, lines = material.context.titles, material.context.lines
    for one in answer.sentences:
        proofs = (QuotedProof(f"{material.home[it.key]}/{it.key}", titles[it.key], passage_of(it, lines)) for it in one.quotes)
        yield ProvenSentence(material.on_paper(one.text), tuple(proofs))


def _on_paper(finding: Finding, material: Material) -> Finding:
    """A finding that names items as readers know them, and no place of the version that was checked."""
    text, message, hint = map(material.on_paper, (finding.text, finding.message, finding.hint))
    return Finding(finding.rule, finding.level, "", None, "", text, message, hint, harm=finding.harm)


def _explained(error: ModelError) -> ModelError:
    """The error with what to do about it here: the hints of the calls are about versions."""
    if isinstance(error, OverBudget):
        error.hint = error.hint.replace("Until then the items wait.", "Nothing was written.")
    elif isinstance(error, Refused):
        error.hint = "Look at the items of these stories; a person has to write this text."
    elif "max_items_per_story" in error.hint:
        error.hint = "Name fewer stories, or lower `effort` under `update`."
    return error
