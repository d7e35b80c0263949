"""Flows of Salesforce: what they become, what is found, and what only looks like a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import pytest
from field_changes import find_faults
from test_salesforce_findings import file, ids, lint, tag

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.language import schema

if TYPE_CHECKING:
    from pathlib import Path


def to(target: str, name: str = "connector") -> str:
    return tag(name, tag("targetReference", target)) if target else ""


def element(kind: str, name: str, target: str = "", *inner: str, fault: str = "") -> str:
    label = tag("label", name.replace("_", " "))
    return tag(kind, tag("name", name), label, to(target), to(fault, "faultConnector"), *inner)


def shown(text: str) -> str:
    return tag("fields", tag("fieldText", escape(text)), tag("fieldType", "DisplayText"))


def asked(name: str, text: str = "") -> str:
    fields = tag("fieldText", escape(text or name)), tag("fieldType", "InputField")
    return tag("fields", tag("name", name), *fields)


def screen(name: str, target: str = "", *fields: str) -> str:
    return element("screens", name, target, *(fields or (asked(f"{name}_input"),)))


def rule(
    label: str, target: str, value: str, wanted: str = "yes", operator: str = "EqualTo"
) -> str:
    right = tag("rightValue", tag("stringValue", wanted))
    condition = tag("leftValueReference", value), tag("operator", operator), right
    name = tag("name", label.replace(" ", "_"))
    return tag("rules", name, tag("conditions", *condition), to(target), tag("label", label))


def decision(name: str, default: str, *rules: str) -> str:
    label = tag("defaultConnectorLabel", "Default Outcome")
    return element("decisions", name, "", *rules, to(default, "defaultConnector"), label)


def assignment(name: str, target: str, value: str) -> str:
    return element(
        "assignments", name, target, tag("assignmentItems", tag("assignToReference", value))
    )


def loop(name: str, each: str, after: str) -> str:
    ways = to(each, "nextValueConnector"), to(after, "noMoreValuesConnector")
    return element("loops", name, "", *ways)


def flow(start: str, *elements: str, kind: str = "Flow", status: str = "Active") -> str:
    return file(
        "Flow",
        *elements,
        tag("label", "Request"),
        tag("processType", kind),
        tag("start", to(start)),
        tag("status", status),
    )


def policy_of(**files: str) -> Any:
    found = [
        document
        for name, text in files.items()
        for document in detection.read_documents(f"{name}.flow-meta.xml", text.encode(), {})
    ]
    made = join_documents(found)
    assert all(schema.accept("policy", each.data) for each in made)
    return made


WHOLE = flow(
    "Ask",
    screen("Ask", "Which", shown("<p>Hello</p><p>and welcome</p>"), asked("what", "What is it?")),
    decision("Which", "Save", rule("An order", "Look_up", "what", "order")),
    element("recordLookups", "Look_up", "Save", fault="Sorry"),
    element("recordCreates", "Save", "Run", fault="Sorry"),
    element("subflows", "Run", "Thanks", tag("flowName", "Tell_somebody")),
    screen("Thanks", "", shown("Thank you.")),
    screen("Sorry", "", shown("We could not save that.")),
)


def test_a_screen_flow_becomes_forms_branches_and_tasks() -> None:
    (made,) = policy_of(Request=WHOLE)
    name = "Request flow"
    steps = made.data["steps"]
    assert steps[name] == {"kind": "task", "from_elsewhere": True, "goes_to": [f"{name}: Ask"]}
    assert steps[f"{name}: Ask"]["says"] == "Hello\nand welcome\nWhat is it?"
    kinds = {each: steps[f"{name}: {each}"]["kind"] for each in ("Ask", "Which", "Save", "Sorry")}
    assert kinds == {"Ask": "form", "Which": "branch", "Save": "task", "Sorry": "message"}
    assert steps[f"{name}: Which"]["options"] == [
        {
            "say": "An order",
            "goes_to": f"{name}: Look up",
            "conditions": [{"field": "what", "is": ["order"]}],
        },
        {"say": "Default Outcome", "goes_to": f"{name}: Save"},
    ]
    assert steps[f"{name}: Save"]["on_error"] == f"{name}: Sorry"
    assert made.data["outcomes"] == {f"{name}: the flow ends": {"kind": "ended"}}


def test_a_picture_asks_nothing() -> None:
    picture = tag("fields", tag("extensionName", "flowruntime:image"),
                  tag("fieldType", "ComponentInstance"))  # fmt: skip
    (made,) = policy_of(Request=flow("Ask", screen("Ask", "", shown("Done."), picture)))
    assert made.data["steps"]["Request flow: Ask"]["kind"] == "message"


def test_what_is_done_with_nobody_before_it_is_no_way_of_customers() -> None:
    text = flow("Each", loop("Each", "Save", ""), element("recordCreates", "Save", "Each"),
                kind="AutoLaunchedFlow")  # fmt: skip
    (made,) = policy_of(Request=text)
    assert {each["carried_by"] for each in made.data["handoffs"]} == {"us"}
    assert "on_error" not in made.data["steps"]["Request flow: Save"]


def test_a_flow_that_another_runs_is_found_by_its_api_name() -> None:
    other = flow("Post", element("actionCalls", "Post"), kind="AutoLaunchedFlow")
    other = other.replace("<label>Request<", "<label>Telling<")
    first, _ = policy_of(Request=WHOLE, Tell_somebody=other)
    ways = first.data["steps"]["Request flow: Run"]["goes_to"]
    assert ways == ["Request flow: Thanks", "Telling flow"]


def test_nothing_of_a_flow_is_dropped_in_silence() -> None:
    text = flow(
        "Ask",
        screen("Ask", "Which", tag("fields", tag("fieldText", "x"), tag("helpText", "y"))),
        decision("Which", "", rule("An order", "Each", "Ask", "order")),
        loop("Each", "Save", "Run"),
        element("recordCreates", "Save", "Each", fault="Run"),
        element("subflows", "Run", "Hand_over", tag("flowName", "Other")),
        element("customErrors", "Refuse", "",
                tag("customErrorMessages", tag("errorMessage", "You cannot."))),
        element("actionCalls", "Hand_over", "Refuse", tag("actionType", "routeWork")),
    )  # fmt: skip
    assert find_faults(text.encode(), "f.xml") == ([], [])


def test_what_is_not_known_of_a_flow_is_left_out_with_its_name() -> None:
    text = flow("Ask", element("screens", "Ask", "", tag("hologram", "on"), asked("what")))
    (made,) = policy_of(Request=text)
    (problem,) = made.problems
    assert problem.facts["what"] == ["field screens.hologram of Flow (nothing here reads it)"]


@pytest.mark.parametrize("status", ["Draft", "Obsolete", "InvalidDraft"])
def test_a_flow_that_is_not_active_is_said_to_be_so(status: str) -> None:
    text = flow("Ask", screen("Ask", "Nowhere"), screen("Lost", "Ask"), status=status)
    (made,) = policy_of(Request=text)
    assert made.data == {"steps": {"Request flow": {"kind": "elsewhere", "from_elsewhere": True}}}
    (problem,) = made.problems
    assert problem.facts["what"] == [
        f"flow Request (its status is {status}, so nobody comes through it)"
    ]


def test_a_broken_flow_is_a_problem(tmp_path: Path) -> None:
    assert ids(lint(tmp_path, Request__flow=WHOLE[:-20])) == ["unreadable-file"]


def test_a_broken_flow_that_lies_in_a_folder_is_a_problem() -> None:
    broken = WHOLE.replace("</label>", "", 1).encode()
    (found,) = detection.read_documents("Request.flow-meta.xml", broken, {}, named=False)
    assert [each.rule for each in found.problems] == ["unreadable-file"]


def test_people_are_handed_to_a_queue() -> None:
    queue = tag("name", "queueLabel"), tag("value", tag("stringValue", "Messaging"))
    route = element("actionCalls", "Route", "", tag("actionType", "routeWork"),
                    tag("inputParameters", *queue))  # fmt: skip
    (made,) = policy_of(Request=flow("Route", route, kind="RoutingFlow"))
    step = made.data["steps"]["Request flow: Route"]
    assert step["kind"] == "transfer"
    assert step["goes_to"][0] == "Messaging"
    assert "Messaging" in made.data["teams"]


FAILING = [
    element("recordCreates", "Save", "Thanks"),
    element("recordUpdates", "Save", "Thanks"),
    element("recordDeletes", "Save"),
    element("recordLookups", "Save", "Thanks"),
    element("actionCalls", "Save", "Thanks", tag("actionType", "apex")),
    element("actionCalls", "Save", "Thanks", tag("actionType", "emailSimple")),
    element("apexPluginCalls", "Save", "Thanks"),
]


@pytest.mark.parametrize("failing", FAILING)
def test_what_people_entered_is_lost_where_no_fault_path_leads_on(
    tmp_path: Path, failing: str
) -> None:
    text = flow("Ask", screen("Ask", "Save"), failing, screen("Thanks", "", shown("Thank you.")))
    text = text if "Thanks" in failing else text.replace("Thanks", "Save_too")
    found = [each for each in lint(tmp_path, Request__flow=text) if each[0] != "unreachable-step"]
    assert found == [("error-hangs-up", "info", 4)]


def test_one_finding_tells_of_all_fault_paths_of_a_flow(tmp_path: Path) -> None:
    text = flow(
        "Ask",
        screen("Ask", "Save"),
        element("recordCreates", "Save", "More"),
        screen("More", "Change"),
        element("recordUpdates", "Change"),
    )
    assert ids(lint(tmp_path, Request__flow=text)) == ["error-hangs-up"]


KEPT = {
    "a fault path that says it": flow(
        "Ask",
        screen("Ask", "Save"),
        element("recordCreates", "Save", "", fault="Sorry"),
        screen("Sorry", "", shown("That was not saved. Please call us.")),
    ),
    "a fault path back to the screen": flow(
        "Ask",
        screen("Ask", "Save"),
        element("recordCreates", "Save", "", fault="Sorry"),
        screen("Sorry", "Ask", shown("That was not saved.")),
    ),
    "nothing was entered yet": flow(
        "Find", element("recordLookups", "Find", "Show"), screen("Show", "", shown("Your order."))
    ),
    "nobody sits before it": flow(
        "Find", element("recordLookups", "Find", "Save"), element("recordCreates", "Save"),
        kind="AutoLaunchedFlow",
    ),
    "what runs in the browser runs after all was saved": flow(
        "Ask", screen("Ask", "Open"),
        element("actionCalls", "Open", "", tag("actionType", "component")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_nothing_is_said_where_nothing_is_lost(tmp_path: Path, text: str) -> None:
    assert lint(tmp_path, Request__flow=text) == []


MISSING = [
    (flow("Ask", screen("Ask", "Gone")), 3),
    (flow("Gone", screen("Ask")), 6),
    (flow("Ask", screen("Ask", "Which"), decision("Which", "", rule("Yes", "Gone", "x"))), 4),
    (flow("Ask", screen("Ask", "Which"), decision("Which", "Gone", rule("Yes", "Ask", "x"))), 4),
    (flow("Each", loop("Each", "Gone", "Ask"), screen("Ask")), 3),
    (flow("Find", element("recordLookups", "Find", "", fault="Gone")), 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), MISSING)
def test_a_connector_leads_to_an_element_that_is_not_there(
    tmp_path: Path, text: str, line: int
) -> None:
    found = lint(tmp_path, Request__flow=text)
    assert ("undefined-reference", "error", line) in [
        (name, severity, at if name == "undefined-reference" else 0) for name, severity, at in found
    ]


@pytest.mark.parametrize(
    "dead",
    [
        screen("Left_over", "Ask"),
        element("recordUpdates", "Left_over"),
        assignment("Left_over", "Ask", "x"),
    ],
)  # fmt: skip
def test_nothing_leads_to_an_element(tmp_path: Path, dead: str) -> None:
    text = flow("Ask", screen("Ask"), dead)
    assert lint(tmp_path, Request__flow=text) == [("unreachable-step", "info", 4)]


def test_an_element_is_reached_by_a_fault_or_at_a_time(tmp_path: Path) -> None:
    fault = flow(
        "Save",
        element("recordCreates", "Save", "", fault="Note"),
        element("recordCreates", "Note"),
        kind="AutoLaunchedFlow",
    )
    timed = flow("Save", element("recordCreates", "Save"), element("recordCreates", "Later"),
                 kind="AutoLaunchedFlow").replace("<start>", "<start><scheduledPaths>"
                 "<connector><targetReference>Later</targetReference></connector>"
                 "</scheduledPaths>")  # fmt: skip
    assert lint(tmp_path, Request__flow=fault) == []
    assert lint(tmp_path, Request__flow=timed) == []


ENDLESS = {
    "two screens": flow("One", screen("One", "Two"), screen("Two", "One")),
    "all ways lead back": flow(
        "One",
        screen("One", "Which"),
        decision("Which", "One", rule("Yes", "Again", "One_input")),
        assignment("Again", "One", "count"),
    ),
    "a message": flow("One", screen("One", "Two", shown("Hello")), screen("Two", "One")),
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_screens_lead_back_without_end(tmp_path: Path, text: str) -> None:
    assert "hassle-loop" in ids(lint(tmp_path, Request__flow=text))


ENDING = {
    "over the records": flow(
        "Each", loop("Each", "Note", "Ask"), assignment("Note", "Each", "list"), screen("Ask")
    ),
    "asked again until it fits": flow(
        "Ask",
        screen("Ask", "Fits"),
        decision("Fits", "", rule("No", "Wrong", "Ask_input")),
        screen("Wrong", "Ask", shown("Please enter a number.")),
    ),
    "a list of things to do": flow(
        "Which",
        decision("Which", "Done", rule("Mail", "Mail", "mailed", "false"),
                 rule("Note", "Note", "noted", "false")),
        assignment("Mail", "Which", "mailed"),
        assignment("Note", "Which", "noted"),
        screen("Done", "", shown("All is done.")),
        tag("variables", tag("name", "mailed")),
        tag("variables", tag("name", "noted")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", ENDING.values(), ids=ENDING)
def test_a_circle_comes_to_its_end(tmp_path: Path, text: str) -> None:
    assert lint(tmp_path, Request__flow=text) == []


def test_a_decision_in_a_circle_looks_at_what_never_changes(tmp_path: Path) -> None:
    text = flow(
        "One",
        screen("One", "Which", shown("Hello")),
        decision("Which", "", rule("Yes", "One", "fixed")),
        tag("variables", tag("name", "fixed")),
    )
    assert "hassle-loop" in ids(lint(tmp_path, Request__flow=text))


def choose(*targets: str, value: str = "Ask_input", default: str = "Next") -> str:
    rules = [
        rule(f"Way {each}", target, value, each) for each, target in zip("ab", targets, strict=True)
    ]
    return flow(
        "Ask",
        screen("Ask", "Which"),
        decision("Which", default, *rules),
        screen("Next", "", shown("One")),
        *([screen("Other", "", shown("Two"))] if "Other" in targets else []),
        *([assignment("Note", "Next", "x")] if "Note" in targets else []),
    )


def test_whatever_is_chosen_on_a_screen_leads_to_one_place(tmp_path: Path) -> None:
    found = lint(tmp_path, Request__flow=choose("Next", "Next"))
    assert ids(found) == ["choice-without-difference"]


@pytest.mark.parametrize(
    "text",
    [
        choose("Next", "Other"),
        choose("Note", "Next"),  # something else is done on the way
        choose("Next", "Next", value="known_before"),  # it is not what was chosen
    ],
)
def test_a_choice_makes_a_difference(tmp_path: Path, text: str) -> None:
    assert lint(tmp_path, Request__flow=text) == []


def ordered(*rules: str) -> str:
    places = [screen(each, "", shown(each)) for each in ("One", "Two", "Three")]
    return flow("Which", decision("Which", "Three", *rules), *places)


@pytest.mark.parametrize(
    "rules",
    [
        (rule("All", "One", "kind", "a"), rule("Same", "Two", "kind", "a")),
        (rule("All", "One", "kind", "a", "NotEqualTo"), rule("Part", "Two", "kind", "b")),
    ],
)
def test_an_earlier_rule_takes_all_of_a_later_one(tmp_path: Path, rules: tuple[str, ...]) -> None:
    assert ids(lint(tmp_path, Request__flow=ordered(*rules))) == ["entry-never-applies"]


def test_rules_of_a_decision_take_each_their_own(tmp_path: Path) -> None:
    apart = ordered(rule("One", "One", "kind", "a"), rule("Two", "Two", "kind", "b"))
    both = ordered(rule("Empty", "One", "kind", "true", "IsNull"),
                   rule("Full", "Two", "kind", "false", "IsNull"))  # fmt: skip
    assert lint(tmp_path, Request__flow=apart) == []
    assert lint(tmp_path, Request__flow=both) == []


@pytest.mark.parametrize(
    "text", ["Unhandled exception in line 12.", "<p>API call <b>failed</b></p>"]
)
def test_people_read_what_is_for_technicians(tmp_path: Path, text: str) -> None:
    sorry = flow("Ask", screen("Ask", "", shown(text), asked("what")))
    assert ids(lint(tmp_path, Request__flow=sorry)) == ["technical-text"]


@pytest.mark.parametrize(
    "text", ["That did not work. Please call us.", "If you see an API error, say so."]
)
def test_people_read_what_is_meant_for_them(tmp_path: Path, text: str) -> None:
    assert lint(tmp_path, Request__flow=flow("Ask", screen("Ask", "", shown(text)))) == []
