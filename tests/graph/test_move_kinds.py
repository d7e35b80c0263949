"""What happens to customers is said once: the groups of kinds of move, and the checks by them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from policies import network
from vendor_files import made_of, policy

from cxlint.graph.builder import build
from cxlint.graph.move_kinds import (
    APPROVALS,
    DETAILED_MOVES,
    DETOURS,
    FAILURES,
    MISHAPS,
    MOVE_KINDS,
    NO_PASSING_ON,
    STATING_KEYS,
)
from cxlint.language.sections import language
from cxlint.linting.checks.cycles.asked_again import asked_again
from cxlint.linting.checks.dead_ends.exit_hassle import exit_hassle

SAMPLES = Path(__file__).resolve().parents[2] / "sample_policies"
KEYS = ("on_failure", "on_timeout", "on_error", "on_full", "on_closed")

LEAVING = """\
intents: {join: {start: web-join}, cancel: {start: web-leave}}
leaving: {join: join, cancel: cancel}
channels:
  web-join: {kind: web_form, goes_to: sign-up, intents: [join]}
  web-leave: {kind: web_form, goes_to: FIRST, intents: [cancel]CHANNEL}
steps:
  sign-up: {kind: form, goes_to: sales}
  form1: {kind: formFORM, goes_to: form2}
  form2: {kind: formSECOND, goes_to: form3}
  form3: {kind: form, goes_to: care}
teams: {sales: {closes: all, seats: 2}, care: {closes: all, seats: 2}}
"""
ASKING = """\
channels: {web: {kind: web_form, goes_to: claim}}
steps:
  claim: {kind: form, asks_for: order number, SAID}
  sorry: {kind: message, goes_to: care}
