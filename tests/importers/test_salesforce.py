"""Salesforce metadata: each kind of file, what it becomes, and on which lines it stands."""

from __future__ import annotations

import datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.graph.builder import build
from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.salesforce import field_values, importer
from cxlint.language import schema
from cxlint.parsing import xml_parser
from cxlint.policy import linker

TODAY = datetime.date(2026, 11, 20)


def file(tag: str, *elements: str) -> str:
    inner = "\n".join(elements)
    return f'<?xml version="1.0"?>\n<{tag} xmlns="{importer.SPACE}">\n{inner}\n</{tag}>'


def tag(name: str, *inner: str) -> str:
    return f"<{name}>{''.join(inner)}</{name}>"


def criterion(field: str, operation: str, value: str, name: str = "criteriaItems") -> str:
    parts = tag("field", field), tag("operation", operation), tag("value", escape(value))
    return tag(name, *parts)


def read(**files: str) -> dict[str, Any]:
    """Return the policy that files become, by their names; `__` stands for a full stop."""
    found = [
        each
        for name, text in files.items()
        for each in detection.read_documents(
            f"{name.replace('__', '.')}-meta.xml", text.encode(), {}
        )
    ]
    assert all(document.foreign for document in found)
    made = join_documents(found)
    data: dict[str, Any] = {"left": []}
    for document in made:
        assert schema.accept("policy", document.data), schema.explain("policy", document.data)
        told: Any = document.data
        for section, entities in told.items():
            data.setdefault(section, {}).update(entities)
        for problem in document.problems:
            what: Any = problem.facts["what"]
            data["left"] += what
    policy = linker.assemble(made, TODAY)
    assert {problem.rule for problem in policy.problems} <= {"left-out"}
    return data


# recognition


def test_a_file_is_recognised_by_its_root_and_namespace() -> None:
    (found,) = detection.read_documents("whatever.xml", file("Queue").encode(), {})
    assert found.foreign.format == "salesforce"


@pytest.mark.parametrize(
    "text", ["<Queue/>", '<Queue xmlns="urn:other"/>', file("ApexClass"), file("Package")]
)
def test_other_metadata_is_not_claimed(text: str) -> None:
    assert not importer.claims(xml_parser.parse("Case.queue-meta.xml", text.encode()))


# queues


@pytest.mark.parametrize(
    ("members", "seats"),
    [
        ("", None),
        ("<queueMembers/>", 0),
        ("<queueMembers>\n<users></users></queueMembers>", 0),
        ("<queueMembers><users><user>ana@example.org</user></users></queueMembers>", None),
    ],
)
def test_a_queue_is_a_team_whose_seats_nobody_invents(members: str, seats: int | None) -> None:
    team = read(First_Line__queue=file("Queue", tag("name", "First Line"), members))["teams"]
    assert team == {"First_Line": {"name": "First Line"} | ({"seats": 0} if seats == 0 else {})}


# assignment and automatic replies


def assigned(to: str, *criteria: str, sort: str = "Queue") -> str:
    return tag("ruleEntry", tag("assignedTo", to), tag("assignedToType", sort), *criteria)


def rule(kind: str, name: str, *entries: str, active: str = "true") -> str:
    return tag(kind, tag("fullName", name), tag("active", active), *entries)


HIGH = criterion("Case.Priority", "equals", "High")


def test_the_first_entry_that_fits_takes_the_case_and_else_the_default_owner() -> None:
    entries = assigned("First_Line", HIGH), assigned("ana@example.org", sort="User")
    told = read(
        Case__assignmentRules=file("AssignmentRules", rule("assignmentRule", "all", *entries)),
        First_Line__queue=file("Queue", tag("name", "First Line")),
    )
    assert told["steps"]["Case assignment"] == {
        "kind": "branch",
        "from_elsewhere": True,
        "options": [
            {
                "say": "Priority is High",
                "goes_to": "First_Line",
                "conditions": [{"field": "Priority", "is": ["High"]}],
            },
            {"say": "anything else", "goes_to": "ana@example.org", "conditions": []},
        ],
    }
    assert told["teams"] == {"First_Line": {"name": "First Line"}, "ana@example.org": {"seats": 1}}


