"""Checks of what becomes of open questions: one is closed only if an item answers it, or for a reason that is none of silence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from dateline.core.citations import cited, without
from dateline.core.days import is_later
from dateline.core.model import Finding
from dateline.core.text import dates
from dateline.core.text.gaps import says_not_known
from dateline.core.text.mentions import roots
from dateline.desk.edit_context import EditContext
from dateline.desk.edits import Edits, QuestionFate
from dateline.desk.unanswered import says_unanswered
from dateline.desk.verify_followed import is_date

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "paid:pay bought:buy sold:sell built:build began:begin begun:begin held:hold rose:rise risen:rise fell:fall fallen:fall "
        "made:make took:take taken:take gave:give given:give went:go gone:go came:come lost:lose won:win met:meet chose:choose "
        "chosen:choose grew:grow grown:grow spent:spend sent:send left:leave led:lead kept:keep found:find brought:bring cut:cut "
        "broke:break broken:break knew:know known:know ran:run became:become dead:die death:die deaths:die stopped:stop "
        "longer:long costs:cost months:month weeks:week days:day stolen:steal stole:steal shut:shut hurt:hurt"
    ).split()
)
_FAMILIES = """
    employ employs employed employees job jobs worker workers staff hire hires hired hiring arbeitsplätze
    pay pays fund funds funded compensate compensated compensation grant grants subsidy finance financed zahlt bezahlt payer pagar
    cost costs price prices fee fees bill bills kosten preis coût prix coste precio
    begin begins start starts started launch launches launched open opens opened resume resumes resumed restart restarts
    end ends ended close closes closed stop stops halt halts halted shut finish finished
    deliver delivers delivered delivery deliveries supply supplies supplied supplier ship ships shipped shipment stock stocks
    permit permits permitted licence license licensed approve approves approved approval allow allows allowed authorise authorised
    die dies died dead death deaths kill kills killed victim victims
    court judge judges sue sues sued lawsuit ruling ruled trial verdict
    vote votes voted ballot election elected referendum poll
    law laws bill act rule rules regulation legislation
    cause causes caused reason reasons because fault why
    safe safety danger dangerous harm harmed risk risks injured
    lead leads head heads chair chairs chairs run director boss chief
    buy buys buyer sell sells seller sale purchase acquire acquired takeover
