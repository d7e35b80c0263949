from __future__ import annotations

from pathlib import Path

import bare
import pytest

from cxlint.errors import UserError
from cxlint.linting.model.finding import Finding
from cxlint.linting.suppressions.baseline import Baseline, mark_accepted, parse_entries, read, write
from cxlint.parsing.document import Span, parse

DOCUMENT = parse("chat.yaml", b"a: 1\n")[0]


def found(entity: str, fingerprint: str = "aa", rule: str = "silo", line: int = 1) -> Finding:
    return Finding(
        rule=bare.rule(rule),
        severity="error",
        message="",
        remedy={"": ""},
        document=DOCUMENT,
        span=Span(line, 1, line, 2),
        entity=entity,
        fingerprint=fingerprint,
    )


def accepted(*findings: Finding) -> Baseline:
    return parse_entries(parse("b.yaml", write(findings).encode()))


def judge(findings: list[Finding], baseline: Baseline) -> tuple[list[str], list[tuple[str, str]]]:
    told, problems = mark_accepted(findings, baseline, ran={"silo", "loop"})
    return [f.status for f in told], [(str(p.facts["entity"]), p.case) for p in problems]


def test_what_is_written_is_accepted_wherever_it_moves() -> None:
    baseline = accepted(found("channel/chat"), found("team/care"))
    moved = [found("team/care", line=99), found("channel/chat", line=7)]
    assert judge(moved, baseline) == (["baselined", "baselined"], [])


def test_the_text_is_sorted_has_no_lines_and_does_not_depend_on_order() -> None:
    findings = [found("team/care", line=3), found("channel/chat"), found("team/care", line=9)]
    text = write(findings)
    assert text == write(reversed(findings))
    assert text.splitlines()[-4:] == [
        "version: 2",
        "findings:",
        '  - {rule: silo, entity: channel/chat, fingerprint: "aa"}',
        '  - {rule: silo, entity: team/care, fingerprint: "aa", count: 2}',
    ]


def test_an_empty_baseline_accepts_nothing() -> None:
    assert judge([found("channel/chat")], accepted()) == (["new"], [])


@pytest.mark.parametrize(
    "entity",
    [
        "handoff/care->finance",
        'channel/chat: "x" # y',
        "step/\u2028\x85\x07\U0001f600é",
        "a\\b",
        "null",
        "file/my file.yaml",
        "-",
        "12",
        "a,b",
        "{x}",
    ],
)
def test_every_entity_survives_writing_and_reading(entity: str) -> None:
    assert judge([found(entity)], accepted(found(entity))) == (["baselined"], [])


def test_another_finding_does_not_take_the_place_of_one_that_went_away() -> None:
    baseline = accepted(found("channel/chat", "aa"))
    for other in (
        found("channel/mail", "aa"),
        found("channel/chat", "bb"),
        found("channel/chat", "aa", rule="loop"),
    ):
        assert judge([other], baseline) == (["new"], [("channel/chat", "")])


def test_more_than_were_accepted_are_new_and_fewer_are_stale() -> None:
    baseline = accepted(found("channel/chat"), found("channel/chat"))
    three = [found("channel/chat")] * 3
    assert judge(three, baseline) == (["baselined", "baselined", "new"], [])
    assert judge(three[:1], baseline) == (["baselined"], [("channel/chat", "fewer")])


def test_a_stale_entry_is_told_at_its_line() -> None:
    _, problems = mark_accepted([], accepted(found("a/b"), found("channel/chat")), ran={"silo"})
    lines = [p.at.document.line(p.at.span().line) for p in problems]
    assert [p.rule for p in problems] == ["baseline-stale", "baseline-stale"]
    assert ["a/b" in line for line in lines] == [True, False]


def test_of_rules_that_did_not_run_nothing_is_stale() -> None:
    assert mark_accepted([], accepted(found("channel/chat")), ran={"loop"})[1] == []
    assert mark_accepted([], accepted(found("channel/chat")), ran={"silo"}, complete=False)[1] == []


def test_of_rules_that_no_longer_exist_everything_is_stale() -> None:
    baseline = accepted(found("channel/chat"))
    assert len(mark_accepted([], baseline, ran={"loop"}, rules={"loop"})[1]) == 1
    assert mark_accepted([], baseline, ran={"loop"}, rules={"loop", "silo"})[1] == []


def test_waived_findings_are_neither_written_nor_use_an_entry() -> None:
    waived = found("channel/chat")._replace(status="waived", excuse="why")
    assert write([waived]) == write([])
    told, problems = mark_accepted([waived], accepted(found("channel/chat")), ran={"silo"})
    assert told == [waived]
    assert len(problems) == 1


def test_baselined_findings_are_written_again() -> None:
    known = found("channel/chat")._replace(status="baselined")
    assert write([known]) == write([found("channel/chat")])


ENTRY = "{rule: silo, entity: a/b, fingerprint: aa"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.yaml:1: a baseline is `version: 2` and a list `findings:`"),
        ("version: 1\nfindings: 3\n", "b.yaml:1: a baseline is"),
        ("version: 3\nfindings: []\n", "b.yaml:1: this cxlint reads baselines of the versions 1"),
        ("findings: []\n", "b.yaml:1: this cxlint reads"),
        ("version: 1\nfindings: []\nmore: 1\n", "b.yaml:3: unknown key 'more'"),
        (f"version: 1\nfindings:\n- {ENTRY}}}\n- 3\n", "b.yaml:4: an entry is"),
        (f"version: 1\nfindings:\n- {ENTRY}, line: 3}}\n", "b.yaml:3: unknown key 'line'"),
        (f"version: 1\nfindings:\n- {ENTRY}, count: 0}}\n", "b.yaml:3: `count` is a whole number"),
        (f"version: 1\nfindings:\n- {ENTRY}, count: yes}}\n", "b.yaml:3: `count` is a whole"),
        ("version: 1\nfindings:\n- {rule: silo, entity: a/b}\n", "b.yaml:3: an entry has a text"),
        ("version: 1\nfindings:\n- {rule: 1, entity: a, fingerprint: b}\n", "as its `rule`"),
        (f"version: 1\nfindings:\n- {ENTRY}}}\n- {ENTRY}}}\n", "b.yaml:4: this finding already"),
        ("version: 1\nversion: 1\nfindings: []\n", "b.yaml:2: the key 'version' is said twice"),
        ("a: [\n", "b.yaml:"),
        ("version: 1\nfindings: []\n---\na: 1\n", "b.yaml:4: a baseline is one document"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(text)
    with pytest.raises(UserError) as refused:
        read(tmp_path / "b.yaml")
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.yaml: there is no such baseline"):
        read(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path)


def test_the_examples_of_the_rule_file_say_what_they_claim() -> None:
    data = parse("", Path("rules/waivers/baseline-stale.yaml").read_bytes())[0].data
    assert isinstance(data, dict)
    for example in data["bad"]:
        baseline = parse_entries(parse("b.yaml", example.encode()))
        _, problems = mark_accepted([], baseline, ran=(), rules=("silo",))
        marked = [
            n for n, line in enumerate(example.splitlines(), 1) if "# <- baseline-stale" in line
        ]
        assert [p.at.span().line for p in problems] == marked
        assert all(data["message"][p.case].format_map(p.facts) for p in problems)
    for example in data["good"]:
        assert not parse_entries(parse("b.yaml", example.encode())).entries
