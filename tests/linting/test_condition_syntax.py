"""What is refused of a rule's parameters when the rule is loaded."""

from __future__ import annotations

import pytest

from cxlint.linting.query import condition_syntax
from cxlint.linting.rules import check_lookup

WAYS = {"from": {"kind": "channel"}, "to": {"id": "care"}}


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"kind": {"nott": "chat"}}, "no operator 'nott'; did you mean 'not'?"),
        ({"kind": {"at_leest": 3}}, "did you mean 'at_least'?"),
        ({"knd": "chat"}, "has no field 'knd'; did you mean 'kind'?"),
        ({"kind": "chta"}, "'kind' never says 'chta'; did you mean 'chat'?"),
        ({"kind": ["chat", "fax machine"]}, "'kind' never says 'fax machine'; there are"),
        ({"kind": {"not": ["chta"]}}, "did you mean 'chat'?"),
        ({"kind": True}, "it is no matter of true or false"),
        ({"published": "yes"}, "'published' never says 'yes': it holds true or false"),
        ({"kind": []}, "an empty list can never match"),
        ({"kind": {}}, "expected a value or one of said"),
        ({"kind": None}, "expected a word"),
        ({"kind": [["chat"]]}, "expected a word"),
        ({"kind": ["chat"] * 101}, "101 words are listed; 100 are the most"),
        ({"respond": {"said": "yes"}}, "expected true or false, found 'yes'"),
        ({"respond.within": {"at_most": "50 EUR"}},
         "'respond.within' never holds a sum of money: it holds a duration"),
        ({"respond.within": {"at_most": 5}}, "never holds a number"),
        ({"respond.within": {"at_most": "5 dya"}}, "'dya' is no unit of time"),
        ({"respond.within": {"contains": "hours"}}, "never holds a text"),
        ({"name": {"contains": ""}}, "expected a text"),
        ({"name": {"contains": []}}, "expected a text"),
        ({"name": {"starts_with": 5}}, "expected a text"),
        ({}, "expected fields and what they must say"),
        ("kind", "expected fields and what they must say"),
    ],
)  # fmt: skip
def test_a_condition_that_can_never_be_met_is_refused(where, said) -> None:
    found = [why for _, why in condition_syntax.validate_conditions(where, ["channel"])]
    assert any(said in why for why in found), found


@pytest.mark.parametrize(
    "where",
    [
        {"kind": "chat", "published": {"not": [False]}, "id": "x", "x-ours": {"said": True}},
        {"respond.within": {"at_least": "1 hour"}, "intents": {"at_most": 3}},
        {"name": {"contains": ["a", "b"]}, "intents": {"contains": "refund"}},
    ],
)
def test_a_sound_condition_is_let_through(where) -> None:
    assert list(condition_syntax.validate_conditions(where, ["channel"])) == []


