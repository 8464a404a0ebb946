"""Opinions and accusations that no cited item makes, in any section."""

import re
from collections.abc import Iterator

from dateline.core.citations import cited, without
from dateline.core.model import Finding
from dateline.core.text import fold
from dateline.desk.edit_context import AddedText, EditContext

_PARTS = r"""
blam\w+|to blame
accus\w+
scandal\w*
reckless\w*
a sham|sham(?:e|eful|efully|eless|elessly)
disgrac\w+
negligen\w+
incompeten\w+
irresponsib\w+
outrag\w+
cover(?:ed|ing|s)? up|cover-?ups?
mislead\w*|misled
lied|l(?:ie|ies|ying) (?:about|to)|liars?|a lie
deceiv\w+|deceit\w*
dishonest\w*
corrupt(?:ion|ly)?
bungl\w+
botch\w+
inexcusabl\w+|unforgiv\w+|indefensibl\w+|unjustifiabl\w+|unacceptabl\w+|intolerabl\w+
disastrous\w*|a disaster
catastroph\w+
greed\w*
callous\w*
cynical\w*|cynicism
hypocri\w+
fiasco|debacle|farc(?:e|ical)|shambles|a mess
absurd\w*|ridicul\w+|laughabl\w+
appall\w+|shocking\w*|dreadful\w*|terribl[ey]|pathetic\w*|horrif\w+
cowardly|cowardice|arrogan\w+|heartless\w*|cruel\w*|incompetently
criminally|guilty of
betray\w*
(?:is|was|were|as|been|calls?|called|branded|remains?)\b(?:(?!\b(?:by|after|from)\b)[^.;]){0,30}\ban? (?:[\w-]+ ){0,2}failures?
a failure of (?!the (?:pump|line|engine|power|system)\b)|a failure(?=\s?[.,;!?]?$)
fail(?:s|ed|ing)? (?:its|their|his|her|our) (?!to\b)\w+
fail(?:s|ed|ing)? the (?:children|patients|public|people|parents|families|sick|poor|voters|residents|citizens|workers|victims)
badly|poorly|slept|asleep|look(?:s|ed|ing) away
failed to (?:act|protect|warn|inform|tell)
(?:should|ought to) have|(?:should|must|has to|have to) (?:resign|apologi[sz]e|step down|be sacked|be fired)
turn(?:ed|s|ing)? a blind eye|looked the other way|dragg(?:ed|ing) (?:its|their|his|her) feet
conceal\w*|hush(?:ed)? up
unfair\w*|unjust(?:ly)?|immoral\w*|unethical\w*|illegal\w*
critics (?:say|said|call|called|argue|argued|accuse)
criticis\w+|criticiz\w+|condemn\w*|denounc\w+|slam(?:s|med)|lash(?:es|ed) out|rebuk\w+
(?:do|does|did)(?: not|n['’]t) care|no excuses?|at fault|a mistake|blunder\w*|mismanag\w*|mishandl\w*
neglect(?:s|ed|ing|ful)?
(?:too|so) (?:slow|late|little)\b|slow to (?:act|react)|lack of (?:leadership|will|courage|care)
let (?:\w+ ){1,3}down|careless\w*|inept\w*
profiteer\w*|exploit(?:s|ed|ing)|embarrass\w*|humiliat\w*|clumsy|sloppy|(?:empty|hollow|broken) promises?|punish\w*|dubious\w*
hold\w*(?: [\w-]+){1,4} (?:responsible|accountable)|deserv\w+|wise(?:ly)?|bold(?:ly)?|rightly|wrongly|excellent|exemplary
obviously|unsurprisingly|predictably|sadly|regrettably|inexplicabl[ey]|conveniently|tragically|of course
impressiv\w*|brilliant\w*|heroic\w*|admirabl\w*|commendabl\w*|triumph\w*
skandal\w*|verantwortungslos\w*|rücksichtslos\w*|fahrlässig\w*|schändlich\w*|gelogen|belogen|lügt|lügen|versag(?:t|en)|unfähig\w*|vertusch\w*
scandaleu\w+|mensong\w*|menti|irresponsab\w+|honteu\w+|incompéten\w+|négligen\w+|coupable\w*
escándalo\w*|escandalos\w+|mintió|mintieron|mentira\w*|vergonzos\w+|vergüenza|imprudent\w+|culpabl\w+|incompetent\w+
"""
_OPINION = re.compile(rf"\b(?:{'|'.join(_PARTS.split(chr(10))[1:-1])})(?!\w)", re.IGNORECASE)
_STEM = 5
_ANYWHERE = ("changes", "title", "voices[")
"""Texts that rest on sentences elsewhere on the page, which cite for them."""
_HINT = "Attribute it to who said it and cite the item, or leave it out."


def opinion_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """An opinion or an accusation that none of the items that its text cites makes."""
    said = without(words.text)
    found = [match[0] for match in _OPINION.finditer(said)]
    if not found:
        return
    is_based = bool(cited(words.text)) or words.at.startswith(_ANYWHERE) or words.at.endswith(".evolution")
    ground = fold("\n".join((*(context.grounds(words) if is_based else ()), without(words.before))))
    for one in dict.fromkeys(found):
        if not _is_in(one, ground):
            said_by = "no item cited says so" if is_based else "it cites nothing"
            message = f'"{one}" is an opinion or an accusation, and {said_by}'
            yield context.objection("unsourced-opinion", words.at, words.text, message, _HINT)


def _is_in(opinion: str, ground: str) -> bool:
    """Whether a text has the main word of an opinion, in any form."""
    longest = max(fold(opinion).split(), key=len)
    return re.search(rf"\b{re.escape(longest[:_STEM])}", ground) is not None
