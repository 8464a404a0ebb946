"""The words of a thought, which needs no source: little words, and words about figures, questions and how facts hang together.

They tell of no event, name nobody, judge nobody, and are about nothing that is outside the essay. Folded; `*` stands for any
ending.
"""

import re
from functools import cache

from dateline.core.text.stop_words import STOP_WORDS

_NOT = {
    "en": """
        was were had did been being said will would should could must shall he she his her him you your i we us our me my
        someone somebody
    """,
    "de": """
        er ihn ihm ich euch du wir uns unser unsere war waren wurde wurden würde hatte hatten soll sollen sollte will werde
        werden wird sagt sagte sagten konnte konnten muss müssen machen man ja
    """,
    "fr": """
        il elle ils elles lui ma mon me moi nous nos notre vous vos votre tu te j je ai avait avaient était étaient été fait font
        sera seront dit eu on
    """,
    "es": "él ella ellos ellas me mi mis nos era eran fue fueron había habían sido será dijo yo",
}
"""Words that a language counts as little, and that tell of the past or the future, of a person, or of what somebody said."""
_AND = {
    "en": """
        isn't aren't don't doesn't that's it's there's cannot remain* stay* mean* follow* belong* depend* differ* fit fits meet
        meets ask asks answer* add adds agree agrees contradict* explain* read reads look looks seem seems count counts
        want wants need needs stand stands rest rests point points compare* make makes turn turns come comes go goes leave leaves
        question* figure* number* promise* reason* part parts side sides difference* story stories account accounts version
        versions sentence* thing things matter* word words gap gaps picture* pattern* link* common contrast* comparison*
        sum sums time times place order line lines way ways kind kinds half
        two three first second third last next same different alone together apart still yet again here never always less least
        much many little few nothing something everything everybody nobody neither either none enough whole small large big
        long short old new simple hard easy nor till without because although though whether far near very quite just rather
        instead thus therefore however else only between left what's who's both
    """,
    "de": """
        bleibt bleiben heißt bedeute* folg* gehör* häng* unterscheid* passt passen fragt frage fragen antwort* widerspr* erklär*
        scheint scheinen zählt zählen braucht brauchen steht stehen geht gehen kommt kommen liegt liegen zahl zahlen versprech*
        grund gründe teil teile seite seiten unterschied* geschichte* fassung* satz sätze ding dinge wort worte lücke* bild bilder
        muster zusammen gemeinsam* vergleich* summe* zeit zeiten ort reihenfolge zeile* weg wege art
        hälfte zwei drei erste* zweite* dritte* letzte* nächste* gleich* verschieden* allein immer weniger wenig viele* nie
        niemand jeder alles beide* weder genug ganz* klein* groß* lang* kurz* alt* neu* einfach* schwer* leicht* sehr
        eher statt deshalb
        noch etwas beiden fest
    """,
    "fr": """
        reste restent signifi* dépend* diffèr* demande* réponse* répond* question* contredi* expliqu* semble* compte* faut manque*
        va vont vient tient tiennent chiffre* nombre* promesse* raison* partie* côté* différence* histoire* version* phrase*
        chose* mot mots écart* image* lien* commun* comparaison* somme* temps place ordre ligne* façon* moitié
        deux trois premi* second* troisième* derni* prochain* seul* ensemble toujours jamais moins beaucoup rien personne tout
        assez entièr* petit* grand* long* court* vieux neuf simple* difficile* facile* plutôt ainsi aucun* différent* distinct*
        ce n'est c'est
        qu'une qu'un d'une d'un n'a n'y l'une l'autre l'un
    """,
    "es": """
        queda quedan significa* depend* difiere* pregunta* respuesta* respond* contradi* explica* parece* cuenta* falta* va van
        viene cifra* número* promesa* razón razones parte* lado* diferencia* historia* versión versiones frase* cosa* palabra*
        hueco* imagen* vínculo* común comparación* suma* tiempo* lugar orden línea* manera* mitad dos tres
        primer* segund* tercer* últim* próxim* mism* distint* junt* siempre nunca menos mucho* nadie ningun* ambos ambas bastante
        enter* pequeñ* grande* larg* cort* viej* nuev* simple* difícil* fácil* más bien
    """,
}
_ONLY_ASKED = {
    "en": """
        will would should could know knows pay pays happen happens change changes decide decides begin begins end ends become
        money cost costs price prices
    """,
    "de": """
        wird werden soll sollen muss müssen weiß zahlt zahlen bezahlt geschieht passiert ändert entscheidet beginnt endet geld
        kosten kostet preis
    """,
    "fr": "sera seront sait paie payer paiera arrive change décide commence finit fait argent coûte prix",
    "es": "será sabe paga pagará pasa cambia decide empieza termina dinero cuesta precio",
}
"""Words that a question may have too, since it claims nothing."""
ARTICLES = {"en": "a an", "de": "ein eine", "fr": "un une", "es": "un una"}
"""A sentence that begins with one of these may be about any thing of a kind: "A guarantee is only a promise"."""


@cache
def little_words(language: str) -> frozenset[str]:
    """The little words of a thought in a language. A sentence that has no others, "It is not so", denies what is before it."""
    return frozenset(STOP_WORDS[language].split()) - frozenset(_NOT[language].split())


@cache
def thought_words(language: str, *, asked: bool = False) -> re.Pattern[str] | None:
    """The words of a thought in a language; None for a language that has no table.

    Args:
        language: the language.
        asked: whether they are those of a question.
    """
    if language not in _AND:
        return None
    more = f"{_AND[language]} {_ONLY_ASKED[language] if asked else ''}".split()
    words = sorted({*little_words(language), *more})
    return re.compile("|".join(re.escape(word).replace(r"\*", r"\w*") for word in words))
