"""Flows of Amazon Connect inside other files, with the lines and columns they have there."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.importers import detection, registry
from cxlint.importers.cross_references import join_documents
from cxlint.parsing import json_parser
from cxlint.parsing.embedded_text import EmbeddedJson, EmbeddedPiece, quote_placeholders
from cxlint.parsing.yaml_builder import UnreadableText

if TYPE_CHECKING:
    from cxlint.parsing.document import Document

FLOW = {
    "Version": "2019-10-30",
    "StartAction": "hi",
    "Actions": [
        {
            "Identifier": "hi",
            "Type": "MessageParticipant",
            "Parameters": {"Text": 'Say "yes" \\ ü 😀 €'},
            "Transitions": {"NextAction": "bye"},
        },
        {"Identifier": "bye", "Type": "DisconnectParticipant"},
    ],
}


def check(**files: str) -> list[Document]:
    """Return what the files become; `__` in a name stands for a dot."""
    found = [
        each
        for name, text in files.items()
        for each in detection.read_documents(name.replace("__", "."), text.encode(), {})
    ]
    assert all(each.foreign and each.foreign.format == "amazon-connect" for each in found), found
    return join_documents(found)


def shown(made: Document, *address: str | int) -> str:
    """Return the text that a place leads to."""
    span = made.span(address)
    return made.line(span.line)[span.column - 1 : span.end_column - 1]


def pointed(made: Document, name: str) -> tuple[str, str]:
    return shown(made, "steps", f"{name}: hi"), shown(made, "steps", f"{name}: hi", "goes_to")


@pytest.mark.parametrize("ascii_", [True, False])
def test_an_api_answer_holds_the_flow_as_text(*, ascii_: bool) -> None:
    content = json.dumps(FLOW, ensure_ascii=ascii_)
    outer = {"ContactFlow": {"Name": "Main", "Type": "CONTACT_FLOW", "Content": content}}
    (made,) = check(a__json=json.dumps(outer, indent=2, ensure_ascii=ascii_))
    data: Any = made.data
    assert data["channels"]["Main"]["goes_to"] == "Main: hi"
    assert data["steps"]["Main: hi"]["says"] == 'Say "yes" \\ ü 😀 €'
    assert pointed(made, "Main") == ('\\"hi\\"', '\\"bye\\"')


def test_content_may_be_data_and_a_module_has_no_type() -> None:
    (made,) = check(a__json=json.dumps({"Name": "Pin", "Content": FLOW}, indent=1))
    data: Any = made.data
    assert data["steps"]["Pin"] == {
        "kind": "task", "from_elsewhere": True, "goes_to": "Pin: hi",
    }  # fmt: skip
    assert pointed(made, "Pin") == ('"hi"', '"bye"')


def cloudformation(content: str) -> str:
    """Return a template whose flow has this content, as it stands in YAML."""
    head = """\
    Parameters: {Stage: {Type: String}}
    Resources:
      MainFlow:
        Type: AWS::Connect::ContactFlow
        Properties:
          Name: Main
          Type: CONTACT_FLOW
          InstanceArn: !Ref Instance
          Tags: [!Sub "a-${Stage}", {Key: !GetAtt A.B}]
          Content: """
    return textwrap.dedent(head) + content + "\n"


def indented(text: str) -> str:
    return textwrap.indent(text, "        ")


@pytest.mark.parametrize("mark", ["|", "!Sub |", "!Sub |-", ">", "!Sub >-"])
def test_cloudformation_holds_it_in_a_block(mark: str) -> None:
    text = indented(json.dumps(FLOW, indent=2, ensure_ascii=False))
    (made,) = check(t__yaml=cloudformation(f"{mark}\n{text}"))
    assert pointed(made, "Main") == ('"hi"', '"bye"')
    assert made.span(("steps", "Main: hi")).line > 11


def test_cloudformation_holds_it_in_quotes() -> None:
    (made,) = check(t__yaml=cloudformation("!Sub " + json.dumps(json.dumps(FLOW))))
    assert pointed(made, "Main") == ('\\"hi\\"', '\\"bye\\"')
    (made,) = check(t__yaml=cloudformation("'" + json.dumps(FLOW) + "'"))
    assert pointed(made, "Main") == ('"hi"', '"bye"')


def test_cloudformation_in_json_names_flows_by_their_resource() -> None:
    to = {"Identifier": "hi", "Type": "TransferToFlow", "Transitions": {},
          "Parameters": {"ContactFlowId": "${Other.ContactFlowArn}"}}  # fmt: skip
    first = {**FLOW, "Actions": [to]}
    resources = {
        "Main": {
            "Type": "AWS::Connect::ContactFlow",
            "Properties": {
                "Name": "M",
                "Type": "CONTACT_FLOW",
                "Content": {"Fn::Sub": [json.dumps(first), {}]},
            },
        },
        "Other": {
            "Type": "AWS::Connect::ContactFlowModule",
            "Properties": {"Name": "O", "Content": json.dumps(FLOW)},
        },
        "Made": {
            "Type": "AWS::Connect::ContactFlow",
            "Properties": {"Name": "J", "Content": {"Fn::ImportValue": "flow"}},
        },
    }
    main, other, made = check(t__json=json.dumps({"Resources": resources}, indent=1))
    data: Any = main.data
    assert data["steps"]["M: hi"]["goes_to"] == ["O"]
    assert other.data is not None
    (problem,) = made.problems
    assert "worked out elsewhere" in str(problem.facts["what"])


def test_cloudformation_joins_it_around_what_is_not_known_yet() -> None:
    choose = {"Identifier": "choose", "Type": "UpdateContactTargetQueue",
              "Parameters": {"QueueId": "HERE"}, "Transitions": {"NextAction": "hi"}}  # fmt: skip
    flow = json.dumps({**FLOW, "StartAction": "choose", "Actions": [choose, *FLOW["Actions"]]})
    before, behind = flow.split("HERE")
    joined = {"Fn::Join": ["", [before, {"Fn::GetAtt": ["SalesQueue", "QueueArn"]}, behind]]}
    properties = {"Name": "J", "Type": "CONTACT_FLOW", "Content": joined}
    resource = {"Type": "AWS::Connect::ContactFlow", "Properties": properties}
    text = json.dumps({"Resources": {"Made": resource}}, indent=1)
    (made,) = check(t__json=text)
    data: Any = made.data
    assert data["steps"]["J: choose"]["goes_to"] == "J: hi"
    span = made.span(("steps", "J: hi"))
    line = text.splitlines()[span.line - 1]
    assert line[span.column - 1 :].startswith('\\"hi\\"')
    tagged = "Resources:\n  Made:\n    Type: AWS::Connect::ContactFlow\n"
    tagged += "    Properties:\n      Name: J\n"
    tagged += "      Type: CONTACT_FLOW\n      Content: !Join\n        - ''\n        - - "
    tagged += (
        f"{json.dumps(before)}\n          - !Ref SalesQueue\n          - {json.dumps(behind)}\n"
    )
    (told,) = check(t__yaml=tagged)
    assert told.data == data
    assert tagged.splitlines()[told.span(("steps", "J: hi")).line - 1].endswith(json.dumps(behind))
    nothing = {**resource, "Properties": {**properties, "Content": {"Fn::Join": ["", [{}]]}}}
    (made,) = check(t__json=json.dumps({"Resources": {"Made": nothing}}))
    assert "worked out elsewhere" in str(made.problems[0].facts["what"])


def test_terraform_holds_it_in_a_heredoc() -> None:
    text = json.dumps({**FLOW, "x": '${var.queues["a"]}'}, indent=2).replace('\\"a\\"', '"a"')
    head = 'resource "aws_connect_contact_flow" "main" {\n  name = "Main"\n  type = "CONTACT_FLOW"'
    heredoc = f"{head}\n  content = <<-EOT\n{indented(text)}\n  EOT\n}}\n"
    (made,) = check(m__tf=heredoc)
    data: Any = made.data
    assert "Main" in data["channels"]
    assert pointed(made, "Main") == ('"hi"', '"bye"')


def test_terraform_holds_it_in_quotes_or_names_the_file() -> None:
    quoted = json.dumps(json.dumps(FLOW, ensure_ascii=False), ensure_ascii=False)
    tf = f"""\
