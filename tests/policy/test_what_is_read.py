"""What of a folder is read, and what is passed over: by a list, counted, a folder as one."""

from __future__ import annotations

import datetime
import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from cxlint.parsing.document import MAX_FILE
from cxlint.parsing.file_endings import VENDOR_ENDINGS, YAML_ENDINGS
from cxlint.policy import file_contents, reader
from cxlint.policy.discovery import gather
from cxlint.policy.file_names import PACKAGES, SKIP_REASONS
from cxlint.policy.reader import Order

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
HOOKS = Path(__file__).resolve().parents[2] / ".pre-commit-hooks.yaml"
PROCESS = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    '<process id="p" name="Complaint"><startEvent id="s"/></process></definitions>'
)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below the folder."""

    def into(name: str, text: str = "channels: {}\n") -> None:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return into


@pytest.fixture
def look(tmp_path):
    """Return a function that gives the files read, and what is passed over and why."""

    def into(*paths: str, exclude=()):
        named = [tmp_path / path for path in paths] or [tmp_path]
        found = gather(named, start=tmp_path, exclude=exclude)
        return [source.path for source in found.sources], dict(found.skipped)

    return into


@pytest.fixture
def silence(tmp_path):
    """Return a function that says why files give nothing, once they are looked into."""

    def into():
        return {
            source.path: file_contents.reason_of_silence(source, list(file_contents.load([source])))
            for source in gather([tmp_path], start=tmp_path).sources
        }

    return into


@pytest.mark.parametrize("name", ["a.YAML", "a.Yml", "a.yAmL", "A.YML"])
def test_policy_is_read_whatever_the_case_of_its_ending(tmp_path, write, name):
    write(name, "teams: {care: {seats: 3}}\n")
    (source,) = gather([tmp_path], start=tmp_path).sources
    (document,) = file_contents.load([source])
    assert (source.path, document.data) == (name, {"teams": {"care": {"seats": 3}}})


@pytest.mark.parametrize("name", ["a.BPMN", "a.Xml", "a.FLOW", "a.Bpmn"])
def test_a_vendors_file_is_read_whatever_the_case_of_its_ending(tmp_path, write, name):
    write(name, PROCESS)
    (source,) = gather([tmp_path], start=tmp_path).sources
    (document,) = file_contents.load([source])
    assert document.foreign.format == "bpmn"


@pytest.mark.parametrize("name", ["a.JSON", "a.Json", "a.jSON"])
def test_policy_as_json_is_read_whatever_the_case_of_its_ending(tmp_path, write, name):
    write(name, '{"teams": {"care": {"seats": 3}}}')
    (source,) = gather([tmp_path], start=tmp_path).sources
    (document,) = file_contents.load([source])
    assert document.data == {"teams": {"care": {"seats": 3}}}


@pytest.mark.parametrize("name", ["a.BPMN", "a.TF"])
def test_an_ending_that_promises_a_format_does_so_in_any_case(tmp_path, write, name):
    write(name, "<a>\n<b></a>" if name == "a.BPMN" else 'resource "pagerduty_team" "a" {\nb =\n}\n')
    (source,) = gather([tmp_path], start=tmp_path).sources
    (document,) = file_contents.load([source])
    assert [problem.rule for problem in document.problems] == ["unreadable-file"]


@pytest.mark.parametrize(
    "name",
    [
        "a.yaml.txt", "a.yaml.off", "a.yaml.j2", "a.YAML.gz", "a.yaml.", "a.yaml_", "a.yaml (1)",
        "a.yaml ", "a.yaml\u200b", "a.json.md", "a.tf.disabled", "a.BPMN.txt", ".a.yaml.off",
        "a.assignmentRules-old", "Refund.flow.off", "a.settings.2",
        "a.yamll", "a.ymal", "a.yam", "a.yl", "a.ymll", "a.yml2", "a. yaml", "a.2yaml",
        "a.y\u0430ml", "a.\uff59aml", "a.json5", "a.jsonc", "a.jsn", "a.bpm", "a.fl0w",
        "a.assignmentRule",
    ],
)  # fmt: skip
def test_what_may_have_been_read_under_another_name_is_told(write, look, name):
    write(name)
    assert look() == ([], {name: "near-ending"})


@pytest.mark.parametrize(
    "name",
    [
        "README.md", "image.png", "script.py", "yaml.md", "json.py", "queue.rb", "flow.js",
        "app.settings.py", "my.flow.js", "user.queue.d.ts", "view.xaml", "a.xsl", "a.eml", "a.kml",
        "a.ml", "a.ts", "a.ttf", "a.tsv", "a.toml", "a.html", "a.rtf", "a.tfvars", "a.js",
        "a.ndjson", "a.geojson", ".yamllint", ".gitignore", "a.flowchart", "a.queues.csv",
    ],
)  # fmt: skip
def test_what_has_an_ending_of_its_own_is_only_counted(write, look, name):
    write(name)
    assert look() == ([], {name: "ending"})


@pytest.mark.parametrize("ending", [*YAML_ENDINGS, *VENDOR_ENDINGS])
@pytest.mark.parametrize("more", [".off", " ", "~1", "-"])
def test_whatever_ending_is_read_is_known_where_more_follows(write, look, ending, more):
    write(f"a{ending}{more}")
    assert list(look()[1].values()) == ["near-ending"]


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        (".hidden.yaml", ".hidden.yaml", "hidden"),
        (".github/deep/a.yaml", ".github", "hidden"),
        ("care/.drafts/a.yaml", "care/.drafts", "hidden"),
        (".a.BPMN", ".a.BPMN", "hidden"),
        ("node_modules/x/a.yaml", "node_modules", "packages"),
        ("care/venv/a.yaml", "care/venv", "packages"),
        (".venv/a.yaml", ".venv", "packages"),
        ("lib/site-packages/a.yaml", "lib/site-packages", "packages"),
        ("__pycache__/a.yaml", "__pycache__", "packages"),
        ("env/pyvenv.cfg", "env", "packages"),
        ("deep/my-python/pyvenv.cfg", "deep/my-python", "packages"),
        ("a.yaml.bak", "a.yaml.bak", "backup"),
        ("a.yaml~", "a.yaml~", "backup"),
        ("a.YAML.ORIG", "a.YAML.ORIG", "backup"),
        (".a.yaml.swp", ".a.yaml.swp", "backup"),
        ("#a.yaml#", "#a.yaml#", "backup"),
        (".#a.yaml", ".#a.yaml", "backup"),
        ("README.md", "README.md", "ending"),
        (".gitignore", ".gitignore", "ending"),
        (".git/config.yaml", ".git", "ending"),
        (".svn/a.yaml", ".svn", "hidden"),
        ("care/.hg/a.yaml", "care/.hg", "hidden"),
        (".jj/a.yaml", ".jj", "hidden"),
        (".bzr/a.yaml", ".bzr", "hidden"),
        (".GIT/a.yaml", ".GIT", "hidden"),
        ("care/.git/a.yaml", "care/.git", "ending"),
    ],
)
def test_what_is_passed_over_is_counted_and_a_folder_is_one(write, look, name, shown, reason):
    write("policy.yaml")
    write(name)
    assert look() == (["policy.yaml"], {shown: reason})


@pytest.mark.parametrize(
    "name",
    [
        "venvs/a.yaml",
        "node_modules.yaml",
        "my_node_modules/a.yaml",
        "backup.yaml",
        "a.bak.yaml",
        "old.bak/a.yaml",
        "orig/a.yml",
        "hidden/a.yaml",
        "a..yaml",
        "git/a.yaml",
    ],
)
def test_what_only_resembles_what_is_passed_over_is_read(write, look, name):
    write(name)
    assert look() == ([name], {})


@pytest.mark.parametrize("name", [".hidden.yaml", "a.yaml.bak", "README.md", "venv/a.yaml"])
def test_what_is_named_is_read_and_not_passed_over(write, look, name):
    write(name)
    read, skipped = look(name, ".")
    assert name in read
    assert name not in skipped


def test_a_folder_that_is_named_is_walked(write, look):
    write("env/pyvenv.cfg")
    write("env/a.yaml")
    assert look("env")[0] == ["env/a.yaml"]


@pytest.mark.parametrize("glob", [".github", "*.bak", "drafts/", "a.yaml"])
def test_what_is_excluded_counts_as_that_whatever_else_it_is(write, look, glob):
    for name in (".github/a.yaml", "a.yaml.bak", "drafts/a.yml", "a.yaml"):
        write(name)
    _, skipped = look(exclude=[glob])
    assert list(skipped.values()).count("excluded") == 1


def test_a_folder_that_is_passed_over_is_not_walked(write, look, monkeypatch):
    for name in ("node_modules", ".cache", "care"):
        write(f"{name}/deep/a.yaml")
    seen = []
    real = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: seen.append(Path(path).name) or real(path))
    look()
    assert seen[1:] == ["care", "deep"]


@posix
def test_a_link_that_may_be_anything_and_is_not_followed_is_counted(tmp_path, write, look):
    write("a.yaml")
    (tmp_path / "away").symlink_to("/etc/hostname")
    (tmp_path / "notes.md").symlink_to("/etc/hostname")
    (tmp_path / "again").symlink_to("a.yaml")
    os.mkfifo(tmp_path / "pipe")
    expected = {"away": "link", "notes.md": "ending", "pipe": "no-ending"}
    assert look() == (["a.yaml"], expected)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("policy", "channels: {}\n", "no-ending"),
        ("notes", "call them back", "no-ending"),
        ("broken", '{"a": ', "no-ending"),
        ("Policies", "", "no-ending"),
        ("LICENSE", "Permission is hereby granted", "ending"),
        ("Makefile", "all:\n\techo\n", "ending"),
        ("run", "#!/bin/sh\ncxlint check\n", "ending"),
        ("program", "\x7fELF\0\0", "ending"),
        ("package.json", '{"name": "shop"}', "not-policy"),
        ("broken.JSON", "{", "not-policy"),
        ("pom.xml", "<project/>", "not-policy"),
        ("main.tf", 'resource "aws_instance" "a" {}\n', "not-policy"),
        ("export", PROCESS, ""),
        ("README", PROCESS, ""),
        ("a.yaml", "", ""),
        ("b.yaml", "- no policy", ""),
    ],
)
def test_what_is_looked_into_and_holds_nothing_known_is_counted(write, silence, name, text, reason):
    write(name, text)
    assert silence() == {name: reason}


@pytest.mark.parametrize(("name", "begin"), [("a.json", "["), ("a.XML", "<a>"), ("a", "{")])
def test_what_is_over_the_limit_says_so(write, silence, name, begin):
    write(name, begin + " " * MAX_FILE)
    assert silence() == {name: "too-large"}


@pytest.mark.parametrize(("name", "begin"), [("a.YAML", "#"), ("a.Bpmn", "<a>")])
def test_what_is_over_the_limit_and_is_missed_is_a_problem_that_names_it(
    write, tmp_path, name, begin
):
    write(name, begin + " " * MAX_FILE)
    (source,) = gather([tmp_path], start=tmp_path).sources
    (document,) = file_contents.load([source])
    assert document.problems[0].facts["reason"] == "the file is larger than 16 MiB"


def test_every_reason_is_told_in_the_schema_and_in_words():
    from cxlint import resources
    from cxlint.reporting.writing import statistics

    schema = yaml.safe_load(resources.folder("schemas").joinpath("report.schema.json").read_text())
    assert schema["$defs"]["skipped"]["properties"]["reason"]["enum"] == list(SKIP_REASONS)
    assert list(statistics._SKIPS) == list(SKIP_REASONS)


def test_the_hook_runs_for_what_is_read():
    whole, _, change = yaml.safe_load(HOOKS.read_text())
    endings = "|".join(ending.removeprefix(".") for ending in (*YAML_ENDINGS, *VENDOR_ENDINGS))
    assert whole["files"] == change["files"] == rf"(?i)(\.({endings})|(^|/)[^./]+)$"


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("a.yaml", True),
        ("care/a.YML", True),
        ("care/x.assignmentrules", True),
        ("flows/Export", True),
        ("a.yaml.bak", False),
        ("README.md", False),
        ("x.yaml/notes.txt", False),
    ],
)
def test_the_hook_runs_for_no_other_file(path, runs):
    whole = yaml.safe_load(HOOKS.read_text())[0]
    assert bool(re.search(whole["files"], path)) is runs


def test_the_hook_for_changed_files_names_none_that_a_folder_would_pass_over():
    changed = yaml.safe_load(HOOKS.read_text())[1]
    packages = "|".join(sorted(name for name in PACKAGES if not name.startswith(".")))
    assert changed["exclude"] == rf"(^|/)(\.|({packages})/)"


@pytest.mark.parametrize(
    ("path", "passed_over"),
    [
        (".pre-commit-config.yaml", True),
        (".gitlab-ci.yml", True),
        (".github/workflows/ci.yaml", True),
        ("care/.drafts/a.yaml", True),
        ("care/.a.yaml", True),
        ("shop/node_modules/x/a.yaml", True),
        ("care/a.yaml", False),
        ("a.b.yaml", False),
        ("node_modules.yaml", False),
        ("my-venv/a.yaml", False),
        ("hidden/a..yaml", False),
    ],
)
def test_the_hook_for_changed_files_leaves_out_what_a_folder_passes_over(
    write, look, path, passed_over
):
    changed = yaml.safe_load(HOOKS.read_text())[1]
    assert bool(re.search(changed["exclude"], path)) is passed_over
    write(path)
    assert (path not in look(".")[0]) is passed_over
    assert path in look(path)[0]


FLOWS = "channels: {line: {kind: voice, goes_to: care}}\nteams: {care: {seats: 4}}\n"
LISTS = [
    "teams: [red, blue]\n",
    "channels: [news, random]\n",
    "steps: [build, deploy]\nsystems: [a, b]\n",
]


def told_of(folder, *paths):
    order = Order(paths or (folder,), folder, datetime.date(2026, 11, 29))
    found = reader.read(order)
    return found, [each.rule for each in found.policy.problems]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_names_that_no_policy_speaks_of_is_another_tools(tmp_path, text):
    (tmp_path / "flows.yaml").write_text(FLOWS, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    found, problems = told_of(tmp_path)
    assert problems == []
    assert found.skipped == {"other.yaml": "something-else"}
    assert [each for each in found.remarks if "other.yaml" in each]


@pytest.mark.parametrize(
    ("policy", "lists"),
    [
        (FLOWS, "teams: [care, billing]\n"),
        ("handoffs: [{from: night crew, to: day}]\n", "teams: [night crew]\n"),
        ("channels: {line: {kind: voice, goes_to: red}}\n", "teams: [red, blue]\n"),
        ("handoffs: [{from: red, to: blue}]\n", "teams: [red, blue]\n"),
    ],
)
def test_a_list_of_names_that_a_policy_speaks_of_is_a_slip_in_it(tmp_path, policy, lists):
    (tmp_path / "flows.yaml").write_text(policy, encoding="utf-8")
    (tmp_path / "teams.yaml").write_text(lists, encoding="utf-8")
    found, problems = told_of(tmp_path)
    assert "wrong-value" in problems
    assert found.skipped == {}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_names_that_stands_alone_or_was_asked_for_is_judged(tmp_path, text):
    (tmp_path / "teams.yaml").write_text(text, encoding="utf-8")
    assert "wrong-value" in told_of(tmp_path)[1]
    (tmp_path / "flows.yaml").write_text(FLOWS, encoding="utf-8")
    named = told_of(tmp_path, tmp_path / "teams.yaml", tmp_path / "flows.yaml")
    assert "wrong-value" in named[1]
