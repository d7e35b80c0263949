"""Who is there when: kinds of fault in several shapes, and what looks like one and is none."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def found(policy: str, rule: str = "coverage-gap") -> tuple[Finding, ...]:
    text = "organization: {timezone: Europe/Berlin}\n" + textwrap.dedent(policy)
    return examples.run(rules()[rule], text, rules()).report.findings


def one(policy: str, rule: str = "coverage-gap") -> Finding:
    (finding,) = found(policy, rule)
    return finding


TEAMS = """
teams:
  cards: {open: 24x7}
  billing: {open: Mon-Fri 09:00-17:00}
  dead: {seats: 0}
  unsaid: {seats: 3}
"""


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        # a choice of the first menu, of one behind it, of a bot, of a page
        (("{main: {kind: menu, options: [{say: lost card, goes_to: cards}, "
         "{say: bills, goes_to: billing}]}}"), "calls that choose bills in main"),
        (("{main: {kind: menu, options: [{say: lost card, goes_to: cards}, {say: more, goes_to: "
         "sub}]}, sub: {kind: menu, options: [{say: loans, goes_to: billing}]}}"),
         "calls that choose loans in sub"),
        (("{main: {kind: bot, person: cards, options: [{say: bills, goes_to: desk}]}, "
         "desk: {kind: transfer, goes_to: billing}}"), "calls that choose bills in main"),
        # what happens to customers
        ("{main: {kind: menu, goes_to: cards, on_timeout: billing}}",
         "calls that wait too long in main"),
        ("{main: {kind: bot, goes_to: cards, on_failure: billing}}",
         "calls that get no further in main"),
        ("{main: {kind: page, goes_to: cards, on_error: billing}}",
         "calls that meet an error in main"),
        ("{main: {kind: transfer, goes_to: cards, on_full: billing}}", "calls that find main full"),
        ("{main: {kind: bot, goes_to: cards, person: billing}}",
         "calls that ask for a person in main"),
    ],
)  # fmt: skip
def test_people_for_one_way_do_not_cover_another(steps: str, says: str) -> None:
    told = one(
        f"channels: {{line: {{kind: voice, open: 24x7, goes_to: main}}}}\nsteps: {steps}\n{TEAMS}"
    )
    assert told.severity == "error"
    gaps = "nights 17:00–09:00, Saturdays and Sundays all day"
    assert f"for 76% of that time {says} reach nobody: {gaps}; " in told.message
    assert [spot.label for spot in told.witness][-1] == "billing"


@pytest.mark.parametrize(
    "steps",
    [
        "{main: {kind: menu, options: [{say: a, goes_to: cards}, {say: b, goes_to: resolved}]}}",
        # the same people behind every choice; the way back to the menu
        "{main: {kind: menu, options: [{say: a, goes_to: cards}, {say: again, goes_to: main}]}}",
        # what decides at a branch is not known: perhaps it is the hour
        "{main: {kind: branch, options: [{say: x, goes_to: billing}, {say: y, goes_to: cards}]}}",
        # two teams for the same contacts; closed, and then sent on
        "{main: {kind: menu, goes_to: [billing, cards]}}",
        "{main: {kind: transfer, goes_to: billing, on_closed: cards}}",
        "{main: {kind: transfer, goes_to: billing, on_timeout: cards}}",
        # it is not said when they work
        "{main: {kind: menu, options: [{say: a, goes_to: cards}, {say: b, goes_to: unsaid}]}}",
    ],
)
def test_silent_where_each_way_has_its_people(steps: str) -> None:
    assert not found(
        f"channels: {{line: {{kind: voice, open: 24x7, goes_to: main}}}}\nsteps: {steps}\n{TEAMS}"
    )


@pytest.mark.parametrize("scope", ["option", "handoff", "closes"])
def test_each_contact_reason_needs_people_who_take_it_on(scope: str) -> None:
    ways = {
        "option": "steps: {main: {kind: menu, options: [{say: a, goes_to: cards, intents: [card]}, "
        "{say: b, goes_to: billing, intents: [bill]}]}}",
        "handoff": "steps: {main: {kind: menu}}\nhandoffs: [{from: main, to: cards, "
        "intents: [card]}, {from: main, to: billing, intents: [bill]}]",
        "closes": "steps: {main: {kind: menu, goes_to: [cards, billing]}}",
    }
    teams = TEAMS.replace("24x7}", "24x7, closes: [card]}") if scope == "closes" else TEAMS
    told = one(
        "channels: {line: {kind: voice, open: 24x7, goes_to: main}}\n"
        f"intents: {{card: {{}}, bill: {{}}}}\n{ways[scope]}\n{teams}"
    )
    assert told.intents == ("bill",)
    assert ("nobody who takes on that matter" in told.message) == (scope == "closes")


def test_a_team_that_passes_on_what_it_does_not_settle_takes_it_on() -> None:
    text = (
        "channels: {line: {kind: voice, open: 24x7, goes_to: [cards, billing]}}\n"
        "intents: {card: {}, bill: {}}\n" + TEAMS.replace("24x7}", "24x7, closes: [card]}")
    )
    assert found(text)
    assert not found(text + "handoffs: [{from: cards, to: billing}]\n")
    assert not found(text.replace("closes: [card]", "closes: all"))


@pytest.mark.parametrize(
    ("promise", "care", "told"),
    [
        ("closed: {callback_within: 30 days}", "Mon-Fri 09:00-17:00", "error"),
        ("closed: {callback_within: 5 business days}", "Mon-Fri 09:00-17:00", "error"),
        ("voicemail: 3 weeks", "Mon-Fri 09:00-17:00", "error"),
        ("voicemail: {callback_within: 4 hours, owner: dead}", "daily 08:00-20:00", "error"),
        # called back when it opens, which is once a week; or once a year
        ("closed: {callback_within: 2 hours}", "Tue 09:00-12:00", "error"),
        ("voicemail: 4 business hours", "Tue 09:00-12:00", "error"),
        # near misses: called back on the day it opens or the next, whatever the weekend
        ("closed: {callback_within: 2 hours}", "Mon-Fri 09:00-17:00", None),
        ("closed: {callback_within: 1 business day}", "Mon-Fri 09:00-17:00", None),
        ("closed: {callback_within: 1 day}", "office", None),
        ("voicemail: 4 business hours", "office", None),
        ("voicemail: 3 days", "Mon-Fri 09:00-17:00", None),
        ("voicemail: {callback_within: 3 days, owner: billing}", "Mon-Fri 09:00-17:00", None),
    ],
)
def test_a_later_answer_counts_if_it_comes_in_time_and_somebody_is_there(
    promise: str, care: str, told: str | None
) -> None:
    policy = f"""
    schedules: {{office: {{open: Mon-Fri 09:00-17:00, holidays: DE-BY}}}}
    channels: {{line: {{kind: voice, open: 24x7, goes_to: care, {promise}}}}}
    teams:
      care: {{open: {care}}}
      billing: {{open: Mon-Fri 09:00-17:00}}
      dead: {{seats: 0}}
    """
    assert [each.severity for each in found(policy)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("target", "care", "told"),
    [
        ("4 business hours", "Tue 09:00-12:00", "error"),
        ("2 business hours", "Tue 09:00-12:00", "warning"),
        ("1 business day", "Wed 10:00-11:00", "warning"),
        ("3 business days", "Mon 09:00-17:00", "error"),
        ("4 business hours", "gone", "error"),
        ("1 business day", "office", None),
        ("4 business hours", "office", None),
        ("5 business days", "office", None),
        ("2 business days", "Mon-Thu 09:00-12:00", None),
        ("4 business hours", "daily 20:00-08:00", None),
        ("1 business day", "24x7", None),
    ],
)
def test_business_time_is_that_of_those_who_answer(
    target: str, care: str, told: str | None
) -> None:
    policy = f"""
    schedules:
      office: {{open: Mon-Fri 09:00-17:00, holidays: DE-BY}}
      gone:
        open: Mon-Fri 09:00-17:00
        exceptions: [{{from: 2026-11-25, to: 2030-01-01, open: closed}}]
    channels: {{mail: {{kind: email, goes_to: care, respond: {target}}}}}
    teams: {{care: {{open: {care}}}}}
    """
    assert [each.severity for each in found(policy)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [
        ("closed: {goes_to: dead}", "error"),
        ("closed: {goes_to: chat}", "error"),
        ("closed: {goes_to: gate}", "error"),
        # a message is left, and taken up by people: still not what was printed
        ("closed: {goes_to: mailbox}", "warning"),
        ("closed: {goes_to: machine}", "warning"),
        ("closed: {goes_to: dead-mail}", "error"),
        ("closed: {goes_to: cards}", None),
        ("closed: {goes_to: night-line}", None),
    ],
)
def test_where_people_are_sent_meanwhile_is_followed(meanwhile: str, told: str | None) -> None:
    policy = f"""
    channels:
      line: {{kind: voice, open: 24x7, goes_to: care, {meanwhile}}}
      chat: {{kind: chat, open: Mon-Fri 09:00-18:00, goes_to: care}}
      night-line: {{kind: voice, open: "daily 18:00-09:00, Sat-Sun 00:00-24:00", goes_to: cards}}
      mailbox: {{kind: email, goes_to: care}}
      dead-mail: {{kind: email, goes_to: dead}}
    steps:
      gate: {{kind: branch, goes_to: chat, on_closed: dead}}
      machine: {{kind: voicemail, goes_to: care}}
    teams:
      care: {{open: Mon-Fri 09:00-18:00}}
      cards: {{open: 24x7}}
      dead: {{seats: 0}}
    """
    assert [each.severity for each in found(policy)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("meanwhile", "told"),
    [("chat", "error"), ("later-chat", "warning"), ("night", None), ("mailbox", None)],
)
def test_whom_a_closed_channel_sends_on_must_find_somebody(
    meanwhile: str, told: str | None
) -> None:
    policy = f"""
    channels:
      line:
        {{kind: voice, open: Mon-Fri 09:00-18:00, goes_to: care, closed: {{goes_to: {meanwhile}}}}}
      chat: {{kind: chat, open: Mon-Fri 09:00-18:00, goes_to: care}}
      later-chat: {{kind: chat, open: Mon-Fri 10:00-20:00, goes_to: late}}
      mailbox: {{kind: email, goes_to: care}}
    teams:
      care: {{open: Mon-Fri 09:00-18:00}}
      late: {{open: Mon-Fri 10:00-20:00}}
      night: {{open: daily 18:00-22:00}}
    """
    policy = policy.replace("daily 18:00-22:00", "daily 18:00-09:00")
    assert [each.severity for each in found(policy)] == ([told] if told else [])


@pytest.mark.parametrize("hours", ["daily 00:00-23:59", "Mon-Sun 12am-11:59pm"])
def test_one_minute_to_midnight_is_midnight(hours: str) -> None:
    policy = "channels: {line: {kind: voice, open: %s, goes_to: care}}\nteams: {care: {open: %s}}\n"
    assert not found(policy % ("24x7", hours))
    assert not found(policy % (hours, "24x7"))
    assert found(policy % (hours, "daily 00:00-23:58"))


@pytest.mark.parametrize(
    ("promise", "told"),
    [
        ("first_reply: 4 hours", "error"),
        ("first_reply: 4 hours, clock: calendar, channels: [mail]", "error"),
        ("first_reply: 1 day, share: 70%", None),
        ("first_reply: 4 hours, clock: business", None),
        ("first_reply: 4 hours, clock: business, open: Mon-Fri 09:00-17:00", None),
        ("first_reply: 4 hours, channels: [other]", None),
        ("first_reply: 4 business hours", None),
    ],
)
def test_the_first_reply_of_a_promise_is_held_against_those_who_answer(
    promise: str, told: str | None
) -> None:
    policy = f"""
    channels:
      mail: {{kind: email, goes_to: care, respond: 4 days}}
      other: {{kind: email, goes_to: cards}}
    teams:
      care: {{open: Mon-Fri 09:00-17:00}}
      cards: {{open: 24x7}}
    promises: {{all: {{{promise}}}}}
    """
    assert [each.severity for each in found(policy)] == ([told] if told else [])


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("line: {kind: voice, goes_to: cards, closed: {goes_to: dead}}",
         "find line closed come to dead"),
        ("line: {kind: voice, goes_to: cards, full: {goes_to: dead}}", "find line full"),
        (("line: {kind: voice, goes_to: main}}\nsteps: {main: {kind: bot, goes_to: cards, "
         "person: dead}"), "ask for a person in main"),
        (("line: {kind: voice, goes_to: main}}\nsteps: {main: {kind: page, goes_to: cards, "
         "on_error: dead}"), "meet an error in main"),
        (("line: {kind: voice, goes_to: main}}\nsteps: {main: {kind: menu, goes_to: dead, "
         "options: [{say: cards, goes_to: cards}]}"), "choose nothing in main"),
        (("line: {kind: voice, goes_to: cards}}\nsteps: {main: {kind: page, from_elsewhere: true, "
         "goes_to: dead}"), "come to main from elsewhere"),
        ("line: {kind: voice, goes_to: cards}, mail: {kind: email, monitored_by: dead}",
         "customers who use mail come to dead"),
    ],
)  # fmt: skip
def test_whatever_happens_to_customers_must_lead_to_people(policy: str, says: str) -> None:
    told = one(f"channels: {{{policy}}}\n{TEAMS}", "unstaffed-channel")
    assert told.severity == "error"
    assert says in told.message
    assert not found(
        f"channels: {{{policy}}}\n{TEAMS}".replace("seats: 0", "seats: 1"), "unstaffed-channel"
    )


def test_a_team_that_opens_again_next_month_is_no_idle_team() -> None:
    policy = """
    schedules:
      gone: {open: Mon-Fri 09:00-17:00, exceptions: [{from: 2026-01-01, to: %s, open: closed}]}
    channels: {line: {kind: voice, goes_to: care}}
    teams: {care: {open: gone}}
    """
    assert not found(policy % "2026-12-24", "unstaffed-channel")
    told = one(policy % "2031-12-24", "unstaffed-channel")
    assert "it is closed for the whole year ahead" in told.message


@pytest.mark.parametrize(
    ("desk", "within", "told"),
    [
        ("Wed 09:00-11:00", ", decides_within: 1 day", "warning"),
        ("Wed 09:00-11:00", ", decides_within: 7 days", "warning"),
        ("Mon 10:00-12:00", ", decides_within: 5 business days", "warning"),
        ("Wed 09:00-11:00", "", "warning"),
        ("Mon-Fri 09:00-17:00", ", decides_within: 1 business day", "info"),
        ("Mon-Fri 09:00-17:00", "", "warning"),
    ],
)
def test_a_desk_that_is_there_now_and_then_is_no_information(
    desk: str, within: str, told: str
) -> None:
    policy = f"""
    channels: {{line: {{kind: voice, goes_to: care}}}}
    teams: {{care: {{open: 24x7}}, refunds: {{open: {desk}}}}}
    remedies:
      refund: {{tiers: [{{by: care, up_to: 20 EUR}}, {{by: refunds, up_to: any{within}}}]}}
    intents: {{refund: {{remedy: refund}}}}
    """
    assert one(policy, "refund-hours-narrower").severity == told


@pytest.mark.parametrize(
    ("promise", "told"),
    [
        ("closed: {callback_within: 30 days}", ["warning"]),
        ("voicemail: 1 week", ["warning"]),
        ("full: {callback_within: 3 days}", ["warning"]),
        ("closed: {callback_within: 2 business days}", []),
        ("voicemail: 5 days", []),
        ("full: {callback_within: 1 hour}", []),
    ],
)
def test_a_callback_that_comes_too_late_is_told_whenever_people_are_there(
    promise: str, told: list[str]
) -> None:
    line = (
        f"channels: {{line: {{kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care, {promise}}}}}"
    )
    for care in ("{open: Mon-Fri 09:00-17:00}", "{seats: 2}"):
        findings = found(f"{line}\nteams: {{care: {care}}}\n")
        assert [each.severity for each in findings] == told


def test_of_many_gaps_the_longest_are_told_and_the_rest_are_counted() -> None:
    options = ", ".join(f"{{say: matter {n}, goes_to: desk-{n}}}" for n in range(8))
    teams = "".join(f"  desk-{n}: {{open: Mon-Fri {n + 8:02}:00-18:00}}\n" for n in range(8))
    findings = found(
        "channels: {line: {kind: voice, open: 24x7, goes_to: main}}\n"
        f"steps: {{main: {{kind: menu, options: [{options}]}}}}\nteams:\n{teams}"
    )
    assert len(findings) == 5
    told = [each.message for each in findings if "and 3 more gaps" in each.message]
    assert len(told) == 1
    assert "matter 7" in told[0]
