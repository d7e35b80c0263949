"""Opsgenie, in Terraform and as lists in YAML."""

from __future__ import annotations

import pytest
from vendor_files import complaints, data, judge, left_out, made_of, position

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


def test_a_turn_of_nobody_is_in_the_roster() -> None:
    found = data("r.yaml", ROTATION % (", {type: none}", 0))
    assert found["teams"]["nights"]["roster"] == ["a@example.org", "nobody"]
    assert next(iter(found["schedules"].values())) == {"open": "daily 20:00-08:00"}


def test_of_several_rotations_with_empty_turns_the_hours_are_left_out() -> None:
    text = ROTATION % (", {type: none}", 0)
    two = text + text.partition("schedule_rotations:\n")[2].replace("name: r", "name: s")
    assert left_out(made_of({"r.yaml": two})) == [
        "the hours of nights (in one of its turns nobody is on call)"
    ]


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


def told(text: str, name: str = "o.yaml") -> list[tuple[str, str]]:
    """Return rule and message of what is said of escalations."""
    chosen = frozenset({"escalation-to-nobody", "escalation-to-same-place"})
    return [(each.rule.id, each.message) for each in judge({name: text}, chosen)]


ON_CALL = """\
schedules:
  - {name: nights, timezone: Europe/Oslo, owner_team_name: care, enabled: %s}
schedule_rotations:
  - name: r
    schedule_name: nights
    start_date: "2019-11-05T00:00:00Z"
    end_date: %s
    participants: [{type: user, username: a@example.org}%s]
escalations:
  - name: shop down
    rules:
      - {condition: if-not-acked, delay: 0, recipient: {type: schedule, name: nights}}
"""


@pytest.mark.parametrize(
    ("enabled", "end", "said"),
    [
        ("true", "null", ""),
        ("true", '"2199-12-04T08:00:00Z"', ""),
        ("true", '"2019-12-04T08:00:00Z"', "closed for the whole year ahead"),
        ("false", "null", "never open"),
    ],
)
def test_rotations_end_and_schedules_are_switched_off(enabled: str, end: str, said: str) -> None:
    found = told(ON_CALL % (enabled, end, ""))
    assert [rule for rule, _ in found] == ["escalation-to-nobody"] * bool(said)
    assert all(said in message for _, message in found)


def test_a_rotation_that_ends_soon_is_told_from_then_on() -> None:
    ((_, message),) = told(ON_CALL % ("true", '"2027-03-01T08:00:00Z"', ""))
    assert "of the year" in message


@pytest.mark.parametrize("whom", ["[]", "[{type: none}]"])
def test_turns_of_nobody_are_no_turns(whom: str) -> None:
    text = ON_CALL % ("true", "null", "")
    text = text.replace("[{type: user, username: a@example.org}]", whom)
    assert [rule for rule, _ in told(text)] == ["escalation-to-nobody"]


def test_a_schedule_that_is_over_is_told_though_no_escalation_calls_it() -> None:
    text = (ON_CALL % ("true", '"2019-12-04T08:00:00Z"', "")).partition("escalations:")[0]
    ((rule, message),) = told(text)
    assert rule == "escalation-to-nobody" and "nobody is on call in nights" in message


LEVELS = """\
teams:
  - {name: one, members: [{username: ann@example.org}]}
  - {name: two, members: [{username: ann@example.org}, {username: bo@example.org}]}
  - {name: open, ignore_members: true, members: [{username: ann@example.org}]}
escalations:
  - name: shop down
    rules:
      - {condition: if-not-acked, delay: 0, recipient: {type: user, username: ann@example.org}}
      - {condition: %s, delay: 5, recipient: {type: team, name: %s}}
"""


@pytest.mark.parametrize(
    ("condition", "team", "same"),
    [
        ("if-not-acked", "one", True),
        ("if-not-acked", "two", False),
        ("if-not-acked", "open", False),
        ("if-not-closed", "one", False),  # who took it on is reminded to close it
    ],
)
def test_a_team_of_one_is_that_person(condition: str, team: str, same: bool) -> None:
    found = [rule for rule, _ in told(LEVELS % (condition, team))]
    assert found == ["escalation-to-same-place"] * same


ROUTE = "  - {name: %s, owner_team_name: care, order: %s, criteria: {%s}, notify: [{type: %s}]%s}\n"
SOME = "type: match-all-conditions, conditions: [{field: tags, operation: contains}]"
EVERY = "type: match-all"


@pytest.mark.parametrize(
    ("routes", "silent"),
    [
        ([("a", 0, EVERY, "none", "")], True),
        ([("a", 0, EVERY, "schedule", "")], False),
        ([("a", 0, SOME, "none", "")], False),
        ([("a", 1, EVERY, "none", ""), ("b", 0, SOME, "schedule", "")], False),
        ([("a", 1, EVERY, "none", ""), ("b", 0, SOME, "none", "")], True),
        ([("a", 0, EVERY, "none", ""), ("b", 1, SOME, "schedule", "")], True),
        ([("a", 0, EVERY, "none", ", is_default: true"), ("b", 1, EVERY, "team", "")], False),
        ([("a", 0, EVERY, "none", ", time_restriction: {type: time-of-day}")], False),
    ],
)
def test_routes_stand_in_order(routes: list[tuple], silent: bool) -> None:
    text = "team_routing_rules:\n" + "".join(ROUTE % each for each in routes)
    assert [rule for rule, _ in told(text)] == ["escalation-to-nobody"] * silent


@pytest.mark.parametrize(
    ("stated", "silent"),
    [
        ("suppress: true, filter: {type: match-all}", True),
        ("suppress: true, enabled: false, filter: {type: match-all}", False),
        ("suppress: false, filter: {type: match-all}", False),
        (
            "suppress: true, filter: {type: match-all-conditions, conditions: [{field: tags}]}",
            False,
        ),
        (
            "suppress: true, time_restriction: [{type: time-of-day}], filter: {type: match-all}",
            False,
        ),
        ("suppress: true", False),
    ],
)
def test_policies_that_keep_every_alert_back(stated: str, silent: bool) -> None:
    text = f"notification_policies:\n  - {{name: calm, team_name: care, {stated}}}\n"
    assert [rule for rule, _ in told(text)] == ["escalation-to-nobody"] * silent


def test_an_integration_that_ignores_everything() -> None:
    action = "ignore: [{name: i, filter: {type: %s}}]"
    text = "integration_actions:\n  - {name: a, integration_name: sns, " + action + "}\n"
    assert [rule for rule, _ in told(text % "match-all")] == ["escalation-to-nobody"]
    assert told(text % "match-all-conditions") == []


def test_terraform_says_the_same_of_policies() -> None:
    text = """\
    resource "opsgenie_notification_policy" "calm" {
      name     = "calm"
      team_id  = opsgenie_team.care.id
      suppress = true
      filter {
        type = "match-all"
      }
    }
    """
    ((rule, message),) = told(text, "o.tf")
    assert rule == "escalation-to-nobody" and "every alert is kept back" in message
    assert told(text.replace("suppress = true", "suppress = var.calm"), "o.tf") == []


def test_routes_say_what_an_escalation_is_for() -> None:
    route = ROUTE.replace("[{type: %s}]", "[{type: escalation, name: payments}]")
    text = "team_routing_rules:\n" + route % ("shop alarms", 0, EVERY, "")
    made = made_of({"e.yaml": ESCALATIONS, "r.yaml": text})
    (escalation,) = made[0].data["escalations"].values()
    assert escalation["raised_by"] == ["shop alarms"]
    assert complaints(made) == []
