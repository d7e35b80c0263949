"""What cxlint wrote earlier lies in the folder of the policy: it is told, and never read as one."""

from __future__ import annotations

import json

import pytest

DAY = ("--as-of", "2026-11-30")
POLICY = """\
channels:
  hotline: {kind: voice, open: 24x7, goes_to: care}
teams:
  care: {open: Mon-Fri 09:00-17:00, closes: [refund]}
returns:
  - {categories: [shoes], reasons: [changed mind], window: 30 days, fee: none}
intents:
  refund: {start: hotline, promise: 7 days}
"""


@pytest.fixture
def policy(write):
    return write("policies/refunds.yaml", POLICY).parent


def findings(cxlint, *arguments):
    told = json.loads(cxlint("check", "policies", "--format", "json", *DAY, *arguments).out)
    return [(each["path"], each["message"]) for each in told["findings"]]


@pytest.mark.parametrize("name", ["report.json", "report.yaml", "deep/old.json"])
@pytest.mark.parametrize("settings", ["", "policy: [policies]\n"])
def test_a_report_beside_the_policy_is_told_and_not_judged(cxlint, write, policy, name, settings):
    if settings:
        write("cxlint.yaml", settings)
    before = findings(cxlint)
    write(f"policies/{name}", cxlint("report", "policies", "--format", "json", *DAY).out)
    assert findings(cxlint) == before
    told = f"policies/{name} (a report that cxlint wrote)"
    assert told in " ".join(cxlint("check", "policies", *DAY).out.split())
    page = cxlint("report", "policies", "--format", "markdown", "--language", "en", *DAY).out
    assert told in page.replace("\\", "")


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (("check", "policies"), "what cxlint check wrote"),
        (("journeys", "policies"), "what cxlint journeys wrote"),
        (("advise", "policies"), "what cxlint advise wrote"),
    ],
)
def test_so_is_what_other_commands_wrote(cxlint, write, policy, command, title):
    write("policies/old.json", cxlint(*command, "--format", "json", *DAY).out)
    said = " ".join(cxlint("check", "policies", *DAY).out.split())
    assert f"policies/old.json ({title})" in said


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_a_page_beside_the_policy_is_no_policy(cxlint, policy, folder, form):
    before = findings(cxlint)
    cxlint("report", "policies", "--format", form, "-o", "policies/report.html", *DAY)
    assert findings(cxlint) == before


def test_no_policy_hides_in_a_report(cxlint, write, policy):
    told = json.loads(cxlint("report", "policies", "--format", "json", *DAY).out)
    told["teams"] = {"desk": {"seatz": 3}}
    write("policies/report.json", json.dumps(told))
    assert "policies/report.json" in {path for path, _ in findings(cxlint)}


def test_a_report_alone_is_no_policy(cxlint, write, policy):
    write("old/report.json", cxlint("report", "policies", "--format", "json", *DAY).out)
    for path in ("old", "old/report.json"):
        outcome = cxlint("check", path)
        assert outcome.code == 2
        assert "a report that cxlint wrote" in outcome.err
