"""`cxlint report` in a git repository: the commit it was made at, and what changed since one."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from git_repository import QUIET, Repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

VARIABLES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
DAY = ("--as-of", "2026-11-30")
POLICY = """\
organization: {name: Harbour Lights, currency: EUR, timezone: Europe/Madrid, languages: [en]}
channels:
  hotline: {kind: voice, open: Mon-Fri 09:00-17:00, goes_to: care}
teams:
  care: {open: Mon-Fri 09:00-17:00, may: {refund: 50 EUR}, closes: [refund]}
remedies:
  refund: {tiers: [{by: care, up_to: any, decides_within: 5 business days}]}
returns:
  - {categories: [shoes], reasons: [changed mind], window: 30 days, fee: none}
intents:
  refund: {start: hotline, promise: 7 days, remedy: refund}
"""


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with one commit, in which the tests run."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "shop")
    made.commit("begin", refunds=POLICY)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def report(cxlint: Run) -> Any:
    """Return a function that gives the data of a report."""

    def read(*arguments: str) -> Any:
        outcome = cxlint("report", *arguments, "--format", "json", *DAY)
        assert outcome.code == 0, outcome.err
        return json.loads(outcome.out)

    return read


def test_the_commit_is_told(repository: Repository, cxlint: Run, report: Any) -> None:
    commit = repository.git("rev-parse", "HEAD").strip()
    assert report()["made"]["revision"] == {"commit": commit, "changed": False}
    page = cxlint("report", *DAY).out.partition("<script")[0]
    assert commit in page
    assert "not all as this commit" not in page


def test_what_a_report_writes_is_no_change(repository: Repository, cxlint: Run) -> None:
    for _ in range(2):
        cxlint("report", "-o", "report.json", "--format", "json", *DAY)
        written = (repository.root / "report.json").read_text("utf-8")
        assert json.loads(written)["made"]["revision"]["changed"] is False


@pytest.mark.parametrize("name", ["refunds.yaml", "more.yaml", "cxlint.yaml"])
def test_what_is_read_and_not_committed_is_a_change(
    repository: Repository, cxlint: Run, report: Any, name: str
) -> None:
    text = "fail_on: error\n" if name == "cxlint.yaml" else f"{POLICY}\n# later\n"
    repository.write(name, text)
    assert report()["made"]["revision"]["changed"] is True
    for form in ("html", "markdown"):
        assert "not all as this commit" in cxlint("report", "--format", form, *DAY).out


def test_a_file_that_is_gone_is_a_change(repository: Repository, report: Any) -> None:
    repository.write("more.yaml", "teams: {desk: {open: Mon-Fri 09:00-17:00}}\n")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "more")
    assert report()["made"]["revision"]["changed"] is False
    (repository.root / "more.yaml").unlink()
    assert report()["made"]["revision"]["changed"] is True


def test_other_line_ends_are_no_change(repository: Repository, report: Any) -> None:
    (repository.root / "refunds.yaml").write_bytes(POLICY.replace("\n", "\r\n").encode())
    assert report()["made"]["revision"]["changed"] is False


def test_outside_a_repository_there_is_no_commit(
    repository: Repository, report: Any, folder: Path
) -> None:
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "refunds.yaml").write_text(POLICY, encoding="utf-8")
    assert report(os.fspath(elsewhere))["made"]["revision"] is None
