"""Lines that are not part of a report: calls to follow or subscribe, credits, mail footers, links to more.

Each pattern is matched with the start of one folded sentence, or of a line without a full stop. If a sentence of a report
could begin with the same words, the pattern requires more: whom to follow, or the end of the sentence.
"""

import re
from collections.abc import Iterable, Iterator

from dateline.core.text.folding import fold
from dateline.core.text.prose import sentences

_PARTS = {
    "<us>": r"(?:us|me|our|my)\b",
    "<channel>": (
        r"(?:newsletters?|podcasts?|channel|patreon|mastodon|twitter|facebook|instagram|youtube|spotify|itunes|rss|feed|app"
        r"|mailing list|linkedin|bluesky|telegram|whatsapp|discord|slack|tiktok|threads|reddit|ko-?fi|paypal|substack|medium"
        r"|github|e-?mails?|inbox|updates|alerts|social media|x\.com|browser|subscribers?|subscription|members?|membership"
        r"|premium|website)\b"
    ),
    "<counted>": r"(?:comments?|points?|votes?|likes?|shares?|views?|replies)",
    "<this>": r"(?:the|this) (?:post|article|story|piece|column|entry|episode|essay)",
    "<more>": (
        r"(?:more|on|reading|here|now|all|(?:the )?(?:full|whole|entire|complete|rest|original|article|story|post|transcript"
        r"|show ?notes))\b(?:[^.!?]{0,80}[.!?:»›>→…\]]*$)"
    ),
    "<picture>": (
        r"(?:(?:cover|featured|header|lead|top|main|file|stock) )?(?:photo(?:graph)?s?|images?|pictures?|videos?|illustrations?"
        r"|graphics?|fotos?|bild(?:er)?|grafik|abbildung|imagen|immagine|crédits?|credits?)"
        r"(?: (?:credits?|courtesy|crédit|illustration))?"
    ),
}
_CALLS = r"""
follow (?:<us>|@|\w+ on |this |the |along)
(?:subscribe|unsubscribe)\b
sign up (?:for|to|here|now|today|at|if)\b
support (?:<us>|this (?:show|podcast|newsletter|work|project|site)\b|(?:\w+ ){0,2}journalism\b)
thank(?:s| you) for (?:reading|listening|watching|subscribing|following)\b
join (?:<us>|the (?:conversation|discussion)\b)
donate\b
become an? (?:\w+ )?(?:member|subscriber|patron|supporter|friend)\b
(?:listen|tune in|watch|download|get|find|visit|check out|rate|review|share|tweet|e-?mail|contact) (?:to |in |with )?<us>
(?:write to|connect with|send) <us>
(?:like|listen to|rate|review|share|tweet|e-?mail|enjoyed?|download) this\b[^.!?]{0,40}\W*$
(?:listen|watch|download|find|get|stream|register|follow)\b[^.!?]{0,60}\b<channel>
(?:read|view|see|continue|learn|discover|find out|hear|watch|listen) <more>
(?:click|tap) (?:here|on|the|to|for|through)\b
leave a (?:comment|review|reply)\b
(?:log|sign) in\b
(?:enjoyed|enjoying|like) what you\b
(?:got|have) a (?:tip|question|story)\b
"""
_LINES = r"""
submitted by\b.{1,80}$
\[?(?:link|comments?|discuss(?:ion)?|\d+ <counted>)\]?(?: ?(?:[|·,\[]|and\b).{0,60})?$
(?:article|comments?|story|source) url: |points: \d+$|# ?comments: \d+|\d+ (?:points?|votes?) by \S+
(?:posted|shared|published|written) by \S+(?: \S+){0,3}$
(?:leave|add) a comment$|comment on this$|discuss on .{1,40}$
<this>\b.{0,300}\b(?:appeared first|first appeared) (?:on|in|at)\b
<this> (?:was |has been )?(?:originally|first) (?:published|appeared|posted)
(?:originally|first|previously) (?:published|posted|appeared) (?:on|in|at|by)\b
(?:via|source): ?\S+(?: \S+){0,4}$
der (?:beitrag|artikel)\b.{0,300}\berschien zuerst|l'article\b.{0,300}\best apparu en premier|la entrada\b.{0,300}\bse public
l'articolo\b.{0,300}\b(?:proviene da|sembra essere)|o post\b.{0,300}\bapareceu primeiro
(?:good (?:morning|afternoon|evening)|welcome (?:back )?to|happy \w+day)\b[^.!?]{0,50}[.!,]?$|(?:hello|hi|dear) \w+(?: \w+)?[,!]?$
<picture>(?: by [^.,!?]{1,60}$| by \S+(?: \S+){0,2}\.$| courtesy of\b| ?[:©|/] ?| via )
©|\(c\)|copyright (?:\(c\)|©|\d)
[^.!?]{0,80}(?:/ ?|via |: )(?:getty images|afp|reuters|shutterstock|istock|unsplash|picture alliance|alamy)\)?$
reporting by [^.!?]{1,120}(?:;|$)|(?:written|edited|produced|music) by [^.,!?]{1,60}\.?$
(?:see|visit|read|learn|for)\b.{0,120}\b(?:privacy|ad choices|adchoices|cookie policy)\b
(?:privacy (?:policy|notice)|advertisement|anzeige|werbung|publicité|publicidad|loading|share|tweet)\W*$
sponsored(?: by [^.,!?]{1,40}| content| post)?\W*$
(?:hosted|powered|produced|distributed) (?:on|by) \w+\b.{0,60}$
(?:this|today'?s) (?:episode|podcast|newsletter|show)(?: is| was|'s)? (?:brought|sponsored|supported|presented|made possible)
support for (?:this|the) (?:podcast|show|episode)|.{0,60}\bis a reader-supported\b|.{0,80}\baffiliate (?:links?|commissions?)\b
.{0,80}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)
.{0,80}\btutti i diritti riservati
why (?:did i|am i) (?:get|getting|receiv)
you(?:'re| are| were)? (?:receiv\w+|getting|subscribed)\b.{0,80}\b(?:because|e-?mails?|newsletter|mailing|list|message|to)\b
(?:this|that) (?:e-?mail|message|newsletter) was sent\b
.{0,60}\b(?:in your (?:web ?)?browser|im browser (?:ansehen|anzeigen|öffnen|lesen))\b.{0,80}$
.{0,60}\b(?:dans votre navigateur|en (?:el|tu) navegador)\b.{0,80}$
(?:view|read|open|see|display)\b.{0,40}\b(?:in (?:a|the) (?:web ?)?browser|online|web version)\b.{0,80}$
(?:having )?(?:trouble|problems) (?:viewing|reading|seeing)\b
(?:manage|update|change|edit) your (?:e-?mail |subscription |newsletter )?(?:preferences|subscription|settings|profile)
(?:was|has) this (?:e-?mail|newsletter)?\b.{0,40}\bforwarded|forward this (?:e-?mail|newsletter)\b
sent from my \w+|no longer (?:wish|want) to receive\b|to stop receiving\b|our (?:mailing|postal) address (?:is|:)
(?:newsletter )?(?:abmelden|abbestellen)\b|sie erhalten (?:diese|den|unseren)\b.{0,30}(?:mail|newsletter|nachricht)
se (?:désabonner|désinscrire)\b|vous recevez (?:cet|ce)\b|darse de baja\b|cancelar (?:la )?suscripción|recibes este\b
[\w.-]+ mailing list\W*$|full changelog\b|what'?s changed\W*$|new contributors\W*$
(?:signed-off-by|reviewed-by|acked-by|tested-by|cc): |-+ ?(?:original|forwarded) message
(?:tags?|filed under|categor(?:y|ies)|topics?|keywords?|labels?|posted in|schlagw\w+|étiquettes?|etiquetas?):[^.!?]{0,200}$
(?:related|see also|more stories|share this|like this|further reading)(?: \w+)?:.{0,80}$
(?:jetzt |newsletter )abonnieren\b.{0,60}$|abonnieren sie\b|lesen sie (?:auch|hier|mehr|weiter)\b
mehr zum thema\b.{0,60}$|quelle: .{1,60}$
(?:weiterlesen|mehr (?:lesen|dazu|erfahren)|zum (?:artikel|beitrag)|hier (?:klicken|lesen)|folgen sie uns|folgt uns)\b.{0,60}$
(?:(?:à )?lire aussi|lisez aussi|article réservé|lee también|te puede interesar|leggi anche)\b
(?:lire (?:la suite|plus|l'article)|en savoir plus|suivez-nous|abonnez-vous)\b.{0,60}$
(?:leer más|seguir leyendo|sigue leyendo|síguenos|suscríbete)\b.{0,60}$
(?:leggi (?:tutto|di più|l'articolo)|continua a leggere|seguici|iscriviti)\b.{0,60}$
(?:lees (?:verder|meer)|läs mer|leia mais|czytaj (?:więcej|dalej))\b.{0,60}$
читать (?:далее|дальше|полностью)|подробнее\W*$|(?:阅读|查看)(?:全文|更多|原文)
点击|关注我们|责任编辑|(?:来源|编辑|记者|责编|原标题)[:：]|責任編輯|続きを読む|全文を読む
"""
"""Lines that are furniture by themselves. `$` ends a pattern whose first words could also begin a sentence of a report."""


