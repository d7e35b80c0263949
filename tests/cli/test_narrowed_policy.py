"""A configuration that has less read says so: what is named as policy, and what lies beside it."""

from __future__ import annotations

import html
import json

import pytest

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
CARE = "teams:\n  care: {seats: 3}\n"


@pytest.fixture(autouse=True)
def _repository(write):
    write(".git/HEAD", "ref: refs/heads/main\n")


def narrowing(cxlint, *arguments):
    """Return the sentences that say what is not read."""
    told = json.loads(cxlint("check", *arguments, "--format", "json").out)["judged_by"]
    return [(each["message"], each["line"]) for each in told if each["kind"] == "policy"]


@pytest.fixture
def narrowed(write):
    for name in ("policies/a.yaml", "bad.yaml", "worse.yaml", "flows/ivr.yaml"):
        write(name, CARE.replace("care", name[0]))
    write("README.md", "# no policy\n")
    write("node_modules/x/y.yaml", CARE)
    write("cxlint.yaml", "fail_on: error\npolicy: policies\n")


TOLD = "only policies is read, and 2 files and 1 folder beside it are not"


@pytest.mark.usefixtures("narrowed")
@pytest.mark.parametrize("quiet", [(), ("-q",)], ids=["", "quiet"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_narrowed_policy_is_said_in_every_format(cxlint, form, quiet):
    result = cxlint("check", "--format", form, *quiet)
    assert TOLD in html.unescape(" ".join((result.out + result.err).split()).replace("\\", ""))


@pytest.mark.usefixtures("narrowed")
def test_config_and_baseline_say_it_too(cxlint):
    assert f"policy: {TOLD} (cxlint.yaml:2)" in cxlint("config").out
    assert f"policy: {TOLD}" in cxlint("baseline").err


@pytest.mark.usefixtures("narrowed")
@pytest.mark.parametrize("here", ["policies", "flows"])
def test_it_is_the_same_in_every_folder(cxlint, folder, monkeypatch, here):
    monkeypatch.chdir(folder / here)
    assert narrowing(cxlint) == [(TOLD, 2)]


@pytest.mark.usefixtures("narrowed")
def test_a_part_of_the_policy_is_read_within_the_same_bounds(cxlint):
    assert narrowing(cxlint, "policies/a.yaml") == [(TOLD, 2)]


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("policies/a.yaml", "only policies/a.yaml is read, and 3 files and 1 folder"),
        ("[policies, bad.yaml]", "only policies, bad.yaml is read, and 1 file and 1 folder"),
        ("policies/deep/b.yaml", "only policies/deep/b.yaml is read, and 4 files and 1 folder"),
    ],
)
@pytest.mark.usefixtures("narrowed")
def test_every_way_of_naming_less_is_counted(cxlint, write, policy, told):
    if "deep" in policy:
        write("policies/deep/b.yaml", CARE)
        write("policies/deep/c.yaml", CARE.replace("care", "sales"))
    else:
        write("policies/b.yaml", CARE.replace("care", "sales"))
    write("cxlint.yaml", f"policy: {policy}\n")
    ((found, line),) = narrowing(cxlint)
    assert (found, line) == (f"{told} beside it are not", 1)


@pytest.mark.usefixtures("narrowed")
@pytest.mark.parametrize("named", [".", "bad.yaml", "flows"])
def test_nothing_is_said_where_what_is_named_is_read(cxlint, named):
    assert narrowing(cxlint, named) == []


@pytest.mark.parametrize("policy", [".", "policies", "[policies, more.yaml]"])
def test_nothing_is_said_where_nothing_lies_beside_the_policy(cxlint, write, policy):
    write("policies/a.yaml", CARE)
    write("more.yaml" if "more" in policy else "README.md", "# nothing\n")
    write("cxlint-baseline.yaml", "version: 2\nfindings: []\n")
    write("ours/README.md", "# rules of our own\n")
    write("cxlint.yaml", f"policy: {policy}\nrule_folders: [ours]\n")
    assert narrowing(cxlint) == []
