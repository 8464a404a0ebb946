"""How long to wait for a model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    answer: float = 600.0
    """For one answer, up to its last byte."""
    count: float = 10.0
    """For a count of tokens."""
    connect: float = 10.0
    """For a connection."""
    total: float = 3000.0
    """For all answers of a run."""
    first_delay: float = 0.5
    """Before the second attempt, if the server names no delay; it doubles each time."""
    poll: float = 30.0
    """Between two requests for a batch's status."""