outcomes: {done: {kind: resolved}}
teams: {desk: {seats: 2}, care: {seats: 2, closes: all, asks_for: order number}}
"""


def hassle(**more: str) -> list[str]:
    text = LEAVING
    for name in ("FIRST", "CHANNEL", "FORM", "SECOND"):
        text = text.replace(name, more.get(name, "form1" if name == "FIRST" else ""))
    hits = exit_hassle(network(text, more.get("also", "{}")), alike={})
    return [str(hit.facts["way"]) for hit in hits if not hit.case]


def asked(said: str, also: str = "{}") -> list[str]:
    return [hit.entity for hit in asked_again(network(ASKING.replace("SAID", said), also))]


def test_every_kind_belongs_where_it_should() -> None:
    stated = {kind for keys in STATING_KEYS.values() for _, kind in keys}
    assert set(MOVE_KINDS) >= stated | FAILURES | MISHAPS | DETOURS | APPROVALS | NO_PASSING_ON
    assert {kind for keys, kind in STATING_KEYS["step"] if keys[0] in KEYS} == MISHAPS
    assert sorted(DETAILED_MOVES) == ["closed", "full", "person"]


def test_no_key_of_the_language_for_a_mishap_is_forgotten() -> None:
    known = {".".join(keys) for keys, _ in STATING_KEYS["step"]}
    said = {path.partition(".")[0] for path in language().paths["step"] if path[:3] == "on_"}
    assert said == set(KEYS) <= known


def test_a_large_policy_has_no_move_of_another_kind() -> None:
    files = sorted((SAMPLES / "everything-wrong").rglob("*.yaml"))
    kinds = {move.kind for move in network(*(each.read_text() for each in files)).moves}
    assert len(kinds) > 8
    assert kinds <= set(MOVE_KINDS)


LONG = ["form1 -> form2 -> form3 -> care"]


@pytest.mark.parametrize("key", KEYS)
def test_a_mishap_is_no_way_to_leave(key: str) -> None:
    assert hassle(FORM=f", {key}: care") == LONG
    assert hassle(SECOND=f", {key}: care") == LONG
    assert hassle(FORM=f", {key}: resolved") == LONG
    menu = f"  menu: {{kind: menu, options: [{{say: go on, goes_to: form2}}], {key}: care}}\n"
    assert hassle(FIRST="menu", also=f"steps:\n{menu}") == ["menu -> form2 -> form3 -> care"]
    handoff = "handoffs: [{from: form2, to: sales}]\n"
    assert hassle(FIRST="menu", also=f"steps:\n{menu}{handoff}") == ["menu -> form2 -> sales"]


@pytest.mark.parametrize("key", ["closed", "full"])
def test_a_channel_that_takes_nobody_is_no_way_to_leave(key: str) -> None:
    assert hassle(CHANNEL=f", {key}: {{goes_to: care}}") == LONG


@pytest.mark.parametrize(
    "more",
    [
        {"FORM": ", person: care"},
        {"FORM": ", on_error: care, options: [{say: leave at once, goes_to: care}]"},
        {"also": "handoffs: [{from: form1, to: care, when: the form is broken}]\n"},
    ],
)
def test_what_customers_choose_is_a_way_to_leave(more: dict[str, str]) -> None:
    assert hassle(**more) == []


def test_the_way_out_is_shown_where_it_is_chosen() -> None:
    text = LEAVING.replace("goes_to: FIRST", "goes_to: form1").replace("CHANNEL", "")
    text = text.replace(
        "FORM, goes_to: form2", ", on_error: form2, options: [{say: go on, goes_to: form2}]"
    )
    hits = exit_hassle(network(text.replace("SECOND", "")), alike={})
    (places,) = ([at.path for at, _ in hit.witness] for hit in hits if not hit.case)
    assert ("steps", "form1", "options", 0, "goes_to") in places
    assert ("steps", "form1", "on_error") not in places


@pytest.mark.parametrize("key", [*KEYS, "person"])
def test_what_was_not_answered_is_asked_for_the_first_time(key: str) -> None:
    assert asked(f"{key}: care, goes_to: done") == []
    assert asked(f"{key}: sorry, goes_to: done") == []
    assert asked(f"{key}: care, options: [{{say: done, goes_to: done}}]") == []
    handoff = "handoffs: [{from: desk, to: care, carried_by: customer}]\n"
    assert asked(f"{key}: desk, goes_to: done", handoff) == []


@pytest.mark.parametrize("key", [*KEYS, "person"])
def test_what_was_answered_before_is_asked_for_again(key: str) -> None:
    later = f"steps:\n  check: {{kind: page, {key}: care, goes_to: done}}\n"
    assert asked("goes_to: check", later) == ["team/care"]
    assert asked(f"{key}: sorry, goes_to: care") == ["team/care"]
    handoff = "handoffs: [{from: claim, to: care, when: the form is broken}]\n"
    assert asked(f"{key}: sorry, goes_to: done", handoff) == ["team/care"]


@pytest.mark.parametrize("key", [*KEYS, "person"])
def test_the_place_before_is_known_where_two_moves_lead_on(key: str) -> None:
    text = ASKING.replace("SAID", f"{key}: care, options: [{{say: send, goes_to: care}}]")
    (hit,) = asked_again(network(text))
    assert hit.facts["before"] == "claim"
    assert hit.witness[-1][0].path == ("steps", "claim", "options", 0, "goes_to")


def studio(event: str, kind: str, *names: str) -> str:
    """A flow of Twilio Studio: widgets in a row, of which the first gives up to a team at once."""
    states = [{"name": "Trigger", "type": "trigger", "properties": {},
               "transitions": [{"event": "incomingCall", "next": names[0]}]}]  # fmt: skip
    usual = {"send-to-auto-pilot": "sessionEnded", "gather-input-on-call": "keypress",
             "record-voicemail": "recordingComplete"}  # fmt: skip
    for name, after in zip(names, [*names[1:], "enqueue"], strict=True):
        moves = [{"event": usual[kind], "next": after}, {"event": event, "next": "enqueue"}]
        given_up = moves if name == names[0] else moves[:1]
        states.append({"name": name, "type": kind, "properties": {}, "transitions": given_up})
    states.append({"name": "enqueue", "type": "enqueue-call", "transitions": [],
                   "properties": {"queue_name": "care"}})  # fmt: skip
    return json.dumps({"description": "d", "initial_state": "Trigger", "states": states})


@pytest.mark.parametrize(
    ("event", "widget", "key"),
    [
        ("failure", "send-to-auto-pilot", "on_error"),
        ("timeout", "send-to-auto-pilot", "on_timeout"),
        ("timeout", "gather-input-on-call", "on_timeout"),
    ],
)
def test_a_mishap_in_a_vendors_flow_is_no_way_to_leave(event: str, widget: str, key: str) -> None:
    text = LEAVING.replace("FIRST", "main").replace("CHANNEL", "")
    text = text.replace("FORM", "").replace("SECOND", "")
    flow = studio(event, widget, "one", "two", "three", "four")
    documents = made_of({"policy.yaml": text, "main.json": flow})
    joint = build(policy(documents))
    assert key in {move.keys[-1] for move in joint.moves}
    (hit,) = (hit for hit in exit_hassle(joint, alike={}) if not hit.case)
    assert str(hit.facts["way"]).startswith("main: one -> main: two -> main: three")


@pytest.mark.parametrize(("key", "found"), [("on_error", []), ("goes_to", ["team/care"])])
def test_after_an_error_a_vendors_flow_may_lead_to_who_asks(key: str, found: list[str]) -> None:
    text = ASKING.replace("SAID", f"{key}: main")
    flow = studio("failure", "send-to-auto-pilot", "one")
    documents = made_of({"policy.yaml": text, "main.json": flow})
    assert [hit.entity for hit in asked_again(build(policy(documents)))] == found
