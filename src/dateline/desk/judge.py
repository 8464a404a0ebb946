"""A second model judges each new or changed claim by its quotes. Its verdicts become findings and never text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple

from dateline.core.citations import cited, without
from dateline.core.model import Finding, Strict, Version
from dateline.core.text import find_quote
from dateline.desk.draft import Assignment, SupportedClaim
from dateline.desk.edit_context import AddedText, EditContext, added_texts
from dateline.desk.edits import Edits
from dateline.desk.model_call import Prompt, parse_reply
from dateline.desk.model_client import Model
from dateline.desk.prompt import data, rules

MAX_TOKENS = 16_000
MOST_WORDS = 300
"""How many characters of a verdict's reason a finding shows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one claim."""

    __pydantic_config__: ClassVar = Strict
    number: int
    """The claim's number."""
    verdict: Literal["supported", "partly", "not"]
    """How far the items bear it out."""
    words: str
    """The words of an item that decide, copied unchanged; empty where none come near."""
    why: str
    """What the claim has that the items do not; empty for `supported`."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What the judge says."""

    __pydantic_config__: ClassVar = Strict
    verdicts: tuple[Verdict, ...]
    """One for each claim."""


class Opinion(NamedTuple):
    """What the judge says of a draft."""

    findings: tuple[Finding, ...] = ()
    """Its objections, as warnings."""
    supported: tuple[SupportedClaim, ...] = ()
    """The claims that it found supported."""


def judge(edits: Edits, version: Version, assignment: Assignment, model: Model, name: str) -> Opinion:
    """What the judge says of each new or changed claim, for the report.

    Args:
        edits: the answer that the version was made from.
        version: the draft.
        assignment: the assignment that the answer is for.
        model: the model that judges.
        name: its id; preferably not the writer's model.

    Raises:
        ModelError: if the judge fails.
    """
    context = EditContext(assignment)
    claims = [words for words in added_texts(edits, context) if cited(words.text) and not words.at.startswith("changes")]
    if not claims:
        return Opinion()
    prompt = Prompt(rules("judge"), (data("claims", (_row(n, words, context) for n, words in enumerate(claims, 1))),))
    reply = model.reply(prompt, model=name, max_tokens=MAX_TOKENS, schema=Verdicts)
    given = {one.number: one for one in parse_reply(Verdicts, reply).verdicts}
    judged = [(words, given.get(number)) for number, words in enumerate(claims, 1)]
    supported = (SupportedClaim(words.text, one.words) for words, one in judged if one and not _objection(one, words, context))
    return Opinion(tuple(_findings(judged, version, context)), tuple(supported))


def _row(number: int, words: AddedText, context: EditContext) -> dict[str, Any]:
    quoted: dict[str, list[str]] = {}
    for quote in words.quotes:
        quoted.setdefault(quote.key, []).append(context.sentence(quote))
    keys = dict.fromkeys(cited(words.text))
    items = [{"key": key, "quoted": quoted.get(key, []), "at_hand": "\n\n".join(context.texts.get(key, ()))} for key in keys]
    return {"number": number, "claim": without(words.text), "items": items}


def _findings(judged: Iterable[tuple[AddedText, Verdict | None]], version: Version, context: EditContext) -> Iterator[Finding]:
    """A finding for each claim that is not supported, was not judged, or has a verdict based on words that no item has."""
    for words, one in judged:
        if said := _objection(one, words, context):
            rule, message = said
            hint = "Read the sources cited, then keep the claim or correct it."
            place = (context.assignment.dossier.slug, version.version, _place(words.text, version))
            yield Finding(rule, "warning", *place, words.text, message, hint, harm="source")


def _objection(one: Verdict | None, words: AddedText, context: EditContext) -> tuple[str, str] | None:
    """The rule and the message; None if the claim is supported."""
    if one is None:
        return "judge-silent", "the judge did not judge this claim"
    texts = (text for key in cited(words.text) for text in context.texts.get(key, ()))
    found = bool(one.words.strip()) and any(find_quote(one.words, text) for text in texts)
    if not found and (one.verdict != "not" or one.words.strip()):
        return "judge-unfounded", f'the verdict "{one.verdict}" is based on words that no cited item has'
    if one.verdict == "supported":
        return None
    rule = {"partly": "judge-partly-supported", "not": "judge-not-supported"}[one.verdict]
    return rule, " ".join(one.why.split())[:MOST_WORDS] or "the cited items do not support this"


def _place(text: str, version: Version) -> str:
    """The path of the passage that has these words."""
    words = " ".join(text.split())
    return next((one.at for one in version.text_fields() if words in " ".join(one.text.split())), "")
