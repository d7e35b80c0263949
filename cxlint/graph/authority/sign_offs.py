"""Approvals that stand in handoffs alone: passed on the way to whoever a tier of a remedy names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxlint.algorithms.dominators import dominators, dominators_of
from cxlint.graph.move_kinds import NO_PASSING_ON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.graph.journey import Journey
    from cxlint.graph.network import Move

_ASKED = re.compile(
    r"\b(?:approvals?|approves?|sign(?:s|ing)?[ -]?off|authori[sz](?:ation|e|es)|countersign\w*"
    r"|be (?:approved|signed off|authori[sz]ed)"
    r"|genehmig(?:ung|en|t werden)\w*|freigabe\w*|freigeben|bewillig(?:ung|en)|zustimm(?:ung|en)"
    r"|gegenzeichn\w+"
    r"|approbation|approuver?|autorisation|autoriser|contresign\w+|être (?:approuvé|autorisé)e?"
    r"|aprobaci[oó]n|aprobar|aprueb\w+|autorizaci[oó]n|autorizar|visto bueno"
    r"|ser (?:aprobad|autorizad)[oa])\b",
    re.IGNORECASE,
)
"""Words for an approval that somebody is asked for."""

_OVER = re.compile(
    r"\b(?:after|once|upon|without|no|not|never|nothing|nobody|refus\w+|denied|denies|given|granted"
    r"|nach|ohne|nicht|kein\w*|erteilt\w*|abgelehnt\w*|verweigert\w*"
    r"|après|sans|pas|aucune?|refusée?|donnée?|accordée?"
    r"|después|tras|sin|ning[uú]n\w*|denegad\w+|concedid\w+|dada)\b",
    re.IGNORECASE,
)
"""Words with which it is over, or none is needed."""


class SignOffs:
    """The teams of a journey to which all comes for an approval, as the handoffs to them say."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._asked = _places_asked(journey)
        self._gates: dict[frozenset[str], list[int]] = {}

    def on_the_way(self, start: int, deciders: frozenset[str]) -> tuple[str, ...]:
        """Return those that every way along the handoffs to the deciders passes, in its order."""
        if not self._asked or not deciders:
            return ()
        if deciders not in self._gates:
            nodes = enumerate(self._journey.nodes)
            goals = [number for number, node in nodes if node.id in deciders or node.opaque]
            self._gates[deciders] = dominators(_back(self._journey), goals)
        passed = dominators_of(self._gates[deciders], start)
        ids = [self._journey.nodes[n].id for n in reversed(passed) if n in self._asked - {start}]
        return tuple(id_ for id_ in ids if id_ not in deciders)


def asks_approval(move: Move) -> bool:
    """Whether a handoff says that the team it leads to is asked for an approval."""
    if move.kind != "handoff" or move.target.kind != "team" or move.new_matter:
        return False
    said = [str(move.get(key) or "") for key in ("when", "name")]
    return any(_ASKED.search(each) and not _OVER.search(each) for each in said)


def _places_asked(journey: Journey) -> frozenset[int]:
    """Return the places to which handoffs lead for an approval, and for nothing else."""
    asking: dict[int, bool] = {}
    for targets, moves in zip(journey.out, journey.via, strict=True):
        for target, move in zip(targets, moves, strict=True):
            if move.kind == "handoff":
                asking[target] = asking.get(target, True) and asks_approval(move)
    return frozenset(target for target, asked in asking.items() if asked)


def _back(journey: Journey) -> list[list[int]]:
    """Return, for each place, from where the matter is handed to it."""
    return [list(_handing(journey, number)) for number in range(journey.size)]


def _handing(journey: Journey, number: int) -> Iterable[int]:
    for before, move in zip(*(each[number] for each in journey.inward), strict=True):
        if move.kind not in NO_PASSING_ON and not move.new_matter:
            yield before
