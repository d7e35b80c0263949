"""Facts in sentences: what is counted agrees with its number."""

from __future__ import annotations

import pytest
from bare import rule

from cxlint.linting.run.sentences import agree, fill_sentence, singular


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("steps", "step"),
        ("times", "time"),
        ("people", "person"),
        ("replies", "reply"),
        ("boxes", "box"),
        ("less", "less"),
        ("further", "further"),
    ],
)
def test_of_several_things_one_is_called(many: str, one: str) -> None:
    assert singular(many) == one


def test_a_noun_agrees_with_the_number_before_it() -> None:
    template = "{number} steps pass in {rounds} rounds"
    assert (
        agree(template, {"number": "1", "rounds": "2"}) == "{number} step pass in {rounds} rounds"
    )
    assert agree(template, {"number": "11", "rounds": "0.1"}) == template


def test_a_verb_behind_a_name_that_is_a_number_stays() -> None:
    assert agree("the key {key} is no text", {"key": "1"}) == "the key {key} is no text"


def test_what_happens_each_time_is_said_without_a_number() -> None:
    told = fill_sentence(rule("a"), "message", "news every {every},\n at {id}", {
        "every": "1 day", "id": "every 1st desk"
    })  # fmt: skip
    assert told == "news every day, at every 1st desk"
