"""PagerDuty in Terraform: levels, hours, teams, and where they stand."""

from __future__ import annotations

import pytest
from policies import policy as policy_of
from vendor_files import complaints, data, judge, left_out, made_of, policy, position

from cxlint.graph.staffing import idle
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


def layers(*stated: str) -> str:
    inner = "".join(f"layer {{\n{each}\n}}\n" for each in stated)
    zone = 'time_zone = "Europe/Berlin"'
    return f'resource "pagerduty_schedule" "a" {{\nname = "A"\n{zone}\n{inner}}}\n'


def hours_of(*stated: str) -> dict:
    (hours,) = data("s.tf", layers(*stated))["schedules"].values()
    return hours


NIGHT = """\
restriction {
  type              = "daily_restriction"
  start_time_of_day = "20:00:00"
  duration_seconds  = 43200
}
"""


@pytest.mark.parametrize("users", ["[]", '[""]', '["", " "]', "[null]", '["null"]'])
def test_a_layer_of_empty_places_has_nobody(users: str) -> None:
    assert hours_of(f"users = {users}") == {"open": "closed", "timezone": "Europe/Berlin"}


@pytest.mark.parametrize(
    "users",
    ["[pagerduty_user.a.id]", "var.users", "[for u in var.all : u.id]", "concat(var.a, var.b)",
     '["", data.pagerduty_user.a.id]', "local.users", '["PABC12"]', "[module.ann.id]"],
)  # fmt: skip
def test_people_who_are_worked_out_are_somebody(users: str) -> None:
    assert hours_of(f"users = {users}")["open"] == "24x7"


def test_a_layer_that_has_ended_holds_until_then() -> None:
    day = NIGHT.replace("20:00", "08:00")
    ended = f'start = "2024-01-05T08:00:00+01:00"\nend = "2025-03-05T08:00:00+01:00"\n{NIGHT}'
    assert hours_of(f'start = "2024-01-05T08:00:00+01:00"\n{day}', ended) == {
        "open": "daily 08:00-20:00",
        "exceptions": [{"from": "2024-01-05", "to": "2025-03-05", "open": "24x7"}],
        "timezone": "Europe/Berlin",
    }
    (only,) = policy(made_of({"s.tf": layers(ended)})).of("team")
    read = policy(made_of({"s.tf": layers(ended)}))
    assert idle(read, only) == "it is closed for the whole year ahead"


def test_layers_that_follow_one_another_leave_no_gap() -> None:
    first = 'start = "2024-01-01T00:00:00+01:00"\nend = "2024-06-01T00:00:00+02:00"\n'
    second = 'start = "2024-06-01T00:00:00+02:00"\n'
    assert hours_of(first, second) == {"open": "24x7", "timezone": "Europe/Berlin"}


@pytest.mark.parametrize("end", ["var.end", "null"])
def test_an_end_that_is_worked_out_is_not_guessed(end: str) -> None:
    made = made_of({"s.tf": layers(f'start = "2024-01-05T08:00:00Z"\nend = {end}')})
    assert bool(left_out(made)) == (end == "var.end")


@pytest.mark.parametrize(
    ("users", "roster"),
    [
        ("[pagerduty_user.fred.id]", ["fred"]),
        ('[pagerduty_user.fred.id, "", "P1"]', ["fred", "user P1"]),
        ('[pagerduty_user.all["ann"].id, pagerduty_user.all["bo"].id]', ["all ann", "all bo"]),
        ("[pagerduty_user.fred[0].id]", ["fred"]),
        ("[each.value.user]", None),
        ("var.users", None),
        ("[pagerduty_user.all[*].id]", None),
    ],
)
def test_people_are_known_by_name_where_all_are(users: str, roster: object) -> None:
    (team,) = data("s.tf", layers(f"users = {users}"))["teams"].values()
    assert team.get("roster") == roster


def rules(text: str, name: str = "oncall.tf") -> list[tuple[str, str, str]]:
    return found({name: text})


