"""Where ways part otherwise than before: steps that are met anew, choices gone, ways that end."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, Any

from cxlint.changes.change import BETTER, NEUTRAL, WORSE
from cxlint.changes.pairing import ranks
from cxlint.changes.pairing.places import spot
from cxlint.changes.pairing.ranks import SAME
from cxlint.changes.pairing.statements import one_sided, state_change
from cxlint.changes.ways.people import compare_people
from cxlint.changes.ways.required_steps import compare_required
from cxlint.changes.ways.way_map import Fork, WayMap
from cxlint.graph.move_kinds import MISHAPS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.changes.change import Change, Spot
    from cxlint.changes.pairing.sides import Pair
    from cxlint.changes.ways.circles import ClosingEdit
    from cxlint.changes.ways.way_map import Slot

PERSON = re.compile(
    r"(?i)\b(person|people|human|agent|advis[eo]r|representative|operator|somebody|someone|"
    r"colleague|mitarbeiter\w*|berater\w*|mensch\w*|conseiller\w*|persona|agente)\b"
)
CASES = {
    "next": "then", "failure": "when it fails", "timeout": "after silence", "error": "on an error",
    "closed": "when closed", "full": "when full", "person": "a person", "option": "choice",
    "case": "where it holds",
}  # fmt: skip


OTHERWISE = (("next", ""), ("failure", ""))
"""What follows at a step that looks at the case, where no choice holds; the first there is."""


class Parting(NamedTuple):
    """A place with what follows there in one case, before and after; None where there is no such.

    `place` is the id that both sides share, `name` what the side after calls it.
    """

    place: str
    name: str
    slot: Slot
    old: Fork | None
    new: Fork | None

    @property
    def places(self) -> tuple[Spot | None, Spot | None]:
        """Where it is stated on either side."""
        return spot(self.old.at if self.old else None), spot(self.new.at if self.new else None)


def compare_ways(pair: Pair, circles: Sequence[ClosingEdit]) -> Iterator[Change]:
    """Yield what differs of the ways that customers take, the circles among it."""
    if not pair.touched:
        return
    maps = WayMap(pair.before), WayMap(pair.after)
    closing = {(each.source, each.target) for each in circles}
    yield from (each.change for each in circles)
    people = list(compare_people(pair, maps))
    yield from people
    told: set[tuple[str, str, str]] = set()
    far = {channel for change in people for channel in change.who["channel"]}
    for parting in _list_partings(pair, maps):
        for change in _compare_parting(maps, parting, closing, far):
            if (key := (change.thing, change.aspect, change.direction)) not in told:
                told.add(key)
                yield change
    for change in compare_required(pair, maps):
        if (change.thing, change.aspect, change.direction) not in told:
            yield change
    yield from _compare_handoffs(pair)


def _list_partings(pair: Pair, maps: tuple[WayMap, WayMap]) -> Iterator[Parting]:
    """Yield the places that are met on both sides, with each case in which what follows differs."""
    for place, node in maps[1].nodes.items():
        if node.kind not in {"channel", "step"} or place not in pair.touched:
            continue
        if place not in maps[0].nodes:
            continue
        if maps[0].nodes[place].kind != node.kind:
            continue
        if place not in pair.before.met or place not in pair.after.met:
            continue
        forks = maps[0].forks(place), maps[1].forks(place)
        _pair_renamed_choices(*forks)
        found = []
        for slot in dict.fromkeys([*forks[0], *forks[1]]):
            old, new = (_find_fork(each, slot) for each in forks)
            if _without_place(old, slot) != _without_place(new, slot):
                found.append(Parting(place, node.name, slot, old, new))
        yield from _join_cases(found)


def _join_cases(partings: Sequence[Parting]) -> Iterator[Parting]:
    """Yield the partings, those cases as one for which the same is said."""
    joined: dict[Any, Parting] = {}
    for each in partings:
        case, words = each.slot
        forks = [fork and (fork.targets, bool(fork.words)) for fork in (each.old, each.new)]
        key = (case, *forks) if case == "case" else each.slot
        known = joined.get(key)
        both = each if known is None else known._replace(slot=(case, f"{known.slot[1]} or {words}"))
        joined[key] = both
    yield from joined.values()


def _find_fork(forks: dict[Slot, Fork], slot: Slot) -> Fork | None:
    """Return what follows in a case; where a step has no words for it, what follows otherwise."""
    others = [forks[each] for each in OTHERWISE if each in forks] if slot[0] == "case" else []
    return forks.get(slot) or next(iter(others), None)


def _without_place(fork: Fork | None, slot: Slot) -> Any:
    if fork is None:
        return None
    return fork.targets, () if slot[0] == "case" else ranks.plain_words(fork.words)


def _pair_renamed_choices(old: dict[Slot, Fork], new: dict[Slot, Fork]) -> None:
    """Let a choice that leads where one led that is gone be the same choice in other words."""
    gone = [slot for slot in old if slot[0] == "option" and slot not in new]
    come = [slot for slot in new if slot[0] == "option" and slot not in old]
    for slot in gone:
        alike = [each for each in come if new[each].targets == old[slot].targets]
        same = [each for each in gone if old[each].targets == old[slot].targets]
        if len(alike) == len(same) == 1 and old[slot].targets:
            new[slot] = new.pop(alike[0])


def _compare_parting(
    maps: tuple[WayMap, WayMap],
    parting: Parting,
    closing: set[tuple[str, str]],
    far: set[str],
) -> Iterator[Change]:
    targets = [each.targets if each else frozenset() for each in (parting.old, parting.new)]
    changed = targets[0] ^ targets[1]
    if any((parting.place, target) in closing for target in changed):
        return
    case = parting.slot[0]
    if case == "option":
        yield from _compare_choice(maps, parting)
    elif case == "case":
        yield from _compare_case(maps, parting)
    elif case in MISHAPS:
        direction = _compare_ends(maps, targets[0], targets[1])
        if direction != SAME:
            yield _build(parting, "step", direction)
    elif case == "person":
        yield from _compare_offer(maps, parting, far)
    else:
        yield from _compare_next(maps, parting)


def _compare_choice(maps: tuple[WayMap, WayMap], parting: Parting) -> Iterator[Change]:
    """Yield that a choice is gone or new, is called otherwise, or leads elsewhere."""
    old, new = parting.old, parting.new
    if old is None or new is None:
        fork = old or new
        assert fork is not None
        direction = WORSE if new is None else BETTER
        aspect = "person" if PERSON.search(fork.words) else "step"
        yield _build(parting, aspect, direction)
        return
    if ranks.plain_words(old.words) != ranks.plain_words(new.words):
        yield _build(parting, "text", NEUTRAL)
    if old.targets != new.targets:
        yield from _compare_next(maps, parting)


def _compare_case(maps: tuple[WayMap, WayMap], parting: Parting) -> Iterator[Change]:
    """Yield that a case goes another way; one of its own is better than that of all others."""
    found = list(_compare_next(maps, parting)) if parting.old and parting.new else []
    if not found:
        owns = [each is not None and bool(each.words) for each in (parting.old, parting.new)]
        direction = ranks.by_sign(owns[0] - owns[1]) or NEUTRAL
        found = [_build(parting, "step", direction)]
    yield from found


def _compare_offer(
    maps: tuple[WayMap, WayMap], parting: Parting, far: set[str]
) -> Iterator[Change]:
    """Yield that a step offers a person no longer, where the channel has another way to one."""
    if parting.old is not None and parting.new is not None:
        direction = _compare_ends(maps, parting.old.targets, parting.new.targets)
    else:
        direction = WORSE if parting.new is None else BETTER
    channels = {
        id_ for id_, node in maps[1].nodes.items()
        if node.kind == "channel" and parting.place in maps[1].onward(id_)
    }  # fmt: skip
    if direction != SAME and not (channels and channels <= far):
        yield _build(parting, "person", direction)


def _compare_ends(maps: tuple[WayMap, WayMap], old: frozenset[str], new: frozenset[str]) -> str:
    """Compare what follows on a mishap by how far a person is; none at all is worst."""
    if old == new:
        return SAME
    far = [
        min((each.distance(target) for target in targets), default=inf)
        for each, targets in zip(maps, (old, new), strict=True)
    ]
    if far[0] != far[1]:
        return ranks.by_sign(1 if far[1] > far[0] else -1)
    if bool(old) != bool(new):
        return ranks.by_sign(bool(old) - bool(new))
    told = [
        any(each.is_noticed(step) for target in targets for step in each.onward(target))
        for each, targets in zip(maps, (old, new), strict=True)
    ]
    if far[0] == inf and told[0] != told[1]:  # cut off without a word
        return ranks.by_sign(told[0] - told[1])
    return NEUTRAL if far[0] else SAME


def _compare_next(maps: tuple[WayMap, WayMap], parting: Parting) -> Iterator[Change]:
    """Yield the steps that are met on a way now, or no longer, or that a way ends."""
    old, new = (each.targets if each else frozenset() for each in (parting.old, parting.new))
    if bool(old) != bool(new):
        yield _build(parting, "step", ranks.by_sign(bool(old) - bool(new)))
        return
    gone, come = sorted(old - new), sorted(new - old)
    if not gone or not come:
        kept = maps[1 if gone else 0].nodes
        if any(each in kept for each in (*gone, *come)):
            yield _build(parting, "step", NEUTRAL)
        return
    lost, won = _steps_between(maps, gone, come)
    if lost or won:
        for map_, steps, direction in ((maps[1], won, WORSE), (maps[0], lost, BETTER)):
            for step in sorted(steps):
                yield _build_step(maps, map_, step, parting, direction)
        return
    direction = _compare_ends(maps, frozenset(gone), frozenset(come))
    ends = [
        min(each.distance(target) for target in targets)
        for each, targets in zip(maps, (gone, come), strict=True)
    ]
    if inf in ends and ends[0] != ends[1]:
        yield _build(parting, "step", direction)


def _steps_between(
    maps: tuple[WayMap, WayMap], gone: list[str], come: list[str]
) -> tuple[set[str], set[str]]:
    """Return the steps that are met on the way no longer, and those that are met anew.

    Where the new way leads on to where the old one led, what lies between is new, also where
    somebody works there.
    """
    old, new = maps
    inserted = {step for start in come for step in new.unavoidable(start, gone, past_people=True)}
    removed = {step for start in gone for step in old.unavoidable(start, come, past_people=True)}
    if inserted or removed:
        return removed, inserted
    before = {step for start in gone for step in old.unavoidable(start, old.people)}
    after = {step for start in come for step in new.unavoidable(start, new.people)}
    return before - after, after - before


def _build_step(
    maps: tuple[WayMap, WayMap], map_: WayMap, step: str, parting: Parting, direction: str
) -> Change:
    """Return that a step is met on a way now, or no longer."""
    name = (maps[1].nodes.get(step) or map_.nodes[step]).name
    is_new = direction == WORSE
    words = map_.nodes[step].id
    values, _ = one_sided(words, None, is_gone=not is_new)
    return state_change(
        name, "step", direction, "on the way", values, _who(parting), parting.places
    )


def _who(parting: Parting) -> dict[str, Any]:
    if parting.name.startswith("channel/"):
        return {"channel": [parting.place]}
    if parting.slot[0] == "case":
        return {"condition": [parting.slot[1]]}
    if parting.slot[0] != "option":
        return {}
    return {"condition": [f"choice {parting.slot[1]} of {parting.name}"]}


def _build(parting: Parting, aspect: str, direction: str) -> Change:
    """Return that something else follows at a place."""
    values = _say_fork(parting, parting.old), _say_fork(parting, parting.new)
    case, choice = parting.slot
    who: dict[str, Any] = {}
    if parting.name.startswith("channel/"):
        who = {"channel": [parting.place]}
    elif case == "option":
        who = {"condition": [f"choice {choice}"]}
    elif case == "case":
        who = {"condition": [choice]}
    return state_change(parting.name, aspect, direction, CASES[case], values, who, parting.places)


def _say_fork(parting: Parting, fork: Fork | None) -> str | None:
    if fork is None:
        return None
    words = ", ".join(fork.names)
    if parting.slot[0] != "option":
        return words or None
    key = parting.slot[1]
    said = fork.words if fork.words.casefold() == key else f"{key}: {fork.words}"
    return f"{said} -> {words}" if words else said


def _compare_handoffs(pair: Pair) -> Iterator[Change]:
    """Yield the handoffs from teams on both sides that are new, or gone."""
    for is_gone, entities in ((True, pair.gone("handoff")), (False, pair.come("handoff"))):
        own, other = (pair.before, pair.after) if is_gone else (pair.after, pair.before)
        teams, known = other.things("team"), {other.node_id(each) for each in other.network.nodes}
        for handoff in entities:
            start, end = (own.place_id(handoff.data[key]) for key in ("from", "to"))
            if start in teams and end in known:
                words = f"{handoff.data['from']} -> {handoff.data['to']}"
                values, places = one_sided(words, spot(handoff.at()), is_gone=is_gone)
                yield state_change(handoff.name, "step", NEUTRAL, "handed on", values, {}, places)