def test_what_no_rule_assigns_goes_to_the_default_owner_of_the_settings() -> None:
    rules = file("AssignmentRules", rule("assignmentRule", "all", assigned("First_Line", HIGH)))
    alone = read(Case__assignmentRules=rules)["steps"]
    elsewhere = alone["Case assignment"]["on_failure"]
    assert alone[elsewhere] == {"kind": "elsewhere"}
    owner = tag("defaultCaseOwner", "Catch_All") + tag("defaultCaseOwnerType", "Queue")
    both = read(Case__assignmentRules=rules, Case__settings=file("CaseSettings", owner))
    assert both["steps"]["Case assignment"]["on_failure"] == "Case settings"
    assert both["steps"]["Case settings"]["goes_to"] == "Catch_All"


MAILBOX = tag(
    "routingAddresses",
    tag("routingName", "Help"),
    tag("emailAddress", "help@example.org"),
    tag("caseOwner", "Mail_Desk"),
)


def test_mail_and_web_forms_open_cases_that_the_rules_assign() -> None:
    settings = file(
        "CaseSettings",
        tag("emailToCase", tag("enableEmailToCase", "true"), MAILBOX),
        tag("webToCase", tag("enableWebToCase", "true")),
    )
    rules = file("AssignmentRules", rule("assignmentRule", "all", assigned("First_Line")))
    told = read(Case__settings=settings, Case__assignmentRules=rules)["channels"]
    assert told == {
        "Case settings: Help": {
            "kind": "email",
            "address": "help@example.org",
            "goes_to": ["Mail_Desk", "Case assignment"],
        },
        "Case settings: web to case": {"kind": "web_form", "goes_to": "Case assignment"},
    }
    old = rules.replace("<active>true", "<active>false")
    alone = read(Case__settings=settings, Case__assignmentRules=old)["channels"]
    assert alone["Case settings: Help"]["goes_to"] == ["Mail_Desk"]
    assert alone["Case settings: web to case"] == {"kind": "web_form"}


def test_what_is_switched_off_is_no_channel() -> None:
    settings = file("CaseSettings", tag("emailToCase", MAILBOX), tag("webToCase"))
    assert "channels" not in read(Case__settings=settings)


def test_an_entry_without_an_owner_leaves_the_record_where_it_is() -> None:
    entry = tag("ruleEntry", HIGH)
    rules = file("AssignmentRules", rule("assignmentRule", "all", entry))
    steps = read(Lead__assignmentRules=rules)["steps"]
    target = steps["Lead assignment"]["options"][0]["goes_to"]
    assert steps[target] == {"kind": "elsewhere"}


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("AssignmentRules", "assignmentRule"),
        ("AutoResponseRules", "autoResponseRule"),
        ("EscalationRules", "escalationRule"),
    ],
)
@pytest.mark.parametrize("active", ["false", ""])
def test_what_is_not_active_is_nothing(root: str, kind: str, active: str) -> None:
    rules = file(root, rule(kind, "old", assigned("First_Line"), active=active))
    said = "rule old (it is not active, so it does nothing)"
    assert read(Case__rules=rules) == {"left": [said]}


def test_automatic_replies_are_messages_after_which_the_case_goes_on() -> None:
    entry = tag("ruleEntry", HIGH, tag("template", "Thanks"))
    rules = file("AutoResponseRules", rule("autoResponseRule", "r", entry))
    steps = read(Case__autoResponseRules=rules)["steps"]
    branch = steps["Case automatic reply"]
    assert branch["options"] == [
        {
            "say": "Priority is High",
            "goes_to": "Case automatic reply: message Thanks",
            "conditions": [{"field": "Priority", "is": ["High"]}],
        }
    ]
    message = steps["Case automatic reply: message Thanks"]
    assert message["kind"] == "message"
    assert steps[message["goes_to"]] == {"kind": "elsewhere"}
    assert branch["on_failure"] == message["goes_to"]