resource "aws_connect_contact_flow" "main" {{
  name    = "Main"
  type    = "CONTACT_FLOW"
  content = {quoted}
}}
resource "aws_connect_contact_flow" "queue" {{
  name     = "Waiting"
  type     = "CUSTOMER_QUEUE"
  filename = "flows/wait.json"
}}
resource "aws_connect_contact_flow" "entry" {{
  name    = "Entry"
  type    = "CONTACT_FLOW"
  content = templatefile("${{path.module}}/wait.json", {{ a = 1 }})
}}
resource "aws_connect_contact_flow_module" "sum" {{
  name    = "Sum"
  content = local.made
}}
"""
    main, queue, entry, module, wait = check(m__tf=tf, wait__json=json.dumps(FLOW))
    assert pointed(main, "Main") == ('\\"hi\\"', '\\"bye\\"')
    told: Any = queue.data
    assert told["steps"]["Waiting"] == {"kind": "task", "from_elsewhere": True, "goes_to": "wait"}
    told = entry.data
    assert told["channels"]["Entry"] == {"kind": "any", "goes_to": "wait"}
    assert wait.data is not None
    (problem,) = module.problems
    assert "worked out by Terraform" in str(problem.facts["what"])


def test_terraform_encodes_it() -> None:
    tf = """\
