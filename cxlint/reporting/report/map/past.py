"""What a map was before: places and moves that are new, gone or changed, on one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.records import NamedTuple
from cxlint.reporting.report.map.places import PlaceIndex, move_records, place_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxlint.graph.network import Network, Node

    Record = dict[str, Any]

NEW, GONE, CHANGED = "new", "gone", "changed"

_POSITION = frozenset({"from", "to", "path", "line"})
"""What a move says of where it is, and not of how it is."""

_ENDS = frozenset({"from", "to", "intents"})


class Past(NamedTuple):
    """The network of before, and by which numbers its places and moves are on the map."""

    known: PlaceIndex
    places: Mapping[int, int]
    moves: Mapping[int, int]

    def places_of(self, name: str) -> list[int]:
        """Return where on the map a thing of before lies; nothing where it lies nowhere."""
        return [self.places[number] for number in self.known.places_of(name)]

    def moves_of(self, name: str) -> list[int]:
        """Return the numbers of the moves that were called so."""
        return [self.moves[number] for number in self.known.moves_of(name)]


def add_past(
    places: list[Record],
    moves: list[Record],
    networks: tuple[Network, Network],
    renames: Mapping[str, str],
) -> Past:
    """Say of each place and move whether it is new or changed, and add those that are gone.

    `networks` are that of before and that which the records are of. `renames` maps kind/id before
    to kind/id after: what is called otherwise is the same place.
    """
    before, after = networks
    found = _add_places(places, before, after, renames)
    return Past(PlaceIndex(before), found, _add_moves(moves, found, before, after, renames))


def _add_places(
    places: list[Record], before: Network, after: Network, renames: Mapping[str, str]
) -> dict[int, int]:
    found: dict[int, int] = {}
    for node, record in zip(before.nodes, place_records(before), strict=True):
        same = after.node(_name_after(node, renames))
        if same is not None:
            found[node.number] = same.number
        else:
            found[node.number] = len(places)
            places.append({**record, "state": GONE})
    kept = set(found.values())
    for node in after.nodes:
        if node.number not in kept:
            places[node.number]["state"] = NEW
    return found


def _name_after(node: Node, renames: Mapping[str, str]) -> str:
    """Return the id that a place of before has now."""
    if node.kind == "approval" and node.entity is not None:
        remedy = renames.get(node.entity.name, node.entity.name).partition("/")[2]
        return f"{remedy}{node.id.removeprefix(node.entity.id)}"
    return renames.get(node.name, node.name).partition("/")[2]


def _add_moves(
    moves: list[Record],
    places: Mapping[int, int],
    before: Network,
    after: Network,
    renames: Mapping[str, str],
) -> dict[int, int]:
    """Pair the moves between the same places, those first that are alike; add what is left over."""
    facts = {number: _facts(after, number, moves[number], {}) for number in range(len(moves))}
    waiting: dict[tuple[int, int, str], list[int]] = {}
    for number, record in enumerate(moves):
        waiting.setdefault((record["from"], record["to"], record["kind"]), []).append(number)
    found: dict[int, int] = {}
    left: list[tuple[int, Record]] = []
    for number, record in enumerate(move_records(before)):
        told = {**record, "from": places[record["from"]], "to": places[record["to"]]}
        ends = waiting.get((told["from"], told["to"], told["kind"]), [])
        said = _facts(before, number, record, renames)
        alike = next((each for each in ends if facts[each] == said), None)
        if alike is None:
            left.append((number, told))
        else:
            found[number] = alike
            ends.remove(alike)
    for number, told in left:
        ends = waiting.get((told["from"], told["to"], told["kind"]), [])
        if ends:
            found[number] = ends.pop(0)
            moves[found[number]]["state"] = CHANGED
        else:
            found[number] = len(moves)
            moves.append({**told, "state": GONE})
    for number in (each for ends in waiting.values() for each in ends):
        moves[number]["state"] = NEW
    return found


def _facts(network: Network, number: int, record: Record, renames: Mapping[str, str]) -> Record:
    """Return how a move is, with the names of after."""
    told = {key: value for key, value in record.items() if key not in _POSITION}
    if "intents" in told:
        named = (renames.get(f"intent/{each}", f"/{each}") for each in told["intents"])
        told["intents"] = sorted(each.partition("/")[2] for each in named)
    move = network.moves[number]
    if move.kind == "handoff":
        said = move.entity.data.items()
        told["said"] = {key: value for key, value in said
                        if key not in _ENDS and not str(key).startswith("x-")}  # fmt: skip
    return told


def state_of(records: Sequence[Mapping[str, Any]]) -> str:
    """Return what became of several things that are drawn as one; empty where nothing did."""
    states = {each.get("state", "") for each in records}
    if len(states) == 1:
        return str(states.pop())
    return CHANGED
