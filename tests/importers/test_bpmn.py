"""BPMN processes: each element, where it stands, and what hostile files come to."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxlint.graph.builder import build
from cxlint.importers import detection
from cxlint.importers.bpmn import importer, model
from cxlint.importers.cross_references import join_documents
from cxlint.language import schema
from cxlint.parsing import xml_parser
from cxlint.policy import linker
from cxlint.values import iso_durations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxlint.parsing.document import Document

TODAY = datetime.date(2026, 11, 20)
SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
)


def file(*elements: str) -> str:
    return "\n".join((f"<definitions {SPACES}>", *elements, "</definitions>"))


def process(*elements: str, attributes: str = 'id="p" name="P"') -> str:
    return "\n".join((f"<process {attributes}>", *elements, "</process>"))


def documents(*texts: str) -> list[Document]:
    found = [
        each
        for number, text in enumerate(texts)
        for each in detection.read_documents(f"{number}.bpmn", text.encode(), {})
    ]
    return join_documents(found)


def merged(made: Iterable[Document]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for document in made:
        assert schema.accept("policy", document.data), schema.explain("policy", document.data)
        told: Any = document.data
        for section, entities in told.items():
            if isinstance(entities, dict):
                data.setdefault(section, {}).update(entities)
            else:
                data.setdefault(section, []).extend(entities)
    return data


def read(*elements: str) -> dict[str, Any]:
    """Return the policy that a process of these elements becomes, without the process's name."""
    data = merged(documents(file(process(*elements))))
    return {
        "steps": {id_.removeprefix("P: "): told for id_, told in data.get("steps", {}).items()},
        **{section: told for section, told in data.items() if section != "steps"},
    }


def flow(source: str, target: str, more: str = "", inner: str = "") -> str:
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}-{target}" {ends} {more}>{inner}</sequenceFlow>'


def node(tag: str, id_: str, inner: str = "", more: str = "") -> str:
    return f'<{tag} id="{id_}" name="{id_}" {more}>{inner}</{tag}>'


def event(sort: str, inner: str = "") -> str:
    return f"<{sort}EventDefinition>{inner}</{sort}EventDefinition>"


def timer(duration: str) -> str:
    return event("timer", f"<timeDuration>{duration}</timeDuration>")


# recognition


@pytest.mark.parametrize("prefix", ["", "bpmn", "bpmn2", "semantic"])
def test_a_process_is_recognised_by_its_namespace_whatever_the_prefix(prefix: str) -> None:
    mark = f"{prefix}:" if prefix else ""
    declared = f"xmlns:{prefix}" if prefix else "xmlns"
    text = (
        f'<{mark}definitions {declared}="{model.SPACE}"><{mark}process id="p">'
        f'<{mark}manualTask id="a" name="A"/></{mark}process></{mark}definitions>'
    )
    (found,) = detection.read_documents("any.xml", text.encode(), {})
    assert found.foreign.format == "bpmn"
    assert merged(join_documents([found]))["steps"]["p: A"]["kind"] == "work"


@pytest.mark.parametrize(
    "text",
    [
        '<definitions xmlns="http://example.org/other"><process id="p"/></definitions>',
        f'<definitions xmlns="{model.SPACE}"><collaboration id="c"/></definitions>',
        f'<process xmlns="{model.SPACE}" id="p"/>',
    ],
)
def test_what_holds_no_process_is_none(text: str) -> None:
    assert not importer.claims(xml_parser.parse("a.bpmn", text.encode()))


# who does what


def test_a_lane_does_the_work_that_lies_in_it() -> None:
    lanes = '<laneSet><lane name="Claims"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    told = read(lanes, node("userTask", "a", more='camunda:assignee="demo"'))
    assert told["steps"]["a"]["kind"] == "work"
    assert told["steps"]["a"]["by"] == "Claims"
    assert told["teams"] == {"Claims": {}}


