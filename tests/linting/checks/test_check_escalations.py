"""Escalations, promises that are tried in turn, approvals that come twice, waits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import policy

from cxlint.linting.checks.authority.approved_twice import approved_twice
from cxlint.linting.checks.escalations.escalated_again import escalated_again
from cxlint.linting.checks.escalations.late_escalation import late_escalation
from cxlint.linting.checks.escalations.lost_target import lost_target
from cxlint.linting.checks.promises.shadowed import shadowed
from cxlint.linting.checks.promises.unowned_wait import unowned_wait


def hidden(*promises: str) -> list[tuple[str, object]]:
    text = "promises:\n" + "".join(
        f"  p{n}: {{position: {n}, first_reply: 1 day{each}}}\n" for n, each in enumerate(promises)
    )
    return [(hit.entity, hit.facts["other"]) for hit in shadowed(policy(text))]


def all_(*conditions: str) -> str:
    return f", conditions: [{', '.join(conditions)}]"


def one(*conditions: str) -> str:
    return f", any_conditions: [{', '.join(conditions)}]"


A, B, AB = "{field: f, is: a}", "{field: f, is: [b]}", "{field: f, is: [a, b]}"
NOT_A, NOT_AB = "{field: f, is_not: a}", "{field: f, is_not: [a, b]}"
OLD, OTHER = "{field: age, test: more than a day}", "{field: g, is: a}"


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("", all_(A)),
        ("", ""),
        (all_(AB), all_(A)),
        (all_(AB), all_(OTHER, B)),
        (all_(AB), one(A, B)),
        (one(A, OTHER), all_(A)),
        (one(A, B, OTHER), one(A, B)),
        (all_(NOT_A), all_(NOT_AB)),
        (all_(OLD), all_(OLD, A)),
        (all_(A), all_(A, OLD)),
        (", priorities: [low, high]", ", priorities: [low]"),
        (", channels: [x]", ", channels: [x]"),
    ],
)
def test_a_promise_whose_cases_are_all_taken_never_applies(earlier: str, later: str) -> None:
    assert hidden(earlier, later) == [("promise/p1", "p0")]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (all_(A), ""),
        (all_(A), all_(AB)),
        (all_(A), all_(B)),
        (all_(A), all_(OTHER)),
        (all_(A, OTHER), all_(A)),
        (all_(A), one(A, B)),
        (one(A), one(A, B)),
        (all_(NOT_A), all_(B)),
        (all_(NOT_AB), all_(NOT_A)),
        (all_(OLD), all_(A)),
        (all_(OLD), all_("{field: age, test: more than two days}")),
        (all_("{field: f}"), all_(A)),
        (", priorities: [low]", ", priorities: [low, high]"),
        (", priorities: [low]", ""),
        (", channels: [x]", ", channels: [y]"),
    ],
)
def test_a_promise_that_may_still_apply_is_left_alone(earlier: str, later: str) -> None:
    assert not hidden(earlier, later)


def test_promises_of_one_position_are_one_row() -> None:
    text = """\
promises:
  low: {position: 1, priorities: [low], first_reply: 1 day}
  high: {position: 1, priorities: [high], first_reply: 1 hour}
  later: {position: 2, priorities: [low, high], first_reply: 2 days}
  unplaced: {priorities: [low], first_reply: 2 days}
"""
    assert [hit.entity for hit in shadowed(policy(text))] == ["promise/later"]


VALUES = st.sets(st.sampled_from("abc"), min_size=1)
CONDITIONS = st.lists(
    st.tuples(st.sampled_from("fg"), st.sampled_from(["is", "is_not"]), VALUES), max_size=3
)


@settings(max_examples=150, deadline=None)
@given(st.tuples(CONDITIONS, CONDITIONS), st.tuples(CONDITIONS, CONDITIONS))
def test_no_case_that_fits_a_hidden_promise_escapes_the_earlier(
    earlier: tuple[list[tuple[str, str, set[str]]], ...],
    later: tuple[list[tuple[str, str, set[str]]], ...],
) -> None:
    def written(conditions: tuple[list[tuple[str, str, set[str]]], ...]) -> str:
        parts = [
            [f"{{field: {f}, {sign}: [{', '.join(sorted(v))}]}}" for f, sign, v in listed]
            for listed in conditions
        ]
        return (all_(*parts[0]) if parts[0] else "") + (one(*parts[1]) if parts[1] else "")

    def fits(conditions: tuple[list[tuple[str, str, set[str]]], ...], case: dict[str, str]) -> bool:
        met = [[(case[f] in v) is (sign == "is") for f, sign, v in listed] for listed in conditions]
        return all(met[0]) and (not met[1] or any(met[1]))

    if hidden(written(earlier), written(later)):
        for f, g in itertools.product("abcd", repeat=2):
            case = {"f": f, "g": g}
            assert not fits(later, case) or fits(earlier, case)


def called(text: str, ask: str) -> list[tuple[str, object]]:
    made = policy(f"escalations: {{{text}}}")
    return [(hit.entity, hit.facts["number"]) for hit in escalated_again(made, ask=ask)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "again", "nobody"),
    [
        ("e: {steps: [{to: x}, {to: x}]}", 1, 0),
        ("e: {steps: [{to: [x, y]}, {to: z}, {to: [y, z]}]}", 1, 0),
        ("e: {steps: [{to: x}, {to: [x, y]}]}", 0, 0),
        ("e: {steps: [{to: x}]}", 0, 1),
        ("e: {steps: [{to: x}], repeats: 0}", 0, 1),
        ("e: {steps: [{to: x}], repeats: 1}", 0, 0),
        ("e: {steps: [{after: 1 hour}]}", 0, 0),
        ("e: {steps: []}, f: ", 0, 0),
    ],
)
def test_who_is_called_next(text: str, again: int, nobody: int) -> None:
    assert len(called(text, "again")) == again
    assert len(called(text, "nobody")) == nobody


def test_escalations_of_one_file_are_one_finding() -> None:
    assert called("e: {steps: [{to: x}]}, f: {steps: [{to: y}]}", "nobody") == [("escalation/e", 2)]


@pytest.mark.parametrize(
    ("after", "late"),
    [
        ("5 hours", 1),
        ("4 hours", 1),
        ("239 minutes", 0),
        ("5 business hours", 0),
        ("immediately", 0),
    ],
)
def test_an_escalation_is_late_when_the_promise_is_over(after: str, late: int) -> None:
    text = f"""\
