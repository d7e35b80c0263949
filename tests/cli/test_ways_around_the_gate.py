"""Ways around the gate: each of them fails, or is told as what makes the check milder."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from git_repository import QUIET, Repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Run

    Attempt = Callable[[Path], None]

WORKSPACES = ("GITHUB_BASE_REF", "CI_DEFAULT_BRANCH", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
TERMS = """\
terms:
  restocking: {kind: fee, amount: %s, disclosed_at: [checkout], change_notice: 30 days}
"""
CHEAP, DEAR = TERMS % "5 EUR", TERMS % "7 EUR"
SHOP = """\
organization: {name: A, currency: EUR, timezone: Europe/Berlin, jurisdictions: [DE]}
channels: {line: {kind: voice, open: "Mon-Fri 09:00-18:00", goes_to: care}}
teams: {care: {open: "Mon-Fri 09:00-18:00", closes: all}}
intents: {order: {start: line, max_contacts: 2}}
scenarios: {soon: {customer: {intent: order}, holds: {reaches: person within 1 step}}}
waivers:
  - {rule: silo, at: team/care, reason: known, owner: Ada, approved_by: Bo, expires: 2026-12-31}
"""
CONFIG = "policy: [policies]\nbaseline: cxlint-baseline.yaml\nrules: {undisclosed-term: error}\n"
HIDDEN = "terms:\n  lifting: {kind: fee, amount: 1 EUR, adverse: true}\n"
WORKFLOW = """\
on: [pull_request]
jobs: {policy: {runs-on: x, steps: [{uses: cxlint/cxlint-policy@v0.1.0, with: {compare: "true"}}]}}
"""
FILES = {
    "policies/terms.yaml": CHEAP,
    "policies/shop.yaml": SHOP,
    "cxlint.yaml": CONFIG,
    "cxlint-baseline.yaml": "version: 2\nfindings: []\n",
    ".github/workflows/policy.yml": WORKFLOW,
    ".gitlab-ci.yml": 'policy: {script: ["cxlint diff origin/main...HEAD"]}\n',
    ".pre-commit-config.yaml": "repos: [{repo: x/cxlint, hooks: [{id: cxlint-diff}]}]\n",
    "Makefile": "check:\n\tcxlint diff\n",
}


def writing(**files: str) -> Attempt:
    """Return an attempt that writes files; `__` stands for a slash and `_dot_` for a dot."""

    def write(root: Path) -> None:
        for name, text in files.items():
            place = root / name.replace("_dot_", ".").replace("__", "/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    return write


def moving(to: str, text: str = DEAR) -> Attempt:
    """Return an attempt that writes what is worse into a file called otherwise."""

    def move(root: Path) -> None:
        (root / "policies/terms.yaml").unlink()
        (root / to).parent.mkdir(parents=True, exist_ok=True)
        (root / to).write_text(text, encoding="utf-8")

    return move


def removing(*names: str) -> Attempt:
    def remove(root: Path) -> None:
        for name in names:
            place = root / name
            shutil.rmtree(place) if place.is_dir() else place.unlink()

    return remove


def both(*attempts: Attempt) -> Attempt:
    def attempt(root: Path) -> None:
        for each in attempts:
            each(root)

    return attempt


def ignoring(root: Path) -> None:
    writing(policies__terms_dot_yaml=DEAR, _dot_gitignore="policies/terms.yaml\n")(root)
    Repository(root).git("rm", "--quiet", "--cached", "policies/terms.yaml")


def linking(root: Path) -> None:
    (root / "policies/terms.yaml").unlink()
    (root.parent / "elsewhere.yaml").write_text(DEAR, encoding="utf-8")
    (root / "policies/terms.yaml").symlink_to(root.parent / "elsewhere.yaml")


LATER = "days, effective: {%s}}"
WORSE = writing(policies__terms_dot_yaml=DEAR)
FAILS = "fails"

ATTEMPTS: dict[str, tuple[Attempt, str]] = {
    "the folder has another name": (
        both(WORSE, lambda root: shutil.move(root / "policies", root / "rules"),
             writing(cxlint_dot_yaml=CONFIG.replace("policies", "rules"))), FAILS),
    "no configuration": (removing("cxlint.yaml"), "configuration"),
    "a file is left out": (
        both(WORSE, writing(cxlint_dot_yaml=f"{CONFIG}exclude: [policies/terms.yaml]\n")),
        "excluded"),
    "a file is left out further down": (
        both(WORSE, writing(policies__cxlint_dot_yaml="exclude: [terms.yaml]\n")), "excluded"),
    "less is the policy": (
        both(WORSE, writing(cxlint_dot_yaml=CONFIG.replace("policies", "policies/shop.yaml"))),
        "policy"),
    "another ending": (moving("policies/terms.txt"), FAILS),
    "no ending": (moving("policies/terms"), FAILS),
    "a copy kept aside": (moving("policies/terms.yaml.bak"), FAILS),
    "a folder with a dot": (moving("policies/.x/terms.yaml"), FAILS),
    "a folder of packages": (moving("node_modules/shop/terms.yaml"), FAILS),
    "outside of the policy": (moving("docs/terms.yaml"), FAILS),
    "what git ignores": (ignoring, FAILS),
    "a link to elsewhere": (linking, FAILS),
    "a comment that allows it": (
        writing(policies__more_dot_yaml=HIDDEN.replace(
            "\n  lift", "\n  # cxlint: allow[undisclosed-term] nobody asks\n  lift")), "waiver"),
    "a waiver for longer": (
        writing(policies__shop_dot_yaml=SHOP.replace("2026-12-31", "2099-12-31")), "waiver"),
    "a waiver for another rule": (
        writing(policies__shop_dot_yaml=SHOP.replace("rule: silo", "rule: undisclosed-term")),
        "waiver"),
    "a rule is off": (
        writing(cxlint_dot_yaml=CONFIG.replace("error", "off"), policies__more_dot_yaml=HIDDEN),
        "rule"),
    "a rule is milder further down": (
        writing(policies__more_dot_yaml=HIDDEN,
                policies__cxlint_dot_yaml="rules: {undisclosed-term: off}\n"), FAILS),
    "a larger budget": (
        writing(policies__shop_dot_yaml=SHOP.replace("max_contacts: 2", "max_contacts: 9")),
        "budget"),
    "no law": (
        writing(policies__shop_dot_yaml=SHOP.replace(", jurisdictions: [DE]", "")), "law"),
    "a scenario is gone": (
        writing(policies__shop_dot_yaml=SHOP.replace(
            "scenarios: {soon: {customer: {intent: order}, "
            "holds: {reaches: person within 1 step}}}\n", "")), "scenario"),
    "a scenario asks for less": (
        writing(policies__shop_dot_yaml=SHOP.replace("1 step", "9 steps")), "scenario"),
    "a declaration of everything": (
        both(WORSE, writing(changes__all_dot_yaml=(
            "owner: Ada\nreason: all\nchanges:\n  - {direction: worse}\n"))), "declaration"),
    "the workflow asks for nothing": (
        writing(_dot_github__workflows__policy_dot_yml=WORKFLOW.replace(
            '"true"', '"true", fail-on: never')), "ci"),
    "no workflow": (removing(".github"), "ci"),
    "no hook": (writing(**{"_dot_pre-commit-config_dot_yaml": "repos: []\n"}), "ci"),
    "another job": (writing(**{"_dot_gitlab-ci_dot_yml": 'policy: {script: ["true"]}\n'}), "ci"),
    "another recipe": (writing(Makefile="check:\n\ttrue\n"), "ci"),
    "another tool's file": (
        writing(policies__terms_dot_yaml=f"apiVersion: v1\nkind: ConfigMap\n{DEAR}"), FAILS),
    "a template": (
        writing(policies__terms_dot_yaml=f"{{{{- if true }}}}\n{DEAR}{{{{- end }}}}\n"), FAILS),
    "from next year on": (
        writing(policies__terms_dot_yaml=CHEAP.replace("days}", LATER % "until: 2026-12-31"),
                policies__later_dot_yaml=DEAR.replace("days}", LATER % "from: 2027-01-01")),
        FAILS),
}  # fmt: skip


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in (*WORKSPACES, "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "shop")
    for name, text in FILES.items():
        made.write(name, text)
    made.commit("begin")
    monkeypatch.chdir(made.root)
    return made


@pytest.mark.parametrize("name", ATTEMPTS)
def test_it_fails_or_is_told(repository: Repository, cxlint: Run, name: str) -> None:
    attempt, told = ATTEMPTS[name]
    attempt(repository.root)
    asked = ("--format", "json", "--as-of", "2026-11-29", "--fail-on", "worse,new-warning")
    outcome = cxlint("diff", *asked)
    if told == FAILS:
        assert outcome.code in (1, 2)
        return
    found = json.loads(outcome.out)["weakened"]
    assert told in [each["what"] for each in found]
    assert all(each["took_effect"] for each in found)


@pytest.mark.parametrize("name", [name for name in ATTEMPTS if ATTEMPTS[name][1] == FAILS])
def test_it_fails_where_the_base_judges(repository: Repository, cxlint: Run, name: str) -> None:
    ATTEMPTS[name][0](repository.root)
    asked = ("--as-of", "2026-11-29", "--fail-on", "worse,new-warning", "--untrusted")
    assert cxlint("diff", *asked).code in (1, 2)


def test_what_runs_it_takes_effect_whoever_judges(repository: Repository, cxlint: Run) -> None:
    repository.commit("milder", **{".gitlab-ci": 'policy: {script: ["true"]}\n'})
    repository.git("mv", ".gitlab-ci.yaml", ".gitlab-ci.yml", "--force")
    repository.commit("named as it is")
    outcome = cxlint("diff", "HEAD~2", "HEAD", "--untrusted", "--format", "json")
    (found,) = json.loads(outcome.out)["weakened"]
    assert (found["what"], found["took_effect"]) == ("ci", True)
    assert "Makes the check milder" in cxlint("diff", "HEAD~2", "HEAD", "--untrusted").out


def test_a_file_that_is_read_under_another_name_is_no_loss(
    repository: Repository, cxlint: Run
) -> None:
    moving("policies/fees/all.yaml", CHEAP)(repository.root)
    writing(docs__old__terms_dot_txt=CHEAP)(repository.root)
    outcome = cxlint("diff", "--as-of", "2026-11-29")
    assert (outcome.code, outcome.out) == (0, "")