def test_the_innermost_lane_with_a_name_counts_also_for_what_lies_in_a_sub_process() -> None:
    inner = '<lane name=""><flowNodeRef>s</flowNodeRef></lane>'
    lanes = f'<laneSet><lane name="Bank"><childLaneSet>{inner}</childLaneSet></lane></laneSet>'
    told = read(lanes, node("subProcess", "s", node("userTask", "a")))
    assert told["steps"]["a"]["by"] == "Bank"


ZEEBE = '<extensionElements><zeebe:assignmentDefinition {}="{}"/></extensionElements>'
OWNER = (
    "<potentialOwner><resourceAssignmentExpression><formalExpression>group(desk), x"
    "</formalExpression></resourceAssignmentExpression></potentialOwner>"
)


@pytest.mark.parametrize(
    ("more", "inner", "by"),
    [
        ('camunda:candidateGroups="back, office" camunda:assignee="demo"', "", "back"),
        ('camunda:assignee="ana"', "", "ana"),
        ('camunda:assignee="${who}"', "", None),
        ("", ZEEBE.format("candidateGroups", "care"), "care"),
        ("", ZEEBE.format("assignee", "= who"), None),
        ("", OWNER, "desk"),
        ("", "<humanPerformer><resourceRef>r</resourceRef></humanPerformer>", "Adjuster"),
    ],
)  # fmt: skip
def test_without_a_lane_the_engine_says_who(more: str, inner: str, by: str | None) -> None:
    resource = '<resource id="r" name="Adjuster"/>'
    data = merged(documents(file(resource, process(node("userTask", "a", inner, more)))))
    assert data["steps"]["P: a"].get("by") == by
    assert data["steps"]["P: a"]["kind"] == "work"


def test_a_task_without_a_type_is_work_only_where_somebody_is_named() -> None:
    lanes = '<laneSet><lane name="Desk"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    told = read(lanes, node("task", "a"), node("task", "b"))["steps"]
    assert (told["a"]["kind"], told["b"]["kind"]) == ("work", "task")


@pytest.mark.parametrize("tag", ["sendTask", "serviceTask", "scriptTask", "businessRuleTask"])
def test_what_systems_do_is_a_task(tag: str) -> None:
    assert read(node(tag, "a"))["steps"]["a"]["kind"] == "task"


# pools


POOLS = """<collaboration id="c">
<participant id="x" name="Customer"/>
<participant id="y" name="Shop" processRef="shop"/>
<participant id="z" name="Carrier" processRef="carrier"/>
<messageFlow id="m" sourceRef="x" targetRef="s1"/>
<messageFlow id="n" name="parcel" sourceRef="pack" targetRef="s2"/>
<messageFlow id="o" name="the receipt" sourceRef="drive" targetRef="signed"/>
<messageFlow id="q" sourceRef="drive" targetRef="gone"/>
</collaboration>"""
SHOP = process(
    node("startEvent", "s1"),
    node("task", "pack"),
    node("receiveTask", "signed"),
    flow("s1", "pack"),
    flow("pack", "signed"),
    attributes='id="shop" name="Shop"',
)
CARRIER = process(
    node("startEvent", "s2"), node("task", "drive"), flow("s2", "drive"), attributes='id="carrier"'
)


def test_pools_are_teams_and_messages_lead_to_where_the_other_process_begins() -> None:
    made = documents(file(POOLS, SHOP, CARRIER))
    data = merged(made)
    assert set(data["teams"]) == {"Shop", "Carrier"}
    steps = data["steps"]
    assert steps["Shop (process)"]["goes_to"] == "Shop (process): s1"
    assert steps["Shop (process): pack"]["by"] == "Shop"
    assert steps["Shop (process): pack"]["goes_to"] == [
        "Shop (process): signed",
        "Carrier (process): s2",
    ]
    wait = steps["Shop (process): signed"]
    assert (wait["kind"], wait["owner"]) == ("wait", "Shop")
    assert wait["description"] == "until the receipt comes from Carrier"
    assert [p.facts["what"] for document in made for p in document.problems] == [
        ["message flow to gone (it is not in this file)"]
    ]


