"""Rules with an expression, as their author meets them: refused, stopped, or told what is missing.

Each run is a process of its own with a limit of time: nothing that a rule file holds may hang it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap

import pytest

RULE = """\
id: slow-calls
title: Calls that wait for more than an hour
severity: error
since: 0.1.0
rationale: Who calls and waits for an hour has lost a morning and tells everybody about it.
remedy: answer {id} within an hour
sources: [{id: own, supports: "an hour is long"}]
check: expression
params:
  of: channel
  at: respond
  holds: >-
    channel.kind != 'voice' || channel.respond.within <= duration('1h')
message: "callers wait {value} at {id}"
bad: ["channels: {a: {kind: voice, respond: 2 hours}}  # <- slow-calls\\n"]
good: ["channels: {a: {kind: voice, respond: 1 hour}}\\n"]
"""
POLICY = """\
channels:
  hotline: {kind: voice, goes_to: care, respond: 2 hours}
  mailbox: {kind: email, goes_to: care}
teams:
  care: {seats: 3}
"""
HOLDS = RULE.split("holds: >-\n    ")[1].split("\n", maxsplit=1)[0]
WITHOUT = "import sys; sys.modules['{}'] = None; from cxlint.__main__ import main; sys.exit(main())"
IMPORTED = (
    "import sys; from cxlint.__main__ import main; main(sys.argv[1:]);"
    "print(*(name.split('.')[0] for name in sys.modules))"
)


@pytest.fixture
def lint(write):
    write("cxlint.yaml", "rule_folders: [own]\n")
    write("policy.yaml", POLICY)

    def run(holds: str | None = None, code: str = "", rule: str = RULE, **options: str):
        if holds is not None:
            block = textwrap.indent(holds, "    ").strip()
            rule = rule.replace(f">-\n    {HOLDS}", f"|-\n    {block}")
        write("own/care/slow-calls.yaml", rule)
        command = ["-c", code] if code else ["-m", "cxlint"]
        arguments = ["check", "--select", options.pop("select", "slow-calls"), "policy.yaml"]
        return subprocess.run(
            [sys.executable, *command, *arguments, "--format", "json"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={**os.environ, **options},
        )

    return run


def test_a_rule_with_an_expression_speaks(lint) -> None:
    done = lint()
    assert done.returncode == 1, done.stderr
    [finding] = json.loads(done.stdout)["findings"]
    assert finding["message"] == "callers wait 2 hours at hotline"


@pytest.mark.parametrize("absent", ["cel_expr_python", "google.protobuf.message_factory"])
def test_without_the_runtime_one_line_says_what_to_install(lint, folder, absent: str) -> None:
    done = lint(code=WITHOUT.format(absent), XDG_CACHE_HOME=str(folder))  # nothing is compiled yet
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("cxlint: own/care/slow-calls.yaml:12: the check expression needs")
    assert "pip install 'cxlint-policy[cel]'" in line


def test_the_same_is_told_of_a_rule_that_is_kept_compiled(lint) -> None:
    assert lint().returncode == 1
    done = lint(code=WITHOUT.format("cel_expr_python"))
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("cxlint: own/care/slow-calls.yaml: slow-calls: the check expression")
    assert "pip install 'cxlint-policy[cel]'" in line


def test_what_is_not_chosen_does_not_need_it(lint) -> None:
    assert lint().returncode == 1
    done = lint(code=WITHOUT.format("cel_expr_python"), select="dead-end")
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_imported_only_where_a_rule_uses_it(lint, write) -> None:
    assert {"cel_expr_python", "google"} <= set(lint(code=IMPORTED).stdout.split())
    done = lint(code=IMPORTED, select="dead-end")
    assert "cxlint" in done.stdout.split()
    assert not {"cel_expr_python", "google"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("channel.responds.within <= duration('1h')", "did you mean 'respond'?"),
        ("channel.kind != 'voice' ||", "its end"),
        ("true || " * 20_000 + "true", "2,000 are the most"),
        ("'" + "a" * 200_000 + "' == channel.id", "2,000 are the most"),
        ("(" * 900 + "true" + ")" * 900, "nested too deeply"),
        ("!" * 1_999, "nested too deeply|its end"),
        ("[" * 900 + "]" * 900 + " == []", "nested too deeply"),
        ("channel.id.matches('((.?){900}){900}$')", "more than 1,000 characters"),
        ("['aaaaaaaaaa']" + ".map(a, a + a)" * 24 + ".size() > 0", "grow without end"),
        ("[[1]]" + ".map(a, a + a)" * 24 + ".size() > 0", "list of lists"),
        ("[channel]" + ".map(a, [a, a])" * 24 + ".size() > 0", "list of lists|mixed|checked"),
    ],
)
def test_a_hostile_expression_is_refused_at_its_line(lint, holds: str, said: str) -> None:
    done = lint(holds)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("cxlint: own/care/slow-calls.yaml:12: ")
    assert any(each in line for each in said.split("|")), line
    assert len(line) < 500


LOOP = "[1,2,3,4,5,6,7,8,9].all(x{0}, "


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        ("".join(map(LOOP.format, range(9))) + "x0 > 0" + ")" * 9, "10,000 steps"),
        ("channels" + ".all(a, channels" * 25 + ".size() > 0" + ")" * 25, "10,000 steps|deeply"),
        ("1 / 0 == 1", "divide by zero"),
    ],
)
def test_an_expression_that_fails_is_a_crash_of_its_rule(lint, holds: str, said: str) -> None:
    done = lint(holds)
    told = done.stdout + done.stderr
    assert done.returncode in (2, 3) if "|" in said else done.returncode == 3
    assert any(each in told for each in said.split("|"))
    if done.returncode == 3:
        assert "slow-calls" in told and "channel/hotline" in told
        assert "Traceback" not in told


def test_a_large_text_and_a_large_pattern_end(lint, write) -> None:
    write("policy.yaml", f"channels: {{a: {{kind: chat, address: '{'ab' * 40_000}'}}}}\n")
    done = lint("channel.address.matches('" + "(.?)" * 240 + "b$')")
    assert done.returncode == 0, done.stderr


def test_a_rule_that_can_be_answered_nowhere_is_vacuous(lint, write) -> None:
    done = lint("team('crae').seats > 1.0")
    assert done.returncode == 0
    assert re.search(r'"vacuous": \[\s*"slow-calls"\s*\]', done.stdout)


def test_what_the_configuration_puts_in_is_asked_the_same(lint, write) -> None:
    write("cxlint.yaml", "rule_folders: [own]\nrules: {slow-calls: {params: {holds: channel.knd}}}")
    done = lint()
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "did you mean 'kind'?" in line
