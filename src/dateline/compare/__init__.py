"""Two versions → what changed by meaning: sentences, figures, questions, voices, events, tensions, sources."""

from dateline.compare.outcome import (
    Blame,
    Change,
    Comparison,
    EventChange,
    FigureChange,
    QuestionChange,
    SourceChange,
    TensionChange,
    VoiceChange,
)
from dateline.compare.redline import Word, words
from dateline.compare.versions import blame, compare

__all__ = [
    "Blame",
    "Change",
    "Comparison",
    "EventChange",
    "FigureChange",
    "QuestionChange",
    "SourceChange",
    "TensionChange",
    "VoiceChange",
    "Word",
    "blame",
    "compare",
    "words",
]
