"""`cxlint test --scenarios`, and the rule that `cxlint check` has for the same."""

from __future__ import annotations

import json

import jsonschema
import pytest

from cxlint.language import schema

POLICY = """\
channels: {line: {kind: voice, open: 24x7, goes_to: care}}
teams: {care: {open: 24x7, closes: all}}
intents: {back: {start: [line]}}
returns:
  - {id: boots, categories: [boots], reasons: [changed mind], window: 14 days, fee: none}
"""
SCENARIOS = """\
scenarios:
  on-the-last-day:
    customer: {intent: back, category: boots, delivered: 2026-11-02, at: 2026-11-16}
    holds: {accepted: true}
  a-day-late:
    description: We are generous.
    customer: {intent: back, category: boots, delivered: 2026-11-02, at: 2026-11-17}
    holds:
      accepted: true
  who-knows:
    customer: {intent: back, category: boots}
    holds: {accepted: true}
"""
DAY = ("--as-of", "2026-11-20")
RULE = ("--select", "scenario-fails", *DAY)


@pytest.fixture
def policy(write):
    write("p/policy.yaml", POLICY)
    return write("p/scenarios.yaml", SCENARIOS)


def test_what_fails_is_told_with_the_difference_and_the_line(cxlint, policy):
    result = cxlint("test", "--scenarios", "p", *DAY)
    assert result.code == 1
    assert (
        result.out
        == """\
p/scenarios.yaml:5: a-day-late fails
  We are generous.
  asked: back, boots, delivered Mon 2 Nov 2026, contact Tue 17 Nov 2026
  - taken back: no (too late: the last day was 2026-11-16), and the scenario
    says yes (line 9)
      the window (p/policy.yaml:5)

p/scenarios.yaml:10: who-knows is not known
  asked: back, boots
  - taken back: not known (not stated: the day of delivery (delivered)) (line
    12)
      the window (p/policy.yaml:5)

3 scenarios: 1 fails, 1 is not known and 1 holds
"""
    )


def test_the_json_fits_its_schema(cxlint, policy):
    result = cxlint("test", "--scenarios", "--format", "json", "p", *DAY)
    assert result.code == 1
    told = json.loads(result.out)
    jsonschema.Draft202012Validator(schema.load("scenarios")).validate(told)
    assert told["summary"] == {"holds": 1, "fails": 1, "unknown": 1}
    assert [each["status"] for each in told["scenarios"]] == ["holds", "fails", "unknown"]
    assert told["scenarios"][1]["statements"] == [
        {
            "statement": "accepted",
            "line": 9,
            "status": "fails",
            "scenario_says": "yes",
            "policy_says": "no",
            "why": "too late: the last day was 2026-11-16",
            "parts": [{"text": "the window", "path": "p/policy.yaml", "line": 5}],
        }
    ]


def test_what_holds_or_is_not_known_is_exit_0(cxlint, write):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", SCENARIOS.replace("at: 2026-11-17", "at: 2026-11-15"))
    assert cxlint("test", "--scenarios", "p", *DAY).code == 0
    assert cxlint("check", "p", *RULE).code == 0


def test_without_scenarios_it_says_how_to_state_one(cxlint, write):
    write("p/policy.yaml", POLICY)
    result = cxlint("test", "--scenarios", "p", *DAY)
    assert result.code == 2
    assert "there are no scenarios: state some under `scenarios:`" in result.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--scenarios", "--mutate", "p"), "ask for one at a time"),
        (("--format", "json", "p"), "--format goes with --scenarios"),
    ],
)
def test_what_does_not_go_together_is_refused(cxlint, policy, words, told):
    result = cxlint("test", *words)
    assert result.code == 2
    assert told in result.err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("holds: {accepted: true}", ("acepted", "accepted")),
        ("category: boots", ("categroy", "category")),
        ("customer: {intent", ("custmer", "customer")),
    ],
)
def test_an_unknown_key_is_an_error_with_what_may_be_meant(cxlint, write, said, told):
    slip, meant = told
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", SCENARIOS.replace(said, said.replace(meant, slip), 1))
    result = cxlint("check", "p", "--select", "unknown-key", *DAY)
    assert result.code == 1
    assert "unknown-key" in result.out
    assert slip in result.out
    assert meant in result.out


def test_a_contact_reason_that_does_not_exist_is_told_once(cxlint, write):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", SCENARIOS.replace("intent: back", "intent: bakc", 1))
    result = cxlint("check", "p", "--select", "scenario-fails,undefined-reference", *DAY)
    assert result.out.count("undefined-reference") == 2  # the finding, and how to read of the rule
    assert result.out.count("does not hold") == 1
    assert "a-day-late does not hold" in result.out


