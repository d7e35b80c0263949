"""BPMN processes whose branches go on at once: what the standard does, and what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lint_runs import lint_files

from cxlint.importers.bpmn.model import SPACE

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.linting.model.finding import Finding

RULES = (
    "deadlock", "unsynchronised-merge", "only-timeout-leads-on", "endless-reminder", "dead-end",
    "unowned-state", "hassle-loop", "name-says-otherwise", "unreachable-step",
)  # fmt: skip


def flow(ends: str, name: str = "", inner: str = "") -> str:
    source, target = ends.split()
    return (
        f'<b:sequenceFlow id="{source}-{target}" name="{name}" sourceRef="{source}" '
        f'targetRef="{target}">{inner}</b:sequenceFlow>'
    )


def node(tag: str, id_: str, inner: str = "", more: str = "") -> str:
    return f'<b:{tag} id="{id_}" name="{id_}" {more}>{inner}</b:{tag}>'


def timer(sort: str, said: str) -> str:
    return f"<b:timerEventDefinition><b:{sort}>{said}</b:{sort}></b:timerEventDefinition>"


def edge(id_: str, host: str, inner: str, *, ends: bool = True) -> str:
    more = f'attachedToRef="{host}" cancelActivity="{str(ends).lower()}"'
    return node("boundaryEvent", id_, inner, more)


def lint(folder: Path, *elements: str, encoding: str = "utf-8", more: str = "") -> list[Finding]:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<b:definitions xmlns:b="{SPACE}" {more}>\n'
        f'<b:process id="p" name="Claim">\n'
        + "\n".join(elements)
        + "\n</b:process>\n</b:definitions>"
    )
    path = folder / "claim.bpmn"
    path.write_bytes(text.encode(encoding))
    return lint_files([path], folder, RULES)


def told(folder: Path, *elements: str, **more: str) -> list[str]:
    return sorted(found.rule.id for found in lint(folder, *elements, **more))


def fork(split: str, join: str, *more: str) -> tuple[str, ...]:
    """Return a process with a split into check and pay, and a join of the two before settle."""
    flows = ("s x", "x check", "x pay", "check j", "pay j", "j settle", "settle e")
    return (
        node("startEvent", "s"), node(split, "x"), node("userTask", "check"),
        node("userTask", "pay"), node(join, "j"), node("userTask", "settle"),
        node("endEvent", "e"), *map(flow, flows), *more,
    )  # fmt: skip


WAITING = "parallelGateway"
EACH = "exclusiveGateway"
SOME = "inclusiveGateway"


@pytest.mark.parametrize("split", [EACH, "eventBasedGateway"])
def test_whoever_takes_one_way_waits_for_ever_where_all_are_waited_for(
    split: str, tmp_path: Path
) -> None:
    found = lint(tmp_path, *fork(split, WAITING))
    (stuck,) = [each for each in found if each.rule.id == "deadlock"]
    assert stuck.severity == "error"
    assert (stuck.document.path.endswith("claim.bpmn"), stuck.span.line) == (True, 8)
    for word in ("check", "pay", "x takes only one of the ways", "settle is not reached"):
        assert word in stuck.message
    assert [spot.label for spot in stuck.witness] == ["s", "x", "check", "j"]


@pytest.mark.parametrize(
    ("split", "join"),
    [(EACH, EACH), (WAITING, WAITING), (SOME, SOME), (EACH, SOME), (WAITING, SOME),
     (WAITING, "complexGateway"), ("complexGateway", "complexGateway")],
)  # fmt: skip
def test_what_fits_is_no_fault(split: str, join: str, tmp_path: Path) -> None:
    assert told(tmp_path, *fork(split, join)) == []


@pytest.mark.parametrize("split", [WAITING, "task", "startEvent"])
def test_branches_that_are_merged_have_all_behind_them_done_twice(
    split: str, tmp_path: Path
) -> None:
    """All flows of a task, and of a start, are taken where they have no conditions."""
    (found,) = lint(tmp_path, *fork(split, EACH)) if split != "startEvent" else lint(
        tmp_path, node("startEvent", "x"), node("task", "check"), node("task", "pay"),
        node("task", "settle"), node("endEvent", "e"),
        *map(flow, ("x check", "x pay", "check settle", "pay settle", "settle e")),
    )  # fmt: skip
    assert found.rule.id == "unsynchronised-merge"
    assert "settle twice" in found.message


def test_flows_of_a_task_with_conditions_are_a_choice(tmp_path: Path) -> None:
    condition = "<b:conditionExpression>${amount &gt; 50}</b:conditionExpression>"
    ways = (flow("x check", "", condition), flow("x pay", "otherwise"))
    rest = map(flow, ("s x", "check settle", "pay settle", "settle e"))
    tasks = [node("task", id_) for id_ in ("x", "check", "pay", "settle")]
    assert (
        told(tmp_path, node("startEvent", "s"), *tasks, node("endEvent", "e"), *ways, *rest) == []
    )


def test_an_inclusive_way_that_is_taken_alone_does_nothing_twice(tmp_path: Path) -> None:
    nodes = (
        node("startEvent", "s"), node(SOME, "x", more='default="x-cash"'),
        *(node("task", id_) for id_ in ("card", "voucher", "cash", "send")),
        node(SOME, "j"), node(EACH, "m"), node("endEvent", "e"),
    )  # fmt: skip
    flows = ("s x", "card j", "voucher j", "j m", "cash m", "m send", "send e", "x cash")
    ways = (flow("x card", "card"), flow("x voucher", "voucher"))
    assert told(tmp_path, *nodes, *map(flow, flows), *ways) == []


def test_several_ways_that_are_merged_are_information(tmp_path: Path) -> None:
    named = [each.replace('name=""', 'name="if asked"') for each in fork(SOME, EACH)]
    (found,) = lint(tmp_path, *named)
    assert (found.rule.id, found.severity) == ("unsynchronised-merge", "info")


def test_a_timer_that_ends_a_branch_leaves_the_others_waiting(tmp_path: Path) -> None:
    more = (
        edge("late", "check", timer("timeDuration", "P3D")),
        node("sendTask", "tell the customer"), node("endEvent", "given up"),
        '<b:sequenceFlow id="l" sourceRef="late" targetRef="tell the customer"/>',
        '<b:sequenceFlow id="g" sourceRef="tell the customer" targetRef="given up"/>',
    )  # fmt: skip
    (found,) = lint(tmp_path, *fork(WAITING, WAITING, *more))
    assert found.rule.id == "deadlock"
    assert "goes by late" in found.message
    assert "ends with given up" in found.message
    ended = [each.replace("></b:endEvent>", "><b:terminateEventDefinition/></b:endEvent>")
             if "given up" in each else each for each in more]  # fmt: skip
    assert told(tmp_path, *fork(WAITING, WAITING, *ended)) == []


def test_a_reminder_beside_a_task_that_ends_by_itself_disturbs_nothing(tmp_path: Path) -> None:
    more = (
        edge("remind", "check", timer("timeDuration", "P3D"), ends=False),
        node("sendTask", "mail"), node("endEvent", "sent"), flow("remind mail"), flow("mail sent"),
    )  # fmt: skip
    assert told(tmp_path, *fork(WAITING, WAITING, *more)) == []


def test_a_reminder_that_goes_on_with_the_rest_does_it_twice(tmp_path: Path) -> None:
    more = (
        edge("remind", "settle", timer("timeDuration", "P3D"), ends=False),
        node("sendTask", "thank"), flow("remind thank"), flow("e2 thank"), node("task", "e2"),
        flow("settle e2"),
    )  # fmt: skip
    elements = [each for each in fork(EACH, EACH, *more) if 'id="settle-e"' not in each]
    assert told(tmp_path, *elements) == ["unsynchronised-merge"]


def test_what_happens_in_a_sub_process_is_its_own_matter(tmp_path: Path) -> None:
    """Two ends in it are one end of it; a join in it that waits for ever is found in it."""
    inner = (
        node("startEvent", "is"), node(WAITING, "if"), node("task", "a"), node("task", "b"),
        node("endEvent", "ie"), node("endEvent", "ie2"),
        *map(flow, ("is if", "if a", "if b", "a ie", "b ie2")),
    )  # fmt: skip
    outer = (node("startEvent", "s"), node("task", "after"), node("endEvent", "e"))
    flows = tuple(map(flow, ("s sub", "sub after", "after e")))
    assert told(tmp_path, *outer, node("subProcess", "sub", "\n".join(inner)), *flows) == []
    wrong = "\n".join(fork(EACH, WAITING)).replace('"s"', '"is"').replace('"e"', '"ie"')
    wrong = wrong.replace('"s-x"', '"is-x"')
    assert told(tmp_path, *outer, node("subProcess", "sub", wrong), *flows) == ["deadlock"]


def test_a_join_that_waits_for_another_start_is_not_judged(tmp_path: Path) -> None:
    elements = (
        node("startEvent", "by mail"), node("startEvent", "by phone"), node(WAITING, "j"),
        node("endEvent", "e"), flow("j e"),
        '<b:sequenceFlow id="a" sourceRef="by mail" targetRef="j"/>',
        '<b:sequenceFlow id="c" sourceRef="by phone" targetRef="j"/>',
    )  # fmt: skip
    assert told(tmp_path, *elements) == []


def test_link_events_are_one_way(tmp_path: Path) -> None:
    link = '<b:linkEventDefinition name="L"/>'
    elements = [each for each in fork(WAITING, WAITING) if 'id="pay-j"' not in each]
    links = (
        node("intermediateThrowEvent", "out", link), node("intermediateCatchEvent", "in", link),
        flow("pay out"), flow("in j"),
    )  # fmt: skip
    assert told(tmp_path, *elements, *links) == []


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252", "iso-8859-1"])
def test_exports_in_other_encodings_are_judged_alike(encoding: str, tmp_path: Path) -> None:
    found = lint(tmp_path, *(each.replace("check", "prüfen") for each in fork(EACH, WAITING)),
                 encoding=encoding)  # fmt: skip
    assert [each.rule.id for each in found] == ["deadlock"]
    assert "prüfen" in found[0].message


# what undoes, what is empty, what is not defined


def test_what_undoes_a_task_is_no_dead_end(tmp_path: Path) -> None:
    undo = node("serviceTask", "undo", more='isForCompensation="true"')
    elements = (
        node("startEvent", "s"), node("serviceTask", "book"), node("endEvent", "e"), undo,
        edge("c", "book", "<b:compensateEventDefinition/>"), *map(flow, ("s book", "book e")),
    )  # fmt: skip
    joined = '<b:association id="as" sourceRef="c" targetRef="undo"/>'
    assert told(tmp_path, *elements, joined) == []
    assert told(tmp_path, *elements) == []


def test_of_an_event_without_a_definition_nothing_is_known(tmp_path: Path) -> None:
    elements = (
        node("startEvent", "s"), node("intermediateCatchEvent", "submit"), node("endEvent", "e"),
        node("intermediateCatchEvent", "save"), *map(flow, ("s submit", "submit e", "save e")),
    )  # fmt: skip
    assert told(tmp_path, *elements) == []
    waits = elements[1].replace("><", "><b:messageEventDefinition/><", 1)
    assert told(tmp_path, elements[0], waits, *elements[2:]) == ["unowned-state"]


# work, timers and reminders


def test_work_that_leads_on_only_when_it_is_late(tmp_path: Path) -> None:
    elements = [
        node("startEvent", "s"), node("userTask", "check"), node("userTask", "decide"),
        edge("late", "check", timer("timeDuration", "P3D")), node("endEvent", "e"),
        *map(flow, ("s check", "late decide", "decide e")),
    ]  # fmt: skip
    (found,) = lint(tmp_path, *elements)
    assert (found.rule.id, found.span.line) == ("only-timeout-leads-on", 5)
    assert told(tmp_path, *elements, flow("check e")) == []
    unended = [each for each in elements if "endEvent" not in each and "decide-e" not in each]
    assert told(tmp_path, *unended) == []  # no end is drawn at all


def remind(timed: str, *more: str) -> tuple[str, ...]:
    return (
        node("startEvent", "s"), node("userTask", "answer"), node("endEvent", "e"),
        *map(flow, ("s answer", "answer e")),
        edge("every 2 days", "answer", timed, ends=False).replace('id="every 2 days"', 'id="t"'),
        node("sendTask", "mail"), flow("t mail"), *more,
    )  # fmt: skip


@pytest.mark.parametrize("cycle", ["R/P2D", "R/2026-01-01T00:00:00Z/P2D", "0 0 9 */2 * ?"])
def test_a_reminder_without_end_that_nobody_else_ever_sees(cycle: str, tmp_path: Path) -> None:
    (found,) = lint(tmp_path, *remind(timer("timeCycle", cycle)))
    assert (found.rule.id, found.severity) == ("endless-reminder", "warning")
    assert "mail" in found.message
    assert "answer" in found.message


@pytest.mark.parametrize(
    ("timed", "more"),
    [
        (timer("timeCycle", "R3/P2D"), ()),
        (timer("timeDuration", "P2D"), ()),
        (timer("timeCycle", "R/P2D"), (node("userTask", "the head decides"),
         '<b:sequenceFlow id="h" sourceRef="mail" targetRef="the head decides"/>')),
        (timer("timeCycle", "R/P2D"), (edge("late", "answer", timer("timeDuration", "P9D")),
         flow("late e"))),
    ],
)  # fmt: skip
def test_a_reminder_that_ends_or_that_others_take_over_is_none(
    timed: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    assert "endless-reminder" not in told(tmp_path, *remind(timed, *more))


def test_names_of_timers_are_compared_with_their_time(tmp_path: Path) -> None:
    def named(time: str) -> list[str]:
        late = edge("after 10 days", "check", timer("timeDuration", time))
        late = late.replace('id="after 10 days"', 'id="t"')
        return told(
            tmp_path, node("startEvent", "s"), node("userTask", "check"), node("endEvent", "e"),
            late, *map(flow, ("s check", "check e", "t e")),
        )  # fmt: skip

    assert named("P9D") == ["name-says-otherwise"]
    assert named("P10D") == []


# circles


def circle(exit_: str, by: str = "") -> tuple[str, ...]:
    lane = (
        f'<b:laneSet><b:lane name="{by}"><b:flowNodeRef>decide</b:flowNodeRef>'
        "<b:flowNodeRef>correct</b:flowNodeRef></b:lane></b:laneSet>"
    )
    return (
        lane if by else "", node("startEvent", "s"), node("userTask", "decide"),
        node("exclusiveGateway", "ok"), node("userTask", "correct"), node("exclusiveGateway", "h"),
        node("endEvent", "e"), node("endEvent", "o"), *map(flow, ("s decide", "decide ok", "ok e")),
        flow("ok correct", "no"), flow("correct h"), flow("h decide", "again"), flow("h o", exit_),
    )  # fmt: skip


@pytest.mark.parametrize("words", ["withdraw", "Antrag zurückziehen", "renoncer", "se retira"])
def test_whoever_may_withdraw_in_every_round_is_not_caught(words: str, tmp_path: Path) -> None:
    assert told(tmp_path, *circle(words)) == []


def test_of_a_circle_of_employees_it_is_said_who_goes_round(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, *circle("refused", "Treasury"))
    assert found.rule.id == "hassle-loop"
    assert found.message.startswith("Treasury can send the case ")
