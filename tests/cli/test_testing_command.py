"""`cxlint test` and `cxlint new-rule`: rules of one's own, begun and put to the test."""

from __future__ import annotations

import pytest

from cxlint.cli.beginning import new_rule

RULE = """\
id: slow
title: Slow answers
severity: error
since: 0.1.0
rationale: Who asks in a chat is waiting.
remedy: answer within {bound}
sources: [{id: own, supports: "waiting is waiting"}]
check: limit
params: {of: channel, field: respond.within, at_most: 1 day}
provenance: {at_most: {source: own, says: our promise}}
message: "customers wait {value} at {id}"
bad:
  - |
    channels:
      a: {kind: chat, respond: 2 days}  # <- slow
good:
  - |
    channels:
      a: {kind: chat, respond: 1 hour}
"""


@pytest.mark.parametrize("check", new_rule.STARTS)
def test_a_new_rule_works_at_once(cxlint, check):
    made = cxlint("new-rule", "my-own", "--check", check)
    assert made.code == 0
    assert "wrote cx-rules/my-own.yaml" in made.out
    assert "rule_folders: [cx-rules]" in made.out
    tested = cxlint("test", "cx-rules")
    assert tested.out == "1 rule, 4 examples: all is well\n"
    assert tested.code == 0


def test_a_new_rule_goes_where_the_others_are(cxlint, write, folder):
    write("cxlint.yaml", "rule_folders: [ours]\n")
    (folder / "ours").mkdir()
    made = cxlint("new-rule", "my-own")
    assert "wrote ours/my-own.yaml" in made.out
    assert "rule_folders" not in made.out
    assert cxlint("test").out == "1 rule, 4 examples: all is well\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Late Refund",), "'Late Refund' is no id"),
        (("hassle-loop",), "there is a rule hassle-loop already"),
        (("late", "--check", "limt"), "did you mean 'limit'?"),
        (("late", "--folder", "a.yaml/own"), "a.yaml/own: no folder can be made: not a directory"),
    ],
)
def test_a_new_rule_that_cannot_be_is_refused(cxlint, write, words, said):
    write("a.yaml", "")
    made = cxlint("new-rule", *words)
    assert made.code == 2
    assert said in made.err


def test_a_new_rule_overwrites_nothing(cxlint, write):
    file = write("cx-rules/my-own.yaml", "mine\n")
    made = cxlint("new-rule", "my-own")
    assert made.code == 2
    assert file.read_text() == "mine\n"


def test_a_rule_that_misses_what_is_marked_fails_with_the_line(cxlint, write):
    write("own/slow.yaml", RULE.replace("respond: 2 days", "respond: 20 hours"))
    result = cxlint("test", "own")
    assert result.code == 1
    assert "own/slow.yaml: slow" in result.out
    assert "failed: bad example 1: nothing is found at line 2" in result.out
    assert "| a: {kind: chat, respond: 20 hours}  # <- slow" in result.out
    assert "1 rule, 2 examples: 1 rule failed" in result.out


def test_a_rule_that_finds_too_much_fails_with_its_message(cxlint, write):
    write("own/slow.yaml", RULE.replace("respond: 1 hour", "respond: 3 days"))
    result = cxlint("test", "own")
    assert result.code == 1
    assert "good example 1: line 2 is found: customers wait 3 days at a" in result.out


def test_a_bad_example_without_a_mark_and_one_that_cannot_be_read_fail(cxlint, write):
    write("own/slow.yaml", RULE.replace("  # <- slow", "").replace("1 hour}", "1 hour, knd: x}"))
    result = cxlint("test", "own")
    assert "bad example 1: no line is marked with `# <- slow`" in result.out
    assert "good example 1: line 2 cannot be read" in result.out


def test_too_few_examples_are_worth_a_word_and_no_failure(cxlint, write):
    write("own/slow.yaml", RULE)
    result = cxlint("test", "own/slow.yaml")
    assert result.code == 0
    assert "better: 1 bad example: write 2 or more" in result.out
    assert "better: 1 good example: write 2 or more, one of them a near miss" in result.out


def test_what_is_meant_may_be_an_id_a_category_or_a_pack(cxlint, write):
    assert cxlint("test", "hassle-loop").out.startswith("1 rule, ")
    assert cxlint("test", "waivers").out.startswith("9 rules, ")
    write("acme/pack.yaml", 'name: acme\nversion: "1.0"\n')
    write("acme/slow.yaml", RULE)
    assert cxlint("test", "./acme").out.endswith("1 rule, 2 examples: all is well\n")
    write("cxlint.yaml", "packs: [./acme]\n")
    assert cxlint("test", "acme").out.endswith("1 rule, 2 examples: all is well\n")
    assert cxlint("test").out.endswith("1 rule, 2 examples: all is well\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no rules to test"),
        (("hasle-loop",), "did you mean 'hassle-loop'?"),
        (("empty",), "empty: there is no rule here"),
        (("hassle-loop", "empty"), "empty: there is no rule here"),
    ],
)
def test_where_there_is_nothing_to_test_the_exit_is_2(cxlint, folder, words, said):
    (folder / "empty").mkdir()
    result = cxlint("test", *words)
    assert result.code == 2
    assert said in result.err


def test_a_rule_that_crashes_fails_and_says_why(cxlint, write, monkeypatch):
    from cxlint.linting.checks.fields import limit

    def broken(policy, of, where):
        raise RuntimeError(f"no such luck with {of}")

    monkeypatch.setattr(limit, "select", broken)
    write("own/slow.yaml", RULE)
    result = cxlint("test", "own")
    assert result.code == 1
    assert "the rule crashed: RuntimeError: no such luck" in result.out


def test_a_mark_with_another_name_is_told_as_what_it_is(cxlint, write):
    write("own/slow.yaml", RULE.replace("# <- slow", "# <- slwo"))
    result = cxlint("test", "own")
    assert result.code == 1
    assert "the mark says 'slwo', and the rule is called slow" in result.out
    assert "no line is marked" not in result.out


def test_a_threshold_that_nobody_stands_for_is_no_failure_but_told(cxlint, write):
    write("own/slow.yaml", RULE.replace("provenance:", "x-provenance:"))
    result = cxlint("test", "own")
    assert result.code == 0
    assert "better: nobody is named who says 'at_most': add it to provenance" in result.out
    write("own/slow.yaml", RULE)
    assert "provenance" not in cxlint("test", "own").out
