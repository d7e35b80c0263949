"""Published hours against staffed hours: clocks, holidays, nights, targets and who is reached."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from cxlint.calendar import coverage_gaps
from cxlint.linting.check_support import hour_meetings as module
from cxlint.linting.rules import loader
from cxlint.linting.trials import examples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxlint.linting.model.finding import Finding
    from cxlint.linting.model.rule import Rule


@cache
def rules() -> Mapping[str, Rule]:
    return loader.load()


def found(policy: str) -> tuple[Finding, ...]:
    return examples.run(rules()["coverage-gap"], policy, rules()).report.findings


def line(published: str, care: str, night: str = "closed") -> str:
    return f"""\
organization: {{timezone: Europe/Berlin}}
schedules:
  published: {published}
  care: {care}
  night: {night}
channels:
  hotline: {{kind: voice, open: published, goes_to: [care, night-desk]}}
teams:
  care: {{open: care}}
  night-desk: {{party: partner, accountable: care, open: night}}
"""


@pytest.mark.parametrize(
    "night",
    [
        "daily 20:00-08:00",
        "daily 19:00-09:00",
        "Mon,Tue,Wed,Thu,Fri,Sat,Sun 20:00-08:00",
    ],
)
def test_a_partner_who_covers_the_nights_leaves_no_gap(night: str) -> None:
    assert not found(line("24x7", "daily 08:00-20:00", night))


@pytest.mark.parametrize("night", ["daily 20:01-08:00", "daily 20:00-07:59"])
def test_a_single_minute_between_two_shifts_is_a_gap(night: str) -> None:
    (one,) = found(line("24x7", "daily 08:00-20:00", night))
    assert "every day" in one.message
    assert one.severity == "warning"


def test_a_shift_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    assert not found(line('"Fri 22:00-02:00"', '"Fri 22:00-24:00, Sat 00:00-02:00"'))
    (one,) = found(line('"Fri 22:00-02:00"', '"Fri 22:00-02:00"'.replace("02", "01")))
    assert "Saturdays" in one.message or "Fridays" in one.message


def test_the_weeks_in_which_clocks_change_on_different_days_are_a_gap() -> None:
    # New York is six hours behind Berlin, except for some weeks in spring and autumn.
    night = "{open: daily 14:00-02:00, timezone: America/New_York}"
    (one,) = found(line("24x7", "daily 08:00-20:00", night))
    assert "07:00–08:00" in one.message
    assert "weeks" in one.message
    assert one.severity == "warning"


def test_holidays_on_which_the_published_line_is_not_staffed_are_a_warning() -> None:
    staffed = "{open: Mon-Fri 09:00-17:00, holidays: DE-BY}"
    (one,) = found(line("Mon-Fri 09:00-17:00", staffed))
    assert "public holidays" in one.message
    assert one.severity == "warning"
    assert not found(line(staffed, staffed))
    assert not found(line(staffed, "Mon-Fri 09:00-17:00"))


def test_a_hole_in_every_week_is_an_error() -> None:
    (one,) = found(line("Mon-Sat 09:00-18:00", "Mon-Fri 09:00-18:00"))
    assert one.severity == "error"
    assert "Saturdays 09:00–18:00" in one.message
    assert "care works Mon-Fri 09:00-18:00 (45 hours a week)" in one.message


def mail(target: str, hours: str = "Mon-Fri 09:00-17:00", published: str = "24x7") -> str:
    return f"""\
channels:
  mailbox: {{kind: email, open: {published}, goes_to: care, respond: {target}}}
teams:
  care: {{open: {hours}}}
