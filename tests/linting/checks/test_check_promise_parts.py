"""Waits that end in nothing, hurry, papers and questions: the small checks about promises."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.fields.rushed import rushed
from cxlint.linting.checks.fields.too_many import misfits, too_many
from cxlint.linting.checks.organization.purpose import purpose
from cxlint.linting.checks.promises.limbo import limbo

WAIT = """\
steps: {shelf: {kind: wait, timeout: 3 weeks, on_timeout: END, goes_to: care}}
teams: {care: {seats: 1}}
outcomes:
  lost: {kind: abandoned}
  refused: {kind: denied, reason: nobody wrote}
  abandoned: {kind: denied, reason: nobody wrote}
"""


def in_limbo(text: str) -> list[tuple[str, str]]:
    hits = limbo(policy(text), waits_for=["waiting", "supplier"])
    return [(hit.entity, hit.case) for hit in hits]


@pytest.mark.parametrize(
    ("end", "told"), [("lost", 1), ("refused", 0), ("abandoned", 0), ("care", 0)]
)
def test_a_wait_that_ends_in_giving_up(end: str, told: int) -> None:
    assert in_limbo(WAIT.replace("END", end)) == [("step/shelf", "")] * told


def test_the_built_in_outcome_gives_up_unless_it_is_defined_otherwise() -> None:
    text = WAIT.replace("END", "abandoned").partition("outcomes:")[0]
    assert in_limbo(text) == [("step/shelf", "")]


def test_a_wait_that_leads_nowhere_else_is_left_to_another_rule() -> None:
    assert in_limbo(WAIT.replace("END, goes_to: care", "lost")) == []


@pytest.mark.parametrize(
    ("pause", "told"),
    [
        ("{on: waiting for the customer}", 1),
        ("{on: Supplier}", 1),
        ("{on: waiting for the customer, at_most: 5 days}", 0),
        ("{on: public holidays}", 0),
    ],
)
def test_a_clock_that_may_stand_still(pause: str, told: int) -> None:
    text = f"promises: {{mail: {{resolution: 5 days, pauses: [{pause}]}}}}"
    hits = list(limbo(policy(text), waits_for=["waiting", "supplier"]))
    assert [(hit.case, hit.severity) for hit in hits] == [("pause", "warning")] * told


@pytest.mark.parametrize(
    ("team", "told"),
    [
        ("handling_time_limit: 6 minutes", [("handling_time_limit",)]),
        ("handling_time: 6 minutes", []),
        ("judged_by: AHT", [("judged_by",)]),
        ("judged_by: [csat, Average Handling-Time]", [("judged_by", 1)]),
        ("judged_by: [time to first reply]", []),
        ("judged_by: [shorthand-time-machine]", []),
    ],
)
def test_what_makes_people_hurry(team: str, told: list[tuple[str | int, ...]]) -> None:
    hits = rushed(
        policy(f"teams: {{care: {{{team}}}}}"), measures=["handling time", "aht", "hand time"]
    )
    assert [hit.at.path[2:] for hit in hits] == told


def test_each_number_is_held_against_its_own_bound() -> None:
    text = "intents: {a: {documents: [x, y, z], signatures: 2}, b: {documents: x, signatures: 1}}"
    hits = list(too_many(policy(text), of="intent", at_most={"documents": 2, "signatures": 1}))
    assert [(hit.entity, hit.case, hit.facts["number"]) for hit in hits] == [
        ("intent/a", "documents", 3),
        ("intent/a", "signatures", 2),
    ]


def test_the_same_paper_said_twice_is_one() -> None:
    text = "intents: {a: {documents: [bill, Bill, passport]}}"
    assert not list(too_many(policy(text), of="intent", at_most={"documents": 2}))


def test_bounds_must_be_of_fields_that_there_are() -> None:
    ((place, said),) = misfits({"of": "intent", "at_most": {"document": 2, "signatures": 1}})
    assert place == ("at_most", "document")
    assert "documents" in said


ASKS = """\
steps:
  menu: {kind: menu, asks_for: [{field: order number, purpose: finds it}, {field: age}]}
  form: {kind: form, asks_for: [Order  Number, age]}
teams:
  care: {asks_for: [shoe size]}
"""


def test_a_field_without_a_purpose_is_told_wherever_it_is_asked() -> None:
    hits = list(purpose(policy(ASKS)))
    assert [(hit.entity, hit.at.path[-1]) for hit in hits] == [("step/form", 1), ("step/menu", 1)]
    assert hits[0].facts["other"] == "order number"


def test_teams_are_asked_once_some_team_says_what_for() -> None:
    said = ASKS + "  shop: {asks_for: [{field: name, purpose: to greet}]}\n"
    assert "team/care" in [hit.entity for hit in purpose(policy(said))]


def test_a_policy_without_purposes_is_left_alone() -> None:
    assert not list(purpose(policy(ASKS.replace(", purpose: finds it", ""))))


def test_what_for_may_be_said_where_nothing_could_be_read() -> None:
    assert not list(purpose(policy(ASKS + "  shop: {seats: several}\n")))
