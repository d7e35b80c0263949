"""Rule files that mean harm, or are merely enormous: refused with their line, and nothing hangs."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "channels:\n  chat: {kind: chat, respond: 2 days}\n"
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
message: "customers wait {value} at {id}"
bad: ["channels:\\n  a: {kind: chat, respond: 2 days}  # <- slow\\n"]
good: ["channels: {}"]
"""
WHERE = "{of: channel, field: respond.within, at_most: 1 day, where: {WHERE}}"
GUARD = 60
"""Seconds after which a run that hangs is ended; it measures nothing."""


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `cxlint check` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cxlint", "check", "policy.yaml", "--select", "slow"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=GUARD,
        check=False,
    )


@pytest.fixture(autouse=True)
def policy(write) -> None:
    write("cxlint.yaml", "rule_folders: [own]\n")
    write("policy.yaml", POLICY)


def refused(folder: Path, line: int | None = None) -> str:
    """Return why the rule file was refused, at this line of it."""
    result = check(folder)
    assert result.returncode == 2, result.stderr or result.stdout
    assert "Traceback" not in result.stderr
    (said,) = result.stderr.splitlines()
    assert said.startswith(f"cxlint: own/slow.yaml:{'' if line is None else f'{line}:'}"), said
    assert len(said) < 700, said
    return said


def bomb(levels: int) -> str:
    """Return lists of nine, each of which holds the one before nine times."""
    first = "x-a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n"
    return first + "".join(
        f"x-a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n"
        for level in range(1, levels)
    )


def params(text: str) -> str:
    """Return the rule with other parameters."""
    return RULE.replace("{of: channel, field: respond.within, at_most: 1 day}", text)


def message(text: str) -> str:
    """Return the rule with another message."""
    return RULE.replace('"customers wait {value} at {id}"', text)


def test_the_rule_itself_is_sound(folder, write) -> None:
    write("own/slow.yaml", RULE)
    result = check(folder)
    assert result.returncode == 1
    assert "customers wait 2 days at chat" in result.stdout


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{0}", "'{0}' is no fact"),
        ("{}", "'{}' is no fact"),
        ("{value.__class__}", "'{value.__class__}' is no fact"),
        ("{0.__class__.__init__.__globals__}", "is no fact"),
        ("{value[0]}", "'{value[0]}' is no fact"),
        ("{value!r}", "'{value!r}' is no fact"),
        ("{value:>9999999999}", "'{value:}' is no fact"),
        ("{value:{id}}", "'{value:}' is no fact"),
        ("{value:{value:{value:{id}}}}", "is no fact"),
        ("{{{value", "the braces do not match"),
        ("{value", "the braces do not match"),
        ("value}", "the braces do not match"),
        ("{value }", "'{value }' is no fact"),
        ("{id}" * 41, "at most 40 facts, and this one 41"),
        ("words " * 500, "at most 2,000 characters, and this one 2,999"),
    ],
)
@pytest.mark.parametrize("name", ["message", "remedy"])
def test_a_sentence_asks_for_facts_by_their_names_and_for_nothing_else(
    folder, write, name, said, why
) -> None:
    said = said.strip()
    text = message(f'"{said}"') if name == "message" else RULE.replace(
        "answer within {bound}", f'"{said}"'
    )  # fmt: skip
    write("own/slow.yaml", text)
    assert why in refused(folder, 10 if name == "message" else 6)


def test_a_sentence_of_a_case_is_held_to_the_same(folder, write) -> None:
    write("own/slow.yaml", message('\n  "": "{id}"\n  late: "{id.__class__}"'))
    assert "is no fact" in refused(folder, 12)


def test_braces_that_are_meant_as_such_are_told(folder, write) -> None:
    write("own/slow.yaml", message('"customers read {{name}} at {id}"'))
    assert "customers read {name} at chat" in check(folder).stdout


def test_a_large_file_is_not_even_parsed(folder, write) -> None:
    write("own/slow.yaml", RULE + "x-more:\n" + "- [[[[{a: b}]]]]\n" * 500_000)
    assert "a rule file has at most 256 KiB, and this one 8,500," in refused(folder, 1)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(folder, write, opening) -> None:
    deep = opening * 50_000
    text = params(deep if opening != "- " else f"\n  {deep}x")
    write("own/slow.yaml", text)
    assert "slow.yaml" in refused(folder)


def test_aliases_that_multiply_are_refused(folder, write) -> None:
    write("own/slow.yaml", bomb(12) + RULE)
    assert refused(folder)


def test_aliases_that_multiply_a_little_are_refused_as_well(folder, write) -> None:
    write("own/slow.yaml", bomb(5) + RULE)
    assert "'x-a4' holds more than 20,000 values" in refused(folder, 5)


