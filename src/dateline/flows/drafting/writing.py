"""The end of a draft: the file, and its proposal."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from dateline.core.errors import StoreError
from dateline.core.model import Finding
from dateline.flows.drafting.run import PageDesk, PageResult
from dateline.flows.drafting.wording import DraftedPage
from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.store.atomic import disk_errors, write_once


def finished(
    desk: PageDesk, page: DraftedPage | None, told: PageResult, propose: Callable[[DraftedPage], ProposalOutcome]
) -> PageResult:
    """What became of a draft after it was written, and proposed if that is asked for.

    Args:
        desk: what it was drafted with.
        page: the draft; None if it was refused.
        told: what is known so far.
        propose: proposes a text that is in the working tree.

    Raises:
        StoreError: if the disk fails, or somebody else wrote the file in the meantime.
    """
    told = replace(told, usd=desk.usd, notes=told.text.notes)
    if page is None:
        return told
    text = replace(told.text, findings=tuple(_located(page)))
    told = replace(told, state="drafted", text=text, file=page.file, content=page.content, reason="", hint="")
    if desk.run.dry:
        return told
    _write(desk, page)
    return replace(told, state="proposed", proposal=propose(page)) if desk.base else replace(told, state="written")


def _located(page: DraftedPage) -> Iterator[Finding]:
    """The findings with the file and the line of their sentence."""
    lines = [line.replace("\\", "") for line in page.content.splitlines()]
    for one in page.text.findings:
        words = one.text.replace("\\", "")
        line = next((number for number, line in enumerate(lines, 1) if words and words in line), 0)
        yield replace(one, file=page.file, line=line, column=min(line, 1))


def _write(desk: PageDesk, page: DraftedPage) -> None:
    path = desk.run.root / page.file
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_once(path, page.content)
    except FileExistsError:
        hint = "Move that file, then run it again."
        raise StoreError("was written by somebody else in the meantime", where=page.file, hint=hint) from None
