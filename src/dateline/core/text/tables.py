"""Lists of words: openers of sentences, words that are not names, offices, kinds of bodies, verbs of saying."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WEEKDAYS = (
    ("Monday", "Montag", "lundi", "lunes"),
    ("Tuesday", "Dienstag", "mardi", "martes"),
    ("Wednesday", "Mittwoch", "mercredi", "miércoles"),
    ("Thursday", "Donnerstag", "jeudi", "jueves"),
    ("Friday", "Freitag", "vendredi", "viernes"),
    ("Saturday", "Samstag", "Sonnabend", "samedi", "sábado"),
    ("Sunday", "Sonntag", "dimanche", "domingo"),
)
"""The names of the weekdays in English, German, French and Spanish, as written, from Monday."""
DAYS = _words(" ".join(names[0] for names in WEEKDAYS).casefold())
MONTHS = _words("january february march april may june july august september october november december")
PARTS_OF_A_DAY_OR_YEAR = _words("morning afternoon evening night weekend week month year spring summer autumn winter")

NO_NAMES = (
    MONTHS
    | _words(" ".join(name for names in WEEKDAYS for name in names).casefold())
    | _words("celsius fahrenheit millionen milliarden i i'm i'd i'll i've i’m i’d i’ll i’ve q1 q2 q3 q4 h1 h2 dr mr mrs ms prof")
)
OPENING_WORDS = _words(
    """
    a an the this that these those its his her their our my your some any each every both all most many several no in on
    at by for from of to with as if when while after before since until once but and or so yet it he she we they you
    what who why how which where is are was were does do did will would could should can has have had there here not one
    two three four five six seven eight nine ten meanwhile however moreover separately according
    """
)
NEVER_OPEN_A_NAME = OPENING_WORDS | _words(
    """
    neither nor nobody none nothing never only even unless whether because though although whereas suppose imagine assume
    let say ask tell see read watch hear make may might must shall am be been being reportedly allegedly apparently
    supposedly perhaps maybe hopefully possibly probably presumably potentially seemingly purportedly hardly rarely such
    another either few anyone everyone someone everybody somebody anybody whom whose yes me him them us like than then just
    please thanks sorry hello
    """
)
"""Words that may open a sentence right before a name, and are not part of it."""
ADVERBS = _words(
    """
    today yesterday tonight tomorrow meanwhile however moreover separately recently finally earlier later previously also
    still now then instead nevertheless nonetheless afterwards elsewhere indeed again therefore hence additionally
    similarly likewise initially originally eventually ultimately further furthermore lately subsequently conversely
    """
)

PARTICLES = _words("van von der den de del della di da dos du la le los las el al bin ibn ben ter ten zu zur af av y dela")
TITLES = _words("dr mr mrs ms prof sir dame lord lady rev hon fr miss madam")
OFFICES = TITLES | _words(
    """
    mayor president minister senator professor chancellor councillor councilor governor judge director chair chairman
    chairwoman chairperson secretary commissioner captain engineer harbourmaster prime deputy vice officer chief chief-of-staff
    executive ceo cfo cto coo head leader boss founder co-founder cofounder owner co-owner manager spokesman spokeswoman
    spokesperson analyst economist scientist researcher physicist biologist historian lawyer solicitor barrister attorney
    prosecutor advocate activist campaigner reporter journalist editor author writer columnist critic photographer
    ambassador envoy delegate representative congressman congresswoman assemblyman assemblywoman lawmaker legislator
    ombudsman inspector superintendent sergeant lieutenant colonel general admiral commander major-general sheriff
    constable detective officer trooper coroner treasurer auditor adviser advisor consultant expert specialist scholar
    fellow lecturer teacher headteacher principal dean rector bishop archbishop pastor imam rabbi doctor physician surgeon
    nurse midwife resident tenant neighbour neighbor witness survivor farmer fisherman skipper pilot sailor driver
    passenger worker docker lockkeeper student pupil coach striker goalkeeper midfielder defender singer actor actress
    filmmaker producer designer architect developer programmer maintainer contributor chemist geologist operator maker
    builder supplier brother sister wife husband mother father son daughter widow widower uncle aunt cousin friend
    colleague partner member whip premier alderman correspondent astronomer demographer agent racer chief-executive
    investigator historian negotiator secretary-general curator conductor composer poet novelist comedian playwright master
    justice forecaster frontman bandleader
    """
)
"""Offices and relations; a person's name may follow them."""
OFFICES_AND_SURNAMES = _words("farmer singer driver pilot dean bishop judge coach sailor skipper constable chancellor doctor")
"""Offices that are just as often surnames: "Ann Farmer"."""
SHORT_OFFICES = _words("Del. Rep. Sen. Gov. Lt. Col. Gen. Capt. Sgt. Maj. Cllr. Pres. Atty. Supt. Dep. Adm. Cmdr. Hon.") | _words(
    "Rev. Dr. Mr. Mrs. Ms. Prof. Cllr Rev Dr Mr Mrs Ms Prof Lt Capt Sgt Supt"
)
"""Abbreviated offices; those without a full stop are never names."""
FORMER = _words(
    """
    former ex late veteran embattled troubled rival fellow outgoing incoming acting retired senior junior local nearby
    neighbouring neighboring state-owned state-run privately-held longtime long-time then-
    """
)
"""Words that may come before a name and are not part of it."""
BODIES = _words(
    """
    office council authority board ltd limited inc corp corporation group company co plc llc gmbh ag se university
    institute institution college academy school hospital clinic bank police department ministry agency bureau commission
    committee union association society foundation trust federation confederation alliance league club party court
    parliament senate congress house government administration assembly army navy force forces guard service services
    system systems center centre laboratory laboratories lab labs times news post gazette herald journal courier radio
    television tv press project team network partners holdings industries marine shipping lines airlines airways railways
    energy power oil gas water electric rail ferries ferry port harbour harbor coalition campaign church museum library
    fund organisation organization works technologies technology software media studio studios capital ventures
    international global chamber watch initiative consortium forum secretariat treasury exchange observatory
    charity cooperative regulator inspectorate tribunal crown city county district province region state sons daughters
    """
)
"""Kinds of bodies: as the last word of a name, one shows that it is not a person; alone, it is not a name."""
COMMON_BODIES = _words(
    "office council authority board police department ministry agency bureau commission committee union association party court "
    "parliament government administration navy army coastguard hospital university regulator inspectorate"
)
"""Kinds of bodies that may end a name in lower case: "Quay County council"."""
DOCUMENTS = _words(
    """
    report reports survey study studies act bill law plan review letter paper papers article document documents data figures
    budget index map guide treaty deal constitution code rules files diaries tapes minutes manual standard charter
    bible koran quran torah vedas scripture
    man woman people
    """
)
"""Documents and the like: a name that ends in one of these is not a speaker."""
IN_SMALL_LETTERS = _words("federal national state regional provincial central own")
"""Words that are not part of a name when they are in lower case."""
GIVEN_NAMES_IN_LY = _words("emily kelly sally molly polly holly carly beverly kimberly everly shelly dolly ally lily")
"""Words in -ly that are given names and not adverbs."""
GIVEN_NAMES_LIKE_VERBS = _words(
    """
    james charles thomas jules louis nicholas nicolas marcus lucas lukas hans klaus jens lars niels nils carlos luis jesus andreas
    matthias johannes francis dennis denis chris alexis iris doris agnes frances mercedes dolores ines anders magnus rasmus tobias
    jonas elias matias mathias markus julius cornelius claudius linus silas travis curtis lewis morris harris ellis otis
    fred alfred wilfred winifred mohammed ahmed ted ned jared sayed khaled waleed sterling irving
    """
)
"""Given names that end as verbs do, and still open a name at the beginning of a sentence."""
NATIONALITIES = _words(
    """
    afghan african albanian algerian american arab argentine argentinian armenian asian australian austrian azerbaijani
    bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian
    catalan chilean chinese colombian croatian cuban cypriot czech danes danish dutch ecuadorian egyptian emirati english
    estonian ethiopian european filipino finnish finns french georgian german germans ghanaian greek greeks guatemalan
    haitian honduran hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican japanese jordanian
    kazakh kenyan korean kurdish kuwaiti latvian lebanese libyan lithuanian macedonian malaysian maltese mexican moldovan
    mongolian moroccan nepali nigerian norwegian norwegians omani pakistani palestinian panamanian peruvian poles polish
    portuguese qatari romanian russian russians rwandan saudi scots scottish senegalese serb serbian serbs singaporean
    slovak slovenian somali spanish sudanese swedes swedish swiss syrian taiwanese tanzanian thai tibetan tunisian turkish
    turks ugandan ukrainian ukrainians uruguayan uzbek venezuelan vietnamese welsh western yemeni zambian zimbabwean
    americans europeans africans asians chileans italians indians iranians israelis palestinians canadians australians
    """
)

