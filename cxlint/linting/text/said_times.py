"""Promises that a text makes in words: `we answer within 24 hours`, `retours sous 30 jours`.

English, German, French and Spanish. Only a sentence of one time and one matter, that is about
everybody and always, says anything here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.linting.text.clauses import (
    NUMBER_WORDS,
    is_exceptional,
    named_services,
    names_length,
    sentences,
    split_clauses,
)
from cxlint.records import NamedTuple
from cxlint.values.quantities import Duration, duration

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {
    "minute": r"min(?:ute)?n?s?|minutos?",
    "hour": r"hours?|hrs?|h|stunden?|std|heures?|horas?",
    "day": r"days?|tage?n?|jours?|d[ií]as?",
    "week": r"weeks?|wochen?|semaines?|semanas?",
    "month": r"months?|monate?n?|mois|mes(?:es)?",
    "year": r"years?|jahre?n?|ans?|années?|años?",
}
_BUSINESS_BEFORE = r"business|working|work|office"
_NUMBERS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_TIME = (
    rf"(?<![\w.,:/+$€£-])(?P<number>\d{{1,4}}|{_NUMBERS}|an?)[ -]?(?:\(\d+\) )?"
    rf"(?P<before>(?:{_BUSINESS_BEFORE})[ -])?"
    r"(?P<compound>werktage?n?|arbeitstage?n?|geschäftstage?n?)?"
    "(?(compound)|(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
    + r"))(?P<after> ouvr\w+| hábil\w*| laborabl\w+)?(?![\w%])"
)
_MATTERS = {
    "callback": r"call (?:you |them )?back|ring (?:you )?back|call-?backs?|return your calls?"
    r"|rückruf\w*|rufen (?:sie|dich|euch|wir sie) [^.]*zurück|zurückrufen|zurückgerufen"
    r"|rappel\w*|devol\w+ (?:la|su|tu) llamada",
    "reply": r"answer\w*|repl(?:y|ies)|respon[ds]\w*|get back to|write back|hear (?:back )?from us"
    r"|be in touch|antwort\w*|beantwort\w*|melden uns|rückmeldung|répon\w+|recontact\w*"
    r"|revenons vers|revient vers|respond\w*|respuesta\w*|contest\w+",
    "refund": r"refund\w*|(?:your|the) money|money back|(?:ihr|das|dein) geld|votre argent"
    r"|su dinero|reimburs\w+|erstatt\w*|rückerstatt\w*|rembours\w+|reembols\w+",
    "return": r"returns?|returned|sen[dt] (?:(?:it|them|\w+ items?) )?back|bring (?:it|them) back"
    r"|rückgabe\w*"
    r"|zurückgeb\w*|zurückgegeben|zurückschick\w*|zurückgeschickt|zurücksend\w*|umtausch\w*"
    r"|retour\w*|renvoy\w+|rendre|devol\w+|devuelv\w+",
    "delivery": r"deliver\w*|(?:parcel|package|order|shipment|item|purchase|colis|commande|paquete"
    r"|pedido)s?\b[^.,]{0,30}?\b(?:arriv\w+|lleg\w+)|liefer\w*|geliefert|zugestellt|zustell\w*|livr\w+"
    r"|entreg\w+",
}
_MATTER = "|".join(rf"(?P<{name}>\b(?:{words}))" for name, words in _MATTERS.items())
_OURS = (
    r"\b(?:we|we'll|us|our|ours|i|i'll|wir|uns|unser\w*|ich|nous|notre|nos|je|nosotros|nuestr\w*"
    r"|\w+[aei]mos|repl(?:y|ies)|answers?|respons\w+|antworten|rückmeldung\w*|rückruf\w*"
    r"|réponse\w*|respuesta\w*)\b"
)
_ASKS = (
    r"\b(?:please|bitte|veuillez|merci de|por favor|must|have to|need to|müssen|devez|debe\w*"
    r"|reply to (?:this|us)|répondez|responda|ask for|claim|request|apply|verlang\w+|beantrag\w+"
    r"|réclam\w+|demand\w+|solicit\w+)\b"
)
_UNSURE = (
    r"\b(?:(?:we|i|you) \w+ed|ago|was|were|had|gewartet|hatte\w*|attendu|avait|esperado|había"
    r"|not|\w+n't|cannot|never|without|nicht|kein\w*|ne|n'|pas|sans|sin|nunca|if|when|wenn|falls"
    r"|si|usually|normally|typically|generally|most|often|average|roughly|aim\w*|try|hope|already"
    r"|min\.|mindestens|meist\w*|normalerweise|gewöhnlich|üblicherweise|durchschnitt\w*|etwa|circa|ca"
    r"|bemühen|versuchen|généralement|habituellement|moyenne|environ|au moins|essay\w+|normalmente"
    r"|generalmente|promedio|aproximadamente|al menos|después|intent\w+|process\w*|check\w*"
    r"|inspect\w*|label\w*|form\w*|bearbeit\w*|geprüft|prüf\w*|formular\w*|trait\w+|procesa\w*|menu|menü"
    r"|contract|vertrag|contrat|extra|express|expres\w*|overnight|pickup|relay|members?"
    r"|business customers|defect\w*|fault\w*|broken|damaged|wrong|warrant\w+|guarant\w+|garant\w+"
    r"|gewährleistung|defekt\w*|mangel\w*|mängel\w*|défect\w+)\b"
)
_BEFORE = (
    r"\b(?:every|each|alle|jede\w*|(?:tous|toutes) les|cada|after|nach|vor|seit|depuis|après|tras"
    r"|past|last|over|hace|il y a|than|about|around|up to|at least|previous|first|extra"
    r"|half)(?: the)? ?$"
)


class SaidTime(NamedTuple):
    """What a text promises: the matter, the time, and the words; `services` that it names."""

    matter: str
    time: Duration
    words: str
    services: frozenset[str]


@lru_cache(maxsize=1024)
def read_times(text: str) -> tuple[SaidTime, ...]:
    """Return what a text promises in words."""
    if not names_length(text):
        return ()
    return tuple(said for sentence in sentences(text) for said in _of_sentence(sentence))


def _of_sentence(sentence: str) -> Iterator[SaidTime]:
    times = list(re.finditer(_TIME, sentence)) if names_length(sentence) else []
    if len(times) != 1 or is_exceptional(sentence):
        return
    time = times[0]
    clause = next((c for c in split_clauses(sentence) if time[0] in c), sentence)
    found, length = _matter(sentence, clause, time), _duration(time)
    if found is None or length is None or not _is_promise(sentence, found[0], length, time):
        return
    matter, start, end = found
    words = sentence[min(start, time.start()) : max(end, time.end())]
    yield SaidTime(matter, length, words, named_services(sentence))


def _is_promise(sentence: str, matter: str, length: Duration, time: re.Match[str]) -> bool:
    """Whether a sentence says, for everybody and for sure, what the firm does in that time."""
    before = sentence[: time.start()]
    if re.search(_BEFORE, before) or re.search(_ASKS, sentence):
        return False
    if re.search(_UNSURE, sentence.replace(time[0], " ")):
        return False
    if matter == "return":
        return length.unit not in ("second", "minute", "hour")
    if re.search(r"\bfor $", before):
        return False
    return matter not in ("callback", "reply") or bool(re.search(_OURS, sentence))


def _matter(sentence: str, clause: str, time: re.Match[str]) -> tuple[str, int, int] | None:
    """Return the one matter of the clause that holds the time, or of the sentence."""
    named = list(re.finditer(_MATTER, sentence))
    offset = sentence.find(clause)
    near = [each for each in named if offset <= each.start() < offset + len(clause)]
    before = [each for each in near if each.start() < time.start()]
    chosen = before[-1:] or near or named
    if not chosen or len({each.lastgroup for each in (chosen if before else named)}) > 1:
        return None
    return chosen[0].lastgroup or "", chosen[0].start(), chosen[0].end()


def _duration(time: re.Match[str]) -> Duration | None:
    word = time["number"]
    number = int(word) if word.isdigit() else 1 if word in ("a", "an") else NUMBER_WORDS[word]
    if time["compound"]:
        return duration(f"{number} business days")
    unit = next(unit for unit in _UNITS if time[unit])
    business = bool(time["before"] or time["after"])
    if business and unit not in ("minute", "hour", "day"):
        return None
    return duration(f"{number} {'business ' if business else ''}{unit}s") if number else None
