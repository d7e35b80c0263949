"""The least and the most that a chain comes to, over all that the unknown shares may be.

Each figure is worked out backwards, component by component. What a place comes to is linear in the
parts of its rest when all others are settled, so that the least and the most lie where the whole
rest goes one way; which way, is found by policy iteration (Howard 1960), in exact numbers. A rest
that may keep cases in a circle for ever is looked at before (`end_components`): what counts there
has no most, and where nothing counts, nothing is added.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.chains.chain import END
from cxlint.algorithms.chains.elimination import solve
from cxlint.algorithms.chains.end_components import end_components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.algorithms.chains.chain import Chain, Exits, Gains, Share, Value

ROUGH_FROM = 8
"""From so many places on, a first guess is made in floating numbers; what is found is exact."""

ROUGH_ROUNDS = 200


def bound(chain: Chain, gains: Gains, *, most: bool) -> list[Value]:
    """Return the most, or the least, that is expected to count from each place on.

    It is `inf` where what counts has no end.
    """
    values: list[Value] = [0] * (chain.size + 1)  # the last is that of END
    parts = chain.parts
    for number in range(parts.count):
        members = parts.members(number)
        if len(members) == 1 and members[0] not in chain.out[members[0]]:
            place = members[0]
            visit = gains.visits[chain.origin[place]]
            values[place] = _pass_on(chain.exits[place], visit, gains.ways, values, most=most)
        else:
            _settle(chain, members, gains, values, most=most)
    values.pop()
    return values


def _pass_on(
    exits: Exits, total: Value, gain: Sequence[Share], values: Sequence[Value], *, most: bool
) -> Value:
    """Return what counts from a place on that no case comes to twice."""
    for share, target, way in exits.stated:
        total += share * (gain[way] + values[target])
    if not exits.rest:
        return total
    ways = [gain[way] + values[target] for target, way in exits.free]
    return total + exits.rest * (max(ways) if most else min(ways))


@dataclass(slots=True)
class _Circle:
    """The equations of places that cases may come to again, by numbers of their own.

    `fixed` is what counts at once or further on, `inside` the shares that stay within; `choices`
    are ways that the `rest` may go, as (place within or END, what counts on it and behind it).
    `counts` says of a place that something counts there or on a stated way within.
    """

    fixed: list[Value] = field(default_factory=list)
    inside: list[dict[int, Share]] = field(default_factory=list)
    choices: list[list[tuple[int, Value]]] = field(default_factory=list)
    rest: list[Share] = field(default_factory=list)
    leaves: list[bool] = field(default_factory=list)
    counts: list[bool] = field(default_factory=list)

    def add(
        self,
        fixed: Value,
        inside: dict[int, Share],
        choices: list[tuple[int, Value]],
        rest: Share,
        *,
        leaves: bool = False,
        counts: bool = False,
    ) -> None:
        """Take a place in."""
        self.fixed.append(fixed)
        self.inside.append(inside)
        self.choices.append(choices)
        self.rest.append(rest)
        self.leaves.append(leaves)
        self.counts.append(counts)

    @property
    def size(self) -> int:
        return len(self.fixed)


def _settle(
    chain: Chain, members: Sequence[int], gains: Gains, values: list[Value], *, most: bool
) -> None:
    """Find the values of one component, those behind it being known."""
    circle = _read_circle(chain, members, gains, values)
    found = _find_most(circle) if most else _find_least(circle)
    for place, value in zip(members, found, strict=True):
        values[place] = value


def _read_circle(
    chain: Chain, members: Sequence[int], gains: Gains, values: Sequence[Value]
) -> _Circle:
    circle = _Circle()
    local = {place: number for number, place in enumerate(members)}
    for place in members:
        exits = chain.exits[place]
        fixed: Value = gains.visits[chain.origin[place]]
        counts, leaves = bool(fixed), False
        inside: dict[int, Share] = {}
        for share, target, way in exits.stated:
            number = local.get(target)
            if number is None:
                leaves = True
                fixed += share * (gains.ways[way] + values[target])
            else:
                counts |= bool(gains.ways[way])
                fixed += share * gains.ways[way]
                inside[number] = inside.get(number, 0) + share
        choices = _read_choices(exits, local, gains, values)
        circle.add(fixed, inside, choices, exits.rest, leaves=leaves, counts=counts)
    return circle


def _read_choices(
    exits: Exits, local: dict[int, int], gains: Gains, values: Sequence[Value]
) -> list[tuple[int, Value]]:
    if not exits.rest:
        return []
    return [
        (local[target], gains.ways[way])
        if target in local
        else (END, gains.ways[way] + values[target])
        for target, way in exits.free
    ]


def _find_most(circle: _Circle) -> list[Value]:
    """Return the most of each place: all have no most, if one can be reached that has none."""
    endless = max(circle.fixed) == inf or any(
        worth == inf for each in circle.choices for _, worth in each
    )
    lasting = end_components(
        [list(each) for each in circle.inside],
        [[to for to, _ in each if to != END] for each in circle.choices],
        leaves=circle.leaves,
        needs_choice=[bool(each) for each in circle.rest],
    )
    if endless or any(_counts_within(circle, each) for each in lasting):
        return [inf] * circle.size
    if not lasting:
        return _iterate(circle, [0] * circle.size, most=True)
    return _find_most_merged(circle, lasting)


def _counts_within(circle: _Circle, members: Sequence[int]) -> bool:
    """Whether something counts in a set of places that need not be left."""
    within = set(members)
    return any(
        circle.counts[number]
        or any(worth and to in within for to, worth in circle.choices[number])
        for number in members
    )


def _find_most_merged(circle: _Circle, lasting: Sequence[Sequence[int]]) -> list[Value]:
    """Return the most where cases may go round for ever, and nothing counts as they do.

    Such a set is one place: they stay there, or leave it by any way that a rest may go.
    """
    merged = {number: place for place, members in enumerate(lasting) for number in members}
    own = [number for number in range(circle.size) if number not in merged]
    for place, number in enumerate(own, len(lasting)):
        merged[number] = place
    small = _Circle()
    for members in lasting:
        leaving = [
            each
            for number in members
            for each in _renumber(circle.choices[number], merged)
            if each[0] != merged[number]
        ]
        small.add(0, {}, [*leaving, (END, 0)], 1)
    for number in own:
        inside: dict[int, Share] = {}
        for to, share in circle.inside[number].items():
            inside[merged[to]] = inside.get(merged[to], 0) + share
        choices = _renumber(circle.choices[number], merged)
        small.add(circle.fixed[number], inside, choices, circle.rest[number])
    found = _iterate(small, [0] * small.size, most=True)
    return [found[merged[number]] for number in range(circle.size)]


def _renumber(
    choices: Sequence[tuple[int, Value]], numbers: dict[int, int]
) -> list[tuple[int, Value]]:
    return [(END if to == END else numbers[to], worth) for to, worth in choices]


def _find_least(circle: _Circle) -> list[Value]:
    """Return the least of each place: nothing, where cases may go round without anything counting.

    There is no end to it where they cannot get away from what counts.
    """
    idle = end_components(
        [list(each) for each in circle.inside],
        [[to for to, worth in each if to != END and not worth] for each in circle.choices],
        leaves=[a or b for a, b in zip(circle.leaves, circle.counts, strict=True)],
        needs_choice=[bool(each) for each in circle.rest],
    )
    nothing = {number for members in idle for number in members}
    choices = [
        [(END if to in nothing else to, worth) for to, worth in each if worth != inf]
        for each in circle.choices
    ]
    first = _find_ending(circle, choices, nothing)
    numbers = {number: place for place, number in enumerate(first)}
    small, start = _Circle(), []
    for number, taken in first.items():
        inside = {numbers[to]: s for to, s in circle.inside[number].items() if to not in nothing}
        left = [each for each in choices[number] if each[0] == END or each[0] in numbers]
        start.append(left.index(taken) if taken else 0)
        small.add(circle.fixed[number], inside, _renumber(left, numbers), circle.rest[number])
    found = _iterate(small, start, most=False)
    values: list[Value] = [0 if number in nothing else inf for number in range(circle.size)]
    for number, place in numbers.items():
        values[number] = found[place]
    return values


def _find_ending(
    circle: _Circle, choices: Sequence[Sequence[tuple[int, Value]]], nothing: set[int]
) -> dict[int, tuple[int, Value] | None]:
    """Return the places from which every case may come to an end, and by which way of its rest."""
    able = {
        number
        for number in range(circle.size)
        if number not in nothing and circle.fixed[number] != inf
    }
    while True:
        found = _walk_back(circle, choices, able, nothing)
        if len(found) == len(able):
            return found
        able = set(found)


def _walk_back(
    circle: _Circle,
    choices: Sequence[Sequence[tuple[int, Value]]],
    able: set[int],
    nothing: set[int],
) -> dict[int, tuple[int, Value] | None]:
    """Return those that can come to an end by ways within `able`, nearest to the end first."""
    before: dict[int, list[tuple[int, tuple[int, Value] | None]]] = {END: []}
    for number in able:
        before[number] = []
    for number in sorted(able):
        inside = circle.inside[number]
        if any(to not in able and to not in nothing for to in inside):
            continue
        usable = [each for each in choices[number] if each[0] == END or each[0] in able]
        if circle.rest[number] and not usable:
            continue
        some = usable[0] if usable else None
        if circle.leaves[number] or any(to in nothing for to in inside):
            before[END].append((number, some))
        for to in inside:
            if to not in nothing:
                before[to].append((number, some))
        for each in usable:
            before[each[0]].append((number, each))
    found: dict[int, tuple[int, Value] | None] = {}
    waiting = [END]
    for place in waiting:  # grows while it is walked
        for number, taken in before[place]:
            if number not in found:
                found[number] = taken
                waiting.append(number)
    return found


def _iterate(circle: _Circle, policy: list[int], *, most: bool) -> list[Value]:
    """Return the values under the best choices; `policy` is one under which every case ends."""
    if circle.size >= ROUGH_FROM and any(len(each) > 1 for each in circle.choices):
        policy = _guess(circle, policy, most=most)
    while True:
        values = _evaluate(circle, policy)
        if not _improve(circle, policy, values, most=most):
            return values


def _guess(circle: _Circle, policy: list[int], *, most: bool) -> list[int]:
    """Return choices that are best in floating numbers, or nearly so."""
    rough = _Circle(
        [float(each) for each in circle.fixed],
        [{to: float(share) for to, share in row.items()} for row in circle.inside],  # type: ignore
        [[(to, float(worth)) for to, worth in each] for each in circle.choices],
        [float(each) for each in circle.rest],  # type: ignore
    )
    guess = list(policy)
    for _ in range(ROUGH_ROUNDS):
        values = _evaluate(rough, guess)
        if not _improve(rough, guess, values, most=most, slack=1e-9):
            return guess
    return policy


def _evaluate(circle: _Circle, policy: Sequence[int]) -> list[Value]:
    """Return what each place comes to where the rests go the ways that are given."""
    rows, constants = [], []
    for number, position in enumerate(policy):
        row, constant = dict(circle.inside[number]), circle.fixed[number]
        if circle.rest[number]:
            to, worth = circle.choices[number][position]
            constant += circle.rest[number] * worth
            if to != END:
                row[to] = row.get(to, 0) + circle.rest[number]
        rows.append(row)
        constants.append(constant)
    return solve(rows, constants)


def _improve(
    circle: _Circle, policy: list[int], values: Sequence[Value], *, most: bool, slack: float = 0
) -> bool:
    """Change each choice for one that is better by these values; return whether any was."""
    changed = False
    sign = 1 if most else -1
    for number, choices in enumerate(circle.choices):
        if len(choices) < 2:
            continue
        worths = [sign * (worth + (0 if to == END else values[to])) for to, worth in choices]
        best = max(worths)
        if best > worths[policy[number]] + slack:
            policy[number] = worths.index(best)
            changed = True
    return changed
