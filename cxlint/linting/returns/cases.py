"""Which of a thing's cases a row speaks of: its state, and with what proof it was bought.

Tables split a thing into two cases by opposites: opened and unopened, with a receipt and without
one. A row that names one side says nothing of the other, and rows of two sides never meet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

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

DENIALS = frozenset({
    "jamais", "kein", "keine", "keinen", "lost", "missing", "never", "nicht", "nie", "no", "non",
    "not", "nunca", "ohne", "pas", "sans", "sin", "without",
})  # fmt: skip
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
    """Return the sides of opposites that a row names among its conditions."""
    named = frozenset(side for each in entity.texts("conditions") if (side := read_side(each)))
    return frozenset(side for side in named if side.opposite not in named)


def demands(entity: Entity) -> frozenset[str]:
    """Return what a row asks of customers, in plain spelling.

    That a thing is opened, or the receipt lost, is a case the row is for and nothing that it asks.
    """
    plain = (" ".join(each.lower().split()) for each in entity.texts("conditions"))
    return frozenset(each for each in plain if (side := read_side(each)) is None or side.is_better)


def proofs(entity: Entity) -> frozenset[str]:
    """Return what a row accepts as proof, in plain spelling; nothing where it does not say."""
    return frozenset(" ".join(each.lower().split()) for each in entity.texts("proof"))


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
