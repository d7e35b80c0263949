"""Zendesk: every kind of thing, from the API, from whole accounts and from Terraform."""

from __future__ import annotations

import json
from typing import Any

import pytest
from vendor_files import complaints, data, judge, left_out, made_of, policy, position

from cxlint.importers.zendesk.conditions import VIAS, Part, describe_condition, find_via


def asks(field: str, value: Any, operator: str = "is") -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


def does(field: str, value: Any) -> dict[str, Any]:
    return {"field": field, "value": value}


def rule(title: str, all_: list[Any], actions: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "active": True,
        "conditions": {"all": all_, "any": more.pop("any", [])},
        "actions": actions,
        **more,
    }


def row(priority: str, metric: str, target: Any, *, business: bool = False) -> dict[str, Any]:
    return {"priority": priority, "metric": metric, "target": target, "business_hours": business}


def sla(title: str, rows: list[Any], all_: list[Any], position_: int = 1) -> dict[str, Any]:
    return {
        "title": title,
        "position": position_,
        "filter": {"all": all_, "any": []},
        "policy_metrics": rows,
    }


def read(**lists: Any) -> dict[str, Any]:
    """Return what an account becomes."""
    return data("desk.json", json.dumps(lists, indent=1))


GROUPS = [{"id": 1, "name": "Care"}, {"id": 2, "name": "Billing"}]
CREATED = asks("update_type", "Create")


def test_a_policy_is_a_promise_for_each_of_its_priorities() -> None:
    rows = [
        row("urgent", "first_reply_time", 10),
        row("low", "next_reply_time", 480, business=True),
        row("urgent", "periodic_update_time", 90),
        row("urgent", "requester_wait_time", 120),
    ]
    found = read(sla_policies=[sla("Incidents", rows, [asks("type", "incident")], 3)])
    common = {"position": 3, "conditions": [{"field": "type", "is": ["incident"]}]}
    assert found == {
        "promises": {
            "desk: Incidents: urgent": {
                **common,
                "priorities": ["urgent"],
                "first_reply": "10 minutes",
                "update_every": "90 minutes",
                "resolution": "2 hours",
                "pauses": [{"on": "pending tickets"}],
            },
            "desk: Incidents: low": {
                **common,
                "priorities": ["low"],
                "clock": "business",
                "next_reply": "8 hours",
            },
        }
    }


def test_of_several_policies_one_takes_the_tickets_for_which_it_has_no_target_too() -> None:
    first = sla("All", [row("normal", "first_reply_time", 60)], [])
    vip = sla("VIP", [row("low", "first_reply_time", 30)], [asks("current_tags", "vip")], 2)
    every = [row(each, "first_reply_time", 30) for each in ("low", "normal", "high", "urgent")]
    promises = read(sla_policies=[first, vip, sla("Rest", every, [], 3)])["promises"]
    assert promises["desk: All: nothing for low, high and urgent"] == {
        "position": 1,
        "priorities": ["low", "high", "urgent"],
    }
    assert promises["desk: VIP: nothing for normal, high and urgent"]["conditions"]
    assert not any("Rest: nothing" in each for each in promises)


@pytest.mark.parametrize("more", [{"active": False}, {"position": None}])
def test_what_is_tried_alone_or_in_no_order_is_told_as_it_stands(more: dict[str, Any]) -> None:
    one = sla("All", [row("normal", "first_reply_time", 60)], [])
    found = read(sla_policies=[one | {"position": None} if "position" in more else one,
                               sla("Old", [], [], 2) | more])  # fmt: skip
    assert list(found["promises"]) == ["desk: All: normal"]


def test_nobody_works_in_a_group_that_is_deleted() -> None:
    gone = {"id": 3, "name": "Old", "url": "https://a.zendesk.com/api/v2/groups/3.json"}
    found = read(groups=[gone | {"deleted": True}, GROUPS[0] | {"deleted": False}],
                 triggers=[rule("T", [], [does("status", "open")])])  # fmt: skip
    assert found["teams"] == {"Old": {"seats": 0}, "Care": {}}


