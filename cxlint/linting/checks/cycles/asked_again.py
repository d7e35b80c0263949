"""What customers are asked more than once on one way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.algorithms.components import components
from cxlint.algorithms.propagation import spread_sets
from cxlint.graph.journey_intents import intents_at
from cxlint.graph.journey_paths import moves_along, witness
from cxlint.linting.model.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cxlint.algorithms.components import Components
    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move, Network
    from cxlint.parsing.document import At

UNANSWERED = frozenset({"failure", "timeout", "person"})
"""Moves that leave a place without what it asked for."""

LOOKED_BACK = 1_000
"""How many places are looked through for the one that asked before."""


def asked_again(network: Network) -> Iterator[Hit]:
    """Yield each field that a step or team asks for although one before it on some way has.

    A step that asks again by itself, after a failure, is not meant, nor is what is asked in a new
    matter, nor a field that the place before could not get (failure, timeout, a person asked
    for). Of places on a ring that ask the same, the one that is stated first is not told. The
    case is `carried` where a handoff to the place carries the field, or the full context. Facts:
    place, field, before.

    Args:
        network: the policy's graph.
    """
    for journey in network.journeys:
        asked = _asked(journey)
        if asked:
            yield from _repeated(journey, asked)


def _asked(journey: Journey) -> dict[int, dict[str, int]]:
    """Return, for each place that asks, its fields and which of the list each is.

    Only fields that more than one place asks for.
    """
    asking: dict[int, dict[str, int]] = {}
    alike: dict[tuple[str, ...], dict[str, int]] = {}
    places: dict[str, int] = {}
    for number, node in enumerate(journey.nodes):
        if node.kind not in ("step", "team") or node.opaque or node.entity is None:
            continue
        texts = node.entity.texts("asks_for")
        if not texts:
            continue
        if (fields := alike.get(texts)) is None:
            fields = alike[texts] = {}
            for place, field in enumerate(texts):
                fields.setdefault(_plain(field), place)
        for field in fields:
            places[field] = places.get(field, 0) + 1
        asking[number] = fields
    for fields in alike.values():
        for field in [field for field in fields if places[field] < 2]:
            del fields[field]
    return {number: fields for number, fields in asking.items() if fields}


def _plain(field: str) -> str:
    return " ".join(field.casefold().split())


def _repeated(journey: Journey, asked: Mapping[int, Mapping[str, int]]) -> Iterator[Hit]:
    bits = {field: 1 << bit for bit, field in enumerate(_distinct(asked))}
    own = {number: sum(bits[field] for field in fields) for number, fields in asked.items()}
    before = _before(journey, own)
    for number, fields in asked.items():
        for field, place in fields.items():
            if before.get(number, 0) & bits[field]:
                yield _hit(journey, number, field, place, asked)


def _distinct(asked: Mapping[int, Mapping[str, int]]) -> dict[str, None]:
    return dict.fromkeys(field for fields in asked.values() for field in fields)


def _before(journey: Journey, own: Mapping[int, int]) -> dict[int, int]:
    """Return the fields that customers may have been asked for when they come to each place.

    A place that asks is two: where customers come in, and, behind, where they have answered.
    """
    behind = {number: len(journey.out) + place for place, number in enumerate(own)}
    out = _doubled(journey, behind)
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
        for number, within in _within(journey, own, behind, parts).items()
    }


def _doubled(journey: Journey, behind: Mapping[int, int]) -> list[list[int]]:
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
            if move.kind in UNANSWERED:
                kept.append(to)
            elif to != number and not move.new_matter:
                answered.append(to)
        out[number] = [*kept, place]
        out.append(answered)
    return out


def _within(
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
    way, first = _way_back(journey, number, field, asked)
    related: tuple[tuple[At, str], ...] = ()
    if first is not None and (asker := journey.nodes[first].entity) is not None:
        related = ((asker.at("asks_for", asked[first][field]), f"{asker.id} asks for it first"),)
    return Hit(
        at=node.entity.at("asks_for", place),
        entity=node.name,
        key=(field,),
        case="carried" if way and _carried(way[-1], field) else "",
        facts={
            "place": node.id,
            "field": field,
            "before": journey.nodes[first].id if first is not None else "a place before it",
        },
        intents=intents_at(journey, first if first is not None else number),
        witness=witness(way),
        related=related,
    )


def _carried(move: Move, field: str) -> bool:
    if move.get("context") == "full":
        return True
    return move.kind == "handoff" and field in map(_plain, move.entity.texts("carries"))


def _way_back(
    journey: Journey, number: int, field: str, asked: Mapping[int, Mapping[str, int]]
) -> tuple[list[Move], int | None]:
    """Return the shortest way to a place from one that asks for the field, and which that is."""
    onward: dict[int, int] = {number: -1}
    queue = [number]
    for here in queue:  # grows while it is read
        for source in journey.into[here]:
            if source in onward or len(onward) > LOOKED_BACK:
                continue
            move = journey.via[source][journey.out[source].index(here)]
            if move.new_matter:
                continue
            onward[source] = here
            if field in asked.get(source, ()) and move.kind not in UNANSWERED:
                way = [source]
                while onward[way[-1]] >= 0:
                    way.append(onward[way[-1]])
                return moves_along(journey, way), source
            queue.append(source)
    return [], None
