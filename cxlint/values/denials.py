"""Values that say that there is none: `none`, `nobody`, `never`, `not yet decided`, an empty list.

Whoever asks whether something is there must not take its denial for it. Only what is sure counts:
a text of which every word belongs to the denial. `no customer waits longer than a day` is a duty,
and `nobody is left without an answer` is one too.
"""

from __future__ import annotations

import re
from functools import lru_cache


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


NEGATIONS = _words(
    "no none nobody nothing nowhere never neither nor not without noone nil null zero 0 n/a na",
    "tbd tba unknown undefined undecided unassigned unspecified vacant missing",
    "niemand niemandem niemanden nichts nie niemals nirgends nirgendwo kein keine keiner keines",
    "keinem keinen nicht ohne unbekannt unbesetzt vakant offen fehlt entfällt",
    "aucun aucune personne rien jamais nul nulle néant sans inconnu inconnue vacante",
    "nadie ninguno ninguna ningún nada nunca jamás sin desconocido desconocida",
)
"""Words that deny, in the languages in which policies are written."""

FILLERS = _words(
    "a an any the is are be at all in of on for from by with to so far yet ever here one body who",
    "there it they we us our this that has have had does do did will particular specific special",
    "customer customers client clients people contact contacts duty duties role part owner owners",
    "responsibility responsible concern concerned applicable available given stated said named",
    "planned assigned defined decided set agreed intended needed required offered sent made done",
    "asked direct business answer deal deals serve serves meet meets see sees hired appointed",
    "announced determined confirmed known clear sure job task tasks matter concerns",
    "und es gibt ist sind wird werden hat haben bisher noch gar überhaupt bis für von mit zu zum",
    "zur im der die das den dem dafür eigens kunden kundenkontakt kontakt aufgabe aufgaben",
    "pflicht zuständig zuständigkeit vorgesehen geplant benannt festgelegt bestimmt vergeben",
    "verantwortlich",
    "il elle y n' ne n est sont pas du de la le les pour par avec encore prévu prévue défini",
    "définie désigné désignée responsable rôle en particulier",
    "lo hay está ha han todavía aún por para con cliente clientes contacto papel previsto",
    "prevista definido definida asignado asignada aplica se",
)
"""Words that say nothing beside a denial; only with one do they make one."""

_PENDING = re.compile(
    r"(?:still |yet )?to be \w+|(?:noch )?(?:zu|wird) (?:noch )?(?:bestimmen|benennen|klären|"
    r"festgelegt|benannt|bestimmt)|à (?:définir|désigner|déterminer|préciser)|"
    r"por (?:definir|determinar|designar|asignar|decidir)"
)
_WORD = re.compile(r"n/a|[^\W\d_]'|\w+")
_SIGN = re.compile(r"[\W_]*")


def is_denial(value: object) -> bool:
    """Whether a value says that there is none: false, 0, empty, or a text that only denies.

    A list denies where each of its items does, and so does a mapping; empty ones do. None says
    nothing and denies nothing.
    """
    if isinstance(value, str):
        return _is_denial_text(value)
    if isinstance(value, list | tuple):
        return all(is_denial(each) for each in value)
    if isinstance(value, dict):
        return all(map(is_denial, value.values()))
    return value is not None and not value


@lru_cache(maxsize=4096)
def _is_denial_text(text: str) -> bool:
    plain = " ".join(text.casefold().replace("’", "'").split())
    if _SIGN.fullmatch(plain):
        return True
    if _PENDING.fullmatch(plain.rstrip(".!")):
        return True
    words = _WORD.findall(plain)
    if not any(word in NEGATIONS for word in words):
        return False
    return all(word in NEGATIONS or word in FILLERS for word in words)
