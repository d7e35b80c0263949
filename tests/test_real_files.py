"""Every real file of a vendor that lies beside this checkout: read, mapped, and judged fairly.

The files are read in place. Where they are not there these tests skip, and say so.
"""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cxlint.importers.cross_references import join_documents
from cxlint.importers.policy_sketch import Names
from cxlint.linting.config import config, config_files
from cxlint.linting.rules import loader
from cxlint.linting.run import engine
from cxlint.policy import discovery, file_contents, linker

if TYPE_CHECKING:
    from cxlint.linting.model.finding import Finding, Report
    from cxlint.parsing.document import Document

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason="the real files of vendors are not beside this checkout"
)

FOLDERS = {
    "amazon-connect": "amazon-connect",
    "twilio-studio": "twilio-studio",
    "zendesk": "zendesk",
    "zendesk-terraform": "zendesk",
    "bpmn": "bpmn",
    "salesforce": "salesforce",
    "genesys-archy": "genesys-archy",
    "pagerduty-terraform": "pagerduty",
    "opsgenie-yaml": "opsgenie",
}
"""What format the files of each folder are of."""

UNLISTED = ("eventlogs", "rasa-flows", "twilio-studio-templated")
"""Folders of formats that are not read: they are refused with a reason."""


def files(folder: str) -> list[Path]:
    return sorted(path for path in (REAL / folder).rglob("*") if path.is_file())


def opened(path: Path) -> list[Document]:
    shown = path.relative_to(REAL).as_posix()
    return list(file_contents.load([discovery.Source(shown, path, named=True)]))


@cache
def findings(path: Path) -> tuple[Finding, ...]:
    return lint(path).findings


def lint(path: Path) -> Report:
    rules = loader.load()
    request = engine.Request(
        paths=(path,),
        start=REAL,
        config=config.build_config(config_files.read(None), rules, REAL),
        rules=rules,
        chosen=frozenset(rules),
        today=datetime.date(2026, 11, 21),
    )
    report = engine.lint(request)
    assert not report.has_crashed
    return report


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_recognised_by_what_it_holds(folder: str) -> None:
    for path in files(folder):
        assert {each.foreign.format for each in opened(path)} == {FOLDERS[folder]}, path


INACTIVE = "it is not active"
"""Why something is left out that its system leaves out as well."""


def test_almost_all_of_what_the_files_hold_is_mapped_and_the_rest_is_named() -> None:
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for folder in FOLDERS:
        for document in (each for path in files(folder) for each in opened(path)):
            for sketch in document.foreign.read(document.foreign.source, Names()):
                seen[folder] += sketch.seen
                lost = [each for each in sketch.left if not each.why.startswith(INACTIVE)]
                left[folder] += len(lost)
                assert all(each.why for each in sketch.left)
    assert left.total() <= seen.total() * 0.05
    for folder in FOLDERS:
        most = max(1, seen[folder] * 0.05)  # of a handful of elements, one is more than that
        assert left[folder] <= most, f"{left[folder]} of {seen[folder]} in {folder}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_made_of_them_fits_the_language(folder: str) -> None:
    for path in files(folder):
        policy = linker.assemble(opened(path), datetime.date(2026, 11, 21))
        told = {problem.rule for problem in policy.problems} - {"left-out"}
        assert not told, path


@pytest.mark.parametrize("folder", UNLISTED)
def test_what_is_of_no_format_known_is_refused_with_a_reason(folder: str) -> None:
    for path in files(folder):
        if path.suffix in (".yml", ".yaml"):
            report = lint(path)
            reasons = {each.reason for each in report.skipped}
            assert report.findings or reasons == {"something-else"}, path


def test_all_of_them_together_are_one_policy() -> None:
    paths = [path for folder in FOLDERS for path in files(folder)]
    documents = [document for path in paths for document in opened(path)]
    made = join_documents(documents)
    assert not [problem for each in made for problem in each.problems if problem.rule != "left-out"]
    ids = Counter(
        (section, id_)
        for document in made
        for section, entities in (document.data or {}).items()  # type: ignore[attr-defined]
        if isinstance(entities, dict)
        for id_ in entities
    )
    assert max(ids.values()) == 1


