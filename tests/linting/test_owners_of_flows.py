"""What the owner of a vendor's flow is told, and what would only be noise to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from vendor_files import judge

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding

MENU = """
    inboundCall:
      name: {name}
      defaultLanguage: en-us
      startUpRef: ./menus/menu[main]
      initialGreeting: {{tts: {greeting}}}
      menus:
        - menu:
            name: Main
            refId: main
            audio: {{tts: "{said}"}}
            choices:
              - menuDisconnect: {{name: Goodbye, dtmf: digit_9}}
"""
BALANCE = """
              - menuTask:
                  name: Balance
                  dtmf: digit_1
                  task:
                    actions:
                      - playAudio: {name: Balance, audio: {tts: Your balance is low.}}
                      - disconnect: {name: Over}
"""
LOOK_UP = """
    inboundShortMessage:
      name: Desk
      startUpRef: /inboundShortMessage/states/state[first]
      states:
        - state:
            name: First
            refId: first
            actions:
              - callData:
                  name: Look up
                  category: {Data: {dataAction: {Find: {inputs: {}}}}}
                  outputs:
                    success:
                      actions:
                        - transferToAcd: {name: Care, targetQueue: {lit: {name: Care}}}
              - disconnect: {name: Over}
"""


def rules_of(found: list[Finding]) -> list[tuple[str, str]]:
    return [(each.rule.id, each.severity) for each in found]


def menu(name: str = "Desk", greeting: str = "Hello.", said: str = "Press 9 to end.") -> str:
    return MENU.format(name=name, greeting=greeting, said=said)


NO_PERSON = frozenset({"no-human-option", "closed-hours-hang-up", "ivr-before-human"})


def test_a_menu_in_which_one_can_only_hang_up_is_yet_to_be_filled() -> None:
    assert rules_of(judge({"a.yaml": menu()}, NO_PERSON)) == [("no-human-option", "info")]


def test_a_menu_with_something_to_choose_and_no_person_is_an_error() -> None:
    filled = menu(said="Press 1 for your balance, 9 to end.").rstrip() + BALANCE
    assert rules_of(judge({"a.yaml": filled}, NO_PERSON)) == [("no-human-option", "error")]


@pytest.mark.parametrize("name", ["ClosedHours_Flow", "After hours", "Holiday_Flow"])
def test_a_closed_line_is_told_as_that_alone(name: str) -> None:
    found = judge({"a.yaml": menu(name, "We are closed.")}, NO_PERSON)
    assert [each.rule.id for each in found] == ["closed-hours-hang-up"]


def test_a_look_up_that_takes_too_long_is_no_silence_of_the_customer() -> None:
    ends = frozenset({"silence-hangs-up", "error-hangs-up"})
    assert rules_of(judge({"a.yaml": LOOK_UP}, ends)) == [("error-hangs-up", "info")]


BPMN = """<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
 <collaboration id="c">
  <participant id="a" name="{pool}" processRef="p"/>
  <participant id="z" name="Branch" processRef="q"/>
 </collaboration>
 <process id="p" isExecutable="true">
  <startEvent id="s"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="w"/>
  <receiveTask id="w" name="Wait for the signature"/>
  <sequenceFlow id="f2" sourceRef="w" targetRef="u"/>
  <userTask id="u" name="Pay out"/>
  <sequenceFlow id="f3" sourceRef="u" targetRef="e"/>
  <endEvent id="e" name="Paid"/>
  {timer}
 </process>
 <process id="q">
  <startEvent id="s2"/>
  <sequenceFlow id="g1" sourceRef="s2" targetRef="u2"/>
  <userTask id="u2" name="Look"/>
  <sequenceFlow id="g2" sourceRef="u2" targetRef="e2"/>
  <endEvent id="e2" name="Seen"/>
 </process>
