"""Crimes, lies and harm that a text may speak of only if its sources do.

The words that only bear out, under `known`, accuse nobody.
"""

from dateline.desk.families import Families

WRONGS = Families(r"""
steal(?:s|ing)?|stole|stolen|thefts?|thief|thieves|thiev\w+|robb(?:ed|ing|er\w*|ery)|burgl\w+|loot(?:ed|ing|ers?)|pilfer\w*
gestohlen\w*|stiehlt|stahl (?:das|dem|den|der|die|geld|ihm|ihr)|stehlen|diebst\w+|diebin|diebe[ns]?|geraubt\w*|räuber\w*
ausgeraubt|geplündert|plünder\w+
vol(?:é|ée|és|ées)|voleu(?:r|rs|se|ses)|cambriol\w+|dérob\w+|braqu(?:age|eu)\w*|pillé\w*|pillage
rob(?:ó|aron|ado|ados|ada|adas|ar|an)|robos?|hurt(?:o|ó|aron)|ladr(?:ón|ones|ona)|saque(?:o|ó|aron)
known: rob|vol|volé|steals|raub

brib\w+|kickbacks?|backhanders?|graft|corrupt\w*|on the take|pay-?offs?|paid off (?:the|an?|his|her|its)|slush funds?
bestech\w+|bestoch\w+|bestich\w+|korrupt\w*|korruption\w*|schmiergeld\w*|schmier(?:te|ten)|geschmiert
corromp\w+|pots?-de-vin|soudoy\w+|soborn\w+|coimas?|mordidas?|cohech\w+|corrup\w+|untad[oa]s?

murder\w*|assassin\w*|homicid\w*|manslaughter|slain|slew
mord|morde[ns]?|mörder\w*|ermord\w+|totschlag\w*|totgeschlagen|meurtr\w+|homicide\w*|asesin\w+|homicidi\w+
known: killed|stabbed|shot dead

kill(?:s|ed|ing|ings|er|ers)?|died|dead(?!\s?(?:end|heat|letter|lock|weight|line)|-)|death(?!\stax)s?|deadly|fatal\w*
drown(?:s|ed|ing)?|perish(?:ed|es)
getötet\w*|tötet\w*|töten|starb(?:en)?|gestorben\w*|verstorben\w*|tote[nr]?|todesopfer\w*|tödlich\w*|ertrank(?:en)?
ertrunken\w*|ums leben
tu(?:é|ée|és|ées|ent)|mort(?:s|e|es|el|els|elle|elles)?|décéd\w+|décès|noy(?:é|ée|és|ées|ade)|péri
mat(?:ó|aron|ado|ados|ada|adas)|muert[oae]s?|muri(?:ó|eron)|murier\w+|fallec\w+|ahog(?:ó|aron|ad[oa]s?)|mortal(?:es)?
known: die|dies|dying|murder\w*|assassin\w*|slain|fatalit\w*|casualt\w*|lost (?:his|her|their) li\w+|victims?|toll
known: bod(?:y|ies)|stabbed|shot|mörder\w*|ermord\w+|tod|sterben|stirbt|leiche\w*|victimes?|meurtr\w+|mourir|meurt|asesin\w+
known: morir|muere\w*|víctimas?|toter|toll

rap(?:e|ed|es|ist|ists|ing)|molest\w+|sexual(?:ly)? (?:assault|abus|harass)\w*|grop(?:ed|ing)|paedophil\w*|pedophil\w*
vergewaltig\w+|missbrauch\w*|sexuell belästigt|viol(?:é|ée|és|ées|eur|eurs)|pédophil\w+|viol(?:ó|aron|ador|adores)|pederast\w+
known: abus\w+|assault\w*|viols?|violaci\w+|agress\w+|agred\w+|belästig\w+

assault(?:s|ed|ing)?|abus(?:e|ed|es|er|ers|ing|ive)|tortur\w+|beat up|beaten up|molested|harass\w+|stabb\w+
misshandel\w*|gefoltert\w*|folter\w*|verprügel\w*|belästig\w+|tabass\w+|tortur\w+|maltrait\w+|agress(?:é|ée|és|ées|eur|eurs)
harcel\w+|harcèl\w+|poignard\w+
maltrat\w+|agred\w+|acos(?:o|ó|aron|ador)|apuñal\w+|paliza\w*
known: attack\w*|beat\w*|hit|violence|violent\w*|brutal\w*|missbrauch\w*|agress\w+|agresi\w+|violenci\w+|angriff\w*|angegriffen

fraud\w*|embezzl\w+|launder(?:s|ed|ing)|swindl\w+|scam\w*|cheat(?:s|ed|ing|er|ers)?|con(?:man|men|ned)|crook(?:s|ed)?
racketeer\w*|ponzi|evad(?:ed|ing) tax\w*|tax evasion|pocketed|skimmed off
betrug|betrüg\w+|betrog\w+|unterschl[au]g\w+|veruntreu\w+|geldwäsche\w*|gauner\w*|hochstapl\w+|schwindl\w+
steuerhinterzieh\w+|hinterzogen
fraud\w+|escroqu\w+|escroc\w*|détourn(?:é|ée|és|ées|ement|ements)|blanchi(?:ment|ssage)\w*|arnaqu\w+|malvers\w+
fraude\w*|estaf\w+|malvers\w+|desfalc\w+|desvi(?:ó|aron) (?:fondos|dinero)|blanque\w+|timad\w+|defraud\w+
known: deceiv\w*|defraud\w*|betrugs\w*|misappropriat\w+|money[- ]laundering|geldwäsch\w*|tricher\w*|trich\w+

sabotag\w*|vandali\w+|arson\w*|set (?:\w+ ){0,2}on fire|torched|deliberately (?:damag|break|broke|destroy|drill|flood)\w*
sabotier\w*|brandstift\w+|brandgestift\w*|mutwillig\w*|vandalis\w+|incendi(?:é|ée|és|aire criminel)\w*
sabot(?:é|ée|age|eur)\w*|sabote\w*|vandali\w+|provoc(?:ó|aron) el incendio
known: deliberate\w*|vandal\w*|brandst\w+|vorsätzlich\w*|criminal damage

crim(?:e|es|inal|inals|inality)|felon\w*|gangster\w*|mafia\w*|mobsters?|guilt\w*|culprit\w*|perpetrat\w+|convict(?:s|ed)
unlawful\w*|illegal\w*|illicit\w*|broke the law|breaking the law|law-?breakers?
verbrech\w+|kriminel\w*|straftat\w*|schuldig\w*|täter\w*|verurteilt\w*|illegal\w*|rechtswidrig\w*|gesetzwidrig\w*
crimin\w+|délit\w*|délinquan\w+|coupable\w*|condamn(?:é|ée|és|ées)|illéga\w+|illicit\w+|culpab\w+|delit\w+|delincuen\w+
condenad[oa]s?|ilegal\w*|ilícit\w+
known: crime\w*|offen[cs]e\w*|court|prosecut\w+|convict\w*|law|laws|sentenced|jailed|unrechtmäßig\w*|gericht\w*
known: staatsanwalt\w*|tribunal\w*|parquet|fiscal\w*|juez|jueza|guilty|charged|ban|bans|banned

forg(?:ed|ery|eries|er|ers)|falsif\w+|fak(?:ed|ing)|doctored|tampered|rigg(?:ed|ing)|perjur\w*|fabricated
gefälscht\w*|fälsch\w+|manipulier\w+|meineid\w*|falsifi\w+|truqu\w+|trafiqué\w*|parjur\w+|falsific\w+|amañ\w+|perjuri\w+
manipul(?:ó|aron)
known: fake|false\w*|counterfeit\w*|manipulat\w+|faux|fals[oa]s?

blackmail\w*|extort\w*|smuggl\w+|traffick(?:ed|ing|er|ers)|kidnap\w*|abduct\w+|hostage-tak\w+|ransom\w*
erpress\w+|schmugg\w+|geschmuggelt\w*|entführ\w+|lösegeld\w*|chant(?:age|eur)\w*|extor[qs]\w+|contreband\w+|kidnapp\w+
enlev(?:é|ée|és|ées) (?:par|de force)|rançon\w*
chantaj\w+|extors\w+|contraband\w+|secuestr\w+|rescate exigido
known: traffic|trafficking|ransomware|smuggl\w+|trafic\w*|tráfic\w*

lied|liars?|lying (?:about|to)|lies (?:about|to)|perjur\w*|deceiv\w+|deceit\w*|mislead\w*|misled|untruth\w*
gelogen|belog\w+|lüg(?:t|en|ner|nerin)\w*|menti(?:r|s|t|eurs?|euse)?|menteu\w+|mensong\w*|mint(?:ió|ieron)|mentir\w*|engañ\w+
known: false\w*|untrue|not true|wrongly|unwahr\w*|falsch\w*|täusch\w+|tromp\w+|faux|fals[oa]s?|lie|lies|deception\w*

knew (?:of|about|all|that|it|better|for)|known (?:of|about) it (?:all|for)|hid (?:the|it|its|their|his|her|an?)
hidden (?:the|an?|its|their|his|her)|hiding (?:the|it|its|their)|conceal\w*|hushed|covered (?:it |this |that )?up
cover-?ups?|withheld|secretly|kept (?:it |this |the \w+ )?(?:secret|quiet)
wusste[n]? (?:davon|von|darum|es|seit|schon)|gewusst\w*|vertusch\w+|verheimlich\w+|verschwieg\w*|verschweig\w*|verborgen\w*
heimlich\w*
savai(?:t|ent) (?:tout|depuis|que|déjà)|dissimul\w+|étouff\w+ l['’]affaire|caché (?:la|le|les|un|une)|en secret|secrètement
sab(?:ía|ían) (?:de|que|todo|desde)|ocult(?:ó|aron|ad[oa]s?|aba)|encubr\w+|en secreto|escondi(?:ó|eron)
known: knew|known|aware|knowledge|told|warned|informed|secre\w+|hid|hidden|hide|undisclosed|disclos\w+|wusste\w*|bekannt\w*
known: geheim\w*|informier\w*|gewarnt\w*|savait|savaient|au courant|informé\w*|averti\w*|cach\w+|sabía\w*|informad\w+
known: advert\w+|ocult\w*|advirt\w+

disgrac\w+|asham\w+|shame(?:ful|less)?\w*|beschäm\w+|schäm\w+|schändlich\w*|hont(?:e|eux|euse)\w*|vergonz\w+|vergüenza

terroris\w+|traitors?|treason\w*|verräter\w*|hochverrat\w*|trahison\w*|traîtres?|traidor\w*|traición\w*
known: terror\w*|verrat\w*

drunk(?:en|s)?|drug(?:ged|-deal\w+)|drug deal\w+|junkies?|betrunken\w*|drogendeal\w+|ivres?|ivrogne\w*|borrach\w+|narcotraf\w+
known: alcohol\w*|alkohol\w*|alcool\w*|drugs?|drogue\w*|drogas?|drogen\w*

bankrupt\w*|insolven\w+|bankrott\w*|pleite|faillite\w*|quiebra|bancarrot\w+
known: konkurs\w*|administration|receivership|liquidat\w+
""")
"""Each family bears out what is said in other words, in any of the four languages; a death bears out no murder."""