resource "aws_connect_contact_flow" "main" {
  name = "Main"
  type = "CONTACT_FLOW"
  content = jsonencode({
    Version     = "2019-10-30"
    StartAction = "hi"
    Actions = [
      {
        Identifier  = "hi", Type = "UpdateContactTargetQueue"
        Parameters  = { QueueId = aws_connect_queue.care.queue_id }
        Transitions = { NextAction = "to", Errors = [], Conditions = [] }
      },
      { "Identifier" : "to", "Type" : "TransferContactToQueue" },
    ]
  })
}
"""
    (made,) = check(m__tf=tf)
    data: Any = made.data
    assert data["steps"]["Main: hi"]["goes_to"] == "Main: to"
    assert made.span(("steps", "Main: hi")).line == 9
    assert made.span(("steps", "Main: to")).line == 13


def test_placeholders_that_are_no_text_become_text() -> None:
    raw = json.dumps(FLOW, indent=1).replace('"bye"\n', '${ bye("x") }\n')
    with pytest.raises(UnreadableText):
        json_parser.parse("a.json", raw)
    (made,) = check(a__json=raw)
    assert made.data is not None


def test_no_flow_in_it_is_said() -> None:
    broken = json.dumps({"Name": "M", "Content": '{"Actions": [, "StartAction": 1}'})
    (made,) = check(a__json=broken)
    (problem,) = made.problems
    assert problem.rule == "unreadable-file"
    assert "no JSON" in str(problem.facts["reason"])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=4), st.booleans())
def test_every_place_of_an_embedded_text_is_found(data: dict[str, str], ascii_: bool) -> None:
    inner = json.dumps(data, ensure_ascii=ascii_)
    text = json.dumps({"a": inner}, ensure_ascii=ascii_)
    outer = json_parser.parse("a.json", text)
    embedded = EmbeddedJson(outer, inner, EmbeddedPiece(0, *outer.stretch(("a",))))
    for key, value in data.items():
        begin, end = embedded.stretch((key,))
        assert json.loads(json.loads(f'"{text[begin:end]}"')) == value


def test_placeholders_keep_the_length() -> None:
    text = '{"a": ${x}, "b": "c ${map["k"]} d", "e": ${var.list["q"]}}'
    tamed = quote_placeholders(text)
    assert len(tamed) == len(text)
    assert json.loads(tamed) == {"a": "$.", "b": "c ${map['k']} d", "e": "$.var.list[_q_"}


def test_the_format_is_offered() -> None:
    assert "amazon-connect" in registry.FORMATS


@pytest.mark.parametrize(
    "given", ["!Ref Second", "!GetAtt Second.ContactFlowArn", "{Ref: Second}",
              "{Fn::GetAtt: [Second, ContactFlowArn]}"],
)  # fmt: skip
def test_the_map_of_a_substitution_names_a_flow_of_the_template(given: str) -> None:
    content = json.dumps(
        {
            **FLOW,
            "StartAction": "on",
            "Actions": [
                {
                    "Identifier": "on",
                    "Type": "TransferToFlow",
                    "Parameters": {"ContactFlowId": "${TARGET}"},
                    "Transitions": {"NextAction": "bye"},
                },
                FLOW["Actions"][1],
            ],
        }
    )
    first, second = check(
        a__yaml=f"""\
Resources:
  First:
    Type: AWS::Connect::ContactFlow
    Properties:
      Name: Entry
      Type: CONTACT_FLOW
      Content: !Sub
        - '{content}'
        - TARGET: {given}
  Second:
    Type: AWS::Connect::ContactFlow
    Properties: {{Name: Core, Type: CONTACT_FLOW, Content: '{json.dumps(FLOW)}'}}
"""
    )
    steps: Any = first.data["steps"]
    assert steps["Entry: on"]["goes_to"] == ["Core", "Entry: bye"]
    assert "Core" in second.data["channels"]


@pytest.mark.parametrize("codec", ["cp1252", "utf-16", "utf-8-sig"])
def test_an_export_is_read_in_what_the_browser_saved_it_in(codec: str) -> None:
    text = json.dumps(FLOW, ensure_ascii=False).replace("ü 😀 €", "ü €").encode(codec)
    (made,) = join_documents(detection.read_documents("a.json", text, {}))
    data: Any = made.data
    assert data["steps"]["a: hi"]["says"] == 'Say "yes" \\ ü €'
    assert shown(made, "steps", "a: hi", "goes_to") == '"bye"'


def test_what_no_codec_can_read_is_told() -> None:
    text = (
        json.dumps(FLOW, ensure_ascii=False).encode("cp1252", "replace").replace(b"\xfc", b"\x81")
    )
    (made,) = detection.read_documents("a.json", text, {})
    assert [each.facts["reason"] for each in made.problems] == ["it is not UTF-8"]
