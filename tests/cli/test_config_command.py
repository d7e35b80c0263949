"""`cxlint config`: what applies to a file, and why."""

from __future__ import annotations

CONFIG = """\
fail_on: warning
rules: {undefined-reference: info, empty-file: off}
locked: [unknown-key]
paths:
- {files: pilots/**, rules: {undefined-reference: warning}}
"""


def line_of(out: str, rule: str) -> str:
    (line,) = [line for line in out.splitlines() if line.split()[:1] == [rule]]
    return line


def test_without_a_configuration_the_rules_defaults_hold(cxlint):
    result = cxlint("config")
    assert result.code == 0
    assert "no cxlint.yaml" in result.out
    assert "error" in line_of(result.out, "undefined-reference")


def test_it_shows_what_applies_to_a_file_and_why(cxlint, write):
    write("cxlint.yaml", CONFIG)
    write("pilots/a.yaml", "teams: {}\n")
    everywhere = cxlint("config").out
    pilot = cxlint("config", "pilots/a.yaml").out
    assert "cxlint.yaml" in everywhere
    assert "info" in line_of(everywhere, "undefined-reference")
    assert "warning" in line_of(pilot, "undefined-reference")
    assert "off" in line_of(pilot, "empty-file")
    assert "pilots/**" in pilot
    assert "cxlint.yaml:5" in pilot
    assert "locked" in pilot


def test_one_rule_can_be_asked_for(cxlint, write):
    write("cxlint.yaml", CONFIG)
    result = cxlint("config", "--rule", "undefined-reference")
    assert "empty-file" not in result.out
    assert "cxlint.yaml:2" in result.out
    assert "did you mean" in cxlint("config", "--rule", "undefined-referense").err


def test_a_broken_configuration_is_one_line(cxlint, write):
    write("cxlint.yaml", "fail_onn: warning\n")
    result = cxlint("config")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("cxlint: cxlint.yaml:1: ")
