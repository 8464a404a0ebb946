"""Abbreviations that end in a full stop, by language, and words that begin a new sentence after one."""

NEVER_END = {
    "en": """
        dr mr mrs ms messrs prof st gen sen rep gov lt col sgt capt cmdr adm rev hon pres supt del mt ft maj brig vs v cf viz
        ca approx e.g i.e
    """,
    "de": """
        dr prof st ca bzw z.b d.h u.a z.t i.d.r u.u o.ä sog vgl ggf evtl inkl exkl zzgl abzgl bspw mio mrd tsd nr str abs art
        geb gest jh max min rd hr fr dipl ing phil
    """,
    "fr": "m mm mme mmes mlle dr pr st ste env av apr cf c.-à-d p.ex",
    "es": "sr sra sres dr dra d dña ud uds pág núm aprox p.ej ee gral lic ing",
    "it": "sig sigg dott dr ssa prof avv ing ecc pag cfr",
    "nl": "dr mr drs ir ing prof dhr mevr bijv ca enz nr d.w.z o.a",
    "pt": "sr sra dr dra prof pág núm aprox p.ex",
    "sv": "dr t.ex bl.a s.k ca kl nr dvs",
}
"""A full stop after one of these does not end a sentence; the English ones count in every language."""
BEFORE_A_NUMBER = frozenset(
    """
    no nos nr fig figs eq sec ch vol art pp p para jan feb mar apr jun jul aug sep sept oct nov dec ed eds
    """.split()
)
"""A full stop after one of these does not end a sentence if a number follows."""
MAY_END = frozenset(
    """
    inc corp co ltd llc bros jr sr etc al ph.d est dept univ assn ave blvd rd ed eds usw
    ala ariz ark calif colo conn fla ga ill ind kan ky mass md mich minn mo mont neb nev okla ore pa tenn tex va vt wash wis wyo
    """.split()
)
"""A full stop after one of these ends a sentence only if the next word is one of the starters."""
WITH_A_STOP = frozenset("yahoo! jeopardy! wham! oh! mamma! guess? which?".split())
"""Names that end in a punctuation mark."""
STARTERS = frozenset(
    """
    a an the this that these those it its he she we they i you his her their our my there here in on at by for from of
    to with as if when while after before since until once but and or so yet nor however meanwhile moreover still also
    both each every some many most several what who why how which where no not one two three neither either although
    though because despite under over
    der die das ein eine es er sie wir ich ihr in im am auf aus bei mit nach von vor zu seit doch aber und oder auch so
    dies diese dieser dieses dort hier wie wer was wann warum
    le la les un une il elle ils elles nous vous on ce cette ces dans en à au pour par sur mais et ou où
    el los las ella ellos en por para pero y
    """.split()
)
"""Words that often begin a sentence."""
ORDINAL_STOP = frozenset({"de", "nl", "sv"})
"""Languages that write a full stop after an ordinal number: 29. Juli."""