def _patterns(lines: str) -> str:
    joined = "|".join(lines.strip("\n").splitlines())
    for name, pattern in _PARTS.items():
        joined = joined.replace(name, pattern)
    return f"(?:{joined})"


_POLITELY = r"(?:(?:please|and|also|now|you can|don'?t forget to|make sure to|to) )*"
_FURNITURE = re.compile(f"{_POLITELY}{_patterns(_CALLS)}|{_patterns(_LINES)}")
_LINKS = re.compile(r"(?:\W|(?:https?://|www\.)\S+|[@#]\w+)*")
_LABELLED_LINK = re.compile(r"[^.!?]{0,80}[:(→»>] ?\(?(?:https?://|www\.)\S+(?: \S+)?\W*")
"""Such as "Read the report: https://…"; mail programs break long addresses."""
_BAR = re.compile(r"(?:[^|•·.!?]{1,30} [|•·] )+[^|•·.!?]{1,30}")
_LABEL = re.compile(
    r"(?:arXiv:\S+ )?(?:Announce Type: \S+ )?(?:Abstract|Summary|Zusammenfassung|Résumé|Resumen|Riassunto|摘要)[:：] ?"
)
"""What preprint servers and journals put before a text."""
_OPENERS = "*-–—•‣·→»›>▶►[( \t\"'“”"
LEAST_IN_FEED = 3
"""A line is part of the frame only if at least this many entries have it."""


