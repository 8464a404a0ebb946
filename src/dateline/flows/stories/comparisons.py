"""The comparisons of a long story, kept from build to build by the content of the two versions."""

import hashlib
from collections.abc import Callable

from dateline.core import codec
from dateline.core.compare import Comparison
from dateline.core.model import Version

LONG = 20
"""Versions of a story from which it pays: below, it takes longer to keep all its comparisons than to make them again."""


class KeptComparisons:
    """What is known about the comparisons of a story's versions, and what is to be known from now on."""

    def __init__(self, read: Callable[[str], bytes | None]) -> None:
        """Takes what reads a comparison by its name; it returns None for one that is not known."""
        self._read = read
        self._marks: dict[int, str] = {}
        self.pieces: dict[str, bytes] = {}
        """All comparisons that were asked for, by their names."""

    def find(self, before: Version, after: Version) -> Comparison | None:
        """The comparison of two versions; None if it is not known."""
        name = self._name(before, after)
        data = self._read(name)
        found = codec.unpack(Comparison, data) if data else None
        if data and found:
            self.pieces[name] = data
        return found

    def keep(self, before: Version, after: Version, made: Comparison) -> None:
        """Keeps the comparison of two versions for the next build."""
        self.pieces[self._name(before, after)] = codec.pack(made)

    def _name(self, *versions: Version) -> str:
        return "comparison:" + "-".join(self._mark(one) for one in versions)

    def _mark(self, version: Version) -> str:
        if id(version) not in self._marks:
            self._marks[id(version)] = hashlib.sha256(codec.pack(version)).hexdigest()[:32]
        return self._marks[id(version)]
