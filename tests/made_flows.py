"""Small policies by chance, as data: ways that go round, cross between teams and end somewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from policies import TODAY

from cxlint.graph.builder import build
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    import random

    from cxlint.graph.network import Network

    Policy = dict[str, Any]

TEAMS = ("care", "desk", "lab", "till")
STEPS = ("bot", "form", "page")
CHANNELS = ("hotline", "mail")
INTENTS = ("refund", "repair")
ENDS = ("resolved", "abandoned", "expert")
SYSTEMS = ("crm", "erp", "tickets")
FILE = "0.yaml"


def made_flow(chance: random.Random) -> Policy:
    """Return a policy with some of everything that matters for where customers are sent."""
    places = [*TEAMS, *STEPS, *CHANNELS]
    policy: Policy = {
        "channels": {id_: _channel(chance) for id_ in CHANNELS},
        "steps": {id_: _step(chance, id_) for id_ in STEPS},
        "teams": {id_: _team(chance) for id_ in TEAMS},
        "outcomes": {"expert": {"kind": "referred"}},
        "handoffs": [_handoff(chance, places) for _ in range(chance.randint(1, 7))],
    }
    if chance.random() < 0.3:
        policy["handoffs"] += [_behind(chance) for _ in range(chance.randint(2, 4))]
    if chance.random() < 0.4:
        policy["outcomes"]["expert"]["returns_to"] = chance.choice(places)
    if chance.random() < 0.6:
        policy["intents"] = {
            id_: {"start": chance.sample(CHANNELS, chance.randint(1, 2))} for id_ in INTENTS
        }
    else:
        for handoff in policy["handoffs"]:
            handoff.pop("intents", None)
    return policy


def _channel(chance: random.Random) -> Policy:
    return {"kind": "voice", "goes_to": chance.choice([*TEAMS, *STEPS])}


def _step(chance: random.Random, id_: str) -> Policy:
    step: Policy = {"kind": "form"}
    near = [*TEAMS, *STEPS, *STEPS, id_, "resolved", "abandoned", "expert", "mail"]
    if chance.random() < 0.7:
        step["goes_to"] = chance.sample(near, chance.randint(1, 2))
    if chance.random() < 0.4:
        step["on_failure"] = chance.choice(near)
    if chance.random() < 0.3:
        step["attempts"] = chance.choice([2, 5, 6, 999])
    return step


def _team(chance: random.Random) -> Policy:
    team: Policy = {"seats": chance.choice([0, 2, 3])}
    if chance.random() < 0.7:
        team["systems"] = chance.sample(SYSTEMS, chance.choice([1, 1, 2]))
    if chance.random() < 0.1:
        team["shares_context_with"] = [chance.choice(TEAMS)]
    return team


def _handoff(chance: random.Random, places: list[str]) -> Policy:
    handoff: Policy = {
        "from": chance.choice([*TEAMS, *TEAMS, *places]),
        "to": chance.choice([*TEAMS, *places, *ENDS]),
    }
    for key, share, values in (
        ("carried_by", 0.6, ["us", "us", "customer"]),
        ("transfer", 0.15, ["warm", "cold"]),
        ("context", 0.5, ["full", "partial", "none"]),
        ("asks_again", 0.1, [["order number"]]),
        ("progress", 0.1, [True]),
        ("new_matter", 0.06, [True]),
        ("max_repeats", 0.2, [0, 1, 5, 6, 999]),
        ("intents", 0.3, [["refund"], ["repair"], ["refund", "repair"]]),
    ):
        if chance.random() < share:
            handoff[key] = chance.choice(values)
    return handoff


def _behind(chance: random.Random) -> Policy:
    """Return a handoff between teams of which customers notice nothing."""
    source, target = chance.sample(TEAMS, 2)
    return {**_handoff(chance, [source]), "from": source, "to": target, "carried_by": "us"}


def graph_of(policy: Policy) -> Network:
    """Return the graph of a policy that is data."""
    found = list(document.parse(FILE, json.dumps(policy).encode()))
    return build(linker.assemble(found, TODAY))


def starts_of(policy: Policy) -> dict[str, list[str]]:
    """Return where each intent starts; "" stands for customers of whom nothing is known.

    These come through the channels at which no intent starts.
    """
    intents = policy.get("intents", {})
    starts = {id_: list(said["start"]) for id_, said in intents.items()}
    taken = {place for places in starts.values() for place in places}
    rest = [id_ for id_ in policy["channels"] if id_ not in taken]
    return {**starts, **({"": rest} if rest else {})}


def moves_of(policy: Policy, intent: str) -> list[Policy]:
    """Return the moves that customers with an intent may be sent, each with where it is stated."""
    moves = [
        {"from": id_, "to": said["goes_to"], "at": ("channels", id_, "goes_to")}
        for id_, said in policy["channels"].items()
    ]
    for id_, said in policy["steps"].items():
        targets = enumerate(said.get("goes_to", []))
        moves += [{"from": id_, "to": to, "at": ("steps", id_, "goes_to", n)} for n, to in targets]
        if "on_failure" in said:
            at = ("steps", id_, "on_failure")
            moves.append({"from": id_, "to": said["on_failure"], "at": at})
    for id_, said in policy["outcomes"].items():
        if "returns_to" in said:
            at = ("outcomes", id_, "returns_to")
            moves.append({"from": id_, "to": said["returns_to"], "at": at})
    for number, said in enumerate(policy["handoffs"]):
        if "intents" not in said or intent in said["intents"]:
            moves.append({**said, "at": ("handoffs", number)})
    return moves


def reached_by(policy: Policy, intent: str) -> set[str]:
    """Return the places that customers with an intent may come to."""
    seen = set(starts_of(policy)[intent])
    while True:
        more = {m["to"] for m in moves_of(policy, intent) if m["from"] in seen} - seen
        if not more:
            return seen
        seen |= more
