"""Days at the ends of the calendar are put right or judged on; none is a crash."""

from __future__ import annotations

import pytest

POLICY = """\
schedules:
  office:
    open: Mon-Fri 09:00-18:00
    timezone: Pacific/Kiritimati
    holidays: [DE, CN, SA, US]
    exceptions:
      - {{from: {day}, to: {day}, open: 20:00-02:00}}
  nights: {{open: Sun-Fri 20:00-04:00, timezone: America/Los_Angeles, holidays: US}}
channels:
  phone: {{kind: voice, open: office, goes_to: care, last_reviewed: {day}}}
teams:
  care: {{open: nights, seats: 3, training: {{every: 9999 years, last: {day}}}}}
steps:
  guide: {{goes_to: care, tested: [{{persona: student, on: {day}}}]}}
governance: {{last_reviewed: {day}, review_every: 9999 years}}
breach_plan: {{last_tested: {day}}}
waivers:
  - {{rule: silo, at: team/care, reason: new, owner: Ann, approved_by: Bo, expires: {day}}}
"""
BEYOND = ("0001-01-01", "0001-12-31", "1899-12-31", "2200-01-01", "9998-11-20", "9999-12-31")
ENDS = ("1900-01-01", "1900-01-02", "1969-12-31", "2199-12-01", "2199-12-31")
COMMANDS = (
    ("check", "p"),
    ("graph", "p"),
    ("baseline", "p"),
    ("test", "--mutate", "p", "--at-most", "1"),
)


@pytest.mark.parametrize("day", BEYOND)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_day_that_no_policy_can_name_is_no_day_to_judge_on(cxlint, write, command, day):
    write("p/policy.yaml", POLICY.format(day="2026-11-21"))
    result = cxlint(*command, "--as-of", day)
    assert result.code == 2
    assert f"'{day}' is no day to judge on; name one from 1900-01-01 to 2199-12-31" in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("day", ENDS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_day_that_a_policy_can_name_is_one_to_judge_on(cxlint, write, command, day):
    write("p/policy.yaml", POLICY.format(day=day))
    assert cxlint(*command, "--as-of", day).code in (0, 1)
    assert cxlint(*command).code in (0, 1)


@pytest.mark.parametrize("day", BEYOND)
def test_a_day_beyond_in_a_file_is_a_finding(cxlint, write, day):
    write("p/policy.yaml", POLICY.format(day=day))
    result = cxlint("check", "p")
    assert result.code == 1
    assert f"cannot be {day}" in result.out


@pytest.mark.parametrize("age", ["9999 years", "120000 months", "99999999999999 days"])
def test_a_window_longer_than_the_calendar_holds_everything(cxlint, write, age):
    write("p/policy.yaml", POLICY.format(day="1900-01-01"))
    settings = "{self-service-untested: {params: {max_age: %s, min_personas: 1}}}"
    write("p/cxlint.yaml", f"rules: {settings % age}\n")
    assert ": self-service-untested  " not in cxlint("check", "p").out
    write("p/cxlint.yaml", f"rules: {settings % '1 year'}\n")
    assert ": self-service-untested  " in cxlint("check", "p").out
