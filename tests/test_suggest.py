from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxlint.suggest import nearest

KEYS = ["kind", "open", "goes_to", "respond", "first_reply", "next_reply", "callback_within"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("knd", "kind"),
        ("opne", "open"),
        ("goes-to", "goes_to"),
        ("goesTo", "goes_to"),
        ("Goes To", "goes_to"),
        ("GOES_TO", "goes_to"),
        ("frist_reply", "first_reply"),
        ("response", "respond"),
        ("callbak-within", "callback_within"),
    ],
)
def test_a_slip_is_understood(word: str, meant: str) -> None:
    assert nearest(word, KEYS) == meant


@pytest.mark.parametrize("word", ["colour", "x", "", "---", "warehouse", "k" * 1000])
def test_nothing_is_suggested_where_nothing_is_close(word: str) -> None:
    assert nearest(word, KEYS) is None


def test_nothing_is_suggested_where_nothing_is_known() -> None:
    assert nearest("kind", []) is None


def test_the_answer_does_not_depend_on_the_order_of_the_candidates() -> None:
    assert nearest("cart", ["cars", "card"]) == nearest("cart", ["card", "cars"]) == "card"


def test_the_candidate_is_returned_as_it_is_written() -> None:
    assert nearest("web form", ["Web_Form"]) == "Web_Form"


def test_a_slip_is_understood_among_very_many() -> None:
    many = [f"team-{number:05}" for number in range(20_000)]
    assert nearest("billing-dsek", [*many, "billing-desk"]) == "billing-desk"


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=20))
def test_only_candidates_are_suggested(word: str, candidates: list[str]) -> None:
    found = nearest(word, candidates)
    assert found is None or found in candidates


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_a_known_word_suggests_itself(word: str) -> None:
    assert nearest(word, [word]) == word
