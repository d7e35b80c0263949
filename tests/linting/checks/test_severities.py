"""How grave a finding is, where that depends on how far something goes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def severities(rule: str, policy: str) -> list[str]:
    findings = examples.run(rules()[rule], policy, rules()).report.findings
    return [each.severity for each in findings if each.rule.id == rule]


@pytest.mark.parametrize(
    ("respond", "told"),
    [("20s", []), ("21s", ["info"]), ("60s", ["info"]), ("61s", ["warning"])],
)
def test_a_target_is_a_warning_where_it_is_more_than_three_times_too_slow(
    respond: str, told: list[str]
) -> None:
    text = f"channels: {{hotline: {{kind: voice, respond: {respond}}}}}"
    assert severities("channel-target-too-slow", text) == told


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ("mailbox: {kind: email, respond: 1 day}", ["info"]),
        ("chat: {kind: chat, respond: 1 minute}", ["warning"]),
    ],
)
def test_a_live_channel_without_a_target_is_compared_with_live_channels(
    others: str, told: list[str]
) -> None:
    text = f"channels:\n  hotline: {{kind: voice}}\n  {others}\n"
    assert severities("missing-channel-target", text) == told


@pytest.mark.parametrize(
    ("open_", "respond", "told"),
    [
        ("Mon-Sat 08:00-18:00", "1 day", ["warning"]),
        ("Mon-Fri 08:00-18:00", "1 day", ["warning"]),
        ("Mon-Fri 08:00-18:00", "4 hours", ["error"]),
        ("Mon-Fri 08:00-18:00", "1 business day", []),
    ],
)
def test_an_answer_that_is_late_at_weekends_is_a_warning(
    open_: str, respond: str, told: list[str]
) -> None:
    text = f"""
    channels: {{mailbox: {{kind: email, goes_to: care, respond: {respond}}}}}
    teams: {{care: {{open: {open_}}}}}
    """
    assert severities("coverage-gap", text) == told


@pytest.mark.parametrize(
    ("said", "told"), [("", ["warning"]), (", decides_within: 2 business days", ["info"])]
)
def test_hours_of_a_decider_who_says_how_soon_are_information(said: str, told: list[str]) -> None:
    text = f"""
    channels: {{hotline: {{kind: voice, goes_to: care}}}}
    teams:
      care: {{open: "Mon-Sat 08:00-20:00"}}
      finance: {{open: "Mon-Fri 10:00-12:00"}}
    remedies:
      refund: {{tiers: [{{by: care, up_to: 50 EUR}}, {{by: finance, up_to: any{said}}}]}}
    intents: {{refund: {{remedy: refund}}}}
    """
    assert severities("refund-hours-narrower", text) == told
