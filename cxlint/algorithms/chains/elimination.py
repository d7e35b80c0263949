"""Linear equations in whole numbers: the unknown with the fewest neighbours is taken out first."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import gcd, lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[Sequence[int], int]
    """Numbers with one denominator, as (numerators, denominator)."""


class Equation:
    """`own` times an unknown is a constant and the sum of `others` by their factors.

    Several systems that differ in their constants alone are solved at once.
    """

    __slots__ = ("constants", "others", "own")

    def __init__(self, own: int, others: dict[int, int], constants: list[int]) -> None:
        self.own = own
        self.others = others
        self.constants = constants

    def divide(self) -> None:
        """Take out what all numbers have in common."""
        common = gcd(self.own, *self.constants, *self.others.values())
        if common > 1:
            self.own //= common
            self.constants = [each // common for each in self.constants]
            self.others = {key: factor // common for key, factor in self.others.items()}


def solve(equations: Sequence[Equation]) -> list[Row]:
    """Return the unknowns, the i-th of the i-th equation, for each constant; equations are changed.

    Raises ZeroDivisionError where they have no single solution.
    """
    order = _eliminate(equations)
    values: list[Row] = [((), 1)] * len(equations)
    for number in reversed(order):
        values[number] = _insert(equations[number], values)
    return values


def _insert(equation: Equation, values: Sequence[Row]) -> Row:
    """Solve an equation of which all other unknowns are known."""
    if not equation.own:
        raise ZeroDivisionError
    common = lcm(*[values[other][1] for other in equation.others])
    tops = [constant * common for constant in equation.constants]
    for other, factor in equation.others.items():
        known, below = values[other]
        times = factor * (common // below)
        tops = [top + times * each for top, each in zip(tops, known, strict=True)]
    whole = equation.own * common
    shared = gcd(whole, *tops) if whole > 0 else -gcd(whole, *tops)
    return [top // shared for top in tops], whole // shared


def _eliminate(equations: Sequence[Equation]) -> list[int]:
    """Take one unknown after the other out of the equations that are left; return their order.

    The equation of each then holds only unknowns that were taken out later.
    """
    users: list[set[int]] = [set() for _ in equations]
    for number, each in enumerate(equations):
        for other in each.others:
            users[other].add(number)
    queue = [
        (len(each.others) * len(users[number]), number) for number, each in enumerate(equations)
    ]
    heapify(queue)
    done = bytearray(len(equations))
    order = []
    while queue:
        cost, number = heappop(queue)
        if done[number]:
            continue
        equation = equations[number]
        now = len(equation.others) * len(users[number])
        if cost < now:
            heappush(queue, (now, number))
            continue
        done[number] = 1
        order.append(number)
        for other in equation.others:
            users[other].discard(number)
        for user in users[number]:
            _substitute(equations, users, number, user)
            heappush(queue, (len(equations[user].others) * len(users[user]), user))
    return order


def _substitute(
    equations: Sequence[Equation], users: Sequence[set[int]], number: int, user: int
) -> None:
    """Put the equation of one unknown into that of another."""
    taken, into = equations[number], equations[user]
    factor = into.others.pop(number)
    common = gcd(taken.own, factor)
    if not taken.own:
        raise ZeroDivisionError
    stretch, factor = taken.own // common, factor // common
    if stretch != 1:
        into.own *= stretch
        into.constants = [each * stretch for each in into.constants]
        into.others = {key: each * stretch for key, each in into.others.items()}
    into.constants = [
        each + factor * more for each, more in zip(into.constants, taken.constants, strict=True)
    ]
    for other, each in taken.others.items():
        if other == user:
            into.own -= factor * each
        elif other in into.others:
            into.others[other] += factor * each
        else:
            into.others[other] = factor * each
            users[other].add(user)
    into.divide()
