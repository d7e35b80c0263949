"""Matters that are closed on the branch on which they are said not to be solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxlint.graph.outcomes_ahead import kind_of
from cxlint.linting.model.finding import Hit
from cxlint.linting.text.keywords import mentions
from cxlint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cxlint.graph.network import Move, Network, Node

PASSING = frozenset({"message", "branch"})
"""Kinds of step at which nobody goes on with a matter: a branch is one where one way leads on."""

YES = ("yes", "y", "ja", "oui", "sí", "si", "true")
NO = ("no", "n", "nein", "nee", "non", "false")

LONGEST = 12
"""How many steps may lie between the branch and the close."""

FACTS = frozenset({"id", "choice", "other", "closing"})
"""What a message may name."""


class Words(NamedTuple):
    """Words in the names of steps: of those that close a matter, and of those that note it."""

    closing: Sequence[str]
    noting: Sequence[str]


def closed_unsolved(
    network: Network,
    *,
    solved: Sequence[str],
    unsolved: Sequence[str],
    closing: Sequence[str],
    noting: Sequence[str],
) -> Iterator[Hit]:
    """Yield each branch on which a matter is not solved, and which closes it all the same.

    Only where another branch of the step says that it is solved, and both come to the same close;
    not where people work or something is waited for in between. Facts: id (of the step), choice,
    other (the branch on which it is solved), closing (the step that closes it).

    Args:
        network: the policy's graph.
        solved: words by which a branch, or the question before it, says that a matter is solved.
        unsolved: words by which a branch says that it is not.
        closing: words in the name of a step that closes a matter.
        noting: words in the name of a task that tells of it or writes it down, and does no more.
    """
    words = Words(closing, noting)
    for node in network.nodes:
        choices = _list_choices(network, node)
        open_ = [each for each in choices if _is_unsolved(node, each[0], solved, unsolved)]
        if not open_:
            continue
        done = [each for each in choices if _is_solved(node, each[0], solved, unsolved)]
        ends = {
            _title(close): said
            for said, move in reversed(done)
            if (close := _find_close(network, move, words)) is not None
        }
        for said, move in open_:
            close = _find_close(network, move, words)
            if close is not None and _title(close) in ends:
                facts = {
                    "id": node.id,
                    "choice": said,
                    "other": ends[_title(close)],
                    "closing": close.id,
                }
                related = ((close.at, close.id),)
                yield Hit(move.at, node.name, facts, key=(said,), related=related)


def _list_choices(network: Network, node: Node) -> list[tuple[str, Move]]:
    """Return the branches of a step, each with what is said of it."""
    if node.kind != "step" or node.entity is None:
        return []
    options = node.entity.get("options") or ()
    return [
        (str(options[move.keys[1]].get("say", "")), move)
        for move in network.leaving[node.number]
        if move.keys[:1] == ("options",) and isinstance(move.keys[1], int)
    ]


def _is_unsolved(node: Node, said: str, solved: Sequence[str], unsolved: Sequence[str]) -> bool:
    if mentions(said, unsolved):
        return True
    return mentions(said, NO) and _asks_whether(node, solved, unsolved)


def _is_solved(node: Node, said: str, solved: Sequence[str], unsolved: Sequence[str]) -> bool:
    if mentions(said, unsolved):
        return False
    if mentions(said, solved):
        return not mentions(said, NO)
    return mentions(said, YES) and _asks_whether(node, solved, unsolved)


def _asks_whether(node: Node, solved: Sequence[str], unsolved: Sequence[str]) -> bool:
    title = _title(node)
    return mentions(title, solved) and not mentions(title, unsolved)


def _title(node: Node) -> str:
    """Return what a step is called, without the process that it is a step of."""
    return node.id.rpartition(": ")[2]


def _find_close(network: Network, move: Move, words: Words) -> Node | None:
    """Return the step that closes a matter on a way on which nobody goes on with it."""
    node = move.target
    for _ in range(LONGEST):
        if mentions(_title(node), words.closing):
            return node
        onward = {each.target.number: each.target for each in network.leaving[node.number]}
        if len(onward) != 1 or not _passes_on(node, words):
            return None
        (node,) = onward.values()
    return None


def _passes_on(node: Node, words: Words) -> bool:
    """Whether nobody goes on with a matter at a step; a task may be anything but for its name."""
    if node.kind != "step":
        return False
    kind = kind_of(node)
    return kind in PASSING or (kind == "task" and mentions(_title(node), words.noting))
