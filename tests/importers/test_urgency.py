"""How urgent alarms and cases are, and what becomes of it, in the files of four vendors."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from vendor_files import data, judge

from cxlint.linting.text.urgency import is_surely_urgent, read_urgency

COPIES = "same-escalation-for-all-priorities"
LOW = "alarm-not-escalated"
MUTED = "alarm-muted-for-long"
LATE = "target-beyond-resolution"
NOBODY_ELSE = "nobody-else-warned"


def rules(files: dict[str, str], *chosen: str) -> list[str]:
    return [each.rule.id for each in judge(files, frozenset(chosen))]


def ladder(label: str, name: str, *delays: int) -> str:
    """Return an escalation policy of PagerDuty; each level calls somebody else."""
    levels = "\n".join(
        f"rule {{\n  escalation_delay_in_minutes = {delay}\n  target {{\n"
        f'    type = "user_reference"\n    id = "U{number}"\n  }}\n}}'
        for number, delay in enumerate(delays)
    )
    return (
        f'resource "pagerduty_escalation_policy" "{label}" {{\nname = "{name}"\n'
        f"num_loops = 1\n{levels}\n}}\n"
    )


def escalation(name: str, *delays: int) -> dict[str, Any]:
    """Return an escalation of Opsgenie."""
    levels = [
        {"condition": "if-not-acked", "delay": delay,
         "recipient": {"type": "user", "username": f"u{number}@example.org"}}
        for number, delay in enumerate(delays)
    ]  # fmt: skip
    return {"name": name, "owner_team_name": "care", "rules": levels}


def entry(priority: str, minutes: int, queue: str) -> str:
    """Return an entry of an escalation rule of Salesforce."""
    return (
        "<ruleEntry><criteriaItems><field>Case.Priority</field><operation>equals</operation>"
        f"<value>{priority}</value></criteriaItems><escalationStartTime>CaseCreation"
        f"</escalationStartTime><escalationAction><minutesToEscalation>{minutes}"
        f"</minutesToEscalation><assignedTo>{queue}</assignedTo><assignedToType>Queue"
        "</assignedToType></escalationAction></ruleEntry>"
    )


def escalation_rule(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><EscalationRules xmlns="http://soap.sforce.com/2006/04/metadata">'
        "<escalationRule><fullName>Late</fullName><active>true</active>"
        f"{''.join(entries)}</escalationRule></EscalationRules>"
    )


def automation(number: int, priority: str, hours: int, group: str) -> dict[str, Any]:
    """Return an automation of Zendesk that gives tickets of a priority to a group."""
    asked = [("status", "less_than", "solved"), ("priority", "is", priority),
             ("NEW", "is", str(hours))]  # fmt: skip
    conditions = [{"field": f, "operator": o, "value": v} for f, o, v in asked]
    return {
        "id": number, "title": f"Late {number}", "active": True, "position": number,
        "conditions": {"all": conditions, "any": []},
        "actions": [{"field": "group_id", "value": group}],
    }  # fmt: skip


def account(**listed: list[dict[str, Any]]) -> str:
    groups = [{"id": 1, "name": "First line"}, {"id": 2, "name": "Second line"}]
    return json.dumps({"groups": groups, **listed})


def og(*escalations: dict[str, Any]) -> str:
    return json.dumps({"escalations": list(escalations)})


def zd(*automations: dict[str, Any]) -> str:
    return account(automations=list(automations))


SF = "Case.escalationRules-meta.xml"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tf", ladder("a", "Shop P1", 5, 10) + ladder("b", "Shop P4", 5, 10)),
        ("a.tf", ladder("a", "Shop (critical)", 5, 10) + ladder("b", "Shop (minor)", 5, 10)),
        ("a.tf", ladder("a", "shop-sev1", 5, 10) + ladder("b", "shop-sev-3", 5, 10)),
        ("a.tf", ladder("a", "Checkout – Kritisch", 5, 10)
                 + ladder("b", "Checkout – Niedrig", 5, 10)),
        ("a.tf", ladder("a", "Paiements priorité haute", 5, 10)
                 + ladder("b", "Paiements priorité basse", 5, 10)),
        ("a.tf", ladder("a", "Prio1-Zahlung", 5, 10) + ladder("b", "Prio4-Zahlung", 5, 10)),
        ("a.tf", ladder("a", "HighPriority", 5, 10) + ladder("b", "LowPriority", 5, 10)),
        ("a.yaml", og(escalation("care_high", 5, 15), escalation("care_low", 5, 15))),
        ("a.yaml", og(escalation("Störung dringend", 5, 15),
                      escalation("Störung nicht dringend", 5, 15))),
        ("a.yaml", og(escalation("avería urgente", 5, 15), escalation("avería baja", 5, 15))),
        (SF, escalation_rule(entry("High", 480, "Tier2"), entry("Low", 480, "Tier2"))),
        (SF, escalation_rule(entry("Critical", 60, "Tier2"), entry("Medium", 60, "Tier2"))),
        ("a.json", zd(automation(1, "urgent", 24, "2"), automation(2, "low", 24, "2"))),
        ("a.json", zd(automation(1, "normal", 8, "2"), automation(2, "high", 8, "2"))),
    ],
)  # fmt: skip
def test_what_is_urgent_is_escalated_like_what_is_not(name: str, text: str) -> None:
    assert rules({name: text}, COPIES) == [COPIES]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # sooner, or to others
        ("a.tf", ladder("a", "Shop P1", 5, 10) + ladder("b", "Shop P4", 15, 30)),
        ("a.yaml", og(escalation("care_high", 5, 15), escalation("care_low", 30, 90))),
        (SF, escalation_rule(entry("High", 60, "Tier2"), entry("Low", 480, "Tier2"))),
        ("a.json", zd(automation(1, "urgent", 4, "2"), automation(2, "low", 24, "2"))),
        ("a.json", zd(automation(1, "urgent", 24, "2"), automation(2, "low", 24, "1"))),
        # both are urgent, both are not, or it is not said
        ("a.tf", ladder("a", "Shop P1", 5, 10) + ladder("b", "Shop P2", 5, 10)),
        ("a.yaml", og(escalation("care_high", 5, 15), escalation("care_urgent", 5, 15))),
        (SF, escalation_rule(entry("Low", 480, "Tier2"), entry("Medium", 480, "Tier2"))),
        ("a.json", zd(automation(1, "low", 24, "2"), automation(2, "normal", 24, "2"))),
        # different things
        ("a.tf", ladder("a", "Shop P1", 5, 10) + ladder("b", "Archive P4", 5, 10)),
        ("a.yaml", og(escalation("shop_high", 5, 15), escalation("archive_low", 5, 15))),
        ("a.yaml", og(escalation("highway", 5, 15), escalation("slowly", 5, 15))),
        # a measure, a place or a part that is high or low, and no urgency
        *(
            ("a.tf", ladder("a", high, 5, 10) + ladder("b", low, 5, 10))
            for high, low in [
                ("Haute-Normandie", "Basse-Normandie"),
                ("Tank level high", "Tank level low"),
                ("High voltage grid", "Low voltage grid"),
                ("Store S1", "Store S3"),
                ("High Street shop", "Low Street shop"),
                ("High latency API", "Low latency API"),
                ("High risk patients", "Low risk patients"),
            ]
        ),
    ],
)
def test_escalations_that_differ_are_no_copies(name: str, text: str) -> None:
    assert rules({name: text}, COPIES) == []


def test_two_services_of_different_urgency_with_one_ladder() -> None:
    services = service("a", "Shop critical", HIGH) + service("b", "Shop low", HIGH)
    assert rules({"a.tf": services + ladder("p", "Shop", 5, 10)}, COPIES) == [COPIES]
    apart = service("a", "Shop critical", HIGH) + service("b", "Shop low", ALWAYS_LOW)
    assert rules({"a.tf": apart + ladder("p", "Shop", 5, 10)}, COPIES, LOW) == []


HIGH = 'incident_urgency_rule {\n  type = "constant"\n  urgency = "high"\n}'
ALWAYS_LOW = HIGH.replace("high", "low")
AT_NIGHT = """\
incident_urgency_rule {
  type = "use_support_hours"
  during_support_hours {
    type = "constant"
    urgency = "high"
  }
  outside_support_hours {
    type = "constant"
    urgency = "low"
  }
}"""
RAISED = """
scheduled_actions {
  type = "urgency_change"
  to_urgency = "high"
  at {
    type = "named_time"
    name = "support_hours_start"
  }
}"""
BY_SEVERITY = 'incident_urgency_rule {\n  type = "constant"\n  urgency = "severity_based"\n}'


def service(label: str, name: str, urgency: str) -> str:
    return (
        f'resource "pagerduty_service" "{label}" {{\nname = "{name}"\n'
        f"escalation_policy = pagerduty_escalation_policy.p.id\n{urgency}\n}}\n"
    )


@pytest.mark.parametrize(
    ("services", "case"),
    [
        (service("a", "Archive", ALWAYS_LOW), ""),
        (service("a", "Archive", AT_NIGHT.replace("high", "low")), ""),
        (service("a", "Emergencies", ALWAYS_LOW) + service("b", "Shop", HIGH), "named"),
        (service("a", "Shop", AT_NIGHT), "times"),
    ],
)
def test_low_urgency_comes_to_no_second_level(services: str, case: str) -> None:
    (found,) = judge({"a.tf": services + ladder("p", "Shop", 5, 10)}, frozenset({LOW}))
    said = {"": "of low urgency (Archive)", "named": "is called urgent", "times": "stays so"}
    assert said[case] in found.message
    assert found.severity == ("warning" if case == "named" else "info")


@pytest.mark.parametrize(
    "services",
    [
        service("a", "Archive", ALWAYS_LOW) + service("b", "Shop", HIGH),
        service("a", "Shop", AT_NIGHT + RAISED),
        service("a", "Shop", BY_SEVERITY),
        service("a", "Shop", ""),
    ],
)
def test_what_is_urgent_at_some_time_is_escalated(services: str) -> None:
    assert rules({"a.tf": services + ladder("p", "Shop", 5, 10)}, LOW) == []


def test_low_urgency_of_an_answer_of_the_api() -> None:
    urgency = {"type": "constant", "urgency": "low"}
    policy = {"id": "PE", "type": "escalation_policy_reference", "summary": "Shop"}
    rule = [{"escalation_delay_in_minutes": 5, "targets": [{"id": each, "type": "user_reference"}]}
            for each in ("U1", "U2")]  # fmt: skip
    answer = {
        "services": [{"id": "PS", "type": "service", "name": "Archive",
                      "escalation_policy": policy, "incident_urgency_rule": urgency}],
        "escalation_policies": [{"id": "PE", "type": "escalation_policy", "name": "Shop",
                                 "escalation_rules": rule, "num_loops": 0}],
    }  # fmt: skip
    assert rules({"a.json": json.dumps(answer)}, LOW) == [LOW]


def window(start: str, end: str) -> str:
    return (
        'resource "pagerduty_maintenance_window" "w" {\n'
        f'start_time = "{start}"\nend_time = "{end}"\nservices = [pagerduty_service.shop.id]\n}}\n'
    )


def maintenance(time: str, state: str = "disabled", kind: str = "integration") -> str:
    return (
        f'resource "opsgenie_maintenance" "m" {{\ndescription = "work"\ntime {{\n{time}\n}}\n'
        f'rules {{\nstate = "{state}"\nentity {{\nid = opsgenie_api_integration.shop.id\n'
        f'type = "{kind}"\n}}\n}}\n}}\n'
    )


def days(first: str, last: str) -> str:
    return f'type = "schedule"\nstart_date = "{first}T00:00:00Z"\nend_date = "{last}T00:00:00Z"'


ANSWER = {
    "type": "maintenance_window", "id": "PW", "description": "season",
    "start_time": "2026-06-01T00:00:00Z", "end_time": "2099-06-01T00:00:00Z",
    "services": [{"id": "PA", "type": "service_reference", "summary": "Shop"}],
}  # fmt: skip
SERVICES = [{"id": "PA", "type": "service", "name": "Shop", "alert_creation": "x"}]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tf", window("2026-06-01T00:00:00Z", "2099-10-01T00:00:00Z")),
        ("a.tf", window("2099-01-01T00:00:00+01:00", "2099-01-29T00:00:00+01:00")),
        ("a.json", json.dumps({"services": SERVICES, "maintenance_windows": [ANSWER]})),
        ("a.json", json.dumps({"maintenance_windows": [ANSWER], "more": False})),
        ("a.json", json.dumps({"maintenance_window": ANSWER})),
        (
            "a.tf",
            window("2099-01-01T00:00:00Z", "2099-01-20T00:00:00Z")
            + window("2099-01-20T00:00:00Z", "2099-02-09T00:00:00Z").replace('"w"', '"v"'),
        ),
        ("a.tf", maintenance(days("2026-06-01", "2099-10-01"))),
        ("a.tf", maintenance('type = "indefinitely"')),
    ],
)
def test_a_season_without_alarms(name: str, text: str) -> None:
    assert rules({name: text}, MUTED) == [MUTED]


@pytest.mark.parametrize(
    "text",
    [
        window("2099-01-01T20:00:00Z", "2099-01-02T04:00:00Z"),
        window("2019-06-01T00:00:00Z", "2019-10-01T00:00:00Z"),
        window("${var.begin}", "${var.end}"),
        window("2099-01-01T00:00:00Z", "2099-01-20T00:00:00Z")
        + window("2099-02-20T00:00:00Z", "2099-03-09T00:00:00Z").replace('"w"', '"v"'),
        maintenance(days("2099-06-01", "2099-06-03")),
        maintenance(days("2026-06-01", "2099-10-01"), state="enabled"),
        maintenance(days("2026-06-01", "2099-10-01"), kind="policy"),
    ],
)
def test_the_hours_of_some_work_are_no_season(text: str) -> None:
    assert rules({"a.tf": text}, MUTED) == []


def test_integrations_that_are_all_switched_off() -> None:
    off, on = (
        f'resource "opsgenie_api_integration" "{label}" {{\nenabled = {said}\n}}\n'
        for label, said in (("shop", "false"), ("till", "true"))
    )
    assert rules({"a.tf": off}, "escalation-to-nobody") == ["escalation-to-nobody"]
    assert rules({"a.tf": off + on}, "escalation-to-nobody") == []


def row(metric: str, target: int, *, business: bool = False) -> dict[str, Any]:
    return {"priority": "high", "metric": metric, "target": target, "business_hours": business}


def sla(*rows: dict[str, Any]) -> str:
    policy = {"title": "All", "position": 1, "filter": {"all": [], "any": []}}
    return json.dumps({"sla_policies": [{**policy, "policy_metrics": list(rows)}]})


def milestones(**minutes: int) -> str:
    inner = "".join(
        f"<milestones><milestoneName>{name.replace('_', ' ')}</milestoneName>"
        f"<minutesToComplete>{count}</minutesToComplete></milestones>"
        for name, count in minutes.items()
    )
    return (
        '<?xml version="1.0"?><EntitlementProcess xmlns="http://soap.sforce.com/2006/04/metadata">'
        f"<active>true</active><name>Gold</name>{inner}</EntitlementProcess>"
    )


GOLD = "gold.entitlementProcess-meta.xml"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", sla(row("first_reply_time", 600), row("requester_wait_time", 240)), "first"),
        ("a.json", sla(row("next_reply_time", 600), row("total_resolution_time", 240)), "further"),
        ("a.json", sla(row("periodic_update_time", 600),
                       row("total_resolution_time", 240)), "news"),
        ("a.json", sla(row("pausable_update_time", 600), row("requester_wait_time", 240)), "news"),
        ("a.json", sla(row("agent_work_time", 600), row("requester_wait_time", 240)), "work"),
        ("a.json", sla(row("agent_work_time", 600, business=True),
                       row("requester_wait_time", 240, business=True)), "work"),
        ("a.json", sla(row("first_reply_time", 600), row("agent_work_time", 240)), "first"),
        (GOLD, milestones(First_Response=480, Resolution=240), "first"),
        (GOLD, milestones(Status_Update=4800, Close_Case=240), "news"),
    ],
)  # fmt: skip
def test_targets_that_come_after_the_resolution(name: str, text: str, said: str) -> None:
    (found,) = judge({name: text}, frozenset({LATE}))
    assert said in found.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", sla(row("first_reply_time", 60), row("agent_work_time", 120),
                       row("requester_wait_time", 240), row("periodic_update_time", 60))),
        ("a.json", sla(row("first_reply_time", 240), row("requester_wait_time", 240))),
        # two clocks
        ("a.json", sla(row("first_reply_time", 600, business=True),
                       row("requester_wait_time", 480))),
        # news goes on while a case waits for somebody else, and the work does not
        ("a.json", sla(row("periodic_update_time", 600), row("agent_work_time", 240))),
        ("a.json", sla(row("next_reply_time", 600), row("agent_work_time", 240))),
        ("a.json", sla(row("periodic_update_time", 600), row("requester_wait_time", 240))),
        (GOLD, milestones(First_Response=60, Resolution=240)),
        (GOLD, milestones(First_Response=600)),
    ],
)  # fmt: skip
def test_targets_in_their_order(name: str, text: str) -> None:
    assert rules({name: text}, LATE) == []


def owned(owner: str, queue: str) -> str:
    asked = entry("x", 480, queue).replace("Case.Priority", "Case.OwnerId")
    return escalation_rule(asked.replace("<value>x<", f"<value>{owner}<"))


def test_an_escalation_to_who_has_the_case() -> None:
    assert rules({SF: owned("Tier2", "Tier2")}, NOBODY_ELSE) == [NOBODY_ELSE]
    assert rules({SF: owned("Tier1", "Tier2")}, NOBODY_ELSE) == []
    assert rules({SF: owned("Tier1, Tier2", "Tier2")}, NOBODY_ELSE) == []


def members(*groups: int, **around: object) -> str:
    """Return an account that sends new tickets to the second group, with its memberships."""
    listed = [{"id": n, "user_id": n, "group_id": group} for n, group in enumerate(groups)]
    trigger = {
        "id": 12, "title": "All", "active": True,
        "conditions": {"all": [{"field": "update_type", "operator": "is", "value": "Create"}]},
        "actions": [{"field": "group_id", "value": "2"}],
    }  # fmt: skip
    known = json.loads(account(triggers=[trigger]))
    return json.dumps({**known, "group_memberships": listed, **around})


def test_groups_that_nobody_is_in() -> None:
    assert rules({"a.json": members(1)}, "unstaffed-channel") == ["unstaffed-channel"]
    assert rules({"a.json": members(1, 2)}, "unstaffed-channel") == []


@pytest.mark.parametrize(
    "text",
    [
        members(),
        members(1, next_page="https://example.zendesk.com/api/v2/memberships?page=2"),
        members(1, count=7),
        json.dumps({**json.loads(members()), "group_memberships": None}),
    ],
)
def test_memberships_that_are_not_all_say_nothing(text: str) -> None:
    assert rules({"a.json": text}, "unstaffed-channel") == []


def test_holidays_of_a_schedule() -> None:
    hours = {"start_time": 1980, "end_time": 2460}
    holiday = {"id": 5, "name": "Christmas", "start_date": "2026-12-24", "end_date": "2026-12-26"}
    schedule = {"id": 1, "name": "Care", "time_zone": "Berlin", "intervals": [hours]}
    found = data("a.json", json.dumps({"schedules": [{**schedule, "holidays": [holiday]}]}))
    (made,) = found["schedules"].values()
    closed = {"from": "2026-12-24", "to": "2026-12-26", "open": "closed", "reason": "Christmas"}
    assert made["exceptions"] == [closed]


@pytest.mark.parametrize(
    ("text", "is_urgent"),
    [
        ("Payments P1", True), ("sev0", True), ("care_high", True), ("Fälle dringend", True),
        ("incidents critiques", True), ("casos de emergencia", True), ("Severity 1", True),
        ("care-low", False), ("P4", False), ("non-urgent", False), ("nicht dringend", False),
        ("not equal to High", False), ("prioridad baja", False), ("non critique", False),
        ("P2", None), ("highway", None), ("P10", None), ("normal and urgent", None),
        ("not low", None), ("", None),
    ],
)  # fmt: skip
def test_how_urgent_a_name_says_it_is(text: str, is_urgent: bool | None) -> None:
    assert read_urgency(text).is_urgent is is_urgent


def test_high_load_is_not_surely_urgent() -> None:
    assert not is_surely_urgent("High CPU load")
    assert not is_surely_urgent("Non-critical")
    assert is_surely_urgent("Critical high load")
    assert not re.search("high|low", read_urgency("HighLoad").rest)
