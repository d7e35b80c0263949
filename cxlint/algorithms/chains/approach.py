"""Large circles in floating numbers, step by step: what is found is near, and told as near.

Each round puts what is known of the places into what each of them comes to; from nothing upwards it
comes nearer to the least and to the most alike, since no case goes round for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.chains.circles import Terms

    Row = tuple[float, list[tuple[int, float]], float, list[tuple[int, float]]]

MOST_ROUNDS = 2_000
NEAR_ENOUGH = 1e-13
"""How far apart rounds may be at the end, as a part of the value."""


def approach(terms: Terms, *, most: bool) -> list[float] | None:
    """Return what each place comes to, to about twelve digits; None if it comes near too slowly."""
    rows = [_read_row(terms, number) for number in range(terms.size)]
    values = [0.0] * (terms.size + 1)  # the last is that of END, which is -1
    pick = max if most else min
    step = 0.0
    for _ in range(MOST_ROUNDS):
        before, step = step, 0.0
        for number, (fixed, inside, rest, choices) in enumerate(rows):
            value = fixed
            for to, share in inside:
                value += share * values[to]
            if rest:
                value += rest * pick([worth + values[to] for to, worth in choices])
            step = max(step, (value - values[number]) / (1 + value))
            values[number] = value
        if step <= NEAR_ENOUGH * (1 - min(step / before, 0.999) if before else 1):
            return values[:-1]
    return None


def _read_row(terms: Terms, number: int) -> Row:
    whole = terms.whole[number]
    return (
        _float(terms.fixed[number]) / whole,
        [(to, share / whole) for to, share in terms.inside[number].items()],
        terms.rest[number] / whole,
        [(to, _float(worth)) for to, worth in terms.choices[number]],
    )


def _float(ratio: Sequence[int]) -> float:
    return ratio[0] / ratio[1]