"""


@pytest.mark.parametrize(
    ("target", "best"),
    # From 9 to 5 on weekdays: 123, 108, 40 and 16 of 168 hours are too far from the next shift.
    [("1 hour", "27%"), ("4 hours", "36%"), ("24 hours", "76%"), ("48 hours", "90%")],
)
def test_the_share_of_mail_that_cannot_be_answered_in_time(target: str, best: str) -> None:
    (one,) = found(mail(target))
    assert f"{best} at best" in one.message


@pytest.mark.parametrize("target", ["{within: 1 day, for: 76%}", "64 hours", "8 business hours"])
def test_a_target_that_can_be_kept_is_no_gap(target: str) -> None:
    assert not found(mail(target))


@pytest.mark.parametrize("target", ["{within: 1 day, for: 77%}", "63 hours"])
def test_a_target_that_can_just_not_be_kept_is_a_gap(target: str) -> None:
    assert found(mail(target))


def test_mail_is_taken_around_the_clock_where_nothing_else_is_said() -> None:
    assert found(mail("1 day").replace("open: 24x7, ", ""))
    assert not found(mail("1 day", published="Mon-Fri 09:00-17:00"))


def test_the_hour_that_autumn_adds_to_one_weekend_is_excused() -> None:
    berlin = "organization: {timezone: Europe/Berlin}\n"
    assert not found(berlin + mail("64 hours"))
    assert found(berlin + mail("63 hours"))


def test_night_calls_are_called_back_or_not() -> None:
    policy = line("24x7", "daily 08:00-20:00")
    called = policy.replace("open: published", "voicemail: 12 hours, open: published")
    assert not found(called)
    (one,) = found(called.replace("12 hours", "4 hours"))
    assert "nobody can call back within 4 hours" in one.message
    opening = policy.replace(
        "open: published", "closed: {callback_within: 1 hour}, open: published"
    )
    assert not found(opening)


def test_hours_without_a_zone_are_in_the_zone_that_is_stated() -> None:
    policy = """\
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-18:00, goes_to: care}
schedules:
  office: {open: Mon-Fri 09:00-18:00, timezone: Europe/Berlin}
teams:
  care: {open: office}
"""
    assert not found(policy)
    assert found(policy.replace("open: Mon-Fri 09:00-18:00, goes_to", "open: 24x7, goes_to"))


def test_what_is_not_known_is_not_a_gap() -> None:
    policy = line("24x7", "Mon-Fri 09:00-18:00")
    assert found(policy)
    assert not found(policy.replace("  care: {open: care}", "  care: {seats: 3}"))
    assert not found(policy.replace("[care, night-desk]", "[care, nobody-knows]"))
    assert not found(policy.replace("  night: closed", "  night: whenever"))


def test_a_team_without_people_covers_nothing() -> None:
    policy = line("24x7", "daily 08:00-20:00", "daily 20:00-08:00")
    assert found(policy.replace("open: night}", "open: night, seats: 0}"))


def test_teams_behind_teams_do_not_take_the_call() -> None:
    policy = line("24x7", "daily 08:00-20:00", "daily 20:00-08:00")
    behind = policy.replace("[care, night-desk]", "care")
    assert found(behind + "handoffs: [{from: care, to: night-desk}]\n")
    assert not found(behind + "handoffs: [{from: hotline, to: night-desk}]\n")


def test_menus_that_lead_to_one_another_are_followed_to_every_team() -> None:
    policy = line("24x7", "daily 08:00-20:00", "daily 20:00-08:00")
    menus = policy.replace("[care, night-desk]", "one") + (
        "steps:\n"
        "  one: {kind: menu, goes_to: [two, care]}\n"
        "  two: {kind: menu, goes_to: [one, night-desk]}\n"
    )
    assert not found(menus)
    assert found(menus.replace(", night-desk]}", "]}"))


def test_each_contact_reason_is_held_against_its_own_teams() -> None:
    policy = """\
channels:
  hotline: {kind: voice, open: 24x7, goes_to: menu}
steps:
  menu: {kind: menu}
teams:
  care: {open: daily 08:00-20:00}
  experts: {open: Mon 09:00-12:00}
handoffs:
  - {from: menu, to: care, intents: [refund, delivery]}
  - {from: menu, to: experts, intents: [advice]}
intents:
  refund: {start: [hotline]}
  delivery: {start: [hotline]}
  advice: {start: [hotline]}
"""
    told = {one.intents: one.message for one in found(policy)}
    assert set(told) == {("delivery", "refund"), ("advice",)}
    assert "experts works Mon 09:00-12:00 (3 hours a week)" in told["advice",]


def test_hours_are_compared_once_for_each_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def count(*what: object) -> coverage_gaps.Gaps:
        asked.append(what)
        return coverage_gaps.NO_GAPS

    monkeypatch.setattr(module.coverage_gaps, "answer_gaps", count)
    lines = [
        f"  line-{n}: {{kind: voice, open: published-{n % 3}, goes_to: t-{n % 2}}}"
        for n in range(60)
    ]
    schedules = [f"  published-{n}: Mon-Fri 0{n + 6}:00-18:00" for n in range(3)]
    found("\n".join(
        ["schedules:", *schedules, "channels:", *lines, "teams:",
         "  t-0: {open: Mon-Fri 09:00-17:00}", "  t-1: {open: Mon-Fri 10:00-17:00}"]
    ))  # fmt: skip
    assert len(asked) == 6
