"""The shared policies with exact answers on one customer, read in place."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from policies import policy
from questions import read_case

from cxlint.analysis.asking.answers import ask
from cxlint.analysis.subject import Subject
from cxlint.graph.builder import build
from cxlint.reporting.journeys.figures_json import record

SHARED = Path(__file__).parents[4] / "shared" / "cases" / "numbers"
CASES = sorted(each.parent for each in SHARED.glob("*/expect.json")) if SHARED.exists() else []


def plain(value):
    return value.get("decimal") if isinstance(value, dict) else value


def same(wanted, found):
    wanted, found = plain(wanted), plain(found)
    if isinstance(wanted, list):
        pairs = zip(wanted, found, strict=True)
        return isinstance(found, list) and all(same(*each) for each in pairs)
    if isinstance(wanted, str) and "T" in wanted:
        moments = map(datetime.datetime.fromisoformat, (wanted, found))
        return next(moments) == next(moments)
    return wanted == found


@pytest.mark.skipif(not CASES, reason="the shared cases are not beside this repository")
def test_every_answer_on_one_customer_is_right():
    asked = 0
    for folder in CASES:
        spec = json.loads((folder / "expect.json").read_text())
        if "ask" not in spec:
            continue
        files = [each.read_text() for each in sorted(folder.rglob("*.yaml"))]
        subject = Subject(build(policy(*files)))
        found = {q.name: record(q) for q in ask(subject, read_case(subject, spec["ask"])).figures}
        for wanted in spec["expect"]:
            asked += 1
            answer = found[wanted["quantity"]]
            assert same(wanted["value"], answer["value"]), (folder.name, wanted, answer)
    assert asked >= 39
