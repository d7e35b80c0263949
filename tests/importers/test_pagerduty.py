"""PagerDuty in Terraform: levels, hours, teams, and where they stand."""

from __future__ import annotations

import pytest
from policies import policy as policy_of
from vendor_files import complaints, data, left_out, made_of, policy, position

from cxlint.importers.policy_sketch import name_schedule

POLICY = """\
resource "pagerduty_escalation_policy" "support" {
  name      = "Support"
  num_loops = 2
  rule {
    escalation_delay_in_minutes = 5
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.night.id
    }
  }
  rule {
    escalation_delay_in_minutes = 55
    target {
      type = "user_reference"
      id   = pagerduty_user.jon_snow.id
    }
    target {
      type = "user_reference"
      id   = "PABC123"
    }
  }
  rule {
    escalation_delay_in_minutes = 30
    target {
      id = pagerduty_user.arya_stark.id
    }
  }
}
"""
SCHEDULE = """\
resource "pagerduty_schedule" "night" {
  name      = "Night shift"
  time_zone = "Europe/London"
  layer {
    users = [pagerduty_user.jon_snow.id]
    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 7
      start_time_of_day = "17:00:00"
      duration_seconds  = 57600
    }
  }
  layer {
    users = [pagerduty_user.arya_stark.id]
    restriction {
      type              = "daily_restriction"
      start_time_of_day = "01:00:00"
      duration_seconds  = 3600
    }
  }
}
"""


WITHOUT_DAY = """\
restriction {
  type              = "weekly_restriction"
  start_time_of_day = "09:00:00"
  duration_seconds  = 60
}
"""


def test_delays_are_added_up_since_each_counts_from_the_level_before() -> None:
    (escalation,) = data("oncall.tf", POLICY)["escalations"].values()
    assert escalation == {
        "steps": [
            {"after": "immediately", "to": ["night"]},
            {"after": "5 minutes", "to": ["jon snow", "user PABC123"]},
            {"after": "1 hour", "to": ["arya stark"]},
        ],
        "repeats": 2,
    }


def test_a_schedule_of_another_file_is_called_by_its_name() -> None:
    made = made_of({"a/policies.tf": POLICY, "a/schedules.tf": SCHEDULE})
    (escalation,) = made[0].data["escalations"].values()
    assert escalation["steps"][0]["to"] == ["Night shift"]
    assert complaints(made) == []
    assert policy(made).find("team", "Night shift") is not None


def test_the_hours_on_call_are_those_of_all_layers() -> None:
    found = data("schedules.tf", SCHEDULE)
    (hours,) = found["schedules"].values()
    assert hours["timezone"] == "Europe/London"
    assert hours["open"] == "Tue-Sat 01:00-02:00, Sun 01:00-02:00, 17:00-09:00"
    assert found["teams"]["Night shift"]["open"] in found["schedules"]


def test_a_layer_without_restrictions_is_always_on_call_and_one_without_users_never() -> None:
    always = """\
    resource "pagerduty_schedule" "a" {
      name = "A"
      layer {
        users = []
      }
      layer {
        users = ["P1"]
      }
    }
    resource "pagerduty_schedule" "b" {
      name = "B"
      layer {
        users = []
      }
    }
    """
    hours = [each["open"] for each in data("s.tf", always)["schedules"].values()]
    assert hours == ["24x7", "closed"]


@pytest.mark.parametrize(
    "layer",
    [
        'restriction {\ntype = "daily_restriction"\nstart_time_of_day = var.start\n}',
        'restriction {\ntype = "daily_restriction"\nstart_time_of_day = "09:00:00"\n}',
        WITHOUT_DAY,
        'dynamic "restriction" {\nfor_each = var.all\ncontent {}\n}',
    ],
)
def test_hours_that_are_worked_out_are_left_out_and_nothing_is_claimed(layer: str) -> None:
    text = f'resource "pagerduty_schedule" "a" {{\nname = "A"\nlayer {{\n{layer}\n}}\n}}\n'
    made = made_of({"s.tf": text})
    assert "schedules" not in made[0].data
    assert made[0].data["teams"] == {"A": {}}
    assert left_out(made)[0].startswith("the hours of pagerduty_schedule a")


def test_places_are_those_of_the_lines_that_say_it() -> None:
    (made,) = made_of({"oncall.tf": POLICY})
    (id_,) = made.data["escalations"]
    assert id_ == "oncall: Support"
    assert position(made, "escalations", id_) == (2, 3)
    assert position(made, "escalations", id_, "steps", 1) == (11, 3)
    assert position(made, "escalations", id_, "steps", 1, "after") == (12, 5)
    assert position(made, "escalations", id_, "steps", 1, "to", 1) == (19, 7)
    assert position(made, "escalations", id_, "repeats") == (3, 3)


def test_delays_that_are_worked_out_are_not_guessed() -> None:
    text = POLICY.replace("= 5\n", "= var.delay\n")
    (escalation,) = data("oncall.tf", text)["escalations"].values()
    assert ["after" in step for step in escalation["steps"]] == [True, False, False]


def test_levels_that_are_worked_out_are_left_out() -> None:
    text = """\
    resource "pagerduty_escalation_policy" "a" {
      name = "A"
      dynamic "rule" {
        for_each = var.rules
        content {}
      }
    }
    """
    made = made_of({"a.tf": text})
    assert "escalations" not in made[0].data
    assert left_out(made) == ["the levels of A (they are worked out)"]


def test_support_hours_are_hours_and_teams_are_teams() -> None:
    text = """\
    resource "pagerduty_team" "care" {
      name = "Care"
    }
    resource "pagerduty_service" "shop" {
      name                    = "Shop"
      acknowledgement_timeout = 600
      support_hours {
        type         = "fixed_time_per_day"
        time_zone    = "America/Lima"
        days_of_week = [1, 2, 3, 4, 5]
        start_time   = "09:00:00"
        end_time     = "17:00:00"
      }
    }
    resource "pagerduty_service_dependency" "x" {
    }
    """
    found = data("s.tf", text)
    assert found["teams"] == {"Care": {}}
    assert list(found["schedules"].values()) == [
        {"open": "Mon-Fri 09:00-17:00", "timezone": "America/Lima"}
    ]


def test_other_terraform_is_not_claimed() -> None:
    text = 'resource "aws_s3_bucket" "b" {\n  bucket = "pagerduty_schedule"\n}\n'
    assert made_of({"a.tf": text}, named=False) == []
    data_only = 'data "pagerduty_schedule" "b" {\n  name = "x"\n}\n'
    assert made_of({"a.tf": data_only}, named=False) == []


@pytest.mark.parametrize("name", ["25:99", "Support 9:00-17:00", "Mon-Fri 8:00", "24x7", "Days"])
def test_the_name_of_a_schedule_is_not_taken_for_its_hours(name: str) -> None:
    called = name_schedule(name)
    text = (
        f"teams: {{a: {{open: {called!r}}}}}\nschedules: {{{called!r}: {{open: Tue 09:00-10:00}}}}"
    )
    read = policy_of(text)
    (team,) = read.of("team")
    assert read.problems == []
    assert str(read.hours(team, "open")) == "Tue 09:00-10:00"
    assert called == name or name != "Days"
