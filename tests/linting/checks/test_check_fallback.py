"""Where a failure leads, and what counts as a way out."""

from __future__ import annotations

import pytest
from policies import network

from cxlint.linting.checks.dead_ends.fallback import fallback

KINDS = ["page", "form", "bot", "menu", "verification"]


def found(*files: str) -> list[tuple[str, str]]:
    return [(hit.entity, hit.case) for hit in fallback(network(*files), kinds=KINDS)]


LOGIN = """\
channels: {portal: {kind: web_form, goes_to: login}}
steps:
  login: {kind: page, goes_to: account, on_failure: letter}
  letter: {kind: message, goes_to: login}
  account: {kind: page, goes_to: resolved, contact_visible: true}
teams: {care: {seats: 4}}
"""


def test_a_failure_that_leads_only_back_is_lost() -> None:
    assert found(LOGIN) == [("step/login", "lost")]


def test_a_failure_that_leads_to_itself_is_a_ring_and_left_to_the_rule_about_rings() -> None:
    assert not found(LOGIN.replace("on_failure: letter", "on_failure: login"))


def test_a_contact_that_just_ends_is_left_to_the_rules_about_flows() -> None:
    ended = LOGIN.replace("{kind: message, goes_to: login}", "{kind: message, goes_to: over}")
    assert not found(ended + "outcomes: {over: {kind: ended}}\n")
    assert found(ended + "outcomes: {over: {kind: abandoned}}\n") == [("step/login", "lost")]


@pytest.mark.parametrize(
    "letter",
    [
        "{kind: message, goes_to: [login, care]}",
        "{kind: message, goes_to: portal}",
        "{kind: message, goes_to: account}",
        "{kind: message, goes_to: nowhere-known}",
        "{kind: page, goes_to: login, contact_visible: true}",
    ],
)
def test_any_way_out_behind_the_failure_will_do(letter: str) -> None:
    assert not found(LOGIN.replace("{kind: message, goes_to: login}", letter))


@pytest.mark.parametrize(
    "login",
    ["contact_visible: true", "person: care", "options: [{say: a person, goes_to: care}]"],
)
def test_a_person_at_hand_needs_no_failure(login: str) -> None:
    assert not found(LOGIN.replace("on_failure: letter", f"on_failure: letter, {login}"))


FORM = "steps: {booking: {kind: form, attempts: 3, goes_to: paid}, paid: {kind: page}}"


def test_attempts_that_end_in_nothing() -> None:
    (hit,) = fallback(network(FORM), kinds=KINDS)
    assert (hit.case, hit.at.path) == ("", ("steps", "booking", "attempts"))
    assert hit.facts["attempts"] == 3


@pytest.mark.parametrize(
    "changed",
    [
        FORM.replace("attempts: 3, ", ""),
        FORM.replace("kind: form", "kind: wait"),
        FORM.replace(", goes_to: paid", ""),
        FORM.replace("goes_to: paid", "goes_to: [paid, care]") + "\nteams: {care: {seats: 1}}",
    ],
)
def test_nothing_is_claimed_without_attempts_or_beside_people(changed: str) -> None:
    assert not found(changed)


def test_a_team_without_seats_is_no_way_out() -> None:
    changed = FORM.replace("goes_to: paid", "goes_to: [paid, care]")
    assert found(changed + "\nteams: {care: {seats: 0}}") == [("step/booking", "")]


def test_a_long_chain_is_not_followed_for_ever() -> None:
    chain = "".join(f"  s{n}: {{kind: message, goes_to: s{n + 1}}}\n" for n in range(300))
    text = f"steps:\n  first: {{kind: page, on_failure: s0}}\n{chain}  s300: {{kind: message}}\n"
    assert not found(text)
    assert found(text.replace("goes_to: s40}", "goes_to: first}")) == [("step/first", "lost")]


def test_what_was_entered_and_did_not_fit_may_be_asked_for_again() -> None:
    text = """channels: {phone: {kind: voice, goes_to: number}}
steps:
  number: {kind: form, on_failure: sorry, goes_to: keep}
  sorry: {kind: message, goes_to: number}
  keep: {kind: task, goes_to: back}
  back: {kind: callback}
"""
    assert not found(text)
    assert found(text.replace("on_failure", "on_error")) == [("step/number", "lost")]
    assert found(text.replace("kind: form", "kind: page")) == [("step/number", "lost")]


def test_a_step_to_which_nothing_leads_fails_nobody() -> None:
    left_over = (
        "  old-menu: {kind: menu, attempts: 3, options: [{say: orders, goes_to: account}]}\n"
    )
    alone = LOGIN.replace("on_failure: letter", "on_failure: login")
    assert not found(alone.replace("teams:", f"{left_over}teams:"))
    led_to = alone.replace("goes_to: account,", "goes_to: [account, old-menu],")
    assert found(led_to.replace("teams:", f"{left_over}teams:")) == [("step/old-menu", "")]