def is_furniture(sentence: str) -> bool:
    """Whether a sentence, or a line without a full stop, is about the publisher's channels and not part of the report."""
    said = fold(sentence).strip(_OPENERS)
    return bool(
        _FURNITURE.match(said) or _LINKS.fullmatch(sentence) or _LABELLED_LINK.fullmatch(sentence) or _BAR.fullmatch(sentence)
    )


def without_furniture(text: str, frame: frozenset[str] = frozenset()) -> str:
    """The text without such lines and without the frame; a paragraph that has neither stays as it is.

    Args:
        text: paragraphs with blank lines between them.
        frame: the lines that most entries of the feed have, from `frame_of`.
    """
    return "\n\n".join(filter(None, (_kept(part, frame) for part in text.split("\n\n"))))


def _kept(paragraph: str, frame: frozenset[str]) -> str:
    paragraph = _LABEL.sub("", paragraph)
    said = sentences(paragraph)
    kept = [one for one in said if fold(one) not in frame and not is_furniture(one)]
    return paragraph if len(kept) == len(said) else " ".join(kept)


def frame_of(texts: Iterable[str]) -> frozenset[str]:
    """The lines, folded, that most of a feed's texts have."""
    counted: dict[str, int] = {}
    number = 0
    for text in filter(None, texts):
        number += 1
        for line in frozenset(_lines(text)):
            counted[line] = counted.get(line, 0) + 1
    return frozenset(line for line, count in counted.items() if count >= LEAST_IN_FEED and 2 * count > number)


def _lines(text: str) -> Iterator[str]:
    return (fold(sentence) for part in text.split("\n\n") for sentence in sentences(part))
