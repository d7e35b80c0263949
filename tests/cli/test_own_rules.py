"""A rule of the organization's own that is no good: refused, or named when it breaks."""

from __future__ import annotations

import json

import pytest
from small_policies import DANGLING

RULE = """\
id: slow
title: Slow answers
severity: error
since: 0.1.0
rationale: Who asks in a chat is waiting.
remedy: answer within {bound}
sources: [{id: own, supports: "waiting is waiting"}]
check: limit
params: {of: channel, field: respond.within, at_most: 1 day}
provenance: {at_most: {source: own, says: our promise}}
message: "customers wait {value} at {id}"
bad: ["channels:\\n  a: {kind: chat, respond: 2 days}  # <- slow\\n"]
good: ["channels: {}"]
"""
RUN = ("check", "--select", "slow,undefined-reference")


@pytest.fixture(autouse=True)
def policy(write):
    write("cxlint.yaml", "rule_folders: [own]\n")
    write("a.yaml", DANGLING.replace("}", ", respond: 2 days}"))


def test_a_sound_rule_speaks(cxlint, write):
    write("own/care/slow.yaml", RULE)
    assert "customers wait 2 days at chat" in cxlint(*RUN).out


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("of: channel", "of: chanel", "did you mean 'channel'?"),
        ("field: respond.within", "field: respnd.within", "did you mean 'respond.within'?"),
        ("at_most: 1 day}", "at_most: 1 day, where: {knd: chat}}", "did you mean 'kind'?"),
        ("check: limit", "check: limt", "did you mean 'limit'?"),
        ("severity: error", "severity: eror", "did you mean"),
        ("at_most: 1 day", "at_most: 1 dya", "'dya' is no unit of time"),
        ("{value}", "{valu}", "not of 'valu'; did you mean 'value'?"),
        ("{bound}", "{bond}", "tells of bound, id, value, not of 'bond'"),
        ("{value}", "{value!z}", "only plain names go in braces"),
    ],
)
def test_a_mistyped_rule_is_refused_with_its_place(cxlint, write, right, wrong, said):
    assert right in RULE
    write("own/care/slow.yaml", RULE.replace(right, wrong, 1))
    result = cxlint(*RUN)
    assert result.code == 2
    assert result.err.startswith("cxlint: own/care/slow.yaml:")
    assert said in result.err


@pytest.mark.parametrize("name", ["message", "remedy"])
def test_a_rule_that_breaks_is_named_and_the_rest_is_reported(cxlint, write, name) -> None:
    params = "{of: channel, field: kind, where: {kind: chat}}"
    rule = RULE.replace("limit", "stated").replace(
        "{of: channel, field: respond.within, at_most: 1 day}", params
    )
    rule = rule.replace("{value}", "{id}").replace("within {bound}", "soon")
    wrong = {"message": ("customers wait {id}", "customers wait {knid}"),
             "remedy": ("answer soon", "answer {knid}")}[name]  # fmt: skip
    write("own/care/slow.yaml", rule.replace(*wrong))
    result = cxlint(*RUN, "--format", "json")
    assert result.code == 3
    report = json.loads(result.out)
    assert report["summary"]["crashed"] == ["slow"]
    assert [finding["rule"] for finding in report["findings"]] == ["undefined-reference"]
    assert f"its {name} asks for 'knid', and the check stated tells of kind, id" in result.err


def test_its_page_and_its_settings_are_written_as_a_configuration_would(cxlint, write):
    rule = RULE.replace("at_most: 1 day}", "at_most: 1 day, where: {kind: chat}}")
    write("own/care/slow.yaml", rule)
    page = cxlint("explain", "slow").out
    assert "  where:\n    kind: chat\n" in page
    assert "the organization's own" in page and "cxlint's own" not in page
    assert "where = {kind: chat}: own/care/slow.yaml" in cxlint("config", "--rule", "slow").out