def test_check_finds_it_at_the_line_of_the_scenario(cxlint, policy):
    result = cxlint("check", "p", *RULE, "--format", "json")
    assert result.code == 1
    (found,) = json.loads(result.out)["findings"]
    assert (found["path"], found["line"], found["severity"]) == ("p/scenarios.yaml", 5, "error")
    assert found["entity"] == "scenario/a-day-late"
    assert found["message"] == (
        "the scenario a-day-late does not hold: taken back: no (too late: the last day was "
        "2026-11-16), and the scenario says yes"
    )


def test_it_can_be_waived(cxlint, write):
    write("p/policy.yaml", POLICY)
    waived = SCENARIOS.replace(
        "  a-day-late:", "  a-day-late:   # cxlint: allow[scenario-fails] until spring"
    )
    write("p/scenarios.yaml", waived)
    assert cxlint("check", "p", *RULE).code == 0


def test_it_is_never_put_in_a_baseline(cxlint, policy, folder):
    result = cxlint("baseline", "p", *RULE)
    assert "0 accepted, 0 added, 0 dropped" in result.out
    assert "1 left out, which a waiver alone may accept: scenario-fails" in result.err
    entry = '{rule: scenario-fails, entity: scenario/a-day-late, fingerprint: "%s"}'
    found = json.loads(cxlint("check", "p", *RULE, "--format", "json").out)["findings"]
    file = folder / "cxlint-baseline.yaml"
    file.write_text(f"version: 2\nfindings:\n  - {entry % found[0]['fingerprint']}\n")
    again = cxlint("check", "p", *DAY, "--baseline", str(file), "--select",
                   "scenario-fails,baseline-stale")  # fmt: skip
    assert again.code == 1
    assert "a-day-late does not hold" in again.out
    assert "no baseline accepts what scenario-fails finds" in " ".join(again.out.split())


SLIPS = """\
scenarios:
  key:
    customer: {intent: back, categry: boots, delivered: 2026-11-02}
    holds: {accepted: true}
  alike:
    customer: {intent: back, categry: boots, delivered: 2026-11-02}
    holds: {accepted: true}
  time:
    customer: {intent: back, category: boots}
    holds: {decided: in 2 days}
  day:
    customer: {intent: back, category: boots, delivered: 2026-02-30}
    holds: {accepted: true}
"""
GOOD = """\
  good:
    customer: {intent: back, category: boots, delivered: 2026-11-02}
    holds: {fee: none}
"""


@pytest.mark.parametrize(
    ("more", "summary"),
    [
        (GOOD, "5 scenarios: 4 are not understood and 1 holds\n"),
        ("", "4 scenarios: 4 are not understood\n"),
    ],
)
def test_what_is_not_understood_is_counted_and_fails(cxlint, write, more, summary):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", SLIPS + more)
    result = cxlint("test", "--scenarios", "p", *DAY)
    assert result.code == 1
    told = " ".join(result.out.split())
    for line, id_ in ((2, "key"), (5, "alike"), (8, "time"), (11, "day")):
        assert f"p/scenarios.yaml:{line}: {id_} is not understood" in told
    assert "key of scenario key, customer; did you mean category? (line 3)" in told
    assert "key of scenario alike, customer; did you mean category? (line 6)" in told
    assert "'in 2 days' is no limit of time" in told
    assert "there is no day 30 in 2026-02" in told
    assert result.out.endswith(summary)


@pytest.mark.parametrize(
    ("said", "slips"),
    [
        (GOOD + GOOD, ["5"]),
        ("  good: {holds: {fee: none}}\n", ["2"]),
        ("  good:\n", ["2"]),
    ],
)
def test_one_that_is_said_twice_or_in_part_is_not_understood(cxlint, write, said, slips):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", f"scenarios:\n{said}")
    result = cxlint("test", "--scenarios", "p", *DAY)
    assert result.code == 1
    found = [line for line in result.out.splitlines() if line.endswith("is not understood")]
    assert [each.split(":")[1] for each in found if each[0] == "p"] == slips


def test_a_section_whose_name_is_misspelt_is_not_understood(cxlint, write):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", f"scenarois:\n{GOOD}")
    result = cxlint("test", "--scenarios", "p", *DAY)
    assert result.code == 1
    assert "did you mean scenarios?" in result.out
    assert result.out.endswith("1 scenario: 1 is not understood\n")


def test_the_json_counts_what_is_not_understood_as_failing(cxlint, write):
    write("p/policy.yaml", POLICY)
    write("p/scenarios.yaml", SLIPS + GOOD)
    result = cxlint("test", "--scenarios", "--format", "json", "p", *DAY)
    assert result.code == 1
    told = json.loads(result.out)
    jsonschema.Draft202012Validator(schema.load("scenarios")).validate(told)
    assert told["summary"] == {"holds": 1, "fails": 4, "unknown": 0}
    assert "did you mean category?" in told["scenarios"][1]["problem"]