# escalation


def action(minutes: str, *more: str) -> str:
    return tag("escalationAction", tag("minutesToEscalation", minutes), *more)


def escalated(*inner: str) -> dict[str, Any]:
    rules = file("EscalationRules", rule("escalationRule", "late", tag("ruleEntry", *inner)))
    return read(Case__escalationRules=rules)


def test_the_actions_of_an_entry_are_levels_in_the_order_of_time() -> None:
    queue = tag("assignedTo", "Second_Line"), tag("assignedToType", "Queue")
    user = tag("assignedTo", "ana@example.org"), tag("assignedToType", "User")
    told = escalated(
        HIGH,
        action("2880", *queue, tag("notifyTo", "bo@example.org")),
        action("90", *user, tag("notifyCaseOwner", "true")),
    )
    assert told["escalations"] == {
        "Case escalation: late, Priority is High": {
            "steps": [
                {
                    "after": "90 minutes",
                    "to": ["ana@example.org", "the owner of the case"],
                    "when": "Priority is High",
                },
                {
                    "after": "2 days",
                    "to": ["Second_Line", "bo@example.org"],
                    "when": "Priority is High",
                },
            ],
            "position": 1,
            "conditions": [{"field": "Priority", "is": ["High"]}],
        }
    }
    one = {"seats": 1}
    people = {"ana@example.org": one, "bo@example.org": one}
    assert told["teams"] == {"Second_Line": {}, **people}


@pytest.mark.parametrize(
    ("source", "after"),
    [("None", "1 day"), ("Case", "24 business hours"), ("Static", "24 business hours")],
)
def test_hours_of_business_are_another_clock(source: str, after: str) -> None:
    told = escalated(tag("businessHoursSource", source), action("1440"))
    (escalation,) = told["escalations"].values()
    assert escalation["steps"] == [{"after": after, "to": "nobody"}]


def test_addresses_that_are_written_to_are_called_as_well() -> None:
    told = escalated(
        action("30", tag("notifyEmail", "ana@example.org"), tag("notifyEmail", "bo@example.org")),
        action("60", tag("notifyTo", "bo@example.org"), tag("notifyEmail", " ")),
    )
    (escalation,) = told["escalations"].values()
    assert [step["to"] for step in escalation["steps"]] == [
        ["ana@example.org", "bo@example.org"],
        ["bo@example.org"],
    ]


@pytest.mark.parametrize(
    ("start", "disable", "clock"),
    [
        ("CaseLastModified", "false", {"restarts_on": "any change of the case"}),
        ("CaseCreation", "true", {"ends_on": "any change of the case"}),
        ("CaseLastModified", "true", {"ends_on": "any change of the case"}),
        ("CaseCreation", "false", {}),
        ("CaseCreation", "", {}),
    ],
)
def test_what_a_change_does_to_the_clock(start: str, disable: str, clock: dict[str, str]) -> None:
    told = escalated(
        tag("escalationStartTime", start), tag("disableEscalationWhenModified", disable),
        action("0"),
    )  # fmt: skip
    (escalation,) = told["escalations"].values()
    levels = [{"after": "immediately", "to": "nobody"}]
    assert escalation == {"steps": levels, "position": 1, "conditions": [], **clock}


def test_an_entry_without_actions_takes_its_cases_from_those_behind_it() -> None:
    (escalation,) = escalated(HIGH)["escalations"].values()
    assert escalation["steps"] == []
    assert escalation["conditions"] == [{"field": "Priority", "is": ["High"]}]


@pytest.mark.parametrize("minutes", ["", "soon", "99999999999999999999"])
def test_an_action_without_a_time_is_left_out(minutes: str) -> None:
    assert escalated(action(minutes))["left"] == [
        "escalation action (it does not say after how many minutes)"
    ]


# approvals


