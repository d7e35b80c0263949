"""Opsgenie, in Terraform and as lists in YAML."""

from __future__ import annotations

import pytest
from vendor_files import complaints, data, left_out, made_of, position

from cxlint.policy.file_contents import understood

ESCALATIONS = """\
escalations:
  - name: payments
    owner_team_name: care
    repeat:
      count: 3
    rules:
      - condition: if-not-closed
        delay: 90
        recipient: {type: user, username: jon@example.org}
      - condition: if-not-acked
        delay: 0
        recipient:
          type: team
          team_name: care.night
"""
TERRAFORM = """\
resource "opsgenie_team" "care" {
  name = "Care"
}
resource "opsgenie_schedule" "night" {
  name     = "Night"
  timezone = "Europe/Rome"
}
resource "opsgenie_schedule_rotation" "r" {
  schedule_id = opsgenie_schedule.night.id
  name        = "r"
  type        = "weekly"
  participant {
    type = "user"
    id   = opsgenie_user.jon.id
  }
  time_restriction {
    type = "weekday-and-time-of-day"
    restrictions {
      start_day  = "friday"
      start_hour = 18
      start_min  = 30
      end_day    = "monday"
      end_hour   = 8
      end_min    = 0
    }
  }
}
resource "opsgenie_escalation" "e" {
  name = "Money"
  rules {
    condition   = "if-not-acked"
    notify_type = "default"
    delay       = 1
    recipient {
      type = "schedule"
      id   = opsgenie_schedule.night.id
    }
  }
  repeat {
    wait_interval = 10
    count         = 1
  }
}
"""


def test_levels_stand_in_the_order_of_their_delays() -> None:
    (escalation,) = data("e.yaml", ESCALATIONS)["escalations"].values()
    assert escalation == {
        "steps": [
            {"after": "immediately", "to": ["care.night"], "when": "nobody has taken it on"},
            {"after": "90 minutes", "to": ["jon@example.org"], "when": "it is not closed"},
        ],
        "repeats": 3,
    }


def test_places_follow_the_levels_when_these_are_put_in_order() -> None:
    (made,) = made_of({"e.yaml": ESCALATIONS})
    (id_,) = made.data["escalations"]
    assert position(made, "escalations", id_) == (2, 11)
    assert position(made, "escalations", id_, "steps", 0) == (10, 9)
    assert position(made, "escalations", id_, "steps", 1, "after") == (8, 16)
    assert position(made, "escalations", id_, "steps", 1, "to", 0)[0] == 9
    assert position(made, "escalations", id_, "repeats") == (5, 14)


def test_terraform_says_the_same() -> None:
    found = data("ops.tf", TERRAFORM)
    assert found["escalations"]["ops: Money"] == {
        "steps": [{"after": "1 minute", "to": ["Night"], "when": "nobody has taken it on"}],
        "repeats": 1,
    }
    assert list(found["schedules"].values()) == [
        {"open": "Mon 00:00-08:00, Fri 18:30-24:00, Sat,Sun 00:00-24:00", "timezone": "Europe/Rome"}
    ]
    assert found["teams"]["Care"] == {}
    assert found["teams"]["Night"]["open"] in found["schedules"]


def test_a_team_of_another_file_is_who_is_called() -> None:
    teams = "teams:\n  - name: care.night\n    members: [{username: a@example.org, role: admin}]\n"
    made = made_of({"e.yaml": ESCALATIONS, "t.yaml": teams})
    assert complaints(made) == []
    assert made[1].data == {"teams": {"care.night": {"roster": ["a@example.org"]}}}


ROTATION = """\
schedule_rotations:
  - name: r
    schedule_name: nights
    participants: [{type: user, username: a@example.org}%s]
    time_restriction:
      type: time-of-day
      restrictions: [{start_hour: 20, start_min: 0, end_hour: 8, end_min: %s}]
"""


def test_a_restriction_past_midnight_ends_on_the_next_day() -> None:
    found = data("r.yaml", ROTATION % ("", 30))
    assert next(iter(found["schedules"].values())) == {"open": "daily 20:00-08:30"}


def test_a_turn_of_nobody_leaves_the_hours_out() -> None:
    made = made_of({"r.yaml": ROTATION % (", {type: none}", 0)})
    assert left_out(made) == ["the hours of nights (in one of its turns nobody is on call)"]
    assert "schedules" not in made[0].data


@pytest.mark.parametrize(
    "text",
    [
        "escalations: [{name: a}]\n",
        "escalations: [{name: a, rules: []}]\nchannels: {}\n",
        "teams: [{name: a}]\n",
        "teams: [care, sales]\n",
        "schedules: [{open: 24x7}]\n",
        "users: [{username: a}]\n",
        "escalations: {a: {steps: [{to: b}]}}\n",
        "services: [{name: web, image: nginx}]\n",
        "services: [{name: web, team_name: core, image: nginx}]\n",
        "teams: [{name: core, members: [ana, bo]}]\n",
        "users: [{username: ana, role: admin}]\n",
        "schedules: [{name: nightly, timezone: UTC, cron: 0 3 * * *}]\n",
        "escalations: [{name: a, rules: [{after: 3, to: ana}, x]}]\n",
    ],
)
def test_what_only_looks_a_little_like_it_is_not_claimed(text: str) -> None:
    (found,) = understood("a.yaml", text.encode(), {})
    assert found.foreign is None
    assert found.data


def test_what_sorts_alerts_is_nothing_customers_meet() -> None:
    text = "api_integrations:\n  - {name: sns, type: AmazonSns}\n"
    assert data("a.yaml", text) == {}


@pytest.mark.parametrize(
    ("whom", "called"),
    [("default", "Care"), ("users", "Care"), ("admins", "the admins of care"),
     ("next", "whoever is next in care")],
)  # fmt: skip
def test_some_of_a_team_are_not_the_team(whom: str, called: str) -> None:
    text = (
        TERRAFORM.split('resource "opsgenie_schedule"', maxsplit=1)[0]
        + f"""
resource "opsgenie_escalation" "late" {{
  name = "Late"
  rules {{
    condition   = "if-not-acked"
    notify_type = "{whom}"
    delay       = 0
    recipient {{
      type = "team"
      id   = opsgenie_team.care.id
    }}
  }}
}}
"""
    )
    (escalation,) = data("d.tf", text)["escalations"].values()
    assert escalation["steps"][0]["to"] == [called]
