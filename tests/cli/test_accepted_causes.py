"""What has one cause is told once, and a baseline accepts all of it all the same."""

from __future__ import annotations

import json
from pathlib import Path

SAMPLE = str(Path(__file__).parents[2] / "sample_policies" / "brightwave")


def told(cxlint, *arguments):
    out = cxlint("check", SAMPLE, "--format", "json", "--as-of", "2026-11-20", *arguments).out
    findings = json.loads(out)["findings"]
    return [each for each in findings if each["status"] == "new" and each["category"] != "waivers"]


def test_after_a_baseline_nothing_is_new(cxlint, folder):
    consequences = [
        place["label"]
        for each in told(cxlint)
        for place in each["related"]
        if place["label"].startswith("so ")
    ]
    assert consequences
    baseline = str(folder / "b.yaml")
    assert cxlint("baseline", SAMPLE, "--as-of", "2026-11-20", "--output", baseline).code == 0
    assert told(cxlint, "--baseline", baseline) == []
