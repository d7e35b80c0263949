"""The rows of a table of returns as the two sides share them, and for which customers each is."""

from __future__ import annotations

import datetime
from itertools import product
from typing import TYPE_CHECKING

from cxlint.policy.audience import OTHERS, plain_spelling
from cxlint.policy.returns.cases import is_no_proof, read_case, read_side
from cxlint.policy.returns.table import ELSE, REASONS, ReturnRow, rows
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, Sequence

    from cxlint.changes.pairing.sides import Side
    from cxlint.language.entity import Entity
    from cxlint.policy.returns.cases import Case
    from cxlint.policy.returns.cases import Side as CaseSide

ONE_DAY = datetime.timedelta(days=1)

NO_PROOF = ""
"""The proof of somebody who has none."""


class Row(NamedTuple):
    """A row by the id that both sides share; `demands` are its conditions and states, plainly."""

    id: str
    stated: ReturnRow
    case: Case
    demands: frozenset[str]

    @property
    def entity(self) -> Entity:
        """What the file says of it."""
        return self.stated.entity

    @property
    def rank(self) -> int:
        """How near it is to a thing: rows with reasons first, then those that name the thing."""
        nearness = 2 if self.stated.is_general else int(ELSE in self.stated.things)
        return nearness + 3 * self.stated.unspoken

    @property
    def needs_no_proof(self) -> bool:
        """Whether it is for those who have none; others may use it where no row takes theirs."""
        return any(map(is_no_proof, self.entity.texts("proof")))

    def outranks(self, other: Row) -> bool:
        """Whether it is an exception of the other."""
        mine, theirs = self.case.speech, other.case.speech
        bears, other_bears = self.case.bears, other.case.bears
        flags = list(zip(mine[1:], theirs[1:], strict=True))
        wider = bears >= other_bears and all(one or not two for one, two in flags)
        return wider and mine != theirs


class Buyer(NamedTuple):
    """One sort of customer: what comes back and why, who they are, and what they can show.

    `lacks` are conditions that others meet, where that tells these from them.
    """

    thing: str
    reason: str
    group: str = ""
    country: str = ""
    place: str = ""
    day: str = ""
    meets: frozenset[str] = frozenset()
    proof: str = NO_PROOF
    lacks: frozenset[str] = frozenset()


class Table(NamedTuple):
    """The rows of one side, and by each thing those that name it; `general` are for everything."""

    rows: tuple[Row, ...]
    by_thing: Mapping[str, Sequence[Row]]
    general: tuple[Row, ...]

    @property
    def things(self) -> KeysView[str]:
        """The things that some row names."""
        return self.by_thing.keys()

    def standing(self, buyer: Buyer) -> list[Row]:
        """Return the rows that are for a customer: the nearest, without those they outrank."""
        return self.nearest(buyer, [each for each in self.candidates(buyer) if fits(each, buyer)])

    def candidates(self, buyer: Buyer) -> list[Row]:
        """Return the rows for that thing and reason, whoever the customer is.

        Rows for all others are for those only whom none of them names.
        """
        thing = buyer.thing if buyer.thing in self.by_thing else ELSE
        every = [*self.by_thing.get(thing, ()), *self.general]
        rows = [row for row in every if row.stated.unspoken or buyer.reason in row.stated.reasons]
        if any(buyer.group in row.case.audience.customers and fits_who(row, buyer) for row in rows):
            return [row for row in rows if buyer.group in row.case.audience.customers - OTHERS
                    or not row.case.audience.customers & OTHERS]  # fmt: skip
        return rows

    def nearest(self, buyer: Buyer, fitting: Sequence[Row]) -> list[Row]:
        """Return those of the rows that count before all others."""
        if any(buyer.proof in each.case.proofs for each in fitting):
            fitting = [each for each in fitting if not each.needs_no_proof]
        first = min((each.rank for each in fitting), default=0)
        near = [each for each in fitting if each.rank == first]
        return [each for each in near if not any(other.outranks(each) for other in near)]


def read_table(side: Side) -> Table:
    """Return the table of returns of a side."""
    found = tuple(
        Row(side.shared_id("return", each.entity.id), each, read_case(each.entity), _demands(each))
        for each in rows(side.policy)
    )
    by_thing: dict[str, list[Row]] = {}
    for row in found:
        for thing in row.stated.things:
            by_thing.setdefault(thing, []).append(row)
    return Table(found, by_thing, tuple(row for row in found if row.stated.is_general))


def _demands(row: ReturnRow) -> frozenset[str]:
    said = (*row.entity.texts("conditions"), *row.entity.texts("state"))
    return frozenset(map(plain_spelling, said))


def fits(row: Row, buyer: Buyer) -> bool:
    """Whether a row for a thing and a reason is for this customer."""
    return fits_who(row, buyer) and row.demands <= buyer.meets and fits_proof(row, buyer)


