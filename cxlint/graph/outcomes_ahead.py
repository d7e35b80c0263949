"""What is left to customers from each place on: people, a choice, or the end of the contact."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cxlint.algorithms import shortest_paths
from cxlint.graph.move_kinds import MISHAPS
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cxlint.graph.network import Move, Network, Node

ASKING = frozenset({"menu", "bot", "form", "page", "verification"})
"""Kinds of step at which customers have a choice."""

CUT = frozenset({"ended", "abandoned"})
"""Kinds of outcome in which a contact is over and nothing says that anything is settled."""


TURNED_AWAY = frozenset({"closed", "failure", "full", "timeout"})
"""Kinds of move that end it also for those who were sent here, such as to wait in a queue.

What breaks is another matter: whoever sent them may take them back.
"""


class Onward(NamedTuple):
    """What can be reached from each place, by its number in the network.

    `met`: customers of some channel come here. `served`: people, another channel, an outcome that
    settles the matter, or what is not described; the place itself counts. `sent`: customers come
    here from elsewhere, such as where somebody transfers them to another queue. `staffed`: as
    `served`, without what is not described. `helped`: the same or a
    further choice, by moves other than an error. `cut`: the end of the contact, by such moves.
    """

    met: list[bool]
    sent: list[bool]
    served: list[bool]
    staffed: list[bool]
    helped: list[bool]
    cut: list[bool]

    def cuts_off(self, move: Move) -> bool:
        """Whether customers who are sent this way can only come to the end of the contact.

        Never where they had nothing else to hope for, such as after a survey; what breaks where
        all that follows is not described is not known to cost them anything.
        """
        source, target = move.source.number, move.target.number
        over = self.cut[target] and not self.helped[target]
        here = self.met[source] or (self.sent[source] and move.kind in TURNED_AWAY)
        hope = self.staffed if move.kind == "error" else self.served
        return over and here and hope[source]


@lru_cache(maxsize=1)
def onward(network: Network) -> Onward:
    """Return what is left to customers from each place on; worked out once for a network."""
    forth = [[move.target.number for move in moves] for moves in network.leaving]
    back = [[move.source.number for move in moves] for moves in network.arriving]
    usual = _usual(network)
    starts = (node.number for node in network.nodes if node.kind == "channel")
    return Onward(
        met=_reached(forth, starts),
        sent=_reached(forth, _those(network, _comes_from_elsewhere)),
        served=_reached(back, _those(network, _serves)),
        staffed=_reached(back, _those(network, lambda node: _serves(node) and not node.opaque)),
        helped=_reached(
            usual, _those(network, lambda node: _serves(node) or _gives_a_choice(network, node))
        ),
        cut=_reached(usual, _those(network, is_cut)),
    )


def _usual(network: Network) -> list[list[int]]:
    """Return from where each place is reached by moves other than errors."""
    return [
        [move.source.number for move in moves if move.kind != "error"] for moves in network.arriving
    ]


def _those(network: Network, wanted: Callable[[Node], bool]) -> Iterable[int]:
    return (node.number for node in network.nodes if wanted(node))


def _reached(graph: list[list[int]], starts: Iterable[int]) -> list[bool]:
    return [distance >= 0 for distance in shortest_paths.breadth_first(graph, starts).distance]


def kind_of(node: Node) -> str:
    """Return the kind that a place states; of an outcome that states none, its id."""
    stated = node.entity.data.get("kind") if node.entity is not None else None
    if stated is None and node.kind == "outcome":
        return node.id
    return stated if isinstance(stated, str) else ""


def asks(node: Node) -> bool:
    """Whether customers are asked something there, and may choose."""
    return node.kind == "step" and kind_of(node) in ASKING


def _gives_a_choice(network: Network, node: Node) -> bool:
    """Whether customers are asked something there, and not only how to end the contact."""
    leaving = network.leaving[node.number]
    chosen = [move for move in leaving if move.keys[:1] == ("options",)]
    only_ends = bool(chosen) and all(is_cut(move.target) for move in leaving)
    return asks(node) and not only_ends


def is_cut(node: Node) -> bool:
    """Whether the contact is over there, and nothing says that anything is settled."""
    return node.kind == "outcome" and kind_of(node) in CUT


def _serves(node: Node) -> bool:
    if node.is_person or node.kind == "channel":
        return True
    return node.kind == "outcome" and kind_of(node) not in CUT


def _comes_from_elsewhere(node: Node) -> bool:
    return node.entity is not None and node.entity.data.get("from_elsewhere") is True


def question_before(network: Network, node: Node) -> Node | None:
    """Return the step whose answer a branch looks at, where nothing else leads to the branch."""
    source = _only_source(network, node)
    return source if source is not None and asks(source) else None


def transfer_before(network: Network, node: Node) -> Node | None:
    """Return the transfer of which a branch tells how it went, where nothing else leads to it."""
    source = _only_source(network, node)
    return source if source is not None and kind_of(source) == "transfer" else None


def _only_source(network: Network, node: Node) -> Node | None:
    if node.entity is None or kind_of(node) != "branch":
        return None
    sources = {move.source.number: move.source for move in network.arriving[node.number]}
    (source, *others) = sources.values() or (None,)
    return None if others else source


def leading_to(network: Network, wanted: Callable[[Node], bool]) -> list[bool]:
    """Return of each place whether one that is wanted can be reached by moves other than errors."""
    return _reached(_usual(network), _those(network, wanted))


def behind(network: Network, wanted: Callable[[Node], bool]) -> list[bool]:
    """Return of each place whether one comes there from a wanted one that has worked out."""
    forth = [
        [move.target.number for move in moves if move.kind not in MISHAPS]
        for moves in network.leaving
    ]
    starts = [target for number in _those(network, wanted) for target in forth[number]]
    return _reached(forth, starts)
