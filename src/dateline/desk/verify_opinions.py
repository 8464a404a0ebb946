"""Opinions and accusations that no cited item makes, in any section."""

import re
from collections.abc import Iterator

from dateline.core.citations import cited, without
from dateline.core.model import Finding
from dateline.core.text import fold
from dateline.desk.edit_context import AddedText, EditContext
from dateline.desk.wrongs import WRONGS

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
fail(?:s|ed|ing)? the (?:{people})
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
abandon(?:s|ed|ing)? (?:the|its|their|his|her) (?:{people}|\w+ers)
(?:hid|hides|hiding|withheld|withholding) (?:its|their|his|her|the (?:truth|facts?|risks?|evidence|data)|from the)
hold(?:s|ing)? (?:[\w-]+ ){1,4}hostage|hostages? to|blackmail\w*|bull(?:y|ies|ied|ying)|extort\w*|stonewall\w*|scapegoat\w*
whitewash\w*|squander\w*|wasteful\w*
fig leaf|smokescreen|window[- ]dressing|slap in the face|drop in the ocean|lip service|power grab|publicity stunt|white elephant
(?:play(?:s|ed|ing)?) (?:politics|games) with|kick(?:s|ed|ing)? the can|pass(?:es|ed|ing)? the buck|cash(?:es|ed|ing)? in on
stubborn\w*|obstina\w*|intransigen\w*|selfish\w*|(?:heavy|high)-handed\w*|half-hearted\w*|toothless|spineless|ruthless\w*
vindictive\w*
short-?sighted\w*|misguided|foolish\w*|stupid\w*|insult(?:s|ed|ing)?|complacen\w*|complicit(?:y|ly)?|collu(?:ded?|des|ding|sion)
rigged|cheat(?:s|ed|ing)?|swindl\w*|stingy|miserly|paltry|derisory|measly|pitiful\w*|woeful\w*|lamentabl\w+|deplorabl\w+
undoubtedly|at long last|long overdue|needless to say|outstanding achievement\w*|courageous\w*|generously|remarkabl[ey]
masterful\w*|visionary|(?:los(?:t|es|ing)) (?:all |any |its |their )?credibility|contempt(?! of court)|high time
cover(?:s|ed|ing)? for (?:its|their|his|her)
rubber-?stamp\w*|ignor(?:e|es|ed|ing) (?:its|their|his|her|all|every) \w+|too weak
turn(?:s|ed|ing)? its back|pa(?:y|ys|id|ying) the price|a bad joke
in den wind|drück(?:t|te|en|ten) sich|schlechter witz|aus der verantwortung
(?:se|me) lavan? las manos|dejad[oa]s? tirad[oa]s?|una burla|da la espalda|dan la espalda
traîn\w+ les pieds|usine à gaz|jou\w+ avec (?:la|les) (?:santé|vies?|nerfs)|tourn\w+ le dos|se lav\w+ les mains
skandal\w*|verantwortungslos\w*|unverantwortlich\w*|rücksichtslos\w*|fahrlässig\w*|leichtfertig\w*|schändlich\w*|schande
beschämend\w*
gelogen|belogen|lügt|lügen|lügner\w*|getäuscht|täusch(?:t|te|ten|en)|betrog\w*|betrüg\w*|vertusch\w*|verheimlich\w*
verschwieg\w*
versag(?:t|te|ten|en)|versäum\w*|verschlaf\w*|verschlief\w*|verschlepp\w*|unfähig\w*|untätig\w*|schlamp\w*|stümper\w*
dilettant\w*
blamabel|blamage|debakel|desaster|fiasko|katastrophal\w*|farce|peinlich\w*|lächerlich\w*|unverschämt\w*|dreist\w*|unerhört\w*
unfassbar\w*
heuchl\w*|heuchel\w*|scheinheilig\w*|zynisch\w*|zynismus|(?-i:feiger?)|feigheit|arrogan[tz]\w*|gierig\w*|habgier\w*|eiskalt
inakzeptab\w+|untragbar\w*|unentschuldbar\w*|unverzeihlich\w*|ungerecht\w*|im stich|als geiseln?|feigenblatt|augenwischerei
kläglich\w*
schuld (?:an|ist|sind|hat|haben|trägt|tragen)|schuldig|hätten? (?:[\w-]+ ){0,5}(?:müssen|sollen|dürfen)
(?:muss|müssen|soll|sollte|sollten) (?:[\w-]+ ){0,2}(?:zurücktreten|sich entschuldigen)|zu (?:recht|unrecht)
leider|zum glück|endlich|selbstverständlich|vorbildlich\w*|großartig\w*|meisterhaft\w*|mutige?
scandal(?:e|es|eu\w+)|mensong\w*|menti|mente(?:nt|ur\w*)|irresponsab\w+|hont(?:e|eu\w+)|incompéten\w+|néglig(?:en\w+|é\w*)
coupable\w*
complices?|étouff\w+ (?:l['’]affaire|le scandale|la vérité|l['’]enquête)|dissimul\w+
cach\w+ (?:la vérité|ses|son|sa|leurs?)
dérisoire\w*|ridicul\w+|absurd\w+|grotesque\w*|lamentabl\w+|pitoyabl\w+|désastreu\w+|désastre|calamiteu\w+
indign(?:e|es|ée?s?|ement)
inadmissibl\w+|inacceptabl\w+|intolérabl\w+|impardonnabl\w+|inexcusabl\w+|injustifiabl\w+|cynique\w*|cynisme|hypocri\w+
lâcheté|lâchement
mépris\w*|(?:se|s['’]est|se sont) moqu\w+ (?:de|du|des|d['’])|trahi(?:e|es|s|t|son\w*)?|bâcl\w+|laxis\w+|inertie|incurie
gabegie|gâchis|mascarade
ferm\w+ les yeux|tromp(?:e|é|ée|ent|er|eu\w+)|malhonnête\w*|corrompu\w*|pren\w+ (?:[\w-]+ ){1,4}en otages?|poudre aux yeux
imposture|cupid\w+
avid(?:es?|ité)
abandonn\w+ (?:les|ses|la|leurs?) (?:population|habitant|patient|famill|malad|salari|agent|enfant|victim|citoyen|insulair)\w*
aurai(?:t|ent) dû|doi(?:t|vent) (?:démissionner|s['’]excuser)|la faute (?:de|du|des|à|aux)|blâm\w+|accus\w+|dénonc\w+|fustig\w+
forcément|évidemment|bien sûr|heureusement|malheureusement|hélas|à juste titre|injuste\w*|exemplaires?|admirabl\w+
courageu\w+|remarquabl\w+
escándalo\w*|escandalos\w+|mint(?:ió|ieron)|mienten?|mentira\w*|mentiros\w+|vergonzos\w+|vergüenza|imprudent\w+|culpabl\w+
incompetent\w+
engañ\w+|encubr\w+|ocult(?:a|an|ó|aron|ado|ando) (?:sus?|la verdad|los|las)|irresponsabl\w+|negligen\w+|cómplices?|ridícul\w+
absurd\w+
desastros\w+|catastrófic\w+|inaceptabl\w+|inadmisibl\w+|intolerabl\w+|imperdonabl\w+|injustificabl\w+|cínic\w+|cinismo
hipócrit\w+|hipocresía
cobard\w+|arrogan\w+|codici\w+|avaricia|traicion\w+|chapu[zc]\w+|burlan?|burló|despreci\w+|corrupt\w+
injust(?:o|a|os|as|amente)|farsa
mir\w+ (?:hacia|para) otro lado|(?:debería|deberían|debió|debieron) haber|deb(?:e|en) (?:dimitir|renunciar|disculparse)|acus\w+
(?:la )?culpa (?:de|del|es)|culpar?|por desgracia|desgraciadamente|lamentablemente|afortunadamente|por fin|por supuesto
obviamente
indignante\w*|ejemplar|admirabl\w+|heroic\w+|valientes?|pésim\w+
"""
_PEOPLE = (
    "children|patients|public|people|parents|families|sick|poor|voters|residents|citizens|workers|victims|"
    "islands?|towns?|villages?|regions?"
)
_OPINION = re.compile(
    rf"\b(?:{'|'.join(_PARTS.replace('{people}', _PEOPLE).split(chr(10))[1:-1])})(?!\w)",
    re.IGNORECASE,
)
_STEM = 5
_ANYWHERE = ("changes", "title", "heading", "corrections[", "voices[")
"""Texts that rest on sentences elsewhere on the page, which cite for them."""
_HINT = "Attribute it to who said it and cite the item, or leave it out."


def opinion_objections(words: AddedText, context: EditContext) -> Iterator[Finding]:
    """An opinion or an accusation that none of the items that its text cites makes."""
    said = without(words.text)
    is_based = bool(cited(words.text)) or words.at.startswith(_ANYWHERE) or words.at.endswith(".evolution")
    before = "" if words.before == words.text else without(words.before)
    ground = "\n".join((*(context.grounds(words) if is_based else ()), before))
    folded = fold(ground)
    found = (match[0] for match in _OPINION.finditer(said))
    accused = [one for one in found if not _is_in(one, folded)]
    for one in dict.fromkeys((*accused, *WRONGS.missing(said, ground))):
        if not any(one in other for other in accused if other != one):
            said_by = "no item cited says so" if is_based else "it cites nothing"
            message = f'"{one}" is an opinion or an accusation, and {said_by}'
            yield context.objection("unsourced-opinion", words.at, words.text, message, _HINT)


def _is_in(opinion: str, ground: str) -> bool:
    """Whether a text has the main word of an opinion, in any form."""
    longest = max(fold(opinion).split(), key=len)
    return re.search(rf"\b{re.escape(longest[:_STEM])}", ground) is not None