def found(files: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return rule, severity and message of what is said of escalations."""
    chosen = frozenset({"escalation-to-nobody", "escalation-to-same-place",
                        "single-level-escalation"})  # fmt: skip
    return [(each.rule.id, each.severity, each.message) for each in judge(files, chosen)]


def test_one_person_behind_both_levels_is_the_same_place() -> None:
    base = layers("users = [pagerduty_user.jon_snow.id]").replace('"a"', '"night"', 1)
    two = POLICY.split("  rule {\n    escalation_delay_in_minutes = 55", 1)[0]
    second = """\
      rule {
        escalation_delay_in_minutes = 5
        target {
          type = "user_reference"
          id   = %s
        }
      }
    }
    """
    for whom, same in [
        ("pagerduty_user.jon_snow.id", True),
        ("data.pagerduty_user.jon_snow.id", True),
        ("pagerduty_user.arya.id", False),
        ("var.user", False),
    ]:
        told = [rule for rule, _, _ in rules(two + second % whom + base)]
        assert told == ["escalation-to-same-place"] * same, whom
    turns = base.replace("jon_snow.id", "jon_snow.id, pagerduty_user.bran.id")
    assert rules(two + second % "pagerduty_user.jon_snow.id" + turns) == []


def test_instances_of_one_resource_are_not_one_place() -> None:
    text = POLICY.replace("pagerduty_schedule.night.id", 'pagerduty_schedule.all["first"].id')
    text = text.replace("pagerduty_user.jon_snow.id", 'pagerduty_schedule.all["second"].id')
    assert rules(text) == []


def test_an_instance_that_a_switch_makes_is_the_schedule_itself() -> None:
    night = layers(f"users = [pagerduty_user.a.id]\n{NIGHT}").replace('"a"', '"night"', 1)
    one = POLICY.split("  rule {\n    escalation_delay_in_minutes = 55", 1)[0] + "}\n"
    for index in ("", "[0]", "[each.key]", "[count.index]"):
        ((rule, severity, message),) = rules(one.replace("night.id", f"night{index}.id") + night)
        assert (rule, severity) == ("escalation-to-nobody", "warning")
        assert "50% of the year" in message and "08:00–20:00" in message
    assert rules(one.replace("night.id", 'night["x"].id') + night) == []


def test_how_often_it_begins_again_may_be_worked_out() -> None:
    one = POLICY.split("  rule {\n    escalation_delay_in_minutes = 55", 1)[0] + "}\n"
    assert rules(one.replace("num_loops = 2", "num_loops = var.loops")) == []
    told = [rule for rule, _, _ in rules(one.replace("num_loops = 2", "num_loops = 0"))]
    assert told == ["single-level-escalation"]


API = """\
{"escalation_policies": [{"id": "P1", "name": "Shop", "num_loops": 1, "escalation_rules": [
  {"escalation_delay_in_minutes": 30,
   "targets": [{"id": "S1", "type": "schedule_reference", "summary": "Nights"}]},
  {"escalation_delay_in_minutes": 30,
   "targets": [{"id": "%s", "type": "%s_reference", "summary": "Ann"}]}]}],
 "schedules": [{"id": "S1", "name": "Nights", "time_zone": "America/New_York",
   "schedule_layers": [{"start": "2024-01-01T00:00:00-05:00", "end": null,
     "users": [{"user": {"id": "U2", "summary": "Bo"}}],
     "restrictions": [{"type": "daily_restriction", "start_time_of_day": "20:00:00",
                       "duration_seconds": 36000}]}]}], "users": [{"id": "U1", "name": "Ann"}],
 "more": %s}