def test_one_policy_may_mix_clocks_and_the_wait_of_customers_comes_before_work() -> None:
    rows = [
        row("high", "agent_work_time", 6000),
        row("high", "first_reply_time", 60, business=True),
        row("high", "requester_wait_time", 600),
    ]
    (promise,) = read(sla_policies=[sla("All", rows, [])])["promises"].values()
    assert promise == {
        "position": 1,
        "priorities": ["high"],
        "first_reply": "1 business hour",
        "resolution": "10 hours",
        "work": "100 hours",
    }


def test_the_answer_to_one_request_and_the_body_of_another_are_read_as_well() -> None:
    one = json.dumps({"sla_policy": sla("A", [row("low", "first_reply_time", 30)], [])}, indent=1)
    (made,) = made_of({"sla.json": one})
    (id_,) = made.data["promises"]
    assert position(made, "promises", id_, "first_reply") == (13, 15)
    assert position(made, "promises", id_, "position") == (4, 15)


def test_seconds_are_targets_too_and_no_target_is_none() -> None:
    rows = [
        {"priority": "low", "metric": "first_reply_time", "target_in_seconds": 1800},
        {"priority": "high", "metric": "first_reply_time", "target": None},
    ]
    found = read(sla_policies=[sla("A", rows, [])])
    assert list(found["promises"]) == ["desk: A: low"]
    assert found["promises"]["desk: A: low"]["first_reply"] == "30 minutes"


def test_unknown_metrics_and_odd_targets_are_left_out_with_the_reason() -> None:
    rows = [row("low", "mood", 3), row("low", "first_reply_time", "soon")]
    made = made_of({"d.json": json.dumps({"sla_policies": [sla("A", rows, [])]})})
    assert made[0].data == {}
    assert left_out(made) == [
        "a target of A (its metric mood is unknown)",
        "a target of A (it is no number of minutes)",
    ]


def test_a_policy_for_channels_names_them() -> None:
    rows = [row("high", "first_reply_time", 5)]
    found = read(sla_policies=[sla("Live", rows, [asks("via_id", ["29", 34], "includes")])])
    (promise,) = found["promises"].values()
    assert promise["conditions"] == [{"field": "channel", "is": ["chat", "phone call"]}]
    assert [found["channels"][each]["kind"] for each in promise["channels"]] == ["chat", "voice"]
    assert "steps" not in found
    assert all("goes_to" not in each for each in found["channels"].values())


@pytest.mark.parametrize("via", ["4", "web_form", ["29", "whatsapp"]])
def test_a_policy_for_a_channel_is_no_way_that_is_lost(via: Any) -> None:
    rows = [row("low", "first_reply_time", 60)]
    text = json.dumps({"sla_policies": [sla("Incidents", rows, [asks("via_id", via, "includes")])]})
    assert judge({"desk.json": text}, frozenset({"leaves-what-was-given", "dead-end"})) == []


def test_new_tickets_come_by_the_channels_of_a_policy_where_triggers_send_them() -> None:
    policies = [sla("Mail", [row("low", "first_reply_time", 60)], [asks("via_id", "4")])]
    triggers = [rule("Route", [asks("update_type", "Create")], [does("group_id", 1)])]
    found = read(sla_policies=policies, triggers=triggers, groups=GROUPS)
    (channel,) = (each for each in found["channels"].values() if each["kind"] == "email")
    assert channel["goes_to"] in found["steps"]


def test_a_form_hands_in_tickets_of_which_more_is_to_be_said() -> None:
    found = read(ticket_forms=[{"id": 3, "name": "Complaint", "ticket_field_ids": []}])
    assert {"kind": "elsewhere"} in found["steps"].values()


