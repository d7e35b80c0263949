"""What is found in Salesforce metadata, in several spellings, and what only looks like a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lint_runs import lint_files

from cxlint.importers.salesforce import importer

if TYPE_CHECKING:
    from pathlib import Path


def lint(folder: Path, **files: str) -> list[tuple[str, str, int]]:
    """Return rule, severity and line of each finding in files, by their names."""
    paths = []
    for name, text in files.items():
        path = folder / f"{name.replace('__', '.')}-meta.xml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    found = [each for each in lint_files(paths, folder) if each.rule.id != "left-out"]
    return [(each.rule.id, each.severity, each.span.line) for each in found]


def ids(found: list[tuple[str, str, int]]) -> list[str]:
    return [rule for rule, _, _ in found]


def file(tag: str, *elements: str) -> str:
    """Return a file, each element in a line of its own from the third on."""
    inner = "\n".join(elements)
    return f'<?xml version="1.0"?>\n<{tag} xmlns="{importer.SPACE}">\n{inner}\n</{tag}>'


def tag(name: str, *inner: str) -> str:
    return f"<{name}>{''.join(inner)}</{name}>"


def ask(field: str, operation: str, value: str) -> str:
    parts = tag("field", field), tag("operation", operation), tag("value", value)
    return tag("criteriaItems", *parts)


OPEN = ask("Case.IsClosed", "equals", "false")
HIGH = ask("Case.Priority", "equals", "High")
WEB = ask("Case.Origin", "equals", "Web")


def rule(kind: str, *entries: str, active: str = "true") -> str:
    inner = "\n".join(tag("ruleEntry", each) for each in entries)
    return f"<{kind}><fullName>R</fullName><active>{active}</active>\n{inner}\n</{kind}>"


def act(minutes: str, *people: str, to: str = "Leads", sort: str = "Queue") -> str:
    whom = tag("assignedTo", to) + tag("assignedToType", sort) if to else ""
    return tag("escalationAction", whom, tag("minutesToEscalation", minutes), *people)


def escalation(*entries: str) -> str:
    return file("EscalationRules", rule("escalationRule", *entries))


def to(queue: str, *criteria: str, sort: str = "Queue") -> str:
    return tag("assignedTo", queue) + tag("assignedToType", sort) + "".join(criteria)


def assignment(*entries: str) -> str:
    return file("AssignmentRules", rule("assignmentRule", *entries))


def logic(text: str) -> str:
    return tag("booleanFilter", text)


# the first entry that fits applies


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OPEN, OPEN + HIGH),
        ("", HIGH),
        (OPEN + HIGH + WEB + logic("1 AND (2 OR 3)"), OPEN + WEB),
        (HIGH + WEB + logic("1 or 2"), WEB + OPEN),
        (HIGH + OPEN + WEB + logic("(1 AND 2) OR 3"), OPEN + HIGH),
        (ask("Case.Subject", "contains", "order"), ask("Case.Subject", "startsWith", "Reorder")),
        (ask("Case.Sum__c", "greaterThan", "10"), ask("Case.Sum__c", "greaterOrEqual", "500")),
        (ask("Case.Type", "notEqual", "Spam"), ask("Case.Type", "equals", "Order, Bill")),
        (tag("formula", "true"), HIGH),
    ],
)
def test_an_entry_behind_a_wider_one_never_applies(tmp_path: Path, first: str, second: str) -> None:
    late = escalation(first + act("2880"), second + act("60"))
    found = lint(tmp_path, Case__escalationRules=late)
    assert ("entry-never-applies", "error", 5) in found


def test_two_entries_leave_nothing_for_a_third(tmp_path: Path) -> None:
    entries = to("A", OPEN), to("B", ask("Case.IsClosed", "equals", "True")), to("C", HIGH)
    found = lint(tmp_path, Case__assignmentRules=assignment(*entries))
    assert found == [("entry-never-applies", "error", 6)]


def test_a_reply_that_nobody_gets(tmp_path: Path) -> None:
    entries = WEB + tag("template", "Thanks"), WEB + HIGH + tag("template", "Hurry")
    text = file("AutoResponseRules", rule("autoResponseRule", *entries))
    assert "entry-never-applies" in ids(lint(tmp_path, Case__autoResponseRules=text))


def test_cases_that_are_not_to_escalate_take_all(tmp_path: Path) -> None:
    found = lint(tmp_path, Case__escalationRules=escalation(OPEN, OPEN + HIGH + act("60")))
    assert "entry-never-applies" in ids(found)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OPEN + HIGH, OPEN),
        (HIGH, WEB),
        (ask("Account.Type", "equals", "VIP"), ask("Case.Type", "equals", "VIP")),
        (
            ask("Case.CreatedDate", "equals", "THIS_WEEK"),
            ask("Case.CreatedDate", "equals", "TODAY"),
        ),
        (tag("formula", "ISPICKVAL(Priority, 'High')"), HIGH),
        (ask("Case.Subject", "contains", "orders"), ask("Case.Subject", "contains", "order")),
        (ask("Case.Tags__c", "includes", "a"), ask("Case.Tags__c", "includes", "b")),
        (HIGH + WEB + logic("1 AND 2"), HIGH + WEB + logic("1 OR 2")),
    ],
)
def test_entries_that_only_look_as_if_they_never_applied(
    tmp_path: Path, first: str, second: str
) -> None:
    late = escalation(first + act("60"), second + act("2880"))
    assert "entry-never-applies" not in ids(lint(tmp_path, Case__escalationRules=late))


def test_the_same_people_after_the_same_time_lose_nothing(tmp_path: Path) -> None:
    late = escalation(OPEN + act("60"), OPEN + HIGH + act("60"))
    assert lint(tmp_path, Case__escalationRules=late) == []
    entries = to("A", WEB), to("A", WEB, HIGH), to("B")
    assert lint(tmp_path, Case__assignmentRules=assignment(*entries)) == []


# clocks


CREATED, MODIFIED = (
    tag("escalationStartTime", each) for each in ("CaseCreation", "CaseLastModified")
)
STOPS = tag("disableEscalationWhenModified", "true")


def test_a_clock_that_any_change_stops_or_sets_back(tmp_path: Path) -> None:
    late = escalation(OPEN + STOPS + act("60") + CREATED)
    assert lint(tmp_path, Case__escalationRules=late) == [
        ("escalation-ends-when-touched", "warning", 4)
    ]
    late = escalation(HIGH + act("60") + MODIFIED, OPEN + act("90") + MODIFIED)
    assert lint(tmp_path, Case__escalationRules=late) == [
        ("escalation-ends-when-touched", "info", 4)
    ]


@pytest.mark.parametrize("new", ["New", "Nuevo", "Neu"])
def test_an_alarm_for_what_nobody_has_looked_at_may_end(tmp_path: Path, new: str) -> None:
    late = escalation(ask("Case.Status", "equals", new) + STOPS + act("60"))
    assert lint(tmp_path, Case__escalationRules=late) == []


# who is called


OWNER = tag("notifyCaseOwner", "true")


def test_nobody_is_called_or_only_who_has_the_case(tmp_path: Path) -> None:
    assert lint(tmp_path, Case__escalationRules=escalation(OPEN + act("60", to=""))) == [
        ("escalation-to-nobody", "warning", 4)
    ]
    assert lint(tmp_path, Case__escalationRules=escalation(OPEN + act("60", OWNER, to=""))) == [
        ("nobody-else-warned", "info", 4)
    ]


def test_who_is_told_without_getting_the_case(tmp_path: Path) -> None:
    boss = tag("notifyTo", "boss@example.org"), tag("notifyEmail", "desk@example.org")
    assert lint(tmp_path, Case__escalationRules=escalation(OPEN + act("60", *boss, to=""))) == []


def test_every_escalation_hangs_on_one_person(tmp_path: Path) -> None:
    ann = {"to": "ann@example.org", "sort": "User"}
    told = tag("notifyTo", "ann@example.org")
    late = escalation(HIGH + act("60", told, **ann), OPEN + act("90", **ann))
    found = lint(tmp_path, Case__escalationRules=late)
    assert found == [("escalation-on-one-person", "info", 4)]


@pytest.mark.parametrize(
    "second",
    [
        act("90"),
        act("90", to="bo@example.org", sort="User"),
        act("90", OWNER, to="ann@example.org"),
    ],
)
def test_somebody_else_is_called_too(tmp_path: Path, second: str) -> None:
    first = act("60", to="ann@example.org", sort="User")
    assert lint(tmp_path, Case__escalationRules=escalation(HIGH + first, OPEN + second)) == []


# the rest of the cases


ORDERS = to("Orders", ask("Case.Subject", "contains", "order"))


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        (None, ["rest-without-owner"]),
        ("<defaultCaseOwnerType>User</defaultCaseOwnerType>", ["rest-without-owner"]),
        ("<defaultCaseOwner>Desk</defaultCaseOwner>", []),
    ],
)
def test_cases_that_no_entry_takes(tmp_path: Path, settings: str | None, found: list[str]) -> None:
    files = {"Case__assignmentRules": assignment(ORDERS)}
    if settings is not None:
        files["Case__settings"] = file("CaseSettings", settings)
    assert ids(lint(tmp_path, **files)) == found


@pytest.mark.parametrize("rest", [to("Desk"), to("Desk", tag("formula", "TRUE"))])
def test_a_last_entry_takes_the_rest(tmp_path: Path, rest: str) -> None:
    assert lint(tmp_path, Case__assignmentRules=assignment(ORDERS, rest)) == []


# milestones


def milestone(name: str, *inner: str) -> str:
    return tag("milestones", tag("milestoneName", name), tag("minutesToComplete", "60"), *inner)


def trigger(length: str, kind: str) -> str:
    actions = tag("actions", tag("name", "Tell"), tag("type", kind))
    unit = tag("workflowTimeTriggerUnit", "Minutes")
    return tag("timeTriggers", actions, tag("timeLength", length), unit)


def entitled(*milestones: str) -> str:
    return file("EntitlementProcess", "<active>true</active><name>Gold</name>", *milestones)


def test_a_promise_of_which_nobody_is_warned_is_told_once_a_file(tmp_path: Path) -> None:
    text = entitled(milestone("First Response"), milestone("Resolution"))
    found = lint(tmp_path, Gold__entitlementProcess=text)
    assert found == [("nobody-else-warned", "info", 4)]


@pytest.mark.parametrize("kind", ["Alert", "Task", "FlowAction", "FieldUpdate"])
def test_something_happens_before_the_time_is_over(tmp_path: Path, kind: str) -> None:
    text = entitled(milestone("First Response", trigger("-30", kind)))
    assert lint(tmp_path, Gold__entitlementProcess=text) == []


def test_a_milestone_that_is_no_promise_to_customers(tmp_path: Path) -> None:
    assert lint(tmp_path, Gold__entitlementProcess=entitled(milestone("Handed over"))) == []


# approvals


def step(label: str, who: str, *criteria: str, when: str = "", delegate: str = "true") -> str:
    kind = "queue" if who == "Desk" else "user"
    by = "userHierarchyField" if who == "boss" else kind
    people = tag("approver", *(() if who == "boss" else (tag("name", who),)), tag("type", by))
    entry = tag("entryCriteria", *criteria) if criteria else ""
    return tag(
        "approvalStep", tag("allowDelegate", delegate), tag("assignedApprover", people), entry,
        tag("ifCriteriaNotMet", when), tag("label", label), tag("name", label),
    )  # fmt: skip


def approval(*steps: str, active: str = "true") -> str:
    return file("ApprovalProcess", f"<active>{active}</active><label>Refund</label>", *steps)


def amount(operation: str, value: str) -> str:
    return ask("Case.Amount__c", operation, value)


NAMES = ("a@example.org", "b@example.org", "c@example.org", "d@example.org")


@pytest.mark.parametrize(
    "steps",
    [
        [step(f"S{each}", each) for each in NAMES],
        [step(f"S{number}", "boss") for number in range(4)],
        [step("S0", NAMES[0]),
         step("S1", NAMES[1], amount("greaterThan", "10"), when="ApproveRecord"),
         step("S2", NAMES[2], amount("greaterThan", "100"), when="ApproveRecord")],
    ],
)  # fmt: skip
def test_many_decisions_for_one_request(tmp_path: Path, steps: list[str]) -> None:
    found = lint(tmp_path, Case__Refund__approvalProcess=approval(*steps))
    assert found == [("approval-laden-path", "warning", 6)]


def test_all_of_three_have_to_agree(tmp_path: Path) -> None:
    people = [tag("approver", tag("name", each), tag("type", "user")) for each in NAMES[:3]]
    for when, found in (("Unanimous", ["approval-laden-path"]), ("FirstResponse", [])):
        assigned = tag("assignedApprover", *people, tag("whenMultipleApprovers", when))
        text = approval(
            tag("approvalStep", tag("allowDelegate", "true"), assigned, tag("label", "S"))
        )
        assert ids(lint(tmp_path, Case__Refund__approvalProcess=text)) == found


@pytest.mark.parametrize(
    "steps",
    [
        # criteria that exclude one another
        [step("S0", NAMES[0]), *(step(each, each, ask("Case.Country__c", "equals", each))
                                 for each in NAMES[1:])],
        # a mark for each gate, of which a request need have one only
        [step(each, each, ask(f"Case.{each[0]}__c", "equals", "True")) for each in NAMES],
        # whatever is small is granted before the others are asked
        [step("S0", NAMES[0], amount("lessThan", "10"), when="RejectRecord"),
         step("S1", NAMES[1], amount("greaterThan", "10")), step("S2", NAMES[2])],
        [step("S0", NAMES[0]), step("S1", NAMES[1])],
    ],
)  # fmt: skip
def test_steps_that_are_not_added_up(tmp_path: Path, steps: list[str]) -> None:
    assert lint(tmp_path, Case__Refund__approvalProcess=approval(*steps)) == []


def test_one_named_approver_without_a_delegate(tmp_path: Path) -> None:
    alone = approval(step("S", NAMES[0], delegate="false"))
    found = lint(tmp_path, Case__Refund__approvalProcess=alone)
    assert found == [("no-delegate-approver", "warning", 4)]
    for text in (
        approval(step("S", NAMES[0])),
        approval(step("S", "Desk", delegate="false")),
        approval(step("S", NAMES[0], delegate="false"), active="false"),
    ):
        assert lint(tmp_path, Case__Refund__approvalProcess=text) == []


def test_the_same_approver_twice(tmp_path: Path) -> None:
    twice = approval(step("S0", NAMES[0]), step("S1", NAMES[0]))
    assert ids(lint(tmp_path, Case__Refund__approvalProcess=twice)) == ["approved-twice"]
    apart = approval(
        step("S0", NAMES[0], amount("lessThan", "10")),
        step("S1", NAMES[0], amount("greaterOrEqual", "10")),
    )
    assert lint(tmp_path, Case__Refund__approvalProcess=apart) == []
    bosses = approval(step("S0", "boss"), step("S1", "boss"))
    assert lint(tmp_path, Case__Refund__approvalProcess=bosses) == []


@pytest.mark.parametrize(("members", "empty"), [("<queueMembers/>", True), ("", False)])
def test_a_queue_in_which_nobody_is(tmp_path: Path, members: str, *, empty: bool) -> None:
    files = {
        "Desk__queue": file("Queue", "<name>Desk</name>", members),
        "Case__escalationRules": escalation(OPEN + act("60", to="Desk")),
        "Case__Refund__approvalProcess": approval(step("S", "Desk", delegate="false")),
    }
    found = ["no-delegate-approver", "escalation-to-nobody"] if empty else []
    assert ids(lint(tmp_path, **files)) == found


def test_several_named_approvers_of_one_process_are_told_once(tmp_path: Path) -> None:
    steps = [step(f"S{number}", who, delegate="false") for number, who in enumerate(NAMES[:3])]
    found = lint(tmp_path, Case__Refund__approvalProcess=approval(*steps))
    assert [each for each in found if each[0] == "no-delegate-approver"] == [
        ("no-delegate-approver", "warning", 4)
    ]


@pytest.mark.parametrize(("recall", "stuck"), [("true", False), ("false", True)])
def test_whoever_is_chosen_for_one_request_can_be_chosen_anew(
    tmp_path: Path, recall: str, *, stuck: bool
) -> None:
    chosen = tag("assignedApprover", tag("approver", tag("type", "adhoc")))
    alone = tag("approvalStep", tag("allowDelegate", "false"), chosen, tag("label", "S"))
    text = file(
        "ApprovalProcess", "<active>true</active><label>Asset</label>",
        tag("allowRecall", recall), alone,
    )  # fmt: skip
    found = ids(lint(tmp_path, Asset__approvalProcess=text))
    assert found == ["no-delegate-approver"] * stuck


def test_parts_of_the_work_are_not_two_promises_of_a_resolution(tmp_path: Path) -> None:
    part = milestone("Verification Complete").replace("60", "1440", 1)
    parts = part, milestone("Documentation Complete", trigger("-5", "Alert"))
    assert "inconsistent-standards" not in ids(
        lint(tmp_path, Gold__entitlementProcess=entitled(*parts))
    )