</definitions>
"""
TIMER = """<boundaryEvent id="b" name="Every 10 days" cancelActivity="false" attachedToRef="w">
   <timerEventDefinition><timeCycle>R/P10D</timeCycle></timerEventDefinition>
  </boundaryEvent>
  <sequenceFlow id="f4" sourceRef="b" targetRef="r"/>
  <{kind} id="r" name="Ask again"/>
  <sequenceFlow id="f5" sourceRef="r" targetRef="o"/>
  <endEvent id="o"/>"""


@pytest.mark.parametrize(
    ("pool", "timer", "count"),
    [
        ("Bank", "", 1),
        ("Bank", TIMER.format(kind="userTask"), 0),
        ("Bank", TIMER.format(kind="manualTask"), 0),
        ("Bank", TIMER.format(kind="sendTask"), 1),
        ("Customer", "", 0),
        ("Customer service", "", 1),
    ],
)
def test_a_wait_that_people_look_after_or_that_is_the_customers_own_has_an_end(
    pool: str, timer: str, count: int
) -> None:
    found = judge({"a.bpmn": BPMN.format(pool=pool, timer=timer)}, frozenset({"unowned-state"}))
    assert len(found) == count


@pytest.mark.parametrize(("status", "since"), [("solved", "SOLVED")])
def test_the_clock_that_closes_solved_tickets_leaves_nobody_waiting(
    status: str, since: str
) -> None:
    closing = {
        "automations": [{
            "id": 1, "title": "Close 4 days after solved", "active": True,
            "actions": [{"field": "status", "value": "closed"}],
            "conditions": {"all": [
                {"field": "status", "operator": "is", "value": status},
                {"field": since, "operator": "greater_than", "value": "96"},
            ], "any": []},
        }],
    }  # fmt: skip
    chosen = frozenset({"only-timeout-leads-on", "way-without-outcome", "dead-end"})
    assert judge({"automations.json": json.dumps(closing)}, chosen) == []


def connect(*blocks: dict[str, object]) -> str:
    """Return a flow of Amazon Connect that begins with the first of some blocks."""
    return json.dumps({
        "Version": "2019-10-30", "StartAction": blocks[0]["Identifier"],
        "Metadata": {"name": "Line"}, "Actions": list(blocks),
    })  # fmt: skip


def say(id_: str, text: str, then: str) -> dict[str, object]:
    return {"Identifier": id_, "Type": "MessageParticipant", "Parameters": {"Text": text},
            "Transitions": {"NextAction": then, "Errors": []}}  # fmt: skip


def ask(id_: str, text: str, then: dict[str, str], otherwise: str) -> dict[str, object]:
    return {
        "Identifier": id_, "Type": "GetParticipantInput",
        "Parameters": {"Text": text, "StoreInput": "False", "InputTimeLimitSeconds": "5"},
        "Transitions": {
            "NextAction": otherwise,
            "Conditions": [
                {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [key]}}
                for key, to in then.items()
            ],
            "Errors": [{"NextAction": otherwise, "ErrorType": "NoMatchingError"}],
        },
    }  # fmt: skip


QUEUE = {"Identifier": "queue", "Type": "TransferContactToQueue", "Parameters": {},
         "Transitions": {"NextAction": "over", "Errors": []}}  # fmt: skip
OVER = {"Identifier": "over", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
FAR = frozenset({"no-human-option", "ivr-before-human", "ivr-depth", "excess-steps"})


def test_what_callers_only_hear_on_the_way_to_a_person_is_no_move() -> None:
    prompts = [say(f"p{n}", f"Line {n}.", f"p{n + 1}" if n < 6 else "queue") for n in range(1, 7)]
    first = ask("menu", "Press 1 for a person.", {"1": "p1"}, "menu")
    assert judge({"a.json": connect(first, *prompts, QUEUE, OVER)}, FAR) == []


def test_menu_behind_menu_is_told_once_for_what_is_one_cause() -> None:
    menus = [
        ask(f"m{n}", f"Press 1 for number {n}.", {"1": f"m{n + 1}" if n < 5 else "queue"}, "over")
        for n in range(1, 6)
    ]
    (found,) = judge({"a.json": connect(*menus, QUEUE, OVER)}, FAR)
    assert found.rule.id == "no-human-option"
    assert {each.rule.id for each in found.consequences} >= {"ivr-before-human", "ivr-depth"}


def test_the_same_phrase_at_several_blocks_is_told_once_with_the_others() -> None:
    sorry = "We have a higher than normal volume of calls."
    blocks = [say("a", sorry, "b"), say("b", "Hello.", "c"), say("c", sorry, "queue")]
    (found,) = judge({"a.json": connect(*blocks, QUEUE, OVER)}, frozenset({"excuse-phrase"}))
    assert len(found.related) == 1


def test_different_phrases_of_one_flow_are_told_apart() -> None:
    blocks = [
        say("a", "We have a higher than normal volume of calls.", "b"),
        say("b", "We have had a system error.", "queue"),
    ]
    found = judge({"a.json": connect(*blocks, QUEUE, OVER)}, frozenset({"excuse-phrase"}))
    assert len(found) == 2


SLA = {
    "sla_policies": [{
        "id": 1, "title": "Incidents",
        "filter": {"all": [{"field": "type", "operator": "is", "value": "incident"}], "any": []},
        "policy_metrics": [
            {"priority": "normal", "metric": "first_reply_time", "target": 30,
             "business_hours": False},
        ],
    }],
}  # fmt: skip
CHANNELS = """
    channels:
      hotline: {kind: voice, respond: {within: 20s, for: 80%}, goes_to: care}
      mailbox: {kind: email, goes_to: care}
    teams:
      care: {seats: 4}
"""
TO_ALL = """
    promises:
      all: {first_reply: 4 hours}
"""


@pytest.mark.parametrize(
    ("beside", "count"),
    [({}, 1), ({"sla.json": json.dumps(SLA)}, 1), ({"promises.yaml": TO_ALL}, 0)],
)
def test_what_a_help_desk_promises_is_no_promise_for_channels_of_a_policy_beside_it(
    beside: dict[str, str], count: int
) -> None:
    found = judge({"policy.yaml": CHANNELS, **beside}, frozenset({"missing-channel-target"}))
    assert len(found) == count
