"""Which returns of a thing a row is for: whose, in which state, bought where and when, and proof.

Tables split a thing into two cases by opposites: opened and unopened, with a receipt and without
one. A row that names one side says nothing of the other, and rows of two sides never meet. A row
for some customers, countries, places or days is an exception of one that names none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.policy.audience import Audience, plain_spelling, read_audience
from cxlint.records import NamedTuple
from cxlint.values.denials import NEGATIONS, is_denial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.language.entity import Entity


class Axis(NamedTuple):
    """A pair of opposites, and the beginnings of the words that name either side.

    `splits` says that tables split a thing by it, so that one side alone leaves the other open.
    """

    better: str
    worse: str
    better_words: tuple[str, ...]
    worse_words: tuple[str, ...]
    splits: bool = True


class Side(NamedTuple):
    """One side of a pair of opposites; firms ask for the better one, and bear the other."""

    axis: Axis
    is_better: bool

    @property
    def opposite(self) -> Side:
        """The other side."""
        return Side(self.axis, not self.is_better)


AXES = (
    Axis(
        "unopened",
        "opened",
        ("unopened", "sealed", "ungeöffnet", "versiegelt", "originalverschlossen", "scellé",
         "precintad"),
        ("opened", "unsealed", "geöffnet", "entsiegelt", "ouvert", "descellé", "abiert", "abrir",
         "desprecintad"),
    ),
    Axis(
        "unworn",
        "worn",
        ("unworn", "ungetragen"),
        ("worn", "getragen", "porté", "puest"),
    ),
    Axis(
        "unused",
        "used",
        ("unused", "unbenutzt", "ungebraucht", "inutilisé"),
        ("used", "benutzt", "gebraucht", "utilisé", "usagé", "usad", "usar", "estrenar"),
    ),
    Axis(
        "undamaged",
        "damaged",
        ("undamaged", "intact", "unbeschädigt"),
        ("damaged", "beschädigt", "endommagé", "abîmé", "dañad"),
        splits=False,
    ),
    Axis(
        "with a receipt",
        "without a receipt",
        ("receipt", "invoice", "proof", "beleg", "kaufbeleg", "kassenbon", "kassenzettel",
         "rechnung", "ticket", "reçu", "facture", "preuve", "recibo", "factura", "comprobante",
         "justificante"),
        (),
        splits=False,
    ),
)  # fmt: skip

WITHOUT_RECEIPT = Side(AXES[-1], is_better=False)

DENIALS = NEGATIONS | {"lost", "non", "pas", "perdu", "perdido", "verloren"}
REACH = 3
"""How many words before the one it turns into its opposite a denial stands."""


@lru_cache(maxsize=1)
def _side_by_beginning() -> Mapping[str, Side]:
    return {
        word: Side(axis, is_better)
        for axis in AXES
        for is_better, words in ((True, axis.better_words), (False, axis.worse_words))
        for word in words
    }


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(_side_by_beginning())


@lru_cache(maxsize=4096)
def read_side(condition: str) -> Side | None:
    """Return the side of a pair of opposites that a condition names, if it names one.

    A denial shortly before the word, or right after it ("receipt lost"), names the other side.
    """
    words = re.findall(r"[^\W_]+|[,;]", condition.lower())
    for place, word in enumerate(words):
        if not word.startswith(_beginnings()):
            continue
        beginning = max((each for each in _beginnings() if word.startswith(each)), key=len)
        side = _side_by_beginning()[beginning]
        before = words[max(0, place - REACH) : place]
        while "," in before or ";" in before:
            del before[0]
        denied = not DENIALS.isdisjoint(before) or words[place + 1 : place + 2] in (
            ["lost"],
            ["missing"],
        )
        return side.opposite if denied else side
    return None


def sides(entity: Entity) -> frozenset[Side]:
    """Return the sides of opposites that a row names as state or among its conditions.

    A row whose proof is none, or no receipt, is for those without one.
    """
    said = (*entity.texts("state"), *entity.texts("conditions"))
    named = {side for each in said if (side := read_side(each))}
    if any(map(is_no_proof, entity.texts("proof"))):
        named.add(WITHOUT_RECEIPT)
    return frozenset(side for side in named if side.opposite not in named)


def is_no_proof(proof: str) -> bool:
    """Whether what stands as proof says that there is none: none, no receipt."""
    return is_denial(proof) or read_side(proof) == WITHOUT_RECEIPT


def demands(entity: Entity) -> frozenset[str]:
    """Return what a row asks of customers, in plain spelling.

    That a thing is opened, or the receipt lost, is a case the row is for and nothing that it asks.
    """
    plain = map(plain_spelling, entity.texts("conditions"))
    return frozenset(each for each in plain if (side := read_side(each)) is None or side.is_better)


def proofs(entity: Entity) -> frozenset[str]:
    """Return what a row accepts as proof, in plain spelling; nothing where it asks for none."""
    return frozenset(each for each in _plain(entity, "proof") if not is_no_proof(each))


class Case(NamedTuple):
    """Which returns of a thing a row is for; empty, or None, where it does not say.

    `bears` are the states that it is an exception for, `days` the first and the last on which the
    thing was bought, as text that sorts like the days.
    """

    bears: frozenset[Side]
    audience: Audience
    places: frozenset[str]
    days: tuple[str, str] | None
    proofs: frozenset[str]

    @property
    def speech(self) -> tuple[object, ...]:
        """What it speaks of; rows that speak of other matters are exceptions of one another."""
        return (self.bears, *self.audience.speech, bool(self.places), bool(self.days))

    def meets(self, other: Case) -> bool:
        """Whether some return is a case of both, and neither is an exception of the other."""
        if self.speech != other.speech or not self.audience.meets(other.audience):
            return False
        pairs = ((self.places, other.places), (self.proofs, other.proofs))
        if any(mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs):
            return False
        if self.days is None or other.days is None:
            return True
        return self.days[0] <= other.days[1] and other.days[0] <= self.days[1]


def read_case(entity: Entity) -> Case:
    """Return which returns a row is for."""
    days = entity.get("bought_between")
    state = frozenset(side for each in entity.texts("state") if (side := read_side(each)))
    return Case(
        frozenset(side for side in sides(entity) if side in state or not side.is_better),
        read_audience(entity, "customers"),
        _plain(entity, "bought"),
        (min(days), max(days)) if days else None,
        proofs(entity),
    )


def _plain(entity: Entity, key: str) -> frozenset[str]:
    return frozenset(map(plain_spelling, entity.texts(key)))


def open_axes(standing: Iterable[frozenset[Side]]) -> list[Axis]:
    """Return the opposites of which the rows for one return name the better side alone.

    A row that names neither side is for both.
    """
    rows = list(standing)
    return [
        axis
        for axis in AXES
        if axis.splits and rows and all(Side(axis, is_better=True) in each for each in rows)
    ]
