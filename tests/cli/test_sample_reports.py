"""Every sample in every format: valid, the same in every run, naming no place of a machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cxlint import reporting
from cxlint.language import schema

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    folder.relative_to(ROOT).as_posix()
    for folder in (*ROOT.glob("sample_policies/*"), *ROOT.glob("sample_policies/published/*"))
    if folder.is_dir() and folder.name != "published"
)
EVERYTHING = """\
import sys
from cxlint.__main__ import main

forms, samples = (words.split(",") for words in sys.argv[1:])
for sample in samples:
    for form in forms:
        sys.stdout.write(f"\\x00{sample} {form}\\x01")
        main(["check", sample, "--format", form, "--as-of", "2026-11-21"])
        sys.stdout.flush()
"""


@cache
def printed(seed: str) -> dict[str, str]:
    """Return what each sample gives in each format, in a process with this hash seed."""
    given = [sys.executable, "-c", EVERYTHING, ",".join(reporting.FORMATS), ",".join(SAMPLES)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    environment.pop("GITHUB_STEP_SUMMARY", None)
    out = subprocess.run(given, cwd=ROOT, env=environment, capture_output=True, check=True).stdout
    pairs = [part.split("\x01", 1) for part in out.decode().split("\x00")[1:]]
    return dict(pairs)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_json_report_fits_its_schema(sample):
    report = json.loads(printed("1")[f"{sample} json"])
    problems = Draft202012Validator(schema.load("report")).iter_errors(report)
    assert [f"{list(problem.path)}: {problem.message}" for problem in problems] == []
    assert report["summary"]["crashed"] == []


@pytest.mark.parametrize("form", reporting.FORMATS)
def test_every_format_is_the_same_whatever_the_hash_seed(form):
    ours = {name: text for name, text in printed("1").items() if name.endswith(f" {form}")}
    assert len(ours) == len(SAMPLES)
    assert ours == {name: text for name, text in printed("2").items() if name.endswith(f" {form}")}


@pytest.mark.parametrize("form", reporting.FORMATS)
def test_no_format_names_a_place_of_this_machine(form):
    for name, text in printed("1").items():
        assert str(ROOT) not in text, name
