"""Rules and configurations that use former names of checks and parameters mean what they meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxlint.__main__ import main
from cxlint.linting.rules import loader
from cxlint.linting.rules.check_lookup import find_check, known_checks, parameters
from cxlint.linting.rules.former_names import CHECKS

if TYPE_CHECKING:
    from typing import Any

HEAD = """\
id: {id}
title: What it finds
severity: warning
since: 0.1.0
rationale: It harms customers.
sources: [{{id: own, supports: nothing}}]
bad: ["reviews: {{}}  # <- {id}"]
good: ["reviews: {{}}"]
"""
SLOW_THANKS = """\
check: due
params:
  of: review-source
  field: respond.positive
  at_most: 72 hours
  beside: [respond.negative]
provenance:
  at_most: {source: own, says: "three days", cases: [slow]}
  beside: {source: own, says: "who answers the one can answer the other"}
message:
  missing: "nobody thanks on {id} within {bound}, and there is {beside}"
  slow: "thanks on {id} take {value}"
remedy: {"": "thank within {bound}", slow: "thank sooner"}
"""
NO_COMPETITORS = """\
check: companion
params: {of: reviews, field: competitors, beside: bank}
message: "there is {beside}, and no {missing}"
remedy: add {missing}
"""
POLICY = """\
reviews:
  bank: {min_count: 5, max_age: 30 days}
  sources:
    maps: {respond: {negative: 1 day}}
    shop: {respond: {negative: 1 day, positive: 2 weeks}}
    blog: {respond: {negative: 1 day, positive: 72 hours}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Path("policy.yaml").write_text(POLICY, encoding="utf-8")


def write(id_: str, text: str) -> None:
    Path("own").mkdir(exist_ok=True)
    Path(f"own/{id_}.yaml").write_text(HEAD.format(id=id_) + text, encoding="utf-8")


def found(config: str, rule: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return the findings of one rule, by place."""
    Path("cxlint.yaml").write_text(config, encoding="utf-8")
    assert main(["check", "--format", "json", "--exit-zero", "policy.yaml"]) == 0
    every = json.loads(capsys.readouterr().out)["findings"]
    return [each for each in every if each["rule"] == rule]


def test_every_present_name_exists() -> None:
    for former, present in CHECKS.items():
        taken = parameters(find_check(present.check))
        assert former not in known_checks()
        assert {now for each in present.params.values() for now in each} <= taken.keys()
        assert not present.params.keys() & taken.keys()


def test_a_rule_with_a_former_check_finds_what_it_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("slow-thanks", SLOW_THANKS)
    told = found("rule_folders: [own]", "slow-thanks", capsys)
    assert [(each["entity"], each["message"], each["remedy"]) for each in told] == [
        (
            "review-source/maps",
            "nobody thanks on maps within 72 hours, and there is negative",
            "thank within 72 hours",
        ),
        ("review-source/shop", "thanks on shop take 2 weeks", "thank sooner"),
    ]


def test_a_former_companion_points_to_what_stands_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("no-competitors", NO_COMPETITORS)
    (told,) = found("rule_folders: [own]", "no-competitors", capsys)
    assert told["message"] == "there is bank, and no competitors"
    assert told["line"] == 2


def test_what_a_former_rule_rests_on_is_told_under_the_present_cases() -> None:
    write("slow-thanks", SLOW_THANKS)
    rule = loader.load([Path("own")])["slow-thanks"]
    assert rule.provenance["at_most"]["cases"] == ["beyond"]
    assert rule.params["once"] == ["respond.negative"]
    assert set(rule.message) == {"", "beyond"}
    assert "once" in rule.provenance


@pytest.mark.parametrize(
    ("params", "ids"),
    [
        ("{at_most: 3 weeks}", ["maps"]),
        ("{beside: [alert]}", ["shop"]),
        ("{once: [alert]}", ["shop"]),
        ("{field: respond.negative, beside: respond.positive, at_most: 12 hours}",
         ["maps", "shop", "blog"]),
    ],
)  # fmt: skip
def test_a_configuration_may_use_the_former_parameters(
    params: str, ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    config = f"rules: {{positive-review-unanswered: {{params: {params}}}}}"
    told = found(config, "positive-review-unanswered", capsys)
    assert [each["entity"] for each in told] == [f"review-source/{id_}" for id_ in ids]


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ("{beside: [alert], once: [alert]}", "'beside' is now called 'once', and that stands"),
        ("{beside: [alrt]}", "did you mean 'alert'?"),
        ("{beside: 7}", "'once' of the rule"),
        ("{at_most: soon}", "a duration"),
    ],
)
def test_what_is_wrong_with_a_former_parameter_is_told(
    params: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("cxlint.yaml").write_text(
        f"rules:\n  positive-review-unanswered:\n    params: {params}\n", encoding="utf-8"
    )
    assert main(["check", "policy.yaml"]) == 2
    said = capsys.readouterr().err
    assert "cxlint.yaml:3" in said
    assert told in " ".join(said.split())


def test_a_faulty_rule_with_a_former_check_is_refused_with_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("slow-thanks", SLOW_THANKS.replace("respond.positive", "respond.positiv"))
    Path("cxlint.yaml").write_text("rule_folders: [own]", encoding="utf-8")
    assert main(["check", "policy.yaml"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "own/slow-thanks.yaml:1" in said
    assert "did you mean 'respond.positive'?" in said


def test_hit_is_still_found_at_its_former_place() -> None:
    from cxlint.linting import finding
    from cxlint.linting.model.finding import Hit

    assert finding.Hit is Hit
