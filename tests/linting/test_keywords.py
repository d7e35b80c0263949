"""Words of a list in the names of things."""

from __future__ import annotations

import pytest

from cxlint.linting.text.keywords import Beginnings, mentions


@pytest.mark.parametrize(
    "name", ["goodbye", "Goodbye!", "say good-bye (end call)", "end_call", "End   call.", "bye"]
)
def test_a_word_is_met_whole_whatever_its_capitals_and_signs(name: str) -> None:
    assert mentions(name, ["goodbye", "end call", "Bye"])


@pytest.mark.parametrize("name", ["", "goodbyes", "bend calls", "call the end", "!"])
def test_part_of_a_word_is_not_met(name: str) -> None:
    assert not mentions(name, ["goodbye", "end call"])


def test_a_name_without_letters_holds_no_word() -> None:
    assert not mentions("...", ["end"])
    assert not mentions("end", [])


def test_beginnings_are_met_at_the_beginning_of_a_word_and_none_where_there_are_none() -> None:
    assert Beginnings(["complain"]).search("an open Complaint")
    assert not Beginnings(["plain"]).search("an open complaint")
    assert not Beginnings([]).search("an open complaint")
