"""One file of a larger policy, configurations and baselines lying about, and empty selections."""

from __future__ import annotations

import json

import pytest

from cxlint.policy import file_names

CHANNELS = "channels:\n  chat: {kind: chat, goes_to: care}\n"
TEAMS = "teams:\n  care: {seats: 3, closes: all}\n"
READING = ("--select", "reading")


@pytest.fixture
def split(write):
    write("cxlint.yaml", "policy: policy\n")
    write("policy/channels.yaml", CHANNELS)
    write("policy/teams.yaml", TEAMS)


def paths(result) -> list[str]:
    return [finding["path"] for finding in json.loads(result.out)["findings"]]


def test_one_file_is_judged_within_the_whole_policy(cxlint, write, split):
    assert cxlint("check", "policy/channels.yaml", *READING).code == 0
    write("policy/teams.yaml", "teams:\n  support: {}\n  x: {seats: many}\n")
    result = cxlint("check", "policy/channels.yaml", *READING, "--format", "json")
    assert paths(result) == ["policy/channels.yaml"]


def test_so_is_standard_input(cxlint, split):
    name = ("--stdin-filename", "policy/channels.yaml")
    assert cxlint("check", *name, *READING, stdin=CHANNELS.encode()).code == 0
    mistyped = CHANNELS.replace("care", "caer").encode()
    result = cxlint("check", *name, *READING, "--format", "json", stdin=mistyped)
    assert paths(result) == ["policy/channels.yaml"]


def test_from_a_folder_of_the_policy_every_file_is_read_once_and_named_from_there(
    cxlint, write, split, folder, monkeypatch
):
    write("policy/care/handoffs.yaml", "handoffs:\n  - {from: chat, to: nobody}\n")
    write("policy/care/notes.yaml", "remedies:\n  bonus: {}\n")
    monkeypatch.chdir(folder / "policy" / "care")
    result = cxlint("check", "handoffs.yaml", *READING, "--format", "json")
    assert paths(result) == ["handoffs.yaml"]
    write("policy/channels.yaml", CHANNELS.replace("care", "nobody"))
    result = cxlint("check", ".", "../channels.yaml", *READING, "--format", "json")
    assert paths(result) == ["../channels.yaml", "handoffs.yaml"]
    assert str(folder) not in result.out


def test_without_paths_the_configured_policy_is_meant(cxlint, write, split, folder, monkeypatch):
    write("docker-compose.yml", "services: {web: {image: x}}\n")
    assert cxlint("check", *READING).code == 0
    assert "something else: docker-compose.yml" in cxlint("check", ".", *READING).out
    assert "docker" not in cxlint("graph", "--format", "json").out + cxlint("baseline").out
    write("policy/care/notes.yaml", "remedies:\n  bonus: {}\n")
    write("docs/notes.yaml", "teams: {a: {seatz: 1}}\n")
    for here in ("policy/care", "docs"):
        monkeypatch.chdir(folder / here)
        assert "in 3 files: " in cxlint("check", *READING).out
    assert paths(cxlint("check", ".", *READING, "--format", "json")) == ["notes.yaml"]


def test_a_single_file_with_unknown_ids_is_told_how_to_have_the_rest_read(cxlint, write):
    file = write("channels.yaml", CHANNELS)
    assert "`policy: .` in a cxlint.yaml" in cxlint("check", file.name).err
    assert "policy: ." not in cxlint("check", file.name, "--quiet").err
    assert "policy: ." not in cxlint("check").err


def test_configurations_and_baselines_are_no_policy_wherever_they_lie(cxlint, write):
    write("policy.yaml", TEAMS)
    write("sub/cxlint.yaml", "extends: strict\n")
    write("sub/cxlint-baseline.yaml", "version: 1\nfindings: []\n")
    result = cxlint("check", *READING)
    assert result.code == 0
    told = "what sub/cxlint.yaml says of `extends` counts for nothing"
    assert told in " ".join(result.out.split())
    assert "in 1 file: " in result.out
    assert cxlint("check", "sub/cxlint.yaml").code == 2


def test_a_selection_that_leaves_no_rule_is_a_mistake(cxlint, write):
    write("policy.yaml", TEAMS)
    result = cxlint("check", "--select", "reading", "--ignore", "reading")
    assert result.code == 2
    assert "no rule is left" in result.err


def test_config_of_a_file_that_is_not_there_is_a_mistake(cxlint, write):
    write("policy.yaml", TEAMS)
    result = cxlint("config", "polcy.yaml")
    assert result.code == 2
    assert "did you mean policy.yaml?" in result.err


def test_an_output_that_cannot_be_written_says_why(cxlint, write, folder):
    write("policy.yaml", TEAMS)
    result = cxlint("check", "--output", "json=none/report.json")
    assert result.code == 2
    assert "none/report.json: cannot be written, as there is no folder none" in result.err
    (folder / "taken").mkdir()
    assert "taken: cannot be written: " in cxlint("check", "--output", "json=taken").err


def test_a_baseline_of_some_rules_or_files_keeps_the_other_entries(cxlint, write, split):
    write("policy/teams.yaml", "teams:\n  support: {seatz: 3}\n")
    write("policy/more.yaml", "handoffs:\n  - {from: chat, to: nobody}\n")
    cxlint("baseline", "policy", *READING)
    before = cxlint("check", *READING, "--baseline", file_names.BASELINE).out
    assert "(2 baselined)" in before
    parts = (
        ("--select", "silo"),
        (*READING, "--ignore", "unknown-key"),
        ("policy/more.yaml", *READING),
    )
    for part in parts:
        assert "0 added, 0 dropped" in cxlint("baseline", *part).out


def test_settings_for_files_that_are_not_there_are_told(cxlint, write):
    write("policy.yaml", TEAMS)
    write("cxlint.yaml", "paths: [{files: pilot/**, rules: {silo: info}}]\n")
    told = "the settings for pilot/** meet no file that was read"
    assert told in cxlint("check").err
    assert told not in cxlint("check", "policy.yaml").err
    write("pilot/more.yaml", "remedies:\n  bonus: {}\n")
    assert told not in cxlint("check").err


def test_a_configuration_that_is_no_file_is_not_passed_over(cxlint, write, folder):
    write("policy.yaml", TEAMS)
    (folder / "cxlint.yaml").symlink_to("nowhere")
    result = cxlint("check")
    assert (result.code, result.err) == (
        2,
        "cxlint: cxlint.yaml: this is no file, or a link to none\n",
    )


def test_one_file_holds_one_format(cxlint, write):
    write("policy.yaml", TEAMS)
    result = cxlint("check", "--output", "json=report", "--output", "text=report")
    assert result.code == 2
    assert "report is named twice" in result.err


def test_findings_are_printed_even_where_the_summary_cannot_be_written(cxlint, write, monkeypatch):
    write("policy.yaml", "teams:\n  care: {seatz: 3}\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "none/summary.md")
    result = cxlint("check", "--format", "github")
    assert result.code == 2
    assert "::error file=policy.yaml" in result.out
    assert "none/summary.md: cannot be written" in result.err