def approver(kind: str, name: str = "") -> str:
    return tag("approver", tag("type", kind), tag("name", name) if name else "")


def step(label: str, *approvers: str, more: str = "", when: str = "FirstResponse") -> str:
    assigned_ = tag("assignedApprover", *approvers, tag("whenMultipleApprovers", when))
    return tag("approvalStep", tag("label", label), tag("name", label), assigned_, more)


def approval(*inner: str, active: str = "true") -> dict[str, Any]:
    inside = tag("active", active), tag("label", "Refund"), *inner
    return read(Case__Refund__approvalProcess=file("ApprovalProcess", *inside))


def test_the_steps_of_an_approval_are_tiers_all_of_which_may_have_to_be_climbed() -> None:
    told = approval(
        tag("entryCriteria", criterion("Case.Amount__c", "greaterThan", "100")),
        step(
            "Manager",
            approver("userHierarchyField"),
            more=tag("allowDelegate", "true")
            + tag("entryCriteria", HIGH)
            + tag("ifCriteriaNotMet", "GotoNextStep"),
        ),
        step("Board", approver("queue", "Board"), approver("user", "cfo@example.org"),
             when="Unanimous"),
        step("Either", approver("relatedUserField", "Owner"), approver("adhoc")),
        tag("nextAutomatedApprover", tag("userHierarchyField", "Manager")),
    )  # fmt: skip
    assert told["remedies"] == {
        "Case.Refund approval: Refund": {
            "asked_by": "us",
            "tiers": [
                {
                    "by": "Manager of whoever asks",
                    "delegate": "whom Manager of whoever asks names as a delegate",
                    "conditions": [{"field": "Priority", "is": ["High"]}],
                },
                {"by": ["Board", "cfo@example.org"], "need": "all"},
                {"by": ["Owner of the record", "whom the one who asks chooses"]},
            ],
            "conditions": [{"field": "Amount__c", "test": "is more than 100"}],
            "route": "all",
        }
    }
    assert told["teams"] == {"Board": {}}
    assert "steps" not in told


def test_any_member_of_a_queue_may_decide() -> None:
    told = approval(step("Desk", approver("queue", "Desk")), step("Boss", approver("user", "bo")))
    (remedy,) = told["remedies"].values()
    assert remedy["tiers"] == [
        {"by": "Desk", "delegate": "another member of Desk"},
        {"by": "bo"},
    ]


def test_a_refusal_that_goes_back_a_step_is_a_circle() -> None:
    back = tag("rejectBehavior", tag("type", "BackToPrevious"))
    told = approval(
        step("First", approver("user", "ana")), step("Second", approver("user", "bo"), more=back)
    )
    steps = told["steps"]
    name = "Case.Refund approval"
    assert steps[f"{name}: Second"]["options"][1] == {
        "say": "rejected",
        "goes_to": f"{name}: First",
    }
    assert steps[f"{name}: First"]["goes_to"][0] == f"{name}: Second"
    assert told["outcomes"] == {f"{name}: the request is decided": {"kind": "ended"}}


def test_an_approval_without_an_approver_or_without_effect() -> None:
    assert approval(step("Nobody"))["left"] == [
        "approval step Nobody (it does not say who approves)"
    ]
    said = "approval process Refund (it is not active, so it decides nothing)"
    assert approval(step("First", approver("user", "ana")), active="false") == {"left": [said]}


