"""Phrases: where they are met, and where in the file they stand."""

from __future__ import annotations

import datetime
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from policies import policy

from cxlint.importers.policy_sketch import Names
from cxlint.importers.twilio_studio import importer as twilio_studio
from cxlint.linting.checks.texts.phrase import misfits, phrase
from cxlint.linting.model.observation import ObservedPolicy
from cxlint.linting.rules import loader
from cxlint.parsing import json_parser
from cxlint.parsing.document import Document, Origins
from cxlint.policy.linker import assemble

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


def test_what_is_written_with_escapes_is_found() -> None:
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


WORDS = ["we", "help", "you", "today", "and", "call", "back", "with", "news", "of", "it"]
APOSTROPHES = ["'", "\u2019", "\u02bc", "`", "&#39;"]
GAPS = [" ", "  ", "\u00a0", " **", "** ", " _", "_ ", " {name} ", " {{a.b}} ", " %s ", " <b>",
        "&nbsp;", "\n", ", {name}, "]  # fmt: skip


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """Return a phrase as nobody would have listed it."""
    listed = draw(st.sampled_from(PHRASES["en"]))
    if draw(st.booleans()):
        listed = listed.replace("that's", "that is")
    words = [
        word.replace("'", draw(st.sampled_from(APOSTROPHES)))
        for word in listed.split()
    ]  # fmt: skip
    words = [word.upper() if draw(st.booleans()) and "&" not in word else word for word in words]
    text = words[0]
    for word in words[1:]:
        text += draw(st.sampled_from(GAPS)) + word
    return text


RANDOM = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
STYLES = st.sampled_from([None, "'", '"', "|", ">"])


@given(RANDOM, disturbed(), RANDOM, STYLES, st.sampled_from([20, 80]), st.booleans())
def test_a_disturbed_phrase_is_found_where_it_stands(before, written, after, style, width, plain):
    text = f"{before}. {written}. {after}".strip()
    content = yaml.dump(
        {"scripts": {"x": {"text": text}}}, default_style=style, width=width, allow_unicode=plain
    )
    ((_, line, column),) = found(content)
    lines = content.splitlines()
    assert line == 1 + next(n for n in range(len(lines)) if _begins(lines, n, written))
    escaped = lines[line - 1][column - 1 :]
    assert escaped[:3].casefold() in ("tha", "not")


def _begins(lines: list[str], number: int, written: str) -> bool:
    first = written[:3].casefold()
    return any(word[:3].casefold() == first for word in re.findall(r"[A-Za-z]+", lines[number])
               if word[:3].casefold() in ("tha", "not"))  # fmt: skip


@given(RANDOM, STYLES)
def test_a_text_without_a_phrase_is_never_found(text, style):
    assert found(yaml.dump({"scripts": {"x": {"text": text}}}, default_style=style)) == []


def test_texts_of_channels_and_steps_are_read_as_well():
    text = """
    channels:
      a: {kind: voice, closed: Not our department.}
      b: {kind: voice, closed: {announce: Not our department.}, full: {announce: true}}
      c: {kind: chat, full: {announce: Not our department.}, closing: Not our department?}
    steps:
      d: {kind: menu, options: [Orders, {say: Not our department}, Not our department]}
    """
    also = ["channel.closed.announce", "channel.full.announce", "channel.closing.check",
            "step.options.say"]  # fmt: skip
    hits = phrase(policy(text), of="script", field="text", phrases=PHRASES, also=also)
    assert [(hit.entity, hit.at.span().line) for hit in hits] == [
        ("channel/a", 3), ("channel/b", 4), ("channel/c", 5), ("channel/c", 5),
        ("step/d", 7), ("step/d", 7),
    ]  # fmt: skip


def test_the_next_rule_over_the_same_texts_finds_as_much_and_counts_as_having_looked():
    scripts = "{x: {purpose: macro, text: Not our department.}, y: {text: Not our department.}}"
    known = ObservedPolicy(policy(f"scripts: {scripts}"))
    for where, ids in [(None, ["x", "y"]), ({"purpose": "macro"}, ["x"]), (None, ["x", "y"])]:
        looked = known.looked
        hits = phrase(known, of="script", field="text", phrases=PHRASES, where=where)
        assert [hit.facts["id"] for hit in hits] == ids
        assert known.looked > looked


def test_a_full_stop_in_the_list_asks_for_the_end_of_a_sentence():
    listed = {"de": ["das geht nicht."]}
    for said, count in [
        ("Das geht nicht.", 1), ("Nein, das geht nicht", 1), ("Das geht nicht! Nie.", 1),
        ("Das geht nicht verloren.", 0), ("Das geht nicht, weil", 0),
    ]:  # fmt: skip
        text = f"scripts: {{x: {{language: de, text: '{said}'}}}}"
        assert len(list(phrase(policy(text), of="script", field="text", phrases=listed))) == count


def test_of_phrases_within_phrases_the_longest_is_told():
    listed = {"en": ["nothing I can do", "there's nothing I can do"]}
    text = "scripts: {x: {language: en, text: 'There is nothing I can do.'}}"
    (hit,) = phrase(policy(text), of="script", field="text", phrases=listed)
    assert hit.facts["phrase"] == "There is nothing I can do"


