"""Promises: how soon customers are answered, and in which share of cases, hours and pauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.facts.attributes import (
    Attribute,
    build_change,
    longer_is_worse,
    lower_share_is_worse,
)
from cxlint.changes.facts.promise_cells import (
    FIELDS,
    TIMES,
    Pledge,
    choose,
    list_cells,
    read_pledges,
    say_cells,
)
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.open_times import compare_open, say_hours
from cxlint.changes.pairing.places import cause_of, spot_of
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.sentences import show
from cxlint.changes.pairing.statements import state_change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.changes.change import Change
    from cxlint.changes.pairing.sides import Pair
    from cxlint.language.entity import Entity

WORDS = {
    "first_reply": "first reply within", "next_reply": "every later reply within",
    "update_every": "news every", "resolution": "settled within", "work": "worked on for",
}  # fmt: skip
SHARE = Attribute(("share",), "promise", lower_share_is_worse, words="kept in")
EXTENSION = Attribute(("extends_by",), "promise", longer_is_worse, words="may take longer by")


def compare_promises(pair: Pair) -> Iterator[Change]:
    """Yield what differs of what customers are promised, whoever promises it to them."""
    sides = read_pledges(pair.before), read_pledges(pair.after)
    if not any(sides) or any(side.policy.unsure("promise") for side in pair.sides):
        return
    known = {
        kind: frozenset(id_ for side in pair.sides for id_ in side.things(kind))
        for kind in ("channel", "intent")
    }
    cells = list(list_cells(sides, known))
    every = {field: {cell[number] for cell in cells} for number, field in enumerate(FIELDS)}
    found: dict[tuple[Pledge | None, Pledge | None, str], list[tuple[str, ...]]] = {}
    for key in TIMES:
        if any(pledge.entity.says(key) for side in sides for pledge in side):
            for cell in cells:
                chosen = choose(sides[0], cell, key), choose(sides[1], cell, key)
                if chosen != (None, None):
                    found.setdefault((*chosen, key), []).append(cell)
    told: set[tuple[Pledge, Pledge]] = set()
    for (old, new, key), own in found.items():
        who = say_cells(own, every)
        yield from _compare_times(old, new, key, who)
        if old is not None and new is not None and (old, new) not in told:
            told.add((old, new))
            yield from _compare_terms(pair, old.entity, new.entity, who)


def _compare_times(
    old: Pledge | None, new: Pledge | None, key: str, who: dict[str, Any]
) -> Iterator[Change]:
    lengths = (old.length(key) if old else None), (new.length(key) if new else None)
    direction = ranks.later(*lengths)
    if key == "work" and direction in {WORSE, BETTER} and None in lengths:
        direction = NEUTRAL
    if direction == SAME:
        return
    thing = new or old
    assert thing is not None
    values = _say_time(old, key), _say_time(new, key)
    places = spot_of(old.entity if old else None, key), spot_of(new.entity if new else None, key)
    name = thing.entity.name
    yield state_change(name, "promise", direction, WORDS[key], values, who, places)


def _say_time(pledge: Pledge | None, key: str) -> str | None:
    if pledge is None or not pledge.entity.says(key):
        return None
    clock = " (business clock)" if pledge.entity.get("clock") == "business" else ""
    return f"{pledge.entity.get(key)}{clock}"


def _compare_terms(pair: Pair, old: Entity, new: Entity, who: dict[str, Any]) -> Iterator[Change]:
    """Yield what differs of the terms on which a promise is kept."""
    for each in (SHARE, EXTENSION):
        values = old.get(*each.keys), new.get(*each.keys)
        direction = each.compare(*values)
        if each is EXTENSION:  # what may be added is no promise: nothing is least
            direction = _compare_extensions(*values)
        if direction != SAME:
            yield build_change(old, new, each, values, direction, who)
    pauses = _pauses(old), _pauses(new)
    direction = _compare_pauses(*pauses)
    if direction != SAME:
        attribute = Attribute(("pauses",), "promise", longer_is_worse, words="the clock stops")
        values = show(old.get("pauses")), show(new.get("pauses"))
        yield build_change(old, new, attribute, values, direction, who)
    yield from _compare_hours(pair, old, new, who)


def _compare_extensions(old: Any, new: Any) -> str:
    first, second = ranks.read_length(old), ranks.read_length(new)
    if first is None or second is None:
        return ranks.by_sign((second is not None) - (first is not None))
    return ranks.later(first, second)


def _pauses(promise: Entity) -> dict[str, tuple[Any, Any]]:
    return {
        " ".join(str(each.get("on")).casefold().split()): (each.get("at_most"), each.get("in_all"))
        for each in promise.get("pauses") or ()
    }


def _compare_pauses(old: dict[str, tuple[Any, Any]], new: dict[str, tuple[Any, Any]]) -> str:
    """Compare what stops a clock: more of it, or for longer, is worse."""
    found = {ranks.flip(ranks.fewer(list(old), list(new)))}
    for word in old.keys() & new.keys():
        for first, second in zip(old[word], new[word], strict=True):
            found.add(ranks.later(ranks.read_length(first), ranks.read_length(second)))
    found.discard(SAME)
    return found.pop() if len(found) == 1 else NEUTRAL if found else SAME


def _runs_in_hours(promise: Entity) -> bool:
    """Whether some time that is promised counts only while the office is open."""
    if promise.get("clock") == "business":
        return True
    lengths = (ranks.read_length(promise.get(key)) for key in TIMES)
    return any(each is not None and each.business for each in lengths)


def _compare_hours(pair: Pair, old: Entity, new: Entity, who: dict[str, Any]) -> Iterator[Change]:
    """Yield that the clock of a promise runs in other hours: the fewer, the later it is kept."""
    if not (_runs_in_hours(old) and _runs_in_hours(new)):
        return
    hours = pair.before.policy.hours(old, "open"), pair.after.policy.hours(new, "open")
    direction = compare_open(hours[0], hours[1], pair.after.policy.today)
    if direction == SAME:
        return
    attribute = Attribute(("open",), "promise", longer_is_worse, words="its clock runs")
    told = say_hours(*hours, pair.after.policy.today)
    found = build_change(old, new, attribute, told, direction, who)
    schedule = pair.after.policy.find("schedule", str(new.get("open")))
    cause = cause_of(schedule, "open") if schedule is not None else None
    yield found._replace(cause=cause)
