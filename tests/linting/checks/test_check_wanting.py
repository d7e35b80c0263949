"""Texts that leave out what they are to say."""

from __future__ import annotations

import json

import pytest
from policies import policy

from cxlint.linting.checks.texts.wanting import misfits, wanting

WANTS = {"hello": {"en": ["hello", "good morning"], "de": ["guten Tag"]},
         "name": {"en": ["your name"], "de": ["Ihr Name"]}}  # fmt: skip


def found(text: str, language: str = "en", **params):
    scripts = {"scripts": {"x": {"language": language, "text": text}}}
    made = policy(json.dumps(scripts))
    return [
        hit.case
        for hit in wanting(
            made, of="script", field="text", wants=WANTS,
            variables={"name": ["name", "customer"]}, other_variables=["agent"], **params
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Hello {name}.", []),
        ("GOOD\u00a0Morning, what is your name?", []),
        ("Hello {{ticket.customerName}}", []),
        ("Hello %s", []),
        ("Hello {0}", []),
        ("Hello {agent_name}", ["name"]),
        ("Hello {order}", ["name"]),
        ("{name}?", ["hello"]),
        ("Othello", ["hello", "name"]),
    ],
)
def test_each_want_is_missed_by_itself(text: str, missing: list[str]) -> None:
    assert found(text) == missing


def test_only_languages_with_lists_are_judged() -> None:
    assert found("Dag", "nl") == []
    assert found("Guten Tag, Ihr Name?", "de-CH") == []
    assert found("Hello, your name?", "de") == ["hello", "name"]


@pytest.mark.parametrize(
    "address",
    ["a.b@example.org", "https://x.org/a", "www.x.org", "+49 30 1234567", "(030) 123 456"],
)
def test_an_address_will_do_where_one_is_wanted(address: str) -> None:
    assert found(f"Hello: {address}", addresses=["name"]) == []
    assert found(f"Hello: {address}") == ["name"]
    assert found("Hello in 2026, 5 stars", addresses=["name"]) == ["name"]


def test_texts_that_are_not_about_it_are_left_alone() -> None:
    assert found("Thanks a lot", about={"en": ["sorry"]}) == []
    assert found("I'm sorry", about={"en": ["sorry"]}) == ["hello", "name"]
    assert found("Entschuldigung", "de", about={"en": ["sorry"]}) == []


def test_what_was_looked_for_is_told_and_a_single_want_has_no_case() -> None:
    made = policy("scripts: {x: {language: en, text: Yes.}}")
    (hit,) = wanting(made, of="script", field="text", wants={"hello": WANTS["hello"]})
    assert hit.case == ""
    assert hit.facts == {"id": "x", "wanted": "hello", "sought": '"hello" or "good morning"'}


def test_lists_of_another_form_are_refused() -> None:
    assert [place for place, _ in misfits({"wants": []})] == [("wants",)]
    wrong = {"wants": {"hello": ["hello"]}, "about": {"en": [1]}}
    assert [place for place, _ in misfits(wrong)] == [("wants", "hello"), ("about", "en", 0)]
