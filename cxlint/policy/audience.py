"""For which customers something is meant, and when two such things meet.

A return or a promise for some customers or countries is an exception of one that names none. The
words are the policy's own: capitals and spaces do not tell them apart, nor does `customers` behind
the word that does.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxlint.language.entity import Entity

EVERYONE = frozenset({"all", "anybody", "anyone", "customers", "everybody", "everyone"})
"""Words for whoever comes."""
OTHERS = frozenset({"all other", "all others", "everybody else", "everyone else", "others"})
"""Words for those whom nothing else names."""

CLIENTS = (" customers", " customer", " clients", " client")


class Audience(NamedTuple):
    """Which customers, in which countries; empty where nothing is said, which is for all."""

    customers: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return " in ".join(", ".join(sorted(each)) for each in self if each)

    @property
    def speech(self) -> tuple[bool, bool]:
        """What it speaks of; those that speak of other matters are exceptions of one another."""
        return bool(self.customers), bool(self.countries)

    def meets(self, other: Audience) -> bool:
        """Whether some customer is of both, and neither is an exception of the other."""
        pairs = zip(self, other, strict=True)
        return self.speech == other.speech and not any(
            mine and theirs and mine.isdisjoint(theirs) for mine, theirs in pairs
        )

    def holds(self, other: Audience) -> bool:
        """Whether everybody of the other is of this one."""
        pairs = zip(self, other, strict=True)
        return all(not mine or (theirs and mine >= theirs) for mine, theirs in pairs)

    def each(self) -> Iterator[tuple[str, str]]:
        """Yield every group with every country; blank where nothing is said."""
        return product(sorted(self.customers) or ("",), sorted(self.countries) or ("",))


def read_audience(entity: Entity, *keys: str) -> Audience:
    """Return for whom something is, by these keys and `countries`."""
    groups = frozenset(_group(each) for key in keys for each in entity.texts(key))
    return Audience(
        groups if EVERYONE.isdisjoint(groups) else frozenset(),
        frozenset(entity.texts("countries")),
    )


def read_promise_audience(promise: Entity) -> Audience:
    """Return for whom a promise is; `segments` are customers by another word."""
    return read_audience(promise, "customers", "segments")


def reaches_all(audiences: Iterable[Audience], wanted: Audience) -> bool:
    """Whether everybody who is wanted is of one of these, as far as their words tell.

    Where one is for all others, they leave nobody out.
    """
    listed = list(audiences)
    if any(each.holds(wanted) for each in listed):
        return True
    return any(not OTHERS.isdisjoint(each.customers) for each in listed)


def plain_spelling(text: str) -> str:
    """Return a text in small letters and with single spaces."""
    return " ".join(text.lower().split())


def _group(text: str) -> str:
    plain = plain_spelling(text)
    return next((plain.removesuffix(end) for end in CLIENTS if plain.endswith(end)), plain)
