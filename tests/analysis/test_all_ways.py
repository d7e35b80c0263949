"""Figures on made policies, against every way gone one by one in the policy as it is written."""

from __future__ import annotations

import json
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from policies import network

from cxlint.analysis import decision_counts
from cxlint.analysis.subject import Subject

FIELDS = ("order number", "name", "what happened")
CONTEXTS = ("full", "partial", "none")


@st.composite
def policies(draw):
    """Draw a policy whose places follow one another, each way with its share."""
    kinds = draw(st.lists(st.sampled_from(("menu", "team")), min_size=1, max_size=5))
    kinds.append("team")
    names = [f"{kind}{number}" for number, kind in enumerate(kinds)]
    made = {
        "channels": {
            "line": {"kind": draw(st.sampled_from(("voice", "email"))), "goes_to": names[0]}
        },
        "steps": {},
        "teams": {},
        "handoffs": [],
        "intents": {"refund": {"start": "line"}},
    }
    for number, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        asks = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=2))
        place = {"asks_for": asks} if asks else {}
        if kind == "menu":
            place |= {"kind": "menu", "effort": f"{draw(st.integers(1, 4))} minutes"}
            place["attempts"] = draw(st.integers(1, 3))
            made["steps"][name] = place
        else:
            place |= {"closes": "none", "handling_time": f"{draw(st.integers(1, 9))} minutes"}
            made["teams"][name] = place
        ahead = [*names[number + 1 :], "resolved"]
        count = draw(st.integers(1, min(3, len(ahead))))
        targets = draw(st.permutations(ahead))[:count]
        shares = {1: [100], 2: [30, 70], 3: [20, 30, 50]}[count]
        for target, share in zip(targets, shares, strict=True):
            handoff = {"from": name, "to": target, "share": f"{share}%"}
            handoff["context"] = draw(st.sampled_from(CONTEXTS))
            if handoff["context"] == "partial":
                handoff["carries"] = draw(st.lists(st.sampled_from(FIELDS), max_size=2))
            if draw(st.booleans()):
                handoff["wait"] = "1 day"
            if draw(st.integers(0, 4)) == 0:
                handoff["asks_again"] = [draw(st.sampled_from(FIELDS))]
            made["handoffs"].append(handoff)
    return made


def go_every_way(made):
    """Yield (chance, repeats, minutes at one attempt, minutes at all attempts) of each way."""
    first = made["channels"]["line"]["goes_to"]
    talks = made["channels"]["line"]["kind"] == "voice"

    def visit(name, talking):
        if name in made["steps"]:
            minutes = int(made["steps"][name]["effort"].split()[0])
            return minutes, minutes * made["steps"][name]["attempts"]
        minutes = int(made["teams"][name]["handling_time"].split()[0]) if talking else 0
        return minutes, minutes

    def asks(name):
        return set((made["steps"].get(name) or made["teams"].get(name) or {}).get("asks_for", ()))

    def go(name, chance, repeats, few, many, told, known, heard, talking):
        if name == "resolved":
            yield chance, repeats, few, many
            return
        told, after = told | asks(name), known | asks(name)
        heard = heard or name in made["teams"] or "what happened" in told
        for way in made["handoffs"]:
            if way["from"] != name:
                continue
            share = Fraction(int(way["share"][:-1]), 100)
            to, context = way["to"], way["context"]
            if context == "full":
                along = set(after)
            else:
                along = after & set(way.get("carries", ())) if context == "partial" else set()
            again = set() if to == "resolved" else asks(to) & told - along
            if to != "resolved":
                again |= set(way.get("asks_again", ()))
            more = len(again)
            lost_here = heard and (context == "none" or lost[0])
            retold = lost_here and to in made["teams"] and "what happened" not in again
            keep = lost_here and not retold and "what happened" not in again
            still = talking and "wait" not in way
            one, every = (0, 0) if to == "resolved" else visit(to, still)
            before, lost[0] = lost[0], keep
            yield from go(
                to, chance * share, repeats + more + retold, few + one, many + every,
                told, along | again, heard, still,
            )  # fmt: skip
            lost[0] = before

    lost = [False]
    one, every = visit(first, talks)
    yield from go(first, Fraction(1), 0, one, every, set(), set(), False, talks)


@settings(max_examples=150)
@given(policies())
def test_figures_are_those_of_all_ways(made):
    ways = list(go_every_way(made))
    assert sum(chance for chance, *_ in ways) == 1
    found = {
        each.name.removeprefix("journey.refund."): each.value
        for each in decision_counts.list_quantities(Subject(network(json.dumps(made))))
    }
    assert found["repeats.expected"] == sum(way[0] * way[1] for way in ways)
    assert found["repeats.min"] == min(way[1] for way in ways)
    assert found["repeats.max"] == max(way[1] for way in ways)
    assert found["effort_minutes.expected"] == sum(way[0] * way[2] for way in ways)
    assert found["effort_minutes.min"] == min(way[2] for way in ways)
    assert found["effort_minutes.max"] == max(way[3] for way in ways)


@settings(max_examples=60)
@given(policies())
def test_shares_that_nobody_states_bound_those_that_somebody_does(made):
    stated = [way[0] * way[1] for way in go_every_way(made)]
    minutes = [way[0] * way[2] for way in go_every_way(made)]
    for way in made["handoffs"]:
        del way["share"]
    found = {
        each.name.removeprefix("journey.refund."): each.value
        for each in decision_counts.list_quantities(Subject(network(json.dumps(made))))
    }
    assert found["repeats.expected.min"] <= sum(stated) <= found["repeats.expected.max"]
    assert found["effort_minutes.expected.min"] <= sum(minutes)
    assert sum(minutes) <= found["effort_minutes.expected.max"]
    assert found["repeats.expected.min"] == found["repeats.min"]
    assert found["effort_minutes.expected.min"] == found["effort_minutes.min"]
