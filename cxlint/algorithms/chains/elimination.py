"""Linear equations of chains, solved exactly: the place with the fewest neighbours goes first."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def solve(rows: Sequence[Mapping[int, Any]], constants: Sequence[Any]) -> list[Any]:
    """Return the x with x[i] = constants[i] + the sum of rows[i][j] x[j], in the given numbers.

    Raises ZeroDivisionError where there is no single such x.
    """
    left = [dict(row) for row in rows]
    values = list(constants)
    users: list[set[int]] = [set() for _ in left]
    for number, row in enumerate(left):
        for other in row:
            users[other].add(number)
    order = _eliminate(left, values, users)
    for number in reversed(order):
        for other, factor in left[number].items():
            values[number] += factor * values[other]
    return values


def _eliminate(left: list[dict[int, Any]], values: list[Any], users: list[set[int]]) -> list[int]:
    """Take one unknown after the other out of the equations that are left; return their order.

    The equation of each then holds only unknowns that were taken out later.
    """
    queue = [(len(row) * len(users[number]), number) for number, row in enumerate(left)]
    heapify(queue)
    done = bytearray(len(left))
    order = []
    while queue:
        cost, number = heappop(queue)
        now = len(left[number]) * len(users[number])
        if done[number] or cost < now:
            if not done[number]:
                heappush(queue, (now, number))
            continue
        done[number] = 1
        order.append(number)
        _leave_out_itself(left[number], values, users, number)
        for user in [each for each in users[number] if not done[each]]:
            _substitute(left, values, users, number, user)
            heappush(queue, (len(left[user]) * len(users[user]), user))
        for other in left[number]:
            users[other].discard(number)
    return order


def _leave_out_itself(
    row: dict[int, Any], values: list[Any], users: list[set[int]], number: int
) -> None:
    """Solve an equation for its own unknown."""
    users[number].discard(number)
    if number not in row:
        return
    factor = 1 / (1 - row.pop(number))
    values[number] *= factor
    for other in row:
        row[other] *= factor


def _substitute(
    left: list[dict[int, Any]], values: list[Any], users: list[set[int]], number: int, user: int
) -> None:
    """Put the equation of one unknown into that of another."""
    row = left[user]
    factor = row.pop(number)
    values[user] += factor * values[number]
    for other, share in left[number].items():
        if other in row:
            row[other] += factor * share
        else:
            row[other] = factor * share
            users[other].add(user)
