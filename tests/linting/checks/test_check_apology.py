"""Apologies: which elements are missed, and why."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.texts.apology import apology, misfits
from cxlint.linting.rules import loader

RULE = loader.load()["incomplete-apology"]
WHOLE = (
    "We made a mistake and I am sorry. It happened because of a label. "
    "The refund is on its way and it will not happen again."
)


def found(scripts: str):
    return [
        (hit.case, hit.facts["missing"], hit.facts["found"], hit.facts["phrase"])
        for hit in apology(policy(scripts), **RULE.params)
    ]


def said(text: str, more: str = "language: en") -> str:
    return f"scripts: {{x: {{purpose: apology, {more}, text: '{text}'}}}}"


def test_a_whole_apology_is_silent_in_any_order() -> None:
    assert found(said(WHOLE)) == []
    sentences = [each.strip() for each in WHOLE.replace(".", ". |").split("|")]
    assert found(said(" ".join(reversed(sentences)))) == []


@pytest.mark.parametrize(
    ("element", "words", "instead"),
    [
        ("responsibility", "We made a mistake", "Hello"),
        ("regret", "I am sorry", "hello"),
        ("explanation", "It happened because of a label. ", ""),
        ("repair", "The refund is on its way and it", "It"),
        ("repentance", "it will not happen again", "more soon"),
    ],
)
def test_each_element_is_missed_by_its_name(element: str, words: str, instead: str) -> None:
    assert words in WHOLE
    ((case, missing, held, _),) = found(said(WHOLE.replace(words, instead)))
    assert (case, missing) == ("", [element])
    assert len(held) == 4


@pytest.mark.parametrize(
    ("language", "text", "known", "better"),
    [
        (
            "en",
            "We are sorry for the delay.",
            "sorry",
            'explanation ("two labels had been swapped")',
        ),
        ("de", "Es tut uns leid.", "leid", 'explanation ("zwei Etiketten waren vertauscht")'),
        ("fr", "Nous sommes désolés.", "désolés", 'responsibility ("c\'est notre erreur")'),
        ("es", "Lo sentimos mucho.", "sentimos", 'responsibility ("el error es nuestro")'),
    ],
)
def test_what_was_recognised_is_told_and_what_is_better_in_the_same_language(
    language, text, known, better
) -> None:
    (hit,) = apology(policy(said(text, f"language: {language}")), **RULE.params)
    assert hit.facts["found"] == [f'regret ("{known}")']
    assert better in hit.facts["instead"]


def test_what_is_said_in_other_words_is_not_called_missing() -> None:
    whole = WHOLE.replace("it will not happen again", "now")
    assert found(said(whole)) != []
    for other in ("Ms Reed keeps watch over them", "Labels come in red, blue and green boxes"):
        assert found(said(f"{whole} {other}.")) == []
    assert found(said(f"{whole} Thank you for your patience, Ms Reed.")) != []


def test_words_before_an_element_turn_it_round_but_not_repentance() -> None:
    ((_, missing, _, _),) = found(said(WHOLE.replace("The refund is", "There is no refund")
                                       .replace("on its way", "here")))  # fmt: skip
    assert missing == ["repair"]


def test_elements_that_are_stated_count() -> None:
    stated = "language: en, elements: [responsibility, explanation, repair, repentance]"
    assert found(said("We are sorry.", stated)) == []
    assert [each[1] for each in found(said("Hello.", stated))] == [["regret"]]


def test_hollow_regret_is_a_case_of_its_own_and_regret_is_not_missed_too() -> None:
    hits = found(said(WHOLE.replace("I am sorry", "I am sorry if you feel hurt")))
    assert hits == [("hollow", "", "", "sorry if")]
    assert found(said(WHOLE.replace("I am sorry", "I’m sorry you feel hurt")))[0][0] == "hollow"


def test_a_mistake_of_nobody_is_found_unless_somebody_takes_it_on() -> None:
    nobody = WHOLE.replace("We made a mistake", "Mistakes were made")
    assert found(said(nobody)) == [("faceless", "", "", "Mistakes were made")]
    assert found(said(f"Mistakes were made. {WHOLE}")) == []


def test_languages_that_have_no_lists_or_cannot_be_told_are_left_alone() -> None:
    assert found(said("Het spijt ons.", "language: nl")) == []
    assert found("scripts: {x: {purpose: apology, text: Het spijt ons.}}") == []
    guessed = "scripts: {x: {purpose: apology, text: Es tut uns leid für Sie.}}"
    assert len(found(guessed)) == 1
    dutch = "organization: {languages: [nl, de]}\n"
    assert found(f"{dutch}scripts: {{x: {{purpose: apology, text: Het spijt ons.}}}}") == []
    assert len(found(f"organization: {{languages: [de]}}\n{guessed}")) == 1


@pytest.mark.parametrize(
    ("small", "missing"),
    [
        ("Sorry, there was a typo in my last mail. It is on Friday.", None),
        ("I am sorry to keep you waiting, {name}.", None),
        ("There was a typo in my last mail. It is on Friday.", ["regret"]),
    ],
)
def test_a_few_words_for_a_small_thing_have_only_to_be_sorry(small, missing) -> None:
    assert [each[1] for each in found(said(small))] == ([missing] if missing else [])
    long = small + " Thank you very much for your patience and your trust in us." * 3
    assert "repair" in found(said(long))[0][1]


DELAYED = """
We have had a burst pipe, Ms Reed, and your desk comes on Tuesday instead of Monday. The paint shop
was affected by the water for a day. I am sorry that you have to wait. Your desk is now at the front
of our queue, we waive the fee for carrying it up, and a new valve is being put in so that it does
not happen again.
"""
REFUSED = """
I am sorry, Mr Ito: we thought we could print on linen, and it is not possible with our present
press. We hope to have one for cloth by autumn. What we can do is print on cotton, at no extra
charge, and send it on the day we agreed.
"""


@pytest.mark.parametrize("text", [DELAYED, REFUSED])
def test_an_apology_that_names_no_fault_in_plain_words_can_be_whole(text: str) -> None:
    assert found(said(" ".join(text.split()))) == []


def test_the_script_that_recovery_names_is_an_apology_and_others_are_not() -> None:
    scripts = "scripts: {a: {language: en, text: Sorry.}, b: {language: en, text: Sorry.}}"
    assert found(scripts) == []
    (hit,) = apology(policy(f"{scripts}\nrecovery: {{apology: b}}"), **RULE.params)
    assert hit.entity == "script/b"
    assert found("recovery: {apology: gone}") == []


def test_lists_of_another_form_are_refused() -> None:
    assert [place for place, _ in misfits({"elements": []})] == [("elements",)]
    wrong = {"elements": {"regret": {"en": "sorry"}}, "hollow": {"en": [5]}}
    assert [place for place, _ in misfits(wrong)] == [
        ("elements", "regret", "en"), ("hollow", "en", 0),
    ]  # fmt: skip
