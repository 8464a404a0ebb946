"""Records an editor's review in a version that is not published yet: who looked, when, and the hash of what was looked at."""

from dataclasses import dataclass, replace
from pathlib import Path

from dateline.core import codec, entered, layout
from dateline.core.errors import GitError
from dateline.core.model import Finding, Review
from dateline.core.reviews import reviewed_hash
from dateline.flows.stories.check import check
from dateline.flows.versions import proposed_version
from dateline.store.atomic import replace_text
from dateline.store.git import git
from dateline.store.lock import locked


@dataclass(frozen=True, slots=True)
class Approval:
    """A review that was recorded."""

    file: str
    """The version's file."""
    review: Review
    """The review."""
    is_new: bool
    """Whether the file was changed; if not, the same person had reviewed the same text before."""
    errors: tuple[Finding, ...]
    """What still blocks the version."""
    replaced: Review | None = None
    """The review by somebody else, or of another text, that it replaces."""
    is_silent: bool = False
    """Whether the version does not say what is new."""


def approve(  # noqa: PLR0913  # an option each
    root: Path, slug: str, number: int | None, *, by: str | None, is_edited: bool, now: str
) -> Approval:
    """Records the review of a version; without a number: of the newest.

    Args:
        root: the publication's folder.
        slug: the story.
        number: the version.
        by: who reviewed it; None: the name in git's settings.
        is_edited: whether the reviewer changed the draft.
        now: the time, UTC.

    Raises:
        UsageError: if there is no such version, it is published or cannot be read, or nobody is named.
        StoreError: if another run holds the lock, or the disk fails.
    """
    name = entered.reviewer(_own_name(root) if by is None else by)
    with locked(root):
        version = codec.canonical(proposed_version(root, slug, number))
        file = layout.version_path(slug, version.version)
        review = Review(name, now[:10], "edited" if is_edited else "approved", reviewed_hash(version))
        held = version.review
        is_new = held is None or replace(held, on=review.on) != review
        if is_new:
            replace_text(root / file, codec.dump(replace(version, review=review), layout.schema("version")))
    errors = (one for one in check(root, [slug]).findings if one.version == version.version and one.level == "error")
    replaced = held if is_new else None
    return Approval(file, review, is_new, tuple(errors), replaced, version.version > 1 and not version.changes)


def _own_name(root: Path) -> str:
    """The user's name in git's settings; empty if there is none."""
    try:
        return git(root, "config", "user.name").strip()
    except GitError:
        return ""
