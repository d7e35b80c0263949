"""`--quiet` keeps back remarks, and nothing of what left out, softened, waived or accepted."""

from __future__ import annotations

import html

import pytest

FORMATS = ("text", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown")
DANGLING = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
WAIVED = DANGLING.rstrip() + "  # cxlint: allow[undefined-reference] opens in March\n"


@pytest.fixture(autouse=True)
def _repository(write):
    write(".git/HEAD", "ref: refs/heads/main\n")
    write("a.yaml", DANGLING)
    write("b.yaml", DANGLING.replace("chat:", "talk:"))


WAYS = {
    "exclude": ("exclude: [b.yaml]\n", "b.yaml leaves out b.yaml"),
    "off": ("rules: {undefined-reference: off}\n", "undefined-reference: switched off"),
    "paths": ("paths: [{files: a.yaml, rules: {silo: off}}]\n", "for a.yaml: silo off"),
    "waiver": ("", "undefined-reference at channel/chat: opens in March"),
    "baseline": ("baseline: known.yaml\n", "the baseline accepts 1 of these findings"),
    "hidden": ("", "hidden"),
    "packages": ("", "packages"),
}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("way", WAYS)
def test_it_silences_nothing_that_judged(cxlint, write, way, form):
    config, told = WAYS[way]
    if way == "waiver":
        write("a.yaml", WAIVED)
    if way == "baseline":
        cxlint("baseline", "a.yaml", "--output", "known.yaml", "--select", "undefined-reference")
    if way == "hidden":
        write(".c.yaml", DANGLING)
    if way == "packages":
        write("node_modules/c.yaml", DANGLING)
    write("cxlint.yaml", config)
    result = cxlint("check", "--format", form, "-q")
    out = html.unescape(" ".join((result.out + result.err).split()).replace("\\", ""))
    assert told in out


@pytest.mark.parametrize("form", FORMATS)
def test_it_says_no_more_where_nothing_was_changed(cxlint, form):
    assert cxlint("check", "--format", form, "-q").err == ""


@pytest.mark.parametrize("form", FORMATS)
def test_remarks_are_kept_back(cxlint, write, form):
    write("cxlint-baseline.yaml", "version: 2\nfindings: []\n")
    assert "is not used" in cxlint("check", "--format", form).err
    assert "is not used" not in cxlint("check", "--format", form, "-q").err
