"""The least and the most of the places of a circle, by policy iteration in whole numbers."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

from cxlint.algorithms.chains.approach import approach
from cxlint.algorithms.chains.chain import END
from cxlint.algorithms.chains.circles import Terms
from cxlint.algorithms.chains.elimination import Equation, solve
from cxlint.algorithms.chains.end_components import end_components
from cxlint.algorithms.chains.ratios import INFINITE, NOTHING, add_up, approximate, reduce

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.algorithms.chains.circles import Weighings
    from cxlint.algorithms.chains.ratios import Ratio

    Choice = tuple[int, Ratio]

LARGE = 250
"""Of more places than this, a circle is not solved exactly."""


def find_most(terms: Terms, lasting: Sequence[Sequence[int]]) -> list[Ratio]:
    """Return the most of each place: all have no most, if one can be reached that has none.

    `lasting` are the sets of places that need never be left.
    """
    endless = INFINITE in terms.fixed or any(
        worth == INFINITE for row in terms.choices for _, worth in row
    )
    if endless or any(_counts_within(terms, each) for each in lasting):
        return [INFINITE] * terms.size
    if not lasting:
        return _iterate(terms, [0] * terms.size, most=True)
    merged, small = _merge(terms, lasting)
    found = _iterate(small, [0] * small.size, most=True)
    return [found[place] for place in merged]


def _counts_within(terms: Terms, members: Sequence[int]) -> bool:
    """Whether something counts in a set of places that need not be left."""
    within = set(members)
    return any(
        terms.counts[number]
        or any(worth[0] and to in within for to, worth in terms.choices[number])
        for number in members
    )


def _merge(terms: Terms, lasting: Sequence[Sequence[int]]) -> tuple[list[int], Terms]:
    """Make one place of each set in which cases may go round, without anything counting.

    They stay there for ever, or leave it by any way that a rest may go. Return where each place is,
    and the equations of what there is then.
    """
    of = {number: place for place, members in enumerate(lasting) for number in members}
    own = [number for number in range(terms.size) if number not in of]
    of |= {number: place for place, number in enumerate(own, len(lasting))}
    small = Terms([], [], [], [], [], [], [])
    for place, members in enumerate(lasting):
        leaving = [each for number in members for each in _renumber(terms.choices[number], of)]
        _add(small, 1, NOTHING, {}, 1, [(END, NOTHING), *(e for e in leaving if e[0] != place)])
    for number in own:
        inside: dict[int, int] = {}
        for to, share in terms.inside[number].items():
            inside[of[to]] = inside.get(of[to], 0) + share
        choices = _renumber(terms.choices[number], of)
        _add(small, terms.whole[number], terms.fixed[number], inside, terms.rest[number], choices)
    return [of[number] for number in range(terms.size)], small


def _add(
    terms: Terms,
    whole: int,
    fixed: Ratio,
    inside: dict[int, int],
    rest: int,
    choices: list[Choice],
) -> None:
    terms.whole.append(whole)
    terms.fixed.append(fixed)
    terms.inside.append(inside)
    terms.rest.append(rest)
    terms.choices.append(choices)


def _renumber(choices: Sequence[Choice], numbers: dict[int, int]) -> list[Choice]:
    return [(END if to == END else numbers[to], worth) for to, worth in choices]


def find_least(terms: Terms, lasting: Sequence[Sequence[int]]) -> list[Ratio]:
    """Return the least of each place: nothing, where cases may go round without anything counting.

    There is no end to it where they cannot get away from what counts.
    """
    endless = INFINITE in terms.fixed or any(
        worth == INFINITE for row in terms.choices for _, worth in row
    )
    if not endless and not lasting:
        return _iterate(terms, [0] * terms.size, most=False)
    nothing = _find_idle(terms)
    choices = [
        [(END if to in nothing else to, worth) for to, worth in row if worth != INFINITE]
        for row in terms.choices
    ]
    first = _find_ending(terms, choices, nothing)
    numbers = {number: place for place, number in enumerate(first)}
    small, start = Terms([], [], [], [], [], [], []), []
    for number, taken in first.items():
        inside = {numbers[to]: s for to, s in terms.inside[number].items() if to not in nothing}
        left = [each for each in choices[number] if each[0] == END or each[0] in numbers]
        start.append(left.index(taken) if taken else 0)
        fixed, left = terms.fixed[number], _renumber(left, numbers)
        _add(small, terms.whole[number], fixed, inside, terms.rest[number], left)
    found = _iterate(small, start, most=False)
    values = [NOTHING if number in nothing else INFINITE for number in range(terms.size)]
    for number, place in numbers.items():
        values[number] = found[place]
    return values


def _find_idle(terms: Terms) -> set[int]:
    """Return the places at which cases may stay, or go round, without anything counting."""
    idle = end_components(
        [list(row) for row in terms.inside],
        [[to for to, worth in row if to != END and not worth[0]] for row in terms.choices],
        leaves=[a or b for a, b in zip(terms.leaves, terms.counts, strict=True)],
        needs_choice=[bool(each) for each in terms.rest],
    )
    return {number for members in idle for number in members}


def _find_ending(
    terms: Terms, choices: Sequence[Sequence[Choice]], nothing: set[int]
) -> dict[int, Choice | None]:
    """Return the places from which every case may come to an end, and by which way of its rest."""
    able = {
        number
        for number in range(terms.size)
        if number not in nothing and terms.fixed[number] != INFINITE
    }
    while True:
        found = _walk_back(terms, choices, able, nothing)
        if len(found) == len(able):
            return found
        able = set(found)


def _walk_back(
    terms: Terms, choices: Sequence[Sequence[Choice]], able: set[int], nothing: set[int]
) -> dict[int, Choice | None]:
    """Return those that can come to an end by ways within `able`, nearest to the end first."""
    before: dict[int, list[tuple[int, Choice | None]]] = {END: []}
    before |= {number: [] for number in able}
    for number in sorted(able):
        for to, taken in _list_steps(terms, number, choices[number], able, nothing):
            before[to].append((number, taken))
    found: dict[int, Choice | None] = {}
    waiting = [END]
    for place in waiting:  # grows while it is walked
        for number, taken in before[place]:
            if number not in found:
                found[number] = taken
                waiting.append(number)
    return found


def _list_steps(
    terms: Terms, number: int, choices: Sequence[Choice], able: set[int], nothing: set[int]
) -> Iterator[tuple[int, Choice | None]]:
    """Yield where cases may come next, and by which way of the rest; none, if a part is lost."""
    inside = [END if to in nothing else to for to in terms.inside[number]]
    usable = [each for each in choices if each[0] == END or each[0] in able]
    if any(to != END and to not in able for to in inside) or (terms.rest[number] and not usable):
        return
    some = usable[0] if usable else None
    if terms.leaves[number]:
        yield END, some
    for to in inside:
        yield to, some
    for each in usable:
        yield each[0], each


def _iterate(terms: Terms, policy: list[int], *, most: bool) -> list[Ratio]:
    """Return the values under the best choices; `policy` is one under which every case ends."""
    if terms.size > LARGE and (near := approach(terms, most=most)) is not None:
        return [approximate(each) for each in near]
    while True:
        values = _evaluate(terms, policy)
        if not _improve(terms, policy, values, most=most):
            return values


def _evaluate(terms: Terms, policy: Sequence[int]) -> list[Ratio]:
    """Return what each place comes to where the rests go the ways that are given."""
    constants, targets = list(terms.fixed), [END] * terms.size
    for number, position in enumerate(policy):
        if rest := terms.rest[number]:
            targets[number], worth = terms.choices[number][position]
            (top, below), fixed = worth, constants[number]
            if below == fixed[1] == 1:
                constants[number] = (fixed[0] + rest * top, 1)
            else:
                constants[number] = add_up(0, [(1, fixed), (rest, worth)])
    if terms.weights is None:
        found = solve(_equate(terms, targets, [[each] for each in constants]))
        return [(top, below) for (top,), below in found]
    return _weigh(terms, terms.weights, targets, constants)


def _equate(
    terms: Terms, targets: Sequence[int], constants: Sequence[Sequence[Ratio]]
) -> list[Equation]:
    """Return the equations of a circle whose rests go to these places."""
    equations = []
    for number, to in enumerate(targets):
        others = dict(terms.inside[number])
        if to != END:
            others[to] = others.get(to, 0) + terms.rest[number]
        own = terms.whole[number] - others.pop(number, 0)
        common = lcm(*[below for _, below in constants[number]])
        if common != 1:
            own *= common
            others = {key: factor * common for key, factor in others.items()}
        whole = [top * (common // below) for top, below in constants[number]]
        equations.append(Equation(own, others, whole))
    return equations


def _weigh(
    terms: Terms, known: Weighings, targets: Sequence[int], constants: Sequence[Ratio]
) -> list[Ratio]:
    """Return the same by what each place has of the constants of all."""
    key = tuple(targets)
    if key not in known:
        size = range(terms.size)
        units = [[(int(one == other), 1) for other in size] for one in size]
        known[key] = [
            ([(at, top) for at, top in enumerate(tops) if top], whole)
            for tops, whole in solve(_equate(terms, targets, units))
        ]
    common = lcm(*[below for _, below in constants])
    stretched = [top * (common // below) for top, below in constants]
    return [
        reduce(sum([factor * stretched[other] for other, factor in row]), whole * common)
        for row, whole in known[key]
    ]


def _improve(terms: Terms, policy: list[int], values: Sequence[Ratio], *, most: bool) -> bool:
    """Change each choice for one that is better by these values; return whether any was."""
    changed = False
    for number, choices in enumerate(terms.choices):
        if len(choices) < 2:
            continue
        worths = [worth if to == END else _sum_up(worth, values[to]) for to, worth in choices]
        best = policy[number]
        for position, (top, below) in enumerate(worths):
            known_top, known_below = worths[best]
            gap = top * known_below - known_top * below
            if gap > 0 if most else gap < 0:
                best = position
        if best != policy[number]:
            policy[number] = best
            changed = True
    return changed


def _sum_up(one: Ratio, other: Ratio) -> Ratio:
    """Return the sum of two ratios, not in lowest terms: it is only compared with others."""
    return one[0] * other[1] + other[0] * one[1], one[1] * other[1]
