"""Essays and introductions by a model: what it is given, what it answers, and what is left of that after verification."""

from dateline.desk.essay.material import Material, gathered_from
from dateline.desk.essay.writer import DraftedText, EssayWriter, ProvenSentence, QuotedProof

__all__ = ["DraftedText", "EssayWriter", "Material", "ProvenSentence", "QuotedProof", "gathered_from"]
