"""The clauses of a text, and which of them speak of more than the ordinary."""

from __future__ import annotations

import re
from functools import lru_cache

# Patterns are compiled when first used, by re itself: most runs need none of them.
NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one eins ein eine einem einer einen un une uno una",
            "two zwei deux dos",
            "three drei trois tres",
            "four vier quatre cuatro",
            "five fünf cinq cinco",
            "six sechs seis",
            "seven sieben sept siete",
            "eight acht huit ocho",
            "nine neun neuf nueve",
            "ten zehn dix diez",
            "eleven elf onze once",
            "twelve zwölf douze doce",
        ),
        1,
    )
    for word in words.split()
}
"""Numbers up to twelve as words, in four languages."""

_HALF_OF_DAY = r"\b([AaPp])\.\s?[Mm]\b(\.(?=\s+[A-Z]|\s*$))?\.?"
_ABBREVIATED = (
    r"(?i)\b(mon|tues?|weds?|thurs?|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar"
    r"|mer|jeu|ven|sam|dim|tel|nr|no|approx|ca|z|b|e|g|i)\.(?=\s?[a-z0-9-])"
)
_SENTENCE_END = r"(?:(?<!\d)[.]|(?<=\d)[.](?=\s|$)|[!?…;\n])+"
_CLAUSE_END = r"\s*(?:,(?!\d)|\s[-–—]\s(?!\d)|:(?!\d))\s*"

_SERVICES = {
    "voice": r"phone\w*|calls?|calling|telephone\w*|telefon\w*|anruf\w*|appel\w*|llam\w+"
    r"|téléphon\w+|teléfono\w*|lines?|hotline\w*|leitung\w*|lignes?|líneas?",
    "chat": r"chat\w*",
    "email": r"e-?mails?|mails?|correos?|courriels?",
    "post": r"letters?|brief\w*|post|courrier\w*|cartas?",
    "messaging": r"whatsapp|messenger",
    "sms": r"sms|texts?",
    "social": r"facebook|instagram|social",
    "in_person": r"stores?|shops?|branch\w*|filial\w*|laden|läden|geschäft\w*|boutiques?|magasins?"
    r"|tiendas?|counters?|showroom\w*",
    "app": r"apps?|website\w*|webseite\w*|sites?|web|online\w*",
    "other": r"sales|billing|accounts|technical|technic\w*|technik\w*|verkauf\w*|vertrieb\w*"
    r"|ventes|ventas|facturaci\w+|facturation|repairs?|workshop\w*|werkstatt\w*|warehouse\w*|lager"
    r"|entrepôt|almacén|partners?|suppliers?|carriers?|colleagues?|advice|expert\w*",
}
_SERVICE = "|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _SERVICES.items())
_MONTHS = (
    r"january|february|april|june|july|august|september|october|november|december|januar|februar"
    r"|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre"
    r"|octubre|noviembre|diciembre|\d{1,2}(?:st|nd|rd|th)|(?:march|may) \d|\d{1,2}\.? (?:march|may)"
)
_EXCEPTION = rf"""(?ix)\b(?:{_MONTHS}
    | except\w* | excluding | other\ than | unless | holidays? | bank | public | christmas | easter
    | xmas | new\ year\S* | thanksgiving | black\ friday | summer | winter | spring | autumn
    | season\w*
    | today | tomorrow | tonight | this\ (?:week|month|morning|afternoon) | next\ (?:week|month)
    | temporar\w* | currently | at\ the\ moment | until\ further | during | starting | as\ of
    | from\ now | used\ to | formerly | in\ future | soon | emergenc\w* | vip | premium | priority
    | außer | ausgenommen | ausser | feiertag\w* | weihnacht\w* | ostern | silvester | neujahr
    | heute
    | morgen(?!\s?s) | diese\w?\ (?:woche|monat\w*) | nächste\w? | vorübergehend | derzeit | zurzeit
    | momentan | während | ab\ (?:dem|sofort|\d{{1,2}}\.) | bis\ zum | ferien | notfall\w*
    | notdienst
    | sauf | excepté | hormis | férié\w* | noël | pâques | vacances | aujourd | demain | pendant
    | actuellement | temporair\w* | provisoir\w* | à\ (?:partir|compter) | jusqu\S*\ (?:au|nouvel)
    | cette\ semaine | prochain\w* | été | hiver | urgence\w*
    | excepto | salvo | festivo\w* | navidad\w* | pascua | semana\ santa | hoy | vacaciones
    | temporal\w* | actualmente | durante(?!\ \d) | a\ partir | hasta\ (?:el|nuevo) | esta\ semana
    | próxim\w* | verano | invierno | urgencia\w* | emergencia\w*
    )\b | \d{{1,2}}[./]\d{{1,2}}[./] | \d{{4}}-\d\d"""


_SHORT_NUMBER = r"(?<![0-9])[0-9]{1,2}(?![0-9])"
CLOCK_WORDS = frozenset({"clock", "uhr", "horas", *NUMBER_WORDS})
"""Words that say hours without digits: around the clock, one to four."""
UNIT_BEGINNINGS = (
    "minut", "hour", "hr", "day", "week", "month", "year", "stunde", "std", "tag", "woche", "monat",
    "jahr", "heure", "jour", "semaine", "mois", "hora", "día", "dia", "semana", "mes", "año",
)  # fmt: skip
_LENGTH = (
    rf"(?:\d|\b(?:an?|{'|'.join(NUMBER_WORDS)}))[\s-]?\s*(?:\(\d+\)\s+)?"
    r"(?:(?:business|working|work|office)(?:-|\s+))?"
    rf"(?:werktag|arbeitstag|geschäftstag|min|h|std|an|{'|'.join(UNIT_BEGINNINGS)})"
)


def names_number(text: str) -> bool:
    """Whether a text may say a time of the day: most do not, and need no more than this."""
    if re.search(_SHORT_NUMBER, text):
        return True
    words = re.findall(r"\w+", text.lower())
    return not CLOCK_WORDS.isdisjoint(words)


def names_length(text: str) -> bool:
    """Whether a text may say a length of time: a number and a unit behind it."""
    small = text.lower()
    return any(unit in small for unit in UNIT_BEGINNINGS) and bool(re.search(_LENGTH, small))


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text in small letters; those that ask something are left out."""
    plain = re.sub(_ABBREVIATED, _without_point, re.sub(_HALF_OF_DAY, r"\1m\2", text))
    found = []
    start = 0
    for end in [*re.finditer(_SENTENCE_END, plain), None]:
        sentence = plain[start : end.start() if end else len(plain)]
        if sentence.strip() and not (end and "?" in end[0]):
            found.append(" ".join(sentence.lower().replace("’", "'").split()))
        start = end.end() if end else start
    return tuple(found)


def _without_point(found: re.Match[str]) -> str:
    return found[0].replace(".", "").replace(" ", "")


def is_exceptional(sentence: str) -> bool:
    """Whether a sentence speaks of some days, some customers or a time that is not now."""
    return re.search(_EXCEPTION, sentence) is not None


def split_clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence between its commas, colons and dashes."""
    return [clause for clause in re.split(_CLAUSE_END, sentence) if clause]


def named_services(sentence: str) -> frozenset[str]:
    """Return the kinds of channel that a sentence names; `other` for departments and partners."""
    return frozenset(found.lastgroup or "" for found in re.finditer(_SERVICE, sentence))
