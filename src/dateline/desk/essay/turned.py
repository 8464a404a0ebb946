"""Facts that a drafted sentence turns round: somebody who acts in it and in no item, a denial, and the opposite of a word."""

import re
from collections.abc import Iterator

from dateline.core.citations import cited, without
from dateline.core.cues import cues, languages
from dateline.core.model import Finding
from dateline.core.text.language import language_of
from dateline.core.text.mentions import roots
from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.essay.actors import ACTORS
from dateline.desk.families import Families

_OPPOSITES = tuple(
    tuple(re.compile(rf"(?<!\w)(?:{side})(?!\w)", re.IGNORECASE) for side in line.split(" <> "))
    for line in r"""
east\w*|osten|östlich\w*|ost|à l['’]est|orient\w*|al este|del este <> west\w*|westen|westlich\w*|ouest|occident\w*|oeste
north\w*|norden|nördlich\w*|nord|norte <> south\w*|süden|südlich\w*|süd|sud|sur
ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|increas\w+|stieg\w*|steig\w+|gestiegen\w*|augment\w+|aument\w+|subi(?:ó|do) <> \
fall(?:s|en|ing)?|fell|shr[aiu]nk\w*|decreas\w+|declin\w+|drop(?:s|ped|ping)?|sank|sink\w+|gesunken\w*|gefallen|baiss\w+|diminu\w+|\
baj(?:ó|ado)|cay(?:ó|eron)
open(?:s|ed|ing)?|öffn\w+|geöffnet\w*|offen|ouv(?:re|ert)\w*|abr(?:e|ió)|abiert\w+ <> \
clos(?:e|es|ed|ing)|shut(?:s|ting)?|schlie(?:ß|ss)\w+|geschlossen\w*|ferm\w+|cerr\w+|cierr\w+
accept\w*|approv\w+|agree[ds]?|adopt(?:s|ed|ing)?|genehmig\w+|angenommen|zugestimmt|approuv\w+|aprob\w+|aprueb\w+ <> \
reject\w*|refus\w+|turned down|veto\w*|abgelehnt\w*|ablehn\w+|lehnt\w*|rejet\w+|rechaz\w+
won|wins?|winning|gewann\w*|gewonnen|gagn\w+|gan(?:ó|aron) <> los(?:e|es|t|ing)|verlor\w*|verloren|perd\w+
safe|safely|sicher|sûre?s?|segur[oa]s? <> unsafe|dangerous\w*|gefährlich\w*|dangereu\w+|peligros\w+
start(?:s|ed|ing)?|beg[aiu]n\w*|begonnen|begann\w*|commenc\w+|empez\w+ <> \
stop(?:s|ped|ping)?|end(?:s|ed)|halt(?:s|ed)?|gestoppt|beendet\w*|arrêt\w+|termin\w+
allow\w*|permit\w*|erlaub\w+|autoris\w+|autoriz\w+ <> \
ban(?:s|ned)?|forbid\w*|prohibit\w*|verbiet\w+|verbot\w*|verboten|interdi\w+|prohib\w+
high(?:er|est)?|höher|höchste\w* <> low(?:er|est)?|niedrig\w*
""".replace("\\\n", "").strip().splitlines()
)  # fmt: skip
"""Words and their opposites, in English, German, French and Spanish."""
_IN_OTHER_WORDS = re.compile(
    r"\b(?:un(?!der|it|til|ion|iver)\w{4,}|fail\w*|refus\w*|reject\w*|lack\w*|only|yet to|still|halt\w*|stop\w*|cancel\w*|"
    r"drop(?:s|ped)?|miss(?:es|ed|ing)?|absen\w+|zero|ban(?:s|ned)?|bar(?:s|red)|few|hardly|scarcely|barely|unless|until|avoid\w*|exclud\w*|"
    r"block\w*|withdr\w*|scrap\w*|postpon\w*|delay\w*|quits?|abandon\w*|wrong\w*|false\w*|erst|nur|kaum|lehn\w*|abgelehn\w*|verweiger\w*|"
    r"fehl\w*|gestoppt|seul\w*|rejet\w*|annul\w*|manqu\w*|aucun\w*|sol[oa]|sólo|rechaz\w*|falt\w*)\b",
    re.IGNORECASE,
)
"""Words of a source that a "not" may stand for."""
_ADVICE = Families(r"""
dear readers?|you|your|yours|yourself|liebe\w* leser\w*|chers? lecteurs?|vous|votre|vos|ustedes|estimad\w+ lector\w*

(?:send|wir(?:e|ing)|transfer)\w* (?:\w+ ){0,3}(?:money|funds|euros?|dollars?)|donat\w+|bitcoins?|crypto\w*|überweis\w+
spende[nt]?|virements?|donnez|donativ\w+|donaci\w+|donad
known: send|sent|transfer\w*|spend\w*|dons?|dona\w*

bleach|dosages?|doses?|overdos\w*|detox\w*|cures?|heals?|bleiche|heilt|dosis|javel|guérit|lejía
known: dos\w+|cur\w+|heal\w*|heil\w+|guéri\w+
""")
"""Words that turn to readers, or tell them what to do with their money or their health."""
_OF_TITLES = re.compile(
    r"\b(?:titles?|headlines?|überschrift\w*|schlagzeile\w*|titres?|títulos?|titular(?:es)?)\b", re.IGNORECASE
)
"""What a sentence speaks of that says how little a source tells: "the headline gives no date"."""
_PART = re.compile(r"[;:–—]|,(?=\s)|\s-\s|\b(?:and|but|while|although|und|aber|sondern|et|mais|y|pero|sino)\b", re.IGNORECASE)
_ABOUT = 0.6
"""A sentence with this share of its words in a part of a source is about that part."""


