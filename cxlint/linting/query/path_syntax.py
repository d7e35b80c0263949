"""What is wrong with the questions that rules ask about ways through the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxlint.graph.move_kinds import MOVE_KINDS
from cxlint.linting.query import condition_syntax

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.linting.query.condition_syntax import Misfit, Place

PLACES = ("channel", "step", "team", "outcome", "approval")
"""The kinds of place."""

OF_PLACES = ("kind", "id", "where", "person", "answer")
OF_MOVES = ("kind", "not", "where", "customer", "transfer")
OF_WAYS = ("from", "to", "by", "intents")


def validate_ways(params: Mapping[str, Any], *, without: Sequence[str] = ()) -> Iterator[Misfit]:
    """Yield what is wrong with `ways`; `without` are keys that have no meaning for the check."""
    said = params["ways"]
    known = [key for key in OF_WAYS if key not in without]
    yield from condition_syntax.validate_keys(said, known, "ways", ("ways",))
    if not isinstance(said, dict):
        return
    if "to" not in said:
        yield ("ways",), "ways need 'to', the places they lead to"
    for name in ("from", "to"):
        if name in said:
            yield from validate_places(said[name], ("ways", name))
    if "by" in said:
        yield from validate_moves(said["by"], ("ways", "by"))
    if "intents" in said:
        yield from condition_syntax.validate_conditions(
            said["intents"], ["intent"], ("ways", "intents")
        )


def validate_places(said: object, place: Place) -> Iterator[Misfit]:
    """Yield what is wrong with a selection of places."""
    yield from condition_syntax.validate_keys(said, OF_PLACES, "a selection of places", place)
    if not isinstance(said, dict):
        return
    kinds: Any = said.get("kind", PLACES)
    if "kind" in said:
        kinds = kinds if isinstance(kinds, list) else [kinds]
        yield from condition_syntax.validate_word(kinds, PLACES, "kind of place", (*place, "kind"))
    if "id" in said:
        yield from _validate_ids(said["id"], (*place, "id"))
    for name in ("person", "answer"):
        if name in said:
            yield from condition_syntax.validate_truth(said[name], (*place, name))
    if "where" in said:
        known = [kind for kind in kinds if kind in PLACES] or PLACES
        yield from condition_syntax.validate_conditions(said["where"], known, (*place, "where"))


def validate_moves(said: object, place: Place) -> Iterator[Misfit]:
    """Yield what is wrong with a selection of moves."""
    yield from condition_syntax.validate_keys(said, OF_MOVES, "a selection of moves", place)
    if not isinstance(said, dict):
        return
    for name in ("kind", "not"):
        if name in said:
            yield from condition_syntax.validate_word(
                said[name], MOVE_KINDS, "kind of move", (*place, name)
            )
    for name in ("customer", "transfer"):
        if name in said:
            yield from condition_syntax.validate_truth(said[name], (*place, name))
    if "where" in said:
        yield from condition_syntax.validate_conditions(
            said["where"], ["handoff"], (*place, "where")
        )


def _validate_ids(said: object, place: Place) -> Iterator[Misfit]:
    listed = said if isinstance(said, list) else [said]
    if not listed or not all(isinstance(each, str) and each for each in listed):
        yield place, "expected the id of a place, or a list of ids"
    elif len(listed) > condition_syntax.MOST:
        yield place, f"{len(listed):,} ids are listed; {condition_syntax.MOST} are the most"
