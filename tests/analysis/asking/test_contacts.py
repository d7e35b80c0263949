"""What customers meet at a channel: closed lines, callbacks, first replies, and what it costs."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from questions import answers, figures, values

POLICY = """
organization: {name: T, currency: EUR, timezone: Europe/Madrid}
schedules: {office: {open: Mon-Fri 09:00-18:00}}
channels:
  line: {kind: voice, open: office, goes_to: menu, respond: {within: 3 minutes, for: 80%}%MORE}
  chat: {kind: chat, open: 24x7, goes_to: care}
  mail: {kind: email, goes_to: care, respond: {within: 1 business day}}
  form: {kind: web_form, goes_to: care}
steps:
  menu: {kind: menu, effort: 2 minutes, attempts: 3, goes_to: care, on_failure: care}
teams:
  care: {open: office, closes: all, seats: 4, handling_time: 6 minutes, %TEAM}
intents:
  question: {start: [line, chat, mail], promise: 3 days}
promises:
  chats: {channels: [chat], first_reply: 4 hours}
"""
SUNDAY, FRIDAY, EVENING = "2026-12-06 11:00", "2026-11-27 16:30", "2026-11-27 20:00"


def policy(more="", team="ola: {resolution: 1 business day}"):
    return POLICY.replace("%MORE", f", {more}" if more else "").replace("%TEAM", team)


def at(text):
    return datetime.datetime.fromisoformat(f"{text}+01:00")


def test_a_closed_line_says_what_it_says_and_calls_back_from_its_opening():
    told = "closed: {announce: We sleep., callback_within: 2 hours}"
    found = values(policy(told), intent="question", channel="line", at=SUNDAY)
    assert "closed until Mon 7 Dec 2026, 09:00: We sleep" in found["met"]
    assert found["called_back_by"] == at("2026-12-07 11:00")
    # A business day after Monday 11:00, without the menu: the team rings.
    assert found["promise.verdict"] == "kept"
    assert found["promise_deadline"] == at("2026-12-09 11:00")
    late = policy(told, "ola: {resolution: 2 business days}")
    assert values(late, intent="question", channel="line", at=SUNDAY)["promise.verdict"] == (
        "not-backed"
    )


def test_a_voice_message_counts_from_when_it_is_left():
    told = "voicemail: {callback_within: 2 business hours}"
    found = values(policy(told), intent="question", channel="line", at="2026-12-05 10:00")
    assert found["called_back_by"] == at("2026-12-07 11:00")


def test_a_line_that_calls_nobody_back_is_open_again_later():
    found = values(policy(), intent="question", channel="line", at=SUNDAY)
    assert found["met"] == "line is closed until Mon 7 Dec 2026, 09:00"
    assert "called_back_by" not in found
    sent = values(policy("closed: {goes_to: form}"), intent="question", channel="line", at=SUNDAY)
    assert sent["met"].endswith("sent to form")


def test_an_open_line_meets_nothing():
    found = values(policy(), intent="question", channel="line", at=FRIDAY)
    assert "met" not in found
    assert "called_back_by" not in found


def test_a_first_reply_that_ends_before_the_desk_opens_cannot_be_kept():
    found = values(policy(), intent="question", channel="chat", at=EVENING)
    assert found["first_reply_by"] == at("2026-11-28 00:00")
    assert found["first_reply.possible"] is False
    assert found["first_reply.earliest"] == at("2026-11-30 09:00")
    early = values(policy(), intent="question", channel="chat", at=FRIDAY)
    assert early["first_reply_by"] == at("2026-11-27 20:30")
    assert early["first_reply.possible"] is True


def test_where_nothing_else_is_promised_the_channel_says_when_it_answers():
    found = figures(policy(), intent="question", channel="mail", at=EVENING)
    assert found["first_reply_by"].value == at("2026-11-30 18:00")
    assert "no first reply is promised beside" in found["first_reply_by"].reading
    owed = policy(team="sla: {first_reply: 2 business hours}")
    found = values(owed, intent="question", channel="mail", at=EVENING)
    assert found["first_reply_by"] == at("2026-11-30 11:00")


def test_of_several_promises_the_tightest_binds():
    owed = policy(team="sla: {resolution: 1 business day}")
    found = figures(owed, intent="question", channel="mail", at="2026-11-24 10:00")
    assert found["promise_deadline"].value == at("2026-11-25 18:00")
    assert "tightest" in found["promise_deadline"].reading
    assert found["settled_by"].value == found["promise_deadline"].value


@pytest.mark.parametrize(
    ("fee", "least", "most"),
    [
        ("fee: none", "0", "0"),
        ("fee: 0.50 EUR, fee_per: contact", "0.5", "0.5"),
        # Menu once or three times, six minutes of talk, three of waiting.
        ("fee: 0.20 EUR, fee_per: minute", "1.6", "3"),
        ("fee: 0.20 EUR, fee_per: minute, waiting: free", "1.6", "2.4"),
        ("fee: 0.10 EUR, fee_per: minute, begun_minutes: true", "0.8", "1.5"),
        ("load: {handling_time: 90s}, fee: 0.20 EUR, fee_per: minute", "0.7", "2.1"),
        (
            "load: {handling_time: 90s}, fee: 0.20 EUR, fee_per: minute, begun_minutes: true",
            "0.8",
            "2.2",
        ),
    ],
)
def test_what_a_call_costs(fee, least, most):
    found = values(policy(fee), intent="question", channel="line")
    assert (found["call_cost.min"], found["call_cost.max"]) == (Fraction(least), Fraction(most))


def test_the_menu_is_met_at_once_and_the_team_when_somebody_answers():
    decided = policy() + "remedies: {refund: {tiers: [{by: care, decides_within: immediately}]}}\n"
    decided = decided.replace("promise: 3 days", "remedy: refund")
    found = values(decided, intent="question", channel="line", value="10 EUR", at=FRIDAY)
    assert found["steps"][:2] == [
        ["menu", at("2026-11-27 16:30")],
        ["care", at("2026-11-27 16:39")],
    ]
    assert found["steps.care"] == at("2026-11-27 16:39")


def test_without_a_channel_only_what_all_agree_on_is_claimed():
    found = figures(policy(), intent="question", at=EVENING)
    assert found["promise_deadline"].value == at("2026-11-30 20:00")
    assert "met" not in found
    # By phone it is taken up on Monday and by mail within a business day; a chat is there at once.
    verdict = found["promise.verdict"]
    assert verdict.value is None
    assert verdict.why == "not stated: where the customer comes (--channel)"
    assert [each.text for each in verdict.parts] == [
        "line and mail: not-backed",
        "chat: kept",
    ]


def test_hours_that_never_open_are_said_and_break_nothing():
    never = """
    organization: {name: T, currency: EUR, timezone: Europe/Rome}
    schedules:
      gone: {open: Mon-Fri 09:00-12:00,
             exceptions: [{from: 2020-01-01, to: 2090-01-01, open: closed}]}
    channels:
      line: {kind: voice, open: gone, goes_to: desk, closed: {callback_within: 2 business hours}}
      mail: {kind: email, goes_to: desk, respond: 1 business day}
    teams:
      desk: {open: Mon-Fri 09:00-12:00, may: {refund: 20 EUR}, closes: all}
      lead: {open: gone}
    remedies:
      refund: {tiers: [{by: lead, decides_within: 2 business days,
                        timeout: {after: 3 business days, then: grant}}]}
    intents: {refund: {start: [line, mail], remedy: refund, promise: 3 business days}}
    """
    for channel in ("line", "mail"):
        found = figures(never, intent="refund", channel=channel, value="30 EUR", at=FRIDAY)
        for name in ("decided_by", "promise.verdict"):
            assert found[name].value is None
            assert "does not open often enough within ten years" in found[name].why
        assert (found["decides"].value, found["approvals"].value) == ("lead", 1)


def test_a_channel_at_which_the_matter_does_not_begin_is_an_open_point():
    found = answers(policy(), intent="question", channel="form", at=FRIDAY)
    assert [each.text for each in found.open_points] == [
        "not stated: what becomes of question at form; it begins at line, chat and mail"
    ]
