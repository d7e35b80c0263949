"""`cxlint test --mutate`: a policy made worse on purpose, and which rules notice."""

from __future__ import annotations

import copy
import datetime
from pathlib import Path

import pytest

from cxlint.language.everyday_words import fits_policy
from cxlint.language.sections import language
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.trials import mutation as mutation_module
from cxlint.linting.trials.worse_values import WORSENINGS
from cxlint.parsing.document import parse
from cxlint.policy import linker

TIDY = Path(__file__).parents[2] / "sample_policies" / "tidy"
POLICY = """\
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care, respond: 20s}
teams:
  care: {seats: 4, open: Mon-Fri 09:00-17:00, may: {refund: any}}
returns:
  - {categories: [shoes], window: 60 days}
handoffs:
  - {from: care, to: resolved}
intents:
  refund: {start: hotline, remedy: refund, case_owner: care}
"""


def test_what_no_rule_notices_is_listed_with_its_place(cxlint, write):
    write("policy/a.yaml", POLICY)
    result = cxlint("test", "--mutate", "policy")
    assert result.code == 0
    assert (
        "remove an owner: 0 of 1 noticed\n  policy/a.yaml\n      10  nobody owns the cases of"
        in (result.out)
    )
    assert "drop staffing: 1 of 1 noticed\n\n" in result.out
    assert "shorten a window: 1 of 1 noticed" in result.out
    assert "changes for the worse, " in result.out
    assert "cxlint new-rule" in result.out


def test_where_every_change_is_noticed_nothing_is_advised(cxlint, write):
    write("policy/a.yaml", "returns:\n  - {categories: [shoes], window: 60 days}\n")
    result = cxlint("test", "--mutate", "policy")
    assert result.out == (
        "shorten a window: 1 of 1 noticed\n\n1 change for the worse, 0 unnoticed\n"
    )


def test_at_most_so_many_of_each_kind_are_tried_and_it_says_so(cxlint, write):
    teams = "".join(f"  t{n}: {{seats: 4, closes: all}}\n" for n in range(9))
    write("policy/a.yaml", f"teams:\n{teams}")
    result = cxlint("test", "--mutate", "policy", "--at-most", "3")
    assert "of 3 noticed (of 9 there are)" in result.out


def test_the_configuration_decides_which_rules_may_notice(cxlint, write):
    write("policy/a.yaml", POLICY)
    write("policy/cxlint.yaml", "rules: {restrictive-return-window: off}\n")
    result = cxlint("test", "--mutate", "policy")
    assert "shoes can be returned for 3 days only" in result.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mutate", "policy", "hassle-loop"), "name no rules beside it"),
        (("--mutate", "polcy"), "did you mean policy?"),
        (("--mutate", "empty"), "nothing to make worse"),
    ],
)
def test_what_cannot_be_tried_is_refused(cxlint, write, words, said):
    write("policy/a.yaml", POLICY)
    write("empty/a.yaml", "organization: {name: Northwind Outfitters}\n")
    result = cxlint("test", *words)
    assert result.code == 2
    assert said in result.err


def test_the_documents_are_as_they_were_afterwards(write, folder):
    write("policy/a.yaml", POLICY)
    rules = loader.load()
    settled = config.build_config(config_files.read(None), rules, folder)
    request = engine.Request(
        paths=(Path("policy"),),
        start=folder,
        config=settled,
        rules=rules,
        chosen=frozenset(rules),
        today=datetime.date(2026, 11, 20),
    )
    documents = engine.read(request).policy.documents
    before = [repr(sorted(map(repr, each.data.items()))) for each in documents]
    policy = linker.assemble(documents, request.today)
    found = list(mutation_module.mutations(policy))
    assert {mutation.kind for mutation in found} >= {
        "drop staffing",
        "add an approval",
        "shorten a window",
        "cut a handoff",
        "remove an owner",
    }
    for trial in mutation_module.trials(request, documents, found):
        assert trial.mutation.edits
    assert [repr(sorted(map(repr, each.data.items()))) for each in documents] == before


def test_nothing_is_taken_from_those_who_may_grant_nothing():
    teams = "teams: {care: {may: {refund: 0 EUR, credit: none, repair: any}}}\n"
    (document,) = parse("a.yaml", teams.encode())
    policy = linker.assemble([document], datetime.date(2026, 11, 20))
    told = [mutation.what for mutation in mutation_module.mutations(policy)]
    assert told == [
        "nobody works in care any more",
        "care may no longer grant repair without asking",
    ]


