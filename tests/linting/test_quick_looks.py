"""What a text is looked at for at first spares reading it, and loses nothing that it says."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from policies import policy

from cxlint.linting.checks.texts import phrase
from cxlint.linting.text import clauses, said_hours, said_times
from cxlint.linting.text.phrases.phrase_matcher import PhraseBook
from cxlint.linting.text.phrases.tokenizer import Wordings

PIECES = (
    "we answer within", "you have", "to return it", "approx.", "Wir antworten in", "open from",
    "Unsere Leitungen sind", "lines are open", "3", "12", "250", "24", "two", "zwei", "an", "a",
    "h", "hours", "hour", "days", "Tagen", "Werktagen", "an.", "ans", "business", "working", "min",
    "-", "(2)", "to", "until", "noon", "uhr", "around the clock", "24/7", "9am", "6 p.m.", "18:00",
    "Monday", "Mo", "täglich", "daily", ",", ".", "\n", "año", "mois", "semaines", "once",
)  # fmt: skip
several = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9)
texts = several.map(" ".join) | several.map("".join)


def names_any_number(text: str) -> bool:
    words = text.lower().replace(",", " ").replace(".", " ").replace("-", " ").split()
    return any(map(str.isdigit, text)) or not clauses.CLOCK_WORDS.isdisjoint(words)


def names_any_unit(text: str) -> bool:
    return any(unit in text.lower() for unit in clauses.UNIT_BEGINNINGS)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_hours_and_times_are_read_wherever_they_are_said(text: str) -> None:
    hours, times = said_hours.read_hours.__wrapped__, said_times.read_times.__wrapped__
    with (
        mock.patch.object(said_hours, "names_number", names_any_number),
        mock.patch.object(said_times, "names_length", names_any_unit),
    ):
        slowly = hours(text), times(text)
    assert (hours(text), times(text)) == slowly


def test_the_pieces_say_hours_and_times() -> None:
    """Or nothing would be compared."""
    assert said_hours.read_hours("lines are open Monday 9am to 6 p.m.")
    assert said_times.read_times("we answer within 3 business days")


WORDS = ("we", "are", "sorry", "to", "hear", "the", "cat", "sat", "per", "policy", "nothing",
         "more", "else", "I", "can", "do", ".", ",")  # fmt: skip
LISTED = {"en": ["sorry to hear", "nothing (more|else) I can do", "per ... policy", "^we are"]}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
def test_a_text_without_the_words_that_phrases_need_holds_none(text: str) -> None:
    wordings = Wordings()
    book, wording = PhraseBook(LISTED, wordings), wordings.of(text)
    needed = book.needed(("en",))
    if book.of("en").matches(wording):
        assert not wording.vocabulary.isdisjoint(needed)


def test_texts_without_any_of_the_words_are_not_searched() -> None:
    """However many texts there are, those that need a search are all that is searched."""
    scripts = "".join(f"  s{n}:\n    text: Parcel {n} came by cart.\n" for n in range(40))
    told = policy(f"scripts:\n{scripts}  last:\n    text: We are sorry to hear that.\n")
    search = phrase._PhraseSearch.find_matches
    with mock.patch.object(phrase._PhraseSearch, "find_matches", autospec=True) as searched:
        searched.side_effect = search
        hits = list(phrase.phrase(told, of="script", field="text", phrases=LISTED))
    assert [hit.entity for hit in hits] == ["script/last", "script/last"]
    assert searched.call_count == 1
