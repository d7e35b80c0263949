"""What `cxlint diff` lets pass: findings, declarations, changes that want to judge themselves."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from git_repository import QUIET, Repository

if TYPE_CHECKING:
    from tests.cli.conftest import Outcome, Run

SAMPLE = Path(__file__).parents[2] / "sample_policies" / "northwind-outfitters"

FEE = "terms:\n  restocking: {kind: fee, amount: %s, disclosed_at: checkout}\n"
CHEAP, DEAR = FEE % "5 EUR", FEE % "7 EUR"
HIDDEN = "terms:\n  lifting: {kind: fee, amount: 1 EUR}\n"
SIGNED = "owner: Ada, returns\nreason: carriers charge more\nchanges:\n"
FEE_RISES = "  - {thing: term/restocking, aspect: fee, direction: worse, old: 5 EUR, new: 7 EUR}\n"


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Return a repository with one commit, in which the tests run."""
    for name, value in QUIET.items():
        monkeypatch.setenv(name, value)
    made = Repository(folder / "shop")
    made.write("cxlint.yaml", "fail_on: error\n")
    made.commit("begin", terms=CHEAP)
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def diff(repository: Repository, cxlint: Run):
    """Return a function that compares the working tree with its commit, as JSON."""

    def compare(*arguments: str) -> tuple[Outcome, dict[str, Any]]:
        outcome = cxlint("diff", "HEAD", *arguments, "--format", "json")
        return outcome, json.loads(outcome.out) if outcome.out else {}

    return compare


def test_declared_change_passes(repository: Repository, diff: Any) -> None:
    repository.write("terms.yaml", DEAR)
    assert diff()[0].code == 1
    repository.write("changes/fees.yaml", SIGNED + FEE_RISES)
    for fail_on in ("worse", "undeclared", "worse,new-warning"):
        outcome, told = diff("--fail-on", fail_on)
        assert outcome.code == 0
        (declared,) = told["declared"]
        assert (declared["owner"], declared["reason"]) == ("Ada, returns", "carriers charge more")


@pytest.mark.parametrize(
    "entry",
    [
        "{aspect: fee}",
        "{thing: term/restocking}",
        "{new: 7 eur}",
        "{direction: worse, who: {}}",
        "'term restocking, what it costs:  5 EUR, now 7 EUR.'",
    ],
)
def test_as_few_fields_as_needed(repository: Repository, diff: Any, entry: str) -> None:
    repository.write("terms.yaml", DEAR)
    repository.write("changes/fees.yaml", f"{SIGNED}  - {entry}\n")
    assert diff("--fail-on", "undeclared")[0].code == 0


@pytest.mark.parametrize(
    "entry", ["{new: 6 EUR}", "{direction: better}", "{who: {category: shoes}}", "'it rises'"]
)
def test_declared_and_not_so_fails(repository: Repository, diff: Any, entry: str) -> None:
    repository.write("terms.yaml", DEAR)
    repository.write("changes/fees.yaml", f"{SIGNED}  - {entry}\n")
    for fail_on in ("worse", "undeclared", "new-error", "new-warning"):
        outcome, told = diff("--fail-on", fail_on)
        assert outcome.code == 1
        assert "declaration" in [each["kind"] for each in told["gate"]["by"]]
    assert diff("--fail-on", "never")[0].code == 0


def test_change_that_does_more_than_it_declares(repository: Repository, diff: Any) -> None:
    repository.write("terms.yaml", DEAR)
    repository.write("more.yaml", FEE.replace("restocking", "lifting") % "1 EUR")
    repository.write("changes/fees.yaml", SIGNED + FEE_RISES)
    outcome, told = diff()
    assert outcome.code == 1
    assert [each["thing"] for each in told["gate"]["by"]] == ["term/lifting"]


def test_better_ones_are_undeclared_too(repository: Repository, diff: Any) -> None:
    repository.write("terms.yaml", FEE % "4 EUR")
    assert diff()[0].code == 0
    assert diff("--fail-on", "undeclared")[0].code == 1


