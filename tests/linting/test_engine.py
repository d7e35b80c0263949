"""One run from files to report: what is told, what is excused, what fails closed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.checks.cycles import loop
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine

if TYPE_CHECKING:
    from pathlib import Path

    from cxlint.linting.model.finding import Report

RING = """\
teams:
  care: {seats: 4}
  finance: {seats: 2}
handoffs:
  - {from: care, to: finance}
  - {from: finance, to: care}
"""
TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(here: Path, *paths: str, only: str = "hassle-loop", **more: object) -> Report:
    file = here / "cxlint.yaml"
    raw = config_files.read(file if file.exists() else None)
    rules = loader.load(raw.rule_folders)
    request = engine.Request(
        paths=[here / path for path in paths or (".",)],
        start=here,
        config=config.build_config(raw, rules, here),
        rules=rules,
        chosen=frozenset(config.choose_rules(rules, [only] if only else [], [])),
        today=TODAY,
        **more,  # type: ignore[arg-type]
    )
    return engine.lint(request)


def test_a_finding_has_place_entity_fingerprint_and_proof(here: Path) -> None:
    (here / "policy.yaml").write_text(RING)
    (finding,) = lint(here).findings
    assert (finding.path, finding.span.line) == ("policy.yaml", 6)
    assert finding.entity == "handoff/finance->care"
    assert [spot.label for spot in finding.witness] == ["care", "finance", "care"]


def test_the_fingerprint_outlives_moved_lines_and_files(here: Path) -> None:
    (here / "policy.yaml").write_text(RING)
    (before,) = lint(here).findings
    (here / "policy.yaml").write_text("# a line\n\n" + RING)
    (moved,) = lint(here).findings
    (here / "policy.yaml").rename(here / "other.yaml")
    (renamed,) = lint(here).findings
    assert moved.span.line == before.span.line + 2
    assert before.fingerprint == moved.fingerprint == renamed.fingerprint


def test_a_crash_names_the_rule_and_the_rest_is_reported(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "policy.yaml").write_text(RING + "stpes: {}\n")

    def crash(network: object, *, most_rounds: int, withdrawals: object) -> None:
        raise ZeroDivisionError(str(network)[: most_rounds - 5] + "on purpose")

    monkeypatch.setattr(loop, "loop", crash)
    report = lint(here, only="")
    assert report.has_crashed
    (notice,) = [each for each in report.notices if each.kind == "crash"]
    assert notice.rule == "hassle-loop"
    assert "on purpose" in notice.message
    assert "unknown-key" in {finding.rule.id for finding in report.findings}


def test_a_rule_asked_for_that_sees_nothing_is_vacuous(here: Path) -> None:
    (here / "policy.yaml").write_text("organization: {name: A}\n")
    report = lint(here, named=frozenset({"hassle-loop"}))
    assert [(each.kind, each.rule) for each in report.notices] == [("vacuous", "hassle-loop")]
    assert [each.kind for each in lint(here).notices] == ["idle"]


def test_a_rule_that_sees_nothing_may_have_missed_what_could_not_be_read(here: Path) -> None:
    for text, ending in (
        ("organization: {name: A}\n", "in this policy"),
        ("channels: {a: {kind: chta}}\n", "of which some could not be read"),
    ):
        (here / "policy.yaml").write_text(text)
        (notice,) = lint(here, named=frozenset({"hassle-loop"})).notices
        assert notice.message.endswith(ending)


def test_of_a_whole_policy_only_what_touches_the_files_given_is_told(here: Path) -> None:
    (here / "cxlint.yaml").write_text("policy: .\n")
    teams, handoffs = RING.split("handoffs:")
    (here / "teams.yaml").write_text(teams)
    (here / "handoffs.yaml").write_text("handoffs:" + handoffs)
    (here / "other.yaml").write_text("chanels: {}\n")
    assert len(lint(here, "handoffs.yaml").findings) == 1
    touched = lint(here, "teams.yaml", only="").findings
    assert {each.rule.id for each in touched if each.path == "other.yaml"} == set()
    assert lint(here, "other.yaml", only="hassle-loop").findings == ()


def test_settings_of_a_path_hold_where_the_finding_points(here: Path) -> None:
    (here / "policy.yaml").write_text(RING)
    (here / "cxlint.yaml").write_text(
        "paths:\n  - {files: policy.yaml, rules: {hassle-loop: info}}\n"
    )
    (finding,) = lint(here).findings
    assert finding.severity == "info"


def test_a_severity_that_is_configured_holds_for_grave_forms_too(here: Path) -> None:
    closed = "steps:\n  a: {kind: page, goes_to: b}\n  b: {kind: page, goes_to: a}\n"
    (here / "policy.yaml").write_text(closed)
    assert [each.severity for each in lint(here).findings] == ["error"]
    (here / "cxlint.yaml").write_text("rules: {hassle-loop: info}\n")
    assert [each.severity for each in lint(here).findings] == ["info"]


def test_standard_input_takes_the_place_of_its_file(here: Path) -> None:
    (here / "policy.yaml").write_text(RING)
    sound = RING.replace("care}\n", "care, max_repeats: 1}\n")
    report = lint(here, stdin=("policy.yaml", sound.encode()))
    assert report.findings == ()
    assert report.files == ("policy.yaml",)


def test_what_cannot_be_read_of_the_whole_policy_is_not_taken_for_absent(here: Path) -> None:
    (here / "cxlint.yaml").write_text("policy: .\n")
    (here / "handoffs.yaml").write_text("handoffs:\n  - {from: care, to: care}\n")
    (here / "teams.yaml").symlink_to(here / "gone.yaml")
    report = lint(here, "handoffs.yaml", only="undefined-reference")
    assert report.findings == ()
    assert ["teams.yaml cannot be read" in each.message for each in report.notices] == [True]
    (whole,) = lint(here, "teams.yaml", only="unreadable-file").findings
    assert (whole.path, whole.span.line) == ("teams.yaml", 1)
