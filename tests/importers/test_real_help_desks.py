"""The real files of Zendesk, PagerDuty and Opsgenie; and Rasa's, which are of no format known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from vendor_files import AT_LEAST_MAPPED, complaints, findings, made_of, mapped, real

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = {
    "zendesk": "zendesk",
    "zendesk-terraform": "zendesk",
    "pagerduty-terraform": "pagerduty",
    "opsgenie-yaml": "opsgenie",
}
FILES = [(format_, file) for folder, format_ in FOLDERS.items() for file in real(folder)]
NOT_READ = real("rasa-flows")

needed = pytest.mark.skipif(not FILES, reason="the real files are not at hand")


@needed
@pytest.mark.parametrize(("format_", "file"), FILES, ids=lambda each: str(each)[-50:])
def test_it_is_of_its_format_and_sound_as_a_policy(format_: str, file: Path) -> None:
    from cxlint.policy.file_contents import understood

    (found,) = understood(file.name, file.read_bytes(), {}, named=False)
    assert found.foreign is not None
    assert found.foreign.format == format_
    made = made_of({file.name: file.read_bytes()})
    assert complaints(made) == []
    (document,) = made
    last = len(document.lines.starts())
    for section, told in document.data.items():
        for key in told if isinstance(told, dict) else range(len(told)):
            assert 1 < document.span((section, key)).line <= last


@needed
@pytest.mark.parametrize("folder", FOLDERS)
def test_most_elements_are_mapped(folder: str) -> None:
    assert mapped(real(folder)) >= AT_LEAST_MAPPED


def of(folder: str, part: str) -> Path:
    (file,) = (each for each in real(folder) if each.name.endswith(part))
    return file


@needed
@pytest.mark.parametrize(
    ("folder", "part", "rule", "line"),
    [
        ("opsgenie-yaml", "__escalations.yaml", "single-level-escalation", 2),
        ("pagerduty-terraform", "start__escalation_policies.tf", "single-level-escalation", 78),
        ("zendesk", "__POST__sla_policies.json", "priority-without-target", 18),
    ],
)
def test_it_is_found_where_it_stands(folder: str, part: str, rule: str, line: int) -> None:
    found = findings(of(folder, part))
    assert [(each.rule.id, each.span.line) for each in found] == [(rule, line)]


@needed
def test_whole_folders_are_calm_and_their_files_know_one_another() -> None:
    (folder,) = {file.parent for file in real("pagerduty-terraform")}
    found = [each.rule.id for each in findings(folder)]
    # the days of a maintenance window are worked out
    assert sorted(found) == ["left-out", "single-level-escalation"]
    made = made_of({f"d/{file.name}": file.read_bytes() for file in real("pagerduty-terraform")})
    called = {
        to
        for document in made
        for escalation in document.data.get("escalations", {}).values()
        for step in escalation["steps"]
        for to in step["to"]
    }
    assert "Support All-Week Schedule (L1)" in called
    assert complaints(made) == []


@pytest.mark.skipif(not NOT_READ, reason="the real files are not at hand")
def test_flows_of_rasa_are_something_else() -> None:
    (folder,) = {file.parent for file in NOT_READ}
    assert findings(folder) == []