@pytest.mark.parametrize(
    ("pool", "timer", "kind"),
    [("Customer", "P14D", "form"), ("Kunde", "P14D", "form"), ("Carrier", "P14D", "wait"),
     ("Customer", "", "wait")],
)  # fmt: skip
def test_where_it_is_the_customers_turn_for_a_time_nobody_else_waits(
    pool: str, timer: str, kind: str
) -> None:
    clock = f"""<boundaryEvent id="late" attachedToRef="w"><timerEventDefinition>
<timeDuration>{timer}</timeDuration></timerEventDefinition></boundaryEvent>"""
    told = merged(documents(file(
        f"""<collaboration id="c"><participant id="x" name="{pool}"/>
<participant id="us" name="Care" processRef="p"/>
<messageFlow id="m" name="papers" sourceRef="x" targetRef="w"/></collaboration>""",
        process('<startEvent id="s"/>', flow("s", "w"), '<receiveTask id="w" name="Papers"/>',
                clock if timer else ""),
    )))  # fmt: skip
    (step,) = (each for id_, each in told["steps"].items() if id_.endswith(": Papers"))
    assert (step["kind"], step["description"]) == (kind, f"until papers comes from {pool}")


def test_what_customers_do_in_their_own_pool_is_no_work_of_ours() -> None:
    pools = POOLS.replace('name="Carrier"', 'name="New customer"')
    data = merged(documents(file(pools, SHOP, CARRIER)))
    assert data["steps"]["New customer: drive"] == {
        "kind": "task",
        "goes_to": "New customer: the process ends",
    }
    assert set(data["teams"]) == {"Shop"}


def test_the_only_pool_says_what_the_process_is_called_not_who_acts() -> None:
    pool = (
        '<collaboration id="c"><participant id="y" name="Refunds" processRef="p"/></collaboration>'
    )
    data = merged(documents(file(pool, process(node("userTask", "a"), attributes='id="p"'))))
    assert data["steps"]["Refunds: a"] == {"kind": "work", "goes_to": "Refunds: the process ends"}


@pytest.mark.parametrize(
    ("id_", "called"),
    [("Process_1d0a77n", "0"), ("Process_1", "0"), ("Process_refund", "Process_refund"),
     ("sid-8f1f0a6e-1c2d-4e3f-a4b5-c6d7e8f90a1b", "0"), ("refund", "refund")],
)  # fmt: skip
def test_a_process_with_an_id_of_a_machine_is_called_as_its_file(id_: str, called: str) -> None:
    text = file(process('<startEvent id="s"/>', attributes=f'id="{id_}"'))
    assert called in merged(documents(text))["steps"]


# waits and timers


def test_waiting_for_a_message_is_a_wait_without_an_end() -> None:
    told = read(node("intermediateCatchEvent", "a", event("message")), node("receiveTask", "b"))
    for wait in (told["steps"]["a"], told["steps"]["b"]):
        assert (wait["kind"], wait["owner"]) == ("wait", "P")
        assert "timeout" not in wait
        assert "on_timeout" not in wait


def test_a_timer_passes_on_by_itself() -> None:
    told = read(
        node("intermediateCatchEvent", "a", timer("PT48H")), node("endEvent", "e"), flow("a", "e")
    )
    assert told["steps"]["a"] == {
        "kind": "wait", "owner": "P", "name": "a", "timeout": "48 hours", "on_timeout": "P: e",
    }  # fmt: skip


@pytest.mark.parametrize(
    "definition",
    [timer("${patience}"), event("timer"), event("timer", "<timeCycle>R/P1M</timeCycle>")],
)
def test_a_time_that_is_not_known_or_is_a_rhythm_is_nobodys_wait(definition: str) -> None:
    told = read(node("intermediateCatchEvent", "a", definition))
    assert told["steps"]["a"] == {"kind": "task", "goes_to": "P: the process ends"}


def boundary(host: str, id_: str, definition: str, *, ends: bool = True) -> str:
    more = f'attachedToRef="{host}" cancelActivity="{str(ends).lower()}"'
    return node("boundaryEvent", id_, definition, more)


