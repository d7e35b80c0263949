"""A flow whose name every id of its places begins with is named once in what is told of it."""

from __future__ import annotations

from policies import network, policy

from cxlint.linting.checks.cycles.loop import loop
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings

RING = """
channels: {"Front door": {kind: voice, goes_to: "Front door: ask"}}
steps:
  "Front door: ask": {kind: form, goes_to: "Front door: look up"}
  "Front door: look up": {kind: branch, goes_to: "Front door: ask", on_failure: care}
teams: {care: {seats: 4}}
"""


def test_the_flow_is_named_with_the_first_of_its_places_only() -> None:
    rule = loader.load()["hassle-loop"]
    (hit,) = loop(network(RING), most_rounds=5)
    (finding,) = build_findings([(rule, hit)], policy(RING)).findings
    assert "Front door: ask -> look up -> ask" in finding.message
    assert finding.remedy.count("Front door: ") == 1
    assert [spot.label for spot in finding.witness] == ["Front door", "ask", "look up", "ask"]
    assert finding.entity == hit.entity, "what a waiver names stays as it is"


def test_ids_without_a_flow_are_told_whole() -> None:
    rule = loader.load()["hassle-loop"]
    text = RING.replace("Front door: ", "")
    (hit,) = loop(network(text), most_rounds=5)
    (finding,) = build_findings([(rule, hit)], policy(text)).findings
    assert "ask -> look up -> ask" in finding.message
