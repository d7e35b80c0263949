"""Tasks of BPMN processes with which people approve: what is told of them, and what looks alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lint_runs import lint_files

from cxlint.importers.bpmn.approving.approval_words import is_approval, is_refusal
from cxlint.importers.bpmn.model import SPACE

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.linting.model.finding import Finding

RULES = ("approval-laden-path", "no-delegate-approver", "approved-twice", "authority-inversion")
ENGINES = 'xmlns:camunda="urn:c" xmlns:flowable="urn:f" xmlns:zeebe="urn:z"'


def lint(folder: Path, *elements: str) -> list[Finding]:
    path = folder / "leave.bpmn"
    path.write_text(
        f'<b:definitions xmlns:b="{SPACE}" {ENGINES}>\n<b:process id="p" name="Leave">\n'
        + "\n".join(elements)
        + "\n</b:process>\n</b:definitions>",
        encoding="utf-8",
    )
    return lint_files([path], folder, RULES)


def told(folder: Path, *elements: str) -> list[str]:
    return sorted(found.rule.id for found in lint(folder, *elements))


def node(tag: str, id_: str, name: str = "", more: str = "", inner: str = "") -> str:
    return f'<b:{tag} id="{id_}" name="{name}" {more}>{inner}</b:{tag}>'


def flow(ends: str, name: str = "", inner: str = "") -> str:
    source, target = ends.split()
    return (
        f'<b:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" '
        f'name="{name}">{inner}</b:sequenceFlow>'
    )


def task(id_: str, name: str, by: str = "", inner: str = "") -> str:
    return node("userTask", id_, name, by, inner)


def row(*tasks: str, asked: str = "Approved?", ways: tuple[str, str] = ("yes", "no")) -> list[str]:
    """Return a process of tasks one after the other, each with the question whether it went well.

    Their ids are t0, t1, ...
    """
    elements = [node("startEvent", "s"), node("endEvent", "no", "refused")]
    elements += [node("endEvent", f"t{len(tasks)}", "granted"), flow("s t0")]
    for number, each in enumerate(tasks):
        gateway = f"g{number}"
        elements += [each, node("exclusiveGateway", gateway, asked), flow(f"t{number} {gateway}")]
        elements += [flow(f"{gateway} t{number + 1}", ways[0]), flow(f"{gateway} no", ways[1])]
    return elements


def groups(*names: str) -> list[str]:
    return [
        task(f"t{number}", name, f'camunda:candidateGroups="group {number}"')
        for number, name in enumerate(names)
    ]


# what is an approval

ACTS = [
    "Approve invoice", "approve&#10;vacation", "Manager approval", "Second approval of the claim",
    "Approval by finance", "Review and approve loan", "Approve or reject claim", "Sign off",
    "Authorise payment", "Antrag genehmigen", "Urlaub freigeben", "Freigabe durch Leitung",
    "Genehmigung erteilen", "Rechnungsfreigabe", "Approuver la demande", "Valider la demande",
    "Validation par le responsable", "Aprobar solicitud", "Aprobación del jefe",
    "Leitung gibt frei", "Freigabe Geschäftsführung", "Leitung genehmigt Antrag", "Validation N+1",
]  # fmt: skip
BESIDE = [
    "Request approval", "Send approval mail", "Obtain approval from board", "Inform about approval",
    "Print approval letter", "Ship approved goods", "Wait for approval", "Process approved request",
    "Genehmigung einholen", "Freigabe anfordern", "Genehmigte Reise buchen",
    "Genehmigung mitteilen", "Demander l'autorisation", "Review photo quality", "Check the address",
    "Validate address", "Validation email", "Genehmigung prüfen", "Antrag genehmigt",
    "Adresse prüfen", "Notify approver", "Enter authorisation code", "Solicitar aprobación",
]  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_three_approvals_in_a_row_are_told_whatever_they_are_called(
    name: str, tmp_path: Path
) -> None:
    (found,) = lint(tmp_path, *row(*groups(name, name, name)))
    assert found.rule.id == "approval-laden-path"
    assert (
        "Leave: in every case a request takes 3 decisions: group 0, then group 1" in found.message
    )
    assert (found.document.path.endswith("leave.bpmn"), found.span.line) == (True, 17)


@pytest.mark.parametrize("name", BESIDE)
def test_work_around_an_approval_and_other_checks_are_none(name: str, tmp_path: Path) -> None:
    assert not is_approval(name)
    named = [task(f"t{number}", name, 'camunda:assignee="mary"') for number in range(3)]
    assert told(tmp_path, *row(*named, asked="All well?")) == []


@pytest.mark.parametrize("name", ["Validate request", "Antrag prüfen", "Examiner la demande",
                                  "Loan review", "Decide on leave"])  # fmt: skip
def test_a_look_is_an_approval_where_it_is_asked_next_whether_it_is_approved(
    name: str, tmp_path: Path
) -> None:
    looks = groups(name, name, name)
    assert told(tmp_path, *row(*looks)) == ["approval-laden-path"]
    assert told(tmp_path, *row(*looks, asked="", ways=("genehmigt", "abgelehnt")))
    assert told(tmp_path, *row(*looks, asked="Complete?")) == []
    assert told(tmp_path, *row(*looks, asked="Good quality?", ways=("ok", "rejected"))) == []


def test_a_verdict_may_stand_in_the_conditions_of_a_task(tmp_path: Path) -> None:
    tasks = groups("Check", "Check", "Check")
    ends = [each for each in row(*tasks) if "Event" in each]
    asked = "<b:conditionExpression>${{{}approved}}</b:conditionExpression>"
    flows = [
        flow(f"t{number} {to}", "", asked.format(sign))
        for number in range(3)
        for to, sign in ((f"t{number + 1}", ""), ("no", "!"))
    ]
    assert told(tmp_path, *ends, *tasks, flow("s t0"), *flows) == ["approval-laden-path"]


@pytest.mark.parametrize("tag", ["serviceTask", "sendTask", "businessRuleTask"])
def test_what_systems_decide_keeps_nobody_waiting(tag: str, tmp_path: Path) -> None:
    automatic = [each.replace("userTask", tag) for each in groups("Approve", "Approve", "Approve")]
    assert told(tmp_path, *row(*automatic)) == []


def test_what_customers_approve_is_their_own_matter(tmp_path: Path) -> None:
    refs = "".join(f"<b:flowNodeRef>t{number}</b:flowNodeRef>" for number in range(3))
    lane = f'<b:laneSet><b:lane name="Customer">{refs}</b:lane></b:laneSet>'
    tasks = [task(f"t{number}", "Approve quote", 'camunda:assignee="x"') for number in range(3)]
    assert told(tmp_path, lane, *row(*tasks)) == []


# how many


def test_two_approvals_are_fine_and_of_two_ways_none_adds_to_the_other(tmp_path: Path) -> None:
    assert told(tmp_path, *row(*groups("Approve", "Approve"))) == []
    first, *others = groups("Approve", "Approve", "Approve", "Approve")
    elements = [
        node("startEvent", "s"), node("endEvent", "e"), first, *others,
        node("exclusiveGateway", "x", "How much?"),
        *map(flow, ("s t0", "t0 x", "x t1", "x t2", "x t3", "t1 e", "t2 e", "t3 e")),
    ]  # fmt: skip
    assert told(tmp_path, *elements) == []


def test_a_third_that_only_large_sums_need_is_told_as_such(tmp_path: Path) -> None:
    elements = [
        node("startEvent", "s"), node("endEvent", "e"), *groups("Approve", "Approve", "Approve"),
        node("exclusiveGateway", "x", "How much?"),
        *map(flow, ("s t0", "t0 t1", "t1 x", "x t2", "x e", "t2 e")),
    ]  # fmt: skip
    (found,) = lint(tmp_path, *elements)
    assert "where their conditions hold a request takes 3 decisions" in found.message


def test_approvals_at_once_are_all_waited_for(tmp_path: Path) -> None:
    def process(split: str) -> list[str]:
        between = [flow(each) for number in range(3) for each in (f"p t{number}", f"t{number} j")]
        return [
            node("startEvent", "s"), node("endEvent", "e"), node(split, "p"), node(split, "j"),
            *groups("Legal approval", "Risk approval", "Approval"), *between, flow("s p"),
            flow("j e"),
        ]  # fmt: skip

    assert told(tmp_path, *process("parallelGateway")) == ["approval-laden-path"]
    assert told(tmp_path, *process("exclusiveGateway")) == []


def test_who_sends_back_for_correction_does_not_make_more_of_them(tmp_path: Path) -> None:
    elements = row(*groups("Approve", "Approve"))
    again = [task("fix", "Correct"), flow("fix t0")]
    elements = [each.replace('targetRef="no"', 'targetRef="fix"') for each in elements]
    assert told(tmp_path, *elements, *again) == []


def test_those_in_a_sub_process_count_and_those_beside_its_error_do_not(tmp_path: Path) -> None:
    inner = "".join(
        [node("startEvent", "is"), node("endEvent", "ie"), *groups("Approve", "Approve"),
         *map(flow, ("is t0", "t0 t1", "t1 ie"))]
    )  # fmt: skip
    outer = [
        node("startEvent", "s"), node("endEvent", "e"), node("subProcess", "sub", "", "", inner),
        task("last", "Final approval", 'camunda:candidateGroups="board"'),
        *map(flow, ("s sub", "sub last", "last e")),
    ]  # fmt: skip
    assert told(tmp_path, *outer) == ["approval-laden-path"]
    edge = '<b:boundaryEvent id="b" attachedToRef="sub"><b:errorEventDefinition/></b:boundaryEvent>'
    elsewhere = [each.replace("sub-last", "b-last").replace('sourceRef="sub"', 'sourceRef="b"')
                 for each in outer]  # fmt: skip
    assert told(tmp_path, *elsewhere, edge, flow("sub e")) == []


# who


def assign(said: str) -> str:
    return f"<b:extensionElements><zeebe:assignmentDefinition {said}/></b:extensionElements>"


def resource(tag: str, said: str) -> str:
    inner = f"<b:formalExpression>{said}</b:formalExpression>"
    outer = "resourceAssignmentExpression"
    return f"<b:{tag}><b:{outer}>{inner}</b:{outer}></b:{tag}>"


LISTENER = '<camunda:taskListener event="timeout" class="D"/>'
CALLS = f"<b:extensionElements>{LISTENER}</b:extensionElements>"


@pytest.mark.parametrize(
    ("by", "inner"),
    [
        ('camunda:assignee="mary"', ""),
        ('flowable:assignee="mary"', ""),
        ('camunda:candidateUsers="mary"', ""),
        ("", assign('assignee="mary"')),
        ("", resource("humanPerformer", "mary")),
        ("", resource("potentialOwner", "user(mary)")),
    ],
)  # fmt: skip
def test_one_person_alone_holds_every_request_up(by: str, inner: str, tmp_path: Path) -> None:
    (found,) = lint(tmp_path, *row(task("t0", "Freigabe", by, inner)))
    assert (found.rule.id, found.span.line) == ("no-delegate-approver", 7)
    assert "requests for Leave wait for mary as long as they are away" in found.message


@pytest.mark.parametrize(
    ("by", "inner"),
    [
        ("", ""),
        ('camunda:assignee="${manager}"', ""),
        ('camunda:assignee="demo"', ""),
        ('camunda:assignee="leads-group"', ""),
        ('camunda:assignee="refund_team"', ""),
        ('camunda:candidateUsers="mary, john"', ""),
        ('camunda:candidateGroups="manager"', ""),
        ('camunda:assignee="mary" camunda:candidateGroups="manager"', ""),
        ('camunda:assignee="mary"', CALLS),
        ("", assign('candidateGroups="hr"')),
        ("", resource("potentialOwner", "group(hr)")),
    ],
)  # fmt: skip
def test_a_group_or_who_is_worked_out_is_nobody_alone(by: str, inner: str, tmp_path: Path) -> None:
    assert told(tmp_path, *row(task("t0", "Approve", by, inner))) == []


@pytest.mark.parametrize("ends", [True, False])
def test_a_timer_after_which_others_decide_ends_the_wait(ends: bool, tmp_path: Path) -> None:
    late = node(
        "boundaryEvent", "b", "", f'attachedToRef="t0" cancelActivity="{str(ends).lower()}"',
        "<b:timerEventDefinition><b:timeDuration>P2D</b:timeDuration></b:timerEventDefinition>",
    )  # fmt: skip
    elements = row(task("t0", "Approve", 'camunda:assignee="mary"'))
    others = (late, task("head", "Decide"), flow("b head"), flow("head no"))
    assert told(tmp_path, *elements, *others) == []
    mail = (late, node("sendTask", "mail"), flow("b mail"))
    assert told(tmp_path, *elements, *mail) == ([] if ends else ["no-delegate-approver"])


ASKING = node("startEvent", "s", "", 'flowable:initiator="who"')


@pytest.mark.parametrize("by", ["${who}", "$INITIATOR", "${initiator}", "#{who}", "= who"])
def test_who_asks_does_not_approve(by: str, tmp_path: Path) -> None:
    _, *elements = row(task("t0", "Approve", f'flowable:assignee="{by}"'))
    (found,) = lint(tmp_path, ASKING, *elements)
    assert (found.rule.id, found.span.line) == ("approved-twice", 7)
    assert "approved at tier 1 by whoever asks" in found.message


def test_who_asks_may_approve_what_others_have_made_of_it(tmp_path: Path) -> None:
    offer = task("t0", "Make an offer", 'flowable:candidateGroups="travel"')
    mine = task("t1", "Approve offer", 'flowable:assignee="${who}"')
    _, *elements = row(offer, mine)
    assert told(tmp_path, ASKING, *elements) == []


def test_a_person_who_is_named_at_both_approves_their_own(tmp_path: Path) -> None:
    def process(asks: str, decides: str, pays: str) -> list[str]:
        names = (("Fill in", asks), ("Approve", decides), ("Pay", pays))
        return [
            each.rule.id + (" own" if "nobody else looks" in each.message else "")
            for each in lint(
                tmp_path,
                *row(*(task(f"t{number}", name, f'camunda:assignee="{by}"')
                       for number, (name, by) in enumerate(names))),
            )
        ]  # fmt: skip

    assert process("mary", "mary", "john") == ["approved-twice own"]
    assert process("anna", "mary", "john") == ["no-delegate-approver"]
    assert process("demo", "demo", "demo") == []


def test_the_same_person_is_asked_twice_about_the_same(tmp_path: Path) -> None:
    def process(first: str, second: str, by: str, *between: str) -> list[str]:
        names = (first, *between, second)
        tasks = [task(f"t{n}", name, by if name in (first, second) else "") for n, name in
                 enumerate(names)]  # fmt: skip
        return [each for each in told(tmp_path, *row(*tasks)) if each == "approved-twice"]

    mary, leads = 'camunda:candidateUsers="mary"', 'camunda:candidateGroups="leads"'
    assert process("Approve leave", "Final approval of the leave", mary) == ["approved-twice"]
    assert process("Approve draft", "Approve payment", mary) == []
    assert process("Approve leave", "Second approval of leave", mary, "Correct the dates") == []
    assert process("Approve leave", "Second approval of leave", leads) == []  # four eyes


@pytest.mark.parametrize("words", ["no", "Nein", "rejected", "abgelehnt", "nicht genehmigt",
                                   "${!approved}", "${approved == false}", "#{not approved}",
                                   "refusé", "rechazada", "= approved = false"])  # fmt: skip
def test_refusals(words: str) -> None:
    assert is_refusal(words)


@pytest.mark.parametrize("words", ["yes", "approved", "${approved}", "genehmigt", "Notar", "known"])
def test_no_refusals(words: str) -> None:
    assert not is_refusal(words)