def test_a_timer_at_the_edge_ends_a_wait_and_a_reminder_does_not() -> None:
    ended = read(node("receiveTask", "a"), boundary("a", "late", timer("P3D")))["steps"]["a"]
    assert (ended["timeout"], ended["on_timeout"]) == ("3 days", "P: late")
    reminded = read(node("receiveTask", "a"), boundary("a", "late", timer("P3D"), ends=False))
    assert reminded["steps"]["a"]["goes_to"] == ["P: the process ends", "P: late"]
    assert "timeout" not in reminded["steps"]["a"]
    assert "on_timeout" not in reminded["steps"]["a"]


def test_other_events_at_the_edge_are_other_ways_on() -> None:
    told = read(
        node("userTask", "a"),
        boundary("a", "failed", event("error")),
        boundary("a", "failed-too", event("error")),
        boundary("a", "called-off", event("message")),
        boundary("a", "raised", event("escalation")),
    )["steps"]["a"]
    assert told["on_error"] == "P: failed"
    assert told["goes_to"] == [
        "P: the process ends", "P: failed-too", "P: called-off", "P: raised",
    ]  # fmt: skip


def test_what_lies_in_a_sub_process_or_beside_an_event_sub_process_ends_with_its_timer() -> None:
    told = read(
        node("subProcess", "s", node("receiveTask", "a")), boundary("s", "late", timer("PT1H"))
    )["steps"]
    assert (told["a"]["timeout"], told["a"]["on_timeout"]) == ("1 hour", "P: late")
    assert told["s"]["on_timeout"] == "P: late"
    alarm = node("startEvent", "t", timer("P5D"))
    beside = node("subProcess", "s", alarm, 'triggeredByEvent="true"')
    told = read(node("receiveTask", "a"), beside)["steps"]
    assert (told["a"]["timeout"], told["a"]["on_timeout"]) == ("5 days", "P: s")
    assert told["P"]["on_timeout"] == "P: s"


def test_a_wait_within_an_event_sub_process_is_not_ended_by_it() -> None:
    inner = node("startEvent", "t", timer("P5D")) + node("receiveTask", "a")
    told = read(node("subProcess", "s", inner, 'triggeredByEvent="true"'))["steps"]["a"]
    assert told["kind"] == "wait"
    assert "timeout" not in told


def test_a_race_of_events_is_one_wait() -> None:
    told = read(
        node("eventBasedGateway", "race"),
        node("intermediateCatchEvent", "answer", event("message")),
        node("intermediateCatchEvent", "too-late", timer("P14D")),
        flow("race", "answer"),
        flow("race", "too-late"),
    )["steps"]
    assert told["race"] == {
        "kind": "wait", "owner": "P", "timeout": "14 days",
        "on_timeout": "P: too-late", "goes_to": "P: answer",
    }  # fmt: skip
    assert (told["answer"]["kind"], told["too-late"]["kind"]) == ("task", "task")


def test_what_is_heard_beside_until_the_end_is_no_wait_and_no_circle() -> None:
    told = read(
        node("parallelGateway", "g"),
        node("intermediateCatchEvent", "question", event("message")),
        node("userTask", "answer"),
        node("userTask", "deliver"),
        node("endEvent", "over", event("terminate")),
        *(flow(*ends.split()) for ends in ("g question", "question answer", "answer question")),
        flow("g", "deliver"),
        flow("deliver", "over"),
    )
    assert told["steps"]["question"] == {"kind": "task", "goes_to": "P: over"}
    assert told["handoffs"] == [
        {"from": "P: question", "to": "P: answer", "when": "it comes", "progress": True}
    ]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("PT1H", "1 hour"), ("P1DT12H", "1 day 12 hours"), ("PT0S", "immediately"),
        ("R3/PT10M", "10 minutes"), ("R/2026-01-01T00:00:00Z/P1W", "1 week"), ("P0,5D", "0.5 days"),
        ('"PT5M"', "5 minutes"), ("P", ""), ("PT", ""), ("1 hour", ""), ("${x}", ""), ("", ""),
    ],
)  # fmt: skip
def test_durations(text: str, spoken: str) -> None:
    assert iso_durations.duration_words(text) == spoken


