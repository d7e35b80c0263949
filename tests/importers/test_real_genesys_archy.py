"""Every real Archy flow at hand: read whole, mapped, and judged as by eye."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from policies import TODAY

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.genesys import importer
from cxlint.importers.policy_sketch import Names
from cxlint.policy import linker

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "genesys-archy"
FILES = sorted(REAL.glob("*.yaml"))
AT_LEAST_MAPPED = 0.95

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not at hand")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[-50:])
def test_it_is_read_without_a_fault_of_ours(file: Path) -> None:
    found = detection.read_documents(file.name, file.read_bytes(), {})
    assert [each.foreign.format for each in found] == ["genesys-archy"]
    (made,) = join_documents(found)
    policy = linker.assemble([made], TODAY)
    assert not policy.problems, [problem.facts for problem in policy.problems]
    assert made.text == file.read_bytes().decode()
    data: Any = made.data
    for section, told in data.items():
        for key in told if isinstance(told, dict) else range(len(told)):
            span = made.span((section, key))
            assert 1 <= span.line <= len(made.text.splitlines())
            assert span.end_column > span.column


def test_most_elements_are_mapped() -> None:
    found = [
        sketch
        for file in FILES
        for each in detection.read_documents(file.name, file.read_bytes(), {})
        for sketch in importer.read(each.foreign.source, Names())
    ]
    seen = sum(each.seen for each in found)
    left = sum(len(each.left) for each in found)
    assert seen > 100
    assert 1 - left / seen >= AT_LEAST_MAPPED


@cache
def findings(part: str) -> list[tuple[str, str]]:
    """Return rule and whole finding, as text, of each finding of one real file."""
    (file,) = (each for each in FILES if each.name.endswith(part))
    command = [sys.executable, "-m", "cxlint", "check", str(file), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [(each["rule"], json.dumps(each)) for each in json.loads(done.stdout)["findings"]]


@pytest.mark.parametrize(
    ("part", "rule", "where"),
    [
        ("SimpleFinancialIvr_v2-0.yaml", "choice-not-announced", "tells them of keys 1 and 2"),
        ("web-messaging-triage-bot.yaml", "error-hangs-up", "Call Data Action"),
        ("DR-Emergency-IVR.yaml", "transfer-failure-hangs-up", "Transfer to ACD (3) and 3 more"),
        ("closedhours_flow.yaml", "closed-hours-hang-up", "ClosedHours_Flow"),
    ],
)
def test_what_was_seen_by_eye_is_found(part: str, rule: str, where: str) -> None:
    assert [text for found, text in findings(part) if found == rule and where in text]


def test_a_flow_that_hands_over_whatever_fails_is_left_alone() -> None:
    rules = {rule for rule, _ in findings("DudeWheresMyStuffMessage.yaml")}
    assert not {rule for rule in rules if "hangs-up" in rule or "hang-up" in rule}


def spoilt(value: Any, chance: random.Random) -> Any:
    """Return a value of which here and there a part is missing, doubled or something else."""
    odd: list[Any] = [None, [], {}, "", 7, True, "x" * 1000, [[]], {"name": None}]
    if chance.random() < 0.02:
        return chance.choice(odd)
    if isinstance(value, dict):
        kept = [key for key in value if chance.random() > 0.02]
        return {key: spoilt(value[key], chance) for key in kept}
    if isinstance(value, list):
        kept = value * 2 if chance.random() < 0.05 else value
        return [spoilt(each, chance) for each in kept]
    return value


@pytest.mark.parametrize("seed", range(40))
def test_spoilt_flows_do_not_make_it_fall(seed: int) -> None:
    chance = random.Random(seed)
    judged = 0
    for file in FILES:
        (found,) = detection.read_documents(file.name, file.read_bytes(), {})
        flows: Any = found.foreign.source.data
        raw = json.dumps({kind: spoilt(flow, chance) for kind, flow in flows.items()}).encode()
        read = detection.read_documents("flow.yaml", raw, {})
        if all(each.foreign is not None for each in read):
            told = {problem.rule for problem in linker.assemble(read, TODAY).problems}
            assert told <= {"left-out"}
            judged += 1
    assert judged > len(FILES) / 2
