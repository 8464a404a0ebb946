"""What a build did, for people and as JSON."""

from typing import Any

from dateline.core.text.lists import counted
from dateline.flows.stories.asked import Built


def summary(built: Built) -> str:
    """What the build did, in a line or two for people."""
    if built.written is None:
        return "nothing was written: correct the errors first"
    written = built.written
    pages = f"{written.pages} files: {written.written} written, {written.unchanged} unchanged, {written.removed} removed"
    told = f"{pages} · {written.bytes / 1000:,.0f} kB in {built.seconds:.2f} s"
    drafts = f"{counted(built.left_out, 'draft')} left out; to see {'them' if built.left_out > 1 else 'it'}: --drafts"
    return "\n".join(filter(None, (built.why, built.note, told, drafts if built.left_out else "")))


def document(built: Built) -> dict[str, Any]:
    """What the build did as JSON data."""
    written = built.written
    return {
        "pages": written.pages if written else 0,
        "rendered": written.rendered if written else 0,
        "written": written.written if written else 0,
        "unchanged": written.unchanged if written else 0,
        "removed": written.removed if written else 0,
        "stories": built.stories,
        "versions": built.versions,
        "drafts_left_out": built.left_out,
        "seconds": round(built.seconds, 3),
        "bytes": written.bytes if written else 0,
    }
