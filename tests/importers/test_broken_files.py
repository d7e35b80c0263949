"""A vendor's file that cannot be read is a problem; a foreign one is not, nor a template."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vendor_files import judge

from cxlint.importers.broken_files import is_meant_as_flow
from cxlint.importers.detection import read_documents

TWILIO = {
    "description": "line",
    "states": [
        {
            "name": "Trigger",
            "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "hello"}],
            "properties": {},
        },
        {
            "name": "hello",
            "type": "say-play",
            "transitions": [{"event": "audioComplete"}],
            "properties": {"say": "Hello {{contact.name}}, please hold"},
        },
    ],
    "initial_state": "Trigger",
}
CONNECT = {
    "Version": "2019-10-30",
    "StartAction": "a",
    "Actions": [
        {
            "Identifier": "a",
            "Type": "MessageParticipant",
            "Parameters": {"Text": "We are closed."},
            "Transitions": {"NextAction": "b", "Errors": [], "Conditions": []},
        },
        {"Identifier": "b", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
    ],
}
CONNECT_OLDER = {
    "modules": [
        {"id": "b", "type": "Disconnect", "branches": [], "parameters": []},
        {
            "id": "a",
            "type": "PlayPrompt",
            "branches": [{"condition": "Success", "transition": "b"}],
            "parameters": [{"name": "Text", "value": "Closed."}],
        },
    ],
    "version": "1",
    "type": "contactFlow",
    "start": "a",
}
ZENDESK = {
    "triggers": [
        {
            "title": "Tell the desk",
            "conditions": {"all": [{"field": "status", "operator": "is", "value": "new"}]},
            "actions": [{"field": "priority", "value": "high"}],
        }
    ],
    "count": 1,
}
SALESFORCE = """\
<?xml version="1.0" encoding="UTF-8"?>
<AssignmentRules xmlns="http://soap.sforce.com/2006/04/metadata">
    <assignmentRule>
        <fullName>Standard</fullName>
        <active>true</active>
        <ruleEntry><assignedTo>Desk</assignedTo><assignedToType>Queue</assignedToType></ruleEntry>
    </assignmentRule>
</AssignmentRules>
"""
BPMN = """\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="claim"><startEvent id="s"/><endEvent id="e"/>
    <sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>
