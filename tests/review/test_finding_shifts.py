"""Findings are the same whatever the policy is written like, and whatever its things are called."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING

import pytest

from cxlint.changes.compare import compare
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.policy.reader import Reading
from cxlint.review.finding_shifts import FindingShifts, compare_findings
from tests.changes.test_restatements import FOLDERS, TODAY, WAYS, link, sample

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.linting.model.finding import Finding
    from cxlint.policy.policy import Policy

RULES = loader.load(())


def judge(policy: Policy, folder: Path) -> tuple[Finding, ...]:
    """Return what all rules find in a policy, with the paths that it has."""
    settings = config.build_config(config_files.read(None), RULES, folder)
    chosen = frozenset(config.choose_rules(RULES, [], []))
    request = engine.Request([], folder, settings, RULES, chosen, TODAY, waive=False)
    return engine.judge(request, Reading(policy)).findings


def shifts(name: str, way: str, folder: Path) -> FindingShifts:
    """Return how the findings of a sample shift when it is written in another way."""
    files, before = sample(name)
    changed = WAYS[way](copy.deepcopy(files), random.Random(f"{name} {way}"))
    after = before if changed is None else link(changed)
    renames = compare(before, after, with_journeys=False).renames
    return compare_findings(judge(before, folder), judge(after, folder), renames)


BY_ORDER_OF_NAMES = {
    "everything-wrong": {
        "express-not-quicker", "channel-not-covered-for-intent", "gap-between-dates",
        "closed-unsolved", "same-escalation-for-all-priorities", "duplicate-id",
    },
    "northwind-outfitters": {"inconsistent-standards"},
    "tidy": {"unknown-key"},
}  # fmt: skip
"""Rules that name one of several alike things, by the order of their names, or judge a name."""

IN_WORDS = {"scenario-fails"}
"""Scenarios name teams and reasons in words, as customers do; no renaming takes them along."""


FOR_FINDINGS = [each for each in WAYS if each != "with defaults"]
"""Whoever writes a default out has said it: rules about what nobody says are silent then."""


@pytest.mark.parametrize("way", FOR_FINDINGS)
@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_new_or_fixed_where_nothing_changes(name: str, way: str, tmp_path: Path) -> None:
    found = shifts(name, way, tmp_path)
    odd = BY_ORDER_OF_NAMES.get(name, set()) | IN_WORDS if way == "renamed" else set()
    shifted = [each for each in (*found.new, *found.fixed) if each.rule.id not in odd]
    assert [f"{each.rule.id} {each.identity} {each.message}" for each in shifted] == []


LOOP = {
    "channels": {"chat": {"kind": "chat", "goes_to": "care"}},
    "teams": {"care": {}, "desk": {}},
    "handoffs": [{"from": "care", "to": "desk"}, {"from": "desk", "to": "care"}],
}


def policy(data: object) -> Policy:
    return link([("a.yaml", json.loads(json.dumps(data)))])


def test_what_is_mended_is_fixed_and_what_is_broken_is_new(tmp_path: Path) -> None:
    open_way = {**LOOP, "handoffs": LOOP["handoffs"][:1]}
    before, after = judge(policy(LOOP), tmp_path), judge(policy(open_way), tmp_path)
    fixed = {each.rule.id for each in compare_findings(before, after, {}).fixed}
    assert "hassle-loop" in fixed
    assert fixed == {each.rule.id for each in compare_findings(after, before, {}).new}


def test_what_follows_is_told_where_its_cause_is_not(tmp_path: Path) -> None:
    found = judge(policy(LOOP), tmp_path)
    first = found[0]
    inner = first._replace(consequences=(), entity="team/other", identity=("team/other",))
    folded = first._replace(consequences=(inner,))
    alone = first._replace(consequences=())
    assert compare_findings([], [folded], {}).new == (folded,)
    assert compare_findings([alone], [folded], {}).new == (inner,)
    assert compare_findings([folded], [alone], {}).fixed == (inner,)
    assert compare_findings([folded], [alone, inner], {}).new == ()


def test_severity_that_rises_is_graver(tmp_path: Path) -> None:
    (found, *_) = judge(policy(LOOP), tmp_path)
    milder = found._replace(severity="info", message="said otherwise")
    (pair,) = compare_findings([milder], [found], {}).pairs
    assert pair.is_graver
    assert not pair.has_moved
    waived = found._replace(status="waived")
    (pair,) = compare_findings([found], [waived], {}).pairs
    assert pair.is_excused_now
    assert not pair.is_graver


def test_of_two_findings_of_one_name_like_is_paired_with_like(tmp_path: Path) -> None:
    """A grave one that comes is new, though a mild one of the same name was there before."""
    (grave, *_) = judge(policy(LOOP), tmp_path)
    mild = grave._replace(severity="info", message="42 calls come while nobody is there")
    changed = mild._replace(message="43 calls come while nobody is there")
    for after in ([grave, changed], [changed, grave]):
        found = compare_findings([mild], after, {})
        assert found.new == (grave,) and [pair.after for pair in found.pairs] == [changed]
        assert compare_findings(after, [mild], {}).fixed == (grave,)


LINE = {
    "channels": {
        "line": {
            "kind": "voice",
            "open": "Mon-Sat 09:00-18:00",
            "goes_to": "care",
            "respond": {"within": "20s", "for": "80%"},
            "load": {"contacts": 60, "per": "1 hour", "handling_time": "6 minutes"},
        }
    },
    "teams": {"care": {"seats": 14, "open": "Mon-Fri 09:00-18:00"}},
}


def test_a_line_that_grows_is_new_beside_hours_at_which_nobody_is_there(tmp_path: Path) -> None:
    few = json.loads(json.dumps(LINE).replace('"seats": 14', '"seats": 3'))
    before, after = judge(policy(LINE), tmp_path), judge(policy(few), tmp_path)
    told = [(each.rule.id, each.severity) for each in compare_findings(before, after, {}).new]
    assert ("channel-understaffed", "error") in told
    assert ("channel-understaffed", "warning") not in told
    known = {each.fingerprint for each in before}
    assert [each.severity for each in after if each.fingerprint not in known] == ["error"]