LISTENERS = _words(
    """
    reporters journalists lawmakers legislators councillors parliament staff ministers residents investors shareholders paper
    newspaper court council committee hearing inquiry meeting panel audience crowd conference agency programme program
    station channel
    """
)
"""People and bodies that are told something."""
ALWAYS_SAY = _words(
    """
    said says told tells argued argues warned warns insisted insists stressed stresses announced announces explained explains
    urged urges confirmed confirms testified predicted predicts promised promises pledged pledges vowed vows reiterated
    complained cautioned cautions asked asks emphasised emphasises emphasized emphasizes
    """
)
"""Verbs of saying, whatever follows them."""
SAY_BEFORE_WORDS = _words(
    """
    added adds wrote writes noted notes posted tweeted denied denies declared declares admitted admits claimed suggested suggests
    recalled recalls replied replies revealed reveals maintained maintains claims acknowledged acknowledges
    stated states conceded concedes joked jokes remarked countered quipped boasted
    """
)
"""Verbs of saying only if the words that are said come after or before: a quotation, "that …", a colon."""
REPORTS_SAY = _words("reported found showed")
"""Verbs for what a report or a study says, though it is not a speaker."""
SAY_AFTER_WORDS = _words(
    """
    said says added adds wrote writes tweeted posted recalled recalls explained explains argued argues warned warns
    insisted insists admitted admits joked jokes claimed claims announced announces replied replies noted notes
    concluded complained asked asks stressed remarked observed countered quipped
    """
)
"""Verbs that may come before the speaker: "…, said Porter"."""
