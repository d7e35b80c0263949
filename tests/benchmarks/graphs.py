"""A policy whose graph is hard: long chains, large knots, many teams; and what rules take on it."""

from __future__ import annotations

import datetime
import gc
import random
import time
from dataclasses import dataclass
from typing import Any

from cxlint.journeys.building import build
from cxlint.linting import rulebook
from cxlint.reading.document import Document
from cxlint.reading.entity import Entity
from cxlint.reading.policy import Policy

TODAY = datetime.date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds to build the graph, and seconds of all rules that look at it."""

    build: float
    rules: float
    by_rule: dict[str, float]


def policy(places: int) -> Policy:
    """Return a policy of so many places: half in chains of 1,000, a quarter in knots of 2,500
    menus, a quarter teams that hand cases to one another, with a few journeys into all of it.
    Every place offers a person, so that a run measures looking and not the telling of findings.
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
    return _policy(sections)


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


def _policy(sections: dict[str, Any]) -> Policy:
    document = Document("generated.yaml", "", sections)
    made = Policy([document], TODAY)
    kinds = {"channels": "channel", "steps": "step", "teams": "team", "intents": "intent"}
    for section, kind in kinds.items():
        for id_, data in sections[section].items():
            made.add(Entity(kind, id_, data, document, (section, id_)))
    for number, data in enumerate(sections["handoffs"]):
        name = f"{data['from']}->{data['to']}"
        made.append(Entity("handoff", name, data, document, ("handoffs", number)))
    return made


def measure(places: int) -> Measured:
    """Build the graph of so many places and run every rule that looks at it."""
    made = policy(places)
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        network = build(made)
        _ = network.journeys
        built = time.perf_counter() - began
        by_rule = {}
        for rule in rulebook.load().values():
            check = rulebook.check_of(rule)
            if rulebook.takes(check) == "network":
                began = time.perf_counter()
                for _ in check(network, **rule.params):
                    pass
                by_rule[rule.id] = time.perf_counter() - began
    finally:
        gc.enable()
    return Measured(built, sum(by_rule.values()), by_rule)


if __name__ == "__main__":
    import sys

    found = measure(int(sys.argv[1]))
    print(f"build {found.build:.3f} s, rules {found.rules:.3f} s")
    for name, seconds in sorted(found.by_rule.items(), key=lambda item: -item[1]):
        print(f"  {name:<34} {seconds:.3f} s")
