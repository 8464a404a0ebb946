"""Reviews: what an editor looked at, and whether it has changed since."""

from dataclasses import replace

from dateline.core import codec
from dateline.core.model import Version
from dateline.core.tombstones import hash_of


def reviewed_hash(version: Version) -> str:
    """The hash of what is reviewed: the version in canonical form, without its review."""
    return hash_of(codec.dump(codec.canonical(replace(version, review=None))).encode())


def is_stale(version: Version) -> bool:
    """Whether a version was changed after its review; False if it has no review, or one that was written without a hash."""
    review = version.review
    return review is not None and review.hash is not None and review.hash != reviewed_hash(version)
