"""The rules of `check`, as pure functions over stories, pages and the record; each finding says where it is and what to do.

`rules` has all of them, and `evidence` says how well a version is supported; a build imports neither.
"""

from dateline.checks.basis import Basis
from dateline.checks.registry import arranged, check_publication, check_story, check_version

__all__ = ["Basis", "arranged", "check_publication", "check_story", "check_version"]