"""


def test_answers_of_the_api_say_the_same() -> None:
    made = data("a.json", API % ("U1", "user", "false"))
    (escalation,) = made["escalations"].values()
    assert escalation == {
        "steps": [
            {"after": "immediately", "to": ["Nights"]},
            {"after": "30 minutes", "to": ["Ann"]},
        ],
        "repeats": 1,
    }
    assert made["teams"]["Nights"]["roster"] == ["Bo"]
    (hours,) = made["schedules"].values()
    assert hours == {"open": "daily 20:00-06:00", "timezone": "America/New_York"}


@pytest.mark.parametrize(
    ("id_", "kind", "more", "gone"),
    [("U1", "user", "false", False), ("U9", "user", "false", True), ("U9", "user", "true", False),
     ("S9", "schedule", "false", True)],
)  # fmt: skip
def test_who_is_not_in_the_account_is_nobody(id_: str, kind: str, more: str, gone: bool) -> None:
    told = rules(API % (id_, kind, more), "a.json")
    assert bool(told) == gone
    assert all("daily" not in message or "06:00–20:00" in message for _, _, message in told)


@pytest.mark.parametrize("wrap", ["[%s]", '{"data": %s}', '{"pages": [{"answer": %s}]}'])
def test_answers_are_found_in_envelopes(wrap: str) -> None:
    assert data("a.json", wrap % (API % ("U1", "user", "false")))["escalations"]


@pytest.mark.parametrize(
    "text",
    [
        '{"schedules": [{"name": "nightly", "cron": "0 3 * * *"}]}',
        '{"services": [{"name": "web", "image": "nginx"}]}',
        '{"escalation_policies": [{"name": "a"}]}',
        '{"users": [{"id": "U1"}], "teams": [{"id": "T1"}]}',
    ],
)
def test_json_of_others_is_not_claimed(text: str) -> None:
    assert all(each.foreign is None for each in made_of({"a.json": text}, named=False))


ORCHESTRATION = """\
resource "pagerduty_event_orchestration_service" "www" {
  service = pagerduty_service.www.id
  set {
    id = "start"
    %s
  }
  catch_all {
    actions {
      %s
    }
  }
}
"""
EVERY = "rule {\nactions {\nsuppress = true\n}\n}"
SOME = 'rule {\ncondition {\nexpression = "event.x matches 1"\n}\nactions {\n%s\n}\n}'
OFF = EVERY.replace("rule {", "rule {\ndisabled = true", 1)


@pytest.mark.parametrize(
    ("set_", "rest", "silent"),
    [
        (EVERY, "", True),
        (SOME % "suppress = true" + "\n" + EVERY, "", True),
        ("", "suppress = true", True),
        ("", "drop_event = true", True),
        (SOME % "suppress = true", "suppress = true", True),
        (OFF, "", False),
        (OFF, "suppress = true", True),
        (SOME % "suppress = true", "", False),
        (SOME % 'priority = "P1"', "suppress = true", False),
        (SOME % 'priority = "P1"' + "\n" + EVERY, "", False),
        ('dynamic "rule" {\nfor_each = var.x\ncontent {}\n}', "suppress = true", False),
        ("", "suppress = false", False),
    ],
)
def test_event_rules_that_let_nothing_through(set_: str, rest: str, silent: bool) -> None:
    told = rules(ORCHESTRATION % (set_, rest))
    assert [rule for rule, _, _ in told] == ["escalation-to-nobody"] * silent
    assert all("every event is suppressed" in message for _, _, message in told)


EVENT_RULE = """\
resource "pagerduty_service_event_rule" "%s" {
  service  = pagerduty_service.a.id
  position = %s
  disabled = %s
  %s
  actions {
    suppress {
      value = %s
    }
  }
}
"""
CONDITIONS = 'conditions {\noperator = "and"\n}'


@pytest.mark.parametrize(
    ("stated", "silent"),
    [
        ([("a", 0, "false", "", "true")], True),
        ([("a", 0, "true", "", "true")], False),
        ([("a", 0, "false", CONDITIONS, "true")], False),
        ([("a", 0, "false", "", "false")], False),
        ([("a", 1, "false", "", "true"), ("b", 0, "false", CONDITIONS, "false")], False),
        ([("a", 0, "false", "", "true"), ("b", 1, "false", CONDITIONS, "false")], True),
        ([("a", 1, "false", "", "true"), ("b", 0, "true", CONDITIONS, "false")], True),
    ],
)
def test_event_rules_stand_in_order(stated: list[tuple], silent: bool) -> None:
    told = rules("".join(EVENT_RULE % each for each in stated))
    assert [rule for rule, _, _ in told] == ["escalation-to-nobody"] * silent


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ('"status": "disabled", "escalation_policy": {"id": "P1"}', True),
        ('"status": "active", "escalation_policy": null', True),
        ('"status": "active", "escalation_policy": {"id": "P1"}', False),
        ('"status": "active", "alert_creation": "create_incidents"', False),
    ],
)
def test_a_service_that_calls_nobody(said: str, silent: bool) -> None:
    text = f'{{"services": [{{"id": "S", "type": "service", "name": "Shop", {said}}}]}}'
    assert bool(rules(text, "a.json")) == silent


SERVICE = """\
resource "pagerduty_service" "%s" {
  name              = "%s"
  escalation_policy = pagerduty_escalation_policy.support.id
}
"""


def test_what_an_escalation_is_for_is_named_though_it_stands_in_another_file() -> None:
    one = POLICY.split("  rule {\n    escalation_delay_in_minutes = 55", 1)[0] + "}\n"
    night = layers(f"users = [pagerduty_user.a.id]\n{NIGHT}").replace('"a"', '"night"', 1)
    services = SERVICE % ("b", "Payments") + SERVICE % ("a", "Checkout")
    for files in ({"a.tf": services, "b.tf": one + night}, {"c.tf": one + services + night}):
        ((rule, _, message),) = found(files)
        assert rule == "escalation-to-nobody" and "Support (for Checkout and Payments)" in message
    elsewhere = services.replace("policy.support", "policy.other")
    assert "(for" not in found({"c.tf": one + elsewhere + night})[0][2]
    listed = API.replace('"num_loops"', '"services": [{"summary": "Shop"}], "num_loops"')
    (made,) = data("a.json", listed % ("U1", "user", "false"))["escalations"].values()
    assert made["raised_by"] == ["Shop"]


def alone(text: str, name: str = "oncall.tf") -> list[str]:
    found = judge({name: text}, frozenset({"escalation-on-one-person"}))
    return [each.message for each in found]


def ladder_of(label: str, *people: str, loops: int | None = 2) -> str:
    """Return an escalation policy with a level for each of the people."""
    levels = "".join(
        f"""
  rule {{
    escalation_delay_in_minutes = 10
    target {{
      type = "{"schedule" if "schedule" in each else "user"}_reference"
      id   = {each}
    }}
  }}"""
        for each in people
    )
    again = "" if loops is None else f"\n  num_loops = {loops}"
    address = f'resource "pagerduty_escalation_policy" "{label}"'
    return f'{address} {{\n  name = "{label}"{again}{levels}\n}}\n'


def turns_of(*people: str) -> str:
    listed = ", ".join(f"pagerduty_user.{each}.id" for each in people)
    return layers(f"users = [{listed}]").replace('"a"', '"night"', 1)


JON = "pagerduty_user.jon.id"
TURNS = "pagerduty_schedule.night.id"


@pytest.mark.parametrize(
    "text",
    [
        ladder_of("payments", JON),
        ladder_of("payments", "data.pagerduty_user.jon.id", loops=None),
        ladder_of("payments", JON) + ladder_of("search", JON, JON),
    ],
)
def test_everything_hangs_on_one_person_who_is_named(text: str) -> None:
    (told,) = alone(text)
    assert told.startswith("every escalation here")
    assert "calls jon and nobody else" in told


@pytest.mark.parametrize("first", [TURNS, JON])
def test_one_of_several_calls_its_only_person_again(first: str) -> None:
    others = ladder_of("search", "pagerduty_user.bran.id", "pagerduty_user.arya.id")
    (told,) = alone(ladder_of("payments", first) + others + turns_of("jon"))
    assert told.startswith("oncall: payments calls jon and nobody else, however often it calls")


@pytest.mark.parametrize(
    "text",
    [
        ladder_of("payments", JON) + ladder_of("search", TURNS) + turns_of("jon", "bran"),
        ladder_of("payments", TURNS) + turns_of("jon", "bran"),
        ladder_of("payments", JON, "pagerduty_user.bran.id"),
        ladder_of("payments", "var.user"),
    ],
)
def test_somebody_else_is_called_or_may_be(text: str) -> None:
    told = alone(text)
    assert [each for each in told if "search" in each or "every" in each] == []
