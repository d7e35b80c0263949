"""Contacts that end where something did not go as planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.outcomes_ahead import is_cut, kind_of, leading_to, onward, question_before
from cxlint.linting.check_support.grouped_hits import group_hits, keep_gravest
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.referrals import refers_elsewhere
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Severity

CASES = ("", "told", "pointed")
"""The cases, from the gravest on."""

FACTS = frozenset({"id", "places", "number"})
"""What a message may name."""


def cut_off(
    network: Network,
    *,
    moves: Sequence[str],
    kinds: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    apart: bool = True,
    once: bool = False,
) -> Iterator[Hit]:
    """Yield the places where such a move leaves customers with nothing.

    That is where only the end of the contact can be reached: no person, no callback or voicemail,
    no other channel, no further choice, and nothing that is not described. Case `told`: they hear
    or read something before; `pointed`: that names a time, an address, a number; case empty:
    nothing. A branch behind a menu belongs to the menu. Places to which no channel leads are left
    alone, and those from which nobody could be reached anyhow. Facts: id, places, number.

    Args:
        network: the policy's graph.
        moves: the kinds of move: timeout, failure, error, full, closed.
        kinds: the kinds of step that are meant; channels and all steps, where nothing is said.
        severities: how grave a case is, where it is not what the rule says.
        apart: whether the cases are told apart, each with a finding of its own; otherwise there
            is one for all, with no case.
        once: whether one finding tells of a whole vendor's file: of its gravest case, with the
            places of the others shown beside it.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    found = _find_cuts(network, frozenset(moves), frozenset(kinds), severities or {}, apart=apart)
    grouped = group_hits(found)
    yield from keep_gravest(grouped, CASES) if once else grouped


def _find_cuts(
    network: Network,
    moves: frozenset[str],
    kinds: frozenset[str],
    severities: Mapping[str, str],
    *,
    apart: bool,
) -> Iterator[tuple[str, Hit]]:
    if not any(map(is_cut, network.nodes)):  # no contact ends without an answer
        return
    left = onward(network)
    told: _WordsBefore | None = None
    for move in network.moves:
        if move.kind not in moves or not left.cuts_off(move):
            continue
        if move.source.kind == "channel" and _is_said_of_step(network, move):
            continue
        place = question_before(network, move.source) or move.source
        if kinds and kind_of(place) not in kinds:
            continue
        told = told or _WordsBefore.of(network)
        case = told.case(move) if apart else ""
        facts = {"id": place.id}
        severity: Severity | None = severities.get(case)  # type: ignore[assignment]
        yield place.id, Hit(move.at, place.name, facts, (move.kind,), case, severity)


def _is_said_of_step(network: Network, move: Move) -> bool:
    """Whether a step leads to the same place when the same happens: the channel only repeats it."""
    arriving = network.arriving[move.target.number]
    return any(other.kind == move.kind and other.source.kind == "step" for other in arriving)


class _WordsBefore(NamedTuple):
    """From which places customers come to one where they are told something, or where to turn."""

    something: list[bool]
    where: list[bool]

    @classmethod
    def of(cls, network: Network) -> _WordsBefore:
        return cls(
            leading_to(network, lambda node: kind_of(node) == "message" or bool(_text_of(node))),
            leading_to(network, lambda node: refers_elsewhere([_text_of(node)])),
        )

    def case(self, move: Move) -> str:
        number = move.target.number
        return "pointed" if self.where[number] else "told" if self.something[number] else ""


def _text_of(node: Node) -> str:
    said = node.entity.data.get("says") if node.kind == "step" and node.entity else None
    return said if isinstance(said, str) else ""
