"""What would help most, in German: each form of advice, and what it does to the figures."""

from __future__ import annotations

import pytest

from cxlint.linting.advice.time_advice import WORDS
from cxlint.linting.advice.way_advice import CARRYING
from cxlint.reporting.advice.effect_text import LABELS
from cxlint.reporting.translation.language_files import read_phrases
from cxlint.reporting.translation.phrase_book import PhraseBook

OWN = {"desk", "hotline", "refund", "care", "boots", "order number", "club members"}


@pytest.fixture(scope="module")
def book():
    said = read_phrases("de")
    return PhraseBook(said.sections, said.marks, OWN)


@pytest.mark.parametrize("words", sorted(set(WORDS.values())))
def test_each_time_is_told(book, words):
    told = book.say(f"{words.format(id='desk', length='2 days')}, not 9 days")
    assert told is not None
    assert "2 Tage" in told
    assert "9 Tage" in told


@pytest.mark.parametrize("words", [words for _, words in CARRYING])
def test_each_way_to_carry_over_is_told(book, words):
    assert book.say(f"from desk to care, {words}").startswith("Von desk zu care: ")


@pytest.mark.parametrize("label", LABELS.values())
def test_each_figure_is_told(book, label):
    value = {"share": "12%", "seconds": "5 minutes", "hours": "2 days", "count": "0 to 1.5",
             "text": "kept"}[label.unit]  # fmt: skip
    assert book.say(f"clears 1 finding; desk: {label.words} {value} -> {value}")


def test_the_hours_of_a_figure_are_told(book):
    told = book.say("clears 2 findings; desk, Mon-Sat 20-08: mean wait 2.7 minutes -> 9 seconds")
    assert told == (
        "behebt 2 Befunde; desk, Mo–Sa 20–08 Uhr: mittlere Wartezeit 2,7 Minuten -> 9 Sekunden"
    )


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("let desk grant refund up to 70 EUR, not 15 EUR",
         "Lassen Sie desk bei refund bis 70 EUR gewähren statt 15 EUR"),
        ("for refund, ask for the customer and leave out the approval by care and desk",
         ("Bei refund: fragen Sie für den Kunden an und lassen Sie die Freigabe durch care und "
          "desk weg")),
        (("let desk work when hotline is published, Saturdays 07:00–21:00 too: 1,070 contacts a "
         "week come then"),
         ("Lassen Sie desk arbeiten, wenn hotline veröffentlicht ist, auch samstags 07:00–21:00: "
         "dann kommen 1.070 Kontakte pro Woche an")),
        ("staff hotline with 13 people at a time in desk (nights 22:00–07:00), not 4",
         "Besetzen Sie hotline in desk mit 13 Personen zugleich (nachts 22:00–07:00) statt mit 4"),
        ("let no case go more than once from desk to care and from care to desk again",
         ("Lassen Sie keinen Fall mehr als einmal wieder von desk zu care und von care zu desk "
         "gehen")),
        ("allow at most 2 days each where desk may take 7 days and care is answered within 5 days",
         ("Erlauben Sie je höchstens 2 Tage. Jetzt gilt: desk darf 7 Tage brauchen und care "
         "antwortet innerhalb von 5 Tagen")),
        ("do without order number at desk", "Verzichten Sie bei desk auf: order number"),
        ("give club members 10 EUR as well, the floor for all",
         "Geben Sie club members auch 10 EUR, den Mindestbetrag für alle"),
    ],
)  # fmt: skip
def test_advice_is_told(book, english, german):
    assert book.say(english) == german