def test_earlier_declarations_are_settled(repository: Repository, diff: Any) -> None:
    repository.write("terms.yaml", DEAR)
    repository.write("changes/fees.yaml", SIGNED + FEE_RISES)
    repository.commit("dearer")
    assert diff("--fail-on", "undeclared")[0].code == 0
    repository.write("terms.yaml", CHEAP)
    repository.commit("back")
    repository.write("terms.yaml", DEAR)
    assert diff()[0].code == 1  # what was declared once does not excuse it for ever


def test_expected_by_the_command(repository: Repository, diff: Any, folder: Path) -> None:
    repository.write("terms.yaml", DEAR)
    (folder / "expected.yaml").write_text(SIGNED + FEE_RISES)
    assert diff("--expect", "../expected.yaml", "--fail-on", "undeclared")[0].code == 0
    assert diff("--expect", "../missing.yaml")[0].code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("owner: Ada\nreason: ''\nchanges: [{aspect: fee}]\n", "why this is done"),
        ("reason: dear\nchanges: [{aspect: fee}]\n", "who answers for this"),
        (f"{SIGNED}  - {{aspekt: fee}}\n", "did you mean 'aspect'?"),
        (f"{SIGNED}  - {{aspect: colour}}\n", "no change has the aspect 'colour'; there are appr"),
        (f"{SIGNED}  - {{direction: cheaper}}\n", "there are worse, better, neutral"),
        (f"{SIGNED}  - {{who: {{categry: shoes}}}}\n", "did you mean 'category'?"),
        (f"{SIGNED}  - {{who: {{except: {{chanel: line}}}}}}\n", "did you mean 'channel'?"),
        (f"{SIGNED}  - {{who: shoes}}\n", "`who` says for whom"),
        (f"{SIGNED}  - []\n", "an entry is a sentence"),
        ("owner: Ada\nreason: dear\nchanges: []\n", "lists what is meant to happen"),
        ("- a\n", "a declaration is"),
    ],
)
def test_declaration_that_is_no_good(
    repository: Repository, diff: Any, text: str, said: str
) -> None:
    repository.write("changes/fees.yaml", text)
    outcome, _ = diff()
    assert outcome.code == 2
    assert said in outcome.err
    assert "changes/fees.yaml:" in outcome.err


def test_declaration_is_written_and_signed(repository: Repository, diff: Any, cxlint: Run) -> None:
    repository.write("terms.yaml", DEAR)
    repository.write("more.yaml", HIDDEN)
    draft = cxlint("diff", "HEAD", "--declare")
    assert draft.code == 0
    repository.write("changes/fees.yaml", draft.out)
    assert diff()[0].code == 2  # nobody has signed it
    signed = draft.out.replace('owner: ""', "owner: Ada").replace('reason: ""', "reason: dear")
    repository.write("changes/fees.yaml", signed)
    assert diff("--fail-on", "undeclared")[0].code == 0


def test_declarations_are_no_policy(repository: Repository, cxlint: Run) -> None:
    before = cxlint("check")
    repository.write("changes/fees.yaml", SIGNED + FEE_RISES)
    assert cxlint("check", "--fail-on-skipped") == before


def test_new_findings_by_severity(repository: Repository, diff: Any) -> None:
    repository.write("more.yaml", HIDDEN)
    outcome, told = diff("--fail-on", "new-warning")
    assert outcome.code == 1
    assert [each["rule"] for each in told["findings"]["new"]] == ["undisclosed-term"]
    assert [each["rule"] for each in told["gate"]["by"]] == ["undisclosed-term"]
    assert diff("--fail-on", "new-error")[0].code == 0
    repository.write("more.yaml", HIDDEN.replace("kind", "kinf"))
    assert diff("--fail-on", "new-error")[0].code == 1


def test_fixed_findings(repository: Repository, diff: Any) -> None:
    repository.commit("hidden", more=HIDDEN)
    repository.git("rm", "--quiet", "more.yaml")
    _, told = diff()
    assert [each["rule"] for each in told["findings"]["fixed"]] == ["undisclosed-term"]


def test_finding_follows_a_renamed_thing(repository: Repository, diff: Any) -> None:
    repository.commit("hidden", more=HIDDEN)
    repository.write("more.yaml", HIDDEN.replace("lifting", "carrying"))
    _, told = diff()
    assert told["findings"]["new"] == told["findings"]["fixed"] == []
    (moved,) = told["findings"]["moved"]
    assert (moved["before"]["entity"], moved["after"]["entity"]) == (
        "term/lifting",
        "term/carrying",
    )