"""
"""Words that may stand for each other in a question and its answer, a family a line."""
_FAMILY = {word: words.split()[0] for words in _FAMILIES.strip().splitlines() for word in words.split()}
_GENERAL = frozenset(
    "happen many much long soon next new still ever else back get go come take make give day week month year".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORD, _LEAST_WORDS = re.compile(r"[^\W\d_]{2,}"), 2
"""Fewer words are no reason: "n/a", "–", "outdated"."""
_LEAST_ITEMS, _COMMON = 5, 0.5
"""A root in half of the items, if there are some, says nothing about which item answers a question."""


def question_objections(edits: Edits, context: EditContext) -> Iterator[Finding]:
    """Questions that are dropped without a reason, or answered by nothing."""
    asked = {one.id: one.text for one in context.last.open_questions} if context.last else {}
    for i, one in enumerate(edits.questions):
        wrong = _wrong(one, asked.get(one.id, ""), context)
        if wrong:
            rule, message, hint = wrong
            yield context.objection(rule, f"questions[{i}]", one.text or asked.get(one.id, ""), message, hint)
    yield from _dues(edits, asked, context)


def _wrong(one: QuestionFate, question: str, context: EditContext) -> tuple[str, str, str] | None:
    """The rule, the message and the hint for what is wrong with the fate of a question; None if nothing is."""
    if one.verdict and (one.outcome != "answered" or not cited(one.text)):
        message = f'"{one.verdict}" for a question that is not answered with a source'
        return "uncited-claim", message, "Answer it and cite the item that shows it, or give no verdict."
    return _unanswered(one, question, context) if one.outcome == "answered" and without(one.text).strip() else _dropped(one)


def _dropped(one: QuestionFate) -> tuple[str, str, str] | None:
    """What is wrong with the reason for which a question is dropped."""
    said = without(one.text)
    if one.outcome == "dropped" and len(_LEAST_WORD.findall(said)) < _LEAST_WORDS:
        return (
            "unaccounted",
            f"question {one.id} is dropped without a reason",
            "Keep it open, or say why nobody asks it any more.",
        )
    if one.outcome == "dropped" and (says_unanswered(said) or says_not_known(said)):
        message = f"question {one.id} is dropped because it is not answered"
        return "unanswered-question", message, "Keep it open: it stays open until an item answers it."
    return None


def _unanswered(one: QuestionFate, question: str, context: EditContext) -> tuple[str, str, str] | None:
    """What is wrong with an answer."""
    keys = [key for key in dict.fromkeys(cited(one.text)) if key in context.texts]
    if not cited(one.text):
        return "uncited-claim", "the answer cites nothing", "Cite the item that answers the question, or keep it open."
    if says_not_known(without(one.text)):
        return "unanswered-question", f"question {one.id} is answered with words that leave it open", "Keep it open."
    if keys and not any(_is_about(question, key, context) for key in keys):
        message = f"nothing in {', '.join(keys)} is about the question “{without(question)}”"
        return "unanswered-question", message, "Cite an item that answers it, or keep it open."
    return None


def _dues(edits: Edits, asked: Mapping[str, str], context: EditContext) -> Iterator[Finding]:
    """Dates that are none, that are over, or that no item cited by their question says."""
    rows = [(f"questions[{i}]", one.due, one.text or asked.get(one.id, "")) for i, one in enumerate(edits.questions)]
    rows += [(f"new_questions[{i}]", one.due, one.text) for i, one in enumerate(edits.new_questions)]
    for at, due, text in rows:
        if due and not is_date(due):
            yield context.objection("bad-date", at, text, f'"{due}" is not a date', "Write 2026, 2026-04 or 2026-04-14.")
        elif due and is_later(context.assignment.published, due):
            yield context.objection("bad-date", at, text, f"{due} is over", "Give a date to come, or none.")
        elif due and not any(_says(due, one) for key in cited(text) for one in context.texts.get(key, ())):
            message = f"no item that the question cites says {due}"
            yield context.objection("undated-event", at, text, message, "Cite the item that says it, or give no date.")


def _says(due: str, text: str) -> bool:
    """Whether a text has a date, or one within it, with or without its year."""
    values = [moment.value for moment in dates(text)]
    within_year = due[5:]
    return any(
        one.startswith(due) or (bool(within_year) and one.startswith("-") and one.lstrip("-").startswith(within_year))
        for one in values
    )


def _is_about(question: str, key: str, context: EditContext) -> bool:
    """Whether an item has a word of a question that not every item has; true if the question has no such word."""
    sought = _telling(question) - _common(context)
    return not sought or not sought.isdisjoint(_telling("\n".join(context.texts[key])))


def _telling(text: str) -> frozenset[str]:
    """The roots of a text's words, verbs in their plain form, and one word for all of a family."""
    words = [_IRREGULAR.get(word, word) for word in _WORD.findall(without(text).casefold())]
    return roots(" ".join(_FAMILY.get(word, word) for word in words if word not in _GENERAL))


def _common(context: EditContext) -> frozenset[str]:
    """The roots that say nothing about one item: those of the story's title, and those in half of the items."""
    story = context.assignment.dossier.story
    titled = _telling(" ".join((story.title, context.last.title if context.last else "", *story.tags)))
    counts = Counter(root for texts in context.texts.values() for root in _telling("\n".join(texts)))
    many = max(_LEAST_ITEMS, _COMMON * len(context.texts))
    return titled | {root for root, count in counts.items() if count >= many}
