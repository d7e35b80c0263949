"""The places of a policy and the moves between them, as the data of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Finding

    Record = dict[str, Any]

MARKS = {
    "loop": "loop",
    "loop_without_exit": "loop",
    "ping_pong": "loop",
    "dead_end": "dead-end",
    "no_outcome": "dead-end",
    "cut_off": "dead-end",
    "timeout_only": "dead-end",
    "stuck_join": "dead-end",
    "silo": "silo",
    "unstaffed": "unstaffed",
    "coverage": "unstaffed",
    "understaffed": "unstaffed",
    "approval_path": "carried",
}
"""What is marked on the map, by the check that finds it."""

CHANGE_MARKS = {"worse": "worse", "better": "better", "neutral": "different"}
"""What is marked on the map of a change, by its direction."""

ROUND = frozenset({"loop", "loop_without_exit"})
"""Checks whose findings are about every place on the way."""


class PlaceIndex:
    """Where on the map things of the policy lie: by their names, and by the lines they stand in."""

    def __init__(self, network: Network) -> None:
        self._ids = [node.id for node in network.nodes]
        self._places = {node.name: node.number for node in network.nodes}
        self._by_entity: dict[str, int] = {}
        for node in network.nodes:  # of several approvals of one remedy, the first
            if node.entity is not None:
                self._by_entity.setdefault(node.entity.name, node.number)
        self._moves = {move.name: move.number for move in network.moves}
        self._by_name: dict[str, list[int]] = {}
        for move in network.moves:
            self._by_name.setdefault(move.name, []).append(move.number)
        self._ends = {move.number: (move.source.number, move.target.number)
                      for move in network.moves}  # fmt: skip
        self._place_lines: dict[tuple[str, int], int] = {}
        self._move_lines: dict[tuple[str, int], list[int]] = {}
        for node in network.nodes:
            at = node.at
            self._place_lines.setdefault((at.document.path, at.span().line), node.number)
        for move in network.moves:
            at = move.at
            place = (at.document.path, at.span().line)
            self._move_lines.setdefault(place, []).append(move.number)

    def spot(self, path: str, line: int, label: str = "") -> Record:
        """Return which moves stand in a line, and the place there, or to which they lead.

        Of several moves, those that lead to the place that the label names.
        """
        found: Record = {}
        place = self._place_lines.get((path, line))
        moves = self._move_lines.get((path, line), [])
        moves = [each for each in moves if self._ids[self._ends[each][1]] == label] or moves
        if moves:
            found["moves"] = moves
            place = self._ends[moves[0]][1] if place is None else place
        if place is not None:
            found["place"] = place
        return found

    def homes(self, finding: Finding) -> list[int]:
        """Return the places that a finding is counted at: those it is about, not the way there."""
        names = (finding.entity, *(finding.cause.members if finding.cause else ()))
        found = dict.fromkeys(self._by_entity[name] for name in names if name in self._by_entity)
        for name in names:
            if name in self._moves:
                found |= dict.fromkeys(self._ends[self._moves[name]])
        if finding.rule.check in ROUND:
            found |= dict.fromkeys(self.trail(finding)[0])
        return list(found)

    def places_of(self, name: str) -> list[int]:
        """Return the place of a thing, or both ends of a move; none where it is not on the map."""
        if name in self._by_entity:
            return [self._by_entity[name]]
        return list(self._ends[self._moves[name]]) if name in self._moves else []

    def moves_of(self, name: str) -> list[int]:
        """Return the moves of that name."""
        return self._by_name.get(name, [])

    def trail(self, finding: Finding) -> tuple[list[int], list[int]]:
        """Return the places and the moves that a finding is about, along its proof."""
        places: dict[int, None] = {}
        moves: dict[int, None] = {}
        for spot in finding.witness:
            found = self.spot(spot.path, spot.span.line, spot.label)
            moves.update(dict.fromkeys(found.get("moves", ())))
            if "place" in found:
                places[found["place"]] = None
        for name in (finding.entity, *(finding.cause.members if finding.cause else ())):
            if name in self._places:
                places[self._places[name]] = None
            if name in self._moves:
                moves[self._moves[name]] = None
        for move in moves:
            places.update(dict.fromkeys(self._ends[move]))
        return list(places), list(moves)


def place_records(network: Network) -> list[Record]:
    """Return each place by its number: its kind, what it is called, and where it stands."""
    return [_place(node) for node in network.nodes]


def _place(node: Node) -> Record:
    at = node.at
    told: Record = {
        "id": node.id,
        "kind": node.kind,
        "name": _name(node),
        "path": at.document.path,
        "line": at.span().line,
        "team": _team(node),
    }
    if node.deserted:
        told["deserted"] = True
    if node.opaque:
        told["opaque"] = True
    return told


def _name(node: Node) -> str:
    stated = node.entity.get("name") if node.entity is not None else None
    return stated if isinstance(stated, str) and stated.strip() else node.id


def _team(node: Node) -> str:
    """Return the team that a place belongs to; empty where none is said."""
    if node.entity is None:
        return ""
    if node.kind == "team":
        return node.id
    named = node.entity.texts("by") or node.entity.texts("monitored_by")
    return named[0] if named else ""


def move_records(network: Network) -> list[Record]:
    """Return each move by its number: its ends, its kind, when it is taken, and where it stands."""
    return [_move(move) for move in network.moves]


def _move(move: Move) -> Record:
    at = move.at
    told: Record = {
        "from": move.source.number,
        "to": move.target.number,
        "kind": move.kind,
        "path": at.document.path,
        "line": at.span().line,
    }
    when = move.get("when")
    if isinstance(when, str):
        told["when"] = when
    elif move.kind == "option" and (said := _choice(move)):
        told["when"] = said
    if move.intents is not None:
        told["intents"] = sorted(move.intents)
    if move.get("carried_by") == "customer":
        told["carried"] = True
    if move.stated_share:
        told["share"] = move.stated_share
    return told


def _choice(move: Move) -> str:
    """Return what customers choose to be sent this way."""
    options = move.entity.data.get("options")
    number = move.keys[1] if len(move.keys) > 1 else None
    if isinstance(options, list) and isinstance(number, int) and number < len(options):
        said = options[number].get("say")
        return said if isinstance(said, str) else ""
    return ""


def start_records(network: Network) -> dict[str, list[int]]:
    """Return the places where each contact reason begins."""
    return {
        intent.id: [journey.nodes[number].number for number in journey.starts_of(intent)]
        for journey in network.journeys
        for intent in journey.intents
    }


def mark_places(places: list[Record], causes: Iterable[Mapping[str, Any]]) -> None:
    """Write on each place how many findings touch it, how grave, and what is marked there."""
    for cause in causes:
        for number in cause["homes"]:
            place = places[number]
            counts = place.setdefault("findings", {})
            counts[cause["severity"]] = counts.get(cause["severity"], 0) + 1
            if cause.get("mark") and cause["mark"] not in place.get("marks", ()):
                place.setdefault("marks", []).append(cause["mark"])


def mark_changes(places: list[Record], changes: Iterable[Mapping[str, Any]]) -> None:
    """Write on each place which changes are about it, by their numbers, and what they are to it.

    What is neither new nor gone is changed by them; the ends of a move that changed are not.
    """
    for number, change in enumerate(changes):
        for home in change["places"]:
            place = places[home]
            place.setdefault("changes", []).append(number)
            if "moves" in change:
                continue
            mark = CHANGE_MARKS[change["direction"]]
            if mark not in place.get("marks", ()):
                place.setdefault("marks", []).append(mark)
            place.setdefault("state", "changed")
