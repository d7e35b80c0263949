"""A policy whose graph is hard: long chains, large knots, many teams; and what rules take on it.

    python tests/benchmarks/graphs.py PLACES [rich]

Measured is the bare graph: places, and moves between them. A rich one says as well what teams may
grant, when they work, and what steps ask for, so that the rules on authority, hours and repeated
questions have something to look at; without that they end at once.
"""

from __future__ import annotations

import datetime
import gc
import json
import random
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from cxlint.graph.builder import build
from cxlint.linting.rules import loader
from cxlint.linting.rules.check_lookup import first_parameter
from cxlint.parsing.document import Document
from cxlint.policy.linker import assemble

TODAY = datetime.date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds to build the graph, and seconds and hits of all rules that look at it."""

    build: float
    rules: float
    by_rule: dict[str, float]
    hits: dict[str, int]


def document(places: int, *, rich: bool = False) -> Document:
    """Return a policy file, as read, of so many places.

    Half of them stand in chains of 1,000, a quarter in knots of 2,500 menus, and a quarter are
    teams that hand cases to one another; a few journeys lead into all of it. Every place offers a
    person, so that a run measures looking and not the telling of findings.
    """
    chance = random.Random(20261121)
    sections: dict[str, Any] = {
        "channels": {},
        "steps": {},
        "teams": {},
        "handoffs": [],
        "intents": {},
    }
    chains = _chains(sections, places // 2)
    knots = _knots(sections, places // 4, chance)
    teams = _teams(sections, places - places // 2 - places // 4, chance)
    for number, goal in enumerate([*chains, *knots]):
        sections["channels"][f"line-{number}"] = {"kind": "voice", "goes_to": goal}
        sections["handoffs"].append(
            {"from": f"chain-end-{number}", "to": teams[number % len(teams)]}
        )
        sections["steps"][f"chain-end-{number}"] = {"kind": "page"}
    lines = list(sections["channels"])
    for number in range(8):
        starts = lines[number::8] or lines
        sections["intents"][f"matter-{number}"] = {"start": starts, "remedy": "refund"}
    if rich:
        _enrich(sections, chance)
    return Document("generated.yaml", "", sections)


def _enrich(sections: dict[str, Any], chance: random.Random) -> None:
    for channel in sections["channels"].values():
        channel["open"] = "24x7"
    for team in sections["teams"].values():
        team["may"] = {"refund": chance.choice(["none", "50 EUR", "any"])}
        team["open"] = chance.choice(["Mon-Fri 09:00-18:00", "daily 08:00-20:00", "24x7"])
    for number, step in enumerate(sections["steps"].values()):
        if chance.random() < 0.2:
            step["asks_for"] = [f"question {number}"]
    for intent in sections["intents"].values():
        intent["value"] = {"p50": "60 EUR", "p90": "180 EUR"}


def _chains(sections: dict[str, Any], places: int) -> list[str]:
    firsts = []
    for number in range(places):
        end = number % 1_000 == 999 or number == places - 1
        following = f"chain-end-{len(firsts) - 1}" if end else f"link-{number + 1}"
        if number % 1_000 == 0:
            firsts.append(f"link-{number}")
            following = following if not end else f"chain-end-{len(firsts) - 1}"
        sections["steps"][f"link-{number}"] = {
            "kind": "page", "goes_to": following, "person": f"team-{number // 1_000}",
        }  # fmt: skip
    return firsts


def _knots(sections: dict[str, Any], places: int, chance: random.Random) -> list[str]:
    firsts = []
    for first in range(0, places, 2_500):
        size = min(2_500, places - first)
        for number in range(first, first + size):
            ring = first + (number - first + 1) % size
            chord = first + chance.randrange(size)
            sections["steps"][f"knot-{number}"] = {
                "kind": "menu", "goes_to": [f"knot-{ring}", f"knot-{chord}"],
                "person": f"team-{first // 2_500}",
            }  # fmt: skip
        firsts.append(f"knot-{first}")
    return firsts


def _teams(sections: dict[str, Any], places: int, chance: random.Random) -> list[str]:
    names = [f"team-{number}" for number in range(places)]
    for number, name in enumerate(names):
        sections["teams"][name] = {"seats": 4, "systems": [f"system-{number // 50}"]}
        for _ in range(2):
            other = names[min(number + chance.randrange(1, 40), places - 1)]
            if other != name:
                sections["handoffs"].append(
                    {"from": name, "to": other, "context": chance.choice(["full", "none"])}
                )
    return names


def measure(places: int, *, rich: bool = False) -> Measured:
    """Build the graph of so many places and run every rule that looks at it.

    Building is all that lies between a file that was read and a graph to ask questions of: fitting
    it to the schema, looking up its references, places, moves and journeys.
    """
    read = document(places, rich=rich)
    rules = loader.load().values()
    checks = {rule.id: (loader.check_of(rule), rule.params) for rule in rules}
    by_rule, hits = {}, {}
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        network = build(assemble([read], TODAY))
        _ = network.journeys
        built = time.perf_counter() - began
        for id_, (check, params) in checks.items():
            if first_parameter(check) == "network":
                began = time.perf_counter()
                hits[id_] = sum(1 for _ in check(network, **params))
                by_rule[id_] = time.perf_counter() - began
    finally:
        gc.enable()
    return Measured(built, sum(by_rule.values()), by_rule, hits)


if __name__ == "__main__":
    measured = measure(int(sys.argv[1]), rich="rich" in sys.argv[2:])
    if "json" in sys.argv[2:]:
        print(json.dumps(asdict(measured)))
        sys.exit()
    print(f"build {measured.build:.3f} s, rules {measured.rules:.3f} s")
    for name, seconds in sorted(measured.by_rule.items(), key=lambda item: -item[1]):
        print(f"  {name:<34} {seconds:.3f} s   {measured.hits[name]:>7,} hits")
