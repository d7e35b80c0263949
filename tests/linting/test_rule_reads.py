"""Which rules need not judge again when one value of a policy has changed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run.findings import build_findings
from cxlint.linting.run.rule_runs import run_rules
from cxlint.linting.trials.rule_reads import STRUCTURE, changed_parts, content_of, reads_of
from cxlint.linting.trials.value_changes import other_values, values_of
from cxlint.parsing import document
from cxlint.policy import linker

RULES = loader.load()
SETTLED = config.build_config(config_files.read(None), RULES, Path())
TODAY = datetime.date(2026, 11, 20)
POLICY = """\
organization: {name: Shop, timezone: Europe/Berlin, languages: [en]}
schedules:
  office: Mon-Fri 09:00-17:00
channels:
  line: {kind: voice, open: office, goes_to: care, closed: We are back at nine.}
  mail: {kind: email, goes_to: care, respond: 2 days}
teams:
  care: {open: office, seats: 2, may: {refund: 10 EUR}}
  desk: {open: Mon-Fri 10:00-12:00, seats: 1, may: {refund: any}}
intents:
  money back: {start: [line, mail], remedy: refund, promise: 1 day, share: 60%}
  question: {start: [line], share: 40%}
handoffs:
  - {from: care, to: desk, intents: [money back], wait: 2 days}
remedies:
  refund: {tiers: [{by: desk, decides_within: 3 days}]}
returns:
  - {id: hats, categories: [hats], window: 10 days}
scripts:
  hello: {text: We apologize for the inconvenience., language: en}
"""


@pytest.mark.thorough
def test_what_a_rule_finds_changes_only_with_what_it_reads() -> None:
    (file,) = document.parse("policy.yaml", POLICY.encode())
    policy = linker.assemble([file], TODAY)
    reads = {id_: reads_of(rule, policy, SETTLED) for id_, rule in RULES.items()}
    before = content_of(policy)
    skipped = 0
    for value in list(values_of(file.data)):
        for other in other_values(value, policy, {})[:3]:
            _put(file.data, value.address, other)
            changed = linker.assemble([file], TODAY)
            parts = changed_parts(before, content_of(changed))
            idle = [RULES[id_] for id_, each in reads.items() if not each.may_change_with(parts)]
            found = build_findings(run_rules(changed, idle, SETTLED).hits, changed).findings
            held = [each for rule in idle for each in reads[rule.id].findings]
            assert _said(found) == _said(held), (value.key, other)
            skipped += len(idle)
            _put(file.data, value.address, value.said)
    assert skipped > 1_000


def test_what_is_not_read_does_not_count() -> None:
    (file,) = document.parse("policy.yaml", POLICY.encode())
    policy = linker.assemble([file], TODAY)
    reads = reads_of(RULES["restrictive-return-window"], policy, SETTLED)
    assert reads.may_change_with({("return", 0, "window")})
    assert not reads.may_change_with({("team", 0, "seats")})
    assert not reads.may_change_with(set())


def test_every_rule_reads_which_things_there_are() -> None:
    (file,) = document.parse("policy.yaml", POLICY.encode())
    (fewer,) = document.parse("policy.yaml", POLICY.partition("scripts:")[0].encode())
    whole, part = (linker.assemble([each], TODAY) for each in (file, fewer))
    assert STRUCTURE in changed_parts(content_of(whole), content_of(part))
    assert reads_of(RULES["silo"], whole, SETTLED).may_change_with({STRUCTURE})


def _put(data: object, address: tuple[str | int, ...], said: object) -> None:
    holder = data
    for step in address[:-1]:
        holder = holder[step]  # type: ignore[index]
    holder[address[-1]] = said  # type: ignore[index]


def _said(findings: list) -> set[tuple[object, ...]]:  # type: ignore[type-arg]
    return {
        (each.rule.id, each.severity, each.share, each.entity, each.message, each.remedy)
        for each in findings
    }
