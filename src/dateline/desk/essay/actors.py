"""Offices, bodies and kinds of people that may act: what a drafted text says of them, an item that it cites says of them."""

from dateline.desk.families import Families

ACTORS = Families(r"""
mayor\w*|bürgermeister\w*|maires?|alcald\w+
known: town hall|city hall|rathaus\w*|mairie|ayuntamiento\w*

council(?:s|l?or\w*|m[ae]n|wom[ae]n)?|alderm[ae]n|stadtr[aä]t\w*|gemeinder[aä]t\w*|conseil municipal|conseill\w+
concej\w+|ayuntamiento\w*
known: conseil\w*|city|town|consejo\w*|stadt|gemeinde\w*|municipal\w*|commune|municipio

government\w*|ministers?|ministry|ministries|prime minister|cabinet|regierung\w*|minister\w*|ministeri\w+
gouvernement\w*|ministres?
ministères?|gobierno\w*|ministr[oa]s?
known: premier\w*|president\w*|präsident\w*|secretar\w+|bund|state|administration

president\w*|chancellors?|governors?|senators?|präsident\w*|kanzler\w*|gouverneur\w*|sénateurs?|président\w*
presidente\w*|gobernador\w*
senador\w*
known: premier\w*|chair\w*|vorsitz\w*

police(?:m[ae]n|wom[ae]n)?|officers?|detectives?|sheriffs?|polizei\w*|polizist\w*|policiers?|gendarme\w*|policía\w*
known: polic\w+|constab\w+

judges?|courts?|tribunals?|richter\w*|gericht\w*|juges?|tribunaux|juez|jueza|jueces|tribunal(?:es)?
known: magistrat\w*|ruling|ruled|verdict\w*|justice|urteil\w*|jugement\w*|sentencia\w*|judicial

prosecutors?|attorneys?|lawyers?|solicitors?|barristers?|staatsanw[aä]lt\w*|anw[aä]lt\w*|procureur\w*|parquet
avocat\w*|fiscal(?:es|ía)|(?:el|la) fiscal
abogad\w+
known: prosecut\w+|legal|counsel|law

builders?|contractors?|architects?|bauunternehm\w*|baufirm\w*|bauherr\w*|architekt\w*|constructeurs?|entrepreneurs?
architectes?
constructor\w*|contratist\w*|arquitect\w*
known: buil\w+|bau\w*|construct\w*|construc\w*|contract\w*|firm|firms|company|companies|firma|firmen|entreprise\w*|empresa\w*

owners?|operators?|manufacturers?|suppliers?|betreiber\w*
hersteller\w*|eigentümer\w*|propriétaires?|exploitants?|fabricants?|propietari\w+|operador\w*
fabricante\w*
known: compan(?:y|ies)|firms?|unternehmen\w*|konzern\w*|entreprises?|empresas?|business\w*|group
known: maker|makers|inc|ltd|plc|gmbh|ag|sa|corp|co|own\w*|operat\w*|manufactur\w*|suppl\w*|société\w*
known: betrieb\w*|startup\w*
known: provider\w*|developer\w*|labs?|vendor\w*|yard|builder\w*|contractor\w*|utility|subsidiary|operador\w*|compañía\w*
known: chipmaker\w*

directors?|bosse?s?|chief executives?|ceos?|chairm[ae]n|chairwom[ae]n|managers?|direktor\w*|chefs?|chefin\w*
vorständ\w*|vorstand\w*
geschäftsführ\w*|directeurs?|directrices?|pdg|patrons?|director(?:es|as?)|jefes?|jefas?|gerentes?
known: head|heads|chief|chair|leader|leaders|executive\w*|leit\w+|direct\w+|manage\w+

spokes(?:m[ae]n|wom[ae]n|persons?|people)|sprecher\w*|porte-parole\w*|portavo\w+
known: statement\w*|said|says|told|press|sagte\w*|teilte|erklärte|mitteilung\w*|déclar\w*|dijo|comunicado\w*|communiqué\w*

authorit(?:y|ies)|agenc(?:y|ies)|regulators?|commissioners?|commissions?|inspectors?|officials?|behörde\w*|(?!\w*gesamt)\w*amt
amts\w*|aufsicht\w*|kommission\w*
kommissar\w*|autorités?|agences?|régulateurs?|commissaires?|fonctionnaires?|autoridad\w*|agencias?|regulador\w*
comisi\w+|funcionari\w+
known: office|offices|department\w*|inspect\w*|regulat\w*|board|official\w*|ministr\w+|bureau|service|services|eu|union
known: watchdog\w*
known: commission\w*|council\w*|government\w*|police|harbour\w*|state|ämter\w*|verwaltung\w*|oficin\w*|administración
known: anwalt\w*|prüf\w*

harbou?r ?masters?|harbou?r office|hafenmeister\w*|hafenamt\w*|capitainerie|capitán de puerto
known: harbou?r\w*|hafen\w*|port|puerto

engineers?|divers?|surveyors?|inspectors?|ingenieur\w*|taucher\w*|gutachter\w*|ingénieurs?|plongeurs?|ingenier\w+
buzos?|buceador\w*
known: engineer\w*|div(?:e|es|ed|ing)|survey\w*|inspect\w*|technicians?|expert\w*

unions?|strikers?|gewerkschaft\w*|syndicats?|sindicat\w+
known: worker\w*|strike\w*|staff|streik\w*|grève\w*|huelga\w*|eu|european

part(?:y|ies)|politicians?|lawmakers?|m\.?p\.?s?|parliaments?|senates?|congress|opposition|partei(?:en)?
politiker\w*|parlament\w*|bundestag\w*
abgeordnet\w*|députés?|parlement\w*|sénat|assemblée|partis? politiques?|partidos?|polític[oa]s|diputad\w+
parlament\w+|senado|congreso
known: member\w*|legislat\w+|vote\w*|voted|senator\w*|coalition\w*|deput\w+|house|stadtrat\w*|council\w*|fraktion\w*
known: politi\w+|sides?|talks

banks?|bankers?|insurers?|investors?|shareholders?|banken|bankier\w*|versicher(?:er|ung|ungen)|investor\w*
aktionär\w*|banques?|assureurs?
actionnaires?|bancos?|asegurador\w*|accionistas?|inversor\w*
known: banking|insur\w*|invest\w*|fund|funds|share\w*|lender\w*|versicher\w*|assur\w*|segur\w*

doctors?|nurses?|surgeons?|hospitals?|clinics?|ärzt\w*|arzt\w*|krankenhaus\w*|klinik\w*|krankenschwester\w*
pfleger\w*|médecins?|hôpita\w+
infirmi\w+|cliniques?|médic[oa]s|hospital(?:es)?|enfermer\w+|clínicas?
known: medic\w*|patient\w*|physician\w*|health\w*|medizin\w*|santé|salud|cliniqu\w*|kranken\w*

scientists?|researchers?|professors?|universit\w+|forscher\w*|wissenschaftl\w*|professor\w*|chercheu\w+
scientifiques|professeur\w*
científic[oa]s|investigador\w*|profesor\w*
known: research\w*|stud(?:y|ies)|institute\w*|scien\w+|academ\w+|forsch\w+|étude\w*|estudio\w*|institut\w*|lab\w*|expert\w*
known: authors?

arm(?:y|ies)|soldiers?|navy|military|generals|troops|armee\w*|soldat\w*|militär\w*|truppen|armées?
ejército\w*|soldados?|militares
known: force|forces|milit\w+|army|bundeswehr|guard

church(?:es)?|bishops?|priests?|pastors?|imams?|rabbis?|kirche\w*|bischof\w*|bischöf\w*|priester\w*|pfarrer\w*
église\w*|évêque\w*|prêtre\w*
iglesias?|obispos?|sacerdotes?
known: parish\w*|cathedral\w*|pope|vatican|religio\w*

teachers?|schools?|lehrer\w*|schule\w*|enseignant\w*|écoles?|profs?|maestr[oa]s|escuelas?
known: pupil\w*|student\w*|educat\w*|lehr\w*|schüler\w*|élève\w*|alumn\w*|schul\w*

journalists?|reporters?|editors?|newspapers?|journalist\w*|redakteur\w*|zeitung\w*|journalistes?|journaux
periodistas?|periódicos?
known: report\w*|gazette|press|media|news|bericht\w*|redaktion\w*|presse|prensa|diario\w*|journal
""")
"""Each family bears out what is said of another member of it, in any of the four languages."""