def test_triggers_send_new_tickets_to_groups_and_anybody_sees_the_rest() -> None:
    found = read(
        groups=GROUPS,
        triggers=[
            rule("Invoices", [CREATED, asks("current_tags", "invoice bill", "includes")],
                 [does("group_id", "2")]),
            rule("Spam", [asks("via_id", 4)], [does("status", "closed")]),
            rule("Off", [], [does("group_id", "1")], active=False),
        ],
    )  # fmt: skip
    assert found["channels"] == {"desk": {"kind": "any", "goes_to": "desk: new tickets"}}
    assert found["steps"]["desk: new tickets"] == {
        "kind": "branch",
        "options": [
            {"say": "update is Create, tags is invoice or bill", "goes_to": "Billing"},
            {"say": "channel is email", "goes_to": "desk: closed by a trigger"},
        ],
        "on_failure": "agents",
    }
    assert found["outcomes"] == {"desk: closed by a trigger": {"kind": "ended"}}
    assert found["teams"] == {"Care": {}, "Billing": {}, "agents": {}}


def test_a_trigger_that_asks_for_a_group_hands_over_from_it() -> None:
    found = read(
        groups=GROUPS,
        triggers=[rule("Up", [asks("group_id", 1)],
                       [does("group_id", 2), does("priority", "urgent")])],
    )  # fmt: skip
    assert found["handoffs"] == [
        {"from": "Care", "to": "Billing", "carried_by": "us", "when": "group is Care",
         "priority": "urgent"}
    ]  # fmt: skip


def test_groups_of_another_file_are_found_by_number() -> None:
    triggers = json.dumps({"triggers": [rule("A", [CREATED], [does("group_id", "2")])]})
    groups = json.dumps(
        {"groups": [{"id": 2, "name": "Billing", "url": "https://x.zendesk.com/api/v2/groups/2"}]}
    )
    alone = made_of({"d/t.json": triggers})
    assert alone[0].data["steps"]["t: new tickets"]["options"][0]["goes_to"] == "t: group 2"
    assert alone[0].data["teams"]["t: group 2"] == {}
    assert complaints(alone) == []
    both = made_of({"d/t.json": triggers, "d/g.json": groups})
    assert both[0].data["steps"]["t: new tickets"]["options"][0]["goes_to"] == "Billing"
    assert complaints(both) == []
    mine = made_of(
        {"d/t.json": triggers, "d/g.json": groups, "p.yaml": "teams: {Billing: {seats: 3}}\n"}
    )
    team = policy(mine).find("team", "Billing")
    assert team is not None
    assert team.get("seats") == 3


def test_groups_may_be_meant_by_name_or_by_nothing_certain() -> None:
    found = read(
        triggers=[
            rule("A", [], [does("group_id", "Care")]),
            rule("B", [], [does("group_id", "{{ticket.group.id}}")]),
            rule("C", [], [does("group_id", "")]),
            rule("D", [], [does("group_id", None)]),
        ]
    )
    assert [each["goes_to"] for each in found["steps"]["desk: new tickets"]["options"]] == ["Care"]


def timed(title: str, hours: str, actions: list[Any], clock: str = "NEW") -> dict[str, Any]:
    asked = [asks("status", "solved", "less_than"), asks(clock, hours, "greater_than")]
    return rule(title, asked, actions)


def test_automations_that_ask_the_same_are_levels_of_one_escalation() -> None:
    found = read(
        groups=GROUPS,
        automations=[
            timed("Late", "8", [does("notification_user", ["all_agents", "Late", "See to it"])]),
            timed("Soon late", "4", [does("priority", "urgent"), does("group_id", 2)]),
            timed("Other", "4", [does("notification_group", ["Night", "x", "y"])], "OPEN"),
        ],
    )
    unsolved = "status is new or open or pending or hold"
    assert found["escalations"]["desk: Late"] == {
        "name": "Late",
        "steps": [
            {
                "after": "4 hours",
                "when": f"{unsolved}, more than 4 hours after it was new",
                "priority": "urgent",
                "to": ["Billing"],
            },
            {
                "after": "8 hours",
                "when": f"{unsolved}, more than 8 hours after it was new",
                "to": ["all agents"],
            },
        ],
    }
    assert found["escalations"]["desk: Other"]["steps"][0]["to"] == ["Night"]
    assert "scripts" not in found


