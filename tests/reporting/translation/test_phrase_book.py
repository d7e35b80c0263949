"""Phrases of checks in another language: said as a whole or not at all, down to the names."""

from __future__ import annotations

import pytest

from cxlint.reporting.translation.language_files import read_phrases
from cxlint.reporting.translation.phrase_book import (
    LONGEST,
    MOST_STEPS,
    Marks,
    PhraseBook,
    read_section,
)

SECTIONS = {
    "text": {
        "nobody": "niemand",
        "{duration}": "{duration}",
        "{names}": "{names}",
        "above {sum} ({share} of the cases)": "über {sum} ({share} der Fälle)",
        "within {duration}": "innerhalb von {duration:dative}",
        "round {circle}": "rund {circle}",
    },
    "unit": {"1 day": "1 Tag", "{number} days": "{number} Tage", "{number} hours": "{number} h"},
    "duration": {"{unit}": "{unit}", "{unit} {unit_2}": "{unit} {unit_2}"},
    "dative": {"1 day": "einem Tag", "{number} days": "{number} Tagen"},
    "sum": {"{number} {code}": "{number} {code}"},
    "share": {"{number}%": "{number} %"},
    "names": {
        "{name}": "{name}",
        "{name}, {names}": "{name}, {names}",
        "{name} and {names}": "{name} und {names}",
    },
    "circle": {"{round}": "{round}"},
    "round": {"{circle}": "{circle}"},
}
OWN = {"care", "Ann and Bob", "1 day", "returns, shoes", "{number} days", "%s"}


@pytest.fixture(scope="module")
def book():
    return PhraseBook(SECTIONS, Marks(".", ","), OWN)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("", ""),
        ("nobody", "niemand"),
        ("1 day", "1 Tag"),
        ("1,500 days", "1.500 Tage"),
        ("2.5 days 3 hours", "2,5 Tage 3 h"),
        ("within 1 day", "innerhalb von einem Tag"),
        ("within 12 days", "innerhalb von 12 Tagen"),
        ("above 1,000 EUR (75% of the cases)", "über 1.000 EUR (75 % der Fälle)"),
        ("care", "care"),
        ("1,234.5", "1.234,5"),
        ("care and Ann and Bob", "care und Ann and Bob"),
        ("returns, shoes, Ann and Bob and care", "returns, shoes, Ann and Bob und care"),
        ("{number} days", "{number} days"),
        ("%s and {number} days", "%s und {number} days"),
    ],
)
def test_a_phrase_is_said_with_its_parts(book, english, german):
    assert book.say(english) == german


@pytest.mark.parametrize(
    "text",
    [
        "somebody",
        "within 1 hour",
        "within care",
        "above 50 EUR (most of the cases)",
        "care and somebody",
        "care and",
        " care",
        "round round",
        "above 50 eur (75% of the cases)",
    ],
)
def test_what_has_no_phrase_is_not_said_at_all(book, text):
    assert book.say(text) is None


def test_a_very_long_text_is_left_alone(book):
    text = " and ".join(["care"] * LONGEST)
    assert book.say(text) is None


@pytest.mark.parametrize("text", [", ".join(["1 day"] * 140), " to ".join(["1 day"] * 90)])
def test_a_text_that_can_be_read_in_too_many_ways_is_left_alone(text):
    phrases = read_phrases("de")
    book = PhraseBook(phrases.sections, phrases.marks, {"1 day"})
    assert book.say(text) is None
    assert book._steps <= MOST_STEPS + len(text)
    assert book.say("2 days") == "2 Tage"


def test_words_of_a_blank_come_before_the_phrases(book):
    words = read_section({"nobody": "niemanden", "{duration} late": "{duration} zu spät"})
    assert book.say_by("nobody", words) == "niemanden"
    assert book.say_by("2 days late", words) == "2 Tage zu spät"
    assert book.say_by("somebody late", words) is None


def test_only_sections_that_are_there_are_asked_for(book):
    assert "sum" in book
    assert "weather" not in book
