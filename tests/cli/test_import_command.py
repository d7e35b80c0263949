"""`cxlint import` and `cxlint formats`: vendors' files as policy that people go on editing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cxlint.importers.registry import FORMATS, importer

FLOW = {
    "description": "a menu",
    "initial_state": "Trigger",
    "states": [
        {
            "name": "Trigger",
            "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "ask"}],
            "properties": {},
        },
        {
            "name": "ask",
            "type": "gather-input-on-call",
            "transitions": [
                {"event": "keypress", "next": "which"},
                {"event": "timeout", "next": "ask"},
                {"event": "speech"},
            ],
            "properties": {"say": "Press 1.\nOr say yes: no."},
        },
        {
            "name": "which",
            "type": "split-based-on",
            "transitions": [
                {"event": "noMatch", "next": "ask"},
                {"event": "match", "next": "people", "conditions": [{"value": "1"}]},
            ],
            "properties": {"input": "{{widgets.ask.Digits}}"},
        },
        {
            "name": "people",
            "type": "send-to-flex",
            "transitions": [{"event": "callComplete"}, {"event": "failedToEnqueue"}],
            "properties": {"workflow": "WW1"},
        },
        {"name": "odd", "type": "brew-coffee", "transitions": [], "properties": {}},
    ],
}


@pytest.fixture
def flow(write):
    return write("flows/main.json", json.dumps(FLOW, indent=2))


def test_what_is_written_has_the_origin_of_each_part(cxlint, flow):
    result = cxlint("import", "twilio-studio", "flows/main.json")
    assert result.code == 0
    lines = result.out.splitlines()
    ask = lines.index("  'main: ask':")
    number = 1 + flow.read_text().splitlines().index('      "name": "ask",')
    assert lines[ask - 1] == f"  # flows/main.json:{number}"
    assert "# Made by `cxlint import twilio-studio` of flows/main.json." in result.out
    assert "main: 1 of 5 elements not expressed: widget odd (its type brew-coffee is" in result.err


def test_checking_what_is_written_gives_the_same_findings_about_ways(cxlint, flow):
    assert cxlint("import", "twilio-studio", "flows", "-o", "policy.yaml").code == 0
    checks = ("check", "--select", "handoffs,channels", "--format", "json")
    before, after = (json.loads(cxlint(*checks, f).out) for f in (str(flow), "policy.yaml"))
    told = [
        sorted((each["rule"], each["entity"], each["message"]) for each in report["findings"])
        for report in (before, after)
    ]
    ends = ", until Twilio Studio stops the flow after 1,000 steps"
    assert ends in str(told[0])  # where the flow runs is known of its file, not of a policy
    assert [tuple(word.replace(ends, "") for word in each) for each in told[0]] == told[1]


def test_flows_that_others_call_are_reached_in_what_is_written(cxlint, write, flow):
    called = json.dumps(FLOW).replace('"incomingCall"', '"incomingRequest"')
    write("flows/called.json", called)
    assert cxlint("import", "twilio-studio", "flows", "-o", "policy.yaml").code == 0
    checks = ("check", "--select", "unreachable-step,no-human-option", "--format", "json")
    before, after = (json.loads(cxlint(*checks, read).out) for read in ("flows", "policy.yaml"))
    alone = ["step/called: odd", "step/main: odd"]
    assert [each["entity"] for each in before["findings"]] == alone
    (both,) = after["findings"]  # told once a file
    assert both["message"] == "no way leads customers to called: odd and main: odd"


def test_what_cannot_be_read_in_a_folder_is_passed_over_and_said(cxlint, write, flow):
    write("flows/broken.json", flow.read_text("utf-8")[:-20])
    result = cxlint("import", "twilio-studio", "flows")
    assert result.code == 0
    assert "cxlint: passed over, as they cannot be read: flows/broken.json\n" in result.err
    assert cxlint("import", "twilio-studio", "flows/broken.json").code == 2


def test_a_file_of_another_format_is_refused_with_the_formats(cxlint, write):
    write("a.json", '{"name": "package", "version": "1.0.0"}')
    result = cxlint("import", "twilio-studio", "a.json")
    assert result.code == 2
    assert "a.json:1: it is no file of the format twilio-studio" in result.err


def test_a_folder_without_such_files_and_a_misspelt_format_are_refused(cxlint, write):
    write("a/b.json", '{"name": "package"}')
    assert "no file of the format twilio-studio" in cxlint("import", "twilio-studio", "a").err
    result = cxlint("import", "twilio-studo", "a")
    assert result.code == 2
    assert "did you mean 'twilio-studio'?" in result.err


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_becomes_of_what(cxlint, name):
    listed = cxlint("formats").out
    assert f"{name}: {importer(name).TITLE}" in listed
    told = {each["format"]: each for each in json.loads(cxlint("formats", "--format", "json").out)}
    assert told[name]["elements"]
    assert importer(name).TITLE in cxlint("formats", "--format", "markdown").out


REAL = Path(__file__).resolve().parents[3] / "shared" / "real"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_imported_from_real_files_reads_back_the_same(name):
    from cxlint.importers.cross_references import join_documents
    from cxlint.parsing.document import parse
    from cxlint.policy import discovery, file_contents
    from cxlint.reporting.writing.policy_yaml import policy_text

    gathered = discovery.gather([REAL], start=REAL)
    found = [
        document
        for document in file_contents.load(gathered.sources)
        if document.foreign is not None and document.foreign.format == name
    ]
    assert found
    for document in join_documents(found):
        if document.data:
            text = policy_text([document], ["a policy"])
            (back,) = parse("policy.yaml", text.encode())
            assert not back.problems, text
            assert back.data == document.data
