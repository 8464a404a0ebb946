"""What a build did, in a line and as JSON."""

from typing import Any

from dateline.flows.build import Built


def summary(built: Built) -> str:
    """What the build did, in a line for people."""
    if built.written is None:
        return "nothing was written: correct the errors first"
    written = built.written
    pages = f"{written.pages} files: {written.written} written, {written.unchanged} unchanged, {written.removed} removed"
    return f"{pages} · {written.bytes / 1000:,.0f} kB in {built.seconds:.2f} s"


def document(built: Built) -> dict[str, Any]:
    """What the build did as JSON data."""
    written = built.written
    return {
        "pages": written.pages if written else 0,
        "rendered": written.rendered if written else 0,
        "written": written.written if written else 0,
        "unchanged": written.unchanged if written else 0,
        "removed": written.removed if written else 0,
        "stories": len(built.publication.stories),
        "versions": sum(len(story.versions) for story in built.publication.stories),
        "seconds": round(built.seconds, 3),
        "bytes": written.bytes if written else 0,
    }
