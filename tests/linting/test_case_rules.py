"""What follows from the conditions of rules, held against every case there can be."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from policies import policy

from cxlint.algorithms.condition_algebra import Question, is_impossible, negate
from cxlint.linting.case_rules.effects import apply_rule, wait_an_hour
from cxlint.linting.case_rules.rules import can_meet, is_sure_of, is_within, read_case_rule
from cxlint.values.conditions import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.case_rules.rules import CaseRule

STATUSES = ("new", "open", "other status")
TAGS = ("a", "b")
HOURS = (0.0, 1.0, 1.5, 2.0, 3.0)
"""Each field with a value that no condition names, as there always is one more word."""

Case = dict[str, Any]


def every_case() -> Iterator[Case]:
    tags = chain.from_iterable(combinations(TAGS, number) for number in range(3))
    for status, held, hours, changed in product(STATUSES, list(tags), HOURS, (False, True)):
        yield {"status": status, "tags": set(held), "hours since new": hours, "changed": changed}


CASES = list(every_case())

CONDITIONS = st.one_of(
    st.builds(
        lambda key, values: {"field": "status", key: values},
        st.sampled_from(["is", "is_not"]),
        st.lists(st.sampled_from(STATUSES[:2]), min_size=1, max_size=2),
    ),
    st.builds(
        lambda key, values: {"field": "tags", key: values},
        st.sampled_from(["is", "is_not"]),
        st.lists(st.sampled_from(TAGS), min_size=1, max_size=2),
    ),
    st.builds(
        lambda key, number: {"field": "hours since new", key: number},
        st.sampled_from(["more_than", "less_than"]),
        st.sampled_from([1, 2]),
    ),
    st.builds(
        lambda number: {"field": "hours since new", "is": [number]}, st.sampled_from(["1", "2"])
    ),
    st.builds(lambda changed: {"field": "status", "changed": changed}, st.booleans()),
    st.builds(
        lambda value: {"field": "status", "changed_to": [value]}, st.sampled_from(STATUSES[:2])
    ),
)
CHANGES = st.one_of(
    st.builds(lambda to: {"field": "status", "to": to}, st.sampled_from(STATUSES[:2])),
    st.builds(
        lambda key, tag: {"field": "tags", key: [tag]},
        st.sampled_from(["adds", "removes"]),
        st.sampled_from(TAGS),
    ),
)


def holds(condition: dict[str, Any], case: Case) -> bool:
    value = case[condition["field"]]
    checks = []
    for key, stated in condition.items():
        if key in ("is", "is_not", "changed_to"):
            held = value if isinstance(value, set) else {value}
            hit = any(each in held or _same(each, value) for each in stated)
            checks.append(hit != (key == "is_not"))
        if key == "changed_to":
            checks.append(case["changed"])
        if key == "changed":
            checks.append(case["changed"] == stated)
        if key == "more_than":
            checks.append(value > stated)
        if key == "less_than":
            checks.append(value < stated)
    return all(checks)


def _same(text: str, value: Any) -> bool:
    return isinstance(value, float) and float(text) == value


def fits(rule: dict[str, Any], case: Case) -> bool:
    some = rule.get("any_conditions", [])
    every = all(holds(each, case) for each in rule["conditions"])
    return every and (not some or any(holds(each, case) for each in some))


RULES = st.builds(
    lambda every, some, sets: {
        "conditions": every,
        **({"any_conditions": some} if some else {}),
        "sets": sets,
    },
    st.lists(CONDITIONS, max_size=3),
    st.lists(CONDITIONS, max_size=3),
    st.lists(CHANGES, max_size=2),
)


def read(data: dict[str, Any]) -> CaseRule:
    made = policy("case_rules: {r: {}}").find("case_rule", "r")
    assert made is not None
    made.data = data
    return read_case_rule(made)


@given(RULES, RULES)
@settings(max_examples=300, deadline=None)
def test_one_rule_is_within_another_where_every_case_says_so(one: Any, other: Any) -> None:
    inner, outer = read(one), read(other)
    fitting = [case for case in CASES if fits(one, case)]
    assert bool(inner.states) == bool(fitting)
    assert is_within(inner, outer) == (bool(fitting) and all(fits(other, c) for c in fitting))


@given(RULES, RULES)
@settings(max_examples=300, deadline=None)
def test_two_rules_meet_where_some_case_fits_both(one: Any, other: Any) -> None:
    first, second = read(one), read(other)
    both = any(fits(one, case) and fits(other, case) for case in CASES)
    assert any(can_meet(state, second) for state in first.states) == both


@given(RULES)
@settings(max_examples=200, deadline=None)
def test_a_rule_fails_where_one_of_its_failures_holds(one: Any) -> None:
    rule = read(one)
    outside = any(not fits(one, case) for case in CASES)
    failures = negate(rule.asks)
    assert failures is not None
    assert any(not is_impossible(failing) for failing in failures) == outside


def act(rule: dict[str, Any], case: Case) -> Case:
    """Return a case as a rule leaves it; what it sets has not been changed by somebody else."""
    after = {**case, "tags": set(case["tags"])}
    for change in rule["sets"]:
        if change["field"] == "status":
            after["status"] = change["to"]
            after["hours since new"] = 0.0
            after["changed"] = True
        after["tags"] |= set(change.get("adds", []))
        after["tags"] -= set(change.get("removes", []))
    return after


@given(RULES, RULES)
@settings(max_examples=300, deadline=None)
def test_what_is_sure_after_a_rule_is_so_in_every_case(one: Any, other: Any) -> None:
    first, second = read(one), read(other)
    for state in first.states:
        if is_sure_of(apply_rule(state, first), second):
            here = [c for c in CASES if fits(one, c) and _is_of(state, c)]
            assert all(fits(other, act(one, case)) for case in here)


def _is_of(state: tuple[Question, ...], case: Case) -> bool:
    """Whether what is known of a kind of case is so of this one."""
    return all(_is_true(each, case) == each.holds for each in state)


def _is_true(question: Question, case: Case) -> bool:
    value = case[question.field]
    if question.kind == "changed":
        return bool(case["changed"])
    if question.kind in ("above", "below"):
        (bound,) = map(float, question.values)
        above: bool = value > bound if question.kind == "above" else value < bound
        return above
    held = value if isinstance(value, set) else {value}
    return any(each in held or _same(each, value) for each in question.values)


@given(RULES)
@settings(max_examples=200, deadline=None)
def test_what_lasts_an_hour_is_so_an_hour_later(one: Any) -> None:
    rule = read(one)
    for state in rule.states:
        known = tuple(each for each in wait_an_hour(state) if each.field != "update")
        for case in (c for c in CASES if _is_of(state, c)):
            later = {**case, "hours since new": case["hours since new"] + 1}
            assert _is_of(known, later)


def test_a_case_may_have_several_tags_and_one_status() -> None:
    def state(field: str, *values: str) -> list[Question]:
        return [ask(field, {each}) for each in values]

    assert not is_impossible(state("tags", "a", "b"))
    assert is_impossible(state("status", "new", "open"))


def test_a_number_between_bounds_may_be_a_single_one() -> None:
    bound = frozenset({"2"})
    at_most = Question("h", "above", bound, holds=False, filled=True)
    at_least = Question("h", "below", bound, holds=False, filled=True)
    assert not is_impossible([at_most, at_least])
    assert is_impossible([at_most, at_least, ask("h", {"2"}, holds=False)])
    assert is_impossible([at_most, at_least, ask("h", {"3"})])
    assert is_impossible([at_most, Question("h", "above", bound)])


def test_too_many_alternatives_leave_it_open() -> None:
    some = [{"field": f"f{n}", "is": ["x"], "is_not": ["y"]} for n in range(12)]
    rule = read({"conditions": [], "any_conditions": some})
    assert not is_sure_of((ask("f0", {"x"}),), rule)