def fits_who(row: Row, buyer: Buyer) -> bool:
    """Whether a row is for these customers, whatever they meet and show."""
    customers, countries = row.case.audience
    if customers and buyer.group not in customers and not customers & OTHERS:
        return False
    if countries and not countries & {buyer.country, buyer.country.partition("-")[0]}:
        return False
    if row.case.places and buyer.place not in row.case.places:
        return False
    return row.case.days is None or row.case.days[0] <= buyer.day <= row.case.days[1]


def fits_proof(row: Row, buyer: Buyer) -> bool:
    """Whether a row accepts what a customer can show."""
    return not row.case.proofs or buyer.proof in row.case.proofs or row.needs_no_proof


def list_buyers(tables: Sequence[Table], thing: str, reason: str) -> Iterator[Buyer]:
    """Yield the sorts of customers that some row of either side tells apart."""
    first = Buyer(thing, reason)
    found = [row for table in tables for row in table.candidates(first)]
    fields = [audience_values(tables, first, field) for field in ("group", "country", "place")]
    proofs = ["", *sorted({proof for row in found for proof in row.case.proofs})]
    for meets in _profiles(found):
        for group, country, place, day, proof in product(*fields, _days(found), proofs):
            yield Buyer(thing, reason, group, country, place, day, meets, proof)


def list_demands(tables: Sequence[Table], buyer: Buyer) -> frozenset[str]:
    """Return what some rows ask for that thing and reason, and not all of them."""
    asked = [row.demands for table in tables for row in table.candidates(buyer)]
    common = frozenset.intersection(*asked) if asked else frozenset()
    return frozenset().union(*asked) - common


def audience_values(tables: Sequence[Table], buyer: Buyer, field: str) -> list[str]:
    """Return the groups, countries or places that rows tell apart; blank for all others."""
    found = (row for table in tables for row in table.candidates(buyer))
    return ["", *sorted({value for row in found for value in _VALUES[field](row.case)})]


_VALUES: Mapping[str, Callable[[Case], frozenset[str]]] = {
    "group": lambda case: case.audience.customers - OTHERS,
    "country": lambda case: case.audience.countries,
    "place": lambda case: case.places,
}


def list_days(tables: Sequence[Table], buyer: Buyer) -> list[str]:
    """Return a day of purchase of each sort, of which rows for that thing and reason tell."""
    return _days(row for table in tables for row in table.candidates(buyer))


def _days(found: Iterable[Row]) -> list[str]:
    """Return a day of purchase of each sort: the first of every season, and the one behind it.

    Blank is a day of no season.
    """
    ends = {row.case.days for row in found if row.case.days}
    return ["", *sorted({day for first, last in ends for day in (first, next_day(last))})]


def next_day(day: str) -> str:
    """Return the day after one that is written as year, month and day."""
    return (datetime.date.fromisoformat(day) + ONE_DAY).isoformat()


def day_before(day: str) -> str:
    """Return the day before one that is written as year, month and day."""
    return (datetime.date.fromisoformat(day) - ONE_DAY).isoformat()


MOST_PROFILES = 64


def _profiles(found: Iterable[Row]) -> list[frozenset[str]]:
    """Return what customers meet: what each row asks, and what several ask together."""
    asked = sorted({row.demands for row in found}, key=lambda each: (len(each), sorted(each)))
    profiles = dict.fromkeys([frozenset[str](), *asked])
    for one in asked:
        for other in list(profiles):
            if len(profiles) < MOST_PROFILES and not is_contradiction(one | other):
                profiles.setdefault(one | other)
    for sides in _list_splits(frozenset().union(*asked)):
        profiles = dict.fromkeys(whole for each in profiles for whole in _complete(each, sides))
    return sorted(profiles, key=lambda each: (len(each), sorted(each)))


def _list_splits(asked: frozenset[str]) -> list[tuple[str, str]]:
    """Return the opposites of which rows name both sides: everybody is on one of them."""
    words = {side: each for each in sorted(asked) if (side := read_side(each)) is not None}
    return [
        (word, words[side.opposite])
        for side, word in words.items()
        if side.is_better and side.axis.splits and side.opposite in words
    ]


def _complete(meets: frozenset[str], sides: tuple[str, str]) -> list[frozenset[str]]:
    """Return what customers meet with either side of two opposites, where it says neither."""
    if _sides(sides) & _sides(meets):
        return [meets]
    return [meets | {each} for each in sides]


def _sides(meets: Iterable[str]) -> set[CaseSide]:
    return {side for each in meets if (side := read_side(each)) is not None}


def is_contradiction(meets: Iterable[str]) -> bool:
    """Whether nobody meets all of this."""
    sides = _sides(meets)
    return any(side.opposite in sides for side in sides)


def list_things(tables: Sequence[Table]) -> list[str]:
    """Return every thing that a row names, and what stands for all others."""
    return sorted({ELSE}.union(*(table.things for table in tables)))


def list_reasons(tables: Sequence[Table]) -> list[str]:
    """Return every reason."""
    more = {reason for table in tables for row in table.rows for reason in row.stated.reasons}
    return [*REASONS, *sorted(more - set(REASONS))]
