"""Leaving compared with joining: lengths of ways, and kinds of channel."""

from __future__ import annotations

import pytest
from policies import network

from cxlint.linting.checks.dead_ends.exit_hassle import exit_hassle

ALIKE = {"online": ["web_form", "self_service", "app"], "phone": ["voice", "ivr"]}


def found(text: str) -> list[tuple[str, str | None]]:
    return [(hit.case, hit.severity) for hit in exit_hassle(network(text), alike=ALIKE)]


POLICY = """\
channels:
  shop: {kind: web_form, goes_to: form}
  account: {kind: app, goes_to: leave-page}
  hotline: {kind: voice, goes_to: care}
steps:
  form: {kind: form, goes_to: resolved}
  leave-page: {kind: page, goes_to: resolved}
teams:
  care: {closes: none, may: {cancellation: none}}
  retention: {closes: [cancel]}
handoffs:
  - {from: care, to: retention, intents: [cancel], carried_by: customer}
intents:
  join: {start: [shop]}
  cancel: {start: [account], remedy: cancellation}
leaving: {join: join, cancel: cancel}
"""
CALL = POLICY.replace("start: [account]", "start: [hotline]")


def test_another_address_of_the_same_sort_is_fine() -> None:
    assert found(POLICY) == []


def test_a_call_and_a_second_team_are_more_than_a_form() -> None:
    longer, channel = exit_hassle(network(CALL), alike=ALIKE)
    assert (longer.facts["joins"], longer.facts["leaves"]) == (1, 2)
    assert longer.facts["way"] == "care -> retention"
    assert longer.at.path == ("leaving", "cancel")
    assert next(at.path for at, _ in longer.witness) == ("channels", "hotline")
    assert (channel.case, channel.facts["channels"]) == ("elsewhere", ["shop"])
    assert channel.at.path == ("intents", "cancel", "start")


def test_what_happens_behind_the_scenes_is_no_step_of_the_customer() -> None:
    behind = CALL.replace("carried_by: customer", "carried_by: us")
    assert found(behind) == [("elsewhere", None)]


def test_some_channels_missing_is_milder_than_all() -> None:
    some = CALL.replace("join: {start: [shop]}", "join: {start: [shop, hotline]}")
    assert ("narrower", "warning") in found(some)


def test_a_team_that_may_not_cancel_is_no_end_of_the_way() -> None:
    silent = CALL.replace("closes: none, ", "").replace("closes: [cancel]", "seats: 2")
    assert ("", None) in found(silent)
    granted = silent.replace("cancellation: none", "cancellation: any")
    assert ("", None) not in found(granted)


def test_the_shortest_of_several_ways_counts() -> None:
    both = POLICY.replace("start: [account]", "start: [hotline, account]")
    assert found(both) == []


@pytest.mark.parametrize(
    "changed",
    [
        CALL.replace("leaving: {join: join, ", "leaving: {"),
        CALL.replace("cancel: cancel}", "cancel: join}"),
        CALL.replace("cancel: cancel}", "cancel: quit}"),
    ],
)
def test_silent_without_two_contact_reasons_to_compare(changed: str) -> None:
    assert found(changed) == []


def test_nothing_is_claimed_of_ways_through_unknown_places() -> None:
    unknown = CALL.replace("form: {kind: form, goes_to: resolved}", "form: {goes_to: somewhere}")
    assert found(unknown) == [("elsewhere", None)]


def test_channels_are_not_compared_where_a_start_is_none() -> None:
    inside = CALL.replace("join: {start: [shop]}", "join: {start: [form]}")
    assert found(inside) == [("", None)]


def test_failures_are_no_way_of_joining() -> None:
    failing = CALL.replace(
        "form: {kind: form, goes_to: resolved}",
        "form: {kind: form, goes_to: second, on_failure: resolved}\n"
        "  second: {kind: form, goes_to: resolved}",
    )
    assert found(failing) == [("elsewhere", None)]


def test_a_long_way_is_told_in_short() -> None:
    chain = "".join(f"  s{n}: {{kind: page, goes_to: s{n + 1}}}\n" for n in range(12))
    text = POLICY.replace("goes_to: leave-page", "goes_to: s0").replace(
        "teams:\n", f"{chain}  s12: {{kind: page, goes_to: resolved}}\nteams:\n"
    )
    (hit,) = exit_hassle(network(text), alike=ALIKE)
    assert hit.facts["leaves"] == 13
    assert str(hit.facts["way"]).endswith("s6 -> (6 more)")
