"""A lock holds: against the file that locks as against any other."""

from __future__ import annotations

import json
import re

import pytest

OPEN_LOOP = """\
channels:
  chat: {kind: chat, goes_to: bot}
steps:
  bot: {kind: bot, on_failure: bot, person: care}
teams:
  care: {seats: 12}
"""
"""A policy in which customers may go in a circle, and may leave it: no grave form of the rule."""

CLOSED_LOOP = """\
steps:
  a: {kind: page, goes_to: b}
  b: {kind: page, goes_to: a}
"""

LOCK = "locked: [excess-steps]\n"

PACK = """\
name: acme
version: 1.0.0
"""

CONTRADICTIONS = {
    "off": ("rules: {excess-steps: off}\n", 2, "switched off"),
    "info": ("rules: {excess-steps: info}\n", 2, "lowered to info"),
    "category": ("rules: {handoffs: off}\n", 2, "switched off"),
    "category and rule": ("rules: {handoffs: off, excess-steps: info}\n", 2, "lowered to info"),
    "own profile": (
        "extends: mild\nprofiles:\n  mild: {rules: {excess-steps: info}}\n",
        4,
        "lowered to info",
    ),
    "profile of a profile": (
        "extends: ours\nprofiles:\n  ours: {extends: mild}\n  mild: {rules: {excess-steps: off}}\n",
        5,
        "switched off",
    ),
    "threshold": (
        "rules: {excess-steps: {params: {at_most: 99}}}\n",
        2,
        "softened to at_most = 99",
    ),
    "threshold of a profile": (
        "extends: mild\nprofiles:\n  mild: {rules: {excess-steps: {params: {at_most: 40}}}}\n",
        4,
        "softened to at_most = 40",
    ),
    "raised and lowered again": (
        "extends: up\nrules: {handoffs: warning}\nprofiles: {up: {rules: {handoffs: error}}}\n",
        3,
        "lowered to warning",
    ),
    "paths": ("paths: [{files: a.yaml, rules: {excess-steps: off}}]\n", 2, "switched off"),
    "paths by category": ("paths: [{files: '*', rules: {handoffs: info}}]\n", 2, "lowered to info"),
    "threshold of paths": (
        "paths: [{files: '*', rules: {excess-steps: {params: {at_most: 99}}}}]\n",
        2,
        "parameters are fixed",
    ),
}


@pytest.mark.parametrize("way", CONTRADICTIONS)
def test_a_lock_and_a_softening_in_one_file_are_a_contradiction(cxlint, write, way):
    config, line, what = CONTRADICTIONS[way]
    write("a.yaml", OPEN_LOOP)
    write("cxlint.yaml", LOCK + config)
    for command in ("check", "config", "baseline"):
        result = cxlint(command)
        assert result.code == 2
        start = f"cxlint: cxlint.yaml:{line}: the rule 'excess-steps' is locked (cxlint.yaml:1)"
        assert result.err.startswith(start)
        assert what in result.err
        assert result.err.count("\n") == 1


def test_a_lock_at_the_end_holds_as_one_at_the_beginning(cxlint, write):
    write("a.yaml", OPEN_LOOP)
    write("cxlint.yaml", "rules: {excess-steps: off}\n" + LOCK)
    assert "cxlint.yaml:1: the rule 'excess-steps' is locked (cxlint.yaml:2)" in cxlint("check").err


def test_a_lock_of_a_whole_category_holds_for_each_of_its_rules(cxlint, write):
    write("a.yaml", OPEN_LOOP)
    write("cxlint.yaml", "locked: handoffs\nrules: {excess-steps: off}\n")
    assert "the rule 'excess-steps' is locked (cxlint.yaml:1)" in cxlint("check").err


def test_a_lock_holds_against_a_shipped_profile_and_names_both_lines(cxlint, write):
    write("a.yaml", OPEN_LOOP)
    write("cxlint.yaml", "extends: seed\n" + LOCK)
    result = cxlint("check")
    assert result.code == 2
    assert re.match(
        r"cxlint: cxlint.yaml:2: the rule 'excess-steps' is locked here, and lowered to info by "
        r"the profile seed \(rules/profiles/seed.yaml:\d+\); say the rule under `rules`",
        result.err,
    )
    write("cxlint.yaml", "extends: seed\nrules: {excess-steps: error}\n" + LOCK)
    assert cxlint("check").code != 2


