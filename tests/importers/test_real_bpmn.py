"""Real BPMN processes: all are read, what is known of them is found where it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lint_runs import lint_files

from cxlint.importers import detection
from cxlint.importers.bpmn import importer
from cxlint.importers.cross_references import join_documents
from cxlint.importers.policy_sketch import Names
from cxlint.language import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxlint.linting.model.finding import Finding

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "bpmn"
FILES = sorted(REAL.glob("*")) if REAL.is_dir() else []
SAMPLES = "camunda-consulting__camunda-7-code-examples"
RULES = ["unowned-state", "hassle-loop", "dead-end", "way-without-outcome", "unreachable-step"]

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not beside the project")


def lint(paths: Sequence[Path], only: Sequence[str] = ()) -> list[Finding]:
    return lint_files(paths, REAL, only)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-40:])
def test_every_process_is_understood(path: Path) -> None:
    found = detection.read_documents(path.name, path.read_bytes(), {})
    assert [document.foreign.format for document in found] == ["bpmn"]
    sketches = list(importer.read(found[0].foreign.source, Names()))
    assert sum(sketch.seen for sketch in sketches) > 2
    assert [left.what for sketch in sketches for left in sketch.left] == []
    for document in join_documents(found):
        assert schema.accept("policy", document.data)
        assert not document.problems


def test_an_agent_waits_for_a_ticket_without_a_timer() -> None:
    (found,) = lint([REAL / f"{SAMPLES}__incidentManagement.bpmn"], RULES)
    assert (found.rule.id, found.severity, found.span.line) == ("unowned-state", "error", 553)
    assert "ticket finished" in found.message


def test_a_ticket_is_closed_although_the_fix_is_only_planned() -> None:
    chosen = frozenset({"closed-unsolved"})
    (found,) = lint([REAL / f"{SAMPLES}__incidentManagement.bpmn"], chosen)
    assert (found.severity, found.span.line) == ("warning", 423)
    assert "fix in next release" in found.message
    assert [each.message for each in lint(FILES, chosen)] == [found.message]


def test_a_matter_is_amended_and_approved_again_and_again() -> None:
    (found,) = lint([REAL / f"{SAMPLES}__ssi-approval.bpmn"], RULES)
    assert (found.rule.id, found.severity) == ("hassle-loop", "warning")
    assert "Amend SSI data" in found.message
    assert found.span.line == 60  # the flow that leads back


def test_no_rule_finds_fault_with_more_than_half_of_them() -> None:
    findings = lint(FILES)
    by_rule: dict[str, set[str]] = {}
    for found in findings:
        by_rule.setdefault(found.rule.id, set()).add(found.path)
    assert by_rule
    assert {
        rule: len(paths) for rule, paths in by_rule.items() if len(paths) > len(FILES) / 2
    } == {}
