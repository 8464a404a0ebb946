"""Two versions → what changed in meaning: sentences, figures, questions, voices, events, tensions and sources."""

from dateline.core.compare.comparison import Comparison
from dateline.core.compare.dropped import dropped_figures
from dateline.core.compare.outcome import (
    SETTLED,
    Blame,
    Change,
    EventChange,
    FigureChange,
    KeyFigureChange,
    QuestionChange,
    SourceChange,
    TensionChange,
    VoiceChange,
)
from dateline.core.compare.redline import Word, words
from dateline.core.compare.versions import blame, compare

__all__ = [
    "SETTLED",
    "Blame",
    "Change",
    "Comparison",
    "EventChange",
    "FigureChange",
    "KeyFigureChange",
    "QuestionChange",
    "SourceChange",
    "TensionChange",
    "VoiceChange",
    "Word",
    "blame",
    "compare",
    "dropped_figures",
    "words",
]
