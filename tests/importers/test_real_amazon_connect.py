"""Every real flow of Amazon Connect at hand: read whole, mapped, and judged as by eye."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from policies import TODAY

from cxlint.importers import detection
from cxlint.importers.cross_references import join_documents
from cxlint.importers.policy_sketch import Names
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxlint.importers.policy_sketch import Sketch

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "amazon-connect"
FILES = sorted(each for each in REAL.glob("*/*") if each.is_file())
AT_LEAST_MAPPED = 0.95

pytestmark = pytest.mark.skipif(not FILES, reason="the real files are not at hand")


def sketches(path: str, raw: bytes) -> Iterator[Sketch]:
    for each in detection.read_documents(path, raw, {}):
        assert each.foreign is not None, path
        yield from each.foreign.read(each.foreign.source, Names())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[-50:])
def test_it_is_read_without_a_fault_of_ours(file: Path) -> None:
    made = join_documents(detection.read_documents(file.name, file.read_bytes(), {}))
    policy = linker.assemble(made, TODAY)
    told = {problem.rule for problem in policy.problems}
    assert told <= {"left-out"}, [problem.facts for problem in policy.problems]
    for each in made:
        lines = len(each.lines.starts())
        data: Any = each.data
        for section, told_of in data.items():
            for key in told_of if isinstance(told_of, dict) else range(len(told_of)):
                span = each.span((section, key))
                assert 1 <= span.line <= lines
                assert span.end_column > span.column


def test_most_elements_are_mapped() -> None:
    found = [each for file in FILES for each in sketches(file.name, file.read_bytes())]
    seen = sum(each.seen for each in found)
    left = sum(len(each.left) for each in found)
    assert seen > 1000
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
        ("__remote-Sample.json", "person-announced-not-reached", "67211759"),
        ("__SimpleInboundFlow", "queue-full-hangs-up", "60e61d5f"),
        ("Inbound_Flow_with_Voice_ID", "hassle-loop", "f0580d95"),
        ("Inbound_Flow_with_Voice_ID", "hassle-loop", "e46479b0"),
        ("Inbound_Flow_with_Voice_ID", "unreachable-step", "51aaa9ec"),
        ("SCV_Callback_Subflow", "hassle-loop", "02c8a528"),
    ],
)
def test_what_was_seen_by_eye_is_found(part: str, rule: str, where: str) -> None:
    assert any(known == rule and where in told for known, told in findings(part))


def test_a_bounded_retry_is_left_alone() -> None:
    found = findings("__Sample_SCV_Inbound_Flow")
    assert not any("loop" in rule for rule, _ in found)
    assert not any("33fdf4c5" in told for _, told in found)


def test_a_menu_that_only_notes_is_at_most_a_hint() -> None:
    found = findings("__SimpleInboundFlow")
    about = [json.loads(told) for rule, told in found if rule == "choice-without-difference"]
    assert all(each["severity"] == "info" for each in about)


def spoilt(value: Any, chance: random.Random) -> Any:
    """Return a copy in which here and there something is missing, twisted or of another type."""
    if chance.random() < 0.03:
        return chance.choice([None, "", 0, -1, True, [], {}, [value], {"x": value}, "a" * 9999])
    if isinstance(value, dict):
        return {key: spoilt(each, chance) for key, each in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        again = value + value[:1] if chance.random() < 0.05 else value
        return [spoilt(each, chance) for each in again]
    return copy.copy(value)


@pytest.mark.parametrize("seed", range(6))
def test_spoilt_flows_do_not_make_it_fall(seed: int) -> None:
    chance = random.Random(seed)
    for file in FILES:
        data = {**json.loads(file.read_text("utf-8-sig")), "spoilt": True}
        data = {key: spoilt(value, chance) for key, value in data.items()}
        made = join_documents(detection.read_documents(file.name, json.dumps(data).encode(), {}))
        faults = [p.facts for each in made for p in each.problems if "fault of" in str(p.facts)]
        assert not faults
        policy = linker.assemble(made, TODAY)
        known = ("left-out", "unreadable-file")
        wrong = [problem.facts for problem in policy.problems if problem.rule not in known]
        assert not wrong, file