def test_milder_configuration_fixes_nothing(repository: Repository, diff: Any) -> None:
    repository.commit("hidden", more=HIDDEN)
    repository.write("cxlint.yaml", "rules:\n  undisclosed-term: off\n")
    outcome, told = diff()
    assert told["findings"]["fixed"] == []
    (weakened,) = told["weakened"]
    assert weakened["what"] == "rule"
    assert weakened["sentence"].startswith("undisclosed-term is off")
    assert (weakened["place"]["path"], weakened["place"]["line"]) == ("cxlint.yaml", 2)
    assert outcome.code == 0


WAIVER = HIDDEN.replace(
    "\n  lifting", "\n  # cxlint: allow[undisclosed-term] nobody asks\n  lifting"
)
ATTEMPTS = {
    "waiver": {"more.yaml": WAIVER},
    "rule": {"more.yaml": HIDDEN, "cxlint.yaml": "rules: {undisclosed-term: info}\n"},
    "excluded": {"more.yaml": HIDDEN, "cxlint.yaml": "exclude: [more.yaml]\n"},
    "configuration": {"more.yaml": HIDDEN, "cxlint.yaml": "rules: {no-such-rule: off}\n"},
    "policy": {"more.yaml": HIDDEN, "cxlint.yaml": "policy: [terms.yaml]\n"},
    "declaration": {"more.yaml": HIDDEN, "changes/a.yaml": f"{SIGNED}  - {{aspect: fee}}\n"},
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_untrusted_change_does_not_judge_itself(
    repository: Repository, diff: Any, attempt: str
) -> None:
    for name, text in ATTEMPTS[attempt].items():
        repository.write(name, text)
    outcome, told = diff("--untrusted", "--fail-on", "worse,new-warning")
    assert outcome.code == 1
    assert attempt in [each["what"] for each in told["weakened"]]
    assert not any(each["took_effect"] for each in told["weakened"])
    kinds = {(each["kind"], each.get("rule", "")) for each in told["gate"]["by"]}
    assert kinds == {("change", ""), ("finding", "undisclosed-term")}


def test_untrusted_commit_is_judged_alike(repository: Repository, cxlint: Run) -> None:
    for name, text in ATTEMPTS["waiver"].items():
        repository.write(name, text)
    repository.commit("slipped in")
    outcome = cxlint("diff", "HEAD~1", "HEAD", "--untrusted", "--fail-on", "new-warning")
    assert outcome.code == 1
    assert "took no effect" in outcome.out
    assert "more.yaml:2: undisclosed-term is waived: nobody asks" in outcome.out


def test_waivers_of_the_base_go_on(repository: Repository, diff: Any) -> None:
    repository.commit("hidden", more=WAIVER)
    repository.write("more.yaml", f"# moved down a line\n{WAIVER}")
    outcome, told = diff("--untrusted", "--fail-on", "new-warning")
    assert (outcome.code, told["weakened"], told["findings"]["new"]) == (0, [], [])


def test_waiver_moved_to_another_thing_counts_for_nothing(
    repository: Repository, diff: Any
) -> None:
    repository.commit("hidden", more=WAIVER)
    repository.write("more.yaml", WAIVER.replace("lifting", "lying").replace("1 EUR", "99 EUR"))
    outcome, _ = diff("--untrusted", "--fail-on", "new-warning")
    assert outcome.code == 1


def test_declaration_of_the_base_is_a_right(repository: Repository, diff: Any) -> None:
    repository.write("changes/fees.yaml", SIGNED + FEE_RISES)
    repository.commit("allowed beforehand")
    assert diff("--untrusted")[0].code == 0  # and nothing has to come of it
    repository.write("terms.yaml", DEAR)
    assert diff("--untrusted", "--fail-on", "undeclared")[0].code == 0


def test_new_baseline_entries_are_listed(repository: Repository, diff: Any, cxlint: Run) -> None:
    repository.write("cxlint.yaml", "baseline: cxlint-baseline.yaml\n")
    repository.write("cxlint-baseline.yaml", "version: 2\nfindings: []\n")
    repository.commit("baseline")
    repository.write("more.yaml", HIDDEN)
    assert cxlint("baseline").code == 0
    outcome, told = diff("--fail-on", "new-warning")
    assert (outcome.code, [each["what"] for each in told["weakened"]]) == (0, ["baseline"])
    assert diff("--untrusted", "--fail-on", "new-warning")[0].code == 1


def test_unknown_bar(repository: Repository, diff: Any) -> None:
    outcome, _ = diff("--fail-on", "wors")
    assert outcome.code == 2
    assert "did you mean 'worse'?" in outcome.err


def test_named_configuration_is_that_of_the_base(repository: Repository, diff: Any) -> None:
    repository.write("ci/lint.yaml", "fail_on: warning\n")
    repository.commit("named")
    repository.write("ci/lint.yaml", "rules: {undisclosed-term: off}\n")
    repository.write("more.yaml", HIDDEN)
    named = ("--config", "ci/lint.yaml", "--fail-on", "new-warning")
    assert diff(*named)[0].code == 0
    outcome, told = diff(*named, "--untrusted")
    assert (outcome.code, [each["what"] for each in told["weakened"]]) == (1, ["rule", "bar"])
    repository.write("ci/new.yaml", "rules: {undisclosed-term: off}\n")
    assert diff("--config", "ci/new.yaml", "--untrusted")[0].code == 2


def test_named_declaration_is_that_of_the_base(repository: Repository, diff: Any) -> None:
    repository.write("ci/expected.yaml", SIGNED + FEE_RISES)
    repository.write("terms.yaml", DEAR)
    assert diff("--expect", "ci/expected.yaml")[0].code == 0
    assert diff("--expect", "ci/expected.yaml", "--untrusted")[0].code == 2


def test_rules_of_ones_own_are_those_of_the_base(
    repository: Repository, diff: Any, cxlint: Run
) -> None:
    assert cxlint("new-rule", "late-answer", "--check", "limit").code == 0
    repository.write("cxlint.yaml", "rule_folders: [cx-rules]\n")
    repository.commit("a rule")
    assert diff("--untrusted")[1]["weakened"] == []
    repository.git("rm", "-r", "--quiet", "cx-rules")
    repository.write("cxlint.yaml", "fail_on: error\n")
    outcome, told = diff("--untrusted")
    assert outcome.code == 0
    assert [each["sentence"] for each in told["weakened"]] == ["the rule late-answer is gone"]
    assert told["findings"]["fixed"] == []


@pytest.mark.parametrize("name", ["cxlint.yaml/policy.yaml", "sub/cxlint.yml", "sub/cxlint.yaml"])
def test_configurations_of_the_head_are_in_nobodys_way(
    repository: Repository, diff: Any, name: str
) -> None:
    (repository.root / "cxlint.yaml").unlink()
    repository.write(name, "exclude: ['**']\n")
    repository.write("more.yaml", HIDDEN)
    outcome, told = diff("--untrusted", "--fail-on", "new-warning")
    assert outcome.code == 1
    assert "finding" in [each["kind"] for each in told["gate"]["by"]]


def test_link_in_the_way_of_a_configuration(repository: Repository, diff: Any) -> None:
    repository.write("drafts/cxlint.yaml", "exclude: ['**']\n")
    repository.write("drafts/a.yaml", HIDDEN)
    repository.write("live/b.yaml", CHEAP.replace("restocking", "packing"))
    repository.commit("drafts are left out")
    for file in ("cxlint.yaml", "a.yaml"):
        (repository.root / "drafts" / file).unlink()
    (repository.root / "drafts").rmdir()
    (repository.root / "drafts").symlink_to("live")
    repository.write("live/b.yaml", DEAR.replace("restocking", "packing"))
    outcome, told = diff("--untrusted")
    assert outcome.code == 1
    assert [each["thing"] for each in told["changes"]] == ["term/packing"]


def test_dropped_jurisdiction_is_said(repository: Repository, diff: Any) -> None:
    company = "organization: {name: Shop, industry: retail, jurisdictions: [%s]}\n"
    repository.commit("law", company=company % "ES, DE")
    repository.write("company.yaml", company % "ES")
    _, told = diff()
    assert [each["sentence"] for each in told["weakened"]] == [
        "the law of DE is not asked about any more"
    ]


APPROVALS = """\
channels:
  chat: {kind: chat, goes_to: care}
teams:
  care: {may: {refund: 100 EUR}}
  finance: {may: {refund: 1000 EUR}}
intents:
  send-back: {start: [chat], remedy: refund, RATCHET}
remedies:
  refund:
    tiers: [{up_to: LIMIT, by: care}, {by: finance}]
"""
HELD = APPROVALS.replace("RATCHET", "ratchet: true, max_approvals: 1")
THREE = "  audit: {may: {refund: 9000 EUR}}\nintents:"


def test_ratchet_fails_whatever_is_asked_but_never(repository: Repository, diff: Any) -> None:
    repository.commit("held", shop=HELD.replace("LIMIT", "100 EUR"))
    longer = HELD.replace("LIMIT", "100 EUR").replace("intents:", THREE)
    longer = longer.replace("{by: finance}]", "{up_to: 500 EUR, by: finance}, {by: audit}]")
    repository.write("shop.yaml", longer.replace("ratchet: true, ", ""))
    outcome, told = diff("--fail-on", "new-error")
    assert outcome.code == 1
    (found,) = [each for each in told["gate"]["by"] if each.get("aspect") == "ratchet"]
    assert found["thing"] == "intent/send-back"
    assert "at worst 1 decisions to wait for, now 2 decisions to wait for" in found["sentence"]
    assert [each["what"] for each in told["weakened"]] == ["budget"]
    assert diff("--fail-on", "never")[0].code == 0
    repository.write("changes/a.yaml", f"{SIGNED}  - {{aspect: ratchet}}\n")
    assert diff("--fail-on", "new-error")[0].code == 0


def test_larger_budget_is_said(repository: Repository, diff: Any) -> None:
    repository.commit("held", shop=HELD.replace("LIMIT", "100 EUR"))
    repository.write(
        "shop.yaml", HELD.replace("LIMIT", "100 EUR").replace("approvals: 1", "approvals: 3")
    )
    (weakened,) = diff()[1]["weakened"]
    assert weakened["sentence"] == "send-back: max_approvals is 3 (before: 1)"


def test_rule_that_crashes_is_named(
    repository: Repository, diff: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("cxlint.linting.run.rule_runs._in_force", fail)
    outcome, told = diff("--exit-zero", "--select", "undisclosed-term")
    assert outcome.code == 3
    assert told["notes"] == ["undisclosed-term did not run to its end; cxlint check says why"]


RETURNS = """
returns:
  - {id: shoes, categories: [shoes], window: 5 days, from: delivery, refund: store credit}
  - {id: books, categories: [books], window: 20 days, from: delivery, refund: original payment}
"""
DESK = """
channels:
  hotline: {kind: voice, name: Hotline, open: Mon-Fri 08:00-20:00, goes_to: care}
handoffs:
  - {from: hotline, to: care}
"""
CARE = "teams:\n  care: {name: Care, open: Mon-Fri 10:00-12:00}\n"


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ("window: 5 days", "window: 5 dys", "wrong-value"),
        ("window: 5 days", "windw: 5 days", "unknown-key"),
    ],
)
@pytest.mark.parametrize("bar", ["worse", "undeclared", "new-error"])
def test_row_with_a_mistake_is_not_mended(
    repository: Repository, diff: Any, cxlint: Run, right: str, wrong: str, rule: str, bar: str
) -> None:
    repository.commit("returns", returns=RETURNS)
    repository.write("returns.yaml", RETURNS.replace(right, wrong))
    outcome, told = diff("--fail-on", bar)
    assert outcome.code == 1
    (unclear,) = told["not_understood"]
    assert unclear["sentence"].startswith(rule)
    assert (unclear["place"]["path"], unclear["place"]["line"]) == ("returns.yaml", 3)
    assert told["findings"]["fixed"] == []
    assert [each["kind"] for each in told["gate"]["by"]].count("reading") == 1
    assert not [each for each in told["changes"] if each["direction"] == "better"]
    text = cxlint("diff", "HEAD").out.splitlines()
    assert text[0] == "Could not be understood; what rests on it is not compared"
    assert text[1].startswith(f"  returns.yaml:3: {rule}: ")
    assert text[2].endswith("not count as fixed: nobody can tell while this stands")
    assert diff("--fail-on", "never")[0].code == 0


