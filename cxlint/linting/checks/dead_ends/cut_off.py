"""Contacts that end where something did not go as planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.menu_choices import find_noticed_place, list_prompts
from cxlint.graph.move_kinds import MISHAPS
from cxlint.graph.outcomes_ahead import (
    asks,
    is_cut,
    kind_of,
    leading_to,
    onward,
    question_before,
    transfer_before,
)
from cxlint.linting.check_support.grouped_hits import NAMED, group_hits, keep_gravest
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.cues import lets_go, refers_elsewhere
from cxlint.records import NamedTuple
from cxlint.sentence_lists import shorten_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cxlint.graph.network import Move, Network, Node
    from cxlint.linting.model.finding import Severity

CASES = ("", "told", "pointed")
"""The cases of who is cut off, from the gravest on."""

ENTERED = "entered"

ANSWERS = frozenset({"timeout", "failure"})
"""Kinds of move that depend on what customers say or press."""

FACTS = frozenset({"id", "question", "places", "number"})
"""What a message may name."""


def cut_off(
    network: Network,
    *,
    moves: Sequence[str],
    kinds: Sequence[str] = (),
    severities: Mapping[str, str] | None = None,
    apart: bool = True,
    answers: bool = False,
    once: bool = False,
) -> Iterator[Hit]:
    """Yield the places where such a move leaves customers with nothing.

    That is where only the end of the contact can be reached: no person, no callback or voicemail,
    no other channel, no further choice, and nothing that is not described. Case `told`: they hear
    or read something before; `pointed`: that names a time, an address, a number; case empty:
    nothing. A branch behind a menu belongs to the menu, one behind a transfer to the transfer.
    Places to which no channel leads are left alone, and those from which nobody could be reached
    anyhow, and questions that say one may simply hang up, for silence is an answer there. Where
    the time of a task runs out, technology fails. Case `unheard`: nobody could be,
    but what customers have just answered is lost without a word, where they would have heard
    something had it worked; `entered`: the same where people come from elsewhere, once a vendor's
    file, if it ends otherwise than when it works. Facts: id, question, places, number.

    Args:
        network: the policy's graph.
        moves: the kinds of move: timeout, failure, error, full, closed.
        kinds: the kinds of step that are meant; channels and all steps, where nothing is said.
        severities: how grave a case is, where it is not what the rule says.
        apart: whether the cases are told apart, each with a finding of its own; otherwise there
            is one for all, with no case.
        answers: whether answers that are lost without a word are told as well.
        once: whether one finding tells of a whole vendor's file: of its gravest case, with the
            places of the others shown beside it.
    """
    if network.policy.unsure("handoff") or network.policy.unsure("step"):
        return
    found = _find_cuts(network, frozenset(moves), frozenset(kinds), severities or {}, apart=apart)
    grouped = group_hits(found)
    yield from keep_gravest(grouped, CASES) if once else grouped
    if answers:
        yield from group_hits(_find_losses(network, frozenset(moves), severities or {}))
        yield from group_hits(_join_questions(_find_lost_entries(network, frozenset(moves))))


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
        if _find_cause(move) not in moves or not left.cuts_off(move):
            continue
        if move.source.kind == "channel" and _is_said_of_step(network, move):
            continue
        place = question_before(network, move.source) or transfer_before(network, move.source)
        place = place or move.source
        if kinds and kind_of(place) not in kinds:
            continue
        if _find_cause(move) in ANSWERS and any(map(lets_go, list_prompts(network, place))):
            continue
        told = told or _WordsBefore.of(network)
        case = told.case(move) if apart else ""
        facts = {"id": place.id}
        severity: Severity | None = severities.get(case)  # type: ignore[assignment]
        yield place.id, Hit(move.at, place.name, facts, (_find_cause(move),), case, severity)


def _find_cause(move: Move) -> str:
    """Return the kind of a move; a task whose time runs out is technology that fails."""
    return "error" if move.kind == "timeout" and kind_of(move.source) == "task" else move.kind


def _is_said_of_step(network: Network, move: Move) -> bool:
    """Whether a step leads to the same place when the same happens: the channel only repeats it."""
    arriving = network.arriving[move.target.number]
    return any(other.kind == move.kind and other.source.kind == "step" for other in arriving)


def _find_losses(
    network: Network, moves: frozenset[str], severities: Mapping[str, str]
) -> Iterator[tuple[str, Hit]]:
    """Yield the tasks that may not take what customers have answered, of which these never hear."""
    severity: Severity | None = severities.get("unheard")  # type: ignore[assignment]
    left = onward(network)
    for move in network.moves:
        task = move.source
        if _find_cause(move) not in moves or kind_of(task) != "task" or left.served[task.number]:
            continue
        if not left.met[task.number] or not is_cut(find_noticed_place(network, move.target)):
            continue
        if _tells_something(network, task) and (question := _find_question(network, task)):
            facts = {"id": task.id, "question": question.id}
            key = (_find_cause(move),)
            yield task.id, Hit(move.at, task.name, facts, key, "unheard", severity)


def _find_lost_entries(network: Network, moves: frozenset[str]) -> Iterator[tuple[str, Hit]]:
    """Yield the tasks behind a question at which all is over where they fail, and only there."""
    left = onward(network)
    for move in network.moves:
        task = move.source
        if _find_cause(move) not in moves or kind_of(task) != "task" or not is_cut(move.target):
            continue
        if left.met[task.number] or not left.sent[task.number] or _ends_alike(network, move):
            continue
        if (question := _find_question(network, task)) is not None:
            facts = {"id": task.id, "question": question.id}
            yield task.id, Hit(move.at, task.name, facts, (_find_cause(move),), ENTERED)


def _join_questions(found: Iterable[tuple[str, Hit]]) -> Iterator[tuple[str, Hit]]:
    """Yield the hits of each vendor's file with all questions of which answers are lost."""
    of_files: dict[str, list[tuple[str, Hit]]] = {}
    for name, hit in found:
        of_files.setdefault(hit.at.document.vendor_file or name, []).append((name, hit))
    for hits in of_files.values():
        asked = dict.fromkeys(str(hit.facts["question"]) for _, hit in hits)
        question = shorten_list(list(asked), NAMED, longest=NAMED + 1, rest="{} more places")
        for name, hit in hits:
            yield name, hit._replace(facts={**hit.facts, "question": question})


def _ends_alike(network: Network, failing: Move) -> bool:
    """Whether it is over in the same way when a task works."""
    leaving = network.leaving[failing.source.number]
    return any(move.target is failing.target for move in leaving if move is not failing)


def _tells_something(network: Network, task: Node) -> bool:
    """Whether customers hear something where a task works."""
    usual = [move.target for move in network.leaving[task.number] if move.kind == "next"]
    return any(_text_of(find_noticed_place(network, place)) for place in usual)


def _find_question(network: Network, task: Node) -> Node | None:
    """Return a question behind which a task comes before customers notice anything else."""
    walk, known = [task], {task.number}
    for node in walk:  # grows while it is walked
        for move in network.arriving[node.number]:
            if asks(move.source) and move.kind not in MISHAPS:
                return move.source
            if move.source.silent and move.source.number not in known:
                known.add(move.source.number)
                walk.append(move.source)
    return None


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
