"""What is printed is read by people who run customer service: no words of the program in it.

Everything that the samples and the rules' own examples print is held to this, however it came
about.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cxlint.linting.config import config, config_files, thresholds
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.trials import examples
from cxlint.reporting.writing import threshold_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.linting.model.finding import Finding

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_policies"
PUBLISHED = tuple(f"published/{each.name}" for each in sorted((SAMPLES / "published").iterdir()))
FOLDERS = (
    "everything-wrong", "tidy", "worked-example", "online-only", "flows", "northwind-outfitters",
    "brightwave", "harbor-mutual", *PUBLISHED,
)  # fmt: skip
MOST_WORDS = 35
"""How long a part of a sentence may be that is read in one breath."""

MOST_BOUNDS = 3
QUOTES_THE_FILE = frozenset({"reading", "waivers"})
"""Categories of rules about the words of the file, which are then quoted."""

RULES = loader.load(())


class Said(NamedTuple):
    """A sentence that is printed, and which it is of a finding."""

    finding: Finding
    part: str
    text: str

    @property
    def shown(self) -> str:
        """The sentence with the rule, for the report of a test."""
        return f"{self.finding.rule.id} ({self.part}): {self.text}"


@cache
def findings() -> tuple[Finding, ...]:
    """Return what is found in all samples, as they are and with the strict profile."""
    found = [each for name in FOLDERS for each in _in_sample(name)]
    for rule in RULES.values():
        for example in rule.bad:
            report = examples.run(rule, example, RULES).report
            found += [each for each in report.findings if each.rule.id == rule.id]
    return tuple(found)


def _in_sample(name: str) -> Iterator[Finding]:
    folder = SAMPLES / name
    raw = config_files.read(config_files.find(folder))
    rules = loader.load(raw.rule_folders)
    request = engine.Request(
        paths=(folder,),
        start=ROOT,
        config=config.build_config(raw, rules, ROOT),
        rules=rules,
        chosen=frozenset(rules),
        today=datetime.date(2026, 11, 21),
    )
    return iter(engine.lint(request).findings)


def sentences(*parts: str) -> Iterator[Said]:
    """Yield each sentence that is printed once."""
    told = set()
    for each in findings():
        for part, text in _texts(each):
            if part in parts and (each.rule.id, part, text) not in told:
                told.add((each.rule.id, part, text))
                yield Said(each, part, text)


def _texts(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "message", finding.message
    yield "remedy", finding.remedy
    yield from (("label", spot.label) for spot in (*finding.witness, *finding.related))
    yield "bound", threshold_text.thresholds(finding)


def amiss(pattern: str, *parts: str, but: frozenset[str] = frozenset()) -> list[str]:
    """Return the sentences in which something is found outside what they quote."""
    return [
        said.shown
        for said in sentences(*parts)
        if said.finding.rule.category not in but and re.search(pattern, _without_quotes(said.text))
    ]


def _without_quotes(text: str) -> str:
    return re.sub(r'"[^"]*"|`[^`]*`', "…", text)


def test_there_is_much_to_read() -> None:
    assert len({each.rule.id for each in findings()}) == len(RULES)
    assert sum(1 for _ in sentences("message")) > 700


@pytest.mark.parametrize(
    ("what", "pattern", "parts"),
    [
        ("Python and JSON", r"\b(True|False|None|null)\b|\[\]|\(\)|\{\}", "message remedy label"),
        (
            "one of several",
            r"(?<![.,\d])\b1 (?!is\b|has\b|business\b)[a-z]+s\b",
            "message remedy label",
        ),
        ("one of each", r"\bevery 1 ", "message remedy"),
        ("none of several", r"\bafter 0\b", "message remedy label"),
        ("a gap", r"  |\"\"|\( |\s[,;)]|- -|::", "message remedy label"),
        ("a word twice", r"\b(and and|or or|the the|to to)\b", "message remedy label"),
        ("a share of a price", r"% of \d", "message remedy"),
    ],
)
def test_no_sentence_shows(what: str, pattern: str, parts: str) -> None:
    assert not (found := amiss(pattern, *parts.split())), f"{what}: {found}"


@pytest.mark.parametrize(
    ("what", "pattern", "parts"),
    [
        ("a brace", r"[{}\[\]]", "message remedy"),
        ("a key and its value", r"\([a-z_.]+: (true|false|\d)", "message"),
        ("a kind and an id", r"\b(channel|team|step|handoff|intent|return|term)/", "message label"),
    ],
)
def test_no_sentence_but_of_what_the_file_says_shows(what: str, pattern: str, parts: str) -> None:
    found = amiss(pattern, *parts.split(), but=QUOTES_THE_FILE)
    assert not found, f"{what}: {found}"


def test_no_sentence_names_a_rule_but_where_the_file_does() -> None:
    told = re.compile(rf"(?<![\w-])({'|'.join(each for each in RULES if '-' in each)})(?![\w-])")
    found = amiss(told.pattern, "message", "remedy", but=frozenset({"waivers"}))
    assert not found


def test_no_message_names_a_parameter_of_its_rule() -> None:
    found = [
        said.shown
        for said in sentences("message", "bound")
        for param in said.finding.rule.params
        if "_" in param and re.search(rf"\b{param}\b", said.text)
    ]
    assert not found


def test_what_is_read_in_one_breath_is_short() -> None:
    found = [
        said.shown
        for said in sentences("message", "remedy")
        for part in re.split(r"[;:]| - ", re.sub(r"\([^()]*\)", "", _without_quotes(said.text)))
        if len(part.split()) > MOST_WORDS
    ]
    assert not found


def test_the_bound_that_failed_is_the_one_that_is_named() -> None:
    found = {each.rule.id for each in findings() if len(each.thresholds) > MOST_BOUNDS}
    assert not found


def test_bounds_and_sources_are_named_in_words() -> None:
    sources = loader.sources()
    for said in sentences("bound"):
        assert not re.search(r"\w_\w|\{\}", _without_quotes(said.text)), said.shown
        cited = re.findall(r"source: ([\w-]+)", said.text)
        assert not sources.keys() & set(cited), said.shown


@pytest.mark.parametrize("id_", sorted(RULES))
def test_each_bound_has_words_in_which_its_value_stands(id_: str) -> None:
    rule = RULES[id_]
    for name, value in rule.params.items():
        if name in rule.provenance and thresholds.is_threshold(value):
            assert rule.provenance[name]["bound"].count("{}") == 1
