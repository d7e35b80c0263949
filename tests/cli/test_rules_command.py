"""`cxlint rules --output` and `cxlint rules --coverage`."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

from cxlint.linting.rules import loader

if TYPE_CHECKING:
    from pathlib import Path

RULES = loader.load()
OWN = """\
id: {id}
title: Channels on which nobody says goodbye
severity: info
since: 0.1.0
rationale: customers who are not told that it is over wait for something that never comes
remedy: say goodbye
sources: [{{id: own, supports: we agreed on it}}]
check: required
params: {{of: channel, fields: [fee]}}
message: customers of {{id}} wait for a goodbye
bad: ["channels: {{a: {{kind: chat}}}}  # <- {id}"]
good: ["channels: {{a: {{kind: chat, fee: none}}}}"]
"""


def places(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("form", "suffix", "beside"),
    [("markdown", "md", {"README.md", "coverage.md"}),
     ("html", "html", {"index.html", "coverage.html"})],
)  # fmt: skip
def test_pages_are_written_into_a_folder(cxlint, folder, form, suffix, beside):
    result = cxlint("rules", "--format", form, "--output", "site/rules")
    assert (result.code, result.err) == (0, "")
    written = {f"{rule.category}/{rule.id}.{suffix}" for rule in RULES.values()} | beside
    assert places(folder / "site" / "rules") == written
    assert result.out == f"{len(written)} pages written to site/rules\n"


def test_other_files_of_the_folder_are_left_alone(cxlint, folder, write):
    write("out/notes.md", "mine")
    write("out/README.md", "old")
    cxlint("rules", "--format", "markdown", "--output", "out")
    assert (folder / "out" / "notes.md").read_text() == "mine"
    assert (folder / "out" / "README.md").read_text().startswith("<!-- written by")


def test_two_runs_write_the_same(cxlint, folder):
    for name in ("one", "two"):
        cxlint("rules", "--format", "html", "--output", name)
    for place in places(folder / "one"):
        assert (folder / "one" / place).read_bytes() == (folder / "two" / place).read_bytes()


def test_own_rules_have_pages(cxlint, folder, write):
    text = OWN.format(id="no-goodbye")
    write(
        "cx/farewell/no-goodbye.yaml", text.replace("it}]", "it}, {id: house, supports: manners}]")
    )
    write("cx/sources.yaml", "house: {title: The house rules, url: https://house.example}\n")
    write("other.yaml", "rule_folders: [cx]\n")
    result = cxlint("rules", "--config", "other.yaml", "--format", "markdown", "--output", "out")
    assert (result.code, result.err) == (0, "")
    text = (folder / "out" / "farewell" / "no-goodbye.md").read_text("utf-8")
    assert "info: no-goodbye  at channel/a" in text
    assert "* we agreed on it: the organization's own\n" in text
    assert "* manners: [The house rules](<https://house.example>)\n" in text


def test_rules_of_a_pack_have_pages_below_its_name(cxlint, folder, write):
    write("acme/pack.yaml", "name: acme\nversion: 1.0.0\n")
    write("acme/farewell/no-goodbye.yaml", OWN.format(id="no-goodbye"))
    write("cxlint.yaml", "packs: [./acme]\n")
    result = cxlint("rules", "--format", "html", "--output", "out")
    assert (result.code, result.err) == (0, "")
    text = (folder / "out" / "acme" / "farewell" / "no-goodbye.html").read_text("utf-8")
    assert "info: acme/no-goodbye  at channel/a" in text
    assert "<mark>channels: {a: {kind: chat}}  # &lt;- no-goodbye</mark>" in text
    assert 'href="../../index.html#acme-farewell"' in text
    assert 'id="acme-farewell"' in (folder / "out" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "html"), "name the folder for them, --output DIR"),
        (("--output", "out"), "pages are written as html or markdown"),
        (("--format", "json", "--output", "out"), "pages are written as html or markdown"),
        (("--coverage", "--format", "html", "--output", "out"), "one of them anyway"),
        (("--format", "html", "--output", "file"), "file is a file; pages are written into"),
        (("--format", "html", "--output", "file/below"), "below"),
        (("--format", "html", "--output", "full"), "full/handoffs: no folder can be made"),
    ],
)
def test_what_cannot_be_written_is_refused(cxlint, folder, write, arguments, said):
    write("file", "")
    write("full/handoffs", "")
    result = cxlint("rules", *arguments)
    assert result.code == 2
    assert said in result.err
    assert not (folder / "out").exists()


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the superuser may write anywhere",
)
def test_a_folder_that_may_not_be_written_is_told_so(cxlint, folder):
    (folder / "shut").mkdir(mode=0o500)
    result = cxlint("rules", "--format", "html", "--output", "shut")
    assert result.code == 2
    assert "shut/index.html: cannot be written" in result.err


def test_coverage_is_listed_in_every_format(cxlint):
    text = cxlint("rules", "--coverage")
    markdown = cxlint("rules", "--coverage", "--format", "markdown").out
    told = json.loads(cxlint("rules", "--coverage", "--format", "json").out)
    assert (text.code, text.err) == (0, "")
    assert max(map(len, text.out.splitlines())) <= 80
    practices = [each for article in told["articles"] for each in article["practices"]]
    assert (
        markdown.count("\n| ") == len(practices) + len(told["others"]) + len(told["articles"]) + 1
    )
    assert f"{len(practices)} practices of 5 articles" in markdown
    for each in practices:
        assert ("rules" in each) != ("none" in each)
    named = {id_ for each in practices for id_ in each.get("rules", ())}
    assert named | {each["id"] for each in told["others"]} == set(RULES)
    for id_ in RULES:
        assert id_ in text.out


def test_coverage_knows_only_the_shipped_rules(cxlint, write):
    write("cx/farewell/no-goodbye.yaml", OWN.format(id="no-goodbye"))
    write("cxlint.yaml", "rule_folders: [cx]\n")
    assert "no-goodbye" in cxlint("rules").out
    assert "no-goodbye" not in cxlint("rules", "--coverage").out


def test_the_list_of_rules_does_not_load_what_writes_pages(cxlint, monkeypatch):
    loaded = {name for name in sys.modules if name.partition(".")[0] == "jinja2"}
    for name in [*loaded, "cxlint.reporting.docs.html_site"]:
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert cxlint("rules").code == 0
    assert cxlint("rules", "--format", "markdown", "--output", "out").code == 0
    assert "jinja2" not in sys.modules