</definitions>
"""
FLOWS = {
    "Twilio": TWILIO,
    "Twilio, answer of the API": {"sid": "FW1", "definition": TWILIO},
    "Connect": CONNECT,
    "Connect, older": CONNECT_OLDER,
    "Zendesk": ZENDESK,
}
TAGGED = {"Salesforce": SALESFORCE, "BPMN": BPMN}


def _drop_comma(text: str) -> str:
    at = text.rindex(",")
    return text[:at] + " " + text[at + 1 :]


HARM = {
    "its end is missing": lambda text: text.rstrip()[:-1],
    "its last third is missing": lambda text: text[: len(text) * 2 // 3],
    "a comma is missing": _drop_comma,
    "a bracket is too many": lambda text: text + "}",
    "a remark": lambda text: text.replace("{", "{ // ours\n", 1),
}
TAG_HARM = {
    "its end is missing": lambda text: text.rstrip()[:-1],
    "its last third is missing": lambda text: text[: len(text) * 2 // 3],
    "a tag is not closed": lambda text: text.replace("</", "<", 1),
    "a bare ampersand": lambda text: text.rstrip()[:-4] + "&" + text.rstrip()[-4:],
}

FOREIGN = {
    "settings with remarks": '{// ours\n "compilerOptions": {"strict": true,}}',
    "a package": '{"name": "shop", "scripts": {"test": "node"}, "dependencies": {"a": "1"',
    "a workflow of another machine": '{"StartAt": "a", "States": {"a": {"Type": "Pass", "End": tr',
    "a state chart": '{"id": "a", "states": [{"name": "idle", "on": {"CALL": "busy"}}, {"name"',
    "rows": '[{"id": 1, "name": "Ann", "type": "person"}, {"id": 2, "name":',
    "actions of a game": '{"Version": "1", "Actions": [{"Type": "jump", "Key": "w"}, {"Type":',
    "modules of a build": '{"modules": [{"id": "a", "type": "library"}, {"id": "b"',
    "triggers of a database": '{"triggers": [{"title": "audit", "table": "orders"}, {"title"',
}
FOREIGN_TAGS = {
    "a build": "<project><modelVersion>4.0.0</modelVersion><artifactId>a</artifactId>",
    "a page": "<html><body><p>definitions</body>",
    "layout": '<LinearLayout xmlns:a="urn:a"><Button a:text="Approve"/>',
    "nothing": "",
}


def _read(name: str, text: str) -> list[bool]:
    found = read_documents(name, text.encode(), {}, named=False)
    return [bool(each.problems) for each in found]


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_with_a_slip_is_a_problem(flow: str, harm: str) -> None:
    whole = json.dumps(FLOWS[flow], indent=1)
    assert _read("flow.json", whole) == [False]
    assert _read("flow.json", HARM[harm](whole)) == [True]


@pytest.mark.parametrize("harm", TAG_HARM)
@pytest.mark.parametrize("format_", TAGGED)
def test_tags_with_a_slip_are_a_problem(format_: str, harm: str) -> None:
    whole = TAGGED[format_]
    assert _read("some.xml", whole) == [False]
    assert _read("some.xml", TAG_HARM[harm](whole)) == [True]


@pytest.mark.parametrize("title", FOREIGN)
def test_what_is_foreign_and_broken_is_no_problem(title: str) -> None:
    assert not any(_read("other.json", FOREIGN[title]))


@pytest.mark.parametrize("title", FOREIGN_TAGS)
def test_tags_of_others_are_no_problem(title: str) -> None:
    assert not any(_read("other.xml", FOREIGN_TAGS[title]))


@pytest.mark.parametrize(
    "token",
    ["${queue}", "{{ queue }}", "<%= queue %>", "%{ if x }", "$QUEUE", "@@QUEUE@@", "__QUEUE__"],
)
def test_a_template_that_is_yet_to_be_filled_in_is_no_slip(token: str) -> None:
    text = json.dumps(CONNECT).replace('"b", "Errors"', f'{token}, "Errors"')
    assert text != json.dumps(CONNECT)
    assert not any(_read("flow.json", text))


def test_a_token_within_a_text_excuses_no_slip() -> None:
    text = json.dumps(CONNECT).replace("We are closed.", "Hello ${name}")[:-1]
    assert _read("flow.json", text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"sid": "FW1", "definition": json.dumps(TWILIO)[:-40]}),
        json.dumps({"flows": [{"definition": json.dumps(TWILIO)}, {"definition": TWILIO}]})[:-60],
        json.dumps([{"id": 1, "flow": json.dumps(TWILIO)[:-9]}]),
    ],
)
def test_a_flow_in_a_text_or_a_list_that_is_cut_is_a_problem(text: str) -> None:
    (found,) = judge({"flows.json": text}, frozenset({"unreadable-file"}))
    assert found.severity == "error"


@pytest.mark.parametrize(
    "data",
    [
        {"a": '{"states": [], "transitions": [], "initial_state": "a"}'},
        {"fsm": '{"initial_state": "idle", "states": ["idle"], "transitions": []}'},
        {"prompt": '{ Say which "states", "transitions" and "initial_state" there are. }'},
    ],
)
def test_a_text_about_states_is_no_flow(data: dict[str, str]) -> None:
    assert not any(_read("other.json", json.dumps(data)))


def test_both_sides_of_an_unfinished_merge_are_a_problem() -> None:
    text = json.dumps(CONNECT, indent=1)
    line = ' "StartAction": "a",'
    assert line in text
    merged = f"<<<<<<< ours\n{line}\n=======\n{line}\n>>>>>>> theirs"
    assert _read("flow.json", text.replace(line, merged)) == [True]


@given(st.text(alphabet='{}[]",: \nabTypeActions<>/&;é\\', max_size=200))
def test_no_text_at_all_crashes(text: str) -> None:
    for syntax in ("json", "xml"):
        assert not is_meant_as_flow(syntax, "any", text.encode())


@given(st.data())
def test_wherever_a_flow_is_cut_after_its_first_step_it_is_known(data: st.DataObject) -> None:
    text = json.dumps(TWILIO)
    end = data.draw(st.integers(text.index("hello") + 10, len(text) - 1))
    assert is_meant_as_flow("json", "flow.json", text[:end].encode())
