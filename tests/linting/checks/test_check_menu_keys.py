"""Keys of menus: given twice, wrong ones, announced ones, and answers that are not there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from policies import TODAY, network

from cxlint.graph.menu_choices import list_choices
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.text.choice_names import name_choice
from cxlint.linting.text.cues import asks_rating, names_end, states_default
from cxlint.linting.text.keypad_keys import find_purposes
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from pathlib import Path

RULES = loader.load()


def found(rule: str, policy: str) -> list[tuple[str, str, str]]:
    report = examples.run(RULES[rule], policy, RULES).report
    return [(one.entity, one.severity, one.message) for one in report.findings]


@pytest.mark.parametrize(
    ("text", "purposes"),
    [
        ("To speak to us, press 1. If you would like to hang up, press 3.",
         {"1": "To speak to us", "3": "If you would like to hang up"}),
        ("Press 1 for sales, 2 for support, or 9 to end this call.",
         {"1": "for sales", "2": "for support", "9": "to end this call"}),
        ("Für Rechnungen drücken Sie die 1, zum Beenden die 2.",
         {"1": "Für Rechnungen", "2": "zum Beenden"}),
        ("Para colgar, marque el 3.", {"3": "Para colgar"}),
        ("Press 5 minutes before you leave.", {}),
        ("We have 24 offices.", {}),
    ],
)  # fmt: skip
def test_for_what_a_key_is_announced(text: str, purposes: dict[str, str]) -> None:
    assert find_purposes(text) == purposes


@pytest.mark.parametrize(
    ("purpose", "ends"),
    [
        ("If you would like to hang up", True), ("to end this call", True),
        ("um das Gespräch zu beenden", True), ("Pour raccrocher", True), ("Para colgar", True),
        ("to end your contract", False), ("to disconnect your service", False),
        ("to cancel your order", False), ("um den Vertrag zu beenden", False),
    ],
)  # fmt: skip
def test_what_names_the_end_of_the_call(purpose: str, *, ends: bool) -> None:
    assert names_end(purpose) is ends


def test_a_rating_and_a_default_are_known_by_their_words() -> None:
    assert asks_rating("Please rate our service from 0 to 9.")
    assert asks_rating("Wie zufrieden sind Sie?")
    assert not asks_rating("Press 1 for our rates, 2 for sales.")
    assert states_default("or press any other key to hear the hours")
    assert states_default("bleiben Sie in der Leitung")
    assert not states_default("Press 1 for orders.")


MENU = """\
channels: {line: {kind: voice, goes_to: menu}}
steps:
  menu:
    kind: menu
    says: "TEXT"
    options: [{say: "1", key: "1", goes_to: care}, {say: "2", key: "2", goes_to: OUT}]
    on_failure: WRONG
    on_timeout: care
  other: {kind: message, says: You have chosen it., goes_to: care}
  again: {kind: message, says: Please try again., goes_to: menu}
teams: {care: {seats: 4}, lead: {seats: 1}}
outcomes: {over: {kind: ended}}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Press 1 for an agent. Press 2 to hang up.", 0),
        ("Drücken Sie die 1 für Rechnungen, die 2 um aufzulegen.", 0),
        ("Press 1 for an agent. Press 2 for your balance.", 1),
        ("Press 1 to hang up. Press 2 for your balance.", 1),
    ],
)
def test_who_presses_the_key_that_hangs_up_has_what_they_wanted(text: str, told: int) -> None:
    policy = MENU.replace("TEXT", text).replace("OUT", "over").replace("WRONG", "menu")
    assert len(found("way-without-outcome", policy)) == told


@pytest.mark.parametrize(
    ("out", "wrong", "text", "told"),
    [
        ("other", "other", "Press 2 for a new contract.", 1),
        ("other", "other", "", 0),  # nobody knows what 2 is
        ("other", "other", "Press 2 to repeat this.", 0),
        ("other", "other", "Press 2 for hours, or any other key.", 0),
        ("other", "menu", "Press 2 for a new contract.", 0),
        ("other", "care", "Press 2 for a new contract.", 0),
        ("again", "again", "Press 2 for a new contract.", 0),
        ("over", "over", "Press 2 for a new contract.", 0),
        ("other", "other", "For English press 1. Press 2 for a new contract.", 1),
    ],
)
def test_a_wrong_key_is_no_choice(out: str, wrong: str, text: str, told: int) -> None:
    policy = MENU.replace("TEXT", text).replace("OUT", out).replace("WRONG", wrong)
    policy = policy if text else policy.replace('    says: ""\n', "")
    assert len(found("wrong-key-is-a-choice", policy)) == told