@pytest.mark.parametrize(
    ("owner", "first"),
    [("false", "Manager of whoever asks"), ("true", "Manager of whoever owns the record")],
)
def test_every_further_superior_is_that_of_the_approver_before(owner: str, first: str) -> None:
    following = tag("userHierarchyField", "Manager"), tag("useApproverFieldOfRecordOwner", owner)
    boss = approver("userHierarchyField")
    told = approval(
        step("One", boss), step("Two", boss), step("Three", boss),
        tag("nextAutomatedApprover", *following),
    )  # fmt: skip
    (remedy,) = told["remedies"].values()
    assert [tier["by"] for tier in remedy["tiers"]] == [
        first, "Manager of whoever approves One", "Manager of whoever approves Two",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "otherwise"),
    [("ApproveRecord", "grant"), ("RejectRecord", "refuse"), ("GotoNextStep", None), ("", None)],
)
def test_what_becomes_of_a_request_that_a_step_is_not_for(stated: str, otherwise: str) -> None:
    criteria = tag("entryCriteria", HIGH) + tag("ifCriteriaNotMet", stated)
    (remedy,) = approval(step("One", approver("user", "ana"), more=criteria))["remedies"].values()
    assert remedy["tiers"][0].get("otherwise") == otherwise


# milestones


def milestone(name: str, minutes: str, *inner: str) -> str:
    return tag("milestones", tag("milestoneName", name), tag("minutesToComplete", minutes), *inner)


def trigger(length: str, kind: str = "Alert", unit: str = "Minutes") -> str:
    actions = tag("actions", tag("name", "Tell"), tag("type", kind))
    return tag(
        "timeTriggers", actions, tag("timeLength", length), tag("workflowTimeTriggerUnit", unit)
    )


def entitled(*inner: str, **others: str) -> dict[str, Any]:
    inside = tag("active", "true"), tag("name", "Gold"), *inner
    return read(Gold__entitlementProcess=file("EntitlementProcess", *inside), **others)


def test_milestones_are_promises_and_what_happens_when_they_are_missed_escalates() -> None:
    met = "milestoneCriteriaFilterItems"
    told = entitled(
        milestone(
            "First Response", "60",
            criterion("Case.Priority", "equals", "High, Critical", met),
            criterion("Case.Origin", "notEqual", "Chat", met),
            trigger("-30"), trigger("1", "FieldUpdate", "Hours"),
        ),
        milestone("Close Case", "5760"),
    )  # fmt: skip
    assert told["promises"] == {
        "Gold entitlement: First Response": {
            "first_reply": "1 hour",
            "priorities": ["High", "Critical"],
            "conditions": [{"field": "Origin", "is_not": ["Chat"]}],
        },
        "Gold entitlement: Close Case": {"resolution": "4 days"},
    }
    assert told["escalations"] == {
        "Gold entitlement: First Response (when it is missed)": {
            "steps": [
                {
                    "after": "30 minutes",
                    "to": ["whoever gets the alert Tell"],
                    "x-actions": ["Tell"],
                },
                {"after": "2 hours", "x-actions": ["Tell"]},
            ],
            "promises": ["Gold entitlement: First Response"],
        },
        "Gold entitlement: Close Case (when it is missed)": {
            "steps": [],
            "promises": ["Gold entitlement: Close Case"],
        },
    }


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("First Response Time", "first_reply"), ("Initial Contact", "first_reply"),
        ("Subsequent Response", "next_reply"), ("Customer Update", "update_every"),
        ("Resolution", "resolution"), ("AIM - Incident Closed", "resolution"),
        ("SLA_Case_Resolution", "resolution"), ("FirstResponse", "first_reply"),
        ("Case Completion", "resolution"), ("Completed", "resolution"),
        ("LT_Primeira_Resposta", "first_reply"), ("Resolução", "resolution"),
        ("Erste Antwort", "first_reply"), ("Nächste Antwort", "next_reply"),
        ("Lösung", "resolution"), ("Première réponse", "first_reply"),
        ("Clôture du dossier", "resolution"), ("Primera respuesta", "first_reply"),
        ("Cierre del caso", "resolution"), ("Zwischenbescheid", "update_every"),
    ],
)  # fmt: skip
def test_the_name_of_a_milestone_says_what_is_promised(name: str, key: str) -> None:
    (promise,) = entitled(milestone(name, "30"))["promises"].values()
    assert promise == {key: "30 minutes"}


