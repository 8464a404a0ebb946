"""What became of a drafted essay or introduction, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from dateline.core import codec
from dateline.core.showing import one_line
from dateline.core.text.lists import counted
from dateline.flows.drafting.run import PageResult
from dateline.report.findings import findings_text
from dateline.report.rows import wrapped

NEXT = "next: read it, put `review: {by: …, on: …}` into its first lines, then commit it"
_STATES = {
    "written": "written to {file}",
    "drafted": "would be written to {file}",
    "proposed": "on the branch {branch}",
    "kept": "nothing to draft",
    "rejected": "the draft was refused, and nothing was written",
    "failed": "nothing was drafted",
}
_PULLS = {
    "opened": "a pull request was opened: {url}",
    "renewed": "its pull request was renewed: {url}",
    "pushed": "{file} says what to open where",
}


def lines(result: PageResult) -> Iterator[str]:
    """What was done, what `check` finds, and what it cost."""
    proposal = result.proposal
    state = "written" if proposal and not proposal.commit else result.state  # it was not pushed
    branch = proposal.branch if proposal else ""
    yield _STATES[state].format(file=result.file, branch=branch)
    if proposal and (told := _PULLS.get(proposal.state)):
        yield told.format(url=one_line(proposal.url), file=proposal.file)
    if result.reason:
        yield f"  {result.reason}"
    if result.hint:
        yield f"  hint: {result.hint}"
    if result.state != "kept" and result.text.findings:
        yield from (line.removeprefix(".: ") for line in findings_text(result.text.findings).splitlines())  # without a file
    yield from (f"  note: {note}" for note in result.notes)
    if result.left_out:
        yield f"  note: {counted(result.left_out, 'older item')} of these stories not sent, because there are too many"
    if result.usd:
        yield f"  cost: ${codec.money(result.usd)}"
    if state == "written":
        yield NEXT


def terminal_lines(result: PageResult, width: int) -> Iterator[Text]:
    """The same, wrapped at the width of a terminal."""
    for line in lines(result):
        yield from wrapped(Text(one_line(line)), width, first="  " if line.startswith("  ") else "", indent="    ")


def document(result: PageResult) -> dict[str, Any]:
    """The same for programs, with the draft and the quotes of each sentence."""
    proposal = result.proposal
    return {
        "state": result.state,
        "file": result.file,
        "title": result.text.title,
        "content": result.content,
        "sentences": [
            {"text": one.text, "quotes": [{"key": proof.key, "words": proof.words} for proof in one.proofs]}
            for one in result.text.passages
        ],
        "findings": [codec.plain(finding) for finding in result.text.findings],
        "notes": list(result.notes),
        "left_out": result.left_out,
        "usd": float(result.usd),
        "reason": result.reason,
        "hint": result.hint,
        "proposal": None
        if proposal is None
        else {
            "state": proposal.state,
            "branch": proposal.branch,
            "commit": proposal.commit,
            "pull_request": proposal.pull_request,
            "url": proposal.url,
            "file": proposal.file,
            "error": proposal.error,
            "hint": proposal.hint,
        },
    }
