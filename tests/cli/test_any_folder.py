"""The same policy, the same places and the same findings from whatever folder cxlint runs in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cxlint.reporting import FORMATS

ROOT = Path(__file__).resolve().parents[2]
CHANNELS = """\
channels:
  chat: {kind: chat, goes_to: care}
  bot: {kind: bot}
handoffs:
  - {from: chat, to: bot}
"""
MORE = """\
handoffs:
  - {from: bot, to: chat}
  - {from: chat, to: nobody}
"""
BASELINED = "policy: policies\nbaseline: accepted/all.yaml\n"
FOLDERS = (".", "policies", "policies/care", "docs")
RULES = ("--select", "undefined-reference,hassle-loop,unknown-key")
COMMANDS = (
    ("check", *RULES, "--format", "json"),
    ("check", *RULES),
    ("graph", "--format", "json"),
    ("config",),
)


@pytest.fixture(autouse=True)
def nothing_of_the_code_host(monkeypatch):
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repo(write, folder, monkeypatch):
    """Return a repository with one policy in two folders, in which the test stands."""
    write("repo/.git/HEAD", "ref: refs/heads/main\n")
    write("repo/cxlint.yaml", "policy: policies\n")
    write("repo/policies/channels.yaml", CHANNELS)
    write("repo/policies/care/more.yaml", MORE)
    write("repo/docs/notes.yaml", "a: 1\n")
    write("repo/accepted/readme.txt", "x\n")
    write("elsewhere/readme.txt", "x\n")
    monkeypatch.chdir(folder / "repo")
    return folder / "repo"


def report(result) -> list[dict]:
    assert result.code in (0, 1), result.err
    return json.loads(result.out)["findings"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("baseline", ["baseline: accepted/all.yaml\n", ""])
@pytest.mark.parametrize("policy", ["policy: policies\n", "exclude: docs\n"])
def test_without_paths_every_folder_means_the_same_policy(
    cxlint, write, repo, command, baseline, policy, monkeypatch
):
    write("repo/cxlint.yaml", policy + baseline)
    if baseline:
        write("repo/accepted/all.yaml", "version: 1\nfindings: []\n")
    outcomes = set()
    for here in FOLDERS:
        monkeypatch.chdir(repo / here)
        result = cxlint(*command)
        outcomes.add((result.code, result.out, result.err))
    assert len(outcomes) == 1, outcomes
    assert "channels.yaml" in result.out or command[0] == "config"
    assert "notes.yaml" not in result.out


def test_a_folder_that_is_named_is_what_is_reported_on(cxlint, repo, monkeypatch):
    write_order = cxlint("check", "policies/care", *RULES, "--format", "json")
    monkeypatch.chdir(repo / "policies" / "care")
    assert cxlint("check", ".", *RULES, "--format", "json").out == write_order.out
    assert {each["path"] for each in report(write_order)} >= {"policies/care/more.yaml"}
    monkeypatch.chdir(repo / "docs")
    other = cxlint("check", ".", "--format", "json")
    assert (other.code, "something else: docs/notes.yaml" in other.err) == (2, True)


def test_without_a_configuration_the_current_folder_is_meant(cxlint, repo, monkeypatch):
    (repo / "cxlint.yaml").unlink()
    monkeypatch.chdir(repo / "policies" / "care")
    result = cxlint("check", *RULES, "--format", "json")
    assert {each["path"] for each in report(result)} == {"policies/care/more.yaml"}


def test_a_configuration_named_from_elsewhere_does_not_make_its_folder_the_policy(
    cxlint, write, repo
):
    write("elsewhere/strict.yaml", "extends: strict\n")
    result = cxlint("check", "--config", "../elsewhere/strict.yaml", *RULES, "--format", "json")
    assert "policies/channels.yaml" in {each["path"] for each in report(result)}
    assert cxlint("baseline", "--config", "../elsewhere/strict.yaml").code == 0
    assert (repo / "cxlint-baseline.yaml").is_file()


@pytest.mark.parametrize("form", FORMATS)
def test_places_count_from_the_repository_in_every_format(cxlint, repo, form, monkeypatch):
    outputs = set()
    for here in (*FOLDERS, "../elsewhere", ".."):
        monkeypatch.chdir(repo / here)
        named = os.path.relpath(repo / "policies", Path.cwd())
        outputs.add(cxlint("check", named, *RULES, "--format", form).out)
        outputs.add(cxlint("check", str(repo / "policies"), *RULES, "--format", form).out)
    (output,) = outputs
    assert "policies/care/more.yaml" in output
    assert re.search(r"[\w./]*channels\.yaml", output)[0] == "policies/channels.yaml"
    assert str(repo) not in output


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize("here", FOLDERS)
def test_places_count_from_the_workspace_of_the_code_host(
    cxlint, repo, folder, name, here, monkeypatch
):
    monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(repo / here)
    paths = {each["path"] for each in report(cxlint("check", *RULES, "--format", "json"))}
    assert "repo/policies/channels.yaml" in paths
    monkeypatch.setenv(name, "D:\\a\\repo")
    paths = {each["path"] for each in report(cxlint("check", *RULES, "--format", "json"))}
    assert "policies/channels.yaml" in paths


def test_without_a_repository_places_count_from_the_current_folder(
    cxlint, repo, folder, monkeypatch
):
    shutil.rmtree(repo / ".git")
    for here, start in ((".", "policies/"), ("policies", ""), ("docs", "../policies/")):
        monkeypatch.chdir(repo / here)
        paths = {each["path"] for each in report(cxlint("check", *RULES, "--format", "json"))}
        assert f"{start}channels.yaml" in paths
    assert str(folder) not in cxlint("check").out


def test_every_line_of_evidence_names_a_file_that_can_be_opened(cxlint, repo, monkeypatch):
    for here in FOLDERS:
        monkeypatch.chdir(repo / here)
        out = cxlint("check", *RULES).out
        named = set(re.findall(r"([^\s(]+\.yaml):\d+", out))
        assert named == {"policies/channels.yaml", "policies/care/more.yaml", "cxlint.yaml"}
        assert all((repo / each).is_file() for each in named)


def test_standard_input_has_the_name_that_the_file_has(cxlint, repo, monkeypatch):
    asked = ("check", *RULES, "--format", "json", "--stdin-filename")
    there = cxlint(*asked, "policies/channels.yaml", stdin=CHANNELS.encode())
    monkeypatch.chdir(repo / "policies" / "care")
    for name in ("../channels.yaml", str(repo / "policies" / "channels.yaml")):
        assert cxlint(*asked, name, stdin=CHANNELS.encode()).out == there.out
    assert "policies/channels.yaml" in {each["path"] for each in report(there)}


def test_findings_on_files_are_the_same_from_every_folder(cxlint, write, repo, monkeypatch):
    write("repo/policies/broken.yaml", b"a: \xff\xfe\n")
    (repo / "policies" / "lost.yaml").symlink_to("nowhere")
    seen = set()
    for here in (*FOLDERS, "../elsewhere"):
        monkeypatch.chdir(repo / here)
        named = os.path.relpath(repo / "policies", Path.cwd())
        found = report(cxlint("check", named, "--select", "reading", "--format", "json"))
        seen.add(tuple((each["rule"], each["path"], each["fingerprint"]) for each in found))
    (found,) = seen
    assert {path for _, path, _ in found} >= {"policies/broken.yaml", "policies/lost.yaml"}


def test_patterns_count_from_the_configuration_whatever_the_folder(
    cxlint, write, repo, monkeypatch
):
    settings = "{files: care/*.yaml, rules: {undefined-reference: info}}"
    (repo / "cxlint.yaml").unlink()
    write("repo/policies/cxlint.yaml", f"exclude: /channels.yaml\npaths: [{settings}]\n")
    for here in ("policies", "policies/care"):
        monkeypatch.chdir(repo / here)
        found = report(cxlint("check", *RULES, "--format", "json"))
        assert {each["path"] for each in found} == {"policies/care/more.yaml"}
        dangling = [each for each in found if each["rule"] == "undefined-reference"]
        assert {each["severity"] for each in dangling} == {"info"}
        told = cxlint("config", str(repo / "policies/care/more.yaml"), "--rule", RULES[1]).out
        assert "policies/cxlint.yaml:2" in told


def test_what_a_threshold_rests_on_is_named_from_the_repository(cxlint, write, repo, monkeypatch):
    write(
        "repo/policies/returns.yaml",
        "returns:\n  - {categories: [shoes], reasons: [changed mind], window: 20 days}\n",
    )
    write(
        "repo/cxlint.yaml",
        "policy: policies\nrules: {restrictive-return-window: {params: {warn_below: 40 days}}}\n",
    )
    outputs = set()
    for here in FOLDERS:
        monkeypatch.chdir(repo / here)
        outputs.add(cxlint("check", "--format", "json").out)
    (output,) = outputs
    assert '"set_in": "cxlint.yaml:2"' in output


def test_a_link_to_the_repository_or_into_it_is_as_good(cxlint, repo, folder, monkeypatch):
    there = cxlint("check", "policies", *RULES, "--format", "json").out
    (folder / "link").symlink_to(repo)
    monkeypatch.chdir(folder / "link")
    assert cxlint("check", "policies", *RULES, "--format", "json").out == there
    monkeypatch.chdir(folder / "elsewhere")
    assert cxlint("check", "../link/policies", *RULES, "--format", "json").out == there
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "link"))
    monkeypatch.chdir(repo / "policies")
    assert cxlint("check", ".", *RULES, "--format", "json").out == there


def test_two_repositories_are_seen_from_the_current_folder_in_either_order(
    cxlint, write, repo, folder, monkeypatch
):
    write("other/.git/HEAD", "ref: refs/heads/main\n")
    write("other/policy.yaml", MORE)
    monkeypatch.chdir(folder / "elsewhere")
    for order in (("../repo/policies", "../other"), ("../other", "../repo/policies")):
        found = report(cxlint("check", *order, *RULES, "--format", "json"))
        assert {each["path"] for each in found} >= {"../repo/policies/channels.yaml"} | {
            "../other/policy.yaml"
        }


@pytest.mark.parametrize("here", FOLDERS)
def test_the_baseline_is_written_where_the_configuration_says(
    cxlint, write, repo, here, monkeypatch
):
    write("repo/cxlint.yaml", BASELINED)
    monkeypatch.chdir(repo / here)
    result = cxlint("baseline", *RULES)
    assert result.code == 0
    assert "accepted/all.yaml: 3 accepted, 3 added, 0 dropped" in result.out
    assert "baseline:" not in result.err
    assert {each["status"] for each in report(cxlint("check", *RULES, "--format", "json"))} == {
        "baselined"
    }
    first = (repo / "accepted" / "all.yaml").read_bytes()
    for other in FOLDERS:
        monkeypatch.chdir(repo / other)
        assert "0 added, 0 dropped" in cxlint("baseline", *RULES).out
    assert (repo / "accepted" / "all.yaml").read_bytes() == first
    assert len([*repo.parent.rglob("*baseline*"), *repo.parent.rglob("all.yaml")]) == 1


@pytest.mark.parametrize("here", FOLDERS)
def test_else_beside_the_configuration_and_the_line_to_add_is_said(
    cxlint, write, repo, here, monkeypatch
):
    write("repo/cxlint.yaml", "policy: policies  # all of it\n")
    monkeypatch.chdir(repo / here)
    result = cxlint("baseline", *RULES)
    assert (repo / "cxlint-baseline.yaml").is_file()
    assert "cxlint-baseline.yaml: 3 accepted" in result.out
    line = "baseline: cxlint-baseline.yaml"
    assert f"to use it, write into cxlint.yaml: {line}\n" in result.err
    with (repo / "cxlint.yaml").open("a") as file:
        file.write(f"{line}\n")
    assert {each["status"] for each in report(cxlint("check", *RULES, "--format", "json"))} == {
        "baselined"
    }
    assert line not in cxlint("baseline", *RULES).err


def test_else_in_the_current_folder(cxlint, repo, monkeypatch):
    (repo / "cxlint.yaml").unlink()
    monkeypatch.chdir(repo / "policies")
    result = cxlint("baseline", *RULES)
    assert (repo / "policies" / "cxlint-baseline.yaml").is_file()
    assert "policies/cxlint-baseline.yaml: 3 accepted" in result.out
    assert "to use it: cxlint check --baseline cxlint-baseline.yaml\n" in result.err


def test_a_baseline_named_elsewhere_is_seen_from_the_configuration(
    cxlint, write, repo, monkeypatch
):
    write("repo/cxlint.yaml", "policy: policies\n")
    monkeypatch.chdir(repo / "policies")
    result = cxlint("baseline", "--output", "mine.yaml", *RULES)
    assert "write into cxlint.yaml: baseline: policies/mine.yaml\n" in result.err
    result = cxlint("baseline", "--output", "../../elsewhere/mine.yaml", *RULES)
    assert "to use it: cxlint check --baseline ../../elsewhere/mine.yaml\n" in result.err


def test_from_outside_the_baseline_is_that_of_the_repository(
    cxlint, write, repo, folder, monkeypatch
):
    write("repo/cxlint.yaml", BASELINED)
    monkeypatch.chdir(folder / "elsewhere")
    assert cxlint("baseline", "../repo/policies", *RULES).code == 0
    assert (repo / "accepted" / "all.yaml").is_file()
    stale = (repo / "accepted" / "all.yaml").read_text().replace('print: "', 'print: "0')
    (repo / "accepted" / "all.yaml").write_text(stale)
    paths = set()
    for here in ("../elsewhere", ".", "docs"):
        monkeypatch.chdir(repo / here)
        result = cxlint("check", str(repo / "policies"), "--format", "json")
        paths |= {each["path"] for each in report(result) if each["rule"] == "baseline-stale"}
    assert paths == {"accepted/all.yaml"}


def test_rules_of_ones_own_are_tested_from_every_folder(cxlint, repo, monkeypatch):
    (repo / "cxlint.yaml").unlink()
    assert cxlint("new-rule", "late-refund").code == 0
    (repo / "cxlint.yaml").write_text("policy: policies\nrule_folders: cx-rules\n")
    for here in FOLDERS:
        monkeypatch.chdir(repo / here)
        assert cxlint("test").code == 0
        assert cxlint("test", os.path.relpath(repo / "cx-rules", Path.cwd())).code == 0


def test_a_new_rule_is_named_as_the_configuration_sees_it(cxlint, repo, monkeypatch):
    monkeypatch.chdir(repo / "policies")
    result = cxlint("new-rule", "late-refund")
    assert "write into cxlint.yaml: rule_folders: [policies/cx-rules]" in result.out
    assert "run: cxlint test cx-rules" in result.out


def test_import_names_files_from_the_repository(cxlint, write, repo, monkeypatch):
    flow = (
        '{"description": "x", "states": [{"name": "Trigger", "type": "trigger", '
        '"transitions": [], "properties": {}}], "initial_state": "Trigger", "flags": {}}'
    )
    write("repo/flows/a.json", flow)
    there = cxlint("import", "twilio-studio", "flows/a.json")
    monkeypatch.chdir(repo / "flows")
    assert cxlint("import", "twilio-studio", "a.json").out == there.out
    assert "flows/a.json" in there.out


GONE = """\
import os, shutil, sys
from cxlint.__main__ import main
os.chdir(sys.argv[1]); shutil.rmtree(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""
ALL = (
    ("check",), ("check", "{repo}/policies"), ("check", "-"), ("graph",), ("baseline",),
    ("config",), ("config", "x.yaml"), ("new-rule", "late"), ("test",), ("test", "--mutate", "."),
    ("rules",), ("rules", "--format", "markdown", "--output", "x"), ("explain", "silo"),
    ("import", "bpmn", "x.bpmn"), ("formats",), ("--help",), ("check", "--help"), ("--version",),
    ("check", "--output", "json=x"), ("check", "--stdin-filename", "a.yaml"),
)  # fmt: skip


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_a_deleted_current_folder_is_an_error_in_a_line(repo, command, folder):
    (folder / "gone").mkdir()
    arguments = [each.format(repo=repo) for each in command]
    result = subprocess.run(
        [sys.executable, "-c", GONE, str(folder / "gone"), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=b"",
        capture_output=True,
        check=False,
        cwd=repo,
    )
    told = result.stderr.decode()
    assert result.returncode in (0, 2), told
    if result.returncode:
        assert told == "cxlint: the current folder is not there any more; change to another\n"


def test_so_it_is_for_python_m(repo, folder):
    (folder / "gone").mkdir()
    script = 'cd "$0" && rmdir "$0" && exec "$1" -m cxlint check'
    result = subprocess.run(
        ["/bin/sh", "-c", script, str(folder / "gone"), sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        cwd=repo,
    )
    told = result.stderr.decode()
    assert (result.returncode, told) == (
        2,
        "cxlint: the current folder is not there any more; change to another\n",
    )