@pytest.mark.parametrize(
    "name",
    ["Verification Complete", "Documentation Complete", "Handoff completed", "Responsible assigned",
     "Dissolution of contract", "Enclosure sent"],
)  # fmt: skip
def test_what_is_only_a_part_of_the_work_is_no_promise(name: str) -> None:
    assert "promises" not in entitled(milestone(name, "30", trigger("-5")))


@pytest.mark.parametrize("tag_", ["criteriaBooleanFilter", "milestoneCriteriaBooleanFilter"])
def test_the_criteria_of_a_milestone_are_joined_as_its_filter_says(tag_: str) -> None:
    met = "milestoneCriteriaFilterItems"
    asked = [criterion(f"Case.{field}", "equals", "x", met) for field in ("Origin", "Type")]
    (promise,) = entitled(milestone("Response", "30", *asked, tag(tag_, "1 OR 2")))[
        "promises"
    ].values()
    assert [each["field"] for each in promise["any_conditions"]] == ["Origin", "Type"]


def test_the_formula_of_a_milestone_is_read() -> None:
    formula = tag("milestoneCriteriaFormula", "ISBLANK(Answered__c)")
    told = entitled(milestone("Response", "30", formula))
    (promise,) = told["promises"].values()
    assert promise["conditions"] == [{"field": "record", "test": "ISBLANK(Answered__c)"}]
    assert told["left"] == []


def test_a_milestone_of_another_kind_is_no_promise() -> None:
    told = entitled(milestone("Qualification", "60", trigger("0")), milestone("Triage", "60"))
    assert "promises" not in told
    (escalation,) = told["escalations"].values()
    assert escalation["steps"][0]["after"] == "1 hour"
    why = "it is neither a reply nor a resolution, and nothing happens when it is missed"
    assert told["left"] == [f"milestone Triage ({why})"]


def test_a_milestone_whose_time_is_worked_out_is_left_out() -> None:
    told = entitled(milestone("First Response", ""))
    assert told["left"] == [
        "milestone First Response (its time is worked out elsewhere or not said)"
    ]


def test_milestones_in_hours_of_business_name_their_schedule_if_it_is_there() -> None:
    inside = milestone("First Response", "90", tag("businessHours", "Office"))
    (alone,) = entitled(inside)["promises"].values()
    assert alone == {"first_reply": "90 business minutes", "clock": "business"}
    hours = file("BusinessHoursSettings", office())
    (both,) = entitled(inside, BusinessHours__settings=hours)["promises"].values()
    assert both["open"] == "Office"


A, B = {"field": "A", "is": ["x"]}, {"field": "B", "is": ["y"]}
C = {"field": "C", "test": "contains z"}
IN_WORDS = {"field": "record", "test": ...}


@pytest.mark.parametrize(
    ("logic", "told"),
    [
        ("1 AND 2", {"conditions": [A, B]}),
        ("1 OR 2", {"conditions": [], "any_conditions": [A, B]}),
        ("1 AND NOT 2", {"conditions": [A, {"field": "B", "is_not": ["y"]}]}),
        (
            "NOT (1 or 2)",
            {"conditions": [{"field": "A", "is_not": ["x"]}, {"field": "B", "is_not": ["y"]}]},
        ),
        ("3 AND (1 OR 2)", {"conditions": [C], "any_conditions": [A, B]}),
        ("(1 AND 3) OR 2", {"conditions": [], "any_conditions": [{**A, "and": [C]}, B]}),
        ("1 OR (1 AND 2)", {"conditions": [A]}),
        ("1 AND 9", {"conditions": [IN_WORDS]}),
        ("1 AND (2", {"conditions": [IN_WORDS]}),
        ("1 XOR 2", {"conditions": [IN_WORDS]}),
    ],
)
def test_conditions_are_joined_as_the_filter_says(logic: str, told: dict[str, Any]) -> None:
    items = (
        criterion("Case.A", "equals", "x"),
        criterion("Case.B", "equals", "y"),
        criterion("Case.C", "contains", "z"),
    )
    text = file("Queue", *items, tag("booleanFilter", logic))
    found = field_values.read_entry_conditions(xml_parser.parse("a", text.encode()).root)
    for condition in told["conditions"]:
        if condition is IN_WORDS:  # not understood, so that it is equal to itself only
            assert found["conditions"][0]["field"] == "record"
            return
    assert found == told


