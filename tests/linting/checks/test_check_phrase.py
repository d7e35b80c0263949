"""Phrases: where they are met, and where in the file they stand."""

from __future__ import annotations

import pytest
from policies import policy

from cxlint.linting.checks.phrase import phrase

PHRASES = {"en": ["that's our vendor", "not our department"], "de": ["nicht unsere Abteilung"]}


def found(text: str, unless=None):
    return [
        (hit.facts["phrase"], *hit.at.span()[:2])
        for hit in phrase(policy(text), of="script", field="text", phrases=PHRASES, unless=unless)
    ]


@pytest.mark.parametrize(
    "written",
    [
        "x: {text: That's our vendor}",
        "x: {text: THAT’S  our   vendor!}",
        "x: {text: 'That''s our vendor, sorry'}",
        'x: {text: "Well \\u2014 that\\u2019s: that\'s our vendor"}',
        "x:\n    text: >-\n      Sorry, that's\n      our vendor.",
        "x:\n    text: |\n      Hello\n\n      that`s our\n      vendor",
    ],
)
def test_letters_spaces_apostrophes_and_lines_make_no_difference(written: str) -> None:
    assert len(found(f"scripts:\n  {written}\n")) == 1


def test_the_place_is_where_the_phrase_begins() -> None:
    text = "scripts:\n  x:\n    text: >-\n      Sorry.\n      And that’s\n      our vendor.\n"
    assert found(text) == [("that's our vendor", 5, 11)]


def test_what_is_written_otherwise_than_said_is_placed_at_the_text() -> None:
    text = 'scripts:\n  x: {text: "that\\u2019s our vendor"}\n  y: {text: that\'s our vendor}\n'
    assert [place[1] for place in found(text)] == [2, 3]


def test_whole_words_only_and_each_phrase_once_per_text() -> None:
    assert found("scripts: {x: {text: That's our vendors'. not our departmental store}}") == []
    twice = "scripts: {x: {text: Not our department. NOT OUR DEPARTMENT.}}"
    assert [each[0] for each in found(twice)] == ["Not our department"]


def test_the_language_of_the_text_decides_then_that_of_the_organization() -> None:
    german = "scripts: {x: {language: %s, text: Das ist nicht unsere Abteilung.}}"
    assert len(found(german % "de-AT")) == 1
    assert found(german % "en") == []
    unsaid = "scripts: {x: {text: Das ist nicht unsere Abteilung.}}"
    assert len(found(unsaid)) == 1
    assert found(f"organization: {{languages: [en]}}\n{unsaid}") == []


def test_words_just_before_it_turn_a_phrase_round_unless_a_clause_ends_between() -> None:
    unless = {"en": ["never say"]}
    assert found("scripts: {x: {text: Never say that's our vendor}}", unless) == []
    assert len(found("scripts: {x: {text: 'Never say never, that''s our vendor'}}", unless)) == 1
    far = "scripts: {x: {text: Never say again to anybody that's our vendor}}"
    assert len(found(far, unless)) == 1
