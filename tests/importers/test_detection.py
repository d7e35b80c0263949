"""Which format a file is of: told by what it holds; what is of none is passed over or told."""

from __future__ import annotations

import json
import os
import sys

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cxlint.importers.cross_references import join_documents
from cxlint.importers.detection import remarks
from cxlint.importers.registry import FORMATS, importer, list_importers
from cxlint.importers.syntax import find_syntax, may_be_foreign
from cxlint.parsing import hcl_parser, json_parser, xml_parser
from cxlint.parsing.document import MAX_FILE, parse
from cxlint.parsing.yaml_builder import UnreadableText
from cxlint.policy import discovery, file_contents

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")

FLOW = json.dumps(
    {
        "description": "a line",
        "initial_state": "Trigger",
        "states": [
            {
                "name": "Trigger",
                "type": "trigger",
                "transitions": [{"event": "incomingCall", "next": "hello"}],
                "properties": {},
            },
            {"name": "hello", "type": "say-play", "transitions": [], "properties": {"say": "hi"}},
        ],
    },
    indent=2,
)
PROCESS = """\
<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
  <process id="p" name="Complaint"><startEvent id="s"/></process>
</definitions>
"""
PAGED = """\
resource "pagerduty_escalation_policy" "main" {
  name = "Main"
}
"""
POLICY = "teams:\n  care: {seats: 3}\n"
OTHERS = {
    "package.json": '{"name": "shop", "version": "1.0.0", "scripts": {"test": "make"}}',
    "lerna.json": '{"version": "1.0.0"}',
    "empty.json": "{}",
    "list.json": "[1, 2]",
    "text.json": '"channels"',
    "openapi.json": '{"openapi": "3.1.0", "paths": {}, "servers": [], "tags": []}',
    "pom.xml": "<project><modelVersion>4.0.0</modelVersion></project>",
    "main.tf": 'resource "aws_instance" "a" {\n  count = 2\n}\n',
    "broken.tf": 'resource "aws_instance" "a" {\n',
    "LICENSE": "Permission is hereby granted",
    "README": "[![build](https://example.org)](x)\n",
    "index": "<!DOCTYPE html><html><br></html>",
    "Makefile": "all:\n\techo teams: 1\n",
    "program": b"\x7fELF\0\0{\xff\xfe",
    "broken": '{"a": ',
}
CLUTTER = {
    "docker-compose.yaml": "services: {web: {image: nginx}}\n",
    "deployment.yml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n",
    "workflow.yml": "name: ci\non: push\njobs: {test: {runs-on: ubuntu-latest}}\n",
    "openapi.yaml": "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n",
}


@pytest.fixture
def load(tmp_path):
    """Return a function that reads files, from a folder or by their names."""

    def load(*, named: bool = False, wanted: str = "", **files: str | bytes):
        return read({name.replace("__", "."): text for name, text in files.items()}, named, wanted)

    def read(files, named=False, wanted=""):
        for name, text in files.items():
            file = tmp_path / name
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths = [tmp_path / name for name in files] if named else [tmp_path]
        gathered = discovery.gather(paths, start=tmp_path)
        assert not gathered.problems
        return list(file_contents.load(gathered.sources, wanted=wanted))

    load.files = read
    return load


def formats(documents) -> list[str]:
    return [each.foreign.format for each in documents if each.foreign is not None]


def reasons(documents) -> list[str]:
    return [str(p.facts["reason"]) for each in documents for p in each.problems]


@pytest.mark.parametrize("name", ["a.json", "a", "a.yaml", "a.yml", "a.xml", "a.flow"])
def test_a_flow_is_known_by_what_it_holds(load, name):
    assert formats(load.files({name: FLOW})) == ["twilio-studio"]


@pytest.mark.parametrize("name", ["a.txt", "a.export", "a.json5"])
def test_a_flow_that_is_named_may_have_any_ending(load, name):
    assert formats(load.files({name: FLOW}, named=True)) == ["twilio-studio"]
    assert load.files({name: FLOW}) == []