def test_hours_before_a_breach_are_a_level_without_a_time() -> None:
    before = rule("Soon", [asks("until_sla_next_breach_at", "2", "less_than")],
                  [does("priority", "urgent")])  # fmt: skip
    (escalation,) = read(automations=[before])["escalations"].values()
    assert escalation["steps"] == [
        {"when": "less than 2 hours before an SLA target is missed", "priority": "urgent"}
    ]


def test_closing_what_is_solved_is_no_wait_of_a_customer() -> None:
    closing = rule("Close 4 days after solved",
                   [asks("status", "solved"), asks("SOLVED", "96", "greater_than")],
                   [does("status", "closed")])  # fmt: skip
    found = read(automations=[closing])
    assert found["steps"] == {
        "desk: Close 4 days after solved": {
            "kind": "task",
            "name": "Close 4 days after solved",
            "timeout": "4 days",
            "on_timeout": "desk: solved and closed",
            "goes_to": "desk: solved and closed",
        }
    }
    assert found["outcomes"] == {"desk: solved and closed": {"kind": "resolved"}}


def test_closing_what_is_pending_is_silence_of_a_customer_who_was_asked() -> None:
    notice = does("notification_user", ["requester_id", "Bye", "We close {{ticket.id}}"])
    closing = rule("Give up", [asks("PENDING", "120", "is")], [does("status", "solved"), notice])
    found = read(automations=[closing])
    assert found["steps"]["desk: Give up"]["kind"] == "form"
    assert found["steps"]["desk: Give up"]["timeout"] == "5 days"
    told = found["steps"]["desk: Give up"]["on_timeout"]
    assert found["steps"][told] == {"kind": "message", "goes_to": "desk: solved by the clock"}
    assert found["outcomes"] == {"desk: solved by the clock": {"kind": "ended"}}
    assert found["handoffs"] == [{"from": "desk: Give up", "to": "agents", "progress": True}]
    (script,) = found["scripts"].values()
    assert script == {"purpose": "update", "text": "Bye\nWe close {{ticket.id}}"}


def test_closing_what_nobody_saw_is_a_wait() -> None:
    closing = rule("Tidy up", [asks("OPEN", "5", "greater_than_business_hours")],
                   [does("status", "closed")])  # fmt: skip
    (step,) = read(automations=[closing])["steps"].values()
    assert (step["kind"], step["timeout"]) == ("wait", "5 business hours")


def test_what_customers_read_are_scripts_and_what_agents_read_is_not() -> None:
    found = read(
        triggers=[
            rule("Got it", [CREATED],
                 [does("notification_user", ["requester_and_ccs", "Hello", "We have it."])]),
            rule("Inside", [CREATED], [does("notification_user", ["assignee_id", "a", "b"])]),
        ],
        macros=[
            {"title": "Refund", "active": True, "actions": [
                does("comment_value", ["channel:all", "It is refunded."])]},
            {"title": "Just close", "active": True, "actions": [does("status", "solved")]},
        ],
    )  # fmt: skip
    assert found["scripts"] == {
        "desk: Got it": {"purpose": "update", "text": "Hello\nWe have it."},
        "desk: Refund": {"purpose": "macro", "text": "It is refunded."},
    }


def test_schedules_count_from_sunday() -> None:
    office = {
        "id": 5,
        "name": "Office",
        "time_zone": "Eastern Time (US & Canada)",
        "intervals": [{"start_time": 1980, "end_time": 2460}, {"start_time": 0, "end_time": 60}],
    }
    rows = [row("low", "first_reply_time", 60, business=True)]
    found = read(schedules=[office], sla_policies=[sla("A", rows, [])])
    assert found["schedules"] == {
        "desk: Office": {"open": "Mon 09:00-17:00, Sun 00:00-01:00", "timezone": "America/New_York"}
    }
    assert found["promises"]["desk: A: low"]["open"] == "desk: Office"