def test_a_phrase_makes_up_for_others_and_guidance_is_excused():
    listed = {"en": ["the only option"]}
    text = "scripts: {x: {language: en, text: '%s'}}"
    for said, count in [
        ("The only option is this.", 1),
        ("The only option is this. If you prefer, we ring.", 0),
        ('Avoid "the only option".', 0),
        ("Avoid the only option.", 1),
    ]:
        hits = phrase(
            policy(text % said), of="script", field="text", phrases=listed,
            redeemed_by={"en": ["if you prefer"]}, avoid={"en": ["avoid"]},
        )  # fmt: skip
        assert len(list(hits)) == count, said


@pytest.mark.thorough
def test_a_list_without_end_is_refused_and_a_long_one_is_quick():
    half = {"en": ["(a|the) van", "a va(n|st) lot"]}
    assert [place for place, _ in misfits({"phrases": half})] == [("phrases", "en", 1)]
    many = {"en": [f"phrase number {n}" for n in range(10_001)]}
    ((place, said),) = misfits({"phrases": many})
    assert place == ("phrases", "en", 10_000)
    assert "10,000 phrases" in said
    assert [place for place, _ in misfits({"phrases": {"en": ["x" * 1_000_001]}})]
    choice = f"({'|'.join(f'w{n}' for n in range(20_000))})"
    assert [place for place, _ in misfits({"phrases": {"en": [choice]}})]
    assert [place for place, _ in misfits({"phrases": {"en": "sorry"}})] == [("phrases", "en")]
    assert [place for place, _ in misfits({"phrases": {"en": ["a " * 50]}})]
    assert [place for place, _ in misfits({"phrases": {}, "also": ["chanel.full"]})]
    allowed = {"en": [f"we are {n} and sorry" for n in range(10_000)]}
    assert list(misfits({"phrases": allowed})) == []
    said = "we are sorry and " * 50_000
    text = f"scripts: {{x: {{language: en, text: '{said}we are 77 and sorry'}}}}"
    assert len(list(phrase(policy(text), of="script", field="text", phrases=allowed))) == 1


WORST = [
    "There's nothing I can do", "That's not an option", "There's no way for me to do that",
    "I have limitations", "Those are just the rules we have", "I don't have that ability",
    "I don't have that power", "I don't have that ability/power",
]  # fmt: skip
WAYS = [
    lambda said: said,
    lambda said: said.replace("'s", " is").replace("don't", "do not"),
    lambda said: said.upper().replace("'", "\u2019"),
    lambda said: said.replace(" ", "\n      "),
    lambda said: said.replace("that", "*that*").replace("I ", "_I_ "),
    lambda said: " {name} ".join(said.split(" ", 2)),
    lambda said: f"I see, {{{{name}}}}; {said}, I am afraid.",
]


@pytest.mark.parametrize("said", WORST)
@pytest.mark.parametrize("way", WAYS)
def test_the_worst_six_are_found_in_all_their_forms(said, way):
    rule = loader.load()["anti-advocacy-phrase"]
    text = f"scripts:\n  x:\n    language: en\n    text: >-\n      Well.\n      {way(said)}\n"
    (hit,) = phrase(policy(text), **rule.params)
    assert hit.at.span().line == 6


def test_choices_in_a_phrase_are_so_many_phrases():
    listed = {"en": ["that's (really|just|) not (an option|our way)"]}
    for said, shown in [
        ("That is not an option.", "That is not an option"),
        ("That's just not our way!", "That's just not our way"),
        ("That's simply not our way!", None),
        ("That's really just not an option", None),
    ]:
        text = f'scripts: {{x: {{language: en, text: "{said}"}}}}'
        hits = phrase(policy(text), of="script", field="text", phrases=listed)
        assert [hit.facts["phrase"] for hit in hits] == ([shown] if shown else [])
    assert list(misfits({"phrases": listed})) == []
    many = {"en": ["we " + "(a|b|c|d|e|f|g|h|i|j)" * 30]}
    assert [place for place, _ in misfits({"phrases": many})] == [("phrases", "en", 0)]


def test_what_a_call_flow_says_is_pointed_at_within_its_json():
    say = '"say": "\\ud83d\\ude42 He said \\"no\\".\\nSorry, there\\u2019s nothing I can do"'
    flow = (
        '{"initial_state": "T", "states": [{"name": "T", "type": "trigger", "properties": {},\n'
        ' "transitions": [{"event": "incomingCall", "next": "s"}]},\n'
        ' {"name": "s", "type": "say-play", "transitions": [], "properties": {' + say + "}}]}"
    )
    source = json_parser.parse("flow.json", flow)
    (sketch,) = twilio_studio.read(source, Names())
    (step,) = sketch.data["steps"]
    made = Document("flow.json", source.lines, sketch.data, origins=Origins(source, sketch.origins))
    rule = loader.load()["anti-advocacy-phrase"]
    (hit,) = phrase(assemble([made], datetime.date(2026, 11, 20)), **rule.params)
    assert hit.entity == f"step/{step}"
    span = hit.at.span()
    line = flow.splitlines()[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == "there\\u2019s nothing I can do"


def test_what_is_behind_an_alias_is_shown_where_it_is_written():
    text = "x-words: &w Sorry, not our department.\nscripts:\n  x: {text: *w}\n"
    assert found(text) == [("not our department", 1, 20)]
