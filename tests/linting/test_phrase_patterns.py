"""Phrases with choices, gaps and classes: where they are met, judged by expressions that say so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policies import policy

from cxlint.linting.checks.texts.phrase import misfits, phrase
from cxlint.linting.text.phrases.phrase_matcher import PhraseBook
from cxlint.linting.text.phrases.phrase_patterns import DENYING, GAP
from cxlint.linting.text.phrases.tokenizer import Wordings

CLASSES = {"en": {"partner": ["carrier", "post office", "(bank|card) company"]}}


def met(listed: str, text: str) -> list[str]:
    wordings = Wordings()
    wording = wordings.of(text)
    book = PhraseBook({"en": [listed]}, wordings, CLASSES)
    return [wording.source_text(each.first, each.end) for each in book.of("en").matches(wording)]


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("ask the <partner>", "Please ask the post office.", ["ask the post office"]),
        ("ask the <partner>", "Please ask the card company.", ["ask the card company"]),
        ("ask the <partner>", "Please ask the post.", []),
        ("ask (the <x>|the|) <partner>", "Ask carrier", ["Ask carrier"]),
        ("ask (<partner>|them)", "Ask them, ask post office", ["Ask them", "ask post office"]),
        ("you ... ask", "you will have to ask", ["you will have to ask"]),
        ("you ... ask", "you need not ask", []),
        ("you ... ask", "you, I ask", []),
        ("you ... ask", "you a b c d e f ask", ["you a b c d e f ask"]),
        ("you ... ask", "you a b c d e f g ask", []),
        ("can not help ... .", "I cannot help you with that. Bye", ["cannot help you with that"]),
        ("can not help ... .", "I cannot help you with that, Ana can.", []),
        ("^ ask the <partner>", "Well, ask the carrier", ["ask the carrier"]),
        ("^ ask the <partner>", "We ask the carrier", []),
        ("(we|I) (will|) ask", "we ask. I will ask", ["we ask", "I will ask"]),
        ("(a|b|c|d) (a|b|c|d) (a|b|c|d|) e", "b c e", ["b c e"]),
        ("l'hôtel", "Demandez à l’hôtel.", ["l'hôtel"]),
        ("(l|le) (hôtel|colis)", "Demandez à l’hôtel.", ["l'hôtel"]),
        ("vous n'avez pas", "Vous n avez pas", ["Vous n avez pas"]),
    ],
)  # fmt: skip
def test_where_phrases_with_gaps_and_classes_are_met(listed, text, found):
    assert met(listed, text) == found


def test_a_choice_that_has_no_words_asks_for_none():
    assert met("({name}|them) ask", "We ask") == ["ask"]
    assert met("(] |them) they (will|can) ask", "They can ask") == ["They can ask"]


def test_a_phrase_waits_until_a_text_holds_all_that_it_asks_for():
    wordings = Wordings()
    phrases = PhraseBook({"en": ["(wait|stay) for (a|the) <partner>"]}, wordings, CLASSES).of("en")
    for text, count in (
        ("Please wait.", 0),
        ("Wait for a friend", 0),
        ("A carrier will wait for you", 0),
        ("We wait for the carrier", 1),
        ("Stay for a post office", 1),
        ("They wait", 0),
    ):
        assert len(phrases.matches(wordings.of(text))) == count, text


def test_of_phrases_that_differ_by_the_end_of_a_sentence_always_the_same_is_met():
    """Else what a finding is known by would differ from run to run."""
    verbs = ("go", "look", "turn", "stay", "run", "walk", "move", "drive")
    wordings = Wordings()
    listed = [f"({verb}|{verb}s) away{end}" for verb in verbs for end in (".", "")]
    phrases = PhraseBook({"en": listed}, wordings).of("en")
    found = phrases.matches(wordings.of(" ".join(f"They {verb} away." for verb in verbs)))
    assert [each.phrase for each in found] == [f"{verb} away" for verb in verbs]


WORDS = ["we", "ask", "the", "carrier", "help", "not", "you", ","]
WORD = st.sampled_from(WORDS[:-1])
CHOICE = st.lists(
    st.sampled_from([*WORDS[:-1], "", "ask the", "you help we"]), min_size=2, max_size=4
)
PART = st.one_of(WORD, CHOICE, st.just("..."))


def _written(part: object) -> str:
    return f"({'|'.join(part)})" if isinstance(part, list) else str(part)


def _expression(part: object) -> str:
    """Return what a part means, over words that each begin with a space."""
    if part == "...":
        denying = "|".join(sorted(DENYING))
        return rf"(?: (?!(?:{denying}|[,.])(?: |$))\S+){{0,{GAP}}}"
    options = part if isinstance(part, list) else [part]
    return "(?:" + "|".join("".join(f" {w}" for w in each.split()) for each in options) + ")"


@given(
    st.lists(PART, min_size=1, max_size=5),
    WORD,
    st.booleans(),
    st.lists(st.sampled_from(WORDS), max_size=24),
)
def test_a_phrase_is_met_where_an_expression_is(parts, last, begins, text):
    while parts and parts[0] == "...":
        parts = parts[1:]
    parts = [*parts, last]
    listed = ("^ " if begins else "") + " ".join(map(_written, parts))
    assert list(misfits({"phrases": {"en": [listed]}})) == []
    said = " ".join(text).replace(" ,", ",").lstrip(",")
    words = "".join(f" {word}" for word in said.replace(",", " ,").split())
    start = r"(?:^|(?<= ,))" if begins else ""
    wanted = re.search(rf"{start}{''.join(map(_expression, parts))}(?= |$)", words)
    assert bool(met(listed, said)) == bool(wanted), (listed, said)


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("ask the <partners>", "no class of words is called <partners>; did you mean 'partner'?"),
        ("(a|) ... (b|)", "a phrase has a word that is always there"),
        ("(a|the) van(s|)", "a choice such as (more|else|) is of whole words"),
    ],
)
def test_what_is_wrong_with_a_phrase_is_told(listed, said):
    params = {"phrases": {"en": [listed]}, "words": {"en": {"partner": ["carrier"]}}}
    assert [each for _, each in misfits(params)] == [said]


def test_classes_are_words_by_language_and_name():
    assert [place for place, _ in misfits({"phrases": {}, "words": ["carrier"]})] == [("words",)]
    bare = {"phrases": {}, "words": {"en": ["carrier"]}}
    assert [place for place, _ in misfits(bare)] == [("words", "en")]


def test_what_a_field_names_is_read_once():
    text = """
    conduct:
      offboarding:
        a: {script: bye}
        b: {script: bye}
        c: {script: other}
    scripts:
      bye: {purpose: goodbye, language: en, text: You are trouble.}
      other: {language: en, text: You are trouble.}
      third: {language: en, text: You are trouble.}
    """
    hits = phrase(
        policy(text), of="script", field="text", phrases={"en": ["you are trouble"]},
        where={"purpose": "goodbye"}, also=["ground.script.text"],
    )  # fmt: skip
    assert [hit.facts["id"] for hit in hits] == ["bye", "other"]
    assert list(misfits({"phrases": {}, "also": ["ground.script.text"]})) == []
    assert [place for place, _ in misfits({"phrases": {}, "also": ["ground.script.texts"]})]


@pytest.mark.parametrize(
    ("language", "better"), [("en", '"call me"'), ("de", '"rufen Sie an"'), ("nl", '"call me"')]
)
def test_better_words_are_those_of_the_language(language, better):
    listed = {each: ["nee"] for each in ("en", "de", "nl")}
    text = f"scripts: {{x: {{language: {language}, text: Nee.}}}}"
    instead = {"en": ["call me"], "de": ["rufen Sie an"]}
    (hit,) = phrase(policy(text), of="script", field="text", phrases=listed, instead=instead)
    assert hit.facts["instead"] == better


@pytest.mark.parametrize(
    ("listed", "text", "found"),
    [
        ("nichts machen können", "Wir sagen nie, dass wir nichts machen können.", False),
        ("nichts machen können", "Nie, wir können nichts machen können.", True),
        ("trouble", "It is not and trouble it is", True),
    ],
)
def test_what_turns_a_phrase_round_reaches_into_its_own_clause_only(listed, text, found):
    hits = phrase(
        policy(f"scripts: {{x: {{language: de, text: '{text}'}}}}"),
        of="script", field="text", phrases={"de": [listed]}, unless={"de": ["nie", "not"]},
    )  # fmt: skip
    assert bool(list(hits)) == found