def test_a_time_zone_that_nobody_knows_leaves_the_schedule_out() -> None:
    moon = {"name": "Moon", "time_zone": "Mare Crisium", "intervals": []}
    made = made_of({"s.json": json.dumps({"schedules": [moon]})})
    assert left_out(made) == ["schedule Moon (its time zone Mare Crisium is unknown)"]


def test_group_policies_are_what_teams_owe_one_another() -> None:
    metric = "group_ownership_time"
    rows = [row("low", metric, 480), row("high", metric, 60)]
    owed = sla("Own", rows, [asks("group_id", ["1"], "includes")])
    assert read(groups=GROUPS, group_sla_policies=[owed])["teams"]["Care"] == {
        "ola": {"resolution": "8 hours"}
    }
    made = made_of({"g.json": json.dumps({"group_sla_policies": [owed]})})
    assert left_out(made) == ["group SLA policy Own (its groups are not in this file)"]


def test_forms_ask_for_the_fields_that_customers_see() -> None:
    url = "https://x.zendesk.com/api/v2/ticket_fields/1"
    found = read(
        ticket_fields=[
            {"id": 1, "url": url, "title": "Order number", "visible_in_portal": True},
            {"id": 2, "url": url, "title": "Risk", "visible_in_portal": False},
        ],
        ticket_forms=[{"name": "Returns", "ticket_field_ids": [1, 2, 3]}],
    )
    assert found["steps"]["desk: Returns"] == {
        "kind": "form",
        "goes_to": "desk: new tickets",
        "asks_for": ["Order number"],
    }


TERRAFORM = """\
resource "zendesk_group" "care" {
  name = "Care"
}
resource "zendesk_trigger" "blocks" {
  title    = "Blocks"
  position = 1
  all {
    field    = "update_type"
    operator = "is"
    value    = "Create"
  }
  any {
    field    = "current_tags"
    operator = "includes"
    value    = "vip"
  }
  action {
    field = "group_id"
    value = zendesk_group.care.id
  }
  action {
    field = "notification_user"
    value = jsonencode(["requester_id", "Hello", "We have it."])
  }
}
resource "zendesk_trigger" "attributes" {
  title = "Attributes"
  conditions = {
    all = [{ field = "via_id", operator = "is", value = "29" }]
    any = []
  }
  actions = [{ field = "group_id", value = zendesk_group.care.id }]
}
resource "zendesk_sla_policy" "s" {
  title = "S"
  all {
    field    = "type"
    operator = "is"
    value    = "incident"
  }
  policy_metrics {
    priority       = "normal"
    metric         = "first_reply_time"
    target         = 30
    business_hours = false
  }
}
"""


def test_both_ways_to_write_it_in_terraform_say_the_same() -> None:
    found = data("desk.tf", TERRAFORM)
    assert found["steps"]["desk: new tickets"]["options"] == [
        {"say": "update is Create, tags is vip", "goes_to": "Care"},
        {"say": "channel is chat", "goes_to": "Care"},
    ]
    assert found["scripts"]["desk: Blocks"]["text"] == "Hello\nWe have it."
    assert found["promises"]["desk: S: normal"]["first_reply"] == "30 minutes"


def test_places_in_terraform_are_lines_of_it() -> None:
    (made,) = made_of({"desk.tf": TERRAFORM})
    lines = TERRAFORM.splitlines()
    metrics = lines.index("  policy_metrics {") + 1
    assert position(made, "promises", "desk: S: normal") == (metrics + 1, 5)
    assert position(made, "promises", "desk: S: normal", "first_reply") == (metrics + 3, 5)
    assert position(made, "steps", "desk: new tickets", "options", 0) == (19, 5)
    assert position(made, "scripts", "desk: Blocks", "text") == (23, 5)
    assert "zendesk_group.care.id" in lines[19 - 1]
    assert "jsonencode" in lines[23 - 1]


