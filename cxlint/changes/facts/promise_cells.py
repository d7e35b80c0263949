"""Which promise is for which customers: by channel, reason, priority, group, country and case."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING, Any

from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.sentences import say_test
from cxlint.policy.audience import OTHERS, read_promise_audience
from cxlint.records import NamedTuple
from cxlint.values.durations import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.changes.pairing.sides import Side
    from cxlint.language.entity import Entity

TIMES = ("first_reply", "next_reply", "update_every", "resolution", "work")
"""What a promise may say of time."""

FIELDS = ("channel", "intent", "priority", "segment", "country", "condition")
"""What tells customers of one promise from those of another."""

GROUP = FIELDS.index("segment")

MOST_CELLS = 50_000

CONDITIONS = ("conditions", "any_conditions")
MOST_CHOICES = 24
"""So many values of its conditions are told apart of one promise."""


class Scope(NamedTuple):
    """For whom a promise is; empty where it does not say, which is for all.

    `condition` holds all that must be true of a case, as text that is the same however written.
    """

    channel: frozenset[str]
    intent: frozenset[str]
    priority: frozenset[str]
    segment: frozenset[str]
    country: frozenset[str]
    condition: frozenset[str]

    @property
    def speech(self) -> tuple[bool, ...]:
        """What it speaks of."""
        return tuple(map(bool, self))

    def outranks(self, other: Scope) -> bool:
        """Whether it speaks of all that the other speaks of, and of more."""
        pairs = list(zip(self.speech, other.speech, strict=True))
        return self.speech != other.speech and all(one or not two for one, two in pairs)

    def holds(self, cell: Sequence[str]) -> bool:
        """Whether these customers are among those it is for."""
        for field, values, value in zip(FIELDS, self, cell, strict=True):
            if not values or value in values:
                continue
            if field == "segment" and values & OTHERS:
                continue
            return False
        return True

    def names(self, cell: Sequence[str]) -> bool:
        """Whether it names the group of these customers, rather than all others."""
        return cell[GROUP] in self.segment


class Pledge(NamedTuple):
    """A promise by the id that both sides share, and for whom it is."""

    id: str
    entity: Entity
    scope: Scope
    position: int

    def length(self, key: str) -> Duration | None:
        """Return what it promises, as its clock counts."""
        length = ranks.read_length(self.entity.get(key))
        return ranks.in_working_time(length, self.entity.get("clock"))


def read_pledges(side: Side) -> list[Pledge]:
    """Return the promises of a side."""
    return [
        Pledge(
            side.shared_id("promise", each.id), each, _scope(side, each), each.get("position") or 0
        )
        for each in side.policy.of("promise")
    ]


def _scope(side: Side, promise: Entity) -> Scope:
    customers, countries = read_promise_audience(promise)
    return Scope(
        frozenset(side.shared_id("channel", each) for each in promise.texts("channels")),
        frozenset(side.shared_id("intent", each) for each in promise.texts("intents")),
        frozenset(each.casefold() for each in promise.texts("priorities")),
        customers,
        countries,
        frozenset(_list_conditions(promise)),
    )


def _list_conditions(promise: Entity) -> Iterator[str]:
    """Yield what may be true of a case, in an order that does not depend on the writing.

    Where one of several values is enough, each by itself, unless these are too many together.
    """
    every, some = ([*map(_listed, promise.get(key) or ())] for key in CONDITIONS)
    choices = [[{**each, "is": [value]} for value in each["is"]] if "is" in each else [each]
               for each in every]  # fmt: skip
    count = 1
    for each in choices:
        count *= len(each)
    if not every and not some:
        return
    for chosen in product(*choices) if count <= MOST_CHOICES else (every,):
        yield json.dumps([_in_order(chosen), _in_order(some)])


def _in_order(conditions: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted(json.dumps(_sorted(each), sort_keys=True) for each in conditions)


def _listed(condition: Mapping[str, Any]) -> dict[str, Any]:
    """Return a condition with each of its values in a list, also where there is one only."""
    return {
        key: [value] if isinstance(value, str) and key not in {"field", "test"} else value
        for key, value in condition.items()
    }


def _sorted(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sorted(value) for key, value in data.items()}
    if isinstance(data, list):
        return sorted(map(_sorted, data), key=str)
    return data


def list_cells(
    sides: Sequence[Sequence[Pledge]], every: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield each sort of customers that some promise tells apart; blank stands for all others.

    `every` are the channels and contact reasons there are: where promises name all of them, there
    are no others.
    """
    scopes = [pledge.scope for side in sides for pledge in side]
    values = []
    for field in FIELDS:
        named = frozenset().union(*(getattr(scope, field) for scope in scopes)) - OTHERS
        whole = every.get(field, frozenset())
        others = [] if whole and named >= whole else [""]
        values.append([*others, *sorted(named)])
    count = 1
    for each in values:
        count *= len(each)
    if count <= MOST_CELLS:
        yield from product(*values)
        return
    seen: set[tuple[str, ...]] = set()
    for scope in dict.fromkeys(scopes):  # each promise by itself, where there are too many cells
        for cell in product(*(sorted(each) or [""] for each in scope)):
            if cell not in seen:
                seen.add(cell)
                yield cell


def choose(pledges: Sequence[Pledge], cell: Sequence[str], key: str) -> Pledge | None:
    """Return the promise of a time that counts for customers.

    That is the first where promises are tried in turn; else one for them alone before one for
    more, and of several the tightest. One for all others is for those whom none of them names.
    """
    fitting = [each for each in pledges if each.entity.says(key) and each.scope.holds(cell)]
    if any(each.scope.names(cell) for each in fitting):
        fitting = [
            each for each in fitting
            if each.scope.names(cell) or not each.scope.segment & OTHERS
        ]  # fmt: skip
    near = [
        each for each in fitting if not any(other.scope.outranks(each.scope) for other in fitting)
    ]
    if any(each.position for each in fitting):
        near = [min(fitting, key=lambda each: each.position)]
    return min(near, key=lambda each: _tightness(each, key), default=None)


def _tightness(pledge: Pledge, key: str) -> tuple[Any, str]:
    length = pledge.length(key)
    return (length.seconds if length is not None else 0, pledge.id)


def say_cells(cells: Sequence[Sequence[str]], every: Mapping[str, set[str]]) -> dict[str, Any]:
    """Return whom some cells are, field by field; nothing of a field that tells nobody apart."""
    who: dict[str, Any] = {}
    left_out: dict[str, Any] = {}
    for number, field in enumerate(FIELDS):
        values = {cell[number] for cell in cells}
        if values == every[field]:
            continue
        if "" in values:
            left_out[field] = sorted(every[field] - values)
        else:
            who[field] = _say_conditions(values) if field == "condition" else sorted(values)
    return who | ({"except": left_out} if left_out else {})


def _say_conditions(texts: Iterable[str]) -> list[str]:
    """Return what must be true of cases; those that differ in values alone are said as one."""
    grouped: dict[str, list[list[dict[str, Any]]]] = {}
    for text in sorted(filter(None, texts)):
        stated = [json.loads(each) for part in json.loads(text) for each in part]
        alike = json.dumps([{**each, "is": None} for each in stated], sort_keys=True)
        grouped.setdefault(alike, []).append(stated)
    return sorted("; ".join(map(say_test, _join_values(each))) for each in grouped.values())


def _join_values(alike: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return conditions with all the values of those that are alike but for these."""
    return [
        {**tests[0], "is": sorted({value for each in tests for value in each["is"]})}
        if "is" in tests[0]
        else tests[0]
        for tests in zip(*alike, strict=True)
    ]
