"""What a text is about, told by single words: a person, the end of the call, a rating, elsewhere.

English, German, French and Spanish.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 10_000
"""How many characters of a text are looked through."""

# Patterns are compiled when first used, by re itself: most runs need few of them.

_PERSON = (
    "(?i)"
    r"\b(?:person|people|agents?|representatives?|operators?|somebody|someone|humans?|supervisors?|"
    r"managers?|colleagues?|specialists?|advis[eo]rs?|mitarbeiter\w*|kolleg\w*|berater\w*|"
    r"menschen?|vorgesetzt\w*|conseill\w*|collègues?|responsables?|agentes?|operador\w*|"
    r"asesor\w*|persona)\b"
)

_GOODBYE = (
    "(?i)"
    r"\bhang(?:ing)? ?up\b|\bend(?:ing)? (?:the |this |your |our )?(?:call|conversation|chat)\b|"
    r"\bdisconnect\b(?! (?:your|my|the|a) (?!call))|\b(?:good ?bye|exit|quit)\b|"
    r"\bleave the (?:call|line)\b|\bauf(?:zu)?legen\b|\bzum beenden\b|"
    r"\b(?:anruf|gespräch|telefonat|verbindung|chat)s? (?:zu )?(?:beenden|trennen)\b|"
    r"\braccrocher\b|"
    r"\b(?:terminer|quitter|mettre fin à) (?:l.|cet |la |cette )?(?:appel|communication)|"
    r"\bcolgar\b|\b(?:terminar|finalizar) (?:la |esta )?llamada\b"
)

_LEAVE = (
    "(?i)"
    r"\b(?:(?:you|they) (?:can|may)(?: now| also| simply| just| then)*|simply|just|otherwise,?|or) "
    r"hang up\b(?!,? (?:and|then|to) (?:dial|call|ring|try))|"
    r"\b(?:können|dürfen) sie(?: jetzt| nun| einfach| gern| gerne| auch)* auflegen\b|"
    r"\blegen sie (?:bitte |einfach |sonst )*auf\b|"
    r"\bvous pouvez(?: maintenant| simplement| aussi)* raccrocher\b(?! et (?:appel|compos|rappel))|"
    r"\bpuede(?: ahora| simplemente| también)* colgar\b(?! y (?:llam|marc))"
)

_RATING = (
    "(?i)"
    r"\b(?:rate|rating|on a scale|how satisfied|how likely|how would you (?:describe|score)|"
    r"survey|bewert\w*|auf einer skala|wie zufrieden|zufriedenheit|umfrage|schulnote\w*|"
    r"notez|sur une échelle|satisfaction|enquête|"
    r"califi\w+|en una escala|encuesta)\b"
)

_DEFAULT = (
    "(?i)"
    r"any (?:other )?(?:key|number)|\botherwise\b|(?:stay|remain|hold) (?:on )?(?:the )?line|"
    r"\b(?:everything|anything|all|something) else\b|all other|any other|just (?:wait|hold)|"
    r"please (?:wait|hold)|\bsonst\b|(?:jede|eine) (?:andere|beliebige) taste|"
    r"bleiben sie (?:in|am|dran)|alle anderen|alles andere|andere anliegen|"
    r"toute autre|autre touche|restez en ligne|patientez|"
    r"cualquier (?:otra )?(?:tecla|otr[oa])|permanezca en|espere en la"
)

_ADDRESS = r"""
      \bhttps?:// | \bwww\. | \b[\w-]{2,40}\.(?:com|org|net|eu|de|fr|es|co\.uk|gov|io)\b
    | [\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2}
    | (?<!\d)\+?\(?\d(?:[\s().-]{0,2}\d){6}
"""
_TIME = r"""
      \b\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\b|uhr\b|h\b|o'clock\b) | \b\d{1,2}:\d{2}\b
    | \b(?:mon|tues|wednes|thurs|fri|satur|sun)day
    | \b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)
    | \b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)
    | \b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)
"""
_ADDRESSES = f"(?ix){_ADDRESS}"
_SIGNS = f"(?ix){_ADDRESS} | {_TIME}"


def names_person(named: str) -> bool:
    """Whether a choice is one for people, whatever the matter is."""
    return re.search(_PERSON, named) is not None


def lets_go(text: str) -> bool:
    """Whether a text says that customers may simply hang up: what they came for is done."""
    return re.search(_LEAVE, text) is not None


def names_end(purpose: str) -> bool:
    """Whether what a key is announced for is the end of the call."""
    return re.search(_GOODBYE, purpose) is not None


def asks_rating(text: str) -> bool:
    """Whether a text asks for a rating, whose figures are no choices of a menu."""
    return re.search(_RATING, text[:LONGEST]) is not None


def states_default(text: str) -> bool:
    """Whether a text offers something to whoever presses no key, or any other one."""
    return re.search(_DEFAULT, text[:LONGEST]) is not None


def names_address(text: str) -> bool:
    """Whether a text names a site, a mail address or a number."""
    return re.search(_ADDRESSES, text[:LONGEST]) is not None


def refers_elsewhere(texts: Iterable[str]) -> bool:
    """Whether one of the texts names a time, a day, a site, a mail address or a number."""
    return any(re.search(_SIGNS, text[:LONGEST]) for text in texts)