@pytest.mark.parametrize(
    ("field", "operation", "value", "condition"),
    [
        ("Case.Priority", "equals", "High, Low", {"field": "Priority", "is": ["High", "Low"]}),
        ("Account.Type", "notEqual", "X", {"field": "Account.Type", "is_not": ["X"]}),
        ("Case.Reason", "equals", "", {"field": "Reason", "test": "is empty"}),
        ("Case.Reason", "notEqual", "", {"field": "Reason", "test": "is not empty"}),
        ("Case.CreatedDate", "equals", "LAST_N_DAYS:3", {"field": "CreatedDate",
                                                        "test": "is LAST_N_DAYS:3"}),
        ("Case.CreatedDate", "equals", "TODAY", {"field": "CreatedDate", "test": "is TODAY"}),
        ("Case.Sum__c", "lessOrEqual", "5", {"field": "Sum__c", "test": "is at most 5"}),
        ("Case.Tags__c", "excludes", "a, b", {"field": "Tags__c", "test": "excludes a, b"}),
    ],
)  # fmt: skip
def test_a_criterion_is_a_condition(
    field: str, operation: str, value: str, condition: dict[str, Any]
) -> None:
    root = xml_parser.parse("a", file("Queue", criterion(field, operation, value)).encode()).root
    assert field_values.read_entry_conditions(root) == {"conditions": [condition]}


def test_a_formula_is_told_as_it_stands() -> None:
    text = file("Queue", tag("formula", "ISPICKVAL(Priority,\n 'High')"))
    root = xml_parser.parse("a", text.encode()).root
    assert field_values.describe_criteria(root) == "ISPICKVAL(Priority, 'High')"
    assert field_values.read_conditions(root)["conditions"][0]["field"] == "record"


def test_a_type_of_milestone_says_nothing_of_its_own() -> None:
    text = file("MilestoneType", tag("recurrenceType", "none"))
    assert read(First__milestoneType=text) == {"left": []}


# hours


def office(days: str = "monday tuesday", until: str = "17:30", name: str = "Office") -> str:
    times = "".join(
        tag(f"{day}StartTime", "09:00:00.000Z") + tag(f"{day}EndTime", f"{until}:00.000Z")
        for day in days.split()
    )
    zone = tag("timeZoneId", "Europe/Berlin")
    return tag("businessHours", tag("active", "true"), tag("name", name), times, zone)


def holiday(*inner: str) -> str:
    return tag("holidays", tag("businessHours", "Office"), tag("name", "Founders"), *inner)


def test_business_hours_are_a_schedule_with_the_days_it_is_closed() -> None:
    day = holiday(tag("activityDate", "2026-12-24"), tag("isRecurring", "false"))
    told = read(BusinessHours__settings=file("BusinessHoursSettings", office(), day))
    assert told["schedules"] == {
        "Office": {
            "open": ["Mon 09:00-17:30", "Tue 09:00-17:30"],
            "timezone": "Europe/Berlin",
            "exceptions": [{"on": "2026-12-24", "open": "closed", "reason": "Founders"}],
        }
    }


def test_all_day_every_day_and_never() -> None:
    always = office("monday tuesday wednesday thursday friday saturday sunday", "00:00")
    always = always.replace("09:00:00", "00:00:00")
    told = read(a=file("BusinessHoursSettings", always, office("", name="Never")))
    assert told["schedules"]["Office"]["open"] == "24x7"
    assert told["schedules"]["Never"]["open"] == "closed"


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ((tag("isRecurring", "true"),), "it comes again by a rule of its own"),
        ((tag("startTime", "09:00"), tag("endTime", "12:00")), "it takes only a part of the day"),
        ((tag("activityDate", "soon"),), "its date is not said"),
    ],
)
def test_holidays_that_cannot_be_told_are_left_out(inner: tuple[str, ...], why: str) -> None:
    told = read(a=file("BusinessHoursSettings", office(), holiday(*inner)))
    assert told["left"] == [f"holiday Founders ({why})"]


