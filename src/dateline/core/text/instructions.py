"""Sentences that tell whoever writes a brief what to write, as somebody plants them in a feed for the program that reads it."""

import re
from collections.abc import Iterable

_MODELS = "ai|model|assistant|llm|language model|chatbot|writer|summari[sz]er|bot|agent|ki|modell|assistenten?|modèle|ia"
_TO = r"(?:to|for|an|pour)?\s*(?:the|all|any|das|die|alle|le|les)?\s*"
_SAID_TO_A_MODEL = (
    # who is spoken to
    r"^\W*(?:system|assistant|developer)\s*:",
    r"</?(?:items?|sources?|system|instructions?|guidance|ledger|rules?|user|assistant)>",
    r'"(?:what|narrative|sources|added|kept|changes)"\s*:',
    rf"\b(?:note|message|memo|instructions?|hinweis|an alle|note à)\s+{_TO}(?:{_MODELS})s?\b",
    r"\byou are (?:now |an? )+(?:ai|assistant|(?:large )?language model|chatgpt|claude|llm|chatbot|bot)\b",
    r"\b(?:system|developer) prompt\b",
    r"\bnew (?:rule|instruction|system message)s?\s*:",
    # what is to be forgotten
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}\b(?:instructions?|prompts?|rules?|guidelines|guidance|orders)\b",
    r"\b(?:ignorier\w*|vergiss|missachte\w*)\b[^.]{0,40}\b(?:anweisung|vorgabe|regel|befehl)\w*",
    r"\b(?:ignor(?:e|ez|er)|oublie[zr]?)\b[^.]{0,40}\b(?:instructions?|consignes?|règles?)\b",
)
_VERBS = (
    "write|state|say|claim|cite|add|include|insert|delete|drop|remove|use|replace|attribute|link|mention|put|provide|integrate|modify|"
    "enhance|augment|introduce|close|answer|respond|reply|repeat|print|output|describe|report|summari[sz]e|tell|suggest|tease|"
    "misspell|scramble|group|convert|rearrange|render|schreib\\w*|nenne\\w*|füge|lösche\\w*|streiche\\w*|ersetze\\w*|verlinke\\w*|"
    "antworte\\w*|écri(?:s|vez)|cite[zr]?|ajoute[zr]?|supprime[zr]?|remplace[zr]?|répond(?:s|ez)"
)
_TARGETS = (
    r"(?:your|this|the (?:next|new|current)|dein\w*|ihrer?|eurer?|(?:der|die) (?:nächste|neue|aktuelle)n?|ta|votre|"
    r"la (?:prochaine|nouvelle))\s+(?:answer|response|reply|output|summary|version|brief|prompt|instructions|antwort|fassung|"
    r"zusammenfassung|version|"
    r"réponse|résumé)\b|\b(?:what|narrative|timeline|perspectives|tensions|sources|open questions|why it matters) section\b|"
    r"\b(?:every|each) (?:section|claim|sentence)\b"
)
_TO_A_MODEL = re.compile("|".join(_SAID_TO_A_MODEL), re.IGNORECASE | re.MULTILINE)
_BEFORE = r"^\W*|[,:;.!?—-]\s+|\b(?:please|then|and|bitte|und|et|section|version|response|answer|reply)\s"
_VERB = re.compile(rf"(?:{_BEFORE})(?:{_VERBS})\b", re.IGNORECASE)
_TARGET = re.compile(_TARGETS, re.IGNORECASE)


def instruction(sentences: Iterable[str]) -> str:
    """The first sentence that gives orders to the program that writes, or an empty text."""
    return next((sentence for sentence in sentences if _is_instruction(sentence)), "")


def _is_instruction(sentence: str) -> bool:
    return bool(_TO_A_MODEL.search(sentence) or (_TARGET.search(sentence) and _VERB.search(sentence)))