# gateways


def test_the_flows_of_a_choice_are_its_options() -> None:
    condition = "<conditionExpression>${sum &gt; 100}</conditionExpression>"
    told = read(
        node("exclusiveGateway", "g", more='default="g-c"'),
        *(node("endEvent", each) for each in "abcd"),
        flow("g", "a", 'name="big"', condition),
        flow("g", "b", "", condition),
        flow("g", "c"),
        flow("g", "d"),
    )["steps"]["g"]
    assert told == {
        "kind": "branch",
        "options": [
            {"say": "big", "goes_to": "P: a"},
            {"say": "sum > 100", "goes_to": "P: b"},
            {"say": "otherwise", "goes_to": "P: c"},
            {"say": "d", "goes_to": "P: d"},
        ],
    }


def test_all_ways_of_a_parallel_gateway_are_taken() -> None:
    told = read(
        node("parallelGateway", "g"), node("endEvent", "a"), node("endEvent", "b"),
        flow("g", "a"), flow("g", "b"),
    )["steps"]["g"]  # fmt: skip
    assert told == {"kind": "branch", "goes_to": ["P: a", "P: b"]}


def test_a_condition_that_counts_bounds_the_circle() -> None:
    again = "<conditionExpression>${retryCount &lt; 3}</conditionExpression>"
    told = read(
        node("userTask", "ask"), node("exclusiveGateway", "g"), node("endEvent", "e"),
        flow("ask", "g"), flow("g", "ask", "", again), flow("g", "e", 'name="ok"'),
    )  # fmt: skip
    assert [(each["to"], each["max_repeats"]) for each in told["handoffs"]] == [
        ("P: ask", 3),
        ("P: e", 3),
    ]


# links, sub-processes, calls, ends


def test_a_link_leads_from_throw_to_catch_by_its_name() -> None:
    link = '<linkEventDefinition name="{}"/>'
    made = documents(file(process(
        node("intermediateThrowEvent", "a", link.format("again")),
        node("intermediateThrowEvent", "b", link.format("nowhere")),
        node("intermediateCatchEvent", "c", link.format("again")),
    )))  # fmt: skip
    steps = merged(made)["steps"]
    assert steps["P: a"]["goes_to"] == "P: c"
    assert steps["P: c"]["kind"] == "task"
    assert steps[steps["P: b"]["goes_to"]] == {"kind": "unknown"}
    assert made[0].problems[0].facts["what"] == ["link b (no event of that name catches it)"]


def test_the_end_of_a_sub_process_is_the_way_on_from_it() -> None:
    inner = node("startEvent", "i") + node("endEvent", "o") + flow("i", "o")
    told = read(node("subProcess", "s", inner), node("endEvent", "done"), flow("s", "done"))
    assert told["steps"]["s"]["goes_to"] == "P: i"
    assert told["steps"]["o"] == {"kind": "task", "goes_to": "P: done"}
    assert told["outcomes"] == {"P: done": {"kind": "ended"}}


def test_an_error_thrown_in_a_sub_process_is_caught_around_it() -> None:
    thrown = node("endEvent", "o", '<errorEventDefinition errorRef="no"/>')
    told = read(
        node("subProcess", "s", thrown),
        boundary("s", "other", '<errorEventDefinition errorRef="yes"/>'),
        boundary("s", "caught", '<errorEventDefinition errorRef="no"/>'),
    )["steps"]
    assert told["o"]["goes_to"] == "P: caught"


def test_what_follows_a_sub_process_with_several_ways_on_is_said_once() -> None:
    inner = "".join(node("endEvent", f"o{number}") for number in range(3))
    told = read(
        node("subProcess", "s", inner), node("endEvent", "a"), node("endEvent", "b"),
        flow("s", "a"), flow("s", "b"),
    )["steps"]  # fmt: skip
    assert {told[f"o{number}"]["goes_to"] for number in range(3)} == {"P: after s"}
    assert told["after s"]["goes_to"] == ["P: a", "P: b"]


