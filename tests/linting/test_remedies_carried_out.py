"""What findings say to change, carried out in every sample and every bad example of their rules."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from policies import TODAY
from remedies import (
    carry_context,
    limit_cycles,
    limit_returns,
    settle_early,
    spare_approvals,
)

from cxlint.graph.builder import build
from cxlint.linting.checks.authority.approval_path import approval_path
from cxlint.linting.checks.cycles.loop import loop
from cxlint.linting.checks.cycles.ping_pong import ping_pong
from cxlint.linting.checks.ways.least_way import least_way
from cxlint.linting.checks.ways.silo import silo
from cxlint.linting.rules import loader
from cxlint.parsing import document
from cxlint.policy import linker

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxlint.graph.network import Network
    from cxlint.linting.model.finding import Hit

    Files = dict[str, Any]

SAMPLES = Path(__file__).parents[2] / "sample_policies"
RULES = loader.load()
CHECKS: dict[str, Callable[..., Any]] = {
    "hassle-loop": loop,
    "ping-pong-handoff": ping_pong,
    "silo": silo,
    "approval-laden-path": approval_path,
    "high-transfer-path": least_way,
    "passed-off": least_way,
}
WAYS: dict[str, list[Callable[[Files, Hit], Files]]] = {
    "hassle-loop": [limit_cycles],
    "ping-pong-handoff": [limit_returns],
    "silo": [
        lambda files, hit: carry_context(files, hit, "context"),
        lambda files, hit: carry_context(files, hit, "warm"),
    ],
    "approval-laden-path": [spare_approvals],
    "high-transfer-path": [settle_early],
    "passed-off": [settle_early],
}


@cache
def sample(name: str) -> Files:
    folder = SAMPLES / name
    files = sorted(file for file in folder.rglob("*.yaml") if "cxlint" not in file.name)
    parsed = [each for file in files for each in document.parse(file.name, file.read_bytes())]
    found = {f"{number}.yaml": each.data for number, each in enumerate(parsed)}
    return json.loads(json.dumps({name: data for name, data in found.items() if data}))


def graph_of(files: Files) -> Network:
    parsed = [
        each
        for name, data in files.items()
        for each in document.parse(name, json.dumps(data).encode())
    ]
    return build(linker.assemble(parsed, TODAY))


def found(rule: str, files: Files) -> list[Hit]:
    return list(CHECKS[rule](graph_of(files), **RULES[rule].params))


def place(hit: Hit) -> tuple[object, ...]:
    return hit.entity, hit.key, str(hit.facts.get("front", "")), str(hit.facts.get("start", ""))


def carry_out(rule: str, files: Files) -> int:
    hits = found(rule, files)
    for hit in hits:
        for way in WAYS[rule]:
            left = {place(each) for each in found(rule, way(files, hit))}
            assert place(hit) not in left
            assert len(left) < len({place(each) for each in hits}) or rule == "passed-off"
    return len(hits)


@pytest.mark.parametrize("rule", CHECKS)
def test_in_the_samples(rule: str) -> None:
    names = [folder.name for folder in SAMPLES.iterdir() if folder.is_dir()]
    assert sum(carry_out(rule, sample(name)) for name in names if name != "published")


@pytest.mark.parametrize("rule", CHECKS)
def test_in_the_bad_examples(rule: str) -> None:
    for text in RULES[rule].bad:
        (data,) = (each.data for each in document.parse("policy.yaml", text.encode()))
        assert carry_out(rule, {"policy.yaml": json.loads(json.dumps(data))})
