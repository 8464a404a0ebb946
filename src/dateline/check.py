"""Read and check: everything that is wrong with a publication, each at its place. The first half of `build`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.checks import check_publication
from dateline.errors import UsageError
from dateline.model import Finding
from dateline.publication import Publication
from dateline.store import locate_all, read_publication, touched_versions


@dataclass(frozen=True, slots=True)
class Checked:
    """A publication and all that is wrong with it."""

    publication: Publication
    """What was read."""
    findings: tuple[Finding, ...]
    """Each with its file and line."""

    def blocks(self, *, strict: bool = False) -> bool:
        """Whether a finding stands in the way of a build and a merge."""
        blocking = {"error", "warning"} if strict else {"error"}
        return any(finding.level in blocking for finding in self.findings)


def check(root: Path, slugs: Sequence[str] = (), *, base: str | None = None) -> Checked:
    """Reads the publication below `root` and checks it.

    Args:
        root: the publication's folder.
        slugs: the stories meant; none: all.
        base: a git revision; versions that are filed there and changed since are findings.

    Raises:
        UsageError: when the settings cannot be read, or a slug names no story.
        GitError: when `base` cannot be compared with.
    """
    publication = only(read_publication(root), slugs)
    touched = touched_versions(root, base) if base else ()
    return Checked(publication, locate_all(root, check_publication(publication, record=touched)))


def only(publication: Publication, slugs: Sequence[str]) -> Publication:
    """The publication with the stories meant and no others; all where none is named.

    Raises:
        UsageError: when a slug names no story.
    """
    known = [dossier.slug for dossier in publication.stories]
    if missing := [slug for slug in slugs if slug not in known]:
        raise UsageError(f'there is no story "{missing[0]}"', hint=f"Stories here: {', '.join(known) or 'none yet'}.")
    return replace(publication, stories=tuple(one for one in publication.stories if not slugs or one.slug in slugs))