def test_a_choice_is_called_by_what_is_announced_of_its_key() -> None:
    text = "Press 1 for a person. Press 2 for orders."
    told = network(MENU.replace("TEXT", text).replace("OUT", "other").replace("WRONG", "menu"))
    (choices,) = list_choices(told)
    names = [name_choice(told, choices, way) for way in choices.ways]
    assert names == ["1 (for a person)", "2 (for orders)"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("1", "1"), 1), (("1", "01"), 1),
        (("1", "10"), 0), (("0", "00"), 1), (("*", "#"), 0),
    ],
)  # fmt: skip
def test_two_choices_have_two_keys(keys: tuple[str, str], told: int) -> None:
    first, second = keys
    policy = f"""\
steps:
  menu: {{kind: menu, options: [{{say: a, key: "{first}", goes_to: care}},
                                {{say: b, key: "{second}", goes_to: lead}}]}}
teams: {{care: {{seats: 1}}, lead: {{seats: 1}}}}
"""
    assert len(found("key-given-twice", policy)) == told


def test_two_of_three_choices_that_are_one() -> None:
    policy = """\
channels: {line: {kind: voice, goes_to: menu}}
steps:
  menu:
    kind: menu
    says: "Press 1 for an agent. Press 2 for a supervisor. Press 3 to leave a message."
    options: [{say: "1", key: "1", goes_to: care}, {say: "2", key: "2", goes_to: care}, LAST]
  message: {kind: voicemail}
teams: {care: {seats: 4}}
"""
    last = '{say: "3", key: "3", goes_to: message}'
    ((_, severity, message),) = found("choice-without-difference", policy.replace("LAST", last))
    assert severity == "info"
    assert "1 (for an agent) and 2 (for a supervisor)" in message
    rated = policy.replace("LAST", last).replace("Press 1 for an agent", "Please rate our service")
    assert not found("choice-without-difference", rated)


def studio(*states: object) -> str:
    return json.dumps({"initial_state": "Trigger", "states": list(states)})


def state(name: str, type_: str, *moves: tuple[object, ...], **properties: object) -> object:
    transitions = [
        {"event": event, **({"next": then} if then else {}), **dict(*more)}  # type: ignore[call-overload]
        for event, then, *more in moves
    ]
    return {"name": name, "type": type_, "properties": properties, "transitions": transitions}


def key(value: str) -> dict[str, object]:
    return {"conditions": [{"type": "equal_to", "value": value}]}


def check(folder: Path, *rules: str, **files: str) -> list[tuple[str, str]]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    raw = config_files.read(config_files.find(folder))
    report = engine.lint(
        engine.Request(
            paths=(folder,),
            start=folder,
            config=config.build_config(raw, RULES, folder),
            rules=RULES,
            chosen=frozenset(rules),
            today=TODAY,
        )
    )
    return [(one.severity, one.entity) for one in report.findings]


TRIGGER = state("Trigger", "trigger", ("incomingMessage", "ask"))
OVER = (("sent", None), ("failed", None))
WAIT = ("timeout", "bye"), ("deliveryFailure", "bye")
BYE = state("bye", "send-message", *OVER, body="Bye.")
PEOPLE = """\
channels: {hotline: {kind: voice, goes_to: care}}
teams: {care: {seats: 2}}
"""


def bot(*between: object, says: str = "Invoices are sent on Mondays.") -> str:
    ask = state("ask", "send-and-wait-for-reply", ("incomingMessage", "s"), *WAIT, body="Type 1.")
    split = state("s", "split-based-on", ("noMatch", "bye"), ("match", "inv", key("1")),
                  input="{{widgets.ask.inbound.Body}}")  # fmt: skip
    told = state("inv", "send-message", *OVER, body=says)
    return studio(TRIGGER, ask, split, told, BYE, *between)


def test_a_flow_without_people_is_told_once_alone_and_beside_others(tmp_path: Path) -> None:
    alone = check(tmp_path, "no-human-option", bot_json=bot())
    beside = check(tmp_path, "no-human-option", other_yaml=PEOPLE)
    assert alone == [("error", "step/bot: ask")]
    assert alone == beside


def test_where_customers_are_told_where_to_turn_it_is_a_warning(tmp_path: Path) -> None:
    told = check(tmp_path, "no-human-option", bot_json=bot(says="Write to help@example.com."))
    assert [severity for severity, _ in told] == ["warning"]


def test_a_flow_that_asks_nothing_needs_nobody(tmp_path: Path) -> None:
    start = state("Trigger", "trigger", ("incomingCall", "bye"))
    assert not check(tmp_path, "no-human-option", news_json=studio(start, BYE))


def test_a_rating_needs_nobody(tmp_path: Path) -> None:
    rating = bot().replace("Type 1.", "How satisfied were you, from 0 to 9?")
    assert not check(tmp_path, "no-human-option", rating_json=rating)


def ticket(*fails: tuple[object, ...], done: str = "done") -> str:
    return studio(
        TRIGGER,
        state("ask", "send-and-wait-for-reply", ("incomingMessage", "make"), *WAIT, body="Tell."),
        state("make", "run-function", ("success", done), *fails),
        state("done", "send-message", *OVER, body="Your ticket is open."),
        BYE,
    )


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        (ticket(("fail", None)), 1),
        (ticket(("fail", "bye")), 0),
        (ticket(("fail", None), done=""), 0),  # nobody is told anything at all
    ],
)
def test_what_customers_said_is_not_lost_without_a_word(
    tmp_path: Path, flow: str, told: int
) -> None:
    assert len(check(tmp_path, "error-hangs-up", ticket_json=flow)) == told


