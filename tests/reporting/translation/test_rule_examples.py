"""What rules find in their own examples is told in German, whatever the case."""

from __future__ import annotations

import datetime

import pytest

from cxlint.linting.rules import loader
from cxlint.linting.rules.law_rules import all_rules
from cxlint.linting.trials import examples
from cxlint.parsing import document
from cxlint.policy import linker
from cxlint.reporting.translation.language_files import read_phrases, read_rule_texts
from cxlint.reporting.translation.phrase_book import PhraseBook
from cxlint.reporting.translation.translator import Translator, collect_words

NAMED = (
    "silo", "approval-laden-path", "restrictive-return-window", "unstaffed-channel",
    "coverage-gap", "hassle-loop",
)  # fmt: skip
UNTOLD = {
    ("scenario-fails", "unknown"): "why something is not known has many forms",
    ("scenario-fails", "problem"): "so has what is wrong with a customer",
    ("unknown-key", "indent"): "what to write is a phrase of English",
    ("wrong-value", "unit"): "what a value may be is told by the schema",
    ("receipt-only-proof", ""): "a proof in other words than the policy's",
}
"""Cases of which some example stays English, each with the reason."""


@pytest.fixture(scope="module")
def rules():
    return loader.load()


@pytest.fixture(scope="module")
def language():
    """Return the phrases of German, and what rules say in it."""
    phrases = read_phrases("de")
    return phrases, read_rule_texts("de", {**loader.load(), **all_rules()}, phrases)


def told(rule, rules, language):
    """Yield each finding in a rule's examples with what German says of it."""
    phrases, texts = language
    for example in (*rule.bad, *rule.good):
        found = examples.run(rule, example, rules).report.findings
        documents = document.parse("a.yaml", example.encode())
        policy = linker.assemble(documents, datetime.date(2026, 11, 20))
        book = PhraseBook(phrases.sections, phrases.marks, collect_words(policy))
        translator = Translator("de", texts, book)
        yield from (
            (each, translator.tell_finding(each)) for each in found if each.rule.id == rule.id
        )


@pytest.mark.parametrize("id_", NAMED)
def test_every_finding_of_the_named_checks_is_told(rules, language, id_):
    findings = list(told(rules[id_], rules, language))
    assert findings
    for finding, said in findings:
        assert said.message, finding.message
        assert said.remedy, finding.remedy


@pytest.mark.thorough
def test_what_is_not_told_of_the_examples_has_a_reason(rules, language):
    _, texts = language
    untold = {
        (id_, finding.cause.case)
        for id_ in texts.keys() & rules.keys()
        for finding, said in told(rules[id_], rules, language)
        if not (said.message and said.remedy)
    }
    assert untold == UNTOLD.keys()
