"""Names of tasks and gateways by which people approve, in the languages processes are drawn in."""

from __future__ import annotations

import re

_ACTS = (
    # an order to approve, alone or after looking
    r"^(?:(?:please|finally|manually|formally)\s+)?(?:pre-?)?"
    r"(?:(?:review|check|verify|validate|examine|assess|evaluate)\s*(?:and|&|/|,|or|\+)\s*)?"
    r"(?:approve|authori[sz]e|countersign|sign[ -]?off)\b"
    r"|\b(?:approves|authori[sz]es|signs off|countersigns)\b"
    r"|\b(?:approve|authori[sz]e)\s*(?:or|/|\|)\s*(?:reject|decline|deny|refuse)\b"
    r"|^(?:.*\s)?(?:genehmigen|freigeben|bewilligen|absegnen|abzeichnen|gegenzeichnen)$"
    r"|\bgibt\b.*\bfrei$|^\w+\s(?:genehmigt|bewilligt)\s+\w"
    r"|^(?:approuver|autoriser|valider\s+(?:la|le|les|l['’]))\b"
    r"|^(?:aprobar|autorizar|aprovar|approvare|autorizzare|goedkeuren)\b|\bgoedkeuren$"
    # what is given
    r"|^(?:[\w.-]+\s){0,3}(?:approval|authori[sz]ation|sign-?off)"
    r"(?:$|\s*\d+$|\s+(?:by|of|from|level|step|task)\b)"
    r"|^(?:\w+\s)?\w*(?:freigabe|genehmigung|bewilligung)"
    r"(?:$|\s+(?:durch|von|vom|der|des|erteilen|geben|\d)|\s+(?-i:[A-ZÄÖÜ])[\w-]+$)"
    r"|^(?:approbation|validation|autorisation)(?:$|\s+(?:par|de|du|des|d['’]|n\s*\+\s*\d))"
    r"|^(?:aprobaci[oó]n|autorizaci[oó]n|visto bueno|aprova[cç][aã]o|approvazione|goedkeuring)"
    r"(?:$|\s+(?:de|del|por|da|do|di|del|door|van)\b)"
)
_APPROVES = re.compile(_ACTS, re.IGNORECASE)

_BESIDE = re.compile(
    r"^(?:(?:re-?)?request|ask|get|obtain|seek|send|wait|await|notify|inform|prepare|document|check|"
    r"record|submit|need|collect|receive|remind|schedule|archive|print|enter|handle|process|perform|complete|execute|log|register|"
    r"report|forward|start|trigger|cancel|withdraw|revoke|draft|create|write|file|store|save|"
    r"apply|communicate|announce|confirm|attach|upload|read|set|update|search|look|plan|"
    r"demander|attendre|envoyer|solicitar|pedir|enviar|esperar|richiedere|aanvragen)\w{0,3}\b|"
    r"\b(?:einholen|anfordern|beantragen|vorbereiten|mitteilen|versenden|senden|abwarten|"
    r"dokumentieren|archivieren|informieren|erfassen|eintragen|ablegen|stellen|anfragen)$",
    re.IGNORECASE,
)
"""Work around an approval, which somebody else gives."""

_LOOKS = re.compile(
    r"^(?:(?:\w+\s){0,2})(?:review|check|validate|verify|assess|evaluate|examine|decide|decision|judge|"
    r"consider|inspect|valider|v[eé]rifier|examiner|d[eé]cider|revisar|validar|evaluar|decidir)\w?\b|"
    r"\b(?:review|decision|assessment|validation)$|"
    r"(?:pr[üu]fen|pr[üu]fung|beurteilen|bewerten|entscheiden|entscheidung|kontrollieren|"
    r"begutachten|sichten)\b",
    re.IGNORECASE,
)
"""What may be an approval, where it is asked next whether it was given."""

_BESIDE_LOOKS = re.compile(
    r"^(?:request|ask|get|send|wait|await|notify|inform|prepare)\w{0,3}\b|\b(?:einholen|anfordern)$",
    re.IGNORECASE,
)

_VERDICT = re.compile(
    r"(?<![a-z])(?:approved?|approval|authori[sz]ed|genehmigt|freigegeben|freigabe|genehmigung|"
    r"bewilligt|zugestimmt|approuv[eé]e?|valid[eé]e?|autoris[eé]e?|aprobad[oa]|autorizad[oa]|"
    r"aprovad[oa]|approvat[oa]|goedgekeurd)(?![a-z])|(?:is|not|was)_?Approved\b|\w+Approved\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"^(?:no|nein|non|nee|n[ãa]o|false|denied)$|\b(?:reject|declin|deny|denied|refus|"
    r"disapprov|not approved|unapproved|abgelehnt|ablehn|verweiger|nicht\s+\w+$|"
    r"rejet|rechaz|denegad|recusad|rifiutat|afgewezen)|"
    r"(?:==|\beq\b|=)\s*['\"]?(?:false|no|nein|rejected)\b|"
    r"[{(]\s*(?:!|not\b)|^!|!=\s*(?:true|['\"]?approved)",
    re.IGNORECASE,
)  # fmt: skip


def is_approval(name: str) -> bool:
    """Whether a task of that name is to approve something, not to ask for it or to tell of it."""
    return bool(_APPROVES.search(name)) and not _BESIDE.search(name)


def may_be_approval(name: str) -> bool:
    """Whether a task of that name looks at something, and may approve it thereby."""
    return bool(_LOOKS.search(name)) and not _BESIDE_LOOKS.search(name)


def asks_for_verdict(text: str) -> bool:
    """Whether a gateway or flow says that something is approved or not."""
    return bool(_VERDICT.search(text))


def is_refusal(text: str) -> bool:
    """Whether a flow of an approval is the one on which it is refused."""
    return bool(_REFUSED.search(text))


_OF_APPROVING = re.compile(
    r"\b(?:approv\w*|authori[sz]\w*|sign|off|review|check|and|or|the|an?|of|for|by|again|once|more|"
    r"first|second|third|final|step|level|please|\d+|durch|der|die|das|den|des|\w*freigabe|freigeben|"
    r"\w*genehmigung|genehmigen|erste|zweite|finale|erteilen|approuver|valider|validation|de|du|la|"
    r"les?|aprobar|autorizar|aprobaci[oó]n|el|del)\b",
    re.IGNORECASE,
)


def find_object(name: str) -> frozenset[str]:
    """Return what a task is about: its words, without those of approving itself."""
    return frozenset(_OF_APPROVING.sub(" ", name).lower().split())