def test_a_widget_that_is_not_there_is_an_undefined_reference(tmp_path: Path) -> None:
    flow = bot().replace("widgets.ask.inbound", "widgets.asks.inbound")
    ((_, entity),) = check(tmp_path, "undefined-reference", bot_json=flow)
    assert entity == "step/bot: s"
    empty = studio(state("Trigger", "trigger"))
    assert not check(tmp_path, "undefined-reference", "dead-end", bot_json=empty)


def test_a_split_of_the_other_way_in_never_has_an_answer(tmp_path: Path) -> None:
    flow = studio(
        state("Trigger", "trigger", ("incomingMessage", "texts"), ("incomingCall", "calls")),
        state("calls", "send-to-auto-pilot", ("sessionEnded", "called")),
        state("texts", "send-to-auto-pilot", ("sessionEnded", "texted")),
        state("called", "split-based-on", ("match", "out", key("agent")),
              input="{{widgets.calls.CurrentTask}}"),
        state("texted", "split-based-on", ("match", "out", key("agent")),
              input="{{widgets.calls.CurrentTask}}"),
        state("out", "send-to-flex", ("callComplete", None), workflow="WW1"),
    )  # fmt: skip
    ((severity, entity),) = check(tmp_path, "answer-not-given", front_json=flow)
    assert (severity, entity) == ("warning", "step/front: texted")
    right = flow[::-1].replace("sllac.stegdiw", "stxet.stegdiw", 1)[::-1]
    assert not check(tmp_path, "answer-not-given", front_json=right)


def connect(*wrong: str) -> str:
    def block(name: str, type_: str, following: str, **more: object) -> dict[str, object]:
        transitions: dict[str, object] = {"NextAction": following, "Errors": [], "Conditions": []}
        return {"Identifier": name, "Type": type_, "Parameters": more, "Transitions": transitions}

    menu = block("m", "GetParticipantInput", "q", Text="For a contract press 1, to leave press 2.")
    menu["Transitions"] = {
        "NextAction": "q",
        "Errors": [
            {"ErrorType": "NoMatchingCondition", "NextAction": wrong[0]},
            {"ErrorType": "InputTimeLimitExceeded", "NextAction": "q"},
        ],
        "Conditions": [
            {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [pressed]}}
            for pressed, to in (("1", "new"), ("2", "end"))
        ],
    }
    new = block("new", "MessageParticipant", "q", Text="A new contract.")
    end = block("end", "MessageParticipant", "q", Text="You want to leave.")
    queue = block(
        "q", "UpdateContactTargetQueue", "t", QueueId="arn:aws:connect:e:1:instance/i/queue/d"
    )
    out = {"Identifier": "t", "Type": "TransferContactToQueue", "Parameters": {}, "Transitions": {}}
    actions = [menu, new, end, queue, out]
    return json.dumps({"Version": "2019-10-30", "StartAction": "m", "Actions": actions})


def test_a_wrong_key_is_no_choice_in_amazon_connect_either(tmp_path: Path) -> None:
    assert len(check(tmp_path, "wrong-key-is-a-choice", a_json=connect("new"))) == 1
    assert not check(tmp_path, "wrong-key-is-a-choice", a_json=connect("q"))


ARCHY = """\
inboundCall:
  name: Front
  startUpRef: /inboundCall/menus/menu[main]
  menus:
    - menu:
        name: Main
        refId: main
        audio: {tts: "For sales press 1. For help press 2."}
        choices:
          - menuTransferToAcd: {name: sales, dtmf: digit_1, targetQueue: {lit: {name: Sales}}}
          - menuTransferToAcd: {name: help, dtmf: KEY, targetQueue: {lit: {name: Help}}}
"""


def test_a_key_is_given_once_in_genesys_too(tmp_path: Path) -> None:
    told = check(tmp_path, "key-given-twice", a_yaml=ARCHY.replace("KEY", "digit_1"))
    assert [severity for severity, _ in told] == ["error"]
    assert not check(tmp_path, "key-given-twice", a_yaml=ARCHY.replace("KEY", "digit_2"))


@pytest.mark.parametrize(
    ("text", "wrong", "told"),
    [
        ("Press 1 for a person. Press 2 for orders. Press 3 for payments.", "menu", 1),
        ("Press 1 for a person. Press 2 for orders. Press 3 for payments.", "care", 0),
        ("Press 1 for a person. Press 2 for orders.", "menu", 0),
        ("Press 1 for a person. Press 2 for orders. Then press pound.", "menu", 0),
    ],
)
def test_a_key_that_is_announced_and_not_there(text: str, wrong: str, told: int) -> None:
    policy = MENU.replace("TEXT", text).replace("OUT", "other").replace("WRONG", wrong)
    named = [message for *_, message in found("choice-not-announced", policy)]
    assert len(named) == told
    assert all("3 (for payments)" in message for message in named)
