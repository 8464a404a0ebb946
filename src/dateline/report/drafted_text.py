"""A drafted essay or introduction for editors: the text of its pull request, with the quotes that each sentence rests on."""

from collections.abc import Iterator, Sequence

from dateline.core import codec
from dateline.core.model import Finding
from dateline.core.showing import title_line
from dateline.core.text.lists import counted
from dateline.desk.essay import ProvenSentence
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.proposing.text import ProposalText
from dateline.report.card import LONGEST
from dateline.report.proposal import LONGEST_TITLE
from dateline.report.redline import code, escape

ROOM = 1_000
"""Characters that are kept for what follows the sentences."""


def page_text(page: DraftedPage) -> ProposalText:
    """See `PageWording.page_text`."""
    ending = ": an essay" if page.kind == "essay" else ""
    title = title_line(page.text.title or f"Introduction to the issue of {page.name}", LONGEST_TITLE - len(ending)) + ending
    return ProposalText(title, _body(page, LONGEST), _body(page, None))


def _body(page: DraftedPage, most: int | None) -> str:
    parts = [*_head(page), *_found(page.text.findings), "## What each sentence rests on"]
    reviewed = "`review: {by: …, on: …}`, which tells readers who looked"
    end = f"To publish it, merge this. Before that, put your name into {code(page.file)}: {reviewed}."
    rows, room = [], (most or 0) - sum(map(len, parts)) - len(end) - ROOM
    for number, one in enumerate(page.text.passages, 1):
        row = _passage(number, one)
        room -= len(row) + 1
        if most and room < 0:
            rows.append(f"\nand {counted(len(page.text.passages) - number + 1, 'more sentence')}, in the file")
            break
        rows.append(row)
    return "\n\n".join((*parts, "\n".join(rows), end)) + "\n"


def _head(page: DraftedPage) -> Iterator[str]:
    by = page.text.by
    who = code(by.model or by.writer) if by else "A model"
    yield f"> [!IMPORTANT]\n> **A model wrote this {page.kind}**, {who}. No person has reviewed it."
    if page.text.dek:
        yield escape(page.text.dek)
    drawn_on = ", ".join(map(code, page.stories))
    yield f"It draws on {drawn_on}. A program found each quote below in the ledgers. Cost: ${codec.money(page.usd)}."
    if page.text.notes:
        yield "\n".join(f"- {escape(note)}" for note in page.text.notes)


def _found(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"## What `check` finds: {counted(len(findings), 'thing') if findings else 'nothing'}"
    rows = (f"- **{one.level}** {code(one.rule)}: {escape(one.message)}{_sentence(one)}" for one in findings)
    if text := "\n".join(rows):
        yield text


def _sentence(finding: Finding) -> str:
    return f"  \n  “{escape(finding.text)}”" if finding.text else ""


def _passage(number: int, one: ProvenSentence) -> str:
    quotes = [f"   - “{escape(proof.words)}” — {escape(proof.title)} ({code(proof.key)})" for proof in one.proofs]
    return "\n".join((f"{number}. {escape(one.text)}", *(quotes or ["   - no source"])))