@pytest.mark.parametrize("name", ["a.bpmn", "a.xml", "a", "a.json"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_process_is_known_in_any_encoding(load, name, encoding):
    raw = PROCESS.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
    assert formats(load.files({name: raw})) == ["bpmn"]


def test_terraform_is_read_only_where_a_resource_of_a_format_is_in_it(load, monkeypatch):
    assert formats(load.files({"a.tf": PAGED})) == ["pagerduty"]
    monkeypatch.setattr(hcl_parser, "parse", None)
    assert load(b__tf=OTHERS["main.tf"], a__tf="") == []


def test_terraform_is_refused_by_name_where_nothing_reads_it(load, monkeypatch):
    monkeypatch.setitem(sys.modules, "tree_sitter_hcl", None)
    reason = "Terraform cannot be read here: tree-sitter is missing"
    assert reasons(load.files({"a.tf": PAGED}, named=True)) == [reason]
    assert reasons(load.files({"a.tf": PAGED, "b.tf": OTHERS["main.tf"]})) == [reason]


def test_terraform_of_several_vendors_is_read_by_each_of_them(load):
    both = PAGED + 'resource "opsgenie_team" "care" {\n  name = "Care"\n}\n'
    found = load.files({"a.tf": both})
    assert formats(found) == ["pagerduty", "opsgenie"]
    assert {each.path for each in found} == {"a.tf"}
    assert [list(each.data) for each in join_documents(found)] == [["escalations"], ["teams"]]


def test_in_a_folder_whatever_is_of_no_format_is_passed_over(load):
    assert all(each.foreign.format == "" for each in load.files(OTHERS))


@pytest.mark.parametrize("name", [name for name in OTHERS if name.endswith((".json", ".xml"))])
def test_a_file_of_no_format_that_is_named_is_a_problem(load, name):
    if name in ("empty.json", "lerna.json"):
        assert reasons(load.files({name: OTHERS[name]}, named=True)) == []
        return
    (document,) = load.files({name: OTHERS[name]}, named=True)
    assert reasons([document]) == ["it is of no format known here"]
    assert all(name in document.problems[0].facts["advice"] for name in FORMATS)


def test_yaml_that_is_no_policy_stays_what_it_is(load):
    for name, text in CLUTTER.items():
        (document,) = load.files({name: text}, named=True)
        (plain,) = parse(name, text.encode())
        assert document.foreign is None
        assert document.data == plain.data


def test_policy_may_be_written_as_json(load):
    (document,) = load(a__json='{"teams": {"care": {"seats": 3}}}')
    assert document.data == {"teams": {"care": {"seats": 3}}}
    assert document.span(("teams", "care", "seats")) == (1, 30, 1, 31)


@pytest.mark.parametrize(("name", "text"), [("a", "{teams: {a: {}}}"), ("a.txt", "[teams]")])
def test_yaml_that_begins_like_json_is_yaml_where_it_is_named(load, name, text):
    (document,) = load.files({name: text}, named=True)
    assert document.data == parse(name, text.encode())[0].data
    assert document.data is not None


def test_what_cannot_be_read_is_told_without_alarm_where_it_may_be_anything(load):
    broken = {f"{number}.json": '{// a remark\n"a": 1}' for number in range(5)}
    documents = load.files(broken)
    assert reasons(documents) == []
    assert remarks(documents) == [
        "passed over, as they cannot be read: 0.json, 1.json, 2.json, and 2 more"
    ]


@pytest.mark.parametrize("name", ["a.json", "a.xml", "a.flow"])
@pytest.mark.parametrize("text", ["", "text: {a: {}}"])
def test_an_ending_is_believed_where_what_it_holds_is_something_else(load, name, text):
    documents = load.files({name: text})
    assert reasons(documents) == []
    assert remarks(documents) == [f"passed over, as they cannot be read: {name}"]
    (said,) = [
        problem.rule for each in load.files({name: text}, named=True) for problem in each.problems
    ]
    assert said == ("unreadable-file" if text else "empty-file")


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("a.bpmn", "<a>\n<b></a>", 2, "what is closed here is not what was opened last"),
        ("a.bpmn", '<a>\n<é c="', 2, "it breaks off, and its end is missing"),
        ("a.tf", PAGED + "b =\n", 4, "this is no Terraform"),
    ],
)
def test_what_cannot_be_read_is_a_problem_where_its_ending_promises_a_format(
    load, name, text, line, reason
):
    for encoding in ("utf-8", "utf-16") if name == "a.bpmn" else ("utf-8",):
        (document,) = load.files({name: text.encode(encoding)})
        assert reasons([document]) == [reason]
        assert document.problems[0].at.span().line == line


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", b'{"a":\n\n}'), ("a.xml", b"<a>\n\n<"), ("a.json", b'{"\xff"}')]
)
def test_what_is_named_and_cannot_be_read_is_a_problem(load, name, text):
    (document,) = load.files({name: text}, named=True)
    assert len(reasons([document])) == 1
    assert document.foreign is None