def turned_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """What a sentence that cites turns round; a question claims nothing, but names nobody else either."""
    said, ground = without(words.text), "\n".join((*context.grounds(words), context.assignment.dossier.story.title))
    for actor in ACTORS.missing(said, ground):
        message = f'"{actor}" is in no item that the sentence cites'
        yield context.objection("unknown-actor", words.at, words.text, message, "Name who it is in an item, or leave it out.")
    for advice in _ADVICE.missing(said, ground):
        message = f'"{advice}" speaks to readers or advises them, and no item that the sentence cites does'
        yield context.objection("advice", words.at, words.text, message, "Leave it out.")
    quoted = [sentence for quote in words.quotes if (sentence := context.sentence(quote))]
    if not quoted or not cited(words.text) or said.rstrip().endswith("?"):
        return
    if turned := _negated(said, quoted) or _opposite(said, quoted, ground):
        hint = "Say it as the sentence quoted does, or quote the one that says this."
        yield context.objection("turned-round", words.at, words.text, turned, hint)


def _negated(said: str, quoted: list[str]) -> str:
    """How a sentence denies what those that it quotes say, or says what they deny; empty if it does neither."""
    denial = "" if _OF_TITLES.search(said) else _denial(said)
    if denial and not any(_denial(one) or _IN_OTHER_WORDS.search(one) for one in quoted):
        return f'"{denial}" turns round the sentence quoted, which denies nothing'
    if denial or _IN_OTHER_WORDS.search(said):
        return ""
    about = roots(said)
    parts = [part for one in quoted for part in _PART.split(one)]
    nearest = max(parts, key=lambda part: len(roots(part) & about), default="")
    if len(roots(nearest) & about) >= _ABOUT * len(about) and (denied := _denial(nearest)):
        return f'the sentence quoted says "{denied}", and this one does not'
    return ""


def _denial(text: str) -> str:
    """The first word that negates or denies; empty if there is none."""
    language = language_of(text)
    table = cues(language if language in languages() else "en")
    found = sorted((*table.places("negation", text), *table.places("denial", text)))
    return text[slice(*found[0])] if found else ""


def _opposite(said: str, quoted: list[str], ground: str) -> str:
    """A word of a sentence whose opposite those that it quotes have, and that no item cited has; empty if there is none."""
    for left, right in _OPPOSITES:
        for ours, theirs in ((left, right), (right, left)):
            found, other = ours.search(said), next(filter(None, map(theirs.search, quoted)), None)
            if found and other and not ours.search(ground):
                return f'"{found[0]}" is the opposite of "{other[0]}" in the sentence quoted'
    return ""