def test_mistake_of_the_base_fails_nobody(repository: Repository, diff: Any) -> None:
    broken = RETURNS.replace("5 days", "5 dys")
    repository.commit("returns", returns=broken)
    repository.write("returns.yaml", "# A word.\n" + broken)
    outcome, told = diff()
    assert (outcome.code, told["not_understood"]) == (0, [])


def test_better_terms_are_told_beside_a_mistake_elsewhere(
    repository: Repository, diff: Any
) -> None:
    repository.commit("all", returns=RETURNS, desk=DESK, care=CARE)
    repository.write("returns.yaml", RETURNS.replace("window: 20 days", "window: 30 days"))
    repository.write("care.yaml", "teams: {}\n")
    outcome, told = diff()
    assert outcome.code == 1
    better = [each["thing"] for each in told["changes"] if each["direction"] == "better"]
    assert better == ["return/books"]


def test_deleted_team_that_is_still_named_is_not_better(repository: Repository, diff: Any) -> None:
    repository.commit("all", desk=DESK, care=CARE, more="teams:\n  other: {name: Other}\n")
    (repository.root / "care.yaml").unlink()
    outcome, told = diff()
    assert outcome.code == 1
    assert {each["place"]["path"] for each in told["not_understood"]} == {"desk.yaml"}
    assert not [each for each in told["changes"] if each["direction"] == "better"]


