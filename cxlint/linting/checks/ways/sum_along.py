"""What adds up on a customer's way: waits, effort, money."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from typing import TYPE_CHECKING, Any, Literal

from cxlint.graph.move_kinds import DETAILED_MOVES, STATING_KEYS
from cxlint.linting.query import path_costs, paths
from cxlint.linting.query.bounds import Quantity, parse_quantity, quantities_in
from cxlint.linting.query.paths import stating_entity
from cxlint.sentence_lists import LONGEST_PATH
from cxlint.values.quantities import Duration, Money, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.algorithms.weighted_paths import Cost
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network
    from cxlint.language.entity import Entity
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.path_costs import PathCost
    from cxlint.linting.query.paths import Trip

UNITS: tuple[Unit, ...] = ("day", "hour", "minute")


class Fields:
    """The fields that are added up, and what each place and each move states under them."""

    def __init__(self, named: Sequence[str], to: Quantity) -> None:
        self.to = to
        self.kinds: dict[str, list[list[str]]] = {}
        self.moves: dict[tuple[str, str], list[list[str]]] = {}
        for each in named:
            kind, *keys = each.split(".")
            if keys[0] in DETAILED_MOVES and kind in STATING_KEYS:
                self.moves.setdefault((kind, keys[0]), []).append(keys)
            elif kind == "handoff":
                self.moves.setdefault(("", kind), []).append(keys)
            else:
                self.kinds.setdefault(kind, []).append(keys)

    def of_move(self, move: Move) -> Cost:
        """Return what taking a move adds, as far as it is stated."""
        return self._sum(move.entity, self._of_move(move))

    def of_place(self, journey: Journey, number: int) -> Cost:
        """Return what coming by a place adds, as far as it is stated."""
        node = journey.nodes[number]
        if node.kind not in self.kinds:
            return 0
        return self._sum(stating_entity(node), self.kinds[node.kind])

    def silent(self, trip: Trip, toll: PathCost) -> list[str]:
        """Return the places and moves of a way that could add something, and do not say what."""
        nodes = [trip.journey.nodes[number] for number in toll.path.numbers]
        found = [
            node.id for node in nodes if any(
                self._least_value(stating_entity(node), keys) is None
                for keys in self.kinds.get(node.kind, ())
            )
        ]  # fmt: skip
        return found + [
            f"{move.source.id} -> {move.target.id}" for move in toll.moves if any(
                self._least_value(move.entity, keys) is None for keys in self._of_move(move)
            )
        ]  # fmt: skip

    def _of_move(self, move: Move) -> Sequence[list[str]]:
        kind = "" if move.kind == "handoff" else move.source.kind
        return self.moves.get((kind, move.kind), ())

    def _sum(self, entity: Entity, fields: Sequence[list[str]]) -> Cost:
        total: Cost = 0
        for keys in fields:
            total += self._least_value(entity, keys) or 0
        return total

    def _least_value(self, entity: Entity, keys: list[str]) -> Fraction | None:
        """Return the least that a field states, in seconds, units of the currency, or as it is."""
        found = [value.value for value, _ in quantities_in(entity, keys, self.to)]
        known = [plain(value) for value in found if value is not None and self._same(value)]
        return min(known, default=None)

    def _same(self, value: object) -> bool:
        return not isinstance(value, Money) or value.currency == self.to.value.currency


FACTS = frozenset({"from", "to", "path", "sum", "bound", "missing"})
"""What a message may name."""


def sum_along(
    network: Network,
    *,
    ways: Mapping[str, Any],
    fields: Sequence[str],
    quantifier: Literal["every", "some"],
    at_most: str | int,
) -> Iterator[Hit]:
    """Yield each place from which too much adds up on the way.

    `some`: even the least way adds up to more, so that no way keeps the bound. `every`: some way
    does. A field of a place counts each time a way comes by, both ends with it; one of a handoff,
    or `person`, `closed` and `full` of a place, when that move is taken. What is not stated adds
    nothing, so that what is told is certain; business hours and days count their nominal length.
    A ring that nothing bounds adds up without end. Facts: from, to, path, sum (with `at least`
    where something on the way does not say), bound, missing (what does not say).

    Args:
        network: the policy's graph.
        ways: which ways: `from` and `to` (places), `by` (moves), `intents`.
        fields: what is added up, each with its kind: handoff.wait, step.effort,
            step.person.within, approval.decides_within.
        quantifier: how many of the ways must keep the bound: every, some.
        at_most: how much is fine: a duration, a sum of money or a whole number.
    """
    to = parse_quantity(at_most)
    if to is None or (quantifier == "some" and paths.has_unread_moves(network)):
        return
    added = Fields(fields, to)
    most = plain(to.value)
    for trip in paths.trips(network, ways):
        every = quantifier == "every"
        for toll in path_costs.costs_over(trip, added.of_move, added.of_place, most, every=every):
            yield _hit(trip, toll, added, to)


def plain(value: Duration | Money | int | Fraction) -> Fraction:
    """Return a quantity as a number: of seconds, or of units of its currency."""
    if isinstance(value, Duration):
        return value.seconds
    return value.amount if isinstance(value, Money) else Fraction(value)


def _hit(trip: Trip, toll: PathCost, added: Fields, to: Quantity) -> Hit:
    silent = list(dict.fromkeys(added.silent(trip, toll)))
    total = "without end" if toll.cost == inf else _total_text(Fraction(toll.cost), to)
    facts = {
        "sum": f"at least {total}" if silent and toll.cost < inf else total,
        "bound": to.text,
        "missing": silent[:LONGEST_PATH] or "nothing",
    }
    return trip.build_hit(
        toll.start, toll.path, trip.journey.nodes[toll.path.end], facts, toll.moves
    )


def _total_text(total: Fraction, to: Quantity) -> str:
    if to.form == "money":
        return str(Money(total, to.value.currency))
    if to.form != "duration":
        return str(total)
    for unit in UNITS:
        one = Duration(Fraction(1), unit).seconds
        if total % one == 0:
            return str(Duration(total / one, unit))
    return str(Duration(total, "second"))


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import condition_syntax, path_syntax

    yield from path_syntax.validate_ways(params)
    known = (*path_syntax.PLACES, "handoff")
    if not params["fields"]:
        yield ("fields",), "nothing is added up: name fields such as handoff.wait"
    if (to := parse_quantity(params["at_most"])) is not None and to.form == "percentage":
        yield ("at_most",), "percentages do not add up"
        return
    for number, each in enumerate(params["fields"]):
        kind, _, field = each.partition(".")
        place = ("fields", number)
        if kind not in known or not field:
            yield from condition_syntax.validate_word(kind, known, "kind", place)
            yield place, f"expected a kind and its field, such as handoff.wait, found '{each}'"
            continue
        wrong = list(condition_syntax.validate_fields([field], [kind], place))
        yield from wrong or condition_syntax.validate_bounds(
            {"at_most": params["at_most"]}, [kind], field
        )