promises: {{mail: {{first_reply: 4 hours}}}}
escalations: {{e: {{promises: [mail], steps: [{{after: {after}, to: x}}]}}}}
"""
    hits = list(late_escalation(policy(text), targets=["first_reply"]))
    assert len(hits) == late


def test_an_escalation_that_does_not_say_when_is_not_late() -> None:
    text = """\
promises: {mail: {first_reply: 4 hours}}
escalations: {e: {promises: [mail], steps: [{after: 5 hours, to: x}, {to: y}]}}
"""
    assert not list(late_escalation(policy(text), targets=["first_reply"]))


def lacking(text: str, ask: str) -> list[tuple[str, object]]:
    hits = lost_target(policy(text), targets=["first_reply", "resolution"], ask=ask)  # type: ignore[arg-type]
    return [(hit.entity, hit.facts["priorities"]) for hit in hits]


def test_a_priority_that_others_have_is_missing() -> None:
    rows = """\
promises:
  a: {position: 1, priorities: [low, High], first_reply: 1 day}
  b: {position: 2, priorities: [high, urgent], first_reply: 1 day}
"""
    assert lacking(rows, "row") == [("promise/a", ["urgent"]), ("promise/b", ["low"])]
    assert not lacking(rows.replace("position: 2, ", ""), "row")
    assert not lacking(rows.replace("priorities: [high, urgent], ", ""), "row")


def test_an_escalation_to_a_priority_without_a_target() -> None:
    text = """\
promises: {a: {priorities: [low], first_reply: 1 day}}
teams: {x: {seats: 1}}
handoffs: [{from: x, to: x, priority: Urgent}]
"""
    assert lacking(text, "escalation") == [("handoff/x->x", ["Urgent"])]
    assert not lacking(text.replace("[low]", "[low, urgent]"), "escalation")
    assert not lacking(text.replace("priorities: [low], ", ""), "escalation")


@pytest.mark.parametrize(
    ("first", "second", "who"),
    [
        ("{by: x}", "{by: x}", ["x"]),
        ("{by: [x, y]}", "{by: [y, x]}", ["x", "y"]),
        ("{by: [x, y], need: all}", "{by: y}", ["y"]),
        ("{by: [x, y]}", "{by: y}", None),
        ("{by: x}", "{by: y}", None),
    ],
)
def test_who_is_sure_to_decide_twice(first: str, second: str, who: list[str] | None) -> None:
    text = f"remedies: {{refund: {{tiers: [{first}, {second}]}}}}"
    found = [hit.facts["who"] for hit in approved_twice(policy(text))]
    assert found == ([who] if who else [])
    assert not list(approved_twice(policy(text.replace("tiers", "route: direct, tiers"))))


@pytest.mark.parametrize(
    ("wait", "missing"),
    [
        ("", ["owner", "timeout", "on_timeout"]),
        (", by: x", ["timeout", "on_timeout"]),
        (", owner: x, timeout: 3 days, on_timeout: resolved", []),
        (", timeout: 3 days, on_timeout: resolved", ["owner"]),
        (", timeout: 60 minutes, on_timeout: resolved", []),
    ],
)
def test_what_a_wait_needs(wait: str, missing: list[str]) -> None:
    text = f"steps: {{w: {{kind: wait, goes_to: resolved{wait}}}}}"
    hits = unowned_wait(policy(text), short="1 hour")
    found = [hit.facts["missing"] for hit in hits]
    assert found == ([missing] if missing else [])