def test_a_handoff_that_is_cut_is_gone():
    text = b"teams: {a: {}, b: {}}\nhandoffs: [{from: a, to: b}, {from: b, to: a}]\n"
    policy = linker.assemble([*parse("a.yaml", text)], datetime.date(2026, 11, 20))
    cuts = [each for each in mutation_module.mutations(policy) if each.kind == "cut a handoff"]
    left = [mutation.edits[0].value for mutation in cuts]
    assert left == [[{"from": "b", "to": "a"}], [{"from": "a", "to": "b"}]]


def test_every_change_is_made_in_the_file_however_little_it_says():
    text = (
        b"governance: {owner: head of service, approver: board}\n"
        b"channels: {hotline: {kind: voice, owner: care}}\n"
        b"teams: {care: }\n"
    )
    documents = list(parse("a.yaml", text))
    found = list(mutation_module.mutations(linker.assemble(documents, datetime.date(2026, 11, 20))))
    assert {each.kind for each in found} == {"drop staffing", "remove an owner"}
    for mutation in found:
        before = copy.deepcopy(documents[0].data)
        undo = [mutation_module._apply_edit(edit) for edit in mutation.edits]
        assert documents[0].data != before, mutation.what
        for edit in reversed(undo):
            mutation_module._apply_edit(edit)
        assert documents[0].data == before, mutation.what


NOTHING_WORSE = {
    "organization": "whose the policy is",
    "system": "what it is called",
    "engagement": "nothing but a name and a description",
    "complaints": "its one part is a body outside",
    "waiver": "what is accepted",
    "scenario": "what must hold",
}
"""Sections of which no change is tried, and all that they say."""


def test_there_are_changes_for_every_section():
    told = {each.of for each in WORSENINGS} | {"handoff", "governance", "remedy"}
    kinds = {section.kind for section in language().sections}
    assert kinds - told == NOTHING_WORSE.keys() - told
    for each in WORSENINGS:
        dotted = ".".join(key for key in each.keys if key != "*")
        assert dotted in language().paths[each.of], each


def test_what_became_worse_is_still_a_policy():
    """Else it were noticed for being none."""
    documents = [
        each for path in sorted(TIDY.glob("*.yaml")) for each in parse(path.name, path.read_bytes())
    ]
    found = list(mutation_module.mutations(linker.assemble(documents, datetime.date(2026, 11, 20))))
    assert len(found) > 350
    for mutation in found:
        undo = [mutation_module._apply_edit(edit) for edit in mutation.edits]
        document = mutation.at.document
        assert fits_policy(document.data), mutation.what
        for edit in reversed(undo):
            mutation_module._apply_edit(edit)


def test_what_a_scenario_notices_besides_is_said(cxlint, write):
    write(
        "policy/a.yaml",
        """\
channels: {hotline: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: all}}
intents: {back: {start: [hotline]}}
returns: [{id: r, window: 60 days, fee: none, refund: money}]
scenarios:
  one:
    customer: {intent: back, reason: changed mind, delivered: 2026-11-01, at: 2026-12-01}
    holds: {accepted: true, refund: money}
""",
    )
    write("policy/cxlint.yaml", "rules: {restrictive-return-window: off}\n")
    result = cxlint("test", "--mutate", "policy", "--as-of", "2026-12-01")
    assert "r can be returned for 3 days only (a scenario notices)" in result.out
    assert "scenarios of the policy notice" in result.out


@pytest.mark.thorough
def test_of_the_tidy_policy_most_changes_are_noticed_by_rules_alone():
    today = datetime.date(2026, 11, 21)
    rules = loader.load()
    request = engine.Request(
        paths=(TIDY,),
        start=TIDY,
        config=config.build_config(config_files.read(None), rules, TIDY),
        rules=rules,
        chosen=frozenset(rules),
        today=today,
    )
    documents = engine.read(request).policy.documents
    found = list(mutation_module.mutations(linker.assemble(documents, today)))
    trials = list(mutation_module.trials(request, documents, found))
    unseen = [trial for trial in trials if not trial.noticing_rule]
    assert len(unseen) <= len(trials) / 5
    assert any(trial.by_scenario for trial in unseen)


def test_a_rule_that_crashes_is_not_said_to_have_noticed_nothing(cxlint, write, monkeypatch):
    def crashing(_rule):
        def check(policy, **_):
            raise RuntimeError("out of order")

        return check

    monkeypatch.setattr(loader, "check_of", crashing)
    write("policy/a.yaml", POLICY)
    result = cxlint("test", "--mutate", "policy")
    assert result.code == 2
    assert "crashed, so that it can notice nothing: RuntimeError: out of order" in result.err
