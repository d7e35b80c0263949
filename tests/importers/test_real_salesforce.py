"""Real Salesforce metadata: all of it is read, nearly all is understood, and little is to blame."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lint_runs import lint_files

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.policy_sketch import Names
from cxlint.importers.salesforce import importer
from cxlint.language import schema

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "salesforce"
FILES = sorted(REAL.glob("*")) if REAL.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not beside the project")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[-40:])
def test_every_file_is_understood(path: Path) -> None:
    found = detection.read_documents(path.name, path.read_bytes(), {})
    assert [document.foreign.format for document in found] == ["salesforce"]
    (sketch,) = importer.read(found[0].foreign.source, Names())
    assert {why for _, _, why in sketch.left} <= {"it is not active, so it does nothing"}
    (made,) = join_documents(found)
    assert schema.accept("policy", made.data)


def test_the_milestones_of_an_incident_are_promises_that_somebody_keeps() -> None:
    (path,) = REAL.glob("*.entitlementProcess-meta.xml")
    found = detection.read_documents(path.name, path.read_bytes(), {})
    (made,) = join_documents(found)
    data: Any = made.data
    targets = [sorted(told) for told in data["promises"].values()]
    assert targets == [["conditions", "first_reply"], ["resolution"]]
    assert len(data["escalations"]) == 5


def test_rules_that_are_not_active_are_nothing() -> None:
    (path,) = REAL.glob("*.assignmentRules-meta.xml")
    (made,) = join_documents(detection.read_documents(path.name, path.read_bytes(), {}))
    assert made.data == {}


def test_nothing_is_found_fault_with_that_is_only_not_said() -> None:
    stated = "escalation-after-the-promise"  # two milestones call somebody when they are missed
    found = [each.rule.id for each in lint_files(FILES, REAL)]
    assert found == [stated, stated, *["left-out"] * 3]  # rules that are not active