@pytest.mark.parametrize("word", ["windo", "refund_tim", "aproval"])
def test_misspelt_aspect_is_refused(repository: Repository, diff: Any, word: str) -> None:
    repository.write("changes/fees.yaml", SIGNED + f"  - {{aspect: {word}}}\n")
    outcome, _ = diff()
    assert outcome.code == 2
    assert outcome.err.startswith(f"cxlint: changes/fees.yaml:4: no change has the aspect '{word}'")
    assert "did you mean '" in outcome.err


def test_policy_that_is_not_there_is_named(repository: Repository, diff: Any) -> None:
    outcome, _ = diff("--policy", "nosuch")
    assert outcome.code == 2
    assert "--policy nosuch: there is no such file or folder in the working tree" in outcome.err


def test_trend_of_a_folder_points_to_the_option(repository: Repository, cxlint: Run) -> None:
    repository.write("policies/terms.yaml", CHEAP)
    outcome = cxlint("trend", "policies")
    assert outcome.code == 2
    assert "--policy policies says where the policy lies" in outcome.err


def test_outside_of_git_the_missing_folder_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, cxlint: Run
) -> None:
    (folder / "bare" / "policies").mkdir(parents=True)
    monkeypatch.chdir(folder / "bare")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder))
    assert "nosuch: there is no such file or folder" in cxlint("diff", "policies", "nosuch").err
    told = cxlint("trend").err
    assert "run it in a git repository" in told
    assert "two folders" not in told


def test_sample_without_a_team_that_it_names_is_judged_to_the_end(
    folder: Path, cxlint: Run
) -> None:
    before, after = folder / "before", folder / "after"
    for copy in (before, after):
        shutil.copytree(SAMPLE, copy)
    teams = after / "care" / "teams.yaml"
    begin, *rest = re.split(r"(?m)^(?=  [\w-]+:$)", teams.read_text(encoding="utf-8"))
    kept = [each for each in rest if not each.startswith("  care:")]
    assert len(kept) == len(rest) - 1
    teams.write_text("".join([begin, *kept]), encoding="utf-8")
    outcome = cxlint("diff", str(before), str(after), "--format", "json", "--as-of", "2026-11-30")
    told = json.loads(outcome.out)
    assert outcome.code == 1
    assert not [each for each in told["changes"] if each["direction"] == "better"]
    assert told["findings"]["fixed"] == []
    assert any("does not count as fixed" in n or "do not count" in n for n in told["notes"])
