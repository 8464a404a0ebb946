"""What `init` writes into the folder of a publication."""

from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parents[1]
LAYERS = ("starter", "example")
"""The folders in it that are copied: the first always."""
REQUIREMENTS_FILE = "requirements.txt"


def written_tops(layers: Iterable[str] = LAYERS) -> frozenset[str]:
    """The names of the files and folders at the top of a publication that `init` writes, from these layers."""
    return frozenset({REQUIREMENTS_FILE, "vendor"}.union(*((path.name for path in (HERE / layer).iterdir()) for layer in layers)))