@pytest.mark.parametrize("name", ["a.json", "a.xml", "a.bpmn"])
def test_what_is_huge_is_refused(load, name):
    text = b"<a>" if name != "a.json" else b"["
    documents = load.files({name: text + b" " * MAX_FILE}, named=True)
    assert reasons(documents) == ["the file is larger than 16 MiB"]


def test_a_format_that_is_said_is_the_only_one_that_counts(load):
    for name in ("a.json", "a.yaml", "a.txt"):
        assert formats(load.files({name: FLOW}, True, "twilio-studio")) == ["twilio-studio"]
        (other,) = load.files({name: FLOW}, True, "zendesk")
        assert reasons([other]) == ["it is no file of the format zendesk"]
    assert formats(load.files({"a.txt": PAGED}, True, "pagerduty")) == ["pagerduty"]
    (policy,) = load.files({"b.yaml": POLICY}, True, "twilio-studio")
    assert reasons([policy]) == ["it is no file of the format twilio-studio"]


def test_a_format_that_is_said_says_nothing_of_what_lies_in_a_folder(load):
    documents = load.files({"b.yaml": POLICY, "a.json": FLOW}, False, "zendesk")
    assert formats(documents) == ["twilio-studio"]
    assert reasons(documents) == []


def test_one_file_may_hold_flows_and_policy(load):
    documents = load(a__yaml=f"{POLICY}---\n{FLOW}\n")
    assert [each.foreign is not None for each in documents] == [False, True]


@posix
def test_pipes_links_and_forbidden_files_without_an_ending_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "away").symlink_to("/etc/hostname")
    (tmp_path / "flow").write_text(FLOW)
    (tmp_path / "again").symlink_to("flow")
    gathered = discovery.gather([tmp_path], start=tmp_path)
    assert [source.path for source in gathered.sources] == ["flow"]
    assert gathered.problems == ()


def test_of_files_without_an_ending_only_the_beginning_is_read(tmp_path, monkeypatch):
    (tmp_path / "big").write_bytes(b"\0" * 10_000)
    (tmp_path / "flow").write_text(FLOW)
    (tmp_path / "policy.yaml").write_text(POLICY)
    read, sizes = file_contents.read_bytes, {}

    def counted(source, *most):
        found = read(source, *most)
        sizes[source.path] = len(found)
        return found

    monkeypatch.setattr(file_contents, "read_bytes", counted)
    gathered = discovery.gather([tmp_path], start=tmp_path)
    assert len(list(file_contents.load(gathered.sources))) == 2
    assert sizes["big"] <= 512
    assert sizes["flow"] == len(FLOW)


