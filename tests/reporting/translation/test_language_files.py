"""The files of languages: whole, with the blanks of English, and refused where they are faulty."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from cxlint.errors import UserError
from cxlint.linting.rules import loader
from cxlint.linting.rules.law_rules import all_rules
from cxlint.reporting.report import messages
from cxlint.reporting.translation.language_files import (
    find_languages,
    read_phrases,
    read_rule_texts,
)
from cxlint.reporting.translation.templates import read_template

ROOT = Path(__file__).resolve().parents[3]
NAMED = {
    "silo",
    "approval-laden-path",
    "restrictive-return-window",
    "unstaffed-channel",
    "coverage-gap",
    "hassle-loop",
}
"""The five checks that everybody asks for; who is there is told by two rules."""

OWN_RULE = "xx-late"


@pytest.fixture(scope="module")
def rules():
    return {**loader.load(), **all_rules()}


def test_there_are_words_of_the_page_in_every_language_of_rules():
    assert "de" in find_languages()
    assert set(find_languages()) <= set(messages.languages())


@pytest.mark.parametrize("language", find_languages())
def test_every_sentence_of_a_rule_has_the_blanks_of_english(language, rules):
    phrases = read_phrases(language)
    texts = read_rule_texts(language, rules, phrases)
    assert texts.keys() >= NAMED
    for id_, text in texts.items():
        for told, english in ((text.message, rules[id_].message), (text.remedy, rules[id_].remedy)):
            assert told.keys() == english.keys(), id_
            for case, template in told.items():
                assert template.names == read_template(english[case]).names, (id_, case)


@pytest.fixture
def read(tmp_path, rules):
    """Return a function that reads the texts of one rule from a file of one's own."""

    def of(text: str):
        file = tmp_path / "languages" / "de" / "own.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        own = rules["slow-refund"]._replace(id=OWN_RULE)
        known = {"hassle-loop": rules["hassle-loop"], OWN_RULE: own}
        shipped = read_rule_texts("de", rules, read_phrases("de"))
        assert OWN_RULE not in shipped
        found = read_rule_texts("de", {**rules, **known}, read_phrases("de"), [tmp_path])
        return found[OWN_RULE]

    return of


GOOD = """\
xx-late:
  title: Spätes Geld
  rationale: Kunden warten.
  message: "{things} {value} {bound} {what:refund}"
  remedy: "{bound:within}"
"""


def test_rules_of_ones_own_have_texts_beside_them(read):
    text = read(GOOD)
    assert text.title == "Spätes Geld"
    assert text.message[""].names == {"things", "value", "bound", "what"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("xx-late:", "xx-lat:", "own.yaml:1: there is no rule xx-lat; did you mean 'xx-late'?"),
        ("xx-late:", "silo:", "own.yaml:1: what silo says is said twice"),
        ("{value}", "{valu}", "English has no blank {valu} here; did you mean 'value'?"),
        ("{value} ", "", "own.yaml:4: the blank {value} of the English sentence is missing"),
        (":refund", ":refnd", "there is no section of phrases 'refnd'; did you mean 'refund'?"),
        ("{value}", "{value", "cannot be read"),
        ("  title: Spätes Geld\n", "", "the key 'title' is missing"),
        ("  title:", "  titel:", "unknown key 'titel'; did you mean 'title'?"),
        ('  remedy: "{bound:within}"', "  remedy: {slow: a}", "the rule has no remedy 'slow'"),
        (
            '"{bound:within}"',
            '"{bound:within}"\n  words: {bond: {a: b}}',
            "no sentence of xx-late has a blank bond; did you mean 'bound'?",
        ),
        (
            '"{bound:within}"',
            '"{bound:within}"\n  words: {bound: {"{refnd}": "{refnd} b"}}',
            "there is no section of phrases 'refnd'; did you mean 'refund'?",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(read, old, new, said):
    assert old in GOOD
    with pytest.raises(UserError) as refusal:
        read(GOOD.replace(old, new))
    assert said in str(refusal.value)


def test_the_file_that_the_page_shows_fits(tmp_path, rules):
    page = (ROOT / "docs" / "report.md").read_text("utf-8")
    shown = re.search(r'```yaml title="rules/languages/de/.*?"\n(.*?)```', page, re.DOTALL)
    assert shown
    file = tmp_path / "languages" / "xx" / "returns.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(textwrap.dedent(shown[1]), encoding="utf-8")
    (id_,) = read_rule_texts("xx", rules, read_phrases("de"), [tmp_path])
    assert id_ == "slow-refund"


def test_cases_may_be_missing(tmp_path, rules):
    file = tmp_path / "languages" / "xx" / "own.yaml"
    file.parent.mkdir(parents=True)
    said = 'work: "{people} {ring}"'
    file.write_text(
        f"hassle-loop: {{title: a, rationale: b, message: {{{said}}}, remedy: '{{untie}}'}}",
        encoding="utf-8",
    )
    text = read_rule_texts("xx", rules, read_phrases("de"), [tmp_path])["hassle-loop"]
    assert text.message.keys() == {"work"}


def test_a_language_without_files_says_nothing(rules):
    phrases = read_phrases("xx")
    assert read_rule_texts("xx", rules, phrases) == {}
