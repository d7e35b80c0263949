"""What does not fit the language in one way is told once, wherever and however often it stands."""

from __future__ import annotations

import datetime
import itertools

import pytest

from cxlint.parsing.document import parse
from cxlint.policy.linker import assemble

DAY = datetime.date(2026, 11, 29)


def told(*texts: str) -> list[tuple[str, str, str, int]]:
    """Return rule, case, key and the number of further places of each problem."""
    documents = [
        each for number, text in enumerate(texts) for each in parse(f"{number}.yaml", text.encode())
    ]
    return [
        (each.rule, each.case, str(each.facts.get("key", "")), len(each.related))
        for each in assemble(documents, DAY).problems
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "channels:\n  a: {kind: voice, shade: 1}\n  b: {kind: chat, shade: 2}\n",
            [("unknown-key", "", "shade", 1)],
        ),
        ("teams:\n  a: {seatz: 1}\n  b: {seatz: 2}\n  c: {seatz: 3}\n",
         [("unknown-key", "near", "seatz", 2)]),
        (
            "returns:\n- {categories: [a], window: 14}\n- {categories: [b], window: 30}\n",
            [("wrong-value", "unit", "window", 1)],
        ),
        ("channels:\n  a: {kind: voise}\n  b: {kind: voise}\n",
         [("wrong-value", "near", "kind", 1)]),
        ("channels:\n  a: {open: 24x7}\n  b: {open: 24x7}\n", [("missing-key", "", "kind", 1)]),
        ("services: {}\nvolumes: {}\nnetworks: {}\n", [("unknown-key", "section", "networks", 2)]),
    ],
)  # fmt: skip
def test_one_cause_is_one_problem(text: str, problems: list[object]) -> None:
    assert told(text) == problems


@pytest.mark.parametrize(
    "text",
    [
        "channels:\n  a: {kind: voise}\n  b: {kind: chatt}\n",
        "channels:\n  a: {kind: voice, seatz: 1}\nteams:\n  b: {seatz: 2}\n",
        "teams:\n  a: {seatz: 1, opne: 24x7}\n",
    ],
)
def test_what_is_to_be_mended_in_two_ways_is_two_problems(text: str) -> None:
    assert [places for *_, places in told(text)] == [0, 0]


def test_a_problem_is_the_same_in_any_order_and_cut_into_any_files() -> None:
    rows = ["  a: {shade: 1, kind: voice}\n", "  b: {kind: chat, shade: 2}\n", "  c: {shade: 3}\n"]
    seen = set()
    for order in itertools.permutations(rows):
        for texts in (["channels:\n" + "".join(order)], ["channels:\n" + row for row in order]):
            documents = [
                each
                for number, text in enumerate(texts)
                for each in parse(f"{number}.yaml", text.encode())
            ]
            problems = assemble(documents, DAY).problems
            (shade,) = [each for each in problems if each.rule == "unknown-key"]
            seen.add((shade.at.path, str(shade.facts["more"]), len(shade.related)))
    assert seen == {(("channels", "a", "shade"), " (and in 2 more places)", 2)}


def test_a_thousand_places_are_counted_and_the_first_are_shown() -> None:
    rows = "".join(f"  t{number:04}: {{seatz: 1}}\n" for number in range(1000))
    (problem,) = assemble(parse("a.yaml", f"teams:\n{rows}".encode()), DAY).problems
    assert (problem.facts["more"], len(problem.related)) == (" (and in 999 more places)", 20)


def test_every_entity_that_does_not_fit_is_left_out_though_one_is_told_of() -> None:
    text = "teams:\n  a: {seatz: 1}\n  b: {seatz: 2}\n  c: {seats: 2}\n"
    policy = assemble(parse("a.yaml", text.encode()), DAY)
    assert [each.id for each in policy.of("team")] == ["c"]
    assert policy.opaque["team"] == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "key", "holder"),
    [
        ("channels:\nhotline:\n  kind: voice\n", "hotline", "channels"),
        ("channels:\n  hotline:\n  kind: voice\n  open: 24x7\n", "kind", "hotline"),
        ("teams:\n  care:\n    sla:\n    first_reply: 1 day\n", "first_reply", "sla"),
        ("teams:\n  care:\n  seats: 3\n  desk: {seats: 1}\n", "seats", "care"),
    ],
)
def test_a_lost_indent_is_one_problem_at_the_first_line_that_lost_it(
    text: str, key: str, holder: str
) -> None:
    (problem,) = assemble(parse("a.yaml", text.encode()), DAY).problems
    assert (problem.case, problem.facts["key"], problem.facts["near"]) == ("indent", key, holder)


def test_a_section_with_nothing_below_it_is_told() -> None:
    assert told("channels:\n") == [("empty-file", "section", "", 0)]
    assert told("channels: {}\n") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("channels:\n  a:\n    kind:voice\n    open: 24x7\n", 3),
        ("channels:\n  a:\n    kind: voice\n    open:Mon-Fri 09:00-17:00\n", 4),
        ("handoffs:\n- from:a\n  to: b\n", 2),
    ],
)
def test_a_space_that_is_missing_is_missed_where_it_is(text: str, line: int) -> None:
    (problem,) = assemble(parse("a.yaml", text.encode()), DAY).problems
    assert problem.facts["reason"] == "a space is missing behind this colon"
    assert problem.at.span().line == line