class Expectation(NamedTuple):
    """What a row of EXPECTED.tsv comes to: a rule and the element it is to name."""

    file: str
    smell: str
    rule: str
    element: str


EXPECTED = (
    Expectation("remote-Sample", "false-promise", "person-announced-not-reached", "67211759"),
    Expectation("SimpleInboundFlow", "misleading-queue-full", "queue-full-hangs-up", "60e61d5f"),
    Expectation("SimpleInboundFlow", "menu-theatre", "choice-without-difference", "ff1dd4a2"),
    Expectation("Voice_ID", "unbounded-timeout-loop", "hassle-loop", "f0580d95"),
    Expectation("Voice_ID", "unreachable-block", "unreachable-step", "51aaa9ec"),
    Expectation("Callback_Subflow", "unbounded-input-loop", "hassle-loop", "02c8a528"),
    Expectation("SimpleFinancialIvr", "unannounced-options", "choice-not-announced", "Main Menu"),
    Expectation("triage-bot", "missing-error-branch", "error-hangs-up", "Call Data Action"),
    Expectation("DR-Emergency", "transfer-failure", "transfer-failure-hangs-up", "Transfer to ACD"),
    Expectation("closedhours", "closed-hours-dead-end", "closed-hours-hang-up", "ClosedHours_Flow"),
    Expectation("schedule_flow", "closed-hours-dead-end", "closed-hours-hang-up", "is_open"),
    Expectation("parking_flow", "unbounded-loop", "hassle-loop", "send_welcome"),
    Expectation("incidentManagement", "wait-without-timer", "unowned-state", "ticket finished"),
    Expectation("ssi-approval", "unbounded-rework-loop", "hassle-loop", "Approved?"),
    Expectation("escalations.yaml", "single-level", "single-level-escalation", "some-service"),
)
MEANING = ("wrong-promise", "closed-unsolved")
"""Rows about what words mean, which no structure shows."""

SILENT = {
    "bounded-retry": ("hassle-loop", "silence-hangs-up", "self-service-failure-no-fallback"),
    "good-escalation": ("error-hangs-up", "silence-hangs-up", "transfer-failure-hangs-up"),
}
"""NEGATIVE rows, with the rules that are to be silent about them."""


def rows() -> list[dict[str, str]]:
    with (REAL / "EXPECTED.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def of_row(row: dict[str, str]) -> list[Expectation]:
    return [each for each in EXPECTED if each.file in row["file"] and each.smell in row["smell"]]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda each: f"{each.file}-{each.smell}")
def test_what_was_seen_by_eye_is_reported_at_its_element(expected: Expectation) -> None:
    (row,) = [row for row in rows() if expected in of_row(row)]
    found = [each for each in findings(REAL / row["file"]) if each.rule.id == expected.rule]
    assert any(expected.element in f"{each.entity} {each.message}" for each in found)


def test_every_row_is_expected_or_excused() -> None:
    for row in rows():
        if row["smell"].startswith("NEGATIVE"):
            (rules,) = [rules for smell, rules in SILENT.items() if smell in row["smell"]]
            found = {each.rule.id for each in findings(REAL / row["file"])}
            assert not found & set(rules), row["file"]
        else:
            assert of_row(row) or row["smell"] in MEANING, row


@pytest.mark.parametrize("folder", ["amazon-connect", "twilio-studio", "bpmn", "genesys-archy"])
def test_no_rule_cries_wolf(folder: str) -> None:
    """No rule speaks of more than half of the files, unless it does so once a file."""
    paths = files(folder)
    counts: dict[str, list[int]] = {}
    for path in paths:
        for rule, count in Counter(each.rule.id for each in findings(path)).items():
            counts.setdefault(rule, []).append(count)
    for rule, listed in counts.items():
        assert len(listed) <= len(paths) / 2 or max(listed) == 1, (rule, len(listed), len(paths))
