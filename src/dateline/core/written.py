"""What a build did to the site's folder."""

from typing import NamedTuple


class Written(NamedTuple):
    """What was done to the site's folder."""

    pages: int
    """Files of the site."""
    rendered: int
    """Those that were rendered."""
    written: int
    """Those whose bytes changed."""
    unchanged: int
    """Those whose bytes did not change."""
    removed: int
    """Files that no longer belong to the site."""
    bytes: int
    """The size of the site."""
