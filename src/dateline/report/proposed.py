"""What became of proposed versions, for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.text import Text

from dateline.core.showing import one_line
from dateline.flows.proposing.outcome import ProposalOutcome
from dateline.report.rows import with_command, wrapped

NOTHING = "nothing to propose: the main branch has every version that is here, and no proposal is open"
_STATES = {
    "opened": "version {} is proposed",
    "renewed": "the pull request of version {} was renewed",
    "unchanged": "version {} is proposed already; nothing has changed",
    "closed": "the pull request of version {} was closed without being merged",
    "merged": "version {} was merged",
    "taken": "the main branch has another version {} by now",
}


class _ToldLine(NamedTuple):
    """A line."""

    said: str
    """What it says."""
    where: str = ""
    """An address or a command at its end."""


def lines(outcomes: Sequence[ProposalOutcome]) -> Iterator[str]:
    """A line for each thing that was done; failures are not among them."""
    for told in _told(outcomes):
        yield f"{told.said}: {told.where}" if told.where else told.said


def terminal_lines(outcomes: Sequence[ProposalOutcome], width: int) -> Iterator[Text]:
    """The same, wrapped at the width of a terminal."""
    for told in _told(outcomes):
        if told.where:
            yield from with_command(Text(f"{told.said}:"), Text(told.where, style="cyan"), width)
        else:
            yield from wrapped(Text(told.said), width, indent="  ")


def document(outcomes: Sequence[ProposalOutcome]) -> dict[str, Any]:
    """The same and the failures, for programs."""
    return {
        "proposals": [
            {
                "story": one.slug,
                "version": one.number,
                "state": one.state,
                "branch": one.branch,
                "commit": one.commit,
                "pull_request": one.pull_request,
                "url": one.url,
                "file": one.file,
                "put_back": list(one.put_back),
                "waiting": one.waiting,
                "said": one.said,
                "error": one.error,
                "hint": one.hint,
            }
            for one in outcomes
        ]
    }


def _told(outcomes: Sequence[ProposalOutcome]) -> Iterator[_ToldLine]:
    if not outcomes:
        yield _ToldLine(NOTHING)
    for one in outcomes:
        about = f"{one.slug}: version {one.number}"
        if one.said:
            yield _ToldLine(f"{one.slug}: the version {one.number} here {one.said}")
        if one.state == "pushed":
            yield _ToldLine(f"{about} is on the branch {one.branch}; {one.file} says what to open where")
        elif one.state in _STATES:
            yield _ToldLine(f"{one.slug}: {_STATES[one.state].format(one.number)}", one_line(one.url))
        if one.waiting:
            items = "1 item waits" if one.waiting == 1 else f"{one.waiting} items wait"
            yield _ToldLine(f"{about} was changed by an editor; {items} for the next version")
        if one.put_back:
            yield _ToldLine(
                f"{one.slug}: what was not committed here is kept on the branch {one.branch}, and no longer in this folder"
            )
            yield _ToldLine("  to go on with it here", f"git switch {one.branch}")
