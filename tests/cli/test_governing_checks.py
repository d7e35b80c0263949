"""What governs the judge is as strict as it says: checks of waivers, bars, baselines."""

from __future__ import annotations

import json
import re

import pytest

DANGLING = "channels:\n  chat: {kind: chat, goes_to: nobody}\n"
CIRCLE = "steps:\n  bot: {kind: bot, on_failure: bot, person: care}\nteams:\n  care: {seats: 12}\n"
FILE = "cxlint-baseline.yaml"
ONE = ("--select", "undefined-reference")


@pytest.fixture
def repository(write):
    write(".git/HEAD", "ref: refs/heads/main\n")


def report(cxlint, *arguments):
    return json.loads(cxlint("check", *arguments, "--format", "json").out)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "config",
    [
        "rules: {waivers: off}\n",
        "rules: {waivers: {severity: off}}\n",
        "paths: [{files: '*', rules: {waivers: off}}]\n",
        "extends: ours\nprofiles: {ours: {rules: {waivers: off}}}\n",
        "rules: {reading: off}\n",
    ],
)
def test_governing_checks_are_not_switched_off_by_their_category(cxlint, write, config):
    write("a.yaml", DANGLING)
    write("cxlint.yaml", config)
    result = cxlint("check")
    assert result.code == 2
    assert re.search("which are not switched off together|is locked", result.err)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "config", ["rules: {waivers: info}\n", "rules: {waiver-unused: off}\n", "rules: {flows: off}\n"]
)
def test_one_of_them_may_be_and_other_categories_too(cxlint, write, config):
    write("a.yaml", CIRCLE)
    write("cxlint.yaml", config)
    assert cxlint("check").code == 0


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_separate_policies_fail_by_their_own_bars(cxlint, write, order):
    for name in "ab":
        write(f"{name}/.git/HEAD", "ref: refs/heads/main\n")
    write("a/p.yaml", "organization: {name: Acme}\n")
    write("a/cxlint.yaml", "fail_on: warning\n")
    write("b/p.yaml", CIRCLE)
    write("b/cxlint.yaml", "fail_on: error\n")
    result = cxlint("check", *order)
    assert "hassle-loop" in result.out
    assert result.code == 0
    (told,) = [each for each in report(cxlint, *order)["judged_by"] if each["kind"] == "separate"]
    assert told["message"].endswith("; findings fail from warning, error on, in this order")
    junit = cxlint("check", *order, "--format", "junit").out
    assert "<failure" not in junit
    write("a/p.yaml", CIRCLE)
    result = cxlint("check", *order)
    assert (result.code, "1 fails" in result.out) == (1, True)
    assert cxlint("check", *order, "--format", "junit").out.count("<failure") == 1
    assert cxlint("check", *order, "--fail-on", "error").code == 0


def test_separate_policies_of_one_bar_say_nothing_of_bars(cxlint, write):
    for name in "ab":
        write(f"{name}/p.yaml", CIRCLE)
    (told,) = [each for each in report(cxlint, "a", "b")["judged_by"] if each["kind"] == "separate"]
    assert "fail" not in told["message"]


def accepted(cxlint, folder, edit):
    """Return the statuses by a baseline in which one thing was edited by hand."""
    cxlint("baseline", *ONE)
    text = (folder / FILE).read_text()
    changed = edit(text)
    assert changed != text
    (folder / FILE).write_text(changed)
    return [each["status"] for each in report(cxlint, "--baseline", FILE, *ONE)["findings"]]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("entity: channel/chat", "entity: channel/mail"),
        ("entity: channel/chat", "entity: handoff/x"),
        ("rule: undefined-reference", "rule: dead-end"),
    ],
)
def test_an_entry_of_the_baseline_matches_as_a_whole(cxlint, write, folder, old, new):
    write("a.yaml", DANGLING)
    assert accepted(cxlint, folder, lambda text: text.replace(old, new)) == ["new"]


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("entity", "status"),
    [
        ("handoff/refunds", "baselined"),
        ("handoff/other->team", "new"),
        ("team/care", "new"),
        ("file/a.yaml", "new"),
    ],
)
def test_a_handoff_may_have_had_another_id_and_no_other_ends(cxlint, write, folder, entity, status):
    write("a.yaml", "handoffs: [{from: care, to: nobody}]\nteams: {care: {seats: 3}}\n")
    (found,) = report(cxlint, *ONE)["findings"]
    assert found["entity"] == "handoff/care->nobody"

    def rename(text):
        return re.sub(r"entity: [^,]+,", f'entity: "{entity}",', text)

    assert accepted(cxlint, folder, rename) == [status]


@pytest.mark.usefixtures("repository")
def test_a_fingerprint_of_version_1_counts_in_a_file_of_version_1_only(cxlint, write, folder):
    write("a.yaml", DANGLING)
    (found,) = report(cxlint, *ONE)["findings"]
    former = found["former_fingerprints"][0]

    def old_print(text):
        return text.replace(found["fingerprint"], former)

    assert accepted(cxlint, folder, old_print) == ["new"]
    (folder / FILE).unlink()
    old_file = accepted(cxlint, folder, lambda text: old_print(text).replace("n: 2", "n: 1"))
    assert old_file == ["baselined"]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_several_policies_are_not_drawn_by_the_configuration_of_the_first(cxlint, write, order):
    for name in "ab":
        write(f"{name}/p.yaml", CIRCLE)
        write(f"{name}/cxlint.yaml", "exclude: [q.yaml]\n")
        write(f"{name}/q.yaml", "steps: {left-out: {kind: page}}\n")
    result = cxlint("graph", *order)
    assert result.code == 2
    assert "these are 2 policies, each by itself (a; b): name one at a time" in result.err
    assert "left" not in cxlint("graph", "b").out
    write("cxlint.yaml", "exclude: [q.yaml]\n")
    write("b/p.yaml", CIRCLE.replace("care", "sales").replace(" bot:", " robot:"))
    write(".git/HEAD", "ref: refs/heads/main\n")
    both = cxlint("graph", *order)
    assert both.code == 0, both.err
    assert "robot" in both.out
    assert "left" not in both.out


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("order", [1, -1])
def test_the_other_place_of_an_id_is_said_in_words_of_no_order(cxlint, write, order):
    for name, seats in zip("ab", (3, 4)[::order], strict=True):
        write(f"{name}.yaml", f"teams: {{care: {{seats: {seats}}}}}\n")
    out = cxlint("check", "--select", "duplicate-id").out
    assert "also defined here" in out
    assert not re.search(r"first|already", out)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("excess-steps: {params: {at_most: 2}}", False),
        ("coverage-gap: {params: {minor: 1%}}", False),
        ("restrictive-return-window: {params: {warn_below: 60 days}}", False),
        ("excess-steps: {params: {at_most: 50}}", True),
        ("coverage-gap: {params: {minor: 50%}}", True),
        ("silo: {params: {unstated: true}}", False),
    ],
)
@pytest.mark.parametrize("form", ["rules: {%s}\n", "paths: [{files: '*', rules: {%s}}]\n"])
def test_a_stricter_threshold_is_no_softening(cxlint, write, said, listed, form):
    write("a.yaml", CIRCLE)
    write("cxlint.yaml", form % said)
    told = [each for each in report(cxlint)["judged_by"] if each["kind"] in ("softened", "paths")]
    assert bool(told) is listed