def test_a_call_leads_to_the_process_of_that_id_in_another_file_and_comes_back() -> None:
    caller = process(
        node("callActivity", "call", more='calledElement="ns:sub"'), node("endEvent", "e"),
        flow("call", "e"),
    )  # fmt: skip
    called = process(node("startEvent", "s"), attributes='id="sub" name="Check the claim"')
    steps = merged(documents(file(caller), file(called)))["steps"]
    assert steps["P: call"]["goes_to"] == ["P: e", "Check the claim"]


def test_processes_that_call_one_another_are_a_circle() -> None:
    made = documents(*(
        file(process(node("callActivity", "c", more=f'calledElement="{to}"'),
                     attributes=f'id="{of}" name="{of.upper()}"'))
        for of, to in (("a", "b"), ("b", "a"))
    ))  # fmt: skip
    steps = merged(made)["steps"]
    assert steps["A: c"]["goes_to"] == ["A: the process ends", "B"]
    assert steps["B: c"]["goes_to"] == ["B: the process ends", "A"]
    assert build(linker.assemble(made, TODAY)).journeys


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        (node("callActivity", "a", more='calledElement="unknown"'), "task"),
        (node("callActivity", "a", more='camunda:caseRef="p"'), "task"),
        (node("callActivity", "a", more='calledElement="${which}"'), "elsewhere"),
        (node("callActivity", "a"), "elsewhere"),
    ],
)
def test_a_call_of_what_is_not_there_leaves_what_was_given(element: str, kind: str) -> None:
    told = read(element)["steps"]
    assert told["a"]["kind"] == kind
    if kind == "task":
        (elsewhere,) = [each for each in told["a"]["goes_to"] if "not among" in each]
        assert told[elsewhere.removeprefix("P: ")] == {"kind": "elsewhere"}


def test_ends_keep_their_names_and_an_end_may_begin_another_process() -> None:
    told = read(
        node("startEvent", "s"), node("endEvent", "refused", event("error")), flow("s", "refused")
    )
    assert told["outcomes"] == {"P: refused": {"kind": "ended"}}
    shop = process(node("endEvent", "pack"), attributes='id="shop"')
    data = merged(documents(file(POOLS, shop, CARRIER)))
    assert data["steps"]["Shop (process): pack"]["goes_to"] == [
        "Shop (process): the process ends",
        "Carrier (process): s2",
    ]


def test_nothing_but_a_process_is_a_way_in() -> None:
    data = merged(documents(file(process(node("startEvent", "a"), node("startEvent", "b")))))
    assert data["steps"]["P"] == {
        "kind": "task", "from_elsewhere": True, "goes_to": ["P: a", "P: b"],
    }  # fmt: skip
    assert "channels" not in data


@pytest.mark.parametrize(
    ("id_", "called"),
    [
        ("sid-01481E45-0E89-4F6C-B176-D7DB673D8097", "end event 01481E45"),
        ("EndEvent_7", "end event 7"),
        ("_6-616", "end event 6-616"),
        ("done", "end event done"),
        ("endEvent", "end event endEvent"),
    ],
)
def test_what_has_no_name_is_called_by_its_kind_and_a_short_id(id_: str, called: str) -> None:
    assert set(read(f'<endEvent id="{id_}"/>')["outcomes"]) == {f"P: {called}"}


# places and faults


def test_findings_stand_on_the_lines_of_the_file() -> None:
    text = file(process(node("userTask", "ä"), node("receiveTask", "b"), flow("ä", "b")))
    (made,) = documents(text)
    policy = linker.assemble([made], TODAY)
    task = policy.find("step", "P: ä")
    wait = policy.find("step", "P: b")
    assert task is not None
    assert wait is not None
    assert (task.at().span().line, task.at().span().column) == (3, 1)
    assert wait.at().span().line == 4
    assert task.at("goes_to").span().line == 5


