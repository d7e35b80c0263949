"""The sample policies: what they promise to show is exactly what cxlint finds in them."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from cxlint import reporting
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.linting.suppressions import baseline

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Report

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_policies"
AS_OF = datetime.date(2026, 11, 21)
ORGANIZATIONS = ("northwind-outfitters", "brightwave", "harbor-mutual")
PUBLISHED = sorted(folder.name for folder in (SAMPLES / "published").iterdir() if folder.is_dir())
ALL = ["tidy", "worked-example", "everything-wrong", "online-only", "flows", *ORGANIZATIONS]
ALL += [f"published/{name}" for name in PUBLISHED]
EXPECTED = re.compile(r"# expected: (.+?)\s*$")
UNREADABLE = {"unreadable-file", "empty-file"}
"""What only a file that no policy can be read from shows; tests of the reader have them."""


@cache
def report(sample: str) -> Report:
    folder = SAMPLES / sample
    raw = config_files.read(config_files.find(folder))
    rules = loader.load(raw.rule_folders)
    return engine.lint(
        engine.Request(
            paths=(folder,),
            start=ROOT,
            config=config.build_config(raw, rules, ROOT),
            rules=rules,
            chosen=frozenset(rules),
            today=AS_OF,
            baseline=baseline.read(raw.baseline) if raw.baseline else None,
        )
    )


def test_the_tidy_policy_has_no_finding_beside_what_nothing_judges() -> None:
    assert [f.rule.id for f in report("tidy").findings] == ["inert-key"]


def test_every_rule_fires_in_the_policy_in_which_everything_is_wrong() -> None:
    made = report("everything-wrong")
    fired = {finding.rule.id for finding in made.findings}
    # A policy cannot be without people and have people who are hard to reach.
    assert {rule.id for rule in made.rules} - fired == {"online-only"}
    assert "online-only" in {finding.rule.id for finding in report("online-only").findings}


def test_the_worked_example_stands_as_the_description_of_the_language_has_it() -> None:
    lines = (SAMPLES / "worked-example" / "policy.yaml").read_text("utf-8").splitlines()
    said = "\n".join(EXPECTED.sub("", line).rstrip() for line in lines if line[:1] != "#").strip()
    assert said.count("\n") == 27
    assert (
        hashlib.sha256(said.encode()).hexdigest()
        == "1d0b8866284373c20517f1eaba25cd0e8f9dd146d8b983ee03debf778b638f95"
    )


def test_the_flow_of_the_theatre_shows_what_flows_do_to_callers() -> None:
    found = {(each.span.line, each.rule.id) for each in report("flows").findings}
    assert found == {
        (21, "error-hangs-up"),
        (29, "closed-hours-hang-up"),
        (46, "hassle-loop"),
        (48, "choice-not-announced"),
        (72, "transfer-failure-hangs-up"),
        (87, "person-announced-not-reached"),
    }


@pytest.mark.parametrize("sample", ORGANIZATIONS)
def test_an_organization_is_of_realistic_size(sample: str) -> None:
    files = list((SAMPLES / sample).rglob("*.yaml"))
    assert len(files) >= 10
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) >= 1000


@pytest.mark.parametrize("sample", ["worked-example", *ORGANIZATIONS])
def test_findings_stand_exactly_where_the_policy_says(sample: str) -> None:
    expected = {
        (path.relative_to(ROOT).as_posix(), number, rule.strip())
        for path in (SAMPLES / sample).rglob("*.yaml")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (marked := EXPECTED.search(line))
        for rule in marked[1].split(",")
    }
    found = {
        (finding.path, finding.span.line, finding.rule.id) for finding in report(sample).findings
    }
    assert found - expected == set()
    assert expected - found == set()


@pytest.mark.parametrize("sample", ORGANIZATIONS)
def test_an_organization_has_problems_of_every_family_and_is_not_buried(sample: str) -> None:
    standing = report(sample).open_findings
    assert {"handoffs", "channels", "approvals", "returns"} - {
        f.rule.category for f in standing
    } <= {"returns"}
    assert 15 <= len(standing) <= 100


@pytest.mark.parametrize("sample", ALL)
def test_no_rule_crashes_and_every_file_is_read(sample: str) -> None:
    made = report(sample)
    assert not made.has_crashed
    if sample != "everything-wrong":
        reading = {f.rule.id for f in made.findings if f.rule.category == "reading"}
        assert reading <= {"inert-key"}


@pytest.mark.parametrize("sample", ALL)
def test_the_json_report_fits_its_schema(sample: str) -> None:
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_bytes())
    told = json.loads(reporting.render("json", report(sample)))
    jsonschema.Draft202012Validator(schema).validate(told)


def test_at_least_five_published_policies_say_their_source_and_date() -> None:
    assert len(PUBLISHED) >= 5
    for name in PUBLISHED:
        (file,) = (SAMPLES / "published" / name).glob("*.yaml")
        head = file.read_text("utf-8")[:1500].lower()
        assert "source" in head
        assert "illustrative" in head
        assert re.search(r"20\d\d|undated", head)