@pytest.mark.parametrize("where", ["pack", "configuration"])
def test_a_lock_holds_against_the_profile_of_a_pack(cxlint, write, where):
    write("a.yaml", OPEN_LOOP)
    write("acme/pack.yaml", PACK)
    lock = LOCK if where == "pack" else ""
    write("acme/profiles/calm.yaml", lock + "rules: {excess-steps: off}\n")
    ours = "" if where == "pack" else LOCK
    write("cxlint.yaml", "packs: [./acme]\nextends: acme/calm\n" + ours)
    result = cxlint("check")
    assert result.code == 2, result.out
    assert "excess-steps' is locked" in result.err
    assert "switched off" in result.err
    assert result.err.count("calm.yaml:") == (2 if where == "pack" else 1)


@pytest.mark.parametrize(
    "config",
    [
        "rules: {excess-steps: error}\n",
        "rules: {excess-steps: {params: {at_most: 2}}}\n",
        "rules: {excess-steps: {severity: error, params: {at_most: 2}}}\n",
        "extends: strict\n",
        "extends: up\nprofiles: {up: {rules: {excess-steps: error}}}\n",
        "profiles: {nobody: {rules: {excess-steps: off}}}\n",
        "rules: {silo: off}\n",
    ],
)
def test_what_is_locked_may_be_stricter_in_the_same_file(cxlint, write, config):
    write("a.yaml", "organization: {name: Acme}\n")
    write("cxlint.yaml", LOCK + config)
    result = cxlint("check", "--format", "json")
    assert result.code != 2, result.err
    told = [each["message"] for each in json.loads(result.out)["judged_by"]]
    assert not [each for each in told if "excess-steps:" in each]


def test_a_parameter_of_which_nothing_is_known_is_said_beside_the_lock(cxlint, write):
    write("a.yaml", OPEN_LOOP)
    config = "locked: [error-hangs-up]\nrules: {error-hangs-up: {params: {apart: true}}}\n"
    write("cxlint.yaml", config)
    result = cxlint("check", "--format", "json")
    told = [each["message"] for each in json.loads(result.out)["judged_by"]]
    assert "error-hangs-up: apart = true" in told


@pytest.mark.parametrize(
    ("rule", "params", "code"),
    [
        ("orphan-inbox", "kinds: [email]", 2),
        ("orphan-inbox", "kinds: [email, web_form, social, messaging, sms, post, fax]", 0),
        ("excuse-phrase", "phrases: {en: [it was the weather]}", 2),
        ("no-human-option", "exempt: [wait, survey, message, menu]", 2),
        ("no-human-option", "exempt: [wait]", 0),
        ("rigid-uniform-policy", "refused: false", 2),
        ("no-continual-training", "always: true", 0),
    ],
)
def test_a_list_or_a_switch_that_lets_more_pass_is_refused_beside_a_lock(
    cxlint, write, rule, params, code
):
    write("a.yaml", OPEN_LOOP)
    write("cxlint.yaml", f"locked: [{rule}]\nrules: {{{rule}: {{params: {{{params}}}}}}}\n")
    result = cxlint("check")
    assert (result.code == 2) == (code == 2), result.err
    assert (f"the rule '{rule}' is locked" in result.err) == (code == 2)


def severities(cxlint, *arguments):
    found = json.loads(cxlint("check", *arguments, "--format", "json").out)["findings"]
    return [(each["severity"], each["status"]) for each in found if each["rule"] == "hassle-loop"]


def test_the_severity_of_a_locked_rule_does_not_lower_its_grave_forms(cxlint, write):
    write("a.yaml", CLOSED_LOOP)
    write("cxlint.yaml", "rules: {hassle-loop: warning}\n")
    assert severities(cxlint) == [("warning", "new")]
    write("cxlint.yaml", "rules: {hassle-loop: warning}\nlocked: [hassle-loop]\n")
    assert severities(cxlint) == [("error", "new")]
    write("a.yaml", OPEN_LOOP)
    assert severities(cxlint) == [("warning", "new")]


def test_a_locked_rule_is_waived_neither_by_a_comment_nor_by_a_waiver(cxlint, write):
    comment = "  # cxlint: allow[hassle-loop] it is mended in May\n"
    waivers = (
        "waivers:\n  - {rule: hassle-loop, at: next/b->a, owner: ann, approved_by: bob,"
        " reason: it is mended in May, expires: 2999-01-01}\n"
    )
    write("a.yaml", CLOSED_LOOP.rstrip() + comment + waivers)
    assert severities(cxlint) == [("error", "waived")]
    for lock in ("hassle-loop", "handoffs", "[silo, hassle-loop]"):
        write("cxlint.yaml", f"locked: {lock}\n")
        assert severities(cxlint) == [("error", "new")]