@pytest.mark.parametrize(
    ("check", "params", "said"),
    [
        ("limit", {"of": "channel", "field": "respond.within"}, "nothing is bounded"),
        ("limit", {"of": "channel", "field": "respond.within", "at_most": "80%"},
         "never holds a percentage: it holds a duration"),
        ("limit", {"of": "channel", "field": "respond.within", "at_most": "soon"}, "is no bound"),
        ("limit", {"of": "step", "field": "attempts", "at_most": 2, "at_least": 3},
         "nothing can be at least 3 and at most 2"),
        ("between", {"source": "tem", "target": "team", "where": {"context": "none"},
                     "point_to": "context"}, "did you mean 'team'?"),
        ("between", {"source": "team", "target": "team", "where": {"contxt": "none"},
                     "point_to": "context"}, "did you mean 'context'?"),
        ("reachable", {"ways": {"form": {}, **WAYS}}, "ways has no 'form'; did you mean 'from'?"),
        ("reachable", {"ways": {"from": {"kind": "channel"}}}, "ways need 'to'"),
        ("reachable", {"ways": {**WAYS, "to": {"kind": "taem"}}}, "did you mean 'team'?"),
        ("reachable", {"ways": {**WAYS, "to": {"kind": []}}}, "an empty list can never match"),
        ("reachable", {"ways": {**WAYS, "to": {}}}, "expected a selection of places"),
        ("reachable", {"ways": {**WAYS, "to": {"person": "yes"}}}, "expected true or false"),
        ("reachable", {"ways": {**WAYS, "to": {"id": 5}}}, "expected the id of a place"),
        ("reachable", {"ways": {**WAYS, "to": {"kind": "team", "where": {"attempts": 3}}}},
         "a team has no field 'attempts'"),
        ("reachable", {"ways": {**WAYS, "by": {"kind": "handof"}}}, "did you mean 'handoff'?"),
        ("reachable", {"ways": {**WAYS, "by": {"where": {"contxt": "none"}}}},
         "did you mean 'context'?"),
        ("reachable", {"ways": {**WAYS, "intents": {"anxety": "high"}}}, "did you mean 'anxiety'?"),
        ("reachable", {"ways": WAYS, "at_most": 0}, "at least 1 move"),
        ("passes", {"ways": WAYS, "through": {"knid": "team"}}, "did you mean 'kind'?"),
        ("count_along", {"ways": WAYS, "at_most": -1}, "never less than 0"),
        ("count_along", {"ways": WAYS, "at_most": 1, "moves": {"kin": "next"}}, "'kind'?"),
        ("count_along", {"ways": WAYS, "at_most": 1, "places_met": {"kind": "x"}}, "no kind of"),
        ("sum_along", {"ways": WAYS, "at_most": "1 day", "fields": []}, "nothing is added up"),
        ("sum_along", {"ways": WAYS, "at_most": "1 day", "fields": ["handof.wait"]},
         "did you mean 'handoff'?"),
        ("sum_along", {"ways": WAYS, "at_most": "1 day", "fields": ["handoff.wiat"]},
         "did you mean 'wait'?"),
        ("sum_along", {"ways": WAYS, "at_most": "1 day", "fields": ["handoff.context"]},
         "'context' never holds a duration"),
        ("sum_along", {"ways": WAYS, "at_most": "5%", "fields": ["handoff.share"]},
         "percentages do not add up"),
        ("sum_along", {"ways": WAYS, "at_most": "soon", "fields": ["handoff.wait"]}, "no bound"),
        ("loop_without_exit", {"ways": WAYS}, "ways has no 'from'"),
        ("in_common", {"ways": WAYS, "field": "sistems"}, "did you mean 'systems'?"),
        ("shared_by", {"of": "system", "by": ["team.systems"]}, "nothing is bounded"),
        ("shared_by", {"of": "system", "by": ["team.sistems"], "at_most": 1}, "'systems'?"),
        ("shared_by", {"of": "schedule", "by": ["team.systems"], "at_most": 1},
         "never names a schedule"),
        ("shared_by", {"of": "system", "by": [], "at_most": 1}, "nobody is named"),
        ("shared_by", {"of": "system", "by": ["team.systems"], "at_most": 1, "at_least": 2},
         "nothing can be at least 2 and at most 1"),
        ("owned_by", {"of": "remedy", "by": {"kind": "taem"}}, "did you mean 'team'?"),
        ("owned_by", {"of": "remedy", "by": {"where": {"role": "x"}}}, "needs 'id' or 'kind'"),
        ("owned_by", {"of": "remedy", "by": {"kind": "team", "where": {"rol": "x"}}}, "'role'?"),
        ("owned_by", {"of": "remedy", "by": {"id": []}}, "expected an id"),
        ("owned_by", {"of": "remedy", "by": {"kind": "team"}, "field": "ownr"}, "'owner'?"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_refused(check, params, said) -> None:
    found = [why for _, why in check_lookup.misfits(check, params)]
    assert any(said in why for why in found), found