@pytest.mark.parametrize(
    ("head", "may"),
    [
        (b"", False),
        (b" \n {", True),
        (b"\xef\xbb\xbf[", True),
        (b"<", True),
        (b"\xff\xfe<\0", True),
        (b"\0<\0?", True),
        (b"\x7fELF{", False),
        (b"#!/bin/sh\n{", False),
    ],
)
def test_the_beginning_tells_what_may_be_a_vendors(head, may):
    assert may_be_foreign(head) == may


ARCHY = """\
inboundCall:
  name: Line
  startUpRef: ./menus/menu[main]
  menus:
    - menu: {name: Main, refId: main, choices: []}
"""


@pytest.mark.parametrize("name", ["a", "a.txt", "a.yaml", "a.json", "a.xml", "a.bpmn", "a.tf"])
@pytest.mark.parametrize(
    ("text", "format_"),
    [(FLOW, "twilio-studio"), (PROCESS, "bpmn"), (PAGED, "pagerduty"), (ARCHY, "genesys-archy")],
    ids=["json", "xml", "hcl", "yaml"],
)
def test_what_a_file_holds_tells_more_than_its_ending(load, name, text, format_):
    for each in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
        (document,) = load.files({name: each}, named=True)
        assert document.foreign.format == format_
        assert document.foreign.source.path == name


@pytest.mark.parametrize("name", ["a.yaml", "a.tf", "a.bpmn"])
@pytest.mark.parametrize("text", [FLOW, PROCESS])
def test_in_a_folder_the_beginning_tells_json_and_xml(load, name, text):
    (document,) = load.files({name: text})
    assert document.foreign.format in ("twilio-studio", "bpmn")


@pytest.mark.parametrize("text", ["{% if %}", "<!-- a page -->", "resource {", "a: [", "words"])
@pytest.mark.parametrize("name", ["a.txt", "a.yaml", "a.json", "a.tf"])
def test_what_is_nothing_in_any_syntax_stays_a_problem(load, name, text):
    documents = load.files({name: text}, named=True)
    assert all(document.foreign is None for document in documents)


def test_yaml_that_begins_with_a_merge_is_no_xml():
    assert find_syntax("a.json", b"<a/>") == "xml"
    (document,) = file_contents.understood("a.yaml", b"<<: 1\n", {})
    assert document.data == {"<<": 1}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            [
                "states", "initial_state", "transitions", "Actions", "StartAction", "Version",
                "modules", "start", "Content", "ContactFlow", "Resources", "Type", "Properties",
                "triggers", "sla_policies", "groups", "views", "macros", "conditions", "teams",
                "escalations", "schedules", "inboundCall", "name", "rules", "Metadata",
            ]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300)
@given(JSON)
def test_no_format_stumbles_over_anything(data):
    for syntax in ("json", "yaml"):
        for _, found in list_importers(syntax):
            assert found.claims(json_parser.parse("a.json", json.dumps(data))) in (True, False)


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_a_format_that_stumbles_is_loud(load, monkeypatch, name):
    def stumble(_):
        raise KeyError("states")

    monkeypatch.setattr(importer(FORMATS[0]), "claims", stumble)
    (document,) = load.files({name: FLOW}, named=True)
    assert f"looking at it as {FORMATS[0]} failed (KeyError" in reasons([document])[0]


@pytest.mark.parametrize("name", FORMATS)
def test_formats_know_their_syntaxes(name):
    assert set(importer(name).SYNTAXES) <= {"json", "yaml", "xml", "hcl"}
    assert importer(name).TITLE


def test_what_is_refused_has_an_index_a_reason_and_advice():
    for parsed in (
        lambda: json_parser.parse("a", "{"),
        lambda: xml_parser.parse("a", b"<"),
        lambda: hcl_parser.parse("a", "{"),
    ):
        with pytest.raises(UnreadableText) as caught:
            parsed()
        assert isinstance(caught.value.index, int)
        assert caught.value.advice
