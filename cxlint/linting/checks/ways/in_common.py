"""What all the places of a journey have in common."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from cxlint.algorithms.shortest_paths import breadth_first
from cxlint.linting.query import paths
from cxlint.linting.query.paths import stating_entity
from cxlint.sentence_lists import LONGEST_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit
    from cxlint.linting.query.paths import Trip

FACTS = frozenset({"from", "to", "path", "common", "missing", "count"})
"""What a message may name."""


def in_common(network: Network, *, ways: Mapping[str, Any], field: str) -> Iterator[Hit]:
    """Yield each journey on which the places in `to` state no value that all of them share.

    Points to the first place without the value that most of them state. Places that do not state
    the field are left alone. Facts: from, to (the places in question), path, common (what most
    state), missing (who does not), count (how many places).

    Args:
        network: the policy's graph.
        ways: `from` (the ways in, where nothing is said) and `to`, the places in question, as far
            as customers come there; `intents`.
        field: the dotted field, such as systems or open. Of a list, one item in common is enough.
    """
    keys = field.split(".")
    for trip in paths.trips(network, ways):
        journey = trip.journey
        reached = breadth_first(journey.out, [*trip.starts, *trip.arrived]).distance
        said: dict[int, frozenset[str]] = {}
        for number in trip.goals:
            value = stating_entity(journey.nodes[number]).get(*keys)
            if value is not None and reached[number] >= 0:
                items = value if isinstance(value, list) else [value]
                said[number] = frozenset(json.dumps(each, sort_keys=True) for each in items)
        if len(said) > 1 and not frozenset.intersection(*said.values()):
            yield _hit(trip, said, keys)


def _hit(trip: Trip, said: Mapping[int, frozenset[str]], keys: Sequence[str]) -> Hit:
    nodes = trip.journey.nodes
    counted = Counter(sorted(word for words in said.values() for word in words))
    common = counted.most_common(1)[0][0]
    without = [number for number in said if common not in said[number]]
    without.sort(key=lambda number: nodes[number].number)
    found = trip.build_hit(
        without[0],
        None,
        " and ".join(trip.place_ids(list(said))[:LONGEST_PATH]),
        {
            "common": json.loads(common),
            "missing": trip.place_ids(without)[:LONGEST_PATH],
            "count": len(said),
        },
    )
    return found._replace(at=stating_entity(nodes[without[0]]).at(*keys))


def misfits(params: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what is wrong with the question."""
    from cxlint.linting.query import condition_syntax, path_syntax

    wrong = list(path_syntax.validate_ways(params, without=("by",)))
    yield from wrong
    if not wrong:
        kinds = params["ways"]["to"].get("kind", path_syntax.PLACES)
        known = [kinds] if isinstance(kinds, str) else kinds
        yield from condition_syntax.validate_fields([params["field"]], known, ("field",))
