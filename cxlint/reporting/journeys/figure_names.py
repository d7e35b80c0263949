"""Figures by what they are of: `journey.refund.contacts.max` is `contacts.max` of `refund`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from cxlint.analysis.quantity import Quantity

    Figures = Mapping[str, Quantity]


def group_figures(
    quantities: Iterable[Quantity], kinds: Collection[str], ids: Collection[str]
) -> dict[str, dict[str, Quantity]]:
    """Return the figures of things of these kinds by their ids, each by the rest of its name.

    An id may have dots in it: the longest that is known is meant.
    """
    grouped: dict[str, dict[str, Quantity]] = {id_: {} for id_ in ids}
    for each in quantities:
        kind, _, rest = each.name.partition(".")
        if kind in kinds and (split := split_id(rest, ids)):
            id_, tail = split
            grouped[id_].setdefault(tail, each)
    return grouped


def split_id(rest: str, ids: Collection[str]) -> tuple[str, str] | None:
    """Return the id that a name begins with and what follows it; None where it is of none."""
    end = len(rest)
    while (end := rest.rfind(".", 0, end)) > 0:
        if rest[:end] in ids:
            return rest[:end], rest[end + 1 :]
    return None


def select_figures(figures: Figures, prefix: str) -> dict[str, Quantity]:
    """Return the figures whose names begin so, each by the rest of its name."""
    chosen = ((name, each) for name, each in figures.items() if name.startswith(prefix))
    return {name.removeprefix(prefix): each for name, each in chosen}


def find_figures(figures: Figures, names: Iterable[str]) -> Iterator[Quantity]:
    """Yield those of the figures named that there are, in the order of the names."""
    return (figures[name] for name in names if name in figures)
