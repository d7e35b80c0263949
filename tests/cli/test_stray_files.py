"""One file that is foreign, or cannot be read, harms nothing else; and what it keeps is said."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

FLOW = {
    "description": "a line",
    "initial_state": "Trigger",
    "states": [
        {
            "name": "Trigger",
            "type": "trigger",
            "transitions": [{"event": "incomingCall", "next": "menu"}],
            "properties": {},
        },
        {
            "name": "menu",
            "type": "gather-input-on-call",
            "transitions": [
                {"event": "keypress", "next": "menu"},
                {"event": "speech"},
                {"event": "timeout", "next": "menu"},
            ],
            "properties": {"say": "Press one for refunds, two for returns, three for orders"},
        },
    ],
}
POLICY = """\
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-18:00, goes_to: care}
teams:
  care: {seats: 12, open: Mon-Fri 09:00-18:00}
  desk: {seats: 1}
"""
STRAYS = {
    "stray.yaml": b"hello: [1, 2\n",
    "utf16.yaml": "hello: world\n".encode("utf-16"),
    "zeros.yaml": b"\0\x01\x02" * 400,
    "latin.yml": "caf\u00e9: 1\n".encode("latin-1"),
    "note.yaml": b"call us back\n",
    "compose.yaml": b"services: {web: {image: nginx}}\n",
    "chart.yaml": b"image: {{ .Values.image }}\n{{- if .Values.x }}\na: b\n{{- end }}\n",
    "tags.yaml": b"Resources: {a: !Sub b}\n",
    "tsconfig.json": b"{// a remark\n}",
    "cut.json": b'{"a": ',
    "README.md": b"# channels: [\n",
    "broken.bpmn": b"<a>\n<b></a>",
    "zeros.bpmn": b"\0\x01\x02" * 400,
    "cut.tf": b'resource "pagerduty_team" "a" {\n',
    "image.png": b"\x89PNG\r\n\x1a\n",
    "sheet.xlsx": b"PK\x03\x04",
}


@pytest.fixture
def found(cxlint):
    """Return a function that gives what is found in a folder, but for what reading it met."""

    def into(folder: str) -> list[tuple[str, str]]:
        report = json.loads(cxlint("check", folder, "--format", "json").out)
        return sorted(
            (each["rule"], each["fingerprint"])
            for each in report["findings"]
            if each["category"] != "reading"
        )

    return into


@pytest.mark.parametrize("name", STRAYS)
def test_a_stray_file_takes_no_finding_away(found, write, tmp_path, name):
    write("care/flow.json", json.dumps(FLOW))
    write("care/policy.yaml", POLICY)
    before = found("care")
    assert len(before) > 3
    (tmp_path / "care" / name).write_bytes(STRAYS[name])
    assert found("care") == before


def test_a_large_stray_file_takes_no_finding_away(found, write):
    write("care/policy.yaml", POLICY)
    before = found("care")
    write("care/data.yaml", "a: " + "b" * (16 << 20) + "\n")
    assert found("care") == before


def test_what_cannot_be_read_keeps_only_what_may_stand_there_and_says_so(cxlint, write):
    write("care/policy.yaml", POLICY)
    write("care/more.yaml", "promises:\n  reply: {channels: [hotline\n")
    report = json.loads(cxlint("check", "care", "--format", "json").out)
    (told,) = [each["message"] for each in report["judged_by"] if "more.yaml" in each["message"]]
    assert told.startswith("care/more.yaml is not all understood, and may say more of promises: ")
    assert "missing-channel-target" in told
    assert "missing-channel-target" not in {each["rule"] for each in report["findings"]}


@pytest.mark.parametrize(
    "text",
    ["promises:\n  reply: {channels: [hotline\n", "promisses:\n  a: {channels: [hotline]}\n"],
)
@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "github", "junit", "markdown"])
def test_every_format_says_what_is_not_concluded(cxlint, write, form, text):
    write("care/policy.yaml", POLICY)
    write("care/more.yaml", text)
    result = cxlint("check", "care", "--format", form)
    told = " ".join(result.out.replace("\\", "").split())
    assert "not all understood, and may say more of promises" in told


def test_what_nobody_can_look_into_may_say_anything_and_that_is_said(cxlint, write, tmp_path):
    write("care/policy.yaml", POLICY)
    (tmp_path / "care" / "gone.yaml").symlink_to(tmp_path / "nowhere.yaml")
    out = " ".join(cxlint("check", "care").out.split())
    assert "care/gone.yaml is not all understood, and may say more of" in out


OTHER = "services:\n  web: {image: nginx}\n"


def test_what_is_something_else_is_named_counted_and_can_be_made_to_fail(cxlint, write):
    write("care/policy.yaml", "channels: {}\n")
    write("care/compose.yaml", OTHER)
    write("care/table.dmn", "<definitions/>")
    result = cxlint("check", "care", "--select", "reading")
    told = " ".join(result.out.split())
    assert result.code == 0
    assert "something else: care/compose.yaml (Docker Compose)" in told
    assert "not judged, as nothing here reads it: care/table.dmn" in told
    assert "passed over: 1 something else, 1 that nothing here reads" in told
    report = json.loads(cxlint("check", "care", "--format", "json").out)
    assert [(each["reason"], each["paths"]) for each in report["skipped"]] == [
        ("something-else", ["care/compose.yaml"]),
        ("no-reader", ["care/table.dmn"]),
    ]
    assert cxlint("check", "care", "--select", "reading", "--fail-on-skipped").code == 1


def test_what_is_something_else_and_named_alone_is_no_policy(cxlint, write):
    write("compose.yaml", OTHER)
    result = cxlint("check", "compose.yaml")
    assert result.code == 2
    assert "no policy file in compose.yaml (passed over: 1 something else)" in result.err
    assert "not judged, as it is something else: compose.yaml (Docker Compose)" in result.err
    assert cxlint("check", "compose.yaml", "--allow-empty").code == 0
    assert cxlint("check", "-", stdin=OTHER.encode()).code == 2


def test_what_is_something_else_and_named_beside_policy_is_told(cxlint, write):
    write("compose.yaml", OTHER)
    write("policy.yaml", "channels: {}\n")
    result = cxlint("check", "compose.yaml", "policy.yaml", "--select", "reading")
    assert result.code == 0
    assert "nothing to report in 1 file" in result.out


@pytest.mark.parametrize("named", [(), ("care",), ("care/compose.yaml",)])
def test_what_the_configuration_calls_the_policy_is_policy_throughout(cxlint, write, named):
    write("cxlint.yaml", "policy: care\n")
    write("care/compose.yaml", OTHER)
    write("care/policy.yaml", "channels: {}\n")
    result = cxlint("check", *named)
    assert result.code == 1
    assert "services is no section of a policy; the sections are organization," in result.out
    assert cxlint("check", "-", "--stdin-filename", "care/x.yaml", stdin=OTHER.encode()).code == 1


TEMPLATES = ["channels:\n  a: {kind: {{ kind }}}\n", 'channels:\n  a: {kind: "{{ kind }}"}\n']


@pytest.mark.parametrize("text", TEMPLATES)
@pytest.mark.parametrize(("settings", "severity"), [("", "info"), ("policy: care\n", "error")])
def test_a_template_is_called_one(cxlint, write, text, settings, severity):
    write("cxlint.yaml", settings)
    write("care/policy.yaml", text)
    report = json.loads(cxlint("check", "care", "--format", "json").out)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["severity"], finding["line"]) == (
        "unreadable-file", severity, 2,
    )  # fmt: skip
    assert "it is a template, which is yet to be filled in ({{ kind }})" in finding["message"]


def test_a_letter_with_a_name_to_be_filled_in_is_no_template(cxlint, write):
    write("policy.yaml", 'scripts: {hello: {text: "Dear {{name}}", texts: a}}\n')
    report = json.loads(cxlint("check", "--format", "json").out)
    assert [each["rule"] for each in report["findings"]] == ["unknown-key"]


@pytest.mark.parametrize("name", ["policy.yaml.txt", "policy.yamll"])
def test_a_name_that_nearly_ends_so_is_told_with_what_to_do(cxlint, write, name):
    write(f"care/{name}", "channels: {}\n")
    told = f"not read, as the name does not end in .yaml (rename it, if it is policy): care/{name}"
    assert told in cxlint("check", "care").err
    write("care/policy.yaml", "channels: {}\n")
    assert told in " ".join(cxlint("check", "care").out.split())


def test_an_empty_section_is_not_well(cxlint, write):
    write("policy.yaml", "channels:\nteams: {care: {seats: 3}}\n")
    result = cxlint("check", "--select", "reading")
    assert "nothing is said under channels" in result.out
    assert "all is well" not in result.out
    write("policy.yaml", "channels:\n")
    assert cxlint("check").code == 2


def test_junit_stays_well_formed_whatever_a_stray_file_is_called(cxlint, write):
    write("policy.yaml", "channels: {}\n")
    write('a"<b>&.yaml', "a: 1\n")
    assert ET.fromstring(cxlint("check", "--format", "junit").out).tag == "testsuites"