def test_a_ring_of_aliases_is_refused(folder, write) -> None:
    write("own/slow.yaml", params("&a {of: channel, field: *a, at_most: *a}"))
    assert refused(folder, 9)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{" + ", ".join(f"p{n}: {n}" for n in range(1000)) + "}", "takes no 'p0'"),
        ("{of: [channel], field: respond.within, at_most: 1 day}", "'of' expects text"),
        ("{of: channel, field: {a: b}, at_most: 1 day}", "'field' expects text"),
        ("{of: channel, field: respond.within, at_most: [1 day]}", "'at_most' expects text or"),
        ("{of: channel, field: respond.within, at_most: .nan}", "'at_most' expects text or"),
        ("{of: channel, field: respond.within, at_most: true}", "'at_most' expects text or"),
        (f"{{of: channel, field: respond.within, at_most: {'9' * 300}}}", "is no bound"),
        ("{of: channel, field: respond.within, at_most: 99999999999}", "never holds a number"),
        (f"{{of: channel, field: respond.within, at_most: '{'9' * 3000} days'}}", "is no bound"),
        (f"{{of: channel, field: {'a.' * 20_000}a, at_most: 1 day}}", "has no field"),
        (WHERE.replace("WHERE", f"kind: [{', '.join(['chat'] * 5_000)}]"),
         "5,000 words are listed; 100 are the most"),
        (WHERE.replace("WHERE", ", ".join(f"k{n}: 1" for n in range(9_000))), "has no field 'k0'"),
        (WHERE.replace("WHERE", "kind: {like: '(a+)+$'}"), "there is no operator 'like'"),
        (WHERE.replace("WHERE", "kind: {not: {not: a}}"), "expected a word"),
    ],
)  # fmt: skip
def test_parameters_that_make_no_sense_are_refused(folder, write, said, why) -> None:
    write("own/slow.yaml", params(said))
    assert why in refused(folder, 9)


@pytest.mark.parametrize(
    ("needs", "why"),
    [
        ("[slow]", "a policy has no slow"),
        ("[" + "|".join(["channel"] * 9_000) + "|chanel]", "a policy has no chanel; did you mean"),
        ("[" + "a" * 100_000 + "]", "a policy has no aaa"),
        ("[channel." + "a." * 50_000 + "a]", "a channel has no a.a."),
        ("[" + "a|" * 50_000 + "]", "is expected"),
        ("[slow, slow|slow]", "a policy has no slow"),
    ],
)
def test_needs_that_nothing_has_are_refused(folder, write, needs, why) -> None:
    write("own/slow.yaml", RULE + f"needs: {needs}\n")
    assert why in refused(folder, 13)


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("id: slow", "id: " + "a-" * 60_000 + "a", "the id 'a-a-a-"),
        ("id: slow", "id: " + "a-" * 60_000 + "A", "is expected"),
        ("check: limit", "check: " + "a" * 100_000, "there is no check"),
        ("check: limit", "check: __init__", "is expected"),
        ("check: limit", "check: ../../evil", "is expected"),
        ("severity: error", "severity: " + "e" * 100_000, "is expected"),
        ("since: 0.1.0", "since: '" + "1." * 60_000 + "x'", "is expected"),
    ],
)
def test_names_beyond_measure_are_refused(folder, write, right, wrong, why) -> None:
    write("own/slow.yaml", RULE.replace(right, wrong, 1))
    assert why in refused(folder)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: \xff\n", b"\x00" * 100, b"", b"- a\n"])
def test_what_is_no_rule_is_refused(folder, write, content) -> None:
    write("own/slow.yaml", content)
    assert refused(folder, 1)


def test_a_folder_that_is_called_like_a_rule_is_refused(folder) -> None:
    (folder / "own" / "care" / "slow.yaml").mkdir(parents=True)
    result = check(folder)
    assert result.returncode == 2
    said = "cxlint: own/care/slow.yaml:1: a rule is a file, and this is none\n"
    assert result.stderr == said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(folder) -> None:
    (folder / "own").mkdir()
    os.mkfifo(folder / "own" / "slow.yaml")
    assert "a rule is a file, and this is none" in refused(folder, 1)


def test_a_pattern_is_no_folder_of_rules(folder, write) -> None:
    write("own/slow.yaml", RULE)
    write("cxlint.yaml", 'rule_folders: ["own/**/**/**"]\n')
    result = check(folder)
    assert result.returncode == 2
    assert result.stderr == "cxlint: cxlint.yaml:1: there is no folder 'own/**/**/**'\n"


def test_a_question_about_ways_is_held_to_the_same(folder, write) -> None:
    kinds = ", ".join(["team"] * 5_000)
    text = params(f"{{ways: {{to: {{kind: team, where: {{role: [{kinds}]}}}}}}, quantifier: evry}}")
    write("own/slow.yaml", text.replace("check: limit", "check: reachable"))
    assert "'quantifier' is one of every, some, none, and not 'evry'; did you mean 'every'?" in (
        refused(folder, 9)
    )
    write("own/slow.yaml", text.replace("limit", "reachable").replace("evry", "every"))
    assert "5,000 words are listed" in refused(folder, 9)


@pytest.mark.parametrize(
    ("set_to", "why"),
    [
        ("{at_most: 5}", "'respond.within' never holds a number"),
        ("{at_least: 5}", "'respond.within' never holds a number"),
        ("{at_least: 9 days}", "nothing can be at least 9 days and at most 1 day"),
        ("{where: {kind: {like: chat}}}", "there is no operator 'like'"),
        ("{where: {kind: chta}}", "did you mean 'chat'?"),
    ],
)
def test_what_the_configuration_sets_is_held_to_the_same(folder, write, set_to, why) -> None:
    write("own/slow.yaml", RULE)
    write("cxlint.yaml", f"rule_folders: [own]\nrules:\n  slow: {{params: {set_to}}}\n")
    result = check(folder)
    assert result.returncode == 2
    assert result.stderr.startswith("cxlint: cxlint.yaml:3: ")
    assert why in result.stderr
