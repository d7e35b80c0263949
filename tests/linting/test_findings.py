"""What a finding says: the flow's name once, and everything else whole."""

from __future__ import annotations

import pytest

from cxlint.linting.run.findings import _flow_prefix, _name_flow_once


@pytest.mark.parametrize(
    ("entity", "flow"),
    [
        ("step/Main line: Menu", "Main line: "),
        ("next/Main line: Menu->Main line: Care", "Main line: "),
        ("channel/Main line", ""),
        ("team/care", ""),
        ("return/shoes, clothing: changed mind", ""),
        ("handoff/a: b->c", ""),
    ],
)
def test_the_flow_of_an_entity_is_known_by_its_id(entity: str, flow: str) -> None:
    assert _flow_prefix(entity) == flow


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("go line: a -> line: b -> line: a", "go line: a -> b -> a"),
        ("at line: a and Main line: b", "at line: a and Main line: b"),
        ('"line: a" and "line: b" (line: c)', '"line: a" and "b" (c)'),
        ("nothing of it", "nothing of it"),
    ],
)
def test_the_flow_is_named_with_its_first_place_only(said: str, told: str) -> None:
    assert _name_flow_once("line: ", said) == told
