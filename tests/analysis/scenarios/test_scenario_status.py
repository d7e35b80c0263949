"""What a scenario comes to as a whole."""

from __future__ import annotations

import pytest
from analysis.scenarios.judged import judge, results

from cxlint.analysis.scenarios.judgement import Status

POLICY = """
channels: {line: {kind: voice, goes_to: care}}
teams: {care: {closes: all}}
intents: {back: {start: [line]}}
returns:
  - {id: boots, categories: [boots], reasons: [changed mind], window: 14 days, fee: none}
"""
CUSTOMER = "{intent: back, category: boots, reason: changed mind, delivered: 2026-11-02}"


@pytest.mark.parametrize(
    ("holds", "status"),
    [
        ("last_day: 2026-11-16, fee: none", Status.HOLDS),
        ("last_day: 2026-11-16, accepted: true", Status.UNKNOWN),
        ("last_day: 2026-11-17, accepted: true", Status.FAILS),
    ],
)
def test_one_that_fails_decides_then_one_that_is_unknown(holds, status):
    assert judge(POLICY, CUSTOMER, f"{{{holds}}}").status is status


def test_what_must_be_certain_fails_where_it_is_not_known():
    result = judge(POLICY, CUSTOMER, "{accepted: true, fee: none}", ", certain: true")
    assert result.status is Status.FAILS
    assert [each.key for each in result.failing] == ["accepted"]
    assert judge(POLICY, CUSTOMER, "{fee: none}", ", certain: yes").status is Status.HOLDS


@pytest.mark.parametrize(
    ("customer", "problem"),
    [
        ("{intent: bakc}", "no contact reason 'bakc'; did you mean 'back'?"),
        ("{intent: back, category: boot}", "no category 'boot'; did you mean 'boots'?"),
        ("{intent: back, shipped: 2026-11-02, delivered: 2026-11-01}", "comes before shipped"),
    ],
)
def test_a_customer_whom_the_policy_does_not_know_fails(customer, problem):
    result = judge(POLICY, customer, "{fee: none}")
    assert result.status is Status.FAILS
    assert problem in result.problem


def test_nothing_fails_while_a_part_of_the_policy_is_not_understood():
    broken = POLICY + "  - {id: shoes, categories: [shoes], windows: 14 days}\n"
    result = judge(broken, CUSTOMER, "{last_day: 2026-11-17, fee: none}")
    assert [(each.key, each.status) for each in result.judgements] == [
        ("last_day", Status.UNKNOWN),
        ("fee", Status.HOLDS),
    ]


def test_scenarios_come_in_the_order_of_the_files():
    said = "scenarios:\n" + "".join(
        f"  {name}: {{customer: {CUSTOMER}, holds: {{fee: none}}}}\n" for name in "zab"
    )
    assert list(results(POLICY, said)) == ["z", "a", "b"]
