"""Scenarios that fail: what does not exist is told once, where it is referred to."""

from __future__ import annotations

import pytest
from policies import network, observed

from cxlint.linting.checks.scenarios.failing_scenario import failing_scenario

POLICY = """\
channels: {mail: {kind: email, goes_to: care}}
teams: {care: {closes: all}}
intents: {refund: {start: mail}}
scenarios:
  one:
    customer: {intent: refund}
    holds: HOLDS
"""


def told(holds: str, intent: str = "refund") -> tuple[list[str], int]:
    """Return what is said not to exist, and how many scenarios are said to fail."""
    text = POLICY.replace("HOLDS", holds).replace("{intent: refund}", f"{{intent: {intent}}}")
    graph = network(text)
    lost = [str(each.facts["id"]) for each in graph.policy.problems]
    return lost, len(list(failing_scenario(observed(graph))))


@pytest.mark.parametrize(
    ("holds", "lost"),
    [
        ("{never: asked twise}", ["asked twise"]),
        ("{never: [asked twice, carre]}", ["carre"]),
        ("{never: voicemial}", ["voicemial"]),
    ],
)
def test_a_word_that_names_nothing_is_told_once(holds: str, lost: list[str]) -> None:
    assert told(holds) == (lost, 0)


def test_a_contact_reason_that_there_is_not_is_told_once() -> None:
    assert told("{approvals: 0}", "refnud") == (["refnud"], 0)


@pytest.mark.parametrize("holds", ["{never: care}", "{reaches: caer within 2 steps}"])
def test_what_fails_for_another_reason_is_told(holds: str) -> None:
    assert told(holds) == ([], 1)


def test_what_fails_besides_is_told_beside_it() -> None:
    assert told("{never: [care, carre]}") == (["carre"], 1)
