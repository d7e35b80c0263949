"""Zendesk: in what envelopes accounts come, what they name and have not, and what does nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from vendor_files import complaints, made_of, policy

CREATED = {"field": "update_type", "operator": "is", "value": "Create"}
POLICY = {
    "title": "Gold",
    "position": 1,
    "filter": {"all": [{"field": "current_tags", "operator": "includes", "value": "gold"}]},
    "policy_metrics": [{"priority": "low", "metric": "first_reply_time", "target": 60}],
}


def trigger(title: str = "Welcome", **more: Any) -> dict[str, Any]:
    told = {"field": "notification_user", "value": ["requester_id", "Hello", "We have it."]}
    return {"title": title, "all": [CREATED], "actions": [told], **more}


def missing(*files: Any) -> list[tuple[str, str]]:
    """Return kind and number of what rules name and their account has not."""
    made = made_of({f"{n}.json": json.dumps(each, indent=1) for n, each in enumerate(files)})
    found = complaints(made)
    assert {name for name, _ in found} <= {"undefined-reference"}
    return [(facts["kind"], facts["id"]) for _, facts in found]


@pytest.mark.parametrize(
    "data",
    [
        {"triggers": [trigger()]},
        {"triggers": {"welcome": trigger()}},
        {"business_rules": {"add_triggers": [trigger()]}},
        {"bootstrap": {"subdomain": "x"}, "business_rules": {"add_triggers": [trigger()]}},
        {"data": {"account": {"triggers": [trigger()]}}},
        {"trigger": trigger()},
        trigger(),
        [trigger()],
        [{"triggers": [trigger()]}],
    ],
)
def test_a_trigger_is_read_in_every_envelope(data: Any) -> None:
    (made,) = made_of({"desk.json": json.dumps(data)})
    assert [each["text"] for each in made.data["scripts"].values()] == ["Hello\nWe have it."]


@pytest.mark.parametrize(
    "data",
    [
        {"business_rules": {"add_slas": [POLICY]}, "users": {"add_groups": [{"name": "Care"}]}},
        {"sla_policies": {"gold": POLICY}},
        POLICY,
        [POLICY],
    ],
)
def test_an_sla_policy_is_read_in_every_envelope(data: Any) -> None:
    (made,) = made_of({"desk.json": json.dumps(data)})
    assert len(made.data["promises"]) == 1


@pytest.mark.parametrize(
    "data",
    [
        {"name": "deploy", "actions": [{"field": "x"}], "conditions": {}},
        {"name": "deploy", "actions": [], "all": [CREATED]},
        [{"title": "a", "all": [1], "actions": [{"field": "x"}]}],
        {"x": {"y": {"triggers": [{"name": "push"}]}}},
        {"a": {"b": {"c": {"d": {"e": {"triggers": [trigger()]}}}}}},
    ],
)
def test_what_only_looks_like_one_is_not_claimed(data: Any) -> None:
    (made,) = made_of({"desk.json": json.dumps(data)})
    assert [each.rule for each in made.problems] == ["unreadable-file"]


GROUPS = {"groups": [{"id": 1, "name": "Care"}, {"id": 2, "name": "Billing"}]}


def rule(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return trigger(actions=list(actions), **more)


def does(field: str, value: Any) -> dict[str, Any]:
    return {"field": field, "value": value}


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ({**GROUPS, "triggers": [rule(does("group_id", "99"))]}, [("group", "99")]),
        ({**GROUPS, "triggers": [rule(does("group_id", 99))]}, [("group", "99")]),
        ({**GROUPS, "macros": [{"title": "M", "actions": [does("group_id", "99")]},
                               {"title": "N", "actions": [does("comment_value", "x")]}]},
         [("group", "99")]),
        ({**GROUPS, "triggers": [rule(does("notification_group", ["99", "a", "b"]))]},
         [("group", "99")]),
        ({**GROUPS, "triggers": [rule(does("priority", "low"), all=[
            {"field": "group_id", "operator": "is", "value": "99"}])]}, [("group", "99")]),
        ({"brands": [{"id": 5, "name": "A"}], "triggers": [rule(does("priority", "low"), any=[
            {"field": "brand_id", "operator": "is", "value": "6"}])]}, [("brand", "6")]),
        ({"ticket_fields": [{"id": 5, "title": "A"}],
          "triggers": [rule(does("custom_fields_6", "x"))]}, [("ticket field", "6")]),
        ({"ticket_forms": [{"id": 5, "name": "A", "ticket_field_ids": []}],
          "triggers": [rule(does("ticket_form_id", "6"))]}, [("ticket form", "6")]),
        ({"users": [{"id": 5, "name": "Ann"}], "triggers": [rule(does("assignee_id", "6"))]},
         [("user", "6")]),
        # honest: it is there, is no number, is another file's, may be on the next page, is off
        ({**GROUPS, "triggers": [rule(does("group_id", "2"))]}, []),
        ({**GROUPS, "triggers": [rule(does("group_id", "current_groups"))]}, []),
        ({"triggers": [rule(does("group_id", "99"))]}, []),
        ({**GROUPS, "next_page": "https://x/2", "triggers": [rule(does("group_id", "99"))]}, []),
        ({**GROUPS, "meta": {"has_more": True}, "triggers": [rule(does("group_id", "99"))]}, []),
        ({**GROUPS, "triggers": [rule(does("group_id", "99"), active=False)]}, []),
        ({"groups": [{"name": "Care"}], "triggers": [rule(does("group_id", "99"))]}, []),
        ({"groups": [], "triggers": [rule(does("group_id", "99"))]}, []),
    ],
)  # fmt: skip
def test_what_a_rule_names_and_the_account_has_not_is_told(
    account: Any, expected: list[tuple[str, str]]
) -> None:
    assert missing(account) == expected


def test_two_rules_that_name_it_are_two_places() -> None:
    account = {**GROUPS, "triggers": [rule(does("group_id", "9")), rule(does("group_id", "9"))]}
    assert missing(account) == [("group", "9"), ("group", "9")]


HEADINGS = [
    ("status", "closed", does("status", "closed")),
    ("status", "closed", does("current_tags", "never")),
    ("current_tags", "heading", does("current_tags", "heading")),
    ("group_id", "1", does("group_id", "1")),
]


@pytest.mark.parametrize(("field", "value", "action"), HEADINGS)
@pytest.mark.parametrize("kind", ["triggers", "automations"])
def test_a_rule_that_does_nothing_is_nothing(
    kind: str, field: str, value: str, action: dict[str, Any]
) -> None:
    asked = [{"field": field, "operator": "is", "value": value}]
    heading = {"title": "--- Routing ---", "all": asked, "actions": [action]}
    made = made_of({"desk.json": json.dumps({kind: [heading]})})
    assert not any(policy(made).of(kind) for kind in ("step", "handoff", "escalation", "channel"))


def case_rules(text: str, name: str = "desk.tf") -> dict[str, Any]:
    (made,) = made_of({name: text})
    found: dict[str, Any] = made.data["case_rules"]
    return found


def test_the_other_form_of_terraform_says_the_same() -> None:
    (found,) = case_rules(
        """
        resource "zendesk_trigger" "a" {
          title    = "On mail"
          position = 4
          conditions = { all = [{ field = "via_id", operator = "includes", values = ["4", "34"] }] }
          actions = [
            { field = "notification_user", target = "requester_id",
              notification_subject = "Hi", value = "We have it" },
            { field = "custom_field", value = "x", custom_field_id = 7 },
          ]
        }
        """
    ).values()
    assert found == {
        "name": "On mail",
        "position": 4,
        "conditions": [{"field": "channel", "is": ["email", "phone call"]}],
        "tells": ["customer"],
        "sets": [{"field": "custom fields 7", "to": "x"}],
    }


def test_a_group_in_encoded_words_is_the_group() -> None:
    found = case_rules(
        """
        resource "zendesk_group" "care" { name = "Care" }
        resource "zendesk_automation" "late" {
          title = "Late"
          all {
            field = "NEW"
            operator = "greater_than_business_hours"
            value = "24"
          }
          action {
            field = "notification_group"
            value = jsonencode([zendesk_group.care.id, "Late", "See to it"])
          }
        }
        """
    )
    assert found["desk: automation Late"] == {
        "name": "Late",
        "runs": "by the clock",
        "conditions": [{"field": "business hours since new", "more_than": 24}],
        "tells": ["Care"],
    }


def test_conditions_of_rules_are_told_as_what_they_are() -> None:
    asked = [
        ("update_type", "is_not", "Change"),
        ("status", "value", "solved"),
        ("status", "value_previous", "pending"),
        ("priority", "changed", None),
        ("assignee_id", "not_changed", None),
        ("group_id", "is", ""),
        ("priority", "greater_than", "normal"),
        ("until_sla_next_breach_at", "less_than", "2"),
        ("sla_next_breach_at", "greater_than", "1"),
        ("current_tags", "not_includes", "a b"),
    ]
    parts = [{"field": f, "operator": o, "value": v} for f, o, v in asked]
    data = {"triggers": [trigger(all=parts, active=False)]}
    (found,) = case_rules(json.dumps(data), "desk.json").values()
    assert found["enabled"] is False
    assert found["conditions"] == [
        {"field": "update", "is": ["Create"]},
        {"field": "status", "changed_to": ["solved"]},
        {"field": "status", "changed_from": ["pending"]},
        {"field": "priority", "changed": True},
        {"field": "assignee", "changed": False},
        {"field": "group", "is": ["nothing"]},
        {"field": "priority", "is": ["high", "urgent"]},
        {"field": "hours before an SLA target is missed", "less_than": 2},
        {"field": "hours since an SLA target was missed", "more_than": 1},
        {"field": "tags", "is_not": ["a", "b"]},
    ]


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [
        (does("group_id", "2"), "sets", {"field": "group", "to": "Billing"}),
        (does("group_id", "current_groups"), "sets", {"field": "group"}),
        (does("assignee_id", ""), "sets", {"field": "assignee", "to": "nothing"}),
        (does("current_tags", "a b"), "sets", {"field": "tags", "adds": ["a", "b"]}),
        (does("remove_tags", "a"), "sets", {"field": "tags", "removes": ["a"]}),
        (does("set_tags", "a"), "sets", {"field": "tags"}),
        (does("notification_user", ["requester_and_ccs", "a", "b"]), "tells", "customer"),
        (does("notification_user", ["all_agents", "a", "b"]), "tells", "all agents"),
        (does("notification_user", ["77", "a", "b"]), "tells", "user 77"),
        (does("notification_group", ["1", "a", "b"]), "tells", "Care"),
        (does("notification_webhook", ["x", "{}"]), "calls", "webhook"),
    ],
)
def test_actions_of_rules_are_told_as_what_they_are(action: Any, key: str, said: Any) -> None:
    data = {**GROUPS, "triggers": [rule(action)]}
    (found,) = case_rules(json.dumps(data), "desk.json").values()
    assert found[key] == [said]