def test_what_cannot_be_is_left_out_with_a_reason() -> None:
    (made,) = documents(file(process(
        node("userTask", "a"), node("userTask", "a"), flow("a", "gone"), flow("gone", "a"),
        boundary("gone", "lost", timer("PT1H")), '<dataObject id="d"/>', flow("d", "a"),
    )))  # fmt: skip
    data: Any = made.data
    assert data["steps"]["P: a"]["goes_to"] == "P: something that is not in the process"
    (problem,) = made.problems
    assert (problem.facts["number"], problem.facts["seen"]) == (5, 7)
    what: Any = problem.facts["what"]
    assert "userTask a (another element of the process bears its id)" in what
    assert "dataObject d (no node of a process)" in what


# hostile files

IDS = st.sampled_from(["a", "b", "c", "d", "e", "f", "", "p", "q"])
EVENTS = st.sampled_from(
    ["", *map(event, ("message", "link", "error", "terminate", "escalation", "compensate")),
     timer("PT1H"), timer("x"), '<linkEventDefinition name="a"/>', "<eventDefinitionRef/>"]
)  # fmt: skip


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    tag = draw(st.sampled_from(
        [*sorted(model.NODES), *["sequenceFlow"] * 12, "association", "laneSet", "strange"]
    ))  # fmt: skip
    names = ("id", "name", "sourceRef", "targetRef", "attachedToRef", "default", "calledElement")
    flags = ("triggeredByEvent", "cancelActivity", "isInterrupting", "instantiate")
    said = {name: draw(IDS) for name in names if draw(st.booleans())}
    said |= {
        name: draw(st.sampled_from(["true", "false"])) for name in flags if draw(st.booleans())
    }
    inner = draw(EVENTS)
    if tag in model.SUB_PROCESSES and depth:
        inner += "".join(draw(st.lists(elements(depth - 1), max_size=5)))
    if tag == "laneSet":
        inner = f'<lane name="L"><flowNodeRef>{draw(IDS)}</flowNodeRef></lane>'
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in said.items())
    return f"<{tag} {attributes}>{inner}</{tag}>"


@st.composite
def files(draw: st.DrawFn) -> str:
    processes = [
        process(*draw(st.lists(elements(), max_size=14)), attributes=f'id="{id_}"')
        for id_ in draw(st.lists(st.sampled_from(["p", "q"]), min_size=1, max_size=3))
    ]
    messages = "".join(
        f'<messageFlow id="m" sourceRef="{draw(IDS)}" targetRef="{draw(IDS)}"/>' for _ in range(3)
    )
    pools = '<participant id="e" processRef="p" name="Us"/><participant id="f" processRef="q"/>'
    return file(f'<collaboration id="k">{pools}{messages}</collaboration>', *processes)


@pytest.mark.thorough
@settings(max_examples=150)
@given(files())
def test_whatever_refers_to_whatever_it_becomes_a_policy_whose_places_exist(text: str) -> None:
    made = documents(text)
    merged(made)
    policy = linker.assemble(made, TODAY)
    assert {problem.rule for problem in policy.problems} <= {"left-out"}
    network = build(policy)
    assert not [node for node in network.nodes if node.kind == "unknown"]
    assert sum(journey.size for journey in network.journeys) >= 0


@pytest.mark.thorough
def test_a_hundred_thousand_nodes_of_one_name_in_a_circle() -> None:
    many = 100_000
    steps = [f'<userTask id="n{number}" name="again"/>' for number in range(many)]
    flows = [
        f'<sequenceFlow id="f{n}" sourceRef="n{n}" targetRef="n{(n + 1) % many}"/>'
        for n in range(many)
    ]
    data = merged(documents(file(process(*steps, *flows))))
    assert len(data["steps"]) == many + 1


def test_sub_processes_as_deep_as_may_be() -> None:
    deep = node("endEvent", "e")
    for number in range(90):
        deep = node("subProcess", f"s{number}", deep)
    assert read(deep)["steps"]["e"]["goes_to"] == "P: the process ends"
