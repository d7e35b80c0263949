"""Twilio Studio flows: each widget, each transition, and the lines they stand on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.importers import detection
from cxlint.importers.cross_references import VendorFile, join_documents
from cxlint.importers.policy_sketch import Names
from cxlint.importers.twilio_studio import importer as twilio_studio
from cxlint.importers.twilio_studio.widget_types import WIDGET_TYPES
from cxlint.parsing import json_parser

if TYPE_CHECKING:
    from cxlint.parsing.document import Document

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "twilio-studio"
END = "main: the contact ends"


def widget(name: str, type_: str, *moves: Any, **properties: Any) -> dict[str, Any]:
    transitions = [
        {"event": event, **({"next": following} if following else {}), **dict(*more)}
        for event, following, *more in moves
    ]
    return {"name": name, "type": type_, "transitions": transitions, "properties": properties}


def when(value: str) -> dict[str, Any]:
    return {"conditions": [{"type": "equal_to", "value": value}]}


def flow(*states: dict[str, Any]) -> dict[str, Any]:
    return {"description": "d", "initial_state": "Trigger", "states": list(states)}


def read(data: Any, path: str = "main.json") -> Document:
    source = json_parser.parse(path, json.dumps(data, indent=1))
    source.foreign = VendorFile("twilio-studio", source, twilio_studio.read)
    (made,) = join_documents([source])
    return made


def steps(*states: dict[str, Any]) -> dict[str, Any]:
    trigger = widget("Trigger", "trigger", ("incomingCall", states[0]["name"]))
    data: Any = read(flow(trigger, *states)).data
    return {id_.removeprefix("main: "): told for id_, told in data["steps"].items()}


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ("incomingCall", "voice"),
        ("incomingMessage", "messaging"),
        ("incomingConversationMessage", "chat"),
    ],
)
def test_what_customers_come_through_is_a_channel(event: str, kind: str) -> None:
    trigger = widget("Trigger", "trigger", (event, "hello"), ("incomingRequest", None))
    data: Any = read(flow(trigger, widget("hello", "say-play", ("audioComplete", None)))).data
    assert data["channels"] == {"main": {"kind": kind, "goes_to": "main: hello"}}


def test_several_ways_in_are_several_channels() -> None:
    trigger = widget("Trigger", "trigger", ("incomingCall", "a"), ("incomingMessage", "a"))
    data: Any = read(flow(trigger, widget("a", "say-play"))).data
    assert {told["kind"] for told in data["channels"].values()} == {"voice", "messaging"}


def test_a_flow_that_only_others_start_is_no_channel() -> None:
    trigger = widget("Trigger", "trigger", ("incomingParent", "a"), ("incomingCall", None))
    data: Any = read(flow(trigger, widget("a", "say-play"))).data
    assert "channels" not in data
    entry = {"kind": "task", "from_elsewhere": True, "goes_to": "main: a"}
    assert data["steps"]["main"] == entry


def test_a_message_that_leads_nowhere_ends_the_contact() -> None:
    told = steps(widget("hello", "say-play", ("audioComplete", None), say="Hi."))
    assert told["hello"] == {"kind": "message", "says": "Hi.", "goes_to": END}


def test_a_menu_has_the_keys_that_the_split_behind_it_tells_apart() -> None:
    told = steps(
        widget("ask", "gather-input-on-call", ("keypress", "which"), ("timeout", "ask"), say="1?"),
        widget(
            "which",
            "split-based-on",
            ("noMatch", "ask"),
            ("match", "a", when("1")),
            ("match", "b", when("0")),
            input="{{widgets.ask.Digits}}",
        ),
        widget("a", "say-play"),
        widget("b", "say-play"),
    )
    assert told["ask"]["options"] == [{"say": "1", "key": "1"}, {"say": "0", "key": "0"}]
    assert told["ask"]["on_timeout"] == "main: ask"
    assert told["which"]["on_failure"] == "main: ask"
    assert [each["goes_to"] for each in told["which"]["options"]] == ["main: a", "main: b"]


@pytest.mark.parametrize(
    ("name", "asked", "value", "closed"),
    [
        ("is_open", "{{x}}", "true", "main: a"),
        ("hours", "{{widgets.f.parsed.state}}", "closed", "main: b"),
        ("split_1", "{{widgets.f.parsed.isOpen}}", "false", "main: b"),
    ],
)
def test_the_way_that_is_taken_when_closed_is_known(
    name: str, asked: str, value: str, closed: str
) -> None:
    told = steps(
        widget(name, "split-based-on", ("noMatch", "a"), ("match", "b", when(value)), input=asked),
        widget("a", "say-play"),
        widget("b", "say-play"),
    )
    assert told[name]["on_closed"] == closed


def test_a_split_about_something_else_has_no_hours() -> None:
    told = steps(widget("vip", "split-based-on", ("noMatch", None), input="{{flow.vip}}"))
    assert told["vip"] == {"kind": "branch", "on_failure": END}


def test_a_transfer_reaches_a_team_and_its_failure_is_told() -> None:
    moves = (("callComplete", None), ("failedToEnqueue", None), ("callFailure", "sorry"))
    data: Any = read(
        flow(
            widget("Trigger", "trigger", ("incomingCall", "out")),
            widget("out", "enqueue-call", *moves, queue_name="Box office"),
            widget("sorry", "say-play", ("audioComplete", None)),
        )
    ).data
    assert data["teams"] == {"Box office": {}}
    out = data["steps"]["main: out"]
    assert out == {"kind": "transfer", "goes_to": "Box office", "on_error": END}


def test_another_flow_that_is_not_given_is_elsewhere() -> None:
    told = steps(widget("sub", "run-subflow", ("completed", None), flow_sid="FW1"))
    assert "FW1 (not among these files)" in told
    assert told["FW1 (not among these files)"] == {"kind": "elsewhere"}
    assert "main: FW1 (not among these files)" in told["sub"]["goes_to"]
    assert END in told["sub"]["goes_to"]


def test_another_flow_that_is_given_is_led_to() -> None:
    sub = widget("sub", "run-subflow", ("completed", None), flow_sid="FW1")
    outer = flow(widget("Trigger", "trigger", ("incomingCall", "sub")), sub)
    inner = flow(widget("Trigger", "trigger", ("incomingParent", "a")), widget("a", "say-play"))
    files = {"outer.json": outer, "inner.json": {"sid": "FW1", "definition": inner}}
    sources = [json_parser.parse(path, json.dumps(data)) for path, data in files.items()]
    for source in sources:
        source.foreign = VendorFile("twilio-studio", source, twilio_studio.read)
    made: Any = join_documents(sources)[0].data
    assert "inner" in made["steps"]["outer: sub"]["goes_to"]


def test_a_bot_of_autopilot_is_a_bot() -> None:
    moves = ("sessionEnded", "bye"), ("failure", None), ("timeout", None)
    told = steps(widget("bot", "send-to-auto-pilot", *moves), widget("bye", "say-play"))["bot"]
    assert told == {"kind": "bot", "goes_to": "main: bye", "on_error": END, "on_timeout": END}


def test_an_hour_without_a_message_is_no_silence() -> None:
    moves = ("incomingMessage", "bye"), ("timeout", None)
    ask = widget("ask", "send-and-wait-for-reply", *moves, timeout="3600")
    assert steps(ask, widget("bye", "send-message"))["ask"] == {
        "kind": "form",
        "goes_to": "main: bye",
    }
    ask["properties"]["timeout"] = "30"
    assert steps(ask, widget("bye", "send-message"))["ask"]["on_timeout"] == END


TERRAFORM = """resource "twilio_studio_flows_v2" "ivr" {
  friendly_name = "Front door"
  definition = WRITTEN
}
"""
ENCODED = """jsonencode({
    initial_state: "Trigger",
    states = [
      {
        name: "Trigger",
        type: "trigger",
        transitions: [{ event: "incomingCall", next: "gate" }]
      },
      {
        name: "gate",
        type: "enqueue-call",
        transitions: [{ event: "failedToEnqueue" }],
        properties: { workflow_sid: twilio_taskrouter_workspaces_workflows_v1.doormen.sid }
      }
    ]
  })"""


def terraform(text: str, **files: str) -> Any:
    named = {"main.tf": text, **{name.replace("__", "."): each for name, each in files.items()}}
    found = [
        each
        for path, content in named.items()
        for each in detection.read_documents(path, content.encode(), {})
    ]
    assert {each.foreign.format for each in found if each.foreign} == {"twilio-studio"}
    return join_documents(found)[0]


@pytest.mark.parametrize(
    "text",
    [
        TERRAFORM.replace("WRITTEN", ENCODED),
        TERRAFORM.replace("WRITTEN", "local.door") + f"locals {{\n  door = {ENCODED}\n}}\n",
    ],
)
def test_terraform_holds_a_flow_or_names_the_local_that_does(text: str) -> None:
    made = terraform(text)
    assert made.data["channels"] == {"Front door": {"kind": "voice", "goes_to": "Front door: gate"}}
    gate = made.data["steps"]["Front door: gate"]
    assert (gate["kind"], gate["goes_to"]) == ("transfer", "doormen")
    line = text.splitlines()[made.span(("steps", "Front door: gate")).line - 1]
    assert line.strip() == 'name: "gate",'


def test_terraform_names_the_file_of_a_flow() -> None:
    named = TERRAFORM.replace("WRITTEN", 'file("${path.module}/ivr.json")')
    inner = flow(widget("Trigger", "trigger", ("incomingCall", "a")), widget("a", "say-play"))
    made = terraform(named, ivr__json=json.dumps(inner))
    assert made.data["steps"]["Front door"]["goes_to"] == "ivr"


@pytest.mark.parametrize("written", ["var.flow", "jsonencode({ states = [] })", '"${var.x}{"'])
def test_a_flow_that_terraform_works_out_is_left_out_with_a_reason(written: str) -> None:
    made = terraform(TERRAFORM.replace("WRITTEN", written))
    (problem,) = made.problems
    assert problem.rule == "left-out"
    assert made.data["steps"]["Front door"]["kind"] == "unknown"


def test_findings_can_point_at_the_widget_and_at_the_transition() -> None:
    made = read(
        flow(
            widget("Trigger", "trigger", ("incomingCall", "a")),
            widget("a", "send-message", ("sent", None), ("failed", "a"), body="Hello"),
        )
    )
    lines = made.text.splitlines()
    assert '"a"' in lines[made.span(("steps", "main: a")).line - 1]
    says = made.span(("steps", "main: a", "says"))
    assert lines[says.line - 1][says.column - 1 : says.end_column - 1] == '"Hello"'
    failed = made.span(("steps", "main: a", "on_error"))
    assert lines[failed.line - 1][failed.column - 1 : failed.end_column - 1] == '"failed"'
    entered = made.span(("channels", "main"))
    assert '"incomingCall"' in lines[entered.line - 1]


def test_a_widget_of_an_unknown_type_is_left_out_and_said_to_be() -> None:
    odd = widget("odd", "brew-coffee", ("done", None))
    made = read(flow(widget("Trigger", "trigger", ("incomingCall", "odd")), odd))
    data: Any = made.data
    assert data["steps"]["main: odd"]["kind"] == "unknown"
    (problem,) = made.problems
    assert problem.rule == "left-out"
    assert problem.facts["number"] == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        "text",
        {"states": []},
        {"states": [{"name": "a"}], "initial_state": "a"},
        {"name": "package", "version": "1.0.0"},
        {"definition": {"states": "none", "initial_state": "x"}},
    ],
)
def test_other_json_is_not_claimed(data: Any) -> None:
    assert not twilio_studio.claims(json_parser.parse("a.json", json.dumps(data)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
MOVES = st.fixed_dictionaries(
    {},
    optional={
        "event": VALUES,
        "next": st.sampled_from(["a", "b", "x"]) | VALUES,
        "conditions": VALUES,
    },
)
STATES = st.fixed_dictionaries(
    {"transitions": st.lists(MOVES | VALUES, max_size=3) | VALUES},
    optional={
        "name": st.sampled_from(["a", "b"]) | VALUES,
        "type": st.sampled_from([*WIDGET_TYPES, "trigger"]) | VALUES,
        "properties": VALUES,
    },
)


@given(st.lists(STATES, max_size=5), VALUES)
def test_nothing_in_a_flow_can_make_reading_it_fail(states: Any, initial: Any) -> None:
    source = json_parser.parse("a.json", json.dumps({"states": states, "initial_state": initial}))
    if twilio_studio.claims(source):
        for sketch in twilio_studio.read(source, Names()):
            assert sketch.seen >= len(sketch.left)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")
def test_every_real_flow_is_understood() -> None:
    files = sorted(REAL.glob("*.json"))
    assert files
    seen = left = 0
    for file in files:
        source = json_parser.parse(file.name, file.read_text("utf-8"))
        assert twilio_studio.claims(source)
        for sketch in twilio_studio.read(source, Names()):
            seen += sketch.seen
            left += len(sketch.left)
    assert seen > 50
    assert left <= seen * 0.05


def test_an_empty_flow_ends_the_contact() -> None:
    data: Any = read(flow(widget("Trigger", "trigger"))).data
    assert data["steps"]["main"] == {"kind": "task", "from_elsewhere": True, "goes_to": END}


def test_a_flow_without_a_trigger_begins_where_it_says() -> None:
    told = {"description": "d", "initial_state": "a", "states": [widget("Trigger", "trigger")]}
    told["states"] = [widget("Trigger", "trigger"), widget("a", "say-play")]
    data: Any = read(told).data
    assert data["steps"]["main"]["goes_to"] == "main: a"


def test_a_deleted_widget_is_still_named() -> None:
    told = steps(widget("hello", "say-play", ("audioComplete", "gone"), say="Hi."))
    assert told["hello"]["goes_to"] == "main: gone"
    assert "gone" not in told


ASK = widget("ask", "gather-input-on-call", ("keypress", "which"), ("speech", "which"), say="1?")


@pytest.mark.parametrize(
    ("text", "looked"),
    [
        ("{{widgets.ask.Digits}}", ["main: ask"]),
        ("{{ widgets['ask'].Digits | default: 1 }}", ["main: ask"]),
        ("{% if widgets.ask.SpeechResult contains 'a' %}x{% endif %}", ["main: ask"]),
        ("{{widgets.asked.Digits}}", ["main: asked"]),
        ("{{flow.variables.count}}", ["main: count"]),
        ("{{flow.variables.other}} {{contact.channel.address}} {{trigger.call.From}}", None),
        ("widgets.ask.Digits", None),
    ],
)
def test_what_a_widget_uses_is_what_it_looks_at(text: str, looked: list[str] | None) -> None:
    told = steps(
        ASK,
        widget("which", "set-variables", ("next", "tell")),
        widget("count", "set-variables", ("next", "tell"), variables=[{"key": "count"}]),
        widget("tell", "say-play", say=f"You said {text}."),
    )
    assert told["tell"].get("looks_at") == looked


def counting(type_: str, value: str, *, first: str = "ask", otherwise: str = "a") -> Any:
    argument = {"arguments": ["{{flow.variables.n}}"], "type": type_, "value": value}
    return steps(
        widget("ask", "gather-input-on-call", ("keypress", "a"), ("timeout", "add")),
        widget(
            "add",
            "set-variables",
            ("next", "enough"),
            variables=[{"key": "n", "value": "{{flow.variables.n | plus: 1}}"}],
        ),
        widget(
            "enough",
            "split-based-on",
            ("noMatch", otherwise),
            ("match", first, {"conditions": [argument]}),
            input="{{flow.variables.n}}",
        ),
        widget("a", "say-play"),
    )["enough"]


@pytest.mark.parametrize(
    ("type_", "first", "otherwise"),
    [("less_than", "ask", "a"), ("greater_than", "a", "ask"), ("equal_to", "a", "ask")],
)
def test_a_counter_bounds_the_way_round(type_: str, first: str, otherwise: str) -> None:
    branch = counting(type_, "3", first=first, otherwise=otherwise)
    ways = [*(each["goes_to"] for each in branch.get("options", ())), branch.get("on_failure")]
    assert "main: ask" not in ways


def test_what_is_no_counter_bounds_nothing() -> None:
    for branch in (counting("less_than", "many"), counting("contains", "3")):
        assert branch["options"][0]["goes_to"] == "main: ask"


def two_questions(looked: str) -> Any:
    first = ("match", "second", when("1"))
    return steps(
        widget("ask", "gather-input-on-call", ("keypress", "which"), say="1?"),
        widget("which", "split-based-on", first, input="{{widgets.ask.Digits}}"),
        widget("second", "gather-input-on-call", ("keypress", "then"), say="#?"),
        widget("then", "split-based-on", ("match", "a", when("#")), input=looked),
        widget("a", "say-play"),
    )


def test_the_keys_of_a_split_belong_to_the_question_before_it() -> None:
    right = two_questions("{{widgets.second.Digits}}")
    wrong = two_questions("{{widgets.ask.Digits}}")
    assert [each["key"] for each in right["second"]["options"]] == ["#"]
    assert [each["key"] for each in wrong["ask"]["options"]] == ["1"]
    assert "options" not in wrong["second"]


def keys_of(*moves: Any) -> list[tuple[str, str]]:
    told = steps(
        ASK,
        widget("which", "split-based-on", *moves, input="{{widgets.ask.Digits}}"),
        widget("a", "say-play"),
        widget("b", "say-play"),
    )
    return [(each["key"], each["say"]) for each in told["ask"]["options"]]


def test_a_key_that_is_given_twice_stays_twice_and_one_that_is_said_twice_does_not() -> None:
    assert keys_of(("match", "a", when("1")), ("match", "b", when("1"))) == [("1", "1")] * 2
    assert keys_of(("match", "a", when("1")), ("match", "a", when("1"))) == [("1", "1")]
    several = {"conditions": [{"type": "matches_any_of", "value": "1, 2,yes"}]}
    assert keys_of(("match", "a", several)) == [("1", "1"), ("2", "2")]


def test_a_key_where_one_is_to_speak_is_a_choice_that_hangs_up() -> None:
    spoken = widget("ask", "gather-input-on-call", ("keypress", None), ("speech", "a"))
    pressed = widget("ask", "gather-input-on-call", ("keypress", "a"), ("speech", None))
    said = steps(spoken, widget("a", "say-play"))["ask"]
    assert said["options"] == [{"say": "any key", "goes_to": END}]
    assert "options" not in steps(pressed, widget("a", "say-play"))["ask"]


def test_a_call_that_nobody_answers_is_a_transfer_that_failed() -> None:
    ended = widget("out", "connect-call-to", ("callCompleted", None), ("hangup", None), to="+1")
    assert steps(ended)["out"]["on_error"] == END
    goes_on = widget("out", "connect-call-to", ("callCompleted", "a"), ("hangup", None), to="+1")
    assert "on_error" not in steps(goes_on, widget("a", "say-play"))["out"]


@pytest.mark.parametrize(
    ("moves", "broken"),
    [
        ([("noMatch", "a"), ("match", None, when("busy"))], True),
        ([("noMatch", None), ("match", "a", when("completed"))], True),
        ([("noMatch", None), ("match", "a", when("no-answer"))], False),
        ([("noMatch", "a"), ("match", "b", when("failed"))], False),
    ],
)
def test_busy_that_ends_the_call_is_a_fault(moves: list[Any], *, broken: bool) -> None:
    split = widget("how", "split-based-on", *moves, input="{{widgets.out.DialCallStatus}}")
    out = widget("out", "connect-call-to", ("callCompleted", "how"), to="+1")
    told = steps(out, split, widget("a", "say-play"), widget("b", "say-play"))["how"]
    assert (told.get("on_error") == END) is broken


def test_both_providers_of_terraform_are_read() -> None:
    from cxlint.importers.twilio_studio.importer import RESOURCES

    for resource in RESOURCES:
        text = TERRAFORM.replace("twilio_studio_flows_v2", resource).replace("WRITTEN", ENCODED)
        made: Any = terraform(text).data
        assert "Front door: gate" in made["steps"], resource
