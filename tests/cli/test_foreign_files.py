"""Vendors' files beside policy: what `cxlint check` says of them, and from where it reads them."""

from __future__ import annotations

import json

import pytest

FLOW = {
    "description": "a line",
    "initial_state": "Trigger",
    "states": [
        {
            "name": "Trigger",
            "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "other"}],
            "properties": {},
        },
        {
            "name": "other",
            "type": "run-subflow",
            "transitions": [{"event": "completed"}, {"event": "failed"}],
            "properties": {"flow_sid": "second"},
        },
    ],
}
TEXT = json.dumps(FLOW, indent=1)
PROCESS = """\
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="p" name="Complaint"><startEvent id="s"/></process>
</definitions>
"""


def findings(result):
    return [(each["path"], each["rule"]) for each in json.loads(result.out)["findings"]]


def said(result) -> str:
    """All that was printed, as one line."""
    return " ".join(f"{result.out} {result.err}".split())


def test_what_was_recognised_is_said(cxlint, write):
    for number in range(5):
        write(f"flows/{number}.json", TEXT)
    write("flows/package.json", '{"name": "shop"}')
    write("flows/tsconfig.json", "{// a remark\n}")
    result = cxlint("check", "flows", "--exit-zero")
    told = "flows/0.json, flows/1.json, flows/2.json, and 2 more"
    assert f"read as Twilio Studio: {told}" in said(result)
    assert "passed over, as they cannot be read: flows/tsconfig.json" in said(result)
    report = json.loads(cxlint("check", "flows", "--exit-zero", "--format", "json").out)
    (skipped,) = report.pop("skipped")
    assert skipped["paths"] == ["flows/package.json", "flows/tsconfig.json"]
    assert "package.json" not in json.dumps(report)


def test_a_folder_with_nothing_to_read_says_what_could_not_be_read(cxlint, write):
    write("flows/a.json", "{")
    result = cxlint("check", "flows")
    assert result.code == 2
    assert "no policy file" in result.err
    assert "passed over, as they cannot be read: flows/a.json" in result.err


def test_a_file_of_no_format_that_is_named_fails(cxlint, write):
    write("package.json", '{"name": "shop"}')
    result = cxlint("check", "package.json", "--format", "json")
    assert result.code == 1
    assert findings(result) == [("package.json", "unreadable-file")]


@pytest.mark.parametrize(
    ("text", "title"), [(TEXT, "Twilio Studio"), (PROCESS, "BPMN 2.0"), ("\ufeff" + TEXT, "Twilio")]
)
def test_standard_input_may_be_a_vendors_file(cxlint, text, title):
    result = cxlint("check", "-", "--exit-zero", stdin=text.encode())
    assert f"read as {title}" in said(result)


@pytest.mark.parametrize("name", ["flow.json", "flow", "flow.yaml"])
def test_standard_input_may_bear_the_name_of_a_file(cxlint, name):
    result = cxlint("check", "--stdin-filename", name, "--exit-zero", stdin=TEXT.encode())
    assert f"read as Twilio Studio: {name}" in said(result)


def test_the_format_may_be_said(cxlint, write):
    write("flow.export", TEXT)
    result = cxlint("check", "flow.export", "--as", "twilio-studio", "--exit-zero")
    assert "read as Twilio Studio: flow.export" in said(result)
    result = cxlint("check", "flow.export", "--as", "bpmn", "--format", "json")
    assert result.code == 1
    assert findings(result) == [("flow.export", "unreadable-file")]
    assert cxlint("check", "flow.export", "--as", "twillio-studio").code == 2


def test_flows_that_transfer_to_one_another_end_with_a_finding(cxlint, write):
    for name, other in (("first", "second"), ("second", "first")):
        text = TEXT.replace('"second"', f'"{other}"')
        if name == "second":
            text = text.replace("incomingCall", "incomingRequest")
        write(f"{name}.json", text)
    result = cxlint("check", ".", "--format", "json")
    assert result.code in (0, 1)
    assert findings(result)


def test_files_of_a_folder_and_policy_are_one_policy(cxlint, write):
    write("flow.json", TEXT)
    write("policy.yaml", "steps:\n  second: {kind: page, goes_to: first}\n")
    result = cxlint("check", ".", "--select", "undefined-reference", "--format", "json")
    assert findings(result) == [("policy.yaml", "undefined-reference")]


def test_a_channel_of_the_policy_may_lead_into_a_flow_and_say_more_of_it(cxlint, write):
    write("flow.json", TEXT)
    write(
        "policy.yaml",
        """\
        channels:
          hotline: {kind: voice, respond: 20 seconds, goes_to: flow}
        """,
    )
    result = cxlint("check", ".", "--select", "channels,reading", "--format", "json")
    assert ("flow.json", "missing-channel-target") not in findings(result)
    assert ("policy.yaml", "undefined-reference") not in findings(result)
    write("policy.yaml", "channels: {hotline: {kind: voice, respond: 20 seconds}}")
    result = cxlint("check", ".", "--select", "channels", "--format", "json")
    assert ("flow.json", "missing-channel-target") in findings(result)


@pytest.mark.parametrize("name", ["flow.json", "process.bpmn", "flow"])
def test_an_empty_file_is_called_empty(cxlint, write, name):
    write(name, " \n")
    result = cxlint("check", name)
    assert "empty-file" in result.out
    assert "unreadable-file" not in result.out
