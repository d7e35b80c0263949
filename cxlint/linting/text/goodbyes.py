"""Whether a text names the end of the call as something that customers may want."""

from __future__ import annotations

import re

_GOODBYE = re.compile(
    r"\bhang(?:ing)? ?up\b|\bend(?:ing)? (?:the |this |your |our )?(?:call|conversation|chat)\b|"
    r"\bdisconnect\b(?! (?:your|my|the|a) (?!call))|\b(?:good ?bye|exit|quit)\b|"
    r"\bleave the (?:call|line)\b|\bauf(?:zu)?legen\b|\bzum beenden\b|"
    r"\b(?:anruf|gespräch|telefonat|verbindung|chat)s? (?:zu )?(?:beenden|trennen)\b|"
    r"\braccrocher\b|"
    r"\b(?:terminer|quitter|mettre fin à) (?:l.|cet |la |cette )?(?:appel|communication)|"
    r"\bcolgar\b|\b(?:terminar|finalizar) (?:la |esta )?llamada\b",
    re.IGNORECASE,
)

_LEAVE = re.compile(
    r"\b(?:(?:you|they) (?:can|may)(?: now| also| simply| just| then)*|simply|just|otherwise,?|or) "
    r"hang up\b(?!,? (?:and|then|to) (?:dial|call|ring|try))|"
    r"\b(?:können|dürfen) sie(?: jetzt| nun| einfach| gern| gerne| auch)* auflegen\b|"
    r"\blegen sie (?:bitte |einfach |sonst )*auf\b|"
    r"\bvous pouvez(?: maintenant| simplement| aussi)* raccrocher\b(?! et (?:appel|compos|rappel))|"
    r"\bpuede(?: ahora| simplemente| también)* colgar\b(?! y (?:llam|marc))",
    re.IGNORECASE,
)


def lets_go(text: str) -> bool:
    """Whether a text says that customers may simply hang up: what they came for is done."""
    return _LEAVE.search(text) is not None


def names_end(purpose: str) -> bool:
    """Whether what a key is announced for is the end of the call."""
    return _GOODBYE.search(purpose) is not None