def test_a_group_of_another_file_of_terraform_is_found_by_its_address() -> None:
    group, rest = TERRAFORM.split("}\n", 1)
    made = made_of({"d/a.tf": rest, "d/b.tf": group + "}\n"})
    assert made[0].data["steps"]["a: new tickets"]["options"][0]["goes_to"] == "Care"
    assert complaints(made) == []


@pytest.mark.parametrize(
    "lists",
    [
        {"triggers": []},
        {"triggers": [{"title": "a", "actions": ["go"]}]},
        {"triggers": [{"title": "a", "actions": []}]},
        {"groups": [{"id": 1, "name": "a"}]},
        {"schedules": [{"name": "a", "intervals": [1]}], "count": 1},
        {"macros": [{"title": "a"}]},
        {"sla_policies": {"a": 1}},
        {"macro": "x"},
    ],
)
def test_what_only_looks_a_little_like_it_is_not_claimed(lists: Any) -> None:
    assert made_of({"a.json": json.dumps(lists)}, named=False) == []


def test_what_has_not_the_form_of_its_kind_is_left_out() -> None:
    lists = {"triggers": [rule("A", [], []), "B", None]}
    made = made_of({"a.json": json.dumps(lists)})
    assert left_out(made) == ["unknown unnamed (its kind is unknown)"]
    assert made[0].problems[0].facts["number"] == 2


def test_channels_are_known_by_number_and_by_word() -> None:
    for number, word in VIAS:
        assert find_via(word) == find_via(number or word) == VIAS[number, word]
    assert find_via("999") is None


@pytest.mark.parametrize(
    ("operator", "field", "value", "expected"),
    [
        ("is", "via_id", "4", {"is": ["email"]}),
        ("is", "via_id", "999", {"is": ["channel 999"]}),
        ("is_not", "status", "closed", {"is_not": ["closed"]}),
        ("less_than", "priority", "high", {"is": ["low", "normal"]}),
        ("greater_than", "status", "closed", {"is": ["nothing"]}),
        ("less_than_equal", "priority", "normal", {"is": ["low", "normal"]}),
        ("changed", "priority", "", {"test": "changed"}),
        ("value_previous", "status", "solved", {"test": "changed from solved"}),
        ("is", "assignee_id", "", {"is": ["nothing"]}),
        ("not_includes", "current_tags", ["a", "b"], {"is_not": ["a", "b"]}),
        ("is", "custom_fields_1", True, {"is": ["true"]}),
    ],
)
def test_conditions_are_put_in_words(
    operator: str, field: str, value: Any, expected: dict[str, Any]
) -> None:
    found = describe_condition(Part(field, operator, value, ()), str)
    del found["field"]
    assert found == expected


def hourly(field: str, kind: str = "triggers", of: str = "all") -> list[str]:
    """Return what is said of a rule that asks for hours as never acting."""
    waits = asks(field, "6", "greater_than")
    calls = [does("notification_user", ["assignee_id", "Late", "It is late."])]
    told = rule("Late", [asks("status", "open")], calls)
    told.setdefault("conditions", {}).setdefault(of, []).append(waits)
    text = json.dumps({kind: [told]})
    return [each.message for each in judge({"desk.json": text}, frozenset({"rule-never-acts"}))]


@pytest.mark.parametrize(
    "field", ["updated_at", "OPEN", "until_sla_next_breach_at", "hours_since_update"]
)
def test_a_trigger_that_asks_for_hours_acts_at_no_time(field: str) -> None:
    (told,) = hourly(field)
    assert "does not act when its time is over: it asks for hours" in told


@pytest.mark.parametrize(
    ("field", "kind", "of"),
    [
        ("OPEN", "automations", "all"),
        ("OPEN", "triggers", "any"),
        ("custom_fields_12", "triggers", "all"),
    ],
)
def test_an_automation_and_a_trigger_that_may_act_otherwise(field: str, kind: str, of: str) -> None:
    assert hourly(field, kind, of) == []
