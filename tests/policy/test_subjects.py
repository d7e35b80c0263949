"""What a policy speaks of, in a few plain words."""

from __future__ import annotations

import datetime

import pytest

from cxlint.language.sections import language
from cxlint.linting.rules import loader
from cxlint.parsing.document import parse
from cxlint.policy import linker
from cxlint.policy.subjects import SUBJECTS, UNCOUNTED, divide_subjects

THINGS = {thing for things in SUBJECTS.values() for thing in things}
KINDS = {thing.partition(".")[0] for thing in THINGS}


def divided(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    documents = list(parse("policy.yaml", text.encode()))
    return divide_subjects(linker.assemble(documents, datetime.date(2026, 11, 20)))


def test_every_kind_of_the_language_is_of_a_subject() -> None:
    assert {section.kind for section in language().sections} - UNCOUNTED == KINDS


def test_every_field_of_a_subject_is_of_the_language() -> None:
    fields = {f"{kind}.{path}" for kind, paths in language().paths.items() for path in paths}
    assert {thing for thing in THINGS if "." in thing} <= fields


@pytest.mark.parametrize("rule", loader.load().values(), ids=lambda rule: rule.id)
def test_what_a_rule_needs_is_of_a_subject(rule) -> None:
    needed = {each.partition(".")[0] for need in rule.needs for each in need.split("|")}
    assert needed - UNCOUNTED <= KINDS


def test_a_subject_is_spoken_of_or_not() -> None:
    spoken, silent = divided("teams: {care: {seats: 3}}\n")
    assert spoken == ("teams", "staffing")
    assert set(spoken) | set(silent) == set(SUBJECTS)
    assert "opening hours" in silent
    assert "opening hours" in divided("teams: {care: {open: 24x7}}\n")[0]


def test_an_empty_section_says_nothing() -> None:
    assert "channels" in divided("channels: {}\nteams: {care: {}}\n")[1]


def test_of_what_could_not_be_read_nothing_is_claimed() -> None:
    spoken, silent = divided("returns: [{windw: 3 days}]\nteams: {care: {}}\n")
    assert "returns" not in silent
    assert "teams" in spoken
    assert "scripts" in silent


def test_an_organization_is_no_subject() -> None:
    assert divided("organization: {name: Northwind Outfitters}\n")[0] == ()