# places


def test_findings_stand_on_the_lines_of_the_file() -> None:
    text = file(
        "EntitlementProcess",
        "<active>true</active>",
        "<milestones>",
        " <milestoneName>First Response</milestoneName>",
        " <minutesToComplete>60</minutesToComplete>",
        trigger("0"),
        "</milestones>",
    )
    made = join_documents(detection.read_documents("Gold.xml", text.encode(), {}))
    policy = linker.assemble(made, TODAY)
    (promise,) = policy.of("promise")
    (escalation,) = policy.of("escalation")
    assert promise.at().span()[:2] == (5, 2)
    assert promise.at("first_reply").span().line == 6
    assert escalation.at("steps", 0).span().line == 7


# hostile files

WORDS = st.sampled_from(
    ["", "true", "High", "1 AND 2", "1 OR (", "60", "-5", "x" * 200, "\u2028", "a/b"]
)
TAGS = st.sampled_from(
    [
        "fullName",
        "active",
        "ruleEntry",
        "assignmentRule",
        "escalationRule",
        "autoResponseRule",
        "escalationAction",
        "assignedTo",
        "assignedToType",
        "minutesToEscalation",
        "criteriaItems",
        "field",
        "operation",
        "value",
        "booleanFilter",
        "milestones",
        "milestoneName",
        "minutesToComplete",
        "timeTriggers",
        "actions",
        "name",
        "type",
        "timeLength",
        "workflowTimeTriggerUnit",
        "approvalStep",
        "assignedApprover",
        "approver",
        "rejectBehavior",
        "label",
        "businessHours",
        "holidays",
        "activityDate",
        "mondayStartTime",
        "mondayEndTime",
        "queueMembers",
        "user",
        "defaultCaseOwner",
        "emailToCase",
        "enableEmailToCase",
        "routingAddresses",
        "caseOwner",
        "webToCase",
        "enableWebToCase",
        "entryCriteria",
        "formula",
        "template",
        "notifyTo",
        "businessHoursSource",
    ]
)
TREES = st.recursive(
    st.tuples(TAGS, WORDS.map(escape)).map(lambda pair: tag(*pair)),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=6)).map(
        lambda two: tag(two[0], *two[1])
    ),
    max_leaves=25,
)
ROOTS = st.sampled_from(sorted(importer.ROOT_ELEMENTS))


@pytest.mark.thorough
@settings(max_examples=200)
@given(st.lists(st.tuples(ROOTS, st.lists(TREES, max_size=5)), min_size=1, max_size=3))
def test_whatever_stands_in_a_file_it_becomes_a_policy(drawn: list[tuple[str, list[str]]]) -> None:
    on = "<active>true</active>"
    texts = {f"f{n}": file(root, on, *inner) for n, (root, inner) in enumerate(drawn)}
    found = [
        each
        for name, text in texts.items()
        for each in detection.read_documents(f"{name}.xml", text.encode(), {})
    ]
    made = join_documents(found)
    for document in made:
        assert schema.accept("policy", document.data), schema.explain("policy", document.data)
    policy = linker.assemble(made, TODAY)
    assert {problem.rule for problem in policy.problems} <= {"left-out"}
    assert build(policy).nodes is not None


@pytest.mark.thorough
def test_a_hundred_thousand_entries() -> None:
    entries = [
        f"<ruleEntry><assignedTo>Q{number}</assignedTo><formula>A</formula></ruleEntry>"
        for number in range(100_000)
    ]
    rules = file("AssignmentRules", rule("assignmentRule", "all", *entries))
    (made,) = join_documents(detection.read_documents("Case.xml", rules.encode(), {}))
    data: Any = made.data
    assert len(data["steps"]["Case assignment"]["options"]) == 100_000
