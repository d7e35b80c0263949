"""What customers are asked more than once on one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.algorithms.propagation import spread_sets
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import witness
from cxlint.graph.move_kinds import DETOURS
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.algorithms.components import Components
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network
    from cxlint.parsing.document import At

LOOKED_BACK = 1_000
"""How many places are looked through for the one that asked before."""


def asked_again(network: Network) -> Iterator[Hit]:
    """Yield each field that a step or team asks for although one before it on some way has.

    A step that asks again by itself, after a failure, is not meant, nor is what is asked in a new
    matter, nor a field that the place before could not get: it failed, took too long or broke, was
    closed or full, or a person was asked for. Of places on a ring that ask the same, the one that
    is stated first is not told. The case is `carried` where a handoff to the place carries the
    field, or the full context. Facts: place, field, before.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        asked = _find_questions(journey)
        if asked:
            yield from _find_repetitions(journey, asked)


def _find_questions(journey: Journey) -> dict[int, dict[str, int]]:
    """Return, for each place that asks, its fields and which of the list each is.

    Only fields that more than one place asks for.
    """
    asking: dict[int, dict[str, int]] = {}
    alike: dict[tuple[str, ...], dict[str, int]] = {}
    places: dict[str, int] = {}
    for number, node in enumerate(journey.nodes):
        if node.kind not in ("step", "team") or node.opaque or node.entity is None or node.deserted:
            continue
        texts = node.entity.texts("asks_for")
        if not texts:
            continue
        if (fields := alike.get(texts)) is None:
            fields = alike[texts] = {}
            for place, field in enumerate(texts):
                fields.setdefault(_normalize_field(field), place)
        for field in fields:
            places[field] = places.get(field, 0) + 1
        asking[number] = fields
    for fields in alike.values():
        for field in [field for field in fields if places[field] < 2]:
            del fields[field]
    return {number: fields for number, fields in asking.items() if fields}


def _normalize_field(field: str) -> str:
    return " ".join(field.casefold().split())


def _find_repetitions(journey: Journey, asked: Mapping[int, Mapping[str, int]]) -> Iterator[Hit]:
    bits = {field: 1 << bit for bit, field in enumerate(_list_fields(asked))}
    own = {number: sum(bits[field] for field in fields) for number, fields in asked.items()}
    before = _collect_fields_before(journey, own)
    for number, fields in asked.items():
        for field, place in fields.items():
            if before.get(number, 0) & bits[field]:
                yield _hit(journey, number, field, place, asked)


def _list_fields(asked: Mapping[int, Mapping[str, int]]) -> dict[str, None]:
    return dict.fromkeys(field for fields in asked.values() for field in fields)


def _collect_fields_before(journey: Journey, own: Mapping[int, int]) -> dict[int, int]:
    """Return the fields that customers may have been asked for when they come to each place.

    A place that asks is two: where customers come in, and, behind, where they have answered.
    """
    behind = {number: len(journey.out) + place for place, number in enumerate(own)}
    out = _split_places(journey, behind)
    parts = components(out)
    held = spread_sets(out, {behind[number]: bits for number, bits in own.items()}, parts)
    entered = [0] * parts.count
    of = parts.of
    for node, targets in enumerate(out):
        if bits := held[node]:
            for target in targets:
                if of[target] != of[node]:
                    entered[of[target]] |= bits
    return {
        number: entered[parts.of[number]] | within
        for number, within in _collect_fields_on_cycle(journey, own, behind, parts).items()
    }


def _split_places(journey: Journey, behind: Mapping[int, int]) -> list[list[int]]:
    """Return where each place leads in the same matter, those that ask with the place behind."""
    out: list[list[int]] = []
    for targets, moves in zip(journey.out, journey.via, strict=True):
        same = not any(move.new_matter for move in moves)
        ways = zip(targets, moves, strict=True)
        out.append(targets if same else [to for to, move in ways if not move.new_matter])
    for number, place in behind.items():
        ways = zip(journey.out[number], journey.via[number], strict=True)
        kept: list[int] = []
        answered: list[int] = []
        for to, move in ways:
            if move.kind in DETOURS:
                kept.append(to)
            elif to != number and not move.new_matter:
                answered.append(to)
        out[number] = [*kept, place]
        out.append(answered)
    return out


def _collect_fields_on_cycle(
    journey: Journey, own: Mapping[int, int], behind: Mapping[int, int], parts: Components
) -> dict[int, int]:
    """Return, for each asking place on a ring, what places of it ask that are stated before."""
    asked_on: dict[int, int] = {}
    found: dict[int, int] = {}
    for number in sorted(own, key=lambda each: journey.nodes[each].number):
        found[number] = 0
        if parts.of[number] == parts.of[behind[number]]:
            found[number] = asked_on.get(parts.of[number], 0)
            asked_on[parts.of[number]] = found[number] | own[number]
    return found


def _hit(
    journey: Journey, number: int, field: str, place: int, asked: Mapping[int, Mapping[str, int]]
) -> Hit:
    node = journey.nodes[number]
    assert node.entity is not None
    way, first = _trace_back(journey, number, field, asked)
    related: tuple[tuple[At, str], ...] = ()
    if first is not None and (asker := journey.nodes[first].entity) is not None:
        related = ((asker.at("asks_for", asked[first][field]), f"{asker.id} asks for it first"),)
    return Hit(
        at=node.entity.at("asks_for", place),
        entity=node.name,
        key=(field,),
        case="carried" if way and _carries_field(way[-1], field) else "",
        facts={
            "place": node.id,
            "field": field,
            "before": journey.nodes[first].id if first is not None else "a place before it",
        },
        intents=intents_at(journey, first if first is not None else number),
        witness=witness(way),
        related=related,
    )


def _carries_field(move: Move, field: str) -> bool:
    if move.get("context") == "full":
        return True
    return move.kind == "handoff" and field in map(_normalize_field, move.entity.texts("carries"))


def _trace_back(
    journey: Journey, number: int, field: str, asked: Mapping[int, Mapping[str, int]]
) -> tuple[list[Move], int | None]:
    """Return the shortest way to a place from one that asks for the field, and which that is."""
    onward: dict[int, tuple[Move, int] | None] = {number: None}
    queue = [number]
    for here in queue:  # grows while it is read
        for source, move in zip(journey.into[here], journey.inward[1][here], strict=True):
            if move.new_matter:
                continue
            if source not in onward and len(onward) <= LOOKED_BACK:
                onward[source] = move, here
                queue.append(source)
            following = onward.get(source)
            if following is None or following[1] != here or move.kind in DETOURS:
                continue
            if field in asked.get(source, ()):
                return [move, *_follow_moves(onward, here)], source
    return [], None


def _follow_moves(onward: Mapping[int, tuple[Move, int] | None], number: int) -> Iterator[Move]:
    """Yield the moves of the way on from a place."""
    step = onward[number]
    while step is not None:
        yield step[0]
        step = onward[step[1]]
